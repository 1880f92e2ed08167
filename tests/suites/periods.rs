//! Periods as a whole: the last one not yet over, an earlier one asked for, waves, gaps.

use cxpress_core::MemoryFiles;
use cxpress_report::{Cell, Contrast};
use cxpress_tests::{build_files, estimate, figure, report_of, total, value};
use jiff::civil::date;

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
    assert_eq!(report.current_period().partial, Some(date(2026, 10, 6)));
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
        assert!(
            built
                .diagnostics
                .iter()
                .any(|one| one.code.name() == "unknown-period")
        );
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

/// What is said of a survey with so many answers in months, and of the lines it is said of.
fn said_of(months: &[(&str, u32)], keys: &str) -> Vec<String> {
    let files = MemoryFiles::new()
        .with(
            "cxpress.yaml",
            SURVEY.replace("    period: {", &format!("{keys}    period: {{")),
        )
        .with("survey.csv", survey(months));
    let built = build_files(&files, None);
    let said = built.diagnostics.iter().map(|one| {
        let place = one.place.as_ref().map(ToString::to_string).unwrap_or_default();
        format!(
            "{:?} {} {place}: {} {:?}",
            one.severity, one.code, one.message, one.help
        )
    });
    said.collect()
}

#[test]
fn a_mistyped_year_is_an_error_that_says_where() {
    let far = said_of(&[("2026-09", 30), ("2026-10", 40), ("2027-10", 1)], "");
    assert_eq!(far.len(), 1, "{far:#?}");
    for part in [
        "Error far-off survey.csv:72:",
        "1 row of `survey` lies in `2027-10`, 11 empty months after all others",
        "`until: 2026-10-31`",
        "`until: 2027-10-31` lets them in",
    ] {
        assert!(far[0].contains(part), "{part}: {far:#?}");
    }
    let early = said_of(&[("1980-01", 6), ("2026-09", 30), ("2026-10", 24)], "");
    assert!(
        early[0].contains("Error far-off survey.csv:2:") && early[0].contains("`from: 2026-09-01`"),
        "{early:#?}"
    );
    // Either way out of it is one.
    for keys in ["    until: 2026-10-31\n", "    until: 2027-10\n"] {
        assert!(said_of(&[("2026-09", 30), ("2026-10", 40), ("2027-10", 6)], keys).is_empty());
    }
}

#[test]
fn what_comes_rarely_is_not_far_off() {
    for good in [
        &[
            ("2023-10", 400),
            ("2024-10", 390),
            ("2025-10", 410),
            ("2026-10", 7),
        ][..],
        &[("2026-01", 9), ("2026-05", 6), ("2026-10", 8)],
        &[
            ("2024-01", 2),
            ("2024-03", 1),
            ("2024-09", 3),
            ("2025-02", 1),
            ("2025-10", 2),
            ("2026-10", 6),
        ],
    ] {
        let said = said_of(good, "");
        assert!(said.is_empty(), "{said:#?}");
    }
}

#[test]
fn a_last_month_with_too_few_answers_is_not_reported_on_unless_it_is_asked_for() {
    let files = MemoryFiles::new()
        .with("cxpress.yaml", SURVEY)
        .with(
            "survey.csv",
            survey(&[("2026-09", 60), ("2026-10", 60), ("2026-11", 4)]),
        )
        .with("commentary/2026-11/overview.md", "It begins.\n");
    let built = build_files(&files, None);
    let report = report_of(&built);
    assert_eq!(report.current_period().id, "2026-10");
    assert_eq!(
        report.later.as_ref().map(|later| later.id.as_str()),
        Some("2026-11")
    );
    let rows = &report.data.sources[0].files[0].rows;
    assert_eq!(rows.set_aside.get("later-period"), Some(&4));
    let note = built.note.as_deref().unwrap_or_default();
    assert!(
        note.contains("`2026-11`") && note.contains("about `2026-10`"),
        "{note}"
    );
    let page = |site: &cxpress_generator::Site, path: &str| {
        String::from_utf8_lossy(site.files.get(path).map_or(&[][..], Vec::as_slice)).into_owned()
    };
    let site = built.site.as_ref().expect("a site");
    assert!(page(site, "2026-10/index.html").contains("November 2026 has too few answers so far"));
    assert!(!page(site, "2026-09/index.html").contains("too few answers so far"));
    // The same as if the month before had been asked for, but for what is said of it.
    let asked = build_files(&files, Some("2026-10"));
    assert_eq!(report_of(&asked).figures, report.figures);
    assert_eq!((&asked.note, &report_of(&asked).later), (&None, &None));
    let itself = build_files(&files, Some("2026-11"));
    assert_eq!(
        (
            report_of(&itself).current_period().id.as_str(),
            itself.note.as_deref()
        ),
        ("2026-11", None)
    );
    // Five can be shown.
    let enough = files.with("survey.csv", survey(&[("2026-10", 60), ("2026-11", 5)]));
    assert_eq!(
        report_of(&build_files(&enough, None)).current_period().id,
        "2026-11"
    );
}

#[test]
fn months_that_never_have_enough_are_reported_on_all_the_same() {
    let few = [("2026-07", 9), ("2026-08", 2), ("2026-09", 3), ("2026-10", 2)];
    let files = MemoryFiles::new()
        .with("cxpress.yaml", SURVEY)
        .with("survey.csv", survey(&few));
    let built = build_files(&files, None);
    assert_eq!(
        (
            report_of(&built).current_period().id.as_str(),
            built.note.as_deref()
        ),
        ("2026-10", None)
    );
}

#[test]
fn quarters_of_a_financial_year_are_named_wherever_a_period_is() {
    let config = SURVEY.replace("period: month", "period: quarter\nfiscal_year: 04");
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("survey.csv", survey(&[("2026-05", 60), ("2026-08", 60), ("2026-10", 60)]))
        .with("commentary/FY2027-Q3/overview.md", "The *third* quarter.\n")
        .with(
            "actions/chat.yaml",
            "id: chat\ntitle: Better chat\nfinding: Chat is slow.\nfigure: recommend\nowner: Us\nopened: 2026-08-10\ndue: 2026-12-01\n",
        );
    let built = build_files(&files, None);
    let report = report_of(&built);
    let periods: Vec<_> = report.periods.iter().map(|period| period.id.as_str()).collect();
    assert_eq!(periods, ["FY2027-Q1", "FY2027-Q2", "FY2027-Q3"]);
    let site = built.site.as_ref().expect("a site");
    let page = String::from_utf8_lossy(&site.files["FY2027-Q3/index.html"]).into_owned();
    for part in [
        "FY2027 Q3",
        "1 October 2026 to 31 December 2026",
        "<em>third</em>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for asked in ["FY2027-Q2", "FY2027 Q2"] {
        assert_eq!(
            report_of(&build_files(&files, Some(asked))).current_period().id,
            "FY2027-Q2"
        );
    }
    let unknown = build_files(&files, Some("2027-Q2"));
    let help = unknown
        .diagnostics
        .iter()
        .find_map(|one| one.help.clone())
        .unwrap_or_default();
    assert!(help.contains("`FY2027-Q3`"), "{help}");
}

#[test]
fn waves_of_days_say_what_to_write() {
    let config = SURVEY.replace("period: month", "period: wave");
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("survey.csv", survey(&[("2018-12", 60)]));
    let built = build_files(&files, None);
    let codes: Vec<_> = built
        .diagnostics
        .iter()
        .map(|one| (one.code.name(), one.message.as_str()))
        .collect();
    assert_eq!(
        codes,
        [(
            "waves-with-days",
            "`date` of `survey` holds days such as `2018-12-01`, and waves have names"
        )]
    );
}

#[test]
fn a_wave_with_a_blank_has_an_address_and_keeps_its_name() {
    let config = SURVEY
        .replace("period: month", "period: wave")
        .replace("survey.csv", "\"*.csv\"")
        .replace(
            "{column: date}",
            "{from: file-name, pattern: \"^(?<wave>.*)[.]csv$\"}",
        );
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("Frühjahr & Sommer 1.csv", survey(&[("2026-04", 60)]))
        .with("Frühjahr & Sommer 2.csv", survey(&[("2026-10", 60)]))
        .with("commentary/Frühjahr & Sommer 2/overview.md", "Said *here*.\n");
    let built = build_files(&files, None);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let current = report_of(&built).current_period();
    assert_eq!(current.name.as_deref(), Some("Frühjahr & Sommer 2"));
    let site = built.site.as_ref().expect("a site");
    let page = String::from_utf8_lossy(&site.files[&format!("{}/index.html", current.id)]).into_owned();
    assert!(page.contains("Frühjahr &amp; Sommer 2") && page.contains("<em>here</em>"));
    for asked in ["Frühjahr & Sommer 1", report_of(&built).periods[0].id.as_str()] {
        assert_eq!(report_of(&build_files(&files, Some(asked))).current, 0);
    }
}

#[test]
fn an_order_of_waves_that_letters_decide_is_said_to_be_a_guess() {
    let config = SURVEY
        .replace("period: month", "period: wave")
        .replace("{column: date}", "{column: wave}");
    let csv = |waves: [&str; 2]| {
        let rows = waves.map(|wave| format!("{wave},9\n").repeat(60));
        format!("wave,score\n{}", rows.concat())
    };
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config.as_str())
        .with("survey.csv", csv(["Spring", "Autumn"]));
    let order = |files: &MemoryFiles| {
        let built = build_files(files, None);
        let codes: Vec<_> = built.diagnostics.iter().map(|one| one.code.name()).collect();
        let periods: Vec<_> = report_of(&built)
            .periods
            .iter()
            .map(|period| period.id.clone())
            .collect();
        (codes, periods.join(" "))
    };
    let guess = order(&files);
    assert_eq!(guess.0, ["order-of-waves"]);
    let listed = files.clone().with(
        "cxpress.yaml",
        config.replace("period: wave", "period: wave\nwaves: [Spring, Autumn]"),
    );
    assert_eq!(order(&listed).0, Vec::<&str>::new());
    assert!(order(&listed).1.to_lowercase().starts_with("spring"));
    let counted = files.with("survey.csv", csv(["Wave 10", "Wave 9"]));
    assert_eq!(order(&counted).0, Vec::<&str>::new());
    assert!(order(&counted).1.starts_with("wave-9-"));
}

#[test]
fn the_same_stands_by_quarters_in_a_folder_of_the_site() {
    let days = [
        "2026-03-03",
        "2026-03-30",
        "2026-04-07",
        "2026-05-12",
        "2026-06-03",
        "2026-06-30",
    ];
    let config = TICKETS.replace("period: month", "periods: [month, quarter]");
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("commentary/2026-06/overview.md", "June alone.\n")
        .with("commentary/2026-Q2/overview.md", "The whole quarter.\n")
        .with("tickets.csv", tickets(&days, 5));
    let built = build_files(&files, None);
    let said = cxpress_tests::lines(&built);
    let site = built.site.as_ref().unwrap_or_else(|| panic!("{said:#?}"));
    let page = |path: &str| String::from_utf8_lossy(&site.files[path]).into_owned();
    assert!(page("index.html").contains("href=\"quarter/index.html\">By quarter</a>"));
    assert!(page("2026-05/metrics/promise.html").contains("href=\"../../quarter/index.html\""));
    let quarter = page("quarter/index.html");
    assert!(
        quarter.contains("href=\"../index.html\">By month</a>"),
        "{quarter}"
    );
    assert!(quarter.contains("<b>Q2 2026</b>"), "{quarter}");
    assert!(site.files.contains_key("quarter/2026-Q1/metrics/promise.html"));
    assert!(site.files.contains_key("quarter/archive.html"));
}

#[test]
fn quarters_hold_what_their_months_hold() {
    let days = ["2026-03-03", "2026-04-07", "2026-05-12", "2026-06-30"];
    let files = |period: &str| {
        MemoryFiles::new()
            .with("cxpress.yaml", TICKETS.replace("period: month", period))
            .with("tickets.csv", tickets(&days, 0))
    };
    let months = build_files(&files("period: month"), None);
    let quarters = build_files(&files("period: quarter"), None);
    let base = |built: &cxpress::Built, period: &str| {
        estimate(total(report_of(built), "promise", period), None).base
    };
    let sum: u64 = ["2026-04", "2026-05", "2026-06"]
        .iter()
        .map(|month| base(&months, month))
        .sum();
    assert_eq!(base(&quarters, "2026-Q2"), sum);
    let asked = cxpress::build(&cxpress::Request {
        files: &files("period: month"),
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: Some(cxpress_report::PeriodKind::Quarter),
        store: &cxpress_core::read::Forgetful,
        progress: &|_| (),
    });
    assert!(
        asked.site == quarters.site,
        "asked for or configured, the same bytes"
    );
}
