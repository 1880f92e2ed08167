//! The one place that writes: a new folder beside the old one, then an exchange in one step.
//!
//! A build that fails or is killed leaves yesterday's site as it was. Where a system cannot exchange two folders
//! in one step, the old one is moved aside first, and moved back if the new one cannot take its place.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cxpress_generator::Site;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

/// The file that says a folder is a site of ours: each path with a fingerprint of its bytes.
const MANIFEST: &str = "cxpress-manifest.json";

/// Why a site could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something else, which would be lost.
    NotASite(PathBuf),
    /// The output is a file.
    NotAFolder(PathBuf),
    /// The system says no.
    Io(PathBuf, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASite(path) => write!(f, "`{}` holds files that are not a cxpress site", path.display()),
            Self::NotAFolder(path) => write!(f, "`{}` is not a folder", path.display()),
            Self::Io(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {}

impl WriteError {
    /// What to do.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NotASite(_) => "choose an empty or a new folder with `-o`; nothing was written",
            Self::NotAFolder(_) => "choose a folder with `-o`; nothing was written",
            Self::Io(..) => "choose a folder with `-o` that you may write to; nothing was written",
        }
    }
}

/// Writes a site to `output`, in the place of the site that is there. If that is the same to the last byte, it is left
/// as it is: to compare takes a tenth of the time that it takes to make and to remove hundreds of files.
///
/// # Errors
/// If `output` is not a folder, holds something that is not a site, or cannot be written.
pub fn write(site: &Site, output: &Path) -> Result<(), WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| WriteError::Io(path, error)
    };
    let exists = replaceable(output)?;
    if exists && stands(site, output) {
        return Ok(());
    }
    let absolute = std::path::absolute(output).map_err(failed(output))?;
    let parent = absolute.parent().unwrap_or(&absolute).to_owned();
    fs::create_dir_all(&parent).map_err(failed(&parent))?;
    clear_leftovers(&absolute, &parent);
    let fresh = sibling(&absolute, &std::process::id().to_string());
    fill(site, &fresh)
        .map_err(failed(output))
        .inspect_err(|_| drop(fs::remove_dir_all(&fresh)))?;
    let placed = if exists {
        exchange(&fresh, &absolute)
    } else {
        fs::rename(&fresh, &absolute)
    };
    placed
        .map_err(failed(output))
        .inspect_err(|_| drop(fs::remove_dir_all(&fresh)))
}

/// Writes one file, in the place of the one that is there, in one step. Folders are made.
///
/// # Errors
/// If it cannot be written; what was there is left as it was.
pub fn write_file(bytes: &[u8], path: &Path) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(path.to_owned(), error);
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(failed)?;
    let fresh = sibling(path, &std::process::id().to_string());
    fs::write(&fresh, bytes)
        .and_then(|()| fs::rename(&fresh, path))
        .map_err(failed)
        .inspect_err(|_| drop(fs::remove_file(&fresh)))
}

/// Whether there is a folder to replace; an error if it must not be replaced.
fn replaceable(output: &Path) -> Result<bool, WriteError> {
    match fs::read_dir(output) {
        Ok(mut entries) => {
            let ours = output.join(MANIFEST).is_file() || entries.next().is_none();
            if ours {
                Ok(true)
            } else {
                Err(WriteError::NotASite(output.to_owned()))
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(WriteError::NotAFolder(output.to_owned()))
        }
        Err(error) => Err(WriteError::Io(output.to_owned(), error)),
    }
}

/// Whether a folder holds exactly the files of a site. All bytes are compared: somebody may have changed one.
fn stands(site: &Site, folder: &Path) -> bool {
    let there: Result<BTreeSet<PathBuf>, _> = WalkDir::new(folder)
        .into_iter()
        .filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir()))
        .map(|entry| entry.map(|entry| entry.into_path()))
        .collect();
    let paths = site.files.keys().map(String::as_str).chain([MANIFEST]);
    let expected: BTreeSet<PathBuf> = paths.map(|path| folder.join(path)).collect();
    let same = |path: &Path, bytes: &[u8]| fs::read(path).is_ok_and(|there| there == bytes);
    there.is_ok_and(|there| there == expected)
        && site
            .files
            .par_iter()
            .all(|(path, bytes)| same(&folder.join(path), bytes))
        && same(&folder.join(MANIFEST), manifest(site).as_bytes())
}

fn sibling(output: &Path, suffix: &str) -> PathBuf {
    let name = output
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    output.with_file_name(format!(".{name}.cxpress-{suffix}"))
}

/// Removes what builds left that were killed. Those of running processes stay.
fn clear_leftovers(output: &Path, parent: &Path) {
    let prefix = sibling(output, "")
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(&prefix).and_then(|id| id.parse::<u32>().ok()) else {
            continue;
        };
        let known = Path::new("/proc/self").exists();
        if known && !Path::new("/proc").join(process.to_string()).exists() {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

fn fill(site: &Site, folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    let files = site.files.keys().map(|path| folder.join(path));
    let folders: BTreeSet<PathBuf> = files.filter_map(|file| Some(file.parent()?.to_owned())).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    let files = site.files.par_iter();
    files.try_for_each(|(path, bytes)| fs::write(folder.join(path), bytes))?;
    fs::write(folder.join(MANIFEST), manifest(site))
}

fn manifest(site: &Site) -> String {
    let print = |bytes: &Vec<u8>| Value::from(format!("{:016x}", xxh3_64(bytes)));
    let files: Map<String, Value> = site
        .files
        .iter()
        .map(|(path, bytes)| (path.clone(), print(bytes)))
        .collect();
    let manifest = json!({ "cxpress": env!("CARGO_PKG_VERSION"), "files": files });
    format!("{manifest:#}\n")
}

/// Puts `fresh` in the place of `output`, and removes what was there.
fn exchange(fresh: &Path, output: &Path) -> io::Result<()> {
    if exchange_in_one_step(fresh, output).is_ok() {
        return fs::remove_dir_all(fresh);
    }
    let old = sibling(output, "old");
    drop(fs::remove_dir_all(&old));
    fs::rename(output, &old)?;
    if let Err(error) = fs::rename(fresh, output) {
        fs::rename(&old, output)?;
        return Err(error);
    }
    fs::remove_dir_all(&old)
}

#[cfg(target_os = "linux")]
fn exchange_in_one_step(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange_in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        let files = [("index.html", text), ("2026-10/index.html", text)];
        Site {
            files: files
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .into(),
        }
    }

    #[test]
    fn a_site_takes_the_place_of_the_one_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("deep/site");
        write(&site("one"), &output).expect("written");
        fs::write(output.join("2026-10/stale.html"), "x").expect("written");
        write(&site("two"), &output).expect("written");
        assert_eq!(
            fs::read_to_string(output.join("index.html")).expect("a page"),
            "two"
        );
        assert!(!output.join("2026-10/stale.html").exists());
        let beside = fs::read_dir(folder.path().join("deep"))
            .expect("a folder")
            .count();
        assert_eq!(beside, 1, "nothing is left beside the site");
    }

    #[test]
    fn a_site_that_is_the_same_to_the_last_byte_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("site");
        write(&site("one"), &output).expect("written");
        assert!(stands(&site("one"), &output));
        assert!(!stands(&site("two"), &output));
        for (path, text) in [
            ("index.html", "one "),
            ("2026-10/more.html", "one"),
            (MANIFEST, "{}"),
        ] {
            fs::write(output.join(path), text).expect("written");
            assert!(!stands(&site("one"), &output), "{path} is not as it was");
            write(&site("one"), &output).expect("written");
            assert!(stands(&site("one"), &output), "{path} is as it was");
        }
        fs::remove_file(output.join("2026-10/index.html")).expect("removed");
        assert!(!stands(&site("one"), &output));
    }

    #[test]
    fn a_folder_that_is_no_site_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "years of work").expect("written");
        let error = write(&site("one"), folder.path()).expect_err("refused");
        assert!(matches!(error, WriteError::NotASite(_)));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_in_the_way_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("site");
        fs::write(&file, "x").expect("written");
        assert!(matches!(
            write(&site("one"), &file),
            Err(WriteError::NotAFolder(_))
        ));
    }

    #[test]
    fn what_a_killed_build_left_is_cleared() {
        let folder = tempfile::tempdir().expect("a folder");
        let left = folder.path().join(".site.cxpress-4294967295");
        fs::create_dir(&left).expect("a folder");
        write(&site("one"), &folder.path().join("site")).expect("written");
        assert_eq!(left.exists(), !Path::new("/proc/self").exists());
    }
}
