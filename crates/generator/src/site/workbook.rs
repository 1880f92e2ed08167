//! Workbooks as spreadsheets open them (Office Open XML, ECMA-376), with what tables need and nothing else.
//!
//! The libraries that write them look at the clock and panic if it shows a day before 1970. Here is no clock: the same
//! tables give the same bytes. Texts are never formulas, and hold nothing that XML forbids.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::render;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// When all of them were made, as far as they say.
const MADE: &str = "2000-01-01T00:00:00Z";

/// How long the text of a cell may be, in UTF-16.
const LONGEST_TEXT: usize = 32_767;

/// How a cell looks. The order is that of the cell formats in [`STYLES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Caption,
    Header,
    Whole,
    Broken,
}

const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.0##\"/></numFmts>\
    <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">\
    <alignment vertical=\"top\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// A workbook that is being made.
#[derive(Debug)]
pub(crate) struct Workbook {
    title: String,
    sheets: Vec<Worksheet>,
}

/// A sheet of a workbook. Rows and columns are counted from 0.
#[derive(Debug)]
pub(crate) struct Worksheet {
    name: String,
    /// How many rows and columns stay when readers scroll.
    frozen: (usize, usize),
    widths: BTreeMap<usize, f64>,
    cells: BTreeMap<usize, BTreeMap<usize, Cell>>,
}

/// What a cell holds, and how it looks.
#[derive(Debug)]
enum Cell {
    Text(String, Look),
    Number(f64, Look),
    /// A text that leads to a sheet.
    Link(String, String),
}

impl Worksheet {
    /// Writes a text, which is never taken for a formula. An empty one is no cell.
    pub(crate) fn text(&mut self, row: usize, column: usize, text: &str, look: Look) {
        if !text.is_empty() {
            self.put(row, column, Cell::Text(text.to_owned(), look));
        }
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, row: usize, column: usize, number: f64, look: Look) {
        self.put(row, column, Cell::Number(number, look));
    }

    /// Writes the name of another sheet, which leads there.
    pub(crate) fn link(&mut self, row: usize, column: usize, sheet: &str) {
        let place = format!("'{}'!A1", sheet.replace('\'', "''"));
        self.put(row, column, Cell::Link(sheet.to_owned(), place));
    }

    /// How wide a column is, in characters.
    pub(crate) fn width(&mut self, column: usize, width: f64) {
        self.widths.insert(column, width);
    }

    /// Lets the first rows and columns stay when readers scroll.
    pub(crate) fn freeze(&mut self, rows: usize, columns: usize) {
        self.frozen = (rows, columns);
    }

    fn put(&mut self, row: usize, column: usize, cell: Cell) {
        self.cells.entry(row).or_default().insert(column, cell);
    }

    fn xml(&self) -> String {
        let rows: String = self.cells.iter().map(|(at, cells)| row(*at, cells)).collect();
        format!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">{}</sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/>{}<sheetData>{rows}</sheetData>{}</worksheet>",
            self.pane(),
            within("cols", &self.columns()),
            within("hyperlinks", &self.links())
        )
    }

    fn pane(&self) -> String {
        let (rows, columns) = self.frozen;
        match rows.min(columns) {
            0 => String::new(),
            _ => format!(
                "<pane xSplit=\"{columns}\" ySplit=\"{rows}\" topLeftCell=\"{}\" activePane=\"bottomRight\" state=\"frozen\"/>",
                place(rows, columns)
            ),
        }
    }

    fn columns(&self) -> String {
        let column = |(at, width): (&usize, &f64)| {
            let at = at + 1;
            format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
        };
        self.widths.iter().map(column).collect()
    }

    fn links(&self) -> String {
        let cells = self.cells.iter().flat_map(|(row, cells)| {
            let row = *row;
            cells
                .iter()
                .map(move |(column, cell)| (place(row, *column), cell))
        });
        let link = |(place, cell): (String, &Cell)| match cell {
            Cell::Link(_, to) => Some(format!("<hyperlink ref=\"{place}\" location=\"{}\"/>", plain(to))),
            _ => None,
        };
        cells.filter_map(link).collect()
    }
}

/// An element, if something is in it.
fn within(name: &str, inner: &str) -> String {
    if inner.is_empty() {
        String::new()
    } else {
        format!("<{name}>{inner}</{name}>")
    }
}

fn row(at: usize, cells: &BTreeMap<usize, Cell>) -> String {
    let cells: String = cells
        .iter()
        .map(|(column, cell)| cell.xml(&place(at, *column)))
        .collect();
    format!("<row r=\"{}\">{cells}</row>", at + 1)
}

impl Cell {
    fn xml(&self, place: &str) -> String {
        match self {
            Self::Text(text, look) => text_cell(place, text, *look),
            Self::Link(text, _) => text_cell(place, text, Look::Plain),
            Self::Number(number, look) if number.is_finite() => {
                format!("<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>", *look as usize)
            }
            Self::Number(..) => String::new(),
        }
    }
}

fn text_cell(place: &str, text: &str, look: Look) -> String {
    format!(
        "<c r=\"{place}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        look as usize,
        literal(text)
    )
}

/// The name of a cell: `A1`.
fn place(row: usize, at: usize) -> String {
    format!("{}{}", column(at), row + 1)
}

/// The letters of a column: `A`, `Z`, `AA`.
fn column(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match at / 26 {
        0 => letter.to_string(),
        above => column(above - 1) + &letter.to_string(),
    }
}

/// A text as XML, without what XML forbids, and no longer than a cell may hold.
fn plain(text: &str) -> String {
    let text = text.replace(|c| c == '\u{c}' || render::is_forbidden(c), "\u{fffd}");
    let ends = text.char_indices().scan(0, |length, (at, c)| {
        *length += c.len_utf16();
        Some((*length, at))
    });
    let end = ends.into_iter().find(|(length, _)| *length > LONGEST_TEXT);
    escape(&text[..end.map_or(text.len(), |(_, at)| at)]).into_owned()
}

/// A text in a cell. Spreadsheets take `_x0041_` there for the character of that number, so its first mark becomes one.
fn literal(text: &str) -> String {
    let text = plain(text);
    let mut rest = text.as_str();
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        let number = rest.as_bytes().get(at + 2..at + 7);
        let is_number = |number: &[u8]| number[4] == b'_' && number[..4].iter().all(u8::is_ascii_hexdigit);
        out += &rest[..at];
        out += if number.is_some_and(is_number) {
            "_x005F_x"
        } else {
            "_x"
        };
        rest = &rest[at + 2..];
    }
    out + rest
}

impl Workbook {
    /// A workbook without sheets.
    pub(crate) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            sheets: Vec::new(),
        }
    }

    /// A new sheet. No other sheet may have its name.
    pub(crate) fn add(&mut self, name: &str) -> &mut Worksheet {
        self.sheets.push(Worksheet {
            name: name.to_owned(),
            frozen: (0, 0),
            widths: BTreeMap::new(),
            cells: BTreeMap::new(),
        });
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Its bytes, which are the same whenever it is made.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, ZipError> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for (path, text) in self.parts() {
            archive.start_file(path, options)?;
            archive.write_all(text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    /// The files that it is made of.
    fn parts(&self) -> Vec<(String, String)> {
        let paths = (1..=self.sheets.len()).map(|at| format!("worksheets/sheet{at}.xml"));
        let paths: Vec<String> = paths.collect();
        let sheets = paths.iter().map(|path| ("worksheet", OFFICE, path.as_str()));
        let within: Vec<_> = sheets.chain([("styles", OFFICE, "styles.xml")]).collect();
        let around = [
            ("officeDocument", OFFICE, "xl/workbook.xml"),
            ("metadata/core-properties", PROPERTIES, "docProps/core.xml"),
        ];
        let styles = format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>");
        let parts = [
            ("[Content_Types].xml", types(self.sheets.len())),
            ("_rels/.rels", relations(&around)),
            ("docProps/core.xml", core(&self.title)),
            ("xl/workbook.xml", workbook(&self.sheets)),
            ("xl/_rels/workbook.xml.rels", relations(&within)),
            ("xl/styles.xml", styles),
        ];
        let parts = parts.into_iter().map(|(path, text)| (path.to_owned(), text));
        let sheets = paths
            .iter()
            .zip(&self.sheets)
            .map(|(path, sheet)| (format!("xl/{path}"), sheet.xml()));
        parts.chain(sheets).collect()
    }
}

fn types(sheets: usize) -> String {
    let kind =
        |path: &str, kind: &str| format!("<Override PartName=\"/{path}\" ContentType=\"{kind}+xml\"/>");
    let sheets = (1..=sheets).map(|at| {
        kind(
            &format!("xl/worksheets/sheet{at}.xml"),
            &format!("{TYPE}.worksheet"),
        )
    });
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}</Types>",
        kind(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties"
        ),
        kind("xl/workbook.xml", &format!("{TYPE}.sheet.main")),
        kind("xl/styles.xml", &format!("{TYPE}.styles")),
        sheets.collect::<String>()
    )
}

/// What belongs to a part: kind, where kinds are named, path.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(at, (kind, base, path)): (usize, &(&str, &str, &str))| {
        format!(
            "<Relationship Id=\"rId{}\" Type=\"{base}/{kind}\" Target=\"{path}\"/>",
            at + 1
        )
    };
    let all: String = all.iter().enumerate().map(one).collect();
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn core(title: &str) -> String {
    let time = |name| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{MADE}</dcterms:{name}>");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>{}{}</cp:coreProperties>",
        plain(title),
        time("created"),
        time("modified")
    )
}

fn workbook(sheets: &[Worksheet]) -> String {
    let one = |(at, sheet): (usize, &Worksheet)| {
        format!(
            "<sheet name=\"{}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>",
            plain(&sheet.name)
        )
    };
    let sheets: String = (1..).zip(sheets).map(one).collect();
    format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews>\
         <sheets>{sheets}</sheets></workbook>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (at, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column(at), letters);
        }
    }

    #[test]
    fn texts_are_what_they_were() {
        for (text, written) in [
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            ("tax_x, _x004, _x00G1_", "tax_x, _x004, _x00G1_"),
            ("_x0041_", "_x005F_x0041_"),
            ("=SUM(A1)", "=SUM(A1)"),
            (
                "a\u{0}\u{c}\u{fffe}\u{ffff}b",
                "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}b",
            ),
        ] {
            assert_eq!(literal(text), written);
        }
        assert_eq!(plain(&"x".repeat(40_000)).len(), LONGEST_TEXT);
        assert_eq!(
            plain(&"\u{1f600}".repeat(20_000)).encode_utf16().count(),
            LONGEST_TEXT - 1
        );
    }
}
