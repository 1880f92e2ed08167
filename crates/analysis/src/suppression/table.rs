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
    pub(crate) missing: [u64; cxpress_metric::Missing::KINDS],
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

/// Which groups of a table are suppressed, by dimension and value.
pub(crate) type Pattern = Vec<Vec<bool>>;
