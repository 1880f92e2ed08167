//! How many gave each score, with Σw and Σw² per score where answers have weights.

use serde::{Deserialize, Serialize};

/// A weight in billionths, so that sums are exact whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Weight(u64);

impl Weight {
    /// The weight of an answer in a source without weights.
    pub const ONE: Self = Self(Self::UNIT);
    /// The largest weight accepted: a million.
    pub const LARGEST: f64 = 1e6;
    /// So many billionths are 1.
    pub const UNIT: u64 = 1_000_000_000;

    /// A weight from a number, rounded to a billionth; `None` if negative, over a million or not a number.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    pub fn new(weight: f64) -> Option<Self> {
        let possible = (0.0..=Self::LARGEST).contains(&weight);
        possible.then(|| Self((weight * Self::UNIT as f64).round() as u64))
    }

    /// The weight as a number, 0 … a million.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0 as f64 / Self::UNIT as f64
    }

    /// The weight in billionths, as it is stored.
    #[must_use]
    pub const fn billionths(self) -> u64 {
        self.0
    }

    /// Whether the answer does not count at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The answers with one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreCell {
    /// The score.
    pub score: i32,
    /// How many gave it, unweighted.
    pub n: u64,
    /// The sum of their weights.
    pub weight: f64,
    /// The sum of their squared weights.
    pub weight2: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Weights {
    sum: u128,
    squares: u128,
}

/// A histogram of scores. A weight of zero is not in the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    low: i32,
    counts: Vec<u64>,
    weights: Option<Vec<Weights>>,
}

impl Scores {
    /// No answers yet; `weighted` keeps weights beside the counts.
    #[must_use]
    pub fn empty(weighted: bool) -> Self {
        Self {
            low: 0,
            counts: Vec::new(),
            weights: weighted.then(Vec::new),
        }
    }

    /// A histogram from pairs of score and number of answers, all of weight 1.
    #[must_use]
    pub fn from_counts(counts: impl IntoIterator<Item = (i32, u64)>) -> Self {
        let mut scores = Self::empty(false);
        for (score, n) in counts {
            let at = scores.place(score);
            scores.counts[at] += n;
        }
        scores
    }

    /// Adds an answer.
    pub fn add(&mut self, score: i32, weight: Weight) {
        if weight.is_zero() {
            return;
        }
        let at = self.place(score);
        self.counts[at] += 1;
        if let Some(weights) = &mut self.weights {
            weights[at].sum += u128::from(weight.0);
            weights[at].squares += u128::from(weight.0) * u128::from(weight.0);
        }
    }

    /// The index of a score, after making room for it. Scores lie on scales of at most a hundred points.
    fn place(&mut self, score: i32) -> usize {
        if self.counts.is_empty() {
            self.low = score;
        }
        if score < self.low {
            let room = usize::try_from(self.low - score).unwrap_or(0);
            self.counts.splice(0..0, std::iter::repeat_n(0, room));
            if let Some(weights) = &mut self.weights {
                weights.splice(0..0, std::iter::repeat_n(Weights::default(), room));
            }
            self.low = score;
        }
        let at = usize::try_from(score - self.low).unwrap_or(0);
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
            if let Some(weights) = &mut self.weights {
                weights.resize(at + 1, Weights::default());
            }
        }
        at
    }

    /// Adds all of `other`. If one of the two has weights, the answers of the other count 1 each.
    pub fn merge(&mut self, other: &Self) {
        self.combine(other, |a, b| a + b, |a, b| a + b);
    }

    /// What remains when `part`, which is contained in this, is taken out.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        rest.combine(part, u64::saturating_sub, u128::saturating_sub);
        rest.trimmed()
    }

    fn combine(&mut self, other: &Self, n: impl Fn(u64, u64) -> u64, w: impl Fn(u128, u128) -> u128) {
        if other.weights.is_some() && self.weights.is_none() {
            self.weights = Some(self.counts.iter().copied().map(unit_weights).collect());
        }
        for (index, count) in other
            .counts
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, count)| *count > 0)
        {
            let at = self.place(other.score_at(index));
            self.counts[at] = n(self.counts[at], count);
            if let Some(weights) = &mut self.weights {
                let theirs = other
                    .weights
                    .as_ref()
                    .map_or_else(|| unit_weights(count), |all| all[index]);
                weights[at].sum = w(weights[at].sum, theirs.sum);
                weights[at].squares = w(weights[at].squares, theirs.squares);
            }
        }
    }

    /// Without empty cells at either end, so that equal contents compare equal.
    fn trimmed(mut self) -> Self {
        let lead = self.counts.iter().take_while(|count| **count == 0).count();
        let tail = self.counts.iter().rev().take_while(|count| **count == 0).count();
        let keep = self.counts.len().saturating_sub(tail).max(lead);
        self.counts = self.counts[lead..keep].to_vec();
        self.weights = self.weights.map(|weights| weights[lead..keep].to_vec());
        self.low = if self.counts.is_empty() {
            0
        } else {
            self.low + i32::try_from(lead).unwrap_or(0)
        };
        self
    }

    fn score_at(&self, index: usize) -> i32 {
        self.low + i32::try_from(index).unwrap_or(0)
    }

    /// The same answers, each counting 1.
    #[must_use]
    pub fn unweighted(&self) -> Self {
        Self {
            low: self.low,
            counts: self.counts.clone(),
            weights: None,
        }
    }

    /// Whether answers carry weights.
    #[must_use]
    pub const fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The number of answers, unweighted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The cells that hold answers, in rising order of score.
    pub fn cells(&self) -> impl Iterator<Item = ScoreCell> + '_ {
        let held = self
            .counts
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, count)| *count > 0);
        held.map(|(index, n)| {
            let weights = self
                .weights
                .as_ref()
                .map_or_else(|| unit_weights(n), |all| all[index]);
            ScoreCell {
                score: self.score_at(index),
                n,
                weight: weights.sum as f64 / Weight::UNIT as f64,
                weight2: weights.squares as f64 / (Weight::UNIT as f64 * Weight::UNIT as f64),
            }
        })
    }

    /// The sum of weights; the number of answers where there are none.
    #[must_use]
    pub fn weight(&self) -> f64 {
        match &self.weights {
            None => self.n() as f64,
            Some(all) => all.iter().map(|w| w.sum).sum::<u128>() as f64 / Weight::UNIT as f64,
        }
    }

    /// The weighted share of answers whose score satisfies `test`, 0 … 1; `None` without answers.
    #[must_use]
    pub fn share(&self, test: impl Fn(i32) -> bool) -> Option<f64> {
        let total = self.weight();
        let part: f64 = self
            .cells()
            .filter(|cell| test(cell.score))
            .map(|cell| cell.weight)
            .sum();
        (total > 0.0).then(|| part / total)
    }

    /// The weighted mean score; `None` without answers.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let total = self.weight();
        let sum: f64 = self.cells().map(|cell| cell.weight * f64::from(cell.score)).sum();
        (total > 0.0).then(|| sum / total)
    }
}

fn unit_weights(n: u64) -> Weights {
    let unit = u128::from(Weight::UNIT);
    Weights {
        sum: u128::from(n) * unit,
        squares: u128::from(n) * unit * unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_exactly_in_any_order() {
        let weights = [0.1, 0.7, 1.3, 2.9].map(|w| Weight::new(w).expect("a weight"));
        let (mut up, mut down) = (Scores::empty(true), Scores::empty(true));
        for (score, weight) in weights.into_iter().enumerate() {
            up.add(i32::try_from(score).expect("small"), weight);
        }
        for (score, weight) in weights.into_iter().enumerate().rev() {
            down.add(i32::try_from(score).expect("small"), weight);
        }
        assert_eq!(up, down);
        assert!((up.weight() - 5.0).abs() < 1e-12);
    }

    #[test]
    fn a_weight_of_zero_is_not_in_the_base() {
        let mut scores = Scores::empty(true);
        scores.add(5, Weight::new(0.0).expect("a weight"));
        assert_eq!((scores.n(), scores.mean()), (0, None));
    }

    #[test]
    fn impossible_weights_are_refused() {
        assert_eq!([-1.0, f64::NAN, f64::INFINITY, 1e7].map(Weight::new), [None; 4]);
    }

    #[test]
    fn the_rest_is_the_whole_without_the_part() {
        let mut whole = Scores::from_counts([(0, 2), (9, 5)]);
        let part = Scores::from_counts([(9, 3), (10, 4)]);
        let before = whole.clone();
        whole.merge(&part);
        assert_eq!(whole.without(&part), before);
        assert_eq!(whole.without(&whole), Scores::empty(false));
    }

    #[test]
    fn unweighted_answers_count_one_beside_weighted_ones() {
        let mut weighted = Scores::empty(true);
        weighted.add(4, Weight::new(2.5).expect("a weight"));
        weighted.merge(&Scores::from_counts([(2, 2)]));
        assert!((weighted.weight() - 4.5).abs() < 1e-12);
    }
}
