//! A rate of counts: so many of so many, each counted once.

use cxpress_metric::{Absence, Difference, Interval, Method, Part, Reading, Unit};
use cxpress_stats::{Z95, proportion};

use crate::counted;

/// A number of things among all of which they are a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many have it.
    pub part: u64,
    /// How many there are, at least `part`.
    pub whole: u64,
}

impl Rate {
    /// `part` of `whole`.
    #[must_use]
    pub const fn of(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// The rate, 0 … 1; none of nothing.
    fn share(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    /// The rate in per cent with the Wilson interval (Wilson 1927); *no data* of nothing.
    #[must_use]
    pub fn reading(self) -> Reading {
        let Some(share) = self.share() else {
            return Reading::Absent(Absence::NoData);
        };
        let range = proportion::wilson(share, self.whole as f64, Z95);
        let interval = range.map(|r| Interval::new(100.0 * r.low, 100.0 * r.high));
        let estimate = counted(100.0 * share, self.whole)
            .with_interval(interval, Method::Wilson)
            .with_variance(Some(1e4 * share * (1.0 - share)))
            .with_limits(0.0, 100.0);
        Reading::Value(estimate)
    }

    /// [`Rate::reading`] as a part.
    #[must_use]
    pub fn named(self, id: &'static str) -> Part {
        Part::new(id, Unit::Percent, self.reading())
    }

    /// The difference `after − self` in points with the Newcombe interval (Newcombe 1998, method 10); none
    /// where a side has no rate.
    #[must_use]
    pub fn difference(self, after: Self) -> Option<Difference> {
        let (old, new) = (self.share()?, after.share()?);
        let (n_old, n_new) = (self.whole as f64, after.whole as f64);
        let interval = move |z| {
            let range = proportion::newcombe(old, n_old, new, n_new, z)?;
            Some((100.0 * range.low, 100.0 * range.high))
        };
        Some(Difference::new(100.0 * new - 100.0 * old, interval))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_numbers() {
        let rate = Rate::of(41, 50).reading();
        let interval = rate
            .estimate()
            .and_then(|rate| rate.interval)
            .expect("an interval");
        assert!((interval.low - 69.2039).abs() < 1e-4);
        assert!((interval.high.expect("an end") - 90.2298).abs() < 1e-4);
        let change = Rate::of(48, 80)
            .difference(Rate::of(56, 70))
            .expect("a difference");
        let (low, high) = change.at(Z95).expect("an interval");
        assert!(
            (change.point - 20.0).abs() < 1e-9
                && (low - 5.2431).abs() < 1e-4
                && (high - 33.3873).abs() < 1e-4
        );
    }

    #[test]
    fn nothing_has_no_rate() {
        assert_eq!(Rate::of(0, 0).reading(), Reading::Absent(Absence::NoData));
        assert!(Rate::of(0, 0).difference(Rate::of(1, 2)).is_none());
    }
}
