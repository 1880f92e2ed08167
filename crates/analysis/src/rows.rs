//! The cells of a figure, evaluated: one row of periods for the total and one for each slice.

use std::collections::BTreeMap;

use cxpress_metric::{PeriodId, Summary};

use crate::cube::Cell;
use crate::evaluate::Evaluated;
use crate::schema::Measure;
use crate::timeline::Timeline;
use crate::values::{Slice, SliceCells};

/// One entry a period: nothing where there are no records.
pub(crate) type Row = Vec<Option<Evaluated>>;

/// All cells of a figure, evaluated.
pub(crate) struct Rows {
    /// The total.
    pub(crate) total: Row,
    /// The slices, by dimension and value.
    pub(crate) slices: BTreeMap<(usize, usize), Row>,
}

impl Rows {
    /// Evaluates the cells of a figure. `published` is what was published to have come before a period, for a stock.
    pub(crate) fn new<'k>(
        measure: &Measure<'_>,
        timeline: &Timeline,
        cells: SliceCells,
        published: impl Fn(Slice, PeriodId) -> Option<&'k Summary>,
    ) -> Self {
        let mut rows: BTreeMap<Slice, Row> = cells
            .into_iter()
            .map(|(slice, cells)| (slice, row(measure, timeline, cells, |id| published(slice, id))))
            .collect();
        let total = rows.remove(&None);
        Self {
            total: total.unwrap_or_else(|| vec![None; timeline.len()]),
            slices: rows
                .into_iter()
                .filter_map(|(slice, row)| Some((slice?, row)))
                .collect(),
        }
    }

    /// The row of a slice, with the slice, of the total first.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Slice, &Row)> {
        let slices = self.slices.iter().map(|(slice, row)| (Some(*slice), row));
        std::iter::once((None, &self.total)).chain(slices)
    }

    /// What there is of a slice in a period.
    pub(crate) fn at(&self, slice: Slice, period: usize) -> Option<&Evaluated> {
        let row = match slice {
            None => &self.total,
            Some(slice) => self.slices.get(&slice)?,
        };
        row[period].as_ref()
    }
}

/// The cells of a slice, evaluated. `published` is what was published to have come before a period, for a stock.
fn row<'k>(
    measure: &Measure<'_>,
    timeline: &Timeline,
    mut cells: BTreeMap<PeriodId, Cell>,
    published: impl Fn(PeriodId) -> Option<&'k Summary>,
) -> Row {
    let spec = measure.metric.spec();
    let mut earlier = spec.stock.then(|| before(measure, timeline, &cells));
    let evaluate = |id: &PeriodId| {
        if let Some(published) = published(*id) {
            earlier = Some(published.clone());
        }
        let cell = cells
            .remove(id)
            .or_else(|| spec.stock.then(|| Cell::new(measure)))?;
        let evaluated = Evaluated::new(measure, cell, earlier.as_ref());
        if let Some(earlier) = &mut earlier {
            earlier.merge(&evaluated.summary);
        }
        Some(evaluated)
    };
    timeline.ids.iter().map(evaluate).collect()
}

/// What came before the first period: a stock rests on that, too.
fn before(measure: &Measure<'_>, timeline: &Timeline, cells: &BTreeMap<PeriodId, Cell>) -> Summary {
    let empty = Summary::empty(measure.metric.spec().kind, false);
    let first = timeline.ids.first();
    let before = cells
        .iter()
        .filter(|(period, _)| first.is_some_and(|first| *period < first));
    before.fold(empty, |mut all, (_, cell)| {
        all.merge(&cell.total());
        all
    })
}
