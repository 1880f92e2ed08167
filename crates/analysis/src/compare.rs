//! Two cells to a comparison. The verdict comes later, with the family.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cxpress_metric::{Difference, Direction, Interval};
use cxpress_report::{Change, Comparison, Contrast, Verdict};
use cxpress_stats::{Range, Z95, invert, jackknife};

use crate::evaluate::{Evaluated, LeftOut};
use crate::schema::Measure;

/// A p at or under this is a word: two families of .025 make 5 %.
pub(crate) const LEVEL: f64 = 0.025;
/// The .8 quantile of the normal distribution: the power of 80 %.
const Z_POWER: f64 = 0.841_621_233_572_914_2;

/// Compares `after` with `before`; nothing where a side has no value to judge.
pub(crate) fn compare(
    measure: &Measure<'_>,
    contrast: Contrast,
    before: &Evaluated,
    after: &Evaluated,
) -> Option<Comparison> {
    let smaller_base = before
        .judged(measure)?
        .effective
        .min(after.judged(measure)?.effective);
    let change = change(measure, before, after, measure.weighted, true);
    let too_few = smaller_base < measure.metric.spec().enough;
    let verdict = if too_few {
        Verdict::TooFew
    } else {
        Verdict::NoEvidence
    };
    Some(Comparison {
        contrast,
        verdict,
        change,
        adjusted_p: None,
        smaller_base,
        readings: Vec::new(),
    })
}

/// The same comparison without weights, and as if answers were independent, in all combinations but the one
/// that counts.
pub(crate) fn readings(measure: &Measure<'_>, before: &Evaluated, after: &Evaluated) -> Vec<Change> {
    if !measure.weighted && !measure.clustered {
        return Vec::new();
    }
    let mut found = Vec::new();
    if measure.weighted {
        let [plain_before, plain_after] =
            [before, after].map(|side| Evaluated::new(measure, side.cell.unweighted(), None));
        found.extend(change(measure, &plain_before, &plain_after, false, false));
        if measure.clustered {
            found.extend(change(measure, &plain_before, &plain_after, false, true));
        }
    }
    if measure.clustered {
        found.extend(change(measure, before, after, measure.weighted, false));
    }
    found
}

fn change(
    measure: &Measure<'_>,
    before: &Evaluated,
    after: &Evaluated,
    weighted: bool,
    clustered: bool,
) -> Option<Change> {
    let difference = difference(measure, before, after)?;
    let formula = range(&difference, Z95)?;
    let error = if clustered {
        jackknifed(before, after)
    } else {
        None
    };
    let ratio = error.map_or(1.0, |(error, groups)| {
        jackknife::widening(error, groups, formula, Z95)
    });
    let widened = |z: f64| range(&difference, z).map(|range| range.widened(difference.point, ratio));
    let limit = span(measure, after);
    let wide = widened(Z95)?;
    let shown = wide.clipped(-limit, limit);
    let p = invert::p_value(widened)?;
    Some(Change {
        weighted,
        clustered: clustered && measure.clustered,
        unit: measure.judged_unit(),
        before: before.judged(measure)?.value,
        after: after.judged(measure)?.value,
        difference: difference.point,
        interval: Interval::new(shown.low, shown.high),
        standard_error: error.map(|(error, _)| error),
        p,
        alone: verdict(measure, difference.point, p),
        detectable: (Z95 + Z_POWER) * wide.width() / (2.0 * Z95),
        approximation: difference.approximation,
    })
}

fn difference(measure: &Measure<'_>, before: &Evaluated, after: &Evaluated) -> Option<Difference> {
    let run = || {
        measure
            .metric
            .difference(before.evidence(), after.evidence(), &measure.config.question)
    };
    catch_unwind(AssertUnwindSafe(run)).ok().flatten()
}

fn range(difference: &Difference, z: f64) -> Option<Range> {
    difference.at(z).map(|(low, high)| Range { low, high })
}

/// The largest difference there can be.
fn span(measure: &Measure<'_>, side: &Evaluated) -> f64 {
    side.judged(measure)
        .map_or(f64::MAX, |estimate| estimate.limits.1 - estimate.limits.0)
}

/// The standard error of a difference by the delete-a-group jackknife over the clusters of both sides, and the
/// effective number of groups. A cluster that is on both sides, such as a customer, is left out of both at once.
fn jackknifed(before: &Evaluated, after: &Evaluated) -> Option<(f64, f64)> {
    let groups: BTreeSet<usize> = before
        .leave_out
        .keys()
        .chain(after.leave_out.keys())
        .copied()
        .collect();
    let (old, new) = (full(before)?, full(after)?);
    let without = |side: &Evaluated, all: f64, group: &usize| {
        let unchanged = LeftOut {
            value: all,
            size: 0.0,
        };
        side.leave_out.get(group).copied().unwrap_or(unchanged)
    };
    let (values, sizes): (Vec<f64>, Vec<f64>) = groups
        .iter()
        .map(|group| {
            let (old, new) = (without(before, old, group), without(after, new, group));
            (new.value - old.value, new.size + old.size)
        })
        .unzip();
    Some((
        jackknife::delete_group(&values)?,
        jackknife::effective_groups(&sizes),
    ))
}

/// The judged value with all clusters in, for a side that has clusters.
fn full(side: &Evaluated) -> Option<f64> {
    (!side.leave_out.is_empty()).then_some(side.judged_value)
}

/// The verdict that a p gives.
pub(crate) fn verdict(measure: &Measure<'_>, difference: f64, p: f64) -> Verdict {
    let better = match measure.judged_direction() {
        Direction::HigherIsBetter => difference > 0.0,
        Direction::LowerIsBetter => difference < 0.0,
        Direction::Neither => return Verdict::NoEvidence,
    };
    match (p <= LEVEL, better) {
        (false, _) => Verdict::NoEvidence,
        (true, true) => Verdict::Improved,
        (true, false) => Verdict::Worsened,
    }
}
