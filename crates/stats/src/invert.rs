//! A p value from any interval: the level at which it first touches zero.

use crate::{Range, normal};

/// The widest critical value that is tried; its level is 0 in floating point.
const WIDEST: f64 = 40.0;

/// Halvings of the search: from 0 … 40 down to neighbouring floating-point numbers.
const HALVINGS: usize = 60;

/// The two-sided p value of "the quantity is 0", by inverting its interval.
///
/// `interval_at(z)` is the interval at critical value `z`, from 0 to 40, and must grow with `z`. The p
/// value is the two-sided normal level of the smallest `z` whose interval holds 0; 1 where every one
/// does, 0 where none does. `p` ≤ α exactly when the interval of level 1 − α leaves 0 out or just
/// touches it, so that a verdict and its interval cannot disagree. `None` as soon as an interval is.
///
/// Duality of tests and intervals: Neyman 1937.
pub fn p_value(interval_at: impl Fn(f64) -> Option<Range>) -> Option<f64> {
    let holds_zero = |z| interval_at(z).map(|range| range.contains(0.0));
    if holds_zero(0.0)? {
        return Some(1.0);
    }
    let (mut without, mut with) = (0.0, WIDEST);
    for _ in 0..HALVINGS {
        let middle = (without + with) / 2.0;
        if holds_zero(middle)? {
            with = middle
        } else {
            without = middle
        }
    }
    Some(normal::two_sided(with))
}
