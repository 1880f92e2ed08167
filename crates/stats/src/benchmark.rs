//! One estimate against a number from elsewhere: a target, or what others reached.

use crate::{Range, mover};

/// What an estimate is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Benchmark {
    value: f64,
    se: f64,
}

impl Benchmark {
    /// A number without error: a target, or a benchmark whose base is not known.
    pub fn fixed(value: f64) -> Self {
        Self { value, se: 0.0 }
    }

    /// A number that was itself measured: `variance` of one answer, in the square of the unit, on `base`
    /// answers, which may be fractional.
    ///
    /// `None` for a base of 0 or a variance that is none.
    pub fn measured(value: f64, variance: f64, base: f64) -> Option<Self> {
        let usable = base > 0.0 && base.is_finite() && variance >= 0.0 && variance.is_finite();
        usable.then(|| Self {
            value,
            se: (variance / base).sqrt(),
        })
    }
}

/// The interval of `value − benchmark`; positive where the value is above it.
///
/// `range` is the interval of `value` at critical value `z`, whatever its method. Against a fixed number it
/// is moved; against a measured one each arm becomes `√(arm² + (z·se)²)`, which for a symmetric interval is
/// the normal interval of a difference (MOVER: Zou and Donner 2008).
pub fn difference(value: f64, range: Range, benchmark: Benchmark, z: f64) -> Range {
    let benchmark_range = Range::around(benchmark.value, z * benchmark.se);
    mover::difference(benchmark.value, benchmark_range, value, range)
}
