//! What a row must be to be a record, before any column has a meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::block::Row;
use super::encoding::Encoding;
use super::open::Opened;
use crate::format::{Aside, AsideReason, Format};

/// Why a row is no record, whatever its columns mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoRecord {
    /// All its cells are blank.
    Blank,
    /// It is hidden in its spreadsheet.
    Hidden,
    /// It holds a NUL byte, which no text has.
    NulByte,
    /// It holds bytes that the file's encoding does not know.
    InvalidBytes,
    /// It is the header once more, from files that were put together.
    HeaderAgain,
    /// It stands below the table: a line that the vendor's export ends with.
    Footer,
    /// It has another number of cells than the header.
    Ragged,
    /// The vendor's format says that it is none.
    Aside(AsideReason),
}

impl NoRecord {
    /// The key in the account.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Hidden => "hidden",
            Self::NulByte => "nul-byte",
            Self::InvalidBytes => "invalid-bytes",
            Self::HeaderAgain => "header-again",
            Self::Footer => "footer",
            Self::Ragged => "ragged",
            Self::Aside(AsideReason::TestRow) => "test-row",
            Self::Aside(AsideReason::Unfinished) => "unfinished",
        }
    }

    /// Whether the row is put aside rather than rejected: nothing is wrong with it.
    #[must_use]
    pub const fn sets_aside(self) -> bool {
        !matches!(self, Self::NulByte | Self::InvalidBytes | Self::Ragged)
    }
}

/// What the rows of a file must be.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The vendor's format.
    pub format: &'static Format,
    /// How many cells a row has.
    pub width: usize,
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
    /// What the rows of a table must be that was opened.
    pub fn of(opened: &Opened) -> Self {
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
    pub fn refuses(&self, row: Row<'_>, encoding: Encoding, is_sound: bool) -> Option<NoRecord> {
        if row.is_blank() {
            return Some(NoRecord::Blank);
        }
        if self.hidden.contains(&row.line) {
            return Some(NoRecord::Hidden);
        }
        if !is_sound && row.cells().any(|cell| memchr::memchr(0, cell).is_some()) {
            return Some(NoRecord::NulByte);
        }
        if !is_sound && encoding.misfit(row).is_some() {
            return Some(NoRecord::InvalidBytes);
        }
        if self.is_header(row, encoding) {
            return Some(NoRecord::HeaderAgain);
        }
        if self.format.has_footer() && self.is_footer(row, encoding) {
            return Some(NoRecord::Footer);
        }
        if !self.fits(row) {
            return Some(NoRecord::Ragged);
        }
        let takes = |(column, rule): &&(usize, &Aside)| rule.takes(&encoding.decode(row.cell(*column)));
        let rule = self.aside.iter().find(takes);
        rule.map(|(_, rule)| NoRecord::Aside(rule.reason))
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
