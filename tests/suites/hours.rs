//! Business time, from files to the page.

use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_metric::Unit;
use cxpress_tests::{build_files, estimate, figure, lines, report_of, total, value};

const CONFIG: &str = "\
schema: 1
title: Business time
timezone: Europe/London
business_hours:
  days: {mon-thu: 09:00-17:00, fri: [09:00-12:00, 13:00-17:00], sun: 00:00-24:00}
  holidays: [2026-10-28]
sources:
  tickets:
    kind: tickets
    files: tickets.csv
    created: created
    solved: solved
    questions:
      resolution: {metric: resolution, time: business, within: 8h}
      all-hours: {metric: resolution}
";

/// Twelve tickets created and solved at these times.
fn build(config: &str, created: &str, solved: &str) -> Built {
    let rows = format!("{created},{solved}\n").repeat(12);
    let files = MemoryFiles::default()
        .with("cxpress.yaml", config)
        .with("tickets.csv", format!("created,solved\n{rows}"));
    build_files(&files, Some("2026-10"))
}

#[test]
fn only_business_hours_count() {
    const HOUR: f64 = 3_600.0;
    let cases = [
        // Within a day, over a lunch break, over a night, over a weekend whose Sunday counts, and outside all hours.
        ("2026-10-05 10:00", "2026-10-05 12:30", 2.5),
        ("2026-10-02 11:00", "2026-10-02 14:00", 2.0),
        ("2026-10-05 16:00", "2026-10-06 10:00", 2.0),
        ("2026-10-02 16:00", "2026-10-05 10:00", 1.0 + 24.0 + 1.0),
        ("2026-10-05 18:00", "2026-10-06 08:00", 0.0),
        // The holiday takes no time, and the Sunday on which clocks go back has 25 hours.
        ("2026-10-27 16:00", "2026-10-29 10:00", 2.0),
        ("2026-10-24 08:00", "2026-10-26 09:00", 25.0),
    ];
    for (created, solved, hours) in cases {
        let built = build(CONFIG, created, solved);
        let report = report_of(&built);
        let median = value(total(report, "resolution", "2026-10"), None);
        assert!(
            (median - hours * HOUR).abs() < 1e-6,
            "{created}: {} h",
            median / HOUR
        );
        assert_eq!(figure(report, "resolution").unit, Unit::BusinessSeconds);
        assert_eq!(figure(report, "all-hours").unit, Unit::Seconds);
    }
}

#[test]
fn what_is_still_open_has_waited_only_in_business_hours() {
    let built = build(CONFIG, "2026-10-30 16:00", "");
    let shown = total(report_of(&built), "resolution", "2026-10");
    assert_eq!(estimate(shown, Some("open")).value, 12.0);
    let cxpress_metric::Shape::Curve(points) = &shown.shape else {
        panic!("no curve")
    };
    assert!(points.iter().all(|point| point.seconds <= 3_600.0), "{points:?}");
}

#[test]
fn the_page_says_that_time_is_business_time() {
    let built = build(CONFIG, "2026-10-05 10:00", "2026-10-05 12:30");
    let site = built.site.expect("a site");
    let page = &site.files["2026-10/metrics/resolution.html"];
    let page = String::from_utf8_lossy(page).replace('\u{a0}', " ");
    for said in [
        "2.5 business h",
        "within 8 business hours",
        "Only business hours count",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let other = &site.files["2026-10/metrics/all-hours.html"];
    assert!(!String::from_utf8_lossy(other).contains("business h"));
}

#[test]
fn hours_are_checked() {
    let wrong = [
        (
            "mon-thu: 09:00-17:00",
            "mon-thu: 09:00-09:00",
            "`09:00-09:00` is no part of a day",
        ),
        (
            "mon-thu: 09:00-17:00",
            "mon-tho: 09:00-17:00",
            "`tho` is no day of the week | did you mean `thu`?",
        ),
        (
            "mon-thu: 09:00-17:00",
            "thu-mon: 09:00-17:00",
            "`thu-mon` runs backwards",
        ),
        (
            "mon-thu: 09:00-17:00",
            "mon-fri: 09:00-17:00",
            "`fri` stands in `days` twice",
        ),
        (
            "[09:00-12:00, 13:00-17:00]",
            "[09:00-14:00, 13:00-17:00]",
            "has hours that overlap",
        ),
        ("[2026-10-28]", "[28 October]", "28 October"),
        (
            "metric: resolution, time: business",
            "metric: backlog, time: business",
            "the metric `backlog` measures no time",
        ),
        ("time: business", "time: office", "`office` is not known"),
    ];
    for (right, wrong, message) in wrong {
        assert!(CONFIG.contains(right), "{right}");
        let built = build(
            &CONFIG.replace(right, wrong),
            "2026-10-05 10:00",
            "2026-10-05 12:30",
        );
        let found = lines(&built);
        assert!(
            found.iter().any(|line| line.contains(message)),
            "{wrong}: {found:#?}"
        );
    }
    let elsewhere = CONFIG.replace("timezone: Europe/London", "timezone: Europe/Londn");
    let found = lines(&build(&elsewhere, "2026-10-05 10:00", "2026-10-05 12:30"));
    let said = found.iter().filter(|line| line.contains("Londn"));
    assert_eq!(said.count(), 1, "{found:#?}");
    let without: String = CONFIG
        .lines()
        .filter(|line| !line.contains("days") && !line.contains("holi") && !line.contains("business_hours"))
        .map(|line| format!("{line}\n"))
        .collect();
    let found = lines(&build(&without, "2026-10-05 10:00", "2026-10-05 12:30"));
    assert!(
        found
            .iter()
            .any(|line| line.contains("counts business time, and there are no hours")),
        "{found:#?}"
    );
}

#[test]
fn hours_over_midnight_are_those_of_the_day_on_which_they_begin() {
    let nights = CONFIG.replace(
        "{mon-thu: 09:00-17:00, fri: [09:00-12:00, 13:00-17:00], sun: 00:00-24:00}",
        "{mon-fri: \"22:00-06:00\"}",
    );
    let cases = [
        ("2026-10-05 23:00", "2026-10-06 03:00", 4.0),
        ("2026-10-05 12:00", "2026-10-06 12:00", 8.0),
        // The night from Friday to Saturday counts, the next one does not.
        ("2026-10-09 23:00", "2026-10-12 23:00", 8.0),
        // That of the holiday does not, and that of the day before goes on into it.
        ("2026-10-27 22:00", "2026-10-29 23:00", 9.0),
    ];
    for (created, solved, hours) in cases {
        let built = build(&nights, created, solved);
        let median = value(total(report_of(&built), "resolution", "2026-10"), None) / 3_600.0;
        assert!((median - hours).abs() < 1e-6, "{created}: {median} h");
    }
    let colliding = nights.replace(
        "mon-fri: \"22:00-06:00\"",
        "mon: \"22:00-06:00\", tue: 05:00-09:00",
    );
    let built = build(&colliding, "2026-10-05 23:00", "2026-10-06 03:00");
    let found = lines(&built);
    assert!(
        found
            .iter()
            .any(|line| line.contains("go on over midnight into those of `tue`")),
        "{found:?}"
    );
}
