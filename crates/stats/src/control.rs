//! Control limits of a series (XmR): how far it has wandered so far, and which points stand out.
//!
//! The limits come from how much neighbours differ, so that one far point does not widen them (Shewhart
//! 1931; Wheeler 1993, "Understanding Variation"). Where bases differ, points of small bases may wander
//! farther: limits by point, after Laney 2002, "Improved control charts for attributes".

use crate::Range;

/// `3 / d₂`, where d₂ = 1.128 is the mean of a moving range of two in standard deviations (Wheeler 1993).
const ARM_PER_MOVING_RANGE: f64 = 2.66;

/// Limits need this many points before the latest.
const FEWEST_POINTS: usize = 6;

/// The largest base over the smallest above which limits follow the base.
const EVEN_BASES: f64 = 1.25;

/// So many in a row on one side of the centre are a signal.
const RUN: usize = 8;

/// So many points, among which [`FAR_POINTS`] far out are a signal.
const WINDOW: usize = 4;

/// So many far out among [`WINDOW`] are a signal.
const FAR_POINTS: usize = 3;

/// Values this close, in parts of the largest, are the same: shares of different bases that are equal on
/// paper differ in their last digit.
const SAME: f64 = 1e-12;

/// The value of one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The value, in any unit.
    pub value: f64,
    /// How much it rests on: an effective base, above 0. For values whose chance variation does not shrink
    /// with a base (a count of open requests) the same number in every period.
    pub base: f64,
}

/// What can be said of a series.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Fewer than six points before the latest, or no two neighbours among them that differ although the
    /// points do.
    TooFew,
    /// All points before the latest are equal: no variation so far, hence no limits.
    Constant {
        /// What they all are.
        value: f64,
    },
    /// Limits.
    Limits(Limits),
}

/// The centre of a series, with limits and signals by period.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The mean of the points before the latest; weighted by base where limits follow the base.
    pub centre: f64,
    /// One for each period given, the latest included; `None` for a gap.
    pub periods: Vec<Option<Judged>>,
}

/// One period held against the limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The limits for a point of this period's base. They know no end of the scale: see
    /// [`Range::clipped`].
    pub range: Range,
    /// What this period completes, each kind once, in the order of [`Signal`]; mostly nothing.
    pub signals: Vec<Signal>,
}

/// More than the usual variation, seen at a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// The point lies outside its limits.
    Outside,
    /// It is at least the eighth in a row on the same side of the centre.
    EightInARow,
    /// It is at least the third among the last four nearer the same limit than the centre.
    ThreeOfFour,
}

/// The control chart of a series; `periods` are in order, `None` is a gap, the last one is the latest.
///
/// From the points before the latest: centre `c = Σbx / Σb`, deviations `zᵢ = (xᵢ − c)·√bᵢ`, mean moving
/// range `m = mean |zᵢ − zᵢ₋₁|`, limits of a point with base b `c ± 2.66·m/√b`. Where no base (the latest
/// included) is more than 25 % above another, every b counts as 1, and this is the plain chart: mean
/// ± 2.66 · mean moving range. So it is for any equal b, because √b then cancels.
///
/// There is no moving range across a gap, and a gap ends a run. A value that is no number, or a base that
/// is not above 0, is a gap.
pub fn chart(periods: &[Option<Observation>]) -> Chart {
    let periods: Vec<Option<Observation>> = periods.iter().map(|period| period.filter(is_usable)).collect();
    let before = &periods[..periods.len().saturating_sub(1)];
    let points: Vec<Observation> = before.iter().flatten().copied().collect();
    if points.len() < FEWEST_POINTS {
        return Chart::TooFew;
    }
    if are_same(&points) {
        let value = points[0].value;
        return Chart::Constant { value };
    }
    let spread = Spread::of(before, &points, bases_differ(&periods));
    if spread.moving_range > 0.0 {
        Chart::Limits(spread.limits(&periods))
    } else {
        Chart::TooFew
    }
}

fn is_usable(point: &Observation) -> bool {
    point.value.is_finite() && point.base > 0.0 && point.base.is_finite()
}

fn are_same(points: &[Observation]) -> bool {
    let (low, high) = ends(points.iter().map(|point| point.value));
    high - low <= SAME * high.abs().max(low.abs())
}

fn bases_differ(periods: &[Option<Observation>]) -> bool {
    let (low, high) = ends(periods.iter().flatten().map(|point| point.base));
    high > EVEN_BASES * low
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// Where a series lies and how much it moves from period to period.
struct Spread {
    centre: f64,
    /// The mean moving range of a point of base 1.
    moving_range: f64,
    /// Whether bases count, or every one is taken for 1.
    scaled: bool,
}

impl Spread {
    fn of(before: &[Option<Observation>], points: &[Observation], scaled: bool) -> Self {
        let base = |point: &Observation| if scaled { point.base } else { 1.0 };
        let sum: f64 = points.iter().map(|point| base(point) * point.value).sum();
        let centre = sum / points.iter().map(base).sum::<f64>();

        let deviation = |point: Observation| (point.value - centre) * base(&point).sqrt();
        let moves: Vec<f64> = before
            .windows(2)
            .filter_map(|pair| Some((deviation(pair[1]?) - deviation(pair[0]?)).abs()))
            .collect();
        Self {
            centre,
            moving_range: moves.iter().sum::<f64>() / moves.len().max(1) as f64,
            scaled,
        }
    }

    /// Half the distance between the limits of a point.
    fn arm(&self, point: Observation) -> f64 {
        let base = if self.scaled { point.base } else { 1.0 };
        ARM_PER_MOVING_RANGE * self.moving_range / base.sqrt()
    }

    fn limits(&self, periods: &[Option<Observation>]) -> Limits {
        // Where points lie: the centre is 0, the limits are −1 and 1.
        let places: Vec<Option<f64>> = periods
            .iter()
            .map(|period| period.map(|point| (point.value - self.centre) / self.arm(point)))
            .collect();
        let judge = |(index, period): (usize, &Option<Observation>)| {
            period.map(|point| Judged {
                range: Range::around(self.centre, self.arm(point)),
                signals: signals(&places[..=index]),
            })
        };
        Limits {
            centre: self.centre,
            periods: periods.iter().enumerate().map(judge).collect(),
        }
    }
}

/// What the last of these places completes.
fn signals(places: &[Option<f64>]) -> Vec<Signal> {
    let recent: Vec<f64> = places.iter().rev().map_while(|place| *place).take(RUN).collect();
    let Some(&latest) = recent.first() else {
        return Vec::new();
    };
    // Seen from the side on which the latest lies.
    let out = |place: &f64| place * latest.signum();
    let far = recent
        .iter()
        .take(WINDOW)
        .filter(|place| out(place) > 0.5)
        .count();
    let mut found = Vec::new();
    if latest.abs() > 1.0 {
        found.push(Signal::Outside);
    }
    if recent.len() == RUN && latest != 0.0 && recent.iter().all(|place| out(place) > 0.0) {
        found.push(Signal::EightInARow);
    }
    if latest.abs() > 0.5 && far >= FAR_POINTS {
        found.push(Signal::ThreeOfFour);
    }
    found
}
