//! Files that lie beside a text: pictures that it shows, documents that it links to.

use std::io::Read;

use percent_encoding::percent_decode_str;

use super::{Commentary, Piece};
use cxpress_files::Files;

/// More bytes than this, and a file is not read.
const MOST_BYTES: u64 = 20_000_000;
/// The folder that such files lie in.
const FOLDER: &str = "commentary/";

/// A file that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It has more bytes than a report should hold.
    TooLarge,
}

/// Reads the files that the links and pictures of a text name; what is not there, or is no file of commentary, is left to
/// whoever knows the pages of the report.
pub fn attach(commentary: &mut Commentary, files: &dyn Files) {
    let targets = commentary.body.iter().filter_map(|piece| match piece {
        Piece::Link(target) | Piece::Picture(target) => Some(target.address.as_str()),
        Piece::Markdown(_) | Piece::Value(_) => None,
    });
    let paths = targets.filter_map(|address| project_path(&commentary.file, address));
    let paths: Vec<String> = paths.collect();
    for path in paths.into_iter().filter(|path| is_beside(path)) {
        if let Some(file) = read(files, &path) {
            commentary.attached.insert(path, file);
        }
    }
}

fn is_beside(path: &str) -> bool {
    path.starts_with(FOLDER) && !path.ends_with(".md")
}

fn read(files: &dyn Files, path: &str) -> Option<Attached> {
    // A path that a listing names is a file of the project.
    let listed = files.list(&globset::escape(path)).ok()?;
    listed.iter().find(|listed| *listed == path)?;
    let mut bytes = Vec::new();
    let file = files.open(path).ok()?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
    Some(if bytes.len() as u64 > MOST_BYTES {
        Attached::TooLarge
    } else {
        Attached::Bytes(bytes)
    })
}

/// The path in the project that a relative address in a text leads to; none if it has a scheme, or leads out of the project.
#[must_use]
pub fn project_path(file: &str, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let head = path.split('/').next().unwrap_or(path);
    if path.is_empty() || path.starts_with('/') || head.contains(':') || path.contains('\\') {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commentary::parse;
    use cxpress_files::MemoryFiles;

    #[test]
    fn paths_are_those_of_the_project() {
        let file = "commentary/2026-10/overview.md";
        for (address, path) in [
            ("desk.png", Some("commentary/2026-10/desk.png")),
            ("./a%20b.pdf#page=2", Some("commentary/2026-10/a b.pdf")),
            ("../pictures/desk.png", Some("commentary/pictures/desk.png")),
            ("../../cxpress.yaml", Some("cxpress.yaml")),
            ("../../../etc/passwd", None),
            ("/etc/passwd", None),
            ("figure:effort", None),
            ("https://x.y/z.png", None),
            ("#top", None),
            ("..\\x", None),
        ] {
            assert_eq!(project_path(file, address).as_deref(), path, "{address}");
        }
    }

    #[test]
    fn files_beside_a_text_are_read_and_no_others() {
        let files = MemoryFiles::new()
            .with("commentary/2026-10/a [1].png", "1")
            .with("commentary/notes.md", "2")
            .with("data/secret.csv", "3");
        let text = "![a](<a [1].png>) [b](../notes.md) [c](../../data/secret.csv) [d](d.pdf)";
        let (commentary, _) = parse(text, "commentary/2026-10/overview.md");
        let mut commentary = commentary.expect("a commentary");
        attach(&mut commentary, &files);
        let paths: Vec<_> = commentary.attached.keys().map(String::as_str).collect();
        assert_eq!(paths, ["commentary/2026-10/a [1].png"]);
    }
}
