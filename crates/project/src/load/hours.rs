//! Business hours: the days of the week with their hours, holidays, and the zone of both.

use std::collections::BTreeSet;
use std::sync::Arc;

use cxpress_metric::{BusinessHours, Instant};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};

use super::Checker;
use super::value;
use crate::config::Source;
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Entry, Keys, Wrong, suggestion};

const OF_HOURS: &[&str] = &["days", "holidays", "timezone"];

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// The first and the last year of which hours are known: wider than any data.
const YEARS: (i16, i16) = (1990, 2060);

/// Seconds after midnight, on that day's clock.
type Span = (i64, i64);

const DAY: i64 = 86_400;

/// Gives business hours to the questions that ask for them.
pub(super) fn give(r: &mut Checker<'_>, keys: &Keys<'_>, timezone: &str, sources: &mut [Source]) {
    let hours = business_hours(r, keys, timezone);
    let questions = sources.iter_mut().flat_map(|source| &mut source.questions);
    for question in questions.filter(|question| question.business) {
        question.question.hours.clone_from(&hours);
        if !keys.has("business_hours") {
            let message = format!(
                "`{}` counts business time, and there are no hours",
                question.question.id
            );
            let diagnostic = Diagnostic::error(Code::NoBusinessHours, message);
            let help = "add `business_hours: {days: {mon-fri: 09:00-17:30}}` at the left margin";
            r.report(diagnostic.help(help), &question.place);
        }
    }
}

/// The business hours, if there are any, in their own zone or in that of the report.
fn business_hours(r: &mut Checker<'_>, keys: &Keys<'_>, timezone: &str) -> Option<Arc<BusinessHours>> {
    let item = keys.get("business_hours")?;
    let keys = r.keys(&item, OF_HOURS)?;
    let own = r.parsed_at(&keys, "timezone", value::timezone);
    let zone = TimeZone::get(own.as_deref().unwrap_or(timezone)).unwrap_or(TimeZone::UTC);
    let days = r.need(&keys, "days", "days: {mon-fri: 09:00-17:30}");
    let mut week: [Vec<Span>; 7] = Default::default();
    for entry in days
        .map(|days| r.entries(&days, "mon-fri: 09:00-17:30"))
        .unwrap_or_default()
    {
        open(r, &entry, &mut week);
    }
    if let (Some((day, next)), Some(item)) = (colliding(&week), keys.get("days")) {
        let message = format!(
            "the hours of `{}` go on over midnight into those of `{}`",
            DAYS[day].0, DAYS[next].0
        );
        r.reject(&item, message, "write each hour once");
    }
    let mut holidays = BTreeSet::new();
    if let Some(item) = keys.get("holidays") {
        for item in r.list(&item) {
            holidays.extend(r.parsed(&item, value::date));
        }
    }
    Some(Arc::new(BusinessHours::new(spans(&week, &holidays, &zone))))
}

/// Adds the hours of an entry to its days.
fn open(r: &mut Checker<'_>, entry: &Entry<'_>, week: &mut [Vec<Span>; 7]) {
    let days = match days(&entry.key.text) {
        Ok(days) => days,
        Err(wrong) => return r.wrong(&entry.item, wrong),
    };
    let mut hours: Vec<Span> = Vec::new();
    for item in r.list(&entry.item) {
        hours.extend(r.parsed(&item, span));
    }
    hours.sort_unstable();
    if hours.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        let message = format!("{} has hours that overlap", entry.item.name());
        return r.reject(&entry.item, message, "write each hour once");
    }
    for day in days {
        let of_day = &mut week[day];
        if !of_day.is_empty() {
            let message = format!("`{}` stands in `days` twice", DAYS[day].0);
            return r.reject(
                &entry.item,
                message,
                "write all hours of a day in one place, as a list",
            );
        }
        of_day.clone_from(&hours);
    }
}

/// The days that a key names, Monday being 0: `sat`, or `mon-fri`.
fn days(text: &str) -> Result<std::ops::RangeInclusive<usize>, Wrong> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let place = |name: &str| {
        let found = DAYS.iter().position(|(known, _)| *known == name.trim());
        let names = DAYS.iter().map(|(known, _)| *known);
        found.ok_or_else(|| {
            let help = suggestion(name, names, "write");
            Wrong::new(format!("`{name}` is no day of the week"), help)
        })
    };
    let (first, last) = (place(first)?, place(last)?);
    if first > last {
        let message = format!("`{text}` runs backwards");
        return Err(Wrong::new(
            message,
            "start with the earlier day of the week: `mon-fri`",
        ));
    }
    Ok(first..=last)
}

/// Hours of a day: `09:00-17:30`; the end of the day is `24:00`. What ends earlier on the clock than it begins goes on
/// over midnight: `22:00-06:00` ends 30 hours after the day began.
fn span(text: &str) -> Result<Span, Wrong> {
    let clock = |text: &str| match text.trim() {
        "24:00" => Some(DAY),
        text => {
            let time = Time::strptime("%H:%M", text).ok()?;
            Some(i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60)
        }
    };
    let ends = text
        .split_once('-')
        .and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
    let over_midnight = |(from, to): Span| if to < from { (from, to + DAY) } else { (from, to) };
    let ends = ends
        .map(over_midnight)
        .filter(|(from, to)| from < to && *from < DAY);
    ends.ok_or_else(|| {
        let help = "write from when to when, on a clock of 24 hours: `09:00-17:30`, over midnight `22:00-06:00`, \
                    all day `00:00-24:00`";
        Wrong::new(format!("`{text}` is no part of a day"), help)
    })
}

/// The first day whose hours go on over midnight into those of the day after.
fn colliding(week: &[Vec<Span>; 7]) -> Option<(usize, usize)> {
    let days = (0..7).map(|day| (day, (day + 1) % 7));
    let mut days = days.filter(|(day, next)| {
        let end = week[*day].last().map_or(0, |(_, to)| to - DAY);
        week[*next].first().is_some_and(|(from, _)| *from < end)
    });
    days.next()
}

/// The hours of all years as instants. On the day that clocks change, hours are those that clocks show.
fn spans(week: &[Vec<Span>; 7], holidays: &BTreeSet<Date>, zone: &TimeZone) -> Vec<(Instant, Instant)> {
    let days = Date::constant(YEARS.0, 1, 1).series(1.day());
    let days = days
        .take_while(|day| day.year() <= YEARS.1)
        .filter(|day| !holidays.contains(day));
    let of_day = |day: Date| {
        let hours = week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())].iter();
        hours.filter_map(move |(from, to)| Some((instant(day, *from, zone)?, instant(day, *to, zone)?)))
    };
    days.flat_map(of_day).collect()
}

/// A time of a day in seconds after midnight, as an instant.
fn instant(day: Date, seconds: i64, zone: &TimeZone) -> Option<Instant> {
    let time = day
        .to_datetime(Time::midnight())
        .checked_add(SignedDuration::from_secs(seconds));
    let moment = zone.to_ambiguous_timestamp(time.ok()?).compatible().ok()?;
    Some(Instant(moment.as_second()))
}
