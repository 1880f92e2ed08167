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

/// What is added at each end of the scale of a mean.
const ADDED_EACH: f64 = 0.75;

/// What is added at both ends together.
const ADDED: f64 = 1.5;

/// An adjusted mean: what is left of a raw one after answers were added at the ends of its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedMean {
    /// The mean, drawn towards the middle of the scale.
    pub mean: f64,
    /// Its standard error, in the same unit; above 0 unless the scale has one value only.
    pub se: f64,
}

/// The mean of a bounded scale after ¾ of an answer were added at each of its ends.
///
/// As [`net::adjusted`](crate::net::adjusted) does for net shares (Rocks 2016; Agresti and Coull 1998 for
/// shares): where nearly all answers are equal, their standard deviation says too little. `scale` holds the
/// lowest and the highest possible value; unit and meaning of the sample as there. `None` for fewer than two
/// values, or a mean that is not on the scale.
pub fn adjusted(sample: Sample, scale: Range) -> Option<AdjustedMean> {
    let usable = sample.is_usable() && scale.contains(sample.mean) && scale.width().is_finite();
    usable.then(|| {
        let total = sample.n + ADDED;
        let mean = (sample.mean * sample.n + ADDED_EACH * (scale.low + scale.high)) / total;
        // Squares about the adjusted mean: within the sample, of the sample as a whole, and of what is added.
        let squares = sample.sd * sample.sd * (sample.n - 1.0)
            + sample.n * (sample.mean - mean).powi(2)
            + ADDED_EACH * ((scale.low - mean).powi(2) + (scale.high - mean).powi(2));
        AdjustedMean {
            mean,
            se: (squares / (total - 1.0) / total).sqrt(),
        }
    })
}

/// The interval of the mean of a bounded scale: adjusted t.
///
/// Student's t with n − 1 degrees of freedom about the [`adjusted`] mean, clipped to the scale and extended to
/// hold the raw mean. Over eight shapes of distributions and n from 10 to 300 it held the true mean in 93 % or
/// more (plain t where nearly all answers are equal: 18 to 56 %). `z` is the normal critical value of the
/// wanted two-sided level. `None` where [`adjusted`] is.
pub fn adjusted_t(sample: Sample, scale: Range, z: f64) -> Option<Range> {
    adjusted_t_uncut(sample, scale, z).map(|uncut| on_scale(uncut, sample, scale))
}

/// What [`adjusted_t`] makes of [`adjusted_t_uncut`]: clipped to the scale, and extended to hold the raw mean.
pub fn on_scale(uncut: Range, sample: Sample, scale: Range) -> Range {
    let range = uncut.clipped(scale.low, scale.high);
    Range {
        low: range.low.min(sample.mean),
        high: range.high.max(sample.mean),
    }
}

/// [`adjusted_t`] before it is clipped and extended: its middle is the [`adjusted`] mean.
pub fn adjusted_t_uncut(sample: Sample, scale: Range, z: f64) -> Option<Range> {
    let adjusted = adjusted(sample, scale)?;
    let critical = normal::t_critical(z, sample.n - 1.0);
    Some(Range::around(adjusted.mean, stretched(adjusted.se, critical)))
}
