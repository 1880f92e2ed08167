//! How many answers a change needs in order to be seen, and which change a number of answers can show.
//!
//! At 95 % confidence, two-sided, with a power of 80 % (Cohen 1988; Fleiss 1981).

use crate::{Range, Z95, normal};

/// The .8 quantile of the normal distribution: the power.
pub const Z80: f64 = 0.841621233572914;

/// How many answers each of two periods needs so that a change of `delta` shows with 80 % power:
/// `⌈2v(z.₉₇₅ + z.₈)² / δ²⌉`.
///
/// `variance` is that of one answer, in the square of the unit of `delta`; the sign of `delta` does not
/// matter. `u64::MAX`, which stands for "no number is enough", for a change of 0.
pub fn needed_per_side(variance: f64, delta: f64) -> u64 {
    if delta == 0.0 {
        return u64::MAX;
    }
    (2.0 * variance * ((Z95 + Z80) / delta).powi(2)).ceil() as u64
}

/// The difference of two means or shares that would have shown with 80 % power:
/// `(z.₉₇₅ + z.₈)·√(v₀/n₀ + v₁/n₁)`.
///
/// Variances of one answer, in the square of the unit of the result; bases may be fractional. Infinite
/// where a base is 0.
pub fn detectable(v_before: f64, n_before: f64, v_after: f64, n_after: f64) -> f64 {
    if n_before <= 0.0 || n_after <= 0.0 {
        return f64::INFINITY;
    }
    (Z95 + Z80) * (v_before / n_before + v_after / n_after).sqrt()
}

/// The difference that would have shown with 80 % power, from the interval of a difference at critical value
/// `z` above 0: `(z.₉₇₅ + z.₈) · width / 2z`.
///
/// For differences whose interval is not made of two variances: of medians, or widened for clusters.
pub fn detectable_within(range: Range, z: f64) -> f64 {
    (Z95 + Z80) * range.width() / (2.0 * z)
}

/// The difference that would have shown with 80 % power among `tests` differences judged together:
/// `(z₁ + z.₈)·se`, z₁ the two-sided critical value at `level / tests`.
///
/// That is the first step of Benjamini and Hochberg: what a difference needs where no other one shows. `se` is
/// the standard error of the difference, in the unit of the result; `level` that of the family, above 0 and at
/// most 1; no tests count as one.
pub fn detectable_among(tests: usize, level: f64, se: f64) -> f64 {
    let critical = -normal::quantile(level / tests.max(1) as f64 / 2.0);
    (critical + Z80) * se
}
