//! What is left of a group without the answers of leading ones: the pairs that it makes with the other values of their
//! dimension.
//!
//! A pair is used only where the group and the other value are shown, and the pair itself where pairs are published. What is
//! left of the group, and what is taken from it, each have to be as large as any group that is shown, or nothing.

use std::collections::BTreeMap;

use cxpress_metric::PeriodId;
use cxpress_project::config::DimensionFrom;

use super::sides::{Compared, Group, Sides};
use crate::cube::{Cell, PairNumber, Pairs};
use crate::scope::Scope;

/// The pairs of a source, by the groups that readers see.
pub(super) struct PairCells<'a> {
    pairs: &'a Pairs,
    numbers: BTreeMap<[Group; 2], Vec<PairNumber>>,
    /// Pairs that are groups themselves, where a dimension crosses two others.
    published: BTreeMap<[Group; 2], Group>,
}

/// In the order of dimensions.
fn pair(a: Group, b: Group) -> [Group; 2] {
    if a < b { [a, b] } else { [b, a] }
}

impl<'a> PairCells<'a> {
    /// The pairs of a source.
    pub(super) fn new(scope: &Scope<'_>, source: usize, pairs: &'a Pairs) -> Self {
        let mut numbers: BTreeMap<[Group; 2], Vec<PairNumber>> = BTreeMap::new();
        for (number, values) in pairs.known() {
            let [a, b] = values.map(|(dimension, value)| (dimension, scope.values.place(dimension, value)));
            numbers.entry(pair(a, b)).or_default().push(number);
        }
        Self {
            pairs,
            numbers,
            published: published(scope, source),
        }
    }

    /// Whether pairs are known in all of these periods.
    pub(super) fn reach(&self, mut periods: impl Iterator<Item = PeriodId>) -> bool {
        !self.pairs.given_up() && periods.all(|period| self.pairs.reach(period))
    }

    /// The cells of the pairs of a group with values of a dimension, and those values.
    fn of<'s>(
        &'s self,
        question: usize,
        group: Group,
        dimension: usize,
        period: PeriodId,
    ) -> impl Iterator<Item = (Group, Cell)> + 's {
        let with_group = self.numbers.iter().filter_map(move |([a, b], numbers)| {
            let other = match (*a == group, *b == group) {
                (true, false) => b,
                (false, true) => a,
                _ => return None,
            };
            (other.0 == dimension).then_some((*other, numbers))
        });
        with_group.flat_map(move |(other, numbers)| {
            let numbers = numbers.iter();
            numbers.filter_map(move |number| Some((other, self.pairs.cell(question, *number, period)?)))
        })
    }
}

/// The groups that are pairs of others.
fn published(scope: &Scope<'_>, source: usize) -> BTreeMap<[Group; 2], Group> {
    let all = &scope.schema.sources[source];
    let mut found = BTreeMap::new();
    for (at, dimension) in scope.schema.config.sources[source].dimensions.iter().enumerate() {
        let DimensionFrom::Cross(sides) = &dimension.from else {
            continue;
        };
        let [a, b] = sides.map(|side| all[side]);
        for (value, sides) in scope.values.sides(all[at], [a, b]).into_iter().enumerate() {
            if let Some([first, second]) = sides {
                found.insert(pair((a, first), (b, second)), (all[at], value));
            }
        }
    }
    found
}

/// A group that may echo others, and these: of one dimension.
pub(super) struct Remainder<'a, 's, 'p> {
    pub(super) sides: &'a Sides<'s, 'p>,
    pub(super) pairs: &'a PairCells<'a>,
    /// The question's place in the schema.
    pub(super) question: usize,
    /// The periods of the report.
    pub(super) ids: &'a [PeriodId],
    pub(super) group: Group,
    pub(super) leading: &'a [Group],
}

impl Remainder<'_, '_, '_> {
    /// What is left of the change of the group; none where that rests on too few.
    pub(super) fn compared(&self) -> Option<Compared> {
        let [before, after] = &self.sides.periods;
        let (before, after) = (self.side(before)?, self.side(after)?);
        let [before, after] = [before, after].map(|cells| self.sides.evaluated(&cells));
        self.sides.compared(&before?, &after?, 0.0)
    }

    /// The cells of what is left on a side; none where what is taken away is small.
    fn side(&self, periods: &[usize]) -> Option<Vec<Cell>> {
        let dimension = self.leading.first()?.0;
        let (mut left, mut taken) = (Vec::new(), 0);
        for period in periods
            .iter()
            .filter(|period| self.sides.shows(self.group, **period))
        {
            let cells = self
                .pairs
                .of(self.question, self.group, dimension, self.ids[*period]);
            for (other, cell) in cells {
                if self.leading.contains(&other) {
                    taken += cell.n();
                } else if self.may_be_used(other, *period) {
                    left.push(cell);
                }
            }
        }
        let is_small = (1..self.sides.minimum).contains(&taken);
        (!is_small).then_some(left)
    }

    /// Whether neither another value nor its pair with the group is withheld.
    fn may_be_used(&self, other: Group, period: usize) -> bool {
        let published = self.pairs.published.get(&pair(self.group, other));
        self.sides.shows(other, period) && published.is_none_or(|pair| !self.sides.hides(*pair, period))
    }
}
