//! What a folder holds: a site of ours and nothing else, or something that would be lost.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::WriteError;
use super::claim::is_inner;
use super::manifest::{MANIFEST, Manifest};

/// How many files are named that would be lost.
const NAMED: usize = 5;

/// What systems lay into any folder that somebody looks at, and nobody misses.
pub(crate) const DUST: [&str; 2] = [".DS_Store", "Thumbs.db"];

/// What file systems keep in their own root.
const OF_THE_MOUNT: &str = "lost+found";

/// The manifest of the site in a folder, one without files if the folder is empty; nothing if there is no folder.
///
/// # Errors
/// If it is no folder, cannot be read, or holds something that no build wrote.
pub(super) fn held(folder: &Path, shown: &Path) -> Result<Option<Manifest>, WriteError> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(WriteError::of(shown, error)),
        Ok(_) => {}
    }
    let found = fs::read_to_string(folder.join(MANIFEST)).ok();
    let manifest = found.as_deref().and_then(Manifest::parse);
    let is_broken = found.is_some() && manifest.is_none();
    let manifest = manifest.unwrap_or_default();
    let is_missing = |path: &&String| fs::symlink_metadata(folder.join(path)).is_err();
    let missing: Vec<String> = manifest.files.iter().filter(is_missing).cloned().collect();
    if !missing.is_empty() {
        return Err(WriteError::Torn(shown.to_owned(), few(missing)));
    }
    let others = others(folder, &manifest).map_err(|error| WriteError::of(shown, error))?;
    match others.is_empty() {
        true => Ok(Some(manifest)),
        false if is_broken => Err(WriteError::Unclear(shown.to_owned(), few(others))),
        false => Err(WriteError::NotOurs(shown.to_owned(), few(others))),
    }
}

/// The first few of many names, and how many more there are.
fn few(mut names: Vec<String>) -> (Vec<String>, usize) {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    (names, more)
}

/// What a folder holds beside what its manifest names. A folder in which nothing is named is one of them.
fn others(folder: &Path, manifest: &Manifest) -> io::Result<Vec<String>> {
    let folders = manifest.folders();
    let mut found = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry?;
        let is_folder = entry.file_type().is_dir();
        let path = path_in(folder, &entry);
        if is_folder && folders.contains(Path::new(&path)) {
            continue;
        }
        if is_folder {
            walk.skip_current_dir();
        }
        if is_nobodys(&entry) || (!is_folder && manifest.is_named(&path)) {
            continue;
        }
        found.push(if is_folder { path + "/" } else { path });
    }
    Ok(found)
}

/// Whether something is what no person put there: dust, what a build left that was killed, what the file system keeps.
pub(super) fn is_nobodys(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let is_dust = DUST.iter().any(|dust| name == OsStr::new(dust));
    let in_root = entry.depth() == 1 && (name == OsStr::new(OF_THE_MOUNT) || is_inner(name));
    is_dust || in_root
}

fn path_in(folder: &Path, entry: &DirEntry) -> String {
    let path: PathBuf = entry
        .path()
        .strip_prefix(folder)
        .unwrap_or(entry.path())
        .to_owned();
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}
