//! One thread's part of reading: rows to columns, with their ledgers.

use std::sync::Arc;

use cxpress_metric::{Answer, Comments, Content, Field, Instant, Missing, PeriodId, Weight};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::answer::AnswerReader;
use super::batch::{BUCKETS, NO_VALUE, RecordBatch};
use super::dictionary::{Cache, Pairs};
use super::identity::Ids;
use super::layout::{ClusterAt, DimensionAt, FieldAt, Layout, PeriodAt, QuestionAt, TimeAt, ValueAt};
use super::resolve::Resolved;
use super::rows::{self, Rows};
use super::tally::{AnswerTally, Example, FileTally, RowReason, Seen};
use super::{Dictionary, Inputs, Sink, identity};
use cxpress_project::config::{Config, DimensionConfig, IdConfig, QuestionConfig, Source};
use cxpress_project::period::Periods;
use cxpress_table::block::{Block, Row, Short};
use cxpress_table::date::{Clock, DateReader, Moment, NoMoment, Order, Zone, order_of};
use cxpress_table::dialect::{Decimal, Length};
use cxpress_table::duration::{self, NoLength};
use cxpress_table::format::Format;
use cxpress_table::format::is_odd_state;
use cxpress_table::missing::Nothing;
use cxpress_table::number::number;
use cxpress_table::open::{Encoding, joined};
use cxpress_table::shape::NoRecord;
use cxpress_table::text::shortened;
use cxpress_table::text::tidy;
use cxpress_voice::redact::Redactor;

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

/// A row that can be used, before its answers are read.
pub(super) struct Usable {
    pub(super) period: PeriodId,
    day: Option<Date>,
    /// The first and the last day that it may be of.
    days: Option<(Date, Date)>,
    /// When it was given, in seconds, where that decides which response counts.
    pub(super) at: i64,
    /// Whether the configuration leaves it out, where it is kept all the same.
    pub(super) left_out: bool,
    weight: Weight,
    /// For how many answers it stands.
    times: u64,
    /// When the row began, where that is known.
    pub(super) created: Option<Instant>,
    /// When it was last changed, where that is known.
    pub(super) updated: Option<i64>,
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

/// Why a row is not used.
enum Loss {
    /// It belongs to this period, which is after the reported one, and to this day, where that is known.
    Later(PeriodId, Option<Date>),
    /// For this reason, shown by what stood there.
    Lost(RowReason, Example),
}

impl Loss {
    fn value(reason: RowReason, text: &str) -> Self {
        Self::Lost(reason, Example::value(text))
    }

    fn plain(reason: RowReason) -> Self {
        Self::Lost(reason, Example::default())
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

/// For so many answers a row may stand.
const MOST_COUNTED: i64 = 10_000_000;

/// How many days are remembered.
const DAYS: usize = 256;

/// The date of a row.
#[derive(Clone, Copy)]
struct Dated {
    moment: Moment,
    /// The day in the report's zone.
    day: Date,
    period: PeriodId,
}

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

    /// Reads what decides whether a row can be used.
    fn row(&mut self, row: Row<'_>) -> Result<Usable, Loss> {
        self.well_formed(row)?;
        let left_out = self.left_out(row);
        if let Some(number) = left_out.filter(|_| !self.layout.left_out_tell) {
            return Err(Loss::plain(RowReason::LeftOut(number)));
        }
        if let Some(reason) = self.origin.resolved.reason(row.line) {
            return Err(Loss::plain(reason));
        }
        let (period, moment) = match self.layout.period {
            PeriodAt::Fixed(period) => (period, None),
            PeriodAt::Wave(column) => (self.wave(row.cell(column))?, None),
            PeriodAt::Column(at) => {
                let Dated { moment, day, period } = self.dated(row, at)?;
                (period, Some((at, moment, day)))
            }
        };
        let days = moment.map(|(_, _, day)| self.reader.dates.days(day));
        self.within(period, days)?;
        if self.origin.compares {
            self.compare(row, moment.map(|(_, moment, _)| moment));
        }
        if self.task.until.is_some_and(|until| period > until) {
            return Err(Loss::Later(period, moment.map(|(_, _, day)| day)));
        }
        let weight = match self.layout.weight {
            None => Weight::ONE,
            Some(column) => self.weight(row.cell(column))?,
        };
        let times = self.times(row)?;
        self.count_clock(moment)?;
        let created = match moment.filter(|_| self.layout.starts) {
            Some((at, moment, _)) => Some((at, self.instant(at, moment)?)),
            None => None,
        };
        self.fields(row, created)?;
        let updated = match self.layout.updated {
            Some(at) => self.value(row, &ValueAt::At(at), None)?,
            None => None,
        };
        let at = match (self.tells_apart(), moment) {
            (true, Some((at, moment, _))) if created.is_none() => self.instant(at, moment)?.0,
            _ => created.map_or(0, |(_, created)| created.0),
        };
        Ok(Usable {
            period,
            at,
            left_out: left_out.is_some(),
            day: moment.map(|(_, _, day)| day),
            days,
            weight,
            times,
            created: created.map(|(_, created)| created),
            updated,
        })
    }

    /// The period of a wave by the cell that names it.
    fn wave(&self, cell: &[u8]) -> Result<PeriodId, Loss> {
        let cell = self.origin.encoding.decode(cell);
        let name = cell.trim();
        if self.reader.nothing.is(name) {
            return Err(Loss::plain(RowReason::NoWave));
        }
        let period = self.task.inputs.periods.of_wave(name);
        period.ok_or_else(|| Loss::value(RowReason::UnknownWave, name))
    }

    /// Sets a row aside that lies outside the days of its source; `days` are those that it may be of, else those of its
    /// period are.
    fn within(&self, period: PeriodId, days: Option<(Date, Date)>) -> Result<(), Loss> {
        let source = &self.task.config.sources[self.origin.source];
        let periods = &self.task.inputs.periods;
        let of_period = || Some((periods.first_day(period)?, periods.last_day(period)?));
        let lies = |outside: &dyn Fn((Date, Date)) -> bool| days.or_else(of_period).is_some_and(outside);
        match (source.from, source.until) {
            (Some(from), _) if lies(&|(_, last)| last < from) => Err(Loss::plain(RowReason::BeforeFrom)),
            (_, Some(until)) if lies(&|(first, _)| first > until) => Err(Loss::plain(RowReason::AfterUntil)),
            _ => Ok(()),
        }
    }

    /// Whether it matters when a row was given, because another may have the same id.
    const fn tells_apart(&self) -> bool {
        self.layout.respondent.is_some() || self.layout.response_id.is_some()
    }

    /// Takes note of a row, so that it is known again in another file.
    fn compare(&mut self, row: Row<'_>, moment: Option<Moment>) {
        let (layout, encoding) = (self.layout, self.origin.encoding);
        let source = &self.task.config.sources[self.origin.source];
        let ids = [
            (layout.response_id, &source.response_id),
            (layout.respondent, &source.respondent),
        ];
        let has = |(column, id): &(Option<usize>, &Option<IdConfig>)| {
            let (Some(column), Some(id)) = (column, id) else {
                return false;
            };
            !id.within_file && identity::text(row.cell(*column), encoding, id, &source.missing).is_some()
        };
        let told = ids.iter().any(has);
        let hashed = rows::hashed(layout, encoding, row, moment);
        self.rows.add(hashed, layout.columns, row.line, told);
    }

    /// The number of the value by which the configuration leaves a row out.
    fn left_out(&self, row: Row<'_>) -> Option<u16> {
        let mut rules = self.layout.left_out.iter();
        rules.find_map(|rule| rule.number(row, self.origin.encoding))
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

    /// Takes note of a time that daylight saving skipped or doubled, where nothing else asks for the instant.
    fn count_clock(&mut self, moment: Option<(TimeAt, Moment, Date)>) -> Result<(), Loss> {
        let is_asked = self.layout.starts || self.tells_apart();
        match moment.filter(|(_, moment, _)| !is_asked && moment.time.is_some()) {
            Some((at, moment, _)) => self.instant(at, moment).map(drop),
            None => Ok(()),
        }
    }

    /// The date of a row. Days repeat, so those of the last rows are remembered.
    fn dated(&mut self, row: Row<'_>, at: TimeAt) -> Result<Dated, Loss> {
        let short = row.short(at.column);
        let place = short.map_or(0, |short| short.place(DAYS));
        if let Some((known, dated)) = self.days[place]
            && Some(known) == short
        {
            return Ok(dated);
        }
        let moment = self.moment(row, at)?.ok_or(Loss::plain(RowReason::NoDate))?;
        let day = self.zones.of(at).day(moment);
        let period = period(&self.task.inputs.periods, day)?;
        let dated = Dated { moment, day, period };
        if let Some(short) = short {
            self.days[place] = Some((short, dated));
        }
        Ok(dated)
    }

    /// Refuses rows that are none.
    fn well_formed(&self, row: Row<'_>) -> Result<(), Loss> {
        let (layout, encoding) = (self.layout, self.origin.encoding);
        match layout.shape.refuses(row, encoding, self.is_sound) {
            None => Ok(()),
            Some(reason @ NoRecord::Ragged) => Err(Loss::Lost(
                RowReason::NoRecord(reason),
                ragged(row, encoding, layout),
            )),
            Some(reason @ NoRecord::InvalidBytes) => {
                let cell = encoding.misfit(row).unwrap_or_default();
                Err(Loss::value(RowReason::NoRecord(reason), &encoding.decode(cell)))
            }
            Some(reason) => Err(Loss::plain(RowReason::NoRecord(reason))),
        }
    }

    /// The moment in a cell; nothing if the cell is blank or says that there is none.
    fn moment(&mut self, row: Row<'_>, at: TimeAt) -> Result<Option<Moment>, Loss> {
        let cell = self.origin.encoding.decode(row.cell(at.column));
        let text = cell.trim();
        if self.reader.nothing.names(text) {
            return Ok(None);
        }
        match self.reader.dates.read_in(text, self.zones.named(at)) {
            Ok(moment) => Ok(Some(moment)),
            Err(_) if self.reader.nothing.is(text) => Ok(None),
            Err(NoMoment::UnclearZone) => Err(Loss::value(RowReason::UnclearZone, text)),
            Err(NoMoment::Unreadable) => Err(Loss::value(RowReason::UnreadableDate, text)),
            Err(NoMoment::UnclearOrder) => {
                match order_of(text) {
                    Some(Order::DayFirst) => self.tally.order.0 += 1,
                    Some(Order::MonthFirst) => self.tally.order.1 += 1,
                    None => {}
                }
                Err(Loss::value(RowReason::UnclearDate, text))
            }
        }
    }

    fn weight(&self, cell: &[u8]) -> Result<Weight, Loss> {
        let text = self.origin.encoding.decode(cell);
        let weight = number(text.trim(), self.reader.decimal).and_then(Weight::new);
        weight.ok_or_else(|| Loss::value(RowReason::UnreadableWeight, &text))
    }

    /// For how many answers a row stands.
    fn times(&self, row: Row<'_>) -> Result<u64, Loss> {
        let Some(column) = self.layout.count else {
            return Ok(1);
        };
        let text = self.origin.encoding.decode(row.cell(column));
        let times = whole(text.trim(), self.reader.decimal).filter(|times| *times <= MOST_COUNTED);
        let times = times.and_then(|times| u64::try_from(times).ok());
        times.ok_or_else(|| Loss::value(RowReason::UnreadableCount, &text))
    }

    /// Reads the fields of a row.
    fn fields(&mut self, row: Row<'_>, created: Option<(TimeAt, Instant)>) -> Result<(), Loss> {
        self.reader.values.clear();
        let layout = self.layout;
        for FieldAt { field, at } in &layout.fields {
            let value = self.value(row, at, created.map(|(_, created)| created))?;
            if let (Some(end), Some((start, created)), Some(column)) = (value, created, at.time_column())
                && end < created.0
                && !field.is_promise()
            {
                return Err(before_start(row, self.origin.encoding, column, start.column));
            }
            self.reader.values.push(value);
        }
        self.outlasted(created.map(|(_, created)| created))
    }

    /// Refuses a ticket that was paused for longer than it lasted. An export may round either to minutes.
    fn outlasted(&self, created: Option<Instant>) -> Result<(), Loss> {
        let at = |field| value_of(self.layout, &self.reader.values, field);
        let (Some(created), Some(solved), Some(paused)) = (created, at(Field::Solved), at(Field::Paused))
        else {
            return Ok(());
        };
        let was_last = at(Field::Reopened).is_none_or(|reopened| reopened <= solved);
        let lasted = solved - created.0;
        if was_last && lasted + 60 < paused {
            let what = format!("paused for {paused} s, solved after {lasted} s");
            return Err(Loss::Lost(RowReason::PausedLonger, Example::what(what)));
        }
        Ok(())
    }

    /// The value of a field, which may be blank: a time in seconds, a number, 1 for yes and 0 for no.
    fn value(&mut self, row: Row<'_>, at: &ValueAt, created: Option<Instant>) -> Result<Option<i64>, Loss> {
        match at {
            ValueAt::Nowhere => Ok(None),
            ValueAt::Joined => Ok(self.origin.resolved.joined(row.line)),
            ValueAt::At(at) => {
                let Some(moment) = self.moment(row, *at)? else {
                    return Ok(None);
                };
                let day = self.zones.of(*at).day(moment);
                period(&self.task.inputs.periods, day)?;
                self.instant(*at, moment).map(|instant| Some(instant.0))
            }
            ValueAt::Length(column, length) => self.length(row, *column, *length),
            ValueAt::After(column, length) => {
                let length = self.length(row, *column, *length)?;
                Ok(created.zip(length).map(|(created, length)| created.0 + length))
            }
            ValueAt::Flag(column, words) => {
                self.read(row, *column, RowReason::UnreadableFlag, |text| flag(text, words))
            }
            ValueAt::Number(column) => {
                let decimal = self.reader.decimal;
                self.read(row, *column, RowReason::UnreadableNumber, |text| {
                    whole(text, decimal)
                })
            }
        }
    }

    /// The length of time in a cell, in seconds; nothing if it is blank or says that there is none.
    fn length(&self, row: Row<'_>, column: usize, length: Length) -> Result<Option<i64>, Loss> {
        let cell = self.origin.encoding.decode(row.cell(column));
        let text = cell.trim();
        let nothing = &self.reader.nothing;
        let reason = match duration::seconds(text, length, self.reader.decimal) {
            _ if nothing.names(text) => return Ok(None),
            Ok(seconds) => return Ok(Some(seconds)),
            Err(_) if nothing.is(text) => return Ok(None),
            Err(NoLength::Unreadable) => RowReason::UnreadableDuration,
            Err(NoLength::UnclearClock) => RowReason::UnclearClock,
            Err(NoLength::UnclearMark) => RowReason::UnclearMark,
        };
        Err(Loss::value(reason, text))
    }

    /// What a cell says; nothing if it is blank or says that there is nothing.
    fn read(
        &self,
        row: Row<'_>,
        column: usize,
        reason: RowReason,
        parse: impl Fn(&str) -> Option<i64>,
    ) -> Result<Option<i64>, Loss> {
        let cell = self.origin.encoding.decode(row.cell(column));
        let text = cell.trim();
        let nothing = &self.reader.nothing;
        match parse(text).filter(|_| !nothing.names(text)) {
            Some(value) => Ok(Some(value)),
            None if nothing.is(text) => Ok(None),
            None => Err(Loss::value(reason, text)),
        }
    }

    fn instant(&mut self, at: TimeAt, moment: Moment) -> Result<Instant, Loss> {
        let Some((instant, clock)) = self.zones.of(at).instant(moment) else {
            return Err(Loss::value(RowReason::DateOutOfRange, &moment.day.to_string()));
        };
        match clock {
            Clock::Plain => {}
            Clock::Skipped => self.tally.clock.0 += 1,
            Clock::Doubled => self.tally.clock.1 += 1,
        }
        Ok(instant)
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

    fn dimensions(&mut self, configured: &[DimensionConfig]) {
        let encoding = self.origin.encoding;
        let Self {
            task,
            layout,
            block,
            reader,
            usable,
            ..
        } = self;
        for (index, at) in layout.dimensions.iter().enumerate() {
            let mut ids = std::mem::take(&mut reader.batch.dimensions[index]);
            match *at {
                DimensionAt::Nowhere => ids.resize(usable.len(), NO_VALUE),
                DimensionAt::Column(column) => {
                    let (cache, nothing) = (&mut reader.dimensions[index], &reader.nothing);
                    let value =
                        |cell: &[u8]| known_value(&encoding.decode(cell), &configured[index], nothing);
                    let id = |at: &usize| cache.id(task.dictionary, block.row(*at), column, encoding, value);
                    ids.extend(usable.iter().map(id));
                }
                DimensionAt::Cross([a, b]) => {
                    let of = |at: usize| (&reader.dimensions[at], &configured[at]);
                    let columns = [&reader.batch.dimensions[a], &reader.batch.dimensions[b]];
                    let all = reader.dimensions[index].dimension();
                    reader
                        .pairs
                        .ids(task.dictionary, (index, all), [of(a), of(b)], columns, &mut ids);
                }
            }
            reader.batch.dimensions[index] = ids;
        }
    }

    /// Takes what customers wrote, without personal data. Several questions may be about the same words.
    fn comments(&mut self, configured: &[QuestionConfig]) {
        let questions = &self.layout.questions;
        for (index, question) in questions.iter().enumerate() {
            let QuestionAt::Words(column) = question else {
                continue;
            };
            let missing = &configured[index].missing;
            let same = |at: &usize| {
                matches!(&questions[*at], QuestionAt::Words(other) if other == column)
                    && configured[*at].missing == *missing
            };
            let comments = match (0..index).find(same) {
                Some(first) => self.reader.batch.comments[first].clone(),
                None => {
                    let room = std::mem::take(&mut self.reader.batch.comments[index]);
                    self.words(*column, missing, room)
                }
            };
            let tally = &mut self.tally.answers[index];
            comments
                .iter()
                .for_each(|comment| tally.comment(comment.is_some()));
            self.reader.batch.comments[index] = comments;
        }
    }

    /// The words in a column.
    fn words(&mut self, column: usize, missing: &[(String, Missing)], mut comments: Comments) -> Comments {
        for at in &*self.usable {
            let cell = self.origin.encoding.decode(self.block.row(*at).cell(column));
            let nothing = &self.reader.nothing;
            let text = Some(cell.trim()).filter(|text| !nothing.is_no_comment(text, missing));
            let redacted = text.map(|text| self.task.redactor.redact(text));
            if let Some(redacted) = &redacted {
                self.tally.redactions.merge(&redacted.redactions);
            }
            comments.push(redacted.as_ref().map(|redacted| redacted.text.as_ref()));
        }
        comments
    }

    fn answers(&mut self) {
        let (encoding, block) = (self.origin.encoding, self.block);
        let RecordBatch { answers, periods, .. } = &mut self.reader.batch;
        for (index, answers) in answers.iter_mut().enumerate() {
            let tally = &mut self.tally.answers[index];
            let reader = &self.reader.answers[index];
            let rows = self.usable.iter().map(|at| block.row(*at));
            match &self.layout.questions[index] {
                QuestionAt::Records | QuestionAt::Words(_) => continue,
                QuestionAt::Nowhere => answers.extend(rows.map(|_| Answer::Missing(Missing::NotAsked))),
                QuestionAt::Choices(columns) => answers.extend(rows.map(|row| {
                    let cells = columns.iter().map(|column| row.cell(*column));
                    reader.choice(cells, encoding, |_| {})
                })),
                QuestionAt::Choice(column) => {
                    let parting = &mut tally.parting;
                    let first = is_first(&self.layout.questions, index);
                    answers.extend(rows.map(|row| {
                        let note = |cell: &str| {
                            if first {
                                parting.add(cell, row.line);
                            }
                        };
                        let answer = reader.choice([row.cell(*column)].into_iter(), encoding, note);
                        parting.made += u64::from(answer == Answer::Score(1));
                        parting.cells += u64::from(matches!(answer, Answer::Score(_)));
                        answer
                    }));
                }
                QuestionAt::Column(column) => {
                    answers.extend(rows.map(|row| read_answer(reader, row, *column, encoding, tally)));
                }
                QuestionAt::Pairs(pairs) => answers.extend(rows.map(|row| {
                    let mut read = |column: usize| read_answer(reader, row, column, encoding, tally);
                    surplus(pairs, &mut read)
                })),
            }
            tally.add(answers, periods);
        }
    }
}

/// Whether no question before one asks for a choice in the same column.
fn is_first(questions: &[QuestionAt], index: usize) -> bool {
    let column = |at: usize| match questions[at] {
        QuestionAt::Choice(column) => Some(column),
        _ => None,
    };
    !(0..index).any(|before| column(before) == column(index))
}

fn read_answer(
    reader: &AnswerReader,
    row: Row<'_>,
    column: usize,
    encoding: Encoding,
    tally: &mut AnswerTally,
) -> Answer {
    let cell = row.cell(column);
    reader.read(cell, encoding).unwrap_or_else(|reason| {
        tally.reject(reason, row.line, &encoding.decode(cell));
        Answer::Rejected
    })
}

/// What answers have over what had been expected, over all pairs. Where one is missing, so is the sum; it is one
/// answer, however many of its cells are wrong.
fn surplus(pairs: &[[usize; 2]], read: &mut impl FnMut(usize) -> Answer) -> Answer {
    let mut sum = Answer::Score(0);
    let terms = pairs
        .iter()
        .flat_map(|[answer, expected]| [(*answer, 1), (*expected, -1)]);
    for (column, sign) in terms {
        sum = match (sum, read(column)) {
            (_, Answer::Rejected) => return Answer::Rejected,
            (Answer::Score(sum), Answer::Score(term)) => Answer::Score(sum + sign * term),
            (Answer::Score(_), missing) => missing,
            (sum, _) => sum,
        };
    }
    sum
}

/// Yes (1) or no (0), in the words of the configuration or the usual ones.
fn flag(text: &str, words: &[Vec<String>; 2]) -> Option<i64> {
    const USUAL: [&[&str]; 2] = [&["1", "yes", "y", "true", "x"], &["0", "no", "n", "false"]];
    let text = text.to_lowercase();
    let own = words.iter().position(|words| words.contains(&text));
    let usual = || USUAL.iter().position(|words| words.contains(&text.as_str()));
    own.or_else(usual).map(|at| i64::from(at == 0))
}

/// A whole number, 0 or more.
fn whole(text: &str, decimal: Decimal) -> Option<i64> {
    let number = number(text, decimal).filter(|number| number.fract() == 0.0)?;
    let fits = (0.0..=f64::from(i32::MAX)).contains(&number);
    fits.then_some(number as i64)
}

/// The value of a dimension in a cell; none if the cell is blank or says that it is not known. What `labels` name is a
/// value, whatever it says.
fn known_value(cell: &str, dimension: &DimensionConfig, nothing: &Nothing) -> Option<String> {
    let text = tidy(cell);
    let is_none = |none: &String| none.to_lowercase() == text.to_lowercase();
    let is_named = || dimension.labels.iter().any(|(value, _)| *value == text);
    let unknown = dimension.missing.iter().any(is_none) || nothing.is_no_group(&text) && !is_named();
    (!unknown && !text.is_empty()).then(|| text.into_owned())
}

/// The period of a day, which must be one that periods are known for.
fn period(periods: &Periods, day: Date) -> Result<PeriodId, Loss> {
    let period = periods.of_date(day);
    period.ok_or_else(|| Loss::value(RowReason::DateOutOfRange, &day.to_string()))
}

fn ragged(row: Row<'_>, encoding: Encoding, layout: &Layout) -> Example {
    let plural = if row.len() == 1 { "" } else { "s" };
    Example {
        what: format!(
            "{} cell{plural}, the header has {}",
            row.len(),
            layout.shape.width
        ),
        row: Some(joined(row, encoding, layout.delimiter)),
    }
}

fn before_start(row: Row<'_>, encoding: Encoding, end: usize, start: usize) -> Loss {
    let text = |column: usize| shortened(encoding.decode(row.cell(column)).trim());
    let what = format!("`{}` is before `{}`", text(end), text(start));
    Loss::Lost(RowReason::EndsBeforeStart, Example::what(what))
}

/// The value of a field of the row at hand.
pub(super) fn value_of(layout: &Layout, values: &[Option<i64>], field: Field) -> Option<i64> {
    let mut fields = layout.fields.iter().zip(values);
    let found = fields.find(|(at, _)| at.field == field);
    found.and_then(|(_, value)| *value)
}

/// The bucket of a cluster. The period is no part of it: a customer who answers in two periods is one cluster.
fn bucket(cluster: &[u8]) -> u8 {
    u8::try_from(xxh3_64(cluster) % u64::from(BUCKETS)).unwrap_or(0)
}
