//! How often an interval holds the truth: counted over all outcomes where there are few enough, else by
//! seeded simulation.

use super::random::Random;
use cxpress_stats::jackknife::{delete_group, widening};
use cxpress_stats::net::adjusted_wald;
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::survival::{At, KaplanMeier};
use cxpress_stats::weights::{Cell, effective_base};
use cxpress_stats::{Range, Z95};

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

#[test]
fn newcombe_covers() {
    for (n0, s0, n1, s1) in [
        (40, 0.5, 60, 0.5),
        (30, 0.3, 50, 0.6),
        (60, 0.9, 50, 0.8),
        (60, 0.1, 60, 0.1),
    ] {
        let mut coverage = 0.0;
        for (k0, p0) in binomial(n0, s0).into_iter().enumerate() {
            for (k1, p1) in binomial(n1, s1).into_iter().enumerate() {
                let (a, b) = (n0 as f64, n1 as f64);
                if newcombe(k0 as f64 / a, a, k1 as f64 / b, b, Z95)
                    .unwrap()
                    .contains(s1 - s0)
                {
                    coverage += p0 * p1;
                }
            }
        }
        within(coverage, 0.93, 0.97, &format!("{s1} of {n1} less {s0} of {n0}"));
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

#[test]
fn median_covers() {
    let mut random = Random::seeded(7);
    let (runs, cases) = (2000, 80);
    let mut held = 0;
    for _ in 0..runs {
        let mut ends: Vec<At> = (0..cases)
            .map(|_| {
                let (event, censored) = (random.waiting_time(), 4.0 * random.unit());
                let happened = u64::from(event <= censored);
                At {
                    time: event.min(censored),
                    events: happened,
                    censored: 1 - happened,
                }
            })
            .collect();
        ends.sort_by(|a, b| a.time.total_cmp(&b.time));
        let curve = KaplanMeier::fit(&ends).unwrap();
        let median = std::f64::consts::LN_2;
        let (low, high) = curve
            .percentile_interval(0.5, Z95)
            .unwrap_or((f64::INFINITY, None));
        held += i32::from(low <= median && high.is_none_or(|high| median <= high));
    }
    within(f64::from(held) / f64::from(runs), 0.93, 0.97, "median");
}

#[test]
fn weighted_net_share_covers() {
    // Weights that go with answers: the dissatisfied weigh three times as much and are rarer to answer.
    let mut random = Random::seeded(11);
    let (runs, answers) = (2000, 200);
    let truth = {
        let mean_of = |f: fn(f64, f64) -> f64| 0.5 * f(1.0, 0.45) + 0.5 * f(3.0, -0.2);
        mean_of(|w, s| w * s) / mean_of(|w, _| w)
    };
    let mut held = 0;
    for _ in 0..runs {
        let mut cells = [1.0, 0.0, -1.0].map(|score| Cell {
            score,
            n: 0,
            sum_w: 0.0,
            sum_w2: 0.0,
        });
        for _ in 0..answers {
            let (w, positive, negative) = if random.unit() < 0.5 {
                (1.0, 0.6, 0.15)
            } else {
                (3.0, 0.3, 0.5)
            };
            let u = random.unit();
            let cell = &mut cells[if u < positive {
                0
            } else if u < 1.0 - negative {
                1
            } else {
                2
            }];
            cell.n += 1;
            cell.sum_w += w;
            cell.sum_w2 += w * w;
        }
        let sum: f64 = cells.iter().map(|cell| cell.sum_w).sum();
        let base = effective_base(&cells).unwrap();
        let range = adjusted_wald(cells[0].sum_w / sum, cells[2].sum_w / sum, base, Z95).unwrap();
        held += i32::from(range.contains(truth));
    }
    within(
        f64::from(held) / f64::from(runs),
        0.93,
        0.98,
        "weighted net share",
    );
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
        let ratio = widening(delete_group(&leave_out).unwrap(), leave_out.len(), formula, Z95);
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
