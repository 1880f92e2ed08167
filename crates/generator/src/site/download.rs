//! What readers take with them: every table of a page as CSV in the page, all tables of a period as a workbook, and those of a
//! page of the reporting period as one beside it.
//!
//! Tables are found in what templates are given, so that no page can forget one. Every number has a column of its own, in
//! the unit that stands in the column's name; what is withheld or has no value keeps its words.

use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_metric::Unit;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tera::value::Key;
use tera::{Map, Value};
use zip::result::ZipError;

use super::workbook::{Look, Workbook, Worksheet};
use crate::Fault;
use crate::language::Words;
use crate::render;

/// Longer tables than this have a filter.
const FEW_ROWS: usize = 12;
/// What an address may hold as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
/// Spreadsheets take text for a formula that begins with one of these.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// How long the name of a sheet may be, and what it may not hold.
const SHEET_NAME: usize = 31;
const NOT_IN_SHEET_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// How much of a page's name stands in the name of a sheet.
const PAGE_NAME: usize = 14;
/// Columns are as wide as their words, within limits.
const WIDTH: (usize, usize) = (8, 60);

/// A table as templates are given it.
#[derive(Deserialize)]
struct Given {
    caption: String,
    columns: Vec<GivenColumn>,
    bodies: Vec<GivenBody>,
    sum: Option<Vec<GivenCell>>,
}

#[derive(Deserialize)]
struct GivenBody {
    label: Option<String>,
    rows: Vec<Vec<GivenCell>>,
}

#[derive(Deserialize)]
struct GivenColumn {
    label: String,
}

#[derive(Deserialize)]
struct GivenCell {
    text: String,
    small: Option<String>,
    #[serde(default)]
    taken: Vec<GivenTaken>,
}

#[derive(Deserialize)]
struct GivenTaken {
    part: String,
    number: Option<String>,
    text: Option<String>,
    unit: Option<Unit>,
}

/// A table with one value a cell.
#[derive(Clone)]
pub(crate) struct Sheet {
    caption: String,
    /// What its name in a workbook begins with, where other pages have tables of the same caption.
    page: String,
    columns: Vec<String>,
    rows: Vec<Vec<Field>>,
}

#[derive(Clone)]
enum Field {
    Text(String),
    Number(f64),
}

/// The workbook of a page, and where all tables of its period are.
pub(crate) struct Shelf {
    /// The path of the page.
    pub(crate) page: String,
    /// The path of the workbook that its tables lead to: its own, or that of its period.
    pub(crate) workbook: String,
}

/// The path of the workbook of a page.
pub(crate) fn workbook_path(page: &str) -> String {
    format!("{}.xlsx", page.trim_end_matches(".html"))
}

/// What a template is given, with the CSV of every table in it, and all of them as sheets.
pub(crate) fn attach(view: &Value, shelf: &Shelf, words: &Words) -> (Value, Vec<Sheet>) {
    let mut sheets = Vec::new();
    let beside = relative(&shelf.page, &shelf.workbook);
    let stem = shelf.page.trim_end_matches(".html").replace('/', "-");
    let attached = with_tables(view, &mut |table, fields| {
        let sheet = Given::deserialize(table).ok()?.sheet(words);
        let name = format!("{stem}-{}.csv", sheets.len() + 1);
        let mut fields = fields.clone();
        fields.insert("long".into(), Value::from(sheet.rows.len() > FEW_ROWS));
        fields.insert("csv".into(), Value::from(sheet.address()));
        fields.insert("file".into(), Value::from(name));
        fields.insert("workbook".into(), Value::from(beside.as_str()));
        sheets.push(sheet);
        Some(fields)
    });
    (attached.unwrap_or_else(|| view.clone()), sheets)
}

/// The way from a page to a file of the site.
fn relative(page: &str, file: &str) -> String {
    let folder = page.rfind('/').map_or("", |end| &page[..=end]);
    match file.strip_prefix(folder) {
        Some(name) => name.to_owned(),
        None => format!("{}{file}", "../".repeat(folder.matches('/').count())),
    }
}

/// What every table is given beside what pages know of it: name, type, meaning.
#[cfg(test)]
pub(crate) const GIVEN: [(&str, &str, &str); 4] = [
    (
        "long",
        "yes or no",
        "Whether it is so long that readers want to filter it.",
    ),
    ("csv", "text", "The table as CSV, as an address."),
    ("file", "text", "The name of that file."),
    (
        "workbook",
        "text",
        "The way to the workbook that it is in: of the page, or of its period.",
    ),
];

/// A value with other fields for its tables, as `other` gives them; none if nothing in it is another. A table holds no
/// table. All that stays as it was is shared and not copied.
fn with_tables(value: &Value, other: &mut impl FnMut(&Value, &Map) -> Option<Map>) -> Option<Value> {
    if let Some(items) = value.as_array() {
        let others: Vec<Option<Value>> = items.iter().map(|item| with_tables(item, other)).collect();
        let is_other = others.iter().any(Option::is_some);
        let all = items.iter().zip(others);
        let all = all.map(|(item, other)| other.unwrap_or_else(|| item.clone()));
        return is_other.then(|| Value::from(all.collect::<Vec<_>>()));
    }
    let fields = value.as_map()?;
    if is_table(fields) {
        return other(value, fields).map(Value::from);
    }
    let others = fields.iter();
    let others = others.filter_map(|(name, field)| Some((name.clone(), with_tables(field, other)?)));
    let others: Vec<(Key<'_>, Value)> = others.collect();
    let is_other = !others.is_empty();
    is_other.then(|| fields.clone().into_iter().chain(others).collect::<Map>().into())
}

fn is_table(fields: &Map) -> bool {
    let known = ["caption", "columns", "bodies"];
    known.into_iter().all(|key| fields.contains_key(&Key::from(key)))
}

impl Given {
    fn sheet(self, words: &Words) -> Sheet {
        let labelled = self.bodies.iter().any(|body| body.label.is_some());
        let sum = self.sum.into_iter().map(|row| (None, row));
        let bodies = self.bodies.into_iter().flat_map(|body| {
            let label = body.label;
            body.rows.into_iter().map(move |row| (label.clone(), row))
        });
        let rows: Vec<(Option<String>, Vec<GivenCell>)> = bodies.chain(sum).collect();
        let columns = self.columns.iter().enumerate().map(|(at, column)| {
            let cells = rows.iter().filter_map(|(_, row)| row.get(at));
            Spread::new(&column.label, &cells.collect::<Vec<_>>())
        });
        let columns: Vec<Spread<'_>> = columns.collect();
        let mut names = Vec::new();
        names.extend(labelled.then(|| words.get("column-part-of")));
        names.extend(columns.iter().flat_map(|column| column.names(words)));
        let row = |(label, row): &(Option<String>, Vec<GivenCell>)| {
            let mut fields = Vec::new();
            fields.extend(labelled.then(|| Field::Text(label.clone().unwrap_or_default())));
            let cells = row.iter().zip(&columns);
            fields.extend(cells.flat_map(|(cell, column)| column.fields(cell, words)));
            fields
        };
        Sheet {
            rows: rows.iter().map(row).collect(),
            caption: self.caption,
            page: String::new(),
            columns: names,
        }
    }
}

/// A column of a table as the columns that readers take with them.
struct Spread<'a> {
    label: &'a str,
    /// What stands in its cells, each in a column of its own; the text where there is nothing else.
    parts: Vec<&'a str>,
    /// The units of its numbers; where there are several, one column more says which.
    units: Vec<Unit>,
    /// Whether there is a second line that says more than the parts.
    noted: bool,
}

impl<'a> Spread<'a> {
    fn new(label: &'a str, cells: &[&'a GivenCell]) -> Self {
        let (mut parts, mut units) = (Vec::new(), Vec::new());
        for taken in cells.iter().flat_map(|cell| &cell.taken) {
            if !parts.contains(&taken.part.as_str()) {
                parts.push(taken.part.as_str());
            }
            units.extend(taken.unit.filter(|unit| !units.contains(unit)));
        }
        if parts.is_empty() {
            parts.push("");
        }
        let only_value = parts.iter().all(|part| part.is_empty());
        Self {
            label,
            parts,
            units,
            noted: only_value && cells.iter().any(|cell| cell.small.is_some()),
        }
    }

    fn names(&self, words: &Words) -> Vec<String> {
        let unit = match self.units.as_slice() {
            [one] => symbol(*one),
            _ => None,
        };
        let beside = |part: &str| {
            let part = words.get(&format!("taken-{part}"));
            words.say(
                "column-taken",
                [("column", self.label.into()), ("part", part.into())],
            )
        };
        let name = |part: &&str| {
            let name = if part.is_empty() {
                self.label.to_owned()
            } else {
                beside(part)
            };
            // A word or a p has no unit, nor has what stands beside a difference in its own column.
            let is_measured = !matches!(*part, "p" | "adjusted" | "days") && self.is_number(part);
            match unit.filter(|_| is_measured) {
                Some(unit) => format!("{name} ({unit})"),
                None => name,
            }
        };
        let mut names: Vec<String> = self.parts.iter().map(name).collect();
        names.extend((self.units.len() > 1).then(|| beside("unit")));
        let note = || words.say("column-note", [("column", self.label.into())]);
        names.extend(self.noted.then(note));
        names
    }

    /// Whether a part is a number wherever there are numbers: the word of a verdict stands before its difference.
    fn is_number(&self, part: &str) -> bool {
        !part.is_empty() || !self.parts.contains(&"difference")
    }

    fn fields(&self, cell: &GivenCell, words: &Words) -> Vec<Field> {
        let mut fields: Vec<Field> = self
            .parts
            .iter()
            .map(|part| cell.taken.iter().find(|taken| taken.part == *part))
            .map(|taken| taken.map_or_else(|| Field::Text(String::new()), GivenTaken::field))
            .collect();
        if cell.taken.is_empty()
            && let Some(first) = fields.first_mut()
        {
            *first = Field::Text(cell.text.clone());
        }
        if self.units.len() > 1 {
            let unit = cell.taken.iter().find_map(|taken| taken.unit);
            let unit = unit.map_or_else(String::new, |unit| unit_word(words, unit));
            fields.push(Field::Text(unit));
        }
        if self.noted {
            fields.push(Field::Text(cell.small.clone().unwrap_or_default()));
        }
        fields
    }
}

impl GivenTaken {
    fn field(&self) -> Field {
        match self.number.as_ref().and_then(|number| number.parse().ok()) {
            Some(number) => Field::Number(number),
            None => Field::Text(self.text.clone().unwrap_or_default()),
        }
    }
}

/// What stands behind the name of a column of one unit.
const fn symbol(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Percent => Some("%"),
        Unit::Seconds | Unit::BusinessSeconds => Some("s"),
        Unit::Points | Unit::Mean | Unit::Count | Unit::Own(_) => None,
    }
}

/// A unit where a column has several.
fn unit_word(words: &Words, unit: Unit) -> String {
    match unit {
        Unit::Own(own) => own.name().to_owned(),
        known => words.say("unit-word", [("unit", known.name().into())]),
    }
}

impl Sheet {
    /// The same as one of a page, whose name it begins with.
    pub(crate) fn of(mut self, path: &str) -> Self {
        let name = path.trim_end_matches(".html").rsplit('/').next().unwrap_or(path);
        self.page = name.chars().take(PAGE_NAME).collect();
        self
    }

    /// What its sheet is called, before that is cut and numbered.
    fn name(&self) -> String {
        format!("{} {}", self.page, self.caption)
    }

    /// The table as CSV (RFC 4180) in an address of its own. The mark in front tells spreadsheets that it is UTF-8.
    fn address(&self) -> String {
        let text = format!("\u{feff}{}", self.csv());
        format!(
            "data:text/csv;charset=utf-8,{}",
            utf8_percent_encode(&text, ENCODED)
        )
    }

    fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let columns = self.columns.iter().map(|column| harmless(column));
        // Memory takes everything, and all rows are of one length.
        drop(writer.write_record(columns));
        for row in &self.rows {
            drop(writer.write_record(row.iter().map(Field::written)));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Writes the table below its caption.
    fn write(&self, sheet: &mut Worksheet) {
        const HEADER: usize = 2;
        sheet.text(0, 0, &self.caption, Look::Caption);
        for (at, column) in self.columns.iter().enumerate() {
            sheet.text(HEADER, at, column, Look::Header);
            sheet.width(at, self.width(at));
        }
        for (line, row) in (HEADER + 1..).zip(&self.rows) {
            for (at, field) in row.iter().enumerate() {
                match field {
                    // Never a formula: it is written as a text.
                    Field::Text(text) => sheet.text(line, at, text, Look::Plain),
                    Field::Number(number) if number.fract() == 0.0 => {
                        sheet.number(line, at, *number, Look::Whole);
                    }
                    Field::Number(number) => sheet.number(line, at, *number, Look::Broken),
                }
            }
        }
        sheet.freeze(HEADER + 1, 1);
    }

    fn width(&self, column: usize) -> f64 {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let widths = cells.map(|field| field.written().chars().count().min(WIDTH.1));
        let header = self.columns[column].chars().count();
        let width = widths.chain([header]).max().unwrap_or(0);
        (width.clamp(WIDTH.0, WIDTH.1) + 2) as f64
    }
}

impl Field {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A text that no spreadsheet takes for a formula.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The bytes of a workbook, which are the same whenever it is made. Where it holds the tables of several pages, its first
/// sheet lists them: `pages` are the titles of the pages, each with the tables on it.
pub(crate) fn workbook(pages: &[(String, Vec<Sheet>)], title: &str, words: &Words) -> Result<Vec<u8>, Fault> {
    written(pages, title, words).map_err(|error| {
        let message = format!("the workbook of `{title}` could not be made: {error}");
        Box::new(Diagnostic::error(Code::WorkbookFailed, message))
    })
}

fn written(pages: &[(String, Vec<Sheet>)], title: &str, words: &Words) -> Result<Vec<u8>, ZipError> {
    let mut workbook = Workbook::new(title);
    let mut names: Vec<String> = Vec::new();
    let contents = (pages.len() > 1).then(|| words.get("workbook-contents"));
    if let Some(name) = &contents {
        names.push(sheet_name(name, &names));
    }
    let mut lines = Vec::new();
    for (page, sheets) in pages {
        for sheet in sheets {
            let name = sheet_name(&sheet.name(), &names);
            lines.push((name.clone(), page.as_str(), sheet.caption.as_str()));
            names.push(name);
        }
    }
    if contents.is_some() {
        write_contents(workbook.add(&names[0]), title, &lines);
    }
    let all = pages.iter().flat_map(|(_, sheets)| sheets);
    for (sheet, (name, ..)) in all.zip(&lines) {
        sheet.write(workbook.add(name));
    }
    workbook.bytes()
}

/// The list of the sheets of a workbook: page, table, and the way to its sheet.
fn write_contents(sheet: &mut Worksheet, title: &str, lines: &[(String, &str, &str)]) {
    sheet.text(0, 0, title, Look::Caption);
    for (column, width) in [(0, 50.0), (1, 60.0), (2, 34.0)] {
        sheet.width(column, width);
    }
    for (line, (name, page, caption)) in (2..).zip(lines) {
        sheet.text(line, 0, page, Look::Plain);
        sheet.text(line, 1, caption, Look::Plain);
        sheet.link(line, 2, name);
    }
}

/// A name that a sheet may have and no other has: the caption's first words, numbered where they are not enough.
/// Names that differ in case only are one to spreadsheets.
fn sheet_name(caption: &str, taken: &[String]) -> String {
    let plain: String = caption
        .chars()
        .filter(|c| !NOT_IN_SHEET_NAME.contains(c) && !c.is_control() && !render::is_forbidden(*c))
        .collect();
    let plain = plain.trim().trim_matches('\'');
    let named = |number: usize| {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = SHEET_NAME - end.len();
        let mut start = plain;
        // A character may count as two.
        while start.encode_utf16().count() > room {
            start = &start[..start.char_indices().next_back().map_or(0, |(at, _)| at)];
        }
        let start = start.trim_end().trim_end_matches('\'');
        let start = if start.is_empty() { "Table" } else { start };
        format!("{start}{end}")
    };
    let is_free = |name: &String| {
        let lower = name.to_lowercase();
        lower != "history" && taken.iter().all(|known| known.to_lowercase() != lower)
    };
    (1..).map(named).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use cxpress_themes::Theme;
    use serde_json::json;

    use super::*;

    fn table() -> serde_json::Value {
        let cell = |text: &str, taken: serde_json::Value, small: Option<&str>| json!({ "text": text, "value": null, "small": small, "class": "", "taken": taken });
        let number = |part: &str, number: &str, unit: Option<Unit>| json!({ "part": part, "number": number, "text": null, "unit": unit });
        let word = |text: &str| json!({ "part": "", "number": null, "text": text, "unit": null });
        let seconds = Some(Unit::Seconds);
        json!({
            "caption": "Waiting [by] channel",
            "columns": [
                { "label": "Channel", "number": false, "order": "text", "unit": null },
                { "label": "Median", "number": true, "order": "value", "unit": Unit::Seconds },
                { "label": "Verdict", "number": false, "order": "value", "unit": Unit::Count },
                { "label": "Value", "number": true, "order": "none", "unit": Unit::Percent },
            ],
            "bodies": [{ "label": null, "rows": [
                [cell("=HYPERLINK(\"x\")", json!([]), None),
                 cell("4.0 d", json!([number("", "345600", seconds)]), Some("of 12")),
                 cell("worsened", json!([word("worsened"), number("difference", "3600", seconds), number("p", "0.01", None)]), Some("1 h")),
                 cell("4 %", json!([number("", "4", Some(Unit::Percent)), number("low", "1.5", Some(Unit::Percent))]), None)],
                [cell("Chat, \"live\"", json!([]), None), cell("withheld", json!([]), None), cell("", json!([]), None),
                 cell("-3.0", json!([number("", "-3", Some(Unit::Points))]), None)],
            ] }],
            "sum": null,
            "fixed": false,
        })
    }

    fn shelf(page: &str, workbook: &str) -> Shelf {
        Shelf {
            page: page.to_owned(),
            workbook: workbook.to_owned(),
        }
    }

    fn words() -> Words {
        Words::new(&Theme::default(), "en").unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn a_table_becomes_csv_that_no_spreadsheet_runs() {
        let view = json!({ "page": { "charts": [{ "before": 1, "table": table() }, { "after": [2] }] } });
        let given = Value::from_serializable(&view);
        let shelf = shelf("2026-10/figure/wait.html", "2026-10/tables.xlsx");
        let (attached, sheets) = attach(&given, &shelf, &words());
        let attached = serde_json::to_value(attached).unwrap();
        let found = &attached["page"]["charts"][0]["table"];
        let mut expected = view.clone();
        expected["page"]["charts"][0]["table"] = found.clone();
        assert_eq!(attached, expected, "all else is as it was");
        assert_eq!(found["bodies"], table()["bodies"]);
        assert_eq!(found["file"], "2026-10-figure-wait-1.csv");
        let address = found["csv"].as_str().unwrap();
        let encoded = address.strip_prefix("data:text/csv;charset=utf-8,").unwrap();
        let text = percent_encoding::percent_decode_str(encoded)
            .decode_utf8()
            .unwrap();
        let expected = "\u{feff}Channel,Median (s),Median: note,Verdict,Verdict: difference (s),Verdict: p,Value,Value: low,Value: unit\r\n\
                        \"'=HYPERLINK(\"\"x\"\")\",345600,of 12,worsened,3600,0.01,4,1.5,per cent\r\n\
                        \"Chat, \"\"live\"\"\",withheld,,,,,-3,,points\r\n";
        assert_eq!(text, expected);
        assert_eq!(found["workbook"], "../../2026-10/tables.xlsx");
        assert_eq!(sheets.len(), 1);
    }

    #[test]
    fn a_workbook_is_the_same_whenever_it_is_made() {
        let sheets = |view| {
            attach(
                &Value::from_serializable(&view),
                &shelf("a.html", "a.xlsx"),
                &words(),
            )
            .1
        };
        let make = || {
            let page = |title: &str| (title.to_owned(), sheets(json!([table(), table()])));
            workbook(&[page("One"), page("Two")], "Report", &words()).unwrap()
        };
        assert!(make().starts_with(b"PK"));
        assert_eq!(make(), make());
        assert!(sheets(json!({ "page": 1 })).is_empty());
    }

    #[test]
    fn ways_to_workbooks_are_short() {
        assert_eq!(
            relative("2026-10/metrics/a.html", "2026-10/metrics/a.xlsx"),
            "a.xlsx"
        );
        assert_eq!(
            relative("2026-10/metrics/a.html", "2026-10/tables.xlsx"),
            "../../2026-10/tables.xlsx"
        );
        assert_eq!(
            relative("2026-10/index.html", "2026-10/tables.xlsx"),
            "tables.xlsx"
        );
        assert_eq!(
            relative("index.html", "2026-10/tables.xlsx"),
            "2026-10/tables.xlsx"
        );
        assert_eq!(relative("data.html", "data.xlsx"), "data.xlsx");
    }

    #[test]
    fn what_xml_forbids_is_in_no_part_of_a_workbook() {
        let forbidden = "a\u{0}\u{b}\u{c}\u{1b}\u{85}\u{fffe}\u{ffff}\u{1fffe}b";
        let mut table = table();
        table["caption"] = forbidden.into();
        table["columns"][0]["label"] = forbidden.into();
        table["bodies"][0]["rows"][0][0]["text"] = forbidden.into();
        let view = Value::from_serializable(&json!({ "page": table }));
        let page = || {
            let (_, sheets) = attach(&view, &shelf("a.html", "a.xlsx"), &words());
            (forbidden.to_owned(), sheets)
        };
        let workbook = workbook(&[page(), page()], forbidden, &words()).unwrap();
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
        for at in 0..parts.len() {
            let text = std::io::read_to_string(parts.by_index(at).unwrap()).unwrap();
            let found = text.find(|c| c == '\u{c}' || render::is_forbidden(c));
            assert_eq!(found, None, "part {at}");
        }
    }

    #[test]
    fn sheets_have_names_of_their_own() {
        let long = "Time to resolution: how long customers waited";
        let mut taken = Vec::new();
        for caption in [
            long,
            long,
            "a/b",
            "A*B",
            "???",
            "😀".repeat(20).as_str(),
            "History",
        ] {
            let name = sheet_name(caption, &taken);
            assert!(
                name.encode_utf16().count() <= SHEET_NAME && !name.contains(NOT_IN_SHEET_NAME),
                "{name}"
            );
            taken.push(name);
        }
        let rest = [
            "Time to resolution how long cus",
            "Time to resolution how long c 2",
            "ab",
            "AB 2",
            "Table",
        ];
        assert_eq!(taken[..5], rest);
        assert_eq!(taken[6], "History 2");
    }
}
