//! One thread's part of reading: rows to columns, with their ledgers.

mod columns;
mod row;

use std::sync::Arc;

use cxpress_metric::{Content, Field, Instant, PeriodId};
use cxpress_project::config::{Config, Source};
use cxpress_table::block::{Block, Row, Short};
use cxpress_table::date::{DateReader, Zone};
use cxpress_table::dialect::Decimal;
use cxpress_table::encoding::Encoding;
use cxpress_table::format::{Format, is_odd_state};
use cxpress_table::missing::Nothing;
use cxpress_table::text::shortened;
use cxpress_voice::redact::Redactor;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::answer::AnswerReader;
use crate::batch::{BUCKETS, RecordBatch};
use crate::dictionary::{Cache, Dictionary, Pairs};
use crate::identity::Ids;
use crate::inputs::Inputs;
use crate::layout::{ClusterAt, FieldAt, Layout, TimeAt};
use crate::resolve::Resolved;
use crate::rows::Rows;
use crate::sink::Sink;
use crate::tally::{FileTally, Seen};
use crate::usable::Usable;
use row::{Dated, Loss};

/// What a thread works with.
pub(super) struct Worker {
    /// By source and format.
    readers: FxHashMap<(usize, &'static str), SourceReader>,
    /// Zones of times, each seen from the report's.
    zones: Vec<(TimeZone, Zone)>,
    /// Indices of the rows of the block at hand that turned out to be usable.
    usable: Vec<usize>,
}

/// What all threads read with.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) config: &'a Config,
    pub(super) inputs: &'a Inputs,
    pub(super) dictionary: &'a Dictionary,
    /// Takes personal data out of comments.
    pub(super) redactor: &'a Redactor,
    /// Rows of later periods are set aside.
    pub(super) until: Option<PeriodId>,
    /// Whether only what tells rows from each other is wanted.
    pub(super) keys_only: bool,
}

/// Where rows come from.
#[derive(Clone)]
pub(super) struct Origin {
    pub(super) source: usize,
    pub(super) encoding: Encoding,
    pub(super) layout: Arc<Layout>,
    /// What other rows say of the file's.
    pub(super) resolved: Arc<Resolved>,
    /// What the ids of its rows differ by from those of other files; none where the same id is the same in all files.
    pub(super) within: Option<u64>,
    /// Whether its rows are compared with those of other files.
    pub(super) compares: bool,
    /// What the marks of its rows differ by from those of other files; none if no study needs marks.
    pub(super) mark: Option<u64>,
}

/// What one thread has read of a file.
pub(super) struct Part<S> {
    pub(super) sink: S,
    pub(super) tally: FileTally,
    pub(super) rows: Rows,
}

/// How the cells of one source are read.
struct SourceReader {
    dates: DateReader,
    decimal: Decimal,
    /// What says that there is nothing.
    nothing: Nothing,
    answers: Vec<AnswerReader>,
    dimensions: Vec<Cache>,
    pairs: Pairs,
    batch: RecordBatch,
    /// The fields of the row at hand, in seconds or as numbers.
    values: Vec<Option<i64>>,
}

impl SourceReader {
    fn new(source: &Source, inputs: &Inputs, format: &Format) -> Self {
        Self {
            dates: DateReader::new(&source.dialect.date_format),
            decimal: source.dialect.decimal,
            nothing: Nothing::of(&source.missing, format),
            answers: source
                .questions
                .iter()
                .map(|question| AnswerReader::new(source, question, format))
                .collect(),
            dimensions: source
                .dimensions
                .iter()
                .map(|dimension| Cache::new(inputs.dimension(&dimension.id)))
                .collect(),
            pairs: Pairs::default(),
            batch: RecordBatch::new(source),
            values: Vec::new(),
        }
    }
}

/// Rows of one period that follow each other.
struct Run {
    period: PeriodId,
    seen: Seen,
    days: Option<(Date, Date)>,
}

impl Run {
    fn of(row: &Usable, line: u64) -> Self {
        let mut seen = Seen::default();
        seen.add(line, row.times);
        Self {
            period: row.period,
            seen,
            days: row.days,
        }
    }

    fn add(&mut self, row: &Usable, line: u64) {
        self.seen.add(line, row.times);
        if let (Some((first, last)), Some(days)) = (&mut self.days, row.days) {
            *first = days.0.min(*first);
            *last = days.1.max(*last);
        }
    }

    fn end(self, tally: &mut FileTally) {
        tally.keep(self.period, self.seen, self.days);
    }
}

impl Worker {
    pub(super) fn new() -> Self {
        Self {
            readers: FxHashMap::default(),
            zones: Vec::new(),
            usable: Vec::new(),
        }
    }

    /// Reads a block into a batch and hands it to the sink.
    pub(super) fn take<S: Sink>(
        &mut self,
        task: Task<'_>,
        block: &mut Block,
        origin: &Origin,
        part: &mut Part<S>,
    ) {
        let layout = &*origin.layout;
        block.split(layout.delimiter);
        let zones = layout.zones.iter().cloned();
        let zones = zones
            .map(|zone| self.zone(zone, task.inputs.periods.zone()))
            .collect();
        let source = &task.config.sources[origin.source];
        let reader = self
            .readers
            .entry((origin.source, layout.shape.format.id))
            .or_insert_with(|| SourceReader::new(source, task.inputs, layout.shape.format));
        reader.batch.clear();
        self.usable.clear();
        let Part { sink, tally, rows } = part;
        let mut work = Work {
            task,
            origin,
            layout,
            block,
            is_sound: is_sound(block, origin.encoding),
            reader,
            zones: Zones {
                all: &mut self.zones,
                places: zones,
            },
            days: [None; DAYS],
            usable: &mut self.usable,
            tally,
            rows,
            give: &mut |batch| sink.take(origin.source, batch),
        };
        work.rows();
        work.hand_over();
    }

    /// The place of a zone among those known here.
    fn zone(&mut self, zone: TimeZone, report: &TimeZone) -> usize {
        let known = self.zones.iter().position(|(known, _)| *known == zone);
        known.unwrap_or_else(|| {
            let seen = Zone::new(zone.clone(), report.clone());
            self.zones.push((zone, seen));
            self.zones.len() - 1
        })
    }
}

/// Whether a whole block holds only text of its encoding, so that no row needs to be looked at for that.
fn is_sound(block: &Block, encoding: Encoding) -> bool {
    let text = &block.text;
    let decided = text.is_ascii() || encoding != Encoding::Windows1252 && encoding.fits(text);
    decided && memchr::memchr(0, text).is_none()
}

/// The zones of times in a file.
struct Zones<'a> {
    all: &'a mut Vec<(TimeZone, Zone)>,
    /// Those of the layout, by its numbers.
    places: Vec<usize>,
}

impl Zones<'_> {
    fn of(&mut self, at: TimeAt) -> &mut Zone {
        &mut self.all[self.places[at.zone]].1
    }

    /// The zone itself.
    fn named(&self, at: TimeAt) -> &TimeZone {
        &self.all[self.places[at.zone]].0
    }
}

/// The work on one block.
struct Work<'a> {
    task: Task<'a>,
    origin: &'a Origin,
    layout: &'a Layout,
    block: &'a Block,
    is_sound: bool,
    reader: &'a mut SourceReader,
    zones: Zones<'a>,
    /// Days by the short cells that they were read off.
    days: [Option<(Short, Dated)>; DAYS],
    usable: &'a mut Vec<usize>,
    tally: &'a mut FileTally,
    /// Takes batches of records.
    give: &'a mut dyn FnMut(&RecordBatch),
    rows: &'a mut Rows,
}

/// So many records are a batch, where rows stand for many.
const BATCH: usize = 1 << 16;

/// How many days are remembered.
const DAYS: usize = 256;

impl Work<'_> {
    /// Sorts rows into those that can be used and those that cannot.
    fn rows(&mut self) {
        self.tally.read += self.block.len() as u64;
        self.tally.pass_over(self.block.empty_lines);
        let mut run: Option<Run> = None;
        for at in 0..self.block.len() {
            let row = self.block.row(at);
            match self.row(row) {
                Ok(usable) => {
                    match &mut run {
                        Some(run) if run.period == usable.period => run.add(&usable, row.line),
                        _ => {
                            let before = run.replace(Run::of(&usable, row.line));
                            before.into_iter().for_each(|run| run.end(self.tally));
                        }
                    }
                    self.note_state(row);
                    for copy in 0..usable.times {
                        self.keep(&usable, row, copy);
                        self.usable.push(at);
                        if self.usable.len() >= BATCH {
                            self.hand_over();
                        }
                    }
                }
                Err(Loss::Later(period, day)) => self.tally.set_later(period, day, row.line),
                Err(Loss::Lost(reason, example)) => self.tally.lose(reason, row.line, || example),
            }
        }
        run.into_iter().for_each(|run| run.end(self.tally));
    }

    /// Reads dimensions and answers of the rows that were kept, and hands all over.
    fn hand_over(&mut self) {
        let source = &self.task.config.sources[self.origin.source];
        if !self.task.keys_only {
            self.dimensions(&source.dimensions);
            self.answers();
            self.comments(&source.questions);
        }
        (self.give)(&self.reader.batch);
        self.reader.batch.clear();
        self.usable.clear();
    }

    /// Takes note of a row that is used, and says itself that it is no ticket of a customer.
    fn note_state(&mut self, row: Row<'_>) {
        let Some(column) = self.layout.state else { return };
        let cell = self.origin.encoding.decode(row.cell(column));
        if is_odd_state(&cell) {
            let state = shortened(cell.trim()).to_lowercase();
            *self.tally.odd_states.entry(state).or_default() += 1;
        }
    }

    /// Puts a usable row, or one more answer that it stands for, into the batch, all but dimensions and answers.
    fn keep(&mut self, usable: &Usable, row: Row<'_>, copy: u64) {
        let (layout, encoding) = (self.layout, self.origin.encoding);
        let batch = &mut self.reader.batch;
        batch.periods.push(usable.period);
        if layout.weight.is_some() {
            batch.weights.push(usable.weight);
        }
        match layout.cluster {
            ClusterAt::None => {}
            ClusterAt::Day => {
                let day = usable.day.map_or_else(String::new, |day| day.to_string());
                batch.buckets.push(bucket(day.as_bytes()));
            }
            ClusterAt::Column(column) => {
                let cell = encoding.decode(row.cell(column));
                batch.buckets.push(bucket(cell.trim().as_bytes()));
            }
        }
        if self.task.keys_only {
            let source = &self.task.config.sources[self.origin.source];
            let ids = Ids {
                source,
                layout,
                encoding,
                row,
                within: self.origin.within,
            };
            ids.note_mangled(self.tally);
            batch.keys.extend(ids.key(usable, &self.reader.values));
        }
        if let Some(mark) = self.origin.mark {
            let (line, copy) = (row.line.to_le_bytes(), copy.to_le_bytes());
            let bytes: &[u8] = if copy == [0; 8] {
                &line
            } else {
                &[line, copy].concat()
            };
            batch.marks.push(xxh3_64_with_seed(bytes, mark));
        }
        batch.created.extend(usable.created);
        self.keep_fields(usable.created);
    }

    /// Puts the fields of a row into the batch, and notes the last instants that it tells of.
    fn keep_fields(&mut self, created: Option<Instant>) {
        let batch = &mut self.reader.batch;
        let created = created.map(|created| created.0);
        let (mut told, mut named) = (created, created);
        for (FieldAt { field, at }, value) in self.layout.fields.iter().zip(&self.reader.values) {
            match field.content() {
                Content::Time => batch.fields.push_time(*field, value.map(Instant)),
                Content::Flag | Content::Number | Content::Length => {
                    let number = value.and_then(|value| i32::try_from(value).ok());
                    batch.fields.push_number(*field, number);
                }
            }
            if at.time_column().is_some() {
                named = named.max(*value);
                told = if field.is_promise() {
                    told
                } else {
                    told.max(*value)
                };
            }
            if *field == Field::Advocated {
                named = named.max(value.filter(|time| *time < Instant::NEVER.0));
            }
        }
        self.tally.last_instant = self.tally.last_instant.max(told);
        self.tally.last_named = self.tally.last_named.max(named);
    }
}

/// The bucket of a cluster. The period is no part of it: a customer who answers in two periods is one cluster.
fn bucket(cluster: &[u8]) -> u8 {
    u8::try_from(xxh3_64(cluster) % u64::from(BUCKETS)).unwrap_or(0)
}
