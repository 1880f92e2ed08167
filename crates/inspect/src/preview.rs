//! A file as somebody sees it who does not know it yet: its rows as text, and what would become of each before any
//! column has a meaning.

use std::borrow::Cow;
use std::io::Read;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_files::Files;
use cxpress_table::block::Block;
use cxpress_table::dialect::Dialect;
use cxpress_table::format::{Format, Header};
use cxpress_table::mistake;
use cxpress_table::open::Opened;
use cxpress_table::path::TablePath;
use cxpress_table::shape::{NoRecord, Shape};
use cxpress_table::tables;
use encoding_rs::{Encoding as CodePage, UTF_16BE, UTF_16LE};

/// A table to look at.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Where it is.
    pub(super) table: TablePath,
    /// The sheet, if the file is a workbook of several.
    pub(super) sheet: Option<String>,
}

/// The tables of a file: itself, those of an archive, the sheets of a workbook.
pub(super) fn targets(files: &dyn Files, path: &str) -> Result<Vec<Target>, Diagnostic> {
    let all = tables::tables(path.to_owned(), files)?;
    let sheets = match all.first() {
        Some(table) if table.member.is_none() => tables::sheets(path, files)?,
        _ => Vec::new(),
    };
    let target = |table: &TablePath, sheet| Target {
        table: table.clone(),
        sheet,
    };
    Ok(match (all.first(), sheets.len()) {
        (Some(table), 2..) => sheets.into_iter().map(|name| target(table, Some(name))).collect(),
        _ => all.iter().map(|table| target(table, None)).collect(),
    })
}

/// A file that was opened.
pub(super) struct Preview {
    opened: Opened,
    path: String,
    /// The encoding that must be configured for it to be read.
    pub(super) needs: Option<&'static CodePage>,
}

impl Preview {
    /// Opens a table. UTF-16 without its mark is found out here, but must be configured.
    pub(super) fn new(files: &dyn Files, target: &Target) -> Result<Self, Diagnostic> {
        let open = |needs| {
            let dialect = Dialect {
                encoding: needs,
                sheet: target.sheet.clone(),
                ..Dialect::default()
            };
            Opened::new(files, &target.table, &dialect).map(|opened| Self {
                opened,
                path: target.table.shown(),
                needs,
            })
        };
        open(None).or_else(|error| match wide(files, target) {
            Some(page) if error.code == Code::NotATable => open(Some(page)),
            _ => Err(error),
        })
    }

    /// The vendor's format.
    pub(super) const fn format(&self) -> &'static Format {
        self.opened.format
    }

    /// The header.
    pub(super) const fn header(&self) -> &Header {
        &self.opened.header
    }

    /// What separates cells.
    pub(super) const fn delimiter(&self) -> u8 {
        self.opened.delimiter
    }

    /// The encoding, once the file was read.
    pub(super) fn encoding(&self) -> &'static str {
        self.opened.encoding_name()
    }

    /// What kind of table it is, and how it is packed.
    pub(super) fn container(&self) -> (&str, Option<&'static str>) {
        self.opened.container()
    }

    /// What somebody should look at.
    pub(super) fn notes(&self) -> Diagnostics {
        self.opened.notes(&self.path)
    }

    /// Hands over each row as cells, or why it would not be used.
    pub(super) fn rows(
        &mut self,
        mut take: impl FnMut(Result<&[Cow<'_, str>], NoRecord>, u64),
    ) -> Result<(), Diagnostic> {
        let shape = Shape::of(&self.opened);
        let mut block = Block::default();
        loop {
            let encoding = self
                .opened
                .next(&mut block)
                .map_err(|error| mistake::broken(&self.path, &error, self.opened.encoding()))?;
            if block.is_empty() {
                return Ok(());
            }
            block.split(self.opened.delimiter);
            if block.empty_lines > 0 {
                take(Err(NoRecord::Blank), block.empty_lines);
            }
            for row in block.rows() {
                match shape.refuses(row, encoding, false) {
                    Some(reason) => take(Err(reason), 1),
                    None => {
                        let cells: Vec<_> = row.cells().map(|cell| encoding.decode(cell)).collect();
                        take(Ok(&cells), 1);
                    }
                }
            }
            block.clear();
        }
    }
}

/// Which UTF-16 the first bytes of a file look like.
fn wide(files: &dyn Files, target: &Target) -> Option<&'static CodePage> {
    let mut head = Vec::new();
    let stored = files.open(&target.table.path).ok()?;
    stored.take(64).read_to_end(&mut head).ok()?;
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zeros(0), zeros(1), head.len() / 3) {
        (0, right, enough) if right > enough => Some(UTF_16LE),
        (left, 0, enough) if left > enough => Some(UTF_16BE),
        _ => None,
    }
}
