//! A new folder in the place of the old one, in one step.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use cxpress_generator::Site;
use rayon::prelude::*;
use tempfile::TempDir;

use super::claim::Claim;
use super::destination::Destination;
use super::manifest::{MANIFEST, whole};
use super::own::held;
use super::{Remark, WriteError};

/// What the old folder is called while it is out of the way, in a folder of its own.
const OLD: &str = "old";

/// Puts a new folder where there is none.
pub(super) fn place(site: &Site, fresh: TempDir, place: &Destination) -> Result<Vec<Remark>, WriteError> {
    let failed = |error| WriteError::of(&place.shown, error);
    fill(site, fresh.path()).map_err(failed)?;
    fs::rename(fresh.path(), &place.path).map_err(failed)?;
    let _ = fresh.keep();
    Ok(Vec::new())
}

/// Puts a new folder in the place of the old one, which it is like already but for what it holds.
pub(super) fn exchange(
    site: &Site,
    fresh: TempDir,
    place: &Destination,
    claim: &Claim,
) -> Result<Vec<Remark>, WriteError> {
    let failed = |error| WriteError::of(&place.shown, error);
    fill(site, fresh.path()).map_err(failed)?;
    finish_like(&place.path, fresh.path()).map_err(failed)?;
    if in_one_step(fresh.path(), &place.path).is_err() {
        return in_two_steps(fresh, place, claim);
    }
    // Somebody may have laid something into the folder while the new one was filled.
    if let Err(error) = held(fresh.path(), &place.shown) {
        in_one_step(fresh.path(), &place.path).map_err(failed)?;
        return Err(error);
    }
    Ok(remove(fresh))
}

/// Removes what was there before. The site is written, whether that succeeds or not.
fn remove(old: TempDir) -> Vec<Remark> {
    let path = old.path().to_owned();
    openly(&path);
    match old.close() {
        Err(error) if error.kind() != io::ErrorKind::NotFound => vec![Remark::Left(path, error)],
        _ => Vec::new(),
    }
}

/// Moves the old folder aside, and back if the new one cannot take its place.
fn in_two_steps(fresh: TempDir, place: &Destination, claim: &Claim) -> Result<Vec<Remark>, WriteError> {
    let failed = |error| WriteError::of(&place.shown, error);
    let aside = claim.folder().map_err(failed)?;
    let old = aside.path().join(OLD);
    fs::rename(&place.path, &old).map_err(failed)?;
    if let Err(error) = fs::rename(fresh.path(), &place.path) {
        if fs::rename(&old, &place.path).is_err() {
            return Err(WriteError::Moved(
                place.shown.clone(),
                aside.keep().join(OLD),
                error,
            ));
        }
        return Err(failed(error));
    }
    let _ = fresh.keep();
    openly(&old);
    Ok(remove(aside))
}

/// Puts back the folder that a build moved aside which was killed before the new one took its place.
pub(super) fn restore(left: &Path, place: &Path) {
    let old = left.join(OLD);
    if old.is_dir() && !place.exists() {
        drop(fs::rename(old, place));
    }
}

fn fill(site: &Site, folder: &Path) -> io::Result<()> {
    let files = site.files.keys().map(|path| folder.join(path));
    let folders: BTreeSet<_> = files.filter_map(|file| Some(file.parent()?.to_owned())).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    let files = site.files.par_iter();
    files.try_for_each(|(path, bytes)| fs::write(folder.join(path), bytes))?;
    fs::write(folder.join(MANIFEST), whole(site))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn in_one_step(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives what is new the owner of what is old, and its mode but for what keeps us from filling it. Says whether that is
/// allowed.
#[cfg(unix)]
pub(super) fn begin_like(old: &Path, fresh: &Path) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (was, is) = (fs::metadata(old)?, fs::metadata(fresh)?);
    let differs = (was.uid(), was.gid()) != (is.uid(), is.gid());
    if differs && chown(fresh, Some(was.uid()), Some(was.gid())).is_err() {
        return Ok(false);
    }
    let ours = if was.is_dir() { 0o700 } else { 0o600 };
    fs::set_permissions(fresh, with_mode(&was, ours))?;
    Ok(true)
}

#[cfg(not(unix))]
pub(super) fn begin_like(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Gives what is filled the mode of what is old.
pub(super) fn finish_like(old: &Path, fresh: &Path) -> io::Result<()> {
    fs::set_permissions(fresh, fs::metadata(old)?.permissions())
}

/// Lets the owner remove what is in a folder.
fn openly(folder: &Path) {
    #[cfg(unix)]
    if let Ok(found) = fs::metadata(folder) {
        drop(fs::set_permissions(folder, with_mode(&found, 0o700)));
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(unix)]
fn with_mode(found: &fs::Metadata, more: u32) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(found.permissions().mode() | more)
}
