//! Durations counted exactly, by the second, with those still running kept apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::coarsened;
use crate::Ended;

/// The durations of one length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many ended then.
    pub events: u64,
    /// How many were last seen then, still running.
    #[serde(alias = "censored")]
    pub running: u64,
    /// How many were given up then, without an end.
    #[serde(default)]
    pub left: u64,
}

impl Tally {
    fn of(ended: Ended) -> Self {
        let one = |kind| u64::from(ended == kind);
        Self {
            events: one(Ended::Reached),
            running: one(Ended::Running),
            left: one(Ended::Left),
        }
    }

    /// How many did not end, and are known to have lasted so long.
    #[must_use]
    pub const fn censored(&self) -> u64 {
        self.running + self.left
    }
}

/// A histogram of durations. Up to [`Durations::EXACT`] distinct lengths are kept to the second; past that, all
/// are kept to ten significant binary digits, a relative error under 1/1024.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Durations {
    coarse: bool,
    tallies: BTreeMap<i64, Tally>,
}

impl Durations {
    /// The number of distinct lengths that are kept to the second.
    pub const EXACT: usize = super::EXACT;

    /// Adds a duration in seconds; a negative one counts as 0.
    pub fn add(&mut self, seconds: i64, ended: Ended) {
        self.add_tally(seconds.max(0), Tally::of(ended));
    }

    fn add_tally(&mut self, seconds: i64, tally: Tally) {
        let seconds = if self.coarse { coarsened(seconds) } else { seconds };
        let held = self.tallies.entry(seconds).or_default();
        held.events += tally.events;
        held.running += tally.running;
        held.left += tally.left;
        if !self.coarse && self.tallies.len() > Self::EXACT {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        self.coarse = true;
        for (seconds, tally) in std::mem::take(&mut self.tallies) {
            self.add_tally(seconds, tally);
        }
    }

    /// Adds all of `other`. The result is coarse exactly if the whole has too many distinct lengths, whatever
    /// the order of merging.
    pub fn merge(&mut self, other: &Self) {
        if other.coarse && !self.coarse {
            self.coarsen();
        }
        for (seconds, tally) in &other.tallies {
            self.add_tally(*seconds, *tally);
        }
    }

    /// What remains when `part`, which is contained in this, is taken out.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        for (seconds, tally) in &part.tallies {
            let seconds = if rest.coarse {
                coarsened(*seconds)
            } else {
                *seconds
            };
            if let Some(held) = rest.tallies.get_mut(&seconds) {
                held.events = held.events.saturating_sub(tally.events);
                held.running = held.running.saturating_sub(tally.running);
                held.left = held.left.saturating_sub(tally.left);
            }
        }
        rest.tallies.retain(|_, tally| *tally != Tally::default());
        rest
    }

    /// Whether lengths are kept to a relative error of 1/1024 rather than to the second.
    #[must_use]
    pub const fn is_coarse(&self) -> bool {
        self.coarse
    }

    /// How many there are, ended or not.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.tallies
            .values()
            .map(|tally| tally.events + tally.censored())
            .sum()
    }

    /// How many ended.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.tallies.values().map(|tally| tally.events).sum()
    }

    /// How many were still running when they were last seen.
    #[must_use]
    pub fn running(&self) -> u64 {
        self.tallies.values().map(|tally| tally.running).sum()
    }

    /// The lengths in rising order with their tallies.
    pub fn tallies(&self) -> impl Iterator<Item = (i64, Tally)> + '_ {
        self.tallies.iter().map(|(seconds, tally)| (*seconds, *tally))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(range: std::ops::Range<i64>) -> Durations {
        let mut durations = Durations::default();
        let ends = [Ended::Running, Ended::Reached, Ended::Reached, Ended::Left];
        range
            .zip(ends.into_iter().cycle())
            .for_each(|(seconds, ended)| durations.add(seconds * 7, ended));
        durations
    }

    #[test]
    fn coarsening_does_not_depend_on_the_order_of_merging() {
        let (a, b, c) = (filled(0..50_000), filled(40_000..90_000), filled(0..10));
        let (mut left, mut right) = (a.clone(), c.clone());
        left.merge(&b);
        left.merge(&c);
        right.merge(&b);
        right.merge(&a);
        assert!(left.is_coarse());
        assert_eq!(left, right);
        assert_eq!(left.n(), 100_010);
    }

    #[test]
    fn a_coarse_length_is_within_a_thousandth() {
        for seconds in [0, 1, 2047, 2049, 86_401, 31_536_001] {
            let error = (seconds - coarsened(seconds)) as f64;
            assert!(error <= seconds as f64 / 1024.0, "{seconds}");
            assert_eq!(coarsened(coarsened(seconds)), coarsened(seconds));
        }
    }
}
