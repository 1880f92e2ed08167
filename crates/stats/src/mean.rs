//! Intervals of a mean and of the difference of two means.

use crate::{Range, normal, stretched};

/// What is needed of a sample to compare its mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The mean, in the unit of the values.
    pub mean: f64,
    /// The standard deviation with n − 1 below, in the same unit, 0 or more.
    pub sd: f64,
    /// How many values; may be fractional (an effective base).
    pub n: f64,
}

impl Sample {
    pub(crate) fn is_usable(self) -> bool {
        self.n >= 2.0 && self.n.is_finite() && self.mean.is_finite() && self.sd >= 0.0 && self.sd.is_finite()
    }

    /// The variance of the mean.
    pub(crate) fn squared_error(self) -> f64 {
        self.sd * self.sd / self.n
    }
}

/// The interval of a mean by Student's t with n − 1 degrees of freedom (Student 1908).
///
/// `z` is the normal critical value of the wanted two-sided level. Unit and meaning of the arguments as
/// in [`Sample`]. `None` for fewer than two values.
pub fn t_interval(mean: f64, sd: f64, n: f64, z: f64) -> Option<Range> {
    let sample = Sample { mean, sd, n };
    sample.is_usable().then(|| {
        let critical = normal::t_critical(z, n - 1.0);
        Range::around(mean, stretched(sample.squared_error().sqrt(), critical))
    })
}

/// The interval of `after − before` for two independent means whose variances may differ (Welch 1947).
///
/// `z` is the normal critical value of the wanted two-sided level. `None` for fewer than two values on
/// either side.
pub fn welch(before: Sample, after: Sample, z: f64) -> Option<Range> {
    let usable = before.is_usable() && after.is_usable();
    usable.then(|| {
        let (e0, e1) = (before.squared_error(), after.squared_error());
        let point = after.mean - before.mean;
        if e0 + e1 == 0.0 {
            return Range::around(point, 0.0);
        }
        // As shares of the whole, so that small numbers do not vanish when squared.
        let (s0, s1) = (e0 / (e0 + e1), e1 / (e0 + e1));
        let df = (s0 * s0 / (before.n - 1.0) + s1 * s1 / (after.n - 1.0)).recip();
        Range::around(point, normal::t_critical(z, df) * (e0 + e1).sqrt())
    })
}
