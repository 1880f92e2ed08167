//! Level and course, from files to the report: a slide, a fall that stays, a month that does not, a return, a year that
//! repeats itself.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_report::{Course, FamilyKind, Notable, Report, ShiftKind, TileKind, TileVerdict, Verdict};
use cxpress_tests::{build_files, lines, report_of};

const CONFIG: &str = "\
schema: 1
title: Level and course
period: month
sources:
  survey:
    kind: survey
    files: survey.csv
    period: {column: date}
    questions:
      content: {column: score, scale: 1..5, metric: csat}
";

/// How many answer each month.
const ANSWERS: u32 = 300;

/// A report of months from January 2024 on, in each of which so many of 300 are content.
fn report(content: &[u32]) -> Report {
    let mut survey = String::from("date,score\n");
    for (month, content) in content.iter().enumerate() {
        let (year, month) = (2024 + month / 12, month % 12 + 1);
        for answer in 0..ANSWERS {
            let score = if answer < *content { 5 } else { 2 };
            writeln!(survey, "{year}-{month:02}-15,{score}").expect("text");
        }
    }
    let files = MemoryFiles::default()
        .with("cxpress.yaml", CONFIG)
        .with("survey.csv", survey);
    let built = build_files(&files, None);
    assert!(built.site.is_some(), "{}", lines(&built).join("\n"));
    report_of(&built).clone()
}

fn course(report: &Report, period: usize) -> &Course {
    let shown = report.figures[0].total[period].shown().expect("a value");
    shown.course.as_ref().expect("a course")
}

/// The course of the last of these months.
fn last(content: &[u32]) -> Course {
    let report = report(content);
    course(&report, content.len() - 1).clone()
}

fn kind(course: &Course) -> Option<ShiftKind> {
    course.shift.as_ref().map(|shift| shift.kind)
}

/// Eighteen months at about 90 %.
const CALM: [u32; 18] = [
    271, 270, 272, 269, 271, 270, 270, 269, 271, 272, 270, 268, 271, 270, 269, 270, 271, 270,
];

fn after_calm(then: &[u32]) -> Vec<u32> {
    [&CALM[..], then].concat()
}

/// 90, 86, 81, 77, 67 and 59 %: no month is far below the one before.
const SLIDE: [u32; 6] = [270, 258, 243, 231, 201, 177];

#[test]
fn a_slide_is_falling_in_its_third_month() {
    let report = report(&after_calm(&SLIDE));
    let before = report.figures[0].total[20]
        .shown()
        .and_then(|shown| shown.before.as_ref());
    assert_eq!(before.map(|it| it.verdict), Some(Verdict::NoEvidence));
    for period in 20..24 {
        let course = course(&report, period);
        assert_eq!(course.verdict, Verdict::Worsened, "{period}: {course:?}");
    }
    let course = course(&report, 23);
    let Some(ShiftKind::Line {
        periods,
        turned: false,
    }) = kind(course)
    else {
        panic!("{course:?}")
    };
    assert!((5..=6).contains(&periods));
    let shift = course.shift.as_ref().expect("a change");
    assert!(shift.change.before > 85.0 && shift.change.difference < -15.0);
    let told: Vec<f64> = shift.levels.iter().map(|level| level.value).collect();
    assert!(
        (told[0] - 90.0).abs() < 0.5 && (told[2] - 59.0).abs() < 1e-9,
        "{told:?}"
    );
}

#[test]
fn a_fall_that_stays_is_told_in_each_of_the_next_months() {
    let fallen = [240, 242, 239, 241, 240, 238, 241];
    let report = report(&after_calm(&fallen));
    for period in 19..25 {
        let course = course(&report, period);
        assert_eq!(course.verdict, Verdict::Worsened, "{period}: {course:?}");
        let shift = course.shift.as_ref().expect("a change");
        assert_eq!((shift.kind, shift.since), (ShiftKind::Since, 18), "{period}");
        assert_eq!(shift.dates, [18], "{period}");
        let [before, after] = &shift.levels[..] else {
            panic!("{shift:?}")
        };
        assert_eq!((before.to, after.from, after.to), (17, 18, period));
        assert_eq!(
            (before.value, after.value),
            (shift.change.before, shift.change.after)
        );
    }
}

#[test]
fn a_month_alone_is_not_lasting_and_a_recovery_is_back() {
    let month = last(&after_calm(&[225]));
    assert_eq!(
        (month.verdict, kind(&month)),
        (Verdict::Worsened, Some(ShiftKind::Month))
    );
    let blip = last(&after_calm(&[225, 271]));
    assert_eq!(kind(&blip), Some(ShiftKind::Back));
    let back = last(&after_calm(&[225, 222, 228, 270, 271]));
    assert_eq!(kind(&back), Some(ShiftKind::Back));
    let [old, low, new] = &back.shift.as_ref().expect("a change").levels[..] else {
        panic!("{back:?}")
    };
    assert_eq!((low.from, low.to, new.from), (18, 20, 21));
    assert!(old.value > 89.0 && low.value < 76.0 && new.value > 89.0);
    let partly = last(&after_calm(&[200, 198, 202, 236, 238, 237]));
    assert_eq!(kind(&partly), Some(ShiftKind::Partly));
}

#[test]
fn what_repeats_every_year_is_as_a_year_ago() {
    let (summer, autumn) = ([270, 271, 269, 270, 271, 270, 272, 270], [225, 224, 226, 225]);
    let year = [&summer[..], &autumn[..]].concat();
    let two = last(&[&year[..], &year[..11]].concat());
    assert_eq!(kind(&two), Some(ShiftKind::AsAYearAgo), "{two:?}");
    let shift = two.shift.as_ref().expect("a change");
    assert!(shift.knows_year && (shift.year_before.expect("a year before") - 75.0).abs() < 0.5);
    let first = last(&year[..11]);
    assert!(first.shift.is_some_and(|shift| !shift.knows_year));
}

/// Two years in which everybody is less content in December, in each of three channels.
fn decembers() -> Report {
    let mut survey = String::from("date,score,channel\n");
    for month in 0..24 {
        let content = if month % 12 == 11 { 62 } else { 88 };
        for answer in 0..600 {
            let (score, channel) = (
                if answer / 3 % 100 < content { 5 } else { 2 },
                ["chat", "phone", "store"][answer % 3],
            );
            let (year, month) = (2024 + month / 12, month % 12 + 1);
            writeln!(survey, "{year}-{month:02}-15,{score},{channel}").expect("text");
        }
    }
    let config = CONFIG.replace(
        "    questions:",
        "    dimensions: {channel: channel}\n    questions:",
    );
    let files = MemoryFiles::default()
        .with("cxpress.yaml", config)
        .with("survey.csv", survey);
    let built = build_files(&files, None);
    let site = built.site.as_ref().expect("a site");
    let overview = String::from_utf8_lossy(&site.files["index.html"]).into_owned();
    assert!(overview.contains("≈"), "the tile is as a year ago");
    let figures = String::from_utf8_lossy(&site.files["figures.html"]).into_owned();
    assert!(!overview.contains("id=\"also\"") && !figures.contains("class=\"elsewhere\""));
    report_of(&built).clone()
}

#[test]
fn a_fall_of_every_december_leads_no_december() {
    let report = decembers();
    let told = |cells: &[cxpress_report::Cell]| {
        let shown = cells[report.current].shown().expect("a value");
        let fell = shown.before.as_ref().map(|before| before.verdict);
        (fell, TileVerdict::of(shown).expect("a verdict").kind)
    };
    let figure = &report.figures[0];
    assert_eq!(
        told(&figure.total),
        (Some(Verdict::Worsened), TileKind::AsAYearAgo)
    );
    assert_eq!(told(&figure.slices[0].cells).0, Some(Verdict::Worsened));
    assert!(
        report
            .notable
            .iter()
            .all(|finding| !matches!(finding, Notable::WorstDrop { .. }))
    );
}

#[test]
fn a_level_that_is_kept_is_unchanged_within_its_margin() {
    let kept = last(&CALM);
    assert_eq!(
        (kept.verdict, kept.p, kind(&kept)),
        (Verdict::NoEvidence, 1.0, None)
    );
    let unchanged = kept.unchanged.expect("unchanged");
    assert!((unchanged.margin - 5.0).abs() < f64::EPSILON);
    assert_eq!((unchanged.before.from, unchanged.before.to), (6, 14));
    assert_eq!((unchanged.recent.from, unchanged.recent.to), (15, 17));
    assert!(kept.detectable > 2.0 && kept.detectable < 15.0);
    assert_eq!(last(&after_calm(&[270, 225])).unchanged, None);
}

#[test]
fn courses_are_judged_with_comparisons_over_time() {
    let report = report(&after_calm(&SLIDE));
    let family = |kind| {
        let mut families = report.families.iter();
        families.find(|family| family.period == 23 && family.kind == kind)
    };
    // The year before and the course; against the month before.
    assert_eq!(
        family(FamilyKind::HeadlinesOverTime).map(|family| family.tested),
        Some(2)
    );
    assert_eq!(family(FamilyKind::Headlines).map(|family| family.tested), Some(1));
}

#[test]
fn five_periods_have_no_course() {
    let report = report(&CALM[..5]);
    let shown = report.figures[0].total[4].shown().expect("a value");
    assert_eq!(shown.course, None);
}
