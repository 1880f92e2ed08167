//! Feedback files to batches of typed records, in parallel, with two ledgers that balance.
//!
//! A file is cut into chunks of whole rows by one thread; all threads split chunks into cells, turn them into
//! [`RecordBatch`]es and hand these to the [`Sink`]s of the file. What a sink keeps must not depend on the order in which
//! batches arrive. When a file is finished, what its sinks kept is put into the [`Store`], so that the next build needs to
//! read only what was changed.

mod account;
mod answer;
mod batch;
mod cell;
mod choice;
mod dictionary;
mod extent;
mod far;
mod hints;
mod identity;
mod kept;
mod layout;
mod left_out;
mod overlap;
mod resolve;
mod rows;
mod suspect;
mod tally;
mod waves;
mod worker;

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cxpress_metric::PeriodId;
use cxpress_report::{DataAccount, PeriodKind};
use jiff::tz::TimeZone;
use xxhash_rust::xxh3::xxh3_64;

pub use batch::{BUCKETS, NO_VALUE, RecordBatch, ValueId};
use cxpress_files::{Forgetful, Store};
pub use dictionary::Dictionary;
pub use extent::Extent;

use cxpress_table::block::Block;
use cxpress_table::open::{self, Opened};
use cxpress_table::path::{TablePath, file_name};
use cxpress_table::tables::tables;

use account::{FileFacts, Totals};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_files::{Files, LeadsOut};
use cxpress_project::config::{Config, FilePattern, Source};
use cxpress_project::period::Periods;
use kept::{Kept, Slot};
use layout::Layout;
use resolve::{Keys, Ledgers, Ranked, Resolved};
use rows::Rows;
use tally::FileTally;
use worker::{Origin, Part, Task, Worker};

/// Takes batches of records. Each thread has sinks of its own.
pub trait Sink: Send + Sized {
    /// Takes a batch of the source with this index in the configuration.
    fn take(&mut self, source: usize, records: &RecordBatch);

    /// Takes all that another sink kept.
    fn absorb(&mut self, other: Self);

    /// What it kept, as bytes that [`load`](Self::load) reads; `None`, as unless it is defined, if it is to be read
    /// again next time. Values of dimensions are written out, since their ids are of this run.
    fn save(&self, _dictionary: &Dictionary) -> Option<Vec<u8>> {
        None
    }

    /// Takes what was saved, into an empty sink. `false` if it cannot be read; the sink is then not used.
    fn load(&mut self, _bytes: &[u8], _dictionary: &Dictionary) -> bool {
        false
    }
}

/// A table of a source.
#[derive(Clone, Debug)]
pub struct FileRef {
    /// The source: an index into the configuration's sources.
    pub source: usize,
    /// Where it is.
    pub table: TablePath,
}

impl FileRef {
    /// Its name in messages.
    #[must_use]
    pub fn shown(&self) -> String {
        self.table.shown()
    }
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

impl Inputs {
    /// The place of a dimension among all dimensions.
    fn dimension(&self, id: &str) -> usize {
        self.dimensions.iter().position(|known| known == id).unwrap_or(0)
    }
}

/// What was read.
#[derive(Debug)]
pub struct Reading<S> {
    /// What all sinks kept; none if there was nothing to read.
    pub sink: Option<S>,
    /// The ledgers.
    pub account: DataAccount,
    /// The values of dimensions.
    pub dictionary: Dictionary,
    /// How far the data reach.
    pub extent: Extent,
}

/// Finds the files of all sources, and the periods they fall into.
pub fn inputs(config: &Config, files: &dyn Files, diagnostics: &mut Diagnostics) -> Inputs {
    let mut found = Vec::new();
    for (index, source) in config.sources.iter().enumerate() {
        for path in files_of(source, files, diagnostics) {
            match tables(path, files) {
                Ok(tables) => found.extend(tables.into_iter().map(|table| FileRef { source: index, table })),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    let waves = if config.period == PeriodKind::Wave {
        waves::find(config, &found, files, diagnostics)
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
        periods: Periods::new(config.period, zone, waves).starting(config.starts),
        dimensions,
    }
}

/// The files of a source, each once. A pattern without any is an error.
fn files_of(source: &Source, files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pattern in &source.files {
        let listed = files.list(&pattern.pattern).map(|all| {
            let (beside, paths): (Vec<_>, Vec<_>) = all.into_iter().partition(|path| is_left_beside(path));
            (paths, beside.into_iter().next())
        });
        match listed {
            Ok((paths, Some(beside))) if paths.is_empty() => diagnostics.push(only_beside(pattern, &beside)),
            Ok((paths, _)) if paths.is_empty() => diagnostics.push(
                Diagnostic::error(Code::NoFiles, format!("`{}` matches no file", pattern.pattern))
                    .at(pattern.place.clone())
                    .help("check the folder and the pattern; paths are relative to the project's folder"),
            ),
            Ok((paths, _)) => found.extend(paths),
            Err(error) => diagnostics.push(unlisted(pattern, &error)),
        }
    }
    found.sort();
    found.dedup();
    found
}

fn unlisted(pattern: &FilePattern, error: &io::Error) -> Diagnostic {
    let found = match LeadsOut::of(error) {
        Some(out) => {
            let help = format!(
                "copy it into the project, or write where it is: `{}`",
                out.target.display()
            );
            Diagnostic::error(Code::LeadsOut, out.to_string()).help(help)
        }
        None => Diagnostic::error(
            Code::UnreadableFolder,
            format!("`{}` cannot be listed: {error}", pattern.pattern),
        )
        .help("check the pattern and the permissions of the folder"),
    };
    found.at(pattern.place.clone())
}

/// Whether a file is what programs leave beside others, by its name: the lock of a workbook that is open, or what a
/// Macintosh knows of a file.
fn is_left_beside(path: &str) -> bool {
    let name = file_name(path);
    ["~$", "._", ".~lock."]
        .iter()
        .any(|start| name.starts_with(start))
}

fn only_beside(pattern: &FilePattern, path: &str) -> Diagnostic {
    let message = format!("`{}` matches no table, only `{path}`", pattern.pattern);
    Diagnostic::error(Code::NoFiles, message)
        .at(pattern.place.clone())
        .note("that is what a program leaves beside a file while it is open, or when it is copied; it holds no answers")
        .help("add the file itself, or check the folder and the pattern")
}

/// What reading needs beside the configuration and the files.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Rows of later periods are set aside.
    pub until: Option<PeriodId>,
    /// Remembers what files that have not changed came to.
    pub store: &'a dyn Store,
    /// What for.
    pub purpose: Purpose,
    /// What files that name no instant from this one on, in seconds, came to for another purpose, they come to for
    /// this one.
    pub settled: Option<(i64, Purpose)>,
}

impl Options<'_> {
    /// Everything, and nothing is remembered.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            until: None,
            store: &Forgetful,
            purpose: Purpose {
                name: "plain",
                hash: 0,
            },
            settled: None,
        }
    }
}

/// What files are read for. What is kept for one purpose does not hold for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// A short name.
    pub name: &'static str,
    /// A hash of all that decides what sinks make of records.
    pub hash: u64,
}

/// Reads all files. Everything that is wrong goes into `diagnostics`; reading goes on, so that one run reports all
/// of it. `new_sink` gives an empty sink.
pub fn read<S: Sink>(
    config: &Config,
    inputs: &Inputs,
    files: &dyn Files,
    options: Options<'_>,
    new_sink: impl Fn() -> S + Sync,
    diagnostics: &mut Diagnostics,
) -> Reading<S> {
    let project = Project {
        config,
        inputs,
        files,
    };
    let needs_keys = resolve::is_needed(config);
    let resolved = match needs_keys {
        true => project.resolved(options, diagnostics),
        false => inputs.files.iter().map(|_| Arc::default()).collect(),
    };
    let role = Role {
        keys_only: false,
        compares: !needs_keys,
    };
    let mut found = Diagnostics::default();
    let read = |resolved: &[Arc<Resolved>], found: &mut Diagnostics| {
        project.pass(role, options, resolved, &|_| new_sink(), found)
    };
    let (mut reading, done) = read(&resolved, &mut found);
    if role.compares {
        let same = project.same(&done);
        // A file that lies there twice is rare, and found out when all was read: all but that is then read once more.
        if same.contains(&true) {
            drop(reading);
            found = Diagnostics::default();
            let resolved: Vec<_> = same
                .iter()
                .map(|same| Arc::new(Resolved::of_same(*same)))
                .collect();
            (reading, _) = read(&resolved, &mut found);
        }
        project.say_repeated(&done, &same, diagnostics);
    }
    diagnostics.append(found);
    reading
}

/// What files are read for the moment.
#[derive(Clone, Copy)]
struct Role {
    /// Only for what tells their rows from each other.
    keys_only: bool,
    /// Whether rows are compared with those of other files.
    compares: bool,
}

/// What is read.
#[derive(Clone, Copy)]
struct Project<'a> {
    config: &'a Config,
    inputs: &'a Inputs,
    files: &'a dyn Files,
}

impl<'a> Project<'a> {
    /// The rows of each file that do not count, because others do. Says what is wrong with ids, and which rows repeat
    /// others without one.
    fn resolved(self, options: Options<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Resolved>> {
        let narrow = resolve::narrowed(self.config);
        // When the last period is seen does not matter here: what another pass of this build has kept holds.
        let purpose = options.settled.map_or(options.purpose, |(_, purpose)| purpose);
        let options = Options {
            purpose: Purpose {
                name: "keys",
                ..purpose
            },
            settled: None,
            ..options
        };
        let nothing: Vec<_> = self.inputs.files.iter().map(|_| Arc::default()).collect();
        // What is wrong with the files is said when they are read for good.
        let mut unsaid = Diagnostics::default();
        let narrowed = Project {
            config: &narrow,
            ..self
        };
        let role = Role {
            keys_only: true,
            compares: true,
        };
        let (reading, done) = narrowed.pass(role, options, &nothing, &Keys::of, &mut unsaid);
        let same = self.same(&done);
        let (resolved, findings) = self.decide(&done, &same, reading.sink.unwrap_or_default());
        let ledgers = Ledgers {
            sources: &self.config.sources,
            inputs: self.inputs,
            files: self.files,
            done: &done,
            resolved: &resolved,
        };
        let mut found = Diagnostics::default();
        ledgers.say(&findings, &mut found);
        self.say_repeated(&done, &same, &mut found);
        diagnostics.append(found.sorted());
        resolved.into_iter().map(Arc::new).collect()
    }

    fn decide(self, done: &[Done], same: &[bool], keys: Keys) -> (Vec<Resolved>, resolve::Findings) {
        let files = &self.inputs.files;
        let sources: Vec<usize> = files.iter().map(|file| file.source).collect();
        let names: Vec<String> = files.iter().map(FileRef::shown).collect();
        let latest: Vec<Option<i64>> = done.iter().map(|done| done.tally.latest()).collect();
        let mut rows = BTreeMap::new();
        for ((source, done), _) in sources.iter().zip(done).zip(same).filter(|(_, same)| !**same) {
            for (period, seen) in &done.tally.by_period {
                *rows.entry((*source, *period)).or_default() += seen.rows;
            }
        }
        let ranked = Ranked {
            sources: &sources,
            names: &names,
            latest: &latest,
            same,
            rows: &rows,
        };
        resolve::resolve(self.config, &ranked, keys)
    }

    /// The files of a source, by their places among all.
    fn files_of(self, source: usize) -> Vec<usize> {
        let all = self.inputs.files.iter().enumerate();
        all.filter(|(_, file)| file.source == source)
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether each file holds the same rows as one of its source before it.
    fn same(self, done: &[Done]) -> Vec<bool> {
        self.twins(done).iter().map(Option::is_some).collect()
    }

    /// The file before it of its source that holds the same rows as each file.
    fn twins(self, done: &[Done]) -> Vec<Option<usize>> {
        let mut twins = vec![None; done.len()];
        for source in 0..self.config.sources.len() {
            let places = self.files_of(source);
            let rows: Vec<&Rows> = places.iter().map(|at| &done[*at].rows).collect();
            for (at, twin) in places.iter().zip(overlap::same(&rows)) {
                twins[*at] = twin.map(|twin| places[twin]);
            }
        }
        twins
    }

    /// Says which files hold the same rows, and which rows stand in two files.
    fn say_repeated(self, done: &[Done], same: &[bool], diagnostics: &mut Diagnostics) {
        let files = &self.inputs.files;
        for (at, twin) in self.twins(done).into_iter().enumerate() {
            if let Some(twin) = twin {
                diagnostics.push(overlap::say_same(&files[at], &files[twin]));
            }
        }
        for (index, source) in self.config.sources.iter().enumerate() {
            let places = self.files_of(index);
            let counted = places.iter().filter(|at| !same[**at]);
            let counted: Vec<_> = counted.map(|at| (&files[*at], &done[*at].rows)).collect();
            overlap::say_twice(source, &counted, diagnostics);
        }
    }
}

impl<'a> Project<'a> {
    /// Reads all files once, and says what each came to.
    fn pass<S: Sink>(
        self,
        role: Role,
        options: Options<'_>,
        resolved: &[Arc<Resolved>],
        new_sink: &(dyn Fn(usize) -> S + Sync),
        diagnostics: &mut Diagnostics,
    ) -> (Reading<S>, Vec<Done>) {
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
        let reading = Reading {
            sink,
            account,
            extent,
            dictionary,
        };
        (reading, done)
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

/// A file that was read, or that broke off.
#[derive(Default)]
struct Done {
    tally: FileTally,
    /// None if it was not read to its end.
    facts: Option<FileFacts>,
    rows: Rows,
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
                .map_err(|error| open::broken(&file.shown(), &error, opened.encoding()))?;
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
