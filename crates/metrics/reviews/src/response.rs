//! The share of reviews that were answered.

use cxpress_estimates::waiting::DAY;
use cxpress_estimates::window;
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Kind, Lens, Measured, Metric, MetricSpec, Question,
    SummaryKind, Unit,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Reviews,
        "review-response",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.lens = Lens::Perception;
    spec.needs = &[Field::Replied];
    spec.within = Some(7 * DAY);
    spec.words = &[
        ("en", include_str!("response.en.ftl")),
        ("de", include_str!("response.de.ftl")),
        window::WORDS[0],
        window::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("response.en.md")),
        ("de", include_str!("response.de.md")),
    ];
    spec
};

/// Answered reviews: of the reviews of the period, the share that was answered within the window (`within:`,
/// 7 days by default). Reviews whose window is not over at the end of the period are left out, and counted as
/// such.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReviewResponse;

impl Metric for ReviewResponse {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let replied = batch.fields.time(Field::Replied);
        let written = |row: usize| batch.created.get(row).copied();
        let answered = |row, start| window::holds(replied.at(row), start, window);
        window::measure(batch, window, written, answered, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        window::evaluate(evidence.summary, "answered", "unanswered")
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        window::difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    #[test]
    fn a_reply_counts_within_the_window() {
        let question = Question::new("answered", "review-response").with_within(20);
        let figures = Records::of(&[Field::Replied], 2)
            .with(10, [Some(30)])
            .with(10, [Some(31)])
            .with(10, [None])
            .with(85, [Some(86)])
            .with(110, [Some(110)])
            .figures(&ReviewResponse, &question);
        let found = ["answered", "unanswered", "window-open"].map(|part| figures[0].value(Some(part)));
        assert_eq!(found, [Some(1.0), Some(2.0), Some(1.0)]);
        assert_eq!(figures[1].value(None), Some(100.0));
    }

    #[test]
    fn laws_hold() {
        laws::check(&ReviewResponse, &Question::new("answered", "review-response")).unwrap();
    }
}
