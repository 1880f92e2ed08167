//! How a file beside the site says at its very end which report it was made of, so that a later build knows that it may
//! replace it: a single page as a comment, an archive as its comment, a JSON object
//! as the value of its last key, a printed edition as a comment.
//!
//! A seal holds hashes: of the way from the file to the report's folder, of the report's title, and of all that stands before
//! the seal. The last tells that nobody changed the file; one of the others has to be the same, as a report may be moved
//! or get another title. Nothing in it depends on the machine or the time.

use std::borrow::Cow;
use std::io::Cursor;
use std::path::{Component, Path};

use xxhash_rust::xxh3::xxh3_64;
use zip::{DateTime, ZipArchive};

use crate::write::resolved;

/// How a seal begins.
const WORD: &str = "cxpress ";
/// How long it is: the word and three hashes with blanks between.
const LENGTH: usize = WORD.len() + 3 * 16 + 2;
/// What stands around it in a page.
const COMMENT: (&str, &str) = ("<!-- ", " -->\n");
/// What stands around it in a printed edition.
const PRINT_COMMENT: (&str, &str) = ("% ", "\n%%EOF\n");
/// What ends it in a mail.
const MAIL_END: &str = "\r\n";
/// What stands around it in a JSON object.
const LAST_KEY: (&str, &str) = (",\"seal\":\"", "\"}\n");

/// Which report a file is made of.
#[derive(Clone, Copy)]
pub(crate) struct Seal {
    place: u64,
    title: u64,
}

impl Seal {
    /// That of a report with its folder, for files in another folder.
    pub(crate) fn new(folder: &Path, project: &Path, title: &str) -> Self {
        let [folder, project] =
            [folder, project].map(|path| resolved(path).unwrap_or_else(|_| path.to_owned()));
        let way = way(&folder, &project);
        Self {
            place: xxh3_64(way.as_bytes()),
            title: xxh3_64(title.as_bytes()),
        }
    }

    /// Seals a page.
    pub(crate) fn page(self, mut bytes: Vec<u8>) -> Vec<u8> {
        bytes.extend(COMMENT.0.bytes());
        let seal = self.text(&bytes);
        bytes.extend(seal.bytes().chain(COMMENT.1.bytes()));
        bytes
    }

    /// Seals a printed edition: readers leave alone what follows its end.
    pub(crate) fn print(self, mut bytes: Vec<u8>) -> Vec<u8> {
        bytes.extend(PRINT_COMMENT.0.bytes());
        let seal = self.text(&bytes);
        bytes.extend(seal.bytes().chain(PRINT_COMMENT.1.bytes()));
        bytes
    }

    /// Seals a mail, which has parts: mail programs show nothing of what follows the last.
    pub(crate) fn mail(self, mut bytes: Vec<u8>) -> Vec<u8> {
        let seal = self.text(&bytes);
        bytes.extend(seal.bytes().chain(MAIL_END.bytes()));
        bytes
    }

    /// Seals an archive whose comment is [`Self::room`].
    pub(crate) fn archive(self, mut bytes: Vec<u8>) -> Vec<u8> {
        bytes.truncate(bytes.len() - LENGTH);
        let seal = self.text(&bytes);
        bytes.extend(seal.bytes());
        bytes
    }

    /// Seals a JSON object, which has a key.
    pub(crate) fn object(self, mut text: String) -> Vec<u8> {
        let end = text.trim_end().strip_suffix('}').map_or(text.len(), str::len);
        text.truncate(end);
        text.push_str(LAST_KEY.0);
        let seal = self.text(text.as_bytes());
        text.push_str(&seal);
        text.push_str(LAST_KEY.1);
        text.into_bytes()
    }

    /// A comment as long as a seal.
    pub(crate) fn room() -> String {
        " ".repeat(LENGTH)
    }

    fn text(self, before: &[u8]) -> String {
        let print = xxh3_64(before);
        format!("{WORD}{:016x} {:016x} {print:016x}", self.place, self.title)
    }

    /// Whether a build of this report made a file, and nobody changed it. Release 0.1.0 sealed nothing; its files are told
    /// by how they are made.
    pub(crate) fn is_of(self, bytes: &[u8]) -> bool {
        let ends = [COMMENT.1, LAST_KEY.1, PRINT_COMMENT.1, MAIL_END].map(str::as_bytes);
        let end = ends.into_iter().find_map(|end| bytes.strip_suffix(end));
        let end = end.unwrap_or(bytes);
        match end.len().checked_sub(LENGTH).map(|at| end.split_at(at)) {
            Some((before, seal)) if seal.starts_with(WORD.as_bytes()) => {
                let own = self.text(before);
                let same = |from: usize| seal[from..from + 16] == own.as_bytes()[from..from + 16];
                let [place, title, print] = [0, 17, 34].map(|at| same(WORD.len() + at));
                print && (place || title)
            }
            _ => is_page_of_0_1(bytes) || is_archive_of_0_1(bytes),
        }
    }
}

fn is_page_of_0_1(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let made = [
        ".sheet:target,.sheet:has(:target)",
        "<section class=\"sheet\" id=\"",
    ];
    made.iter().all(|part| text.contains(part)) && !text.contains("<!-- cxpress ")
}

/// Its archives hold one folder, and no time of anything.
fn is_archive_of_0_1(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let names = archive.file_names().filter_map(Result::ok);
    let names: Vec<String> = names.map(Cow::into_owned).collect();
    let folder = names.first().and_then(|name| name.split_once('/'));
    let Some((folder, _)) = folder.filter(|_| archive.comment().is_empty()) else {
        return false;
    };
    let has = |start: &str| {
        let start = format!("{folder}/{start}");
        names.iter().any(|name| name.starts_with(&start))
    };
    let within = format!("{folder}/");
    has("index.html")
        && has("assets/style.")
        && names.iter().all(|name| name.starts_with(&within))
        && (0..names.len()).all(|at| {
            let file = archive.by_index_raw(at);
            file.is_ok_and(|file| file.last_modified() == Some(DateTime::default()))
        })
}

/// The way from one folder to another.
fn way(from: &Path, to: &Path) -> String {
    let [from, to] = [from, to].map(|path| path.components().collect::<Vec<Component<'_>>>());
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let down = to[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    let steps = std::iter::repeat_n("..".to_owned(), from.len() - common).chain(down);
    steps.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(folder: &str, title: &str) -> Seal {
        Seal::new(Path::new("/none/out"), Path::new(folder), title)
    }

    #[test]
    fn a_page_is_known_until_somebody_changes_it() {
        let own = seal("/none/project", "Report");
        let page = own.page(b"<!doctype html>\n<p>one</p>\n".to_vec());
        assert!(own.is_of(&page));
        assert!(seal("/none/project", "Another title").is_of(&page));
        assert!(seal("/else/where", "Report").is_of(&page));
        assert!(!seal("/else/where", "Another").is_of(&page));
        let seal = page.len() - COMMENT.1.len() - LENGTH;
        // Either of these two hashes is enough.
        let one_of_two = seal + WORD.len()..seal + WORD.len() + 34;
        for at in 0..page.len() {
            let mut changed = page.clone();
            changed[at] ^= 1;
            assert_eq!(own.is_of(&changed), one_of_two.contains(&at), "changed at {at}");
            // What comes after the seal is nothing of worth.
            assert_eq!(own.is_of(&page[..at]), at == seal + LENGTH, "cut off at {at}");
        }
        assert!(!own.is_of(b"") && !own.is_of(b"<p>mine</p>"));
    }

    #[test]
    fn a_sealed_object_is_json_with_one_key_more() {
        let own = seal("/none/project", "Report");
        let sealed = own.object("{\"format\":6,\"data\":{\"sources\":{}}}".to_owned());
        assert!(own.is_of(&sealed) && !seal("/else/where", "Another").is_of(&sealed));
        let read: serde_json::Value = serde_json::from_slice(&sealed).expect("JSON");
        assert_eq!(read["data"]["sources"], serde_json::json!({}));
        assert!(read["seal"].is_string());
        let mut changed = sealed.clone();
        changed[10] ^= 1;
        assert!(!own.is_of(&changed));
    }

    #[test]
    fn a_way_leads_from_folder_to_folder() {
        for (from, to, expected) in [
            ("/a/b", "/a/b", ""),
            ("/a/b", "/a/c/d", "../c/d"),
            ("/a", "/a/b", "b"),
            ("/a/b", "/", "../.."),
        ] {
            assert_eq!(way(Path::new(from), Path::new(to)), expected);
        }
    }
}
