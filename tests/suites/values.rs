//! What answers and groups stand for, from files to pages: words that say nothing, choices, groups that read alike,
//! scales that are not what they seem, tables that are already counted.

use std::fmt::Write as _;

use cxpress::Built;
use cxpress_core::MemoryFiles;
use cxpress_tests::{build_files, estimate, figure, lines, report_of, total, value};

/// A report of one survey of October, and perhaps later months.
fn built(source: &str, questions: &str, csv: &str) -> Built {
    let config = format!(
        "schema: 1\ntitle: Values\nperiod: month\nlimits: {{rejected_answers: 5%}}\nsources:\n  survey:\n    kind: survey\n    \
         files: data/*.csv\n    period: {{column: date}}\n{source}    questions:\n{questions}"
    );
    let files = MemoryFiles::new()
        .with("cxpress.yaml", config)
        .with("data/s.csv", csv);
    build_files(&files, None)
}

/// Rows of a month: each text so many times, a day each.
fn rows(csv: &mut String, month: u32, texts: &[(&str, usize)]) {
    let all = texts.iter().flat_map(|(text, n)| std::iter::repeat_n(*text, *n));
    for (at, text) in all.enumerate() {
        writeln!(csv, "2026-{month:02}-{:02},{text}", at % 28 + 1).expect("a text");
    }
}

fn csv(header: &str, texts: &[(&str, usize)]) -> String {
    let mut csv = format!("date,{header}\n");
    rows(&mut csv, 10, texts);
    csv
}

#[track_caller]
fn page(built: &Built, path: &str) -> String {
    let site = built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{:#?}", lines(built)));
    let page = site.files.get(path).unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8(page.clone()).expect("a text")
}

/// The warnings of a code.
fn said(built: &Built, code: &str) -> Vec<String> {
    let all = lines(built);
    all.into_iter()
        .filter(|line| line.contains(&format!(" {code}: ")))
        .collect()
}

#[test]
fn a_choice_is_a_share_without_a_verdict() {
    let csv = csv(
        "annoyed",
        &[("Queue", 20), ("\"Queue, Price\"", 10), ("Price", 30)],
    );
    let questions = "      queue: {column: annoyed, choice: Queue, metric: csat, label: Queue}\n";
    let built = built("", questions, &csv);
    let report = report_of(&built);
    assert!((value(total(report, "queue", "2026-10"), None) - 50.0).abs() < 1e-9);
    assert!(!figure(report, "queue").tested);
    assert_eq!(said(&built, "choice-as-score").len(), 1, "{:#?}", lines(&built));
    let page = page(&built, "2026-10/metrics/queue.html");
    assert!(!page.contains("who are satisfied") && !page.contains("More is better"));
}

#[test]
fn groups_that_look_the_same_are_one_and_those_that_read_alike_are_named() {
    let groups = [
        ("9,R&amp;D", 20),
        ("9,R&D", 20),
        ("9,Zu\u{308}rich", 20),
        ("9,Zürich", 20),
        ("9,Live\u{a0} chat\u{200b}", 20),
        ("9,Live chat", 20),
        ("9,Email", 20),
        ("9,E-mail", 20),
        ("9,N/A", 5),
    ];
    let csv = csv("nps,channel", &groups);
    let source = "    dimensions: {channel: {column: channel, label: Channel}}\n";
    let built = built(source, "      nps: {column: nps, metric: nps}\n", &csv);
    let values = &report_of(&built).dimensions[0].values;
    let names: Vec<&str> = values.iter().map(|value| value.label.as_str()).collect();
    assert_eq!(names, ["E-mail", "Email", "Live chat", "R&D", "Zürich"]);
    let said = said(&built, "groups-alike");
    assert!(said.len() == 1 && said[0].contains("Email: E-mail"), "{said:#?}");
}

#[test]
fn labels_make_one_group_of_several() {
    let csv = csv(
        "nps,channel",
        &[("9,Email", 20), ("0,E-mail", 20), ("9,Shop", 20)],
    );
    let source = "    dimensions: {channel: {column: channel, labels: {E-mail: Email}}}\n";
    let built = built(source, "      nps: {column: nps, metric: nps}\n", &csv);
    let report = report_of(&built);
    assert_eq!(report.dimensions[0].values.len(), 2);
    assert!(said(&built, "groups-alike").is_empty(), "{:#?}", lines(&built));
}

#[test]
fn the_best_of_school_grades_are_the_lowest() {
    let csv = csv("grade", &[("1", 20), ("2", 10), ("3", 10), ("5", 10)]);
    let questions = "      grade: {column: grade, scale: 1..6, metric: csat, direction: lower}\n";
    let built = built("", questions, &csv);
    assert!((value(total(report_of(&built), "grade", "2026-10"), None) - 60.0).abs() < 1e-9);
    assert!(page(&built, "2026-10/metrics/grade.html").contains("Low answers are the good ones"));
}

#[test]
fn a_net_promoter_score_of_1_to_10_says_so() {
    let even: Vec<(String, usize)> = (1..=10).map(|score| (score.to_string(), 20)).collect();
    let even: Vec<(&str, usize)> = even.iter().map(|(score, n)| (score.as_str(), *n)).collect();
    let csv = csv("nps", &even);
    let unsaid = built(
        "",
        "      nps: {column: nps, metric: nps, label: Recommend}\n",
        &csv,
    );
    assert!(
        said(&unsaid, "scale-unreached")[0].contains("`scale: 1..10`"),
        "{:#?}",
        lines(&unsaid)
    );
    let told = built(
        "",
        "      nps: {column: nps, metric: nps, scale: 1..10, label: Recommend}\n",
        &csv,
    );
    assert!(lines(&told).is_empty(), "{:#?}", lines(&told));
    for path in ["index.html", "2026-10/metrics/nps.html"] {
        assert!(page(&told, path).contains("Recommend (1–10)"), "{path}");
    }
}

#[test]
fn another_scale_from_a_month_on_is_said() {
    let mut csv = csv("nps", &[("10", 60), ("9", 60), ("8", 40), ("3", 40)]);
    rows(&mut csv, 11, &[("5", 80), ("4", 60), ("3", 40), ("1", 20)]);
    let question = |more: &str| format!("      nps: {{column: nps, metric: nps{more}}}\n");
    let unsaid = built("", &question(""), &csv);
    let found = said(&unsaid, "scale-changed");
    assert!(
        found.len() == 1 && found[0].contains("2026-11-01"),
        "{:#?}",
        lines(&unsaid)
    );
    let told = built("", &question(", changes: {2026-11-01: asked on 1 to 5}"), &csv);
    assert!(said(&told, "scale-changed").is_empty(), "{:#?}", lines(&told));
}

#[test]
fn words_for_scores_are_the_words_of_the_distribution() {
    let csv = csv(
        "self",
        &[
            ("Somewhat masculine", 20),
            ("Very masculine", 10),
            ("Not at all", 30),
        ],
    );
    let questions = "      self: {column: self, scale: 1..4, metric: mean, direction: neither, \
                     values: {Not at all: 1, Somewhat masculine: 3, Very masculine: 4}}\n";
    let built = built("", questions, &csv);
    let page = page(&built, "2026-10/metrics/self.html");
    assert!(page.contains("Somewhat masculine (3)"), "{:#?}", lines(&built));
}

#[test]
fn a_table_that_is_already_counted() {
    let csv = "date,nps,n\n2026-10-01,10,30\n2026-10-01,8,50\n2026-10-01,2,20\n2026-10-01,N/A,7\n";
    let built = built("    count: n\n", "      nps: {column: nps, metric: nps}\n", csv);
    let shown = total(report_of(&built), "nps", "2026-10");
    assert_eq!((value(shown, None), estimate(shown, None).base), (10.0, 100));
    assert_eq!(shown.missing.does_not_apply, 7);
    assert!(!figure(report_of(&built), "nps").weighted);
    let account = &report_of(&built).data.sources[0];
    assert_eq!((account.files[0].rows.used, account.answers[0].used), (4, 100));
}

#[test]
fn rejected_answers_are_counted_on_the_page_of_their_figure() {
    let csv = csv("sat", &[("4", 200), ("2", 197), ("no idea", 3)]);
    let built = built("", "      sat: {column: sat, scale: 1..5, metric: csat}\n", &csv);
    assert_eq!(figure(report_of(&built), "sat").rejected, [3]);
    assert!(page(&built, "2026-10/metrics/sat.html").contains("Rejected"));
}

#[test]
fn a_choice_that_nobody_made_is_named() {
    let csv = csv("used", &[("web", 20), ("web;phone", 20)]);
    let question = |choice: &str| format!("      it: {{column: used, choice: {choice}, metric: share}}\n");
    assert_eq!(said(&built("", &question("wbe"), &csv), "no-choice").len(), 1);
    assert!(lines(&built("", &question("phone"), &csv)).is_empty());
}
