//! What was said of published periods, in the place of what is said of their counts today: comparisons, verdicts,
//! splits and studies of then.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_metric::Absence;
use cxpress_report::{
    AsPublished, Cell, DriverStudy, Family, FigureSeries, PairedDifference, Restatement, ThemeImpact,
};

use super::kept::PublishedPeriods;
use super::names::{Names, with_roles};
use super::{PublishedFigure, PublishedPeriod};
use crate::families;
use crate::scope::Scope;
use crate::study::Studies;
use crate::timeline::Timeline;
use crate::values::{Slice, Values};

impl PublishedPeriods<'_> {
    /// Puts cells as they were published in the place of those that are made from their counts today: with the
    /// comparisons, verdicts and splits of then.
    pub(crate) fn restore_cells(
        &self,
        scope: &Scope<'_>,
        figures: &mut [FigureSeries],
        families: &mut Vec<Family>,
    ) {
        let values = &scope.values;
        let names = Names::new(&scope.periods(), &values.dimensions);
        for (period, published) in self.whole(&scope.timeline) {
            for (measure, series) in scope.schema.measures.iter().zip(figures.iter_mut()) {
                let figure = published.figure(&series.id);
                if let Some(figure) = figure.filter(|figure| figure.fits(measure)) {
                    forget_others(series, period, figure, values);
                    restore(series, period, (figure, &published.names), (values, &names));
                }
            }
            families.retain(|family| family.period != period);
            let then = published.families.iter();
            families.extend(then.filter_map(|family| family.in_period(figures, period)));
        }
        families.sort_by_key(|family| (family.period, families::order(family.kind)));
    }

    /// Puts the studies of published periods in the place of those of today's answers.
    pub(crate) fn restore_studies(&self, scope: &Scope<'_>, figures: &[FigureSeries], studies: &mut Studies) {
        for (period, published) in self.in_report(&scope.timeline) {
            let then = Found::of(published, figures);
            for study in &mut studies.drivers {
                study.periods[period] = then.drivers.get(&study.outcome).cloned();
            }
            for impact in &mut studies.impacts {
                let found = then.impacts.get(&(impact.theme, impact.outcome));
                impact.periods[period] = found.copied();
            }
            for swing in &mut studies.swings {
                swing.periods[period] = then.swings.get(&(swing.from, swing.to)).copied();
            }
        }
    }

    /// The periods whose cells are as they were published.
    pub(crate) fn restored(&self, timeline: &Timeline) -> Vec<usize> {
        self.whole(timeline).map(|(period, _)| period).collect()
    }

    /// Which periods are shown as they were published.
    pub(crate) fn notes(&self, timeline: &Timeline, figures: &[FigureSeries]) -> Vec<AsPublished> {
        let note = |(period, published): (usize, &PublishedPeriod)| AsPublished {
            period,
            restated: restatements(published, figures),
            whole: published.is_whole(),
        };
        self.in_report(timeline).into_iter().map(note).collect()
    }

    /// The published periods of which more is known than counts, by their places among the periods of the report.
    fn whole(&self, timeline: &Timeline) -> impl Iterator<Item = (usize, &PublishedPeriod)> {
        let periods = self.in_report(timeline).into_iter();
        periods.filter(|(_, published)| published.is_whole())
    }
}

/// Puts the cells of a figure as they were published in the place of those of today.
fn restore(
    series: &mut FigureSeries,
    period: usize,
    (published, theirs): (&PublishedFigure, &Names),
    (values, names): (&Values, &Names),
) {
    for (slice, cell) in &published.said {
        let slice = values.named(slice.as_ref());
        if let Some(held) = slice.and_then(|slice| cell_mut(series, slice, period)) {
            let cell = names.renumbered(theirs, cell.clone());
            *held = with_roles(cell, held);
        }
    }
}

/// Leaves out groups that were not there when a period was published: late answers may have brought them.
fn forget_others(series: &mut FigureSeries, period: usize, published: &PublishedFigure, values: &Values) {
    let cells = published.cells.iter();
    let known: BTreeSet<Slice> = cells
        .filter_map(|cell| values.named(cell.slice.as_ref()))
        .collect();
    for slice in &mut series.slices {
        if !known.contains(&Some((slice.dimension, slice.value))) {
            slice.cells[period] = Cell::Absent(Absence::NoData);
        }
    }
}

/// The cell of a slice, or of all customers for none.
fn cell_mut(series: &mut FigureSeries, slice: Slice, period: usize) -> Option<&mut Cell> {
    let Some((dimension, value)) = slice else {
        return series.total.get_mut(period);
    };
    let mut slices = series.slices.iter_mut();
    let slice = slices.find(|slice| (slice.dimension, slice.value) == (dimension, value))?;
    slice.cells.get_mut(period)
}

/// The studies of a published period, by figures of today.
struct Found {
    drivers: BTreeMap<usize, DriverStudy>,
    impacts: BTreeMap<(usize, usize), ThemeImpact>,
    swings: BTreeMap<(usize, usize), PairedDifference>,
}

impl Found {
    fn of(published: &PublishedPeriod, figures: &[FigureSeries]) -> Self {
        let place = |id: &str| figures.iter().position(|figure| figure.id == id);
        let number = |figure: usize| place(&published.figures.get(figure)?.id);
        let drivers = published.drivers.iter();
        let drivers =
            drivers.filter_map(|(outcome, study)| Some((place(outcome)?, study.renumbered(&number)?)));
        let impacts = published.impacts.iter();
        let impacts =
            impacts.filter_map(|(theme, outcome, it)| Some(((place(theme)?, place(outcome)?), *it)));
        let swings = published.swings.iter();
        let swings = swings.filter_map(|(from, to, it)| Some(((place(from)?, place(to)?), *it)));
        Self {
            drivers: drivers.collect(),
            impacts: impacts.collect(),
            swings: swings.collect(),
        }
    }
}

fn restatements(published: &PublishedPeriod, figures: &[FigureSeries]) -> Vec<Restatement> {
    let restated = published.figures.iter().filter_map(|figure| {
        Some(Restatement {
            figure: figures.iter().position(|known| known.id == figure.id)?,
            first: figure.first?,
        })
    });
    restated.collect()
}
