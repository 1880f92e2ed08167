//! The sample report holds planted effects, written down in `content/planted.yaml`. The report must find those
//! that are certain, and nothing that is chance. It is one history: an example, not a proof.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use cxpress::Built;
use cxpress_core::read::Forgetful;
use cxpress_core::{DiskFiles, Files, MemoryFiles};
use cxpress_report::{Cell, Comparison, Course, EchoKind, FigureSeries, Report, TileVerdict, Verdict};
use cxpress_tests::{build, build_files, figure, lines, period, report_of, root, total};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Planted {
    #[serde(default)]
    figure: String,
    period: String,
    #[serde(default)]
    slice: String,
    kind: Contrast,
    #[serde(default)]
    direction: String,
    #[serde(default)]
    certain: bool,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    told: String,
    #[serde(default)]
    since: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Contrast {
    Change,
    Mix,
    YearChange,
    Cluster,
    Course,
    Echo,
    None,
}

impl Planted {
    fn verdict(&self) -> Verdict {
        if self.direction == "improved" {
            Verdict::Improved
        } else {
            Verdict::Worsened
        }
    }

    fn is_year(&self) -> bool {
        self.kind == Contrast::YearChange
    }

    /// Whether a slice (`total`, `channel=chat`) moved for real.
    fn holds(&self, slice: &str) -> bool {
        let dimension = slice.split('=').next().unwrap_or(slice);
        self.slice == slice
            || self
                .also
                .iter()
                .any(|also| also == slice || *also == format!("{dimension}=*"))
    }
}

fn planted() -> Vec<Planted> {
    let path = root().join("content/planted.yaml");
    serde_yaml::from_str(&std::fs::read_to_string(path).expect("planted.yaml")).expect("a list of effects")
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build("content"))
}

fn content() -> &'static Report {
    report_of(built())
}

/// The cells of a figure by slice, as `planted.yaml` names them.
fn slices<'a>(report: &'a Report, figure: &'a FigureSeries) -> Vec<(String, &'a [Cell])> {
    let name = |dimension: usize, value: usize| {
        let dimension = &report.dimensions[dimension];
        format!("{}={}", dimension.id, dimension.values[value].raw)
    };
    let values = figure
        .slices
        .iter()
        .map(|s| (name(s.dimension, s.value), s.cells.as_slice()));
    std::iter::once(("total".to_owned(), figure.total.as_slice()))
        .chain(values)
        .collect()
}

fn comparison(cell: &Cell, year: bool) -> Option<&Comparison> {
    let shown = cell.shown()?;
    if year {
        shown.year_before.as_ref()
    } else {
        shown.before.as_ref()
    }
}

#[test]
fn the_sample_report_is_without_errors_and_warnings() {
    assert_eq!(lines(built()), [""; 0]);
}

#[test]
fn planted_effects_are_found() {
    let report = content();
    for effect in planted().iter().filter(|effect| effect.certain) {
        let figure = figure(report, &effect.figure);
        let cells = slices(report, figure);
        let (_, cells) = cells
            .iter()
            .find(|(name, _)| *name == effect.slice)
            .expect("the slice");
        let found =
            comparison(&cells[period(report, &effect.period)], effect.is_year()).expect("a comparison");
        assert_eq!(found.verdict, effect.verdict(), "{effect:?}");
    }
}

#[test]
fn planted_effects_are_the_only_ones_found() {
    let report = content();
    let effects = planted();
    let real = |figure: &str, period: &str, slice: &str, year: bool, verdict: Verdict| {
        let of = |effect: &&Planted| {
            effect.figure == figure
                && effect.period == period
                && effect.is_year() == year
                && !matches!(effect.kind, Contrast::Cluster | Contrast::Course | Contrast::Echo)
        };
        effects
            .iter()
            .filter(of)
            .any(|effect| effect.holds(slice) && effect.verdict() == verdict)
    };
    let (mut compared, mut words, mut others) = (0, 0, Vec::new());
    for figure in &report.figures {
        for (slice, cells) in slices(report, figure) {
            for (cell, period) in cells.iter().zip(&report.periods) {
                for year in [false, true] {
                    let Some(found) = comparison(cell, year) else {
                        continue;
                    };
                    compared += 1;
                    let word = matches!(found.verdict, Verdict::Improved | Verdict::Worsened);
                    let stands = !word || real(&figure.id, &period.id, &slice, year, found.verdict);
                    words += usize::from(word);
                    if !stands {
                        others.push(format!("{} {} {slice} {year}: {found:?}", figure.id, period.id));
                    }
                }
            }
        }
    }
    assert!(compared > 2_000, "{compared} comparisons");
    // One word in forty may be chance: that is what the families promise.
    let few = 40 * others.len() <= words;
    assert!(few, "of {words} words\n{}", others.join("\n"));
}

#[test]
fn planted_courses_are_told_and_no_other() {
    let report = content();
    let effects = planted();
    let courses: Vec<_> = effects
        .iter()
        .filter(|effect| effect.kind == Contrast::Course)
        .collect();
    for effect in &courses {
        let shown = total(report, &effect.figure, &effect.period);
        let told = TileVerdict::of(shown).expect("a verdict");
        let shift = shown.course.as_ref().and_then(Course::told).expect("a course");
        assert_eq!(shift.kind.id(), effect.told, "{effect:?}");
        let since = period(report, &effect.since);
        let dated = shift.dates.contains(&since) || shift.since.abs_diff(since) <= 1;
        assert!(dated, "{effect:?}: {:?}", shift.dates);
        let mark = match effect.direction.as_str() {
            "neither" => Verdict::NoEvidence,
            _ => effect.verdict(),
        };
        assert_eq!(told.mark, mark, "{effect:?}");
    }
    assert!(courses.len() >= 5);
    // A total whose level is said to have changed is one in which something was planted.
    for figure in &report.figures {
        let shown = figure.total[report.current].shown();
        let course = shown.and_then(|shown| shown.course.as_ref());
        if course.and_then(Course::told).is_some() {
            let is_of = |effect: &Planted| effect.figure == figure.id && effect.kind != Contrast::None;
            assert!(effects.iter().any(is_of), "{}: {course:?}", figure.id);
        }
    }
}

/// Of the app, it is known which groups a change comes from: of one device, or of all alike.
#[test]
fn planted_changes_are_told_of_the_group_that_they_come_from() {
    let report = content();
    let effects = planted();
    let name = |dimension: usize, value: usize| {
        let dimension = &report.dimensions[dimension];
        format!("{}={}", dimension.id, dimension.values[value].raw)
    };
    let mut told = 0;
    for figure in report
        .figures
        .iter()
        .filter(|figure| figure.id.starts_with("app-"))
    {
        let shown = figure.total[report.current].shown().expect("it is shown");
        let Some(echoes) = &shown.echoes else { continue };
        let leading: Vec<_> = echoes
            .leading
            .iter()
            .map(|group| name(group.dimension, group.value))
            .collect();
        let is_of = |effect: &&Planted| effect.figure == figure.id && effect.kind == Contrast::Echo;
        let effect = effects.iter().find(is_of);
        let expected: Vec<_> = effect.iter().map(|effect| effect.slice.clone()).collect();
        assert_eq!(leading, expected, "{}", figure.id);
        let Some(effect) = effect else { continue };
        let own = |kind: EchoKind| matches!(kind, EchoKind::Own { .. } | EchoKind::Most);
        let others = echoes.others.iter();
        let others: Vec<_> = others
            .map(|group| (name(group.dimension, group.value), own(group.kind)))
            .collect();
        for also in &effect.also {
            assert!(
                others.contains(&(also.clone(), false)),
                "{}: {others:?}",
                figure.id
            );
        }
        told += 1;
    }
    assert_eq!(told, 1);
}

#[test]
fn planted_quiet_months_are_quiet() {
    let report = content();
    let quiet: Vec<_> = planted()
        .into_iter()
        .filter(|effect| effect.kind == Contrast::None)
        .collect();
    assert!(quiet.len() >= 3);
    for effect in quiet {
        let at = period(report, &effect.period);
        let cells = report.figures.iter().flat_map(|figure| slices(report, figure));
        let real = |year: bool| {
            let compared = cells
                .clone()
                .filter_map(move |(_, cells)| comparison(&cells[at], year));
            let real = [Verdict::Improved, Verdict::Worsened];
            compared.filter(|found| real.contains(&found.verdict)).count()
        };
        let words = real(false) + real(true);
        assert_eq!(words, 0, "{}", effect.period);
    }
}

/// The sample with another configuration.
fn with_configuration(change: impl Fn(&str) -> String) -> Report {
    let disk = DiskFiles::new(root().join("content"));
    let config = change(&disk.text("cxpress.yaml").expect("the configuration"));
    let mut files = MemoryFiles::new().with("cxpress.yaml", config);
    for path in disk.list("data/**/*").expect("the data") {
        let mut bytes = Vec::new();
        let mut file = disk.open(&path).expect("a file");
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("bytes");
        files = files.with(path, bytes);
    }
    let computed = cxpress::compute(&cxpress::Request {
        files: &files,
        environment: &|_| None,
        metrics: &cxpress::metrics(),
        period: None,
        by: None,
        store: &Forgetful,
        progress: &|_| (),
    });
    computed.report.expect("a report")
}

#[test]
fn one_bad_visit_is_no_change_unless_its_answers_are_taken_for_independent() {
    let effects = planted();
    let mut clusters = effects.iter().filter(|effect| effect.kind == Contrast::Cluster);
    let effect = clusters.next().expect("a cluster");
    let independent = with_configuration(|config| config.replace("    cluster: visit\n", ""));
    let verdict = |report: &Report| {
        let shown = total(report, &effect.figure, &effect.period);
        let before = shown.before.as_ref().expect("a comparison");
        let change = before.change.as_ref().expect("a change");
        (before.verdict, change.clustered, change.difference)
    };
    let (with, clustered, fell) = verdict(content());
    let (without, not_clustered, as_far) = verdict(&independent);
    // What one visit says is worth less than 30 independent answers.
    assert_eq!((with, clustered), (Verdict::TooFew, true));
    assert_eq!((without, not_clustered), (effect.verdict(), false));
    assert!((fell - as_far).abs() < 1e-9 && fell < 0.0);
}

#[test]
fn what_customers_told_of_themselves_is_counted_and_nowhere_in_the_site() {
    let survey = DiskFiles::new(root().join("content"));
    let files = survey.list("data/survey/*.csv").expect("files");
    let text: String = files
        .iter()
        .map(|path| survey.text(path).expect("a file"))
        .collect();
    let data = &content().data;
    let source = data
        .sources
        .iter()
        .find(|source| source.id == "survey")
        .expect("the source");
    let redacted = |kind: &str| -> u64 {
        let counts = source.files.iter().filter_map(|file| file.redacted.get(kind));
        counts.sum()
    };
    let names = ["Gwen Hartley", "Tom Okafor", "Priya Nair"];
    let planted = |texts: &[&str]| -> u64 { texts.iter().map(|it| text.matches(it).count() as u64).sum() };
    for (kind, texts) in [
        ("e-mail", &["@example.com"][..]),
        ("phone", &["020 7946 0"]),
        ("reference", &["FH-"]),
        ("name", &names),
    ] {
        assert!(planted(texts) > 20, "{kind}");
        assert_eq!(redacted(kind), planted(texts), "{kind}");
    }
    let site = built().site.as_ref().expect("a site");
    for (path, bytes) in &site.files {
        let page = String::from_utf8_lossy(bytes);
        let told = ["@example.com", "020 7946", "FH-2"].iter().chain(&names);
        let told: Vec<_> = told.filter(|it| page.contains(**it)).collect();
        assert!(told.is_empty(), "{path}: {told:?}");
    }
}

#[test]
fn planted_mix_shift_is_explained_as_one() {
    for effect in planted().iter().filter(|effect| effect.kind == Contrast::Mix) {
        let built = build_files(&DiskFiles::new(root().join("content")), Some(&effect.period));
        let report = report_of(&built);
        assert_eq!(report.current_period().id, effect.period);
        let shown = total(report, &effect.figure, &effect.period);
        let channel = report
            .dimensions
            .iter()
            .position(|dimension| dimension.id == "channel")
            .expect("channel");
        let movement = shown
            .movements
            .iter()
            .find(|movement| movement.dimension == channel)
            .expect("a split");
        assert!((movement.mix + movement.rate - movement.total).abs() < 1e-9);
        let rows: f64 = movement.rows.iter().map(|row| row.mix + row.rate).sum();
        assert!((rows - movement.total).abs() < 1e-9);
        assert!(movement.mix.abs() > 4.0 * movement.rate.abs(), "{movement:?}");
    }
}

#[test]
fn planted_fall_in_one_channel_is_explained_by_it() {
    let report = content();
    let shown = total(report, "effort", "2026-10");
    let channel = report
        .dimensions
        .iter()
        .position(|dimension| dimension.id == "channel")
        .expect("channel");
    let movement = shown
        .movements
        .iter()
        .find(|movement| movement.dimension == channel)
        .expect("a split");
    let chat = report.dimensions[channel]
        .values
        .iter()
        .position(|value| value.raw == "chat")
        .expect("chat");
    let most = movement
        .rows
        .iter()
        .min_by(|a, b| a.rate.total_cmp(&b.rate))
        .expect("rows");
    assert_eq!(most.value, Some(chat));
    assert!(movement.rate.abs() > 4.0 * movement.mix.abs(), "{movement:?}");
}

#[test]
fn the_effects_concern_figures_of_the_report() {
    let figures: BTreeSet<_> = content()
        .figures
        .iter()
        .map(|figure| figure.id.as_str())
        .collect();
    let effects = planted();
    assert!(
        effects
            .iter()
            .all(|effect| effect.kind == Contrast::None || figures.contains(effect.figure.as_str()))
    );
    assert!(effects.iter().filter(|effect| effect.certain).count() >= 10);
}

/// Retention is what churn leaves of 100 %, and a net share or a mean of answers says once more what a share
/// says. Who would be an ambassador is not known: the survey of the sample does not ask who answers.
#[test]
fn the_sample_has_every_metric_but_those_that_tell_the_same_news_again() {
    let used: BTreeSet<_> = content()
        .figures
        .iter()
        .map(|figure| figure.metric.id.as_str())
        .collect();
    let metrics = cxpress::metrics();
    let unused = metrics
        .iter()
        .map(|metric| metric.spec().id)
        .filter(|id| !used.contains(id));
    assert_eq!(
        unused.collect::<Vec<_>>(),
        ["ambassador", "net", "mean", "retention", "amount"]
    );
}
