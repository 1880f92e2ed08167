//! Configurations and what is said about them.

use cxpress_metric::{Direction, Judged, Missing, Question, Role, ScaleBounds, Statistic};

use super::*;
use crate::config::{Cluster, DimensionFrom, PeriodFrom};
use cxpress_diagnostic::Severity;
use cxpress_table::dialect::DateFormat;

/// Metrics as the plugins declare them.
fn catalogue() -> Vec<MetricSpec> {
    let mut nps = MetricSpec::of_answers("nps", Unit::Points);
    nps.scale = Some(ScaleBounds::new(0, 10));
    let csat = MetricSpec::of_answers("csat", Unit::Percent);
    let mut ces = MetricSpec::of_answers("ces", Unit::Percent);
    ces.direction = None;
    let durations = cxpress_metric::SummaryKind::Durations;
    let mut resolution = MetricSpec::of_records(
        cxpress_metric::Kind::Tickets,
        "resolution",
        durations,
        Unit::Seconds,
    );
    resolution.direction = Some(Direction::LowerIsBetter);
    resolution.needs = &[cxpress_metric::Field::Solved];
    resolution.within = Some(7 * 86_400);
    resolution.judged = Some(Judged {
        part: "within",
        unit: Unit::Percent,
        role: Role::Promised,
        direction: None,
    });
    let mut sla = MetricSpec::of_records(
        cxpress_metric::Kind::Tickets,
        "sla",
        cxpress_metric::SummaryKind::Categories,
        Unit::Percent,
    );
    sla.needs = &[cxpress_metric::Field::Solved, cxpress_metric::Field::Due];
    vec![nps, csat, ces, resolution, sla]
}

/// The same, and those that read several columns, or other rows.
fn wide_catalogue() -> Vec<MetricSpec> {
    let mut gap = MetricSpec::of_answers("gap", Unit::Mean);
    gap.paired = true;
    let mut ambassador = MetricSpec::of_answers("ambassador", Unit::Percent);
    ambassador.scale = Some(ScaleBounds::new(0, 10));
    ambassador.needs = &[cxpress_metric::Field::Advocated];
    let categories = cxpress_metric::SummaryKind::Categories;
    let mut loss = MetricSpec::of_records(cxpress_metric::Kind::Customers, "loss", categories, Unit::Percent);
    loss.needs = &[cxpress_metric::Field::Lost];
    loss.reasons = true;
    catalogue().into_iter().chain([gap, ambassador, loss]).collect()
}

fn loaded(text: &str) -> (Option<Config>, Diagnostics) {
    loaded_with(&catalogue(), text)
}

fn loaded_with(catalogue: &[MetricSpec], text: &str) -> (Option<Config>, Diagnostics) {
    let specs: Vec<&MetricSpec> = catalogue.iter().collect();
    let environment = |name: &str| (name == "CXPRESS_DATA").then(|| "/srv/data".to_owned());
    load(text, "cxpress.yaml", &environment, &specs)
}

/// A diagnostic in one line: `error cxpress.yaml:3:7 message | note | help`.
fn printed(diagnostic: &Diagnostic) -> String {
    let severity = if diagnostic.severity == Severity::Error {
        "error"
    } else {
        "warning"
    };
    let place = diagnostic
        .place
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let place = place.trim_start_matches("cxpress.yaml:");
    let notes = diagnostic.notes.join(" / ");
    let help = diagnostic.help.as_deref().unwrap_or("NO HELP");
    format!(
        "{severity} {place} [{}] {} | {notes} | {help}",
        diagnostic.code, diagnostic.message
    )
}

const GOOD: &str = include_str!("good.yaml");

#[test]
fn a_full_configuration_is_read() {
    let (config, found) = loaded(GOOD);
    assert!(
        found.is_empty(),
        "{:#?}",
        found.iter().map(printed).collect::<Vec<_>>()
    );
    let config = config.expect("a configuration");
    assert_eq!(config.title, "Passenger experience");
    assert_eq!(
        config.organization.as_deref(),
        Some("San Francisco International Airport")
    );
    assert_eq!(
        (config.language.as_str(), config.timezone.as_str()),
        ("en-US", "America/Los_Angeles")
    );
    assert_eq!((config.period, config.state), (PeriodKind::Year, State::Final));
    assert_eq!(config.accent.as_deref(), Some("#0f5e63"));
    assert_eq!(config.headline, ["recommend", "resolution"]);
    assert_eq!(config.minimum_base, 10);
    assert_eq!(
        (config.limits.rejected_rows, config.limits.rejected_answers),
        (0.05, 0.02)
    );
    let targets: Vec<_> = config
        .targets
        .iter()
        .map(|t| (t.question.as_str(), t.value))
        .collect();
    assert_eq!(targets, [("recommend", 45.0), ("resolution", 70.5)]);
    let ids: Vec<&str> = config
        .questions()
        .map(|(_, question)| question.question.id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["recommend", "food", "effort", "resolution", "closing", "sla"]
    );
}

#[test]
fn a_survey_is_read() {
    let config = loaded(GOOD).0.expect("a configuration");
    let survey = &config.sources[0];
    assert_eq!(
        (survey.id.as_str(), survey.label.as_str()),
        ("passengers", "Passenger survey")
    );
    assert_eq!((survey.place.line, survey.place.column), (11, 3));
    let files: Vec<&str> = survey.files.iter().map(|file| file.pattern.as_str()).collect();
    assert_eq!(files, ["/srv/data/airport/*_Survey.csv.gz", "../more/*.csv"]);
    assert!(matches!(&survey.period, PeriodFrom::FileName(regex) if regex.is_match("2017_x")));
    assert_eq!(
        (survey.dialect.delimiter, &survey.dialect.date_format),
        (Some(b';'), &DateFormat::Pattern("%d/%m/%Y %H:%M".into()))
    );
    let missing = [
        ("Blank".to_owned(), Missing::NotAnswered),
        ("-".to_owned(), Missing::DoesNotApply),
    ];
    assert_eq!(survey.missing, missing);
    assert!(
        survey
            .weight
            .as_ref()
            .is_some_and(|weight| weight.optional && weight.names[0].name == "weight")
    );
    assert!(matches!(&survey.cluster, Cluster::Column(column) if column.names[0].written == "RUNID"));
    let [area, sex] = &survey.dimensions[..] else {
        panic!("two dimensions")
    };
    assert_eq!(
        (area.label.as_str(), sex.label.as_str()),
        ("Boarding area", "sex")
    );
    let DimensionFrom::Column(column) = &area.from else {
        panic!("a column")
    };
    assert_eq!(
        column
            .names
            .iter()
            .map(|name| name.name.as_str())
            .collect::<Vec<_>>(),
        ["barea", "term"]
    );
    assert_eq!(area.labels, [("A".to_owned(), "International A".to_owned())]);
    assert_eq!(area.missing, ["0", "Blank"]);
}

#[test]
fn questions_are_read() {
    let config = loaded(GOOD).0.expect("a configuration");
    let [recommend, food, effort] = &config.sources[0].questions[..] else {
        panic!("three questions")
    };
    assert_eq!(
        recommend.question,
        Question::new("recommend", "nps").with_scale(0, 10)
    );
    assert_eq!(recommend.missing, [("11".to_owned(), Missing::NotAnswered)]);
    assert_eq!(recommend.values, [("10 (very likely)".to_owned(), 10)]);
    assert_eq!(recommend.wording.as_deref(), Some("How likely?"));
    let expected = Question::new("food", "csat")
        .with_scale(1, 5)
        .with_statistic(Statistic::Mean);
    assert_eq!(food.question, expected);
    let column = food.column.as_ref().expect("a column");
    assert!(column.optional && column.names[0].files.is_none());
    let files = column.names[1].files.as_ref().expect("files");
    assert!(files.is_match("2016_Survey.csv") && !files.is_match("2013_Survey.csv"));
    assert_eq!(food.lens, Some(cxpress_metric::Lens::Experience));
    assert!(
        effort
            .column
            .as_ref()
            .is_some_and(|column| column.optional && column.names.len() == 2)
    );
    let requests = &config.sources[1];
    assert!(matches!(requests.cluster, Cluster::Day));
    assert_eq!(
        (requests.dialect.delimiter, requests.label.as_str()),
        (None, "requests")
    );
    let within: Vec<_> = requests
        .questions
        .iter()
        .map(|question| question.question.within)
        .collect();
    assert_eq!(within, [Some(86_400), Some(604_800), None]);
    assert_eq!(requests.questions[0].question.direction, Direction::LowerIsBetter);
}

#[test]
fn defaults_are_plain() {
    let (config, found) = loaded(
        "schema: 1\ntitle: T\nsources:\n  s:\n    kind: survey\n    files: a.csv\n    period: {column: date}\n    \
         questions:\n      food: {column: q, scale: 1..5, metric: csat}\n",
    );
    assert!(
        found.is_empty(),
        "{:#?}",
        found.iter().map(printed).collect::<Vec<_>>()
    );
    let config = config.expect("a configuration");
    assert_eq!(
        (config.language.as_str(), config.timezone.as_str()),
        ("en", "UTC")
    );
    assert_eq!(
        (config.period, config.state, config.minimum_base),
        (PeriodKind::Month, State::Draft, 5)
    );
    assert_eq!(
        (config.limits.rejected_rows, config.limits.rejected_answers),
        (0.01, 0.01)
    );
    assert!(matches!(config.sources[0].cluster, Cluster::None));
    assert!(config.headline.is_empty() && config.targets.is_empty() && config.accent.is_none());
}

/// A mistake: a part of the good configuration, what stands there instead, and what is said in order of place.
struct Mistake {
    from: String,
    to: String,
    says: Vec<[String; 3]>,
}

/// Mistakes from a file of blocks: `- from`, `+ to`, `> place | part of the message | part of the help`.
fn mistakes() -> Vec<Mistake> {
    let blocks = include_str!("mistakes.txt")
        .split("\n\n")
        .filter(|block| block.starts_with("- "));
    blocks.map(mistake).collect()
}

fn mistake(block: &str) -> Mistake {
    let lines = |start: &str| {
        let lines = block
            .lines()
            .filter_map(|line| line.strip_prefix(start))
            .map(|line| line.trim_start());
        lines.collect::<Vec<_>>()
    };
    let part = |start: &str| {
        block
            .lines()
            .find_map(|line| line.strip_prefix(start))
            .unwrap_or("")
            .replace('⏎', "\n")
    };
    let said = |line: &&str| {
        let mut parts = line.split(" | ").map(|part| part.trim().to_owned());
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    };
    Mistake {
        from: part("- "),
        to: part("+ "),
        says: lines(">").iter().map(said).collect(),
    }
}

#[test]
fn every_mistake_is_told_with_its_place_and_what_to_do() {
    let mistakes = mistakes();
    assert!(mistakes.len() > 70, "{} mistakes are read", mistakes.len());
    let mut wrong = Vec::new();
    for Mistake { from, to, says } in mistakes {
        assert_eq!(
            GOOD.matches(&from).count(),
            1,
            "{from} must stand once in the good configuration"
        );
        let text = GOOD.replacen(&from, &to, 1);
        let (config, found) = loaded(&text);
        let printed: Vec<String> = found.iter().map(printed).collect();
        println!("{}", printed.join("\n"));
        let fits = printed.len() == says.len()
            && found
                .iter()
                .zip(&says)
                .all(|(diagnostic, says)| fits(diagnostic, says, &text));
        if !fits || config.is_some() != says.is_empty() {
            wrong.push(format!("{from} → {to}\n    {}", printed.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fits(diagnostic: &Diagnostic, [place, message, help]: &[String; 3], text: &str) -> bool {
    let Some(at) = &diagnostic.place else { return false };
    let line = usize::try_from(at.line)
        .ok()
        .and_then(|line| text.lines().nth(line - 1));
    at.to_string() == format!("cxpress.yaml:{place}")
        && diagnostic.line.as_deref() == line
        && diagnostic.message.contains(message)
        && diagnostic.help.as_ref().is_some_and(|said| said.contains(help))
}

#[test]
fn ten_mistakes_are_ten_messages() {
    let text = r#"schema: 1
titel: Passenger experience
language: english
timezone: Europe/Berln
sources:
  passengers:
    kind: survay
    files: ${NOWHERE}/*.csv
    period: {column: date}
    questions:
      recommend: {column: Q1, scale: 1..10, metric: nps}
      effort: {column: Q2, scale: 1..7, metric: ces}
      food: {column: Q3, scale: 1..5, metric: csat, missing: {9: skipped}}
targets: {recomend: 45}
"#;
    let (config, found) = loaded(text);
    assert!(config.is_none());
    let places: Vec<String> = found
        .iter()
        .filter_map(|d| d.place.as_ref())
        .map(|place| place.line.to_string())
        .collect();
    assert_eq!(places, ["1", "2", "3", "4", "7", "8", "11", "12", "13", "14"]);
    assert!(
        found
            .iter()
            .all(|diagnostic| diagnostic.help.is_some() && diagnostic.line.is_some())
    );
}

#[test]
fn warnings_do_not_stop_a_configuration() {
    let text = GOOD
        .replace("{11: not-answered}", "{10: not-answered}")
        .replace("\"-\": does", "5: does");
    let (config, found) = loaded(&text);
    assert!(config.is_some());
    let printed: Vec<String> = found.iter().map(printed).collect();
    assert_eq!(found.count(Severity::Warning), 4, "{printed:#?}");
    let on_scale = "`10` counts as missing, but is an answer on `0..10`, the scale of `recommend`";
    assert!(printed.iter().any(|line| line.contains(on_scale)), "{printed:#?}");
}

#[test]
fn a_dimension_of_two_sources_has_one_label() {
    let tickets = |dimension: &str| {
        GOOD.replace(
            "    created: open_dt\n",
            &format!("    created: open_dt\n    dimensions: {{area: {dimension}}}\n"),
        )
    };
    let (config, found) = loaded(&tickets("district"));
    assert!(found.is_empty());
    assert_eq!(
        config.expect("a configuration").sources[1].dimensions[0].label,
        "Boarding area"
    );
    let (config, found) = loaded(&tickets("{column: d, label: District}"));
    assert_eq!((config.is_some(), found.count(Severity::Warning)), (true, 1));
}

#[test]
fn waves_have_no_tickets() {
    let text = GOOD
        .replace("period: year\n", "period: wave\n")
        .replace("(?<year>", "(?<wave>");
    let (config, found) = loaded(&text);
    assert!(config.is_none());
    let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(codes, ["records-by-wave"]);
}

#[test]
fn what_is_no_configuration_is_said_in_one_message() {
    for (text, message) in [
        ("", "the configuration is empty"),
        ("# nothing\n", "the configuration is empty"),
        ("- a\n", "the file must be a mapping, not a list"),
        ("hello", "the file must be a mapping, not a text"),
        ("title: a: b", "this is not valid YAML"),
    ] {
        let (config, found) = loaded(text);
        assert!(config.is_none());
        let messages: Vec<&str> = found
            .iter()
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert!(
            messages.len() == 1 && messages[0].contains(message),
            "{text}: {messages:?}"
        );
    }
}

#[test]
fn anchors_and_merges_may_save_writing() {
    let text = GOOD
        .replace("closing: {metric: resolution}", "closing: {<<: *r, within: 2w}")
        .replace("resolution: {metric", "resolution: &r {metric");
    let (config, found) = loaded(&text);
    assert!(
        found.is_empty(),
        "{:#?}",
        found.iter().map(printed).collect::<Vec<_>>()
    );
    let config = config.expect("a configuration");
    assert_eq!(config.sources[1].questions[1].question.within, Some(14 * 86_400));
}

#[test]
fn no_damage_goes_without_a_word() {
    let lines: Vec<&str> = GOOD.lines().collect();
    let without = (0..lines.len()).map(|gone| [&lines[..gone], &lines[gone + 1..]].concat().join("\n"));
    let ends = GOOD.char_indices().map(|(end, _)| end).step_by(7);
    let shortened = ends.map(|end| GOOD[..end].to_owned());
    let swapped = "{}[]:,\"'|>&*!%@#-"
        .chars()
        .map(|c| GOOD.replacen(": ", &format!(": {c}"), 12));
    for text in without.chain(shortened).chain(swapped) {
        let (config, found) = loaded(&text);
        assert_eq!(config.is_none(), found.has_errors(), "{text}");
        for diagnostic in found.iter() {
            assert!(
                diagnostic.help.is_some() && diagnostic.place.is_some(),
                "{}",
                printed(diagnostic)
            );
        }
    }
}

/// A configuration with what follows after its sources.
fn with_standards(text: &str) -> (Option<Config>, Diagnostics) {
    let sources = "schema: 1\ntitle: T\nsources:\n  s:\n    kind: survey\n    files: a.csv\n    \
                   period: {column: date}\n    questions:\n      recommend: {column: Q1, metric: nps}\n      \
                   food: {column: Q2, scale: 1..5, metric: csat}\n";
    loaded(&format!("{sources}{text}"))
}

#[test]
fn targets_and_benchmarks_say_where_they_come_from() {
    let (config, found) = with_standards(
        "targets:\n  recommend: {value: 45, since: 2026-04-01, source: The board}\n  food: 80\nbenchmarks:\n  \
         food: {value: 78.5, label: Food index, source: An institute, date: 2026-01-15, base: 1200, wording: Tasty?}\n",
    );
    assert!(
        found.is_empty(),
        "{:#?}",
        found.iter().map(printed).collect::<Vec<_>>()
    );
    let config = config.expect("a configuration");
    let [recommend, food] = &config.targets[..] else {
        panic!("two targets")
    };
    let since = recommend.since.map(|day| day.to_string());
    assert_eq!((recommend.value, since.as_deref()), (45.0, Some("2026-04-01")));
    assert_eq!(recommend.source.as_deref(), Some("The board"));
    assert_eq!((food.value, food.since, food.source.as_ref()), (80.0, None, None));
    let [benchmark] = &config.benchmarks[..] else {
        panic!("one benchmark")
    };
    assert_eq!((benchmark.question.as_str(), benchmark.value), ("food", 78.5));
    assert_eq!(
        (benchmark.label.as_str(), benchmark.base),
        ("Food index", Some(1200))
    );
    assert_eq!(benchmark.wording.as_deref(), Some("Tasty?"));
    assert_eq!(
        (benchmark.source.as_str(), benchmark.date.to_string().as_str()),
        ("An institute", "2026-01-15")
    );
}

#[test]
fn mistakes_in_targets_and_benchmarks_have_place_and_remedy() {
    let full = "label: L, source: S, date: 2026-01-15";
    let cases = [
        (
            "targets: {food: {value: 120}}".to_owned(),
            "11:25",
            "from 0 to 100",
        ),
        (
            "targets: {food: {since: 2026-04-01}}".to_owned(),
            "11:11",
            "add `value: 45`",
        ),
        (
            "targets: {food: {value: 80, since: April}}".to_owned(),
            "11:36",
            "write it like `2026-10-31`",
        ),
        (
            "targets: {food: {value: 80, sourc: x}}".to_owned(),
            "11:29",
            "did you mean `source`?",
        ),
        (
            format!("benchmarks: {{foood: {{value: 80, {full}}}}}"),
            "11:14",
            "did you mean `food`?",
        ),
        (
            format!("benchmarks: {{food: {{value: 800, {full}}}}}"),
            "11:28",
            "from 0 to 100",
        ),
        (
            format!("benchmarks: {{food: {{value: 80, base: 0, {full}}}}}"),
            "11:38",
            "above 0",
        ),
        (
            "benchmarks: {food: {value: 80, label: L, source: S}}".to_owned(),
            "11:14",
            "add `date: 2026-01-15`",
        ),
        (
            "benchmarks: {food: 80}".to_owned(),
            "11:20",
            "write it with the keys",
        ),
    ];
    for (text, place, help) in cases {
        let (config, found) = with_standards(&text);
        let printed: Vec<_> = found.iter().map(printed).collect();
        assert!(config.is_none(), "{text}");
        let [only] = &printed[..] else {
            panic!("{text}: {printed:#?}")
        };
        assert!(
            only.starts_with(&format!("error {place} ")) && only.contains(help),
            "{text}: {only}"
        );
    }
}

const JOINED: &str = "\
schema: 1
title: T
journey: {Before: [Door], After: [Desk, Till]}
sources:
  visits:
    kind: survey
    files: a.csv
    period: {column: date}
    respondent: who
    advocacy: [people, reviews]
    questions:
      recommend: {column: Q1, metric: nps, touchpoint: Door}
      friends: {column: Q1, metric: ambassador, touchpoint: Desk}
      ease:
        scale: 1..7
        metric: gap
        touchpoint: Till
        items: [{column: Q2, expectation: E2}, {column: Q3, expectation: E3, optional: true}]
  people:
    kind: customers
    files: b.csv
    since: since
    lost: lost
    referred: referred
    customer: id
    dimensions: {why: reason, segment: segment, both: {cross: [why, segment]}}
    questions:
      gone: {metric: loss, reasons: why}
  reviews:
    kind: reviews
    files: c.csv
    date: date
    customer: account
    questions:
      stars: {column: stars, scale: 1..5, metric: csat}
  desk:
    kind: tickets
    files: d.csv
    created: created
    solved: solved
    questions:
      resolution: {metric: resolution}
";

#[test]
fn what_is_found_in_other_rows_and_sources_is_read() {
    let (config, found) = loaded_with(&wide_catalogue(), JOINED);
    assert!(
        found.is_empty(),
        "{:#?}",
        found.iter().map(printed).collect::<Vec<_>>()
    );
    let config = config.expect("a configuration");
    let [visits, people, reviews, desk] = &config.sources[..] else {
        panic!("four sources")
    };
    assert_eq!(visits.advocacy, [1, 2]);
    let searched = [visits, people, reviews, desk].map(|source| source.is_searched);
    assert_eq!(searched, [false, true, true, false]);
    let [_, friends, ease] = &visits.questions[..] else {
        panic!("three questions")
    };
    assert_eq!(friends.question.scale, Some(ScaleBounds::new(0, 10)));
    assert_eq!((ease.pairs.len(), ease.question.items), (2, 2));
    assert_eq!(ease.question.scale, Some(ScaleBounds::new(-12, 12)));
    assert_eq!(ease.question.scale_of_item(), Some(ScaleBounds::new(-6, 6)));
    assert!(ease.pairs[1][0].optional && !ease.pairs[1][1].optional);
    assert_eq!(people.questions[0].reasons, Some(0));
    let stages: Vec<_> = config
        .journey
        .iter()
        .map(|stage| (stage.label.as_deref(), stage.touchpoints.len()))
        .collect();
    assert_eq!(stages, [(Some("Before"), 1), (Some("After"), 2)]);
    let listed = JOINED.replace("{Before: [Door], After: [Desk, Till]}", "[Door, Desk]");
    let config = loaded_with(&wide_catalogue(), &listed)
        .0
        .expect("a configuration");
    assert_eq!(
        (config.journey.len(), config.journey[0].label.as_deref()),
        (1, None)
    );
}

#[test]
fn mistakes_in_stages_items_reasons_and_advocacy_have_place_and_remedy() {
    let pair = "{column: Q2, expectation: E2}";
    let many = format!("items: [{}]", [pair; 31].join(", "));
    let cases = [
        (
            "After: [Desk, Till]",
            "After: [Desk, Door]",
            "3:41",
            "`Door` stands in the journey twice",
        ),
        (
            "After: [Desk, Till]",
            "After: [Desk, Til]",
            "3:41",
            "did you mean `Till`?",
        ),
        (
            "After: [Desk, Till]",
            "After: []",
            "3:34",
            "`journey.After` has no value",
        ),
        (
            "{Before: [Door], After: [Desk, Till]}",
            "{}",
            "3:10",
            "add an entry like `Ordering:",
        ),
        ("reasons: why", "reasons: wyh", "28:37", "did you mean `why`?"),
        (
            "reasons: why",
            "reasons: both",
            "28:37",
            "has no dimension `both` with a column",
        ),
        (
            "    dimensions: {why: reason, segment: segment, both: {cross: [why, segment]}}\n",
            "",
            "27:37",
            "add `dimensions: {why: NAME}`",
        ),
        (
            "metric: nps,",
            "metric: nps, reasons: why,",
            "12:44",
            "metrics of what has reasons",
        ),
        (
            "expectation: E2}",
            "expectations: E2}",
            "18:17",
            "has no `expectation`",
        ),
        (
            "items: [{column",
            "column: Q9\n        items: [{column",
            "18:9",
            "each of the `items` has its own",
        ),
        (
            "items: [{column: Q2, expectation: E2}, {column: Q3, expectation: E3, optional: true}]",
            &many,
            "18:16",
            "more than 30",
        ),
        (
            "items: [{column: Q2, expectation: E2}, {column: Q3, expectation: E3, optional: true}]",
            "items: []",
            "18:16",
            "has no value",
        ),
        (
            "metric: nps,",
            "metric: csat, scale: 0..10, items: [],",
            "12:59",
            "takes answers as they are",
        ),
        ("    respondent: who\n", "", "5:3", "add `respondent: NAME`"),
        (
            "[people, reviews]",
            "[people, revews]",
            "10:24",
            "did you mean `reviews`?",
        ),
        (
            "[people, reviews]",
            "[people, people]",
            "10:24",
            "stands in it twice",
        ),
        (
            "[people, reviews]",
            "[people, desk]",
            "10:24",
            "holds tickets, neither referrals nor reviews",
        ),
        (
            "    referred: referred\n",
            "",
            "10:16",
            "add `referred: NAME` to `sources.people`",
        ),
        (
            "    customer: account\n",
            "",
            "10:24",
            "add `customer: NAME` to `sources.reviews`",
        ),
        (
            "    advocacy: [people, reviews]\n",
            "",
            "12:37",
            "add `advocacy: [NAME]` with the sources",
        ),
        (
            "metric: ambassador,",
            "metric: ambassador, statistic: mean,",
            "13:49",
            "has one statistic",
        ),
        (
            "    created: created\n",
            "    created: created\n    advocacy: [people]\n",
            "40:5",
            "it is for sources of `survey`",
        ),
    ];
    let mut wrong = Vec::new();
    for (from, to, place, words) in cases {
        assert!(JOINED.contains(from), "{from}");
        let (config, found) = loaded_with(&wide_catalogue(), &JOINED.replacen(from, to, 1));
        let printed: Vec<_> = found.iter().map(printed).collect();
        assert!(config.is_none(), "{to}");
        let said = printed
            .iter()
            .any(|line| line.starts_with(&format!("error {place} ")) && line.contains(words));
        if !said || found.iter().any(|diagnostic| diagnostic.help.is_none()) {
            wrong.push(format!("{to}: {place} {words}\n{printed:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
