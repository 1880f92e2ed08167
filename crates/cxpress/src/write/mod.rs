//! The one place that writes: a new folder beside the old one, then an exchange in one step.
//!
//! A build that fails or is killed leaves yesterday's site as it was. Nothing is replaced but what a build wrote: the
//! [manifest] names each of its files, and a folder that holds anything else is refused. Where a folder cannot be
//! exchanged, as it is a mount point, its files are replaced [one by one](piecemeal).

mod claim;
mod destination;
mod exchange;
mod manifest;
mod own;
mod piecemeal;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cxpress_generator::Site;
use rayon::prelude::*;
use walkdir::WalkDir;

use claim::{Claim, Room};
use destination::Destination;

pub(crate) use destination::resolved;
pub(crate) use manifest::{MANIFEST, fingerprint, standing};
pub(crate) use own::DUST;

/// Some names, and how many there are beside them.
type Few = (Vec<String>, usize);

/// Why a site could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// A folder that no site may take the place of, and what it is.
    Never(PathBuf, &'static str),
    /// The folder holds something else, which would be lost.
    NotOurs(PathBuf, Few),
    /// The folder holds files, and its manifest is not whole.
    Unclear(PathBuf, Few),
    /// The folder lacks files that its manifest names.
    Torn(PathBuf, Few),
    /// The output is a file.
    NotAFolder(PathBuf),
    /// The file was not made by a build of this report.
    NotOurFile(PathBuf),
    /// Another build writes, and does not end.
    Busy(PathBuf),
    /// The system says no, and nothing was written.
    Io(PathBuf, io::Error),
    /// The system says no after some files were replaced.
    Half(PathBuf, io::Error),
    /// The old site was moved, and can neither be replaced nor moved back.
    Moved(PathBuf, PathBuf, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never(path, what) => {
                write!(f, "`{}` is {what}: a site must not replace it", path.display())
            }
            Self::NotOurs(path, others) => {
                write!(
                    f,
                    "`{}` holds files that no build wrote: {}",
                    path.display(),
                    listed(others)
                )
            }
            Self::Unclear(path, others) => write!(
                f,
                "`{}` cannot be told to be a site, as its `{MANIFEST}` is not whole; it holds {}",
                path.display(),
                listed(others)
            ),
            Self::Torn(path, missing) => write!(
                f,
                "`{}` is no whole site: its `{MANIFEST}` names what is not there: {}",
                path.display(),
                listed(missing)
            ),
            Self::NotAFolder(path) => write!(f, "`{}` is not a folder", path.display()),
            Self::NotOurFile(path) => write!(
                f,
                "`{}` was not made by a build of this report, or was changed since",
                path.display()
            ),
            Self::Busy(path) => write!(
                f,
                "another build has been writing to `{}` for a minute",
                path.display()
            ),
            Self::Io(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
            Self::Half(path, error) => write!(f, "`{}` was replaced in part only: {error}", path.display()),
            Self::Moved(path, old, error) => write!(
                f,
                "`{}` cannot be replaced: {error}; what was there is `{}` now",
                path.display(),
                old.display()
            ),
        }
    }
}

impl std::error::Error for WriteError {}

impl WriteError {
    /// What the system says of a path.
    fn of(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotADirectory => Self::NotAFolder(path.to_owned()),
            _ => Self::Io(path.to_owned(), error),
        }
    }

    /// What to do.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Never(..) => "choose a folder of its own with `-o`, such as `-o site`; nothing was written",
            Self::NotOurs(..) => {
                "choose another folder with `-o`, or keep these files in `static/` of the report, from where every \
                 build copies them; nothing was written"
            }
            Self::Unclear(..) | Self::Torn(..) => {
                "remove the folder if you miss nothing in it, or choose another one with `-o`; what belongs to the site \
                 but is not made by a build goes to `static/` of the report; nothing was written"
            }
            Self::NotAFolder(_) => "choose a folder with `-o`; nothing was written",
            Self::NotOurFile(_) => "move it away, or choose another folder with `-o`; nothing was written",
            Self::Busy(_) => "try again when it has ended; nothing was written",
            Self::Io(..) => "choose a folder with `-o` that you may write to; nothing was written",
            Self::Half(..) => {
                "it holds pages of the old and of the new site: mend what the system says, and build again"
            }
            Self::Moved(..) => "move it back, mend what the system says, and build again",
        }
    }
}

fn listed((names, more): &Few) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// What is to be known of a site that was written.
#[derive(Debug)]
pub enum Remark {
    /// The file system knows no locks.
    NoLocks(PathBuf),
    /// The folder belongs to somebody else, so it was not exchanged.
    OneByOne(PathBuf),
    /// What was there before could not be removed.
    Left(PathBuf, io::Error),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLocks(path) => write!(
                f,
                "note: the file system of `{}` knows no locks: never let two builds write there at once",
                path.display()
            ),
            Self::OneByOne(path) => write!(
                f,
                "note: `{}` belongs to another user, so its files were replaced one by one and not in one step",
                path.display()
            ),
            Self::Left(path, error) => write!(
                f,
                "note: what was there before is `{}` now, and cannot be removed: {error}",
                path.display()
            ),
        }
    }
}

/// Writes a site to `output`, in the place of the site that is there. If that is the same to the last byte, it is left
/// as it is: to compare takes a tenth of the time that it takes to make and to remove hundreds of files. What builds left
/// there that were killed is removed. `project` is the folder of the report.
///
/// # Errors
/// If `output` is not a folder, holds something that no build wrote, is a folder that must not be replaced, or cannot
/// be written.
pub fn write(site: &Site, output: &Path, project: &Path) -> Result<Vec<Remark>, WriteError> {
    let place = Destination::of(output, project)?;
    // Whatever else is seen here may be another build at work.
    let is_there = own::held(&place.path, output).is_ok_and(|old| old.is_some());
    if is_there && stands(site, &place.path) && !place.room().is_used() {
        return Ok(Vec::new());
    }
    let claim = Claim::take(place.room(), output)?;
    for left in place.room().left() {
        exchange::restore(&left, &place.path);
    }
    claim.clear();
    let old = own::held(&place.path, output)?;
    let mut remarks = match old {
        Some(_) if stands(site, &place.path) => Vec::new(),
        old => put(site, &place, &claim, old)?,
    };
    if !claim.is_certain() {
        remarks.push(Remark::NoLocks(output.to_owned()));
    }
    Ok(remarks)
}

/// Puts a site in its place.
fn put(
    site: &Site,
    place: &Destination,
    claim: &Claim,
    old: Option<manifest::Manifest>,
) -> Result<Vec<Remark>, WriteError> {
    let failed = |error| WriteError::of(&place.shown, error);
    let fresh = claim.folder().map_err(failed)?;
    let Some(old) = old else {
        return exchange::place(site, fresh, place);
    };
    if place.is_mount {
        piecemeal::replace(site, &place.path, fresh.path(), &old, &place.shown)?;
        return Ok(Vec::new());
    }
    if exchange::begin_like(&place.path, fresh.path()).map_err(failed)? {
        return exchange::exchange(site, fresh, place, claim);
    }
    piecemeal::replace(site, &place.path, fresh.path(), &old, &place.shown)?;
    Ok(vec![Remark::OneByOne(place.shown.clone())])
}

/// Writes one file, in the place of the one that is there, in one step. Folders are made; a link stays, and what it leads
/// to is replaced.
///
/// # Errors
/// If it cannot be written; what was there is left as it was.
pub fn write_file(bytes: &[u8], path: &Path) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(path.to_owned(), error);
    let target = resolved(path).map_err(failed)?;
    let room = Room::beside(&target);
    if fs::read(&target).is_ok_and(|there| there == bytes) && !room.is_used() {
        return Ok(());
    }
    let claim = Claim::take(room, path)?;
    claim.clear();
    let fresh = claim.file().map_err(failed)?;
    fs::write(fresh.path(), bytes).map_err(failed)?;
    if target.exists() {
        exchange::begin_like(&target, fresh.path()).map_err(failed)?;
        exchange::finish_like(&target, fresh.path()).map_err(failed)?;
    }
    fresh.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Whether a folder holds exactly the files of a site. All bytes are compared: somebody may have changed one.
fn stands(site: &Site, folder: &Path) -> bool {
    let there: Result<BTreeSet<PathBuf>, _> = WalkDir::new(folder)
        .into_iter()
        .filter(|entry| {
            !entry
                .as_ref()
                .is_ok_and(|entry| entry.file_type().is_dir() || own::is_nobodys(entry))
        })
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
        && same(&folder.join(MANIFEST), manifest::whole(site).as_bytes())
}

#[cfg(test)]
mod tests;
