//! What builds remember, on disk: a folder of small files beside the configuration.
//!
//! An entry that is damaged, cut off or of another version of the program counts as not there. Entries are written
//! beside their place and then moved there, so two builds at once do not hurt each other. There is nothing in it that
//! cannot be made again; it holds counts, no rows.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cxpress_core::read::Store;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The folder in that of the project.
const FOLDER: &str = ".cxpress-cache";

/// How large the folder may become before what the last build did not use is removed.
const LARGEST: u64 = 256 << 20;

/// How an entry begins.
const MAGIC: &[u8; 8] = b"cxpress\x01";

/// How many bytes of an entry come before what was put there: magic and checksum.
const HEADER: usize = 16;

/// What builds remember, in a folder of the project.
pub struct Cache {
    folder: PathBuf,
    /// The hash of the program itself: another version may come to something else.
    program: u64,
    used: Mutex<BTreeSet<PathBuf>>,
}

impl Cache {
    /// The cache of a project. Nothing is read or written before it is asked for something.
    #[must_use]
    pub fn of(project: &Path) -> Self {
        Self::new(project.join(FOLDER), program())
    }

    const fn new(folder: PathBuf, program: u64) -> Self {
        Self {
            folder,
            program,
            used: Mutex::new(BTreeSet::new()),
        }
    }

    /// If the folder has become large, removes what was not used since this was made.
    pub fn sweep(&self) {
        let entries: Vec<(PathBuf, u64)> = WalkDir::new(&self.folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file() && entry.depth() > 1)
            .filter_map(|entry| Some((entry.path().to_owned(), entry.metadata().ok()?.len())))
            .collect();
        let size: u64 = entries.iter().map(|(_, size)| size).sum();
        if size <= LARGEST {
            return;
        }
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, _) in entries.iter().filter(|(path, _)| !used.contains(path)) {
            drop(fs::remove_file(path));
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        let path = self.folder.join(name);
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(path.clone());
        path
    }

    /// Its name is part of it: an entry that was moved under another name is none.
    fn checksum(&self, name: &str, bytes: &[u8]) -> u64 {
        xxh3_64_with_seed(bytes, xxh3_64_with_seed(name.as_bytes(), self.program))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        let folder = path.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            self.prepare(folder)?;
        }
        let entry = [MAGIC.as_slice(), &self.checksum(name, bytes).to_le_bytes(), bytes].concat();
        // Processes of two containers may have one number: nothing but chance makes a name that nobody else has.
        let beside = tempfile::Builder::new().prefix(".").tempfile_in(folder)?;
        fs::write(beside.path(), entry)?;
        beside.persist(path)?;
        Ok(())
    }

    /// Makes the folder, which neither version control nor backups need.
    fn prepare(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(self.folder.join(".gitignore"), "*\n")?;
        let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# What cxpress remembers between builds. It may be deleted.\n";
        fs::write(self.folder.join("CACHEDIR.TAG"), tag)
    }
}

impl Store for Cache {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut entry = fs::read(self.path(name)).ok()?;
        let (header, bytes) = entry.split_at_checked(HEADER)?;
        let (magic, checksum) = header.split_at(MAGIC.len());
        let sound = magic == MAGIC && checksum == self.checksum(name, bytes).to_le_bytes();
        sound.then(|| entry.split_off(HEADER))
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        // A cache that cannot be written costs time and nothing else.
        drop(self.write(name, bytes));
    }
}

/// The hash of the running program.
fn program() -> u64 {
    let bytes = std::env::current_exe().and_then(fs::read).unwrap_or_default();
    xxh3_64_with_seed(&bytes, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_given_back_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("cache"), 7);
        assert_eq!(cache.get("files/a"), None);
        cache.put("files/a", b"counts");
        assert_eq!(cache.get("files/a").as_deref(), Some(b"counts".as_slice()));
        assert_eq!(Cache::new(folder.path().join("cache"), 8).get("files/a"), None);
        let path = folder.path().join("cache/files/a");
        fs::copy(&path, folder.path().join("cache/files/b")).expect("copied");
        assert_eq!(cache.get("files/b"), None, "that of another name");
        let whole = fs::read(&path).expect("an entry");
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).expect("written");
            assert_eq!(cache.get("files/a"), None, "cut off at {cut}");
            let mut damaged = whole.clone();
            damaged[cut] ^= 1;
            fs::write(&path, damaged).expect("written");
            assert_eq!(cache.get("files/a"), None, "damaged at {cut}");
        }
        assert!(folder.path().join("cache/.gitignore").exists());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_cache() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cache");
        fs::write(&file, "x").expect("written");
        let cache = Cache::new(file, 7);
        cache.put("files/a", b"counts");
        assert_eq!(cache.get("files/a"), None);
    }
}
