//! A folder that nothing can take the place of, such as a mount point: its files are replaced one by one.
//!
//! Everything is written beside first, so that a full disk changes nothing. Then each file takes its place by being moved
//! there: what pages load, pages, overviews; what the old site alone had goes last, pages before what they load. So no page is
//! ever there without what it loads, and whenever a build is killed, the manifest names what it leaves.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cxpress_generator::Site;
use rayon::prelude::*;

use super::WriteError;
use super::manifest::{MANIFEST, Manifest, between, whole};

/// Replaces the files of `folder`, in which `old` says what there is. `staging` is an empty folder of the same file system.
pub(super) fn replace(
    site: &Site,
    folder: &Path,
    staging: &Path,
    old: &Manifest,
    shown: &Path,
) -> Result<(), WriteError> {
    let steps = Steps::new(site, folder, staging, old);
    steps.stage(site).map_err(|error| WriteError::of(shown, error))?;
    steps
        .take()
        .map_err(|error| WriteError::Half(shown.to_owned(), error))
}

/// What has to be done, in the order in which it is done.
struct Steps<'a> {
    folder: &'a Path,
    staging: &'a Path,
    /// What is there and will be, and what comes or goes.
    between: Manifest,
    /// Files that are new or not as they were.
    new: Vec<&'a String>,
    /// Files that the new site has not, and that have the name of a folder now, or a folder that has the name of a file.
    in_the_way: Vec<&'a String>,
    /// Other files that the new site has not.
    stale: Vec<&'a String>,
}

impl<'a> Steps<'a> {
    fn new(site: &'a Site, folder: &'a Path, staging: &'a Path, old: &'a Manifest) -> Self {
        let is_other = |(path, bytes): &(&String, &Vec<u8>)| {
            fs::read(folder.join(path)).map_or(true, |there| there != **bytes)
        };
        let mut new: Vec<&String> = site
            .files
            .par_iter()
            .filter(is_other)
            .map(|(path, _)| path)
            .collect();
        new.sort_by_key(|path| (rank(path), *path));
        let mut stale: Vec<&String> = old
            .names()
            .filter(|path| !site.files.contains_key(*path))
            .collect();
        stale.sort_by_key(|path| (std::cmp::Reverse(rank(path)), *path));
        let (in_the_way, stale) = stale.into_iter().partition(|stale| {
            let mut new = new.iter();
            new.any(|new| is_within(new, stale) || is_within(stale, new))
        });
        let is_kept = |path: &&String| site.files.contains_key(*path);
        let files: BTreeSet<String> = old.files.iter().filter(is_kept).cloned().collect();
        let all = old.names().chain(site.files.keys());
        let pending = all.filter(|path| !files.contains(*path)).cloned().collect();
        Self {
            folder,
            staging,
            between: Manifest { files, pending },
            new,
            in_the_way,
            stale,
        }
    }

    /// Writes all that is new, where no reader looks.
    fn stage(&self, site: &Site) -> io::Result<()> {
        fs::write(self.staging.join("between"), between(site, &self.between))?;
        fs::write(self.staging.join("whole"), whole(site))?;
        let new = self.new.par_iter().enumerate();
        new.try_for_each(|(at, path)| fs::write(self.staged(at), &site.files[*path]))
    }

    fn staged(&self, at: usize) -> PathBuf {
        self.staging.join(at.to_string())
    }

    /// Moves everything to its place, and removes the rest.
    fn take(&self) -> io::Result<()> {
        let manifest = self.folder.join(MANIFEST);
        fs::rename(self.staging.join("between"), &manifest)?;
        self.in_the_way.iter().try_for_each(|path| self.remove(path))?;
        for (at, path) in self.new.iter().enumerate() {
            let place = self.folder.join(path);
            place.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(self.staged(at), place)?;
        }
        self.stale.iter().try_for_each(|path| self.remove(path))?;
        fs::rename(self.staging.join("whole"), manifest)
    }

    /// Removes a file, and its folders if nothing else is in them.
    fn remove(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.folder.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let above = Path::new(path).ancestors().skip(1);
        for folder in above.filter(|folder| !folder.as_os_str().is_empty()) {
            if fs::remove_dir(self.folder.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a path leads to something in a folder.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// What comes before what: files that pages load or offer, pages, overviews of periods, the first page.
fn rank(path: &str) -> usize {
    match path {
        "index.html" => 3,
        path if path.ends_with("/index.html") => 2,
        path if path.ends_with(".html") => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let files = files.iter();
        let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Site {
            files: files.collect(),
        }
    }

    #[test]
    fn assets_come_before_pages_and_pages_before_overviews() {
        let site = site(&[
            ("2026-10/index.html", ""),
            ("2026-10/metrics/nps.html", ""),
            ("2026-10/metrics/nps.xlsx", ""),
            ("assets/style.css", ""),
            ("index.html", ""),
        ]);
        let old = Manifest {
            files: ["assets/old.css", "2025/a.html"].map(str::to_owned).into(),
            pending: ["index.html".to_owned()].into(),
        };
        let nowhere = Path::new("/nonexistent");
        let steps = Steps::new(&site, nowhere, nowhere, &old);
        let order = [
            "2026-10/metrics/nps.xlsx",
            "assets/style.css",
            "2026-10/metrics/nps.html",
            "2026-10/index.html",
            "index.html",
        ];
        assert_eq!(steps.new, order);
        assert_eq!(steps.stale, ["2025/a.html", "assets/old.css"]);
        assert_eq!(steps.between.files, BTreeSet::new());
        assert_eq!(steps.between.pending.len(), 7);
    }

    #[test]
    fn files_and_folders_change_places() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut old = Manifest::default();
        for files in [
            vec![("a", "file"), ("index.html", "one")],
            vec![("a/b/c", "deep"), ("index.html", "two")],
            vec![("a", "file"), ("index.html", "three")],
        ] {
            let staging = tempfile::tempdir_in(folder.path()).expect("a folder");
            let site = site(&files);
            replace(&site, folder.path(), staging.path(), &old, folder.path()).expect("replaced");
            drop(staging);
            let text = fs::read_to_string(folder.path().join(MANIFEST)).expect("a manifest");
            old = Manifest::parse(&text).expect("a whole manifest");
            assert_eq!(text, whole(&site));
            for (path, bytes) in &site.files {
                assert_eq!(&fs::read(folder.path().join(path)).expect("a file"), bytes);
            }
        }
    }
}
