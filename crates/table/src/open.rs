//! Files to rows of cells: containers, encodings, delimiters, headers.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use encoding_rs::{Encoding as CodePage, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::block::{Block, Row};
use super::chunk::{Broken, Chunks};
use super::encoding::Encoding;
use super::fingerprint::{Hashed, Print};
use super::mistake::{broken, empty, not_a_table, unreadable};
use super::packed;
use super::path::TablePath;
use super::text::shortened;
use super::{archive, fingerprint, list, sheet, sniff};
use crate::dialect::Dialect;
use crate::format::{self, Format, Header};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_files::Files;
use cxpress_files::Stored;

/// How many bytes of a file tell what it is.
const HEAD: u64 = 4096;

/// How much text tells what separates cells.
const SNIFFED: u64 = 64 << 10;

/// The rows of a file after its header, one block after the other.
enum Rows {
    /// A delimited text, cut into chunks, and what broke it off while its header was looked for.
    Delimited(Box<Chunks>, Option<Broken>),
    /// Rows that came as cells: a YAML list, a sheet.
    Listed(std::vec::IntoIter<(u64, Vec<String>)>),
}

/// How many rows that come as cells go into a block.
const LISTED: usize = 2048;

impl Rows {
    /// Fills an empty block; nothing is in it at the end.
    fn next(&mut self, block: &mut Block) -> Result<(), Broken> {
        match self {
            Self::Delimited(chunks, broken) => match broken.take() {
                Some(broken) => Err(broken),
                None => chunks.next(block),
            },
            Self::Listed(rows) => {
                rows.take(LISTED)
                    .for_each(|(line, cells)| block.push(line, cells));
                Ok(())
            }
        }
    }
}

/// A file that was opened and whose header was read.
pub struct Opened {
    /// The vendor's format.
    pub format: &'static Format,
    /// The header.
    pub header: Header,
    /// The cells of its rows.
    pub top: Vec<Vec<String>>,
    /// The line of the header.
    pub line: u64,
    /// What separates cells.
    pub delimiter: u8,
    /// The rows that a spreadsheet hides and that do not count, by their numbers.
    pub hidden: Arc<BTreeSet<u64>>,
    encoding: Encoding,
    /// The rows after the header in the first block.
    first: Option<Block>,
    rows: Rows,
    facts: Facts,
    print: Print,
}

/// What a file is.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// What it is called after the vendor's name.
    kind: String,
    /// What it was before it was made UTF-8.
    converted: Option<&'static str>,
    packed: Option<&'static str>,
    /// What somebody should look at.
    notes: Vec<String>,
}

impl Opened {
    /// Opens a file and reads its header.
    pub fn new(files: &dyn Files, table: &TablePath, dialect: &Dialect) -> Result<Self, Diagnostic> {
        let path = &table.shown();
        let trouble = |error: io::Error| unreadable(path, &error);
        let mut stored = files.open(&table.path).map_err(trouble)?;
        let head = head(&mut stored).map_err(trouble)?;
        let is_workbook = table.member.is_none() && sheet::is_spreadsheet(&mut *stored).map_err(trouble)?;
        if table.member.is_some() || is_workbook {
            let print = Print::of(fingerprint::of(files, &table.path).map_err(trouble)?);
            return match &table.member {
                Some(member) => {
                    let text = archive::open_member(stored, member).map_err(trouble)?;
                    text_file(text, path, dialect, Some("zip"), print)
                }
                None => workbook(stored, path, dialect, print),
            };
        }
        let print = Print::default();
        let hashed = Hashed::new(stored, print.clone());
        if head.starts_with(&[0x1f, 0x8b]) {
            text_file(
                Box::new(packed::gunzip(hashed)),
                path,
                dialect,
                Some("gzip"),
                print,
            )
        } else {
            text_file(Box::new(hashed), path, dialect, None, print)
        }
    }

    /// Reads the next rows into an empty block, and says in which encoding; nothing is in it at the end.
    pub fn next(&mut self, block: &mut Block) -> Result<Encoding, Broken> {
        match self.first.take() {
            Some(first) => *block = first,
            None => self.rows.next(block)?,
        }
        self.encoding = self.encoding.decide(&block.text);
        Ok(self.encoding)
    }

    /// The encoding as far as it is known.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// `Qualtrics CSV, UTF-8, gzip`, once the file was read.
    pub fn describe(&self) -> String {
        let Facts { kind, packed, .. } = &self.facts;
        let vendor = if self.format.id == "plain" {
            String::new()
        } else {
            format!("{} ", self.format.name)
        };
        let encoding = self.encoding_name();
        let packed = packed.map_or_else(String::new, |packed| format!(", {packed}"));
        if kind.starts_with(SHEET) {
            return format!("{vendor}{kind}");
        }
        format!("{vendor}{kind}, {encoding}{packed}")
    }

    /// The encoding's name as far as it is known.
    pub fn encoding_name(&self) -> &'static str {
        match self.encoding {
            Encoding::Undecided => "ASCII",
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Converted => self.facts.converted.unwrap_or("UTF-8"),
        }
    }

    /// What it is called after the vendor's name, and how it is packed.
    pub fn container(&self) -> (&str, Option<&'static str>) {
        (&self.facts.kind, self.facts.packed)
    }

    /// What somebody should look at.
    pub fn notes(&self, path: &str) -> Diagnostics {
        let mut found = Diagnostics::default();
        for note in &self.facts.notes {
            found.push(
                Diagnostic::warning(Code::Spreadsheet, format!("`{path}`: {note}"))
                    .at(Place::file(path))
                    .help("look at these cells; their answers are rejected unless `missing` names them"),
            );
        }
        found
    }

    /// The size and the fingerprint of the stored bytes, once they were read to the end.
    pub fn print(&self) -> fingerprint::Fingerprint {
        self.print.get()
    }
}

/// How the kind of a spreadsheet begins.
const SHEET: &str = "spreadsheet";

/// The first bytes of a file, which are still to be read.
fn head(stored: &mut Box<dyn Stored>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stored.by_ref().take(HEAD).read_to_end(&mut head)?;
    stored.rewind()?;
    Ok(head)
}

/// The first bytes of a text, which are still to be read.
fn peek(mut text: Box<dyn Read + Send>, bytes: u64) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    text.by_ref().take(bytes).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(text))))
}

fn text_file(
    text: Box<dyn Read + Send>,
    path: &str,
    dialect: &Dialect,
    packed: Option<&'static str>,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let trouble = |error: io::Error| unreadable(path, &error);
    let (head, text) = peek(text, HEAD).map_err(trouble)?;
    if head.is_empty() {
        return Err(empty(path));
    }
    let page = CodePage::for_bom(&head);
    let wide = |page: &CodePage| page == UTF_16LE || page == UTF_16BE;
    let configured = dialect.encoding;
    let is_wide = page.is_some_and(|(page, _)| wide(page)) || configured.is_some_and(wide);
    if let Some(what) = something_else(&head).filter(|_| !is_wide) {
        return Err(not_a_table(path, what));
    }
    let (text, encoding, converted) = unicode(text, page, configured).map_err(trouble)?;
    let facts = Facts {
        converted,
        packed,
        ..Facts::default()
    };
    let plain = path.trim_end_matches(".gz").to_lowercase();
    if [".yaml", ".yml"].iter().any(|end| plain.ends_with(end)) {
        yaml_list(text, path, dialect, facts, print)
    } else {
        delimited(text, path, dialect, encoding, facts, print)
    }
}

type Unicode = (Box<dyn Read + Send>, Encoding, Option<&'static str>);

/// A text as UTF-8 or as bytes whose encoding is still to be told, without its byte-order mark, which counts for
/// more than what is configured. Bytes of UTF-8 stay as they are, so that what is no UTF-8 is found in its row.
fn unicode(
    mut text: Box<dyn Read + Send>,
    mark: Option<(&'static CodePage, usize)>,
    configured: Option<&'static CodePage>,
) -> io::Result<Unicode> {
    let page = mark.map(|(page, _)| page).or(configured);
    let Some(page) = page else {
        return Ok((text, Encoding::Undecided, None));
    };
    if page == UTF_8 || page == WINDOWS_1252 {
        let length = mark.map_or(0, |(_, length)| length as u64);
        io::copy(&mut text.by_ref().take(length), &mut io::sink())?;
        let encoding = if page == UTF_8 {
            Encoding::Utf8
        } else {
            Encoding::Windows1252
        };
        return Ok((text, encoding, None));
    }
    let text = DecodeReaderBytesBuilder::new().encoding(Some(page)).build(text);
    let name = if page == UTF_16LE || page == UTF_16BE {
        "UTF-16"
    } else {
        page.name()
    };
    Ok((Box::new(text), Encoding::Converted, Some(name)))
}

/// What a file is that is no text, by its first bytes.
fn something_else(head: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "a spreadsheet or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "a spreadsheet of old Excel"),
        (b"%PDF", "a PDF document"),
        (b"SQLite format 3", "a database"),
    ];
    let found = STARTS.iter().find(|(start, _)| head.starts_with(start));
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start().to_ascii_lowercase();
    let page = text.starts_with(b"<!doctype html") || text.starts_with(b"<html");
    found
        .map(|(_, what)| *what)
        .or_else(|| page.then_some("a web page"))
        .or_else(|| is_binary(head).then_some("binary data, or UTF-16 without its mark"))
}

/// Whether first bytes are no text. A NUL byte below a header of text is one bad row, which is rejected with its line;
/// one in the header, or a twentieth of what no text holds, is something else altogether.
fn is_binary(head: &[u8]) -> bool {
    let is_odd = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r'));
    let header = lines.find(|line| !line.is_empty()).unwrap_or_default();
    header.contains(&0) || head.contains(&0) && 20 * head.iter().filter(is_odd).count() > head.len()
}

fn delimited(
    text: Box<dyn Read + Send>,
    path: &str,
    dialect: &Dialect,
    encoding: Encoding,
    mut facts: Facts,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let (head, text) = peek(text, SNIFFED).map_err(|error| unreadable(path, &error))?;
    let named = sniff::named(&head);
    let whole = (head.len() as u64) < SNIFFED;
    let delimiter = named
        .or(dialect.delimiter)
        .unwrap_or_else(|| sniff::delimiter(&head, whole));
    let mut chunks = Chunks::new(text, delimiter);
    let above = named.is_some().into();
    let (first, encoding, broken_off) =
        top(&mut chunks, above, encoding).map_err(|error| broken(path, &error, encoding))?;
    facts.kind = format!("CSV{}", shown(delimiter));
    let rows = Rows::Delimited(Box::new(chunks), broken_off);
    with_header(path, dialect, first, rows, delimiter, encoding, facts, print)
}

/// The first rows below so many others: at least as many as a header may have, for one of many long questions does
/// not fit one chunk. With them what broke the text off behind them.
fn top(
    chunks: &mut Chunks,
    above: usize,
    encoding: Encoding,
) -> Result<(Block, Encoding, Option<Broken>), Broken> {
    let mut first = Block::default();
    chunks.next(&mut first)?;
    let mut encoding = encoding.decide(&first.text);
    first.split(chunks.delimiter());
    first.skip(above);
    first.pass_over_blank();
    while first.len() < format::HEAD_ROWS {
        let mut more = Block::default();
        if let Err(broken) = chunks.next(&mut more) {
            return Ok((first, encoding, Some(broken)));
        }
        if more.is_empty() {
            break;
        }
        encoding = encoding.decide(&more.text);
        first.append(more, chunks.delimiter());
        first.pass_over_blank();
    }
    Ok((first, encoding, None))
}

/// How a table that is not separated by commas is called.
fn shown(delimiter: u8) -> String {
    match delimiter {
        b',' => String::new(),
        b';' => " with semicolons".into(),
        b'\t' => " with tabs".into(),
        b'|' => " with bars".into(),
        other => format!(" with `{}`", char::from(other)),
    }
}

fn yaml_list(
    mut text: Box<dyn Read + Send>,
    path: &str,
    dialect: &Dialect,
    facts: Facts,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let mut content = String::new();
    text.read_to_string(&mut content)
        .map_err(|error| unreadable(path, &error))?;
    let (header, rows) = list::records(&content, path)?;
    let facts = Facts {
        kind: "YAML".into(),
        ..facts
    };
    listed(path, dialect, (1, header), rows, facts, print)
}

fn workbook(
    stored: Box<dyn Stored>,
    path: &str,
    dialect: &Dialect,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let sheet = sheet::rows(stored, dialect.sheet.as_deref()).map_err(|error| error.diagnostic(path))?;
    let facts = Facts {
        kind: format!("{SHEET}, sheet `{}`", sheet.name),
        notes: sheet.notes,
        ..Facts::default()
    };
    let mut rows = sheet.rows.into_iter();
    let header = rows.next().ok_or_else(|| empty(path))?;
    let opened = listed(path, dialect, header, rows.collect(), facts, print)?;
    let hidden = Some(sheet.hidden).filter(|_| !dialect.reads_hidden);
    Ok(Opened {
        hidden: Arc::new(hidden.unwrap_or_default()),
        ..opened
    })
}

/// A table whose rows came as cells.
fn listed(
    path: &str,
    dialect: &Dialect,
    (line, header): (u64, Vec<String>),
    rows: Vec<(u64, Vec<String>)>,
    facts: Facts,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let mut rows = Rows::Listed(rows.into_iter());
    let mut first = Block::default();
    first.push(line, header);
    let encoding = match facts.converted {
        Some(_) => Encoding::Converted,
        None => Encoding::Utf8,
    };
    rows.next(&mut first)
        .map_err(|error| broken(path, &error, encoding))?;
    with_header(path, dialect, first, rows, b',', encoding, facts, print)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one value, which it puts together"
)]
fn with_header(
    path: &str,
    dialect: &Dialect,
    mut first: Block,
    rows: Rows,
    delimiter: u8,
    encoding: Encoding,
    facts: Facts,
    print: Print,
) -> Result<Opened, Diagnostic> {
    let line = first.rows().next().ok_or_else(|| empty(path))?.line;
    let text = |row: Row<'_>| {
        row.cells()
            .map(|cell| encoding.decode(cell).into_owned())
            .collect()
    };
    let mut top: Vec<Vec<String>> = first.rows().take(format::HEAD_ROWS).map(text).collect();
    let (format, header) = match dialect.format.as_deref().and_then(format::named) {
        Some(named) => (named, named.header_as_named(&top)),
        None => {
            let told = format::recognise(&top);
            (told, told.header(&top))
        }
    };
    first.skip(header.rows);
    top.truncate(header.rows);
    Ok(Opened {
        format,
        header,
        top,
        line,
        delimiter,
        hidden: Arc::default(),
        encoding,
        first: Some(first),
        rows,
        facts,
        print,
    })
}

/// A row as it stands in its file but for quotes, for the terminal: its first line, shortened.
pub fn joined(row: Row<'_>, encoding: Encoding, delimiter: u8) -> String {
    let cells: Vec<_> = row.cells().map(|cell| encoding.decode(cell)).collect();
    let text = cells.join(&char::from(delimiter).to_string());
    shortened(text.lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_by_its_first_bytes() {
        assert_eq!(
            something_else(b"PK\x03\x04..."),
            Some("a spreadsheet or a ZIP archive")
        );
        assert_eq!(something_else(b" <HTML lang=en>"), Some("a web page"));
        assert!(something_else(b"d\0a\0t\0e\0").is_some());
        assert_eq!(something_else("date,PKW,<html>,ü\n".as_bytes()), None);
    }
}
