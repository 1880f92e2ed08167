//! Files to rows of cells: compression, encoding, delimiters.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex};

use csv::ByteRecord;
use encoding_rs::{UTF_8, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use xxhash_rust::xxh3::Xxh3;

use super::list;
use crate::{Diagnostic, Files, Place};

const BUFFER: usize = 1 << 18;

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
    pub(super) fn decide(self, bytes: &[u8]) -> Self {
        if self != Self::Undecided {
            return self;
        }
        let Some(start) = bytes.iter().position(|byte| !byte.is_ascii()) else {
            return self;
        };
        let run = &bytes[start..];
        let end = run.iter().position(u8::is_ascii).unwrap_or(run.len());
        if std::str::from_utf8(&run[..end]).is_ok() {
            Self::Utf8
        } else {
            Self::Windows1252
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Undecided => "ASCII",
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// The rows of a file, one after the other.
pub(super) enum Rows {
    /// Records of a delimited file.
    Delimited(Box<csv::Reader<Box<dyn Read + Send>>>),
    /// Mappings of a YAML list: line and cells, in the order of the header.
    List(std::vec::IntoIter<(u64, ByteRecord)>),
}

/// A file that was opened and whose header was read.
pub(super) struct Opened {
    pub(super) header: Vec<String>,
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
        let trouble = |error: &io::Error| unreadable(path, error);
        let file = files.open(path).map_err(|error| trouble(&error))?;
        let stored = Stored::default();
        let mut bytes = BufReader::with_capacity(
            BUFFER,
            Hashed {
                inner: file,
                stored: stored.clone(),
            },
        );
        let start = bytes.fill_buf().map_err(|error| trouble(&error))?;
        let mut facts = Facts {
            gzip: start.starts_with(&[0x1f, 0x8b]),
            ..Facts::default()
        };
        let plain: Box<dyn Read + Send> = if facts.gzip {
            Box::new(MultiGzDecoder::new(bytes))
        } else {
            Box::new(bytes)
        };
        let mut text = BufReader::with_capacity(BUFFER, plain);
        let mark = text.fill_buf().map_err(|error| trouble(&error))?;
        if mark.is_empty() {
            return Err(Diagnostic::error("empty-file", format!("`{path}` is empty"))
                .at(Place::file(path))
                .help("export it again, or leave it out of `files`"));
        }
        facts.utf16 = mark.starts_with(&[0xff, 0xfe]) || mark.starts_with(&[0xfe, 0xff]);
        let utf8_mark = mark.starts_with(&[0xef, 0xbb, 0xbf]);
        let encoding = if facts.utf16 || utf8_mark {
            Encoding::Utf8
        } else {
            Encoding::Undecided
        };
        let stem = path.strip_suffix(".gz").unwrap_or(path);
        facts.yaml = stem.ends_with(".yaml") || stem.ends_with(".yml");
        let text: Box<dyn Read + Send> = if facts.utf16 || utf8_mark {
            Box::new(
                DecodeReaderBytesBuilder::new()
                    .encoding(Some(UTF_8))
                    .bom_override(true)
                    .build(text),
            )
        } else {
            Box::new(text)
        };
        if facts.yaml {
            yaml_list(text, path, facts, stored)
        } else {
            delimited(text, path, delimiter, encoding, facts, stored)
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

fn delimited(
    text: Box<dyn Read + Send>,
    path: &str,
    delimiter: u8,
    encoding: Encoding,
    facts: Facts,
    stored: Stored,
) -> Result<Opened, Diagnostic> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(BUFFER)
        .from_reader(text);
    let mut record = ByteRecord::new();
    let more = reader
        .read_byte_record(&mut record)
        .map_err(|error| broken(path, &error))?;
    if !more {
        return Err(Diagnostic::error("empty-file", format!("`{path}` holds no rows"))
            .at(Place::file(path))
            .help("export it again, or leave it out of `files`"));
    }
    let encoding = encoding.decide(record.as_slice());
    let header = record
        .iter()
        .map(|cell| decode(cell, encoding).trim().to_owned())
        .collect();
    Ok(Opened {
        header,
        rows: Rows::Delimited(Box::new(reader)),
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
    Ok(Opened {
        header,
        rows: Rows::List(rows.into_iter()),
        encoding: Encoding::Utf8,
        facts,
        stored,
    })
}

/// The text of a cell. Bytes that UTF-8 does not know were found earlier, and their row rejected.
pub(super) fn decode(cell: &[u8], encoding: Encoding) -> std::borrow::Cow<'_, str> {
    match encoding {
        Encoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(cell).0,
        Encoding::Utf8 | Encoding::Undecided => String::from_utf8_lossy(cell),
    }
}

pub(super) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "check the path in `files`",
        io::ErrorKind::PermissionDenied => "check the permissions of the file",
        _ => "export the file again; it may have been cut off on its way",
    };
    Diagnostic::error("unreadable-file", format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .help(help)
}

pub(super) fn broken(path: &str, error: &csv::Error) -> Diagnostic {
    if let csv::ErrorKind::Io(error) = error.kind() {
        return unreadable(path, error);
    }
    Diagnostic::error(
        "unreadable-file",
        format!("`{path}` is not a readable table: {error}"),
    )
    .at(Place::file(path))
    .help("export it again as CSV in UTF-8")
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
