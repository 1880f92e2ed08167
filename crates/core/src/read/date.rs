//! Dates and times as files have them.

use cxpress_metric::Instant;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

/// A date, perhaps with a time, perhaps with an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Date,
    pub(super) time: Time,
    pub(super) offset: Option<Offset>,
}

/// How a source writes its dates.
#[derive(Clone, Debug)]
pub(super) enum DateFormat {
    Iso,
    Pattern(String),
}

impl DateFormat {
    pub(super) fn new(pattern: Option<&str>) -> Self {
        pattern.map_or(Self::Iso, |pattern| Self::Pattern(pattern.to_owned()))
    }

    pub(super) fn parse(&self, text: &str) -> Option<Moment> {
        match self {
            Self::Iso => parse_iso(text),
            Self::Pattern(pattern) => parse_pattern(pattern, text),
        }
    }

    /// An example for messages.
    pub(super) fn example(&self) -> String {
        match self {
            Self::Iso => "`2026-10-31` or `2026-10-31 14:05:00`".into(),
            Self::Pattern(pattern) => {
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
        }
    }
}

fn parse_pattern(pattern: &str, text: &str) -> Option<Moment> {
    let parsed = strtime::parse(pattern, text).ok()?;
    Some(Moment {
        day: parsed.to_date().ok()?,
        time: parsed.to_time().unwrap_or(Time::midnight()),
        offset: parsed.offset(),
    })
}

/// `2026-10-31`, `2026-10-31 14:05`, `2026-10-31T14:05:00.250+01:00`.
fn parse_iso(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i16::try_from(digits(&bytes[0..4])?).ok()?;
    let month = i8::try_from(digits(&bytes[5..7])?).ok()?;
    let day = Date::new(year, month, i8::try_from(digits(&bytes[8..10])?).ok()?).ok()?;
    let Some((separator, rest)) = bytes[10..].split_first() else {
        return Some(Moment {
            day,
            time: Time::midnight(),
            offset: None,
        });
    };
    if !matches!(separator, b' ' | b'T' | b't') {
        return None;
    }
    let (time, rest) = parse_time(rest)?;
    Some(Moment {
        day,
        time,
        offset: parse_offset(rest)?,
    })
}

fn parse_time(bytes: &[u8]) -> Option<(Time, &[u8])> {
    let pair = |at: usize| digits(bytes.get(at..at + 2)?).and_then(|value| i8::try_from(value).ok());
    if bytes.get(2) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (pair(0)?, pair(3)?);
    let (second, mut rest) = if bytes.get(5) == Some(&b':') {
        (pair(6)?, &bytes[8..])
    } else {
        (0, &bytes[5..])
    };
    if let Some((b'.' | b',', fraction)) = rest.split_first() {
        let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = &fraction[length..];
    }
    Some((Time::new(hour, minute, second, 0).ok()?, rest))
}

/// Nothing, `Z`, `+01:00`, `+0100` or `+01`. The outer `None` is a mistake.
fn parse_offset(bytes: &[u8]) -> Option<Option<Offset>> {
    let text = bytes.trim_ascii();
    let (sign, rest) = match text.split_first() {
        None => return Some(None),
        Some((b'Z' | b'z', [])) => return Some(Some(Offset::UTC)),
        Some((b'+', rest)) => (1, rest),
        Some((b'-', rest)) => (-1, rest),
        Some(_) => return None,
    };
    let hours = digits(rest.get(0..2)?)?;
    let minutes = match rest.get(2..)? {
        [] => 0,
        [b':', minutes @ ..] | minutes if minutes.len() == 2 => digits(minutes)?,
        _ => return None,
    };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60))
        .ok()
        .map(Some)
}

fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i32::from(byte - b'0'))
    })
}

/// Local times to instants. Remembers the offset of days on which it does not change.
pub(super) struct Zone {
    zone: TimeZone,
    offsets: FxHashMap<Date, Option<i64>>,
}

impl Zone {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            offsets: FxHashMap::default(),
        }
    }

    /// The instant of a moment. A time that daylight saving skips is moved forward, one that it doubles is the
    /// first of the two.
    pub(super) fn instant(&mut self, moment: Moment) -> Option<Instant> {
        let local = moment.day.to_datetime(moment.time);
        if let Some(offset) = moment.offset {
            return Some(Instant(offset.to_timestamp(local).ok()?.as_second()));
        }
        let zone = &self.zone;
        let offset = *self
            .offsets
            .entry(moment.day)
            .or_insert_with(|| steady_offset(zone, moment.day));
        match offset {
            Some(offset) => Some(Instant(as_if_utc(local)? - offset)),
            None => Some(Instant(zone.to_timestamp(local).ok()?.as_second())),
        }
    }

    /// The day of a moment in this zone.
    pub(super) fn day(&self, moment: Moment) -> Date {
        let Some(offset) = moment.offset else {
            return moment.day;
        };
        let there = offset.to_timestamp(moment.day.to_datetime(moment.time));
        there.map_or(moment.day, |instant| self.zone.to_datetime(instant).date())
    }
}

fn as_if_utc(local: DateTime) -> Option<i64> {
    Some(Offset::UTC.to_timestamp(local).ok()?.as_second())
}

/// The offset in seconds, if it is the same from the start of a day to that of the next.
fn steady_offset(zone: &TimeZone, day: Date) -> Option<i64> {
    let offset_at = |day: Date| {
        let midnight = day.to_datetime(Time::midnight());
        Some(as_if_utc(midnight)? - zone.to_timestamp(midnight).ok()?.as_second())
    };
    let offset = offset_at(day)?;
    (offset_at(day.yesterday().ok()?)? == offset && offset_at(day.tomorrow().ok()?)? == offset)
        .then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<i32>)>) {
        let found = parse_iso(text);
        let expected = expected.map(|(local, offset)| {
            let local: DateTime = local.parse().expect("a date and time");
            let offset = offset.map(|seconds| Offset::from_seconds(seconds).expect("an offset"));
            Moment {
                day: local.date(),
                time: local.time(),
                offset,
            }
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn iso_dates_in_their_forms() {
        check("2026-10-31", Some(("2026-10-31T00:00:00", None)));
        check("2026-10-31 14:05", Some(("2026-10-31T14:05:00", None)));
        check("2026-10-31T14:05:09.250Z", Some(("2026-10-31T14:05:09", Some(0))));
        check(
            "2026-10-31T14:05:09+01:00",
            Some(("2026-10-31T14:05:09", Some(3600))),
        );
        check(
            "2026-10-31T14:05:09-0330",
            Some(("2026-10-31T14:05:09", Some(-12600))),
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "31.10.2026",
            "2026-02-30",
            "2026-10-31x",
            "2026-10-31 25:00",
            "2026-10-31 14:05 EST",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn patterns_give_dates_with_and_without_time() {
        let format = DateFormat::new(Some("%d/%m/%Y %H:%M"));
        let moment = format.parse("31/10/2026 14:05").expect("a moment");
        assert_eq!(
            (moment.day, moment.time),
            (Date::constant(2026, 10, 31), Time::constant(14, 5, 0, 0))
        );
        assert!(DateFormat::new(Some("%d.%m.%Y")).parse("31.10.2026").is_some());
        assert!(format.parse("10/31/2026 14:05").is_none());
        assert_eq!(format.example(), "`31/10/2026 14:05` (`%d/%m/%Y %H:%M`)");
    }

    #[test]
    fn daylight_saving_is_in_the_instants() {
        let mut zone = Zone::new(TimeZone::get("America/New_York").expect("a zone"));
        let mut at = |text: &str| {
            zone.instant(parse_iso(text).expect("a moment"))
                .expect("an instant")
                .0
        };
        assert_eq!(at("2011-11-07 00:00") - at("2011-11-06 00:00"), 25 * 3600);
        assert_eq!(at("2011-11-06 12:00") - at("2011-11-06 00:00"), 13 * 3600);
        assert_eq!(at("2011-07-02 00:00") - at("2011-07-01 00:00"), 24 * 3600);
        assert_eq!(at("2011-07-01 00:00:00+00:00"), 1_309_478_400);
    }
}
