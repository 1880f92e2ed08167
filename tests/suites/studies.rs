//! Studies over answers of the same respondents, from files to the report, held to numbers worked out by hand.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_report::{DriverResult, DriverStudy, Gap, Report};
use cxpress_tests::{build_files, figure, lines, report_of};

const CONFIG: &str = "\
schema: 1
title: Studies
timezone: UTC
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    questions:
      recommend: {column: recommend, metric: nps}
      food: {column: food, metric: csat, scale: 1..5, touchpoint: Food}
      wifi: {column: wifi, metric: csat, scale: 1..5, touchpoint: WiFi}
      clean: {column: clean, metric: csat, scale: 1..5, touchpoint: Cleaning}
      rare: {column: rare, metric: csat, scale: 1..5, touchpoint: Museum}
drivers:
  recommend: all
";

const HEADER: &str = "date,recommend,food,wifi,clean,rare\n";

/// Whoever recommends for these scores; food, WiFi and cleaning go with each other in no way.
fn recommends(food: usize, wifi: usize) -> usize {
    2 * food - 2 + usize::from(wifi > 3)
}

/// Rows in which each score of food goes with each of WiFi and cleaning equally often; every second names the museum.
fn rows(month: &str, times: usize) -> String {
    let mut text = String::new();
    for at in 0..25 * 4 * times {
        let (food, wifi, clean) = (at % 5 + 1, at / 5 % 5 + 1, at / 25 % 4 + 1);
        let rare = if at % 2 == 0 { "3" } else { "" };
        let recommend = recommends(food, wifi);
        writeln!(text, "{month}-10,{recommend},{food},{wifi},{clean},{rare}").expect("a string takes it");
    }
    text
}

fn report(config: &str, data: &str) -> Report {
    let files = MemoryFiles::default()
        .with("cxpress.yaml", config)
        .with("visits.csv", data);
    report_of(&build_files(&files, None)).clone()
}

#[track_caller]
fn study(report: &Report, period: usize) -> &DriverStudy {
    report.drivers[0].periods[period].as_ref().expect("a study")
}

/// The weights by figure, and R².
#[track_caller]
fn weights(report: &Report, period: usize) -> (Vec<(String, f64)>, f64) {
    let DriverResult::Weighed { r_squared, drivers } = &study(report, period).result else {
        panic!("not weighed: {:?}", study(report, period))
    };
    let weight = |driver: &cxpress_report::Driver| (report.figures[driver.figure].id.clone(), driver.weight);
    (drivers.iter().map(weight).collect(), *r_squared)
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found}, expected {expected}");
}

/// The squared correlation of the recommendation with food or WiFi, over all pairs of their scores.
fn squared_correlation(of: fn(usize, usize) -> usize) -> f64 {
    let pairs: Vec<(f64, f64)> = (0..25)
        .map(|at| (at % 5 + 1, at / 5 + 1))
        .map(|(food, wifi)| (of(food, wifi) as f64, recommends(food, wifi) as f64))
        .collect();
    let mean = |one: fn(&(f64, f64)) -> f64| pairs.iter().map(one).sum::<f64>() / 25.0;
    let covariance = mean(|(x, y)| x * y) - mean(|(x, _)| *x) * mean(|(_, y)| *y);
    let [x, y] = [
        mean(|(x, _)| x * x) - mean(|(x, _)| *x).powi(2),
        mean(|(_, y)| y * y) - mean(|(_, y)| *y).powi(2),
    ];
    covariance * covariance / x / y
}

#[test]
fn drivers_that_do_not_go_together_have_their_squared_correlations_as_weights() {
    let report = report(
        CONFIG,
        &(HEADER.to_owned() + &rows("2026-09", 1) + &rows("2026-10", 3)),
    );
    let (food, wifi) = (
        squared_correlation(|food, _| food),
        squared_correlation(|_, wifi| wifi),
    );
    for period in [0, 1] {
        let (found, r_squared) = weights(&report, period);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["food", "wifi", "clean"]);
        near(found[0].1, food, 1e-9);
        near(found[1].1, wifi, 1e-9);
        near(found[2].1, 0.0, 1e-9);
        near(r_squared, food + wifi, 1e-9);
    }
    let study = study(&report, 1);
    assert_eq!((study.cases.complete, study.cases.of), (300, 300));
    assert_eq!(study.cases.sampled_from, None);
    let left = study.left_out[0];
    assert_eq!(
        (report.figures[left.figure].id.as_str(), left.answered),
        ("rare", Some(0.5))
    );
    let DriverResult::Weighed { drivers, .. } = &study.result else {
        panic!("weighed before")
    };
    let interval = drivers[0].interval.expect("32 groups");
    assert!(interval.low < food && interval.high > Some(food) && interval.low > 0.5);
    near(drivers[0].shapley.expect("three drivers"), food, 1e-9);
    near(drivers[0].correlation, food.sqrt(), 1e-9);
}

#[test]
fn too_few_cases_are_refused() {
    let few: String = rows("2026-10", 1)
        .lines()
        .take(49)
        .map(|line| format!("{line}\n"))
        .collect();
    let report = report(CONFIG, &(HEADER.to_owned() + &few));
    assert_eq!(study(&report, 0).result, DriverResult::TooFew { needed: 50 });
}

#[test]
fn a_driver_without_variation_and_drivers_that_are_the_same_are_refused() {
    let named = |ids: &[&str], report: &Report| -> Vec<usize> {
        let place = |id: &&str| report.figures.iter().position(|figure| figure.id == **id);
        ids.iter().filter_map(place).collect()
    };
    let all: String = rows("2026-10", 1)
        .lines()
        .filter_map(|line| line.rsplit_once(','))
        .map(|(cells, _)| format!("{cells},3\n"))
        .collect();
    let constant = report(CONFIG, &(HEADER.to_owned() + &all));
    let rare = named(&["rare"], &constant);
    assert_eq!(study(&constant, 0).result, DriverResult::Constant(rare[0]));
    let config = CONFIG.replace("rare: {column: rare", "rare: {column: food");
    let same = report(&config, &(HEADER.to_owned() + &all));
    let both = named(&["food", "rare"], &same);
    assert_eq!(study(&same, 0).result, DriverResult::Dependent(both));
}

#[test]
fn of_many_rows_a_random_sample_is_weighed_that_is_the_same_on_any_thread() {
    let data = HEADER.to_owned() + &rows("2026-10", 120);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| report(CONFIG, &data))
    };
    let [one, four] = [1, 4].map(on);
    assert_eq!(one.drivers, four.drivers);
    let cases = study(&one, 0).cases;
    assert_eq!(
        (cases.complete, cases.of, cases.sampled_from),
        (10_000, 10_000, Some(12_000))
    );
    let (found, _) = weights(&one, 0);
    near(found[0].1, squared_correlation(|food, _| food), 0.01);
    assert!(found[0].1.to_bits() != squared_correlation(|food, _| food).to_bits());
}

#[test]
fn what_is_withheld_is_no_driver_and_no_outcome() {
    let few: String = rows("2026-10", 1)
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if at >= 4 {
                cells[4] = "";
            }
            cells.join(",") + "\n"
        })
        .collect();
    let report = report(CONFIG, &(HEADER.to_owned() + &few));
    let left: Vec<_> = study(&report, 0)
        .left_out
        .iter()
        .map(|left| (report.figures[left.figure].id.as_str(), left.answered))
        .collect();
    assert_eq!(left, [("clean", None), ("rare", Some(0.5))]);
    let config = CONFIG.to_owned() + "privacy: {minimum_base: 200}\n";
    let hidden = self::report(&config, &(HEADER.to_owned() + &rows("2026-10", 1)));
    assert!(figure(&hidden, "recommend").total[0].shown().is_none());
    assert_eq!(hidden.drivers[0].periods, [None]);
}

#[test]
fn configured_drivers_are_checked() {
    let wrong = [
        ("recommend: all", "nothing: all", "there is no question `nothing`"),
        (
            "recommend: all",
            "recommend: [food]",
            "`recommend` needs at least 2 drivers, and has 1",
        ),
        (
            "recommend: all",
            "recommend: [food, foot]",
            "there is no question `foot`",
        ),
        (
            "recommend: all",
            "recommend: [food, recommend, wifi]",
            "`recommend` is the outcome itself",
        ),
        (
            "recommend: all",
            "recommend: [food, wifi, food]",
            "`food` stands in it twice",
        ),
        (
            "drivers:\n  recommend: all",
            "delivery_gaps: {food: wifi}",
            "`wifi` is not a guess of staff about customers",
        ),
        (
            "drivers:\n  recommend: all",
            "delivery_gaps: {food: {population: 12}}",
            "`delivery_gaps.food` has no `staff`",
        ),
        (
            "drivers:\n  recommend: all",
            "delivery_gaps: {food: {staff: wifi, population: 0}}",
            "`0` is no number of people",
        ),
    ];
    for (right, wrong, message) in wrong {
        let files = MemoryFiles::default()
            .with("cxpress.yaml", CONFIG.replace(right, wrong))
            .with("visits.csv", HEADER.to_owned() + &rows("2026-10", 1));
        let built = build_files(&files, None);
        let found = lines(&built);
        assert!(
            found.iter().any(|line| line.contains(message)),
            "{wrong}: {found:?}"
        );
        assert!(built.report.is_none());
    }
}

/// A survey with a comment each, and emotions at two touchpoints; staff guess what customers say.
const TOGETHER: &str = "\
schema: 1
title: Studies
timezone: UTC
codebook:
  version: \"1\"
  themes:
    wait: {label: Long wait, include: [waited], examples: [I waited for an hour]}
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    questions:
      recommend: {column: recommend, metric: nps}
      delivery: {column: delivery, metric: csat, scale: 1..5, lens: experience}
      arriving: {column: arriving, metric: emotion, touchpoint: Arriving}
      leaving: {column: leaving, metric: emotion, touchpoint: Leaving}
      wait: {column: words, metric: theme, theme: wait}
  guesses:
    kind: staff
    files: staff.csv
    period: {column: date}
    questions:
      staff-delivery: {column: content, metric: csat, scale: 1..5}
delivery_gaps:
  delivery: {staff: staff-delivery, population: 140}
";

/// Rows of these cells, so often each.
fn table(header: &str, rows: &[(&str, usize)]) -> String {
    let lines = rows
        .iter()
        .flat_map(|(cells, times)| std::iter::repeat_n(*cells, *times));
    lines.fold(format!("date,{header}\n"), |text, cells| {
        text + "2026-10-10," + cells + "\n"
    })
}

fn together(visits: &[(&str, usize)]) -> Report {
    let files = MemoryFiles::default()
        .with("cxpress.yaml", TOGETHER)
        .with(
            "visits.csv",
            table("recommend,delivery,arriving,leaving,words", visits),
        )
        .with("staff.csv", table("content", &[("5", 56), ("2", 14)]));
    report_of(&build_files(&files, None)).clone()
}

#[test]
fn the_impact_of_a_theme_is_its_share_times_the_difference() {
    let said = [
        ("2,4,0,1,I waited long", 15),
        ("9,4,0,1,waited but fine", 5),
        ("10,4,1,1,all good", 28),
        ("7,1,-1,-1,quite good", 15),
        ("0,1,0,0,not for me", 17),
    ];
    let report = together(&said);
    let impact = &report.impacts[0];
    let places = (figure(&report, "wait"), figure(&report, "recommend"));
    assert_eq!(report.figures[impact.theme].id, places.0.id);
    assert_eq!(report.figures[impact.outcome].id, places.1.id);
    let found = impact.periods[0].expect("an impact");
    // 5 promoters and 15 detractors of 20; 28 and 17 of 60.
    let difference = -50.0 - 100.0 * 11.0 / 60.0;
    assert_eq!((found.with, found.without), (20, 60));
    near(found.difference, difference, 1e-9);
    near(found.impact, difference / 4.0, 1e-9);
    let with = 20.0 * (1e4 - 2_500.0) / 19.0 / 20.0;
    let mean = 100.0 * 11.0 / 60.0;
    let without = (45e4 - 60.0 * mean * mean) / 59.0 / 60.0;
    let error = (difference * difference * 0.25 * 0.75 / 80.0 + (with + without) / 16.0).sqrt();
    near(found.interval.low, difference / 4.0 - 1.959_963_985 * error, 1e-6);
    near(
        found.interval.high.expect("an end"),
        difference / 4.0 + 1.959_963_985 * error,
        1e-6,
    );
}

#[test]
fn an_impact_does_not_tell_of_few() {
    let mut said = vec![
        ("2,4,0,1,I waited long", 20),
        ("10,4,1,1,all good", 60),
        ("10,4,1,1,", 4),
    ];
    assert_eq!(together(&said).impacts[0].periods, [None], "four gave no comment");
    said[2].1 = 5;
    assert!(together(&said).impacts[0].periods[0].is_some());
    said[0].1 = 7;
    assert_eq!(together(&said).impacts[0].periods, [None], "seven bring it up");
}

#[test]
fn a_swing_is_the_mean_of_differences_of_pairs() {
    let said = [("9,4,0,1,good", 10), ("9,1,1,1,good", 10), ("9,4,2,,good", 6)];
    let report = together(&said);
    let swing = &report.swings[0];
    assert_eq!(report.figures[swing.from].id, "arriving");
    assert_eq!(report.figures[swing.to].id, "leaving");
    let found = swing.periods[0].expect("a swing");
    assert_eq!(found.pairs, 20);
    near(found.difference, 0.5, 1e-12);
    // t(19) = 2.093024, the differences vary with √(5/19).
    let arm = 2.093_024 * (5.0_f64 / 19.0).sqrt() / 20.0_f64.sqrt();
    near(found.interval.low, 0.5 - arm, 1e-6);
    near(found.interval.high.expect("an end"), 0.5 + arm, 1e-6);
    let few = [("9,4,0,1,good", 10), ("9,4,2,,good", 4)];
    assert_eq!(
        together(&few).swings[0].periods,
        [None],
        "four answered for one alone"
    );
}

#[test]
fn a_delivery_gap_is_what_staff_believe_less_what_customers_say() {
    let report = together(&[("9,4,0,1,good", 48), ("9,1,0,1,good", 32)]);
    let gap = &report.delivery_gaps[0];
    let Gap {
        difference, interval, ..
    } = gap.periods[0].expect("a gap");
    near(difference, 20.0, 1e-9);
    // Wilson's intervals of 48/80 and 56/70; the arms of the latter times √½, for 70 of 140 staff were asked.
    let [customers, staff] = [(0.490_449, 0.700_389), (0.692_039_f64, 0.876_958_f64)];
    let staff = (
        0.8 - (0.8 - staff.0) * 0.5_f64.sqrt(),
        0.8 + (staff.1 - 0.8) * 0.5_f64.sqrt(),
    );
    let low = 0.2 - ((0.8 - staff.0).powi(2) + (customers.1 - 0.6_f64).powi(2)).sqrt();
    let high = 0.2 + ((staff.1 - 0.8).powi(2) + (0.6_f64 - customers.0).powi(2)).sqrt();
    near(interval.low, 100.0 * low, 0.01);
    near(interval.high.expect("an end"), 100.0 * high, 0.01);
    let config = TOGETHER.replace(", population: 140", "");
    let files = MemoryFiles::default()
        .with("cxpress.yaml", config)
        .with(
            "visits.csv",
            table(
                "recommend,delivery,arriving,leaving,words",
                &[("9,4,0,1,good", 48), ("9,1,0,1,good", 32)],
            ),
        )
        .with("staff.csv", table("content", &[("5", 56), ("2", 14)]));
    let built = build_files(&files, None);
    let Gap { interval, .. } = report_of(&built).delivery_gaps[0].periods[0].expect("a gap");
    near(interval.low, 5.243_1, 1e-4);
    near(interval.high.expect("an end"), 33.387_3, 1e-4);
}

#[test]
fn links_between_lenses_wait_for_24_periods() {
    let report = together(&[("9,4,0,1,good", 48), ("9,1,0,1,good", 32)]);
    let links: Vec<_> = report
        .links
        .iter()
        .map(|link| {
            let ids = [link.first, link.second].map(|at| report.figures[at].id.as_str());
            (ids, link.differences, link.correlation)
        })
        .collect();
    assert_eq!(links, [(["recommend", "delivery"], 0, None)]);
}

#[test]
fn nothing_is_compared_across_a_change_of_definition() {
    let config = CONFIG.replace(
        "recommend: {column: recommend, metric: nps}",
        "recommend: {column: recommend, metric: nps, changes: {2026-10-15: Asked at the gate., 2027-03-01: Later}}",
    );
    let months: String = ["2026-08", "2026-09", "2026-10", "2026-11"]
        .map(|month| rows(month, 1))
        .concat();
    let report = report(&config, &(HEADER.to_owned() + &months));
    let recommend = figure(&report, "recommend");
    let changes: Vec<_> = recommend
        .changes
        .iter()
        .map(|change| (change.period, change.what.as_str()))
        .collect();
    assert_eq!(changes, [(2, "Asked at the gate.")]);
    let compared = |id: &str| -> Vec<bool> {
        let cells = figure(&report, id).total.iter();
        cells
            .map(|cell| cell.shown().expect("shown").before.is_some())
            .collect()
    };
    assert_eq!(compared("recommend"), [false, true, false, true]);
    assert_eq!(compared("food"), [false, true, true, true]);
    let wrong = CONFIG.replace("metric: nps}", "metric: nps, changes: {October: other words}}");
    let files = MemoryFiles::default()
        .with("cxpress.yaml", wrong)
        .with("visits.csv", HEADER.to_owned() + &months);
    let found = lines(&build_files(&files, None));
    assert!(found.iter().any(|line| line.contains("October")), "{found:?}");
}

#[test]
fn quotes_are_drawn_from_what_enough_wrote_without_personal_data() {
    let said: Vec<String> = (0..40)
        .map(|at| format!("9,4,0,1,I waited {at} days; call me at 030 1234567 or a{at}@example.org"))
        .collect();
    let mut visits: Vec<(&str, usize)> = said.iter().map(|cells| (cells.as_str(), 1)).collect();
    visits.push(("10,4,1,1,all was well with me", 20));
    let build = |config: &str, visits: &[(&str, usize)]| {
        let files = MemoryFiles::default()
            .with("cxpress.yaml", config)
            .with(
                "visits.csv",
                table("recommend,delivery,arriving,leaving,words", visits),
            )
            .with("staff.csv", table("content", &[("5", 56), ("2", 14)]));
        build_files(&files, None)
    };
    let config = TOGETHER.replace(
        "    files: visits.csv\n",
        "    files: visits.csv\n    quotes: 3\n",
    );
    let built = build(&config, &visits);
    let quoted = &report_of(&built).quotes[0].periods[0];
    assert_eq!(quoted.len(), 3);
    for text in quoted {
        assert!(
            text.starts_with("I waited ") && !text.contains("1234567") && !text.contains('@'),
            "{text}"
        );
    }
    let site = built.site.as_ref().expect("a site");
    let page = String::from_utf8_lossy(&site.files["2026-10/voice.html"]);
    assert!(page.contains(&quoted[0]), "{quoted:?}");
    assert_eq!(
        report_of(&build(&config, &visits)).quotes[0].periods[0],
        *quoted,
        "the same are drawn again"
    );
    // Nobody asked for quotes, or too few brought the theme up.
    assert!(report_of(&build(TOGETHER, &visits)).quotes.is_empty());
    let few: Vec<(&str, usize)> = visits[33..].to_vec();
    let quotes = report_of(&build(&config, &few)).quotes.clone();
    assert!(
        quotes.iter().all(|quoted| quoted.periods[0].is_empty()),
        "seven wrote of it: {quotes:?}"
    );
    let wrong = config.replace("quotes: 3", "quotes: 40");
    let found = lines(&build(&wrong, &visits));
    assert!(
        found
            .iter()
            .any(|line| line.contains("`40` is no number of quotes")),
        "{found:?}"
    );
}
