//! The cells of a sheet, gathered in whatever order they come, to rows.

use std::collections::{BTreeMap, BTreeSet};

use calamine::Dimensions;

use super::cell::Content;
use super::{LONGEST_CELL, MOST_CELLS, MOST_ROWS, Sheet, SheetError};

/// Stands for the value of a formula that was saved without one. No reader takes it for an answer or for a blank.
const NOT_COMPUTED: &str = "#FORMULA!";

/// A row and a column, from 0.
pub(super) type At = (u32, u32);

/// The cells of a sheet that are not blank, in whatever order they came.
pub(super) struct Grid {
    pub(super) sheet: String,
    rows: BTreeMap<u32, Vec<(u32, String)>>,
    errors: Tally,
    not_computed: Tally,
}

/// How many cells, and the first of them.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Option<At>,
}

impl Tally {
    fn add(&mut self, at: At) {
        self.count += 1;
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
    }

    /// `3 cells … first in `Sheet1!C7``, if there are any.
    fn note(&self, sheet: &str, one: &str, many: &str) -> Option<String> {
        let first = address(sheet, self.first?);
        Some(match self.count {
            1 => format!("`{first}` {one}"),
            count => format!("{count} cells {many}, first `{first}`"),
        })
    }
}

impl Grid {
    pub(super) fn new(sheet: String) -> Self {
        Self {
            sheet,
            rows: BTreeMap::new(),
            errors: Tally::default(),
            not_computed: Tally::default(),
        }
    }

    pub(super) fn put(&mut self, at: At, content: Content) -> Result<(), SheetError> {
        let text = match content {
            Content::Text(text) if text.trim().is_empty() => return Ok(()),
            Content::Text(text) => text,
            Content::Error(text) => {
                self.errors.add(at);
                text
            }
        };
        if text.len() > LONGEST_CELL {
            return Err(SheetError::LongCell(address(&self.sheet, at)));
        }
        if u64::from(at.0) >= MOST_ROWS {
            return Err(SheetError::TooManyRows(self.sheet.clone()));
        }
        self.rows.entry(at.0).or_default().push((at.1, text));
        Ok(())
    }

    /// A formula without a stored value.
    pub(super) fn put_formula(&mut self, at: At) -> Result<(), SheetError> {
        self.not_computed.add(at);
        self.put(at, Content::Text(NOT_COMPUTED.to_owned()))
    }

    pub(super) fn into_sheet(self, merged: &[Dimensions]) -> Result<Sheet, SheetError> {
        if let Some(region) = merged.iter().find(|region| self.is_touched_by(region)) {
            return Err(SheetError::Merged {
                range: format!(
                    "{}:{}",
                    address(&self.sheet, region.start),
                    column_row(region.end)
                ),
            });
        }
        let notes = self.notes();
        let Some(header) = self.rows.values().next() else {
            return Err(SheetError::EmptySheet(self.sheet));
        };
        let header = width(header);
        let cells = self.rows.values().map(|row| width(row).max(header) as u64);
        if cells.sum::<u64>() > MOST_CELLS {
            return Err(SheetError::TooManyCells(self.sheet));
        }
        let rows = self.rows.into_iter();
        Ok(Sheet {
            name: self.sheet,
            rows: rows
                .map(|(row, cells)| (u64::from(row) + 1, dense(cells, header)))
                .collect(),
            hidden: BTreeSet::new(),
            notes,
        })
    }

    /// Whether a merged region overlaps the table: the cells from the header to the last row, and as far to both
    /// sides as there are values.
    fn is_touched_by(&self, region: &Dimensions) -> bool {
        let columns = || self.rows.values().flatten().map(|(column, _)| *column);
        let (Some((top, _)), Some((bottom, _))) = (self.rows.first_key_value(), self.rows.last_key_value())
        else {
            return false;
        };
        let (left, right) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
        let (start, end) = (region.start, region.end);
        start != end && start.0 <= *bottom && end.0 >= *top && start.1 <= right && end.1 >= left
    }

    fn notes(&self) -> Vec<String> {
        let errors = self.errors.note(&self.sheet, "holds an error", "hold errors");
        let formulas = self.not_computed.note(
            &self.sheet,
            "holds a formula that was saved without its value",
            "hold formulas that were saved without their values",
        );
        errors.into_iter().chain(formulas).collect()
    }
}

/// How many columns a row has, up to the last that is not blank.
fn width(cells: &[(u32, String)]) -> usize {
    cells
        .iter()
        .map(|(column, _)| *column as usize + 1)
        .max()
        .unwrap_or(0)
}

/// All columns of a row, of which there are at least `least`.
fn dense(cells: Vec<(u32, String)>, least: usize) -> Vec<String> {
    let mut row = vec![String::new(); width(&cells).max(least)];
    for (column, text) in cells {
        row[column as usize] = text;
    }
    row
}

/// `Sheet1!C7`.
pub(super) fn address(sheet: &str, at: At) -> String {
    format!("{sheet}!{}", column_row(at))
}

/// `C7`.
pub(super) fn column_row((row, column): At) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}
