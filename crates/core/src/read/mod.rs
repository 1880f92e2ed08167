//! Feedback files to batches of typed records, in parallel, with two ledgers that balance.
//!
//! A file is split into blocks of rows by one thread; blocks are turned into [`RecordBatch`]es and handed to the
//! [`Sink`]s by all threads. What a sink keeps must not depend on the order in which batches arrive.

mod account;
mod answer;
mod batch;
mod date;
mod dictionary;
mod layout;
mod list;
mod open;
mod table;
mod tally;
mod worker;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cxpress_metric::PeriodId;
use cxpress_report::{DataAccount, PeriodKind};
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use batch::{BUCKETS, NO_VALUE, RecordBatch, ValueId};
pub use dictionary::Dictionary;

use crate::config::{Config, PeriodFrom, Source, SourceKind};
use crate::period::Periods;
use crate::{Diagnostic, Diagnostics, Files};
use account::Totals;
use batch::Block;
use layout::{Layout, file_name};
use open::{Opened, Rows};
use tally::FileTally;
use worker::{Origin, Worker};

/// Takes batches of records. Each thread has a sink of its own.
pub trait Sink: Send {
    /// Takes a batch of the source with this index in the configuration.
    fn take(&mut self, source: usize, records: &RecordBatch);
}

/// A file of a source.
#[derive(Clone, Debug)]
pub struct FileRef {
    /// The source: an index into the configuration's sources.
    pub source: usize,
    /// The path, relative to the project.
    pub path: String,
}

/// The files to be read and the periods they fall into.
#[derive(Debug)]
pub struct Inputs {
    /// The files, by source and path.
    pub files: Vec<FileRef>,
    /// The periods.
    pub periods: Periods,
    /// The dimensions of all sources by id, in order of appearance.
    pub dimensions: Vec<String>,
}

/// What was read.
#[derive(Debug)]
pub struct Reading<S> {
    /// The sinks, one a thread.
    pub sinks: Vec<S>,
    /// The ledgers.
    pub account: DataAccount,
    /// The values of dimensions.
    pub dictionary: Dictionary,
    /// How far the data reach.
    pub extent: Extent,
}

/// How far the data reach.
#[derive(Clone, Debug, Default)]
pub struct Extent {
    /// The periods with rows: responses and tickets in each.
    pub rows: std::collections::BTreeMap<PeriodId, (u64, u64)>,
    /// The first and the last day of rows with a date.
    pub days: Option<(Date, Date)>,
    /// The last instant that tickets tell of, in seconds since 1970.
    pub last_instant: Option<i64>,
}

/// Finds the files of all sources, and the periods they fall into.
pub fn inputs(config: &Config, files: &dyn Files, diagnostics: &mut Diagnostics) -> Inputs {
    let mut found = Vec::new();
    for (index, source) in config.sources.iter().enumerate() {
        let paths = files_of(source, files, diagnostics);
        found.extend(paths.into_iter().map(|path| FileRef { source: index, path }));
    }
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    let waves = if config.period == PeriodKind::Wave {
        waves(config, &found)
    } else {
        Vec::new()
    };
    let mut dimensions: Vec<String> = Vec::new();
    for dimension in config.sources.iter().flat_map(|source| &source.dimensions) {
        if !dimensions.contains(&dimension.id) {
            dimensions.push(dimension.id.clone());
        }
    }
    Inputs {
        files: found,
        periods: Periods::new(config.period, zone, waves),
        dimensions,
    }
}

/// The files of a source, each once. A pattern without any is an error.
fn files_of(source: &Source, files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pattern in &source.files {
        match files.list(&pattern.pattern) {
            Ok(paths) if paths.is_empty() => diagnostics.push(
                Diagnostic::error("no-files", format!("`{}` matches no file", pattern.pattern))
                    .at(pattern.place.clone())
                    .help("check the folder and the pattern; paths are relative to the project's folder"),
            ),
            Ok(paths) => found.extend(paths),
            Err(error) => diagnostics.push(
                Diagnostic::error(
                    "no-files",
                    format!("`{}` cannot be listed: {error}", pattern.pattern),
                )
                .at(pattern.place.clone())
                .help("check the pattern and the permissions of the folder"),
            ),
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The names of waves that files' names give, in their order.
fn waves(config: &Config, files: &[FileRef]) -> Vec<String> {
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|file| match &config.sources[file.source].kind {
            SourceKind::Survey {
                period: PeriodFrom::FileName(pattern),
            } => {
                let found = pattern.captures(file_name(&file.path))?;
                found.name("wave").map(|wave| wave.as_str().to_owned())
            }
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// What workers share.
struct Shared<'a, S> {
    config: &'a Config,
    inputs: &'a Inputs,
    files: &'a dyn Files,
    until: Option<PeriodId>,
    dictionary: Dictionary,
    workers: Vec<Mutex<Worker<S>>>,
    diagnostics: Mutex<Diagnostics>,
    facts: Vec<Mutex<Option<account::FileFacts>>>,
    waiting: AtomicUsize,
    spare: Mutex<Vec<Block>>,
}

/// Reads all files. Rows of periods after `until` are set aside. Everything that is wrong goes into
/// `diagnostics`; reading goes on, so that one run reports all of it.
pub fn read<S: Sink>(
    config: &Config,
    inputs: &Inputs,
    files: &dyn Files,
    until: Option<PeriodId>,
    new_sink: impl Fn() -> S,
    diagnostics: &mut Diagnostics,
) -> Reading<S> {
    let threads = rayon::current_num_threads();
    let shared = Shared {
        config,
        inputs,
        files,
        until,
        dictionary: Dictionary::new(inputs.dimensions.len()),
        workers: (0..threads)
            .map(|_| Mutex::new(Worker::new(config, inputs, new_sink())))
            .collect(),
        diagnostics: Mutex::default(),
        facts: inputs.files.iter().map(|_| Mutex::default()).collect(),
        waiting: AtomicUsize::new(0),
        spare: Mutex::default(),
    };
    rayon::scope(|scope| {
        for (index, file) in inputs.files.iter().enumerate() {
            let shared = &shared;
            scope.spawn(move |scope| shared.read_file(index, file, scope));
        }
    });
    shared.finish(diagnostics)
}

impl<S: Sink> Shared<'_, S> {
    fn report(&self, diagnostic: Diagnostic) {
        lock(&self.diagnostics).push(diagnostic);
    }

    fn read_file<'scope>(&'scope self, index: usize, file: &'scope FileRef, scope: &rayon::Scope<'scope>) {
        let source = &self.config.sources[file.source];
        let mut opened = match Opened::new(self.files, &file.path, source.delimiter) {
            Ok(opened) => opened,
            Err(diagnostic) => return self.report(diagnostic),
        };
        let mut found = Diagnostics::default();
        let layout = Layout::find(source, &file.path, &opened, &self.inputs.periods, &mut found);
        lock(&self.diagnostics).append(found);
        let Some(layout) = layout else { return };
        let layout = Arc::new(layout);
        let mut encoding = opened.encoding;
        let mut whole = true;
        while whole {
            let mut block = lock(&self.spare).pop().unwrap_or_default();
            whole = self.fill(&mut opened.rows, &mut block, &file.path);
            if block.is_empty() {
                break;
            }
            encoding = (0..block.len()).fold(encoding, |so_far, at| so_far.decide(block.row(at).1));
            let layout = Arc::clone(&layout);
            self.hand_over(
                block,
                Origin {
                    file: index,
                    source: file.source,
                    encoding,
                    layout,
                },
                scope,
            );
        }
        let (bytes, fingerprint) = opened.stored();
        let facts = account::FileFacts {
            format: opened.describe(encoding),
            bytes,
            fingerprint,
        };
        *lock(&self.facts[index]) = Some(facts).filter(|_| whole);
    }

    /// Fills a block; `false` if the file broke off.
    fn fill(&self, rows: &mut Rows, block: &mut Block, path: &str) -> bool {
        while !block.is_full() {
            match rows {
                Rows::Delimited(table) => match table.read(block.next()) {
                    Ok(Some(line)) => block.keep(line),
                    Ok(None) => return true,
                    Err(broken) => {
                        self.report(open::broken(path, &broken));
                        return false;
                    }
                },
                Rows::List(rows) => match rows.next() {
                    Some((line, record)) => {
                        *block.next() = record;
                        block.keep(line);
                    }
                    None => return true,
                },
            }
        }
        true
    }

    /// Gives a block to whichever thread is free; with enough of them waiting, works on it at once, so that
    /// memory stays bounded.
    fn hand_over<'scope>(&'scope self, block: Block, origin: Origin, scope: &rayon::Scope<'scope>) {
        if self.waiting.load(Ordering::Relaxed) >= 2 * self.workers.len() {
            return self.work(block, &origin);
        }
        self.waiting.fetch_add(1, Ordering::Relaxed);
        scope.spawn(move |_| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            self.work(block, &origin);
        });
    }

    fn work(&self, mut block: Block, origin: &Origin) {
        let thread = rayon::current_thread_index().unwrap_or(0) % self.workers.len();
        lock(&self.workers[thread]).take(self, &mut block, origin);
        block.clear();
        lock(&self.spare).push(block);
    }

    fn finish(self, diagnostics: &mut Diagnostics) -> Reading<S> {
        let mut tallies: Vec<FileTally> = self
            .inputs
            .files
            .iter()
            .map(|file| FileTally::new(self.config.sources[file.source].questions.len()))
            .collect();
        let mut sinks = Vec::with_capacity(self.workers.len());
        for worker in self.workers {
            let worker = worker.into_inner().unwrap_or_else(PoisonError::into_inner);
            for (all, mine) in tallies.iter_mut().zip(worker.tallies) {
                all.merge(mine);
            }
            sinks.push(worker.sink);
        }
        let facts: Vec<_> = self
            .facts
            .into_iter()
            .map(|facts| facts.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect();
        let mut found = self
            .diagnostics
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let totals = Totals {
            config: self.config,
            inputs: self.inputs,
            tallies: &tallies,
            facts: &facts,
        };
        totals.diagnose(&self.dictionary, &mut found);
        diagnostics.append(found.sorted());
        Reading {
            sinks,
            account: totals.account(),
            dictionary: self.dictionary,
            extent: totals.extent(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
