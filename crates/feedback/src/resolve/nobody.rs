//! Respondents and customers who are nobody in particular: `anonymous`, `0`.

use std::collections::BTreeMap;

use cxpress_metric::PeriodId;

use super::keys::{Key, Reply, Spot, Visit};

/// A row and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owned {
    key: Key,
    period: PeriodId,
    known: bool,
}

impl From<Reply> for Owned {
    fn from(reply: Reply) -> Self {
        let Reply {
            key, period, known, ..
        } = reply;
        Self { key, period, known }
    }
}

impl From<Visit> for Owned {
    fn from(visit: Visit) -> Self {
        let Visit {
            key, period, known, ..
        } = visit;
        Self { key, period, known }
    }
}

/// The rows of a source in a period with an owner, and how many owners there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Crowd {
    pub(super) rows: u64,
    owners: u64,
}

/// Crowds by source and period.
pub(super) type Crowds = BTreeMap<(usize, PeriodId), Crowd>;

/// Somebody with many rows of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Heavy {
    pub(super) source: usize,
    pub(super) period: PeriodId,
    pub(super) rows: u64,
    /// One of the rows.
    pub(super) spot: Spot,
}

/// Nobody has more rows than this for being somebody.
const FEW: u64 = 10;

/// Counts the rows of each owner in each period. Only those with many are told one by one.
pub(super) fn count(mut rows: Vec<Owned>, source: impl Fn(Spot) -> usize) -> (Crowds, Vec<Heavy>) {
    let mut crowds = Crowds::new();
    let mut heavy = Vec::new();
    rows.sort_unstable_by_key(|row| (row.key.hash, row.period, row.key.place));
    for group in rows.chunk_by(|a, b| (a.key.hash, a.period) == (b.key.hash, b.period)) {
        let first = group[0];
        let (source, period) = (source(first.key.place), first.period);
        let rows = group.len() as u64;
        let crowd = crowds.entry((source, period)).or_default();
        crowd.rows += rows;
        crowd.owners += 1;
        if rows > FEW && !first.known {
            let spot = first.key.place;
            heavy.push(Heavy {
                source,
                period,
                rows,
                spot,
            });
        }
    }
    (crowds, heavy)
}

/// Adds the counts of two parts.
pub(super) fn merge(
    (mut crowds, mut heavy): (Crowds, Vec<Heavy>),
    (others, more): (Crowds, Vec<Heavy>),
) -> (Crowds, Vec<Heavy>) {
    for (at, other) in others {
        let crowd: &mut Crowd = crowds.entry(at).or_default();
        crowd.rows += other.rows;
        crowd.owners += other.owners;
    }
    heavy.extend(more);
    (crowds, heavy)
}

/// Whether somebody has more of a period's rows than one person has: over a twentieth of all, and over twice as many as
/// others have on average. A desk of a dozen customers is none of nobodies.
pub(super) fn is_nobody(heavy: &Heavy, crowd: Crowd, of: u64) -> bool {
    let others = crowd.rows - heavy.rows;
    let average = others as f64 / crowd.owners.saturating_sub(1).max(1) as f64;
    heavy.rows * 20 > of && heavy.rows as f64 > 2.0 * average
}
