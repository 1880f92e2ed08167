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

/// What chance alone does to one period of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// How many independent answers its score rests on, more than 0.
    pub base: f64,
    /// The standard error of its score.
    pub se: f64,
}

/// The standard errors of a [`Row`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowError {
    /// Of what its own score adds.
    pub rate: f64,
    /// Of what its share adds.
    pub mix: f64,
    /// Of both together.
    pub sum: f64,
}

/// The standard errors of the rows of [`split`], in the same order, by the delta method.
///
/// `chances` are those of each segment before and after. The answers of a period are independent of each other and of those
/// of the other period; how many of them fall into which segment is chance as well (multinomial). With the derivatives
/// f of a row by the segment's share w, its score r and the period's mean R, the influence of an answer x of segment j is
/// `f_w(1[j=k] − w) + f_r·1[j=k](x − r)/w + f_R(x − R)` (Hampel 1974), and the variance is that of the influences over the number of
/// answers, summed over both periods. `None` where a period has no weight or no answers, or a side has no chance.
pub fn errors(segments: &[Segment], chances: &[[Option<Chance>; 2]]) -> Option<Vec<RowError>> {
    let before = Whole::of(segments.iter().filter_map(|segment| segment.before))?;
    let after = Whole::of(segments.iter().filter_map(|segment| segment.after))?;
    let spreads = [
        Spread::of(&before, segments.iter().map(|it| it.before), chances, 0)?,
        Spread::of(&after, segments.iter().map(|it| it.after), chances, 1)?,
    ];
    let middle = (before.mean + after.mean) / 2.0;
    let error = |(at, &segment): (usize, &Segment)| {
        let slopes = slopes(segment, &before, &after, middle);
        let of = |slopes: [Slope; 2]| {
            let [old, new] = [0, 1].map(|period| spreads[period].variance(at, slopes[period]));
            (old + new).sqrt()
        };
        RowError {
            rate: of(slopes.rate),
            mix: of(slopes.mix),
            sum: of([0, 1].map(|period| slopes.rate[period].plus(slopes.mix[period]))),
        }
    };
    Some(segments.iter().enumerate().map(error).collect())
}

/// The derivatives of what a segment adds, in one period: by its share, by its score, by the mean of all.
#[derive(Clone, Copy, Default)]
struct Slope {
    share: f64,
    score: f64,
    mean: f64,
}

impl Slope {
    fn plus(self, other: Self) -> Self {
        Self {
            share: self.share + other.share,
            score: self.score + other.score,
            mean: self.mean + other.mean,
        }
    }
}

/// The derivatives of a row, before and after.
#[derive(Default)]
struct Slopes {
    rate: [Slope; 2],
    mix: [Slope; 2],
}

fn slopes(segment: Segment, before: &Whole, after: &Whole, middle: f64) -> Slopes {
    match (segment.before, segment.after) {
        (Some(old), Some(new)) => {
            let (w0, w1) = (before.share(old), after.share(new));
            let (moved, weight) = ((new.score - old.score) / 2.0, (w0 + w1) / 2.0);
            let (above, shift) = ((old.score + new.score) / 2.0 - middle, (w1 - w0) / 2.0);
            let rate = |score| Slope {
                share: moved,
                score,
                mean: 0.0,
            };
            let mix = |share| Slope {
                share,
                score: shift,
                mean: -shift,
            };
            Slopes {
                rate: [rate(-weight), rate(weight)],
                mix: [mix(-above), mix(above)],
            }
        }
        (None, Some(new)) => {
            let [other, own] = one_sided(after.share(new), new.score - middle);
            Slopes {
                mix: [other, own],
                ..Slopes::default()
            }
        }
        (Some(old), None) => {
            let [other, own] = one_sided(-before.share(old), -(old.score - middle));
            Slopes {
                mix: [own, other],
                ..Slopes::default()
            }
        }
        (None, None) => Slopes::default(),
    }
}

/// The derivatives of what a segment adds that is there in one period only: in the other, and in that one.
fn one_sided(weight: f64, above: f64) -> [Slope; 2] {
    let mean = -weight / 2.0;
    let other = Slope {
        mean,
        ..Slope::default()
    };
    [
        other,
        Slope {
            share: above,
            score: weight,
            mean,
        },
    ]
}

/// One period: what its answers vary by.
struct Spread {
    mean: f64,
    /// How many answers there are.
    base: f64,
    /// By segment: its share, its score, and the variance of an answer within it; nothing of one that is not there.
    parts: Vec<[f64; 3]>,
    /// The variance of an answer about the mean: between segments, and within them.
    variance: [f64; 2],
}

impl Spread {
    fn of(
        whole: &Whole,
        sides: impl Iterator<Item = Option<Side>>,
        chances: &[[Option<Chance>; 2]],
        period: usize,
    ) -> Option<Self> {
        let mut parts = Vec::with_capacity(chances.len());
        let mut base = 0.0;
        for (side, chance) in sides.zip(chances) {
            let Some(side) = side else {
                parts.push([0.0; 3]);
                continue;
            };
            let chance = chance[period]?;
            base += chance.base;
            parts.push([whole.share(side), side.score, chance.se.powi(2) * chance.base]);
        }
        let variance = parts
            .iter()
            .fold([0.0, 0.0], |[between, within], [share, score, own]| {
                [
                    between + share * (score - whole.mean).powi(2),
                    within + share * own,
                ]
            });
        (base > 0.0).then_some(Self {
            mean: whole.mean,
            base,
            parts,
            variance,
        })
    }

    /// The variance of what the segment at a place adds, as far as it comes from this period.
    fn variance(&self, at: usize, slope: Slope) -> f64 {
        let [share, score, own] = self.parts[at];
        let [between, within] = self.variance;
        let above = score - self.mean;
        // All others: their distance from the mean is that of all without this one.
        let others = (slope.share * share).powi(2) * (1.0 - share)
            + 2.0 * slope.share * share * slope.mean * share * above
            + slope.mean.powi(2) * (between - share * above.powi(2) + within - share * own);
        let this = if share > 0.0 {
            (slope.share * (1.0 - share) + slope.mean * above).powi(2)
                + (slope.score / share + slope.mean).powi(2) * own
        } else {
            0.0
        };
        (others + share * this).max(0.0) / self.base
    }
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
