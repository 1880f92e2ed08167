//! The life of tickets and of customers, from files to figures: opened again, paused, merged, exported with their own
//! verdicts, asked for later, and told of after the last row.

use std::fmt::Write as _;

use cxpress::Built;
use cxpress_core::{Files, MemoryFiles};
use cxpress_report::Report;
use cxpress_tests::records::imbalance;
use cxpress_tests::{build_files, estimate, lines, report_of, total, value};
use jiff::civil::date;

/// A desk with these keys and questions beside its file and when tickets were created.
fn desk(keys: &str, questions: &str, csv: &str) -> MemoryFiles {
    let keys: String = keys.lines().map(|line| format!("    {line}\n")).collect();
    let questions: String = questions.lines().map(|line| format!("      {line}\n")).collect();
    let config = format!(
        "schema: 1\ntitle: Desk\nperiod: month\nsources:\n  desk:\n    kind: tickets\n    files: t.csv\n    created: created\n\
         {keys}    questions:\n{questions}"
    );
    MemoryFiles::new().with("cxpress.yaml", config).with("t.csv", csv)
}

/// A header, and so many rows of October, each from its number and day.
fn rows(header: &str, n: usize, row: impl Fn(usize, &str) -> String) -> String {
    let mut csv = format!("{header}\n");
    for at in 0..n {
        let day = format!("2026-10-{:02}", 1 + at % 28);
        let _ = writeln!(csv, "{}", row(at, &day));
    }
    csv
}

#[track_caller]
fn check(report: &Report, id: &str, parts: &[(Option<&str>, f64)]) {
    let shown = total(report, id, "2026-10");
    for (part, expected) in parts {
        let found = value(shown, *part);
        assert!(
            (found - expected).abs() < 1e-9,
            "{id} {part:?}: {found}, expected {expected}"
        );
    }
}

#[track_caller]
fn quiet(built: &Built) {
    assert!(built.diagnostics.is_empty(), "{:?}", lines(built));
}

fn page(built: &Built, path: &str) -> String {
    let site = built.site.as_ref().expect("a site");
    String::from_utf8_lossy(&site.files[path]).into_owned()
}

#[test]
fn a_ticket_opened_again_and_not_solved_since_is_open_in_every_figure() {
    let csv = rows("created,solved,reopened,due", 60, |at, day| {
        let again = if at % 2 == 0 {
            format!("{day} 12:00")
        } else {
            String::new()
        };
        format!("{day} 09:00,{day} 11:00,{again},{day} 20:00")
    });
    let built = build_files(
        &desk(
            "solved: solved\nreopened: reopened\ndue: due",
            "time: {metric: resolution, within: 1d}\nopen: {metric: backlog}\npromise: {metric: sla}",
            &csv,
        ),
        None,
    );
    let report = report_of(&built);
    quiet(&built);
    check(report, "time", &[(Some("open"), 30.0), (Some("within"), 50.0)]);
    check(report, "open", &[(None, 30.0)]);
    // The data end at noon of the 28th, when its two tickets are not due yet; both were solved and stayed so.
    check(report, "promise", &[(None, 100.0 * 28.0 / 58.0)]);
}

#[test]
fn pauses_are_taken_off_and_move_the_target() {
    let csv = rows("created,solved,due,waiting", 40, |at, day| {
        let waiting = if at % 2 == 0 { "120" } else { "" };
        format!("{day} 08:00,{day} 12:00,{day} 10:00,{waiting}")
    });
    let built = build_files(
        &desk(
            "solved: solved\ndue: due\npaused: {column: waiting, unit: minutes}",
            "time: {metric: resolution, within: 3h}\npromise: {metric: sla}",
            &csv,
        ),
        None,
    );
    let report = report_of(&built);
    quiet(&built);
    check(report, "time", &[(None, 7_200.0), (Some("within"), 50.0)]);
    check(report, "promise", &[(None, 50.0)]);
}

#[test]
fn a_pause_without_a_unit_or_longer_than_its_ticket_is_told() {
    let csv = rows("created,solved,waiting", 40, |at, day| {
        format!("{day} 08:00,{day} 12:00,{}", if at == 7 { "300" } else { "30" })
    });
    let questions = "time: {metric: resolution}";
    let built = build_files(&desk("solved: solved\npaused: waiting", questions, &csv), None);
    assert!(built.report.is_none());
    assert!(
        lines(&built)[0].contains("write `{column: waiting, unit: minutes}`"),
        "{:?}",
        lines(&built)
    );
    let keys = "solved: solved\npaused: {column: waiting, unit: minutes}";
    let mut files = desk(keys, questions, &csv);
    let config = files.text("cxpress.yaml").expect("a text") + "limits: {rejected_rows: 5%}\n";
    files = files.with("cxpress.yaml", config);
    let built = build_files(&files, None);
    let found = lines(&built);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("warning t.csv:9 rejected: 1 row rejected: a pause that is longer"),
        "{found:?}"
    );
}

#[test]
fn a_flag_and_a_number_of_times_do_where_an_export_has_no_more() {
    let csv = rows("created,sla status,reopens", 40, |at, day| {
        let met = ["Met", "Breached", "met", ""][at % 4];
        format!("{day} 08:00,{met},{}", usize::from(at % 8 == 0) * 2)
    });
    let built = build_files(
        &desk(
            "met: SLA status\nreopens: reopens",
            "promise: {metric: sla}\nagain: {metric: reopen}",
            &csv,
        ),
        None,
    );
    let report = report_of(&built);
    quiet(&built);
    check(report, "promise", &[(None, 200.0 / 3.0), (Some("met"), 20.0)]);
    check(report, "again", &[(None, 12.5), (Some("reopened"), 5.0)]);
}

#[test]
fn a_window_without_an_effect_is_told() {
    let csv = rows("created,reopens", 40, |_, day| format!("{day} 08:00,0"));
    let built = build_files(
        &desk("reopens: reopens", "again: {metric: reopen, within: 3d}", &csv),
        None,
    );
    assert!(
        lines(&built).iter().any(|line| line.contains("within")),
        "{:?}",
        lines(&built)
    );
}

#[test]
fn every_later_ticket_of_a_customer_is_looked_at() {
    let mut csv = "created,solved,contacts,customer\n".to_owned();
    for at in 0..12 {
        let _ = write!(
            csv,
            "2026-10-01 08:00,2026-10-10 09:00,1,c{at}\n2026-10-04 08:00,2026-10-04 09:00,1,c{at}\n\
             2026-10-12 08:00,2026-10-12 09:00,1,c{at}\n2026-11-{:02} 08:00,2026-11-{:02} 09:00,1,d{at}\n",
            at + 1,
            at + 1
        );
    }
    let built = build_files(
        &desk(
            "solved: solved\ncontacts: contacts\ncustomer: customer",
            "first: {metric: first-contact, within: 7d}\nagain: {metric: repeat-contact, within: 7d}",
            &csv,
        ),
        None,
    );
    let report = report_of(&built);
    check(report, "first", &[(None, 200.0 / 3.0), (Some("later"), 12.0)]);
    check(report, "again", &[(None, 100.0 / 3.0), (Some("repeated"), 12.0)]);
}

#[test]
fn an_earlier_period_is_as_much_over_when_it_is_asked_for_as_when_it_is_passed_by() {
    let mut csv = "created,solved\n".to_owned();
    for at in 0..12 {
        let _ = write!(
            csv,
            "2026-10-01 08:00,\n2026-10-12 08:00,2026-10-12 09:00\n2026-11-{:02} 08:00,\n",
            at + 1
        );
    }
    let files = desk("solved: solved", "time: {metric: resolution, within: 14d}", &csv);
    for asked in [None, Some("2026-10")] {
        let built = build_files(&files, asked);
        let report = report_of(&built);
        check(report, "time", &[(Some("within"), 50.0)]);
        let october = report.periods.iter().find(|period| period.id == "2026-10");
        assert_eq!(october.expect("a period").partial, None, "{asked:?}");
    }
    let built = build_files(&files, Some("2026-11"));
    assert_eq!(
        report_of(&built).current_period().partial,
        Some(date(2026, 11, 12))
    );
}

#[test]
fn what_happened_to_tickets_tells_that_a_period_is_over() {
    let csv = rows("created,solved", 40, |at, day| {
        let solved = if at == 0 { "2026-11-01 03:00" } else { day };
        format!("{day},{solved}")
    });
    let built = build_files(&desk("solved: solved", "time: {metric: resolution}", &csv), None);
    assert_eq!(report_of(&built).current_period().partial, None);
}

const CUSTOMERS: &str = "\
schema: 1
title: Customers
period: month
sources:
  customers:
    kind: customers
    files: c.csv
";

#[test]
fn customers_alone_are_reported_on_until_the_last_date_of_any_column() {
    let mut csv = "since,lost\n".to_owned();
    for month in 1..=12 {
        let _ = write!(csv, "2024-01-15,\n2024-01-15,2026-{month:02}-10\n2024-01-15,\n");
    }
    let config = format!(
        "{CUSTOMERS}    since: since\n    lost: lost\n    questions:\n      churn: {{metric: churn}}\n"
    );
    let files = MemoryFiles::new().with("cxpress.yaml", config).with("c.csv", csv);
    for (asked, active) in [(None, 25.0), (Some("2026-06"), 31.0), (Some("2025-03"), 36.0)] {
        let built = build_files(&files, asked);
        let report = report_of(&built);
        let period = asked.unwrap_or("2026-12");
        assert_eq!(report.current_period().id, period);
        assert_eq!(value(total(report, "churn", period), Some("active")), active);
    }
}

#[test]
fn churn_is_told_by_customers_of_a_period_without_dates() {
    let csv = rows("month,customer,churned", 60, |at, _| {
        let month = if at < 30 { "2026-09-01" } else { "2026-10-01" };
        format!(
            "{month},c{},{}",
            at % 30,
            if at % 10 == 0 || at == 35 { "Yes" } else { "No" }
        )
    });
    let config = format!(
        "{CUSTOMERS}    period: {{column: month}}\n    churned: churned\n    questions:\n      churn: {{metric: churn}}\n"
    );
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config.clone())
        .with("c.csv", csv);
    let built = build_files(&files, None);
    let report = report_of(&built);
    quiet(&built);
    check(
        report,
        "churn",
        &[(None, 400.0 / 30.0), (Some("active"), 30.0), (Some("lost"), 4.0)],
    );
    assert_eq!(value(total(report, "churn", "2026-09"), None), 10.0);
    for (wrong, says) in [
        (
            config.replace("churn}", "loss}"),
            "needs to know when each of its rows began",
        ),
        (
            config.replace("churned: churned", "lost: churned"),
            "it is for customers with `since`",
        ),
    ] {
        let built = build_files(&files.clone().with("cxpress.yaml", wrong), None);
        assert!(
            lines(&built).iter().any(|line| line.contains(says)),
            "{:?}",
            lines(&built)
        );
    }
}

#[test]
fn where_nothing_is_open_nothing_is_explained() {
    let sentence = "still open are the slow ones";
    let time = "time: {metric: resolution, within: 1d, label: Time}";
    let open = |open: usize, hours: fn(usize) -> usize| {
        let csv = rows("created,solved", 60, |at, day| {
            let solved = format!("{day} {:02}:00", 8 + hours(at));
            format!("{day} 08:00,{}", if at < open { "" } else { &solved })
        });
        let built = build_files(&desk("solved: solved", time, &csv), None);
        page(&built, "2026-10/metrics/time.html")
    };
    let none = open(0, |at| 2 + at % 2 * 2);
    assert!(
        !none.contains(sentence) && !none.contains("Closed tickets alone"),
        "nothing is open"
    );
    let one = open(1, |at| if at % 3 == 0 { 9 } else { 1 });
    assert!(!one.contains("Closed tickets alone"), "one changes nothing");
    let many = open(28, |at| at % 12 + 1);
    assert!(many.contains(sentence), "{many}");
}

#[test]
fn merged_tickets_that_count_are_named_unless_something_is_said_of_them() {
    let csv = rows("created,solved,Status", 60, |at, day| {
        let status = ["closed", "Merged", "closed", "spam"][at % 4];
        format!("{day} 08:00,{day} 12:00,{status}")
    });
    let time = "time: {metric: resolution}";
    let built = build_files(&desk("solved: solved", time, &csv), None);
    let found = lines(&built);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("tickets-of-nobody") && found[0].contains("15 `merged`, 15 `spam`"),
        "{found:?}"
    );
    assert!(
        found[0].contains("leave_out: {Status: [merged, spam]}"),
        "{found:?}"
    );
    for keys in [
        "solved: solved\nleave_out: {status: [merged, SPAM]}",
        "solved: solved\nleave_out: none",
    ] {
        let built = build_files(&desk(keys, time, &csv), None);
        quiet(&built);
        let report = report_of(&built);
        assert!(imbalance(&report.data).is_empty());
        let n = if keys.ends_with("none") { 60 } else { 30 };
        assert_eq!(estimate(total(report, "time", "2026-10"), None).base, n);
    }
}

#[test]
fn the_ledger_names_what_was_left_out_by_what() {
    let csv = rows("created,solved,tags", 40, |at, day| {
        format!(
            "{day} 08:00,{day} 12:00,\"vip, {}\"",
            if at < 10 { "Test" } else { "other" }
        )
    });
    let built = build_files(
        &desk(
            "solved: solved\nleave_out: {Tags: [test]}",
            "time: {metric: resolution}",
            &csv,
        ),
        None,
    );
    quiet(&built);
    let aside = &report_of(&built).data.sources[0].files[0].rows.set_aside;
    assert_eq!(aside.get("left-out:Tags: test"), Some(&10));
    let site = built.site.as_ref().expect("a site");
    let all: String = site
        .files
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    assert!(all.contains("rows left out by Tags: test"));
}

#[test]
fn files_that_programs_leave_beside_others_are_no_tables() {
    let config = "schema: 1\ntitle: T\nperiod: month\nsources:\n  s:\n    kind: survey\n    files: data/*\n    \
                  period: {column: date}\n    questions: {nps: {column: nps, metric: nps}}\n";
    let csv = rows("date,nps", 40, |at, day| format!("{day},{}", at % 11));
    let beside = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("data/~$answers.csv", "locked by somebody")
        .with("data/._answers.csv", "what a Macintosh knows");
    let built = build_files(&beside, None);
    let found = lines(&built);
    assert!(
        found[0].contains("no-files") && found[0].contains("only `data/"),
        "{found:?}"
    );
    let built = build_files(&beside.with("data/answers.csv", csv), None);
    quiet(&built);
    assert_eq!(report_of(&built).data.sources[0].files.len(), 1);
}
