//! How far the data reach.

use std::collections::BTreeMap;

use cxpress_metric::{Kind, PeriodId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::tally::FileTally;
use cxpress_project::period::Periods;

/// How far the data reach.
#[derive(Clone, Debug, Default)]
pub struct Extent {
    /// The periods with rows: how many of each kind.
    pub rows: BTreeMap<PeriodId, BTreeMap<Kind, u64>>,
    /// How many rows the source has that has most in a period, among those that tell of the period they began in.
    pub fullest: BTreeMap<PeriodId, u64>,
    /// The last day that anything in the files tells of, also in rows that belong to periods after the reported one.
    /// What is due then has not happened. None where nothing has a date.
    pub until: Option<Date>,
    /// The period of that day.
    pub reaches: Option<PeriodId>,
    /// The last instant that records of the periods reported on tell of, in seconds since 1970.
    pub last_instant: Option<i64>,
    /// How many answers of each period could not be used, by source and question in the order of the configuration.
    pub rejected: BTreeMap<(usize, usize), BTreeMap<PeriodId, u64>>,
}

impl Extent {
    /// Adds what a file tells, but for how many records it has.
    pub(super) fn add(&mut self, source: usize, tally: &FileTally, periods: &Periods) {
        for (question, answers) in tally.answers.iter().enumerate() {
            for (period, given) in answers.by_period.iter().filter(|(_, given)| given.rejected > 0) {
                let of_question = self.rejected.entry((source, question)).or_default();
                *of_question.entry(*period).or_default() += given.rejected;
            }
        }
        let told = tally.last_instant.and_then(|last| day_of(last, periods));
        let later = tally.later.and_then(|later| periods.first_day(later));
        let of_file = tally.days.map(|(_, last)| last).max(tally.later_until).max(later);
        // Files without a date of their own, such as those of a period that is in their name, are taken as whole.
        self.until = self.until.max(of_file).max(told);
        self.reaches = self.until.and_then(|until| periods.of_date(until));
        self.last_instant = self.last_instant.max(tally.last_instant);
    }

    /// The last period but those after which, and in which, no source has `minimum` rows: these are too few to be shown.
    /// Nothing if that is the last period itself, or if all that comes later would be enough.
    #[must_use]
    pub fn before_too_few(&self, minimum: u64) -> Option<PeriodId> {
        let too_few = |(_, rows): &(&PeriodId, &u64)| **rows < minimum;
        let later: u64 = self
            .fullest
            .iter()
            .rev()
            .take_while(too_few)
            .map(|(_, rows)| rows)
            .sum();
        let last = self.fullest.iter().rev().find(|period| !too_few(period))?;
        (later > 0 && later < minimum).then_some(*last.0)
    }

    /// The first and the last period that records tell of. Customers may have come long before; where there is nothing but
    /// customers, the report begins when the first came, and ends when the last is told of.
    #[must_use]
    pub fn span(&self) -> Option<(PeriodId, PeriodId)> {
        let telling = self
            .rows
            .iter()
            .filter(|(_, rows)| rows.keys().any(|kind| kind.tells_of_its_start()));
        let mut telling = telling.map(|(period, _)| *period);
        match (telling.next(), telling.next_back()) {
            (Some(first), last) => Some((first, last.unwrap_or(first))),
            (None, _) => Some((*self.rows.keys().next()?, self.last()?)),
        }
    }

    /// The last period with rows, or that customers are told of where there is nothing but customers.
    #[must_use]
    pub fn last(&self) -> Option<PeriodId> {
        let last = *self.rows.keys().next_back()?;
        Some(
            self.reaches
                .filter(|_| self.is_of_stays())
                .map_or(last, |reaches| reaches.max(last)),
        )
    }

    /// Whether there is something to say of a period.
    #[must_use]
    pub fn tells_of(&self, period: PeriodId) -> bool {
        let stays = || self.is_of_stays() && self.span().is_some_and(|(a, b)| a <= period && period <= b);
        self.rows.contains_key(&period) || stays()
    }

    /// Whether there is nothing but customers, who are there in the periods after they came.
    fn is_of_stays(&self) -> bool {
        let mut kinds = self.rows.values().flat_map(BTreeMap::keys);
        kinds.all(|kind| !kind.tells_of_its_start())
    }
}

/// The day of an instant in the zone of the periods.
fn day_of(seconds: i64, periods: &Periods) -> Option<Date> {
    let instant = Timestamp::from_second(seconds).ok()?;
    Some(instant.to_zoned(periods.zone().clone()).date())
}

#[cfg(test)]
mod tests {
    use cxpress_report::PeriodKind;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::super::tally::Seen;
    use super::*;

    fn periods() -> Periods {
        Periods::new(PeriodKind::Month, TimeZone::UTC, Vec::new())
    }

    fn month(year: i16, month: i8) -> PeriodId {
        periods().of_date(date(year, month, 1)).expect("a month")
    }

    fn ten() -> Seen {
        let mut seen = Seen::default();
        (1..=10).for_each(|line| seen.add(line, 1));
        seen
    }

    fn extent(kind: Kind, tally: &FileTally) -> Extent {
        let mut extent = Extent::default();
        extent.add(0, tally, &periods());
        for (period, seen) in &tally.by_period {
            *extent.rows.entry(*period).or_default().entry(kind).or_default() += seen.records;
        }
        extent
    }

    #[test]
    fn customers_alone_are_told_of_until_the_last_date_of_any_column() {
        let tally = FileTally {
            by_period: [(month(2024, 1), ten())].into(),
            days: Some((date(2024, 1, 15), date(2024, 1, 15))),
            last_instant: Some(1_796_860_800),
            ..FileTally::default()
        };
        let customers = extent(Kind::Customers, &tally);
        assert_eq!(customers.until, Some(date(2026, 12, 10)));
        assert_eq!(customers.span(), Some((month(2024, 1), month(2026, 12))));
        assert!(customers.tells_of(month(2025, 6)) && !customers.tells_of(month(2027, 1)));
        let tickets = extent(Kind::Tickets, &tally);
        assert_eq!(tickets.span(), Some((month(2024, 1), month(2024, 1))));
        assert!(!tickets.tells_of(month(2025, 6)));
    }

    #[test]
    fn rows_after_the_reported_period_tell_that_it_is_over() {
        let tally = FileTally {
            by_period: [(month(2026, 10), ten())].into(),
            days: Some((date(2026, 10, 1), date(2026, 10, 12))),
            later: Some(month(2026, 11)),
            ..FileTally::default()
        };
        assert_eq!(extent(Kind::Survey, &tally).until, Some(date(2026, 11, 1)));
        let dated = FileTally {
            later_until: Some(date(2026, 11, 20)),
            ..tally
        };
        assert_eq!(extent(Kind::Survey, &dated).until, Some(date(2026, 11, 20)));
    }
}
