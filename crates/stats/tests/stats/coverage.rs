//! How often an interval holds the truth: counted over all outcomes where there are few enough, else by
//! seeded simulation.

use super::random::Random;
use cxpress_stats::control::{Chart, Observation, Signal, chart};
use cxpress_stats::drivers::{Comoments, Correlations, relative_weights};
use cxpress_stats::heterogeneity::{Estimate, heterogeneity};
use cxpress_stats::impact::impact;
use cxpress_stats::jackknife::{delete_group, widening};
use cxpress_stats::link::link;
use cxpress_stats::mean::Sample;
use cxpress_stats::net::adjusted_wald;
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::survival::{At, KaplanMeier};
use cxpress_stats::symmetric::Symmetric;
use cxpress_stats::weights::{Cell, effective_base};
use cxpress_stats::{Range, Z95, normal};

#[track_caller]
fn within(coverage: f64, least: f64, most: f64, what: &str) {
    assert!((least..=most).contains(&coverage), "{what}: coverage {coverage}");
}

fn ln_factorials(n: usize) -> Vec<f64> {
    let mut sums = vec![0.0];
    for k in 1..=n {
        sums.push(sums[k - 1] + (k as f64).ln());
    }
    sums
}

/// Probabilities of 0 … n successes.
fn binomial(n: usize, share: f64) -> Vec<f64> {
    let ln = ln_factorials(n);
    let of =
        |k: usize| ln[n] - ln[k] - ln[n - k] + k as f64 * share.ln() + (n - k) as f64 * (1.0 - share).ln();
    (0..=n).map(|k| of(k).exp()).collect()
}

/// The exact coverage for every second percent with at least 5 expected on each side.
///
/// From 30 answers on it is 92.5 to 97.5 %; with fewer, the steps of a discrete count reach a little
/// farther (92.0 to 97.8 %).
#[test]
fn wilson_covers() {
    for n in (11..60).chain([100, 200]) {
        let (least, most) = if n < 30 { (0.92, 0.98) } else { (0.925, 0.975) };
        for percent in (2..100).step_by(2) {
            let share = f64::from(percent) / 100.0;
            if n as f64 * f64::min(share, 1.0 - share) < 5.0 {
                continue;
            }
            let held = |k: usize| {
                wilson(k as f64 / n as f64, n as f64, Z95).is_some_and(|range| range.contains(share))
            };
            let coverage = binomial(n, share)
                .iter()
                .enumerate()
                .filter(|&(k, _)| held(k))
                .map(|(_, p)| p)
                .sum();
            within(coverage, least, most, &format!("{share} of {n}"));
        }
    }
}

/// The exact coverage of a difference of shares.
fn newcombe_coverage((n0, s0): (usize, f64), (n1, s1): (usize, f64)) -> f64 {
    let (before, after) = (binomial(n0, s0), binomial(n1, s1));
    let (a, b) = (n0 as f64, n1 as f64);
    let mut coverage = 0.0;
    for (k0, p0) in before.iter().enumerate() {
        for (k1, p1) in after.iter().enumerate() {
            let range = newcombe(k0 as f64 / a, a, k1 as f64 / b, b, Z95).expect("two bases");
            if range.contains(s1 - s0) {
                coverage += p0 * p1;
            }
        }
    }
    coverage
}

/// With at least 5 expected on each side, both bases from 30 on.
#[test]
fn newcombe_covers() {
    let sides: Vec<(usize, f64)> = [30, 40, 60, 100]
        .into_iter()
        .flat_map(|n| [0.1, 0.2, 0.3, 0.5, 0.6, 0.8, 0.9].map(|share| (n, share)))
        .filter(|&(n, share)| n as f64 * f64::min(share, 1.0 - share) >= 5.0 - 1e-9)
        .collect();
    for (index, &before) in sides.iter().enumerate() {
        for &after in &sides[index..] {
            let coverage = newcombe_coverage(before, after);
            within(coverage, 0.93, 0.97, &format!("{after:?} less {before:?}"));
        }
    }
}

#[test]
fn net_share_covers() {
    for n in [30, 60] {
        let ln = ln_factorials(n);
        for (positive, negative) in [
            (0.5, 0.2),
            (0.3, 0.3),
            (0.6, 0.1),
            (0.2, 0.6),
            (0.8, 0.05),
            (0.95, 0.02),
            (0.45, 0.45),
        ] {
            let neutral: f64 = 1.0 - positive - negative;
            let total = n as f64;
            let mut coverage = 0.0;
            for p in 0..=n {
                for d in 0..=n - p {
                    let range = adjusted_wald(p as f64 / total, d as f64 / total, total, Z95).unwrap();
                    if range.contains(positive - negative) {
                        let chance = [(p, positive), (d, negative), (n - p - d, neutral)]
                            .iter()
                            .fold(ln[n], |sum, &(k, share): &(usize, f64)| {
                                sum - ln[k] + k as f64 * share.ln()
                            });
                        coverage += chance.exp();
                    }
                }
            }
            let outside_largest = total * (1.0 - f64::max(positive, f64::max(negative, neutral)));
            let most = if outside_largest >= 5.0 { 0.975 } else { 1.0 };
            within(coverage, 0.93, most, &format!("{positive} / {negative} of {n}"));
        }
    }
}

/// The share of runs in which something holds.
fn share_of_runs(runs: u32, seed: u64, mut holds: impl FnMut(&mut Random) -> bool) -> f64 {
    let mut random = Random::seeded(seed);
    let held = (0..runs).filter(|_| holds(&mut random)).count();
    held as f64 / f64::from(runs)
}

/// Waiting times of mean 1, each seen up to a moment between 0 and `seen`.
fn waits(random: &mut Random, cases: usize, seen: f64) -> Vec<At> {
    let one = |_| {
        let (event, censored) = (random.waiting_time(), seen * random.unit());
        let happened = u64::from(event <= censored);
        At {
            time: event.min(censored),
            events: happened,
            censored: 1 - happened,
        }
    };
    let mut ends: Vec<At> = (0..cases).map(one).collect();
    ends.sort_by(|a, b| a.time.total_cmp(&b.time));
    ends
}

fn check_medians(runs: u32) {
    for (cases, seen) in [(40, 6.0), (80, 4.0), (80, 1e9), (200, 2.0)] {
        let coverage = share_of_runs(runs, 7, |random| {
            let curve = KaplanMeier::fit(&waits(random, cases, seen)).expect("some cases");
            let median = std::f64::consts::LN_2;
            curve
                .percentile_interval(0.5, Z95)
                .is_some_and(|(low, high)| low <= median && high.is_none_or(|high| median <= high))
        });
        within(
            coverage,
            0.93,
            0.97,
            &format!("median of {cases} seen up to {seen}"),
        );
    }
}

#[test]
fn median_covers() {
    check_medians(2000);
}

#[test]
#[ignore = "takes long"]
fn median_covers_in_many_runs() {
    check_medians(40_000);
}

/// Respondents of one weight: how often they occur, their weight, shares of positive and negative answers.
type Stratum = (f64, f64, f64, f64);

fn net_share_of(strata: &[Stratum]) -> f64 {
    let weight: f64 = strata.iter().map(|(share, w, ..)| share * w).sum();
    let net = |&(share, w, positive, negative): &Stratum| share * w * (positive - negative);
    strata.iter().map(net).sum::<f64>() / weight
}

/// The cells of a random sample: positive, neutral, negative.
fn weighted_answers(random: &mut Random, strata: &[Stratum], answers: u32) -> [Cell; 3] {
    let mut cells = [1.0, 0.0, -1.0].map(|score| Cell {
        score,
        n: 0,
        sum_w: 0.0,
        sum_w2: 0.0,
    });
    for _ in 0..answers {
        let mut place = random.unit();
        let stratum = strata.iter().find(|(share, ..)| {
            place -= share;
            place < 0.0
        });
        let &(_, w, positive, negative) = stratum.unwrap_or(&strata[0]);
        let u = random.unit();
        let class = usize::from(u >= positive) + usize::from(u >= 1.0 - negative);
        let cell = &mut cells[class];
        cell.n += 1;
        cell.sum_w += w;
        cell.sum_w2 += w * w;
    }
    cells
}

fn check_weighted_net_shares(runs: u32) {
    let scenarios: [(&str, u32, &[Stratum]); 4] = [
        (
            "the dissatisfied weigh three times as much",
            200,
            &[(0.5, 1.0, 0.6, 0.15), (0.5, 3.0, 0.3, 0.5)],
        ),
        (
            "weights have nothing to do with answers",
            190,
            &[
                (0.25, 0.5, 0.5, 0.2),
                (0.25, 1.0, 0.5, 0.2),
                (0.25, 2.0, 0.5, 0.2),
                (0.25, 4.0, 0.5, 0.2),
            ],
        ),
        (
            "a few heavy ones are content",
            250,
            &[(0.8, 1.0, 0.4, 0.3), (0.2, 4.0, 0.75, 0.1)],
        ),
        (
            "hardly anybody is negative",
            250,
            &[(0.5, 1.0, 0.8, 0.05), (0.5, 2.0, 0.7, 0.1)],
        ),
    ];
    for (what, answers, strata) in scenarios {
        let (truth, mut bases) = (net_share_of(strata), 0.0);
        let coverage = share_of_runs(runs, 11, |random| {
            let cells = weighted_answers(random, strata, answers);
            let sum: f64 = cells.iter().map(|cell| cell.sum_w).sum();
            let base = effective_base(&cells).expect("some answers");
            bases += base;
            let range = adjusted_wald(cells[0].sum_w / sum, cells[2].sum_w / sum, base, Z95)
                .expect("shares of a base");
            range.contains(truth)
        });
        let base = bases / f64::from(runs);
        assert!(base >= 100.0, "{what}: the effective base is {base} on average");
        within(coverage, 0.93, 0.98, what);
    }
}

#[test]
fn weighted_net_share_covers() {
    check_weighted_net_shares(2000);
}

#[test]
#[ignore = "takes long"]
fn weighted_net_share_covers_in_many_runs() {
    check_weighted_net_shares(40_000);
}

#[test]
fn widened_interval_covers_clustered_answers() {
    // 32 groups of 10 answers; in each group the share of positive answers differs about one half.
    let mut random = Random::seeded(13);
    let (runs, groups, size) = (1500, 32, 10.0);
    let n = f64::from(groups) * size;
    let (mut plain, mut widened) = (0, 0);
    for _ in 0..runs {
        let positive: Vec<f64> = (0..groups)
            .map(|_| {
                let share = if random.unit() < 0.5 { 0.2 } else { 0.8 };
                (0..10).filter(|_| random.unit() < share).count() as f64
            })
            .collect();
        let all: f64 = positive.iter().sum();
        let leave_out: Vec<f64> = positive.iter().map(|x| (all - x) / (n - size)).collect();
        let formula: Range = wilson(all / n, n, Z95).unwrap();
        let ratio = widening(
            delete_group(&leave_out).unwrap(),
            leave_out.len() as f64,
            formula,
            Z95,
        );
        plain += i32::from(formula.contains(0.5));
        widened += i32::from(formula.widened(all / n, ratio).contains(0.5));
    }
    within(f64::from(widened) / f64::from(runs), 0.93, 0.97, "widened");
    within(
        f64::from(plain) / f64::from(runs),
        0.0,
        0.8,
        "not widened: the clusters must matter",
    );
}

/// Sums of answers by cluster group: how many, and positive less negative.
type Buckets = [(f64, f64); 32];

/// 32 groups of uneven size; the moods of the groups, from 0 to 1, move the answers of each.
fn clustered(random: &mut Random, moods: &[f64; 32], shift: f64) -> Buckets {
    std::array::from_fn(|group| {
        let size = 4 + (group % 8) * 3;
        let positive = 0.15 + 0.5 * moods[group] + shift;
        let negative = 0.55 - 0.5 * moods[group];
        let net = (0..size).map(|_| {
            let u = random.unit();
            f64::from(i8::from(u < positive) - i8::from(u >= 1.0 - negative))
        });
        (size as f64, net.sum())
    })
}

/// The net share without one group, or (`None`) of all.
fn net_without(buckets: &Buckets, group: Option<usize>) -> f64 {
    let rest = buckets
        .iter()
        .enumerate()
        .filter(|&(index, _)| Some(index) != group);
    let (n, net) = rest.fold((0.0, 0.0), |(n, net), (_, bucket)| (n + bucket.0, net + bucket.1));
    net / n
}

/// Customers who answer in both periods: the jackknife knows that they go together, the formula does not.
fn check_clustered_changes(runs: u32) {
    let shift = 0.1;
    let (mut plain, mut points) = (0.0, 0.0);
    let coverage = share_of_runs(runs, 17, |random| {
        let moods: [f64; 32] = std::array::from_fn(|_| random.unit());
        let before = clustered(random, &moods, 0.0);
        // Moods change between the periods, but not wholly.
        let later = moods.map(|mood| 0.5 * mood + 0.5 * random.unit());
        let after = clustered(random, &later, shift);
        let change = |group| net_without(&after, group) - net_without(&before, group);
        let leave_out: Vec<f64> = (0..32).map(|group| change(Some(group))).collect();
        let point = change(None);
        let n: f64 = before.iter().map(|bucket| bucket.0).sum();
        let formula = Range {
            low: point - Z95 * (1.4 / n).sqrt(),
            high: point + Z95 * (1.4 / n).sqrt(),
        };
        let ratio = widening(delete_group(&leave_out).expect("32 groups"), 32.0, formula, Z95);
        plain += f64::from(u8::from(formula.contains(shift)));
        points += point;
        formula.widened(point, ratio).contains(shift)
    });
    let runs = f64::from(runs);
    super::close(points / runs, shift, 0.01);
    within(coverage, 0.93, 0.98, "change, widened");
    within(
        plain / runs,
        0.0,
        0.91,
        "change, not widened: the clusters must matter",
    );
}

#[test]
fn widened_change_covers_clustered_answers() {
    check_clustered_changes(2000);
}

#[test]
#[ignore = "takes long"]
fn widened_change_covers_clustered_answers_in_many_runs() {
    check_clustered_changes(40_000);
}

/// Three drivers with a part in common, and an outcome made of them with these coefficients and as much
/// again that has nothing to do with them.
struct Outcome {
    common: f64,
    coefficients: [f64; 3],
}

impl Outcome {
    fn case(&self, random: &mut Random) -> [f64; 4] {
        let shared = random.normal();
        let driver = |_| self.common.sqrt() * shared + (1.0 - self.common).sqrt() * random.normal();
        let [a, b, c]: [f64; 3] = std::array::from_fn(driver);
        let [x, y, z] = self.coefficients;
        [a, b, c, x * a + y * b + z * c + random.normal()]
    }

    /// The true weights, from the true correlations.
    fn weights(&self) -> Vec<f64> {
        let entry = |i: usize, j: usize| if i == j { 1.0 } else { self.common };
        let covariance = |i: usize| -> f64 { (0..3).map(|j| entry(i, j) * self.coefficients[j]).sum() };
        let explained: f64 = (0..3).map(|i| covariance(i) * self.coefficients[i]).sum();
        let correlations = (0..3).map(|i| covariance(i) / (explained + 1.0).sqrt()).collect();
        weights(
            &Correlations::new(Symmetric::from_fn(3, entry), correlations)
                .expect("correlations of drivers that differ"),
        )
    }
}

fn weights(correlations: &Correlations) -> Vec<f64> {
    let found = relative_weights(correlations);
    found.drivers.iter().map(|driver| driver.weight).collect()
}

/// The jackknife intervals of the weights of 300 cases.
fn weight_ranges(random: &mut Random, outcome: &Outcome) -> Vec<Range> {
    let mut groups = vec![Comoments::new(4); 32];
    for case in 0..300 {
        groups[case % 32].add(&outcome.case(random), 1.0);
    }
    let mut all = Comoments::new(4);
    groups.iter().for_each(|group| all.merge(group));
    let leave_out: Vec<Vec<f64>> = groups
        .iter()
        .map(|group| weights(&all.without(group).correlations().expect("drivers that vary")))
        .collect();
    let range = |(driver, weight): (usize, &f64)| {
        let figures: Vec<f64> = leave_out.iter().map(|weights| weights[driver]).collect();
        let arm = normal::t_critical(Z95, 31.0) * delete_group(&figures).expect("32 groups");
        Range {
            low: weight - arm,
            high: weight + arm,
        }
    };
    weights(&all.correlations().expect("drivers that vary"))
        .iter()
        .enumerate()
        .map(range)
        .collect()
}

fn check_weights_of_drivers(runs: u32) {
    for (common, coefficients) in [(0.2, [0.5, 0.4, 0.3]), (0.6, [0.6, 0.3, 0.2])] {
        let outcome = Outcome { common, coefficients };
        let truth = outcome.weights();
        let mut held = [0.0; 3];
        let mut random = Random::seeded(19);
        for _ in 0..runs {
            for (driver, range) in weight_ranges(&mut random, &outcome).iter().enumerate() {
                held[driver] += f64::from(u8::from(range.contains(truth[driver])));
            }
        }
        for held in held {
            within(held / f64::from(runs), 0.92, 0.97, &format!("weights {truth:?}"));
        }
    }
}

#[test]
fn weights_of_drivers_cover() {
    check_weights_of_drivers(1000);
}

#[test]
#[ignore = "takes long"]
fn weights_of_drivers_cover_in_many_runs() {
    check_weights_of_drivers(20_000);
}

#[test]
fn interval_of_tau_covers() {
    for (tau, groups) in [(0.0, 5), (1.0, 4), (3.0, 6)] {
        let coverage = share_of_runs(2000, 23, |random| {
            let estimate = |group| {
                let se = 0.5 + 0.3 * group as f64;
                let value = 40.0 + tau * random.normal() + se * random.normal();
                Estimate { value, se }
            };
            let estimates: Vec<Estimate> = (0..groups).map(estimate).collect();
            let range = heterogeneity(&estimates, Z95).unwrap().tau_range;
            range.contains(tau)
        });
        // With no τ only the lower end can miss.
        let (least, most) = if tau == 0.0 { (0.965, 0.985) } else { (0.93, 0.97) };
        within(coverage, least, most, &format!("tau {tau} of {groups} groups"));
    }
}

#[test]
fn impact_covers() {
    let (share, with, without) = (0.2, 0.35, 0.6);
    let truth = share * (with - without);
    let coverage = share_of_runs(2000, 29, |random| {
        let mut counts = [[0.0; 2]; 2];
        for _ in 0..400 {
            let theme = random.unit() < share;
            let content = random.unit() < if theme { with } else { without };
            counts[usize::from(theme)][usize::from(content)] += 1.0;
        }
        let [without, with] = counts.map(|[no, yes]: [f64; 2]| {
            let (n, mean) = (no + yes, yes / (no + yes));
            let sd = (mean * (1.0 - mean) * n / (n - 1.0)).sqrt();
            Sample { mean, sd, n }
        });
        let found = impact(with.n / 400.0, 400.0, with, without).unwrap();
        found.range(Z95).contains(truth)
    });
    within(coverage, 0.93, 0.97, "impact");
}

/// Twelve quiet periods of bases that differ tenfold, and a thirteenth: however large its base, it is
/// seldom outside by chance. With limits for all alike, the smallest bases would be so much more often.
#[test]
fn quiet_series_seldom_signal() {
    for latest in [40.0, 150.0, 400.0] {
        let outside = share_of_runs(4000, 31, |random| {
            let bases = (0..12).map(|_| 40.0 + 360.0 * f64::from(u8::from(random.unit() < 0.5)));
            let bases: Vec<f64> = bases.chain([latest]).collect();
            let observe = |base: f64| {
                let value = 30.0 + 80.0 / base.sqrt() * random.normal();
                Some(Observation { value, base })
            };
            let periods: Vec<_> = bases.into_iter().map(observe).collect();
            let Chart::Limits(found) = chart(&periods) else {
                return false;
            };
            let judged = found.periods[12].as_ref().unwrap();
            judged.signals.contains(&Signal::Outside)
        });
        within(
            outside,
            0.001,
            0.025,
            &format!("false signals on a base of {latest}"),
        );
    }
}

/// Series that have nothing to do with each other and scatter, drift, or do both.
#[test]
fn links_are_seldom_found_where_there_are_none() {
    for (periods, drift) in [(25, 0.0), (25, 1.0), (48, 0.0), (48, 0.3)] {
        let covers = share_of_runs(4000, 37, |random| {
            let [one, other] = [0, 1].map(|_| {
                let mut level = 0.0;
                let series = (0..periods).map(|_| {
                    level += drift * random.normal();
                    Some(level + (1.0 - drift) * random.normal())
                });
                series.collect::<Vec<_>>()
            });
            link(&one, &other, 1).unwrap().range(Z95).contains(0.0)
        });
        within(covers, 0.93, 0.97, &format!("{periods} periods, drift {drift}"));
    }
}
