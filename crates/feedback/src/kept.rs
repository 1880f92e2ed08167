//! What files came to, kept for the next build.
//!
//! There is one entry for each file of each source. It holds the file's fingerprint and a hash of all that decided what
//! came of it; it counts only where both are as they were. A file's time of change is not looked at: its bytes are.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use super::resolve::Resolved;
use super::rows::Rows;
use super::tally::FileTally;
use super::totals::FileFacts;
use super::worker::Task;
use crate::file_ref::FileRef;
use crate::options::{Options, Purpose};
use cxpress_files::Files;
use cxpress_table::fingerprint;

/// What came of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// What its sink saved.
    pub(super) sink: Vec<u8>,
    pub(super) tally: FileTally,
    pub(super) facts: FileFacts,
    pub(super) rows: Rows,
}

/// The version of what is kept. A new one for any change of what stands in an entry.
const FORMAT: u32 = 6;

/// The place of a file in the store.
pub(super) struct Slot<'a> {
    options: Options<'a>,
    name: String,
    /// All that decides what comes of the file, but for its bytes and the purpose.
    terms: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    terms: u128,
    kept: Kept,
}

impl<'a> Slot<'a> {
    pub(super) fn new(
        options: Options<'a>,
        task: &Task<'_>,
        file: &FileRef,
        resolved: &Resolved,
        compares: bool,
    ) -> Self {
        let source = &task.config.sources[file.source].id;
        let name = xxh3_128(format!("{source}\n{}", file.shown()).as_bytes());
        let until = task.until.map(|until| until.0);
        // Waves are numbered by their names: one more before the others moves all of them.
        let waves = task.inputs.periods.waves();
        let terms = (FORMAT, until, waves, resolved.hash(), file.shown(), compares);
        Self {
            options,
            name: format!("files/{name:032x}"),
            terms: postcard::to_stdvec(&terms).unwrap_or_default(),
        }
    }

    /// What was kept of the file, if its bytes and all else are as they were.
    pub(super) fn recall(&self, files: &dyn Files, file: &FileRef) -> Option<Kept> {
        let held = |purpose: Purpose| {
            let bytes = self.options.store.get(&self.name_for(purpose))?;
            let entry: Entry = postcard::from_bytes(&bytes).ok()?;
            (entry.terms == self.terms_for(purpose)).then_some(entry.kept)
        };
        let settled = || {
            let (from, purpose) = self.options.settled?;
            let kept = held(purpose)?;
            kept.tally
                .last_named
                .is_none_or(|last| last < from)
                .then_some(kept)
        };
        let kept = settled().or_else(|| held(self.options.purpose))?;
        (fingerprint::of(files, &file.table.path).ok()? == kept.facts.print).then_some(kept)
    }

    /// Keeps what came of the file.
    pub(super) fn keep(&self, kept: impl FnOnce() -> Option<Kept>) {
        let Some(kept) = self.options.store.remembers().then(kept).flatten() else {
            return;
        };
        let entry = Entry {
            terms: self.terms_for(self.options.purpose),
            kept,
        };
        if let Ok(bytes) = postcard::to_stdvec(&entry) {
            self.options
                .store
                .put(&self.name_for(self.options.purpose), &bytes);
        }
    }

    fn name_for(&self, purpose: Purpose) -> String {
        format!("{}-{}", self.name, purpose.name)
    }

    fn terms_for(&self, purpose: Purpose) -> u128 {
        xxh3_128_with_seed(&self.terms, purpose.hash)
    }
}
