//! Reporting periods: dates to periods, periods to names and bounds.

use cxpress_metric::{Calendar, Instant, PeriodId};
use cxpress_report::PeriodKind;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

/// The first and the last year that periods are known for.
const YEARS: (i16, i16) = (1970, 2100);

/// How dates fall into periods.
#[derive(Clone, Debug)]
pub struct Periods {
    kind: PeriodKind,
    zone: TimeZone,
    waves: Vec<String>,
}

impl Periods {
    /// Periods of a kind in a zone; `waves` are the names of waves in order, empty for other kinds.
    #[must_use]
    pub fn new(kind: PeriodKind, zone: TimeZone, waves: Vec<String>) -> Self {
        Self { kind, zone, waves }
    }

    /// How long a period is.
    #[must_use]
    pub const fn kind(&self) -> PeriodKind {
        self.kind
    }

    /// The names of waves in order; none for other kinds.
    pub(crate) fn waves(&self) -> &[String] {
        &self.waves
    }

    /// The zone of dates.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The period of a date; `None` for waves, which have no dates, and outside 1970 … 2100.
    #[must_use]
    pub fn of_date(&self, day: Date) -> Option<PeriodId> {
        if !(YEARS.0..YEARS.1).contains(&day.year()) {
            return None;
        }
        let year = i32::from(day.year());
        let month = i32::from(day.month()) - 1;
        match self.kind {
            PeriodKind::Week => Some(PeriodId(days_since_monday(day).div_euclid(7))),
            PeriodKind::Month => Some(PeriodId(year * 12 + month)),
            PeriodKind::Quarter => Some(PeriodId(year * 4 + month / 3)),
            PeriodKind::Year => Some(PeriodId(year)),
            PeriodKind::Wave => None,
        }
    }

    /// The period of a wave by name.
    #[must_use]
    pub fn of_wave(&self, name: &str) -> Option<PeriodId> {
        let at = self.waves.iter().position(|wave| wave == name)?;
        i32::try_from(at).ok().map(PeriodId)
    }

    /// The period with a name such as `2026-10`, `2026-W43`, `2026-Q4`, `2026`.
    #[must_use]
    pub fn parse(&self, name: &str) -> Option<PeriodId> {
        let (year, rest) = name.split_once('-').unwrap_or((name, ""));
        let year = year.parse::<i16>().ok();
        let part = |prefix: &str| {
            rest.strip_prefix(prefix)
                .and_then(|digits| digits.parse::<i8>().ok())
        };
        let day = match self.kind {
            PeriodKind::Wave => return self.of_wave(name),
            PeriodKind::Week => ISOWeekDate::new(year?, part("W")?, Weekday::Monday).ok()?.date(),
            PeriodKind::Month => Date::new(year?, part("")?, 1).ok()?,
            PeriodKind::Quarter => {
                Date::new(year?, part("Q").filter(|part| (1..=4).contains(part))? * 3 - 2, 1).ok()?
            }
            PeriodKind::Year => Date::new(year.filter(|_| rest.is_empty())?, 1, 1).ok()?,
        };
        self.of_date(day).filter(|period| self.name(*period) == name)
    }

    /// The name of a period, which is its address.
    #[must_use]
    pub fn name(&self, period: PeriodId) -> String {
        let Some(first) = self.first_day(period) else {
            let at = usize::try_from(period.0).unwrap_or(usize::MAX);
            return self.waves.get(at).cloned().unwrap_or_default();
        };
        match self.kind {
            PeriodKind::Week => {
                let week = first.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Quarter => format!("{:04}-Q{}", first.year(), (first.month() - 1) / 3 + 1),
            PeriodKind::Year => format!("{:04}", first.year()),
            PeriodKind::Month | PeriodKind::Wave => format!("{:04}-{:02}", first.year(), first.month()),
        }
    }

    /// The first day of a period; `None` for waves.
    #[must_use]
    pub fn first_day(&self, period: PeriodId) -> Option<Date> {
        let split = |parts: i32| {
            let year = i16::try_from(period.0.div_euclid(parts)).ok()?;
            Some((year, i8::try_from(period.0.rem_euclid(parts)).ok()?))
        };
        match self.kind {
            PeriodKind::Week => MONDAY.checked_add(Span::new().try_weeks(period.0).ok()?).ok(),
            PeriodKind::Month => split(12).and_then(|(year, month)| Date::new(year, month + 1, 1).ok()),
            PeriodKind::Quarter => split(4).and_then(|(year, part)| Date::new(year, part * 3 + 1, 1).ok()),
            PeriodKind::Year => Date::new(i16::try_from(period.0).ok()?, 1, 1).ok(),
            PeriodKind::Wave => None,
        }
    }

    /// The last day of a period; `None` for waves.
    #[must_use]
    pub fn last_day(&self, period: PeriodId) -> Option<Date> {
        self.first_day(period.offset(1))?.checked_sub(1.day()).ok()
    }

    /// The same period of the year before; `None` for waves. Of weeks, 52 weeks before.
    #[must_use]
    pub const fn year_before(&self, period: PeriodId) -> Option<PeriodId> {
        match self.kind {
            PeriodKind::Week => Some(period.offset(-52)),
            PeriodKind::Month => Some(period.offset(-12)),
            PeriodKind::Quarter => Some(period.offset(-4)),
            PeriodKind::Year | PeriodKind::Wave => None,
        }
    }

    /// All periods as instants, with daylight saving in it; empty for waves.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let (Some(first), Some(last)) = (
            self.of_date(date(YEARS.0, 1, 8)),
            self.of_date(date(YEARS.1 - 1, 12, 31)),
        ) else {
            return Calendar::default();
        };
        let starts = (first.0..=last.0).filter_map(|id| self.first_instant(PeriodId(id)));
        Calendar::new(first, starts.collect())
    }

    fn first_instant(&self, period: PeriodId) -> Option<Instant> {
        let midnight = self.first_day(period)?.at(0, 0, 0, 0);
        Some(Instant(self.zone.to_timestamp(midnight).ok()?.as_second()))
    }
}

/// A Monday to count weeks from.
const MONDAY: Date = date(1970, 1, 5);

fn days_since_monday(day: Date) -> i32 {
    MONDAY.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(kind: PeriodKind) -> Periods {
        Periods::new(kind, TimeZone::UTC, vec!["spring".into(), "autumn".into()])
    }

    #[track_caller]
    fn check(kind: PeriodKind, day: Date, name: &str, first: Date, last: Date) {
        let periods = periods(kind);
        let id = periods.of_date(day).expect("a period");
        assert_eq!(periods.name(id), name);
        assert_eq!(periods.parse(name), Some(id));
        assert_eq!(
            (periods.first_day(id), periods.last_day(id)),
            (Some(first), Some(last))
        );
        assert_eq!(periods.of_date(last), Some(id));
        assert_eq!(
            periods.of_date(last.tomorrow().expect("a day")),
            Some(id.offset(1))
        );
    }

    #[test]
    fn dates_fall_into_periods() {
        let day = date(2026, 10, 31);
        check(
            PeriodKind::Week,
            day,
            "2026-W44",
            date(2026, 10, 26),
            date(2026, 11, 1),
        );
        check(PeriodKind::Month, day, "2026-10", date(2026, 10, 1), day);
        check(
            PeriodKind::Quarter,
            day,
            "2026-Q4",
            date(2026, 10, 1),
            date(2026, 12, 31),
        );
        check(
            PeriodKind::Year,
            day,
            "2026",
            date(2026, 1, 1),
            date(2026, 12, 31),
        );
        check(
            PeriodKind::Week,
            date(2027, 1, 1),
            "2026-W53",
            date(2026, 12, 28),
            date(2027, 1, 3),
        );
    }

    #[test]
    fn names_that_are_no_period_are_refused() {
        for (kind, name) in [
            (PeriodKind::Month, "2026-13"),
            (PeriodKind::Month, "2026-1"),
            (PeriodKind::Month, "2026"),
            (PeriodKind::Quarter, "2026-Q5"),
            (PeriodKind::Quarter, "2026-Q0"),
            (PeriodKind::Week, "2026-W54"),
            (PeriodKind::Year, "26"),
            (PeriodKind::Wave, "winter"),
        ] {
            assert_eq!(periods(kind).parse(name), None, "{name}");
        }
    }

    #[test]
    fn waves_are_known_by_name() {
        let periods = periods(PeriodKind::Wave);
        assert_eq!(periods.parse("autumn"), Some(PeriodId(1)));
        assert_eq!(periods.name(PeriodId(1)), "autumn");
    }

    #[test]
    fn months_begin_at_local_midnight() {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let calendar = Periods::new(PeriodKind::Month, zone, Vec::new()).calendar();
        let november = PeriodId(2011 * 12 + 10);
        let hours = calendar
            .end(november)
            .zip(calendar.start(november))
            .map(|(end, start)| (end.0 - start.0) / 3600);
        assert_eq!(
            hours,
            Some(30 * 24 + 1),
            "daylight saving ended on 6 November 2011"
        );
    }
}
