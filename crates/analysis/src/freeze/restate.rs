//! A period that was published before is published anew where that tells nothing of a few late answers: two editions
//! tell no more than one.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_metric::Reading;

use super::Publication;
use crate::cube::Cell;
use crate::published::{PublishedFigure, PublishedPeriod};

impl Publication {
    /// Takes what was published before where it may not be changed.
    pub(super) fn restate(&mut self, before: &PublishedPeriod, minimum: u64) {
        let sources: BTreeSet<String> = before
            .figures
            .iter()
            .map(|figure| figure.source.clone())
            .collect();
        self.kept = sources
            .into_iter()
            .filter(|source| !self.may_restate(before, source, minimum))
            .collect();
        // Beside figures that stay as they were, what is read off the data of today would tell of late answers.
        let kept = &self.kept;
        let stays =
            |figure: &PublishedFigure| before.figure(&figure.id).is_none() && kept.contains(&figure.source);
        self.period.figures.retain(|figure| !stays(figure));
        let names = &self.period.names;
        for figure in &mut self.period.figures {
            let Some(published) = before.figure(&figure.id) else {
                continue;
            };
            if self.kept.contains(&published.source) {
                *figure = published.clone();
                for (_, cell) in &mut figure.said {
                    *cell = names.renumbered(&before.names, cell.clone());
                }
            } else if figure.headline.map(value) == published.headline.map(value) {
                figure.first = published.first;
            } else {
                figure.first = published.first.or_else(|| published.shown_total());
                self.restated.push(figure.id.clone());
            }
        }
        if !self.kept.is_empty() {
            self.period.keep_studies(before);
        }
    }

    /// Whether in all groups of a source nobody's answers changed, or those of enough.
    fn may_restate(&self, before: &PublishedPeriod, source: &str, minimum: u64) -> bool {
        let mut own = before.figures.iter().filter(|figure| figure.source == source);
        own.all(|old| match self.period.figure(&old.id) {
            Some(new) => enough_changed(&old.shown(), &new.shown(), minimum),
            // Nothing is published of it any more.
            None => true,
        })
    }
}

impl PublishedPeriod {
    /// What goes with what rests on the answers of one source each; where one stays, so do they all.
    fn keep_studies(&mut self, before: &Self) {
        let number = |figure: usize| {
            let id = &before.figures.get(figure)?.id;
            self.figures.iter().position(|known| known.id == *id)
        };
        let drivers = before
            .drivers
            .iter()
            .filter_map(|(outcome, study)| Some((outcome.clone(), study.renumbered(&number)?)));
        self.drivers = drivers.collect();
        self.impacts.clone_from(&before.impacts);
        self.swings.clone_from(&before.swings);
    }
}

fn value(reading: Reading) -> Option<f64> {
    reading.estimate().map(|estimate| estimate.value)
}

/// How many more there are of each value, by kind and value; fewer are negative.
type Changes = BTreeMap<(u8, i64), i64>;
type Groups<'a> = BTreeMap<Option<&'a (String, String)>, &'a Cell>;

/// Whether in each group that is shown twice, and in what they leave of all customers, nobody's answer changed
/// or those of at least so many.
fn enough_changed(old: &Groups<'_>, new: &Groups<'_>, minimum: u64) -> bool {
    let mut by_dimension: BTreeMap<&str, Changes> = BTreeMap::new();
    let total = changes(old.get(&None).copied(), new.get(&None).copied());
    for (slice, old) in old {
        let Some(new) = new.get(slice) else { continue };
        let changes = changes(Some(old), Some(new));
        if !is_enough(&changes, minimum) {
            return false;
        }
        if let Some((dimension, _)) = slice {
            let rest = by_dimension.entry(dimension).or_insert_with(|| total.clone());
            for (value, change) in changes {
                *rest.entry(value).or_default() -= change;
            }
        }
    }
    by_dimension.values().all(|rest| is_enough(rest, minimum))
}

fn is_enough(changes: &Changes, minimum: u64) -> bool {
    let more: i64 = changes.values().filter(|change| **change > 0).sum();
    let fewer: i64 = changes.values().filter(|change| **change < 0).sum();
    let changed = more.max(-fewer).unsigned_abs();
    changed == 0 || changed >= minimum
}

fn changes(old: Option<&Cell>, new: Option<&Cell>) -> Changes {
    let mut changes = new.map_or_else(Changes::new, Cell::counts);
    for (value, n) in old.map_or_else(Changes::new, Cell::counts) {
        *changes.entry(value).or_default() -= n;
    }
    changes
}

#[cfg(test)]
mod tests {
    use cxpress_metric::{Scores, Summary};

    use super::*;
    use crate::published::NamedSlice;

    fn cell<const N: usize>(counts: [(i32, u64); N]) -> Cell {
        Cell::of([0; 5], vec![Summary::Scores(Scores::from_counts(counts))])
    }

    fn slice(value: &str) -> NamedSlice {
        Some(("channel".into(), value.into()))
    }

    fn shown(groups: &[(NamedSlice, Cell)]) -> Groups<'_> {
        let groups = groups.iter();
        groups.map(|(slice, cell)| (slice.as_ref(), cell)).collect()
    }

    /// Whether a month with three channels may be restated after changes of their answers 0 and 10.
    fn may(after: [[u64; 2]; 3]) -> bool {
        let before = [[20, 20]; 3];
        let names = [slice("chat"), slice("phone"), slice("store")];
        let cells = |channels: [[u64; 2]; 3]| {
            let sum = |at: usize| channels.iter().map(|answers| answers[at]).sum();
            let total = cell([(0, sum(0)), (10, sum(1))]);
            let channels = channels.map(|[low, high]| cell([(0, low), (10, high)]));
            (total, channels)
        };
        let (old, new) = (cells(before), cells(after));
        let groups = |(total, channels): &(Cell, [Cell; 3]), shown: usize| {
            let named = names.iter().cloned().zip(channels.clone()).take(shown);
            std::iter::once((None, total.clone()))
                .chain(named)
                .collect::<Vec<_>>()
        };
        // The last is withheld in both.
        let (old, new) = (groups(&old, 2), groups(&new, 2));
        enough_changed(&shown(&old), &shown(&new), 5)
    }

    #[test]
    fn a_change_of_few_answers_is_not_published() {
        assert!(may([[20, 20], [20, 20], [20, 20]]), "nothing changed");
        assert!(may([[25, 20], [20, 20], [20, 20]]), "five came late");
        assert!(!may([[24, 20], [20, 20], [20, 20]]), "four came late");
        assert!(!may([[19, 21], [20, 20], [20, 20]]), "one changed sides");
        assert!(
            !may([[20, 20], [20, 20], [21, 20]]),
            "the total tells of one that is withheld"
        );
        assert!(
            !may([[25, 20], [20, 20], [21, 20]]),
            "the rest tells of one that is withheld"
        );
        assert!(
            may([[25, 20], [20, 26], [20, 15]]),
            "enough in each, and in what they leave"
        );
    }
}
