//! The change that a description shows within the last twelve periods, and the splits that could have.

use super::pieces::{Description, Line};
use super::series::{Contrast, Series, Stretch};

/// A split leaves at least so many periods before it where the window starts with the series.
const FEWEST_BEFORE: usize = 3;

/// A change of the last twelve periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it looks like.
    pub shape: Shape,
    /// Its two sides: the periods to pool and to compare. Together they are the window that was searched.
    pub contrast: Contrast,
    /// By how many standard errors, usual variation included, the later side lies above the earlier one; below
    /// 0 for a fall.
    pub z: f64,
    /// Of each split that was looked at, in order: the part of the window's weight that lies before it, above
    /// 0 and below 1.
    pub splits: Vec<f64>,
}

/// What a change looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// The last period alone differs.
    Month,
    /// The level is another one since the period at place `start`.
    Since {
        /// Where the last piece starts.
        start: usize,
        /// How many steps in the same direction led there, each the start of one of the last pieces; 1 or more.
        steps: usize,
    },
    /// The level rises or falls from period to period.
    Line(Line),
}

impl Change {
    /// `None` where the last piece is the only one, or older than twelve periods.
    pub(super) fn of(series: &Series, description: &Description, last_is_over: bool) -> Option<Self> {
        match description.line {
            Some(line) => Some(Self::by_line(series, &description.pieces, line)),
            None => Self::by_pieces(series, &description.pieces, last_is_over),
        }
    }

    fn by_line(series: &Series, pieces: &[Stretch], line: Line) -> Self {
        let (window, fewest_before) = match pieces.last() {
            Some(before) => (before.start, fewest_before(series, before.start)),
            None => (0, 1),
        };
        // A split against the line's direction is none.
        let clearness = |z: f64| (z * line.slope.signum()).max(0.0);
        let splits = candidates(series, window, fewest_before);
        let contrast = clearest(series, window, &splits, clearness);
        Self {
            shape: Shape::Line(line),
            contrast,
            z: clearness(series.z(contrast)) * line.slope.signum(),
            splits: shares(series, window, &splits),
        }
    }

    fn by_pieces(series: &Series, pieces: &[Stretch], last_is_over: bool) -> Option<Self> {
        let (last, earlier) = pieces.split_last()?;
        let before = earlier.last()?;
        if !series.is_recent(last.start) {
            return None;
        }
        let steps = match last.len() {
            1 if !last_is_over => 1,
            _ => steps(series, pieces),
        };
        let shape = if last.len() == 1 && steps == 1 {
            Shape::Month
        } else {
            Shape::Since {
                start: last.start,
                steps,
            }
        };
        let window = pieces[pieces.len() - 1 - steps].start;
        let splits = candidates(series, window, fewest_before(series, window));
        let contrast = if steps == 1 {
            series.split(before.start, last.start)
        } else {
            clearest(series, window, &splits, f64::abs)
        };
        Some(Self {
            shape,
            contrast,
            z: series.z(contrast),
            splits: shares(series, window, &splits),
        })
    }
}

/// How many of the last changes, the latest included, go in its direction without one between that does not,
/// all within twelve periods.
fn steps(series: &Series, pieces: &[Stretch]) -> usize {
    let rises = |pair: &[Stretch]| series.mean(pair[1]) - series.mean(pair[0]);
    let mut changes = pieces
        .windows(2)
        .rev()
        .take_while(|pair| series.is_recent(pair[1].start))
        .map(rises)
        .peekable();
    let latest = changes.peek().map_or(0.0, |rise: &f64| rise.signum());
    changes.take_while(|rise| rise * latest > 0.0).count().max(1)
}

fn fewest_before(series: &Series, window: usize) -> usize {
    if window == 0 && series.len() > FEWEST_BEFORE {
        FEWEST_BEFORE
    } else {
        1
    }
}

/// Where a change within the window could start.
fn candidates(series: &Series, window: usize, fewest_before: usize) -> Vec<usize> {
    (window + fewest_before..series.len())
        .filter(|&start| series.is_recent(start))
        .collect()
}

/// The split with the clearest difference; the latest of equal ones.
fn clearest(series: &Series, window: usize, splits: &[usize], clearness: impl Fn(f64) -> f64) -> Contrast {
    let mut best = series.split(window, series.len() - 1);
    let mut most = f64::NEG_INFINITY;
    for &at in splits {
        let contrast = series.split(window, at);
        let clear = clearness(series.z(contrast));
        if clear >= most {
            (best, most) = (contrast, clear);
        }
    }
    best
}

/// Of each split: the part of the window's weight before it.
fn shares(series: &Series, window: usize, splits: &[usize]) -> Vec<f64> {
    let whole = series.weight(window..series.len());
    splits
        .iter()
        .map(|&at| series.weight(window..at) / whole)
        .collect()
}
