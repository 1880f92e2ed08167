//! Figures of comments held against labels that people gave, from files to pages, with numbers worked out by hand.

use std::fmt::Write as _;

use cxpress::Built;
use cxpress_analysis::Wanted;
use cxpress_core::labels::hash;
use cxpress_core::{LabelFile, MemoryFiles};
use cxpress_report::{Correction, Report, Shown};
use cxpress_tests::{build_files, draw_files, figure, freeze_files, lines, report_of};

const CONFIG: &str = "\
schema: 1
title: Labels
timezone: UTC
codebook:
  version: two
  themes:
    wait: {label: Long wait, include: [waited]}
    rude: {label: Rude staff, include: [rude]}
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    dimensions: {shop: {column: shop}}
    questions:
      wait: {column: words, metric: theme, theme: wait}
      mood: {column: words, metric: sentiment}
      other: {column: more, metric: theme, theme: rude}
      score: {column: score, metric: nps}
";

/// What is written, how often in September and October, what the program finds in it, and what people label: a theme, how
/// often.
struct Kind {
    text: &'static str,
    september: usize,
    october: usize,
    waits: bool,
    labelled: usize,
}

/// In October the program finds a wait in 40 of 200 comments, people in 50 of them; in September it finds 20 of 200.
/// Half of October is labelled: of 25 with a wait it finds 15 (.6), of 75 without it passes over 70 (14/15).
const WAITS: [Kind; 4] = [
    Kind {
        text: "we waited long at desk",
        september: 15,
        october: 30,
        waits: true,
        labelled: 15,
    },
    Kind {
        text: "it took ages to be served at desk",
        september: 5,
        october: 20,
        waits: true,
        labelled: 10,
    },
    Kind {
        text: "the chair is by desk",
        september: 175,
        october: 140,
        waits: false,
        labelled: 70,
    },
    Kind {
        text: "we never waited at desk",
        september: 5,
        october: 10,
        waits: false,
        labelled: 5,
    },
];

/// Words that tell texts apart, in which nobody sees a reference or a feeling.
fn tag(at: usize) -> String {
    const WORDS: [&str; 16] = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "hotel", "kilo", "lima", "november",
        "oscar", "papa", "quebec", "sierra", "tango", "zulu",
    ];
    format!(" {} {}", WORDS[at / 16 % 16], WORDS[at % 16])
}

fn visits() -> String {
    let mut csv = "date,shop,words,more,score\n".to_owned();
    for kind in &WAITS {
        for (day, times) in [("2026-09-10", kind.september), ("2026-10-10", kind.october)] {
            for at in 0..times {
                let shop = if at % 2 == 0 { "north" } else { "south" };
                writeln!(csv, "{day},{shop},{}{},fine,9", kind.text, tag(at)).expect("a string takes it");
            }
        }
    }
    csv
}

fn labelled(kinds: &[Kind]) -> String {
    let mut file =
        "question: wait\nperiods: [2026-10]\ncodebook: two\nthemes: [wait]\ncomments:\n".to_owned();
    for kind in kinds {
        for at in 0..kind.labelled {
            let text = format!("{}{}", kind.text, tag(at));
            let themes = if kind.waits { "[wait]" } else { "none" };
            let hash = hash(&text);
            writeln!(file, "- {{text: {text}, hash: {hash:016x}, themes: {themes}}}")
                .expect("a string takes it");
        }
    }
    file
}

fn project() -> MemoryFiles {
    MemoryFiles::default()
        .with("cxpress.yaml", CONFIG)
        .with("visits.csv", visits())
}

fn built(labels: &str) -> Built {
    build_files(&project().with("labels/wait.yaml", labels), None)
}

#[track_caller]
fn shown<'a>(report: &'a Report, id: &str, period: usize) -> &'a Shown {
    figure(report, id).total[period].shown().expect("shown")
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, expected {expected}");
}

#[track_caller]
fn page(built: &Built, path: &str) -> String {
    let site = built.site.as_ref().expect("a site");
    let page = String::from_utf8(site.files[path].clone()).expect("a page");
    page.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn labels_change_the_headline_and_no_comparison() {
    let built = built(&labelled(&WAITS));
    assert_eq!(lines(&built), [""; 0]);
    let report = report_of(&built);
    let wait = figure(report, "wait");
    let audit = wait.audit.as_ref().expect("an audit");
    assert_eq!((audit.labels, audit.correction), (100, Correction::Corrected));
    let rates = audit.rates.as_ref().expect("rates");
    let [class] = rates.classes.as_slice() else {
        panic!("one theme")
    };
    let [precision, recall] = [class.precision, class.recall].map(|rate| rate.expect("a rate"));
    assert_eq!((precision.n, precision.of, recall.n, recall.of), (15, 20, 15, 25));
    assert_eq!((rates.agreement.n, rates.agreement.of), (85, 100));
    // Wilson's interval of 15 of 25.
    assert!((recall.interval.low - 40.7395).abs() < 0.001, "{recall:?}");
    // (.2 + 14/15 − 1) / (.6 + 14/15 − 1), and with .1 in September.
    for (period, counted, corrected) in [(1, 20.0, 25.0), (0, 10.0, 6.25)] {
        let shown = shown(report, "wait", period);
        near(shown.headline.estimate().expect("counted").value, counted);
        let found = shown.corrected.as_ref().expect("corrected").headline;
        near(found.value, corrected);
        let interval = found.interval.expect("an interval");
        assert!(interval.low < corrected && interval.high > Some(corrected));
    }
    let change = shown(report, "wait", 1)
        .before
        .as_ref()
        .and_then(|it| it.change.as_ref());
    near(change.expect("a change").difference, 10.0);
    let groups = wait
        .slices
        .iter()
        .flat_map(|slice| &slice.cells)
        .filter_map(|cell| cell.shown());
    assert!(groups.count() > 0);
    let mut groups = wait
        .slices
        .iter()
        .flat_map(|slice| &slice.cells)
        .filter_map(|cell| cell.shown());
    assert!(groups.all(|shown| shown.corrected.is_none()));
    // Nobody was asked for the tone, and nobody for the other column.
    for id in ["mood", "other"] {
        let audit = figure(report, id).audit.as_ref().expect("an audit");
        assert_eq!(
            (audit.labels, audit.correction),
            (0, Correction::Unchecked),
            "{id}"
        );
    }
    assert!(figure(report, "score").audit.is_none());
}

#[test]
fn pages_say_what_is_corrected_and_what_is_counted() {
    let built = built(&labelled(&WAITS));
    let wait = page(&built, "2026-10/metrics/wait.html");
    for said in [
        "corrected by 100 labels of people; counted: 20.0 %",
        "People labelled 100 comments from October 2026",
        "the figure is 25.0 %; it counts 20.0 %",
        "15 of 20",
        "15 of 25",
        "Long wait, as counted",
        "As counted: ",
    ] {
        assert!(wait.contains(said), "{said}");
    }
    let overview = page(&built, "2026-10/index.html");
    assert!(overview.contains("25.0") && overview.contains("counted: 20.0 %"));
    let mood = page(&built, "2026-10/metrics/mood.html");
    assert!(mood.contains("Nobody has checked how right this is") && mood.contains("in little over half"));
    let voice = page(&built, "2026-10/voice.html");
    assert!(voice.contains("As counted, since not all themes are corrected.") && voice.contains("20.0 %"));
    let score = page(&built, "2026-10/metrics/score.html");
    assert!(!score.contains("checked how right"));
}

#[test]
fn authors_are_given_the_headline_and_what_is_counted_is_called_so() {
    let text =
        "{{ wait }}; {{ wait.before }}; {{ wait.change }}; {{ wait.counted }}; {{ wait(shop=\"north\") }}\n";
    let files = project()
        .with("labels/wait.yaml", labelled(&WAITS))
        .with("commentary/2026-10/overview.md", text);
    let built = build_files(&files, None);
    let overview = page(&built, "2026-10/index.html");
    for said in [
        "25.0 %",
        "6.3 %",
        "+10.0 points as counted",
        "20.0 %",
        "20.0 % as counted",
    ] {
        assert!(overview.contains(&format!(">{said}</b>")), "{said}");
    }
}

#[test]
fn fewer_than_fifty_labels_correct_nothing() {
    let file = labelled(&WAITS);
    let head: Vec<&str> = file.lines().take(5 + 49).collect();
    let built = built(&(head.join("\n") + "\n"));
    let report = report_of(&built);
    let audit = figure(report, "wait").audit.as_ref().expect("an audit");
    assert_eq!((audit.labels, audit.correction), (49, Correction::TooFew));
    assert!(audit.rates.is_none() && shown(report, "wait", 1).corrected.is_none());
    let wait = page(&built, "2026-10/metrics/wait.html");
    assert!(wait.contains("People labelled 49 comments") && wait.contains("From 50 on"));
    assert!(!wait.contains("as counted"));
}

#[test]
fn a_program_that_is_right_by_chance_is_not_believed() {
    // It finds 5 of 15 with a wait, and 25 of 75 without.
    let kinds = [(0, true, 5), (1, true, 10), (2, false, 50), (3, false, 25)];
    let mut visits = visits();
    let mut labels =
        "question: wait\nperiods: [2026-10]\ncodebook: two\nthemes: [wait]\ncomments:\n".to_owned();
    for (kind, waits, times) in kinds {
        for at in 0..times {
            let text = format!("{} again{}", WAITS[kind].text, tag(at));
            writeln!(visits, "2026-10-11,north,{text},fine,9").expect("a string takes it");
            let (hash, themes) = (hash(&text), if waits { "[wait]" } else { "none" });
            writeln!(labels, "- {{text: {text}, hash: {hash:016x}, themes: {themes}}}")
                .expect("a string takes it");
        }
    }
    let files = project()
        .with("visits.csv", visits)
        .with("labels/wait.yaml", labels);
    let built = build_files(&files, None);
    let audit = figure(report_of(&built), "wait")
        .audit
        .as_ref()
        .expect("an audit");
    assert_eq!((audit.labels, audit.correction), (90, Correction::Uninformative));
    let wait = page(&built, "2026-10/metrics/wait.html");
    assert!(wait.contains("do not show that the program tells the comments apart"));
}

/// The program finds 80 positive, 80 neutral and 40 negative of 200, a net of 20. Of the 100 with labels it is the same, and
/// people say that 40, 20 and 40 are: a net of 0.
#[test]
fn the_tone_is_corrected_in_all_its_classes_together() {
    let kinds = [
        ("great and lovely", 80, [("positive", 30), ("negative", 10)]),
        ("the chair is brown", 80, [("neutral", 20), ("positive", 10)]),
        ("terrible and awful", 40, [("negative", 20), ("neutral", 0)]),
    ];
    let mut csv = "date,shop,words,more,score\n".to_owned();
    let mut labels = "question: mood\nperiods: [2026-10]\ncomments:\n".to_owned();
    for (text, times, tones) in kinds {
        for at in 0..times {
            writeln!(csv, "2026-10-10,north,{text}{},fine,9", tag(at)).expect("a string takes it");
        }
        let mut tones = tones
            .iter()
            .flat_map(|(tone, n)| std::iter::repeat_n(*tone, *n))
            .collect::<Vec<_>>();
        // The rest of the neutral ones.
        tones.extend(std::iter::repeat_n(
            "negative",
            if text.contains("chair") { 10 } else { 0 },
        ));
        for (at, tone) in tones.into_iter().enumerate() {
            let text = format!("{text}{}", tag(at));
            let hash = hash(&text);
            writeln!(labels, "- {{text: {text}, hash: {hash:016x}, sentiment: {tone}}}")
                .expect("a string takes it");
        }
    }
    let files = project().with("visits.csv", csv).with("labels/mood.yaml", labels);
    let built = build_files(&files, None);
    let report = report_of(&built);
    let mood = shown(report, "mood", 0);
    near(mood.headline.estimate().expect("counted").value, 20.0);
    let corrected = mood.corrected.as_ref().expect("corrected");
    near(corrected.headline.value, 0.0);
    let interval = corrected.headline.interval.expect("an interval");
    let width = interval.width().expect("both ends");
    assert!(
        interval.low < -5.0 && interval.high > Some(5.0) && width < 60.0,
        "{interval:?}"
    );
    let parts: Vec<(&str, f64)> = corrected
        .parts
        .iter()
        .map(|part| (part.id.as_str(), part.reading.estimate().expect("a share").value))
        .collect();
    for ((id, share), expected) in
        parts
            .iter()
            .zip([("positive", 40.0), ("neutral", 20.0), ("negative", 40.0)])
    {
        assert_eq!(*id, expected.0);
        near(*share, expected.1);
    }
    assert_eq!(parts.len(), 3);
    let rates = figure(report, "mood")
        .audit
        .as_ref()
        .and_then(|audit| audit.rates.as_ref())
        .expect("rates");
    let recall: Vec<(u64, u64)> = rates
        .classes
        .iter()
        .map(|class| class.recall.map_or((0, 0), |rate| (rate.n, rate.of)))
        .collect();
    assert_eq!(recall, [(30, 40), (20, 20), (20, 40)]);
    let page = page(&built, "2026-10/metrics/mood.html");
    assert!(page.contains("Negative: of those that there are, found (recall)"));
}

#[test]
fn what_is_wrong_with_labels_is_told() {
    let good = labelled(&WAITS);
    let cases = [
        (
            good.replace("question: wait", "question: wiat"),
            "error labels/wait.yaml:1:11 unknown-figure: `wiat` is no question whose comments can be labelled",
        ),
        (
            good.replace("2026-10", "Octber"),
            "error labels/wait.yaml:2:11 unknown-period: `Octber` is not a period of this report",
        ),
        (
            good.replace("codebook: two", "codebook: one"),
            "warning labels/wait.yaml:3:11 labels-of-other-codebook: the themes in `labels/wait.yaml` are those of codebook `one`",
        ),
        (
            good.replacen("themes: none", "themes: todo", 1),
            "warning labels/wait.yaml:1:11 labels-missing: 1 of 100 comments in `labels/wait.yaml` are not labelled yet",
        ),
    ];
    for (labels, expected) in cases {
        let found = lines(&built(&labels));
        assert!(found.iter().any(|line| line.starts_with(expected)), "{found:#?}");
    }
    let passed = lines(&built(&good.replacen("themes: none", "themes: todo", 1)));
    assert!(
        passed
            .iter()
            .any(|line| line.contains("labels-passed-over: 1 comments")),
        "{passed:#?}"
    );
    let gone = project()
        .with("visits.csv", visits().replace("it took ages", "it was ages"))
        .with("labels/wait.yaml", good.clone());
    let gone = build_files(&gone, None);
    let audit = figure(report_of(&gone), "wait").audit.clone().expect("an audit");
    assert_eq!(audit.labels, 90);
    let said =
        "labels-of-other-comments: 10 of 100 comments in `labels/wait.yaml` are not in the data any more";
    assert!(
        lines(&gone).iter().any(|line| line.contains(said)),
        "{:#?}",
        lines(&gone)
    );
    let twice = project()
        .with("labels/wait.yaml", good.clone())
        .with("labels/wait-2.yaml", good);
    let twice = lines(&build_files(&twice, None));
    assert!(
        twice.iter().any(|line| line.contains("samples-overlap")),
        "{twice:#?}"
    );
}

#[test]
fn labels_of_a_later_period_are_not_known_yet() {
    let files = project().with("labels/wait.yaml", labelled(&WAITS));
    let built = build_files(&files, Some("2026-09"));
    assert_eq!(lines(&built), [""; 0]);
    let audit = figure(report_of(&built), "wait")
        .audit
        .as_ref()
        .expect("an audit");
    assert_eq!(audit.correction, Correction::Unchecked);
}

#[test]
fn a_frozen_period_stays_as_it_was_published() {
    let (publication, _) = freeze_files(&project());
    let period = publication.expect("a publication").period;
    let files = project()
        .with(period.path(), period.text())
        .with("labels/wait.yaml", labelled(&WAITS));
    let built = build_files(&files, None);
    let report = report_of(&built);
    assert!(
        shown(report, "wait", 1).corrected.is_none(),
        "published without labels"
    );
    assert!(shown(report, "wait", 0).corrected.is_some());
    let wait = page(&built, "2026-10/metrics/wait.html");
    assert!(wait.contains("In this period what is counted stands as it is"));
}

const WANTED: Wanted = Wanted {
    n: 60,
    seed: 1,
    periods: 1,
};

#[track_caller]
fn drawn(files: &MemoryFiles, wanted: Wanted) -> LabelFile {
    let (sample, found) = draw_files(files, "wait", wanted);
    assert_eq!(found.iter().count(), 0);
    sample.expect("a sample")
}

#[test]
fn a_sample_is_blind_and_the_same_every_time() {
    let files = project();
    let sample = drawn(&files, WANTED);
    assert_eq!(
        sample.comments.iter().map(|comment| comment.times).sum::<u64>(),
        60
    );
    assert_eq!((sample.drawn_from, sample.tone), (200, true));
    let [periods, themes] = [&sample.periods, &sample.themes].map(|names| names[0].name.as_str());
    assert_eq!((periods, themes, sample.themes.len()), ("2026-10", "wait", 1));
    assert!(sample.comments.iter().all(|comment| !comment.is_labelled()));
    let text = sample.text();
    assert_eq!(text.matches("  themes: todo\n").count(), sample.comments.len());
    assert_eq!(text, drawn(&files, WANTED).text());
    let larger = drawn(&files, Wanted { n: 120, ..WANTED });
    assert_eq!(
        larger.comments[..40],
        sample.comments[..40],
        "a larger sample holds a smaller one"
    );
    let other = drawn(&files, Wanted { seed: 2, ..WANTED });
    assert_ne!(other.text(), text);
    let both = drawn(
        &files,
        Wanted {
            n: 1000,
            periods: 2,
            ..WANTED
        },
    );
    assert_eq!((both.periods.len(), both.drawn_from), (2, 400));
    let built = build_files(&files.with("labels/wait.yaml", text), None);
    let told = lines(&built);
    assert!(
        told.iter().all(|line| line.contains("labels-missing")) && told.len() == 1,
        "{told:#?}"
    );
}

#[test]
fn every_comment_has_the_same_chance() {
    const SEEDS: u64 = 400;
    let mut csv = "date,shop,words,more,score\n".to_owned();
    // 30 say the same, and 70 something else each.
    for at in 0..100 {
        let tag = if at < 30 { String::new() } else { tag(at) };
        writeln!(csv, "2026-10-10,north,the chair is brown{tag},fine,9").expect("a string takes it");
    }
    let files = project().with("visits.csv", csv);
    let mut times = std::collections::BTreeMap::new();
    for seed in 0..SEEDS {
        let sample = drawn(
            &files,
            Wanted {
                n: 20,
                seed,
                periods: 1,
            },
        );
        for comment in sample.comments {
            *times.entry(comment.text).or_insert(0) += comment.times;
        }
    }
    assert_eq!(times.len(), 71);
    for (text, times) in times {
        // How often each of 1 or of 30 comments is drawn, within five standard errors of a fifth.
        let comments = if text.ends_with("brown") { 30.0 } else { 1.0 };
        let (expected, error) = (80.0 * comments, (64.0_f64 * comments).sqrt());
        let apart = (f64::from(u32::try_from(times).expect("few")) - expected).abs();
        assert!(apart < 5.0 * error, "{text}: {times}, expected {expected}");
    }
}

#[test]
fn a_sample_holds_no_personal_data() {
    let mut csv = "date,shop,words,more,score\n".to_owned();
    for at in 0..20 {
        writeln!(
            csv,
            "2026-10-10,north,please write to a{at}@example.com about the chair,fine,9"
        )
        .expect("a string takes it");
    }
    let sample = drawn(&project().with("visits.csv", csv), WANTED);
    assert!(!sample.text().contains("@example.com"), "{}", sample.text());
    assert_eq!(
        (sample.comments.len(), sample.comments[0].times),
        (1, 20),
        "the same text once"
    );
}

#[test]
fn only_comments_that_are_coded_can_be_drawn() {
    let (sample, found) = draw_files(&project(), "score", WANTED);
    assert!(sample.is_none());
    let found: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(found, ["`score` is no question whose comments can be labelled"]);
    let (sample, found) = draw_files(
        &project().with("visits.csv", visits().replace(",fine,", ",,")),
        "other",
        WANTED,
    );
    assert!(sample.is_none(), "nobody wrote there");
    let said = "`other` has no comments in `2026-10` that could be labelled";
    assert!(found.iter().any(|it| it.message == said), "{found:?}");
}
