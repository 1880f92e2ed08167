//! Public data with published figures, read in place. The folder is `../shared/data` beside the project, or what
//! `CXPRESS_REAL_DATA` names; a missing folder fails these tests.

use std::sync::OnceLock;

use cxpress::Built;
use cxpress_metric::{Absence, Reading};
use cxpress_report::{Change, Report, Verdict};
use cxpress_tests::{build, estimate, figure, lines, period, reading_value, report_of, total, value};

fn airport_built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| checked("tests/real/airport"))
}

fn city_built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| checked("tests/real/city-311"))
}

fn airport() -> &'static Report {
    report_of(airport_built())
}

fn city() -> &'static Report {
    report_of(city_built())
}

/// Builds a project that must have a site, and whose ledgers must balance.
fn checked(project: &str) -> Built {
    let built = build(project);
    assert!(built.site.is_some(), "no site:\n{}", lines(&built).join("\n"));
    for source in &report_of(&built).data.sources {
        assert!(
            source.files.iter().all(|file| file.rows.balances()),
            "{} rows",
            source.id
        );
        assert!(
            source.answers.iter().all(cxpress_report::AnswerAccount::balances),
            "{} answers",
            source.id
        );
    }
    built
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found}, expected {expected}");
}

#[test]
#[ignore = "reads real data"]
fn airport_rows_are_all_accounted_for() {
    let rows: Vec<u64> = airport().data.sources[0]
        .files
        .iter()
        .map(|file| file.rows.read)
        .collect();
    assert_eq!(rows, [3234, 3872, 3521, 3535, 2818, 2958, 3087, 2831, 2809]);
}

#[test]
#[ignore = "reads real data"]
fn airport_nps() {
    for (year, base, plain, weighted) in [("2017", 2746, 39.8398, 40.3984), ("2018", 2650, 30.9811, 35.1136)]
    {
        let shown = total(airport(), "recommend", year);
        assert_eq!(estimate(shown, None).base, base);
        near(value(shown, None), weighted, 5e-5);
        near(reading_value(&plain_of(shown).headline), plain, 5e-5);
    }
    let shown = total(airport(), "recommend", "2017");
    let cxpress_metric::Shape::Distribution(scores) = &shown.shape else {
        panic!("no distribution")
    };
    let counted = |test: fn(i32) -> bool| scores.iter().filter(|s| test(s.score)).map(|s| s.n).sum::<u64>();
    assert_eq!(
        [
            counted(|s| s >= 9),
            counted(|s| s == 7 || s == 8),
            counted(|s| s <= 6)
        ],
        [1436, 968, 342]
    );
}

fn reading(weighted: bool, clustered: bool) -> &'static Change {
    let comparison = total(airport(), "recommend", "2018")
        .before
        .as_ref()
        .expect("a comparison");
    let all = comparison.change.iter().chain(&comparison.readings);
    all.into_iter()
        .find(|change| change.weighted == weighted && change.clustered == clustered)
        .expect("such a reading")
}

#[test]
#[ignore = "reads real data"]
fn airport_fall_of_2018_without_weights_is_real() {
    let change = reading(false, false);
    near(change.difference, -8.859, 5e-4);
    let adjusted = change.approximation.expect("the adjusted-Wald difference");
    near(adjusted.difference, -8.8502, 5e-5);
    near(adjusted.standard_error, 1.9638, 5e-5);
    near(adjusted.p, 6.6e-6, 5e-8);
    assert_eq!(change.alone, Verdict::Worsened);
}

#[test]
#[ignore = "reads real data"]
fn airport_fall_of_2018_with_weights_as_if_independent() {
    let adjusted = reading(true, false)
        .approximation
        .expect("the adjusted-Wald difference");
    near(adjusted.difference, -5.2807, 5e-5);
    near(adjusted.standard_error, 2.1553, 5e-5);
    near(adjusted.p, 0.0143, 5e-5);
}

#[test]
#[ignore = "reads real data"]
fn airport_fall_of_2018_with_weights_and_runs_is_no_evidence() {
    let comparison = total(airport(), "recommend", "2018")
        .before
        .as_ref()
        .expect("a comparison");
    let change = reading(true, true);
    near(change.difference, -5.285, 5e-4);
    // The exact formula over all runs gives 2.727; the jackknife has 32 groups of them.
    near(change.standard_error.expect("by the jackknife"), 2.727, 0.5);
    assert_eq!(comparison.verdict, Verdict::NoEvidence);
    assert_eq!(change.alone, Verdict::NoEvidence);
}

#[test]
#[ignore = "reads real data"]
fn airport_overall_and_restaurants() {
    let overall = total(airport(), "overall", "2017");
    assert_eq!(estimate(overall, None).base, 2688);
    let means = [
        3.9253, 3.9459, 3.9982, 3.9820, 3.9959, 4.0480, 4.0380, 4.0644, 4.0027,
    ];
    for (year, mean) in (2010..).zip(means) {
        near(
            unweighted_mean(total(airport(), "overall", &year.to_string())),
            mean,
            5e-5,
        );
    }
    near(unweighted_mean(overall), 4.06436, 5e-6);
    near(reading_value(&plain_of(overall).headline), 82.0685, 5e-5);
    let food = total(airport(), "food", "2018");
    assert_eq!(estimate(food, None).base, 2342);
    near(unweighted_mean(food), 3.562_339_9, 5e-8);
    near(reading_value(&plain_of(food).headline), 54.099_060_6, 5e-8);
    near(value(food, Some("mean")), 3.621_916_9, 5e-8);
    near(plain_of(food).weight, 2_362.243_355_2, 5e-8);
}

fn plain_of(shown: &cxpress_report::Shown) -> &cxpress_report::Unweighted {
    shown.unweighted.as_ref().expect("unweighted")
}

/// The text of a page of a site, without markup.
fn page(built: &Built, path: &str) -> String {
    let bytes = &built.site.as_ref().expect("a site").files[path];
    let html = String::from_utf8(bytes.clone()).expect("UTF-8");
    let pieces = html.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// The numbers in a text: `−8.8502`, `2,746`, `6.6e−6`.
fn numbers(text: &str) -> Vec<f64> {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | 'e');
    let words = text
        .split(|c| !part(c))
        .map(|word| word.replace('−', "-").replace(',', ""));
    words
        .filter_map(|word| word.trim_end_matches('.').parse().ok())
        .collect()
}

/// Every published figure is on the page, to the digits it was published with.
#[track_caller]
fn shows(text: &str, figures: &[&str]) {
    let shown = numbers(text);
    for figure in figures {
        let expected = numbers(figure)[0];
        let decimals = figure.split('.').nth(1).map_or(0, str::len);
        let within = if figure.contains('e') {
            expected / 100.0
        } else {
            0.5 / 10_f64.powi(decimals as i32)
        };
        let found = shown
            .iter()
            .any(|number| (number - expected).abs() <= within * 1.000_001);
        assert!(found, "`{figure}` is not on the page");
    }
}

#[test]
#[ignore = "reads real data"]
fn airport_pages_show_the_published_figures() {
    let built = airport_built();
    let before = page(built, "2017/metrics/recommend.html");
    shows(&before, &["2,746", "1,436", "968", "342", "39.8398", "40.3984"]);
    let after = page(built, "2018/metrics/recommend.html");
    shows(
        &after,
        &[
            "2,650",
            "30.9811",
            "35.1136",
            "−8.859",
            "−8.8502",
            "1.9638",
            "6.6e−6",
        ],
    );
    shows(&after, &["−5.2807", "2.1553", "0.0143"]);
    shows(
        &page(built, "2017/metrics/overall.html"),
        &["2,688", "4.06436", "82.0685"],
    );
    let food = page(built, "2018/metrics/food.html");
    shows(
        &food,
        &["2,342", "3.5623399", "54.0990606", "3.6219169", "2,362.2433552"],
    );
    let means = [
        "3.9253", "3.9459", "3.9982", "3.9820", "3.9959", "4.0480", "4.0380", "4.0644", "4.0027",
    ];
    for (year, mean) in (2010..).zip(means) {
        shows(&page(built, &format!("{year}/metrics/overall.html")), &[mean]);
    }
}

#[test]
#[ignore = "reads real data"]
fn city_pages_show_the_published_figures() {
    let built = city_built();
    let resolution = page(built, "2011-09/metrics/resolution.html");
    shows(
        &resolution,
        &[
            "10,427", "7,228", "23.8231", "22.3872", "25.4028", "449.098", "2.5444",
        ],
    );
    shows(&resolution, &["50.0724", "65.4613"]);
    let promise = page(built, "2011-09/metrics/promise.html");
    shows(
        &promise,
        &[
            "5,715", "7,446", "76.7526", "5,615", "434", "725", "2,259", "1,394", "82.8905",
        ],
    );
    shows(
        &page(built, "2011-09/metrics/backlog.html"),
        &["4,808", "10,427", "8,483", "6,752"],
    );
}

/// The mean of the distribution, each answer counting 1.
fn unweighted_mean(shown: &cxpress_report::Shown) -> f64 {
    let cxpress_metric::Shape::Distribution(scores) = &shown.shape else {
        panic!("no distribution")
    };
    let n: u64 = scores.iter().map(|score| score.n).sum();
    scores
        .iter()
        .map(|score| f64::from(score.score) * score.n as f64)
        .sum::<f64>()
        / n as f64
}

struct Month {
    id: &'static str,
    n: u64,
    resolved: f64,
    median: [f64; 3],
    p75: f64,
    closed: f64,
    within: [f64; 2],
    due: (f64, u64, f64),
    usual: [f64; 5],
    usual_rate: f64,
    stock: [f64; 4],
}

const MONTHS: [Month; 2] = [
    Month {
        id: "2011-09",
        n: 10_427,
        resolved: 7_228.0,
        median: [23.8231, 22.3872, 25.4028],
        p75: 449.098,
        closed: 2.5444,
        within: [50.0724, 65.4613],
        due: (5715.0, 7446, 76.7526),
        usual: [5615.0, 434.0, 725.0, 2259.0, 1394.0],
        usual_rate: 82.8905,
        stock: [4808.0, 10_427.0, 8483.0, 6752.0],
    },
    Month {
        id: "2011-10",
        n: 9_999,
        resolved: 7_112.0,
        median: [20.2650, 19.1478, 21.6494],
        p75: 479.704,
        closed: 2.5085,
        within: [53.0596, 67.7979],
        due: (6091.0, 7945, 76.6646),
        usual: [5923.0, 302.0, 829.0, 1885.0, 1060.0],
        usual_rate: 83.9665,
        stock: [6752.0, 9_999.0, 8442.0, 8309.0],
    },
];

const HOUR: f64 = 3600.0;

#[test]
#[ignore = "reads real data"]
fn city_time_to_resolution() {
    for month in &MONTHS {
        let shown = total(city(), "resolution", month.id);
        let median = estimate(shown, None);
        let interval = median.interval.expect("an interval");
        let found =
            [median.value, interval.low, interval.high.expect("an end")].map(|seconds| seconds / HOUR);
        (0..3).for_each(|at| near(found[at], month.median[at], 5e-5));
        assert_eq!(median.base, month.n);
        assert_eq!(value(shown, Some("resolved")), month.resolved);
        near(value(shown, Some("p75")) / HOUR, month.p75, 5e-4);
        assert_eq!(
            shown.reading(Some("p90")),
            Some(&Reading::Absent(Absence::NotReached))
        );
        near(value(shown, Some("closed-median")) / HOUR, month.closed, 5e-5);
        near(value(shown, Some("within-24h")), month.within[0], 5e-5);
        near(value(shown, Some("within-168h")), month.within[1], 5e-5);
        near(value(shown, Some("within")), month.within[1], 5e-5);
    }
}

#[test]
#[ignore = "reads real data"]
fn city_promises() {
    let parts = [
        "usual-met",
        "usual-breached",
        "usual-late",
        "usual-not-due",
        "usual-no-target",
    ];
    for month in &MONTHS {
        let shown = total(city(), "promise", month.id);
        let (met, due, rate) = month.due;
        assert_eq!(
            (value(shown, Some("met")), estimate(shown, None).base),
            (met, due)
        );
        near(value(shown, None), rate, 5e-5);
        assert_eq!(parts.map(|part| value(shown, Some(part))), month.usual);
        near(value(shown, Some("usual-rate")), month.usual_rate, 5e-5);
    }
}

#[test]
#[ignore = "reads real data"]
fn city_backlog_balances_in_every_month() {
    let parts = [Some("start"), Some("created"), Some("solved"), None];
    for month in &MONTHS {
        let shown = total(city(), "backlog", month.id);
        assert_eq!(parts.map(|part| value(shown, part)), month.stock);
    }
    let backlog = figure(city(), "backlog");
    let cells: Vec<_> = backlog.total.iter().map(cxpress_tests::shown).collect();
    for pair in cells.windows(2) {
        assert_eq!(value(pair[0], None), value(pair[1], Some("start")));
    }
    assert_eq!(cells.len(), period(city(), "2011-12") + 1);
}

#[test]
#[ignore = "reads real data"]
fn star_wars_is_read_as_surveymonkey_wrote_it() {
    let built = checked("tests/real/star-wars");
    let report = report_of(&built);
    let file = &report.data.sources[0].files[0];
    assert_eq!(file.format, "SurveyMonkey CSV, Windows-1252");
    assert_eq!((file.rows.read, file.rows.used), (1186, 1186));
    let of = |id: &str| {
        let shown = total(report, id, "StarWars");
        (estimate(shown, None).base, value(shown, None))
    };
    let (n, seen) = of("seen");
    assert_eq!(n, 1186);
    near(seen, 100.0 * 936.0 / 1186.0, 1e-9);
    // A film is seen by one of those who ticked any.
    assert_eq!(of("empire").0, 835);
    let ((n, han), (_, greedo)) = (of("han"), of("greedo"));
    assert_eq!((n, han.round(), greedo.round()), (828, 39.0, 24.0));
}
