//! Durations counted exactly, by the second, with those still running kept apart.

use std::borrow::Cow;
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

    const fn add(&mut self, other: Self) {
        self.events += other.events;
        self.running += other.running;
        self.left += other.left;
    }

    const fn take(&mut self, part: Self) {
        self.events = self.events.saturating_sub(part.events);
        self.running = self.running.saturating_sub(part.running);
        self.left = self.left.saturating_sub(part.left);
    }

    /// How many did not end, and are known to have lasted so long.
    #[must_use]
    pub const fn censored(&self) -> u64 {
        self.running + self.left
    }
}

/// A histogram of durations. Up to [`Durations::EXACT`] distinct lengths are kept to the second; past that, all
/// are kept to ten significant binary digits, a relative error under 1/1024.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Durations {
    coarse: bool,
    /// By length, rising.
    tallies: Vec<(i64, Tally)>,
    /// Lengths that are not yet among the others, by length, rising; a few.
    fresh: Vec<(i64, Tally)>,
}

/// How durations are kept in files.
#[derive(Serialize, Deserialize)]
struct Written {
    coarse: bool,
    tallies: BTreeMap<i64, Tally>,
}

/// So many fresh lengths are put in order at once: an insertion moves no more than these.
const FRESH: usize = 256;

impl Durations {
    /// The number of distinct lengths that are kept to the second.
    pub const EXACT: usize = super::EXACT;

    /// Adds a duration in seconds; a negative one counts as 0.
    pub fn add(&mut self, seconds: i64, ended: Ended) {
        let seconds = seconds.max(0);
        let seconds = if self.coarse { coarsened(seconds) } else { seconds };
        let tally = Tally::of(ended);
        if let Ok(at) = place(&self.tallies, seconds) {
            self.tallies[at].1.add(tally);
            return;
        }
        match place(&self.fresh, seconds) {
            Ok(at) => self.fresh[at].1.add(tally),
            Err(at) => self.fresh.insert(at, (seconds, tally)),
        }
        if self.fresh.len() >= FRESH {
            self.tallies = joined(&self.tallies, &self.fresh);
            self.fresh.clear();
        }
        self.coarsen_if_many();
    }

    fn coarsen_if_many(&mut self) {
        if !self.coarse && self.tallies.len() + self.fresh.len() > Self::EXACT {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        self.coarse = true;
        let mut coarse: Vec<(i64, Tally)> = Vec::new();
        for (seconds, tally) in self.tallies() {
            let seconds = coarsened(seconds);
            match coarse.last_mut().filter(|(last, _)| *last == seconds) {
                Some((_, held)) => held.add(tally),
                None => coarse.push((seconds, tally)),
            }
        }
        (self.tallies, self.fresh) = (coarse, Vec::new());
    }

    /// Adds all of `other`. The result is coarse exactly if the whole has too many distinct lengths, whatever
    /// the order of merging.
    pub fn merge(&mut self, other: &Self) {
        if other.coarse && !self.coarse {
            self.coarsen();
        }
        self.tallies = joined(&self.rows(), &self.as_coarse(other).rows());
        self.fresh.clear();
        self.coarsen_if_many();
    }

    /// Another with its lengths as coarse as these.
    fn as_coarse<'a>(&self, other: &'a Self) -> Cow<'a, Self> {
        let mut other = Cow::Borrowed(other);
        if self.coarse && !other.coarse {
            other.to_mut().coarsen();
        }
        other
    }

    /// What remains when `part`, which is contained in this, is taken out.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        Self {
            coarse: self.coarse,
            tallies: remaining(&self.rows(), &self.as_coarse(part).rows()),
            fresh: Vec::new(),
        }
    }

    /// All lengths with their tallies, rising.
    fn rows(&self) -> Cow<'_, [(i64, Tally)]> {
        if self.fresh.is_empty() {
            Cow::Borrowed(&self.tallies)
        } else {
            Cow::Owned(joined(&self.tallies, &self.fresh))
        }
    }

    /// Whether lengths are kept to a relative error of 1/1024 rather than to the second.
    #[must_use]
    pub const fn is_coarse(&self) -> bool {
        self.coarse
    }

    /// How many there are, ended or not.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.sum(|tally| tally.events + tally.censored())
    }

    /// How many ended.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.sum(|tally| tally.events)
    }

    /// How many were still running when they were last seen.
    #[must_use]
    pub fn running(&self) -> u64 {
        self.sum(|tally| tally.running)
    }

    fn sum(&self, of: impl Fn(&Tally) -> u64) -> u64 {
        let rows = self.tallies.iter().chain(&self.fresh);
        rows.map(|(_, tally)| of(tally)).sum()
    }

    /// The lengths in rising order with their tallies.
    pub fn tallies(&self) -> impl Iterator<Item = (i64, Tally)> + Clone + '_ {
        let rows = self.rows();
        (0..rows.len()).map(move |at| rows[at])
    }
}

impl PartialEq for Durations {
    fn eq(&self, other: &Self) -> bool {
        self.coarse == other.coarse && self.rows() == other.rows()
    }
}

impl Eq for Durations {}

impl From<Written> for Durations {
    fn from(Written { coarse, tallies }: Written) -> Self {
        Self {
            coarse,
            tallies: tallies.into_iter().collect(),
            fresh: Vec::new(),
        }
    }
}

impl From<Durations> for Written {
    fn from(durations: Durations) -> Self {
        Self {
            coarse: durations.coarse,
            tallies: durations.tallies().collect(),
        }
    }
}

/// Where a length is among rows by length, or where it goes.
fn place(rows: &[(i64, Tally)], seconds: i64) -> Result<usize, usize> {
    rows.binary_search_by_key(&seconds, |(seconds, _)| *seconds)
}

/// What remains of rows by length without a part of them.
fn remaining(all: &[(i64, Tally)], part: &[(i64, Tally)]) -> Vec<(i64, Tally)> {
    let mut rest = Vec::with_capacity(all.len());
    let mut part = part.iter().copied().peekable();
    for &(seconds, mut tally) in all {
        while part.next_if(|(other, _)| *other < seconds).is_some() {}
        if let Some((_, taken)) = part.next_if(|(other, _)| *other == seconds) {
            tally.take(taken);
        }
        if tally != Tally::default() {
            rest.push((seconds, tally));
        }
    }
    rest
}

/// Two lists of rows by length as one.
fn joined(ours: &[(i64, Tally)], theirs: &[(i64, Tally)]) -> Vec<(i64, Tally)> {
    let mut all = Vec::with_capacity(ours.len() + theirs.len());
    let mut theirs = theirs.iter().copied().peekable();
    for &(seconds, mut tally) in ours {
        while let Some(before) = theirs.next_if(|(other, _)| *other < seconds) {
            all.push(before);
        }
        if let Some((_, same)) = theirs.next_if(|(other, _)| *other == seconds) {
            tally.add(same);
        }
        all.push((seconds, tally));
    }
    all.extend(theirs);
    all
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

    /// Lengths come in any order, and some of them while others are put in order.
    #[test]
    fn lengths_are_counted_as_a_map_counts_them() {
        let lengths = (0..5_000_i64).map(|n| n * 7_919 % 3_001);
        let mut durations = Durations::default();
        let mut plain: BTreeMap<i64, u64> = BTreeMap::new();
        for seconds in lengths.clone() {
            durations.add(seconds, Ended::Reached);
            *plain.entry(seconds).or_default() += 1;
        }
        assert!(!durations.fresh.is_empty());
        let counted = |durations: &Durations| -> BTreeMap<i64, u64> {
            let tallies: Vec<(i64, Tally)> = durations.tallies().collect();
            assert!(tallies.windows(2).all(|pair| pair[0].0 < pair[1].0));
            tallies
                .into_iter()
                .map(|(seconds, tally)| (seconds, tally.events))
                .collect()
        };
        assert_eq!(counted(&durations), plain);

        let mut part = Durations::default();
        lengths
            .step_by(3)
            .for_each(|seconds| part.add(seconds, Ended::Reached));
        let mut again = durations.without(&part);
        assert_eq!(again.n() + part.n(), durations.n());
        again.merge(&part);
        assert_eq!(again, durations);
    }

    /// Published periods are kept as they were written by 0.1.0.
    #[test]
    fn durations_are_written_as_a_map() {
        let mut durations = Durations::default();
        durations.add(7_200, Ended::Running);
        durations.add(60, Ended::Reached);
        let written = serde_json::to_string(&durations).unwrap();
        assert_eq!(
            written,
            r#"{"coarse":false,"tallies":{"60":{"events":1,"running":0,"left":0},"7200":{"events":0,"running":1,"left":0}}}"#
        );
        assert_eq!(serde_json::from_str::<Durations>(&written).unwrap(), durations);
    }
}
