//! What is wrong with a spreadsheet, and what to do.

use std::io;

use calamine::{OdsError, XlsxError};

use super::super::archive::ArchiveError;
use super::super::packed::Damage;
use super::{LONGEST_CELL, MOST_CELLS, MOST_ROWS};
use cxpress_diagnostic::{Code, Diagnostic, Place, did_you_mean};

/// Why a spreadsheet cannot be read.
#[derive(Debug)]
pub(crate) enum SheetError {
    /// The file cannot be read.
    Io(io::Error),
    /// The file is not what spreadsheets are, in the words of the crate that reads it.
    Damaged(String),
    /// It is encrypted.
    Password,
    /// It is something else that looks like a spreadsheet.
    Unsupported(&'static str),
    /// It unpacks to more than any table holds.
    Bomb,
    /// No sheet that is shown holds anything.
    Empty,
    /// The sheet that was asked for holds nothing.
    EmptySheet(String),
    /// Several sheets hold something, and none was asked for.
    Several(Vec<String>),
    /// There is no sheet of this name among these.
    NoSuchSheet {
        /// The name.
        name: String,
        /// The sheets that are there.
        known: Vec<String>,
    },
    /// Cells are merged.
    Merged {
        /// Where: `Sheet1!A1:C1`.
        range: String,
    },
    /// This cell is too long.
    LongCell(String),
    /// A cell of the sheet holds an error of a kind that is not known.
    UnknownError {
        /// The sheet.
        sheet: String,
        /// The error.
        error: String,
    },
    /// This sheet has more rows than a spreadsheet has.
    TooManyRows(String),
    /// This sheet has more cells than are held in memory.
    TooManyCells(String),
}

impl SheetError {
    /// What is wrong with the spreadsheet at `path`, and what to do.
    pub(crate) fn diagnostic(&self, path: &str) -> Diagnostic {
        self.unplaced(path).at(Place::file(path))
    }

    fn unplaced(&self, path: &str) -> Diagnostic {
        let error = Diagnostic::error;
        let unreadable = |why: &str| error(Code::UnreadableFile, format!("`{path}` cannot be read: {why}"));
        match self {
            Self::Io(error) => unreadable(&error.to_string())
                .help(Damage::of(error).map_or("check the file and its permissions", Damage::remedy)),
            Self::Damaged(why) => unreadable("it is damaged, or not written as spreadsheets are")
                .note(format!("the part that failed: {why}"))
                .help("export it again, or open it in a spreadsheet program and save it as .xlsx or CSV"),
            Self::Bomb => unreadable(Damage::Bomb.why())
                .help("look where it comes from; if it is a table all the same, save it as CSV"),
            Self::Password => unreadable("it is protected with a password")
                .help("save it without a password, or save the sheet as CSV"),
            Self::Unsupported(what) => error(Code::NotATable, format!("`{path}` is no table, but {what}"))
                .help("save it as .xlsx or as CSV in UTF-8"),
            Self::Empty => error(Code::EmptyFile, format!("`{path}` holds no sheet with content")).help(
                "export it again, or leave it out of `files`; a hidden sheet is read if `sheet` names it",
            ),
            Self::EmptySheet(name) => error(
                Code::EmptyFile,
                format!("the sheet `{name}` of `{path}` is empty"),
            )
            .help("name another sheet with `sheet`"),
            Self::Several(names) => several(path, names),
            Self::NoSuchSheet { name, known } => no_such_sheet(path, name, known),
            Self::Merged { range } => error(Code::MergedCells, format!("the cells `{range}` are merged"))
                .note("all but one of them lost their value, so rows or columns would come out as blank")
                .help(
                    "unmerge them and write the value into each; the first row must hold one name a column",
                ),
            Self::LongCell(at) => error(
                Code::LongCell,
                format!("the cell `{at}` is longer than {} MiB", LONGEST_CELL >> 20),
            )
            .help("look whether a whole file was pasted into it"),
            Self::UnknownError { sheet, error: text } => error(
                Code::CellError,
                format!("a cell of the sheet `{sheet}` holds the error `{text}`"),
            )
            .help("mend its formula, or clear the cell"),
            Self::TooManyRows(name) => error(
                Code::LongSheet,
                format!("the sheet `{name}` has more than {MOST_ROWS} rows"),
            )
            .help("save it as CSV, of which any number of rows is read"),
            Self::TooManyCells(name) => error(
                Code::LongSheet,
                format!("the sheet `{name}` has more than {MOST_CELLS} cells"),
            )
            .help("delete what stands far to the right of the table, or save it as CSV"),
        }
    }
}

fn several(path: &str, names: &[String]) -> Diagnostic {
    let first = names.first().map_or("NAME", String::as_str);
    Diagnostic::error(
        Code::SeveralSheets,
        format!("`{path}` holds several sheets: {}", quoted(names)),
    )
    .help(format!(
        "say which one is meant: add `sheet: {first}` to the source"
    ))
}

fn no_such_sheet(path: &str, name: &str, known: &[String]) -> Diagnostic {
    let help = did_you_mean(name, known.iter().map(String::as_str))
        .unwrap_or_else(|| format!("the sheets are {}", quoted(known)));
    Diagnostic::error(Code::SheetNotFound, format!("`{path}` holds no sheet `{name}`")).help(help)
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

impl From<ArchiveError> for SheetError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Io(error) => Self::Io(error),
            ArchiveError::Damaged(why) => Self::Damaged(why),
            other => Self::Damaged(format!("{other:?}")),
        }
    }
}

impl From<XlsxError> for SheetError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<OdsError> for SheetError {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Self::Password,
            OdsError::InvalidMime(_) => Self::Unsupported("another kind of OpenDocument file"),
            other => Self::Damaged(other.to_string()),
        }
    }
}
