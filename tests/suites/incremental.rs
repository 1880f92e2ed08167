//! Builds that remember: whatever was changed since the last one, a build comes to what a build without a cache comes
//! to, and reads and draws only what was changed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};

use cxpress_core::read::{Forgetful, Store};
use cxpress_core::{Diagnostics, DiskFiles, Files, MemoryFiles, Stamp, Stored};
use cxpress_report::Report;
use cxpress_tests::figure;
use jiff::civil::date;
use proptest::prelude::*;

// ---- Stores and files that count ----

/// A store in memory that counts what is asked of it.
#[derive(Default)]
struct Memory {
    entries: Mutex<BTreeMap<String, Vec<u8>>>,
    counted: Mutex<Counted>,
}

/// How often a store was asked, by the folder of the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counted {
    hits: BTreeMap<String, usize>,
    misses: BTreeMap<String, usize>,
    puts: BTreeMap<String, usize>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics with a lock")
}

impl Memory {
    fn count(&self, name: &str, kind: impl FnOnce(&mut Counted) -> &mut BTreeMap<String, usize>) {
        let folder = name.split('/').next().unwrap_or(name).to_owned();
        *kind(&mut locked(&self.counted)).entry(folder).or_default() += 1;
    }

    /// What was counted since this was last asked.
    fn counted(&self) -> Counted {
        std::mem::take(&mut locked(&self.counted))
    }
}

impl Counted {
    /// How many entries of a folder were found, and how many made.
    fn of(&self, folder: &str) -> (usize, usize) {
        let n = |counts: &BTreeMap<String, usize>| counts.get(folder).copied().unwrap_or(0);
        (n(&self.hits), n(&self.puts))
    }
}

impl Store for Memory {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        let found = locked(&self.entries).get(name).cloned();
        self.count(name, |counted| match found {
            Some(_) => &mut counted.hits,
            None => &mut counted.misses,
        });
        found
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.count(name, |counted| &mut counted.puts);
        locked(&self.entries).insert(name.to_owned(), bytes.to_vec());
    }
}

/// Files that count how often each is opened.
struct Opens<'a> {
    files: &'a dyn Files,
    opened: Mutex<BTreeMap<String, usize>>,
}

impl<'a> Opens<'a> {
    fn of(files: &'a dyn Files) -> Self {
        Self {
            files,
            opened: Mutex::default(),
        }
    }

    /// How often each file of data was opened since this was last asked.
    fn of_data(&self) -> BTreeMap<String, usize> {
        let mut opened = std::mem::take(&mut *locked(&self.opened));
        opened.retain(|path, _| path.starts_with("data/"));
        opened
    }
}

impl Files for Opens<'_> {
    fn open(&self, path: &str) -> io::Result<Box<dyn Stored>> {
        *locked(&self.opened).entry(path.to_owned()).or_default() += 1;
        self.files.open(path)
    }

    fn stamp(&self, path: &str) -> io::Result<Stamp> {
        self.files.stamp(path)
    }

    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        self.files.list(pattern)
    }
}

// ---- Builds ----

fn request<'a>(
    files: &'a dyn Files,
    metrics: &'a [&'a dyn cxpress_metric::Metric],
    period: Option<&'a str>,
    store: &'a dyn Store,
) -> cxpress::Request<'a> {
    cxpress::Request {
        files,
        environment: &|_| None,
        metrics,
        period,
        by: None,
        store,
        progress: &|_| (),
    }
}

/// What came of a build: all that a reader or a terminal sees.
#[derive(Debug, PartialEq)]
struct Outcome {
    report: Option<Report>,
    files: Option<BTreeMap<String, Vec<u8>>>,
    said: Vec<String>,
}

fn said(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |found: &cxpress_core::Diagnostic| format!("{}: {found:?}", found.code);
    diagnostics.iter().map(line).collect()
}

fn build(files: &dyn Files, period: Option<&str>, store: &dyn Store) -> Outcome {
    let built = cxpress::build(&request(files, &cxpress::metrics(), period, store));
    Outcome {
        said: said(&built.diagnostics),
        report: built.report,
        files: built.site.map(|site| site.files),
    }
}

/// The same without pages and charts.
fn compute(files: &dyn Files, period: Option<&str>, store: &dyn Store) -> Outcome {
    let computed = cxpress::compute(&request(files, &cxpress::metrics(), period, store));
    Outcome {
        said: said(&computed.diagnostics.sorted()),
        report: computed.report,
        files: None,
    }
}

/// An error that names what is different, rather than two whole sites.
#[track_caller]
fn assert_alike(found: &Outcome, expected: &Outcome, what: &str) {
    assert_eq!(found.said, expected.said, "{what}");
    assert!(found.report == expected.report, "{what}: another report");
    let none = BTreeMap::new();
    let [found, expected] = [found, expected].map(|it| it.files.as_ref().unwrap_or(&none));
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>(),
        "{what}"
    );
    let other: Vec<_> = found
        .iter()
        .filter(|(path, bytes)| expected[*path] != **bytes)
        .map(|(path, _)| path)
        .collect();
    assert!(other.is_empty(), "{what}: {other:?} differ");
}

/// A store that is kept from one build to the next.
#[derive(Default)]
struct Kept {
    store: Memory,
}

impl Kept {
    /// Builds with the store, and once more with what that has kept, and compares with a build that reads everything.
    #[track_caller]
    fn check(&self, files: &dyn Files, period: Option<&str>, what: &str) -> Outcome {
        let found = build(files, period, &self.store);
        assert_alike(&found, &build(files, period, &Forgetful), what);
        let again = compute(files, period, &self.store);
        assert!(
            again.report == found.report,
            "{what}: another report the second time"
        );
        found
    }
}

// ---- Projects ----

/// Files of data by name, and a configuration.
#[derive(Clone, Debug)]
struct Project {
    config: String,
    data: BTreeMap<String, String>,
}

const CONFIG: &str = "\
schema: 1
title: Kept
period: month
timezone: Europe/Berlin
limits: {rejected_rows: 0.9, rejected_answers: 0.9}
sources:
  survey:
    kind: survey
    files: data/survey*.csv
    period: {column: date}
    dimensions:
      channel: channel
      region: region
      both: {cross: [channel, region]}
    questions:
      recommend: {column: recommend, metric: nps}
      ease: {column: ease, scale: 1..5, metric: csat}
";

const TICKETS: &str = "  desk:
    kind: tickets
    files: data/tickets*.csv
    created: created
    solved: solved
    due: due
    dimensions: {team: team}
    questions:
      resolution: {metric: resolution, within: 24h}
      promise: {metric: sla}
      backlog: {metric: backlog}
";

/// The same few answers in each month, one row after the other.
fn survey(month: &str, rows: usize, shift: usize) -> String {
    let mut csv = "id,who,date,channel,region,recommend,ease\n".to_owned();
    for at in 0..rows {
        let n = at * 7 + shift;
        csv += &format!(
            "{month}-{shift}-{at},p{},{month}-{:02} 23:{:02},{},{},{},{}\n",
            n % 11,
            at % 27 + 1,
            at % 60,
            ["web", "phone", "shop"][n % 3],
            ["north", "south"][n % 2],
            n % 11,
            n % 5 + 1,
        );
    }
    csv
}

/// Tickets of a month, up to a day: every third one open, others solved after some hours.
fn tickets(month: &str, last: usize, rows: usize) -> String {
    let mut csv = "id,created,solved,due,team\n".to_owned();
    for at in 0..rows {
        let day = at % last + 1;
        let solved = if at % 3 == 0 {
            String::new()
        } else {
            format!("{month}-{day:02} {:02}:30", 9 + at % 12)
        };
        csv += &format!(
            "{month}-{at},{month}-{day:02} 08:00,{solved},{month}-{day:02} {:02}:00,{}\n",
            12 + at % 6,
            ["first", "second"][at % 2],
        );
    }
    csv
}

impl Project {
    fn surveys() -> Self {
        let months = ["2026-07", "2026-08", "2026-09"];
        let data = months.map(|month| (format!("survey-{month}.csv"), survey(month, 60, 1)));
        Self {
            config: CONFIG.to_owned(),
            data: data.into(),
        }
    }

    /// Surveys, and tickets whose last month is not over.
    fn whole() -> Self {
        let mut project = Self::surveys();
        project.config += TICKETS;
        for (month, last) in [("2026-07", 28), ("2026-08", 28), ("2026-09", 12)] {
            project.put(&format!("tickets-{month}.csv"), tickets(month, last, 90));
        }
        project
    }

    fn put(&mut self, name: &str, text: impl Into<String>) {
        self.data.insert(name.to_owned(), text.into());
    }

    #[track_caller]
    fn take(&mut self, name: &str) -> String {
        self.data.remove(name).expect("a file of that name")
    }

    fn configure(&mut self, from: &str, to: &str) {
        assert!(self.config.contains(from), "{from} is not there");
        self.config = self.config.replace(from, to);
    }

    fn files(&self) -> MemoryFiles {
        let config = MemoryFiles::new().with("cxpress.yaml", self.config.as_str());
        let data = self.data.iter();
        data.fold(config, |files, (name, text)| {
            files.with(format!("data/{name}"), text.as_str())
        })
    }

    fn write(&self, folder: &Path) {
        drop(fs::remove_dir_all(folder.join("data")));
        fs::create_dir_all(folder.join("data")).expect("a folder");
        fs::write(folder.join("cxpress.yaml"), &self.config).expect("a configuration");
        for (name, text) in &self.data {
            fs::write(folder.join("data").join(name), text).expect("a file of data");
        }
    }
}

// ---- Nothing changed ----

#[test]
fn a_second_build_reads_nothing_again() {
    let project = Project::whole();
    let files = project.files();
    let expected = build(&files, None, &Forgetful);
    assert!(expected.files.is_some(), "{:?}", expected.said);
    for threads in [1, 2, 5] {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        threads.expect("threads").install(|| {
            let store = Memory::default();
            let opens = Opens::of(&files);
            assert_alike(&build(&opens, None, &store), &expected, "first");
            assert!(store.counted().of("files").1 > 0);
            opens.of_data();
            assert_alike(&build(&opens, None, &store), &expected, "second");
            let counted = store.counted();
            assert_eq!(counted.of("files").1, 0, "{counted:?}");
            // Once for its fingerprint in each of the two passes that a month which is not over takes.
            let opened = opens.of_data();
            assert_eq!(opened.len(), 6);
            assert!(opened.values().all(|times| *times == 2), "{opened:?}");
        });
    }
}

#[test]
fn keys_are_not_read_again_either() {
    let mut project = Project::whole();
    project.configure(
        "    period: {column: date}\n",
        "    period: {column: date}\n    response_id: id\n    respondent: who\n",
    );
    project.configure(
        "    created: created\n",
        "    created: created\n    response_id: id\n",
    );
    let kept = Kept::default();
    let files = project.files();
    kept.check(&files, None, "first");
    kept.store.counted();
    kept.check(&files, None, "second");
    assert_eq!(kept.store.counted().of("files").1, 0);
}

#[test]
fn what_is_said_of_zones_and_of_days_that_are_nobodys_is_said_again() {
    let survey = |id: &str, header: &str| {
        format!(
            "  {id}:\n    kind: survey\n    files: {id}.csv\n    period: {{column: \"{header}\"}}\n    questions:\n      {id}: {{column: nps, metric: nps}}\n"
        )
    };
    let (utc, letters) = (survey("utc", "date (UTC)"), survey("letters", "date (CST)"));
    let rows = |day: &str| format!("{day} 10:00,9\n").repeat(12);
    let files = MemoryFiles::new()
        .with(
            "cxpress.yaml",
            format!("schema: 1\ntitle: Zones\nsources:\n{utc}{letters}"),
        )
        .with("utc.csv", format!("date (UTC),nps\n{}", rows("1980-01-01")))
        .with("letters.csv", format!("date (CST),nps\n{}", rows("1980-01-02")));
    let expected = build(&files, None, &Forgetful);
    let is_said = |code: &str| expected.said.iter().any(|said| said.contains(code));
    assert!(
        is_said("one-day") && is_said("zone-in-letters"),
        "{:?}",
        expected.said
    );
    let page = &expected.files.as_ref().expect("a site")["data.html"];
    assert!(String::from_utf8_lossy(page).contains("“date (UTC)” is in UTC, as its header says."));
    let store = Memory::default();
    for what in ["first", "second"] {
        assert_alike(&build(&files, None, &store), &expected, what);
    }
}

#[test]
fn what_is_said_of_rows_that_repeat_is_said_again() {
    let mut project = Project::surveys();
    let kept = Kept::default();
    kept.check(&project.files(), None, "as it was");
    let september = project.data["survey-2026-09.csv"].clone();
    let again = |project: &Project, code: &str| {
        for what in ["first", "second"] {
            let found = kept.check(&project.files(), None, code);
            let is_said = found.said.iter().any(|said| said.contains(code));
            assert!(is_said, "{code}, {what}: {:?}", found.said);
        }
    };
    project.put("survey-copy.csv", september.as_str());
    again(&project, "same-file");
    project.put(
        "survey-copy.csv",
        format!("{september}more,p1,2026-09-28 10:00,web,north,1,1\n"),
    );
    again(&project, "rows-twice");
    project.take("survey-copy.csv");
    project.configure(
        "    period: {column: date}\n",
        "    period: {column: date}\n    response_id: id\n",
    );
    project.put("survey-copy.csv", september.as_str());
    again(&project, "same-file");
    project.put("survey-copy.csv", september.replace("2026-09-0", "2026-09-2"));
    again(&project, "ids-begin-again");
    project.put(
        "survey-copy.csv",
        september.replacen("2026-09-1-1,", "2.02610E+14,", 1),
    );
    again(&project, "mangled-ids");
    project.take("survey-copy.csv");
    let found = kept.check(&project.files(), None, "as it was");
    assert!(found.said.is_empty(), "{:?}", found.said);
}

#[test]
fn a_second_file_is_compared_with_one_that_was_alone() {
    let mut project = Project::surveys();
    let (september, august) = (
        project.take("survey-2026-09.csv"),
        project.take("survey-2026-08.csv"),
    );
    let kept = Kept::default();
    kept.check(&project.files(), None, "one file");
    let july = project.data["survey-2026-07.csv"].clone();
    project.put("survey-copy.csv", july);
    let found = kept.check(&project.files(), None, "two files");
    assert!(
        found.said.iter().any(|said| said.contains("same-file")),
        "{:?}",
        found.said
    );
    project.take("survey-copy.csv");
    project.put("survey-2026-08.csv", august);
    project.put("survey-2026-09.csv", september);
    assert!(kept.check(&project.files(), None, "three files").said.is_empty());
}

/// A survey whose respondents are looked for among customers: a third of them are promoters.
fn ambassadors() -> Project {
    let mut project = Project::surveys();
    project.configure(
        "    period: {column: date}\n",
        "    period: {column: date}\n    respondent: who\n    advocacy: people\n",
    );
    project.configure(
        "      recommend: {column: recommend, metric: nps}\n",
        "      recommend: {column: recommend, metric: nps}\n      friends: {column: recommend, metric: ambassador}\n",
    );
    project.config += "  people:\n    kind: customers\n    files: data/people.csv\n    since: since\n    \
                       referred: referred\n    lost: lost\n    customer: id\n    questions:\n      \
                       churn: {metric: churn}\n";
    for month in ["2026-07", "2026-08", "2026-09"] {
        let row = |at: usize| {
            format!(
                "{month}-{at},{at},{month}-{:02},web,north,{},3\n",
                at % 27 + 1,
                5 + at % 6
            )
        };
        let rows: String = (0..60).map(row).collect();
        let header = "id,who,date,channel,region,recommend,ease\n";
        project.put(&format!("survey-{month}.csv"), header.to_owned() + &rows);
    }
    project
}

fn people(referred: impl Fn(usize) -> &'static str) -> String {
    let row = |id: usize| format!("2020-01-01,,{},{id}\n", referred(id));
    "since,lost,referred,id\n".to_owned() + &(0..400).map(row).collect::<String>()
}

#[test]
fn respondents_are_looked_for_anew_where_the_other_file_was_changed() {
    let mut project = ambassadors();
    let kept = Kept::default();
    let mut found = Vec::new();
    let early = |id: usize| if id.is_multiple_of(3) { "2024-05-05" } else { "" };
    let later = |id: usize| if id.is_multiple_of(2) { "2024-05-05" } else { "" };
    for (what, text) in [
        ("a third", people(early)),
        ("half", people(later)),
        ("a third again", people(early)),
    ] {
        project.put("people.csv", text);
        let built = kept.check(&project.files(), None, what);
        let report = built.report.expect("a report");
        let shown = figure(&report, "friends").total[report.current].clone();
        found.push(format!("{shown:?}"));
    }
    assert!(found[0] != found[1] && found[0] == found[2], "{found:#?}");
    kept.store.counted();
    kept.check(&project.files(), None, "nothing changed");
    assert_eq!(kept.store.counted().of("files").1, 0, "nothing is read again");
}

#[test]
fn answers_that_go_together_are_remembered_and_words_are_not() {
    let mut project = Project::surveys();
    project.configure(
        "      ease: {column: ease, scale: 1..5, metric: csat}\n",
        "      ease: {column: ease, scale: 1..5, metric: csat}\n      calm: {column: calm, scale: 1..5, metric: csat}\n      \
         wait: {column: words, metric: theme, theme: wait}\n",
    );
    project.config += "drivers: {recommend: [ease, calm]}\n\
        codebook: {version: one, themes: {wait: {label: Wait, include: [waited], examples: [I waited]}}}\n";
    for month in ["2026-07", "2026-08", "2026-09"] {
        let lines = survey(month, 200, 1);
        let mut lines = lines.lines();
        let mut csv = format!("{},calm,words\n", lines.next().expect("a header"));
        for (at, line) in lines.enumerate() {
            let words = if at % 3 == 0 {
                format!("we waited {at} days in {month}")
            } else {
                "it went well".into()
            };
            csv += &format!("{line},{},{words}\n", at * at % 5 + 1);
        }
        project.put(&format!("survey-{month}.csv"), csv);
    }
    let build = |project: &Project, what: &str| {
        let kept = Kept::default();
        kept.check(&project.files(), None, what);
        kept.store.counted();
        let found = kept.check(&project.files(), None, what).report.expect("a report");
        let words = locked(&kept.store.entries)
            .values()
            .any(|entry| holds(entry, b"we waited"));
        assert!(!words, "{what}: what customers wrote is kept");
        (found, kept.store.counted().of("files").1)
    };
    let (report, read_again) = build(&project, "drivers");
    assert!(report.drivers[0].periods.iter().all(Option::is_some));
    assert!(report.impacts[0].periods.iter().all(Option::is_some));
    assert_eq!((report.quotes.len(), read_again), (0, 0));
    project.configure(
        "    files: data/survey*.csv\n",
        "    files: data/survey*.csv\n    quotes: 2\n",
    );
    let (report, _) = build(&project, "quotes");
    assert_eq!(report.quotes[0].periods[2].len(), 2);
}

/// Whether bytes hold a text.
fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn only_what_was_changed_is_read_again() {
    let mut project = Project::surveys();
    let kept = Kept::default();
    kept.check(&project.files(), None, "first");
    kept.store.counted();
    let text = project.take("survey-2026-08.csv").replace("phone", "email");
    project.put("survey-2026-08.csv", text);
    kept.check(&project.files(), None, "changed");
    assert_eq!(kept.store.counted().of("files").1, 1);
}

// ---- Files changed ----

#[test]
fn a_changed_byte_is_noticed() {
    changed_bytes_are_noticed(&["survey-2026-08.csv"], 397);
}

#[test]
#[ignore = "builds hundreds of reports"]
fn a_changed_byte_is_noticed_wherever_it_is() {
    changed_bytes_are_noticed(
        &["survey-2026-08.csv", "tickets-2026-08.csv", "tickets-2026-09.csv"],
        61,
    );
}

fn changed_bytes_are_noticed(names: &[&str], step: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project::whole();
    project.write(folder.path());
    let disk = DiskFiles::new(folder.path());
    let store = Memory::default();
    for name in names {
        let path = folder.path().join("data").join(name);
        let modified = fs::metadata(&path).and_then(|it| it.modified()).expect("a time");
        let whole = fs::read(&path).expect("a file");
        let mut other = 0;
        let before = compute(&disk, None, &store);
        for at in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[at] = match bytes[at] {
                digit @ b'0'..=b'8' => digit + 1,
                byte => byte ^ 1,
            };
            fs::write(&path, &bytes).expect("written");
            let file = File::options().write(true).open(&path).expect("the file");
            file.set_modified(modified).expect("the time before");
            let found = compute(&disk, None, &store);
            assert_alike(
                &found,
                &compute(&disk, None, &Forgetful),
                &format!("{name}, byte {at}"),
            );
            other += usize::from(found != before);
        }
        assert!(other * step > 20 * 61, "{name}: only {other} changes were seen");
        fs::write(&path, whole).expect("written");
        assert_alike(&compute(&disk, None, &store), &before, name);
    }
}

/// A change of a project.
type Change = fn(&mut Project);

const CHANGES: [(&str, Change); 13] = [
    ("a file renamed", |it| {
        let text = it.take("survey-2026-07.csv");
        it.put("survey-a.csv", text);
    }),
    ("a file added", |it| {
        it.put("survey-2026-10.csv", survey("2026-10", 40, 2))
    }),
    ("an earlier file added", |it| {
        it.put("survey-2026-06.csv", survey("2026-06", 40, 2))
    }),
    ("a file removed", |it| drop(it.take("survey-2026-07.csv"))),
    ("two files with each other's names", |it| {
        let (july, august) = (it.take("survey-2026-07.csv"), it.take("survey-2026-08.csv"));
        it.put("survey-2026-07.csv", august);
        it.put("survey-2026-08.csv", july);
    }),
    ("rows moved to another file", |it| {
        let text = it.take("survey-2026-07.csv");
        let lines: Vec<&str> = text.lines().collect();
        let (stay, go) = lines.split_at(40);
        let august = it.take("survey-2026-08.csv") + &go.join("\n") + "\n";
        it.put("survey-2026-07.csv", stay.join("\n") + "\n");
        it.put("survey-2026-08.csv", august);
    }),
    ("an export that overlaps", |it| {
        let text = survey("2026-09", 80, 1);
        it.put("survey-again.csv", text);
    }),
    ("one value that nobody answered for", |it| {
        let text = it.take("survey-2026-08.csv") + "x,x,2026-08-05,fax,north,99,99\n";
        it.put("survey-2026-08.csv", text);
    }),
    ("another time zone", |it| {
        it.configure("Europe/Berlin", "Pacific/Auckland")
    }),
    ("another title", |it| it.configure("title: Kept", "title: Table")),
    ("another scale", |it| it.configure("1..5", "0..5")),
    ("another length of periods", |it| {
        it.configure("period: month", "period: week")
    }),
    ("weights and clusters", |it| {
        it.configure(
            "    period: {column: date}\n",
            "    period: {column: date}\n    weight: ease\n    cluster: who\n",
        );
    }),
];

#[test]
#[ignore = "builds a hundred reports"]
fn whatever_is_changed_the_site_is_that_of_a_build_without_a_cache() {
    for keys in ["", "    response_id: id\n    respondent: who\n"] {
        let mut project = Project::whole();
        project.configure(
            "    period: {column: date}\n",
            &format!("    period: {{column: date}}\n{keys}"),
        );
        let kept = Kept::default();
        for (what, change) in CHANGES {
            let before = compute(&project.files(), None, &kept.store);
            let mut changed = project.clone();
            change(&mut changed);
            let found = kept.check(&changed.files(), None, what);
            assert!(found.report.is_some(), "{what}: {:?}", found.said);
            assert!(found.report != before.report, "{what} changes nothing");
        }
    }
}

#[test]
fn changes_add_up() {
    let mut project = Project::whole();
    let kept = Kept::default();
    for (what, change) in CHANGES
        .into_iter()
        .filter(|(what, _)| !what.starts_with("another length"))
    {
        if std::panic::catch_unwind(|| change(&mut project.clone())).is_ok() {
            change(&mut project);
        }
        kept.check(&project.files(), None, what);
    }
}

#[test]
fn periods_take_turns() {
    let files = Project::whole().files();
    let kept = Kept::default();
    for period in [
        None,
        Some("2026-08"),
        None,
        Some("2026-07"),
        Some("2026-08"),
        Some("2026-01"),
        None,
    ] {
        kept.check(&files, period, &format!("{period:?}"));
    }
}

#[test]
fn a_wave_before_the_others_moves_them() {
    let mut project = Project::surveys();
    project.configure("period: month", "period: wave");
    project.configure(
        "{column: date}",
        "{from: file-name, pattern: \"^survey-(?<wave>[a-z0-9-]+)\\\\.csv$\"}",
    );
    let kept = Kept::default();
    kept.check(&project.files(), None, "three waves");
    project.put("survey-2026-06.csv", survey("2026-06", 60, 3));
    let found = kept.check(&project.files(), None, "one before");
    assert_eq!(found.report.map(|it| it.periods.len()), Some(4));
    project.take("survey-2026-08.csv");
    kept.check(&project.files(), None, "one gone");
}

#[test]
fn dates_far_off_and_last_months_of_few_answers_are_the_same_the_second_time() {
    let mut project = Project::surveys();
    let kept = Kept::default();
    kept.check(&project.files(), None, "three months");
    project.put("survey-2027-09.csv", survey("2027-09", 1, 3));
    for what in ["a month of next year", "the same again"] {
        let found = kept.check(&project.files(), None, what);
        assert!(found.report.is_none(), "{what}");
    }
    project.take("survey-2027-09.csv");
    project.put("survey-2026-10.csv", survey("2026-10", 2, 3));
    for (what, of_files) in [("two answers more", true), ("the same again", false)] {
        kept.store.counted();
        let found = kept.check(&project.files(), None, what);
        let period = found.report.map(|report| report.current_period().id.clone());
        assert_eq!(period.as_deref(), Some("2026-09"), "{what}");
        assert_eq!(kept.store.counted().of("files").1 > 0, of_files, "{what}");
    }
    project.put("survey-2026-10.csv", survey("2026-10", 9, 3));
    let found = kept.check(&project.files(), None, "enough");
    let period = found.report.map(|report| report.current_period().id.clone());
    assert_eq!(period.as_deref(), Some("2026-10"));
}

#[test]
fn one_file_in_two_sources_is_read_for_both() {
    let mut project = Project::surveys();
    let (_, source) = CONFIG.split_once("  survey:\n").expect("a source");
    let twin = source
        .replace("recommend:", "twin:")
        .replace("ease: {", "ease2: {");
    project.config += &format!("  twin:\n{twin}");
    let kept = Kept::default();
    kept.check(&project.files(), None, "first");
    kept.store.counted();
    kept.check(&project.files(), None, "second");
    assert_eq!(kept.store.counted().of("files").1, 0);
}

/// A file of so many values of a dimension, each often enough to be shown.
fn branches(from: usize, to: usize) -> String {
    let mut csv = "id,who,date,channel,region,recommend,ease\n".to_owned();
    for at in from..to {
        for _ in 0..5 {
            csv += &format!("x,x,2026-09-01,branch {at:05},north,{},{}\n", at % 11, at % 5 + 1);
        }
    }
    csv
}

#[test]
#[ignore = "makes reports of thousands of groups"]
fn what_was_read_with_too_many_values_is_not_remembered() {
    let mut project = Project::surveys();
    project.put("survey-y.csv", branches(0, 1_500));
    let store = Memory::default();
    let alike = |project: &Project, what: &str| {
        let files = project.files();
        let found = compute(&files, None, &store);
        assert_alike(&found, &compute(&files, None, &Forgetful), what);
        found
    };
    project.put("survey-z.csv", branches(1_500, 3_000));
    assert!(alike(&project, "too many").report.is_none());
    assert!(alike(&project, "still too many").report.is_none());
    let z = project.take("survey-z.csv");
    assert!(alike(&project, "one file less").report.is_some());
    let y = project.take("survey-y.csv");
    project.put("survey-z.csv", z);
    assert!(alike(&project, "the other").report.is_some());
    project.put("survey-y.csv", y);
    assert!(alike(&project, "both are remembered").report.is_none());
}

// ---- A last month that is not over ----

#[test]
fn the_end_of_the_data_may_move() {
    let mut project = Project::whole();
    let kept = Kept::default();
    for (last, rows) in [
        (12, 90),
        (14, 90),
        (14, 91),
        (11, 60),
        (28, 90),
        (30, 90),
        (12, 90),
    ] {
        project.put("tickets-2026-09.csv", tickets("2026-09", last, rows));
        kept.store.counted();
        kept.check(
            &project.files(),
            None,
            &format!("{rows} tickets up to {last} September"),
        );
        let (_, read) = kept.store.counted().of("files");
        assert!(
            read <= 2 || rows == 90 && last == 12,
            "{read} entries made for one file that was changed"
        );
    }
}

#[test]
fn surveys_may_go_on_after_the_tickets_end() {
    let mut project = Project::whole();
    let kept = Kept::default();
    for (what, month, rows) in [("a month", "2026-10", 40), ("two months", "2026-11", 40)] {
        project.put(&format!("survey-{month}.csv"), survey(month, rows, 2));
        kept.check(&project.files(), None, what);
    }
    let tickets = project.take("tickets-2026-09.csv");
    kept.check(&project.files(), None, "tickets that end earlier");
    project.put("tickets-2026-09.csv", tickets);
    kept.check(&project.files(), None, "and later again");
}

#[test]
fn a_ticket_of_another_month_that_ends_in_the_last_is_seen_anew() {
    let mut project = Project::whole();
    let kept = Kept::default();
    let july = project.take("tickets-2026-07.csv");
    for (solved, due) in [
        ("2026-09-03 10:00", "2026-07-09 10:00"),
        ("", "2026-09-20 10:00"),
        ("", "2026-12-01 10:00"),
    ] {
        project.put(
            "tickets-2026-07.csv",
            format!("{july}late,2026-07-05 08:00,{solved},{due},first\n"),
        );
        for last in [12, 15] {
            project.put("tickets-2026-09.csv", tickets("2026-09", last, 90));
            kept.check(
                &project.files(),
                None,
                &format!("solved {solved}, due {due}, up to {last}"),
            );
        }
    }
}

// ---- The folder on disk ----

/// A project on disk with the real command.
struct Press {
    folder: tempfile::TempDir,
    command: PathBuf,
}

impl Press {
    fn new(project: &Project) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        project.write(&folder.path().join("project"));
        Self {
            folder,
            command: env!("CARGO_BIN_EXE_cxpress-under-test").into(),
        }
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn cache(&self) -> PathBuf {
        self.project().join(".cxpress-cache")
    }

    fn start(&self, output: &str, more: &[&str]) -> Child {
        Command::new(&self.command)
            .args(["build", "--quiet", "--output"])
            .args([self.folder.path().join(output), self.project()])
            .args(more)
            .stdout(Stdio::null())
            .spawn()
            .expect("the command starts")
    }

    /// All bytes of the site.
    fn end(&self, output: &str, mut child: Child) -> BTreeMap<PathBuf, Vec<u8>> {
        assert!(child.wait().expect("the command ends").success());
        files_in(&self.folder.path().join(output))
    }

    fn build(&self, more: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
        self.end("site", self.start("site", more))
    }

    /// The entries of the cache.
    fn entries(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut entries = files_in(&self.cache());
        entries.retain(|path, _| path.components().count() > 1);
        entries
    }

    fn put(&self, entry: &Path, bytes: &[u8]) {
        fs::write(self.cache().join(entry), bytes).expect("an entry");
    }
}

fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).expect("below the folder").to_owned();
                found.insert(relative, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

/// What becomes of the entry in this place.
type Damage<'a> = &'a dyn Fn(usize) -> Vec<u8>;

#[test]
fn entries_that_are_not_whole_or_not_in_their_place_are_made_anew() {
    let press = Press::new(&Project::whole());
    let expected = press.build(&["--no-cache"]);
    assert!(!press.cache().exists());
    assert_eq!(press.build(&[]), expected);
    let whole = press.entries();
    assert!(whole.len() > 5, "{}", whole.len());
    let names: Vec<&PathBuf> = whole.keys().collect();
    // The same program and one byte more is another version.
    let other = press.folder.path().join("another-version");
    let program = fs::read(&press.command).expect("the command");
    fs::copy(&press.command, &other).expect("a copy that may be run");
    fs::write(&other, [program.as_slice(), b"\n"].concat()).expect("another version");
    let mut foreign = Press::new(&Project::whole());
    foreign.command = other;
    assert_eq!(foreign.build(&[]), expected);
    let foreign = foreign.entries();
    assert_eq!(foreign.keys().collect::<Vec<_>>(), names);
    let damages: [(&str, Damage<'_>); 6] = [
        ("emptied", &|_| Vec::new()),
        ("cut off", &|at| {
            whole[names[at]][..whole[names[at]].len() * 2 / 3].to_vec()
        }),
        ("damaged", &|at| {
            let mut bytes = whole[names[at]].clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
            bytes
        }),
        ("longer", &|at| [whole[names[at]].as_slice(), b"x"].concat()),
        ("of another version", &|at| foreign[names[at]].clone()),
        ("of another name", &|at| {
            whole[names[(at + 1) % names.len()]].clone()
        }),
    ];
    for (what, damage) in damages {
        for (at, name) in names.iter().enumerate() {
            press.put(name, &damage(at));
        }
        assert_eq!(press.build(&[]), expected, "{what}");
        assert!(press.entries() == whole, "{what}: not made anew");
    }
}

#[test]
fn a_cache_that_cannot_be_kept_costs_nothing_but_time() {
    let press = Press::new(&Project::surveys());
    let expected = press.build(&["--no-cache"]);
    fs::write(press.cache(), "in the way").expect("a file");
    assert_eq!(press.build(&[]), expected);
    fs::remove_file(press.cache()).expect("removed");
    fs::create_dir(press.cache()).expect("a folder");
    fs::write(press.cache().join("files"), "in the way").expect("a file");
    assert_eq!(press.build(&[]), expected);
    fs::remove_dir_all(press.cache()).expect("removed");
    assert_eq!(press.build(&[]), expected);
    let entries = press.entries();
    assert!(!entries.is_empty());
    for entry in entries.keys() {
        fs::remove_file(press.cache().join(entry)).expect("removed");
        fs::create_dir(press.cache().join(entry)).expect("a folder in its place");
    }
    assert_eq!(press.build(&[]), expected);
}

#[test]
fn two_builds_at_once_do_not_hurt_each_other() {
    builds_at_once(2);
}

#[test]
#[ignore = "builds dozens of reports"]
fn two_builds_at_once_do_not_hurt_each_other_however_often() {
    builds_at_once(8);
}

fn builds_at_once(rounds: usize) {
    let mut project = Project::whole();
    let press = Press::new(&project);
    for round in 0..rounds {
        project.put("survey-2026-09.csv", survey("2026-09", 60, round % 3));
        project.write(&press.project());
        if round % 4 == 0 {
            drop(fs::remove_dir_all(press.cache()));
        }
        let [one, two, killed] = ["one", "two", "killed"].map(|output| press.start(output, &[]));
        let mut killed = killed;
        if round % 2 == 0 {
            killed.kill().expect("killed");
        }
        killed.wait().expect("the build ends");
        let expected = press.build(&["--no-cache"]);
        for (output, child) in [("one", one), ("two", two)] {
            assert!(press.end(output, child) == expected, "round {round}, {output}");
        }
    }
}

#[test]
fn a_changed_byte_on_disk_changes_the_site() {
    let project = Project::surveys();
    let press = Press::new(&project);
    press.build(&[]);
    let path = press.project().join("data/survey-2026-09.csv");
    let modified = fs::metadata(&path).and_then(|it| it.modified()).expect("a time");
    let before = press.build(&[]);
    let mut text = fs::read_to_string(&path).expect("a file");
    let last = text.rfind(',').expect("a comma") + 1;
    let digit = if text[last..].starts_with('1') { "2" } else { "1" };
    text.replace_range(last..=last, digit);
    fs::write(&path, text).expect("written");
    let file = File::options().write(true).open(&path).expect("the file");
    file.set_modified(modified).expect("the time before");
    let found = press.build(&[]);
    assert!(found != before, "the change was not noticed");
    assert!(found == press.build(&["--no-cache"]));
}

// ---- Whatever happens ----

/// A change of a project, with numbers that choose where.
#[derive(Clone, Debug)]
enum Edit {
    Change(usize, usize, u8),
    Insert(usize, usize, usize),
    Remove(usize, usize),
    Move(usize, usize, usize),
    Add(u8, usize),
    Drop(usize),
    Rename(usize, u8),
    Swap(usize, usize),
    Copy(usize, u8),
    Byte(usize, usize, u8),
    Keys(bool),
    Zone(usize),
    Tickets(usize, usize),
    Period(Option<usize>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0..64_usize;
    prop_oneof![
        4 => (n(), n(), any::<u8>()).prop_map(|(a, b, c)| Edit::Change(a, b, c)),
        3 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Insert(a, b, c)),
        2 => (n(), n()).prop_map(|(a, b)| Edit::Remove(a, b)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Move(a, b, c)),
        1 => (b'a'..=b'f', n()).prop_map(|(a, b)| Edit::Add(a, b)),
        1 => n().prop_map(Edit::Drop),
        1 => (n(), b'a'..=b'f').prop_map(|(a, b)| Edit::Rename(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Swap(a, b)),
        1 => (n(), b'a'..=b'f').prop_map(|(a, b)| Edit::Copy(a, b)),
        2 => (n(), any::<usize>(), any::<u8>()).prop_map(|(a, b, c)| Edit::Byte(a, b, c)),
        1 => any::<bool>().prop_map(Edit::Keys),
        1 => n().prop_map(Edit::Zone),
        3 => (1..30_usize, 20..90_usize).prop_map(|(a, b)| Edit::Tickets(a, b)),
        2 => proptest::option::of(0..5_usize).prop_map(Edit::Period),
    ]
}

const KEYS: &str = "    response_id: id\n    respondent: who\n";
const ZONES: [&str; 3] = ["Europe/Berlin", "Pacific/Auckland", "UTC"];

/// A project while it is edited.
struct Edited {
    project: Project,
    period: Option<String>,
}

impl Edited {
    /// A file of answers by number, as lines; none if there is none.
    fn surveys(&self, at: usize) -> Option<(String, Vec<String>)> {
        let names: Vec<&String> = self
            .project
            .data
            .keys()
            .filter(|name| name.starts_with("survey"))
            .collect();
        let name = (*names.get(at % names.len().max(1))?).clone();
        let lines = self.project.data[&name].lines().map(str::to_owned).collect();
        Some((name, lines))
    }

    fn put(&mut self, name: &str, lines: &[String]) {
        self.project.put(name, lines.join("\n") + "\n");
    }

    /// Does an edit; one that makes no sense does nothing.
    fn apply(&mut self, edit: &Edit) -> Option<()> {
        match *edit {
            Edit::Change(file, row, to) => {
                let (name, mut lines) = self.surveys(file)?;
                let at = 1 + row % (lines.len() - 1);
                let mut cells: Vec<String> = lines[at].split(',').map(str::to_owned).collect();
                let column = usize::from(to) % cells.len();
                cells[column] = match column {
                    2 => format!("2026-{:02}-{:02}", to % 4 + 6, to % 28 + 1),
                    3 => format!("channel {}", to % 4),
                    5 | 6 => (to % 12).to_string(),
                    _ => format!("p{}", to % 9),
                };
                lines[at] = cells.join(",");
                self.put(&name, &lines);
            }
            Edit::Insert(file, row, n) => {
                let (name, mut lines) = self.surveys(file)?;
                let new = survey(["2026-07", "2026-08", "2026-09"][n % 3], 1, n);
                lines.insert(1 + row % lines.len(), new.lines().nth(1)?.to_owned());
                self.put(&name, &lines);
            }
            Edit::Remove(file, row) => {
                let (name, mut lines) = self.surveys(file)?;
                (lines.len() > 2).then(|| lines.remove(1 + row % (lines.len() - 1)))?;
                self.put(&name, &lines);
            }
            Edit::Move(from, to, row) => {
                let (from, mut lines) = self.surveys(from)?;
                let (to, mut others) = self
                    .surveys(to)
                    .filter(|(name, _)| *name != from && lines.len() > 2)?;
                others.push(lines.remove(1 + row % (lines.len() - 1)));
                self.put(&from, &lines);
                self.put(&to, &others);
            }
            Edit::Add(name, n) => {
                let text = survey(["2026-07", "2026-08", "2026-09"][n % 3], 10 + n, n);
                self.project
                    .put(&format!("survey-{}.csv", char::from(name)), text);
            }
            Edit::Drop(file) => {
                let (name, _) = self.surveys(file)?;
                self.project.take(&name);
            }
            Edit::Rename(file, to) => {
                let (name, lines) = self.surveys(file)?;
                self.project.take(&name);
                self.put(&format!("survey-{}.csv", char::from(to)), &lines);
            }
            Edit::Swap(a, b) => {
                let ((a, ones), (b, others)) = (self.surveys(a)?, self.surveys(b)?);
                self.put(&a, &others);
                self.put(&b, &ones);
            }
            Edit::Copy(file, to) => {
                let (_, lines) = self.surveys(file)?;
                self.put(&format!("survey-{}.csv", char::from(to)), &lines);
            }
            Edit::Byte(file, at, to) => {
                let (name, _) = self.surveys(file)?;
                let mut bytes = self.project.take(&name).into_bytes();
                let at = at % bytes.len();
                bytes[at] = b' ' + to % 90;
                self.project.put(&name, String::from_utf8(bytes).ok()?);
            }
            Edit::Keys(with) => {
                let plain = self.project.config.replace(KEYS, "");
                let keys = if with { KEYS } else { "" };
                let period = "    period: {column: date}\n";
                self.project.config = plain.replace(period, &format!("{period}{keys}"));
            }
            Edit::Zone(at) => {
                let known = ZONES
                    .into_iter()
                    .find(|zone| self.project.config.contains(zone))?;
                self.project.configure(known, ZONES[at % 3]);
            }
            Edit::Tickets(last, rows) => self
                .project
                .put("tickets-2026-09.csv", tickets("2026-09", last, rows)),
            Edit::Period(period) => self.period = period.map(|at| format!("2026-{:02}", at + 6)),
        }
        Some(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    #[ignore = "builds hundreds of reports"]
    fn any_edits_come_to_what_a_build_without_a_store_comes_to(edits in proptest::collection::vec(edit(), 1..12)) {
        let mut edited = Edited { project: Project::whole(), period: None };
        let store = Memory::default();
        for edit in &edits {
            edited.apply(edit);
            let files = edited.project.files();
            let found = compute(&files, edited.period.as_deref(), &store);
            let expected = compute(&files, edited.period.as_deref(), &Forgetful);
            prop_assert_eq!(&found.said, &expected.said);
            prop_assert!(found == expected, "{:?} after {:?}", edit, edits);
        }
    }
}

#[test]
fn the_project_of_these_tests_has_what_they_test() {
    let outcome = build(&Project::whole().files(), None, &Forgetful);
    let report = outcome.report.expect("a report");
    assert_eq!(report.current_period().partial, Some(date(2026, 9, 27)));
    for id in ["recommend", "ease", "resolution", "promise", "backlog"] {
        assert!(
            figure(&report, id)
                .total
                .iter()
                .all(|cell| cell.shown().is_some()),
            "{id}"
        );
    }
}
