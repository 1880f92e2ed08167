//! The store of the command, which also counts what it is given.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cxpress::Cache;
use cxpress_core::read::Store;

/// The store of the command, with counters.
pub(super) struct Counting {
    cache: Cache,
    counts: Mutex<Counts>,
}

/// What a store was given.
#[derive(Default)]
pub(super) struct Counts {
    /// The files that were read, and not recalled.
    files: BTreeSet<String>,
}

impl Counting {
    pub(super) fn of(project: &Path) -> Self {
        Self {
            cache: Cache::of(project),
            counts: Mutex::default(),
        }
    }

    /// Does what the command does at the end. Gives what was counted.
    pub(super) fn finish(self) -> Counts {
        self.cache.sweep();
        self.counts.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    /// How many files were read.
    pub(super) fn files(&self) -> u64 {
        self.files.len() as u64
    }
}

impl Store for Counting {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.cache.get(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.cache.put(name, bytes);
        // A file may be read for several purposes, which its name ends with.
        let file = name.rsplit_once('-').map_or(name, |(file, _)| file);
        self.counts().files.insert(file.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_count_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Counting::of(folder.path());
        for name in ["files/a-keys", "files/a-whole", "files/b-whole"] {
            assert_eq!(store.get(name), None);
            store.put(name, b"it");
        }
        assert_eq!(store.finish().files(), 2);
        let store = Counting::of(folder.path());
        assert_eq!(store.get("files/a-keys").as_deref(), Some(b"it".as_slice()));
        assert_eq!(store.finish().files(), 0);
    }
}
