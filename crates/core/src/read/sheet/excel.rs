//! What is to be known of an Excel workbook before its values are read: calamine sets memory aside for as many texts as
//! a workbook says that it has, and one that lies would end the process.

use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::archive::{self, Archive};
use super::{SheetError, ods};
use crate::files::Stored;

/// Checks that a workbook has room for the texts that it says it shares among its cells.
pub(super) fn check_texts(file: &mut dyn Stored) -> Result<(), SheetError> {
    let shared: Vec<_> = Archive::new(&mut *file)?
        .sizes()?
        .into_iter()
        .filter(|(name, _)| name.to_lowercase().ends_with("sharedstrings.xml"))
        .collect();
    for (name, size) in shared {
        let content = archive::open_member(Box::new(&mut *file), &name).map_err(SheetError::Io)?;
        let mut reader = Reader::from_reader(BufReader::new(content));
        let mut buffer = Vec::new();
        let count = loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(ods::xml)? {
                Event::Start(element) | Event::Empty(element) => break ods::number(&element, "uniqueCount")?,
                Event::Eof => break 0,
                _ => (),
            }
        };
        // Each takes some bytes, and sizes are kept by those who unpack.
        if count > size {
            let why = format!("`{name}` is too short for the {count} texts that it announces");
            return Err(SheetError::Damaged(why));
        }
    }
    Ok(())
}
