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
    use cxpress_themes::Theme;

    use super::*;

    /// What the theme or the metric itself says of it in a language.
    fn explained<'a>(theme: &'a Theme, metric: &dyn Metric, language: &'a str) -> &'a str {
        let spec = metric.spec();
        if let Some(text) = theme.explanations(language).get(spec.id) {
            return text;
        }
        let own = spec.explanation.iter().find(|(own, _)| *own == language);
        own.map_or_else(
            || panic!("{}: nothing in `{language}`", spec.id),
            |(_, text)| text,
        )
    }

    /// What the paragraphs of an explanation begin with: `What it is`.
    fn parts<'a>(text: &'a str, of: &str) -> Vec<&'a str> {
        let part = |paragraph: &'a str| {
            let rest = paragraph
                .strip_prefix("**")
                .and_then(|rest| rest.split_once(".** "));
            rest.map(|(part, _)| part)
        };
        let parts = text.trim().split("\n\n").map(part);
        parts
            .map(|part| part.unwrap_or_else(|| panic!("{of}: each paragraph says what it tells")))
            .collect()
    }

    #[test]
    fn every_metric_is_explained_in_every_language_of_the_theme_by_the_same_parts() {
        let theme = Theme::default();
        for language in theme.languages() {
            let expected = parts(explained(&theme, metrics()[0], language), language);
            assert_eq!(expected.len(), 4, "{language}");
            for metric in metrics() {
                let of = format!("{} in `{language}`", metric.spec().id);
                assert_eq!(parts(explained(&theme, metric, language), &of), expected, "{of}");
            }
        }
        let english = parts(explained(&theme, metrics()[0], "en"), "en");
        let known = [
            "What it is",
            "How it is computed",
            "How to read it",
            "How it misleads",
        ];
        assert_eq!(english, known);
    }

    #[test]
    fn no_metric_is_explained_twice_in_a_language() {
        for metric in metrics() {
            let told = metric.spec().explanation.iter().map(|(language, _)| language);
            let unique: BTreeSet<_> = told.clone().collect();
            assert_eq!(unique.len(), told.count(), "{}", metric.spec().id);
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
