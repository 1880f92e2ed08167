//! Public data with published figures, read in place. The folder is `../shared/data` beside the project, or what
//! `CXPRESS_REAL_DATA` names; a missing folder fails these tests.

use std::sync::OnceLock;

use cxpress::Built;
use cxpress_metric::{Absence, Reading};
use cxpress_report::{Change, Report, Verdict};
use cxpress_tests::{build, estimate, figure, lines, period, reading_value, report_of, total, value};

fn airport() -> &'static Report {
    static BUILT: OnceLock<Built> = OnceLock::new();
    report_of(BUILT.get_or_init(|| checked("tests/real/airport")))
}

fn city() -> &'static Report {
    static BUILT: OnceLock<Built> = OnceLock::new();
    report_of(BUILT.get_or_init(|| checked("tests/real/city-311")))
}

/// Builds a project that must have a site, and whose ledgers must balance.
fn checked(project: &str) -> Built {
    let built = build(project);
    assert!(built.site.is_some(), "no site:\n{}", lines(&built).join("\n"));
    for source in &report_of(&built).data.sources {
        assert!(source.files.iter().all(|file| file.rows.balances()), "{} rows", source.id);
        assert!(source.answers.iter().all(cxpress_report::AnswerAccount::balances), "{} answers", source.id);
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
    let rows: Vec<u64> = airport().data.sources[0].files.iter().map(|file| file.rows.read).collect();
    assert_eq!(rows, [3234, 3872, 3521, 3535, 2818, 2958, 3087, 2831, 2809]);
}

#[test]
#[ignore = "reads real data"]
fn airport_nps() {
    for (year, base, plain, weighted) in [("2017", 2746, 39.8398, 40.3984), ("2018", 2650, 30.9811, 35.1136)] {
        let shown = total(airport(), "recommend", year);
        assert_eq!(estimate(shown, None).base, base);
        near(value(shown, None), weighted, 5e-5);
        near(reading_value(shown.unweighted.as_ref().expect("unweighted")), plain, 5e-5);
    }
    let shown = total(airport(), "recommend", "2017");
    let cxpress_metric::Shape::Distribution(scores) = &shown.shape else { panic!("no distribution") };
    let counted = |test: fn(i32) -> bool| scores.iter().filter(|s| test(s.score)).map(|s| s.n).sum::<u64>();
    assert_eq!([counted(|s| s >= 9), counted(|s| s == 7 || s == 8), counted(|s| s <= 6)], [1436, 968, 342]);
}

fn reading(weighted: bool, clustered: bool) -> &'static Change {
    let comparison = total(airport(), "recommend", "2018").before.as_ref().expect("a comparison");
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
    let adjusted = reading(true, false).approximation.expect("the adjusted-Wald difference");
    near(adjusted.difference, -5.2807, 5e-5);
    near(adjusted.standard_error, 2.1553, 5e-5);
    near(adjusted.p, 0.0143, 5e-5);
}

#[test]
#[ignore = "reads real data"]
fn airport_fall_of_2018_with_weights_and_runs_is_no_evidence() {
    let comparison = total(airport(), "recommend", "2018").before.as_ref().expect("a comparison");
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
    let means = [3.9253, 3.9459, 3.9982, 3.9820, 3.9959, 4.0480, 4.0380, 4.0644, 4.0027];
    for (year, mean) in (2010..).zip(means) {
        near(unweighted_mean(total(airport(), "overall", &year.to_string())), mean, 5e-5);
    }
    near(unweighted_mean(overall), 4.06436, 5e-6);
    near(reading_value(overall.unweighted.as_ref().expect("unweighted")), 82.0685, 5e-5);
    let food = total(airport(), "food", "2018");
    assert_eq!(estimate(food, None).base, 2342);
    near(unweighted_mean(food), 3.562_339_9, 5e-8);
    near(reading_value(food.unweighted.as_ref().expect("unweighted")), 54.099_060_6, 5e-8);
    near(value(food, Some("mean")), 3.621_916_9, 5e-8);
}

/// The mean of the distribution, each answer counting 1.
fn unweighted_mean(shown: &cxpress_report::Shown) -> f64 {
    let cxpress_metric::Shape::Distribution(scores) = &shown.shape else { panic!("no distribution") };
    let n: u64 = scores.iter().map(|score| score.n).sum();
    scores.iter().map(|score| f64::from(score.score) * score.n as f64).sum::<f64>() / n as f64
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
        let found = [median.value, interval.low, interval.high.expect("an end")].map(|seconds| seconds / HOUR);
        (0..3).for_each(|at| near(found[at], month.median[at], 5e-5));
        assert_eq!(median.base, month.n);
        assert_eq!(value(shown, Some("resolved")), month.resolved);
        near(value(shown, Some("p75")) / HOUR, month.p75, 5e-4);
        assert_eq!(shown.reading(Some("p90")), Some(&Reading::Absent(Absence::NotReached)));
        near(value(shown, Some("closed-median")) / HOUR, month.closed, 5e-5);
        near(value(shown, Some("within-24h")), month.within[0], 5e-5);
        near(value(shown, Some("within-168h")), month.within[1], 5e-5);
        near(value(shown, Some("within")), month.within[1], 5e-5);
    }
}

#[test]
#[ignore = "reads real data"]
fn city_promises() {
    let parts = ["usual-met", "usual-breached", "usual-late", "usual-not-due", "usual-no-target"];
    for month in &MONTHS {
        let shown = total(city(), "promise", month.id);
        let (met, due, rate) = month.due;
        assert_eq!((value(shown, Some("met")), estimate(shown, None).base), (met, due));
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
