//! Why a total moved: its change, split exactly into mix and rate by the values of a dimension.

use std::collections::BTreeSet;

use cxpress_metric::{Interval, Scores, Summary};
use cxpress_report::{Decomposition, DecompositionRow, RowIntervals};
use cxpress_stats::mix::{self, Chance, Row, RowError, Segment, Side, split};
use cxpress_stats::{Z95, jackknife};

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
    let errors = errors(measure, &all, &segments);
    let rows = all.iter().zip(&segments).zip(&split.rows).zip(0..);
    let rows = rows.map(|(((part, segment), split), at): (_, usize)| DecompositionRow {
        intervals: errors.as_ref().map(|errors| intervals(split, &errors[at])),
        ..row(part, segment, split, weights)
    });
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
        intervals: None,
    }
}

fn intervals(row: &Row, error: &RowError) -> RowIntervals {
    let about = |value: f64, error: f64| Interval::new(value - Z95 * error, value + Z95 * error);
    RowIntervals {
        rate: about(row.rate, error.rate),
        mix: about(row.mix, error.mix),
        sum: about(row.rate + row.mix, error.sum),
    }
}

/// The standard errors of the rows: by the delta method, and where answers came in clusters by the jackknife if that is
/// larger. None where a part has no interval.
fn errors(measure: &Measure<'_>, parts: &[&Part<'_>], segments: &[Segment]) -> Option<Vec<RowError>> {
    let chance = |part: Option<&Evaluated>| {
        let judged = part?.judged(measure)?;
        let (_, se) = judged.adjusted()?;
        let base = judged.effective;
        (base > 0.0).then_some(Chance { base, se })
    };
    let chances: Vec<[Option<Chance>; 2]> = parts
        .iter()
        .map(|part| [chance(part.before), chance(part.after)])
        .collect();
    let mut errors = mix::errors(segments, &chances)?;
    let left_out: Vec<Vec<Row>> = clusters(parts)
        .into_iter()
        .filter_map(|cluster| {
            let without: Vec<Segment> = parts
                .iter()
                .zip(segments)
                .map(|(part, segment)| Segment {
                    before: side_without(part.before, segment.before, cluster),
                    after: side_without(part.after, segment.after, cluster),
                })
                .collect();
            Some(split(&without)?.rows)
        })
        .collect();
    for (at, error) in errors.iter_mut().enumerate() {
        let larger = |formula: f64, of: fn(&Row) -> f64| {
            let values: Vec<f64> = left_out.iter().map(|rows| of(&rows[at])).collect();
            jackknife::delete_group(&values).map_or(formula, |error| error.max(formula))
        };
        *error = RowError {
            rate: larger(error.rate, |row| row.rate),
            mix: larger(error.mix, |row| row.mix),
            sum: larger(error.sum, |row| row.rate + row.mix),
        };
    }
    Some(errors)
}

/// The buckets of clusters of both periods; none where answers are taken as independent.
fn clusters(parts: &[&Part<'_>]) -> BTreeSet<usize> {
    let sides = parts.iter().flat_map(|part| [part.before, part.after]);
    let keys = sides.flatten().flat_map(|side| side.leave_out.keys());
    keys.copied().collect()
}

/// A side without one bucket of clusters.
fn side_without(part: Option<&Evaluated>, side: Option<Side>, cluster: usize) -> Option<Side> {
    let (part, side) = (part?, side?);
    let Some(left) = part.leave_out.get(&cluster) else {
        return Some(side);
    };
    let of_cluster = part.cell.clusters().find(|(index, _)| *index == cluster);
    let less = of_cluster.map_or(0.0, |(_, summary)| summary_weight(summary));
    let weight = side.weight - less;
    (weight > 0.0).then_some(Side {
        weight,
        score: left.value,
    })
}

fn summary_weight(summary: &Summary) -> f64 {
    let scores = summary.scores();
    scores.map_or_else(|| summary.n() as f64, Scores::weight)
}

fn weight(side: &Evaluated) -> f64 {
    summary_weight(&side.summary)
}

fn side(measure: &Measure<'_>, part: Option<&Evaluated>) -> Option<Side> {
    let part = part?;
    Some(Side {
        weight: weight(part),
        score: part.judged(measure)?.value,
    })
}
