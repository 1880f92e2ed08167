//! Months that were published: they stay as they were, whatever the data say later, and nobody who keeps the old
//! site learns more from the new one.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_report::{Cell, Report};
use cxpress_tests::{
    build_files, compute_files, figure, freeze_files, lines, period, report_of, total, value,
};

const SURVEY: &str = "\
schema: 1
title: Published
timezone: UTC
period: month
drivers: {recommend: [food, clean]}
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    dimensions:
      channel: {column: channel}
    questions:
      recommend: {column: recommend, metric: nps}
      food: {column: food, metric: csat, scale: 1..5}
      clean: {column: clean, metric: csat, scale: 1..5}
";

const DESK: &str = "  desk:
    kind: tickets
    files: tickets.csv
    created: created
    solved: solved
    dimensions:
      team: {column: team}
    questions:
      backlog: {metric: backlog}
      solve: {metric: resolution}
";

/// Numbers that look random (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    /// Visits of a month, the later channels rarer.
    fn visits(&mut self, month: &str, n: u64) -> String {
        let mut rows = String::new();
        for _ in 0..n {
            let most = self.below(6) + 1;
            let channel = self.below(most);
            let (day, recommend) = (1 + self.below(28), self.below(11));
            let (food, clean) = (1 + self.below(5), 1 + self.below(5));
            writeln!(
                rows,
                "{month}-{day:02},channel {channel},{recommend},{food},{clean}"
            )
            .expect("a string takes it");
        }
        rows
    }

    /// Tickets of a month, most of them solved in it.
    fn tickets(&mut self, month: &str, n: u64) -> String {
        let mut rows = String::new();
        for _ in 0..n {
            let (day, team) = (1 + self.below(20), self.below(3));
            let solved = match self.below(4) {
                0 => String::new(),
                _ => format!("{month}-{:02} 12:00", day + self.below(8)),
            };
            writeln!(rows, "{month}-{day:02} 09:00,{solved},team {team}").expect("a string takes it");
        }
        rows
    }
}

const VISITS: &str = "date,channel,recommend,food,clean\n";
const TICKETS: &str = "created,solved,team\n";

/// The files of a report with a survey, and a desk if there are tickets.
fn files(visits: &str, tickets: &str) -> MemoryFiles {
    let files = MemoryFiles::default().with("visits.csv", format!("{VISITS}{visits}"));
    match tickets {
        "" => files.with("cxpress.yaml", config(false)),
        tickets => files
            .with("cxpress.yaml", config(true))
            .with("tickets.csv", format!("{TICKETS}{tickets}")),
    }
}

fn config(desk: bool) -> String {
    let desk = if desk { DESK } else { "" };
    format!("{SURVEY}{desk}")
}

/// The path and text of what is kept of the last month.
fn frozen(files: &MemoryFiles) -> (String, String) {
    let (freezing, diagnostics) = freeze_files(files);
    let freezing = freezing.unwrap_or_else(|| panic!("{diagnostics:?}"));
    (freezing.frozen.path(), freezing.frozen.text())
}

/// What of a period stands on pages, without what goes with other periods.
fn published(report: &Report, id: &str) -> Vec<String> {
    let at = period(report, id);
    let say = |cell: &Cell| match cell {
        Cell::Shown(shown) => format!(
            "{:?} {:?} {:?} {:?}",
            shown.headline, shown.parts, shown.shape, shown.missing
        ),
        other => format!("{other:?}"),
    };
    let of_figure = |figure: &cxpress_report::FigureSeries| {
        let slices = figure.slices.iter().map(|slice| {
            let value = &report.dimensions[slice.dimension].values[slice.value].raw;
            format!("{} {value} {}", figure.id, say(&slice.cells[at]))
        });
        let total = format!("{} {}", figure.id, say(&figure.total[at]));
        std::iter::once(total).chain(slices).collect::<Vec<_>>()
    };
    let studies = report
        .drivers
        .iter()
        .map(|drivers| format!("{:?}", drivers.periods[at]));
    let figures = report.figures.iter().flat_map(of_figure);
    // A channel that turns up later was not there.
    figures
        .chain(studies)
        .filter(|line| !line.ends_with("Absent(NoData)"))
        .collect()
}

#[track_caller]
fn same(before: &Report, after: &Report, what: &str) {
    let (before, after) = (published(before, "2026-10"), published(after, "2026-10"));
    let other = before.iter().zip(&after).find(|(before, after)| before != after);
    assert!(other.is_none(), "{what}: {other:#?}");
    assert_eq!(before.len(), after.len(), "{what}");
}

/// Late answers and tickets, and then a month more: October is the same to the last figure, so there is nothing to
/// subtract; without what was kept, it is not.
#[test]
fn a_published_month_stays_as_it_was() {
    let mut otherwise = 0;
    for seed in 0..20 {
        let mut random = Random(seed);
        let visits = random.visits("2026-09", 150) + &random.visits("2026-10", 120);
        let tickets = random.tickets("2026-09", 60) + &random.tickets("2026-10", 60);
        let before = compute_files(&files(&visits, &tickets));
        let (path, text) = frozen(&files(&visits, &tickets));
        let visits = visits + &random.visits("2026-10", 1 + seed % 3) + &random.visits("2026-11", 130);
        let tickets = tickets + &random.tickets("2026-10", 1) + &random.tickets("2026-11", 50);
        let after = compute_files(&files(&visits, &tickets).with(&path, text));
        assert_eq!(
            published(&before, "2026-10"),
            published(&after, "2026-10"),
            "survey {seed}"
        );
        let note = after.frozen(period(&after, "2026-10")).expect("it is noted");
        assert!(!note.differs.is_empty(), "survey {seed}");
        let without = compute_files(&files(&visits, &tickets));
        otherwise += usize::from(published(&before, "2026-10") != published(&without, "2026-10"));
    }
    assert_eq!(otherwise, 20);
}

/// The month after is compared with October as it was published: the change is the difference of two published figures.
#[test]
fn the_next_month_is_compared_with_what_was_published() {
    let mut random = Random(3);
    let visits = random.visits("2026-10", 200);
    let (path, text) = frozen(&files(&visits, ""));
    let late = visits.clone() + &random.visits("2026-10", 60) + &random.visits("2026-11", 200);
    let report = compute_files(&files(&late, "").with(&path, text));
    let [old, new] = ["2026-10", "2026-11"].map(|month| value(total(&report, "recommend", month), None));
    let comparison = total(&report, "recommend", "2026-11")
        .before
        .as_ref()
        .expect("a comparison");
    let change = comparison.change.as_ref().expect("a change").difference;
    assert!((change - (new - old)).abs() < 1e-9, "{change}, not {new} - {old}");
    let alone = compute_files(&files(&visits, ""));
    assert_eq!(old, value(total(&alone, "recommend", "2026-10"), None));
}

/// Feedback may be deleted once a month is published.
#[test]
fn a_published_month_needs_no_data() {
    let mut random = Random(5);
    let (october, november) = (random.visits("2026-10", 200), random.visits("2026-11", 200));
    let before = compute_files(&files(&october, ""));
    let (path, text) = frozen(&files(&october, ""));
    let after = compute_files(&files(&november, "").with(&path, text));
    assert_eq!(after.periods.len(), 2);
    same(&before, &after, "October");
    assert_eq!(before.periods[0].heard, after.periods[0].heard);
}

#[test]
fn the_same_data_are_as_published() {
    let mut random = Random(7);
    let (visits, tickets) = (random.visits("2026-10", 200), random.tickets("2026-10", 80));
    let (path, text) = frozen(&files(&visits, &tickets));
    let report = compute_files(&files(&visits, &tickets).with(&path, text));
    let note = report.frozen(0).expect("it is noted");
    assert!(note.differs.is_empty() && note.restated.is_empty());
}

/// October with food that many more customers found good; how it was first published stands beside it.
#[test]
fn a_month_is_restated_when_enough_changed() {
    let mut random = Random(9);
    let visits = random.visits("2026-10", 300);
    let (path, text) = frozen(&files(&visits, ""));
    let first = value(
        total(&compute_files(&files(&visits, "")), "food", "2026-10"),
        None,
    );
    let late = visits.clone() + &"2026-10-30,channel 0,9,5,3\n".repeat(20);
    let (freezing, _) = freeze_files(&files(&late, "").with(&path, text.clone()));
    let freezing = freezing.expect("restated");
    assert_eq!(freezing.restated, ["recommend", "food", "clean"]);
    assert_eq!(freezing.kept, [""; 0]);
    let again = files(&late, "").with(&path, freezing.frozen.text());
    let report = compute_files(&again);
    let note = report.frozen(0).expect("it is noted");
    assert!(note.differs.is_empty());
    assert_eq!(note.restated.len(), 3);
    let was = cxpress_tests::reading_value(&note.restated[1].first);
    assert_eq!(was, first);
    assert!(value(total(&report, "food", "2026-10"), None) > first);
    // One more answer is told by subtraction: all stays as it was restated.
    let later = late.clone() + "2026-10-30,channel 0,9,5,3\n";
    let (freezing, _) = freeze_files(&files(&later, "").with(&path, freezing.frozen.text()));
    let freezing = freezing.expect("frozen");
    assert_eq!(freezing.kept, ["visits"]);
    let report = compute_files(&files(&late, "").with(&path, freezing.frozen.text()));
    assert_eq!(
        published(&compute_files(&again), "2026-10"),
        published(&report, "2026-10")
    );
    assert_eq!(
        cxpress_tests::reading_value(&report.frozen[0].restated[1].first),
        first
    );
}

#[test]
fn a_question_that_became_another_one_is_said() {
    let mut random = Random(11);
    let visits = random.visits("2026-10", 200);
    let (path, text) = frozen(&files(&visits, ""));
    let config = |from: &str, to: &str| {
        assert!(SURVEY.contains(from));
        let visits = visits.clone() + &Random(12).visits("2026-11", 200);
        let files = files(&visits, "").with(&path, text.clone());
        build_files(&files.with("cxpress.yaml", SURVEY.replace(from, to)), None)
    };
    let other = config(
        "food, metric: csat, scale: 1..5",
        "food, metric: csat, scale: 1..5, statistic: mean",
    );
    assert_eq!(
        lines(&other),
        [
            "warning cxpress.yaml:15:7 published-otherwise: `food` comes to another value than was published for \
          `2026-10` | set it back, or give the new question another id"
        ]
    );
    let other = config(
        "food, metric: csat, scale: 1..5",
        "food, metric: ces, scale: 1..5, direction: higher",
    );
    let lines = lines(&other);
    let said = "`food` was another figure when `2026-10` was published";
    assert!(lines.iter().any(|line| line.contains(said)), "{lines:#?}");
    assert!(matches!(
        figure(report_of(&other), "food").total[0],
        Cell::Absent(_)
    ));
}

#[test]
fn files_that_are_no_published_month_are_said() {
    let visits = Random(13).visits("2026-10", 200);
    let (_, text) = frozen(&files(&visits, ""));
    for (path, text, said) in [
        (
            "published/a.json",
            "{}".to_owned(),
            "cannot be read: missing field",
        ),
        (
            "published/b.json",
            text.replacen("\"format\":1", "\"format\":9", 1),
            "it has format 9, and 1 is known",
        ),
        (
            "published/c.json",
            text.replacen("2026-10", "2026-Q4", 1),
            "of a period that this report cannot have",
        ),
    ] {
        let built = build_files(&files(&visits, "").with(path, text), None);
        assert!(built.site.is_none());
        let lines = lines(&built);
        assert!(
            lines.len() == 1 && lines[0].contains(said) && lines[0].contains(path),
            "{lines:#?}"
        );
    }
}
