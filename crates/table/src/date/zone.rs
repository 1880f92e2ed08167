//! Local times to instants, and instants to days.

use cxpress_metric::Instant;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashMap;

use super::Moment;

/// What daylight saving did to a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Nothing: there was such a time, once.
    Plain,
    /// Clocks were put forward over it. It is taken as if they had not been: 02:30 is 03:30.
    Skipped,
    /// Clocks were put back, so that it came twice. It is taken for the first.
    Doubled,
}

const DAY: i64 = 24 * 60 * 60;

/// The zone in which a source writes local times, seen from the zone in which the report counts days.
///
/// Remembers the days of both on which no clock changes: there, neither direction asks the zone.
pub struct Zone {
    zone: TimeZone,
    report: TimeZone,
    /// Whether both are the same.
    at_home: bool,
    /// The instants at which days begin here; none for days near a change.
    starts: FxHashMap<Date, Option<i64>>,
    /// The days of UTC, numbered from 1970, and the report's offset in them; none near a change.
    days: FxHashMap<i64, Option<(Date, i64)>>,
}

impl Zone {
    /// Times without an offset are of `zone`, days of `report`.
    pub fn new(zone: TimeZone, report: TimeZone) -> Self {
        Self {
            at_home: zone == report,
            zone,
            report,
            starts: FxHashMap::default(),
            days: FxHashMap::default(),
        }
    }

    /// The instant of a moment, and what daylight saving did to it. A day without a time is its beginning. `None` if
    /// it lies thousands of years away.
    pub fn instant(&mut self, moment: Moment) -> Option<(Instant, Clock)> {
        let time = moment.time.unwrap_or(Time::midnight());
        if let Some(offset) = moment.offset {
            let instant = offset.to_timestamp(moment.day.to_datetime(time)).ok()?;
            return Some((Instant(instant.as_second()), Clock::Plain));
        }
        let zone = &self.zone;
        let start = *self
            .starts
            .entry(moment.day)
            .or_insert_with(|| start_of_day(zone, moment.day));
        match start {
            Some(start) => Some((Instant(start + second_of_day(time)), Clock::Plain)),
            None => near_change(zone, moment.day, time),
        }
    }

    /// The day of a moment in the report's zone. A day without a time is that day everywhere.
    pub fn day(&mut self, moment: Moment) -> Date {
        let as_written = moment.time.is_none() || self.at_home && moment.offset.is_none();
        if as_written {
            return moment.day;
        }
        // What is thousands of years away is out of range on its own day too.
        let there = self.instant(moment).and_then(|(instant, _)| self.day_of(instant));
        there.unwrap_or(moment.day)
    }

    /// The day of an instant in the report's zone.
    fn day_of(&mut self, instant: Instant) -> Option<Date> {
        let report = &self.report;
        let utc = instant.0.div_euclid(DAY);
        let known = *self.days.entry(utc).or_insert_with(|| day_of_utc(report, utc));
        let Some((day, offset)) = known else {
            let instant = Timestamp::from_second(instant.0).ok()?;
            return Some(report.to_datetime(instant).date());
        };
        match instant.0.rem_euclid(DAY) + offset {
            ..0 => day.yesterday().ok(),
            0..DAY => Some(day),
            _ => day.tomorrow().ok(),
        }
    }
}

fn second_of_day(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn near_change(zone: &TimeZone, day: Date, time: Time) -> Option<(Instant, Clock)> {
    let local = zone.to_ambiguous_timestamp(day.to_datetime(time));
    let clock = match local.offset() {
        AmbiguousOffset::Unambiguous { .. } => Clock::Plain,
        AmbiguousOffset::Gap { .. } => Clock::Skipped,
        AmbiguousOffset::Fold { .. } => Clock::Doubled,
    };
    Some((Instant(local.compatible().ok()?.as_second()), clock))
}

/// The instant at which a day begins, if no clock changes from the day before to the day after. A change just after
/// midnight doubles or skips times on the other side of it, and some islands changed theirs by a whole day.
fn start_of_day(zone: &TimeZone, day: Date) -> Option<i64> {
    let start = zone.to_timestamp(day.to_datetime(Time::midnight())).ok()?;
    steady_offset(zone, start)?;
    Some(start.as_second())
}

/// The date of a day of UTC and the zone's offset in seconds, if it is the same from the day before to the day after.
fn day_of_utc(zone: &TimeZone, utc: i64) -> Option<(Date, i64)> {
    let start = Timestamp::from_second(utc.checked_mul(DAY)?).ok()?;
    let offset = steady_offset(zone, start)?;
    Some((Offset::UTC.to_datetime(start).date(), offset.seconds().into()))
}

/// The offset from a day before the start of a day to a day after its end, if it is the same all the time.
fn steady_offset(zone: &TimeZone, start: Timestamp) -> Option<Offset> {
    let from = start.checked_sub(SignedDuration::from_secs(DAY)).ok()?;
    let to = start.checked_add(SignedDuration::from_secs(2 * DAY)).ok()?;
    let change = zone.following(from).next();
    let steady = change.is_none_or(|change| change.timestamp() > to);
    steady.then(|| zone.to_offset(from))
}
