//! Files to rows of cells: compression, encoding, delimiters.

use std::io::{self, BufReader, Cursor, Read};
use std::sync::{Arc, Mutex};

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use xxhash_rust::xxh3::Xxh3;

use super::list;
use super::table::{Broken, LONGEST_ROW, Table};
use super::tally::shortened;
use crate::{Diagnostic, Files, Place};

const BUFFER: usize = 1 << 18;

/// How many bytes of a file tell what it is.
const HEAD: u64 = 512;

/// How the bytes of a file become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Only ASCII so far.
    Undecided,
    /// UTF-8, also where it was UTF-16 with a byte-order mark.
    Utf8,
    /// Windows-1252, the Western European code page of old exports.
    Windows1252,
}

impl Encoding {
    /// What the first bytes that are not ASCII say.
    pub(super) fn decide(self, row: &ByteRecord) -> Self {
        if self != Self::Undecided || row.as_slice().is_ascii() {
            return self;
        }
        row.iter().fold(self, Self::decide_cell)
    }

    fn decide_cell(self, cell: &[u8]) -> Self {
        let start = cell.iter().position(|byte| !byte.is_ascii());
        let Some(start) = start.filter(|_| self == Self::Undecided) else {
            return self;
        };
        let run = &cell[start..];
        let end = run.iter().position(u8::is_ascii).unwrap_or(run.len());
        if std::str::from_utf8(&run[..end]).is_ok() {
            Self::Utf8
        } else {
            Self::Windows1252
        }
    }

    /// The first cell of a row that is not of this encoding.
    pub(super) fn misfit(self, row: &ByteRecord) -> Option<&[u8]> {
        if row.as_slice().is_ascii() {
            return None;
        }
        row.iter().find(|cell| match std::str::from_utf8(cell) {
            Ok(text) => self == Self::Windows1252 && is_western(text),
            Err(_) => self != Self::Windows1252,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Undecided => "ASCII",
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Whether a text that is valid UTF-8 holds what Western European text does. In Windows-1252 the same bytes are
/// pairs such as `Ã©`, which nobody writes: they are from a part of the file that was saved as UTF-8.
fn is_western(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, 'À'..='ÿ' | '\u{2010}'..='…' | '€'))
}

/// The rows of a file, one after the other.
pub(super) enum Rows {
    /// Records of a delimited file.
    Delimited(Box<Table>),
    /// Mappings of a YAML list: line and cells, in the order of the header.
    List(std::vec::IntoIter<(u64, ByteRecord)>),
}

/// A file that was opened and whose header was read.
pub(super) struct Opened {
    pub(super) header: Vec<String>,
    /// The line of the header.
    pub(super) line: u64,
    pub(super) delimiter: u8,
    pub(super) rows: Rows,
    pub(super) encoding: Encoding,
    facts: Facts,
    stored: Stored,
}

/// What is known of a file before its end.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    yaml: bool,
    gzip: bool,
    utf16: bool,
}

impl Opened {
    /// Opens a file and reads its header.
    pub(super) fn new(files: &dyn Files, path: &str, delimiter: u8) -> Result<Self, Diagnostic> {
        let stored = Stored::default();
        let trouble = |error: io::Error| unreadable(path, &error);
        let inner = files.open(path).map_err(trouble)?;
        let (plain, gzip) = decompressed(Hashed {
            inner,
            stored: stored.clone(),
        })
        .map_err(trouble)?;
        let (head, text) = peek(plain).map_err(trouble)?;
        if head.is_empty() {
            return Err(empty(path));
        }
        let mark = Mark::of(&head);
        if let Some(what) = something_else(&head).filter(|_| mark != Mark::Utf16) {
            return Err(not_a_table(path, what));
        }
        let yaml = [".yaml", ".yml"]
            .iter()
            .any(|end| path.trim_end_matches(".gz").ends_with(end));
        let facts = Facts {
            yaml,
            gzip,
            utf16: mark == Mark::Utf16,
        };
        let text = mark.text(text).map_err(trouble)?;
        if yaml {
            yaml_list(text, path, facts, stored)
        } else {
            delimited(
                text,
                path,
                separator(&head).unwrap_or(delimiter),
                mark,
                facts,
                stored,
            )
        }
    }

    /// `CSV, UTF-8, gzip`, once the file was read.
    pub(super) fn describe(&self, encoding: Encoding) -> String {
        let kind = if self.facts.yaml { "YAML" } else { "CSV" };
        let encoding = if self.facts.utf16 {
            "UTF-16"
        } else {
            encoding.name()
        };
        let gzip = if self.facts.gzip { ", gzip" } else { "" };
        format!("{kind}, {encoding}{gzip}")
    }

    /// The size and the fingerprint of the stored bytes, once they were read to the end.
    pub(super) fn stored(&self) -> (u64, String) {
        let stored = self
            .stored
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        (stored.bytes, format!("{:016x}", stored.hash.digest()))
    }
}

/// The byte-order mark at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    Utf8,
    Utf16,
}

impl Mark {
    fn of(head: &[u8]) -> Self {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Self::Utf16,
            _ => Self::None,
        }
    }

    const fn length(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Utf8 => 3,
            Self::Utf16 => 2,
        }
    }

    const fn encoding(self) -> Encoding {
        match self {
            Self::None => Encoding::Undecided,
            Self::Utf8 | Self::Utf16 => Encoding::Utf8,
        }
    }

    /// The text without its mark, UTF-16 as UTF-8. Bytes of UTF-8 stay as they are, so that what is no UTF-8 is
    /// found in its row.
    fn text(self, mut text: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
        if self == Self::Utf16 {
            return Ok(Box::new(DecodeReaderBytesBuilder::new().build(text)));
        }
        io::copy(&mut text.by_ref().take(self.length()), &mut io::sink())?;
        Ok(text)
    }
}

/// The bytes of a file, unpacked if they are packed.
fn decompressed(file: Hashed) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let (head, bytes) = peek(Box::new(file))?;
    if head.starts_with(&[0x1f, 0x8b]) {
        Ok((
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, bytes))),
            true,
        ))
    } else {
        Ok((bytes, false))
    }
}

/// The first bytes, which are still to be read.
fn peek(mut bytes: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}

/// The separator that a first line `sep=;` names, as Excel writes and reads it.
fn separator(head: &[u8]) -> Option<u8> {
    match head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .strip_prefix(b"sep=")?
    {
        [separator, b'\r' | b'\n', ..] => Some(*separator),
        _ => None,
    }
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
    let text = head.trim_ascii_start().to_ascii_lowercase();
    let page = text.starts_with(b"<!doctype html") || text.starts_with(b"<html");
    found
        .map(|(_, what)| *what)
        .or_else(|| page.then_some("a web page"))
        .or_else(|| {
            head.contains(&0)
                .then_some("binary data, or UTF-16 without its mark")
        })
}

fn not_a_table(path: &str, what: &str) -> Diagnostic {
    let help = match what {
        "a web page" => "download it again: this is what a portal shows to those who are not signed in",
        _ => "save it as CSV in UTF-8",
    };
    Diagnostic::error("not-a-table", format!("`{path}` is no table, but {what}"))
        .at(Place::file(path))
        .help(help)
}

fn empty(path: &str) -> Diagnostic {
    Diagnostic::error("empty-file", format!("`{path}` is empty"))
        .at(Place::file(path))
        .help("export it again, or leave it out of `files`")
}

fn delimited(
    text: Box<dyn Read + Send>,
    path: &str,
    delimiter: u8,
    mark: Mark,
    facts: Facts,
    stored: Stored,
) -> Result<Opened, Diagnostic> {
    let mut table = Table::new(text, delimiter);
    let mut record = ByteRecord::new();
    let line = loop {
        let line = table.read(&mut record).map_err(|error| broken(path, &error))?;
        let line = line.ok_or_else(|| empty(path))?;
        if !is_blank(&record) && &record[0] != b"sep=" {
            break line;
        }
    };
    let encoding = mark.encoding().decide(&record);
    let header = record.iter().map(|cell| decode(cell, encoding).trim().to_owned());
    let (header, rows) = (header.collect(), Rows::Delimited(Box::new(table)));
    Ok(Opened {
        header,
        line,
        delimiter,
        rows,
        encoding,
        facts,
        stored,
    })
}

fn yaml_list(
    mut text: Box<dyn Read + Send>,
    path: &str,
    facts: Facts,
    stored: Stored,
) -> Result<Opened, Diagnostic> {
    let mut content = String::new();
    text.read_to_string(&mut content)
        .map_err(|error| unreadable(path, &error))?;
    let (header, rows) = list::records(&content, path)?;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(line, cells)| (line, ByteRecord::from(cells)))
        .collect();
    let rows = Rows::List(rows.into_iter());
    Ok(Opened {
        header,
        line: 1,
        delimiter: b',',
        rows,
        encoding: Encoding::Utf8,
        facts,
        stored,
    })
}

/// A row as it stands in its file but for quotes, for the terminal: its first line, shortened.
pub(super) fn joined(row: &ByteRecord, encoding: Encoding, delimiter: u8) -> String {
    let cells: Vec<_> = row.iter().map(|cell| decode(cell, encoding)).collect();
    let text = cells.join(&char::from(delimiter).to_string());
    shortened(text.lines().next().unwrap_or_default())
}

/// Whether all cells of a row are blank.
pub(super) fn is_blank(row: &ByteRecord) -> bool {
    row.iter().all(|cell| cell.trim_ascii().is_empty())
}

/// The text of a cell. Bytes that UTF-8 does not know were found earlier, and their row rejected.
pub(super) fn decode(cell: &[u8], encoding: Encoding) -> std::borrow::Cow<'_, str> {
    match encoding {
        Encoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(cell).0,
        Encoding::Utf8 | Encoding::Undecided => String::from_utf8_lossy(cell),
    }
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".into(), "check the path in `files`"),
        io::ErrorKind::PermissionDenied => ("permission denied".into(), "check the permissions of the file"),
        io::ErrorKind::UnexpectedEof => (
            "it ends too early".into(),
            "export or copy it again; it was cut off on its way",
        ),
        io::ErrorKind::InvalidData => ("it is not UTF-8".into(), "save it as UTF-8"),
        _ => (
            error.to_string(),
            "export or copy it again; it may have been damaged on its way",
        ),
    };
    Diagnostic::error("unreadable-file", format!("`{path}` cannot be read: {why}"))
        .at(Place::file(path))
        .help(help)
}

/// Why a table could not be read to its end.
pub(super) fn broken(path: &str, broken: &Broken) -> Diagnostic {
    match broken {
        Broken::Io(error) => unreadable(path, error),
        Broken::OpenQuote(line, row) => {
            let message =
                "a quote is opened in this row and never closed, so the rest of the file is one cell";
            Diagnostic::error("open-quote", message)
                .at(Place::at(path, *line, 0))
                .with_line(row)
                .help("close it; a quote within a cell in quotes is written twice: `\"\"`")
        }
        Broken::LongRow(line) => {
            let message = format!(
                "the row that starts here is longer than {} MiB",
                LONGEST_ROW >> 20
            );
            Diagnostic::error("long-row", message)
                .at(Place::at(path, *line, 0))
                .help(
                    "look for a quote that is opened and not closed; if there is none, the file is no table",
                )
        }
    }
}

/// The count and the fingerprint of bytes as they are stored.
#[derive(Clone, Default)]
struct Stored(Arc<Mutex<StoredBytes>>);

#[derive(Default)]
struct StoredBytes {
    bytes: u64,
    hash: Xxh3,
}

struct Hashed {
    inner: Box<dyn Read + Send>,
    stored: Stored,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let mut stored = self
            .stored
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        stored.bytes += n as u64;
        stored.hash.update(&buffer[..n]);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&[u8]]) -> ByteRecord {
        ByteRecord::from(cells.to_vec())
    }

    #[test]
    fn the_first_bytes_that_are_not_ascii_decide() {
        let cases: [(&[&[u8]], Encoding); 5] = [
            (&[b"a", b"b"], Encoding::Undecided),
            (&[b"a", "Zürich".as_bytes()], Encoding::Utf8),
            (&[b"a", b"Z\xfcrich"], Encoding::Windows1252),
            (&["ü".as_bytes(), b"\xfc"], Encoding::Utf8),
            // The end of one cell and the start of the next are not one letter.
            (&[b"\xc3", b"\xa9"], Encoding::Windows1252),
        ];
        for (cells, expected) in cases {
            assert_eq!(Encoding::Undecided.decide(&row(cells)), expected, "{cells:?}");
        }
        assert_eq!(Encoding::Utf8.decide(&row(&[b"\xfc"])), Encoding::Utf8);
    }

    #[test]
    fn bytes_of_another_encoding_are_found() {
        let utf8 = row(&[b"a", "é".as_bytes()]);
        let western = row(&[b"a", b"\xe9"]);
        assert_eq!(Encoding::Utf8.misfit(&utf8), None);
        assert_eq!(Encoding::Utf8.misfit(&western), Some(b"\xe9".as_slice()));
        assert_eq!(Encoding::Windows1252.misfit(&western), None);
        assert_eq!(Encoding::Windows1252.misfit(&utf8), Some("é".as_bytes()));
        // `CAFÉ…` happens to be valid UTF-8, of a letter that no Western European text holds.
        assert_eq!(Encoding::Windows1252.misfit(&row(&[b"CAF\xc9\x85"])), None);
    }

    #[test]
    fn a_first_line_may_name_the_separator() {
        assert_eq!(separator(b"sep=;\r\na;b"), Some(b';'));
        assert_eq!(separator(b"\xef\xbb\xbfsep=\t\na"), Some(b'\t'));
        assert_eq!(separator(b"sep=;x\n"), None);
        assert_eq!(separator(b"sep,date\n"), None);
    }

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
