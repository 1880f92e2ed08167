//! Reporting periods as a table of instants.

use serde::{Deserialize, Serialize};

/// A point in time, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Later than anything that is reported on: what is known not to have happened.
    pub const NEVER: Self = Self(i64::MAX / 4);
}

/// The place of a period in its calendar. Neighbouring periods have neighbouring numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeriodId(pub i32);

impl PeriodId {
    /// The period `steps` later (or earlier, if negative).
    #[must_use]
    pub const fn offset(self, steps: i32) -> Self {
        Self(self.0 + steps)
    }
}

/// Where periods begin, as instants: daylight saving and month lengths are already in it.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    first: i32,
    starts: Vec<Instant>,
    as_of: Option<Instant>,
}

impl Calendar {
    /// A calendar whose period `first` begins at `starts[0]`, the next at `starts[1]`, and so on. The last
    /// entry is the end of the last period. `starts` must rise.
    #[must_use]
    pub fn new(first: PeriodId, starts: Vec<Instant>) -> Self {
        Self {
            first: first.0,
            starts,
            as_of: None,
        }
    }

    /// The same calendar, with nothing known after `instant`: what has not happened by then is open.
    #[must_use]
    pub fn known_until(mut self, instant: Instant) -> Self {
        self.as_of = Some(instant);
        self
    }

    /// The period an instant falls into, or `None` outside the calendar.
    #[must_use]
    pub fn period_of(&self, instant: Instant) -> Option<PeriodId> {
        let after = self.starts.partition_point(|start| *start <= instant);
        if after == 0 || after == self.starts.len() {
            return None;
        }
        i32::try_from(after - 1)
            .ok()
            .map(|index| PeriodId(self.first + index))
    }

    /// The same, with what came before the calendar begins in its first period: a stock knows nothing older.
    #[must_use]
    pub fn period_or_first(&self, instant: Instant) -> Option<PeriodId> {
        self.period_of(instant.max(*self.starts.first()?))
    }

    /// The first instant of a period.
    #[must_use]
    pub fn start(&self, period: PeriodId) -> Option<Instant> {
        let index = usize::try_from(period.0 - self.first).ok()?;
        self.starts.get(index).copied()
    }

    /// The first instant after a period.
    #[must_use]
    pub fn end(&self, period: PeriodId) -> Option<Instant> {
        self.start(period.offset(1))
    }

    /// The instant at which a period is looked at: its end, or the end of the data where that is earlier.
    #[must_use]
    pub fn seen_at(&self, period: PeriodId) -> Option<Instant> {
        let end = self.end(period)?;
        Some(self.as_of.map_or(end, |as_of| as_of.min(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::new(PeriodId(7), [0, 10, 30, 60].map(Instant).to_vec())
    }

    #[test]
    fn an_instant_falls_into_the_period_that_has_begun() {
        let found: Vec<_> = [-1, 0, 9, 10, 59, 60]
            .map(|at| calendar().period_of(Instant(at)))
            .to_vec();
        let expected = [None, Some(7), Some(7), Some(8), Some(9), None].map(|id| id.map(PeriodId));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_came_before_the_calendar_is_in_its_first_period() {
        let found = [-9, 12, 60].map(|at| calendar().period_or_first(Instant(at)));
        assert_eq!(found, [Some(PeriodId(7)), Some(PeriodId(8)), None]);
        assert_eq!(Calendar::default().period_or_first(Instant(0)), None);
    }

    #[test]
    fn a_period_is_seen_at_its_end_or_at_the_end_of_the_data() {
        let known = calendar().known_until(Instant(40));
        assert_eq!(known.seen_at(PeriodId(8)), Some(Instant(30)));
        assert_eq!(known.seen_at(PeriodId(9)), Some(Instant(40)));
    }
}
