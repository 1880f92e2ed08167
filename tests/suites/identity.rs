//! Records that come more than once: what counts, what does not, and that it is said. And files in which nothing is
//! wrong, of which nothing must be said.

use std::fmt::Write as _;
use std::io::Write as _;

use cxpress::{Computed, Request};
use cxpress_core::read::{Forgetful, Store};
use cxpress_core::{MemoryFiles, Severity};
use cxpress_tests::chance::Random;

/// A report of one source, `survey` or `desk`, with these keys beside its questions.
fn config(kind: &str, keys: &str) -> String {
    let questions = match kind {
        "survey" => "nps: {column: nps, metric: nps}",
        _ => "open: {metric: backlog}",
    };
    format!(
        "schema: 1\ntitle: Report\nperiod: month\nprivacy: {{minimum_base: 1}}\nsources:\n  one:\n    kind: {kind}\n    \
         files: data/*\n{keys}    questions:\n      {questions}\n"
    )
}

/// How far below ten a score is.
const DOWN: [u32; 11] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const SURVEY: &str = "    period: {column: date}\n";
const TICKETS: &str = "    created: created\n    solved: solved\n";

struct Seen {
    computed: Computed,
}

fn compute(files: &MemoryFiles, store: &dyn Store) -> Seen {
    let computed = cxpress::compute(&Request {
        files,
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: None,
        store,
        progress: &|_| (),
    });
    Seen { computed }
}

/// What comes of files by name under a configuration.
fn see<B: Into<Vec<u8>> + Clone>(config: &str, data: &[(&str, B)]) -> Seen {
    compute(&project(config, data), &Forgetful)
}

fn project<B: Into<Vec<u8>> + Clone>(config: &str, data: &[(&str, B)]) -> MemoryFiles {
    let files = MemoryFiles::new().with("cxpress.yaml", config);
    data.iter().fold(files, |files, (name, bytes)| {
        files.with(format!("data/{name}"), bytes.clone())
    })
}

impl Seen {
    /// Codes of what was said of ids and repeated rows; small tests have much else to be said of.
    fn codes(&self) -> Vec<&'static str> {
        const OURS: [&str; 7] = [
            "same-file",
            "rows-twice",
            "ids-begin-again",
            "nobody",
            "mangled-ids",
            "many-repeated",
            "all-repeated",
        ];
        let codes = self.computed.diagnostics.iter().map(|found| found.code.name());
        codes.filter(|code| OURS.contains(code)).collect()
    }

    /// Message, notes and help of the first of a code.
    #[track_caller]
    fn text(&self, code: &str) -> String {
        let found = self
            .computed
            .diagnostics
            .iter()
            .find(|found| found.code.name() == code);
        let found = found.unwrap_or_else(|| panic!("no {code} among {:#?}", self.computed.diagnostics));
        let place = found.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let help = found.help.clone().unwrap_or_default();
        format!("{place} {} | {} | {help}", found.message, found.notes.join(" | "))
    }

    fn errors(&self) -> usize {
        self.computed.diagnostics.count(Severity::Error)
    }

    /// Rows used of all files.
    #[track_caller]
    fn used(&self) -> u64 {
        self.files().iter().map(|file| file.rows.used).sum()
    }

    #[track_caller]
    fn files(&self) -> &[cxpress_report::FileAccount] {
        let report = self.computed.report.as_ref();
        let report = report.unwrap_or_else(|| panic!("no report: {:#?}", self.computed.diagnostics));
        &report.data.sources[0].files
    }

    /// Rows of all files set aside for a reason.
    #[track_caller]
    fn aside(&self, reason: &str) -> u64 {
        let of = |file: &cxpress_report::FileAccount| file.rows.set_aside.get(reason).copied().unwrap_or(0);
        self.files().iter().map(of).sum()
    }
}

/// Answers of a month with numbers of their own.
fn answers(month: u8, from: u32, n: u32) -> String {
    let mut rows = "no,date,nps\n".to_owned();
    for at in 0..n {
        writeln!(
            rows,
            "{},2026-{month:02}-{:02},{}",
            from + at,
            at % 28 + 1,
            (at * 7 + from) % 11
        )
        .expect("a text");
    }
    rows
}

/// The rows of two tables with one header.
fn both(one: &str, other: &str) -> String {
    let (_, rows) = other.split_once('\n').expect("a header");
    format!("{one}{rows}")
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory")
}

fn zip(name: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file(name, options).expect("memory");
    archive.write_all(text.as_bytes()).expect("memory");
    archive.finish().expect("memory").into_inner()
}

/// A table as a workbook with numbers and dates of its own.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            let day = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell);
            match (cell.parse::<f64>(), day) {
                (Ok(number), _) => sheet.write(row, column, number).map(drop),
                (_, Ok(day)) if cell.len() == 10 => {
                    sheet.write_with_format(row, column, &day, &date).map(drop)
                }
                _ => sheet.write(row, column, cell).map(drop),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("memory")
}

// ---- The same file twice ----

#[test]
fn a_file_that_lies_there_twice_counts_once_in_any_form() {
    let text = answers(10, 1, 50);
    let semicolons = format!("\u{feff}{}", text.replace(',', ";").replace('\n', "\r\n"));
    let columns: String = text
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{},{},{}\n", cells[2], cells[0], cells[1])
        })
        .collect();
    let forms: [(&str, Vec<u8>); 6] = [
        ("a (1).csv", text.clone().into_bytes()),
        ("b.csv.gz", gzip(&text)),
        ("b.zip", zip("inside.csv", &text)),
        ("b.xlsx", workbook(&text)),
        ("b.csv", semicolons.into_bytes()),
        ("c.csv", columns.into_bytes()),
    ];
    for keys in [SURVEY.to_owned(), format!("{SURVEY}    response_id: no\n")] {
        for (name, bytes) in &forms {
            let seen = see(
                &config("survey", &keys),
                &[("a.csv", text.clone().into_bytes()), (name, bytes.clone())],
            );
            assert_eq!(seen.codes(), ["same-file"], "{name}");
            assert_eq!((seen.errors(), seen.used()), (0, 50), "{name}");
            assert_eq!(seen.aside("same-file"), 50, "{name}");
            let said = seen.text("same-file");
            assert!(said.contains("a.csv`") && said.contains(name), "{said}");
        }
    }
}

#[test]
fn files_that_are_not_the_same_are_not_taken_for_it() {
    let text = answers(10, 1, 50);
    let other = text.replacen(",7\n", ",8\n", 1);
    assert_ne!(text, other);
    let seen = see(
        &config("survey", SURVEY),
        &[("a.csv", text.as_str()), ("b.csv", &other)],
    );
    assert_eq!(seen.codes(), ["rows-twice"]);
    // A single answer of two shops may be alike.
    let one = "date,nps\n2026-10-01,10\n";
    let seen = see(&config("survey", SURVEY), &[("a.csv", one), ("b.csv", one)]);
    assert_eq!((seen.codes(), seen.used()), (vec![], 2));
}

// ---- Overlapping exports ----

#[test]
fn an_export_that_holds_the_month_before_is_told() {
    let (september, october) = (answers(9, 1, 50), answers(10, 100, 50));
    let data = [
        ("all-09.csv", september.clone()),
        ("all-10.csv", both(&september, &october)),
    ];
    let seen = see(&config("survey", SURVEY), &data);
    assert_eq!((seen.codes(), seen.errors()), (vec!["rows-twice"], 0));
    let said = seen.text("rows-twice");
    for part in [
        "data/all-10.csv:2 50 rows",
        "all-09.csv",
        "line 2",
        "response_id: NAME",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let seen = see(
        &config(
            "survey",
            &format!("{SURVEY}    response_id: no\n    answers: first\n"),
        ),
        &data,
    );
    assert_eq!((seen.codes(), seen.used()), (vec![], 100));
}

#[test]
fn overlaps_of_dates_and_scores_alone_are_told() {
    let cut = |text: &str| -> String {
        text.lines()
            .map(|line| format!("{}\n", &line[line.find(',').expect("a comma") + 1..]))
            .collect()
    };
    let (august, september) = (cut(&answers(8, 3, 80)), cut(&answers(9, 1, 80)));
    let october = cut(&answers(10, 100, 80));
    let data = [
        ("1.csv", both(&august, &september)),
        ("2.csv", both(&september, &october)),
    ];
    let seen = see(&config("survey", SURVEY), &data);
    assert_eq!(seen.codes(), ["rows-twice"]);
    assert!(
        seen.text("rows-twice").contains(" 80 rows"),
        "{}",
        seen.text("rows-twice")
    );
}

#[test]
fn an_export_with_a_column_more_or_another_name_still_overlaps() {
    let (september, october) = (answers(9, 1, 50), answers(10, 100, 50));
    let all = both(&september, &october);
    let with_more = |name: &str| -> String {
        let rows = all.lines().skip(1).map(|row| format!("{row},4.2\n"));
        format!("no,date,{name},version\n{}", rows.collect::<String>())
    };
    for name in ["nps", "Score"] {
        let config = config("survey", SURVEY).replace("column: nps,", "column: [nps, Score],");
        let seen = see(
            &config,
            &[("09.csv", september.clone()), ("10.csv", with_more(name))],
        );
        assert_eq!(seen.codes(), ["rows-twice"], "{name}");
    }
}

#[test]
fn tickets_exported_again_without_an_id_are_told_though_some_were_changed() {
    let row = |at: u32, solved: bool| {
        let day = at % 20 + 1;
        let solved = if solved {
            format!("2026-10-{:02} 17:05", day + 2)
        } else {
            String::new()
        };
        format!("2026-10-{day:02} {:02}:{:02},{solved}\n", 8 + at % 9, at * 7 % 60)
    };
    let table = |solved: &dyn Fn(u32) -> bool| -> String {
        let rows: String = (0..60).map(|at| row(at, solved(at))).collect();
        format!("created,solved\n{rows}")
    };
    let data = [("1.csv", table(&|at| at % 2 == 0)), ("2.csv", table(&|_| true))];
    let seen = see(&config("tickets", TICKETS), &data);
    assert_eq!(seen.codes(), ["rows-twice"]);
    assert!(
        seen.text("rows-twice").contains(" 30 rows"),
        "{}",
        seen.text("rows-twice")
    );
}

#[test]
fn files_of_two_shops_are_no_overlap() {
    // Few and many answers a day, of few and of many different scores, and dates alone.
    for (a_day, scores) in [(1, 2), (1, 11), (3, 5), (20, 11), (20, 2), (200, 5)] {
        for seed in 0..12 {
            let mut random = Random::new(seed);
            let mut shop = || {
                let mut rows = "date,nps\n".to_owned();
                for day in 1..=30 {
                    for _ in 0..a_day {
                        let score = 10 - random.pick(&DOWN[..scores]);
                        writeln!(rows, "2026-10-{day:02},{score}").expect("a text");
                    }
                }
                rows
            };
            let data = [("north.csv", shop()), ("south.csv", shop()), ("west.csv", shop())];
            let seen = see(&config("survey", SURVEY), &data);
            assert_eq!(seen.codes(), Vec::<&str>::new(), "{a_day} {scores} {seed}");
        }
    }
}

#[test]
fn monthly_files_without_dates_are_no_overlap() {
    for seed in 0..8 {
        let mut random = Random::new(seed);
        let mut month = |n: u32| -> String {
            let rows: String = (0..n)
                .map(|_| format!("{}\n", 10 - random.pick(&DOWN[..4])))
                .collect();
            format!("nps\n{rows}")
        };
        let data = [
            ("2026-08.csv", month(40)),
            ("2026-09.csv", month(40)),
            ("2026-10.csv", month(41)),
        ];
        let keys = "    period: {from: file-name, pattern: \"(?<year>[0-9]{4})-(?<month>[0-9]{2})\"}\n";
        let seen = see(&config("survey", keys), &data);
        assert_eq!((seen.codes(), seen.used()), (vec![], 121), "{seed}");
    }
}

// ---- Which row of an id counts ----

fn desk(keys: &str) -> String {
    config("tickets", &format!("{TICKETS}    response_id: id\n{keys}"))
}

#[test]
fn the_newest_state_counts_and_the_ledger_says_by_which_rule() {
    let open = "id,created,solved,changed\n7,2026-10-01 08:00,,2026-10-05 08:00\n";
    let solved = "id,created,solved,changed\n7,2026-10-01 08:00,2026-10-02 08:00,2026-10-03 08:00\n";
    let later = "8,2026-10-09 08:00,,2026-10-09 08:00\n";
    let with_later = format!("{solved}{later}");
    let same_date = "id,created,solved,changed\n7,2026-10-01 08:00,,\n";
    let reopened = "id,created,solved,changed\n7,2026-10-01 08:00,2026-10-01 08:00,\n";
    for (keys, data, reason, first_used) in [
        // The value of `updated`, whatever the file.
        (
            "    updated: changed\n",
            [("a.csv", open), ("b.csv", with_later.as_str())],
            "older-by-update",
            1,
        ),
        // The file whose latest date is later, whatever its name.
        (
            "",
            [("a.csv", with_later.as_str()), ("b.csv", open)],
            "older-by-date",
            2,
        ),
        // Names as people order them.
        (
            "",
            [("x-10.csv", reopened), ("x-9.csv", same_date)],
            "older-by-name",
            1,
        ),
    ] {
        let seen = see(&desk(keys), &data);
        assert_eq!((seen.codes(), seen.errors()), (vec![], 0), "{reason}");
        assert_eq!(seen.aside(reason), 1, "{reason}");
        assert_eq!(seen.files()[0].rows.used, first_used, "{reason}");
    }
    let log = format!("{open}7,2026-10-01 08:00,2026-10-02 08:00,2026-10-03 08:00\n");
    let seen = see(&desk(""), &[("log.csv", log)]);
    assert_eq!((seen.used(), seen.aside("older-by-line")), (1, 1));
}

#[test]
fn the_first_can_be_asked_for_and_a_survey_keeps_it() {
    let log = "id,created,solved\n7,2026-10-01 08:00,\n7,2026-10-01 08:00,2026-10-02 08:00\n";
    let seen = see(&desk("    answers: first\n"), &[("log.csv", log)]);
    assert_eq!((seen.used(), seen.aside("repeated")), (1, 1));
    let twice = "id,date,nps\n1,2026-10-01,1\n1,2026-10-01,9\n";
    for (keys, aside) in [("", "repeated"), ("    answers: latest\n", "older-by-line")] {
        let seen = see(
            &config("survey", &format!("{SURVEY}    response_id: id\n{keys}")),
            &[("a.csv", twice)],
        );
        assert_eq!((seen.used(), seen.aside(aside)), (1, 1), "{aside}");
    }
}

// ---- Ids that are none ----

#[test]
fn ids_that_begin_again_are_an_error_that_names_both_rows() {
    let data = [
        ("2026-09.csv", answers(9, 1, 40)),
        ("2026-10.csv", answers(10, 1, 40)),
    ];
    let seen = see(
        &config("survey", &format!("{SURVEY}    response_id: no\n")),
        &data,
    );
    assert_eq!(seen.errors(), 1, "{:#?}", seen.computed.diagnostics);
    let said = seen.text("ids-begin-again");
    for part in [
        "`1`",
        "2026-10.csv:2",
        "2026-09.csv:2",
        "{column: \"no\", within: file}",
        "40",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let within = format!("{SURVEY}    response_id: {{column: no, within: file}}\n");
    let seen = see(&config("survey", &within), &data);
    assert_eq!((seen.codes(), seen.used()), (vec![], 80));
    // Told apart within a file, rows can still stand in two.
    let both = [data[0].clone(), ("b.csv", both(&data[0].1, &data[1].1))];
    assert_eq!(see(&config("survey", &within), &both).codes(), ["rows-twice"]);
}

#[test]
fn tickets_whose_numbers_begin_again_are_told_by_their_creation() {
    let table = |month: u32, solved: &str| -> String {
        let rows: String = (1..=30)
            .map(|id| format!("{id},2026-{month:02}-{id:02} 08:00,{solved}\n"))
            .collect();
        format!("id,created,solved\n{rows}")
    };
    let seen = see(&desk(""), &[("9.csv", table(9, "")), ("10.csv", table(10, ""))]);
    assert_eq!(seen.errors(), 1);
    assert!(seen.text("ids-begin-again").contains("within: file"));
    // Another state of the same tickets is none.
    let seen = see(
        &desk(""),
        &[("9.csv", table(9, "")), ("10.csv", table(9, "2026-10-01 08:00"))],
    );
    assert_eq!((seen.codes(), seen.used()), (vec![], 30));
}

#[test]
fn nobody_is_no_customer() {
    let rows = |nobody: &str, n: usize| -> String {
        let mails = (0..n).map(|at| match at % 10 {
            0 => format!("guest{at}@example.org"),
            _ => nobody.to_owned(),
        });
        let rows: String = mails
            .enumerate()
            .map(|(at, who)| format!("{who},2026-10-{:02},9\n", at % 30 + 1))
            .collect();
        format!("Email,date,nps\n{rows}")
    };
    let with = |key: &str, text: &str| {
        let keys = format!("{SURVEY}    respondent: {key}\n");
        see(&config("survey", &keys), &[("s.csv", text)])
    };
    let text = rows("Anonymous", 90);
    let seen = with("Email", &text);
    assert!(seen.codes().contains(&"nobody") && seen.errors() == 1);
    let said = seen.text("nobody");
    for part in [
        "`Anonymous`",
        "81 of the 90 rows",
        "respondent: {column: Email, missing: [Anonymous]}",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let seen = with("{column: Email, missing: [anonymous]}", &text);
    assert_eq!((seen.codes(), seen.used()), (vec![], 90));
    let seen = with("Email\n    missing: {ANONYMOUS: not-answered}", &text);
    assert_eq!((seen.codes(), seen.used()), (vec![], 90));
    let seen = with("{column: Email, known: [anonymous]}\n    answers: first", &text);
    assert_eq!((seen.codes(), seen.used()), (vec![], 10));
    // What stands for nothing everywhere is nobody without being asked.
    assert_eq!(with("Email", &rows("n/a", 90)).used(), 90);
}

#[test]
fn a_desk_of_a_dozen_customers_has_no_nobody() {
    let rows: String = (0..240)
        .map(|at| format!("{at},c{},2026-10-{:02} 08:00,\n", at % 12, at % 30 + 1))
        .collect();
    let text = format!("id,who,created,solved\n{rows}");
    let seen = see(&desk("    customer: who\n"), &[("t.csv", text.as_str())]);
    assert_eq!(seen.codes(), Vec::<&str>::new());
    let some: String = (0..240)
        .map(|at| {
            format!(
                "{at},{},2026-10-{:02} 08:00,\n",
                if at % 4 == 0 { 0 } else { at },
                at % 30 + 1
            )
        })
        .collect();
    let seen = see(
        &desk("    customer: who\n"),
        &[("t.csv", format!("id,who,created,solved\n{some}"))],
    );
    assert_eq!(seen.errors(), 1);
    let said = seen.text("nobody");
    assert!(
        said.contains("`0`") && said.contains("customer: {column: who, missing: [\"0\"]}"),
        "{said}"
    );
}

#[test]
fn ids_in_scientific_notation_are_an_error() {
    let rows: String = (0..50)
        .map(|at| format!("2.0261{}E+14,2026-10-{:02},9\n", at % 3, at % 30 + 1))
        .collect();
    let text = format!("Response,date,nps\n{rows}");
    for key in ["response_id", "respondent"] {
        let seen = see(
            &config("survey", &format!("{SURVEY}    {key}: Response\n")),
            &[("s.csv", text.as_str())],
        );
        assert_eq!((seen.codes(), seen.errors()), (vec!["mangled-ids"], 1), "{key}");
        let said = seen.text("mangled-ids");
        assert!(
            said.contains("s.csv:2 50 ids") && said.contains("2.02610E+14"),
            "{said}"
        );
    }
}

#[test]
fn much_that_is_set_aside_is_told() {
    // A column that is no id: 3 values in 60 rows.
    let rows: String = (0..60)
        .map(|at| format!("{},2026-10-{:02},9\n", at % 3, at % 30 + 1))
        .collect();
    let text = format!("group,date,nps\n{rows}");
    let keys = |more: &str| format!("{SURVEY}    response_id: group\n{more}");
    let seen = see(&config("survey", &keys("")), &[("s.csv", text.as_str())]);
    assert_eq!((seen.codes(), seen.errors()), (vec!["many-repeated"], 0));
    assert!(seen.text("many-repeated").contains("57 of 60 rows"));
    let seen = see(
        &config("survey", &keys("    answers: first\n")),
        &[("s.csv", text.as_str())],
    );
    assert_eq!(seen.codes(), Vec::<&str>::new());
    let desk_rows: String = (0..60)
        .map(|at| format!("{},2026-10-{:02} 08:00,\n", at % 3, at % 30 + 1))
        .collect();
    let seen = see(&desk(""), &[("t.csv", format!("id,created,solved\n{desk_rows}"))]);
    assert_eq!(
        seen.codes(),
        ["many-repeated"],
        "tickets that were created on other days are others"
    );
    let (one, more) = (
        answers(10, 1, 30),
        both(&answers(10, 1, 30), &answers(10, 100, 80)),
    );
    let seen = see(
        &config("survey", &format!("{SURVEY}    response_id: no\n")),
        &[("a.csv", more), ("b.csv", one)],
    );
    assert_eq!(seen.codes(), ["all-repeated"]);
}
