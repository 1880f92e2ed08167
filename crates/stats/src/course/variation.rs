//! How much a series usually varies besides chance, and how well that is known.

use super::pieces;
use super::series::Series;

/// The penalty of a piece here: only clear changes are taken out of the usual variation.
const CLEAR: f64 = 16.0;

/// Fewer neighbours than this tell nothing.
const FEWEST_NEIGHBOURS: usize = 4;

/// What moves a figure besides chance lasts longer than one period, so that neighbours differ by less than it
/// moves. (With 1 a quarter to a third more false changes in simulations.)
const LASTING: f64 = 1.5;

/// How many degrees of freedom one of the moving ranges is worth: neighbouring ones share a period.
const DEGREES_PER_NEIGHBOUR: f64 = 0.6;

/// What moves the values of a series besides chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// How many times as large as by chance the squared mean difference of neighbours is; 1 or more.
    pub ratio: f64,
    /// How many pairs of neighbours tell so.
    pub neighbours: usize,
    /// The variance besides chance of each period, in the square of the unit of the values, 0 or more.
    pub variance: f64,
    /// How well it is known, in degrees of freedom; infinite where there is none.
    pub degrees: f64,
}

impl Variation {
    /// The mean moving range (as in XmR charts: Wheeler 1993), in units of chance and without the changes
    /// themselves: of what is left after a description by clear pieces, and not across their borders or a gap.
    ///
    /// `chance` are the variances of the periods, which are those of `series` too.
    pub(super) fn of(series: &Series, chance: &[f64]) -> Self {
        let ranges = moving_ranges(series);
        let neighbours = ranges.len();
        let ratio = if neighbours >= FEWEST_NEIGHBOURS {
            let mean = ranges.iter().sum::<f64>() / neighbours as f64;
            // What the mean would be by chance: that of a normal variable's distance from 0.
            let by_chance = std::f64::consts::FRAC_2_PI.sqrt();
            (mean / by_chance).powi(2).max(1.0)
        } else {
            1.0
        };
        let mean_chance = chance.iter().sum::<f64>() / chance.len() as f64;
        let variance = LASTING * (ratio - 1.0) * mean_chance;
        let part = variance / (variance + mean_chance);
        let degrees = if part > 0.0 {
            DEGREES_PER_NEIGHBOUR * neighbours as f64 / (part * part)
        } else {
            f64::INFINITY
        };
        Self {
            ratio,
            neighbours,
            variance,
            degrees,
        }
    }
}

/// The distances of neighbours of the same piece from each other, in standard errors of a difference.
fn moving_ranges(series: &Series) -> Vec<f64> {
    let levels = pieces::describe(series, CLEAR).levels(series);
    (1..series.len())
        .filter(|&place| levels[place].0 == levels[place - 1].0 && !series.follows_a_gap(place))
        .map(|place| {
            let rest = |place: usize| series.value(place) - levels[place].1;
            let error = (series.variance(place) + series.variance(place - 1)).sqrt();
            (rest(place) - rest(place - 1)).abs() / error
        })
        .collect()
}
