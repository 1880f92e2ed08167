//! Somebody who reads everything in a report and computes: no withheld group may be told from the rest.
//!
//! Reports are made of random surveys, through the same functions as any. The attacker knows every number
//! that is published, that counts are not negative, that a group that is withheld is not empty unless all
//! are, and that every customer is in all figures of a survey, answering or not. All that is linear in the
//! numbers of customers by profile (a value of each dimension, or none), figure and answer: the simplex
//! method finds the ends of what a withheld group can be, exactly.

use std::collections::BTreeMap;

use cxpress_analysis::{Cube, Input, Schema, report};
use cxpress_diagnostic::Diagnostics;
use cxpress_feedback::{Options, inputs, read};
use cxpress_files::MemoryFiles;
use cxpress_metric::{Metric, MetricSpec, Shape};
use cxpress_project::config::Config;
use cxpress_report::{Cell, Report, Shown};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

const MINIMUM: u64 = 5;
/// Answers 1 … 5 and four kinds of missing.
const SCORES: usize = 5;
const CATEGORIES: usize = SCORES + 4;
/// How many surveys of each form, with two months each.
const SURVEYS: u64 = 125;

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
    fn skewed(&mut self, limit: u64) -> u64 {
        let most = self.below(limit);
        self.below(most + 1)
    }
}

/// What surveys are like: dimensions by name with how many values each has, and which of them are crossed.
struct Form {
    dimensions: &'static [(&'static str, u64)],
    pairs: &'static [(&'static str, [&'static str; 2])],
    figures: &'static [&'static str],
    customers: u64,
}

const FORMS: [Form; 4] = [
    Form {
        dimensions: &[("channel", 6)],
        pairs: &[],
        figures: &["first", "second", "third"],
        customers: 90,
    },
    Form {
        dimensions: &[("channel", 4), ("region", 3)],
        pairs: &[],
        figures: &["first", "second"],
        customers: 70,
    },
    Form {
        dimensions: &[("channel", 3), ("region", 3)],
        pairs: &[("both", ["channel", "region"])],
        figures: &["first"],
        customers: 120,
    },
    Form {
        dimensions: &[("channel", 2), ("region", 3), ("segment", 2)],
        pairs: &[("one", ["region", "channel"]), ("two", ["region", "segment"])],
        figures: &["first"],
        customers: 120,
    },
];

impl Form {
    fn config(&self, figures: &[&str], minimum: u64) -> String {
        let mut text = "schema: 1\ntitle: Survey\nperiod: month\nsources:\n  survey:\n    kind: survey\n    \
                        files: survey.csv\n    period: {column: date}\n    dimensions:\n"
            .to_owned();
        for (name, values) in self.dimensions {
            // Values that have names keep them, however few have them.
            let labels: Vec<String> = (0..*values)
                .map(|value| format!("{name}{value}: {name}{value}"))
                .collect();
            let labels = labels.join(", ");
            text += &format!("      {name}: {{column: {name}, labels: {{{labels}}}}}\n");
        }
        for (name, [a, b]) in self.pairs {
            text += &format!("      {name}: {{cross: [{a}, {b}]}}\n");
        }
        text += "    questions:\n";
        for figure in figures {
            text += &format!("      {figure}: {{column: {figure}, metric: csat, scale: 1..5}}\n");
        }
        text + &format!("privacy: {{minimum_base: {minimum}}}\n")
    }

    fn rows(&self, seed: u64) -> String {
        let mut random = Random(seed);
        let names = self.dimensions.iter().map(|(name, _)| *name);
        let mut csv: String = ["date"]
            .into_iter()
            .chain(names)
            .chain(self.figures.iter().copied())
            .collect::<Vec<_>>()
            .join(",");
        csv.push('\n');
        for month in ["2026-01", "2026-02"] {
            let customers = 6 + random.below(self.customers);
            // Of some surveys all tell everything; of others many leave something blank.
            let blank = [1000, 40, 5][random.below(3) as usize];
            let alike = 1 + random.below(4);
            for _ in 0..customers {
                csv += &format!("{month}-{:02}", 1 + random.below(28));
                for (name, values) in self.dimensions {
                    let none = random.below(blank) == 0;
                    csv += &if none {
                        ",".to_owned()
                    } else {
                        format!(",{name}{}", random.skewed(*values))
                    };
                }
                for _ in self.figures {
                    let none = random.below(blank) == 0;
                    csv += &if none {
                        ",".to_owned()
                    } else {
                        format!(",{}", 5 - random.skewed(alike))
                    };
                }
                csv.push('\n');
            }
        }
        csv
    }

    fn report(&self, seed: u64, minimum: u64) -> Report {
        self.report_of(self.figures, seed, minimum)
    }

    fn report_of(&self, figures: &[&str], seed: u64, minimum: u64) -> Report {
        reported(&self.config(figures, minimum), "survey.csv", &self.rows(seed))
    }
}

/// The report of a project of one file.
fn reported(config: &str, file: &str, rows: &str) -> Report {
    let metrics: [&dyn Metric; 2] = [&cxpress_survey::csat::Csat, &cxpress_tickets::backlog::Backlog];
    let specs: Vec<&MetricSpec> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = cxpress_project::load(config, "cxpress.yaml", &|_| None, &specs);
    let config: Config = config.unwrap_or_else(|| panic!("{found:?}"));
    let files = MemoryFiles::new().with(file, rows.to_owned());
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

/// What a cell shows: how many gave each answer, then how many are missing, by kind.
fn counts(shown: &Shown) -> [u64; CATEGORIES] {
    let mut counts = [0; CATEGORIES];
    let Shape::Distribution(distribution) = &shown.shape else {
        panic!("no distribution: {shown:?}");
    };
    for score in distribution {
        counts[usize::try_from(score.score - 1).expect("a score of the scale")] =
            score.n.expect("it is told");
    }
    let missing = shown.missing;
    counts[SCORES..].copy_from_slice(&[
        missing.not_asked,
        missing.not_answered,
        missing.does_not_apply,
        missing.dont_know,
    ]);
    counts
}

fn base(cell: &Cell) -> u64 {
    cell.shown()
        .map_or(0, |shown| counts(shown)[..SCORES].iter().sum())
}

/// A place in a report: figure and slice.
type Place = (usize, usize);

/// A sum that is known, or known to be at least something.
type Known = (Vec<(Variable, f64)>, ComparisonOp, f64);

/// What the attacker works with: one period of a report.
struct Attack<'a> {
    form: &'a Form,
    report: &'a Report,
    truth: &'a Report,
    period: usize,
    /// All profiles: the value of each dimension, the last of which is none.
    profiles: Vec<Vec<usize>>,
}

impl<'a> Attack<'a> {
    fn new(form: &'a Form, report: &'a Report, truth: &'a Report, period: usize) -> Self {
        let mut profiles = vec![Vec::new()];
        for dimension in 0..form.dimensions.len() {
            let values = 0..=report.dimensions[dimension].values.len();
            profiles = profiles
                .iter()
                .flat_map(|profile| values.clone().map(move |value| [&profile[..], &[value]].concat()))
                .collect();
        }
        let mut attack = Self {
            form,
            report,
            truth,
            period,
            profiles,
        };
        attack.profiles = attack
            .profiles
            .iter()
            .filter(|profile| attack.occurs(profile))
            .cloned()
            .collect();
        attack
    }

    /// Whether a profile may occur: a pair that is not listed nobody has.
    fn occurs(&self, profile: &[usize]) -> bool {
        let pairs = self.form.pairs.iter().enumerate();
        pairs
            .map(|(at, _)| self.form.dimensions.len() + at)
            .all(|dimension| {
                let listed = 0..self.report.dimensions[dimension].values.len();
                let [a, b] = self.sides(dimension);
                let none = |side: usize| profile[side] == self.report.dimensions[side].values.len();
                none(a)
                    || none(b)
                    || listed
                        .into_iter()
                        .any(|value| self.is_in(profile, dimension, value))
            })
    }

    fn sides(&self, dimension: usize) -> [usize; 2] {
        let names = self.form.pairs[dimension - self.form.dimensions.len()].1;
        names.map(|name| {
            self.form
                .dimensions
                .iter()
                .position(|(known, _)| *known == name)
                .expect("a dimension")
        })
    }

    /// Whether customers with a profile are in a slice.
    fn is_in(&self, profile: &[usize], dimension: usize, value: usize) -> bool {
        if dimension < self.form.dimensions.len() {
            return profile[dimension] == value;
        }
        let label = |side: usize| {
            let values = &self.report.dimensions[side].values;
            values.get(profile[side]).map(|value| value.label.as_str())
        };
        let [a, b] = self.sides(dimension).map(label);
        let name = a.zip(b).map(|(a, b)| format!("{a} · {b}"));
        name.as_deref() == Some(self.report.dimensions[dimension].values[value].label.as_str())
    }

    fn total(&self, figure: usize) -> Option<[u64; CATEGORIES]> {
        self.report.figures[figure].total[self.period].shown().map(counts)
    }

    /// Slices that are withheld of figures whose total is not.
    fn withheld(&self) -> Vec<Place> {
        let mut found = Vec::new();
        for (at, figure) in self.report.figures.iter().enumerate() {
            let slices = figure.slices.iter().enumerate();
            let hidden = slices.filter(|(_, slice)| slice.cells[self.period] == Cell::Withheld);
            found.extend(
                hidden
                    .filter(|_| self.total(at).is_some())
                    .map(|(slice, _)| (at, slice)),
            );
        }
        found
    }

    /// Whether some slices of a dimension that are withheld may be empty: if all are withheld, or some are
    /// empty. The latter the attacker does not know; where none are, he may as well.
    fn may_be_empty(&self, figure: usize, dimension: usize) -> bool {
        let slices = self.report.figures[figure].slices.iter().enumerate();
        let of_dimension = slices.filter(|(_, slice)| slice.dimension == dimension);
        let hidden = of_dimension.map(|(at, slice)| {
            let truth = base(&self.truth.figures[figure].slices[at].cells[self.period]);
            (slice.cells[self.period] == Cell::Withheld, truth)
        });
        let all: Vec<_> = hidden.collect();
        all.iter().all(|(hidden, _)| *hidden) || all.contains(&(true, 0))
    }

    /// The least or the most that can be in a slice.
    fn end(&self, place: Place, direction: OptimizationDirection) -> u64 {
        let mut problem = Problem::new(direction);
        let mut known: Vec<Known> = Vec::new();
        let mut rows: Vec<BTreeMap<usize, Vec<Variable>>> = Vec::new();
        for (at, figure) in self.report.figures.iter().enumerate() {
            let Some(total) = self.total(at) else { continue };
            let goal = |profile: &[usize], category: usize| {
                let slice = &figure.slices[place.1];
                let counted = at == place.0 && category < SCORES;
                f64::from(u8::from(
                    counted && self.is_in(profile, slice.dimension, slice.value),
                ))
            };
            let mut variables: Vec<Vec<Option<Variable>>> = Vec::new();
            let mut own: BTreeMap<usize, Vec<Variable>> = BTreeMap::new();
            for (number, profile) in self.profiles.iter().enumerate() {
                let of_category = |(category, n): (usize, &u64)| {
                    (*n > 0).then(|| problem.add_var(goal(profile, category), (0.0, *n as f64)))
                };
                let made: Vec<_> = total.iter().enumerate().map(of_category).collect();
                own.insert(number, made.iter().flatten().copied().collect());
                variables.push(made);
            }
            rows.push(own);
            let sum = |category: usize, within: &dyn Fn(&[usize]) -> bool| -> Vec<(Variable, f64)> {
                let profiles = self.profiles.iter().zip(&variables);
                let within = profiles.filter(|(profile, _)| within(profile));
                within
                    .filter_map(|(_, made)| Some((made[category]?, 1.0)))
                    .collect()
            };
            for (category, n) in total.iter().enumerate() {
                known.push((sum(category, &|_| true), ComparisonOp::Eq, *n as f64));
            }
            for slice in &figure.slices {
                let within = |profile: &[usize]| self.is_in(profile, slice.dimension, slice.value);
                let all = (0..SCORES).flat_map(|category| sum(category, &within));
                match &slice.cells[self.period] {
                    Cell::Shown(shown) => {
                        for (category, n) in counts(shown).into_iter().enumerate() {
                            known.push((sum(category, &within), ComparisonOp::Eq, n as f64));
                        }
                    }
                    Cell::Absent(_) => known.push((all.collect(), ComparisonOp::Eq, 0.0)),
                    Cell::Withheld if self.may_be_empty(at, slice.dimension) => {}
                    Cell::Withheld => known.push((all.collect(), ComparisonOp::Ge, 1.0)),
                }
            }
        }
        for (number, _) in self.profiles.iter().enumerate() {
            for two in rows.windows(2) {
                let first = two[0][&number].iter().map(|variable| (*variable, 1.0));
                let second = two[1][&number].iter().map(|variable| (*variable, -1.0));
                known.push((first.chain(second).collect(), ComparisonOp::Eq, 0.0));
            }
        }
        for (sum, relation, n) in known {
            problem.add_constraint(&sum, relation, n);
        }
        let solution = problem.solve().expect("the truth is a solution");
        let solution = solution.into_solution().expect("no limit was set");
        solution.objective().round() as u64
    }

    /// Whether a slice that holds so many is told to less than the minimum.
    fn tells(&self, place: Place, truth: u64) -> bool {
        let most = self.end(place, OptimizationDirection::Maximize);
        assert!(most >= truth, "the truth is possible");
        if most >= truth + MINIMUM {
            return false;
        }
        let least = self.end(place, OptimizationDirection::Minimize);
        assert!(least <= truth, "the truth is possible");
        most - least < MINIMUM
    }
}

/// The places that are told in a report, given one that withholds nothing; and how many were tried.
fn told(form: &Form, report: &Report, truth: &Report) -> (Vec<String>, usize) {
    let (mut found, mut tried) = (Vec::new(), 0);
    for period in 0..report.periods.len() {
        let attack = Attack::new(form, report, truth, period);
        for (figure, slice) in attack.withheld() {
            let series = &truth.figures[figure].slices[slice];
            let held = base(&series.cells[period]);
            tried += usize::from(held > 0);
            if held > 0 && attack.tells((figure, slice), held) {
                let name = &truth.dimensions[series.dimension].values[series.value].label;
                found.push(format!("{held} of figure {figure}, {name}, in period {period}"));
            }
        }
    }
    (found, tried)
}

#[track_caller]
fn nothing_is_told(form: &Form, surveys: u64) {
    let (mut tried, mut shown) = (0, 0);
    for seed in 0..surveys {
        let (report, truth) = (form.report(seed, MINIMUM), form.report(seed, 1));
        let (found, withheld) = told(form, &report, &truth);
        assert!(found.is_empty(), "survey {seed}: {found:#?}");
        tried += withheld;
        let slices = report.figures.iter().flat_map(|figure| &figure.slices);
        shown += slices
            .flat_map(|slice| &slice.cells)
            .filter(|cell| cell.shown().is_some())
            .count();
    }
    let some = usize::try_from(surveys * 8 / 5).expect("a count");
    assert!(tried > some && shown > some, "{tried} withheld, {shown} shown");
}

/// What the simulations below show, of a few surveys at every run of the tests.
#[test]
fn nothing_is_told_in_a_few_surveys() {
    FORMS.iter().for_each(|form| nothing_is_told(form, 8));
}

#[test]
#[ignore = "simulates many surveys"]
fn nothing_is_told_by_one_dimension_and_three_figures() {
    nothing_is_told(&FORMS[0], SURVEYS);
}

#[test]
#[ignore = "simulates many surveys"]
fn nothing_is_told_by_two_dimensions_and_two_figures() {
    nothing_is_told(&FORMS[1], SURVEYS);
}

#[test]
#[ignore = "simulates many surveys"]
fn nothing_is_told_by_a_pair() {
    nothing_is_told(&FORMS[2], SURVEYS);
}

#[test]
#[ignore = "simulates many surveys"]
fn nothing_is_told_by_a_chain_of_pairs() {
    nothing_is_told(&FORMS[3], SURVEYS);
}

/// The attacker is worth something: where small groups alone are withheld, most of them are told.
#[test]
#[ignore = "simulates many surveys"]
fn small_groups_are_told_where_nothing_is_withheld_with_them() {
    for form in &FORMS {
        let (mut leaks, mut tried) = (0, 0);
        for seed in 0..20 {
            let truth = form.report(seed, 1);
            let mut report = truth.clone();
            let slices = report.figures.iter_mut().flat_map(|figure| &mut figure.slices);
            for cell in slices.flat_map(|slice| &mut slice.cells) {
                if (1..MINIMUM).contains(&base(cell)) {
                    *cell = Cell::Withheld;
                }
            }
            let (found, withheld) = told(form, &report, &truth);
            leaks += found.len();
            tried += withheld;
        }
        assert!(5 * leaks > tried, "{leaks} of {tried}");
    }
}

/// Figures are looked at together for a reason: where each is protected on its own, some are told by the
/// others.
#[test]
#[ignore = "simulates many surveys"]
fn figures_that_are_protected_one_by_one_tell_on_each_other() {
    let form = &FORMS[0];
    let mut leaks = 0;
    for seed in 0..SURVEYS {
        let mut report = form.report(seed, MINIMUM);
        for (at, figure) in form.figures.iter().enumerate() {
            report.figures[at] = form.report_of(&[figure], seed, MINIMUM).figures.remove(0);
        }
        leaks += told(form, &report, &form.report(seed, 1)).0.len();
    }
    assert!(leaks > 10, "{leaks}");
}

const DESK: &str = "\
schema: 1
title: Desk
period: month
sources:
  desk:
    kind: tickets
    files: tickets.csv
    created: created
    solved: solved
    dimensions:
      channel: {column: channel}
    questions:
      backlog: {metric: backlog}
";

/// The start of a stock is the end of the period before: what was withheld then is not told a month later.
#[test]
fn a_stock_that_is_withheld_is_not_told_by_the_next_period() {
    let mut csv = "created,solved,channel\n".to_owned();
    let months = [
        ("2026-01", [40, 2, 20]),
        ("2026-02", [40, 20, 20]),
        ("2026-03", [40, 20, 20]),
    ];
    for (month, channels) in months {
        for (channel, tickets) in ["chat", "phone", "store"].iter().zip(channels) {
            (0..tickets).for_each(|_| csv += &format!("{month}-03 09:00,,{channel}\n"));
        }
    }
    let report = reported(DESK, "tickets.csv", &csv);
    let withheld = report.figures[0].slices.iter().map(|slice| {
        let hidden = slice.cells.iter().map(|cell| *cell == Cell::Withheld);
        hidden.collect::<Vec<_>>()
    });
    let withheld: Vec<_> = withheld.collect();
    assert_eq!(withheld, [[false; 3], [true, true, false], [true, true, false]]);
}
