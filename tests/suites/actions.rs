//! What was promised, from period to period; what happened; what figures are held to.

use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_report::{
    Action, BenchmarkVerdict, Effect, Level, Report, Standing, Step, TargetVerdict, Verdict,
};
use cxpress_tests::{build_files, figure, lines, period, report_of, total};
use jiff::civil::date;

const CONFIG: &str = "\
schema: 1
title: Survey
period: month
sources:
  survey:
    kind: survey
    files: survey.csv
    period: {column: date}
    dimensions:
      channel: {column: channel, labels: {chat: Live chat}}
    questions:
      content: {column: score, scale: 1..5, metric: csat, label: Content}
";

/// So many content and others in a month, by a channel, until a day of it.
fn answers(month: &str, channel: &str, content: u32, others: u32, until: u32) -> String {
    let row = |at: u32, score: u32| format!("{month}-{:02},{score},{channel}\n", at % until + 1);
    let content = (0..content).map(|at| row(at, 5));
    content.chain((0..others).map(|at| row(at, 2))).collect()
}

/// July 48 of 80, August 36 of 60, September 56 of 70: the numbers of the definitions for July and September.
fn survey(until: u32) -> String {
    let mut csv = "date,score,channel\n".to_owned();
    csv += &answers("2026-07", "shop", 30, 20, 31);
    csv += &answers("2026-07", "chat", 18, 12, 31);
    csv += &answers("2026-08", "shop", 24, 16, 31);
    csv += &answers("2026-08", "chat", 12, 8, 31);
    csv += &answers("2026-09", "shop", 40, 10, until);
    csv += &answers("2026-09", "chat", 13, 4, until);
    csv += &answers("2026-09", "fax", 3, 0, until);
    csv
}

/// The months before: March to May 48 of 80 in all, as in July; in June nobody was content.
fn history() -> String {
    let mut csv = String::new();
    for (month, others) in [("2026-03", 7), ("2026-04", 7), ("2026-05", 6)] {
        csv += &answers(month, "shop", 10, others, 30);
        csv += &answers(month, "chat", 6, 4, 30);
    }
    csv + &answers("2026-06", "shop", 0, 40, 30) + &answers("2026-06", "chat", 0, 12, 30)
}

fn project() -> MemoryFiles {
    MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("survey.csv", survey(30))
}

/// An action with more lines after what every action has.
fn action(id: &str, more: &str) -> String {
    format!("id: {id}\ntitle: Do {id}\nfinding: It was <slow>.\nfigure: content\nowner: Ada\n{more}")
}

const WHOLE: &str = "opened: 2026-07-20\nreviewed: 2026-08-01\naction: 2026-08-10\nverified: 2026-09-25\n\
                     due: 2026-08-05\nsaid: \"Too <b>slow</b>\"\ndid: It is faster.\n";

fn built(files: &MemoryFiles, until: Option<&str>) -> Built {
    let built = build_files(files, until);
    assert!(built.site.is_some(), "{}", lines(&built).join("\n"));
    built
}

#[track_caller]
fn found<'a>(report: &'a Report, id: &str) -> &'a Action {
    let found = report.actions.iter().find(|action| action.id == id);
    found.unwrap_or_else(|| panic!("no action `{id}`"))
}

#[track_caller]
fn stood<'a>(report: &'a Report, id: &str, period_id: &str) -> &'a Standing {
    let standing = &found(report, id).standings[period(report, period_id)];
    standing
        .as_ref()
        .unwrap_or_else(|| panic!("`{id}` is not known in {period_id}"))
}

#[track_caller]
fn page(built: &Built, path: &str) -> String {
    let site = built.site.as_ref().expect("a site");
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("no page {path}"));
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

#[test]
fn an_action_carries_over_and_takes_its_steps_by_itself() {
    let files = project().with("actions/whole.yaml", action("whole", WHOLE));
    let built = built(&files, None);
    let report = report_of(&built);
    let at = |period_id: &str| {
        let standing = stood(report, "whole", period_id);
        (standing.step, standing.age, standing.overdue, standing.is_open())
    };
    assert_eq!(at("2026-07"), (Step::Received, 11, 0, true));
    // 11 days of July and 31 of August. The action was late, but it has been taken.
    assert_eq!(at("2026-08"), (Step::Action, 42, 0, true));
    // Until 25 September, when it ended.
    assert_eq!(at("2026-09"), (Step::Verified, 67, 0, false));
    assert!(stood(report, "whole", "2026-07").effect.is_none());
    assert_eq!(stood(report, "whole", "2026-08").effect, Some(Effect::TooSoon));
}

#[test]
fn a_report_of_an_earlier_period_does_not_know_what_came_later() {
    let files = project()
        .with("actions/a.yaml", action("whole", WHOLE))
        .with("actions/b.yaml", action("late", "opened: 2026-09-02\n"));
    let built = built(&files, Some("2026-07"));
    let report = report_of(&built);
    let whole = found(report, "whole");
    assert_eq!(whole.steps, [(Step::Received, date(2026, 7, 20))]);
    assert_eq!((whole.did.as_deref(), whole.standings.len()), (None, 1));
    assert!(report.actions.iter().all(|action| action.id != "late"));
    let text = page(&built, "actions.html");
    assert!(
        text.contains("20 July 2026") && !text.contains("10 August 2026") && !text.contains("It is faster")
    );
}

#[test]
fn pages_of_earlier_periods_do_not_know_what_came_later() {
    let files = project().with("actions/a.yaml", action("whole", WHOLE));
    let built = built(&files, None);
    let (july, september) = (
        page(&built, "2026-07/actions.html"),
        page(&built, "2026-09/actions.html"),
    );
    assert!(july.contains("One action is open") && july.contains(">not yet<"));
    assert!(!july.contains("10 August 2026") && !july.contains("It is faster"));
    assert!(september.contains("No action is open; 1 verified.") && september.contains("It is faster"));
    assert!(september.contains("25 September 2026") && !september.contains(">not yet<"));
    assert!(september.contains("5 August 2026: done late"));
    assert!(september.contains("Too &lt;b&gt;slow&lt;/b&gt;") && !september.contains("<b>slow"));
    assert_eq!(
        page(&built, "actions.html")
            .matches("id=\"action-whole\"")
            .count(),
        1
    );
}

#[test]
fn days_past_due_count_until_the_end_of_the_period_or_of_the_data() {
    let open = action("open", "opened: 2026-07-01\ndue: 2026-08-15\n");
    let dropped = action(
        "over",
        "opened: 2026-07-01\ndue: 2026-08-15\ndropped: {date: 2026-08-20, reason: No}\n",
    );
    let files = project()
        .with("actions/a.yaml", &*open)
        .with("actions/b.yaml", dropped);
    let whole = built(&files, None);
    let report = report_of(&whole);
    let overdue = |id: &str| ["2026-07", "2026-08", "2026-09"].map(|it| stood(report, id, it).overdue);
    assert_eq!(overdue("open"), [0, 16, 46]);
    assert_eq!(overdue("over"), [0, 0, 0]);
    assert_eq!(stood(report, "over", "2026-09").age, 50);
    assert!(page(&whole, "index.html").contains("15 August 2026: overdue by 46 days"));
    // The data end on 20 September: nothing is known of the last ten days.
    let cut = project()
        .with("survey.csv", survey(20))
        .with("actions/a.yaml", open);
    let cut = built(&cut, None);
    let report = report_of(&cut);
    assert_eq!(report.current_period().partial, Some(date(2026, 9, 20)));
    let standing = stood(report, "open", "2026-09");
    assert_eq!((standing.overdue, standing.age), (36, 81));
}

#[test]
fn before_and_after_are_the_numbers_of_the_definitions() {
    let files = project()
        .with("survey.csv", survey(30) + &history())
        .with("actions/a.yaml", action("whole", WHOLE));
    let built = built(&files, None);
    let report = report_of(&built);
    let Some(Effect::Compared {
        before,
        after,
        comparison: Some(comparison),
        others: None,
    }) = &stood(report, "whole", "2026-09").effect
    else {
        panic!("no comparison")
    };
    // The action was taken on 10 August: June and July may have prompted it, September is the first full month since.
    let at = |level: &Level| (level.from, level.to);
    assert_eq!(at(before), (period(report, "2026-03"), period(report, "2026-05")));
    assert_eq!(at(after), (period(report, "2026-09"), period(report, "2026-09")));
    let change = comparison.change.as_ref().expect("a change");
    assert_eq!((change.before, change.after), (60.0, 80.0));
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-4, "{found}, {expected}");
    close(change.interval.low, 5.2431);
    close(change.interval.high.expect("an end"), 33.3873);
    close(change.p, 0.008_133);
    assert_eq!(
        (comparison.verdict, comparison.adjusted_p),
        (Verdict::Improved, None)
    );
    let text = page(&built, "actions.html");
    assert!(
        text.contains(
            "September 2026: 80.0 %, from 60.0 % in March 2026 to May 2026: +20.0 points (+5.2 … +33.4)"
        ),
        "{text}"
    );
}

#[test]
fn a_group_is_held_beside_everybody_else() {
    let more = "opened: 2026-07-20\nreviewed: 2026-08-01\naction: 2026-08-10\nslice: {channel: shop}\n";
    let files = project()
        .with("survey.csv", survey(30) + &history())
        .with("actions/a.yaml", action("shop", more));
    let built = built(&files, None);
    let report = report_of(&built);
    let Some(Effect::Compared {
        comparison: Some(comparison),
        others: Some(others),
        ..
    }) = &stood(report, "shop", "2026-09").effect
    else {
        panic!("no comparison: {:?}", stood(report, "shop", "2026-09").effect)
    };
    let of = |comparison: &cxpress_report::Comparison| {
        let change = comparison.change.as_ref().expect("a change");
        (change.before, change.after)
    };
    // Shops 30 of 50, then 40 of 50; all others 18 of 30, then 16 of 20.
    assert_eq!((of(comparison), of(others)), ((60.0, 80.0), (60.0, 80.0)));
}

#[test]
fn an_action_after_two_months_has_nothing_to_be_held_against() {
    let files = project().with("actions/a.yaml", action("whole", WHOLE));
    let built = built(&files, None);
    assert_eq!(
        stood(report_of(&built), "whole", "2026-09").effect,
        Some(Effect::NothingBefore)
    );
    assert!(page(&built, "actions.html").contains("fewer than three periods are known"));
}

#[test]
fn small_groups_stay_hidden_and_few_answers_stay_unjudged() {
    let taken = "opened: 2026-07-20\nreviewed: 2026-08-01\naction: 2026-08-10\n";
    let files = project()
        .with(
            "actions/a.yaml",
            action("fax", &format!("{taken}slice: {{channel: fax}}\n")),
        )
        .with(
            "actions/b.yaml",
            action("chat", &format!("{taken}slice: {{channel: Live chat}}\n")),
        );
    let files = files.with(
        "survey.csv",
        survey(30)
            + &history()
            + &answers("2026-03", "fax", 2, 6, 31)
            + &answers("2026-04", "fax", 2, 6, 30)
            + &answers("2026-05", "fax", 2, 6, 31)
            + &answers("2026-09", "mail", 9, 3, 30),
    );
    let built = built(&files, None);
    let report = report_of(&built);
    assert_eq!(stood(report, "fax", "2026-09").effect, Some(Effect::Withheld));
    let Some(Effect::Compared {
        comparison: Some(comparison),
        ..
    }) = &stood(report, "chat", "2026-09").effect
    else {
        panic!("no comparison: {:?}", stood(report, "chat", "2026-09").effect)
    };
    assert_eq!(comparison.verdict, Verdict::TooFew);
    let text = page(&built, "actions.html");
    assert!(text.contains("withheld (fewer than 5)") && text.contains("too few to say"));
    // Neither of the values of fax: 25 % before, 100 % in September. What everybody else says tells of no withheld group.
    assert!(!text.contains("25.0 %") && !text.contains("100.0 %"), "{text}");
}

#[test]
fn names_that_are_not_there_are_warnings_with_the_nearest() {
    let wrong = action("wrong", "opened: 2026-07-20\n").replace("figure: content", "figure: contant");
    let slice = action("slice", "opened: 2026-07-20\nslice: {channel: caht}\n");
    let dimension = action("dimension", "opened: 2026-07-20\nslice: {chanel: chat}\n");
    let files = project()
        .with("actions/a.yaml", wrong)
        .with("actions/b.yaml", slice)
        .with("actions/c.yaml", dimension)
        .with(
            "events.yaml",
            "- {date: 2026-08-03, label: Move, figures: [contend]}\n",
        );
    let built = built(&files, None);
    assert_eq!(
        lines(&built),
        [
            "warning actions/a.yaml:4:9 unknown-figure: there is no question `contant` | did you mean `content`?",
            "warning actions/b.yaml:7:18 unknown-value: there is no value of `channel` `caht` | did you mean `chat`?",
            "warning actions/c.yaml:7:9 unknown-dimension: there is no dimension `chanel` | did you mean `channel`?",
            "warning events.yaml:1:45 unknown-figure: there is no question `contend` | did you mean `content`?",
        ]
    );
    let report = report_of(&built);
    assert!(report.actions.iter().all(|action| action.aim.is_none()));
    assert!(page(&built, "actions.html").contains("this report has no such figure or group"));
}

#[test]
fn mistakes_in_actions_stop_the_site_and_come_all_at_once() {
    let files = project()
        .with(
            "actions/a.yaml",
            action("one", "opened: 2026-07-20\naction: 2026-08-10\n"),
        )
        .with("actions/b.yaml", action("two", "opened: 20 July\n"))
        .with("actions/c.yaml", action("three", "opened: 2026-07-20\n"))
        .with("actions/d.yaml", action("three", "opened: 2026-07-21\n"));
    let built = build_files(&files, None);
    assert!(built.site.is_none());
    let found = lines(&built);
    let starts = [
        "error actions/a.yaml:7:1 step-missing: `action` has a date, but `reviewed` has none | add `reviewed:`",
        "error actions/b.yaml:6:9 invalid-value: `opened`: `20 July` is no date | write it like `2026-10-31`",
        "error actions/d.yaml:1:1 duplicate-action: two actions have the id `three`; the other is in actions/c.yaml:1:1",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (found, start) in found.iter().zip(starts) {
        assert!(found.starts_with(start), "{found}");
    }
}

#[test]
fn without_actions_nothing_leads_to_a_page_of_them() {
    let built = built(&project(), None);
    let site = built.site.as_ref().expect("a site");
    assert!(site.files.keys().all(|path| !path.ends_with("actions.html")));
    assert!(!page(&built, "index.html").contains("actions.html"));
    let files = project().with("actions/a.yaml", action("late", "opened: 2026-09-02\n"));
    let later = self::built(&files, None);
    let site = later.site.as_ref().expect("a site");
    let paths: Vec<_> = site
        .files
        .keys()
        .filter(|path| path.ends_with("actions.html"))
        .collect();
    assert_eq!(paths, ["2026-09/actions.html", "actions.html"]);
    assert!(page(&later, "index.html").contains("href=\"actions.html\""));
    assert!(!page(&later, "2026-08/index.html").contains("actions.html"));
}

#[test]
fn the_overview_names_the_five_oldest() {
    let mut files = project();
    for at in 1..=7 {
        let more = format!("opened: 2026-07-{:02}\n", 20 - at);
        files = files.with(
            format!("actions/{at}.yaml"),
            action(&format!("number-{at}"), &more),
        );
    }
    let built = built(&files, None);
    let text = page(&built, "index.html");
    let (_, text) = text.split_once("id=\"promised\"").expect("the section");
    let places: Vec<_> = (3..=7)
        .map(|at| text.find(&format!("Do number-{at}")).expect("it is named"))
        .collect();
    assert!(
        places.is_sorted_by(|earlier, later| earlier > later),
        "{places:?}"
    );
    assert!(!text.contains("Do number-1") && !text.contains("Do number-2"));
    assert!(text.contains("7 actions are open.") && text.contains("All 7 actions"));
}

#[test]
fn events_mark_charts_until_the_end_of_the_period() {
    let events = "- {date: 2026-09-05, label: \"<b>New</b> site\"}\n- {date: 2026-08-03, label: Move}\n\
                  - {date: 2026-06-30, label: Before all}\n- {date: 2026-10-01, label: After all}\n";
    let files = project().with("events.yaml", events);
    let built = built(&files, None);
    let (august, september) = (
        page(&built, "2026-08/metrics/content.html"),
        page(&built, "2026-09/metrics/content.html"),
    );
    assert!(
        august.contains("<dt>1</dt><dd><time datetime=\"2026-08-03\">3 August 2026</time> Move")
            && !august.contains("New")
    );
    assert!(
        september.contains("<dt>1</dt><dd><time datetime=\"2026-08-03\">3 August 2026</time> Move")
            && september.contains("5 September 2026</time> &lt;b&gt;New&lt;/b&gt; site")
    );
    assert!(
        !september.contains("<b>New")
            && !september.contains("Before all")
            && !september.contains("After all")
    );
    assert!(!page(&built, "2026-07/metrics/content.html").contains("class=\"events\""));
    let numbers = |text: &str| {
        let trend = text
            .split("id=\"trend\"")
            .nth(1)
            .and_then(|rest| rest.split("</section>").next());
        let trend = trend.expect("a trend");
        trend.matches(">1</text>").count() + trend.matches(">2</text>").count()
    };
    // In the wide drawing and in the narrow one.
    assert_eq!((numbers(&august), numbers(&september)), (2, 4));
}

#[test]
fn targets_hold_from_their_day_and_benchmarks_with_their_own_error() {
    let config = format!(
        "{CONFIG}targets: {{content: {{value: 65, since: 2026-09-10, source: The board}}}}\nbenchmarks:\n  \
         content: {{value: 65, label: Index, source: An institute, date: 2026-01-15, base: 500, wording: Happy?}}\n"
    );
    let files = project().with("cxpress.yaml", config);
    let built = built(&files, None);
    let report = report_of(&built);
    let target = |period_id: &str| total(report, "content", period_id).target;
    assert_eq!(
        (target("2026-08"), target("2026-09")),
        (None, Some(TargetVerdict::Met))
    );
    assert_eq!(
        figure(report, "content")
            .target
            .as_ref()
            .map(|target| target.from),
        Some(2)
    );
    let against = total(report, "content", "2026-09")
        .benchmark
        .expect("a benchmark");
    // Wilson for 56 of 70 is 69.183356 … 87.695261; the benchmark's error √(.65·.35/500) = 2.133073.
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-5, "{found}, {expected}");
    close(against.difference, 15.0);
    close(against.interval.low, 3.403_516);
    close(against.interval.high.expect("an end"), 23.757_607);
    close(against.error.expect("an error"), 2.133_073);
    assert_eq!(against.verdict, BenchmarkVerdict::Above);
    assert_eq!(
        total(report, "content", "2026-07").benchmark.map(|it| it.verdict),
        Some(BenchmarkVerdict::CannotSay)
    );
    let slices = &figure(report, "content").slices;
    let cells = slices
        .iter()
        .flat_map(|slice| &slice.cells)
        .filter_map(cxpress_report::Cell::shown);
    assert!(cells.into_iter().all(|shown| shown.benchmark.is_none()));
    let text = page(&built, "2026-09/metrics/content.html");
    for said in [
        "Index 65 %",
        "An institute",
        "15 January 2026",
        "500 answers",
        "Happy?",
        "The board",
        "10 September 2026",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!page(&built, "2026-08/metrics/content.html").contains("The board"));
}

#[test]
fn waves_have_no_dates_and_so_no_actions() {
    let config = CONFIG
        .replace("period: month", "period: wave")
        .replace("survey.csv", "\"*.csv\"")
        .replace(
            "{column: date}",
            "{from: file-name, pattern: \"^(?<wave>[a-z]+)\\\\.csv$\"}",
        );
    let files = project()
        .with("cxpress.yaml", config)
        .with("actions/a.yaml", action("whole", WHOLE))
        .with("events.yaml", "- {date: 2026-08-03, label: Move}\n");
    let built = built(&files, None);
    let found = lines(&built);
    let waves: Vec<_> = found.iter().filter(|line| line.contains("no-dates")).collect();
    assert_eq!(waves.len(), 2, "{found:#?}");
    assert!(report_of(&built).actions.is_empty() && report_of(&built).events.is_empty());
}
