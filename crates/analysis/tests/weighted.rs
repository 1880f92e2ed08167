//! Somebody who reads everything in a report of a weighted survey, and knows the weights: no withheld group may be told.
//!
//! Weights are constant within a channel, as design weights are, and the attacker knows them: who does not knows less.
//! With them all that is published is linear in the numbers of customers by channel, region and answer: bases, shares and
//! values with weights and without, sums of weights, values of everybody else, shares in splits, and the values of a month
//! that stand in the comparisons of the next. What is rounded is known to half a step. The simplex method finds the ends of
//! what a withheld group can be.

use cxpress_analysis::{Cube, Input, Schema, report};
use cxpress_diagnostic::Diagnostics;
use cxpress_feedback::{Options, inputs, read};
use cxpress_files::MemoryFiles;
use cxpress_metric::{Estimate, Metric, MetricSpec, Shape, Unit};
use cxpress_report::{Cell, Comparison, FigureSeries, Report, Shown};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

const MINIMUM: u64 = 5;
const SCORES: usize = 5;
const SURVEYS: u64 = 60;
/// What all digits tell.
const EXACT: f64 = 1e-6;
const CHANNELS: [(&str, f64); 5] = [
    ("chat", 0.62),
    ("mail", 1.37),
    ("phone", 1.91),
    ("store", 0.84),
    ("web", 2.6),
];
const REGIONS: [&str; 3] = ["east", "north", "west"];

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

    /// One of several, the first ones oftener.
    fn skewed(&mut self, limit: u64) -> usize {
        let most = self.below(limit);
        usize::try_from(self.below(most + 1)).expect("small")
    }
}

fn config(regions: bool, minimum: u64) -> String {
    let region = if regions {
        "\n      region: {column: region}"
    } else {
        ""
    };
    format!(
        "schema: 1\ntitle: Survey\nperiod: month\nsources:\n  survey:\n    kind: survey\n    files: survey.csv\n    \
         period: {{column: date}}\n    weight: {{column: weight}}\n    dimensions:\n      channel: {{column: channel}}{region}\n    \
         questions:\n      ease: {{column: ease, metric: csat, scale: 1..5}}\nprivacy: {{minimum_base: {minimum}}}\n"
    )
}

/// Two months of answers, later channels rarer; and a month before in which all are there, so that each has a name.
fn rows(seed: u64) -> String {
    let mut random = Random(seed);
    let mut csv = "date,channel,region,weight,ease\n".to_owned();
    for (channel, weight) in CHANNELS {
        for region in REGIONS {
            (1..=4).for_each(|score| csv += &format!("2025-12-01,{channel},{region},{weight},{score}\n"));
        }
    }
    for month in ["2026-01", "2026-02"] {
        for _ in 0..40 + random.below(160) {
            let (channel, weight) = CHANNELS[random.skewed(5)];
            let region = REGIONS[random.skewed(3)];
            let (day, score) = (1 + random.below(28), 5 - random.skewed(5));
            csv += &format!("{month}-{day:02},{channel},{region},{weight},{score}\n");
        }
    }
    csv
}

fn reported(regions: bool, seed: u64, minimum: u64) -> Report {
    let metrics: [&dyn Metric; 1] = [&cxpress_survey::csat::Csat];
    let specs: Vec<&MetricSpec> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = cxpress_project::load(&config(regions, minimum), "cxpress.yaml", &|_| None, &specs);
    let config = config.unwrap_or_else(|| panic!("{found:?}"));
    let files = MemoryFiles::new().with("survey.csv", rows(seed));
    let mut found = Diagnostics::default();
    let inputs = inputs(&config, &files, &mut found);
    let schema = Schema::new(&config, &inputs, &metrics);
    let reading = read(
        &config,
        &inputs,
        &files,
        Options::plain(),
        || Cube::new(&schema),
        &mut found,
    );
    let input = Input {
        schema: &schema,
        inputs: &inputs,
        reading,
        period: None,
        later: None,
        actions: &[],
        events: &[],
        labels: &[],
        published: &[],
    };
    report(input).0.unwrap_or_else(|| panic!("{found:?}"))
}

/// A report as it would be if weights were no equations: what is withheld is, and all else is told to the last digit.
fn unprotected(report: &Report, truth: &Report) -> Report {
    let mut open = report.clone();
    for (figure, exact) in open.figures.iter_mut().zip(&truth.figures) {
        let slices = figure.slices.iter_mut().zip(&exact.slices);
        let slices = slices.map(|(open, exact)| (&mut open.cells, &exact.cells));
        for (cells, exact) in slices.chain([(&mut figure.total, &exact.total)]) {
            for (cell, exact) in cells.iter_mut().zip(exact) {
                if let Cell::Shown(shown) = cell {
                    **shown = exact.shown().expect("it is there").clone();
                    // Splits name what is withheld.
                    shown.movements.clear();
                }
            }
        }
    }
    open
}

/// Whether a customer of a channel and region is in a group: of everybody, a slice, or everybody but a slice.
type Group<'a> = Box<dyn Fn(usize, usize) -> bool + 'a>;
/// How many gave an answer, by channel, region and answer.
type Counts = Vec<Vec<Vec<Variable>>>;

struct Attack<'a> {
    report: &'a Report,
    truth: &'a Report,
    period: usize,
    /// Whether all is told to the last digit.
    exact: bool,
}

impl Attack<'_> {
    fn figure(&self) -> &FigureSeries {
        &self.report.figures[0]
    }

    fn is_in(&self, slice: usize, channel: usize, region: usize) -> bool {
        let slice = &self.figure().slices[slice];
        let dimension = &self.report.dimensions[slice.dimension];
        let name = dimension.values[slice.value].raw.as_str();
        match dimension.id.as_str() {
            "channel" => CHANNELS[channel].0 == name,
            _ => REGIONS[region] == name,
        }
    }

    /// The least or the most that can be in a slice.
    fn end(&self, slice: usize, direction: OptimizationDirection) -> f64 {
        let mut problem = Problem::new(direction);
        let mut counts: Counts = Vec::new();
        for channel in 0..CHANNELS.len() {
            let of_region = |region: usize| {
                let goal = f64::from(u8::from(self.is_in(slice, channel, region)));
                (0..SCORES)
                    .map(|_| problem.add_var(goal, (0.0, f64::INFINITY)))
                    .collect()
            };
            counts.push((0..REGIONS.len()).map(of_region).collect());
        }
        let mut known = Known {
            problem: &mut problem,
            counts: &counts,
        };
        let (total, truth) = (&self.figure().total, &self.truth.figures[0].total);
        self.read(&mut known, (total, truth), &|| Box::new(|_, _| true));
        for (at, series) in self.figure().slices.iter().enumerate() {
            let truth = &self.truth.figures[0].slices[at].cells;
            let own = || -> Group<'_> { Box::new(move |channel, region| self.is_in(at, channel, region)) };
            self.read(&mut known, (&series.cells, truth), &own);
            match &series.cells[self.period] {
                Cell::Shown(shown) => {
                    let rest: Group<'_> = Box::new(move |channel, region| !self.is_in(at, channel, region));
                    let truth = truth[self.period].shown().and_then(|truth| truth.rest.as_ref());
                    if let Some((value, apart)) = told(shown.rest.as_ref(), truth, self.exact) {
                        known.share(&rest, &[3, 4], value, apart);
                    }
                }
                Cell::Withheld if !self.is_all_withheld(series.dimension) => {
                    known.sum(&own(), |_| 1.0, ComparisonOp::Ge, 1.0);
                }
                Cell::Withheld => {}
                Cell::Absent(_) => known.sum(&own(), |_| 1.0, ComparisonOp::Eq, 0.0),
            }
        }
        let solution = problem.solve().expect("the truth is a solution");
        solution.into_solution().expect("no limit was set").objective()
    }

    fn is_all_withheld(&self, dimension: usize) -> bool {
        let mut slices = self
            .figure()
            .slices
            .iter()
            .filter(|slice| slice.dimension == dimension);
        slices.all(|slice| !matches!(slice.cells[self.period], Cell::Shown(_)))
    }

    /// All that is told of a group.
    fn read<'g>(
        &self,
        known: &mut Known<'_>,
        (cells, truth): (&[Cell], &[Cell]),
        group: &dyn Fn() -> Group<'g>,
    ) {
        let group = group();
        if let (Some(shown), Some(truth)) = (cells[self.period].shown(), truth[self.period].shown()) {
            known.cell(&group, shown, truth);
        }
        // The month after holds this month's value, to compare with.
        let after = |cells: &[Cell]| cells.get(self.period + 1)?.shown()?.before.clone();
        if let Some((value, apart)) = told(after(cells).as_ref(), after(truth).as_ref(), self.exact) {
            known.share(&group, &[3, 4], value, apart);
        }
    }

    fn tells(&self, slice: usize, truth: u64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let (truth, minimum) = (truth as f64, MINIMUM as f64);
        let most = self.end(slice, OptimizationDirection::Maximize);
        let least = self.end(slice, OptimizationDirection::Minimize);
        assert!(
            least <= truth + 1e-3 && truth <= most + 1e-3,
            "the truth is possible: {least} … {truth} … {most}"
        );
        most.round() - least.round() < minimum
    }
}

/// The value before of a comparison, or of the rest, and how far it may be off.
fn told(comparison: Option<&Comparison>, truth: Option<&Comparison>, exact: bool) -> Option<(f64, f64)> {
    let (change, truth_base) = (comparison?.change.as_ref()?, truth?.smaller_base);
    let value = change.before;
    // A p is rounded where values are.
    let exact = exact
        || truth?
            .change
            .as_ref()
            .is_some_and(|it| it.p.to_bits() == change.p.to_bits());
    let apart = if exact {
        EXACT
    } else {
        step(100.0, truth_base) / 2.0
    };
    Some((value / 100.0, apart / 100.0))
}

/// What is known, as sums of counts.
struct Known<'a> {
    problem: &'a mut Problem,
    counts: &'a Counts,
}

impl Known<'_> {
    /// A sum over a group, each channel and answer with a factor.
    fn terms(&self, group: &Group<'_>, factor: impl Fn(usize, usize) -> f64) -> Vec<(Variable, f64)> {
        let mut terms = Vec::new();
        for (channel, regions) in self.counts.iter().enumerate() {
            for (region, scores) in regions
                .iter()
                .enumerate()
                .filter(|(region, _)| group(channel, *region))
            {
                let _ = region;
                terms.extend(
                    scores
                        .iter()
                        .enumerate()
                        .map(|(score, it)| (*it, factor(channel, score))),
                );
            }
        }
        terms
    }

    fn sum(&mut self, group: &Group<'_>, factor: impl Fn(usize) -> f64, op: ComparisonOp, n: f64) {
        let terms = self.terms(group, |_, score| factor(score));
        self.problem.add_constraint(&terms, op, n);
    }

    /// The weighted share of some answers is known to so much.
    fn share(&mut self, group: &Group<'_>, scores: &[usize], share: f64, apart: f64) {
        self.mean(
            group,
            |score| f64::from(u8::from(scores.contains(&score))),
            share,
            apart,
        );
    }

    fn mean(&mut self, group: &Group<'_>, value: impl Fn(usize) -> f64, mean: f64, apart: f64) {
        for (limit, op) in [(mean + apart, ComparisonOp::Le), (mean - apart, ComparisonOp::Ge)] {
            let terms = self.terms(group, |channel, score| {
                CHANNELS[channel].1 * (value(score) - limit)
            });
            self.problem.add_constraint(&terms, op, 0.0);
        }
    }

    fn cell(&mut self, group: &Group<'_>, shown: &Shown, truth: &Shown) {
        let estimate = shown.headline.estimate().expect("a value");
        let exact = truth.headline.estimate().expect("a value");
        self.sum(group, |_| 1.0, ComparisonOp::Eq, estimate.base as f64);
        let apart = |estimate: &Estimate, exact: &Estimate, unit: f64| {
            let off = (estimate.value - exact.value).abs();
            // Half a step; the attacker knows how values are rounded.
            let step = if shown.rounded {
                step_of(exact) / 2.0
            } else {
                EXACT
            };
            assert!(
                off <= step + 1e-9,
                "{} is not {} to {step}",
                estimate.value,
                exact.value
            );
            step / unit
        };
        self.share(
            group,
            &[3, 4],
            estimate.value / 100.0,
            apart(estimate, exact, 100.0),
        );
        for part in shown.parts.iter().filter(|part| part.unit == Unit::Mean) {
            let exact = truth
                .reading(Some(&part.id))
                .and_then(|it| it.estimate())
                .expect("a mean");
            let mean = part.reading.estimate().expect("a mean");
            self.mean(
                group,
                |score| score as f64 + 1.0,
                mean.value,
                apart(mean, exact, 1.0),
            );
        }
        if let Shape::Distribution(scores) = &shown.shape {
            for score in scores {
                let place = usize::try_from(score.score - 1).expect("a score");
                let apart = if shown.rounded {
                    step(1.0, exact.effective) / 2.0
                } else {
                    EXACT
                };
                self.share(group, &[place], score.share, apart);
                if let Some(n) = score.n {
                    self.sum(
                        group,
                        |at| f64::from(u8::from(at == place)),
                        ComparisonOp::Eq,
                        n as f64,
                    );
                }
            }
        }
        if let Some(plain) = &shown.unweighted {
            let terms = self.terms(group, |channel, _| CHANNELS[channel].1);
            self.problem
                .add_constraint(&terms, ComparisonOp::Le, plain.weight + EXACT);
            self.problem
                .add_constraint(&terms, ComparisonOp::Ge, plain.weight - EXACT);
        }
        assert!(shown.movements.is_empty(), "a split tells shares of weights");
    }
}

/// The step to which a value is rounded: 1, 2 or 5 times a power of ten that is at least its range by its effective base.
fn step(range: f64, effective: f64) -> f64 {
    let least = (range / effective).max(range / 2_000.0);
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|times| times * power);
    let fits = steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9));
    fits.expect("ten is enough")
}

fn step_of(exact: &Estimate) -> f64 {
    step(exact.limits.1 - exact.limits.0, exact.effective)
}

/// How many withheld groups there are, and how many of them are told.
fn attacked(report: &Report, truth: &Report, exact: bool) -> (usize, usize) {
    let (mut tried, mut told) = (0, 0);
    for period in 0..report.periods.len() {
        let attack = Attack {
            report,
            truth,
            period,
            exact,
        };
        if report.figures[0].total[period].shown().is_none() {
            continue;
        }
        for (at, slice) in report.figures[0].slices.iter().enumerate() {
            let truth = truth.figures[0].slices[at].cells[period].shown();
            let held = truth
                .and_then(|it| it.headline.estimate())
                .map_or(0, |it| it.base);
            if slice.cells[period] == Cell::Withheld && held > 0 {
                tried += 1;
                told += usize::from(attack.tells(at, held));
            }
        }
    }
    (tried, told)
}

#[track_caller]
fn nothing_is_told(regions: bool, surveys: u64) {
    let (mut all, mut told) = (0, 0);
    for seed in 0..surveys {
        let (report, truth) = (reported(regions, seed, MINIMUM), reported(regions, seed, 1));
        let (tried, leaks) = attacked(&report, &truth, false);
        all += tried;
        told += leaks;
    }
    assert!(6 * all as u64 > 5 * surveys, "{all}");
    assert_eq!(told, 0, "of {all}");
}

#[test]
fn known_weights_tell_nothing_in_a_few_surveys() {
    nothing_is_told(false, 4);
    nothing_is_told(true, 4);
}

#[test]
#[ignore = "simulates many surveys"]
fn known_weights_of_channels_tell_no_channel() {
    nothing_is_told(false, SURVEYS);
}

#[test]
#[ignore = "simulates many surveys"]
fn known_weights_of_channels_tell_no_channel_and_no_region() {
    nothing_is_told(true, SURVEYS);
}

/// The attacker is worth something: where weights are taken for no equations, as they were, nearly all is told.
#[test]
#[ignore = "simulates many surveys"]
fn weights_tell_all_where_they_are_published_to_the_last_digit() {
    for regions in [false, true] {
        let (mut all, mut told) = (0, 0);
        for seed in 0..20 {
            let (report, truth) = (reported(regions, seed, MINIMUM), reported(regions, seed, 1));
            let (tried, leaks) = attacked(&unprotected(&report, &truth), &truth, true);
            all += tried;
            told += leaks;
        }
        println!("{told} of {all} withheld groups are told by weights");
        assert!(2 * told > all, "{told} of {all}");
    }
}
