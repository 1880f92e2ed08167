//! The touchpoints of the journey in their order, the stages that they belong to, and which of them can be held against
//! each other.

use cxpress_chart::Stretch;
use cxpress_report::Report;

use super::{comparable, short_name};
use crate::language::Words;
use crate::plan::tells;

/// The figures whose steps along the journey are known, in its order.
pub(super) fn emotions(report: &Report) -> Vec<usize> {
    let mut stops: Vec<usize> = Vec::new();
    for stop in report.swings.iter().flat_map(|swing| [swing.from, swing.to]) {
        if !stops.contains(&stop) {
            stops.push(stop);
        }
    }
    stops
}

/// The stages that figures of touchpoints belong to, where there are stages.
pub(super) fn stretches(report: &Report, words: &Words, stops: &[usize]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (from, figure) in stops.iter().enumerate() {
        let label = stage_name(report, words, short_name(&report.figures[*figure]));
        let goes_on = stretches.last().map(|last| &last.label) == label.as_ref();
        stretches.extend(label.filter(|_| !goes_on).map(|label| Stretch { label, from }));
    }
    stretches
}

/// The name of the stage that a touchpoint belongs to; none where the journey has no stages.
pub(super) fn stage_name(report: &Report, words: &Words, touchpoint: &str) -> Option<String> {
    let stage = report.stage(touchpoint).map(|at| report.stages[at].label.clone());
    stage.or_else(|| (!report.stages.is_empty()).then(|| words.get("stage-none")))
}

/// The place of a touchpoint on the journey.
pub(super) fn place_on_journey(report: &Report, touchpoint: &str) -> usize {
    let place = report.touchpoints.iter().position(|known| known == touchpoint);
    place.unwrap_or(report.touchpoints.len())
}

/// The touchpoints that can be held against each other: of those that have something to tell in the period, the largest
/// number from one source with one metric, scale and unit, in the order of the journey; of equals, the first.
pub(super) fn alike(report: &Report, period: usize) -> Vec<usize> {
    let told = |index: &usize| {
        let figure = &report.figures[*index];
        figure.touchpoint.is_some() && figure.total.get(period).is_some_and(tells)
    };
    let mut stops: Vec<usize> = (0..report.figures.len()).filter(told).collect();
    stops.sort_by_key(|index| place_on_journey(report, short_name(&report.figures[*index])));
    let group = |index: &usize| -> Vec<usize> {
        let own = comparable(&report.figures[*index]);
        stops
            .iter()
            .copied()
            .filter(|other| comparable(&report.figures[*other]) == own)
            .collect()
    };
    let groups = stops.iter().map(group);
    groups.fold(Vec::new(), |largest, group| {
        if group.len() > largest.len() {
            group
        } else {
            largest
        }
    })
}
