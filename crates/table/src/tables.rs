//! Which tables a file holds.

use cxpress_diagnostic::Diagnostic;
use cxpress_files::Files;

use crate::mistake::unreadable;
use crate::path::TablePath;
use crate::{archive, sheet};

/// The tables in a file: itself, or those of an archive.
///
/// # Errors
/// An archive that cannot be read, or that holds none.
pub fn tables(path: String, files: &dyn Files) -> Result<Vec<TablePath>, Diagnostic> {
    if !path.to_lowercase().ends_with(".zip") {
        return Ok(vec![TablePath { path, member: None }]);
    }
    let stored = files.open(&path).map_err(|error| unreadable(&path, &error))?;
    let members = archive::members(stored).map_err(|error| error.diagnostic(&path))?;
    let table = |member: archive::Member| TablePath {
        path: path.clone(),
        member: Some(member.name),
    };
    Ok(members.into_iter().map(table).collect())
}

/// The sheets of a workbook; none of another file, nor of one that cannot be read, which is said when it is opened.
///
/// # Errors
/// A file that cannot be read at all.
pub fn sheets(path: &str, files: &dyn Files) -> Result<Vec<String>, Diagnostic> {
    let trouble = |error| unreadable(path, &error);
    let mut stored = files.open(path).map_err(trouble)?;
    if sheet::is_spreadsheet(&mut *stored).map_err(trouble)? {
        Ok(sheet::sheets(stored).unwrap_or_default())
    } else {
        Ok(Vec::new())
    }
}
