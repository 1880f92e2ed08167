//! Spreadsheets to rows of text: Excel (`.xlsx`, `.xlsm`) and OpenDocument (`.ods`), through calamine. Files of Excel
//! before 2007 are not read: a damaged one can make the library end the process.
//!
//! One sheet is held in memory as a whole, unlike every other file that is read: it is stored in no order that could be
//! relied on. A spreadsheet holds at most 1,048,576 rows.

mod cell;
mod error;
mod excel;
mod grid;
mod ods;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellType, Data, DataRef, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::archive::{Archive, ArchiveError};
use cell::{Content, Epoch};
use cxpress_files::Stored;
use grid::{At, Grid};

pub(super) use error::SheetError;

/// A longer cell than this, in bytes, is no answer. Excel itself ends at 32,767 characters.
const LONGEST_CELL: usize = 1 << 20;

/// How many rows a spreadsheet has.
const MOST_ROWS: u64 = 1 << 20;

/// How many cells of a sheet are held in memory, where each takes 24 bytes and its text: 0.8 GB.
const MOST_CELLS: u64 = 1 << 25;

/// How the files of Excel before 2007 begin, and encrypted ones of any Excel.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How archives begin.
const ZIP: &[u8] = b"PK\x03\x04";

/// A sheet that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// The rows that are not blank, the first of which is the header: the number that the spreadsheet shows, from 1,
    /// and the cells, at least as many as the header has.
    pub(super) rows: Vec<(u64, Vec<String>)>,
    /// The numbers of those that are hidden, be it by a filter.
    pub(super) hidden: BTreeSet<u64>,
    /// What somebody should look at, for a warning.
    pub(super) notes: Vec<String>,
}

/// The names of the sheets that are shown and hold something, in their order.
pub(super) fn sheets(file: Box<dyn Stored>) -> Result<Vec<String>, SheetError> {
    guarded(|| Workbook::open(file, &|_| false)?.filled())
}

/// The rows of the sheet of this name, or of the only one that is shown and holds something.
pub(super) fn rows(file: Box<dyn Stored>, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    guarded(|| {
        let mut workbook = Workbook::open(file, &|name| sheet.is_none_or(|sheet| sheet == name))?;
        let name = match sheet {
            Some(name) => workbook.named(name)?,
            None => workbook.only()?,
        };
        let merged = workbook.merged(&name)?;
        let hidden = workbook.hidden(&name);
        let sheet = workbook.grid(name)?.into_sheet(&merged)?;
        Ok(Sheet { hidden, ..sheet })
    })
}

/// Turns a panic into an error: calamine trusts some of the numbers in a file.
fn guarded<T>(read: impl FnOnce() -> Result<T, SheetError>) -> Result<T, SheetError> {
    let gave_up = |_| {
        Err(SheetError::Damaged(
            "its numbers contradict each other".to_owned(),
        ))
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(gave_up)
}

/// Whether a file is a spreadsheet by what it holds, whatever its name is; an archive of tables is none. Leaves the
/// file at its start.
pub(super) fn is_spreadsheet(file: &mut dyn Stored) -> io::Result<bool> {
    let format = guarded(|| Format::of(&mut *file));
    file.rewind()?;
    match format {
        Ok(format) => Ok(format.is_some()),
        Err(SheetError::Io(error)) => Err(error),
        // A kind of spreadsheet that is not read.
        Err(_) => Ok(true),
    }
}

/// How a spreadsheet is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Excel,
    OpenDocument,
}

impl Format {
    /// The format of a file, nothing if it is no spreadsheet. An archive whose end is missing is none.
    fn of(file: &mut dyn Stored) -> Result<Option<Self>, SheetError> {
        let mut head = Vec::new();
        file.rewind().map_err(SheetError::Io)?;
        let mut start = file.take(OLD.len() as u64);
        start.read_to_end(&mut head).map_err(SheetError::Io)?;
        if head == OLD {
            return Err(old(file));
        }
        if !head.starts_with(ZIP) {
            return Ok(None);
        }
        let archive = match Archive::new(file) {
            Ok(archive) => archive,
            Err(ArchiveError::Io(error)) => return Err(SheetError::Io(error)),
            Err(_) => return Ok(None),
        };
        let is_office = archive.holds("[Content_Types].xml");
        if is_office && archive.holds("xl/workbook.bin") {
            return Err(SheetError::Unsupported("a binary workbook of Excel"));
        }
        if is_office && archive.holds("word/document.xml") {
            return Err(SheetError::Unsupported("a Word document"));
        }
        // What holds the other parts when it is encrypted.
        let is_locked = archive.holds("encrypted-package");
        let is_open = archive.holds("mimetype") && (archive.holds("content.xml") || is_locked);
        if (is_office || is_open) && archive.is_bomb()? {
            return Err(SheetError::Bomb);
        }
        Ok(match (is_office, is_open) {
            (true, _) => Some(Self::Excel),
            (false, true) => Some(Self::OpenDocument),
            (false, false) => None,
        })
    }
}

/// Why a file that begins as those of old Excel do is not read. Excel stores a new workbook that is encrypted inside
/// an old one.
fn old(file: &mut dyn Stored) -> SheetError {
    match Xlsx::new(BufReader::new(file)) {
        Err(XlsxError::Password) => SheetError::Password,
        _ => SheetError::Unsupported("a spreadsheet of old Excel"),
    }
}

/// calamine seeks and reads a few bytes at a time.
type Buffered = BufReader<Box<dyn Stored>>;

/// The rows of each sheet that are hidden, by their numbers.
type Hidden = BTreeMap<String, BTreeSet<u64>>;

/// A spreadsheet that was opened.
enum Workbook {
    Excel(Box<Xlsx<Buffered>>, Hidden),
    OpenDocument(Box<Ods<Buffered>>, ods::Scanned),
}

impl Workbook {
    /// Opens a spreadsheet. `wanted` says of which sheets it is looked for what they hide.
    fn open(mut file: Box<dyn Stored>, wanted: &dyn Fn(&str) -> bool) -> Result<Self, SheetError> {
        let format = Format::of(&mut *file)?;
        file.rewind().map_err(SheetError::Io)?;
        match format {
            Some(Format::Excel) => {
                excel::check_texts(&mut *file)?;
                file.rewind().map_err(SheetError::Io)?;
                let hidden = excel::hidden(&mut *file, wanted);
                file.rewind().map_err(SheetError::Io)?;
                Ok(Self::Excel(Box::new(Xlsx::new(BufReader::new(file))?), hidden))
            }
            Some(Format::OpenDocument) => Self::open_document(file),
            None => Err(SheetError::Damaged(
                "it is no archive, as spreadsheets are".to_owned(),
            )),
        }
    }

    fn open_document(mut file: Box<dyn Stored>) -> Result<Self, SheetError> {
        let scanned = ods::scan(&mut *file);
        file.rewind().map_err(SheetError::Io)?;
        let scanned = match scanned {
            // Nothing can be made out of what is encrypted; calamine looks for a password first.
            Err(SheetError::Damaged(_)) => scanned,
            other => Ok(other?),
        };
        let workbook = Ods::new(BufReader::new(file))?;
        Ok(Self::OpenDocument(Box::new(workbook), scanned?))
    }

    fn metadata(&self) -> &[calamine::Sheet] {
        match self {
            Self::Excel(workbook, _) => workbook.sheets_metadata(),
            Self::OpenDocument(workbook, _) => workbook.sheets_metadata(),
        }
    }

    /// The names of all sheets with cells: a sheet may also be a chart or a macro.
    fn names(&self, hidden: bool) -> Vec<String> {
        let sheets = self.metadata().iter();
        let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.filter(|sheet| hidden || sheet.visible == SheetVisible::Visible);
        sheets.map(|sheet| sheet.name.clone()).collect()
    }

    /// The names of the sheets that are shown and hold something.
    fn filled(&mut self) -> Result<Vec<String>, SheetError> {
        let mut filled = Vec::new();
        for name in self.names(false) {
            if self.holds_anything(&name)? {
                filled.push(name);
            }
        }
        Ok(filled)
    }

    fn holds_anything(&mut self, name: &str) -> Result<bool, SheetError> {
        match self {
            Self::Excel(workbook, _) => excel_holds_anything(workbook, name),
            Self::OpenDocument(workbook, _) => {
                let range = workbook.worksheet_range(name)?;
                Ok(range.used_cells().next().is_some())
            }
        }
    }

    /// The sheet of this name, which may be hidden.
    fn named(&self, name: &str) -> Result<String, SheetError> {
        let known = self.names(true);
        if known.iter().any(|known| known == name) {
            return Ok(name.to_owned());
        }
        Err(SheetError::NoSuchSheet {
            name: name.to_owned(),
            known,
        })
    }

    /// The only sheet that is shown and holds something.
    fn only(&mut self) -> Result<String, SheetError> {
        let mut filled = self.filled()?;
        match (filled.pop(), filled.is_empty()) {
            (None, _) => Err(SheetError::Empty),
            (Some(name), true) => Ok(name),
            (Some(last), false) => {
                filled.push(last);
                Err(SheetError::Several(filled))
            }
        }
    }

    /// The merged regions of a sheet.
    fn merged(&mut self, name: &str) -> Result<Vec<Dimensions>, SheetError> {
        match self {
            Self::Excel(workbook, _) => Ok(workbook.merge_cells_by_sheet_name(name)?),
            Self::OpenDocument(_, scanned) => Ok(scanned.merged.get(name).cloned().unwrap_or_default()),
        }
    }

    /// The rows of a sheet that are hidden, by their numbers.
    fn hidden(&self, name: &str) -> BTreeSet<u64> {
        let (Self::Excel(_, hidden) | Self::OpenDocument(_, ods::Scanned { hidden, .. })) = self;
        hidden.get(name).cloned().unwrap_or_default()
    }

    /// The cells of a sheet.
    fn grid(&mut self, name: String) -> Result<Grid, SheetError> {
        match self {
            Self::Excel(workbook, _) => of_excel(workbook, name),
            Self::OpenDocument(workbook, _) => {
                let (range, formulas) = (
                    workbook.worksheet_range(&name)?,
                    workbook.worksheet_formula(&name)?,
                );
                of_open_document(&range, &formulas, name)
            }
        }
    }
}

fn excel_holds_anything(workbook: &mut Xlsx<Buffered>, name: &str) -> Result<bool, SheetError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) if *cell.get_value() == DataRef::Empty => (),
            Ok(cell) => return Ok(cell.is_some()),
            Err(XlsxError::CellError(_)) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
}

fn of_excel(workbook: &mut Xlsx<Buffered>, name: String) -> Result<Grid, SheetError> {
    let epoch = Epoch::new(workbook.has_1904_epoch());
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let mut grid = Grid::new(name);
    loop {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => return Ok(grid),
            Err(XlsxError::CellError(error)) => {
                let sheet = grid.sheet;
                return Err(SheetError::UnknownError { sheet, error });
            }
            Err(error) => return Err(error.into()),
        };
        if record.value == DataRef::Empty && record.formula.is_some() {
            grid.put_formula(record.pos)?;
        } else {
            grid.put(record.pos, cell::content(record.value.into(), epoch))?;
        }
    }
}

fn of_open_document(range: &Range<Data>, formulas: &Range<String>, name: String) -> Result<Grid, SheetError> {
    let mut grid = Grid::new(name);
    for (at, value) in cells(range) {
        let is_formula = || formulas.get_value(at).is_some_and(|formula| !formula.is_empty());
        let content = match value {
            Data::String(text) if cell::is_error(text) && is_formula() => Content::Error(text.clone()),
            // Dates are written out, so they have no start to be counted from.
            other => cell::content(other.clone(), Epoch::From1900),
        };
        grid.put(at, content)?;
    }
    for (at, _) in cells(formulas) {
        if range.get_value(at).is_none_or(|value| *value == Data::Empty) {
            grid.put_formula(at)?;
        }
    }
    Ok(grid)
}

/// The cells of a range that hold something, with their rows and columns in the sheet, from 0.
fn cells<T: CellType>(range: &Range<T>) -> impl Iterator<Item = (At, &T)> {
    let (top, left) = range.start().unwrap_or_default();
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let cells = range.used_cells();
    cells.map(move |(row, column, value)| ((top + at(row), left + at(column)), value))
}

#[cfg(test)]
mod tests;
