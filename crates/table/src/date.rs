//! Dates and times as files have them.
//!
//! In goes the text of a cell, out comes a [`Moment`], or why there is none. What is read is exactly what can mean one
//! thing only: the order of day and month is configured, never guessed, and a text with something left over is no date.
//! Nothing is allocated on the way.

mod calendar;
mod header;
mod iso;
mod letters;
mod names;
mod time;
mod zone;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::scan::Scanner;
use crate::dialect::{DateFormat, Grain};
use calendar::Told;
use time::Shift;

pub use calendar::{Order, order_of};
pub use header::{InHeader, uses, zone_in};
pub use zone::Clock;
pub use zone::Zone;

/// A date, perhaps with a time, perhaps with an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day, as written.
    pub day: Date,
    /// The time of the day in whole seconds. A date without one is a day in every zone.
    pub time: Option<Time>,
    /// The offset, if the text has one. Epochs are UTC.
    pub offset: Option<Offset>,
}

/// Why a text gives no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMoment {
    /// It is no date, or not in the source's format.
    Unreadable,
    /// It would be a date if the order of day and month were configured.
    UnclearOrder,
    /// It names its zone by letters that several zones have.
    UnclearZone,
}

/// Reads the dates of a source.
#[derive(Clone, Debug)]
pub struct DateReader {
    format: DateFormat,
    /// How much of a date the format tells.
    grain: Grain,
}

impl DateReader {
    /// Reads dates that are written so.
    pub fn new(format: &DateFormat) -> Self {
        Self {
            grain: format.grain().unwrap_or(Grain::Day),
            format: format.clone(),
        }
    }

    /// The moment that a text means, whatever the source's zone.
    pub fn read(&self, text: &str) -> Result<Moment, NoMoment> {
        self.read_near(text, None)
    }

    /// The same where letters of zones that are several zones' mean those of this one.
    pub fn read_in(&self, text: &str, zone: &TimeZone) -> Result<Moment, NoMoment> {
        self.read_near(text, Some(zone))
    }

    fn read_near(&self, text: &str, zone: Option<&TimeZone>) -> Result<Moment, NoMoment> {
        let order = match &self.format {
            DateFormat::Auto => None,
            DateFormat::MonthFirst => Some(Order::MonthFirst),
            DateFormat::DayFirst => Some(Order::DayFirst),
            DateFormat::Seconds => return epoch(text, Epoch::Seconds).ok_or(NoMoment::Unreadable),
            DateFormat::Milliseconds => return epoch(text, Epoch::Milliseconds).ok_or(NoMoment::Unreadable),
            DateFormat::ExcelDays => return excel_days(text).ok_or(NoMoment::Unreadable),
            DateFormat::Pattern(pattern) => {
                return by_pattern(pattern, self.grain, text).ok_or(NoMoment::Unreadable);
            }
        };
        calendar_or_epoch(text, order, zone)
    }

    /// The first and the last day that a moment stands for: those of its month, where the format tells no more.
    pub fn days(&self, day: Date) -> (Date, Date) {
        match self.grain {
            Grain::Day => (day, day),
            Grain::Month => (day.first_of_month(), day.last_of_month()),
            Grain::Year => (day.first_of_year(), day.last_of_year()),
        }
    }

    /// An example for messages.
    pub fn example(&self) -> String {
        match &self.format {
            DateFormat::Auto => "`2026-10-31` or `2026-10-31 14:05:00`".into(),
            DateFormat::MonthFirst => "`10/31/2026` or `10/31/2026 2:05:00 PM`".into(),
            DateFormat::DayFirst => "`31/10/2026` or `31/10/2026 14:05:00`".into(),
            DateFormat::Seconds => "`1793455500` (seconds since 1970)".into(),
            DateFormat::Milliseconds => "`1793455500000` (milliseconds since 1970)".into(),
            DateFormat::ExcelDays => "`46326` or `46326.587` (days since 1899-12-30)".into(),
            DateFormat::Pattern(pattern) => pattern_example(pattern),
        }
    }
}

fn pattern_example(pattern: &str) -> String {
    let example = Date::constant(2026, 10, 31)
        .at(14, 5, 0, 0)
        .to_zoned(TimeZone::UTC)
        .ok();
    let text = example.and_then(|example| strtime::format(pattern, &example).ok());
    text.map_or_else(
        || format!("`{pattern}`"),
        |text| format!("`{text}` (`{pattern}`)"),
    )
}

fn calendar_or_epoch(text: &str, order: Option<Order>, zone: Option<&TimeZone>) -> Result<Moment, NoMoment> {
    if let Some(moment) = iso::read(text) {
        return Ok(moment);
    }
    let start = text.as_bytes().first_chunk::<5>();
    // No calendar date begins with five digits.
    if start.is_some_and(|start| start.iter().all(u8::is_ascii_digit)) {
        return epoch_of_length(text).ok_or(NoMoment::Unreadable);
    }
    moment(calendar::read(text, order)?, zone)
}

/// The moment that a text tells, if its offset is known.
fn moment((day, time): Told<'_>, zone: Option<&TimeZone>) -> Result<Moment, NoMoment> {
    let offset = match time {
        None | Some((_, Shift::Local)) => None,
        Some((_, Shift::At(offset))) => Some(offset),
        Some((time, Shift::Letters(word))) => Some(lettered(word, day.to_datetime(time), zone)?),
    };
    let time = time.map(|(time, _)| time);
    Ok(Moment { day, time, offset })
}

/// The offset that letters mean: in a zone that has them, or wherever they are used.
fn lettered(word: &str, at: DateTime, zone: Option<&TimeZone>) -> Result<Offset, NoMoment> {
    if let Some(offset) = zone.and_then(|zone| letters::in_zone(word, zone, at)) {
        return Ok(offset);
    }
    match letters::meaning(word) {
        Some(letters::Meaning::Clear(offset)) => Ok(offset),
        Some(letters::Meaning::Unclear) => Err(NoMoment::UnclearZone),
        None => Err(NoMoment::Unreadable),
    }
}

/// What an epoch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Epoch {
    Seconds,
    Milliseconds,
}

/// The last second for which periods are known: 2099-12-31T23:59:59Z.
const LAST_SECOND: u64 = 4_102_444_799;

/// The first second that is taken for one, 1973-03-03T09:46:40Z: smaller numbers count something else, such as days, or
/// were cut off.
const FIRST_SECOND: u64 = 100_000_000;

/// An epoch that shows by its ten or thirteen digits what it counts: from 2001-09-09 on.
fn epoch_of_length(text: &str) -> Option<Moment> {
    match Scanner::new(text).digits()?.count {
        10 if !text.starts_with('0') => epoch(text, Epoch::Seconds),
        13 if !text.starts_with('0') => epoch(text, Epoch::Milliseconds),
        _ => None,
    }
}

/// Seconds or milliseconds since 1970 in UTC, from 1973 to 2099, perhaps with a fraction, which is cut off.
fn epoch(text: &str, counts: Epoch) -> Option<Moment> {
    let mut scanner = Scanner::new(text);
    let value = scanner.digits()?.value;
    time::fraction(&mut scanner)?;
    let second = match counts {
        Epoch::Seconds => value,
        Epoch::Milliseconds => value / 1000,
    };
    if !scanner.is_done() || !(FIRST_SECOND..=LAST_SECOND).contains(&second) {
        return None;
    }
    let instant = Timestamp::from_second(i64::try_from(second).ok()?).ok()?;
    Some(in_utc(instant))
}

fn in_utc(instant: Timestamp) -> Moment {
    let there = Offset::UTC.to_datetime(instant);
    Moment {
        day: there.date(),
        time: Some(whole_seconds(there.time())),
        offset: Some(Offset::UTC),
    }
}

fn whole_seconds(time: Time) -> Time {
    Time::constant(time.hour(), time.minute(), time.second(), 0)
}

/// The day that spreadsheets count from, so that 2 is 1900-01-01 for all days after their February 1900.
const DAY_ZERO: Date = Date::constant(1899, 12, 30);

/// Days as spreadsheets count them, with the time as a fraction of a day, rounded to whole seconds.
fn excel_days(text: &str) -> Option<Moment> {
    const SECONDS: f64 = 86_400.0;
    let mut scanner = Scanner::new(text);
    let days = scanner.digits()?.of_width::<i64>(1, 6)?;
    let mut fraction = 0.0;
    if scanner.take(b'.') || scanner.take(b',') {
        let digits = scanner.digits()?;
        fraction = digits.value as f64 / 10_f64.powi(i32::try_from(digits.count).ok()?);
    }
    scanner.is_done().then_some(())?;
    let seconds = days * 86_400 + (fraction * SECONDS).round() as i64;
    let at = DAY_ZERO.to_datetime(Time::midnight());
    let at = at.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    Some(Moment {
        day: at.date(),
        time: (fraction > 0.0).then(|| at.time()),
        offset: None,
    })
}

/// Whether a number is so large that, counted in days as spreadsheets do, it is of 1990 to 2069.
pub fn is_like_excel_days(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    let days = scanner.digits().and_then(|digits| digits.of_width::<u32>(5, 5));
    days.is_some_and(|days| (32_874..=62_093).contains(&days)) && excel_days(text).is_some()
}

/// Whether a day stands where the day is not known: where systems begin to count, and where exports that are made
/// anonymous put everything.
pub fn is_stand_in(day: Date) -> bool {
    const YEARS: [i16; 6] = [1, 1900, 1904, 1970, 1980, 2000];
    let first = day.month() == 1 && day.day() == 1 && YEARS.contains(&day.year());
    first || day == DAY_ZERO
}

/// A date in a `strptime` format. A zone that is named in the text (`%Q`) gives its offset; `%s` is UTC. Names may be
/// German and French too.
fn by_pattern(pattern: &str, grain: Grain, text: &str) -> Option<Moment> {
    let text = text.trim_ascii();
    let has_names = || {
        ["%b", "%B", "%h", "%a", "%A"]
            .iter()
            .any(|name| pattern.contains(name))
    };
    let parsed = strtime::parse(pattern, text).ok().or_else(|| {
        let english = has_names().then(|| names::in_english(text, pattern))?;
        strtime::parse(pattern, english).ok()
    })?;
    if let Some(instant) = parsed.timestamp() {
        return Some(in_utc(instant));
    }
    let day = match grain {
        Grain::Day => parsed.to_date().ok()?,
        Grain::Month => Date::new(parsed.year()?, parsed.month()?, 1).ok()?,
        Grain::Year => Date::new(parsed.year()?, 1, 1).ok()?,
    };
    let time = parsed.to_time().ok()?;
    Some(Moment {
        day,
        time: parsed.hour().map(|_| whole_seconds(time)),
        offset: offset_of(&parsed)?,
    })
}

/// The offset of a text, if it has any. The outer `None` is a zone that is not known.
fn offset_of(parsed: &BrokenDownTime) -> Option<Option<Offset>> {
    if parsed.offset().is_none() && parsed.iana_time_zone().is_some() {
        return Some(Some(parsed.to_zoned().ok()?.offset()));
    }
    Some(parsed.offset())
}
