//! Records of every kind, from files to figures: tickets with customers who come back, reviews, orders, customers,
//! invitations, staff; metrics that a configuration declares, and those that look into other rows and sources.

use std::fmt::Write as _;

use cxpress_core::MemoryFiles;
use cxpress_metric::Kind;
use cxpress_report::Report;
use cxpress_tests::records::imbalance;
use cxpress_tests::{build_files, estimate, lines, report_of, total, value};

const CONFIG: &str = "\
schema: 1
title: Every kind
period: month
sources:
  desk:
    kind: tickets
    files: tickets.csv
    created: created
    solved: solved
    reopened: reopened
    contacts: contacts
    customer: customer
    questions:
      again: {metric: repeat-contact}
      first: {metric: first-contact}
      reopened: {metric: reopen}
      open: {metric: backlog}
      content: {column: score, scale: 1..5, metric: csat}
  reviews:
    kind: reviews
    files: reviews.csv
    date: date
    replied: replied
    questions:
      stars: {column: stars, metric: rating}
      replies: {metric: review-response}
      reply-time: {metric: reply-time}
  orders:
    kind: orders
    files: orders.csv
    date: date
    on_time: {column: late, yes: in time, no: late}
    complete: complete
    undamaged: {column: damaged, yes: [intact], no: [broken]}
    correct: correct
    questions:
      perfect: {metric: perfect-order}
  customers:
    kind: customers
    files: customers.csv
    since: since
    lost: lost
    controllable: ours
    contacted: contacted
    returned: returned
    referred: referred
    questions:
      churn: {metric: churn}
      back: {metric: win-back, within: 10d}
  invitations:
    kind: outreach
    files: sent.csv
    sent: sent
    delivered: delivered
    completed: completed
    questions:
      answered: {metric: response-rate}
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    questions:
      prompt: {column: wait, scale: 1..5, metric: share, good: 1..2, direction: lower}
      mood: {column: wait, scale: 1..5, metric: net, good: [4, 5], bad: 1, direction: higher}
      promise: {column: found, expectation: hoped, scale: 1..7, metric: gap}
      mood-of-words: {column: words, metric: sentiment}
      waiting: {column: words, metric: theme, theme: long-wait}
  team:
    kind: staff
    files: team.csv
    period: {column: date}
    questions:
      guess: {column: guess, scale: 1..5, metric: csat}
";

/// 10 customers come back after three days, 10 do not; of these 3 find their ticket opened again. One customer is not
/// known, and one ticket comes on the last day.
fn tickets() -> String {
    let mut csv = "created,solved,reopened,contacts,customer,score\n".to_owned();
    for at in 0..10 {
        let reopened = if at < 3 { "2026-10-09" } else { "" };
        let _ = write!(
            csv,
            "2026-10-05,2026-10-06,,1,twice{at},4\n2026-10-08,2026-10-09,,1,twice{at},2\n\
             2026-10-06,2026-10-07,{reopened},1,once{at},4\n"
        );
    }
    csv + "2026-10-06,2026-10-07,,,,\n2026-10-31,,,1,last,\n"
}

fn repeated(header: &str, rows: &[(usize, &str)]) -> String {
    let mut csv = format!("{header}\n");
    for (n, row) in rows {
        for _ in 0..*n {
            csv += row;
            csv.push('\n');
        }
    }
    csv
}

fn project() -> MemoryFiles {
    MemoryFiles::new()
        .with("cxpress.yaml", CONFIG)
        .with("tickets.csv", tickets())
        .with(
            "reviews.csv",
            repeated(
                "date,stars,replied",
                &[
                    (10, "2026-10-10,5,2026-10-12"),
                    (5, "2026-10-10,5,"),
                    (5, "2026-10-10,2,2026-10-30"),
                    (4, "2026-10-30,2,"),
                ],
            ),
        )
        .with(
            "orders.csv",
            repeated(
                "date,late,complete,damaged,correct",
                &[
                    (15, "2026-10-10,In time,yes,intact,1"),
                    (4, "2026-10-11,late,yes,broken,1"),
                    (1, "2026-10-12,late,,intact,1"),
                ],
            ),
        )
        .with(
            "customers.csv",
            repeated(
                "since,lost,ours,contacted,returned,referred",
                &[
                    (40, "2020-03-01,,,,,"),
                    (3, "2021-03-01,2026-10-02,yes,2026-10-10,2026-10-15,"),
                    (3, "2021-03-01,2026-10-02,no,2026-10-10,,"),
                    (4, "2021-03-01,2026-10-02,yes,,,"),
                    (5, "2021-03-01,2026-08-02,yes,,,"),
                ],
            ),
        )
        .with(
            "sent.csv",
            repeated(
                "sent,delivered,completed",
                &[
                    (19, "2026-10-05,2026-10-05,2026-10-08"),
                    (18, "2026-10-05,2026-10-05,"),
                    (1, "2026-10-05,2026-10-05,2026-10-25"),
                    (2, "2026-10-05,,"),
                    (7, "2026-10-25,2026-10-25,"),
                ],
            ),
        )
        .with(
            "visits.csv",
            repeated(
                "date,wait,found,hoped,words",
                &[
                    (
                        10,
                        "2026-10-10,1,5,7,Great staff! I love this shop. Ring me on +44 20 7946 0958",
                    ),
                    (10, "2026-10-11,4,6,6,\"Terrible, a long wait. jo@example.com\""),
                    (20, "2026-10-12,3,,6,"),
                ],
            ),
        )
        .with(
            "team.csv",
            repeated("date,guess", &[(6, "2026-10-10,5"), (2, "2026-10-10,1")]),
        )
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

#[test]
fn every_kind_of_record_gives_its_figures() {
    let built = build_files(&project(), None);
    let report = report_of(&built);
    assert!(built.site.is_some(), "{:?}", lines(&built));
    check(
        report,
        "again",
        &[
            (None, 100.0 / 3.0),
            (Some("repeated"), 10.0),
            (Some("window-open"), 0.0),
        ],
    );
    check(
        report,
        "first",
        &[(Some("at-first-contact"), 17.0), (Some("later"), 13.0)],
    );
    check(
        report,
        "reopened",
        &[(Some("reopened"), 3.0), (Some("stayed-solved"), 28.0)],
    );
    check(
        report,
        "open",
        &[(None, 4.0), (Some("created"), 32.0), (Some("reopened"), 3.0)],
    );
    check(report, "content", &[(None, 200.0 / 3.0)]);
    check(report, "stars", &[(None, 62.5)]);
    check(report, "replies", &[(None, 50.0)]);
    check(report, "perfect", &[(None, 1500.0 / 19.0)]);
    check(report, "churn", &[(None, 20.0)]);
    check(report, "back", &[(None, 50.0)]);
    check(report, "answered", &[(None, 50.0)]);
    check(report, "prompt", &[(None, 25.0)]);
    check(report, "mood", &[(None, 0.0)]);
    check(report, "promise", &[(None, -1.0)]);
    check(report, "guess", &[(None, 75.0)]);
    check(report, "mood-of-words", &[(None, 0.0), (Some("positive"), 50.0)]);
    check(report, "waiting", &[(None, 50.0)]);
    assert_eq!(estimate(total(report, "promise", "2026-10"), None).base, 20);
}

#[test]
fn personal_data_are_taken_out_of_comments_and_counted() {
    let built = build_files(&project(), None);
    let report = report_of(&built);
    let visits = report.data.sources.iter().find(|source| source.id == "visits");
    let redacted = &visits.expect("the source").files[0].redacted;
    assert_eq!(redacted.get("phone"), Some(&10));
    assert_eq!(redacted.get("e-mail"), Some(&10));
    let site = built.site.as_ref().expect("a site");
    for bytes in site.files.values() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("example.com") && !text.contains("7946"));
    }
}

#[test]
fn few_comments_are_withheld_although_as_many_answers_would_be_shown() {
    let visits = "date,wait,found,hoped,words\n".to_owned()
        + &"2026-10-10,1,5,7,Great staff!\n".repeat(7)
        + &"2026-10-10,1,5,7,\n".repeat(30);
    let built = build_files(&project().with("visits.csv", visits), None);
    let report = report_of(&built);
    let total = |id: &str| &report.figure(id).expect("a figure").total[0];
    assert!(matches!(total("mood-of-words"), cxpress_report::Cell::Withheld));
    assert!(total("prompt").shown().is_some());
}

#[test]
fn comments_in_other_languages_are_counted_and_not_scored() {
    let visits = |english: usize, german: usize| {
        "date,wait,found,hoped,words\n".to_owned()
            + &"2026-10-10,1,5,7,The staff was great!\n".repeat(english)
            + &"2026-10-10,1,5,7,Die Beratung war gut.\n".repeat(german)
    };
    let built = build_files(&project().with("visits.csv", visits(20, 12)), None);
    let mood = total(report_of(&built), "mood-of-words", "2026-10");
    assert_eq!((value(mood, None), mood.missing.other_language), (100.0, 12));
    let waiting = total(report_of(&built), "waiting", "2026-10");
    assert_eq!(
        (estimate(waiting, None).base, waiting.missing.other_language),
        (32, 0)
    );

    let built = build_files(&project().with("visits.csv", visits(20, 21)), None);
    let mood = &report_of(&built).figure("mood-of-words").expect("a figure").total[0];
    let absent = cxpress_report::Cell::Absent(cxpress_metric::Absence::OtherLanguage);
    assert_eq!(*mood, absent);
    let lines = lines(&built);
    let told = "`mood-of-words` has no value: most comments are in a language that `sentiment` cannot read";
    assert!(lines.iter().any(|line| line.contains(told)), "{lines:#?}");
}

#[test]
fn a_codebook_is_checked_with_its_places() {
    let codebook = "codebook:\n  version: \"2\"\n  themes:\n    wait:\n      include: [slow]\n      \
                    examples: [It was quick]\n    Wait:\n      include: [\"*\"]\n";
    let config = CONFIG.replace("theme: long-wait", "theme: wiat");
    let files = project().with("cxpress.yaml", format!("{config}{codebook}"));
    let lines = lines(&build_files(&files, None));
    for message in [
        "two themes have the id `Wait`",
        "the theme `Wait` has a phrase that can match nothing",
        "there is no theme `wiat`",
    ] {
        assert!(
            lines.iter().any(|line| line.contains(message)),
            "{message}: {lines:#?}"
        );
    }
}

#[test]
fn the_report_begins_with_what_was_heard_not_with_the_oldest_customer() {
    let built = build_files(&project(), None);
    let report = report_of(&built);
    let periods: Vec<&str> = report.periods.iter().map(|period| period.id.as_str()).collect();
    assert_eq!(periods, ["2026-10"]);
    assert_eq!(report.current_period().heard.get(&Kind::Reviews), Some(&24));
}

#[test]
fn what_is_neither_yes_nor_no_and_no_number_is_rejected_with_its_place() {
    let files = project()
        .with(
            "orders.csv",
            "date,late,complete,damaged,correct\n2026-10-10,perhaps,yes,intact,1\n2026-10-10,late,yes,intact,1\n",
        )
        .with(
            "tickets.csv",
            "created,solved,reopened,contacts,customer,score\n2026-10-05,,,several,a,4\n",
        );
    let lines = lines(&build_files(&files, None));
    for (place, words) in [
        ("orders.csv:2", "what is neither yes nor no"),
        ("tickets.csv:2", "what is no whole number"),
    ] {
        assert!(
            lines
                .iter()
                .any(|line| line.contains(place) && line.contains(words)),
            "{place}: {lines:#?}"
        );
    }
}

#[test]
fn a_pair_with_two_wrong_cells_is_one_rejected_answer() {
    let visits = "date,wait,found,hoped,words\n".to_owned()
        + &"2026-10-10,1,5,7,\n".repeat(20)
        + "2026-10-10,1,9,8,\n2026-10-10,1,,8,\n";
    let config = CONFIG.replace("schema: 1\n", "schema: 1\nlimits: {rejected_answers: 50%}\n");
    let files = project().with("visits.csv", visits).with("cxpress.yaml", config);
    let built = build_files(&files, None);
    let report = report_of(&built);
    assert_eq!(imbalance(&report.data), Vec::<String>::new());
    let visits = report.data.sources.iter().find(|source| source.id == "visits");
    let mut pairs = visits.expect("the source").answers.iter();
    let pairs = pairs
        .find(|answers| answers.question == "promise")
        .expect("the question");
    assert_eq!((pairs.used, pairs.rejected.values().sum::<u64>()), (20, 2));
}

#[test]
fn groups_of_scores_are_checked() {
    let wrong = [
        ("good: 1..2,", "good: 1..9,", "outside the scale `1..5`"),
        ("good: 1..2,", "", "has no `good`"),
        ("bad: 1,", "bad: 4,", "`4` counts for and against"),
        ("good: [4, 5]", "good: [x]", "`x` names no scores"),
        (", expectation: hoped", "", "has no `expectation`"),
    ];
    for (old, new, message) in wrong {
        let files = project().with("cxpress.yaml", CONFIG.replace(old, new));
        let lines = lines(&build_files(&files, None));
        assert!(
            lines.iter().any(|line| line.contains(message)),
            "{message}: {lines:#?}"
        );
    }
}

#[test]
fn places_are_ranked_by_a_mean_that_few_reviews_move_little() {
    const REVIEWS: &str = "\
schema: 1
title: Reviews
sources:
  reviews:
    kind: reviews
    files: reviews.csv
    date: date
    dimensions: {place: {column: place}}
    questions:
      stars: {column: stars, metric: rating, statistic: mean, prior: 10}
";
    let rows = [
        ("few", 5, 11),
        ("few", 4, 1),
        ("many", 5, 90),
        ("many", 4, 10),
        ("poor", 2, 43),
        ("poor", 3, 1),
    ];
    let lines = rows.iter().flat_map(|(place, stars, times)| {
        std::iter::repeat_n(format!("2026-10-03,{place},{stars}\n"), *times)
    });
    let data = "date,place,stars\n".to_owned() + &lines.collect::<String>();
    let ranked = |config: &str| -> Vec<f64> {
        let files = MemoryFiles::default()
            .with("cxpress.yaml", config)
            .with("reviews.csv", data.as_str());
        let built = build_files(&files, None);
        let report = report_of(&built);
        let slices = report.figure("stars").expect("a figure").slices.iter();
        slices
            .map(|slice| {
                slice.cells[0]
                    .shown()
                    .and_then(|shown| shown.ranked)
                    .expect("ranked")
            })
            .collect()
    };
    // Each place with ten reviews of the mean of all.
    let sums = [(59.0, 12.0), (490.0, 100.0), (89.0, 44.0)];
    let all = (59.0 + 490.0 + 89.0) / 156.0;
    let expected = sums.map(|(sum, n)| (10.0 * all + sum) / (10.0 + n));
    for (found, expected) in ranked(REVIEWS).iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found}, expected {expected}");
    }
    assert!(
        expected[1] > expected[0],
        "a hundred reviews stand above twelve that are hardly better"
    );
    let [few, many, _] = ranked(&REVIEWS.replace(", prior: 10", ", prior: 0"))[..] else {
        panic!("three places")
    };
    assert!(few > many, "without credit, the twelve stand above");
    let wrong = REVIEWS.replace("prior: 10", "prior: ten");
    let files = MemoryFiles::default()
        .with("cxpress.yaml", wrong)
        .with("reviews.csv", data.as_str());
    let found = lines_of(&files);
    assert!(
        found
            .iter()
            .any(|line| line.contains("`ten` is no number of answers")),
        "{found:?}"
    );
}

fn lines_of(files: &MemoryFiles) -> Vec<String> {
    lines(&build_files(files, None))
}

const REASONS: &str = "\
schema: 1
title: Who left, and why
sources:
  people:
    kind: customers
    files: people.csv
    since: since
    lost: lost
    controllable: ours
    dimensions:
      why: {column: why, label: Reason, labels: {late: Late parcels}}
      segment: segment
    questions:
      churn: {metric: churn, label: Customers lost}
      loss: {metric: loss, reasons: why, label: In our hands}
";

/// 40 customers are lost in October: for three reasons, one of which few have, or for none that is known.
fn people() -> String {
    repeated(
        "since,lost,ours,why,segment",
        &[
            (55, "2026-08-01,,,,new"),
            (5, "2026-10-05,,,,new"),
            (16, "2026-08-01,2026-10-02,yes,late,new"),
            (4, "2026-08-01,2026-10-02,no,late,old"),
            (2, "2026-08-01,2026-10-02,,late,old"),
            (10, "2026-08-01,2026-10-03,no,price,new"),
            (2, "2026-08-01,2026-10-03,no,moved,old"),
            (6, "2026-08-01,2026-10-03,no,,old"),
        ],
    )
}

#[test]
fn reasons_of_loss_are_ranked_and_divide_nothing_else() {
    let files = MemoryFiles::new()
        .with("cxpress.yaml", REASONS)
        .with("people.csv", people());
    let built = build_files(&files, None);
    let report = report_of(&built);
    check(
        report,
        "loss",
        &[
            (None, 1600.0 / 38.0),
            (Some("lost-ours"), 16.0),
            (Some("lost-not-ours"), 22.0),
        ],
    );
    assert_eq!(total(report, "loss", "2026-10").missing.dont_know, 2);
    let why = report
        .dimensions
        .iter()
        .position(|dimension| dimension.id == "why")
        .expect("reasons");
    let loss = report.figure("loss").expect("a figure");
    let pareto = loss.reasons.as_ref().expect("reasons");
    let now = pareto.periods[report.current].as_ref().expect("a ranking");
    let labels = |value: usize| report.dimensions[why].values[value].label.as_str();
    let ranked: Vec<_> = now
        .reasons
        .iter()
        .map(|it| (labels(it.value), it.n, it.share, it.cumulated))
        .collect();
    assert_eq!(pareto.dimension, why);
    // What few have is withheld, with as many as it takes that nobody can compute it.
    let hidden: Vec<_> = now.withheld.iter().map(|value| labels(*value)).collect();
    // Two customers gave it, so it has no name either: it is another value.
    assert!(hidden.contains(&cxpress_report::ANOTHER_VALUE), "{hidden:?}");
    assert_eq!(ranked.first(), Some(&("Late parcels", 22, 55.0, 55.0)));
    assert_eq!(now.n, 40);
    assert_eq!(now.others + ranked.iter().map(|(_, n, ..)| n).sum::<u64>(), 40);
    let churn = report.figure("churn").expect("a figure");
    assert!(churn.slices.iter().all(|slice| slice.dimension != why));
    assert!(churn.slices.iter().any(|slice| slice.dimension != why));
    let of_reasons = || loss.slices.iter().filter(|slice| slice.dimension == why);
    let shown = || of_reasons().filter_map(|slice| slice.cells[report.current].shown());
    assert!(shown().count() > 0 && shown().all(|shown| shown.rest.is_none()));
    let page = &built.site.as_ref().expect("a site").files["actions.html"];
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("40 customers were lost."), "{page}");
    assert!(page.contains("Late parcels"), "{page}");
}

#[test]
fn items_of_a_dimension_make_one_gap_per_customer() {
    const ITEMS: &str = "\
schema: 1
title: Reliability
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    questions:
      reliability:
        metric: gap
        scale: 1..7
        items: [{column: kept, expectation: hoped_kept}, {column: right, expectation: hoped_right}]
targets: {reliability: -0.5}
limits: {rejected_answers: 50%}
";
    let rows = repeated(
        "date,kept,hoped_kept,right,hoped_right",
        &[
            (5, "2026-10-10,4,6,5,6"),
            (5, "2026-10-10,6,6,7,6"),
            (3, "2026-10-10,4,6,,6"),
            (2, "2026-10-10,4,6,n/a,6"),
            (1, "2026-10-10,9,6,8,6"),
        ],
    );
    let files = MemoryFiles::new()
        .with("cxpress.yaml", ITEMS)
        .with("visits.csv", rows);
    let built = build_files(&files, None);
    let report = report_of(&built);
    // Sums of −3 and 1, five of each, with ¾ at −12 and at 12: mean −10/11.5, standard error 1.459757; by two items, with
    // t₉ 2.262157.
    let shown = total(report, "reliability", "2026-10");
    let mean = estimate(shown, None);
    let interval = mean.interval.expect("an interval");
    let found = [mean.value, interval.low, interval.high.expect("an end")];
    for (found, expected) in found.into_iter().zip([-0.5, -2.085_880, 1.216_315]) {
        assert!((found - expected).abs() < 1e-5, "{found}, expected {expected}");
    }
    assert_eq!((mean.base, mean.limits), (10, (-6.0, 6.0)));
    let figure = report.figure("reliability").expect("a figure");
    let scale = figure.scale.expect("a scale");
    assert_eq!((scale.low, scale.high), (-6, 6));
    assert_eq!(imbalance(&report.data), Vec::<String>::new());
    let answers = &report.data.sources[0].answers[0];
    let missing = (answers.missing.not_answered, answers.missing.does_not_apply);
    assert_eq!(
        (answers.used, missing, answers.rejected.values().sum::<u64>()),
        (10, (3, 2), 1)
    );
}

const AMBASSADORS: &str = "\
schema: 1
title: Who would, and who did
sources:
  visits:
    kind: survey
    files: visits.csv
    period: {column: date}
    respondent: who
    advocacy: [people, reviews]
    questions:
      recommend: {column: score, metric: nps}
      friends: {column: score, metric: ambassador}
  people:
    kind: customers
    files: people.csv
    since: since
    lost: lost
    referred: referred
    customer: id
    questions:
      churn: {metric: churn}
  reviews:
    kind: reviews
    files: reviews.csv
    date: date
    customer: account
    questions:
      stars: {column: stars, metric: rating}
";

/// Of 30 promoters who are known in each month, 6 had referred others before, 4 did so in October, 3 of those wrote
/// reviews in October and 5 others in September. Customers who are no promoters did the same.
fn advocates() -> MemoryFiles {
    let mut visits = "date,who,score\n".to_owned();
    let mut people = "since,lost,referred,id\n".to_owned();
    let mut reviews = "date,stars,account\n".to_owned();
    for month in ["09", "10"] {
        for who in 0..30 {
            let _ = writeln!(visits, "2026-{month}-10,P{who},{}", 9 + who % 2);
        }
        for who in 0..20 {
            let _ = writeln!(visits, "2026-{month}-10,D{who},{}", who % 9);
        }
        visits += &format!("2026-{month}-11,,10\n").repeat(7);
    }
    for who in 0..30 {
        let referred = ["2024-05-05", "2026-10-30", ""][usize::from(who >= 6) + usize::from(who >= 10)];
        let _ = writeln!(people, "2020-01-01,,{referred},P{who}");
        let _ = writeln!(people, "2020-01-01,,2024-05-05,D{who}");
    }
    for who in 0..3 {
        let _ = writeln!(reviews, "2026-10-31,5,P{who}");
    }
    for who in 20..25 {
        let _ = writeln!(reviews, "2026-09-30,1,P{who}\n2026-10-05,1,P{who}");
    }
    MemoryFiles::new()
        .with("cxpress.yaml", AMBASSADORS)
        .with("visits.csv", visits)
        .with("people.csv", people)
        .with("reviews.csv", reviews)
}

#[test]
fn promoters_are_found_among_those_who_referred_others_or_wrote_reviews() {
    let built = build_files(&advocates(), None);
    let report = report_of(&built);
    let shares = ["2026-09", "2026-10"].map(|period| {
        let shown = total(report, "friends", period);
        let missing = (shown.missing.does_not_apply, shown.missing.dont_know);
        assert_eq!((estimate(shown, None).base, missing), (30, (20, 7)), "{period}");
        value(shown, Some("ambassadors"))
    });
    assert_eq!(shares, [11.0, 15.0]);
    assert_eq!(imbalance(&report.data), Vec::<String>::new());
}

#[test]
fn only_the_sources_that_are_named_are_searched() {
    let of = |advocacy: &str| {
        let config = AMBASSADORS.replace("[people, reviews]", advocacy);
        let built = build_files(&advocates().with("cxpress.yaml", config), None);
        value(
            total(report_of(&built), "friends", "2026-10"),
            Some("ambassadors"),
        )
    };
    assert_eq!(["people", "reviews"].map(of), [10.0, 8.0]);
}

#[test]
fn a_row_that_is_rejected_makes_no_ambassador() {
    let people = "since,lost,referred,id\n".to_owned()
        + &"2020-01-01,,,x\n".repeat(200)
        + "2020-01-01,no day,2024-05-05,P0\n2020-01-01,,2024-05-05,P1\n";
    let files = advocates().with("people.csv", people);
    let config = AMBASSADORS.replace("[people, reviews]", "people");
    let built = build_files(&files.with("cxpress.yaml", config), None);
    let shown = total(report_of(&built), "friends", "2026-10");
    assert_eq!(value(shown, Some("ambassadors")), 1.0);
}

/// A net share on 0 to 10 whose groups are not those of a net promoter score: 6 to 10 count for, 0 to 2 against.
#[test]
fn a_net_share_prints_its_own_groups() {
    let rows: Vec<String> = [(1, 5), (4, 5), (7, 20), (9, 10)]
        .iter()
        .flat_map(|(score, n)| vec![format!("2026-10-05,{score}"); *n])
        .collect();
    let project = MemoryFiles::new()
        .with(
            "cxpress.yaml",
            "schema: 1\ntitle: Groups\nperiod: month\nsources:\n  survey:\n    kind: survey\n    files: s.csv\n    \
             period: {column: date}\n    questions:\n      leaning: {column: score, scale: 0..10, metric: net, good: \
             [6, 7, 8, 9, 10], bad: [0, 1, 2], direction: higher}\n",
        )
        .with("s.csv", format!("date,score\n{}\n", rows.join("\n")));
    let built = build_files(&project, None);
    let site = built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", lines(&built).join("\n")));
    let page = &site.files["2026-10/metrics/leaning.html"];
    let page = String::from_utf8_lossy(page);
    assert!(
        page.contains("Red: against us, 1; grey: neither, 4; green: for us, 7 and 9."),
        "{page}"
    );
    let groups: Vec<&str> = ["against us", "neither", "for us", "for us"].to_vec();
    let cells: Vec<&str> = page
        .split("<td")
        .filter_map(|cell| cell.split(['>', '<']).nth(1))
        .filter(|cell| groups.contains(cell))
        .collect();
    assert_eq!(cells, groups);
    for word in ["promoters", "passives", "detractors"] {
        assert!(!page.contains(&format!(">{word}<")), "{word}");
    }
}

/// Order values in euros: 40 a month, of 10 to 49 in September, and 20 more in October.
#[test]
fn amounts_have_their_own_unit() {
    let rows = (0..40).flat_map(|at| {
        [
            format!("2026-09-{:02},{}.50", 1 + at * 7 % 28, 10 + at),
            format!("2026-10-{:02},\"{},50\"", 1 + at * 7 % 28, 30 + at),
        ]
    });
    let project = MemoryFiles::new()
        .with(
            "cxpress.yaml",
            "schema: 1\ntitle: Amounts\nperiod: month\nsources:\n  shop:\n    kind: orders\n    files: o.csv\n    \
             date: date\n    questions:\n      order-value: {column: total, metric: amount, unit: EUR}\n",
        )
        .with("o.csv", format!("date,total\n{}\n", rows.collect::<Vec<_>>().join("\n")));
    let built = build_files(&project, None);
    let report = report_of(&built);
    assert_eq!(value(total(report, "order-value", "2026-10"), None), 50.0);
    let site = built
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", lines(&built).join("\n")));
    let page = String::from_utf8_lossy(&site.files["2026-10/metrics/order-value.html"]);
    for words in ["50.00\u{a0}EUR", "order-value rose 20.00", "Median", "40 orders"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let figures = String::from_utf8_lossy(&site.files["2026-10/figures.csv"]);
    assert!(figures.contains(",EUR,"), "{figures}");
}
