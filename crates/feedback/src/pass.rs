//! All files read once, in parallel: blocks are handed to whichever thread is free, so that memory stays bounded.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_files::Files;
use cxpress_project::config::Config;
use cxpress_report::DataAccount;
use cxpress_table::block::Block;
use cxpress_table::mistake;
use cxpress_table::open::Opened;
use xxhash_rust::xxh3::xxh3_64;

use crate::dictionary::Dictionary;
use crate::extent::Extent;
use crate::file_ref::FileRef;
use crate::inputs::Inputs;
use crate::kept::{Kept, Slot};
use crate::layout::Layout;
use crate::options::Options;
use crate::overlap;
use crate::resolve::Resolved;
use crate::rows::Rows;
use crate::sink::Sink;
use crate::tally::FileTally;
use crate::totals::{Done, FileFacts, Totals};
use crate::worker::{Origin, Part, Task, Worker};

/// What was read.
#[derive(Debug)]
pub struct Dataset<S> {
    /// What all sinks kept; none if there was nothing to read.
    pub sink: Option<S>,
    /// The ledgers.
    pub account: DataAccount,
    /// The values of dimensions.
    pub dictionary: Dictionary,
    /// How far the data reach.
    pub extent: Extent,
}

/// What files are read for the moment.
#[derive(Clone, Copy)]
pub(super) struct Role {
    /// Only for what tells their rows from each other.
    pub(super) keys_only: bool,
    /// Whether rows are compared with those of other files.
    pub(super) compares: bool,
}

/// What is read.
#[derive(Clone, Copy)]
pub(super) struct Project<'a> {
    pub(super) config: &'a Config,
    pub(super) inputs: &'a Inputs,
    pub(super) files: &'a dyn Files,
}

impl Project<'_> {
    /// Reads all files once, and says what each came to.
    pub(super) fn pass<S: Sink>(
        self,
        role: Role,
        options: Options<'_>,
        resolved: &[Arc<Resolved>],
        new_sink: &(dyn Fn(usize) -> S + Sync),
        diagnostics: &mut Diagnostics,
    ) -> (Dataset<S>, Vec<Done>) {
        let Project {
            config,
            inputs,
            files,
        } = self;
        let dictionary = Dictionary::new(inputs.dimensions.len());
        let mut of_source = vec![0; config.sources.len()];
        inputs.files.iter().for_each(|file| of_source[file.source] += 1);
        let pass = Pass {
            task: Task {
                config,
                inputs,
                dictionary: &dictionary,
                redactor: &config.redactor,
                until: options.until,
                keys_only: role.keys_only,
            },
            files,
            options,
            resolved,
            compares: of_source.iter().map(|n| role.compares && *n > 1).collect(),
            room: of_source.iter().map(|n| overlap::room(*n)).collect(),
            new_sink,
            workers: (0..rayon::current_num_threads())
                .map(|_| Mutex::new(Worker::new()))
                .collect(),
            reading: inputs.files.iter().map(|_| InFlight::default()).collect(),
            done: inputs.files.iter().map(|_| Mutex::default()).collect(),
            total: Mutex::default(),
            diagnostics: Mutex::default(),
            waiting: AtomicUsize::new(0),
            spare: Mutex::default(),
        };
        rayon::scope(|scope| {
            for (index, file) in inputs.files.iter().enumerate() {
                let pass = &pass;
                scope.spawn(move |scope| pass.read_file(index, file, scope));
            }
        });
        let (sink, account, extent, done) = pass.finish(diagnostics);
        let dataset = Dataset {
            sink,
            account,
            extent,
            dictionary,
        };
        (dataset, done)
    }
}

/// What threads share while they read all files once.
struct Pass<'a, S> {
    task: Task<'a>,
    files: &'a dyn Files,
    options: Options<'a>,
    resolved: &'a [Arc<Resolved>],
    /// By source, whether its rows are compared with those of other files, and how many different ones of each are kept.
    compares: Vec<bool>,
    room: Vec<usize>,
    new_sink: &'a (dyn Fn(usize) -> S + Sync),
    workers: Vec<Mutex<Worker>>,
    reading: Vec<InFlight<S>>,
    done: Vec<Mutex<Option<Done>>>,
    total: Mutex<Option<S>>,
    diagnostics: Mutex<Diagnostics>,
    waiting: AtomicUsize,
    spare: Mutex<Vec<Block>>,
}

/// A file that is being read.
struct InFlight<S> {
    /// What threads have read of it, while they do not work on it.
    parts: Mutex<Vec<Part<S>>>,
    /// How many blocks of it are not worked off, and one more while there may be further ones.
    open: AtomicUsize,
    /// What is known of it, once it was read to its end.
    facts: Mutex<Option<FileFacts>>,
    /// Whether something was said of it that is not in its ledger.
    said: Mutex<bool>,
}

impl<S> Default for InFlight<S> {
    fn default() -> Self {
        Self {
            parts: Mutex::default(),
            open: AtomicUsize::new(1),
            facts: Mutex::default(),
            said: Mutex::default(),
        }
    }
}

impl<S: Sink> Pass<'_, S> {
    fn report(&self, file: usize, found: Diagnostics) {
        if !found.is_empty() {
            *lock(&self.reading[file].said) = true;
            lock(&self.diagnostics).append(found);
        }
    }

    fn slot(&self, index: usize, file: &FileRef) -> Slot<'_> {
        let compares = self.compares[file.source];
        Slot::new(self.options, &self.task, file, &self.resolved[index], compares)
    }

    fn read_file<'scope>(&'scope self, index: usize, file: &'scope FileRef, scope: &rayon::Scope<'scope>) {
        if let Some(kept) = self.slot(index, file).recall(self.files, file) {
            let mut sink = (self.new_sink)(index);
            if sink.load(&kept.sink, self.task.dictionary) {
                return self.complete(
                    index,
                    Part {
                        sink,
                        tally: kept.tally,
                        rows: kept.rows,
                    },
                    Some(kept.facts),
                );
            }
        }
        let facts = self.blocks(index, file, scope).unwrap_or_else(|found| {
            self.report(index, found);
            None
        });
        *lock(&self.reading[index].facts) = facts;
        self.close(index);
    }

    /// Reads a file block by block and hands these over. Facts, if it was read to its end.
    fn blocks<'scope>(
        &'scope self,
        index: usize,
        file: &'scope FileRef,
        scope: &rayon::Scope<'scope>,
    ) -> Result<Option<FileFacts>, Diagnostics> {
        let source = &self.task.config.sources[file.source];
        let before = self.files.stamp(&file.table.path).ok();
        let mut opened = Opened::new(self.files, &file.table, &source.dialect)?;
        let mut found = opened.notes(&file.shown());
        let layout = Layout::find(source, file, &opened, &self.task.inputs.periods, &mut found);
        self.report(index, found);
        let Some(layout) = layout else { return Ok(None) };
        let layout = Arc::new(layout);
        let within = source.response_id.as_ref().is_some_and(|id| id.within_file);
        loop {
            let mut block = lock(&self.spare).pop().unwrap_or_default();
            let encoding = opened
                .next(&mut block)
                .map_err(|error| mistake::broken(&file.shown(), &error, opened.encoding()))?;
            if block.is_empty() {
                break;
            }
            let origin = Origin {
                source: file.source,
                encoding,
                layout: Arc::clone(&layout),
                resolved: Arc::clone(&self.resolved[index]),
                within: within.then(|| xxh3_64(file.shown().as_bytes())),
                compares: self.compares[file.source],
                mark: source.sampled.then(|| xxh3_64(file.shown().as_bytes())),
            };
            self.hand_over(index, block, origin, scope);
        }
        if self.files.stamp(&file.table.path).ok() != before {
            return Err(changed(file).into());
        }
        Ok(Some(FileFacts {
            format: opened.describe(),
            print: opened.print(),
            columns: layout.names.clone(),
            personal: layout.personal.clone(),
            zones: layout.told.clone(),
        }))
    }

    /// Gives a block to whichever thread is free; with enough of them waiting, works on it at once, so that
    /// memory stays bounded.
    fn hand_over<'scope>(
        &'scope self,
        file: usize,
        block: Block,
        origin: Origin,
        scope: &rayon::Scope<'scope>,
    ) {
        self.reading[file].open.fetch_add(1, Ordering::Relaxed);
        if self.waiting.load(Ordering::Relaxed) >= 2 * self.workers.len() {
            return self.work(file, block, &origin);
        }
        self.waiting.fetch_add(1, Ordering::Relaxed);
        scope.spawn(move |_| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            self.work(file, block, &origin);
        });
    }

    fn work(&self, file: usize, mut block: Block, origin: &Origin) {
        let thread = rayon::current_thread_index().unwrap_or(0) % self.workers.len();
        let part = lock(&self.reading[file].parts).pop();
        let mut part = part.unwrap_or_else(|| self.part(file));
        lock(&self.workers[thread]).take(self.task, &mut block, origin, &mut part);
        lock(&self.reading[file].parts).push(part);
        block.clear();
        lock(&self.spare).push(block);
        self.close(file);
    }

    fn part(&self, file: usize) -> Part<S> {
        let source = self.task.inputs.files[file].source;
        Part {
            sink: (self.new_sink)(file),
            tally: FileTally::new(self.task.config.sources[source].questions.len()),
            rows: Rows::default(),
        }
    }

    /// One thing less is open of a file; with the last, it is finished.
    fn close(&self, index: usize) {
        if self.reading[index].open.fetch_sub(1, Ordering::AcqRel) > 1 {
            return;
        }
        let mut parts = std::mem::take(&mut *lock(&self.reading[index].parts)).into_iter();
        let mut whole = parts.next().unwrap_or_else(|| self.part(index));
        for part in parts {
            whole.tally.merge(part.tally);
            whole.sink.absorb(part.sink);
            whole.rows.merge(part.rows);
        }
        whole.rows.finish();
        let facts = lock(&self.reading[index].facts).take();
        let said = *lock(&self.reading[index].said);
        // Values that found no room are missing from what sinks made of the file, in this run alone. And what customers
        // wrote stays in their files: where it is to be quoted in a warning, the file is read again.
        let is_kept = !said && !self.task.dictionary.is_full() && !whole.tally.quotes_values();
        if let Some(facts) = facts.as_ref().filter(|_| is_kept) {
            let file = &self.task.inputs.files[index];
            let kept = || {
                Some(Kept {
                    sink: whole.sink.save(self.task.dictionary)?,
                    tally: whole.tally.clone(),
                    facts: facts.clone(),
                    rows: whole.rows.clone(),
                })
            };
            self.slot(index, file).keep(kept);
        }
        self.complete(index, whole, facts);
    }

    fn complete(&self, index: usize, mut part: Part<S>, facts: Option<FileFacts>) {
        part.rows.settle(self.room[self.task.inputs.files[index].source]);
        *lock(&self.done[index]) = Some(Done {
            tally: part.tally,
            facts,
            rows: part.rows,
        });
        let mut total = lock(&self.total);
        match total.as_mut() {
            Some(total) => total.absorb(part.sink),
            None => *total = Some(part.sink),
        }
    }

    fn finish(self, diagnostics: &mut Diagnostics) -> (Option<S>, DataAccount, Extent, Vec<Done>) {
        let done: Vec<Done> = self
            .done
            .into_iter()
            .map(|done| into_inner(done).unwrap_or_default())
            .collect();
        let mut found = into_inner(self.diagnostics);
        let totals = Totals {
            config: self.task.config,
            inputs: self.task.inputs,
            done: &done,
        };
        totals.diagnose(self.task.dictionary, &mut found);
        diagnostics.append(found.sorted());
        let (account, extent) = (totals.account(), totals.extent());
        (into_inner(self.total), account, extent, done)
    }
}

fn changed(file: &FileRef) -> Diagnostic {
    let path = file.shown();
    Diagnostic::error(
        Code::ChangedWhileRead,
        format!("`{path}` was changed while it was read"),
    )
    .at(Place::file(path))
    .help("build again when the export is finished")
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
