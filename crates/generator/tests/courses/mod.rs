//! What tiles, headings and the overview say of the level of figures over time, sentence by sentence and in both languages.

mod cases;
mod echoes;

use std::collections::BTreeMap;

use cxpress_metric::{Method, Role, Unit};
use cxpress_report::{
    Cell, Comparison, Course, FigureSeries, JudgedPart, PeriodKind, Report, ShiftKind, SliceSeries, TileKind,
    TileVerdict, Verdict,
};

use self::cases::{
    AUGUST, Found, JANUARY, JULY, JUNE, MARCH, OCTOBER, SEPTEMBER, against, cases, course, level, since,
    steady, told, unchanged, with,
};
use super::fixture::{CURRENT, PERIODS, estimate, in_role, report, without_findings};
use super::{between, html, plain};

/// A report of these figures alone, all of them headlines, and of a group in which they are the same.
fn of(mut figures: Vec<FigureSeries>) -> Report {
    let mut report = report();
    for figure in &mut figures {
        if figure.slices.is_empty() {
            figure.slices = vec![SliceSeries {
                dimension: 0,
                value: 0,
                cells: figure.total.clone(),
            }];
        }
    }
    report.headlines = (0..figures.len()).collect();
    report.figures = figures;
    report.periods[CURRENT].partial = None;
    without_findings(&mut report);
    report.families.retain(|family| family.period == CURRENT);
    report
}

/// The pages of a report in a language, without commentary, which is about other figures.
fn site(report: &Report, language: &str) -> BTreeMap<String, String> {
    let mut report = report.clone();
    report.language = language.to_owned();
    html_without_commentary(&report)
}

/// A report of which the level of a figure has fallen.
pub(super) fn with_a_course() -> Report {
    of(vec![told(0, since(SEPTEMBER).into())])
}

/// The pages of a report without commentary.
pub(super) fn html_without_commentary(report: &Report) -> BTreeMap<String, String> {
    let generated = super::generate(report, &[], &super::theme());
    let files = generated.site.expect("a site").files.into_iter();
    let pages = files.filter(|(path, _)| path.ends_with(".html"));
    pages
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text")))
        .collect()
}

/// What each tile of the group says: its verdict and what stands below.
fn tiles(site: &BTreeMap<String, String>) -> Vec<String> {
    let mut pages = site.iter().rev();
    let page = pages.find(|(path, _)| path.ends_with("/channel/live-chat.html"));
    let (_, page) = page.expect("the page of the group in the last period");
    let tiles = page.split("<article class=\"tile\">").skip(1);
    let told = |tile: &str| plain(between(tile, "class=\"verdict ", "<div class=\"foot\">"));
    tiles
        .map(told)
        .map(|text| {
            text.split_once("> | ")
                .map_or(text.clone(), |(_, rest)| rest.to_owned())
        })
        .collect()
}

#[test]
fn every_verdict_has_its_sentence() {
    let (figures, said): (Vec<_>, Vec<_>) = cases()
        .into_iter()
        .enumerate()
        .map(|(number, (found, english, german))| (told(number, found), (english, german)))
        .unzip();
    let report = of(figures);
    for (language, is_english) in [("en-GB", true), ("de", false)] {
        let tiles = tiles(&site(&report, language));
        assert_eq!(tiles.len(), said.len());
        for (tile, (english, german)) in tiles.iter().zip(&said) {
            assert_eq!(tile, if is_english { english } else { german });
        }
    }
}

/// Makes a figure one that is judged by the share within seven days.
fn judge_within_a_week(figure: &mut FigureSeries) {
    figure.within = Some(604_800);
    figure.judged = Some(JudgedPart {
        id: "within".to_owned(),
        unit: Unit::Percent,
        role: Role::Promised,
        direction: figure.direction,
    });
}

/// A figure of times, judged by the share within seven days.
fn judged(found: Found) -> FigureSeries {
    let mut figure = told(0, found);
    judge_within_a_week(&mut figure);
    for cell in &mut figure.total {
        if let Cell::Shown(shown) = cell {
            let share = estimate(64.0, 3.3, 812, Method::Greenwood, (0.0, 100.0));
            shown.parts = vec![in_role(Role::Promised, "within", Unit::Percent, share)];
        }
    }
    figure
}

#[test]
fn a_part_that_is_judged_is_named() {
    let site = site(&of(vec![judged(since(SEPTEMBER).into())]), "en");
    let sentence = "Lower since September: 72.1 % within 7 days; was 82.4 % until August.";
    assert_eq!(tiles(&site), [format!("▼ | worsened | {sentence}")]);
    let page = plain(&site["2026-10/metrics/figure-0.html"]);
    let finding = "72.1 % within 7 days since September, 82.4 % before: −10.3 points (−13.5 … −7.1).";
    assert!(page.contains(finding), "{page}");
    let quiet = self::site(&of(vec![judged(steady().into())]), "en");
    let page = plain(&quiet["2026-10/metrics/figure-0.html"]);
    let missed = "A change of 6.3 points or more in the share within 7 days that lasted three months would have shown.";
    assert!(page.contains(missed), "{page}");
}

#[test]
fn a_period_that_is_not_over_is_told_so_far() {
    let levels = [level(JANUARY, SEPTEMBER, 82.4), level(OCTOBER, OCTOBER, 67.7)];
    let mut report = of(vec![told(
        0,
        course(ShiftKind::Month, Verdict::Worsened, &levels).into(),
    )]);
    report.periods[CURRENT].partial = report.periods[CURRENT].end;
    for (language, said) in [
        (
            "en",
            "Fell to 67.7 % so far in October; 82.4 % was its level since January.",
        ),
        (
            "de",
            "Bisher im Oktober auf 67,7 % gefallen; seit Januar lag das Niveau bei 82,4 %.",
        ),
    ] {
        let tile = tiles(&site(&report, language)).remove(0);
        assert!(tile.contains(said), "{tile}");
    }
}

/// A report by other periods, with these as the last.
fn by(kind: PeriodKind, ids: [&str; 4], found: Course) -> Report {
    let mut report = of(vec![told(0, found.into())]);
    report.period_kind = kind;
    for (at, period) in report.periods.iter_mut().enumerate() {
        period.id = format!("{}-{}", 1990 + at, &ids[0][5..]);
        period.name = (kind == PeriodKind::Wave).then(|| format!("Wave {at}"));
    }
    for (period, id) in report.periods[PERIODS - 4..].iter_mut().zip(ids) {
        period.id = id.to_owned();
    }
    report
}

#[test]
fn weeks_quarters_and_waves_have_their_names() {
    let weeks = ["2025-W52", "2026-W01", "2026-W02", "2026-W03"];
    let quarters = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];
    let waves = ["2025-a", "2026-b", "2026-c", "2026-d"];
    let first_year = |from| with(since(from), |shift| shift.knows_year = false);
    for (kind, ids, english, german) in [
        (
            PeriodKind::Week,
            weeks,
            "Lower since Week 1: 72.1 %; was 82.4 % until Week 52, 2025; there is no year before to compare with.",
            "Niedriger seit Woche 1: 72,1 %; bis Woche 52, 2025 82,4 %; ein Vorjahr zum Vergleichen gibt es nicht.",
        ),
        (
            PeriodKind::Quarter,
            quarters,
            "Lower since Q1: 72.1 %; was 82.4 % until Q4 2025; there is no year before to compare with.",
            "Niedriger seit dem 1. Quartal: 72,1 %; bis zum 4. Quartal 2025 82,4 %; ein Vorjahr zum Vergleichen gibt es nicht.",
        ),
        (
            PeriodKind::Wave,
            waves,
            "Lower since Wave 11: 72.1 %; was 82.4 % until Wave 10.",
            "Niedriger seit Wave 11: 72,1 %; bis Wave 10 82,4 %.",
        ),
    ] {
        let report = by(kind, ids, first_year(AUGUST));
        for (language, said) in [("en", english), ("de", german)] {
            let tile = tiles(&site(&report, language)).remove(0);
            assert!(tile.ends_with(&format!("| {said}")), "{tile}");
        }
    }
}

fn found(founds: Vec<Found>) -> Report {
    of(founds
        .into_iter()
        .enumerate()
        .map(|(n, it)| told(n, it))
        .collect())
}

fn heading(page: &str) -> String {
    plain(between(page, "<h1>", "</h1>"))
}

#[test]
fn the_overview_says_what_its_tiles_say_the_worst_first() {
    let levels = [
        level(0, JUNE, 82.4),
        level(JULY, AUGUST, 59.4),
        level(SEPTEMBER, OCTOBER, 71.5),
    ];
    let better = course(ShiftKind::Partly, Verdict::Improved, &levels);
    let report = found(vec![
        better.into(),
        steady().into(),
        Found::from(since(SEPTEMBER)).before(Verdict::NoEvidence, 73.0, 72.0),
        unchanged().into(),
    ]);
    let pages = site(&report, "en");
    let overview = &pages["index.html"];
    assert_eq!(heading(overview), "Figure 2 fell; Figure 0 rose.");
    assert!(!overview.contains("class=\"lead\""), "the headline says it all");
    let story = plain(between(overview, "<section class=\"story\">", "</section>"));
    let said = "Figure 2 | 72.0 | % | ▼ | 10.3 points lower | since September; was 82.4 % · ";
    assert!(story.starts_with(said), "{story}");
    assert!(story.contains("Nothing yet: no action is open on it."), "{story}");
    let rows = plain(between(overview, "<tbody>", "</tbody>"));
    for said in [
        "▲ | 12.1 points higher | since September; was 59.4 %",
        "▼ | 10.3 points lower | since September; was 82.4 %",
        "= | unchanged within 5 points",
        "– | no evidence of a change",
    ] {
        assert!(rows.contains(said), "{said}: {rows}");
    }
    assert_eq!(
        heading(&pages["2026-10/metrics/figure-2.html"]),
        "Figure 2 – lower since September: 72.1 %; was 82.4 % until August"
    );
    assert_eq!(
        heading(&pages["2026-10/metrics/figure-1.html"]),
        "Figure 1: 72.0 %, no evidence of a change"
    );
}

#[test]
fn where_nothing_is_better_or_worse_the_overview_says_what_is_back() {
    let levels = [
        level(0, JUNE, 82.3),
        level(JULY, SEPTEMBER, 66.4),
        level(OCTOBER, OCTOBER, 82.3),
    ];
    let back = || course(ShiftKind::Back, Verdict::NoEvidence, &levels);
    let season = || {
        let levels = [level(MARCH, AUGUST, 82.4), level(SEPTEMBER, OCTOBER, 71.3)];
        course(ShiftKind::AsAYearAgo, Verdict::NoEvidence, &levels)
    };
    let report = found(vec![back().into(), season().into(), season().into()]);
    for (language, said) in [
        (
            "en",
            "Figure 0 is back where it was. Figure 1 and Figure 2 are as a year ago.",
        ),
        (
            "de",
            "Figure 0 ist wieder wie zuvor. Figure 1 und Figure 2 sind wie vor einem Jahr.",
        ),
    ] {
        let overview = &site(&report, language)["index.html"];
        assert_eq!(heading(overview), said);
        assert!(!overview.contains("No headline figure shows evidence"));
    }
}

#[test]
fn what_is_neither_better_nor_worse_changed_all_the_same() {
    let levels = [level(MARCH, AUGUST, 60.0), level(SEPTEMBER, OCTOBER, 72.1)];
    let higher = course(ShiftKind::Since, Verdict::NoEvidence, &levels);
    let pages = site(&found(vec![higher.into()]), "en");
    let overview = &pages["index.html"];
    assert_eq!(heading(overview), "Figure 0 changed.");
    assert_eq!(
        tiles(&pages),
        ["↑ | higher | Higher since September: 72.1 %; was 60.0 % until August."]
    );
    assert!(!overview.contains("No headline figure is better or worse beyond chance"));
    assert!(overview.contains("12.1\u{a0}points higher"), "{overview}");
}

#[test]
fn where_nothing_changed_the_overview_says_what_would_have_shown() {
    let report = found(vec![
        steady().into(),
        Found::default().before(Verdict::NoEvidence, 70.0, 71.0),
    ]);
    let pages = site(&report, "en");
    let overview = &pages["index.html"];
    assert_eq!(
        heading(overview),
        "No headline figure shows evidence of a change."
    );
    let said = plain(between(overview, "<p class=\"lead\">", "</p>"));
    assert!(
        said.contains("a change that lasted three months would have shown: Figure 0 6.3 points."),
        "{said}"
    );
    assert!(
        said.contains("a change since the month before would have shown: Figure 1 4.6 points."),
        "{said}"
    );
    let tiles = tiles(&pages).join(" ");
    assert!(!tiles.contains("would have shown"), "{tiles}");
}

#[test]
fn where_nothing_was_tested_nothing_is_said_of_what_would_have_shown() {
    let mut report = found(vec![Found::default().before(Verdict::TooFew, 70.0, 71.0)]);
    for family in &mut report.families {
        (family.tested, family.words, family.too_few) = (0, 0, 1);
    }
    let overview = &site(&report, "en")["index.html"];
    assert!(heading(overview).starts_with("Too few answers to say"));
    let said = plain(between(overview, "<main", "</main>"));
    assert!(said.contains("Nothing was tested: all"), "{said}");
    assert!(!said.contains("would have shown"), "{said}");
}

#[test]
fn a_comparison_of_few_clusters_says_so() {
    let few = Comparison {
        few_clusters: Some(2),
        ..against(SEPTEMBER, Verdict::TooFew, 70.0, 60.0)
    };
    let found = Found {
        before: Some(few),
        ..Found::default()
    };
    let mut figure = told(0, found);
    figure.cluster = Some("RUNID".to_owned());
    let report = of(vec![figure]);
    for (language, said) in [
        (
            "en",
            "too few to say | the answers of one side come from 2 groups, each with the same RUNID; those are too few to \
             tell how such groups differ",
        ),
        (
            "de",
            "zu wenige für eine Aussage | die Antworten einer Seite kommen aus 2 Gruppen, jede mit gleichem Wert in \
             „RUNID“; zu wenige, um zu sagen, wie sich solche Gruppen unterscheiden",
        ),
    ] {
        let tile = tiles(&site(&report, language)).remove(0);
        assert!(tile.ends_with(said), "{tile}");
    }
}

#[test]
fn the_page_of_a_figure_explains_its_course() {
    let report = found(vec![since(SEPTEMBER).into(), Found::default()]);
    let pages = site(&report, "en");
    let page = plain(&pages["2026-10/metrics/figure-0.html"]);
    for said in [
        "level over time | ▼ | worsened",
        "How the level over time is judged",
        "Usual variation is what the figure varies",
        "A first year cannot tell a season from a change.",
        "Level before September 2026",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let other = &pages["2026-10/metrics/figure-1.html"];
    assert!(
        !other.contains("How the level over time is judged"),
        "it has no course"
    );
}

#[test]
fn a_group_says_what_its_tiles_say() {
    let mut report = report();
    let slice = &mut report.figures[1].slices[1];
    let Cell::Shown(shown) = &mut slice.cells[CURRENT] else {
        panic!("not shown")
    };
    shown.course = Some(since(SEPTEMBER));
    assert_eq!(TileVerdict::of(shown).expect("a verdict").kind, TileKind::Course);
    let pages = html(&report);
    let page = &pages["2026-10/channel/phone.html"];
    assert!(
        heading(page).contains("Easy to get help worsened"),
        "{}",
        heading(page)
    );
    assert!(plain(page).contains("Lower since September: 72.1 %"));
}
