//! The course of a series against plain searches and simulation, and what must hold for all series.

use super::close;
use super::course::MONTHS;
use super::random::Random;
use cxpress_stats::course::{Course, Described, Name, Period, Setting, describe, scan};
use cxpress_stats::normal;
use proptest::prelude::*;

const PENALTY: f64 = 12.0;
const SLOPE_PENALTY: f64 = 5.0;

/// A period of its own base and error; its value is one of few, so that levels and ties occur.
fn period() -> impl Strategy<Value = Period> {
    let value = prop_oneof![(0..8_i32).prop_map(f64::from), 0.0..8.0_f64];
    (value, 0.1..1.0_f64, 20.0..400.0_f64).prop_map(|(value, se, base)| Period {
        position: 0,
        value,
        se,
        base,
    })
}

/// Months without a gap.
fn series(length: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Period>> {
    proptest::collection::vec(period(), length).prop_map(|mut periods| {
        for (position, period) in (0..).zip(&mut periods) {
            period.position = position;
        }
        periods
    })
}

/// Months with gaps, and with bases and errors of any size, also none.
fn rough_series() -> impl Strategy<Value = Vec<Period>> {
    let base = prop_oneof![Just(0.0), Just(1.0), 1.0..1e6_f64];
    let se = prop_oneof![Just(0.0), 1e-9..1e3_f64];
    let value = prop_oneof![Just(0.0), Just(1.0), -1e6..1e6_f64];
    let month = (1..3_i64, value, se, base);
    proptest::collection::vec(month, 0..40).prop_map(|months| {
        let mut position = 0;
        let mut period = |(distance, value, se, base)| {
            position += distance;
            Period {
                position,
                value,
                se,
                base,
            }
        };
        months.into_iter().map(&mut period).collect()
    })
}

fn found(periods: &[Period]) -> Option<Described> {
    match describe(periods, MONTHS) {
        Course::Described(described) => Some(*described),
        Course::TooFew | Course::NoVariation => None,
    }
}

/// Values and weights, for the plain search.
struct Plain {
    values: Vec<f64>,
    weights: Vec<f64>,
}

/// A description and what it costs.
#[derive(Clone, Debug)]
struct Candidate {
    cost: f64,
    starts: Vec<usize>,
    has_line: bool,
}

impl Plain {
    fn of(found: &Described) -> Self {
        let variance = |period: &Period| found.variance / period.base + found.variation.variance;
        Self {
            values: found.periods.iter().map(|period| period.value).collect(),
            weights: found
                .periods
                .iter()
                .map(|period| variance(period).recip())
                .collect(),
        }
    }

    fn sum(&self, start: usize, end: usize, of: impl Fn(usize) -> f64) -> f64 {
        (start..end).map(|place| self.weights[place] * of(place)).sum()
    }

    fn mean(&self, start: usize, end: usize) -> f64 {
        self.sum(start, end, |place| self.values[place]) / self.sum(start, end, |_| 1.0)
    }

    fn squares(&self, start: usize, end: usize) -> f64 {
        let mean = self.mean(start, end);
        self.sum(start, end, |place| (self.values[place] - mean).powi(2))
    }

    /// Every way to cut the first `end` periods into pieces, the cheapest first.
    fn cuts(&self, end: usize) -> Vec<Candidate> {
        let cut = |mask: u32| {
            let starts: Vec<usize> = (0..end)
                .filter(|&place| place == 0 || mask >> (place - 1) & 1 == 1)
                .collect();
            let ends = starts.iter().skip(1).copied().chain([end]);
            let squares: f64 = starts
                .iter()
                .zip(ends)
                .map(|(&start, end)| self.squares(start, end))
                .sum();
            Candidate {
                cost: squares + PENALTY * (starts.len() as f64 - 1.0),
                starts,
                has_line: false,
            }
        };
        let mut cuts: Vec<Candidate> = (0..1_u32 << end.saturating_sub(1)).map(cut).collect();
        cuts.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        cuts
    }

    /// Level at the first period, slope and squares of the line from `start`, by the normal equations.
    fn line(&self, start: usize) -> (f64, f64, f64) {
        let end = self.values.len();
        let step = |place: usize| (place - start) as f64;
        let [s0, s1, s2] = [0, 1, 2].map(|power| self.sum(start, end, |place| step(place).powi(power)));
        let [t0, t1] =
            [0, 1].map(|power| self.sum(start, end, |place| step(place).powi(power) * self.values[place]));
        let determinant = s0 * s2 - s1 * s1;
        let (level, slope) = (
            (s2 * t0 - s1 * t1) / determinant,
            (s0 * t1 - s1 * t0) / determinant,
        );
        let squares = self.sum(start, end, |place| {
            (self.values[place] - level - slope * step(place)).powi(2)
        });
        (level, slope, squares)
    }

    /// Every line at the end, after the best pieces before it, where it is not refused.
    fn lines(&self) -> Vec<Candidate> {
        let end = self.values.len();
        let with_line = |start: usize| {
            let (level, slope, squares) = self.line(start);
            if start == 0 {
                return Some(Candidate {
                    cost: squares + PENALTY,
                    starts: vec![0],
                    has_line: true,
                });
            }
            let mut before = self.cuts(start).swap_remove(0);
            let last = before.starts[before.starts.len() - 1];
            before.starts.push(start);
            let against = (level - self.mean(last, start)) * slope.signum() < -slope.abs();
            (!against).then_some(Candidate {
                cost: before.cost + PENALTY + squares + SLOPE_PENALTY,
                starts: before.starts,
                has_line: true,
            })
        };
        (end.saturating_sub(12)..=end - 4).filter_map(with_line).collect()
    }

    fn all(&self) -> Vec<Candidate> {
        let mut all = self.cuts(self.values.len());
        all.extend(self.lines());
        all.sort_by(|one, other| one.cost.total_cmp(&other.cost));
        all
    }
}

fn starts(found: &Described) -> Vec<usize> {
    let line = found.description.line.iter().map(|line| line.stretch.start);
    found
        .description
        .pieces
        .iter()
        .map(|piece| piece.start)
        .chain(line)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_description_is_cheaper(periods in series(6..11)) {
        let found = found(&periods).unwrap();
        let all = Plain::of(&found).all();
        prop_assert!((found.description.cost - all[0].cost).abs() < 1e-9 * all[0].cost.max(1.0));
        // Where the second best is another, it is that one.
        if all[1].cost - all[0].cost > 1e-9 * all[0].cost.max(1.0) {
            prop_assert_eq!(starts(&found), &*all[0].starts);
            prop_assert_eq!(found.description.line.is_some(), all[0].has_line);
        }
    }
}

proptest! {
    #[test]
    fn everything_is_a_number(periods in rough_series(), own_p in 0.0..=1.0_f64, over: bool) {
        for year in [None, Some(4), Some(12)] {
            let setting = Setting { year, enough: 30.0, last_is_over: over };
            let course = describe(&periods, setting);
            prop_assert_eq!(&course, &describe(&periods, setting));
            let Course::Described(found) = course else { continue };
            prop_assert!(found.description.cost.is_finite() && found.variance > 0.0);
            prop_assert!(found.variation.degrees > 0.0 && found.variation.variance >= 0.0);
            prop_assert!(found.would_have_shown() > 0.0);
            for p in [None, Some(0.0), Some(own_p), Some(1.0)] {
                let judged = found.judge(p);
                prop_assert!((0.0..=1.0).contains(&judged.p) && judged.z_usual >= 0.0 && judged.z_own >= 0.0);
            }
            prop_assert_eq!(found.name().is_some(), found.change.is_some());
            if let Some(change) = &found.change {
                prop_assert!(change.z.is_finite());
                let contrast = change.contrast;
                prop_assert!(contrast.before.start < contrast.before.end);
                prop_assert_eq!(contrast.before.end, contrast.after.start);
                prop_assert_eq!(contrast.after.end, found.periods.len());
            }
            // The pieces and the line hold each period once.
            let starts = starts(&found);
            prop_assert!(starts[0] == 0 && starts.windows(2).all(|pair| pair[0] < pair[1]));
            if found.dates().is_empty() {
                continue;
            }
            let start = found.description.pieces.last().unwrap().start;
            prop_assert!(found.dates().contains(&start));
        }
    }

    #[test]
    fn up_is_down_mirrored(periods in series(6..30), own_p in 0.0..0.1_f64) {
        let mirrored: Vec<Period> = periods.iter().map(|period| Period { value: -period.value, ..*period }).collect();
        let (up, down) = (found(&periods).unwrap(), found(&mirrored).unwrap());
        prop_assert_eq!(up.judge(Some(own_p)), down.judge(Some(own_p)));
        prop_assert_eq!(up.name(), down.name());
        prop_assert_eq!(up.dates(), down.dates());
        let z = |found: &Described| found.change.as_ref().map_or(0.0, |change| change.z);
        prop_assert_eq!(z(&up), -z(&down));
    }

    #[test]
    fn unit_and_calendar_do_not_matter(periods in series(6..30), own_p in 0.0..0.1_f64) {
        let other = |period: &Period| Period {
            position: period.position + 700,
            value: period.value * 64.0,
            se: period.se * 64.0,
            ..*period
        };
        let others: Vec<Period> = periods.iter().map(other).collect();
        let (one, other) = (found(&periods).unwrap(), found(&others).unwrap());
        prop_assert_eq!(one.judge(Some(own_p)), other.judge(Some(own_p)));
        prop_assert_eq!(one.name(), other.name());
        prop_assert_eq!(one.would_have_shown() * 64.0, other.would_have_shown());
    }

    #[test]
    fn a_clearer_difference_is_less_likely(
        weights in proptest::collection::vec(0.01..1.0_f64, 2..24), z in 0.0..7.0_f64, more in 0.01..1.0_f64,
    ) {
        let whole: f64 = weights.iter().sum();
        let mut before = 0.0;
        let shares: Vec<f64> = weights[1..].iter().zip(&weights).map(|(_, weight)| {
            before += weight;
            before / whole
        }).collect();
        let p = scan::p_value(z, &shares);
        prop_assert!((normal::two_sided(z)..=1.0).contains(&p));
        prop_assert!(scan::p_value(z + more, &shares) <= p * (1.0 + 1e-6));
        // More splits, more chances; as far as those that are left out as nearly the same allow.
        prop_assert!(scan::p_value(z, &shares[..1]) <= p + 1e-6);
    }

    #[test]
    fn the_normal_value_of_t_inverts(z in 0.01..20.0_f64, ln_df in 0.0..40.0_f64) {
        let df = ln_df.exp();
        let t = normal::t_critical(z, df);
        prop_assert!((normal::z_of_t(t, df) - z).abs() < 1e-8 * z.max(1.0), "{} {}", t, normal::z_of_t(t, df));
    }
}

/// The chance that the clearest split of a series without a change is `z` or clearer, by simulation.
fn simulated(weights: &[f64], first: usize, z: f64, random: &mut Random, rounds: u32) -> f64 {
    let clearest = |random: &mut Random| {
        // Sums of weight times value have the sums of weights as variances.
        let mut sum = 0.0;
        let sums: Vec<f64> = weights
            .iter()
            .map(|weight| {
                sum += weight.sqrt() * random.normal();
                sum
            })
            .collect();
        let whole: f64 = weights.iter().sum();
        let mut before = 0.0;
        let mut most = 0.0_f64;
        for (place, weight) in weights[..weights.len() - 1].iter().enumerate() {
            before += weight;
            let difference = (sum - sums[place]) / (whole - before) - sums[place] / before;
            let error = (before.recip() + (whole - before).recip()).sqrt();
            if place + 1 >= first {
                most = most.max((difference / error).abs());
            }
        }
        most
    };
    let found = (0..rounds).filter(|_| clearest(random) >= z).count();
    found as f64 / f64::from(rounds)
}

#[test]
#[ignore = "a simulation of some seconds"]
fn chance_of_the_largest_agrees_with_simulation() {
    let rounds = 400_000;
    let mut random = Random::seeded(7);
    let uneven: Vec<f64> = (0..18).map(|place| [300.0, 40.0, 120.0][place % 3]).collect();
    for (weights, first) in [
        (vec![1.0; 6], 3),
        (vec![1.0; 12], 3),
        (vec![1.0; 24], 12),
        (uneven, 6),
    ] {
        let whole: f64 = weights.iter().sum();
        let shares: Vec<f64> = (first..weights.len())
            .map(|split| weights[..split].iter().sum::<f64>() / whole)
            .collect();
        for z in [1.5, 2.5, 3.2] {
            let p = scan::p_value(z, &shares);
            let error = (p * (1.0 - p) / f64::from(rounds)).sqrt();
            close(simulated(&weights, first, z, &mut random, rounds), p, 4.0 * error);
        }
    }
}

#[test]
fn splits_that_nearly_coincide() {
    // Twelve with a correlation of .99 or just under; computed with 192 points.
    let rho: f64 = 0.99 - 1e-9;
    let mut odds = 0.2;
    let shares: Vec<f64> = (0..12)
        .map(|_| {
            odds /= rho * rho;
            odds / (1.0 + odds)
        })
        .collect();
    for (z, p) in [
        (3.0, 0.006106),
        (3.5, 0.001159),
        (4.0, 0.0001732),
        (4.5, 2.03e-5),
        (5.0, 1.864e-6),
    ] {
        close(scan::p_value(z, &shares), p, 5.1e-4 * p);
    }
}

#[test]
fn names_need_a_change() {
    let level: Vec<Period> = (0..12)
        .map(|position| Period {
            position,
            value: f64::from(position as i32 % 2),
            se: 1.0,
            base: 100.0,
        })
        .collect();
    assert_eq!(found(&level).and_then(|found| found.name()), None::<Name>);
}
