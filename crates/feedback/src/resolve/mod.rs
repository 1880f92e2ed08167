//! What needs more than one row: records that stand in several rows or in overlapping exports, respondents who answered
//! twice, customers who come back, and respondents who referred others or wrote reviews.
//!
//! Only where the configuration names the columns for it, the files are read once for these alone: the hash of an id, when
//! it was, what was answered, and the line, 40 bytes a row. Which rows count is decided by what stands in them, by file
//! and line, so it does not depend on threads.

mod customers;
mod keys;
mod nobody;
mod say;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use cxpress_metric::{Kind, PeriodId};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::reason::RowReason;
use customers::{advocated, again};
use cxpress_project::config::{Config, Source};
use keys::Spot;
use nobody::{Crowds, Heavy, Owned};
use state::{Decided, Dropped, Known, Shared};

pub(super) use keys::Keys;
pub(super) use say::Ledgers;

/// What other rows say of the rows of a file, in order of lines.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Resolved {
    /// Whether all of it stands in another file.
    pub(super) is_same: bool,
    /// Rows that do not count, because others do, and why.
    dropped: Vec<(u64, RowReason)>,
    /// What other rows say of the customer of a row, in seconds: of a ticket, when they first opened another after it was
    /// settled; of a response, when they first referred another or wrote a review. *Never* where they do not.
    joined: Vec<(u64, i64)>,
}

impl Resolved {
    /// A file all of whose rows stand in another, or of whose rows nothing is known.
    pub(super) fn of_same(is_same: bool) -> Self {
        Self {
            is_same,
            ..Self::default()
        }
    }

    /// Why the row in this line does not count.
    pub(super) fn reason(&self, line: u64) -> Option<RowReason> {
        if self.is_same {
            return Some(RowReason::SameFile);
        }
        at_line(&self.dropped, line)
    }

    /// What other rows say of the customer of the row in this line; nothing if it is not known who that is.
    pub(super) fn joined(&self, line: u64) -> Option<i64> {
        at_line(&self.joined, line)
    }

    /// What tells it from others.
    pub(super) fn hash(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&postcard::to_stdvec(self).unwrap_or_default())
    }
}

fn at_line<T: Copy>(lines: &[(u64, T)], line: u64) -> Option<T> {
    if lines.is_empty() {
        return None;
    }
    let at = lines.binary_search_by_key(&line, |(line, _)| *line).ok()?;
    Some(lines[at].1)
}

/// Whether any source asks for this.
pub(super) fn is_needed(config: &Config) -> bool {
    config
        .sources
        .iter()
        .any(|source| source.response_id.is_some() || source.respondent.is_some() || comes_back(source))
}

/// Whether it is known whose tickets its rows are.
fn comes_back(source: &Source) -> bool {
    source.kind == Kind::Tickets && source.customer.is_some()
}

/// The same configuration with only what tells rows from each other. Rows that cannot be used must neither be found, where
/// it is searched who referred others or came back, nor be the newest of a record: there, all fields are read. Where answers and
/// dimensions stand is still found out, since they tell rows from each other; they are not read.
pub(super) fn narrowed(config: &Config) -> Config {
    let mut narrow = config.clone();
    for source in &mut narrow.sources {
        let reads_all = source.is_searched || source.response_id.is_some() || comes_back(source);
        source.fields.retain(|_| reads_all);
        // One that was spam in the end was so from the start: its newest state counts, and is then left out.
        source.left_out_tell = source.response_id.is_some();
    }
    narrow
}

/// What is known of the files whose rows are resolved, each by its place among all.
pub(super) struct Ranked<'a> {
    pub(super) sources: &'a [usize],
    /// Their names for messages.
    pub(super) names: &'a [String],
    /// The last instant that each tells of, in seconds, where it tells of any.
    pub(super) latest: &'a [Option<i64>],
    /// Whether each holds the same rows as one before it.
    pub(super) same: &'a [bool],
    /// The rows of each source in each period that can be used.
    pub(super) rows: &'a BTreeMap<(usize, PeriodId), u64>,
}

/// What somebody should know of ids, by source where it is a list of so many.
#[derive(Debug, Default)]
pub(super) struct Findings {
    shared: Vec<Shared>,
    /// Rows that do not count and may be other records than those that do, by file.
    doubtful: Vec<u64>,
    respondents: Vec<Heavy>,
    customers: Vec<Heavy>,
}

/// Decides which rows count, finds each customer's next one, and when respondents referred others or wrote reviews. There
/// are as many results as files.
pub(super) fn resolve(config: &Config, files: &Ranked<'_>, mut keys: Keys) -> (Vec<Resolved>, Findings) {
    keys.leave_out(files.same);
    let known = Known::new(config, files.sources, files.latest, files.names);
    let parts = keys.responses.parts.into_par_iter();
    let Decided { mut dropped, shared } = parts
        .map(|part| state::of_ids(part, &known))
        .reduce(Decided::default, Decided::merge);
    let mut gone: FxHashSet<Spot> = dropped.iter().map(|row| row.spot).collect();
    let with_owner = crowds(&keys.respondents.parts, &known);
    let parts = keys.respondents.parts.par_iter_mut();
    let superseded: Vec<Dropped> = parts
        .flat_map_iter(|part| state::of_respondents(part, &gone, &known))
        .collect();
    let respondents = nobodies(&with_owner, &keys.respondents.parts, &known, files.rows);
    gone.extend(superseded.iter().map(|row| row.spot));
    dropped.extend(superseded);
    let with_owner = crowds(&keys.customers.parts, &known);
    keys.customers
        .parts
        .par_iter_mut()
        .for_each(|part| part.retain(|visit| !gone.contains(&visit.key.place)));
    let customers = nobodies(&with_owner, &keys.customers.parts, &known, files.rows);
    let again: Vec<(Spot, i64)> = keys
        .customers
        .parts
        .into_par_iter()
        .flat_map_iter(|part| again(part, &gone))
        .collect();
    let searched = |spot: Spot| known.config_of(spot).advocacy.as_slice();
    let advocated: Vec<(Spot, i64)> = keys
        .asked
        .parts
        .into_par_iter()
        .zip(keys.advocates.parts)
        .flat_map_iter(|(asked, advocates)| advocated(&asked, advocates, &gone, &searched))
        .collect();
    let findings = Findings {
        shared,
        doubtful: doubtful(&dropped, files.sources.len()),
        respondents,
        customers,
    };
    let joined = again.into_iter().chain(advocated);
    (by_file(files.same, &dropped, joined), findings)
}

/// What was decided of rows, file by file.
fn by_file(same: &[bool], dropped: &[Dropped], joined: impl Iterator<Item = (Spot, i64)>) -> Vec<Resolved> {
    let mut resolved: Vec<Resolved> = same.iter().map(|same| Resolved::of_same(*same)).collect();
    for Dropped { spot, reason, .. } in dropped {
        resolved[spot.file()].dropped.push((spot.line(), *reason));
    }
    for (spot, at) in joined {
        resolved[spot.file()].joined.push((spot.line(), at));
    }
    for of_file in &mut resolved {
        of_file.dropped.sort_unstable();
        of_file.joined.sort_unstable();
    }
    resolved
}

fn doubtful(dropped: &[Dropped], files: usize) -> Vec<u64> {
    let mut counts = vec![0; files];
    for row in dropped.iter().filter(|row| row.is_doubtful) {
        counts[row.spot.file()] += 1;
    }
    counts
}

/// The rows of each source and period whose owner is known.
fn crowds<T: Copy + Into<Owned> + Sync>(parts: &[Vec<T>], known: &Known<'_>) -> (Crowds, Vec<Heavy>) {
    parts
        .par_iter()
        .map(|part| {
            nobody::count(part.iter().map(|row| (*row).into()).collect(), |spot| {
                known.source(spot)
            })
        })
        .reduce(Default::default, nobody::merge)
}

/// Who has too many of the rows that count. `with_owner` are all rows whose owner is known, `parts` those that count.
fn nobodies<T: Copy + Into<Owned> + Sync>(
    (with_owner, _): &(Crowds, Vec<Heavy>),
    parts: &[Vec<T>],
    known: &Known<'_>,
    rows: &BTreeMap<(usize, PeriodId), u64>,
) -> Vec<Heavy> {
    let (crowds, mut heavy) = crowds(parts, known);
    heavy.retain(|one| {
        let at = (one.source, one.period);
        let crowd = crowds.get(&at).copied().unwrap_or_default();
        let all = rows.get(&at).copied().unwrap_or(0);
        let owned = with_owner.get(&at).map_or(0, |crowd| crowd.rows);
        nobody::is_nobody(one, crowd, (all + crowd.rows).saturating_sub(owned))
    });
    heavy.sort_unstable();
    heavy
}
