//! Statistics as functions of numbers: intervals, tests, survival curves, weights, control limits,
//! the course of a series, drivers and corrections.
//!
//! Counts, shares, means and times come in; intervals, p values and curves go out. What a share or a
//! time stands for is the caller's business: this crate knows no survey, no ticket, no file.
//!
//! What holds everywhere:
//!
//! - What cannot be computed from the numbers given is `None`, never `NaN` and never 0.
//! - Critical values come in as `z` of the normal distribution, 0 or more; [`Z95`] is the usual one. A
//!   method that needs Student's t takes the t value of the same two-sided level.
//! - Shares are fractions, 0 to 1; net shares are fractions, -1 to 1. Points and percent are for print.
//! - Nothing is rounded, nothing is random, nothing depends on the machine or the clock.

pub mod benchmark;
pub mod control;
pub mod course;
pub mod drivers;
pub mod echo;
pub mod equivalence;
pub mod finite;
pub mod heterogeneity;
pub mod impact;
pub mod invert;
pub mod jackknife;
pub mod link;
pub mod mean;
pub mod misclassification;
pub mod mix;
pub mod mover;
pub mod multiple;
pub mod net;
pub mod normal;
pub mod paired;
pub mod proportion;
pub mod sample;
pub mod shrink;
pub mod survival;
pub mod symmetric;
pub mod weights;

/// The critical value of a two-sided 95 % interval: the .975 quantile of the normal distribution.
pub const Z95: f64 = 1.959963984540054;

/// An interval of numbers, both ends included, in the unit of whatever it is an interval of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end, not below the lower one.
    pub high: f64,
}

impl Range {
    /// The distance between the ends, 0 or more.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether `x` lies between the ends or on one of them.
    pub fn contains(self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// The number in it that is nearest zero: 0 where it holds 0. Of two effects, the one with this farther
    /// from 0 is the larger beyond doubt.
    pub fn nearest_zero(self) -> f64 {
        0.0_f64.clamp(self.low, self.high)
    }

    /// The interval with both arms, as seen from `point`, made longer by `ratio` (1 changes nothing).
    ///
    /// An arm of length 0 stays as it is, whatever the ratio.
    #[must_use]
    pub fn widened(self, point: f64, ratio: f64) -> Self {
        Self {
            low: point - stretched(point - self.low, ratio),
            high: point + stretched(self.high - point, ratio),
        }
    }

    /// The interval with both ends brought inside `low` to `high`.
    #[must_use]
    pub fn clipped(self, low: f64, high: f64) -> Self {
        Self {
            low: self.low.max(low).min(high),
            high: self.high.min(high).max(low),
        }
    }

    /// The interval `arm` to either side of `point`.
    pub(crate) fn around(point: f64, arm: f64) -> Self {
        Self {
            low: point - arm,
            high: point + arm,
        }
    }
}

/// `length · ratio`, where 0 stays 0 even if the ratio is infinite.
pub(crate) fn stretched(length: f64, ratio: f64) -> f64 {
    if length == 0.0 { 0.0 } else { length * ratio }
}
