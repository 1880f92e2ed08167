//! Business time: the hours in which waiting counts.

use crate::Instant;

/// When a business is open, as instants: daylight saving and holidays are already in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BusinessHours {
    spans: Vec<Open>,
}

/// From opening to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    from: i64,
    to: i64,
    /// The seconds of all spans before.
    before: i64,
}

impl BusinessHours {
    /// Hours from spans, each from an instant up to another, in the order of time and apart from each other. Spans without
    /// length are left out.
    #[must_use]
    pub fn new(spans: impl IntoIterator<Item = (Instant, Instant)>) -> Self {
        let mut before = 0;
        let mut open = Vec::new();
        for (from, to) in spans {
            let (from, to) = (from.0, to.0);
            if from < to {
                open.push(Open { from, to, before });
                before += to - from;
            }
        }
        Self { spans: open }
    }

    /// The seconds of business time from one instant to another; negative if that lies before.
    #[must_use]
    pub fn between(&self, from: Instant, to: Instant) -> i64 {
        self.until(to) - self.until(from)
    }

    /// The seconds of business time before an instant.
    fn until(&self, instant: Instant) -> i64 {
        let begun = self.spans.partition_point(|open| open.from <= instant.0);
        let last = begun.checked_sub(1).map(|at| self.spans[at]);
        last.map_or(0, |open| open.before + instant.0.min(open.to) - open.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_open_hours_count() {
        let spans = [(10, 20), (30, 40), (40, 40), (50, 60)];
        let hours = BusinessHours::new(spans.map(|(from, to)| (Instant(from), Instant(to))));
        let cases = [
            (0, 9, 0),
            (0, 15, 5),
            (12, 18, 6),
            (20, 30, 0),
            (15, 35, 10),
            (0, 99, 30),
            (35, 15, -10),
            (60, 99, 0),
        ];
        for (from, to, seconds) in cases {
            assert_eq!(
                hours.between(Instant(from), Instant(to)),
                seconds,
                "{from} to {to}"
            );
        }
        assert_eq!(BusinessHours::default().between(Instant(0), Instant(9)), 0);
    }
}
