//! The reference tables: random cases over wide ranges, and what SciPy, statsmodels and lifelines make of
//! them.
//!
//! `tests/reference/make.py` writes them and says how each column is made. `CXPRESS_REFERENCE=FOLDER` reads
//! another folder, with more cases. Expected numbers have 12 digits; ours must agree to nine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cxpress_stats::control::{Chart, Observation, Signal, chart};
use cxpress_stats::drivers::{Correlations, Importance, relative_weights, shapley};
use cxpress_stats::heterogeneity::{Estimate, heterogeneity};
use cxpress_stats::impact::impact;
use cxpress_stats::jackknife::{delete_group, widening};
use cxpress_stats::mean::{Sample, t_interval, welch};
use cxpress_stats::multiple::benjamini_hochberg;
use cxpress_stats::net::adjusted_wald;
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::survival::{At, KaplanMeier, log_rank};
use cxpress_stats::symmetric::Symmetric;
use cxpress_stats::weights::{Cell, effective_base, kish};
use cxpress_stats::{Range, invert, mover, normal, paired};

/// How far from the expected number ours may be, in parts of it.
const TOLERANCE: f64 = 1e-9;

/// A p this small is as good as none: floating point ends here.
const VANISHING: f64 = 1e-290;

/// One case of a table.
struct Case {
    table: String,
    line: usize,
    fields: BTreeMap<String, String>,
}

impl Case {
    fn text(&self, name: &str) -> &str {
        &self.fields[name]
    }

    fn number(&self, name: &str) -> f64 {
        self.text(name)
            .parse()
            .unwrap_or_else(|_| panic!("{self} has no {name}"))
    }

    /// `None` for an empty field.
    fn optional(&self, name: &str) -> Option<f64> {
        (!self.text(name).is_empty()).then(|| self.number(name))
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.text(name)
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect()
    }

    /// Tuples written as `1:2:3`.
    fn tuples<const N: usize>(&self, name: &str) -> Vec<[f64; N]> {
        let tuple = |text: &str| {
            let parts: Vec<f64> = text
                .split(':')
                .map(|part| part.parse().expect("a number"))
                .collect();
            parts.try_into().expect("a tuple of the right length")
        };
        self.text(name).split_whitespace().map(tuple).collect()
    }

    fn sample(&self, side: &str) -> Sample {
        let [mean, sd, n] = ["mean", "sd", "n"].map(|name| self.number(&format!("{name}{side}")));
        Sample { mean, sd, n }
    }

    /// Asserts a number to nine digits of itself, or of `scale` where that is larger.
    #[track_caller]
    fn expect(&self, name: &str, found: f64, scale: f64) {
        let expected = self.number(name);
        let far = (found - expected).abs();
        assert!(
            far <= TOLERANCE * expected.abs().max(scale) || far <= f64::MIN_POSITIVE,
            "{self}: {name} is {found}, expected {expected}"
        );
    }

    /// Asserts an interval, each end to nine digits of the end farther from 0.
    #[track_caller]
    fn expect_range(&self, found: Option<Range>) {
        let found = found.unwrap_or_else(|| panic!("{self}: no interval"));
        let scale = self.number("low").abs().max(self.number("high").abs());
        self.expect("low", found.low, scale);
        self.expect("high", found.high, scale);
    }

    #[track_caller]
    fn expect_optional(&self, name: &str, found: Option<f64>) {
        match found {
            Some(found) => self.expect(name, found, 0.0),
            None => assert_eq!(self.text(name), "", "{self}: no {name}"),
        }
    }

    #[track_caller]
    fn expect_p(&self, found: Option<f64>) {
        let found = found.unwrap_or_else(|| panic!("{self}: no p"));
        if self.optional("p").is_none_or(|p| p < VANISHING) {
            assert!(found < VANISHING, "{self}: p is {found}, expected next to none");
        } else {
            self.expect("p", found, 0.0);
        }
    }
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.csv, line {}", self.table, self.line)
    }
}

/// Checks every case of a table; there must be at least 200.
fn each_case(table: &str, check: impl Fn(&Case)) {
    let committed = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let folder = std::env::var_os("CXPRESS_REFERENCE").map_or_else(committed, PathBuf::from);
    let path = folder.join(table).with_extension("csv");
    let mut reader =
        csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut cases = 0;
    for (index, fields) in reader.deserialize().enumerate() {
        let fields = fields.expect("as many fields as the header has");
        check(&Case {
            table: table.to_owned(),
            line: index + 2,
            fields,
        });
        cases += 1;
    }
    assert!(cases >= 200, "{table}.csv has only {cases} cases");
}

#[test]
fn t_quantiles() {
    each_case("t_quantiles", |case| {
        let df = case.number("df");
        case.expect("quantile", normal::t_quantile(case.number("p"), df), 0.0);
        case.expect("critical", normal::t_critical(case.number("z"), df), 0.0);
    });
}

#[test]
fn chi_square() {
    each_case("chi_square", |case| {
        let df = case.number("df");
        let tail = normal::chi_square_tail(case.number("x"), df);
        if case.number("tail") < VANISHING {
            assert!(tail < VANISHING, "{case}: {tail}");
        } else {
            case.expect("tail", tail, 0.0);
        }
        let range = normal::chi_square_range(case.number("z"), df);
        case.expect("low", range.low, 0.0);
        case.expect("high", range.high, 0.0);
    });
}

#[test]
fn wilson_intervals() {
    each_case("wilson_interval", |case| {
        let [x, n, z] = ["x", "n", "z"].map(|name| case.number(name));
        let found = wilson(x / n, n, z).unwrap();
        // Where nobody or everybody does, one end is exact and theirs is rounding.
        case.expect("low", found.low, 1e-6);
        case.expect("high", found.high, 0.0);
    });
}

#[test]
fn newcombe_intervals() {
    each_case("newcombe_interval", |case| {
        let [x0, n0, x1, n1] = ["x0", "n0", "x1", "n1"].map(|name| case.number(name));
        let interval = |z| newcombe(x0 / n0, n0, x1 / n1, n1, z);
        case.expect_range(interval(case.number("z")));
        case.expect_p(invert::p_value(interval));
    });
}

/// The net share of one side of a case, and its interval by critical value.
fn net(case: &Case, side: &str) -> (f64, impl Fn(f64) -> Option<Range>) {
    let counts = ["positive", "neutral", "negative"].map(|name| case.number(&format!("{name}{side}")));
    let n: f64 = counts.iter().sum();
    let [positive, _, negative] = counts;
    let interval = move |z| adjusted_wald(positive / n, negative / n, n, z);
    ((positive - negative) / n, interval)
}

#[test]
fn net_intervals() {
    each_case("net_interval", |case| {
        let (_, interval) = net(case, "");
        case.expect_range(interval(case.number("z")));
    });
}

#[test]
fn net_changes() {
    each_case("net_change", |case| {
        let [(before, before_range), (after, after_range)] = ["0", "1"].map(|side| net(case, side));
        let change = |z| {
            Some(mover::difference(
                before,
                before_range(z)?,
                after,
                after_range(z)?,
            ))
        };
        case.expect_range(change(case.number("z")));
        case.expect_p(invert::p_value(change));
    });
}

#[test]
fn mean_intervals() {
    each_case("mean_interval", |case| {
        let Sample { mean, sd, n } = case.sample("");
        case.expect_range(t_interval(mean, sd, n, case.number("z")));
    });
}

#[test]
fn paired_intervals() {
    each_case("paired_interval", |case| {
        let differences: Vec<f64> = case
            .tuples("pairs")
            .iter()
            .map(|[before, after]| after - before)
            .collect();
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        case.expect_range(paired::t_interval(mean, variance, n, case.number("z")));
    });
}

#[test]
fn welch_intervals() {
    each_case("welch_interval", |case| {
        let interval = |z| welch(case.sample("0"), case.sample("1"), z);
        case.expect_range(interval(case.number("z")));
        case.expect_p(invert::p_value(interval));
    });
}

#[test]
fn impacts() {
    each_case("impact", |case| {
        let (with, without) = (case.sample("1"), case.sample("0"));
        let found = impact(case.number("share"), with.n + without.n, with, without).unwrap();
        case.expect("value", found.value, 0.0);
        case.expect("se", found.se, 0.0);
    });
}

fn ends(case: &Case, name: &str) -> Vec<At> {
    let end = |[time, events, censored]: [f64; 3]| At {
        time,
        events: events as u64,
        censored: censored as u64,
    };
    case.tuples(name).into_iter().map(end).collect()
}

#[test]
fn curves() {
    each_case("kaplan_meier", |case| {
        let curve = KaplanMeier::fit(&ends(case, "data")).unwrap();
        let (share, z) = (case.number("share"), case.number("z"));
        case.expect_optional("percentile", curve.percentile(share));
        let interval = curve.percentile_interval(share, z);
        case.expect_optional("low", interval.map(|(low, _)| low));
        case.expect_optional("high", interval.and_then(|(_, high)| high));
        if let Some(time) = case.optional("time") {
            case.expect("survival", curve.survival_at(time), 0.0);
            let band = curve.band_at(time, z).unwrap();
            case.expect("band_low", band.low, 0.0);
            case.expect("band_high", band.high, 0.0);
        }
    });
}

#[test]
fn log_ranks() {
    each_case("log_rank", |case| {
        let found = log_rank(&ends(case, "first"), &ends(case, "second"));
        let Some(found) = found else {
            assert_eq!(case.text("p"), "", "{case}: no test");
            return;
        };
        // Two curves that are the same to rounding.
        case.expect("chi_square", found.chi_square, 1e-12);
        let [chi_square, p] = ["chi_square", "p"].map(|name| case.number(name));
        if chi_square > 1e-9 && p > VANISHING {
            // What is lost in χ² shows in p as often as χ² is large.
            case.expect("p", found.p, p * chi_square.max(1.0));
        }
    });
}

#[test]
fn effective_bases() {
    each_case("effective_base", |case| {
        let cell = |[score, w, n]: [f64; 3]| Cell {
            score,
            n: n as u64,
            sum_w: n * w,
            sum_w2: n * w * w,
        };
        let cells: Vec<Cell> = case.tuples("cells").into_iter().map(cell).collect();
        let sum = |of: fn(&Cell) -> f64| cells.iter().map(of).sum();
        case.expect_optional("kish", kish(sum(|cell| cell.sum_w), sum(|cell| cell.sum_w2)));
        case.expect_optional("effective", effective_base(&cells));
    });
}

#[test]
fn jackknifed_intervals() {
    each_case("jackknife", |case| {
        let figures = case.numbers("figures");
        let formula = Range {
            low: case.number("from"),
            high: case.number("to"),
        };
        let se = delete_group(&figures).unwrap();
        case.expect("se", se, 0.0);
        let ratio = widening(se, figures.len() as f64, formula, case.number("z"));
        case.expect_range(Some(formula.widened(case.number("point"), ratio)));
    });
}

#[test]
fn adjusted_p_values() {
    each_case("benjamini_hochberg", |case| {
        let found = benjamini_hochberg(&case.numbers("p"));
        let expected = case.numbers("adjusted");
        assert_eq!(found.len(), expected.len(), "{case}");
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(
                (found - expected).abs() <= TOLERANCE * expected,
                "{case}: {found}, expected {expected}"
            );
        }
    });
}

#[test]
fn differing_groups() {
    each_case("heterogeneity", |case| {
        let groups: Vec<Estimate> = case
            .numbers("values")
            .into_iter()
            .zip(case.numbers("errors"))
            .map(|(value, se)| Estimate { value, se })
            .collect();
        let found = heterogeneity(&groups, case.number("z")).unwrap();
        case.expect("q", found.test.q, 0.0);
        case.expect_p(Some(found.test.p));
        case.expect("i2", found.i2, 1.0);
        // To nine digits of the largest error: a τ next to 0 is the root of next to nothing.
        let largest = groups
            .iter()
            .fold(0.0, |largest, group| f64::max(largest, group.se));
        case.expect("tau", found.tau, largest);
        case.expect("low", found.tau_range.low, largest);
        case.expect("high", found.tau_range.high, largest);
    });
}

#[track_caller]
fn expect_weights(case: &Case, name: &str, found: &Importance) {
    case.expect("r_squared", found.r_squared, 0.0);
    let expected = case.numbers(name);
    assert_eq!(found.drivers.len(), expected.len(), "{case}");
    for (driver, expected) in found.drivers.iter().zip(expected) {
        // To nine digits of R², of which they are parts.
        let far = (driver.weight - expected).abs();
        assert!(
            far <= TOLERANCE * found.r_squared,
            "{case}: {name} {driver:?}, expected {expected}"
        );
    }
}

#[test]
fn weights_of_drivers() {
    each_case("drivers", |case| {
        let (under, outcome) = (case.numbers("under"), case.numbers("outcome"));
        let entry = |i: usize, j: usize| if i == j { 1.0 } else { under[i * (i - 1) / 2 + j] };
        let correlations = Correlations::new(Symmetric::from_fn(outcome.len(), entry), outcome).unwrap();
        expect_weights(case, "relative", &relative_weights(&correlations));
        expect_weights(case, "shapley", &shapley(&correlations).unwrap());
    });
}

/// Signals as one digit: 1 outside, 2 eight in a row, 4 three of four, added up.
fn digit(signals: &[Signal]) -> String {
    let sum: u8 = signals
        .iter()
        .map(|signal| match signal {
            Signal::Outside => 1,
            Signal::EightInARow => 2,
            Signal::ThreeOfFour => 4,
        })
        .sum();
    sum.to_string()
}

#[test]
fn control_charts() {
    each_case("control", |case| {
        let values = case
            .text("values")
            .split_whitespace()
            .map(|value| value.parse().ok());
        let periods: Vec<Option<Observation>> = values
            .zip(case.numbers("bases"))
            .map(|(value, base)| value.map(|value| Observation { value, base }))
            .collect();
        let Chart::Limits(found) = chart(&periods) else {
            assert_eq!(case.text("centre"), "", "{case}: no limits");
            return;
        };
        let latest = found.periods.iter().flatten().next_back().unwrap();
        let scale = case.number("low").abs().max(case.number("high").abs());
        case.expect("centre", found.centre, scale);
        case.expect_range(Some(latest.range));
        let widths = found.periods.iter().flatten().map(|judged| judged.range.width());
        case.expect("widest", widths.fold(0.0, f64::max), scale);
        let signals: String = found
            .periods
            .iter()
            .map(|judged| {
                judged
                    .as_ref()
                    .map_or("-".to_owned(), |judged| digit(&judged.signals))
            })
            .collect();
        assert_eq!(signals, case.text("signals"), "{case}");
    });
}
