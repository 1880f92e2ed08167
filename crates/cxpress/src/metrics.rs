//! The metrics that come with the command: one line each.

use cxpress_metric::Metric;

/// All metrics, in the order of the glossary.
#[must_use]
pub fn metrics() -> Vec<&'static dyn Metric> {
    vec![
        &cxpress_survey::nps::Nps,
        &cxpress_survey::csat::Csat,
        &cxpress_survey::ces::Ces,
        &cxpress_tickets::duration::Resolution,
        &cxpress_tickets::duration::FirstResponse,
        &cxpress_tickets::sla::Sla,
        &cxpress_tickets::backlog::Backlog,
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cxpress_metric::{Input, SummaryKind};

    use super::*;

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<_> = metrics().iter().map(|metric| metric.spec().id).collect();
        assert_eq!(ids.len(), metrics().len());
    }

    #[test]
    fn every_metric_is_explained_and_its_inputs_can_be_had() {
        for metric in metrics() {
            let spec = metric.spec();
            let text = spec.explanation_in("en-GB");
            for part in [
                "**What it is.**",
                "**How it is computed.**",
                "**How to read it.**",
                "**How it misleads.**",
            ] {
                assert!(text.contains(part), "{}: {part}", spec.id);
            }
            let known = ["solved", "due", "first_response"];
            assert!(
                spec.needs.iter().all(|column| known.contains(column)),
                "{}",
                spec.id
            );
            assert_eq!(
                spec.input == Input::Answers,
                spec.kind == SummaryKind::Scores,
                "{}",
                spec.id
            );
            assert!(spec.enough > 0.0, "{}", spec.id);
        }
    }
}
