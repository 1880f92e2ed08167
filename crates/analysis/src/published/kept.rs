//! Cells as they were published, in the place of those that the data tell of the same periods.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_feedback::{Dictionary, Extent, Inputs};
use cxpress_metric::{PeriodId, Summary};

use super::{PublishedCell, PublishedFigure, PublishedPeriod};
use crate::rows::Rows;
use crate::schema::{Measure, Schema};
use crate::timeline::Timeline;
use crate::values::{Slice, SliceCells, Values};

/// The same answers come to the same value, but for the last digits.
const SAME: f64 = 1e-9;

/// The periods that were published, up to the one reported on.
pub(crate) struct PublishedPeriods<'a> {
    /// Those that are shown as they were published, oldest first.
    kept: Vec<(PeriodId, &'a PublishedPeriod)>,
    /// The one that is to be restated: what was withheld of it still is, the rest is read off the data.
    restated: Option<(PeriodId, &'a PublishedPeriod)>,
}

/// What of the cells of a figure was published, and what of it the data tell otherwise now.
#[derive(Default)]
pub(crate) struct Kept {
    /// The periods that are shown as they were published.
    periods: BTreeSet<PeriodId>,
    withheld: BTreeSet<(Slice, PeriodId)>,
    /// What came before, for a stock.
    earlier: BTreeMap<(Slice, PeriodId), Summary>,
    /// What cannot be shown as it was.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Kept {
    /// Whether a period is shown as it was published: what was shown then is shown now, and nothing else.
    pub(crate) fn is_published(&self, period: PeriodId) -> bool {
        self.periods.contains(&period)
    }

    /// Whether a slice, or the total for none, was withheld.
    pub(crate) fn withholds(&self, slice: Slice, period: PeriodId) -> bool {
        self.withheld.contains(&(slice, period))
    }

    /// What had come before a period, for a stock.
    pub(crate) fn earlier(&self, slice: Slice, period: PeriodId) -> Option<&Summary> {
        self.earlier.get(&(slice, period))
    }
}

impl<'a> PublishedPeriods<'a> {
    /// The published periods up to the last one, which are added to the extent of the data; the values of
    /// dimensions that they had, to the dictionary. The last one is not kept if it is `restating`.
    pub(crate) fn new(
        published: &'a [PublishedPeriod],
        until: Option<PeriodId>,
        restating: bool,
        inputs: &Inputs,
        (extent, dictionary): (&mut Extent, &Dictionary),
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let last = until.or_else(|| extent.last());
        let mut periods = Vec::new();
        for published in published {
            match inputs.periods.parse(&published.period) {
                Some(period) if last.is_some_and(|last| period <= last) => periods.push((period, published)),
                Some(_) => {}
                None => diagnostics.push(no_period(published)),
            }
        }
        periods.sort_by_key(|(period, _)| *period);
        periods
            .iter()
            .for_each(|(_, published)| name_values(published, inputs, dictionary));
        let is_restated = |(period, _): &(PeriodId, _)| restating && last == Some(*period);
        let (restated, kept): (Vec<_>, Vec<_>) = periods.into_iter().partition(is_restated);
        for (period, published) in &kept {
            extent.rows.insert(*period, published.heard.clone());
        }
        Self {
            kept,
            restated: restated.first().copied(),
        }
    }

    /// What was published of the period that is to be restated.
    pub(crate) fn restated(&self) -> Option<&'a PublishedPeriod> {
        self.restated.map(|(_, published)| published)
    }

    /// The periods that are shown as they were published, by their places among the periods of the report.
    pub(crate) fn in_report(&self, timeline: &Timeline) -> Vec<(usize, &'a PublishedPeriod)> {
        let kept = self.kept.iter();
        kept.filter_map(|(id, published)| Some((timeline.position(*id)?, *published)))
            .collect()
    }

    /// Puts what was published of a figure in the place of what the data tell.
    pub(crate) fn apply(&self, measure: &Measure<'_>, values: &Values, cells: &mut SliceCells) -> Kept {
        let mut kept = Kept::default();
        let id = &measure.config.question.id;
        for (period, published) in &self.kept {
            kept.periods.insert(*period);
            match published.figure(id) {
                Some(figure) => {
                    let groups = kept.withhold(*period, figure, values);
                    kept.put(measure, (*period, published), (figure, &groups), cells);
                }
                None if leave_out(cells, *period) => {
                    kept.diagnostics.push(not_published(measure, published));
                }
                None => {}
            }
        }
        if let Some((period, figure)) = self.restated.and_then(|(at, it)| Some((at, it.figure(id)?))) {
            kept.withhold(period, figure, values);
        }
        kept
    }

    /// What is wrong where published answers come to another value than was published.
    pub(crate) fn recomputed(&self, timeline: &Timeline, rows: &[Rows], schema: &Schema<'_>) -> Diagnostics {
        let mut found = Diagnostics::default();
        for (period, published) in self.in_report(timeline) {
            for (measure, rows) in schema.measures.iter().zip(rows) {
                let figure = published.figure(&measure.config.question.id);
                let then = figure.and_then(|it| it.headline?.estimate().copied());
                let now = rows.total[period].as_ref();
                let now = now.and_then(|total| total.figure.headline.estimate());
                if let Some((then, now)) = then.zip(now)
                    && (then.value - now.value).abs() > SAME * then.value.abs().max(1.0)
                {
                    found.push(other_value(measure, published));
                }
            }
        }
        found
    }
}

/// The cells of a published figure, by the slices of today.
type Groups<'a> = Vec<(Slice, &'a PublishedCell)>;

impl Kept {
    /// Notes what was withheld of a figure in a period.
    fn withhold<'f>(&mut self, period: PeriodId, figure: &'f PublishedFigure, values: &Values) -> Groups<'f> {
        let cells = figure.cells.iter();
        let groups: Groups<'f> = cells
            .filter_map(|cell| Some((values.named(cell.slice.as_ref())?, cell)))
            .collect();
        let withheld = groups.iter().filter(|(_, cell)| cell.shown.is_none());
        self.withheld.extend(withheld.map(|(slice, _)| (*slice, period)));
        groups
    }

    /// Puts the cells of a published figure in the place of those of today.
    fn put(
        &mut self,
        measure: &Measure<'_>,
        (period, published): (PeriodId, &PublishedPeriod),
        (figure, groups): (&PublishedFigure, &Groups<'_>),
        cells: &mut SliceCells,
    ) {
        // What was withheld stands there as well, whether or not the data of today have it.
        for (slice, _) in groups {
            cells.entry(*slice).or_default();
        }
        for (slice, held) in cells.iter_mut() {
            if !self.withholds(*slice, period) {
                held.remove(&period);
            }
        }
        if !figure.fits(measure) {
            self.diagnostics.push(other_definition(measure, published));
            return;
        }
        let shown = groups
            .iter()
            .filter_map(|(slice, cell)| Some((*slice, cell.shown.as_ref()?)));
        for (slice, counted) in shown {
            let held = cells.entry(slice).or_default();
            held.insert(period, counted.cell.clone());
            let earlier = counted.earlier.clone();
            self.earlier
                .extend(earlier.map(|earlier| ((slice, period), earlier)));
        }
    }
}

/// Makes the values that a period has known.
fn name_values(published: &PublishedPeriod, inputs: &Inputs, dictionary: &Dictionary) {
    let values: BTreeSet<&(String, String)> = published.values().collect();
    for (dimension, value) in values {
        if let Some(at) = inputs.dimensions.iter().position(|known| known == dimension) {
            dictionary.id(at, value);
        }
    }
}

/// Leaves out what the data tell of a figure in a period. `false` if that is nothing.
fn leave_out(cells: &mut SliceCells, period: PeriodId) -> bool {
    let left_out = cells.values_mut().filter_map(|held| held.remove(&period));
    // Those who were not asked make no figure.
    left_out.filter(|cell| cell.n() > 0).count() > 0
}

fn no_period(published: &PublishedPeriod) -> Diagnostic {
    let message = format!("`{}` is of a period that this report cannot have", published.file);
    Diagnostic::error(Code::UnknownPeriod, message)
        .at(Place::file(&published.file))
        .note(format!("it was frozen as `{}`", published.period))
        .help("move the file out of the folder if the report has periods of another length now")
}

fn not_published(measure: &Measure<'_>, published: &PublishedPeriod) -> Diagnostic {
    let (id, period) = (&measure.config.question.id, &published.period);
    let message = format!("`{id}` was not there when `{period}` was published");
    Diagnostic::warning(Code::PublishedWithout, message)
        .at(measure.config.place.clone())
        .note("a published period stays as it was, so the question is left out of it")
        .help(format!(
            "say `cxpress freeze --restate --period {period}` to publish it there as well"
        ))
}

fn other_definition(measure: &Measure<'_>, published: &PublishedPeriod) -> Diagnostic {
    let (id, period) = (&measure.config.question.id, &published.period);
    let message = format!("`{id}` was another figure when `{period}` was published");
    Diagnostic::warning(Code::PublishedOtherwise, message)
        .at(measure.config.place.clone())
        .note("its metric, its phrases, its weights or its clusters have changed, so it is left out of that period")
        .help("give the new question another id, and keep the old one as it was")
}

fn other_value(measure: &Measure<'_>, published: &PublishedPeriod) -> Diagnostic {
    let (id, period) = (&measure.config.question.id, &published.period);
    let message = format!("`{id}` comes to another value than was published for `{period}`");
    Diagnostic::warning(Code::PublishedOtherwise, message)
        .at(measure.config.place.clone())
        .note("the answers are those that were published, so the question is computed in another way now")
        .help("set it back, or give the new question another id")
}
