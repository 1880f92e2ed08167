//! What became of a ticket: one answer to whether it is open, for every metric.

use cxpress_metric::{Batch, Field, Instant};

/// What became of a ticket, as far as an export tells. It names one time of each kind, the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    /// When it was solved.
    pub(crate) solved: Option<Instant>,
    /// When it was opened again, only if that was after it was closed: a ticket that was solved later is taken as open all
    /// the time.
    pub(crate) reopened: Option<Instant>,
    /// When it was closed without a solution, only if it was not solved before, or was opened again.
    pub(crate) cancelled: Option<Instant>,
    /// Seconds that do not count.
    pub(crate) paused: i64,
}

/// Where a ticket stands at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Somebody waits for a solution.
    Open,
    /// It was solved then.
    Solved(Instant),
    /// It was closed without a solution then.
    Cancelled(Instant),
}

impl Life {
    pub(crate) fn of(batch: &Batch<'_>, row: usize) -> Self {
        let at = |field| batch.fields.time(field).at(row);
        let (solved, cancelled) = (at(Field::Solved), at(Field::Cancelled));
        let closed = solved.or(cancelled);
        let reopened = at(Field::Reopened).filter(|reopened| closed.is_some_and(|closed| closed < *reopened));
        let follows = |cancelled: &Instant| reopened.is_some_and(|reopened| reopened <= *cancelled);
        Self {
            solved,
            reopened,
            cancelled: cancelled.filter(|cancelled| solved.is_none() || follows(cancelled)),
            paused: batch.fields.number(Field::Paused).at(row).map_or(0, i64::from),
        }
    }

    /// Where it stands at a time, by what happened before.
    pub(crate) fn at(self, seen: Instant) -> State {
        let all = [
            self.solved.map(|at| (at, State::Solved(at))),
            self.reopened.map(|at| (at, State::Open)),
            self.cancelled.map(|at| (at, State::Cancelled(at))),
        ];
        let before = all.into_iter().flatten().filter(|(at, _)| *at < seen);
        before
            .max_by_key(|(at, _)| *at)
            .map_or(State::Open, |(_, state)| state)
    }

    pub(crate) fn is_open_at(self, seen: Instant) -> bool {
        self.at(seen) == State::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, Fields, PeriodId};

    /// A ticket by when it was solved, opened again and cancelled.
    fn life([solved, reopened, cancelled]: [Option<i64>; 3]) -> Life {
        let kept = [Field::Solved, Field::Reopened, Field::Cancelled];
        let mut fields = Fields::new(kept);
        for (field, at) in kept.into_iter().zip([solved, reopened, cancelled]) {
            fields.push_time(field, at.map(Instant));
        }
        let calendar = Calendar::default();
        let batch = Batch::new(&[PeriodId(0)], &calendar)
            .with_created(&[Instant(0)])
            .with_fields(&fields);
        Life::of(&batch, 0)
    }

    #[test]
    fn the_last_that_happened_tells_where_a_ticket_stands() {
        let solved = |at| State::Solved(Instant(at));
        let cancelled = |at| State::Cancelled(Instant(at));
        let cases = [
            ([None, None, None], State::Open),
            ([Some(5), None, None], solved(5)),
            ([Some(9), None, None], State::Open),
            ([None, None, Some(5)], cancelled(5)),
            ([Some(5), Some(6), None], State::Open),
            ([Some(5), Some(9), None], solved(5)),
            // It was solved again, in the same second or later.
            ([Some(5), Some(5), None], solved(5)),
            ([Some(6), Some(5), None], solved(6)),
            // It was solved, so it was not given up, unless it was opened again.
            ([Some(5), None, Some(7)], solved(5)),
            ([Some(7), None, Some(5)], solved(7)),
            ([Some(5), Some(6), Some(7)], cancelled(7)),
            ([Some(5), Some(7), Some(6)], State::Open),
            ([None, Some(6), Some(5)], State::Open),
            ([None, Some(5), None], State::Open),
        ];
        for (ticket, expected) in cases {
            assert_eq!(life(ticket).at(Instant(9)), expected, "{ticket:?}");
        }
    }
}
