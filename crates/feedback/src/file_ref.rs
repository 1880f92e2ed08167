//! A table of a source.

use cxpress_table::path::TablePath;

/// A table of a source.
#[derive(Clone, Debug)]
pub struct FileRef {
    /// The source: an index into the configuration's sources.
    pub source: usize,
    /// Where it is.
    pub table: TablePath,
}

impl FileRef {
    /// Its name in messages.
    #[must_use]
    pub fn shown(&self) -> String {
        self.table.shown()
    }
}
