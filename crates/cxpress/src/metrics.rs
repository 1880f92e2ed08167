//! The metrics that come with the command: one line each.

use cxpress_metric::Metric;

/// All metrics, in the order of the glossary.
#[must_use]
pub fn metrics() -> Vec<&'static dyn Metric> {
    vec![
        &cxpress_survey::nps::Nps,
        &cxpress_survey::ambassador::Ambassador,
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
        &cxpress_customers::loss::Loss,
        &cxpress_customers::retention::Retention,
        &cxpress_customers::win_back::WinBack,
        &cxpress_customers::referral::Referral,
        &cxpress_reviews::rating::Rating,
        &cxpress_reviews::response::ReviewResponse,
        &cxpress_reviews::reply_time::ReplyTime,
        &cxpress_orders::perfect::PerfectOrder,
        &cxpress_orders::amount::Amount,
        &cxpress_outreach::response_rate::ResponseRate,
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cxpress_metric::{Input, SummaryKind};

    use super::*;

    /// The languages that the default theme has words for.
    fn languages() -> Vec<String> {
        let theme = cxpress_themes::Theme::default();
        let named = |path: &str| {
            path.strip_prefix("strings/")?
                .strip_suffix(".ftl")
                .map(str::to_owned)
        };
        theme.files().into_keys().filter_map(named).collect()
    }

    /// What the paragraphs of an explanation begin with.
    fn parts(language: &str) -> [&'static str; 4] {
        match language {
            "en" => [
                "What it is",
                "How it is computed",
                "How to read it",
                "How it misleads",
            ],
            "de" => [
                "Was es ist",
                "Wie es berechnet wird",
                "Wie es zu lesen ist",
                "Wie es täuscht",
            ],
            other => panic!("say here how explanations in `{other}` are divided"),
        }
    }

    #[test]
    fn every_metric_is_explained_in_every_language_of_the_theme() {
        assert!(
            ["en", "de"]
                .iter()
                .all(|known| languages().iter().any(|it| it == known))
        );
        for metric in metrics() {
            let spec = metric.spec();
            let told: Vec<_> = spec.explanation.iter().map(|(language, _)| *language).collect();
            let unique: BTreeSet<_> = told.iter().collect();
            assert_eq!(unique.len(), told.len(), "{}: {told:?}", spec.id);
            for language in languages() {
                let found = spec.explanation.iter().find(|(own, _)| *own == language);
                let (_, text) = found.unwrap_or_else(|| panic!("{}: nothing in `{language}`", spec.id));
                let begins: Vec<_> = text.trim().split("\n\n").collect();
                assert_eq!(begins.len(), 4, "{} in `{language}`", spec.id);
                for (paragraph, part) in begins.iter().zip(parts(&language)) {
                    assert!(
                        paragraph.starts_with(&format!("**{part}.** ")),
                        "{}: {part}",
                        spec.id
                    );
                }
            }
        }
    }

    #[test]
    fn all_metrics_keep_the_laws() {
        let broken = cxpress_metric::laws::check_all(&metrics())
            .err()
            .unwrap_or_default();
        assert!(broken.is_empty(), "{broken:#?}");
    }

    #[test]
    fn answers_and_comments_are_scores() {
        for metric in metrics() {
            let spec = metric.spec();
            let scores = matches!(spec.input, Input::Answers | Input::Comments);
            assert_eq!(scores, spec.kind == SummaryKind::Scores, "{}", spec.id);
        }
    }
}
