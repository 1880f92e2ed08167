//! Whether something is unchanged, up to a margin: more than that no change was found.

use crate::Range;

/// The critical value of a two-sided 90 % interval: the .95 quantile of the normal distribution.
pub const Z90: f64 = 1.6448536269514722;

/// Whether a difference is smaller than `margin` either way: two one-sided tests at 5 % (Schuirmann 1987).
///
/// `interval_at(z)` is the interval of the difference at critical value `z`, in the unit of the margin; its 90 %
/// interval must lie within ± margin and touch neither. Where the difference is as large as the margin, this
/// holds in at most 5 %. `None` where the interval is.
pub fn is_within(margin: f64, interval_at: impl Fn(f64) -> Option<Range>) -> Option<bool> {
    let range = interval_at(Z90)?;
    Some(-margin < range.low && range.high < margin)
}
