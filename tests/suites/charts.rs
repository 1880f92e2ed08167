//! The charts of the sample, held to the report that they are drawn from: what they say where they are pointed at.

use std::sync::OnceLock;

use cxpress::Built;
use cxpress_report::{Cell, Decomposition, Report};
use cxpress_tests::{build, report_of};
use scraper::{ElementRef, Html, Selector};

fn content() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build("content"))
}

fn page(path: &str) -> Html {
    let site = content().site.as_ref().expect("a site");
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("no page {path}"));
    Html::parse_document(std::str::from_utf8(bytes).expect("a page is UTF-8"))
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

/// What a chart says: labels with values.
fn said(chart: ElementRef<'_>) -> Vec<(String, String)> {
    let spots = chart.attr("data-spots").expect("spots");
    let spots: Vec<(f64, f64, String, String, String)> = serde_json::from_str(spots).expect("a list");
    spots
        .into_iter()
        .map(|(_, _, label, value, _)| (label, value))
        .collect()
}

/// The number that a text begins with, as pages write it.
fn number(text: &str) -> f64 {
    let text = text.replace('\u{2212}', "-").replace(['+', ','], "");
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .unwrap_or(text.len());
    text[..end]
        .parse()
        .unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn value(cell: &Cell) -> f64 {
    let shown = cell.shown().expect("it is shown");
    shown.headline.estimate().expect("it has a value").value
}

/// All movements of the period reported on, by figure.
fn movements(report: &Report) -> Vec<(&str, &[Decomposition])> {
    let figures = report.figures.iter();
    let all = figures.filter_map(|figure| {
        let shown = figure.total[report.current].shown()?;
        Some((figure.id.as_str(), shown.movements.as_slice()))
    });
    all.filter(|(_, movements)| !movements.is_empty()).collect()
}

#[test]
fn every_movement_is_drawn_from_the_value_before_to_the_value_now() {
    let report = report_of(content());
    let all = movements(report);
    assert!(all.len() > 10, "{}", all.len());
    let mut explained = 0;
    for (id, movements) in all {
        let page = page(&format!("2026-10/metrics/{id}.html"));
        let figure = cxpress_tests::figure(report, id);
        let charts = select(&page, "#why svg.wide");
        let shown = figure.total[report.current].shown().expect("it is shown");
        let is_real = shown.before.as_ref().is_some_and(|it| it.verdict.is_real());
        // Where nothing is shown to have changed there is nothing to explain: tables alone, folded.
        let (drawn, folded) = if is_real {
            (movements.len(), 0)
        } else {
            (0, movements.len())
        };
        let tables = select(&page, "#split details table");
        assert_eq!((charts.len(), tables.len()), (drawn, folded), "{id}");
        explained += usize::from(is_real);
        let ends = [report.current - 1, report.current].map(|at| value(&figure.total[at]));
        for (chart, movement) in charts.into_iter().zip(movements) {
            let said = said(chart);
            assert_eq!(said.len(), movement.rows.len().min(8) + 3, "{id}: {said:?}");
            let numbers: Vec<f64> = said.iter().map(|(_, text)| number(text)).collect();
            let (before, rest) = numbers.split_first().expect("a level before");
            let (after, parts) = rest.split_last().expect("a level after");
            // Every number is rounded by itself, to a tenth or to a hundredth.
            let slack = 0.05 * numbers.len() as f64;
            let sum = before + parts.iter().sum::<f64>();
            assert!((sum - after).abs() <= slack, "{id}: {said:?}");
            assert!((before - ends[0]).abs() <= 0.051, "{id}: {said:?} {ends:?}");
            assert!((after - ends[1]).abs() <= 0.051, "{id}: {said:?} {ends:?}");
            let shift = parts.last().expect("the shift");
            assert!((shift - movement.mix).abs() <= 0.051, "{id}: {said:?}");
            // Those that add most come first.
            let groups = &parts[..parts.len() - 1];
            let own = &groups[..groups.len().min(7)];
            assert!(
                own.is_sorted_by(|a, b| a.abs() >= b.abs() - 0.001),
                "{id}: {said:?}"
            );
        }
    }
    assert!(explained > 0);
}

#[test]
fn the_overview_draws_its_figure_and_says_what_moved_it() {
    let page = page("index.html");
    let charts = select(&page, ".story figure[data-chart] svg.wide");
    assert_eq!(charts.len(), 1);
    let why: Vec<String> = select(&page, ".story dd")
        .into_iter()
        .map(|line| line.text().collect())
        .collect();
    assert!(why[0].contains("Live chat alone cost 12.1"), "{why:?}");
}

#[test]
fn groups_stand_side_by_side_over_time_on_one_scale() {
    let now = page("2026-10/metrics/effort.html");
    let groups: Vec<usize> = select(&now, ".history ul")
        .into_iter()
        .map(|list| list.child_elements().count())
        .collect();
    assert_eq!(groups, [5, 3, 4], "channels, kinds of customers, regions");
    let lines = select(&now, ".history .spark");
    let target = |spark: &ElementRef<'_>| {
        let line = Selector::parse(".target").expect("a selector");
        let y = spark.select(&line).next().and_then(|line| line.attr("y1"));
        y.expect("the target").to_owned()
    };
    // The target lies at the same height in all groups of a dimension, since they share a scale.
    for list in [&lines[..5], &lines[5..8], &lines[8..]] {
        let heights: Vec<String> = list.iter().map(target).collect();
        assert!(heights.iter().all(|height| *height == heights[0]), "{heights:?}");
    }
    let beside = Selector::parse(".beside").expect("a selector");
    assert!(lines.iter().all(|spark| spark.select(&beside).count() == 1));
    // Pages of groups exist for two periods, and so does this.
    assert!(select(&page("2026-08/metrics/effort.html"), ".history").is_empty());
}
