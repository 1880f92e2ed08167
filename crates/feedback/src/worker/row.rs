//! One row: whether it can be used, and what is read of it before its answers are.

use cxpress_metric::{Field, Instant, PeriodId, Weight};
use cxpress_project::config::IdConfig;
use cxpress_project::period::Periods;
use cxpress_table::block::Row;
use cxpress_table::date::{Clock, Moment, NoMoment, Order, order_of};
use cxpress_table::dialect::{Decimal, Length};
use cxpress_table::duration::{self, NoLength};
use cxpress_table::encoding::Encoding;
use cxpress_table::number::number;
use cxpress_table::open::joined;
use cxpress_table::shape::NoRecord;
use cxpress_table::text::shortened;
use jiff::civil::Date;

use super::{DAYS, Work};
use crate::layout::{FieldAt, Layout, PeriodAt, TimeAt, ValueAt};
use crate::reason::RowReason;
use crate::tally::Example;
use crate::usable::Usable;
use crate::{identity, rows};

/// Why a row is not used.
pub(super) enum Loss {
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

/// The date of a row.
#[derive(Clone, Copy)]
pub(super) struct Dated {
    moment: Moment,
    /// The day in the report's zone.
    pub(super) day: Date,
    period: PeriodId,
}

/// For so many answers a row may stand.
const MOST_COUNTED: i64 = 10_000_000;

impl Work<'_> {
    /// Reads what decides whether a row can be used.
    pub(super) fn row(&mut self, row: Row<'_>) -> Result<Usable, Loss> {
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
        let at = |field| self.layout.value_of(&self.reader.values, field);
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
