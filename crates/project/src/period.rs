//! Reporting periods: dates to periods, periods to names and bounds.

use cxpress_metric::{Calendar, Instant, PeriodId};
use cxpress_report::PeriodKind;
use cxpress_report::period::{PeriodLength, Spec, spec};
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use cxpress_document::address;

/// The first and the last year that periods are known for.
const YEARS: (i16, i16) = (1970, 2100);

/// Where weeks and years begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starts {
    /// The day that weeks begin with.
    pub week: Weekday,
    /// The financial year, where years are not those of the calendar.
    pub fiscal_year: Option<FiscalYear>,
}

impl Default for Starts {
    /// Weeks begin on Monday (ISO 8601), years in January.
    fn default() -> Self {
        Self {
            week: Weekday::Monday,
            fiscal_year: None,
        }
    }
}

/// A year that does not begin in January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYear {
    /// The month that it begins with, 2 … 12.
    pub month: i8,
    /// Whether it has the name of the calendar year in which it begins; else of that in which it ends, as most have.
    pub named_for_start: bool,
}

/// How dates fall into periods.
#[derive(Clone, Debug)]
pub struct Periods {
    kind: PeriodKind,
    zone: TimeZone,
    starts: Starts,
    waves: Vec<Wave>,
}

/// A named round of a survey.
#[derive(Clone, Debug)]
struct Wave {
    /// Its name in files and for readers.
    name: String,
    /// Its name in addresses.
    address: String,
}

/// Folders of the site that no wave may have.
const TAKEN: [&str; 2] = ["assets", "index.html"];

impl Wave {
    /// A name that can be an address is one; every other is told apart by a hash.
    fn new(name: String) -> Self {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_taken = TAKEN.contains(&name.to_lowercase().as_str());
        let is_folder = !name.starts_with('.') && !name.ends_with('.') && !address::is_reserved(&name);
        let is_address = name.chars().all(plain) && is_folder && !is_taken;
        let address = match (is_address, is_taken) {
            (true, _) => name.clone(),
            (false, true) => address::with_hash(&name),
            (false, false) => address::of_value(&name),
        };
        Self { name, address }
    }
}

impl Periods {
    /// The same calendar by periods of another length.
    #[must_use]
    pub fn by(&self, kind: PeriodKind) -> Self {
        Self { kind, ..self.clone() }
    }

    /// Periods of a kind in a zone; `waves` are the names of waves in order, empty for other kinds.
    #[must_use]
    pub fn new(kind: PeriodKind, zone: TimeZone, waves: Vec<String>) -> Self {
        Self {
            kind,
            zone,
            starts: Starts::default(),
            waves: waves.into_iter().map(Wave::new).collect(),
        }
    }

    /// The same with other beginnings of weeks and years.
    #[must_use]
    pub fn starting(mut self, starts: Starts) -> Self {
        self.starts = starts;
        self
    }

    /// How long a period is.
    #[must_use]
    pub const fn kind(&self) -> PeriodKind {
        self.kind
    }

    /// The names of waves in order; none for other kinds.
    pub fn waves(&self) -> Vec<&str> {
        self.waves.iter().map(|wave| wave.name.as_str()).collect()
    }

    /// The own name of a wave; none for other kinds, whose names are made of their days.
    #[must_use]
    pub fn wave(&self, period: PeriodId) -> Option<&str> {
        let at = usize::try_from(period.0)
            .ok()
            .filter(|_| self.kind == PeriodKind::Wave)?;
        Some(self.waves.get(at)?.name.as_str())
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
        match self.spec().length {
            PeriodLength::Week => Some(PeriodId(self.days_since_first_week(day).div_euclid(7))),
            PeriodLength::Months(months) => {
                let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
                Some(PeriodId((month - self.months_late()).div_euclid(months)))
            }
            PeriodLength::Named => None,
        }
    }

    /// What there is to know of the kind of these periods.
    #[must_use]
    pub fn spec(&self) -> &'static Spec {
        spec(self.kind)
    }

    /// The financial year, if these periods go by it.
    fn fiscal_year(&self) -> Option<FiscalYear> {
        self.starts.fiscal_year.filter(|_| self.spec().is_fiscal)
    }

    /// How many months after January years begin.
    fn months_late(&self) -> i32 {
        self.fiscal_year().map_or(0, |year| i32::from(year.month) - 1)
    }

    /// By how much the name of a year is ahead of the calendar year in which it begins.
    fn years_ahead(&self) -> i32 {
        let year = self.fiscal_year();
        i32::from(year.is_some_and(|year| !year.named_for_start))
    }

    /// What stands before the names of years.
    fn prefix(&self) -> &'static str {
        self.fiscal_year().map_or("", |_| "FY")
    }

    /// The day that week 0 begins with.
    fn first_week(&self) -> Date {
        let after_monday = i32::from(self.starts.week.to_monday_zero_offset());
        MONDAY.checked_add(after_monday.days()).unwrap_or(MONDAY)
    }

    fn days_since_first_week(&self, day: Date) -> i32 {
        self.first_week().until(day).map_or(0, |span| span.get_days())
    }

    /// The period of a wave by its name.
    #[must_use]
    pub fn of_wave(&self, name: &str) -> Option<PeriodId> {
        let at = self.waves.iter().position(|wave| wave.name == name)?;
        i32::try_from(at).ok().map(PeriodId)
    }

    /// The period of a wave by its name or its address.
    fn wave_called(&self, name: &str) -> Option<PeriodId> {
        let by_address = || self.waves.iter().position(|wave| wave.address == name);
        self.of_wave(name)
            .or_else(|| i32::try_from(by_address()?).ok().map(PeriodId))
    }

    /// The period with a name such as `2026-10`, `2026-W43`, `2026-Q4`, `2026`, `FY2026-Q2` or `FY2026 Q2`; the wave with
    /// a name or an address.
    #[must_use]
    pub fn parse(&self, name: &str) -> Option<PeriodId> {
        if self.kind == PeriodKind::Wave {
            return self.wave_called(name);
        }
        let name = name.replace(' ', "-");
        let (year, number) = self.spec().parse(name.strip_prefix(self.prefix())?)?;
        let period = match self.spec().length {
            PeriodLength::Week => {
                let middle = 7 * number - 4;
                let day = Date::new(year, 1, 1).ok()?.checked_add(middle.days()).ok()?;
                self.of_date(day)?
            }
            PeriodLength::Months(months) => {
                let first = i32::from(year) - self.years_ahead();
                PeriodId(first * (12 / months) + number - 1)
            }
            PeriodLength::Named => return None,
        };
        self.of_date(self.first_day(period)?)?;
        Some(period).filter(|period| self.name(*period) == name)
    }

    /// The name of a period, which is its address.
    #[must_use]
    pub fn name(&self, period: PeriodId) -> String {
        let Some(first) = self.first_day(period) else {
            let at = usize::try_from(period.0).unwrap_or(usize::MAX);
            let wave = self.waves.get(at);
            return wave.map(|wave| wave.address.clone()).unwrap_or_default();
        };
        let (year, number) = match self.spec().length {
            PeriodLength::Months(months) => {
                let per_year = 12 / months;
                let year = period.0.div_euclid(per_year) + self.years_ahead();
                (year, period.0.rem_euclid(per_year) + 1)
            }
            PeriodLength::Week | PeriodLength::Named => week_of_year(first),
        };
        format!("{}{}", self.prefix(), self.spec().named(year, number))
    }

    /// The period that the named parts of a pattern tell.
    #[must_use]
    pub fn of_parts<'t>(&self, part: impl Fn(&str) -> Option<&'t str>) -> Option<PeriodId> {
        let told = part(self.spec().name)?;
        if self.spec().length == PeriodLength::Named {
            return self.of_wave(told);
        }
        let year: i32 = part("year")?.parse().ok()?;
        let number = told.parse().ok()?;
        self.parse(&format!("{}{}", self.prefix(), self.spec().named(year, number)))
    }

    /// The name of a period, for messages that say how to write one.
    #[must_use]
    pub fn example(&self) -> String {
        match (self.of_date(date(2026, 10, 28)), self.waves.first()) {
            (Some(period), _) => self.name(period),
            (None, Some(wave)) => wave.address.clone(),
            (None, None) => "the name of a wave".into(),
        }
    }

    /// The first day of a period; `None` for waves.
    #[must_use]
    pub fn first_day(&self, period: PeriodId) -> Option<Date> {
        let month = |month: i32| {
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, 1).ok()
        };
        match self.spec().length {
            PeriodLength::Week => self
                .first_week()
                .checked_add(Span::new().try_weeks(period.0).ok()?)
                .ok(),
            PeriodLength::Months(months) => month(period.0 * months + self.months_late()),
            PeriodLength::Named => None,
        }
    }

    /// The last day of a period; `None` for waves.
    #[must_use]
    pub fn last_day(&self, period: PeriodId) -> Option<Date> {
        self.first_day(period.offset(1))?.checked_sub(1.day()).ok()
    }

    /// The same period of the year before; `None` for waves, and for years, whose year before is the period before. Of
    /// weeks, 52 weeks before.
    #[must_use]
    pub fn year_before(&self, period: PeriodId) -> Option<PeriodId> {
        let per_year = self.spec().per_year().filter(|periods| *periods > 1)?;
        Some(period.offset(-per_year))
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

/// The number of a week and its year: those of the day in its middle, as in ISO 8601, so that week 1 is the first with at
/// least four days in its year.
fn week_of_year(first: Date) -> (i32, i32) {
    let middle = first.checked_add(3.days()).unwrap_or(first);
    (
        middle.year().into(),
        (i32::from(middle.day_of_year()) - 1) / 7 + 1,
    )
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

    fn fiscal(kind: PeriodKind, month: i8, named_for_start: bool) -> Periods {
        periods(kind).starting(Starts {
            fiscal_year: Some(FiscalYear {
                month,
                named_for_start,
            }),
            ..Starts::default()
        })
    }

    #[test]
    fn a_financial_year_has_the_name_of_the_year_it_ends_in() {
        let quarters = fiscal(PeriodKind::Quarter, 4, false);
        let named = |day: Date| quarters.of_date(day).map(|period| quarters.name(period));
        assert_eq!(named(date(2025, 4, 1)).as_deref(), Some("FY2026-Q1"));
        assert_eq!(named(date(2025, 9, 30)).as_deref(), Some("FY2026-Q2"));
        assert_eq!(named(date(2026, 3, 31)).as_deref(), Some("FY2026-Q4"));
        let second = quarters.parse("FY2026 Q2");
        assert_eq!(second, quarters.parse("FY2026-Q2"));
        assert_eq!(
            second.and_then(|it| quarters.first_day(it)),
            Some(date(2025, 7, 1))
        );
        assert_eq!(
            second.and_then(|it| quarters.last_day(it)),
            Some(date(2025, 9, 30))
        );
        for other in [
            "2026-Q2",
            "FY2026-Q5",
            "FY2026-Q0",
            "FY2026",
            "FY26-Q2",
            "fy2026-Q2",
        ] {
            assert_eq!(quarters.parse(other), None, "{other}");
        }
        let years = fiscal(PeriodKind::Year, 10, false);
        let year = years.parse("FY2027").expect("a year");
        assert_eq!(
            (years.first_day(year), years.last_day(year)),
            (Some(date(2026, 10, 1)), Some(date(2027, 9, 30)))
        );
        let years = fiscal(PeriodKind::Year, 4, true);
        let year = years.of_date(date(2027, 3, 31)).expect("a year");
        assert_eq!(
            (years.name(year).as_str(), years.first_day(year)),
            ("FY2026", Some(date(2026, 4, 1)))
        );
    }

    #[test]
    fn every_period_is_found_by_its_name_and_its_days() {
        let weeks = |week| {
            periods(PeriodKind::Week).starting(Starts {
                week,
                ..Starts::default()
            })
        };
        let all = [
            weeks(Weekday::Monday),
            weeks(Weekday::Sunday),
            weeks(Weekday::Saturday),
            periods(PeriodKind::Quarter),
            fiscal(PeriodKind::Quarter, 2, true),
            fiscal(PeriodKind::Year, 12, false),
        ];
        for periods in all {
            let mut day = date(2019, 12, 20);
            while day < date(2027, 1, 10) {
                let period = periods.of_date(day).expect("a period");
                let (first, last) = (periods.first_day(period), periods.last_day(period));
                assert!(first.is_some_and(|first| first <= day) && last.is_some_and(|last| day <= last));
                assert_eq!(periods.parse(&periods.name(period)), Some(period), "{day}");
                day = day.tomorrow().expect("a day");
            }
        }
    }

    #[test]
    fn weeks_that_begin_on_sunday_are_numbered_by_their_middle() {
        let weeks = periods(PeriodKind::Week).starting(Starts {
            week: Weekday::Sunday,
            ..Starts::default()
        });
        let named = |day: Date| {
            weeks
                .of_date(day)
                .map(|period| weeks.name(period))
                .unwrap_or_default()
        };
        // The weeks of the United States' health statistics (MMWR): 2020 had 53, the last until 2 January.
        assert_eq!(named(date(2021, 1, 2)), "2020-W53");
        assert_eq!(named(date(2021, 1, 3)), "2021-W01");
        assert_eq!(named(date(2026, 10, 31)), "2026-W43");
        assert_eq!(named(date(2026, 11, 1)), "2026-W44");
    }

    #[test]
    fn waves_are_known_by_name() {
        let periods = periods(PeriodKind::Wave);
        assert_eq!(periods.parse("autumn"), Some(PeriodId(1)));
        assert_eq!(periods.name(PeriodId(1)), "autumn");
        let waves = ["Spring wave", "2026.1", "assets", "Frühjahr"].map(String::from);
        let periods = Periods::new(PeriodKind::Wave, TimeZone::UTC, waves.into());
        let mut seen = Vec::new();
        for period in (0..4).map(PeriodId) {
            let (name, address) = (periods.wave(period).expect("a wave"), periods.name(period));
            assert!(!address.contains(' ') && !seen.contains(&address) && address != "assets");
            assert_eq!(
                (periods.parse(name), periods.parse(&address)),
                (Some(period), Some(period))
            );
            seen.push(address);
        }
        assert_eq!(seen[1], "2026.1");
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
