//! Dates and times as files have them.
//!
//! In goes the text of a cell, out comes a [`Moment`], or why there is none. What is read is exactly what can mean one
//! thing only: the order of day and month is configured, never guessed, and a text with something left over is no date.
//! Nothing is allocated on the way.

mod calendar;
mod iso;
mod time;
mod zone;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};

use super::scan::Scanner;
use crate::config::DateFormat;

pub(super) use calendar::{Order, order_of};
pub(super) use zone::Clock;
pub(super) use zone::Zone;

/// A date, perhaps with a time, perhaps with an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day, as written.
    pub(super) day: Date,
    /// The time of the day in whole seconds. A date without one is a day in every zone.
    pub(super) time: Option<Time>,
    /// The offset, if the text has one. Epochs are UTC.
    pub(super) offset: Option<Offset>,
}

/// Why a text gives no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMoment {
    /// It is no date, or not in the source's format.
    Unreadable,
    /// It would be a date if the order of day and month were configured.
    UnclearOrder,
}

/// Reads the dates of a source.
#[derive(Clone, Debug)]
pub(super) struct DateReader {
    format: DateFormat,
}

impl DateReader {
    pub(super) fn new(format: &DateFormat) -> Self {
        Self {
            format: format.clone(),
        }
    }

    /// The moment that a text means.
    pub(super) fn read(&self, text: &str) -> Result<Moment, NoMoment> {
        match &self.format {
            DateFormat::Auto => calendar_or_epoch(text, None),
            DateFormat::MonthFirst => calendar_or_epoch(text, Some(Order::MonthFirst)),
            DateFormat::DayFirst => calendar_or_epoch(text, Some(Order::DayFirst)),
            DateFormat::Seconds => epoch(text, Epoch::Seconds).ok_or(NoMoment::Unreadable),
            DateFormat::Milliseconds => epoch(text, Epoch::Milliseconds).ok_or(NoMoment::Unreadable),
            DateFormat::Pattern(pattern) => by_pattern(pattern, text).ok_or(NoMoment::Unreadable),
        }
    }

    /// An example for messages.
    pub(super) fn example(&self) -> String {
        match &self.format {
            DateFormat::Auto => "`2026-10-31` or `2026-10-31 14:05:00`".into(),
            DateFormat::MonthFirst => "`10/31/2026` or `10/31/2026 2:05:00 PM`".into(),
            DateFormat::DayFirst => "`31/10/2026` or `31/10/2026 14:05:00`".into(),
            DateFormat::Seconds => "`1793455500` (seconds since 1970)".into(),
            DateFormat::Milliseconds => "`1793455500000` (milliseconds since 1970)".into(),
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

fn calendar_or_epoch(text: &str, order: Option<Order>) -> Result<Moment, NoMoment> {
    if let Some(moment) = iso::read(text) {
        return Ok(moment);
    }
    let start = text.as_bytes().first_chunk::<5>();
    // No calendar date begins with five digits.
    if start.is_some_and(|start| start.iter().all(u8::is_ascii_digit)) {
        return epoch_of_length(text).ok_or(NoMoment::Unreadable);
    }
    calendar::read(text, order)
}

/// What an epoch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Epoch {
    Seconds,
    Milliseconds,
}

/// The last second for which periods are known: 2099-12-31T23:59:59Z.
const LAST_SECOND: u64 = 4_102_444_799;

/// An epoch that shows by its ten or thirteen digits what it counts: from 2001-09-09 on.
fn epoch_of_length(text: &str) -> Option<Moment> {
    match Scanner::new(text).digits()?.count {
        10 if !text.starts_with('0') => epoch(text, Epoch::Seconds),
        13 if !text.starts_with('0') => epoch(text, Epoch::Milliseconds),
        _ => None,
    }
}

/// Seconds or milliseconds since 1970 in UTC, up to 2099, perhaps with a fraction, which is cut off.
fn epoch(text: &str, counts: Epoch) -> Option<Moment> {
    let mut scanner = Scanner::new(text);
    let value = scanner.digits()?.value;
    time::fraction(&mut scanner)?;
    let second = match counts {
        Epoch::Seconds => value,
        Epoch::Milliseconds => value / 1000,
    };
    if !scanner.is_done() || second > LAST_SECOND {
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

/// A date in a `strptime` format. A zone that is named in the text (`%Q`) gives its offset; `%s` is UTC.
fn by_pattern(pattern: &str, text: &str) -> Option<Moment> {
    let parsed = strtime::parse(pattern, text.trim_ascii()).ok()?;
    if let Some(instant) = parsed.timestamp() {
        return Some(in_utc(instant));
    }
    let time = parsed.to_time().ok()?;
    Some(Moment {
        day: parsed.to_date().ok()?,
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
