//! What other rows say of the customer of a row: when they had the next ticket, and when they first referred another
//! or wrote a review.

use cxpress_metric::Instant;
use rustc_hash::FxHashSet;

use super::keys::{Advocate, Key, Spot, Visit};

/// When the customer of each ticket first opened another one after it was settled; *never* if they did not. Of those
/// that were created at the same time, the later row is the later one.
pub(super) fn again(mut part: Vec<Visit>, gone: &FxHashSet<Spot>) -> Vec<(Spot, i64)> {
    part.retain(|visit| !gone.contains(&visit.key.place));
    part.sort_unstable_by_key(|visit| (visit.key.hash, visit.at, visit.key.place));
    let mut found = Vec::with_capacity(part.len());
    for of_customer in part.chunk_by(|a, b| a.key.hash == b.key.hash) {
        for (visit, at) in of_customer.iter().zip(1..) {
            let later = &of_customer[at..];
            let next = later.get(later.partition_point(|other| other.at < visit.from));
            found.push((visit.key.place, next.map_or(Instant::NEVER.0, |next| next.at)));
        }
    }
    found
}

/// When each respondent first stands among those who referred others or wrote reviews, in the sources that are searched
/// for theirs; *never* if they do not.
pub(super) fn advocated<'c>(
    asked: &[Key],
    mut advocates: Vec<Advocate>,
    gone: &FxHashSet<Spot>,
    searched: &(dyn Fn(Spot) -> &'c [usize] + Sync),
) -> Vec<(Spot, i64)> {
    advocates.sort_unstable();
    let first = |key: &Key| {
        let from = advocates.partition_point(|advocate| advocate.hash < key.hash);
        let own = advocates[from..]
            .iter()
            .take_while(|advocate| advocate.hash == key.hash);
        let mut own = own.filter(|advocate| searched(key.place).contains(&advocate.source));
        own.next().map_or(Instant::NEVER.0, |advocate| advocate.at)
    };
    let counted = asked.iter().filter(|key| !gone.contains(&key.place));
    counted.map(|key| (key.place, first(key))).collect()
}
