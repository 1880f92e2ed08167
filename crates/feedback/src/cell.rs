//! The value of an id in one row, read again for a message: what is kept of ids is hashes alone.

use super::layout::Layout;
use crate::file_ref::FileRef;
use crate::reason::IdOf;
use cxpress_diagnostic::Diagnostics;
use cxpress_files::Files;
use cxpress_project::config::Source;
use cxpress_project::period::Periods;
use cxpress_table::block::Block;
use cxpress_table::open::Opened;

/// The text in the column of an id, in the row that begins in this line; nothing if the file cannot be read again.
pub(super) fn read(
    files: &dyn Files,
    file: &FileRef,
    source: &Source,
    periods: &Periods,
    of: IdOf,
    line: u64,
) -> Option<String> {
    let mut opened = Opened::new(files, &file.table, &source.dialect).ok()?;
    let mut unsaid = Diagnostics::default();
    let layout = Layout::find(source, file, &opened, periods, &mut unsaid)?;
    let column = match of {
        IdOf::Response => layout.response_id,
        IdOf::Respondent => layout.respondent,
        IdOf::Customer => layout.customer,
    }?;
    loop {
        let mut block = Block::default();
        let encoding = opened.next(&mut block).ok()?;
        if block.is_empty() {
            return None;
        }
        block.split(layout.delimiter);
        if let Some(row) = block.rows().find(|row| row.line == line) {
            return Some(encoding.decode(row.cell(column)).into_owned());
        }
    }
}
