//! What a build saw, so that the next one that would see the same need not be made.
//!
//! A build is a function of the files that it opened, the lists of files that it asked for, and the environment. Where all of these
//! come to the same, so does the site; and if that still stands as it was written, it is taken from there. Kept are hashes of what was
//! seen, and only of builds of which nothing had to be said: what is wrong is told every time.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use cxpress_core::read::Store;
use cxpress_core::{Files, LeadsOut, Stamp, Stored};
use cxpress_generator::Site;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::build::Built;
use crate::write;

/// So many bytes of a file are read at a time.
const PIECE: usize = 1 << 20;

/// Files and an environment, with a record of what was seen of them.
pub(crate) struct Trace<'a> {
    files: &'a dyn Files,
    environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// The files that were opened, with their state before.
    opened: Mutex<BTreeMap<String, Option<Stamp>>>,
    lists: Mutex<BTreeMap<String, Option<u64>>>,
    leads: Mutex<BTreeMap<String, Option<u64>>>,
    names: Mutex<BTreeMap<String, Option<u64>>>,
}

/// What was seen, as hashes; none where there was nothing.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    files: BTreeMap<String, Option<u64>>,
    lists: BTreeMap<String, Option<u64>>,
    leads: BTreeMap<String, Option<u64>>,
    environment: BTreeMap<String, Option<u64>>,
}

/// A build: what it saw, and what it came to.
#[derive(Serialize, Deserialize)]
struct Record {
    seen: Seen,
    /// The hash of the site's manifest, which has hashes of all of its files.
    site: u64,
    told: Told,
}

/// What is told of a build.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) pages: usize,
    pub(crate) period: String,
    pub(crate) note: Option<String>,
}

impl<'a> Trace<'a> {
    pub(crate) fn new(
        files: &'a dyn Files,
        environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
    ) -> Self {
        Self {
            files,
            environment,
            opened: Mutex::default(),
            lists: Mutex::default(),
            leads: Mutex::default(),
            names: Mutex::default(),
        }
    }

    pub(crate) fn environment(&self, name: &str) -> Option<String> {
        let value = (self.environment)(name);
        note(&self.names, name, || of_text(value.as_deref()));
        value
    }

    /// The site of the last build of a period, if a build would see now what that saw then, and the site stands in the output as it was
    /// written.
    pub(crate) fn recalled(
        &self,
        store: &dyn Store,
        period: Option<&str>,
        output: &Path,
    ) -> Option<(Site, Told)> {
        let record: Record = serde_json::from_slice(&store.get(&name(period))?).ok()?;
        let is_same = self.sees(&record.seen);
        let site = is_same.then(|| write::standing(output, record.site))??;
        Some((site, record.told))
    }

    /// Keeps what this build saw and came to, if nothing had to be said of it and no file changed meanwhile.
    pub(crate) fn keep(&self, store: &dyn Store, period: Option<&str>, built: &Built) {
        let is_silent = built.diagnostics.iter().next().is_none();
        let (Some(site), Some(reported), true) = (&built.site, &built.period, is_silent) else {
            return;
        };
        let Some(seen) = self.seen() else { return };
        let record = Record {
            seen,
            site: write::fingerprint(site),
            told: Told {
                pages: built.pages,
                period: reported.clone(),
                note: built.note.clone(),
            },
        };
        if let Ok(bytes) = serde_json::to_vec(&record) {
            store.put(&name(period), &bytes);
        }
    }

    /// What was seen; none if a file is not what it was when it was opened.
    fn seen(&self) -> Option<Seen> {
        let opened = taken(&self.opened);
        let files: BTreeMap<String, Option<u64>> = opened
            .par_iter()
            .map(|(path, _)| (path.clone(), self.of_file(path)))
            .collect();
        let is_as_before = |(path, stamp): (&String, &Option<Stamp>)| self.files.stamp(path).ok() == *stamp;
        opened.iter().all(is_as_before).then(|| Seen {
            files,
            lists: taken(&self.lists),
            leads: taken(&self.leads),
            environment: taken(&self.names),
        })
    }

    /// Whether everything is as it was seen.
    fn sees(&self, seen: &Seen) -> bool {
        let is_same = |now: Option<u64>, before: &Option<u64>| now == *before;
        let mut environment = seen.environment.iter();
        let mut lists = seen.lists.iter();
        let mut leads = seen.leads.iter();
        environment.all(|(name, hash)| is_same(of_text((self.environment)(name).as_deref()), hash))
            && lists.all(|(pattern, hash)| is_same(of_list(&self.files.list(pattern)), hash))
            && leads.all(|(path, hash)| is_same(of_lead(self.files.leads_out(path).as_ref()), hash))
            && seen
                .files
                .par_iter()
                .all(|(path, hash)| is_same(self.of_file(path), hash))
    }

    /// The hash of a file; none if it cannot be read.
    fn of_file(&self, path: &str) -> Option<u64> {
        let mut file = self.files.open(path).ok()?;
        let mut hash = Xxh3::new();
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Some(hash.digest()),
                Ok(length) => hash.update(&piece[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}

impl Files for Trace<'_> {
    fn open(&self, path: &str) -> io::Result<Box<dyn Stored>> {
        note(&self.opened, path, || self.files.stamp(path).ok());
        self.files.open(path)
    }

    fn stamp(&self, path: &str) -> io::Result<Stamp> {
        self.files.stamp(path)
    }

    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        let list = self.files.list(pattern);
        note(&self.lists, pattern, || of_list(&list));
        list
    }

    fn leads_out(&self, path: &str) -> Option<LeadsOut> {
        let out = self.files.leads_out(path);
        note(&self.leads, path, || of_lead(out.as_ref()));
        out
    }
}

/// Notes what is seen for the first time.
fn note<T>(seen: &Mutex<BTreeMap<String, T>>, name: &str, what: impl FnOnce() -> T) {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    if !seen.contains_key(name) {
        seen.insert(name.to_owned(), what());
    }
}

fn taken<T: Clone>(seen: &Mutex<BTreeMap<String, T>>) -> BTreeMap<String, T> {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn of_text(text: Option<&str>) -> Option<u64> {
    text.map(|text| xxh3_64(text.as_bytes()))
}

fn of_list(list: &io::Result<Vec<String>>) -> Option<u64> {
    let list = list.as_ref().ok()?;
    Some(xxh3_64(list.join("\n").as_bytes()))
}

fn of_lead(out: Option<&LeadsOut>) -> Option<u64> {
    out.map(|out| xxh3_64(out.target.as_os_str().as_encoded_bytes()))
}

/// The name of a record: there is one a period that was asked for.
fn name(period: Option<&str>) -> String {
    format!("builds/{:016x}", xxh3_64(period.unwrap_or_default().as_bytes()))
}
