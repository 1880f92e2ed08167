//! What is to be known of an OpenDocument spreadsheet before its values are read: merged cells and
//! hidden rows, which calamine does not tell, and cells that are written once and repeated, of which a small file can hold any number.

use std::collections::BTreeMap;
use std::io::{self, BufReader};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::archive;
use super::super::packed::Damage;
use super::grid::address;
use super::{Hidden, LONGEST_CELL, MOST_CELLS, MOST_ROWS, SheetError};
use cxpress_files::Stored;

/// What was found before values are read.
#[derive(Default)]
pub(super) struct Scanned {
    /// The merged regions of each sheet.
    pub(super) merged: BTreeMap<String, Vec<Dimensions>>,
    /// The rows of each sheet that hold something and are hidden, by their numbers.
    pub(super) hidden: Hidden,
}

/// Reads through the spreadsheet for what is merged, repeated and hidden.
pub(super) fn scan(file: &mut dyn Stored) -> Result<Scanned, SheetError> {
    let content = archive::open_member(Box::new(file), "content.xml").map_err(missing)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut scan = Scan::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => scan.start(&element)?,
            Ok(Event::End(element)) => scan.end(element.name().as_ref())?,
            Ok(Event::Eof) => return Ok(scan.found),
            Ok(_) => (),
            Err(error) => return Err(xml(error)),
        }
    }
}

fn missing(error: io::Error) -> SheetError {
    match error.kind() {
        io::ErrorKind::NotFound => SheetError::Damaged("it has no `content.xml`".to_owned()),
        _ => SheetError::Io(error),
    }
}

pub(super) fn xml(error: quick_xml::Error) -> SheetError {
    match error {
        quick_xml::Error::Io(error) => SheetError::Io(match Damage::of(&error) {
            Some(damage) => damage.into(),
            None => io::Error::new(error.kind(), error),
        }),
        other => SheetError::Damaged(other.to_string()),
    }
}

/// Where the scan is.
#[derive(Default)]
struct Scan {
    found: Scanned,
    sheet: String,
    /// Whether the row at hand is hidden, and each of the groups of rows that it is in.
    is_hidden: bool,
    groups: Vec<bool>,
    /// The row and the column at hand, from 0.
    row: u64,
    column: u64,
    /// The column after it: a cell may be repeated.
    next: u64,
    /// How often the row at hand is there.
    rows: u64,
    /// The columns of the row at hand up to the last that is not blank.
    width: u64,
    /// The columns of the widest row so far.
    widest: u64,
}

impl Scan {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), SheetError> {
        match element.name().as_ref() {
            "table:table" => {
                self.sheet = text(element, "table:name")?.unwrap_or_default();
                (self.row, self.widest) = (0, 0);
                self.groups.clear();
            }
            "table:table-row-group" => {
                let is_shown = text(element, "table:display")?.is_none_or(|shown| shown != "false");
                self.groups.push(!is_shown);
            }
            "table:table-row" => {
                let visibility = text(element, "table:visibility")?;
                self.is_hidden = visibility.is_some_and(|shown| shown != "visible");
                self.rows = number(element, "table:number-rows-repeated")?;
                (self.column, self.next, self.width) = (0, 0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element)?,
            "text:s" if number(element, "text:c")? > LONGEST_CELL as u64 => {
                return Err(SheetError::LongCell(self.here()));
            }
            _ => (),
        }
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), SheetError> {
        self.column = self.next;
        let columns = number(element, "table:number-columns-repeated")?;
        self.next = self.column.saturating_add(columns);
        let spanned = |name| number(element, name).map(|n| n.min(MOST_ROWS));
        let down = spanned("table:number-rows-spanned")?;
        let right = spanned("table:number-columns-spanned")?;
        if down > 1 || right > 1 {
            let start = (index(self.row), index(self.column));
            let end = (index(self.row + down - 1), index(self.column + right - 1));
            let merged = self.found.merged.entry(self.sheet.clone()).or_default();
            merged.push(Dimensions::new(start, end));
        }
        let mut holds = false;
        for name in ["office:value-type", "table:formula"] {
            holds |= text(element, name)?.is_some();
        }
        if holds {
            self.width = self.next;
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), SheetError> {
        if name == "table:table-row-group" {
            self.groups.pop();
        }
        if name != "table:table-row" {
            return Ok(());
        }
        let first = self.row + 1;
        self.row = self.row.saturating_add(self.rows);
        if self.width == 0 {
            return Ok(());
        }
        self.widest = self.widest.max(self.width);
        if self.row > MOST_ROWS {
            return Err(SheetError::TooManyRows(self.sheet.clone()));
        }
        // calamine holds all cells of the rectangle, blank or not.
        if self.row.saturating_mul(self.widest) > MOST_CELLS {
            return Err(SheetError::TooManyCells(self.sheet.clone()));
        }
        if self.is_hidden || self.groups.contains(&true) {
            let hidden = self.found.hidden.entry(self.sheet.clone()).or_default();
            hidden.extend(first..=self.row);
        }
        Ok(())
    }

    fn here(&self) -> String {
        address(&self.sheet, (index(self.row), index(self.column)))
    }
}

fn index(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn text(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, SheetError> {
    let damaged = |error: String| SheetError::Damaged(error);
    let found = element
        .try_get_attribute(name)
        .map_err(|error| damaged(error.to_string()))?;
    let Some(found) = found else { return Ok(None) };
    let value = quick_xml::escape::unescape(&found.value).map_err(|error| damaged(error.to_string()))?;
    Ok(Some(value.into_owned()))
}

/// A count, which is 1 if it is not given.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Result<u64, SheetError> {
    let found = text(element, name)?;
    Ok(found.and_then(|text| text.parse().ok()).unwrap_or(1))
}
