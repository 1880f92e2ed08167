//! The normal, Student's t and chi-square distributions: tails and quantiles.
//!
//! Tails are computed as tails, not as one minus the rest, so that a p value of 10⁻⁴⁰ is not 0.

use crate::Range;
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};
use statrs::function::{beta::beta_reg, gamma::ln_gamma};

/// From this many degrees of freedom on, the t quantile is a series about the normal one.
const MANY_DEGREES: f64 = 1000.0;

/// `ln` of a t value that no sample reaches; the search for a quantile ends here.
const FARTHEST: f64 = 345.0;

/// Halvings of a search between ±[`FARTHEST`]: down to neighbouring floating-point numbers.
const HALVINGS: usize = 64;

/// The probability that a standard normal variable is at most `x`.
pub fn cdf(x: f64) -> f64 {
    Normal::standard().cdf(x)
}

/// The value that a standard normal variable stays below with probability `p`.
///
/// `p` outside 0 to 1 counts as the nearer of the two, whose quantiles are infinite.
pub fn quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p.clamp(0.0, 1.0))
}

/// The probability that a standard normal variable is farther from 0 than `z`: `2Φ(−|z|)`.
///
/// Relative accuracy holds in the tail; 0 from about `z` = 38.5, where floating point ends.
pub fn two_sided(z: f64) -> f64 {
    2.0 * cdf(-z.abs())
}

/// The value that Student's t with `df` degrees of freedom (need not be whole) stays below with
/// probability `p`.
///
/// `p` outside 0 to 1 counts as the nearer of the two. With no degrees of freedom the quantile is
/// infinite on its side of ½.
///
/// Newton's method on the logarithm of the tail; from 1000 degrees on and not far out, Fisher's series
/// (Fisher and Cornish 1960; Abramowitz and Stegun 1964, 26.7.5).
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if p > 0.5 {
        t_upper(1.0 - p, df)
    } else {
        -t_upper(p, df)
    }
}

/// The t value with `df` degrees of freedom whose two-sided level is that of the normal `z`; 0 or more.
///
/// More accurate far out than a detour over a probability near 1.
pub fn t_critical(z: f64, df: f64) -> f64 {
    t_upper(two_sided(z) / 2.0, df)
}

/// The normal value whose two-sided level is that of Student's `t` with `df` degrees of freedom: the inverse of
/// [`t_critical`]; 0 or more.
///
/// The sign of `t` does not matter. With infinite `df` it is |t|; with no degrees of freedom 0. Infinite where
/// the tail of `t` ends in floating point.
pub fn z_of_t(t: f64, df: f64) -> f64 {
    let t = t.abs();
    if df == f64::INFINITY {
        return t;
    }
    if df.is_nan() || df <= 0.0 || t == 0.0 {
        return 0.0;
    }
    if df >= MANY_DEGREES && 100.0 * t * t < df {
        return normal_series(t, df);
    }
    (-quantile(t_two_sided(t, df) / 2.0)).max(0.0)
}

/// The probability that a chi-square variable with `df` degrees of freedom is `x` or more.
///
/// 1 for `x` ≤ 0. With no degrees of freedom the variable is always 0.
pub fn chi_square_tail(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    ChiSquared::new(df).map_or(0.0, |distribution| distribution.sf(x))
}

/// The central interval of a chi-square variable with `df` degrees of freedom: beyond each end it lies with
/// half of the two-sided level of the normal `z`.
///
/// For `z` = 0 both ends are the median. With no degrees of freedom 0 … 0.
pub fn chi_square_range(z: f64, df: f64) -> Range {
    let Ok(distribution) = ChiSquared::new(df) else {
        return Range { low: 0.0, high: 0.0 };
    };
    let beyond = two_sided(z) / 2.0;
    Range {
        low: first_where(|x| distribution.cdf(x) >= beyond),
        high: first_where(|x| distribution.sf(x) <= beyond),
    }
}

/// The positive number from which on `holds`, found by halving on the logarithm.
fn first_where(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut without, mut with) = (-FARTHEST, FARTHEST);
    for _ in 0..HALVINGS {
        let middle = (without + with) / 2.0;
        if holds(f64::exp(middle)) {
            with = middle
        } else {
            without = middle
        }
    }
    with.exp()
}

/// The t value exceeded with probability `p` ≤ ½; 0 or more.
fn t_upper(p: f64, df: f64) -> f64 {
    let z = -quantile(p);
    if z <= 0.0 {
        return 0.0;
    }
    if z == f64::INFINITY || df.is_nan() || df <= 0.0 {
        return f64::INFINITY;
    }
    if df >= MANY_DEGREES && 100.0 * z * z < df {
        return t_series(z, df);
    }
    t_search(2.0 * p, z, df)
}

/// Fisher's series for the t value that belongs to the normal `z`.
fn t_series(z: f64, df: f64) -> f64 {
    let s = z * z;
    let first = z * (s + 1.0) / 4.0;
    let second = z * ((5.0 * s + 16.0) * s + 3.0) / 96.0;
    let third = z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
    let fourth = z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92160.0;
    z + (first + (second + (third + fourth / df) / df) / df) / df
}

/// The normal value whose `t` by Fisher's series is the given one.
///
/// The two differ so little that what is missing in `t` is missing in the normal value, almost; each step gains
/// the digits of `1 / df`.
fn normal_series(t: f64, df: f64) -> f64 {
    let step = |z: f64, _| z + t - t_series(z, df);
    (0..10).fold(t, step)
}

/// A step of Newton's method this small has doubled its digits down to those of floating point.
const LAST_STEP: f64 = 1e-9;

/// The t value with two-sided tail `p`, by Newton's method in `ln t`, kept inside a bracket.
///
/// The normal `z` of the same level is the lower bound: t has the heavier tails. Fisher's series is near, but where
/// degrees are few.
fn t_search(p: f64, z: f64, df: f64) -> f64 {
    let (mut low, mut high) = (z.ln(), FARTHEST);
    let scale = t_scale(df);
    let mut at = t_series(z, df).ln().max(low).min(high);
    for _ in 0..200 {
        let t = at.exp();
        let tail = t_two_sided(t, df);
        if tail > p {
            low = at
        } else {
            high = at
        }
        let newton = at + tail * (tail / p).ln() / (2.0 * t * t_density(t, df, scale));
        let is_inside = newton > low && newton < high;
        let next = if is_inside { newton } else { (low + high) / 2.0 };
        let step = (next - at).abs() / at.abs().max(1.0);
        at = next;
        if step < 1e-14 || is_inside && step < LAST_STEP {
            break;
        }
    }
    at.exp()
}

/// The probability that t is farther from 0 than `t` ≥ 0, from whichever side loses no digits.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square < df {
        let within = beta_reg(0.5, df / 2.0, square / (df + square));
        if within < 0.5 {
            return 1.0 - within;
        }
    }
    beta_reg(df / 2.0, 0.5, df / (df + square))
}

/// The density of Student's t; `scale` is its [`t_scale`].
fn t_density(t: f64, df: f64, scale: f64) -> f64 {
    (scale - (df + 1.0) / 2.0 * (t * t / df).ln_1p()).exp()
}

/// `ln` of what the density of Student's t is at 0.
fn t_scale(df: f64) -> f64 {
    ln_gamma((df + 1.0) / 2.0) - ln_gamma(df / 2.0) - (df * std::f64::consts::PI).ln() / 2.0
}
