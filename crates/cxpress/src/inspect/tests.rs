//! Configurations that are proposed for fixtures and odd files are taken as they are.

use cxpress_core::config::{self, Config};
use cxpress_core::inspect::{self, ColumnKind, Inspection};
use cxpress_core::read::Forgetful;
use cxpress_core::{Diagnostics, Files, MemoryFiles};
use cxpress_metric::MetricSpec;
use rust_xlsxwriter::Workbook;

use super::text;
use crate::{Request, check, metrics};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../table/src/format/fixtures/");

/// What inspecting files comes to.
struct Outcome {
    inspection: Inspection,
    configuration: Option<String>,
    found: Diagnostics,
}

impl Outcome {
    fn codes(&self) -> Vec<&str> {
        self.found
            .iter()
            .map(|diagnostic| diagnostic.code.name())
            .collect()
    }

    /// The table of columns on a wide terminal, without styles.
    fn text(&self, width: usize) -> String {
        let all = self
            .inspection
            .groups
            .iter()
            .map(|group| text::profile(group, width));
        anstream::adapter::strip_str(&all.collect::<Vec<_>>().join("\n")).to_string()
    }
}

fn catalogue() -> Vec<&'static MetricSpec> {
    metrics().into_iter().map(|metric| metric.spec()).collect()
}

fn inspected(files: &dyn Files, paths: &[&str]) -> Outcome {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let mut found = Diagnostics::default();
    let inspection = inspect::inspect(files, &paths, &mut found);
    let configuration = inspect::propose(&inspection, &catalogue(), &mut found);
    Outcome {
        inspection,
        configuration,
        found,
    }
}

fn lines(found: &Diagnostics) -> String {
    let lines = found
        .iter()
        .map(|one| format!("{} {}: {}", one.code, one.message, one.notes.join("; ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// Loads a proposed configuration, and computes the report of it from the same files.
#[track_caller]
fn accepted(name: &str, files: MemoryFiles, configuration: &str) -> Config {
    let (config, found) = config::load(configuration, config::FILE, &|_| None, &catalogue());
    assert!(found.is_empty(), "{name}\n{configuration}\n{}", lines(&found));
    let files = files.with(config::FILE, configuration);
    let computed = check(&Request {
        files: &files,
        environment: &|_| None,
        metrics: &metrics(),
        period: None,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    });
    assert!(
        !computed.diagnostics.has_errors(),
        "{name}\n{configuration}\n{}",
        lines(&computed.diagnostics)
    );
    assert!(computed.report.is_some(), "{name}");
    config.unwrap()
}

/// Inspects one file, and builds with what is proposed.
#[track_caller]
fn built(name: &str, bytes: impl Into<Vec<u8>>) -> (String, Config) {
    let files = MemoryFiles::new().with(name, bytes);
    let outcome = inspected(&files, &[name]);
    assert!(!outcome.found.has_errors(), "{name}\n{}", lines(&outcome.found));
    let configuration = outcome.configuration.unwrap();
    let config = accepted(name, files, &configuration);
    (configuration, config)
}

/// What cannot be built from: the codes of what is said.
#[track_caller]
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let outcome = inspected(&MemoryFiles::new().with(name, bytes), &[name]);
    assert_eq!(outcome.configuration, None, "{name}");
    outcome.codes().into_iter().map(str::to_owned).collect()
}

#[test]
fn every_fixture_is_built_as_it_is_proposed() {
    let mut all: Vec<_> = std::fs::read_dir(FIXTURES)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    all.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    all.sort();
    assert!(all.len() > 25);
    for path in all {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (configuration, config) = built(&name, std::fs::read(&path).unwrap());
        let id = config.sources[0]
            .dialect
            .format
            .clone()
            .unwrap_or_else(|| "plain".to_owned());
        assert!(
            name.replace('_', "-").starts_with(&id)
                || ["freshservice.csv", "odk.csv"].contains(&name.as_str()),
            "{name}: {id}"
        );
        assert!(!configuration.contains("ada@example.com"), "{name}");
    }
}

#[test]
fn no_personal_data_is_shown() {
    for name in [
        "surveymonkey",
        "zendesk",
        "freshdesk",
        "chatwoot",
        "typeform",
        "trustpilot",
    ] {
        let bytes = std::fs::read(format!("{FIXTURES}{name}.csv")).unwrap();
        let outcome = inspected(&MemoryFiles::new().with("a.csv", bytes), &["a.csv"]);
        for width in [40, 80, 110] {
            let text = outcome.text(width);
            assert!(
                !text.contains('@') && !text.contains("192.0.2") && !text.contains("Ada"),
                "{text}"
            );
            let long = text.lines().filter(|line| line.chars().count() > width);
            assert_eq!(long.count(), 0, "{width}\n{text}");
        }
    }
    let odd = "date,nps,x,y,z\n2026-01-01,9,ada@example.com,+49 30 1234567,call 0301234567\n\
               2026-01-02,8,ben@example.com,+49 30 7654321,no\n";
    let outcome = inspected(&MemoryFiles::new().with("a.csv", odd), &["a.csv"]);
    let kinds: Vec<&ColumnKind> = outcome.inspection.tables[0]
        .columns
        .iter()
        .map(|column| &column.kind)
        .collect();
    assert_eq!(kinds[2], &ColumnKind::Personal(Some("e-mail addresses")));
    assert_eq!(kinds[3], &ColumnKind::Personal(Some("phone numbers")));
    assert!(outcome.text(110).contains("call •••"), "{}", outcome.text(110));
}

#[test]
fn files_without_answers_say_what_is_missing() {
    assert_eq!(refused("a.csv", "date,nps\n"), ["no-rows"]);
    assert_eq!(refused("a.csv", ""), ["empty-file"]);
    assert_eq!(refused("a.csv", "nps\n9\n8\n"), ["no-period"]);
    assert_eq!(
        refused("a.csv", "date,comment\n2026-01-01,Warm and quick\n"),
        ["no-question"]
    );
    assert_eq!(refused("a.csv", "%PDF-1.4\n"), ["not-a-table"]);
    let outcome = inspected(&MemoryFiles::new(), &["none.csv"]);
    assert_eq!(outcome.codes(), ["unreadable-file"]);
    assert!(outcome.configuration.is_none());
}

#[test]
fn other_files_are_still_shown() {
    let files = MemoryFiles::new()
        .with("a.csv", "date,nps\n2026-01-01,9\n")
        .with("b.csv", "%PDF-1.4\n");
    let outcome = inspected(&files, &["b.csv", "a.csv"]);
    assert_eq!(outcome.codes(), ["not-a-table"]);
    assert!(
        outcome
            .configuration
            .is_some_and(|text| text.contains("files: a.csv"))
    );
}

#[test]
fn the_order_of_dates_is_never_guessed_silently() {
    let (text, _) = built("a.csv", "when,nps\n05/06/2026,9\n07/06/2026,8\n");
    assert!(
        text.contains("date_format: day-first  # or month-first: no date in the file tells which"),
        "{text}"
    );
    let (text, _) = built("a.csv", "when,nps\n05/06/2026,9\n27/06/2026,8\n");
    assert!(text.contains("date_format: day-first\n"), "{text}");
    let (text, _) = built("a.csv", "when,nps\n05/06/2026,9\n06/27/2026,8\n");
    assert!(text.contains("date_format: month-first\n"), "{text}");
    let (text, _) = built("a.csv", "date,nps\n20260605,9\n20260706,8\n");
    assert!(text.contains("date_format: \"%Y%m%d\"\n"), "{text}");
    let (text, _) = built("a.csv", "date,nps\n05.06.2026,9\n");
    assert!(!text.contains("date_format"), "{text}");
}

#[test]
fn dates_of_many_forms_are_proposed_so_that_they_can_be_read() {
    let has = |content: &str, expected: &str| {
        let (text, _) = built("a.csv", content);
        assert!(text.contains(expected), "{expected}: {text}");
    };
    has(
        "when,nps\n10/14/26 9:05 AM,9\n10/02/26 9:05 AM,8\n",
        "date_format: month-first\n",
    );
    has("month,nps\n2026-10,9\n2026-09,8\n", "date_format: \"%Y-%m\"\n");
    has("month,nps\nOct-26,9\nOkt-26,8\n", "date_format: \"%b-%y\"\n");
    has(
        "date,nps\n46296.004,9\n46297.5,8\n",
        "date_format: excel-days  # check",
    );
    has(
        "Created at (UTC),nps\n2026-10-01 10:00,9\n",
        "\n    timezone: UTC  # as the header says\n",
    );
    has(
        "Date (GMT+2),nps\n2026-10-01 10:00,9\n",
        "\n    timezone: Etc/GMT-2  # as the header says\n",
    );
    has(
        "date,nps\n1980-01-01,9\n1980-01-01,8\n",
        "# check: all rows are of one day, 1980-01-01",
    );
    for plain in [
        "date,nps\n1. Oktober 2026,9\n",
        "date,nps\n\"Thu, 01 Oct 2026 10:00:00 +0000\",9\n",
        "date,nps\n12 févr. 2026,9\n",
        "date,nps\n2026-10-01 10:00 EST,9\n",
    ] {
        let (text, _) = built("a.csv", plain);
        assert!(
            !text.contains("date_format") && !text.contains("\n    timezone"),
            "{text}"
        );
    }
}

#[test]
fn lengths_of_time_with_two_readings_are_proposed_with_one() {
    let rows = "2026-10-01 10:00,12:05\n2026-10-01 11:00,5:30\n";
    let (text, _) = built("a.csv", format!("created,resolution minutes\n{rows}"));
    assert!(
        text.contains("unit: minutes, form: \"mm:ss\"}  # check: or \"hh:mm\""),
        "{text}"
    );
    let rows = "2026-10-01 10:00;1.234\n2026-10-01 11:00;845\n";
    let (text, _) = built("a.csv", format!("created;resolution minutes\n{rows}"));
    assert!(text.contains("decimal: comma  # check"), "{text}");
}

#[test]
fn letters_of_several_zones_are_named_where_nothing_else_tells_the_day() {
    let files = MemoryFiles::new().with(
        "a.csv",
        "date,nps\n2026-10-01 10:00 IST,9\n2026-10-02 10:00 IST,8\n",
    );
    let outcome = inspected(&files, &["a.csv"]);
    assert_eq!(outcome.codes(), ["no-period"]);
    assert!(
        outcome.text(110).contains("2026-10-01 10:00 IST"),
        "a date is not masked: {}",
        outcome.text(110)
    );
}

#[test]
fn names_with_a_meaning_in_yaml_are_quoted() {
    let odd = [
        "a: b #c",
        "\"\"q\"\"",
        "line\nbreak",
        "😀 happy",
        " leading",
        "null",
        "yes",
        "- x",
        "[a]",
        "{b}",
        "*",
        "&a",
        "!t",
        "%",
        "@",
        "`",
        "'",
        "\\n",
        "rate, 1",
        "~",
        "index",
        "metrics",
        "123",
        "é",
        "日本",
    ];
    for name in odd {
        let table = format!(
            "date,\"{name} nps\",\"{name}\"\n2026-01-01,9,North\n2026-01-02,8,North\n2026-01-03,8,South\n2026-01-03,8,South\n"
        );
        let (_, config) = built("a.csv", table);
        assert_eq!(config.sources[0].questions.len(), 1, "{name}");
    }
    let (_, config) = built("[odd] {name} ${X}*?.csv", "date,nps\n2026-01-01,9\n");
    assert_eq!(config.sources[0].files.len(), 1);
}

#[test]
fn old_encodings_and_delimiters_need_nothing() {
    let (text, _) = built(
        "a.csv",
        b"datum;Weiterempfehlung;Region\n31.01.2026;9;S\xfcd\n01.02.2026;8;S\xfcd\n".to_vec(),
    );
    assert!(
        !text.contains("encoding:") && !text.contains("delimiter:"),
        "{text}"
    );
    let wide: Vec<u8> = "date,nps\n2026-01-01,9\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (text, _) = built("a.csv", wide);
    assert!(text.contains("encoding: utf-16le"), "{text}");
}

fn workbook(sheets: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for name in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in [["date", "nps"], ["2026-01-31", "9"], ["2026-02-01", "6"]]
            .iter()
            .enumerate()
        {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn workbooks_are_read_sheet_by_sheet() {
    let (text, _) = built("a.xlsx", workbook(&["Answers"]));
    assert!(!text.contains("sheet:"), "{text}");
    let (text, config) = built("a.xlsx", workbook(&["North", "South #2, x"]));
    assert!(
        text.contains("sheet: North") && text.contains("sheet: \"South #2, x\""),
        "{text}"
    );
    assert_eq!(config.sources.len(), 2);
}

#[test]
fn files_that_are_alike_are_one_source() {
    let files = MemoryFiles::new()
        .with(
            "2025 survey.csv",
            "id,nps,region\n1,9,North\n2,7,North\n3,9,South\n4,7,South\n",
        )
        .with(
            "2026 survey.csv",
            "id,NPS,region,overall rating\n1,10,North,5\n2,11,South,4\n",
        );
    let outcome = inspected(&files, &["2025 survey.csv", "2026 survey.csv"]);
    let text = outcome.configuration.unwrap();
    let config = accepted("two", files, &text);
    assert_eq!(config.sources.len(), 1);
    assert!(
        text.contains("period: year") && text.contains("from: file-name"),
        "{text}"
    );
    assert!(
        text.contains("missing: {11: not-answered}  # check: taken for codes of no answer"),
        "{text}"
    );
    assert!(text.contains("optional: true"), "{text}");
    // Each file counts its responses from one.
    assert!(!text.contains("response_id"), "{text}");
}

#[test]
fn answers_in_words_have_scores() {
    let (text, _) = built(
        "a.csv",
        "date,Service,Ease,How likely\n2026-01-01,Very satisfied,Easy,10 (Promoter)\n2026-01-02,Neutral,Very easy,0 - Not at all\n\
         2026-01-03,Prefer not to say,Difficult,5\n",
    );
    assert!(
        text.contains("values: {Neutral: 3, Very satisfied: 5}  # check: the order of the words"),
        "{text}"
    );
    assert!(
        text.contains("missing: {Prefer not to say: not-answered}"),
        "{text}"
    );
    assert!(
        text.contains("metric: ces\n        direction: higher  # check:"),
        "{text}"
    );
    assert!(
        text.contains("values: {0 - Not at all: 0, 10 (Promoter): 10}")
            || text.contains("\"10 (Promoter)\": 10"),
        "{text}"
    );
}

#[test]
fn tickets_are_told_by_their_times() {
    let (text, _) = built(
        "a.csv",
        "Case,Opened,Closed,Due,Resolution (hrs)\n1,2026-01-01 10:00,2026-01-02 10:00,2026-01-03 10:00,24\n\
         2,2026-01-02 10:00,,2026-01-03 10:00,\n",
    );
    for line in [
        "created: Opened",
        "solved: Closed",
        "due: Due",
        "metric: sla",
        "metric: backlog",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn exports_without_their_vendors_columns_keep_their_two_header_rows() {
    let table = "RespondentID,Have you seen it?,Please rate the characters.,,When?\n\
                 ,Response,Han,Leia,Response\n\
                 1,Yes,Very favorably,Unfamiliar (N/A),2026-01-01\n\
                 2,No,Somewhat unfavorably,Very favorably,2026-01-02\n";
    let (text, _) = built("a.csv", table);
    assert!(text.contains("format: surveymonkey"), "{text}");
    assert!(
        text.contains("column: \"Please rate the characters.: Leia\""),
        "{text}"
    );
    assert!(
        text.contains("missing: {Unfamiliar (N/A): does-not-apply}"),
        "{text}"
    );
}

#[test]
fn ratings_that_nobody_calls_so_are_guessed_or_left_to_choose() {
    let rows: String = (0..60)
        .map(|row| format!("2026-01-{:02},{},{}\n", row % 28 + 1, row % 5 + 1, row % 7))
        .collect();
    let (text, _) = built("a.csv", format!("date,Q1,Q2\n{rows}"));
    assert!(
        text.contains("scale: 1..5  # check: by the numbers alone"),
        "{text}"
    );
    assert!(
        text.contains("missing: {0: not-answered, 6: does-not-apply}"),
        "{text}"
    );
    let with = rows.replace('\n', ",9\n");
    let (text, _) = built("a.csv", format!("date,Q1,Q2,nps\n{with}"));
    assert!(
        text.contains("# q1: {column: Q1, scale: 1..5, metric: csat, label: Q1}"),
        "{text}"
    );
}
