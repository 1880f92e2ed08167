//! Which cells of figures are withheld: all figures of a source are looked at together, period by period.

use std::collections::BTreeMap;

use cxpress_core::config::{Config, DimensionFrom};
use cxpress_metric::{PeriodId, Reading, SummaryKind};
use rayon::prelude::*;

use crate::evaluate::Evaluated;
use crate::plan::{Plan, Planned};
use crate::series::{Rows, Timeline};
use crate::values::Values;
use crate::withhold::{Group, Hidden, Pair, Table, has_small, is_small, withheld};

/// What of a figure is withheld.
#[derive(Clone, Debug, Default)]
pub(crate) struct Protection {
    /// The total, by period.
    total: Vec<bool>,
    /// Slices by dimension and value, then by period.
    slices: BTreeMap<(usize, usize), Vec<bool>>,
    /// Whether anything of the figure is withheld, by period.
    partial: Vec<bool>,
    /// Whether the weights of its answers can be known, by period.
    known: Vec<bool>,
}

impl Protection {
    /// Whether the total of a period is withheld.
    pub(crate) fn hides_total(&self, period: usize) -> bool {
        self.total[period]
    }

    /// Whether anything of the figure is withheld in a period.
    pub(crate) fn is_partial(&self, period: usize) -> bool {
        self.partial.get(period).is_some_and(|partial| *partial)
    }

    /// Whether values beside what is withheld in a period are rounded, because the weights can be known.
    pub(crate) fn is_rounded(&self, period: usize) -> bool {
        self.is_partial(period) && self.known.get(period).is_some_and(|known| *known)
    }

    /// Whether a slice of a period is withheld.
    pub(crate) fn hides(&self, place: (usize, usize), period: usize) -> bool {
        self.slices.get(&place).is_some_and(|hidden| hidden[period])
    }
}

/// Decides for all figures, which come in the order of the plan's questions.
pub(crate) fn protect(
    plan: &Plan<'_>,
    values: &Values,
    timeline: &Timeline,
    figures: &[Rows],
) -> Vec<Protection> {
    let of_source = |source: usize| {
        let questions = plan.questions.iter().zip(figures).enumerate();
        let own: Vec<_> = questions
            .filter(|(_, (planned, _))| planned.source == source)
            .collect();
        let figures: Vec<_> = own.iter().map(|(_, figure)| *figure).collect();
        let found = Source::new(plan, values, source, figures, timeline).protect();
        own.iter().map(|(at, _)| *at).zip(found).collect::<Vec<_>>()
    };
    let sources: Vec<_> = (0..plan.sources.len()).into_par_iter().map(of_source).collect();
    let mut found = vec![Protection::default(); figures.len()];
    for (at, protection) in sources.into_iter().flatten() {
        let known = figures[at].known_weights.clone();
        found[at] = Protection { known, ..protection };
    }
    found
}

/// The figures of one source.
struct Source<'a, 'p> {
    figures: Vec<(&'a Planned<'p>, &'a Rows)>,
    /// Its dimensions among all, each with how many values it has.
    dimensions: Vec<(usize, usize)>,
    pairs: Vec<Pair>,
    minimum: u64,
    config: &'a Config,
    timeline: &'a Timeline,
}

impl<'a, 'p> Source<'a, 'p> {
    fn new(
        plan: &'a Plan<'_>,
        values: &Values,
        source: usize,
        figures: Vec<(&'a Planned<'p>, &'a Rows)>,
        timeline: &'a Timeline,
    ) -> Self {
        let all = &plan.sources[source];
        let configured = &plan.config.sources[source].dimensions;
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
            minimum: plan.config.minimum_base,
            config: plan.config,
            timeline,
        }
    }

    fn protect(&self) -> Vec<Protection> {
        let periods = 0..self.timeline.ids.len();
        let mut found = vec![Protection::default(); self.figures.len()];
        if self
            .figures
            .iter()
            .any(|(planned, _)| planned.metric.spec().stock)
        {
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

    /// Decides for one period: by figure, whether its total is withheld, and which slices are. Of a period that was
    /// published, that was decided then: the data of today, late answers among them, have no part in it.
    fn decide(&self, period: usize, before: &[Protection]) -> Vec<(bool, Hidden)> {
        let id = self.timeline.ids[period];
        if self.figures.iter().any(|(_, rows)| rows.kept.is_published(id)) {
            return self
                .figures
                .iter()
                .map(|(_, rows)| self.published(rows, id))
                .collect();
        }
        let tables: Vec<Table> = (0..self.figures.len())
            .map(|figure| self.table(figure, period, before))
            .collect();
        let kept: Vec<(bool, Hidden)> = (0..self.figures.len())
            .map(|figure| self.kept(figure, period, before))
            .collect();
        let kept_slices: Vec<Hidden> = kept.iter().map(|(_, slices)| slices.clone()).collect();
        let slices = withheld(&tables, &self.pairs, &kept_slices, self.minimum);
        let small = |table: &Table| is_small(&table.total, table.told_apart, self.minimum);
        let totals = tables
            .iter()
            .zip(&kept)
            .map(|(table, (kept, _))| *kept || small(table));
        totals.zip(slices).collect()
    }

    /// What was withheld of a figure when a period was published.
    fn published(&self, rows: &Rows, id: PeriodId) -> (bool, Hidden) {
        let hides = |(dimension, values): &(usize, usize)| {
            let values = 0..*values;
            values
                .map(|value| rows.kept.withholds(Some((*dimension, value)), id))
                .collect()
        };
        (
            rows.kept.withholds(None, id),
            self.dimensions.iter().map(hides).collect(),
        )
    }

    fn note(&self, found: &mut [Protection], decided: Vec<(bool, Hidden)>) {
        for (protection, (total, slices)) in found.iter_mut().zip(decided) {
            let partial = total || slices.iter().flatten().any(|hides| *hides);
            protection.partial.push(partial);
            protection.total.push(total);
            for ((dimension, _), values) in self.dimensions.iter().zip(slices) {
                for (value, hides) in values.into_iter().enumerate() {
                    protection
                        .slices
                        .entry((*dimension, value))
                        .or_default()
                        .push(hides);
                }
            }
        }
    }

    /// What is withheld whatever else is shown: what was when the period was published, what has fewer than the
    /// minimum of its own metric, and of a stock what is because of the period before: its start is that
    /// period's end. Where something small was withheld then, all that was withheld with it still is, and whoever
    /// is patient learns nothing.
    fn kept(&self, figure: usize, period: usize, before: &[Protection]) -> (bool, Hidden) {
        let (mut total, mut slices) = self.kept_of_stock(figure, period, before);
        let (planned, rows) = self.figures[figure];
        let id = self.timeline.ids[period];
        total |= rows.kept.withholds(None, id);
        for ((dimension, _), values) in self.dimensions.iter().zip(&mut slices) {
            for (value, hides) in values.iter_mut().enumerate() {
                *hides |= rows.kept.withholds(Some((*dimension, value)), id);
            }
        }
        let minimum = planned.minimum(self.config);
        if minimum > self.minimum {
            let few = |cell: &Option<Evaluated>| {
                let base = cell.as_ref().map_or(0, Evaluated::base);
                (1..minimum).contains(&base)
            };
            total |= few(&rows.total[period]);
            for ((dimension, _), values) in self.dimensions.iter().zip(&mut slices) {
                for (value, hides) in values.iter_mut().enumerate() {
                    let row = rows.slices.get(&(*dimension, value));
                    *hides |= total || row.is_some_and(|row| few(&row[period]));
                }
            }
        }
        (total, slices)
    }

    /// What of a stock stays withheld from one period to the next.
    fn kept_of_stock(&self, figure: usize, period: usize, before: &[Protection]) -> (bool, Hidden) {
        let nothing = || {
            self.dimensions
                .iter()
                .map(|(_, values)| vec![false; *values])
                .collect()
        };
        let Some(last) = period.checked_sub(1).filter(|_| self.is_stock(figure)) else {
            return (false, nothing());
        };
        let table = self.table(figure, last, before);
        if is_small(&table.total, table.told_apart, self.minimum) {
            let all = self.dimensions.iter().map(|(_, values)| vec![true; *values]);
            return (true, all.collect());
        }
        if !(0..self.dimensions.len()).any(|dimension| has_small(&table, dimension, self.minimum)) {
            return (false, nothing());
        }
        let hides = |dimension, value| before[figure].hides((dimension, value), last);
        let slices = self.dimensions.iter();
        let slices =
            slices.map(|(dimension, values)| (0..*values).map(|value| hides(*dimension, value)).collect());
        (false, slices.collect())
    }

    fn is_stock(&self, figure: usize) -> bool {
        self.figures[figure].0.metric.spec().stock
    }

    /// What would be published of a figure and period if nothing were withheld.
    fn table(&self, figure: usize, period: usize, before: &[Protection]) -> Table {
        let (planned, rows) = self.figures[figure];
        let spec = planned.metric.spec();
        let cell = |place: (usize, usize)| rows.slices.get(&place)?[period].as_ref();
        let cells = |dimension: usize, values: usize| (0..values).map(move |value| cell((dimension, value)));
        let slices = self
            .dimensions
            .iter()
            .flat_map(|(dimension, values)| cells(*dimension, *values));
        let total = rows.total[period].as_ref();
        let all_count = slices
            .flatten()
            .chain(total)
            .all(|cell| cell.base() == cell.summary.n());
        let told_apart = spec.kind == SummaryKind::Scores && all_count;
        let scale = total.filter(|_| told_apart).and_then(scale);
        let group = |cell: Option<&Evaluated>| cell.map_or_else(Group::default, |cell| group(cell, scale));
        let groups = |(dimension, values): &(usize, usize)| {
            let mut groups: Vec<Group> = cells(*dimension, *values).map(group).collect();
            if let Some(last) = period.checked_sub(1).filter(|_| spec.stock) {
                for (value, group) in groups.iter_mut().enumerate() {
                    let place = (*dimension, value);
                    let earlier = rows.slices.get(&place).and_then(|row| row[last].as_ref());
                    let shown = earlier.filter(|_| !before[figure].hides(place, last));
                    group.floor = shown.map_or(0, left);
                }
            }
            groups
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
