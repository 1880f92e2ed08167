//! The store of the command, which also counts what it is asked for and given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cxpress::Cache;
use cxpress_core::read::Store;

use super::process::Moment;

/// How the name of a chart begins.
const CHARTS: &str = "charts/";

/// The store of the command, with counters.
pub(super) struct Counting {
    cache: Cache,
    counts: Mutex<Counts>,
}

/// What a store was asked for and given.
#[derive(Default)]
pub(super) struct Counts {
    /// The files that were read, and not recalled.
    files: BTreeSet<String>,
    /// How often each chart was looked up.
    asked: BTreeMap<String, u64>,
    /// How often each chart was drawn.
    drawn: BTreeMap<String, u64>,
    /// How many charts each thread drew.
    threads: BTreeMap<usize, u64>,
    /// When a chart was last looked up or drawn.
    last: Option<Moment>,
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

    /// How many distinct charts there are.
    pub(super) fn charts(&self) -> u64 {
        self.asked.len() as u64
    }

    /// How many charts were drawn.
    pub(super) fn drawn(&self) -> u64 {
        self.drawn.values().sum()
    }

    /// How many threads drew.
    pub(super) fn threads(&self) -> u64 {
        self.threads.len() as u64
    }

    /// How many charts the thread drew that drew most.
    pub(super) fn most(&self) -> u64 {
        self.threads.values().copied().max().unwrap_or_default()
    }

    /// When the last chart was there.
    pub(super) const fn last(&self) -> Option<Moment> {
        self.last
    }

    /// A chart that was looked up or drawn more than once.
    pub(super) fn twice(&self) -> Option<&str> {
        let mut all = self.asked.iter().chain(&self.drawn);
        let (name, _) = all.find(|(_, times)| **times > 1)?;
        Some(name)
    }
}

impl Store for Counting {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        let found = self.cache.get(name);
        if name.starts_with(CHARTS) {
            let mut counts = self.counts();
            *counts.asked.entry(name.to_owned()).or_default() += 1;
            counts.last = Some(Moment::now());
        }
        found
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.cache.put(name, bytes);
        let mut counts = self.counts();
        if name.starts_with(CHARTS) {
            *counts.drawn.entry(name.to_owned()).or_default() += 1;
            if let Some(thread) = rayon::current_thread_index() {
                *counts.threads.entry(thread).or_default() += 1;
            }
            counts.last = Some(Moment::now());
        } else {
            // A file may be read for several purposes, which its name ends with.
            let file = name.rsplit_once('-').map_or(name, |(file, _)| file);
            counts.files.insert(file.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_count_once_and_charts_as_often_as_they_are_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let store = Counting::of(folder.path());
        for name in ["files/a-keys", "files/a-whole", "files/b-whole", "charts/1"] {
            assert_eq!(store.get(name), None);
            store.put(name, b"it");
        }
        let counts = store.finish();
        assert_eq!((counts.files(), counts.charts(), counts.drawn()), (2, 1, 1));
        assert_eq!(counts.twice(), None);
        let store = Counting::of(folder.path());
        assert_eq!(store.get("charts/1").as_deref(), Some(b"it".as_slice()));
        assert_eq!(store.counts().drawn(), 0);
        store.put("charts/1", b"it");
        store.put("charts/1", b"it");
        assert_eq!(store.finish().twice(), Some("charts/1"));
    }
}
