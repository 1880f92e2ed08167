//! Why a total moved: its change, split exactly into mix and rate by the values of a dimension.

use cxpress_report::{Decomposition, DecompositionRow};
use cxpress_stats::mix::{Row, Segment, Side, split};

use crate::evaluate::Evaluated;
use crate::schema::Measure;

/// A value of the dimension in the two periods; none where it is withheld or was not there.
pub(crate) struct Part<'a> {
    /// The value; none for everybody else.
    pub(crate) value: Option<usize>,
    pub(crate) before: Option<&'a Evaluated>,
    pub(crate) after: Option<&'a Evaluated>,
}

/// Splits the change of a total by the values of a dimension that are shown. The others are one row together, if
/// they are enough to be shown; else there is no split.
pub(crate) fn decompose(
    measure: &Measure<'_>,
    dimension: usize,
    totals: (&Evaluated, &Evaluated),
    parts: &[Part<'_>],
    minimum: u64,
) -> Option<Decomposition> {
    if parts.len() < 2 {
        return None;
    }
    let before = others(
        measure,
        totals.0,
        parts.iter().filter_map(|part| part.before),
        minimum,
    )?;
    let after = others(
        measure,
        totals.1,
        parts.iter().filter_map(|part| part.after),
        minimum,
    )?;
    let everybody_else = Part {
        value: None,
        before: Some(&before),
        after: Some(&after),
    };
    let all: Vec<&Part<'_>> = parts.iter().chain(std::iter::once(&everybody_else)).collect();
    let segments: Vec<Segment> = all
        .iter()
        .map(|part| Segment {
            before: side(measure, part.before),
            after: side(measure, part.after),
        })
        .collect();
    let split = split(&segments)?;
    let weights = (weight(totals.0), weight(totals.1));
    let rows = all.iter().zip(&segments).zip(&split.rows);
    let rows = rows.map(|((part, segment), split)| row(part, segment, split, weights));
    let rows = rows
        .filter(|row| row.before.is_some() || row.after.is_some())
        .collect();
    Some(Decomposition {
        dimension,
        total: split.total,
        rate: split.rate,
        mix: split.mix,
        rows,
    })
}

/// Everybody who is in none of the parts; nothing if they are too few to be shown.
fn others<'a>(
    measure: &Measure<'_>,
    total: &Evaluated,
    parts: impl Iterator<Item = &'a Evaluated>,
    minimum: u64,
) -> Option<Evaluated> {
    let rest = parts.fold(total.cell.clone(), |rest, part| rest.without(&part.cell));
    let too_few = (1..minimum).contains(&rest.n());
    (!too_few).then(|| Evaluated::new(measure, rest, None))
}

fn row(part: &Part<'_>, segment: &Segment, split: &Row, weights: (f64, f64)) -> DecompositionRow {
    DecompositionRow {
        value: part.value,
        share_before: segment.before.map_or(0.0, |side| side.weight / weights.0),
        share_after: segment.after.map_or(0.0, |side| side.weight / weights.1),
        before: segment.before.map(|side| side.score),
        after: segment.after.map(|side| side.score),
        rate: split.rate,
        mix: split.mix,
    }
}

fn weight(side: &Evaluated) -> f64 {
    side.summary
        .scores()
        .map_or_else(|| side.summary.n() as f64, cxpress_metric::Scores::weight)
}

fn side(measure: &Measure<'_>, part: Option<&Evaluated>) -> Option<Side> {
    let part = part?;
    Some(Side {
        weight: weight(part),
        score: part.judged(measure)?.value,
    })
}
