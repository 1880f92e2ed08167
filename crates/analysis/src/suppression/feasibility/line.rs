//! One dimension: what is shown of it adds up with what is not to the total.

use crate::suppression::primary::Rule;
use crate::suppression::table::{Group, Table};

/// A dimension of a table with what is withheld of it.
#[derive(Clone, Copy)]
pub(in crate::suppression) struct Line<'a> {
    pub(in crate::suppression) rule: Rule,
    pub(in crate::suppression) table: &'a Table,
    pub(in crate::suppression) groups: &'a [Group],
    pub(in crate::suppression) suppressed: &'a [bool],
}

/// What is known of how many rows the groups of a dimension have, from other figures of the same source.
pub(in crate::suppression) struct KnownRows {
    /// By value; none where no figure shows it.
    pub(in crate::suppression) groups: Vec<Option<u64>>,
    /// All other rows together, those without a value among them.
    pub(in crate::suppression) elsewhere: u64,
}

impl Line<'_> {
    /// The groups that are withheld and not empty.
    pub(in crate::suppression) fn held(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.groups.len()).filter(|at| self.suppressed[*at] && self.groups[*at].base > 0)
    }

    /// Everybody who is in no group that is shown. Anybody can compute it.
    fn unshown(&self) -> Group {
        let shown = self
            .groups
            .iter()
            .zip(self.suppressed)
            .filter(|(_, is_suppressed)| !**is_suppressed);
        self.table.total.without_all(shown.map(|(group, _)| group))
    }

    /// How many are missing in groups that are not shown. Of an empty group nobody is told how many are.
    pub(in crate::suppression) fn unshown_missing(&self) -> u64 {
        let shown = (0..self.groups.len()).filter(|at| !self.suppressed[*at] && self.groups[*at].base > 0);
        let missing = |group: &Group| group.missing.iter().sum::<u64>();
        let shown: u64 = shown.map(|at| missing(&self.groups[at])).sum();
        missing(&self.table.total).saturating_sub(shown)
    }

    /// Everybody without a value of the dimension.
    fn elsewhere(&self) -> Group {
        self.table.total.without_all(self.groups.iter())
    }

    fn all_suppressed(&self) -> bool {
        self.suppressed.iter().all(|is_suppressed| *is_suppressed)
    }

    /// The least that a group can have, as far as anybody knows. A withheld group is not empty, unless all
    /// are withheld, the empty ones with them.
    fn least(&self, at: usize) -> u64 {
        let floor = u64::from(!self.all_suppressed());
        self.groups[at].floor.min(self.groups[at].base).max(floor)
    }

    /// What there is to share out among the withheld groups beyond the least they have: each of them can have
    /// all of it, or nothing.
    fn slack(&self) -> u64 {
        let least: u64 = self.held().map(|at| self.least(at)).sum();
        self.unshown().base.saturating_sub(least)
    }

    /// Whether more has to be withheld so that the rest of the line does not tell what is.
    pub(in crate::suppression) fn tells(&self) -> bool {
        let elsewhere = self.elsewhere();
        let small = |group: &Group| self.rule.is_small(group, self.table.told_apart);
        let held = self.held().count();
        if self.all_suppressed() || (held == 0 && !small(&elsewhere)) {
            return false;
        }
        let cells = held + usize::from(elsewhere.base > 0);
        cells < 2 || self.slack() < self.rule.minimum || small(&self.unshown())
    }

    /// How far apart the least and the most are that a withheld group can have, where rows are known.
    ///
    /// A group has no more answers than rows; what the others cannot hold, it must. Both ends are exact: any
    /// way of sharing out answers between them is one that rows allow, the others being missing.
    pub(in crate::suppression) fn width(&self, at: usize, rows: &KnownRows) -> u64 {
        let (mut known, mut unknown, mut least) = (0, 0, 0);
        for other in self.held().filter(|other| *other != at) {
            match rows.groups[other] {
                Some(rows) => known += rows.max(self.groups[other].base),
                None => unknown += 1,
            }
            least += self.least(other);
        }
        let unshown = self.unshown().base;
        let nobody_else = unknown == 0 && self.elsewhere().base == 0;
        let own = match rows.groups[at] {
            None if nobody_else => Some(rows.elsewhere),
            own => own,
        };
        let room = own.unwrap_or_else(|| rows.elsewhere.saturating_sub(unknown));
        let most = unshown.saturating_sub(least).min(room);
        let apart = if rows.groups[at].is_some() {
            rows.elsewhere
        } else {
            0
        };
        let elsewhere = if own.is_some() { known + apart } else { u64::MAX };
        let fewest = unshown.saturating_sub(elsewhere).max(self.least(at));
        most.saturating_sub(fewest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(base: u64) -> Group {
        Group {
            base,
            answers: vec![base],
            ..Group::default()
        }
    }

    /// The width by counting through all ways of sharing out answers.
    fn counted(line: &Line<'_>, at: usize, rows: &KnownRows) -> u64 {
        let held: Vec<usize> = line.held().collect();
        let (mut low, mut high) = (u64::MAX, 0);
        let unshown = line.unshown().base;
        let mut shares = vec![0; held.len()];
        loop {
            let sum: u64 = shares.iter().sum();
            let unknown: u64 = (held.iter().zip(&shares))
                .filter(|(at, _)| rows.groups[**at].is_none())
                .map(|(_, n)| *n)
                .sum();
            let fits = (held.iter().zip(&shares))
                .all(|(at, n)| *n >= 1 && rows.groups[*at].is_none_or(|rows| *n <= rows));
            // Who is in no group is among the rows elsewhere.
            if fits && sum <= unshown && unknown + (unshown - sum) <= rows.elsewhere {
                let own = shares[held.iter().position(|held| *held == at).unwrap()];
                (low, high) = (low.min(own), high.max(own));
            }
            let Some(next) = (0..shares.len()).find(|place| shares[*place] < unshown) else {
                return high - low;
            };
            shares[..next].fill(0);
            shares[next] += 1;
        }
    }

    /// Bases, the total, rows as far as known, rows elsewhere.
    type Case<'a> = (&'a [u64], u64, &'a [Option<u64>], u64);

    #[test]
    fn widths_are_those_of_counting_through_all_tables() {
        let cases: [Case<'_>; 6] = [
            (&[3, 6, 9], 20, &[None, None, Some(9)], 40),
            (&[3, 6, 9], 20, &[Some(8), None, Some(9)], 12),
            (&[3, 6, 9], 20, &[Some(3), Some(6), Some(9)], 2),
            (&[3, 6, 9], 20, &[Some(12), Some(6), Some(14)], 5),
            (&[2, 4, 1], 8, &[Some(3), None, None], 7),
            (&[2, 4, 1], 9, &[None, None, None], 30),
        ];
        for (bases, total, known, elsewhere) in cases {
            let mut groups: Vec<Group> = bases.iter().map(|base| group(*base)).collect();
            groups.push(Group::default());
            let mut known = known.to_vec();
            known.push(None);
            let table = Table {
                total: group(total),
                dimensions: vec![groups.clone()],
                ..Table::default()
            };
            let line = Line {
                rule: Rule { minimum: 5 },
                table: &table,
                groups: &groups,
                suppressed: &[true, true, true, false],
            };
            let rows = KnownRows {
                groups: known,
                elsewhere,
            };
            for at in 0..bases.len() {
                let (found, counted) = (line.width(at, &rows), counted(&line, at, &rows));
                assert_eq!(found, counted, "{at} of {bases:?}");
            }
        }
    }
}
