//! A period as it may be published: what was counted, and what is said of it.

use cxpress_report::{Cell, FigureSeries, Report, SliceSeries};

use crate::evaluate::Evaluated;
use crate::published::names::{Names, PublishedFamily};
use crate::published::{
    Counted, FORMAT, NamedSlice, PublishedCell, PublishedFigure, PublishedPeriod, phrases_of,
};
use crate::rows::Rows;
use crate::schema::{Measure, Schema};
use crate::suppression::Suppression;
use crate::values::Values;

/// The figures of the last period, as they may be published.
pub(crate) fn figures(
    schema: &Schema<'_>,
    values: &Values,
    rows: &[Rows],
    suppressions: &[Suppression],
) -> Vec<PublishedFigure> {
    let all = schema.measures.iter().zip(rows).zip(suppressions);
    all.map(|((measure, rows), suppression)| figure(schema, measure, values, (rows, suppression)))
        .collect()
}

fn figure(
    schema: &Schema<'_>,
    measure: &Measure<'_>,
    values: &Values,
    (rows, suppression): (&Rows, &Suppression),
) -> PublishedFigure {
    let spec = measure.metric.spec();
    let last = rows.total.len() - 1;
    let cells = rows.all().filter_map(|(slice, row)| {
        let named = slice.map(|slice| values.name(slice));
        cell(named, row[last].as_ref(), suppression.hides(slice, last))
    });
    let total = rows.total[last]
        .as_ref()
        .filter(|_| !suppression.hides(None, last));
    PublishedFigure {
        id: measure.config.question.id.clone(),
        source: schema.config.sources[measure.source].id.clone(),
        metric: spec.id.to_owned(),
        definition: spec.definition,
        phrases: phrases_of(&measure.config.question),
        headline: total.map(|total| total.figure.headline),
        first: None,
        cells: cells.collect(),
        said: Vec::new(),
    }
}

/// What is kept of a cell; nothing of one that is not there.
fn cell(slice: NamedSlice, evaluated: Option<&Evaluated>, hides: bool) -> Option<PublishedCell> {
    let shown = match (evaluated, hides) {
        (_, true) => None,
        (Some(evaluated), false) => Some(Counted {
            cell: evaluated.cell.clone(),
            earlier: evaluated.evidence().earlier.cloned(),
        }),
        (None, false) => return None,
    };
    Some(PublishedCell { slice, shown })
}

/// The period reported on as it may be published, of whose figures is known what was counted.
pub(crate) fn captured(report: &Report, mut figures: Vec<PublishedFigure>) -> PublishedPeriod {
    let period = report.current;
    for (figure, series) in figures.iter_mut().zip(&report.figures) {
        figure.said = said(report, series, period);
    }
    let id = |figure: usize| report.figures[figure].id.clone();
    let drivers = report.drivers.iter();
    let drivers = drivers.filter_map(|study| Some((id(study.outcome), study.periods[period].clone()?)));
    let impacts = report.impacts.iter();
    let impacts =
        impacts.filter_map(|study| Some((id(study.theme), id(study.outcome), study.periods[period]?)));
    let swings = report.swings.iter();
    let swings = swings.filter_map(|study| Some((id(study.from), id(study.to), study.periods[period]?)));
    PublishedPeriod {
        format: FORMAT,
        period: report.periods[period].id.clone(),
        heard: report.periods[period].heard.clone(),
        figures,
        drivers: drivers.collect(),
        impacts: impacts.collect(),
        swings: swings.collect(),
        names: Names::new(&report.periods, &report.dimensions),
        families: PublishedFamily::of(report, period),
        file: String::new(),
    }
}

/// The cells of a figure that are shown in a period.
fn said(report: &Report, series: &FigureSeries, period: usize) -> Vec<(NamedSlice, Cell)> {
    let name = |slice: &SliceSeries| {
        let dimension = &report.dimensions[slice.dimension];
        (dimension.id.clone(), dimension.values[slice.value].raw.clone())
    };
    let slices = series.slices.iter();
    let slices = slices.map(|slice| (Some(name(slice)), &slice.cells[period]));
    let all = std::iter::once((None, &series.total[period])).chain(slices);
    all.filter(|(_, cell)| cell.shown().is_some())
        .map(|(slice, cell)| (slice, cell.clone()))
        .collect()
}
