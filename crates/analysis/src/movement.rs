//! Why a total moved: its change, split exactly into mix and rate by the values of a dimension.

use cxpress_report::{Movement, MovementRow};
use cxpress_stats::mix::{Segment, Side, split};

use crate::evaluate::Evaluated;
use crate::plan::Planned;

/// A value of the dimension in the two periods; none where it is withheld or was not there.
pub(crate) struct Part<'a> {
    pub(crate) value: usize,
    pub(crate) before: Option<&'a Evaluated>,
    pub(crate) after: Option<&'a Evaluated>,
}

/// Splits the change of a total by the values of a dimension that are shown. The others are one row together, if
/// they are enough to be shown; else there is no split.
pub(crate) fn movement(
    planned: &Planned<'_>,
    dimension: usize,
    totals: (&Evaluated, &Evaluated),
    parts: &[Part<'_>],
    minimum: u64,
) -> Option<Movement> {
    if parts.len() < 2 {
        return None;
    }
    let rest = |total: &Evaluated, parts: &mut dyn Iterator<Item = &Evaluated>| {
        let rest = parts.fold(total.cell.clone(), |rest, part| rest.without(&part.cell));
        Evaluated::new(planned, rest, None)
    };
    let before = rest(totals.0, &mut parts.iter().filter_map(|part| part.before));
    let after = rest(totals.1, &mut parts.iter().filter_map(|part| part.after));
    if [&before, &after]
        .iter()
        .any(|rest| (1..minimum).contains(&rest.cell.n()))
    {
        return None;
    }
    let others = Part {
        value: usize::MAX,
        before: Some(&before),
        after: Some(&after),
    };
    let all: Vec<&Part<'_>> = parts.iter().chain(std::iter::once(&others)).collect();
    let segments: Vec<Segment> = all
        .iter()
        .map(|part| Segment {
            before: side(planned, part.before),
            after: side(planned, part.after),
        })
        .collect();
    let split = split(&segments)?;
    let weights = [totals.0, totals.1].map(weight);
    let rows = all
        .iter()
        .zip(&segments)
        .zip(&split.rows)
        .map(|((part, segment), row)| MovementRow {
            value: (part.value != usize::MAX).then_some(part.value),
            share_before: segment.before.map_or(0.0, |side| side.weight / weights[0]),
            share_after: segment.after.map_or(0.0, |side| side.weight / weights[1]),
            before: segment.before.map(|side| side.score),
            after: segment.after.map(|side| side.score),
            rate: row.rate,
            mix: row.mix,
        });
    let rows = rows
        .filter(|row| row.before.is_some() || row.after.is_some())
        .collect();
    Some(Movement {
        dimension,
        total: split.total,
        rate: split.rate,
        mix: split.mix,
        rows,
    })
}

fn weight(side: &Evaluated) -> f64 {
    side.summary
        .scores()
        .map_or_else(|| side.summary.n() as f64, cxpress_metric::Scores::weight)
}

fn side(planned: &Planned<'_>, part: Option<&Evaluated>) -> Option<Side> {
    let part = part?;
    Some(Side {
        weight: weight(part),
        score: part.judged(planned)?.value,
    })
}
