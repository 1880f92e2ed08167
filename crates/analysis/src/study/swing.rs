//! The journey from one touchpoint to the next, among those who answered for both.

use std::collections::BTreeMap;

use cxpress_report::{PairedDifference, Swing};
use cxpress_stats::paired;

use super::complete_cases::{CompleteCases, contributions, values};
use crate::cube::Case;

/// The swings between neighbours: figures of the journey that follow each other in one source.
pub(crate) fn found(complete: &CompleteCases<'_>) -> Vec<Swing> {
    let questions = &complete.schema.measures;
    let on_journey: Vec<usize> = (0..questions.len())
        .filter(|at| questions[*at].metric.spec().journey)
        .collect();
    let neighbours = on_journey.windows(2).map(|pair| [pair[0], pair[1]]);
    let alike = |[from, to]: &[usize; 2]| {
        let (from, to) = (&questions[*from], &questions[*to]);
        from.source == to.source && from.metric.spec().id == to.metric.spec().id
    };
    neighbours
        .filter(alike)
        .filter_map(|pair| swing(complete, pair))
        .collect()
}

fn swing(complete: &CompleteCases<'_>, pair: [usize; 2]) -> Option<Swing> {
    let [from, to] = pair;
    let of = |at: usize| contributions(&complete.schema.measures[at]);
    let contributions = [of(from)?, of(to)?];
    let in_period = |period: usize| {
        let shown = pair.iter().all(|at| complete.shows(*at, period));
        shown
            .then(|| in_period(complete, pair, &contributions, period))
            .flatten()
    };
    Some(Swing {
        from,
        to,
        periods: (0..complete.timeline.ids.len()).map(in_period).collect(),
    })
}

fn in_period(
    complete: &CompleteCases<'_>,
    pair: [usize; 2],
    contributions: &[BTreeMap<i16, f64>; 2],
    period: usize,
) -> Option<PairedDifference> {
    let cases = complete.cases(&pair, period);
    // Those who answered for one alone could else be told from what is published of each.
    let alone = pair.map(|at| complete.count(&[at], period) - cases.len());
    let enough =
        !cases.is_empty() && [cases.len(), alone[0], alone[1]].map(|n| complete.may_tell(n)) == [true; 3];
    let differences: Vec<(f64, f64, usize)> = cases
        .iter()
        .filter_map(|case| Some((difference(case, contributions)?, case.weight, case.group)))
        .collect();
    let of = |but: Option<usize>| {
        let kept = differences.iter().filter(move |(.., group)| but != Some(*group));
        values(kept.map(|(value, weight, _)| (*value, *weight)))
    };
    let all = of(None).filter(|_| enough)?;
    let without = |group| Some(of(Some(group))?.mean);
    let range = |z| paired::t_interval(all.mean, all.sd * all.sd, all.n, z);
    let (interval, tested) = complete.tested(pair[0], &cases, (all.mean, range), without)?;
    Some(PairedDifference {
        pairs: cases.len() as u64,
        difference: all.mean,
        interval,
        tested,
        sampled_from: complete.sampled_from(pair[0], period),
    })
}

fn difference(case: &Case, contributions: &[BTreeMap<i16, f64>; 2]) -> Option<f64> {
    let [from, to] = contributions;
    Some(to.get(&case.answers[1])? - from.get(&case.answers[0])?)
}
