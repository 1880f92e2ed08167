//! The metrics that come with the command: one line each.

use cxpress_metric::Metric;

/// All metrics, in the order of the glossary.
#[must_use]
pub fn metrics() -> Vec<&'static dyn Metric> {
    vec![
        &cxpress_survey::nps::Nps,
        &cxpress_survey::csat::Csat,
        &cxpress_survey::ces::Ces,
        &cxpress_survey::expectation::Expectation,
        &cxpress_survey::gap::Gap,
        &cxpress_journey::emotion::Emotion,
        &cxpress_survey::declared::Share,
        &cxpress_survey::declared::NetShare,
        &cxpress_survey::declared::Mean,
        &cxpress_tickets::duration::Resolution,
        &cxpress_tickets::duration::FirstResponse,
        &cxpress_tickets::sla::Sla,
        &cxpress_tickets::first_contact::FirstContact,
        &cxpress_tickets::reopen::Reopen,
        &cxpress_tickets::repeat::RepeatContact,
        &cxpress_tickets::backlog::Backlog,
        &cxpress_comments::sentiment::Sentiment,
        &cxpress_comments::theme::Theme,
        &cxpress_customers::churn::Churn,
        &cxpress_customers::retention::Retention,
        &cxpress_customers::win_back::WinBack,
        &cxpress_customers::referral::Referral,
        &cxpress_reviews::rating::Rating,
        &cxpress_reviews::response::ReviewResponse,
        &cxpress_reviews::reply_time::ReplyTime,
        &cxpress_orders::perfect::PerfectOrder,
        &cxpress_outreach::response_rate::ResponseRate,
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cxpress_metric::{Field, Input, SummaryKind};

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
            let of_it = |field: &Field| spec.input == Input::Records(field.kind());
            assert!(spec.needs.iter().all(of_it), "{}", spec.id);
            assert_eq!(
                matches!(spec.input, Input::Answers | Input::Comments),
                spec.kind == SummaryKind::Scores,
                "{}",
                spec.id
            );
            assert!(spec.enough > 0.0, "{}", spec.id);
        }
    }
}
