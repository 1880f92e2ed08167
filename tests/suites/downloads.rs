//! What readers take along: numbers in columns of their own, the same in CSV and workbooks, and all figures of a period in one
//! file in which nothing is that the report withholds.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_generator::Site;
use cxpress_tests::{build_files, lines, report_of, total};

const CONFIG: &str = "\
schema: 1
title: Report
sources:
  survey:
    kind: survey
    files: data/s.csv
    period: {column: date}
    dimensions: {topic: {column: Topic, label: Topic}}
    questions:
      nps: {column: nps, metric: nps, label: Would recommend}
      top: {column: nps, scale: 0..10, metric: share, good: 9..10, direction: higher, label: Nine or ten}
";
const ACTION: &str = "id: open\ntitle: Open earlier\nfinding: Customers waited\nfigure: nps\nowner: Desk\nopened: 2026-10-02\ndue: 2026-10-20\n";

/// Two months of two large groups and one of three answers.
fn built() -> Built {
    let mut csv = "date,Topic,nps\n".to_owned();
    for (month, scores) in [("2026-09", [9, 10, 7, 8]), ("2026-10", [9, 10, 2, 3])] {
        for (topic, n) in [("=Chat", 60), ("Phone", 80), ("Secret", 3)] {
            (0..n).for_each(|at| csv += &format!("{month}-15,{topic},{}\n", scores[at % 4]));
        }
    }
    let files = MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("actions/open.yaml", ACTION)
        .with("data/s.csv", csv);
    build_files(&files, None)
}

#[track_caller]
fn site_of(built: &Built) -> &Site {
    built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("no site:\n{}", lines(built).join("\n")))
}

fn text<'a>(site: &'a Site, path: &str) -> &'a str {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("no `{path}`"));
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The rows of the CSV below a table of a page, by the start of its caption.
fn below(site: &Site, page: &str, caption: &str) -> Vec<Vec<String>> {
    let page = text(site, page);
    let (_, after) = page
        .split_once(&format!("<caption>{caption}"))
        .unwrap_or_else(|| panic!("no table {caption}"));
    let (_, address) = after
        .split_once("href=\"data:text/csv;charset=utf-8,")
        .expect("a download");
    let encoded = address.split('"').next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| byte.and_then(|it| char::from(it).to_digit(16)).unwrap_or(0) as u8;
        bytes.push(if byte == b'%' {
            16 * hex(rest.next()) + hex(rest.next())
        } else {
            byte
        });
    }
    rows(
        String::from_utf8(bytes)
            .expect("UTF-8")
            .trim_start_matches('\u{feff}')
            .as_bytes(),
    )
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let rows = reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

/// The sheets of a workbook by their names.
fn sheets(site: &Site, path: &str) -> BTreeMap<String, Vec<Vec<Data>>> {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("no `{path}`"));
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).expect("a workbook");
    let sheets = book.worksheets().into_iter();
    sheets
        .map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()))
        .collect()
}

fn column(rows: &[Vec<String>], name: &str) -> usize {
    let found = rows[0].iter().position(|column| column == name);
    found.unwrap_or_else(|| panic!("no column `{name}` in {:?}", rows[0]))
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn near(text: &str, value: f64) {
    assert!(
        (number(text) - value).abs() < 1e-4 * value.abs().max(1e-3),
        "{text} is not {value}"
    );
}

#[test]
fn intervals_have_both_ends_in_csv_and_in_workbooks() {
    let built = built();
    let site = site_of(&built);
    let shown = total(report_of(&built), "top", "2026-10")
        .headline
        .estimate()
        .copied()
        .expect("a value");
    let interval = shown.interval.expect("an interval");
    let rows = below(site, "2026-10/metrics/top.html", "Nine or ten by period");
    assert_eq!(
        rows[0],
        [
            "Period",
            "Value (%)",
            "95\u{a0}% interval: low (%)",
            "95\u{a0}% interval: high (%)",
            "Base"
        ]
    );
    near(&rows[1][1], shown.value);
    near(&rows[1][2], interval.low);
    near(&rows[1][3], interval.high.expect("a high end"));
    assert_eq!(rows[1][4], shown.base.to_string());
    let sheets = sheets(site, "2026-10/metrics/top.xlsx");
    let sheet = sheets.values().find(|sheet| {
        sheet
            .iter()
            .any(|row| row.contains(&Data::String("October 2026".into())))
    });
    let row = sheet.and_then(|sheet| {
        sheet
            .iter()
            .find(|row| row[0] == Data::String("October 2026".into()))
    });
    let row = row.expect("the row of the month");
    for (at, value) in [
        shown.value,
        interval.low,
        interval.high.unwrap_or_default(),
        shown.base as f64,
    ]
    .into_iter()
    .enumerate()
    {
        let Data::Float(found) = row[at + 1] else {
            panic!("{row:?}")
        };
        assert!((found - value).abs() < 1e-4 * value.abs(), "{found} {value}");
    }
}

#[test]
fn changes_are_numbers_with_a_column_for_the_verdict() {
    let built = built();
    let report = report_of(&built);
    let before = total(report, "nps", "2026-10")
        .before
        .as_ref()
        .expect("a comparison");
    let change = before.change.as_ref().expect("a change");
    let rows = below(site_of(&built), "2026-10/figures.html", "Perception");
    let line = rows
        .iter()
        .find(|row| row[0] == "Would recommend")
        .expect("a line");
    let at = column(&rows, "Against the period before: difference");
    assert_eq!(line[at - 1], "worsened");
    near(&line[at], change.difference);
    near(&line[at + 1], change.interval.low);
    near(&line[at + 2], change.interval.high.expect("a high end"));
    near(&line[at + 3], change.p);
    near(&line[at + 4], before.adjusted_p.expect("it was tested"));
}

#[test]
fn days_are_written_as_machines_read_them() {
    let built = built();
    let rows = below(site_of(&built), "index.html", "Open actions");
    let line = &rows[1];
    assert_eq!(line[column(&rows, "Due")], "2026-10-20");
    assert!(number(&line[column(&rows, "Age: days")]) > 0.0, "{line:?}");
}

#[test]
fn all_figures_of_a_period_are_one_table_without_what_is_withheld() {
    let built = built();
    let (site, report) = (site_of(&built), report_of(&built));
    let rows = rows(text(site, "2026-10/figures.csv").as_bytes());
    let at = |name: &str| column(&rows, name);
    let find = |figure: &str, part: &str, group: &str| {
        let row = rows
            .iter()
            .find(|row| row[at("figure")] == figure && row[at("part")] == part && row[at("group")] == group);
        row.unwrap_or_else(|| panic!("no row of {figure} {part} {group}"))
    };
    let shown = total(report, "nps", "2026-10");
    let estimate = shown.headline.estimate().expect("a value");
    let row = find("nps", "", "");
    near(&row[at("value")], estimate.value);
    near(&row[at("low")], estimate.interval.expect("an interval").low);
    for (name, expected) in [
        ("state", "shown"),
        ("metric", "nps"),
        ("unit", "points"),
        ("base", "143"),
        ("verdict", "worsened"),
        ("method", "adjusted-wald"),
        ("from", "2026-10-01"),
        ("until", "2026-10-15"),
    ] {
        assert_eq!(row[at(name)], expected, "{name}");
    }
    let promoters = find("nps", "promoters", "");
    assert_eq!(
        (promoters[at("unit")].as_str(), promoters[at("verdict")].as_str()),
        ("percent", "")
    );
    let chat = find("nps", "", "'=Chat");
    assert_eq!(chat[at("dimension")], "topic");
    for row in rows.iter().skip(1).filter(|row| row[at("state")] != "shown") {
        let numbers = rows[0].iter().zip(row).filter(|(name, _)| {
            ["value", "low", "high", "base", "effective_base", "p"].contains(&name.as_str())
        });
        assert!(numbers.into_iter().all(|(_, cell)| cell.is_empty()), "{row:?}");
    }
    let secret = find("nps", "", "Secret");
    assert_eq!(secret[at("state")], "withheld");
    let json: serde_json::Value = serde_json::from_str(text(site, "2026-10/figures.json")).expect("JSON");
    assert_eq!(json["schema"], 1);
    assert_eq!(json["period"]["id"], "2026-10");
    let figures = json["figures"].as_array().expect("a list");
    assert_eq!(figures.len(), rows.len() - 1);
    assert_eq!(figures[0]["figure"], rows[1][at("figure")].as_str());
    // Beside a group of three the next one is withheld as well; names are as they are, for nothing here runs them.
    let of = |group: &str| figures.iter().find(|figure| figure["group"] == group);
    assert!(of("=Chat").is_some_and(|figure| figure["value"].is_null()));
    assert!(of("Phone").is_some_and(|figure| figure["value"].is_number()));
    assert!(site.files.contains_key("2026-09/figures.csv"));
    for page in ["data.html", "archive.html"] {
        assert!(
            text(site, page).contains("href=\"2026-10/figures.json\""),
            "{page}"
        );
    }
}

#[test]
fn a_period_has_one_workbook_with_a_sheet_a_table() {
    let built = built();
    let site = site_of(&built);
    let books = |folder: &str| {
        let books = site
            .files
            .keys()
            .filter(|path| path.starts_with(folder) && path.ends_with(".xlsx"));
        books.cloned().collect::<Vec<_>>()
    };
    assert_eq!(books("2026-09/"), ["2026-09/tables.xlsx"]);
    assert!(books("2026-10/").contains(&"2026-10/tables.xlsx".to_owned()));
    assert!(
        text(site, "2026-09/metrics/nps.html").contains("href=\"../../2026-09/tables.xlsx\"")
            || text(site, "2026-09/metrics/nps.html").contains("href=\"../tables.xlsx\"")
    );
    let sheets = sheets(site, "2026-09/tables.xlsx");
    assert!(sheets.contains_key("Contents"), "{:?}", sheets.keys());
    let named: Vec<&String> = sheets.keys().filter(|name| name.starts_with("nps ")).collect();
    assert!(named.len() > 2, "{:?}", sheets.keys());
    assert_eq!(
        sheets["Contents"]
            .iter()
            .filter(|row| row.len() > 2 && row[2] != Data::Empty)
            .count(),
        sheets.len() - 1
    );
}
