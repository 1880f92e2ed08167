//! Feedback as it really comes: every mistake is said with its place and a next step, the rest is still read in the
//! same run, and both ledgers balance. A table reads alike whatever its encoding, packing and layout.

use std::fs;
use std::io::Write;
use std::path::Path;

use cxpress::{Built, Computed, Request};
use cxpress_core::read::{Forgetful, NO_VALUE, Options, RecordBatch, Sink, ValueId, inputs, read, tidy};
use cxpress_core::{Config, Diagnostics, Files, MemoryFiles, config};
use cxpress_report::{AnswerAccount, DataAccount, FigureSeries, MissingCounts, Report};
use cxpress_tests::{estimate, lines, no_real_data, real_data, report_of, root, slice, total};
use proptest::prelude::*;

/// A survey, tickets, and a second survey whose one bad answer must be told of in every run.
const CONFIG: &str = "\
schema: 1
title: Report
sources:
  survey:
    kind: survey
    files: data/survey*
    period: {column: date}
    dimensions:
      region: {column: region, labels: {NA: NA}}
    questions:
      recommend: {column: nps, metric: nps}
      rating: {column: rating, metric: csat, scale: 1..5}
  tickets:
    kind: tickets
    files: data/tickets.csv
    created: opened
    solved: closed
    questions:
      resolution: {metric: resolution}
  witness:
    kind: survey
    files: data/witness.csv
    period: {column: date}
    questions:
      seen: {column: seen, metric: csat, scale: 1..5}
privacy: {minimum_base: 1}
limits: {rejected_rows: 50%, rejected_answers: 50%}
";

const SURVEY: &str = "\
date,region,nps,rating,comment
2026-09-01,NA,10,5,fine
2026-09-02,Zürich,9,4,\"good; \"\"really\"\", they said\"
2026-09-03,NA,7,3,
2026-10-01,Zürich,0,1,\"late,
two lines
and a third\"
2026-10-02,NA,10,5,x
2026-10-03,Zürich,8,n/a,x
";

const TICKETS: &str = "\
opened,closed
2026-10-01 08:00,2026-10-01 09:00
2026-10-02 08:00,
";

const WITNESS: &str = "\
date,seen
2026-10-01,5
2026-10-02,what?
2026-10-03,4
";

const SEEN: &str = "warning data/witness.csv:3 rejected: 1 answer to `seen` rejected: neither a number nor a known word \
    | name a word with a score under `values` of `seen`, one for a missing answer under `missing`";

/// A project that differs from the good one in what is to be seen.
#[derive(Clone)]
struct Case {
    name: &'static str,
    config: String,
    survey: Option<(String, Vec<u8>)>,
    more: Vec<(String, Vec<u8>)>,
    period: Option<&'static str>,
}

fn case(name: &'static str) -> Case {
    let survey = Some(("data/survey.csv".to_owned(), SURVEY.into()));
    Case {
        name,
        config: CONFIG.to_owned(),
        survey,
        more: Vec::new(),
        period: None,
    }
}

impl Case {
    /// Replaces a part of the configuration, which must be there.
    #[track_caller]
    fn config(mut self, old: &str, new: &str) -> Self {
        assert!(
            self.config.contains(old),
            "{}: `{old}` is not in the configuration",
            self.name
        );
        self.config = self.config.replacen(old, new, 1);
        self
    }

    fn survey(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.survey_in("data/survey.csv", bytes)
    }

    fn survey_in(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.survey = Some((path.to_owned(), bytes.into()));
        self
    }

    fn no_survey(mut self) -> Self {
        self.survey = None;
        self
    }

    /// Adds a file, or puts it in the place of one.
    fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.more.push((path.to_owned(), bytes.into()));
        self
    }

    fn period(mut self, period: &'static str) -> Self {
        self.period = Some(period);
        self
    }

    fn files(&self) -> MemoryFiles {
        let files = MemoryFiles::new()
            .with(config::FILE, self.config.as_str())
            .with("data/tickets.csv", TICKETS)
            .with("data/witness.csv", WITNESS);
        let all = self.survey.iter().chain(&self.more);
        all.fold(files, |files, (path, bytes)| files.with(path, bytes.clone()))
    }

    fn build(&self) -> Built {
        compute(&self.files(), self.period)
    }

    /// The one check of mistakes: exactly these diagnostics beside the witness's, and ledgers that balance.
    #[track_caller]
    fn says(self, expected: &[&str]) {
        let built = self.build();
        let mut found = lines(&built);
        let seen = found.iter().position(|line| line == SEEN);
        assert!(
            seen.is_some(),
            "{}: the rest was not read:\n{}",
            self.name,
            found.join("\n")
        );
        seen.into_iter().for_each(|at| drop(found.remove(at)));
        self.compare(&found, expected);
        let in_data = |line: &&&str| line.starts_with("error") && !line.starts_with("error commentary/");
        let errors = expected.iter().find(in_data).is_some();
        assert_eq!(
            built.report.is_none(),
            errors,
            "{}: a report exactly if there is no error",
            self.name
        );
        assert_balance(self.name, &account(&self.files()));
        built
            .report
            .iter()
            .for_each(|report| assert_balance(self.name, &report.data));
    }

    /// The same where nothing else can be read.
    #[track_caller]
    fn says_only(self, expected: &[&str]) {
        let built = self.build();
        self.compare(&lines(&built), expected);
        assert!(built.report.is_none(), "{}", self.name);
    }

    #[track_caller]
    fn compare(&self, found: &[String], expected: &[&str]) {
        assert!(
            found == expected,
            "{}:\n{}\n  instead of\n{}",
            self.name,
            found.join("\n"),
            expected.join("\n")
        );
    }

    /// The one check of good reading: the figures of the good project, and this format.
    #[track_caller]
    fn reads_alike(self, format: &str) {
        let good = case("good").build();
        let built = self.build();
        assert_eq!(lines(&built), [SEEN], "{}", self.name);
        let (good, found) = (report_of(&good), report_of(&built));
        assert_eq!(found.figures, good.figures, "{}", self.name);
        assert_eq!(found.dimensions, good.dimensions, "{}", self.name);
        assert_eq!(totals(&found.data), totals(&good.data), "{}", self.name);
        assert_eq!(found.data.sources[0].files[0].format, format, "{}", self.name);
        assert_balance(self.name, &found.data);
    }

    /// The survey's account, in a project that must have a report.
    #[track_caller]
    fn answers(self, question: usize) -> AnswerAccount {
        let built = self.build();
        let report = report_of(&built);
        assert_balance(self.name, &report.data);
        report.data.sources[0].answers[question].clone()
    }
}

/// Builds all but the pages.
fn compute(files: &dyn Files, period: Option<&str>) -> Built {
    let Computed {
        report,
        commentary,
        theme,
        diagnostics,
        ..
    } = cxpress::check(&Request {
        files,
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    });
    Built {
        report,
        commentary,
        theme,
        site: None,
        pages: 0,
        period: None,
        note: None,
        diagnostics,
    }
}

/// Counts what it is given.
#[derive(Default)]
struct Counter(u64);

impl Sink for Counter {
    fn take(&mut self, _: usize, records: &RecordBatch) {
        self.0 += records.len() as u64;
    }

    fn absorb(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// A configuration without mistakes.
fn configuration(text: &str) -> Config {
    let metrics = cxpress::metrics();
    let specs: Vec<_> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = config::load(text, config::FILE, &|_| None, &specs);
    config.unwrap_or_else(|| panic!("{found:?}"))
}

/// The ledgers of a project, also of one that gives no report.
fn account(files: &dyn Files) -> DataAccount {
    let config = configuration(&files.text(config::FILE).expect("a configuration"));
    let mut diagnostics = Diagnostics::default();
    let inputs = inputs(&config, files, &mut diagnostics);
    let reading = read(
        &config,
        &inputs,
        files,
        Options::plain(),
        Counter::default,
        &mut diagnostics,
    );
    let taken = reading.sink.map_or(0, |sink| sink.0);
    let files = reading.account.sources.iter().flat_map(|source| &source.files);
    assert_eq!(
        taken,
        files.map(|file| file.rows.used).sum::<u64>(),
        "every used row is in a batch"
    );
    reading.account
}

#[track_caller]
fn assert_balance(name: &str, account: &DataAccount) {
    for source in &account.sources {
        assert!(
            source.files.iter().all(|file| file.rows.balances()),
            "{name}: rows of {}",
            source.id
        );
        assert!(
            source.answers.iter().all(AnswerAccount::balances),
            "{name}: answers of {}",
            source.id
        );
        let used: u64 = source.files.iter().map(|file| file.rows.used).sum();
        assert!(
            source.answers.iter().all(|answers| answers.rows == used),
            "{name}: both of {}",
            source.id
        );
    }
}

/// The ledgers of all files of a source together: read, used, rejected, set aside; and the answers.
fn totals(account: &DataAccount) -> Vec<([u64; 4], &[AnswerAccount])> {
    let sum = |source: &cxpress_report::SourceAccount| {
        source.files.iter().fold([0; 4], |all, file| {
            let rows = &file.rows;
            let more = [
                rows.read,
                rows.used,
                rows.rejected.values().sum(),
                rows.set_aside.values().sum(),
            ];
            std::array::from_fn(|at| all[at] + more[at])
        })
    };
    account
        .sources
        .iter()
        .map(|source| (sum(source), source.answers.as_slice()))
        .collect()
}

fn in_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads")
        .install(work)
}

/// The values of the first dimension as they stand in the data.
fn values(report: &Report) -> Vec<&str> {
    report.dimensions[0]
        .values
        .iter()
        .map(|value| value.raw.as_str())
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once('\u{feff}')
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(unit)
        .collect()
}

fn western(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
        .collect()
}

fn survey_with(old: &str, new: &str) -> String {
    assert!(SURVEY.contains(old), "`{old}`");
    SURVEY.replacen(old, new, 1)
}

#[test]
fn a_folder_without_a_configuration() {
    let files = MemoryFiles::new().with("data/survey.csv", SURVEY);
    let built = compute(&files, None);
    let says = "error cxpress.yaml no-configuration: `cxpress.yaml` cannot be read: entity not found \
        | name the folder of a report, such as `cxpress build content`";
    assert_eq!(lines(&built), [says]);
}

#[test]
fn files_that_are_not_there() {
    case("a pattern that matches nothing").no_survey().says(&[
            "error cxpress.yaml:6:12 no-files: `data/survey*` matches no file | check the folder and the pattern; paths are relative to the project's folder",
        ]);
    case("a plain path").config("data/survey*", "data/surveys.csv").says(&[
            "error cxpress.yaml:6:12 no-files: `data/surveys.csv` matches no file | check the folder and the pattern; paths are relative to the project's folder",
        ]);
    case("one of two patterns").config("data/survey*", "[data/survey*, more/*.csv]").says(&[
            "error cxpress.yaml:6:27 no-files: `more/*.csv` matches no file | check the folder and the pattern; paths are relative to the project's folder",
        ]);
}

#[test]
fn columns_that_are_not_there_or_twice() {
    case("a name with a mistake").survey(survey_with("nps", "nsp")).says(&[
            "error cxpress.yaml:11:27 column-not-found: `data/survey.csv` has no column `nps` | did you mean `nsp`?",
        ]);
    case("another name").survey(survey_with("rating", "stars")).says(&[
            "error cxpress.yaml:12:24 column-not-found: `data/survey.csv` has no column `rating` | name the column as the file does; `optional: true` is for files that lack it",
        ]);
    case("the period").survey(survey_with("date", "day")).says(&[
            "error cxpress.yaml:7:22 column-not-found: `data/survey.csv` has no column `date` | name the column as the file does; `[one, other]` names alternatives",
        ]);
    case("no name for this file")
        .config("column: rating", "column: [{name: rating, files: \"2025*\"}]")
        .says(&[
            "error cxpress.yaml:12:24 column-not-found: none of the names of this column is for `data/survey.csv` | name the column as the file does; `optional: true` is for files that lack it",
        ]);
    case("a file of something else").with("data/survey-2.csv", "Team,Rota\nA,B\n").says(&[
        "error data/survey-2.csv:1 no-columns: `data/survey-2.csv` has none of the columns of `survey` | leave it out of `files`, or name its columns; the names must stand in its first row",
    ]);
    case("two of them").survey(survey_with("comment", "NPS ")).says(&[
            "error data/survey.csv:1 duplicate-header: `data/survey.csv` has two columns `nps`: the 3rd and the 5th | rename one of them in the file, so that it is clear which one is meant",
        ]);
    case("two that nobody uses")
        .survey(survey_with("region,", "Comment,"))
        .config("    dimensions:\n      region: {column: region, labels: {NA: NA}}\n", "")
        .says(&[
            "warning data/survey.csv:1 duplicate-header: `data/survey.csv` has two columns `comment`: the 2nd and the 5th | neither is used; rename one before you use it",
        ]);
}

#[test]
fn answers_that_are_none() {
    case("outside the scale").survey(survey_with(",10,5,fine", ",11,5,fine")).says(&[
            "warning data/survey.csv:2 rejected: 1 answer to `recommend` rejected: outside the scale `0..10` | name a code for a missing answer under `missing` of `recommend`, or check `scale`",
        ]);
    case("below the scale, twice")
        .survey(survey_with(",0,1,", ",-1,0,").replacen(",10,5,x", ",10,0,x", 1))
        .says(&[
            "warning data/survey.csv:5 rejected: 1 answer to `recommend` rejected: outside the scale `0..10` | name a code for a missing answer under `missing` of `recommend`, or check `scale`",
            "warning data/survey.csv:5 rejected: 2 answers to `rating` rejected: outside the scale `1..5` | name a code for a missing answer under `missing` of `rating`, or check `scale`",
        ]);
    case("a fraction").survey(survey_with(",7,3,", ",7,3.5,")).says(&[
            "warning data/survey.csv:4 rejected: 1 answer to `rating` rejected: not a whole number | check the column of `rating`: it may hold means, not answers",
        ]);
    case("a decimal comma").survey(survey_with(",7,3,", ",7,\"3,5\",")).says(&[
            "warning data/survey.csv:4 rejected: 1 answer to `rating` rejected: not a whole number | check the column of `rating`: it may hold means, not answers",
        ]);
    case("a comma between thousands").survey(survey_with(",7,3,", ",\"1,000\",3,")).says(&[
        "warning data/survey.csv:4 rejected: 1 answer to `recommend` rejected: neither a number nor a known word | name a word with a score under `values` of `recommend`, one for a missing answer under `missing`",
    ]);
    case("words").survey(survey_with(",7,3,", ",likely,\u{1b}[31mred\u{1b}[0m and so on and on and on and on,")).says(&[
            "warning data/survey.csv:4 rejected: 1 answer to `rating` rejected: neither a number nor a known word | name a word with a score under `values` of `rating`, one for a missing answer under `missing`",
            "warning data/survey.csv:4 rejected: 1 answer to `recommend` rejected: neither a number nor a known word | name a word with a score under `values` of `recommend`, one for a missing answer under `missing`",
        ]);
    case("not finite").survey(survey_with(",7,3,", ",inf,NaN,")).says(&[
            "warning data/survey.csv:4 rejected: 1 answer to `rating` rejected: neither a number nor a known word | name a word with a score under `values` of `rating`, one for a missing answer under `missing`",
            "warning data/survey.csv:4 rejected: 1 answer to `recommend` rejected: neither a number nor a known word | name a word with a score under `values` of `recommend`, one for a missing answer under `missing`",
        ]);
}

#[test]
fn rows_that_are_none() {
    case("too few cells").survey(survey_with("NA,7,3,", "NA,7")).says(&[
            "warning data/survey.csv:4 rejected: 1 row rejected: another number of cells than the header | quote cells that hold a separator or a line break",
        ]);
    case("too many cells").survey(survey_with("NA,7,3,", "NA,7,3,oh, well")).says(&[
            "warning data/survey.csv:4 rejected: 1 row rejected: another number of cells than the header | quote cells that hold a separator or a line break",
        ]);
    case("no UTF-8 after UTF-8")
        .survey([survey_with(",x", ",Zürich").as_bytes(), b"2026-10-04,NA,1,1,Z\xfcrich\n"].concat())
        .says(&[
            "warning data/survey.csv:10 rejected: 1 row rejected: bytes of another encoding than the rows before | save the whole file in one encoding, UTF-8 if you can",
        ]);
    case("no UTF-8 after the mark of UTF-8")
        .survey([b"\xef\xbb\xbf", SURVEY.replace('ü', "u").as_bytes(), b"2026-10-04,NA,1,1,Z\xfcrich\n"].concat())
        .says(&[
            "warning data/survey.csv:10 rejected: 1 row rejected: bytes of another encoding than the rows before | save the whole file in one encoding, UTF-8 if you can",
        ]);
    case("UTF-8 after Windows-1252")
        .survey([&western(SURVEY)[..], "2026-10-04,NA,1,1,Zürich\n".as_bytes()].concat())
        .says(&[
            "warning data/survey.csv:10 rejected: 1 row rejected: bytes of another encoding than the rows before | save the whole file in one encoding, UTF-8 if you can",
        ]);
    case("no date").survey(survey_with("2026-09-02", " ")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: no date | fill in the date, or take the period from the file's name",
        ]);
    case("no date in words").survey(survey_with("2026-09-02", "N/A")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: no date | fill in the date, or take the period from the file's name",
        ]);
    case("a date of another form").survey(survey_with("2026-09-02", "02/09/2026")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date whose day and month may be either way round | add `date_format: day-first` or `date_format: month-first`; none of them tells which",
        ]);
    case("a date that does not exist").survey(survey_with("2026-09-02", "2026-09-31")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | `2026-10-31` or `2026-10-31 14:05:00` is expected; another form is named by `date_format`",
        ]);
    case("a date of another pattern")
        .config("    period:", "    date_format: \"%d.%m.%Y %H:%M\"\n    period:")
        .survey("date,region,nps,rating\n01.09.2026 08:00,NA,1,1\n2026-09-02,NA,1,1\n")
        .says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | `31.10.2026 14:05` (`%d.%m.%Y %H:%M`) is expected; another form is named by `date_format`",
        ]);
    case("a date out of range").survey(survey_with("2026-09-02", "1026-09-02")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date outside 1970 to 2099 | check the date; `2026-10-31` or `2026-10-31 14:05:00` is expected",
        ]);
    case("weights")
        .config("    period:", "    weight: comment\n    period:")
        .survey("date,region,nps,rating,comment\n2026-09-02,NA,1,1,1.5\n2026-09-02,NA,1,1,\"0,5\"\n2026-09-02,NA,1,1,-1\n2026-09-02,NA,1,1,\n2026-09-02,NA,1,1,NaN\n")
        .config("rejected_rows: 50%", "rejected_rows: 90%")
        .says(&[
            "warning data/survey.csv:4 rejected: 3 rows rejected: a weight that is no number from 0 to 1000000 | write it with digits, such as `0.85`; 0 leaves the row out",
        ]);
}

#[test]
fn dates_of_another_form_say_what_to_write() {
    case("days of a spreadsheet").survey(survey_with("2026-09-02", "46267.5")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | write `date_format: excel-days` if they are days as spreadsheets count them",
        ]);
    case("months").survey(survey_with("2026-09-02", "2026-09")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | write `date_format: \"%Y-%m\"` if they are months; days need a report by month or longer",
        ]);
    case("two digits of the year").survey(survey_with("2026-09-02", "26-09-02")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date whose day and month may be either way round | add `date_format: \"%y-%m-%d\"` if the year comes first, `day-first` or `month-first` if it is last; none of them tells which",
        ]);
    case("letters of several zones").survey(survey_with("2026-09-02", "2026-09-02 10:00 CST")).says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a time with the letters of several zones | several zones are called `CST`: say which in the source, such as `timezone: America/Chicago`, or export times with offsets such as `-06:00`",
        ]);
    case("seconds that are days")
        .config("    period:", "    date_format: seconds\n    period:")
        .survey("date,region,nps,rating\n1793455500,NA,1,1\n46296.004,NA,1,1\n")
        .says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | write `date_format: excel-days` if they are days as spreadsheets count them",
        ]);
    case("seconds that are milliseconds")
        .config("    period:", "    date_format: milliseconds\n    period:")
        .survey("date,region,nps,rating\n1793455500000,NA,1,1\n1793455500,NA,1,1\n")
        .says(&[
            "warning data/survey.csv:3 rejected: 1 row rejected: a date that cannot be read | write `date_format: seconds`: that many digits count them",
        ]);
}

#[test]
fn all_rows_on_a_day_that_is_nobodys() {
    let survey = "date,region,nps,rating\n1980-01-01,NA,1,1\n1980-01-01 00:00:00,NA,1,1\n";
    let built = case("one day").survey(survey).build();
    let found = lines(&built);
    assert!(
        found
            .iter()
            .any(|line| line.contains("one-day: all 2 rows of `survey` are of one day, 1980-01-01")),
        "{found:?}"
    );
    let survey = survey.replace("1980-01-01", "2026-10-05");
    let built = case("a day like others").survey(survey).build();
    assert!(!lines(&built).iter().any(|line| line.contains("one-day")));
}

#[test]
fn rows_without_a_date_are_named_by_their_lines() {
    let rows: String = (0..8)
        .map(|n| format!("{},NA,1,1\n", if n % 2 == 0 { "" } else { "2026-09-02" }))
        .collect();
    let built = case("lines")
        .survey(format!("date,region,nps,rating\n{rows}"))
        .build();
    let notes = |found: &cxpress_core::Diagnostic| found.notes.join("; ");
    let found: Vec<_> = built
        .diagnostics
        .iter()
        .filter(|found| found.message.contains("no date"))
        .map(notes)
        .collect();
    assert_eq!(found, ["lines 2, 4, 6 and 1 more"]);
}

#[test]
fn a_character_in_a_header_that_is_not_seen_is_named() {
    case("not seen").survey(survey_with("nps", "nps\u{200b}")).says(&[
            "error cxpress.yaml:11:27 column-not-found: `data/survey.csv` has no column `nps` | the header `nps<U+200B>` holds U+200B, which cannot be seen: take it out of the file, or write it so in double quotes",
        ]);
}

#[test]
fn months_alone_are_refused_where_days_are_needed() {
    let wrong = |name, config: &str, period: &str, expected: &str| {
        let built = case(name)
            .config(
                "    period:",
                &format!("    date_format: \"{config}\"\n    period:"),
            )
            .config("sources:", &format!("period: {period}\nsources:"))
            .build();
        let found = lines(&built);
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{name}: {found:?}"
        );
    };
    wrong(
        "weeks",
        "%Y-%m",
        "week",
        "`%Y-%m` tells the month and no day: a report by week needs more",
    );
    wrong(
        "years",
        "%Y",
        "month",
        "`%Y` tells the year and no day: a report by month needs more",
    );
}

#[test]
fn tickets_that_are_none() {
    let tickets = |row: &str| format!("{TICKETS}2026-10-03 08:00,2026-10-03 09:00\n{row}\n");
    case("solved before created").with("data/tickets.csv", tickets("2026-10-03 08:00,2026-10-02 07:00")).says(&[
            "warning data/tickets.csv:5 rejected: 1 row rejected: an end before its start | check the dates, and which columns hold creation and end",
        ]);
    case("solved at no time").with("data/tickets.csv", tickets("2026-10-03 08:00,soon")).says(&[
            "warning data/tickets.csv:5 rejected: 1 row rejected: a date that cannot be read | `2026-10-31` or `2026-10-31 14:05:00` is expected; another form is named by `date_format`",
        ]);
    case("solved at the end of time").with("data/tickets.csv", tickets("2026-10-03 08:00,9999-12-31")).says(&[
            "warning data/tickets.csv:5 rejected: 1 row rejected: a date outside 1970 to 2099 | check the date; `2026-10-31` or `2026-10-31 14:05:00` is expected",
        ]);
    case("not solved, in words")
        .with("data/tickets.csv", tickets("2026-10-03 08:00,NULL"))
        .says(&[]);
}

#[test]
fn files_that_hold_nothing() {
    case("no bytes").survey("").says(&[
            "error data/survey.csv empty-file: `data/survey.csv` is empty | export it again, or leave it out of `files`",
        ]);
    case("no bytes, packed").survey_in("data/survey.csv.gz", gzip(b"")).says(&[
            "error data/survey.csv.gz empty-file: `data/survey.csv.gz` is empty | export it again, or leave it out of `files`",
        ]);
    case("line ends").survey("\n\r\n\n").says(&[
            "error data/survey.csv empty-file: `data/survey.csv` is empty | export it again, or leave it out of `files`",
        ]);
    case("a mark").survey("\u{feff}").says(&[
            "error data/survey.csv empty-file: `data/survey.csv` is empty | export it again, or leave it out of `files`",
        ]);
    case("a header").survey("date,region,nps,rating\n").says(&[
            "error data/survey.csv no-rows: `data/survey.csv` has a header but no rows | export it again, or leave it out of `files`",
        ]);
    case("one of two files").with("data/survey-2.csv", "date,region,nps,rating\r\n").says(&[
            "error data/survey-2.csv no-rows: `data/survey-2.csv` has a header but no rows | export it again, or leave it out of `files`",
        ]);
    case("a list").survey_in("data/survey.yaml", "# to do\n").says(&[
            "error data/survey.yaml empty-file: `data/survey.yaml` holds no records | write a list: one item a record, each starting with `- `",
        ]);
}

#[test]
fn files_that_break_off() {
    let packed = gzip(SURVEY.repeat(50).as_bytes());
    case("cut").survey_in("data/survey.csv.gz", &packed[..packed.len() / 2]).says(&[
            "error data/survey.csv.gz unreadable-file: `data/survey.csv.gz` cannot be read: it ends too early | export or copy it again; it was cut off on its way",
        ]);
    let mut damaged = packed.clone();
    damaged[14..40].fill(0xff);
    case("damaged").survey_in("data/survey.csv.gz", damaged).says(&[
            "error data/survey.csv.gz unreadable-file: `data/survey.csv.gz` cannot be read: it cannot be unpacked: it was damaged on its way | export or copy it again",
        ]);
    case("only its mark").survey_in("data/survey.csv.gz", &packed[..2]).says(&[
            "error data/survey.csv.gz unreadable-file: `data/survey.csv.gz` cannot be read: it ends too early | export or copy it again; it was cut off on its way",
        ]);
    case("an open quote").survey(survey_with("NA,7,3,", "NA,7,3,\"oh")).says(&[
            "warning data/survey.csv:4 rejected: 3 rows rejected: another number of cells than the header | quote cells that hold a separator or a line break",
        ]);
    case("an open quote at the end").survey(format!("{SURVEY}2026-10-04,NA,1,1,\"oh\n2026-10-05,NA,1,1,oh\n")).says(&[
            "error data/survey.csv:10 open-quote: a quote is opened in this row and never closed, so the rest of the file is one cell | close it; a quote within a cell in quotes is written twice: `\"\"`",
        ]);
    case("a row without end").survey(format!("{SURVEY}2026-10-04,NA,1,1,{}", "x".repeat(3 << 20))).says(&[
            "error data/survey.csv:10 long-row: the row that starts here is longer than 1 MiB | look for a quote that is opened and not closed; if there is none, the file is no table",
        ]);
}

#[test]
fn files_that_are_no_tables() {
    case("a spreadsheet").survey(b"PK\x03\x04\x14\x00").says(&[
            "error data/survey.csv not-a-table: `data/survey.csv` is no table, but a spreadsheet or a ZIP archive | name it `.xlsx`, `.ods` or `.zip` after what it is, or save it as CSV in UTF-8",
        ]);
    case("a page to sign in").survey("\n<!DOCTYPE html><html>").says(&[
            "error data/survey.csv not-a-table: `data/survey.csv` is no table, but a web page | download it again: this is what a portal shows to those who are not signed in",
        ]);
    case("UTF-16 without a mark").survey(utf16(SURVEY, u16::to_le_bytes)[2..].to_vec()).says(&[
            "error data/survey.csv not-a-table: `data/survey.csv` is no table, but binary data, or UTF-16 without its mark | save it as CSV in UTF-8; `encoding: utf-16le` is for UTF-16 without a mark",
        ]);
    case("another separator").config("    period:", "    delimiter: \",\"\n    period:").survey(SURVEY.replace(',', ";")).says(&[
            "error data/survey.csv:1 one-column: `data/survey.csv` has one column only; its cells seem to be separated by `;` | add `delimiter: \";\"` to the source",
        ]);
    case("tabs").config("    period:", "    delimiter: \",\"\n    period:").survey(SURVEY.replace(',', "\t")).says(&[
            "error data/survey.csv:1 one-column: `data/survey.csv` has one column only; its cells seem to be separated by tabs | add `delimiter: tab` to the source",
        ]);
}

#[test]
fn lists_with_mistakes() {
    let list = |text: &str| case("a list").survey_in("data/survey.yaml", text);
    list("- {date: 2026-10-01, region: NA, nps: 5\n- {date: 2026-10-02}\n").says(&[
            "error data/survey.yaml:1:3 yaml: this is not valid YAML: unclosed bracket '{' | check this line and the one before: indentation, quotes, brackets",
        ]);
    list("- date: 2026-10-01\n\tnps: 5\n").says(&[
            "error data/survey.yaml:1:9 yaml: this is not valid YAML: while scanning a plain scalar, found a tab | indent with spaces, not with tabs",
        ]);
    list("- {date: 2026-10-01, region: NA, nps: 5, nps: 6, rating: 1}\n").says(&[
            "error data/survey.yaml:1:42 duplicate-key: the file has two entries `nps`, in lines 1 and 1 | rename one of them, or remove it",
        ]);
    list("- {date: 2026-10-01, region: NA, nps: 5, rating: 1}\n- none today\n- []\n").says(&[
            "error data/survey.yaml:2:3 not-records: this item is a text, not a mapping | write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`",
        ]);
    list("- {date: 2026-10-01, region: [NA], nps: 5, rating: 1}\n").says(&[
            "error data/survey.yaml:1:30 not-records: `region` holds a list, not one value | write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`",
        ]);
    list("date: 2026-10-01\n").says(&[
            "error data/survey.yaml:1:1 not-records: the file is a mapping, not a list | write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`",
        ]);
    list("- {date: 2026-10-01, region: NA, nps: 11, rating: 1}\n- {date: 2026-10-02, region: NA, nps: 1, rating: 1}\n- date: x\n  region: NA\n").says(&[
            "warning data/survey.yaml:1 rejected: 1 answer to `recommend` rejected: outside the scale `0..10` | name a code for a missing answer under `missing` of `recommend`, or check `scale`",
            "warning data/survey.yaml:3 rejected: 1 row rejected: a date that cannot be read | `2026-10-31` or `2026-10-31 14:05:00` is expected; another form is named by `date_format`",
        ]);
    list("- {date: 2026-10-01, region: NA, nsp: 5, rating: 1}\n").says(&[
            "error cxpress.yaml:11:27 column-not-found: `data/survey.yaml` has no column `nps` | did you mean `nsp`?",
        ]);
    case("bytes").survey_in("data/survey.yaml", b"- {date: 2026-10-01, region: Z\xfcrich, nps: 5}\n").says(&[
            "error data/survey.yaml unreadable-file: `data/survey.yaml` cannot be read: it is not UTF-8 | save it as UTF-8",
        ]);
}

#[test]
fn too_much_is_rejected() {
    let strict = |name| {
        case(name).config(
            "rejected_rows: 50%, rejected_answers: 50%",
            "rejected_answers: 40%",
        )
    };
    strict("rows").survey(survey_with("NA,7,3,", "NA,7")).says(&[
            "error cxpress.yaml:4:3 too-many-rejected: 1 of 6 rows of `survey` was rejected, more than 1 % | mend the files or the configuration, or raise `limits.rejected_rows`",
            "warning data/survey.csv:4 rejected: 1 row rejected: another number of cells than the header | quote cells that hold a separator or a line break",
        ]);
    let tail = "2026-10-04,NA,12,x,x\n".repeat(7);
    strict("answers").survey(format!("{SURVEY}{tail}")).says(&[
            "error cxpress.yaml:11:7 too-many-rejected: 7 of 13 answers to `recommend` were rejected, more than 40 % | mend the files or the configuration, or raise `limits.rejected_answers`",
            "error cxpress.yaml:12:7 too-many-rejected: 7 of 12 answers to `rating` were rejected, more than 40 % | mend the files or the configuration, or raise `limits.rejected_answers`",
            "warning data/survey.csv:10 rejected: 7 answers to `rating` rejected: neither a number nor a known word | name a word with a score under `values` of `rating`, one for a missing answer under `missing`",
            "warning data/survey.csv:10 rejected: 7 answers to `recommend` rejected: outside the scale `0..10` | name a code for a missing answer under `missing` of `recommend`, or check `scale`",
        ]);
    strict("blank rows make no room").survey(format!("{}{}", survey_with("NA,7,3,", "NA,7"), ",, ,,\n".repeat(500))).says(&[
            "error cxpress.yaml:4:3 too-many-rejected: 1 of 6 rows of `survey` was rejected, more than 1 % | mend the files or the configuration, or raise `limits.rejected_rows`",
            "warning data/survey.csv:4 rejected: 1 row rejected: another number of cells than the header | quote cells that hold a separator or a line break",
        ]);
}

#[test]
fn nothing_can_be_used() {
    case("no answer in a source").survey("date,region,nps,rating\n2026-10-01,NA,,\n2026-10-02,NA,N/A,-\n").says(&[
            "error cxpress.yaml:4:3 no-answers: `survey` has not a single usable answer | check the columns, `scale` and `missing` of its questions",
        ]);
    case("no answer to a question").survey("date,region,nps,rating\n2026-10-01,NA,1,\n2026-10-02,NA,2,-\n").says(&[
            "warning cxpress.yaml:12:7 no-answers: `rating` has no usable answer | check its column, `scale` and `missing`",
        ]);
    case("nobody was asked")
        .config("column: nps", "column: nps, optional: true")
        .survey("date,region,rating\n2026-10-01,NA,1\n")
        .says(&[
            "warning cxpress.yaml:11:7 no-answers: nobody was asked `recommend` | check its column, or remove the question",
        ]);
    let alone = || {
        // Without the other sources, which hold something.
        let mut case = case("no row");
        let end = case.config.find("  tickets:").expect("tickets");
        let start = case.config.find("privacy:").expect("privacy");
        case.config.replace_range(end..start, "");
        case
    };
    alone().no_survey().says_only(&[
        "error cxpress.yaml:6:12 no-files: `data/survey*` matches no file | check the folder and the pattern; paths are relative to the project's folder",
    ]);
    alone().survey(",,,\ndate,region,nps,rating\n").says_only(&[
            "error data/survey.csv no-rows: `data/survey.csv` has a header but no rows | export it again, or leave it out of `files`",
        ]);
    alone().survey("date,region,nps,rating\n,,,\n").says_only(&[
            "error data/survey.csv no-rows: `data/survey.csv` has a header but no rows | export it again, or leave it out of `files`",
        ]);
    alone().survey("date,region,nps,rating\n1,NA,1,1\n").says_only(&[
            "error cxpress.yaml:4:3 too-many-rejected: 1 of 1 rows of `survey` was rejected, more than 50 % | mend the files or the configuration, or raise `limits.rejected_rows`",
            "warning data/survey.csv:2 rejected: 1 row rejected: a date that cannot be read | `2026-10-31` or `2026-10-31 14:05:00` is expected; another form is named by `date_format`",
        ]);
    alone().survey("date,region,nps,rating\n2026-10-01,NA,x,11\n").says_only(&[
            "error cxpress.yaml:4:3 no-answers: `survey` has not a single usable answer | check the columns, `scale` and `missing` of its questions",
            "error cxpress.yaml:11:7 too-many-rejected: 1 of 1 answers to `recommend` was rejected, more than 50 % | mend the files or the configuration, or raise `limits.rejected_answers`",
            "error cxpress.yaml:12:7 too-many-rejected: 1 of 1 answers to `rating` was rejected, more than 50 % | mend the files or the configuration, or raise `limits.rejected_answers`",
            "warning data/survey.csv:2 rejected: 1 answer to `rating` rejected: outside the scale `1..5` | name a code for a missing answer under `missing` of `rating`, or check `scale`",
            "warning data/survey.csv:2 rejected: 1 answer to `recommend` rejected: neither a number nor a known word | name a word with a score under `values` of `recommend`, one for a missing answer under `missing`",
        ]);
}

#[test]
fn periods_without_data() {
    for period in ["2026-13", "October", "2026", "2026-Q4"] {
        let says = format!(
            "error - unknown-period: `{period}` is not a period of this report | its periods are written as `2026-10`"
        );
        case("no name of a period").period(period).says_only(&[&says]);
    }
    case("too early").period("2026-08").says_only(&[
            "error - no-data-in-period: the data begin with `2026-09`, after the period that is asked for | choose `--period 2026-09` or later, or add older files to `files`",
        ]);
    case("too late").period("2026-11").says(&[
            "error - no-data-in-period: there are no data in `2026-11` | choose another `--period`, or add its files to `files`",
        ]);
    case("between").survey(survey_with("2026-09-01", "2026-06-01")).period("2026-08").says_only(&[
            "error - no-data-in-period: there are no data in `2026-08` | choose another `--period`, or add its files to `files`",
        ]);
    case("a mistaken year").survey(survey_with("2026-09-01", "1970-01-01")).says(&[
            "error data/survey.csv:2 far-off: 1 row of `survey` lies in `1970-01`, 679 empty months before all others | mend the dates, or add `from: 2026-09-01` to `sources.survey`, which sets them aside; if they are right, `from: 1970-01-01` lets them in",
        ]);
}

#[test]
fn a_column_that_is_no_dimension() {
    let rows: String = (0..2500)
        .map(|n| format!("2026-10-01,customer {n},1,1\n"))
        .collect();
    case("a name each").survey(format!("date,region,nps,rating\n{rows}")).says(&[
            "error cxpress.yaml:9:7 too-many-values: `region` has more than 2000 different values | a dimension has few values, such as channels; choose another column",
        ]);
}

#[test]
fn mistakes_in_the_configuration() {
    case("a metric").config("metric: nps", "metric: nsp").says_only(&[
            "error cxpress.yaml:11:40 invalid-value: `sources.survey.questions.recommend.metric`: there is no metric `nsp` | did you mean `nps`?",
        ]);
    case("two sources").config("  witness:", "  survey:").says_only(&[
            "error cxpress.yaml:20:3 duplicate-key: `sources` has two entries `survey`, in lines 4 and 20 | rename one of them, or remove it",
        ]);
    case("several").config("title: Report", "titel: Report").config("files: data/tickets.csv", "file: x").says_only(&[
            "error cxpress.yaml:1:1 missing-key: `title` is missing | add `title: Customer experience`",
            "error cxpress.yaml:2:1 unknown-key: unknown key `titel` | did you mean `title`?",
            "error cxpress.yaml:13:3 missing-key: `sources.tickets` has no `files` | add `files: data/*.csv`",
            "error cxpress.yaml:15:5 unknown-key: unknown key `file` in `sources.tickets` | did you mean `files`?",
        ]);
}

#[test]
fn mistakes_in_commentary() {
    let note = |text: &str| case("commentary").with("commentary/2026-10/overview.md", text);
    note("We are at {{ recomend }}.\n").says(&[
            "error commentary/2026-10/overview.md:1:11 unknown-figure: there is no figure `recomend` | did you mean `recommend`?",
        ]);
    note("We are at {{ loyalty }}.\n").says(&[
        "error commentary/2026-10/overview.md:1:11 unknown-figure: there is no figure `loyalty` | -",
    ]);
    note("{{ recommend.chnage }} and {{ recommend(region=\"Zurich\") }} and {{ recommend(regin=\"NA\") }}.\n").says(&[
            "error commentary/2026-10/overview.md:1:1 unknown-part: there is no part of `recommend` `chnage` | did you mean `change`?",
            "error commentary/2026-10/overview.md:1:28 unknown-value: there is no value of `region` `Zurich` | did you mean `Zürich`?",
            "error commentary/2026-10/overview.md:1:65 unknown-dimension: there is no dimension `regin` | did you mean `region`?",
        ]);
    case("a page").with("commentary/2026-10/metrics/recomend.md", "Words.\n").says(&[
            "error commentary/2026-10/metrics/recomend.md unknown-figure: there is no figure `recomend` | did you mean `recommend`?",
        ]);
    case("data and words").survey(survey_with("nps", "nsp")).with("commentary/2026-10/overview.md", "{{ recommend\n").says(&[
            "error commentary/2026-10/overview.md:1:1 binding: `{{` is not closed | close it with `}}` on the same line, or write `\\{{` for the braces themselves",
            "error cxpress.yaml:11:27 column-not-found: `data/survey.csv` has no column `nps` | did you mean `nsp`?",
        ]);
}

#[test]
fn notes_show_what_stood_there() {
    let notes = |case: Case| {
        let built = case.build();
        let found = built
            .diagnostics
            .iter()
            .filter(|found| !found.message.contains("`seen`"));
        found
            .flat_map(|found| found.line.iter().chain(&found.notes).cloned())
            .collect::<Vec<_>>()
    };
    let ragged = case("too many cells").survey(survey_with("NA,7,3,", "NA,7,3,oh, well"));
    assert_eq!(
        notes(ragged),
        ["2026-09-03,NA,7,3,oh, well", "line 4: 6 cells, the header has 5"]
    );
    let words = case("words").survey(survey_with(
        ",7,3,",
        &format!(",\u{1b}[31m{},3,", "very ".repeat(20)),
    ));
    assert_eq!(notes(words), [format!("line 4: ` [31m{}…`", "very ".repeat(11))]);
    let many = case("many").survey(format!("{SURVEY}{}", "2026-10-04,NA,11,1,x\n".repeat(5)));
    assert_eq!(
        notes(many),
        ["line 10: `11`", "line 11: `11`", "line 12: `11`", "and 2 more"]
    );
    let ended = case("ended").with("data/tickets.csv", format!("{TICKETS}2026-10-03,2026-10-02\n"));
    assert_eq!(notes(ended), ["line 4: `2026-10-02` is before `2026-10-03`"]);
    let column = case("a column").survey(survey_with("nps", "nsp"));
    assert_eq!(notes(column)[0], "      recommend: {column: nps, metric: nps}");
    let quote = case("a quote").survey(format!("{SURVEY}2026-10-04,NA,1,1,\"oh\nno\n"));
    assert_eq!(notes(quote), ["2026-10-04,NA,1,1,\"oh"]);
    let quote = case("a quote").survey(format!("{SURVEY}2026-10-04,NA,1,1,\"oh\nno\n"));
    assert_eq!(notes(quote), ["2026-10-04,NA,1,1,\"oh"]);
    assert_eq!(
        notes(case("a list").survey_in("data/survey.yaml", "- 1\n- 2\n")),
        ["- 1", "also in line 2"]
    );
}

#[test]
fn encodings_and_packing_do_not_matter() {
    let packed = |bytes: &[u8]| case("packed").survey_in("data/survey.csv.gz", gzip(bytes));
    case("with a mark")
        .survey(format!("\u{feff}{SURVEY}"))
        .reads_alike("CSV, UTF-8");
    case("UTF-16LE")
        .survey(utf16(SURVEY, u16::to_le_bytes))
        .reads_alike("CSV, UTF-16");
    case("UTF-16BE")
        .survey(utf16(SURVEY, u16::to_be_bytes))
        .reads_alike("CSV, UTF-16");
    case("Windows-1252")
        .survey(western(SURVEY))
        .reads_alike("CSV, Windows-1252");
    packed(SURVEY.as_bytes()).reads_alike("CSV, UTF-8, gzip");
    packed(&western(SURVEY)).reads_alike("CSV, Windows-1252, gzip");
    packed(&utf16(SURVEY, u16::to_le_bytes)).reads_alike("CSV, UTF-16, gzip");
    let (start, end) = SURVEY.split_at(SURVEY.len() / 2);
    let members = [gzip(start.as_bytes()), gzip(end.as_bytes())].concat();
    case("two members")
        .survey_in("data/survey.csv.gz", members)
        .reads_alike("CSV, UTF-8, gzip");
    case("packed under a plain name")
        .survey(gzip(SURVEY.as_bytes()))
        .reads_alike("CSV, UTF-8, gzip");
    case("plain under a packed name")
        .survey_in("data/survey.csv.gz", SURVEY)
        .reads_alike("CSV, UTF-8");
}

#[test]
fn layout_does_not_matter() {
    let alike = |name, text: String| case(name).survey(text).reads_alike("CSV, UTF-8");
    alike("CRLF", SURVEY.replace('\n', "\r\n"));
    alike("CR", SURVEY.replace('\n', "\r"));
    alike("no line end at the end", SURVEY.trim_end().to_owned());
    let good = case("good").build();
    for (n, text) in [
        (6, SURVEY.replace("2026-10-0", "\n\r\n2026-10-0")),
        (2, format!("\n,,,,\n{SURVEY}")),
    ] {
        let built = case("blank lines").survey(text).build();
        let blank = &report_of(&built).data.sources[0].files[0].rows.set_aside;
        assert_eq!(*blank, [("blank".to_owned(), n)].into());
        assert_eq!(report_of(&built).figures, report_of(&good).figures);
    }
    alike(
        "another header",
        survey_with("date,region,nps,rating", " Date ,REGION\t,\"nPs \",Rating"),
    );
    alike(
        "quotes",
        survey_with("2026-09-01,NA,10,5", "\"2026-09-01\",\"NA\",\"10\",\" 5 \""),
    );
    alike(
        "numbers",
        survey_with("NA,10,5,fine", "NA,\"10,0\",+5,fine").replacen(",9,4,", ",09.0,4.000,", 1),
    );
    alike(
        "times",
        survey_with("2026-09-01", "2026-09-01T08:30:00.250Z").replacen("2026-09-02", " 2026-09-02 08:30 ", 1),
    );
}

#[test]
fn separators_are_told_or_named() {
    let with = |name, text: String, format| case(name).survey(text).reads_alike(format);
    let semicolon = "CSV with semicolons, UTF-8";
    with(
        "a first line of Excel",
        format!("sep=;\n{}", semicolons()),
        semicolon,
    );
    let with_line = format!("\u{feff}sep=;\r\n{}", semicolons());
    with("the same with a mark", with_line, semicolon);
    let other = |written: &str, text: String, format| {
        with("told", text.clone(), format);
        case("named")
            .config("    period:", &format!("    delimiter: {written}\n    period:"))
            .survey(text)
            .reads_alike(format);
    };
    other("\";\"", semicolons(), semicolon);
    let tabs = SURVEY.replace("\"\"", "'").replace(',', "\t");
    other("tab", tabs, "CSV with tabs, UTF-8");
    other("\"|\"", SURVEY.replace(',', "|"), "CSV with bars, UTF-8");
}

/// The survey with semicolons; the cells in quotes then hold some.
fn semicolons() -> String {
    SURVEY.replace(',', ";")
}

#[test]
fn lists_read_like_tables() {
    let list = "\
- {date: 2026-09-01, Region: NA, nps: 10, rating: 5}
- {date: 2026-09-02, Region: Zürich, nps: '9', rating: 4}
- {rating: 3, nps: 7, Region: NA, date: 2026-09-03}
- date: 2026-10-01
  Region: Zürich
  nps: 0
  rating: 1
- {date: 2026-10-02, Region: NA, nps: 10, rating: 5}
- {date: 2026-10-03, Region: Zürich, nps: 8, rating: n/a, note: 'a: b'}
";
    case("a list")
        .survey_in("data/survey.yaml", list)
        .reads_alike("YAML, UTF-8");
    case("a packed list")
        .survey_in("data/survey.yml.gz", gzip(list.as_bytes()))
        .reads_alike("YAML, UTF-8, gzip");
    let marked = format!("\u{feff}{list}");
    case("a list with a mark")
        .survey_in("data/survey.yaml", marked)
        .reads_alike("YAML, UTF-8");
}

#[test]
fn one_source_in_two_encodings_and_two_columns() {
    let text: Vec<&str> = SURVEY.split_inclusive('\n').collect();
    let (september, october) = (text[..4].concat(), [text[0], &text[4..].concat()].concat());
    let case = case("two files")
        .config("column: nps", "column: [nps, {name: q7, files: \"*-2.csv\"}]")
        .survey(western(&september))
        .with("data/survey-2.csv", october.replacen("nps", "Q7", 1));
    let (built, good) = (case.build(), self::case("good").build());
    assert_eq!(lines(&built), [SEEN]);
    assert_eq!(report_of(&built).figures, report_of(&good).figures);
    assert_eq!(totals(&report_of(&built).data), totals(&report_of(&good).data));
}

#[test]
fn the_same_bytes_in_two_encodings_are_two_values() {
    let header = b"date,region,nps,rating\n".as_slice();
    let same = b"2026-10-01,CAF\xc9\x85,1,1\n".as_slice();
    let western = [header, b"2026-10-01,\xfc,1,1\n", same].concat();
    let utf8 = [header, "2026-10-01,é,1,1\n".as_bytes(), same].concat();
    let case = case("two").survey(western).with("data/survey-2.csv", utf8);
    let built = in_threads(1, || case.build());
    assert_eq!(values(report_of(&built)), ["CAFÉ…", "CAFɅ", "é", "ü"]);
}

#[test]
fn missing_words_of_one_source_are_values_of_another() {
    let config = "    dimensions: {region: {column: region, missing: [other]}}\n    questions:\n      seen:";
    for threads in [1, 3] {
        let case = case("other")
            .config("    questions:\n      seen:", config)
            .with(
                "data/witness.csv",
                "date,region,seen\n2026-10-01,other,5\n2026-10-01,NA,4\n",
            )
            .survey(survey_with("Zürich", "other"));
        let built = in_threads(threads, || case.build());
        let report = report_of(&built);
        assert!(slice(report, "recommend", "region", "other", "2026-09").is_some());
        assert!(slice(report, "seen", "region", "other", "2026-10").is_none());
    }
}

#[test]
fn missing_answers_keep_their_kind() {
    let with = |cells: &str| {
        format!(
            "date,region,nps,rating\n{}",
            cells
                .split(' ')
                .map(|cell| format!("2026-10-01,NA,{cell},1\n"))
                .collect::<String>()
        )
    };
    let configured = case("missing")
        .config(
            "column: nps",
            "column: nps, missing: {11: not-answered, \"-97\": dont-know}, values: {Promoter: 10}",
        )
        .config("    period:", "    missing: {Skipped: not-asked}\n    period:");
    let found = configured
        .survey(with("11 11.0 -97 skipped PROMOTER N/A na - null  10 don’t_know").replace('_', " "))
        .answers(0);
    let missing = MissingCounts {
        not_asked: 1,
        not_answered: 5,
        does_not_apply: 2,
        dont_know: 2,
        other_language: 0,
    };
    assert_eq!((found.rows, found.used, found.missing), (12, 2, missing));
    assert!(found.rejected.is_empty());
}

#[test]
fn words_for_nothing_are_no_groups_but_na_is_one() {
    let built = case("NA")
        .survey(survey_with("NA,10", "N/A,10").replacen("NA,7", " ,7", 1))
        .build();
    assert_eq!(values(report_of(&built)), ["NA", "Zürich"]);
    let missing = "region: {column: region, missing: [na]}";
    let built = case("not NA")
        .config("region: {column: region, labels: {NA: NA}}", missing)
        .build();
    assert_eq!(values(report_of(&built)), ["Zürich"]);
}

#[test]
fn values_with_one_label_are_one() {
    let labels = "region: {column: region, labels: {NA: West, CA: West}}";
    let rows = "2026-10-04,CA,10,1,x\n2026-10-04, NA ,10,1,x\n2026-10-04,CA,10,1,x\n";
    let built = case("labels")
        .config("region: {column: region, labels: {NA: NA}}", labels)
        .survey(format!("{SURVEY}{rows}"))
        .build();
    let report = report_of(&built);
    let labels: Vec<_> = report.dimensions[0]
        .values
        .iter()
        .map(|value| value.label.as_str())
        .collect();
    assert_eq!(labels, ["West", "Zürich"]);
    let west = slice(
        report,
        "recommend",
        "region",
        &report.dimensions[0].values[0].id,
        "2026-10",
    );
    assert_eq!(
        estimate(cxpress_tests::shown(west.expect("a slice")), None).base,
        4
    );
}

#[test]
fn optional_columns_were_not_asked() {
    let case = case("optional")
        .config("column: rating", "column: rating, optional: true")
        .config(
            "region: {column: region, labels: {NA: NA}}",
            "region: {column: region, optional: true}",
        )
        .with("data/survey-2.csv", "date,nps\n2026-10-05,3\n2026-10-06,x\n");
    let found = case.clone().answers(1);
    assert_eq!(
        (
            found.rows,
            found.used,
            found.missing.not_asked,
            found.missing.does_not_apply
        ),
        (8, 5, 2, 1)
    );
    let found = case.answers(0);
    assert_eq!(
        (found.rows, found.used, found.rejected["not-a-number"]),
        (8, 7, 1)
    );
}

#[test]
fn a_weight_of_zero_is_not_in_the_base() {
    let rows = |weights: [&str; 4]| {
        let row = |(weight, score): (&str, u8)| format!("2026-10-01,NA,{score},1,{weight}\n");
        let rows: String = weights.into_iter().zip([10, 0, 9, 5]).map(row).collect();
        format!("date,region,nps,rating,weight\n{rows}")
    };
    let case = case("weights").config("    period:", "    weight: weight\n    period:");
    let built = case.clone().survey(rows(["1", "0", "0.5", " 1e0 "])).build();
    let shown = total(report_of(&built), "recommend", "2026-10");
    let estimate = estimate(shown, None);
    assert_eq!((estimate.base, estimate.value), (3, 20.0));
    let ledger = case.survey(rows(["1", "0", "0.5", "1"])).answers(0);
    assert_eq!((ledger.rows, ledger.used), (4, 4));
}

#[test]
fn a_period_sets_later_rows_aside() {
    let built = case("September")
        .with("data/witness.csv", WITNESS.replace("2026-10", "2026-09"))
        .period("2026-09")
        .build();
    assert_eq!(lines(&built), [SEEN]);
    let files = &report_of(&built).data.sources[0].files[0];
    assert_eq!(
        (
            files.rows.read,
            files.rows.used,
            files.rows.set_aside["later-period"]
        ),
        (6, 3, 3)
    );
    assert_balance("September", &report_of(&built).data);
}

/// A site of one page.
fn site() -> cxpress_generator::Site {
    let page = ("index.html".to_owned(), b"<!doctype html>".to_vec());
    cxpress_generator::Site { files: [page].into() }
}

#[track_caller]
fn cannot_write(output: &Path, says: &str, help: &str) {
    let project = root().join("content");
    let error = cxpress::write(&site(), output, &project).expect_err("it cannot be written");
    let message = error.to_string();
    assert!(message.contains(says), "{message}");
    assert_eq!(error.help(), help);
}

#[test]
fn an_output_that_cannot_be_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = "choose a folder with `-o` that you may write to; nothing was written";
    fs::write(folder.path().join("file"), "x").expect("written");
    cannot_write(
        &folder.path().join("file"),
        "is not a folder",
        "choose a folder with `-o`; nothing was written",
    );
    cannot_write(
        &folder.path().join("file/site"),
        "is not a folder",
        "choose a folder with `-o`; nothing was written",
    );
    if Path::new("/proc/self").exists() {
        // Not even root may make a folder there.
        cannot_write(
            Path::new("/proc/cxpress/site"),
            "`/proc/cxpress` cannot be written: ",
            help,
        );
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn an_output_that_holds_something_else() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("thesis.txt"), "years of work").expect("written");
    let help = "choose another folder with `-o`, or keep these files in `static/` of the report, from where every build \
                copies them; nothing was written";
    cannot_write(
        folder.path(),
        "holds files that no build wrote: `thesis.txt`",
        help,
    );
    let kept = fs::read_to_string(folder.path().join("thesis.txt")).expect("it is still there");
    assert_eq!(kept, "years of work");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

/// A row of a random table: day, region, answer, weight. Some are rejected.
type Row = (u8, u8, i8, u8);

fn table(rows: &[Row]) -> String {
    let row = |&(day, region, nps, weight): &Row| {
        let region =
            ["", "NA", "Zürich", "\"a, b\"", "x\ny"][usize::from(region)].replace("x\ny", "\"x\ny\"");
        let rating = ["", "1", "5", "N/A", "6", "3.5"][usize::from(weight)];
        let month = 8 + day / 28;
        format!(
            "2026-{month:02}-{:02},{region},{nps},{rating},0.{weight}\n",
            day % 28 + 1
        )
    };
    format!(
        "date,region,nps,rating,weight\n{}",
        rows.iter().map(row).collect::<String>()
    )
}

/// The report of random tables, in this many threads. The good row keeps the report from being empty.
fn random(tables: &[&[Row]], threads: usize) -> Report {
    let mut case = case("random")
        .config(
            "    period:",
            "    weight: weight\n    cluster: date\n    period:",
        )
        .config("50%, rejected_answers: 50%", "99%, rejected_answers: 99%")
        .survey("date,region,nps,rating,weight\n2026-08-01,NA,10,5,1\n");
    for (at, rows) in tables.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        case = case.with(&format!("data/survey-{at}.csv"), table(rows));
    }
    let built = in_threads(threads, || case.build());
    let report = report_of(&built).clone();
    assert_balance("random", &report.data);
    report
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..84_u8, 0..5_u8, -1..12_i8, 0..6_u8), 1..60)
}

#[track_caller]
fn assert_same_figures(a: &Report, b: &Report) {
    assert_eq!(a.dimensions, b.dimensions);
    assert_eq!(a.periods, b.periods);
    let pairs: Vec<(&FigureSeries, &FigureSeries)> = a.figures.iter().zip(&b.figures).collect();
    pairs.iter().for_each(|(a, b)| assert_eq!(a, b));
    assert_eq!((&a.families, &a.headlines), (&b.families, &b.headlines));
    assert_eq!(totals(&a.data), totals(&b.data));
}

#[test]
fn many_rows_in_many_threads() {
    let rows = |n: u32| {
        Row::from((
            (n % 84) as u8,
            (n % 5) as u8,
            (n * 7 % 13) as i8 - 1,
            (n % 6) as u8,
        ))
    };
    let rows: Vec<Row> = (0..9_000).map(rows).collect();
    let halves = rows.split_at(4_000);
    let one = random(&[&rows], 1);
    assert_eq!(one, random(&[&rows], 3));
    assert_same_figures(&one, &random(&[halves.0, halves.1], 3));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn threads_do_not_matter(rows in rows()) {
        let (start, end) = rows.split_at(rows.len() / 2);
        prop_assert_eq!(random(&[start, end], 1), random(&[start, end], 3));
    }

    #[test]
    fn the_order_of_rows_does_not_matter((rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        assert_same_figures(&random(&[&rows], 1), &random(&[&shuffled], 2));
    }

    #[test]
    fn the_number_of_files_does_not_matter(rows in rows(), cut in 0..60_usize, other in 0..60_usize) {
        let (a, b) = (cut.min(other).min(rows.len()), cut.max(other).min(rows.len()));
        assert_same_figures(&random(&[&rows], 2), &random(&[&rows[..a], &rows[a..b], &rows[b..]], 2));
    }
}

/// Keeps the values of each row.
#[derive(Default)]
struct Rows(Vec<Vec<ValueId>>);

impl Sink for Rows {
    fn take(&mut self, _: usize, records: &RecordBatch) {
        let row = |at| records.dimensions.iter().map(|ids| ids[at]).collect();
        self.0.extend((0..records.len()).map(row));
    }

    fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// All cells of a table, read as values of dimensions. Line ends within cells come as `\n`.
fn cells(table: &[u8], columns: &[&str]) -> Vec<Vec<String>> {
    let dimension = |(at, column)| format!("      c{at}: {column:?}\n");
    let dimensions: String = columns.iter().enumerate().map(dimension).collect();
    let text = format!(
        "schema: 1\ntitle: T\nperiod: year\nsources:\n  s:\n    kind: survey\n    files: 2026.csv\n    \
         period: {{from: file-name, pattern: \"(?<year>2026)\"}}\n    dimensions:\n{dimensions}    \
         questions: {{q: {{column: none, optional: true, metric: nps}}}}\n"
    );
    let files = MemoryFiles::new().with("2026.csv", table);
    let config = configuration(&text);
    let mut found = Diagnostics::default();
    let inputs = inputs(&config, &files, &mut found);
    let reading = read(
        &config,
        &inputs,
        &files,
        Options::plain(),
        Rows::default,
        &mut found,
    );
    let values: Vec<_> = (0..columns.len())
        .map(|at| reading.dictionary.values(at))
        .collect();
    let value = |(at, id): (usize, &ValueId)| match *id {
        NO_VALUE => String::new(),
        id => values[at][id as usize].clone(),
    };
    let rows = reading.sink.unwrap_or_default().0;
    rows.iter()
        .map(|row| row.iter().enumerate().map(value).collect())
        .collect()
}

/// The rows of a table as JSON; a table of one row may be that row alone.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(serde_json::Map<String, serde_json::Value>),
    More(Vec<serde_json::Map<String, serde_json::Value>>),
}

#[test]
#[ignore = "reads real data"]
fn the_acid_test_of_tables() {
    if no_real_data() {
        return;
    }
    let folder = real_data().join("csv-spectrum");
    let tables = fs::read_dir(folder.join("csvs")).expect("the tables");
    let mut names: Vec<_> = tables.map(|table| table.expect("a table").path()).collect();
    names.sort();
    for path in &names {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let json = fs::read_to_string(folder.join(format!("json/{name}.json"))).expect("what it holds");
        // The telephone number was made anonymous there only.
        let json = json.replace("1234567890", "2095257564");
        let expected: OneOrMore = serde_json::from_str(&json).expect("JSON");
        let expected = match expected {
            OneOrMore::One(row) => vec![row],
            OneOrMore::More(rows) => rows,
        };
        let columns: Vec<&str> = expected[0].keys().map(String::as_str).collect();
        let text = |value: &serde_json::Value| tidy(value.as_str().unwrap_or_default()).into_owned();
        let expected: Vec<Vec<String>> = expected
            .iter()
            .map(|row| row.values().map(text).collect())
            .collect();
        assert_eq!(
            cells(&fs::read(path).expect("a table"), &columns),
            expected,
            "{name}"
        );
    }
    assert_eq!(names.len(), 12);
}
