//! Intervals of a share and of the difference of two shares.

use crate::{Range, mover};

/// The score interval of a share (Wilson 1927).
///
/// `share` is a fraction, 0 to 1; `n` is how many it is a share of and may be fractional (an effective
/// base). The interval lies in 0 to 1, contains the share and grows with `z`. `None` for a base of 0 or
/// a share that is none.
pub fn wilson(share: f64, n: f64, z: f64) -> Option<Range> {
    let usable = n > 0.0 && n.is_finite() && (0.0..=1.0).contains(&share);
    usable.then(|| {
        let extra = z * z / n;
        let centre = (share + extra / 2.0) / (1.0 + extra);
        let arm = z * ((share * (1.0 - share) + extra / 4.0) / n).sqrt() / (1.0 + extra);
        Range {
            low: (centre - arm).clamp(0.0, share),
            high: (centre + arm).clamp(share, 1.0),
        }
    })
}

/// The interval of `after − before` for two independent shares (Newcombe 1998, method 10): MOVER on the
/// two [`wilson`] intervals.
///
/// Shares and bases as there; the result is a fraction, -1 to 1, and contains the difference. `None`
/// where either interval is.
pub fn newcombe(before: f64, n_before: f64, after: f64, n_after: f64, z: f64) -> Option<Range> {
    let before_range = wilson(before, n_before, z)?;
    let after_range = wilson(after, n_after, z)?;
    Some(mover::difference(before, before_range, after, after_range).clipped(-1.0, 1.0))
}
