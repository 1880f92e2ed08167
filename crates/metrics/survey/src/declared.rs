//! Metrics that a configuration declares: a share, a net share or a mean of any question, by the scores it names.

use cxpress_estimates::net::Net;
use cxpress_estimates::{scores, share};
use cxpress_metric::{Difference, Evidence, Figure, Groups, Metric, MetricSpec, Question, Unit};

const fn spec(id: &'static str, unit: Unit, groups: Groups) -> MetricSpec {
    let mut spec = MetricSpec::of_answers(id, unit);
    spec.direction = None;
    spec.groups = groups;
    spec
}

const SHARE: MetricSpec = {
    let mut spec = spec("share", Unit::Percent, Groups::Good);
    spec.words = &scores::WORDS;
    spec.explanation = &[
        ("en", include_str!("share.en.md")),
        ("de", include_str!("share.de.md")),
    ];
    spec
};

const NET: MetricSpec = {
    let mut spec = spec("net", Unit::Points, Groups::GoodAndBad);
    spec.words = &[
        ("en", include_str!("net.en.ftl")),
        ("de", include_str!("net.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("net.en.md")),
        ("de", include_str!("net.de.md")),
    ];
    spec
};

const MEAN: MetricSpec = {
    let mut spec = spec("mean", Unit::Mean, Groups::Fixed);
    spec.words = &scores::WORDS;
    spec.explanation = &[
        ("en", include_str!("mean.en.md")),
        ("de", include_str!("mean.de.md")),
    ];
    spec
};

/// The share of answers among those that the question names as `good`, with the Wilson interval (Wilson 1927).
#[derive(Clone, Copy, Debug, Default)]
pub struct Share;

/// The share of answers among those that the question names as `good`, less the share among those it names as `bad`, with
/// the adjusted Wald interval (Rocks 2016).
#[derive(Clone, Copy, Debug, Default)]
pub struct NetShare;

/// The mean answer, with Student's t interval.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean;

impl Metric for Share {
    fn spec(&self) -> &MetricSpec {
        &SHARE
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        scores::evaluate(evidence.summary, question, |score| question.good.contains(&score))
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        scores::difference(before.summary, after.summary, question, |score| {
            question.good.contains(&score)
        })
    }
}

impl Metric for NetShare {
    fn spec(&self) -> &MetricSpec {
        &NET
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        groups(question).figure(
            evidence.summary,
            ["for", "neither", "against"],
            ["for-count", "neither-count", "against-count"],
        )
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        groups(question).difference(before.summary, after.summary)
    }
}

fn groups(question: &Question) -> Net<impl Fn(i32) -> bool + Copy, impl Fn(i32) -> bool + Copy> {
    Net {
        good: move |score| question.good.contains(&score),
        bad: move |score| question.bad.contains(&score),
    }
}

impl Metric for Mean {
    fn spec(&self) -> &MetricSpec {
        &MEAN
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        scores::figure(evidence.summary, Unit::Mean, |scores| {
            (share::mean_reading(scores, ends(question)), Vec::new())
        })
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        share::mean_difference(before.summary, after.summary, ends(question))
    }
}

/// The ends of the scale of a question, where it has one.
fn ends(question: &Question) -> (f64, f64) {
    question.scale.map_or((f64::MIN, f64::MAX), |scale| {
        (f64::from(scale.low), f64::from(scale.high))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Scores, Statistic, Summary, laws};

    fn summary() -> Summary {
        Summary::Scores(Scores::from_counts([(1, 10), (2, 20), (3, 30), (4, 25), (5, 15)]))
    }

    #[track_caller]
    fn check(metric: &dyn Metric, question: &Question, value: f64) {
        let figure = metric.evaluate(Evidence::of(&summary()), question);
        let found = figure.headline.estimate().expect("a value").value;
        assert!((found - value).abs() < 1e-9, "{found}");
        laws::check(metric, question).unwrap();
    }

    #[test]
    fn the_question_says_which_scores_count() {
        let question = |metric| Question::new("wait", metric).with_scale(1, 5);
        check(&Share, &question("share").with_groups([1, 5], []), 25.0);
        check(
            &Share,
            &question("share")
                .with_groups([5], [])
                .with_statistic(Statistic::Mean),
            3.15,
        );
        check(&NetShare, &question("net").with_groups([4, 5], [1, 2]), 10.0);
        check(&Mean, &question("mean"), 3.15);
    }
}
