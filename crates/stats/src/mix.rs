//! Why a total moved: the exact split of its change by segment, into rate and mix.
//!
//! *Rate* is what segments did, *mix* is how their shares shifted. Symmetric in before and after
//! (Kitagawa 1955), with the mix measured from the middle of the two totals, so that the rows do not
//! depend on where the scale has its zero.

/// One period of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// How much the segment weighs in its period: a share, a count or a sum of weights, 0 or more. Only
    /// the proportions within the period matter.
    pub weight: f64,
    /// The segment's figure, in the unit of the total.
    pub score: f64,
}

/// A segment before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// Before; `None` for a segment that entered.
    pub before: Option<Side>,
    /// After; `None` for a segment that left.
    pub after: Option<Side>,
}

/// What one segment adds to the change of the total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// By its own score having changed; 0 for a segment that entered or left.
    pub rate: f64,
    /// By its share having changed, entering and leaving included.
    pub mix: f64,
}

/// The change of a total and what it is made of, all in the unit of the scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// One row per segment, in the order given.
    pub rows: Vec<Row>,
    /// Sum of the rows' rates.
    pub rate: f64,
    /// Sum of the rows' mixes.
    pub mix: f64,
    /// The change of the total, after minus before: rate plus mix.
    pub total: f64,
}

/// Splits the change of a total, which is the weighted mean of its segments, by segment.
///
/// `rate = ½(w₀ + w₁)(r₁ − r₀)` and `mix = (w₁ − w₀)(½(r₀ + r₁) − R̄)`, where R̄ is the middle of the two
/// totals; entered `w₁(r₁ − R̄)`, left `−w₀(r₀ − R̄)`, both as mix. `None` where a period has no weight.
pub fn split(segments: &[Segment]) -> Option<Split> {
    let before = Whole::of(segments.iter().filter_map(|segment| segment.before))?;
    let after = Whole::of(segments.iter().filter_map(|segment| segment.after))?;
    let middle = (before.mean + after.mean) / 2.0;

    let rows: Vec<Row> = segments
        .iter()
        .map(|&segment| row(segment, &before, &after, middle))
        .collect();
    Some(Split {
        rate: rows.iter().map(|row| row.rate).sum(),
        mix: rows.iter().map(|row| row.mix).sum(),
        total: after.mean - before.mean,
        rows,
    })
}

fn row(segment: Segment, before: &Whole, after: &Whole, middle: f64) -> Row {
    match (segment.before, segment.after) {
        (Some(old), Some(new)) => {
            let (w0, w1) = (before.share(old), after.share(new));
            Row {
                rate: (w0 + w1) / 2.0 * (new.score - old.score),
                mix: (w1 - w0) * ((old.score + new.score) / 2.0 - middle),
            }
        }
        (None, Some(new)) => Row {
            rate: 0.0,
            mix: after.share(new) * (new.score - middle),
        },
        (Some(old), None) => Row {
            rate: 0.0,
            mix: -before.share(old) * (old.score - middle),
        },
        (None, None) => Row { rate: 0.0, mix: 0.0 },
    }
}

/// All segments of one period together.
struct Whole {
    weight: f64,
    mean: f64,
}

impl Whole {
    fn of(sides: impl Iterator<Item = Side>) -> Option<Self> {
        let (weight, sum) = sides.fold((0.0, 0.0), |(weight, sum), side| {
            (weight + side.weight, sum + side.weight * side.score)
        });
        (weight > 0.0 && sum.is_finite()).then(|| Self {
            weight,
            mean: sum / weight,
        })
    }

    fn share(&self, side: Side) -> f64 {
        side.weight / self.weight
    }
}
