//! The mean difference of pairs: two values of the same respondent, or of the same day.

use crate::{Range, mean};

/// The interval of the mean of paired differences by Student's t with n − 1 degrees of freedom (Student
/// 1908).
///
/// `difference` is the mean over pairs of the second value less the first, `variance` that of the
/// differences with n − 1 below, in the square of their unit; `n` counts pairs and may be fractional (an
/// effective base). `z` is the normal critical value of the wanted two-sided level. What pairs share
/// falls out of the differences, so that this is narrower than the interval for two independent means
/// where both values go together. `None` for fewer than two pairs.
pub fn t_interval(difference: f64, variance: f64, n: f64, z: f64) -> Option<Range> {
    mean::t_interval(difference, variance.sqrt(), n, z)
}
