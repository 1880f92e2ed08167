//! The two sides of a change that is told: cells pooled on each, of what is shown.

use cxpress_report::Change;
use cxpress_stats::heterogeneity::Estimate;
use cxpress_stats::{Range, Z95};

use crate::compare;
use crate::cube::Cell;
use crate::evaluate::Evaluated;
use crate::pool;
use crate::rows::Rows;
use crate::schema::Measure;
use crate::suppression::Suppression;
use crate::values::Slice;

/// A dimension and one of its values, by their places.
pub(super) type Group = (usize, usize);

/// The periods on either side of a change, the earlier first, and the cells of its figure.
pub(super) struct Sides<'a, 'p> {
    pub(super) measure: &'a Measure<'p>,
    pub(super) rows: &'a Rows,
    pub(super) suppression: &'a Suppression,
    /// How many must be in what is used.
    pub(super) minimum: u64,
    pub(super) periods: [Vec<usize>; 2],
}

/// A change from one side to the other.
pub(super) struct Compared {
    pub(super) change: Change,
    /// Its 95 % interval, not cut at the ends of the scale.
    pub(super) range: Range,
}

impl Compared {
    pub(super) fn estimate(&self) -> Estimate {
        Estimate {
            value: self.change.difference,
            se: self.range.width() / 2.0 / Z95,
        }
    }
}

impl Sides<'_, '_> {
    /// A slice, or the total for none, in a period, unless it is suppressed.
    fn shown(&self, slice: Slice, period: usize) -> Option<&Evaluated> {
        self.suppression.shown(self.rows, slice, period)
    }

    /// Whether a group is shown in a period.
    pub(super) fn shows(&self, group: Group, period: usize) -> bool {
        self.shown(Some(group), period).is_some()
    }

    /// Whether a group is withheld in a period.
    pub(super) fn hides(&self, group: Group, period: usize) -> bool {
        self.suppression.hides(Some(group), period)
    }

    /// Whether anything of the figure is withheld on either side.
    pub(super) fn is_partial(&self) -> bool {
        let mut periods = self.periods.iter().flatten();
        periods.any(|period| self.suppression.is_partial(*period))
    }

    /// The change of a group; none where there are too few to say.
    pub(super) fn of_group(&self, group: Group) -> Option<Compared> {
        let side = |periods: &Vec<usize>| {
            let shown = periods
                .iter()
                .filter_map(|period| self.shown(Some(group), *period));
            pool::evaluated(self.measure, shown)
        };
        let [before, after] = &self.periods;
        self.compared(&side(before)?, &side(after)?, self.measure.metric.spec().enough)
    }

    /// The change of everybody who is in none of these groups of one dimension; none where there are too few to say. Periods
    /// in which one of the groups is withheld take no part.
    pub(super) fn of_others(&self, groups: &[Group]) -> Option<Compared> {
        let in_period = |period: &usize| {
            let total = &self.shown(None, *period)?.cell;
            let is_whole = groups.iter().all(|group| !self.hides(*group, *period));
            let inside = groups
                .iter()
                .filter_map(|group| self.rows.at(Some(*group), *period));
            let others = inside.fold(total.clone(), |others, group| others.without(&group.cell));
            is_whole.then_some(others)
        };
        let side = |periods: &Vec<usize>| {
            let cells: Vec<Cell> = periods.iter().filter_map(in_period).collect();
            self.evaluated(&cells)
        };
        let [before, after] = &self.periods;
        self.compared(&side(before)?, &side(after)?, self.measure.metric.spec().enough)
    }

    /// Cells pooled; none where they hold too little to be used.
    pub(super) fn evaluated(&self, cells: &[Cell]) -> Option<Evaluated> {
        let evaluated = Evaluated::new(self.measure, pool::merged(cells)?, None);
        (evaluated.base() >= self.minimum.max(1)).then_some(evaluated)
    }

    /// The change between two sides, of at least so many each by their effective bases.
    pub(super) fn compared(&self, before: &Evaluated, after: &Evaluated, enough: f64) -> Option<Compared> {
        let measure = self.measure;
        let few = |side: &Evaluated| {
            let effective = side.judged(measure).map_or(0.0, |estimate| estimate.effective);
            effective < enough || side.few_clusters().is_some()
        };
        if few(before) || few(after) {
            return None;
        }
        Some(Compared {
            change: compare::change(measure, before, after, measure.weighted, true)?,
            range: compare::interval(measure, before, after, Z95)?,
        })
    }
}
