//! What to say of files that cannot be read.

use std::io;

use cxpress_diagnostic::{Code, Diagnostic, Place};

use crate::chunk::{Broken, LONGEST_ROW};
use crate::encoding::Encoding;
use crate::packed::Damage;
use crate::text::shortened;

pub(crate) fn not_a_table(path: &str, what: &str) -> Diagnostic {
    let help = match what {
        "a web page" => "download it again: this is what a portal shows to those who are not signed in",
        "a spreadsheet or a ZIP archive" => {
            "name it `.xlsx`, `.ods` or `.zip` after what it is, or save it as CSV in UTF-8"
        }
        _ => "save it as CSV in UTF-8; `encoding: utf-16le` is for UTF-16 without a mark",
    };
    Diagnostic::error(Code::NotATable, format!("`{path}` is no table, but {what}"))
        .at(Place::file(path))
        .help(help)
}

pub(crate) fn empty(path: &str) -> Diagnostic {
    Diagnostic::error(Code::EmptyFile, format!("`{path}` is empty"))
        .at(Place::file(path))
        .help("export it again, or leave it out of `files`")
}

/// That a file cannot be read, why, and what to do.
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (why, help) = match (Damage::of(error), error.kind()) {
        (Some(damage), _) => (damage.why().to_owned(), damage.remedy()),
        (_, io::ErrorKind::NotFound) => ("there is no such file".into(), "check the path in `files`"),
        (_, io::ErrorKind::PermissionDenied) => {
            ("permission denied".into(), "check the permissions of the file")
        }
        (_, io::ErrorKind::UnexpectedEof) => (
            "it ends too early".into(),
            "export or copy it again; it was cut off on its way",
        ),
        (_, io::ErrorKind::InvalidData) => ("it is not UTF-8".into(), "save it as UTF-8"),
        _ => (
            error.to_string(),
            "export or copy it again; it may have been damaged on its way",
        ),
    };
    Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {why}"))
        .at(Place::file(path))
        .help(help)
}

/// Why a table could not be read to its end.
pub fn broken(path: &str, broken: &Broken, encoding: Encoding) -> Diagnostic {
    match broken {
        Broken::Io(error) => unreadable(path, error),
        Broken::OpenQuote(line, row) => {
            let message =
                "a quote is opened in this row and never closed, so the rest of the file is one cell";
            let row = encoding.decode(row);
            Diagnostic::error(Code::OpenQuote, message)
                .at(Place::at(path, *line, 0))
                .with_line(shortened(row.lines().next().unwrap_or_default()))
                .help("close it; a quote within a cell in quotes is written twice: `\"\"`")
        }
        Broken::LongRow(line) => {
            let message = format!(
                "the row that starts here is longer than {} MiB",
                LONGEST_ROW >> 20
            );
            Diagnostic::error(Code::LongRow, message)
                .at(Place::at(path, *line, 0))
                .help(
                    "look for a quote that is opened and not closed; if there is none, the file is no table",
                )
        }
    }
}
