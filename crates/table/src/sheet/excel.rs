//! What is to be known of an Excel workbook before its values are read: which rows are hidden, which calamine does not
//! tell; and it sets memory aside for as many texts as a workbook says that it has, so that one that lies would end the
//! process.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::archive::{self, Archive};
use super::{Hidden, SheetError, ods};
use cxpress_files::Stored;

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

/// The rows of each sheet that is `wanted` which are hidden, be it by a filter. What cannot be read hides nothing: it is
/// refused when values are read.
pub(super) fn hidden(file: &mut dyn Stored, wanted: &dyn Fn(&str) -> bool) -> Hidden {
    let mut found = Hidden::new();
    for (name, part) in parts(file).into_iter().filter(|(name, _)| wanted(name)) {
        let mut rows = BTreeSet::new();
        let mut row = 0;
        each_element(file, &part, |element| {
            if element.local_name().as_ref() == "row" {
                row = attribute(element, "r")
                    .and_then(|r| r.parse().ok())
                    .unwrap_or(row + 1);
                let hidden = attribute(element, "hidden");
                let is_hidden = hidden.is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"));
                rows.extend(is_hidden.then_some(row));
            }
        });
        if !rows.is_empty() {
            found.insert(name, rows);
        }
    }
    found
}

/// The names of sheets, and the parts of the archive that hold them.
fn parts(file: &mut dyn Stored) -> Vec<(String, String)> {
    let mut sheets = Vec::new();
    each_element(file, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet" {
            let mut all = element.attributes().filter_map(Result::ok);
            // Its prefix is the writer's choice.
            let id = all.find(|attribute| attribute.key.as_ref().ends_with(":id"));
            let id = id.and_then(|id| attribute(element, id.key.as_ref()));
            sheets.extend(attribute(element, "name").zip(id));
        }
    });
    let mut targets = Vec::new();
    each_element(file, "xl/_rels/workbook.xml.rels", |element| {
        if element.local_name().as_ref() == "Relationship" {
            targets.extend(attribute(element, "Id").zip(attribute(element, "Target")));
        }
    });
    let part = |(name, id): (String, String)| {
        let (_, target) = targets.iter().find(|(known, _)| *known == id)?;
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        Some((name, part))
    };
    sheets.into_iter().filter_map(part).collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    ods::text(element, name).ok().flatten()
}

/// Hands over each element of a part, up to where it cannot be read.
fn each_element(file: &mut dyn Stored, part: &str, mut take: impl FnMut(&BytesStart<'_>)) {
    let Ok(content) = archive::open_member(Box::new(&mut *file), part) else {
        return;
    };
    let content: Box<dyn Read + Send + '_> = content;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => take(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => (),
        }
    }
}
