//! Primary suppression: groups that may not be shown for their own sake.

use super::table::{Group, Pattern, Table};

/// How small a group may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Groups with fewer are suppressed.
    pub(super) minimum: u64,
}

impl Rule {
    /// Whether a group may not be shown: it has too few (the threshold rule), or so few that all of them are alike and
    /// that they could not be shown as two groups either (group disclosure).
    ///
    /// A unanimous figure tells the answer of each who is known to have answered. Of a large group that is
    /// what the figure is for. Under twice the minimum, it is told of a group that is hardly larger than one
    /// too small.
    pub(super) fn is_small(self, group: &Group, told_apart: bool) -> bool {
        (1..self.minimum).contains(&group.base) || self.is_unanimous(group, told_apart)
    }

    fn is_unanimous(self, group: &Group, told_apart: bool) -> bool {
        let given = || group.answers.iter().filter(|n| **n > 0).count();
        // With a minimum of one or none nothing is protected.
        told_apart && self.minimum > 1 && (1..2 * self.minimum).contains(&group.base) && given() == 1
    }

    /// Whether the total of a table may not be shown.
    pub(super) fn is_small_total(self, table: &Table) -> bool {
        self.is_small(&table.total, table.told_apart)
    }

    /// Whether a group of a table may not be shown: it is small, or everybody else is.
    fn is_primary(self, group: &Group, table: &Table) -> bool {
        let small = |group: &Group| self.is_small(group, table.told_apart);
        group.base > 0 && (small(group) || small(&table.total.without(group)))
    }

    /// Whether a dimension of a table has groups that are small in themselves or by their complement.
    pub(super) fn has_primary(self, table: &Table, dimension: usize) -> bool {
        let mut groups = table.dimensions[dimension].iter();
        self.is_small_total(table) || groups.any(|group| self.is_primary(group, table))
    }

    /// The groups of a table that may not be shown, those that are marked already among them.
    pub(super) fn pattern(self, table: &Table, marked: &Pattern) -> Pattern {
        let nothing = self.is_small_total(table);
        let dimensions = table.dimensions.iter().enumerate();
        let suppresses = |(dimension, groups): (usize, &Vec<Group>)| {
            let is_marked = |value: usize| {
                let marked = marked.get(dimension).and_then(|values| values.get(value));
                marked.copied().unwrap_or(false)
            };
            let groups = groups.iter().enumerate();
            let suppresses = |(value, group): (usize, &Group)| {
                nothing || is_marked(value) || self.is_primary(group, table)
            };
            groups.map(suppresses).collect()
        };
        dimensions.map(suppresses).collect()
    }
}
