//! Months that were published: they stay as they were, whatever the data say later, and nobody who keeps the old
//! site learns more from the new one.

use std::collections::BTreeMap;
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
    let (publication, diagnostics) = freeze_files(files);
    let publication = publication.unwrap_or_else(|| panic!("{diagnostics:?}"));
    (publication.period.path(), publication.period.text())
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
        assert!(
            after.as_published(period(&after, "2026-10")).is_some(),
            "it is noted"
        );
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
    let note = report.as_published(0).expect("it is noted");
    assert!(note.restated.is_empty());
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
    let (publication, _) = freeze_files(&files(&late, "").with(&path, text.clone()));
    let publication = publication.expect("restated");
    assert_eq!(publication.restated, ["recommend", "food", "clean"]);
    assert_eq!(publication.kept, [""; 0]);
    let again = files(&late, "").with(&path, publication.period.text());
    let report = compute_files(&again);
    let note = report.as_published(0).expect("it is noted");
    assert_eq!(note.restated.len(), 3);
    let was = cxpress_tests::reading_value(&note.restated[1].first);
    assert_eq!(was, first);
    assert!(value(total(&report, "food", "2026-10"), None) > first);
    // One more answer is told by subtraction: all stays as it was restated.
    let later = late.clone() + "2026-10-30,channel 0,9,5,3\n";
    let (publication, _) = freeze_files(&files(&later, "").with(&path, publication.period.text()));
    let publication = publication.expect("frozen");
    assert_eq!(publication.kept, ["visits"]);
    let report = compute_files(&files(&late, "").with(&path, publication.period.text()));
    assert_eq!(
        published(&compute_files(&again), "2026-10"),
        published(&report, "2026-10")
    );
    assert_eq!(
        cxpress_tests::reading_value(&report.as_published[0].restated[1].first),
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
            text.replacen("\"format\":2", "\"format\":9", 1),
            "it has format 9, and 1 to 2 are known",
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

/// A late answer changes how small the groups are that were withheld; of those that were shown none is withheld for it.
#[test]
fn a_late_answer_withholds_nothing_that_was_published() {
    for seed in 0..10 {
        let mut random = Random(seed);
        let visits = random.visits("2026-10", 60);
        let before = compute_files(&files(&visits, ""));
        let (path, text) = frozen(&files(&visits, ""));
        for late in [1, 5, 20] {
            let visits = visits.clone() + &random.visits("2026-10", late);
            let after = compute_files(&files(&visits, "").with(&path, text.clone()));
            same(&before, &after, &format!("{late} late answers to survey {seed}"));
        }
    }
}

/// A question that was added since has no place in a published month; that it is left out is said.
#[test]
fn a_question_that_was_not_published_is_left_out_and_said() {
    let visits = Random(17).visits("2026-10", 200);
    let with_food = "      food: {column: food, metric: csat, scale: 1..5}\n";
    let config = SURVEY
        .replace(with_food, "")
        .replace("drivers: {recommend: [food, clean]}\n", "");
    let (path, text) = frozen(&files(&visits, "").with("cxpress.yaml", config));
    let built = build_files(&files(&visits, "").with(&path, text), None);
    let said = lines(&built);
    assert!(
        said.len() == 1 && said[0].contains("`food` was not there when `2026-10` was published"),
        "{said:#?}"
    );
    assert!(matches!(
        figure(report_of(&built), "food").total[0],
        Cell::Absent(_)
    ));
}

/// Everything below the folder of October: pages without what leads to other pages and without the foot, which counts
/// the files of today; downloads as they are. The workbook of the latest month holds the ledger of today's files as well,
/// so it is looked at when October is no longer that.
fn everything(built: &cxpress::Built) -> BTreeMap<String, Vec<u8>> {
    let site = built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{:#?}", lines(built)));
    let is_latest = built.period.as_deref() == Some("2026-10");
    let own = site.files.iter().filter(|(path, _)| path.starts_with("2026-10/"));
    let own = own.filter(|(path, _)| !is_latest || *path != "2026-10/tables.xlsx");
    own.map(|(path, bytes)| {
        let page = std::str::from_utf8(bytes)
            .ok()
            .filter(|_| path.ends_with(".html"));
        let bytes = page.map_or_else(|| bytes.clone(), |page| without_navigation(page).into_bytes());
        (path.clone(), bytes)
    })
    .collect()
}

fn without_navigation(page: &str) -> String {
    let mut page = page.to_owned();
    for (start, end) in [
        ("<head>", "</head>"),
        ("<nav", "</nav>"),
        ("<footer", "</footer>"),
        ("<script", "</script>"),
    ] {
        while let Some(from) = page.find(start) {
            let length = page[from..].find(end).expect("it is closed") + end.len();
            page.replace_range(from..from + length, "");
        }
    }
    page
}

#[track_caller]
fn same_pages(before: &cxpress::Built, after: &cxpress::Built, what: &str) {
    let (before, after) = (everything(before), everything(after));
    let (names, later): (Vec<_>, Vec<_>) = (before.keys().collect(), after.keys().collect());
    assert_eq!(names, later, "{what}: other pages");
    for (path, bytes) in &before {
        let (old, new) = (bytes, &after[path]);
        let at = old.iter().zip(new).position(|(old, new)| old != new);
        let around = |bytes: &[u8], at: usize| {
            let end = bytes.len().min(at + 120);
            String::from_utf8_lossy(&bytes[at.saturating_sub(120).min(end)..end]).into_owned()
        };
        let at = at.or_else(|| (old.len() != new.len()).then(|| old.len().min(new.len())));
        if let Some(at) = at {
            panic!(
                "{what}: {path}:\n{}\nis now\n{}",
                around(old, at),
                around(new, at)
            );
        }
    }
}

/// Late answers of October, alone and with a month more: every page of October has the same cells, words and charts.
fn late_answers_change_no_page(late: u64, seed: u64) {
    let mut random = Random(seed);
    let visits = random.visits("2026-09", 90) + &random.visits("2026-10", 80);
    let tickets = random.tickets("2026-09", 40) + &random.tickets("2026-10", 40);
    let (path, text) = frozen(&files(&visits, &tickets));
    let build =
        |visits: &str, tickets: &str| build_files(&files(visits, tickets).with(&path, text.clone()), None);
    let more = random.visits("2026-10", late);
    // A channel that nobody knew in October.
    let more = more + &"2026-10-29,channel 9,3,3,3\n".repeat(usize::try_from(late).expect("small"));
    let late_tickets = random.tickets("2026-10", late);
    let before = build(&visits, &tickets);
    let after = build(&(visits.clone() + &more), &(tickets.clone() + &late_tickets));
    same_pages(&before, &after, &format!("{late} late answers to survey {seed}"));
    let november = random.visits("2026-11", 90);
    let next = random.tickets("2026-11", 40);
    let before = build(&(visits.clone() + &november), &(tickets.clone() + &next));
    let after = build(&(visits + &more + &november), &(tickets + &late_tickets + &next));
    same_pages(
        &before,
        &after,
        &format!("{late} late answers to survey {seed}, a month later"),
    );
}

#[test]
fn one_late_answer_changes_no_page() {
    late_answers_change_no_page(1, 1);
}

#[test]
#[ignore = "it builds eighty sites"]
fn late_answers_change_no_page_of_many_surveys() {
    for seed in 0..7 {
        for late in [1, 5, 20] {
            late_answers_change_no_page(late, seed);
        }
    }
}

/// Pages of groups are there for good: those of a published month do not go when it is no longer the latest or the last
/// but one, and the tables on them stay as they were, to the verdicts against the month before and against the rest.
#[test]
fn groups_of_a_published_month_keep_their_pages() {
    let mut random = Random(4);
    let visits = random.visits("2026-09", 150) + &random.visits("2026-10", 150);
    let (path, text) = frozen(&files(&visits, ""));
    let build = |visits: &str| build_files(&files(visits, "").with(&path, text.clone()), None);
    let before = everything(&build(&visits));
    let later = ["2026-11", "2026-12", "2027-01"].map(|month| random.visits(month, 150));
    let after = everything(&build(&(visits + &later.concat())));
    let pages = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let pages = files.keys().filter(|path| path.ends_with(".html"));
        pages.cloned().collect()
    };
    assert_eq!(pages(&before), pages(&after));
    let tables = |pages: &BTreeMap<String, Vec<u8>>, path: &str| -> Vec<String> {
        let page = String::from_utf8(pages[path].clone()).expect("a page");
        let tables = page.split("<table").skip(1);
        tables
            .map(|table| table.split("</table>").next().unwrap_or_default().to_owned())
            .collect()
    };
    let pages = before.keys().filter(|path| path.ends_with(".html"));
    let of_groups: Vec<_> = pages.filter(|path| path.contains("/channel/")).collect();
    assert!(of_groups.len() > 3, "{of_groups:?}");
    for path in of_groups
        .into_iter()
        .chain([&"2026-10/metrics/food.html".to_owned()])
    {
        assert_eq!(tables(&before, path), tables(&after, path), "{path}");
    }
}

/// What nearly nobody has is not published by name: not on a page, in the search, in a download, nor in what is kept.
#[test]
fn a_value_that_few_have_is_named_nowhere() {
    let mut random = Random(19);
    let rare = "Ada Lovelace 12 St James Square";
    let visits = random.visits("2026-09", 120) + &random.visits("2026-10", 120);
    let typed =
        |n: usize| format!("2026-10-05,{rare},9,5,5\n").repeat(n) + &"2026-10-06,zzyzx,3,2,2\n".repeat(3);
    let language = |text: &str| {
        config(false).replace("title: Published", &format!("title: Published\nlanguage: {text}"))
    };
    for (tongue, words) in [("en", "another value"), ("de", "ein anderer Wert")] {
        let few = files(&(visits.clone() + &typed(4)), "").with("cxpress.yaml", language(tongue));
        let built = build_files(&few, None);
        let site = built
            .site
            .as_ref()
            .unwrap_or_else(|| panic!("{:#?}", lines(&built)));
        let has = |needle: &str| {
            let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|it| it == needle.as_bytes());
            let named = |path: &str| {
                path.to_lowercase()
                    .contains(&needle.to_lowercase().replace(' ', "-"))
            };
            site.files.iter().any(|(path, bytes)| holds(bytes) || named(path))
        };
        assert!(!has(rare) && !has("Lovelace") && !has("zzyzx"), "it is named");
        assert!(has(words), "together they are seven, and shown");
        let (path, text) = frozen(&few);
        assert!(!text.contains("Lovelace") && !text.contains("zzyzx"));
        // A month later it is a value as any; the month that was published knows it only as another one.
        let more = visits.clone()
            + &typed(4)
            + &typed(12).replace("2026-10", "2026-11")
            + &random.visits("2026-11", 120);
        let later = files(&more, "")
            .with("cxpress.yaml", language(tongue))
            .with(&path, text);
        let later = build_files(&later, None);
        let october = everything(&later);
        assert!(
            october
                .values()
                .all(|page| !String::from_utf8_lossy(page).contains("Lovelace"))
        );
        let site = later.site.expect("a site");
        assert!(
            site.files
                .keys()
                .any(|path| path.starts_with("2026-11/channel/ada-lovelace"))
        );
    }
}

/// Sources that read the same file have the same customers: they count once.
#[test]
fn a_file_of_two_sources_counts_customers_once() {
    let visits = Random(23).visits("2026-10", 100);
    let second = "  again:\n    kind: survey\n    files: visits.csv\n    period: {column: date}\n    questions:\n      \
                  taste: {column: food, metric: csat, scale: 1..5}\n";
    let report = compute_files(&files(&visits, "").with("cxpress.yaml", config(false) + second));
    let heard: u64 = report.periods[0].heard.values().sum();
    assert_eq!(heard, 100);
}

/// Tickets are no customers' words, and the foot counts answers only where there are some.
#[test]
fn a_report_of_tickets_says_nothing_of_what_customers_told() {
    let tickets = Random(29).tickets("2026-10", 60);
    let desk = config(true);
    let (head, _) = desk.split_once("sources:").expect("sources");
    let only = format!(
        "{}sources:\n{DESK}",
        head.replace("drivers: {recommend: [food, clean]}\n", "")
    );
    let built = build_files(&files("", &tickets).with("cxpress.yaml", only), None);
    let site = built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{:#?}", lines(&built)));
    let home = String::from_utf8_lossy(&site.files["index.html"]).into_owned();
    assert!(!home.contains("told us") && home.contains("The figures of October 2026."));
    assert!(!home.contains("Answers to questions"));
    let both = build_files(&files(&Random(3).visits("2026-10", 80), &tickets), None);
    let home = String::from_utf8_lossy(&both.site.expect("a site").files["index.html"]).into_owned();
    assert!(home.contains("Answers to questions: used 240, missing 0, rejected 0."));
}
