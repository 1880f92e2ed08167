//! Populations so small that a sample of them leaves little unknown.

use crate::Range;

/// By how much a standard error shrinks where `n` of `population` were asked: `√(1 − n/N)` (Cochran 1977,
/// "Sampling Techniques", 2.6).
///
/// 0 to 1; 0 where all were asked. `None` for a base or population of 0, or a base above the population.
pub fn correction(n: f64, population: f64) -> Option<f64> {
    let usable = n > 0.0 && n <= population && population.is_finite();
    usable.then(|| (1.0 - n / population).sqrt())
}

/// An interval with both arms, as seen from `point`, shrunk by [`correction`].
///
/// `None` where that is.
pub fn corrected(range: Range, point: f64, n: f64, population: f64) -> Option<Range> {
    correction(n, population).map(|ratio| range.widened(point, ratio))
}
