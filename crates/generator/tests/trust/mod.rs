//! The page *How far this report can be trusted*: what simulations found of what a report is made with, and nothing else.

use std::collections::BTreeMap;

use cxpress_generator::proof::{Claim, What, known};
use cxpress_metric::Statistic;
use cxpress_report::{FigureSeries, Report};

use super::courses::html_without_commentary;
use super::fixture::report;
use super::{attributes, between, text_of, whole};

const PAGE: &str = "trust.html";

/// The fixture with figures changed.
fn with(change: impl Fn(&mut FigureSeries)) -> BTreeMap<String, String> {
    let mut report = report();
    report.figures.iter_mut().for_each(change);
    html_without_commentary(&report)
}

/// What a section says of a metric.
fn of_metric<'a>(page: &'a str, metric: &str) -> &'a str {
    between(page, &format!("id=\"trust-{metric}\""), "</ul>")
}

/// What the figures of a report are called in the table.
fn subjects(report: &Report) -> Vec<String> {
    report.figures.iter().map(subject).collect()
}

fn subject(figure: &FigureSeries) -> String {
    let metric = &figure.metric.id;
    if figure.statistic == Statistic::Mean {
        format!("{metric}-mean")
    } else {
        metric.clone()
    }
}

fn rows(what: What, subject: &str) -> Vec<&'static Claim> {
    let of_it = |claim: &&Claim| claim.what == what && claim.subject == subject;
    known().iter().filter(of_it).collect()
}

#[test]
fn it_speaks_of_the_metrics_of_the_report_and_of_no_others() {
    let (report, page) = (report(), &whole()[PAGE]);
    let told = attributes(page, "id")
        .into_iter()
        .filter_map(|id| id.strip_prefix("trust-"));
    let told: Vec<&str> = told.collect();
    let mut expected = subjects(&report);
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(told, expected);
    assert!(!expected.contains(&"reply-time".to_owned()) && !rows(What::Interval, "reply-time").is_empty());
}

/// Least and most of all rows of 30 answers, with how many samples each rests on.
#[test]
fn what_it_says_is_what_the_table_says() {
    let rows = rows(What::Interval, "nps")
        .into_iter()
        .filter(|claim| claim.answers == Some(30));
    let rows: Vec<&Claim> = rows.collect();
    let mut shares: Vec<String> = rows
        .iter()
        .map(|claim| format!("{:.1}", 100.0 * claim.share()))
        .collect();
    shares.sort_unstable();
    let (least, most) = (&shares[0], &shares[shares.len() - 1]);
    assert!(rows.len() > 1 && least < most);
    // Numbers and their units stay together.
    let text = text_of(of_metric(&whole()[PAGE], "nps")).replace('\u{a0}', " ");
    let expected =
        format!("the interval held the true value in {least} to {most} %. Promised: at least 93 %.");
    assert!(text.contains(&expected), "{expected}\n{text}");
    assert!(text.contains("Of 4,000 simulated months of 30 "), "{text}");
}

#[test]
fn weights_and_clusters_are_spoken_of_where_there_are_some() {
    let says = |pages: &BTreeMap<String, String>, what: &str| text_of(&pages[PAGE]).contains(what);
    let plain = with(|figure| (figure.weighted, figure.cluster) = (false, None));
    let both = with(|figure| (figure.weighted, figure.cluster) = (true, Some("visit".to_owned())));
    for what in [
        "With weights, and an effective base",
        "clusters, such as visits",
        "come in one cluster",
    ] {
        assert!(!says(&plain, what) && says(&both, what), "{what}");
    }
}

#[test]
fn levels_over_time_are_spoken_of_where_they_are_judged() {
    let text = |report: &Report| text_of(&html_without_commentary(report)[PAGE]);
    let mut without = report();
    let cells = without.figures.iter_mut().flat_map(|figure| &mut figure.total);
    for cell in cells {
        if let cxpress_report::Cell::Shown(shown) = cell {
            shown.course = None;
        }
    }
    let (found, not_found) = (text(&super::courses::with_a_course()), text(&without));
    for what in [
        "A fall of 10 points that stays",
        "A first year cannot tell a season from a change",
    ] {
        assert!(found.contains(what) && !not_found.contains(what), "{what}");
    }
    // Nobody chooses who answers, whatever is judged.
    assert!(not_found.contains("nothing here covers those who did not"));
}

#[test]
fn every_method_note_and_the_glossary_lead_to_it() {
    let report = report();
    for (path, page) in whole().iter().filter(|(path, _)| path.contains("/metrics/")) {
        let id = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".html"))
            .unwrap();
        let subject = subject(report.figure(id).unwrap());
        let note = between(page, "id=\"method\"", "</section>");
        assert!(
            note.contains(&format!("../../trust.html#trust-{subject}\"")),
            "{path}"
        );
    }
    let glossary = &whole()["learn.html"];
    for metric in report.figures.iter().map(|figure| &figure.metric.id) {
        assert!(
            glossary.contains(&format!("\"trust.html#trust-{metric}\"")),
            "{metric}"
        );
    }
    assert!(whole()["index.html"].contains("<a href=\"trust.html\">How far this report can be trusted</a>"));
}

/// A company's own metric has no rows: nobody simulated it.
#[test]
fn a_metric_that_was_not_simulated_is_said_to_be_none() {
    let pages = with(|figure| {
        if figure.metric.id == "nps" {
            figure.metric.id = "delight".to_owned();
        }
    });
    let text = text_of(of_metric(&pages[PAGE], "delight"));
    assert!(text.contains("This metric has not been simulated"), "{text}");
    let note = between(
        &pages["2026-10/metrics/recommend.html"],
        "id=\"method\"",
        "</section>",
    );
    assert!(note.contains("Not tried in simulations"), "{note}");
    assert!(
        between(
            &whole()["2026-10/metrics/recommend.html"],
            "id=\"method\"",
            "</section>"
        )
        .contains("How often this was right")
    );
}
