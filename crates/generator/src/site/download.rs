//! What readers take with them: every table of a page as CSV in the page, all tables of a period as a workbook, and those of a
//! page of the reporting period as one beside it.

use cxpress_diagnostic::{Code, Diagnostic};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zip::result::ZipError;

use super::workbook::{Look, Workbook, Worksheet};
use crate::Fault;
use crate::exhibits::{Field, Held, Holds, Sheet, harmless};
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
/// How long the name of a sheet may be, and what it may not hold.
const SHEET_NAME: usize = 31;
const NOT_IN_SHEET_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// How much of a page's name stands in the name of a sheet.
const PAGE_NAME: usize = 14;
/// Columns are as wide as their words, within limits.
const WIDTH: (usize, usize) = (8, 60);

/// The workbook of a page, and where all tables of its period are.
pub(crate) struct Shelf {
    /// The path of the page.
    pub(crate) page: String,
    /// The path of the workbook that its tables lead to: its own, or that of its period; empty where there is none.
    pub(crate) workbook: String,
}

/// The path of the workbook of a page.
pub(crate) fn workbook_path(page: &str) -> String {
    format!("{}.xlsx", page.trim_end_matches(".html"))
}

/// Gives every table of a view its CSV and the way to its workbook; all of them as sheets.
pub(crate) fn take_along(view: &mut dyn Holds, shelf: &Shelf, words: &Words) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let beside = match shelf.workbook.as_str() {
        "" => String::new(),
        workbook => relative(&shelf.page, workbook),
    };
    let stem = shelf.page.trim_end_matches(".html").replace('/', "-");
    view.each(&mut |held| {
        let Held::Table(table) = held else { return };
        let sheet = table.sheet(words);
        table.long = sheet.rows.len() > FEW_ROWS;
        table.csv = sheet.address();
        table.file = format!("{stem}-{}.csv", sheets.len() + 1);
        table.workbook = beside.clone();
        sheets.push(sheet);
    });
    sheets
}

/// The way from a page to a file of the site.
fn relative(page: &str, file: &str) -> String {
    let folder = page.rfind('/').map_or("", |end| &page[..=end]);
    match file.strip_prefix(folder) {
        Some(name) => name.to_owned(),
        None => format!("{}{file}", "../".repeat(folder.matches('/').count())),
    }
}

impl Sheet {
    /// The sheet as one of a page, whose name it begins with.
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
    use cxpress_metric::Unit;
    use cxpress_themes::Theme;

    use super::*;
    use crate::exhibits::{Cell, Table, Taken};

    fn table() -> Table {
        let cell = |text: &str, taken: Vec<Taken>, small: Option<&str>| Cell {
            taken,
            ..Cell::text(text).small(small.map(str::to_owned))
        };
        let number = |part: &'static str, number: &str, unit: Option<Unit>| Taken {
            part,
            number: Some(number.to_owned()),
            text: None,
            unit,
        };
        let word = |text: &str| Taken {
            part: "",
            number: None,
            text: Some(text.to_owned()),
            unit: None,
        };
        let (seconds, percent) = (Some(Unit::Seconds), Some(Unit::Percent));
        let columns = [
            ("Channel", false),
            ("Median", true),
            ("Verdict", false),
            ("Value", true),
        ];
        let columns = columns.map(|(label, number)| (label.to_owned(), number));
        let mut table = Table::new("Waiting [by] channel".to_owned(), columns);
        table.push(vec![
            cell("=HYPERLINK(\"x\")", vec![], None),
            cell("4.0 d", vec![number("", "345600", seconds)], Some("of 12")),
            cell(
                "worsened",
                vec![
                    word("worsened"),
                    number("difference", "3600", seconds),
                    number("p", "0.01", None),
                ],
                Some("1 h"),
            ),
            cell(
                "4 %",
                vec![number("", "4", percent), number("low", "1.5", percent)],
                None,
            ),
        ]);
        table.push(vec![
            cell("Chat, \"live\"", vec![], None),
            cell("withheld", vec![], None),
            cell("", vec![], None),
            cell("-3.0", vec![number("", "-3", Some(Unit::Points))], None),
        ]);
        table
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
        let mut view = vec![table()];
        let shelf = shelf("2026-10/figure/wait.html", "2026-10/tables.xlsx");
        let sheets = take_along(&mut view, &shelf, &words());
        let found = serde_json::to_value(&view[0]).unwrap();
        let mut expected = serde_json::to_value(table()).unwrap();
        for given in ["long", "csv", "file", "workbook"] {
            expected[given] = found[given].clone();
        }
        assert_eq!(found, expected, "all else is as it was");
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
        let sheets = |mut view: Vec<Table>| take_along(&mut view, &shelf("a.html", "a.xlsx"), &words());
        let make = || {
            let page = |title: &str| (title.to_owned(), sheets(vec![table(), table()]));
            workbook(&[page("One"), page("Two")], "Report", &words()).unwrap()
        };
        assert!(make().starts_with(b"PK"));
        assert_eq!(make(), make());
        assert!(sheets(Vec::new()).is_empty());
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
        table.caption = forbidden.to_owned();
        table.columns[0].label = forbidden.to_owned();
        table.bodies[0].rows[0][0].text = forbidden.to_owned();
        let mut page = || {
            let sheets = take_along(&mut table, &shelf("a.html", "a.xlsx"), &words());
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
