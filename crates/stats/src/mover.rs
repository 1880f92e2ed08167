//! MOVER: the interval of a difference, recovered from the intervals of its two sides.

use crate::Range;

/// The interval of `after − before`, from the two points and their intervals of the same level (Zou and
/// Donner 2008; for shares Newcombe 1998).
///
/// Centred on the raw difference and always containing it. An arm that a point lacks, because it lies
/// outside its own interval on that side, counts as 0. The sides must be independent.
pub fn difference(before: f64, before_range: Range, after: f64, after_range: Range) -> Range {
    let point = after - before;
    let down = arm(after - after_range.low).hypot(arm(before_range.high - before));
    let up = arm(after_range.high - after).hypot(arm(before - before_range.low));
    Range {
        low: point - down,
        high: point + up,
    }
}

fn arm(length: f64) -> f64 {
    length.max(0.0)
}
