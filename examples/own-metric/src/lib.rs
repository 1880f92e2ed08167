//! A metric of a company's own: the share of customers who gave the highest answer.
//!
//! `project` is a report that uses it, with a theme of the company's own in `project/themes/acme`.

use cxpress_estimates::{count, scores, share};
use cxpress_metric::{Difference, Evidence, Figure, Metric, MetricSpec, Question, Unit};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("delight", Unit::Percent);
    spec.words = &[("en", include_str!("delight.en.ftl"))];
    spec.explanation = &[("en", include_str!("delight.en.md"))];
    spec
};

/// Delight: the share of answers that are the highest of the scale, with Wilson's interval.
#[derive(Clone, Copy, Debug, Default)]
pub struct Delight;

fn is_highest(question: &Question) -> impl Fn(i32) -> bool + Copy {
    let highest = question.scale.map_or(5, |scale| scale.high);
    move |score| score == highest
}

impl Metric for Delight {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let is_highest = is_highest(question);
        scores::figure(evidence.summary, Unit::Percent, |scores| {
            let highest = scores.cells().filter(|cell| is_highest(cell.score));
            let delighted = count("delighted", highest.map(|cell| cell.n).sum(), scores.n());
            (share::reading(scores, is_highest), vec![delighted])
        })
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        share::difference(before.summary, after.summary, is_highest(question))
    }
}
