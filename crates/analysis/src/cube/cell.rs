//! A cell: what is counted for one question, slice and period.

use std::collections::BTreeMap;

use cxpress_feedback::{BUCKETS, ValueId};
use cxpress_metric::{Missing, PeriodId, Summary, Value, Weight};
use serde::{Deserialize, Deserializer, Serialize};

use crate::schema::Measure;

/// A part of the customers by values as they were read: all of them, or those with one value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RawSlice {
    All,
    Value { dimension: usize, value: ValueId },
}

/// What the cube holds for one question, slice and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cell {
    #[serde(deserialize_with = "missing")]
    pub(crate) missing: [u64; Missing::KINDS],
    /// One summary, or one for each bucket of clusters.
    buckets: Vec<Summary>,
}

/// The counts by kind; a period that was published before there was a kind has none of it.
fn missing<'de, D: Deserializer<'de>>(from: D) -> Result<[u64; Missing::KINDS], D::Error> {
    if !from.is_human_readable() {
        return Deserialize::deserialize(from);
    }
    let written = Vec::<u64>::deserialize(from)?;
    let mut missing = [0; Missing::KINDS];
    for (mine, theirs) in missing.iter_mut().zip(written) {
        *mine = theirs;
    }
    Ok(missing)
}

impl Cell {
    pub(crate) fn new(measure: &Measure<'_>) -> Self {
        let empty = Summary::empty(measure.metric.spec().kind, measure.weighted);
        Self {
            missing: [0; Missing::KINDS],
            buckets: vec![empty; buckets(measure)],
        }
    }

    /// A cell of what was counted in it, by bucket.
    pub(crate) const fn of(missing: [u64; Missing::KINDS], buckets: Vec<Summary>) -> Self {
        Self { missing, buckets }
    }

    pub(crate) fn add(&mut self, value: Value, weight: Weight, bucket: usize) {
        match value {
            Value::Missing(kind) => self.missing[missing_index(kind)] += 1,
            value => {
                let added = self.buckets[bucket].add(value, weight);
                debug_assert!(added.is_ok(), "values were looked at before: {added:?}");
            }
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.missing.iter_mut().zip(other.missing) {
            *mine += theirs;
        }
        for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            mine.merge(theirs);
        }
    }

    /// The same without a part that was counted in it.
    pub(crate) fn without(&self, part: &Self) -> Self {
        let buckets = self
            .buckets
            .iter()
            .zip(&part.buckets)
            .map(|(mine, theirs)| mine.without(theirs));
        let mut missing = self.missing;
        for (mine, theirs) in missing.iter_mut().zip(part.missing) {
            *mine -= theirs.min(*mine);
        }
        Self {
            missing,
            buckets: buckets.collect(),
        }
    }

    /// The same with every weight 1.
    pub(crate) fn unweighted(&self) -> Self {
        Self {
            missing: self.missing,
            buckets: self.buckets.iter().map(Summary::unweighted).collect(),
        }
    }

    /// All buckets together.
    pub(crate) fn total(&self) -> Summary {
        let (first, rest) = self
            .buckets
            .split_first()
            .expect("a cell has at least one summary");
        rest.iter().fold(first.clone(), |mut total, bucket| {
            total.merge(bucket);
            total
        })
    }

    /// The buckets of clusters that hold something; none where answers are independent.
    pub(crate) fn clusters(&self) -> impl Iterator<Item = (usize, &Summary)> {
        let held = self
            .buckets
            .iter()
            .enumerate()
            .filter(|(_, bucket)| bucket.n() > 0);
        held.filter(|_| self.buckets.len() > 1)
    }

    /// How many records gave a value.
    pub(crate) fn n(&self) -> u64 {
        self.buckets.iter().map(Summary::n).sum()
    }

    /// Whether more comments are in a language that the metric cannot read than in one that it can.
    pub(crate) fn is_mostly_unread(&self) -> bool {
        self.missing[missing_index(Missing::OtherLanguage)] > self.n()
    }

    /// Whether the same is counted in it as in another, in as many buckets.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let kinds = self.buckets.iter().zip(&other.buckets);
        self.buckets.len() == other.buckets.len()
            && kinds.into_iter().all(|(mine, theirs)| mine.is_like(theirs))
    }

    /// How many there are of each value, and of each kind of missing ones; a value is told by a number that
    /// means something to this cell and its like alone.
    pub(crate) fn counts(&self) -> BTreeMap<(u8, i64), i64> {
        const MISSING: u8 = u8::MAX;
        let missing = self
            .missing
            .iter()
            .zip(0..)
            .map(|(n, kind)| ((MISSING, kind), *n));
        let given = self.total().counts();
        let all = missing.chain(given);
        all.map(|(value, n)| (value, i64::try_from(n).unwrap_or(i64::MAX)))
            .collect()
    }
}

/// How many buckets of clusters a question's cells have; one where answers are independent.
pub(crate) fn buckets(measure: &Measure<'_>) -> usize {
    if measure.clustered {
        usize::from(BUCKETS)
    } else {
        1
    }
}

pub(crate) fn missing_index(kind: Missing) -> usize {
    match kind {
        Missing::NotAsked => 0,
        Missing::NotAnswered => 1,
        Missing::DoesNotApply => 2,
        Missing::DontKnow => 3,
        Missing::OtherLanguage => 4,
    }
}

/// The cells of one question, by slice and period.
pub(crate) type Cells = BTreeMap<(RawSlice, PeriodId), Cell>;

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.1.0 knew four kinds.
    #[test]
    fn a_cell_that_was_published_before_a_kind_has_none_of_it() {
        let cell: Cell = serde_json::from_str(r#"{"missing": [1, 2, 3, 4], "buckets": []}"#).unwrap();
        assert_eq!(cell.missing, [1, 2, 3, 4, 0]);
        let bytes = postcard::to_allocvec(&cell);
        assert_eq!(postcard::from_bytes(&bytes.unwrap()), Ok(cell));
    }
}
