//! Estimates that many metrics share: shares, means and net shares of answers ([`share`], [`net`], [`scores`]), rates of
//! counts ([`rate`]), waiting times ([`waiting`]), what happened within a window ([`window`]).
//!
//! Summaries and counts flow in, readings and differences out. Like `cxpress-stats` it knows no metric by name; unlike it,
//! it knows what a reading is. It reads no record but by way of [`waiting::measure`] and [`window::measure`], and keeps
//! nothing. Plugin crates take from here what they would otherwise write once each.

pub mod net;
pub mod rate;
pub mod scores;
pub mod share;
pub mod waiting;
pub mod window;

mod moments;

use cxpress_metric::{Estimate, Part, Reading, Unit};

/// A plain count as a part: `count` of `base`.
#[must_use]
pub fn count(id: &'static str, count: u64, base: u64) -> Part {
    Part::new(id, Unit::Count, Reading::Value(counted(count as f64, base)))
}

/// A value of 0 or more without an interval, which rests on `base` records.
#[must_use]
pub const fn counted(value: f64, base: u64) -> Estimate {
    Estimate::new(value, base)
}
