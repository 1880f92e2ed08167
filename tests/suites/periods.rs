//! Periods as a whole: the last one not yet over, an earlier one asked for, waves, gaps.

use cxpress_core::MemoryFiles;
use cxpress_report::{Cell, Contrast};
use cxpress_tests::{build_files, estimate, figure, report_of, total, value};

const TICKETS: &str = "\
schema: 1
title: Desk
period: month
sources:
  desk:
    kind: tickets
    files: tickets.csv
    created: created
    solved: solved
    due: due
    questions:
      resolution: {metric: resolution, within: 24h}
      promise: {metric: sla}
";

/// Twenty tickets a day, each solved after `hours` unless it is one of the open ones.
fn tickets(days: &[&str], open: usize) -> String {
    let mut csv = "created,solved,due\n".to_owned();
    for day in days {
        for at in 0..20 {
            let solved = if at < open {
                String::new()
            } else {
                format!("{day} 18:00")
            };
            csv += &format!("{day} 08:{at:02},{solved},{day} 20:00\n");
        }
    }
    csv
}

#[test]
fn a_last_month_that_is_not_over_is_seen_when_the_data_end() {
    let data = tickets(&["2026-09-03", "2026-09-30", "2026-10-05", "2026-10-06"], 5);
    let built = build_files(
        &MemoryFiles::new()
            .with("cxpress.yaml", TICKETS)
            .with("tickets.csv", data),
        None,
    );
    let report = report_of(&built);
    assert_eq!(report.current_period().partial.as_deref(), Some("2026-10-06"));
    assert_eq!(report.periods[0].partial, None);
    // The data end on 6 October at 18:00. Tickets of that day, due at 20:00, are not yet due.
    let promise = total(report, "promise", "2026-10");
    assert_eq!(estimate(promise, None).base, 20);
    assert_eq!(value(promise, Some("usual-not-due")), 5.0);
    // Those open have waited 10 or 34 hours, not until the end of the month.
    let cxpress_metric::Shape::Curve(curve) = &total(report, "resolution", "2026-10").shape else {
        panic!("no curve");
    };
    assert!(curve.iter().all(|point| point.seconds <= 36.0 * 3600.0));
    assert_eq!(estimate(total(report, "promise", "2026-09"), None).base, 40);
}

#[test]
fn a_month_that_is_over_is_seen_at_its_end() {
    let data = tickets(&["2026-09-03", "2026-10-05", "2026-10-31"], 5);
    let built = build_files(
        &MemoryFiles::new()
            .with("cxpress.yaml", TICKETS)
            .with("tickets.csv", data),
        None,
    );
    let report = report_of(&built);
    assert_eq!(report.current_period().partial, None);
    assert_eq!(estimate(total(report, "promise", "2026-10"), None).base, 40);
}

const SURVEY: &str = "\
schema: 1
title: Survey
period: month
sources:
  survey:
    kind: survey
    files: survey.csv
    period: {column: date}
    questions:
      recommend: {column: score, metric: nps}
";

fn survey(months: &[(&str, u32)]) -> String {
    let mut csv = "date,score\n".to_owned();
    for (month, n) in months {
        (0..*n).for_each(|at| csv += &format!("{month}-{:02},{}\n", at % 28 + 1, 10 - at % 5));
    }
    csv
}

#[test]
fn an_earlier_period_is_reported_as_if_the_later_were_not_there() {
    let all = survey(&[("2026-08", 60), ("2026-09", 60), ("2026-10", 60)]);
    let early = survey(&[("2026-08", 60), ("2026-09", 60)]);
    let project = |data: &str| {
        MemoryFiles::new()
            .with("cxpress.yaml", SURVEY)
            .with("survey.csv", data)
    };
    let asked = build_files(&project(&all), Some("2026-09"));
    let then = build_files(&project(&early), None);
    let (asked, then) = (report_of(&asked), report_of(&then));
    assert_eq!(asked.figures, then.figures);
    assert_eq!(asked.current_period().id, "2026-09");
    let rows = &asked.data.sources[0].files[0].rows;
    assert_eq!(
        (rows.read, rows.used, rows.set_aside.get("later-period")),
        (180, 120, Some(&60))
    );
}

#[test]
fn commentary_on_a_later_period_waits_for_it() {
    let data = survey(&[("2026-09", 60), ("2026-10", 60)]);
    let project = MemoryFiles::new()
        .with("cxpress.yaml", SURVEY)
        .with("survey.csv", data)
        .with("commentary/2026-09/overview.md", "September.\n")
        .with("commentary/2026-10/overview.md", "October.\n");
    assert!(build_files(&project, Some("2026-09")).site.is_some());
    // A period that is not there at all is a mistake, whatever was asked for.
    let mistaken = project.with("commentary/2026-08/overview.md", "August.\n");
    for asked in [Some("2026-09"), None] {
        let built = build_files(&mistaken, asked);
        assert!(built.site.is_none());
        assert!(built.diagnostics.iter().any(|one| one.code == "period-unknown"));
    }
}

#[test]
fn a_month_without_data_is_a_gap_and_not_compared_across() {
    let data = survey(&[("2026-07", 60), ("2026-09", 60), ("2026-10", 60)]);
    let built = build_files(
        &MemoryFiles::new()
            .with("cxpress.yaml", SURVEY)
            .with("survey.csv", data),
        None,
    );
    let report = report_of(&built);
    let periods: Vec<_> = report.periods.iter().map(|period| period.id.as_str()).collect();
    assert_eq!(periods, ["2026-07", "2026-08", "2026-09", "2026-10"]);
    let recommend = figure(report, "recommend");
    assert!(matches!(recommend.total[1], Cell::Absent(_)));
    assert!(total(report, "recommend", "2026-09").before.is_none());
    let october = total(report, "recommend", "2026-10")
        .before
        .as_ref()
        .expect("a comparison");
    assert_eq!(october.contrast, Contrast::Period(2));
}

#[test]
fn waves_come_in_the_order_of_their_names() {
    let config = SURVEY
        .replace("period: month", "period: wave")
        .replace("survey.csv", "\"*.csv\"")
        .replace(
            "{column: date}",
            "{from: file-name, pattern: \"^(?<wave>[a-z0-9-]+)\\\\.csv$\"}",
        );
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("2-autumn.csv", survey(&[("2026-10", 60)]))
        .with("1-spring.csv", survey(&[("2026-04", 60)]));
    let built = build_files(&files, None);
    let report = report_of(&built);
    let periods: Vec<_> = report.periods.iter().map(|period| period.id.as_str()).collect();
    assert_eq!(periods, ["1-spring", "2-autumn"]);
    assert!(total(report, "recommend", "2-autumn").before.is_some());
    assert!(built.site.is_some());
}
