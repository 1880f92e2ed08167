//! What a row must be to be a record, before any column has a meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::block::Row;
use super::open::{Encoding, Opened};
use super::tally::RowReason;
use crate::format::{Aside, Format};

/// What the rows of a file must be.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) format: &'static Format,
    /// How many cells a row has.
    pub(super) width: usize,
    /// Whether rows may end in one more cell, if it is blank.
    trailing_blank: bool,
    /// The rows that a spreadsheet hides, by their numbers.
    hidden: Arc<BTreeSet<u64>>,
    /// Rows that are no records, by the value of a column.
    aside: Vec<(usize, &'static Aside)>,
    /// The cells of the header's rows.
    header: Vec<Vec<String>>,
}

impl Shape {
    pub(super) fn of(opened: &Opened) -> Self {
        let header = &opened.header;
        let rules = opened.format.aside.iter();
        Self {
            format: opened.format,
            width: header.columns.len(),
            trailing_blank: header.trailing_blank,
            hidden: Arc::clone(&opened.hidden),
            aside: rules
                .filter_map(|rule| Some((header.position_of_tool(rule.columns)?, rule)))
                .collect(),
            header: opened.top.clone(),
        }
    }

    /// Why a row is none. `is_sound` if it is known to hold only text of its encoding.
    pub(super) fn refuses(&self, row: Row<'_>, encoding: Encoding, is_sound: bool) -> Option<RowReason> {
        if row.is_blank() {
            return Some(RowReason::Blank);
        }
        if self.hidden.contains(&row.line) {
            return Some(RowReason::Hidden);
        }
        if !is_sound && row.cells().any(|cell| memchr::memchr(0, cell).is_some()) {
            return Some(RowReason::NulByte);
        }
        if !is_sound && encoding.misfit(row).is_some() {
            return Some(RowReason::InvalidBytes);
        }
        if self.is_header(row, encoding) {
            return Some(RowReason::HeaderAgain);
        }
        if self.format.has_footer() && self.is_footer(row, encoding) {
            return Some(RowReason::Footer);
        }
        if !self.fits(row) {
            return Some(RowReason::Ragged);
        }
        let takes = |(column, rule): &&(usize, &Aside)| rule.takes(&encoding.decode(row.cell(*column)));
        let rule = self.aside.iter().find(takes);
        rule.map(|(_, rule)| RowReason::of_format(rule.reason))
    }

    /// Whether a row is one of the header's once more, as where files were put together.
    fn is_header(&self, row: Row<'_>, encoding: Encoding) -> bool {
        self.header.iter().any(|header| {
            // One letter tells nearly all rows apart.
            let begins = header.first().map(|cell| cell.as_bytes().first()) == Some(row.cell(0).first());
            let same = || {
                row.cells()
                    .zip(header)
                    .all(|(cell, name)| encoding.decode(cell) == *name)
            };
            begins && row.len() == header.len() && same()
        })
    }

    fn is_footer(&self, row: Row<'_>, encoding: Encoding) -> bool {
        let cells: Vec<_> = row.cells().map(|cell| encoding.decode(cell)).collect();
        self.format.is_footer(cells.iter().map(AsRef::as_ref))
    }

    fn fits(&self, row: Row<'_>) -> bool {
        let is_longer = self.trailing_blank && row.len() == self.width + 1;
        row.len() == self.width || is_longer && row.cell(self.width).trim_ascii().is_empty()
    }
}
