//! One fall, told once: groups that fell only because they hold answers of the group that fell are told with it.
//!
//! The simulation is that of the definition: chat gives a quarter of the answers; 70 % of its customers and 40 % of the
//! others are returning, 45 % and 25 % from the Midlands; 70 % are content, fewer in the last three of twelve months.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use cxpress_core::MemoryFiles;
use cxpress_core::read::Store;
use cxpress_report::{Echo, EchoKind, Echoes, LeadingGroup, Notable, Report, TileKind, TileVerdict};
use cxpress_tests::chance::{self, Random};
use cxpress_tests::{build_files, compute_files, freeze_files, lines, report_of};

const CONFIG: &str = "\
schema: 1
title: One fall
period: month
sources:
  survey:
    kind: survey
    files: data/*.csv
    period: {column: date}
    dimensions:
      channel: {column: channel}
      customer: {column: customer}
      region: {column: region}
    questions:
      content: {column: score, scale: 1..5, metric: csat}
";

/// What is true of the last three of twelve months, and how many answer in each.
#[derive(Clone, Copy)]
struct Truth {
    answers: u32,
    /// By how much chat, phone, the Midlands and everybody fall.
    chat: f64,
    phone: f64,
    midlands: f64,
    all: f64,
}

const CALM: Truth = Truth {
    answers: 300,
    chat: 0.0,
    phone: 0.0,
    midlands: 0.0,
    all: 0.0,
};

const MONTHS: u32 = 12;

/// One of several, chat or the Midlands with a probability and the others alike.
fn one_of(random: &mut Random, first: f64, names: [&'static str; 5]) -> &'static str {
    if random.unit() < first {
        names[0]
    } else {
        random.pick(&names[1..])
    }
}

/// The answers of a month.
fn month(random: &mut Random, truth: Truth, month: u32) -> String {
    let mut rows = String::from("date,channel,customer,region,score\n");
    for _ in 0..truth.answers {
        let channel = one_of(random, 0.25, ["chat", "phone", "mail", "web", "store"]);
        let is_chat = channel == "chat";
        let returning = random.unit() < if is_chat { 0.70 } else { 0.40 };
        let midlands = if is_chat { 0.45 } else { 0.25 };
        let region = one_of(random, midlands, ["Midlands", "North", "South", "East", "West"]);
        let fall = [
            (is_chat, truth.chat),
            (channel == "phone", truth.phone),
            (region == "Midlands", truth.midlands),
            (true, truth.all),
        ];
        let fall: f64 = fall.iter().filter(|(falls, _)| *falls).map(|(_, by)| by).sum();
        let content = 0.70 - if month > MONTHS - 3 { fall } else { 0.0 };
        let customer = if returning { "returning" } else { "new" };
        let score = if random.unit() < content { 5 } else { 2 };
        writeln!(rows, "2026-{month:02}-15,{channel},{customer},{region},{score}").expect("text");
    }
    rows
}

fn files(config: &str, seed: u64, truth: Truth) -> MemoryFiles {
    let mut random = Random::new(seed);
    let files = MemoryFiles::default().with("cxpress.yaml", config);
    (1..=MONTHS).fold(files, |files, at| {
        let rows = month(&mut random, truth, at);
        files.with(format!("data/2026-{at:02}.csv"), rows)
    })
}

fn echoes_of(report: &Report) -> Option<&Echoes> {
    let shown = report.figures[0].total[report.current].shown()?;
    shown.echoes.as_ref()
}

fn name(report: &Report, dimension: usize, value: usize) -> &str {
    &report.dimensions[dimension].values[value].raw
}

/// The leading groups by name.
fn leading(report: &Report) -> Vec<&str> {
    let groups = echoes_of(report).map_or(&[][..], |echoes| &echoes.leading);
    let groups = groups.iter();
    groups
        .map(|LeadingGroup { dimension, value, .. }| name(report, *dimension, *value))
        .collect()
}

/// The other groups by name.
fn others(report: &Report) -> BTreeMap<&str, EchoKind> {
    let groups = echoes_of(report).map_or(&[][..], |echoes| &echoes.others);
    let groups = groups.iter();
    groups
        .map(
            |Echo {
                 dimension,
                 value,
                 kind,
             }| (name(report, *dimension, *value), *kind),
        )
        .collect()
}

const fn is_echo(kind: EchoKind) -> bool {
    matches!(kind, EchoKind::Echo { .. })
}

const fn is_own(kind: EchoKind) -> bool {
    matches!(kind, EchoKind::Own { .. })
}

const PLANTED: Truth = Truth {
    answers: 1500,
    chat: 0.35,
    ..CALM
};

#[test]
fn a_fall_is_told_once_and_never_as_that_of_others() {
    let built = build_files(&files(CONFIG, 1, PLANTED), None);
    assert_eq!(lines(&built), [""; 0]);
    let report = report_of(&built);
    assert_eq!(leading(report), ["chat"]);
    let fell = echoes_of(report).and_then(|echoes| echoes.leading[0].difference);
    assert!(fell.is_some_and(|fell| (fell + 35.0).abs() < 4.0), "{fell:?}");
    let others = others(report);
    assert!(
        is_echo(others["returning"]) && is_echo(others["Midlands"]),
        "{others:?}"
    );
    assert!(!others.values().any(|kind| is_own(*kind)), "{others:?}");
    let site = built.site.as_ref().expect("a site");
    let page = |path: &str| String::from_utf8(site.files[path].clone()).expect("text");
    for path in ["index.html", "2026-12/metrics/content.html"] {
        let page = page(path);
        assert!(page.contains("Chat fell 3"), "{path}: {page}");
        assert!(page.contains(" are lower too; "), "{path}: {page}");
    }
    assert!(page("2026-12/metrics/content.html").contains("with chat"));
    let drop = report.notable.iter().find_map(|found| match found {
        Notable::WorstDrop { slice, .. } => *slice,
        _ => None,
    });
    assert!(drop.is_none_or(|(dimension, value)| name(report, dimension, value) == "chat"));
}

#[test]
fn what_fell_outside_the_leading_group_is_its_own() {
    let truth = Truth {
        answers: 1500,
        chat: 0.25,
        midlands: 0.12,
        ..CALM
    };
    let report = compute_files(&files(CONFIG, 2, truth));
    assert_eq!(leading(&report), ["chat"]);
    let EchoKind::Own {
        difference: Some(difference),
    } = others(&report)["Midlands"]
    else {
        panic!("{:?}", others(&report))
    };
    assert!((difference + 12.0).abs() < 5.0, "{difference}");
}

#[test]
fn two_groups_of_one_dimension_can_lead() {
    let truth = Truth {
        answers: 1500,
        chat: 0.30,
        phone: 0.20,
        ..CALM
    };
    let report = compute_files(&files(CONFIG, 3, truth));
    assert_eq!(leading(&report), ["chat", "phone"]);
    assert!(others(&report).values().all(|kind| !is_own(*kind)));
}

#[test]
fn where_everybody_fell_no_group_leads() {
    let truth = Truth {
        answers: 900,
        all: 0.12,
        ..CALM
    };
    let built = build_files(&files(CONFIG, 4, truth), None);
    let report = report_of(&built);
    assert!(echoes_of(report).is_some());
    assert_eq!(leading(report), [""; 0]);
    assert!(others(report).values().all(|kind| *kind == EchoKind::Alike));
    let site = built.site.as_ref().expect("a site");
    let overview = String::from_utf8(site.files["index.html"].clone()).expect("text");
    assert!(overview.contains("No group stands out: lower in all groups alike, as far as can be told."));
    assert!(!overview.contains("worsened in"), "its groups are no list");
}

#[test]
fn groups_that_are_pairs_themselves_take_part() {
    let crossed = CONFIG.replace(
        "    questions",
        "      both: {cross: [channel, customer]}\n    questions",
    );
    let clustered = CONFIG.replace("    period", "    cluster: customer\n    period");
    let report = compute_files(&files(&crossed, 1, PLANTED));
    assert_eq!(leading(&report).len(), 1, "{:?}", leading(&report));
    assert!(
        others(&report).values().all(|kind| !is_own(*kind)),
        "{:?}",
        others(&report)
    );
    // Two clusters are too few to say anything.
    assert_eq!(echoes_of(&compute_files(&files(&clustered, 1, PLANTED))), None);
}

/// A store in memory.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Store for Memory {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().ok()?.get(name).cloned()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        if let Ok(mut entries) = self.0.lock() {
            entries.insert(name.to_owned(), bytes.to_vec());
        }
    }
}

#[test]
fn pairs_of_files_that_were_read_before_are_the_same() {
    let files = files(CONFIG, 1, PLANTED);
    let store = Memory::default();
    let compute = || {
        let computed = cxpress::compute(&cxpress::Request {
            files: &files,
            environment: &|_| None,
            metrics: &cxpress::metrics(),
            period: None,
            by: None,
            store: &store,
            progress: &|_| (),
        });
        computed.report.expect("a report")
    };
    let (cold, warm) = (compute(), compute());
    assert!(echoes_of(&cold).is_some_and(|echoes| !echoes.others.is_empty()));
    assert_eq!(cold, warm);
    assert_eq!(cold, compute_files(&files));
}

#[test]
fn of_published_months_no_pairs_are_known() {
    let all = files(CONFIG, 1, PLANTED);
    let publish = |files: &MemoryFiles| {
        let (publication, found) = freeze_files(files);
        let period = publication.unwrap_or_else(|| panic!("{found:?}")).period;
        (period.path(), period.text())
    };
    // December as it is published says what it said.
    let (path, text) = publish(&all);
    let published = compute_files(&all.clone().with(path, text));
    assert_eq!(echoes_of(&published), echoes_of(&compute_files(&all)));
    // Of the months before nothing is known but groups.
    let mut before = MemoryFiles::default().with("cxpress.yaml", CONFIG);
    let mut random = Random::new(1);
    for at in 1..MONTHS {
        before = before.with(format!("data/2026-{at:02}.csv"), month(&mut random, PLANTED, at));
    }
    let (path, text) = publish(&before);
    let report = compute_files(&all.with(path, text));
    assert_eq!(leading(&report), ["chat"]);
    let told = others(&report);
    assert!(!told.is_empty());
    let is_known = |kind: &EchoKind| matches!(kind, EchoKind::Most | EchoKind::Alike);
    assert!(told.values().all(is_known), "{told:?}");
}

#[test]
fn too_many_pairs_are_given_up_with_a_word() {
    let mut config = CONFIG.replace("    period", "    cluster: visit\n    period");
    for question in 0..40 {
        writeln!(
            config,
            "      more{question}: {{column: score, scale: 1..5, metric: csat}}"
        )
        .expect("text");
    }
    let mut random = Random::new(5);
    let mut files = MemoryFiles::default().with("cxpress.yaml", config);
    for at in 1..=MONTHS {
        let rows = month(&mut random, PLANTED, at);
        let mut visits = String::new();
        for (number, row) in rows.lines().enumerate() {
            let visit = if number == 0 {
                "visit".to_owned()
            } else {
                format!("{at}-{}", number / 3)
            };
            writeln!(visits, "{row},{visit}").expect("text");
        }
        files = files.with(format!("data/2026-{at:02}.csv"), visits);
    }
    let built = build_files(&files, None);
    let said = lines(&built);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("warning cxpress.yaml:")
            && said[0].contains("pairs-given-up: `survey` has more pairs"),
        "{said:?}"
    );
    let report = report_of(&built);
    assert_eq!(leading(report), ["chat"]);
    let is_known = |kind: &EchoKind| matches!(kind, EchoKind::Most | EchoKind::Alike);
    assert!(others(report).values().all(is_known));
}

/// What came of many reports.
#[derive(Debug, Default)]
struct Counted {
    /// In how many a change of level was told.
    told: u64,
    /// In how many of those chat led, and in how many any group did.
    chat: u64,
    any: u64,
    /// Of Returning and of the Midlands: echo, own, open.
    returning: [u64; 3],
    midlands: [u64; 3],
}

fn count(runs: u64, truth: Truth) -> Counted {
    let mut counted = Counted::default();
    for seed in 0..runs {
        let report = compute_files(&files(CONFIG, 1_000 + seed, truth));
        let shown = report.figures[0].total[report.current].shown().expect("a value");
        let kind = TileVerdict::of(shown).map(|it| it.kind);
        if kind != Some(TileKind::Course) || shown.echoes.is_none() {
            continue;
        }
        counted.told += 1;
        let led = leading(&report);
        counted.chat += u64::from(led.first() == Some(&"chat"));
        counted.any += u64::from(!led.is_empty());
        let others = others(&report);
        for (name, counts) in [
            ("returning", &mut counted.returning),
            ("Midlands", &mut counted.midlands),
        ] {
            match others.get(name) {
                Some(EchoKind::Echo { .. }) => counts[0] += 1,
                Some(EchoKind::Own { .. }) => counts[1] += 1,
                Some(EchoKind::Open) => counts[2] += 1,
                _ => {}
            }
        }
    }
    counted
}

/// Whether so many are neither more nor fewer than a rate explains, each at 1 %.
fn agrees(count: u64, trials: u64, [low, high]: [f64; 2]) -> bool {
    !chance::is_beyond(count, trials, high) && !chance::is_beyond(trials - count, trials, 1.0 - low)
}

#[test]
#[ignore = "computes hundreds of reports"]
fn echoes_are_as_often_found_as_in_the_simulations_of_the_rule() {
    let runs = 150;
    let only_chat = count(runs, Truth { chat: 0.35, ..CALM });
    eprintln!("only chat: {only_chat:?}");
    let worded = |counts: [u64; 3]| counts.iter().sum::<u64>();
    assert!(only_chat.told > runs / 2);
    assert!(!chance::is_beyond(
        only_chat.told - only_chat.chat,
        only_chat.told,
        0.02
    ));
    let [echo, own, _] = only_chat.returning;
    assert!(agrees(echo, worded(only_chat.returning), [0.45, 0.65]));
    assert!(!chance::is_beyond(own, worded(only_chat.returning), 0.04));
    let [echo, own, _] = only_chat.midlands;
    assert!(agrees(echo, worded(only_chat.midlands), [0.21, 0.41]));
    assert!(!chance::is_beyond(own, worded(only_chat.midlands), 0.04));
    let truth = Truth {
        answers: 600,
        chat: 0.25,
        midlands: 0.10,
        ..CALM
    };
    let both = count(runs / 2, truth);
    eprintln!("chat and Midlands: {both:?}");
    assert!(!chance::is_beyond(both.midlands[0], worded(both.midlands), 0.005));
    assert!(agrees(both.midlands[1], worded(both.midlands), [0.78, 0.98]));
    let everybody = count(runs, Truth { all: 0.08, ..CALM });
    eprintln!("everybody: {everybody:?}");
    assert!(!chance::is_beyond(everybody.any, everybody.told, 0.02));
}
