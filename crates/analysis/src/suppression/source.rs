//! The figures of one source together: their tables of counts, period by period.

use cxpress_metric::{PeriodId, Reading, SummaryKind};
use cxpress_project::config::{Config, DimensionFrom};
use rayon::prelude::*;

use super::primary::Rule;
use super::table::{Group, Pair, Pattern, Table};
use super::{Suppression, suppressed};
use crate::evaluate::Evaluated;
use crate::published::kept::Kept;
use crate::rows::Rows;
use crate::schema::Measure;
use crate::scope::Scope;
use crate::timeline::Timeline;

/// A figure: what there is of it, and what of that was published.
pub(super) struct Figure<'a, 'p> {
    pub(super) measure: &'a Measure<'p>,
    pub(super) rows: &'a Rows,
    pub(super) kept: &'a Kept,
}

/// The figures of one source.
pub(super) struct Source<'a, 'p> {
    figures: Vec<Figure<'a, 'p>>,
    /// Its dimensions among all, each with how many values it has.
    dimensions: Vec<(usize, usize)>,
    pairs: Vec<Pair>,
    rule: Rule,
    config: &'a Config,
    timeline: &'a Timeline,
}

impl<'a, 'p> Source<'a, 'p> {
    pub(super) fn new(scope: &'a Scope<'_>, source: usize, figures: Vec<Figure<'a, 'p>>) -> Self {
        let (schema, values) = (scope.schema, &scope.values);
        let all = &schema.sources[source];
        let configured = &schema.config.sources[source].dimensions;
        let pair = |(at, from): (usize, &DimensionFrom)| match from {
            DimensionFrom::Column(_) => None,
            DimensionFrom::Cross(sides) => Some(Pair {
                dimension: at,
                sides: *sides,
                values: values.sides(all[at], sides.map(|side| all[side])),
            }),
        };
        let from = configured.iter().map(|dimension| &dimension.from);
        Self {
            figures,
            dimensions: all
                .iter()
                .map(|dimension| (*dimension, values.dimensions[*dimension].values.len()))
                .collect(),
            pairs: from.enumerate().filter_map(pair).collect(),
            rule: Rule {
                minimum: schema.config.minimum_base,
            },
            config: schema.config,
            timeline: &scope.timeline,
        }
    }

    /// Decides for all periods, figure by figure.
    pub(super) fn suppress(&self) -> Vec<Suppression> {
        let periods = 0..self.timeline.len();
        let mut found = vec![Suppression::default(); self.figures.len()];
        if (0..self.figures.len()).any(|figure| self.is_stock(figure)) {
            for period in periods {
                let decided = self.decide(period, &found);
                self.note(&mut found, decided);
            }
        } else {
            // Where nothing is carried over, no period depends on another.
            let decided: Vec<_> = periods
                .into_par_iter()
                .map(|period| self.decide(period, &[]))
                .collect();
            decided
                .into_iter()
                .for_each(|decided| self.note(&mut found, decided));
        }
        found
    }

    /// Decides for one period: by figure, whether its total is suppressed, and which slices are. Of a period that was
    /// published, that was decided then: the data of today, late answers among them, have no part in it.
    fn decide(&self, period: usize, before: &[Suppression]) -> Vec<(bool, Pattern)> {
        let id = self.timeline.ids[period];
        if self.figures.iter().any(|figure| figure.kept.is_published(id)) {
            let figures = self.figures.iter();
            return figures.map(|figure| self.published(figure.kept, id)).collect();
        }
        let figures = 0..self.figures.len();
        let tables: Vec<Table> = figures
            .clone()
            .map(|figure| self.table(figure, period, before))
            .collect();
        let (kept, marked): (Vec<bool>, Vec<Pattern>) =
            figures.map(|figure| self.marked(figure, period, before)).unzip();
        let slices = suppressed(&tables, &self.pairs, &marked, self.rule);
        let totals = tables.iter().zip(kept);
        let totals = totals.map(|(table, kept)| kept || self.rule.is_small_total(table));
        totals.zip(slices).collect()
    }

    /// A mark for each value of each dimension.
    fn pattern(&self, marks: impl Fn((usize, usize)) -> bool) -> Pattern {
        let dimensions = self.dimensions.iter();
        dimensions
            .map(|(dimension, values)| (0..*values).map(|value| marks((*dimension, value))).collect())
            .collect()
    }

    /// What was withheld of a figure when a period was published.
    fn published(&self, kept: &Kept, id: PeriodId) -> (bool, Pattern) {
        let slices = self.pattern(|slice| kept.withholds(Some(slice), id));
        (kept.withholds(None, id), slices)
    }

    fn note(&self, found: &mut [Suppression], decided: Vec<(bool, Pattern)>) {
        for (suppression, decided) in found.iter_mut().zip(decided) {
            suppression.note(&self.dimensions, decided);
        }
    }

    /// What is suppressed whatever else is shown: what was when the period was published, what has fewer than the
    /// minimum of its own metric, and of a stock what is because of the period before: its start is that
    /// period's end. Where something small was suppressed then, all that was suppressed with it still is, and whoever
    /// is patient learns nothing.
    fn marked(&self, figure: usize, period: usize, before: &[Suppression]) -> (bool, Pattern) {
        let stock = self.kept_of_stock(figure, period, before);
        let Figure { measure, rows, kept } = &self.figures[figure];
        let published = self.published(kept, self.timeline.ids[period]);
        let minimum = measure.minimum(self.config);
        let few = |cell: Option<&Evaluated>| {
            let base = cell.map_or(0, Evaluated::base);
            minimum > self.rule.minimum && (1..minimum).contains(&base)
        };
        let few_in_all = few(rows.at(None, period));
        let total = stock.0 || published.0 || few_in_all;
        let all = minimum > self.rule.minimum && total;
        let few = self.pattern(|slice| all || few(rows.at(Some(slice), period)));
        (total, either(either(stock.1, published.1), few))
    }

    /// What of a stock stays suppressed from one period to the next.
    fn kept_of_stock(&self, figure: usize, period: usize, before: &[Suppression]) -> (bool, Pattern) {
        let Some(last) = period.checked_sub(1).filter(|_| self.is_stock(figure)) else {
            return (false, self.pattern(|_| false));
        };
        let table = self.table(figure, last, before);
        if self.rule.is_small_total(&table) {
            return (true, self.pattern(|_| true));
        }
        let has_primary =
            (0..self.dimensions.len()).any(|dimension| self.rule.has_primary(&table, dimension));
        let slices = self.pattern(|slice| has_primary && before[figure].hides(Some(slice), last));
        (false, slices)
    }

    fn is_stock(&self, figure: usize) -> bool {
        self.figures[figure].measure.metric.spec().stock
    }

    /// What would be published of a figure and period if nothing were suppressed.
    fn table(&self, figure: usize, period: usize, before: &[Suppression]) -> Table {
        let Figure { measure, rows, .. } = &self.figures[figure];
        let spec = measure.metric.spec();
        let total = rows.at(None, period);
        let cells = self.slices().filter_map(|slice| rows.at(Some(slice), period));
        let all_count = cells.chain(total).all(|cell| cell.base() == cell.summary.n());
        let told_apart = spec.kind == SummaryKind::Scores && all_count;
        let scale = total.filter(|_| told_apart).and_then(scale);
        let group = |cell: Option<&Evaluated>| cell.map_or_else(Group::default, |cell| group(cell, scale));
        let of_slice = |slice: (usize, usize)| Group {
            floor: self.floor(figure, slice, period, before),
            ..group(rows.at(Some(slice), period))
        };
        let groups = |(dimension, values): &(usize, usize)| {
            let values = 0..*values;
            values.map(|value| of_slice((*dimension, value))).collect()
        };
        let width = scale.map_or(1, |(_, width)| width);
        let mut table = Table {
            total: group(total),
            dimensions: self.dimensions.iter().map(groups).collect(),
            told_apart,
            shares_rows: !spec.stock && spec.kind != SummaryKind::Categories,
        };
        let groups = table.dimensions.iter_mut().flatten().chain([&mut table.total]);
        groups.for_each(|group| group.answers.resize(width, 0));
        table
    }

    /// All slices of the source, by dimension and value.
    fn slices(&self) -> impl Iterator<Item = (usize, usize)> {
        let dimensions = self.dimensions.iter();
        dimensions.flat_map(|(dimension, values)| (0..*values).map(|value| (*dimension, value)))
    }

    /// How many of a stock were there before, as far as that was shown.
    fn floor(&self, figure: usize, slice: (usize, usize), period: usize, before: &[Suppression]) -> u64 {
        let Some(last) = period.checked_sub(1).filter(|_| self.is_stock(figure)) else {
            return 0;
        };
        let earlier = self.figures[figure].rows.at(Some(slice), last);
        let shown = earlier.filter(|_| !before[figure].hides(Some(slice), last));
        shown.map_or(0, left)
    }
}

/// What is marked in either of two patterns.
fn either(mut one: Pattern, other: Pattern) -> Pattern {
    for (mine, theirs) in one.iter_mut().flatten().zip(other.into_iter().flatten()) {
        *mine |= theirs;
    }
    one
}

/// The lowest score that was given, and how many there are from it to the highest.
fn scale(total: &Evaluated) -> Option<(i32, usize)> {
    let scores = total.summary.scores()?;
    let low = scores.cells().next()?.score;
    let high = scores.cells().last()?.score;
    Some((low, usize::try_from(high - low).ok()? + 1))
}

fn group(cell: &Evaluated, scale: Option<(i32, usize)>) -> Group {
    let base = cell.base();
    let answers = match (scale, cell.summary.scores()) {
        (Some((low, width)), Some(scores)) => {
            let mut answers = vec![0; width];
            for given in scores.cells() {
                let place = usize::try_from(given.score - low).ok();
                if let Some(n) = place.and_then(|place| answers.get_mut(place)) {
                    *n = given.n;
                }
            }
            answers
        }
        _ => vec![base],
    };
    Group {
        base,
        floor: 0,
        answers,
        missing: cell.cell.missing,
    }
}

/// What a stock leaves to the next period.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest count there is"
)]
fn left(cell: &Evaluated) -> u64 {
    let end = cell.figure.headline;
    Reading::estimate(&end).map_or(0, |estimate| estimate.value as u64)
}
