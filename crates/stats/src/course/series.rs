//! A series with weights: means of stretches, squares about them, and how far two stretches differ.

use super::Period;

/// Periods that follow each other in a series: the places `start` … `end` − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The place of the first.
    pub start: usize,
    /// The place after the last.
    pub end: usize,
}

impl Stretch {
    /// How many periods it has.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(super) fn places(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// Two stretches to compare, one right before the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The earlier one.
    pub before: Stretch,
    /// The later one.
    pub after: Stretch,
}

/// A calendar distance of fewer periods than this is within the last twelve.
const RECENT: i64 = 12;

/// Values with their variances, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    positions: Vec<i64>,
    values: Vec<f64>,
    variances: Vec<f64>,
}

impl Series {
    /// `variances` are those of the periods' values, above 0.
    pub(super) fn new(periods: &[Period], variances: &[f64]) -> Self {
        Self {
            positions: periods.iter().map(|period| period.position).collect(),
            values: periods.iter().map(|period| period.value).collect(),
            variances: variances.to_vec(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn value(&self, place: usize) -> f64 {
        self.values[place]
    }

    pub(super) fn variance(&self, place: usize) -> f64 {
        self.variances[place]
    }

    pub(super) fn mean_variance(&self) -> f64 {
        self.variances.iter().sum::<f64>() / self.len() as f64
    }

    pub(super) fn weight_at(&self, place: usize) -> f64 {
        self.variances[place].recip()
    }

    /// The sum of the weights of these places, each one over a variance.
    pub(super) fn weight(&self, places: impl Iterator<Item = usize>) -> f64 {
        places.map(|place| self.weight_at(place)).sum()
    }

    /// The weighted mean of a stretch.
    pub(super) fn mean(&self, stretch: Stretch) -> f64 {
        self.mean_of(stretch.places())
    }

    /// The weighted mean of these places.
    pub(super) fn mean_of(&self, places: impl Iterator<Item = usize> + Clone) -> f64 {
        let weighted = |place| self.weight_at(place) * self.values[place];
        let sum: f64 = places.clone().map(weighted).sum();
        sum / self.weight(places)
    }

    /// The weighted squares of a stretch about its mean.
    pub(super) fn squares(&self, stretch: Stretch) -> f64 {
        let mean = self.mean(stretch);
        stretch
            .places()
            .map(|place| self.weight_at(place) * (self.values[place] - mean).powi(2))
            .sum()
    }

    /// By how many standard errors the later side lies above the earlier one.
    pub(super) fn z(&self, contrast: Contrast) -> f64 {
        let Contrast { before, after } = contrast;
        let se = error_of_difference(self.weight(before.places()), self.weight(after.places()));
        (self.mean(after) - self.mean(before)) / se
    }

    /// The window from `start` on, split before `at`.
    pub(super) fn split(&self, start: usize, at: usize) -> Contrast {
        Contrast {
            before: Stretch { start, end: at },
            after: self.rest(at),
        }
    }

    /// All periods from a place on.
    pub(super) fn rest(&self, start: usize) -> Stretch {
        Stretch {
            start,
            end: self.len(),
        }
    }

    /// Whether what starts at a place lies within the last twelve periods of the calendar.
    pub(super) fn is_recent(&self, start: usize) -> bool {
        let last = self.positions[self.len() - 1];
        last - self.positions[start] < RECENT
    }

    /// Whether periods are missing right before a place above 0.
    pub(super) fn follows_a_gap(&self, place: usize) -> bool {
        place > 0 && self.positions[place] - self.positions[place - 1] > 1
    }

    /// The place of the period `year` periods before.
    pub(super) fn year_before(&self, place: usize, year: usize) -> Option<usize> {
        let wanted = self.positions[place].checked_sub_unsigned(year as u64)?;
        self.positions.binary_search(&wanted).ok()
    }
}

/// The standard error of the difference of two means with these sums of weights.
pub(super) fn error_of_difference(one: f64, other: f64) -> f64 {
    (one.recip() + other.recip()).sqrt()
}
