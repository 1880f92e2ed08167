//! How many fell into each of a few categories.

use serde::{Deserialize, Serialize};

/// Counts by category; what a number stands for is the metric's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categories {
    counts: Vec<u64>,
}

impl Categories {
    /// Adds one to a category.
    pub fn add(&mut self, category: u8) {
        let at = usize::from(category);
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        if other.counts.len() > self.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }

    /// What remains when `part`, which is contained in this, is taken out.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut counts = self.counts.clone();
        for (mine, theirs) in counts.iter_mut().zip(&part.counts) {
            *mine = mine.saturating_sub(*theirs);
        }
        let held = counts
            .iter()
            .rposition(|count| *count > 0)
            .map_or(0, |last| last + 1);
        counts.truncate(held);
        Self { counts }
    }

    /// How many fell into a category.
    #[must_use]
    pub fn count(&self, category: u8) -> u64 {
        self.counts.get(usize::from(category)).copied().unwrap_or(0)
    }

    /// How many there are in all.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }
}
