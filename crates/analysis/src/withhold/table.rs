//! What is published of one figure and period, as tables of counts.

/// A group of customers in one figure and period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// How many records its figure rests on, unweighted.
    pub(crate) base: u64,
    /// What is known of the base from elsewhere: it is at least this. For a stock, what was there before.
    pub(crate) floor: u64,
    /// How many gave each answer, by place on a scale that all groups of a table share. Where answers are not
    /// told apart, the base alone.
    pub(crate) answers: Vec<u64>,
    /// Those without an answer, by kind.
    pub(crate) missing: [u64; 4],
}

impl Group {
    /// How many were there, whether they answered or not.
    pub(crate) fn rows(&self) -> u64 {
        self.base + self.missing.iter().sum::<u64>()
    }

    /// What remains without a part.
    #[must_use]
    pub(crate) fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        rest.base = rest.base.saturating_sub(part.base);
        rest.floor = 0;
        for (mine, theirs) in rest.answers.iter_mut().zip(&part.answers) {
            *mine = mine.saturating_sub(*theirs);
        }
        for (mine, theirs) in rest.missing.iter_mut().zip(part.missing) {
            *mine = mine.saturating_sub(theirs);
        }
        rest
    }

    /// What remains without any of several parts.
    pub(crate) fn without_all<'a>(&self, parts: impl Iterator<Item = &'a Self>) -> Self {
        parts.fold(self.clone(), |rest, part| rest.without(part))
    }
}

/// One figure in one period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Everybody.
    pub(crate) total: Group,
    /// The groups by dimension of the source and by value; those with nobody in them are empty.
    pub(crate) dimensions: Vec<Vec<Group>>,
    /// Whether answers are told apart: if all of a small group are alike, that of each is known.
    pub(crate) told_apart: bool,
    /// Whether it counts each row of the source once, as others that say so do: answered or missing.
    pub(crate) shares_rows: bool,
}

/// A dimension whose values are pairs of values of two others.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// Its place among the dimensions of the source.
    pub(crate) dimension: usize,
    /// The places of the two.
    pub(crate) sides: [usize; 2],
    /// The two values that each of its values stands for; none where that cannot be told.
    pub(crate) values: Vec<Option<[usize; 2]>>,
}

/// Which groups of a table are withheld, by dimension and value.
pub(crate) type Hidden = Vec<Vec<bool>>;

/// How small a group may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Groups with fewer are withheld.
    pub(crate) minimum: u64,
}

impl Rule {
    /// Whether a group may not be shown: it has too few, or so few that all of them are alike and that they
    /// could not be shown as two groups either.
    ///
    /// A unanimous figure tells the answer of each who is known to have answered. Of a large group that is
    /// what the figure is for. Under twice the minimum, it is told of a group that is hardly larger than one
    /// too small.
    pub(crate) fn is_small(self, group: &Group, told_apart: bool) -> bool {
        (1..self.minimum).contains(&group.base) || self.is_unanimous(group, told_apart)
    }

    fn is_unanimous(self, group: &Group, told_apart: bool) -> bool {
        let given = || group.answers.iter().filter(|n| **n > 0).count();
        // With a minimum of one or none nothing is protected.
        told_apart && self.minimum > 1 && (1..2 * self.minimum).contains(&group.base) && given() == 1
    }

    /// Whether a group of a table may not be shown: it is small, or everybody else is.
    pub(crate) fn is_primary(self, group: &Group, table: &Table) -> bool {
        let small = |group: &Group| self.is_small(group, table.told_apart);
        group.base > 0 && (small(group) || small(&table.total.without(group)))
    }
}
