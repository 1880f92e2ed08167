//! Cells of several periods taken together. Only what is shown is pooled, so that nothing withheld can be subtracted.

use cxpress_metric::{Evidence, Reading};

use crate::cube::Cell;
use crate::evaluate::{self, Evaluated};
use crate::schema::Measure;

/// Cells taken together; none if there are none.
pub(crate) fn merged<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Option<Cell> {
    let mut cells = cells.into_iter();
    let first = cells.next()?.clone();
    Some(cells.fold(first, |mut all, cell| {
        all.merge(cell);
        all
    }))
}

/// What evaluated cells come to together; one alone stays as it is.
pub(crate) fn evaluated<'a>(
    measure: &Measure<'_>,
    cells: impl IntoIterator<Item = &'a Evaluated>,
) -> Option<Evaluated> {
    let cells: Vec<&Evaluated> = cells.into_iter().collect();
    if let [alone] = cells[..] {
        return Some(alone.clone());
    }
    let cell = merged(cells.iter().map(|evaluated| &evaluated.cell))?;
    Some(Evaluated::new(measure, cell, None))
}

/// What is judged of evaluated cells together, without an interval.
pub(crate) fn value<'a>(
    measure: &Measure<'_>,
    cells: impl IntoIterator<Item = &'a Evaluated>,
) -> Option<f64> {
    let summary = merged(cells.into_iter().map(|evaluated| &evaluated.cell))?.total();
    let figure = evaluate::evaluate(measure, Evidence::of(&summary).values_only());
    let judged = figure.reading(measure.metric.spec().judged_part());
    Some(judged.and_then(Reading::estimate)?.value)
}
