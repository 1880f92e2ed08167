//! What readers take with them: every table of a page as CSV in the page, all of them as a workbook beside it.
//!
//! Tables are found in what templates are given, so that no page can forget one. Numbers are written as numbers, in
//! the unit that stands in the column's name; what is withheld or has no value keeps its words.

use cxpress_core::Diagnostic;
use cxpress_metric::Unit;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde::Deserialize;
use tera::value::Key;
use tera::{Map, Value};

use crate::Fault;
use crate::render;
use crate::words::Words;

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
    number: bool,
    order: String,
    unit: Option<Unit>,
}

#[derive(Deserialize)]
struct GivenCell {
    text: String,
    small: Option<String>,
    value: Option<String>,
}

/// A table with one value a cell.
struct Sheet {
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<Field>>,
}

enum Field {
    Text(String),
    Number(f64),
}

/// The path of the workbook of a page.
pub(crate) fn workbook_path(page: &str) -> String {
    format!("{}.xlsx", page.trim_end_matches(".html"))
}

/// What a template is given, with the CSV of every table in it, and the workbook of all of them; none where there is no
/// table. `path` is that of the page, `title` the name of the report.
pub(crate) fn attach(
    view: &Value,
    path: &str,
    title: &str,
    words: &Words,
) -> Result<(Value, Option<Vec<u8>>), Fault> {
    let mut sheets = Vec::new();
    let beside = workbook_path(path.rsplit('/').next().unwrap_or(path));
    let stem = path.trim_end_matches(".html").replace('/', "-");
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
    let Some(attached) = attached else {
        return Ok((view.clone(), None));
    };
    let workbook = workbook(&sheets, title).map_err(|error| {
        let message = format!("the workbook of `{path}` could not be made: {error}");
        Box::new(Diagnostic::error("workbook-failed", message))
    })?;
    Ok((attached, Some(workbook)))
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
    ("workbook", "text", "The way to the workbook of the page."),
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
        let noted = |column: usize| {
            let mut cells = rows.iter().filter_map(|(_, row)| row.get(column));
            cells.any(|cell| cell.small.is_some())
        };
        let noted: Vec<bool> = (0..self.columns.len()).map(noted).collect();
        let mut columns = Vec::new();
        columns.extend(labelled.then(|| words.get("column-part-of")));
        for (column, noted) in self.columns.iter().zip(&noted) {
            columns.push(column.name());
            if *noted {
                columns.push(words.say("column-note", [("column", column.label.as_str().into())]));
            }
        }
        let row = |(label, row): (Option<String>, Vec<GivenCell>)| {
            let mut fields = Vec::new();
            fields.extend(labelled.then(|| Field::Text(label.unwrap_or_default())));
            for ((cell, column), noted) in row.into_iter().zip(&self.columns).zip(&noted) {
                fields.push(column.field(&cell));
                if *noted {
                    fields.push(Field::Text(cell.small.unwrap_or_default()));
                }
            }
            fields
        };
        Sheet {
            caption: self.caption,
            columns,
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

impl GivenColumn {
    /// The unit of its numbers, if it has numbers of one unit.
    fn measured(&self) -> Option<Unit> {
        self.unit.filter(|_| self.number && self.order == "value")
    }

    /// The name with the unit of its numbers, where readers see them in another or with one.
    fn name(&self) -> String {
        let unit = match self.measured() {
            Some(Unit::Percent) => "%",
            Some(Unit::Seconds | Unit::BusinessSeconds) => "s",
            _ => return self.label.clone(),
        };
        format!("{} ({unit})", self.label)
    }

    fn field(&self, cell: &GivenCell) -> Field {
        let number = cell.value.as_ref().filter(|_| self.measured().is_some());
        match number.and_then(|value| value.parse().ok()) {
            Some(number) => Field::Number(number),
            None => Field::Text(cell.text.clone()),
        }
    }
}

impl Sheet {
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
    fn write(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        const HEADER: u32 = 2;
        sheet.write_string_with_format(0, 0, in_xml(&self.caption), &formats.caption)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(HEADER, at, in_xml(column), &formats.header)?;
            sheet.set_column_width(at, self.width(usize::from(at)))?;
        }
        for (line, row) in (HEADER + 1..).zip(&self.rows) {
            for (at, field) in (0..).zip(row) {
                match field {
                    // Never a formula: it is written as a text.
                    Field::Text(text) => sheet.write_string(line, at, in_xml(text))?,
                    Field::Number(number) => {
                        sheet.write_number_with_format(line, at, *number, formats.number(*number))?
                    }
                };
            }
        }
        sheet.set_freeze_panes(HEADER + 1, 1)?;
        Ok(())
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
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text without what XML forbids, even as an escape: a workbook with one such character is no workbook.
fn in_xml(text: &str) -> String {
    text.replace(|c| c == '\u{c}' || render::is_forbidden(c), "\u{fffd}")
}

/// How cells look.
struct Formats {
    caption: Format,
    header: Format,
    whole: Format,
    broken: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            caption: Format::new().set_bold(),
            header: Format::new()
                .set_bold()
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            whole: Format::new().set_num_format("#,##0"),
            broken: Format::new().set_num_format("#,##0.0##"),
        }
    }

    fn number(&self, number: f64) -> &Format {
        if number.fract() == 0.0 {
            &self.whole
        } else {
            &self.broken
        }
    }
}

/// The bytes of a workbook, which are the same whenever it is made.
fn workbook(sheets: &[Sheet], title: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(in_xml(title))
            .set_creation_datetime(&made),
    );
    let formats = Formats::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.caption, &names);
        let made = workbook.add_worksheet().set_name(&name)?;
        sheet.write(made, &formats)?;
        names.push(name);
    }
    workbook.save_to_buffer()
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
        let cell = |text: &str, value: Option<&str>, small: Option<&str>| json!({ "text": text, "value": value, "small": small, "class": "" });
        json!({
            "caption": "Waiting [by] channel",
            "columns": [
                { "label": "Channel", "number": false, "order": "text", "unit": null },
                { "label": "Median", "number": true, "order": "value", "unit": Unit::Seconds },
                { "label": "Verdict", "number": false, "order": "value", "unit": Unit::Count },
            ],
            "bodies": [{ "label": null, "rows": [
                [cell("=HYPERLINK(\"x\")", None, None), cell("4.0 d", Some("345600"), Some("of 12")),
                 cell("worsened", Some("0"), None)],
                [cell("Chat, \"live\"", None, None), cell("withheld", None, None), cell("", None, None)],
            ] }],
            "sum": null,
            "fixed": false,
        })
    }

    fn words() -> Words {
        Words::new(&Theme::default(), "en").unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn a_table_becomes_csv_that_no_spreadsheet_runs() {
        let view = json!({ "page": { "charts": [{ "before": 1, "table": table() }, { "after": [2] }] } });
        let given = Value::from_serializable(&view);
        let (attached, workbook) = attach(&given, "2026-10/figure/wait.html", "Report", &words()).unwrap();
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
        let expected = "\u{feff}Channel,Median (s),Median: note,Verdict\r\n\
                        \"'=HYPERLINK(\"\"x\"\")\",345600,of 12,worsened\r\n\
                        \"Chat, \"\"live\"\"\",withheld,,\r\n";
        assert_eq!(text, expected);
        assert!(workbook.unwrap().starts_with(b"PK"));
    }

    #[test]
    fn a_workbook_is_the_same_whenever_it_is_made() {
        let workbook = |view| {
            let view = Value::from_serializable(&view);
            attach(&view, "a.html", "Report", &words()).unwrap().1
        };
        let make = || workbook(json!([table(), table()]));
        assert_eq!(make(), make());
        assert_eq!(workbook(json!({ "page": 1 })), None);
    }

    #[test]
    fn what_xml_forbids_is_in_no_part_of_a_workbook() {
        let forbidden = "a\u{0}\u{b}\u{c}\u{1b}\u{85}\u{fffe}\u{ffff}\u{1fffe}b";
        assert_eq!(in_xml(forbidden), format!("a{}b", "\u{fffd}".repeat(8)));
        let kept = "a\tb\r\n\u{a0}é😀\u{fffd}";
        assert_eq!(in_xml(kept), kept);
        let mut table = table();
        table["caption"] = forbidden.into();
        table["columns"][0]["label"] = forbidden.into();
        table["bodies"][0]["rows"][0][0]["text"] = forbidden.into();
        let view = Value::from_serializable(&json!({ "page": table }));
        let (_, workbook) = attach(&view, "a.html", forbidden, &words()).unwrap();
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(workbook.unwrap())).unwrap();
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
