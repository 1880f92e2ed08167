//! The check numbers of the definitions, and edges.

use super::{close, spans};
use cxpress_stats::benchmark::{self, Benchmark};
use cxpress_stats::impact::impact;
use cxpress_stats::jackknife::{delete_group, design_effect, effective_groups, p_value, ratio, widening};
use cxpress_stats::mean::{Sample, t_interval, welch};
use cxpress_stats::mix::{Chance, Row, Segment, Side, errors, split};
use cxpress_stats::multiple::benjamini_hochberg;
use cxpress_stats::net::{NetShare, adjusted_difference, adjusted_wald, variance};
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::sample::{detectable, detectable_within, needed_per_side};
use cxpress_stats::survival::{At, KaplanMeier, closed_only_median, log_rank};
use cxpress_stats::weights::{Cell, effective_base, kish};
use cxpress_stats::{Range, Z95, finite, invert, mover, normal, paired, shrink};

/// A net share from counts.
fn net(positive: f64, neutral: f64, negative: f64) -> NetShare {
    let n = positive + neutral + negative;
    NetShare {
        positive: positive / n,
        negative: negative / n,
        n,
    }
}

fn net_interval(share: NetShare, z: f64) -> Option<Range> {
    adjusted_wald(share.positive, share.negative, share.n, z)
}

fn net_change(before: NetShare, after: NetShare, z: f64) -> Option<Range> {
    let [old, new] = [before, after].map(|share| share.positive - share.negative);
    Some(mover::difference(
        old,
        net_interval(before, z)?,
        new,
        net_interval(after, z)?,
    ))
}

#[test]
fn net_share() {
    for ([positive, neutral, negative], point, se, low, high) in [
        ([50.0, 30.0, 20.0], 30.0, 7.8102, 14.0511, 44.2013),
        ([58.0, 27.0, 15.0], 43.0, 7.3831, 27.4382, 56.0570),
        ([10.0, 0.0, 0.0], 100.0, 0.0, 47.5036, 100.0),
        ([5.0, 0.0, 5.0], 0.0, 31.6228, -51.1274, 51.1274),
    ] {
        let share = net(positive, neutral, negative);
        close(100.0 * (share.positive - share.negative), point, 1e-12);
        close(
            100.0 * (variance(share.positive, share.negative) / share.n).sqrt(),
            se,
            5e-5,
        );
        spans(net_interval(share, Z95), low / 100.0, high / 100.0, 5e-7);
    }
}

#[test]
fn net_share_change() {
    for (before, after, point, low, high) in [
        ([50.0, 30.0, 20.0], [58.0, 27.0, 15.0], 13.0, -8.068, 33.612),
        ([27.0, 3.0, 0.0], [270.0, 30.0, 0.0], 0.0, -8.192, 23.375),
        ([30.0, 0.0, 0.0], [25.0, 3.0, 2.0], -23.333, -51.276, 2.159),
    ] {
        let [before, after] = [before, after].map(|[p, q, d]| net(p, q, d));
        let raw = (after.positive - after.negative) - (before.positive - before.negative);
        close(100.0 * raw, point, 5e-4);
        spans(net_change(before, after, Z95), low / 100.0, high / 100.0, 5e-6);
        let p = invert::p_value(|z| net_change(before, after, z)).unwrap();
        assert!(p > 0.05 && p <= 1.0, "{p}");
    }
}

#[test]
fn net_share_change_p_is_one_where_every_interval_holds_zero() {
    let change = |z| net_change(net(27.0, 3.0, 0.0), net(270.0, 30.0, 0.0), z);
    assert_eq!(invert::p_value(change), Some(1.0));
}

#[test]
fn adjusted_net_difference() {
    let found = adjusted_difference(net(50.0, 30.0, 20.0), net(58.0, 27.0, 15.0)).unwrap();
    close(found.difference, 13.0 / 103.0, 1e-12);
    close(found.se, 0.076912_f64.hypot(0.073009), 5e-6);
    close(found.p, normal::two_sided(found.difference / found.se), 1e-15);
    assert_eq!(
        adjusted_difference(
            net(1.0, 0.0, 0.0),
            NetShare {
                positive: 0.0,
                negative: 0.0,
                n: 0.0
            }
        ),
        None
    );
}

#[test]
fn share() {
    spans(wilson(0.82, 50.0, Z95), 0.692039, 0.902298, 5e-7);
    spans(wilson(0.0, 10.0, Z95), 0.0, 0.277533, 5e-7);
    spans(wilson(3.0 / 7.0, 7.0, Z95), 0.158220, 0.749542, 5e-7);
    assert_eq!(wilson(0.0, 10.0, Z95).unwrap().low, 0.0);
    assert_eq!(wilson(1.0, 10.0, Z95).unwrap().high, 1.0);
}

#[test]
fn share_difference() {
    for ([x1, n1], [x0, n0], low, high) in [
        ([56.0, 70.0], [48.0, 80.0], 0.052431, 0.333873),
        ([10.0, 10.0], [0.0, 10.0], 0.607509, 1.0),
        ([0.0, 10.0], [0.0, 10.0], -0.277533, 0.277533),
        ([1.0, 1.0], [0.0, 1.0], -0.122109, 1.0),
    ] {
        let interval = |z| newcombe(x0 / n0, n0, x1 / n1, n1, z);
        spans(interval(Z95), low, high, 5e-7);
        let p = invert::p_value(interval).unwrap();
        assert_eq!(p < 0.05, low > 0.0, "the p value {p} and the interval must agree");
    }
}

#[test]
fn share_difference_p() {
    close(
        invert::p_value(|z| newcombe(0.6, 80.0, 0.8, 70.0, z)).unwrap(),
        0.008133,
        5e-7,
    );
    assert_eq!(invert::p_value(|z| newcombe(0.0, 10.0, 0.0, 10.0, z)), Some(1.0));
}

#[test]
fn nothing_is_computed_from_nothing() {
    assert_eq!(wilson(0.0, 0.0, Z95), None);
    assert_eq!(wilson(f64::NAN, 10.0, Z95), None);
    assert_eq!(wilson(1.1, 10.0, Z95), None);
    assert_eq!(newcombe(0.5, 10.0, 0.5, 0.0, Z95), None);
    assert_eq!(adjusted_wald(0.0, 0.0, 0.0, Z95), None);
    assert_eq!(adjusted_wald(0.8, 0.3, 10.0, Z95), None);
    assert_eq!(t_interval(3.0, 1.0, 1.0, Z95), None);
    assert_eq!(t_interval(f64::NAN, 1.0, 5.0, Z95), None);
    assert_eq!(delete_group(&[1.0]), None);
    assert_eq!(delete_group(&[1.0, f64::NAN]), None);
    assert_eq!(kish(0.0, 0.0), None);
    assert_eq!(effective_base(&[]), None);
    assert_eq!(KaplanMeier::fit(&[]), None);
    assert_eq!(
        KaplanMeier::fit(&[At {
            time: 1.0,
            events: 0,
            censored: 0
        }]),
        None
    );
    assert_eq!(closed_only_median(&[]), None);
    assert_eq!(log_rank(&[], &[]), None);
    assert_eq!(split(&[]), None);
    assert_eq!(invert::p_value(|_| None), None);
    assert!(benjamini_hochberg(&[]).is_empty());
}

#[test]
fn means() {
    let before = Sample {
        mean: 7.1,
        sd: 2.3,
        n: 35.0,
    };
    let after = Sample {
        mean: 7.9,
        sd: 1.4,
        n: 42.0,
    };
    spans(
        t_interval(after.mean, after.sd, after.n, Z95),
        7.463729288025283,
        8.336270711974718,
        1e-10,
    );
    spans(
        welch(before, after, Z95),
        -0.09169702253127898,
        1.691697022531279,
        1e-10,
    );
    close(
        invert::p_value(|z| welch(before, after, z)).unwrap(),
        0.07765392191027738,
        1e-9,
    );
}

#[test]
fn means_that_do_not_vary() {
    let [before, after] = [3.0, 4.0].map(|mean| Sample {
        mean,
        sd: 0.0,
        n: 5.0,
    });
    assert_eq!(
        t_interval(3.0, 0.0, 5.0, 50.0),
        Some(Range { low: 3.0, high: 3.0 })
    );
    assert_eq!(welch(before, after, Z95), Some(Range { low: 1.0, high: 1.0 }));
    assert_eq!(invert::p_value(|z| welch(before, after, z)), Some(0.0));
    assert_eq!(invert::p_value(|z| welch(before, before, z)), Some(1.0));
    assert_eq!(welch(before, Sample { n: 1.0, ..after }, Z95), None);
}

#[test]
fn ranges() {
    let range = Range { low: 1.0, high: 5.0 };
    assert_eq!(range.width(), 4.0);
    assert!(range.contains(1.0) && range.contains(5.0) && !range.contains(5.1));
    assert_eq!(range.widened(2.0, 2.0), Range { low: 0.0, high: 8.0 });
    assert_eq!(range.clipped(2.0, 4.0), Range { low: 2.0, high: 4.0 });
    assert_eq!(range.clipped(6.0, 7.0), Range { low: 6.0, high: 6.0 });
    assert_eq!(
        range.widened(1.0, f64::INFINITY),
        Range {
            low: 1.0,
            high: f64::INFINITY
        }
    );
}

#[test]
fn jackknife() {
    // Of equal groups the jackknife of a mean is the standard error of the group means.
    let means = [3.0, 5.0, 4.0, 8.0];
    let leave_out = means.map(|mean| (20.0 - mean) / 3.0);
    close(
        delete_group(&leave_out).unwrap(),
        (14.0_f64 / 3.0 / 4.0).sqrt(),
        1e-12,
    );

    let formula = Range { low: -1.0, high: 1.0 };
    assert_eq!(effective_groups(&[3.0; 32]), 32.0);
    close(effective_groups(&[1.0, 2.0, 3.0, 0.0]), 36.0 / 14.0, 1e-12);
    assert_eq!(effective_groups(&[0.0, 0.0]), 0.0);
    close(widening(1.0, 32.0, formula, Z95), 2.0395134463964, 1e-10);
    assert_eq!(widening(0.1, 32.0, formula, Z95), 1.0);
    assert_eq!(widening(1.0, 32.0, Range { low: 2.0, high: 2.0 }, Z95), 1.0);
    assert_eq!(widening(0.0, 32.0, Range { low: 2.0, high: 2.0 }, Z95), 1.0);
    assert_eq!(widening(1.0, 1.0, formula, Z95), 1.0);
    // Held against half of its variance, twice of it, and none.
    let left_out = [3.0, 5.0, 7.0];
    let variance = delete_group(&left_out).unwrap().powi(2);
    close(design_effect(&left_out, variance / 2.0), 2.0, 1e-12);
    assert_eq!(design_effect(&left_out, 2.0 * variance), 1.0);
    assert_eq!(
        [design_effect(&left_out, 0.0), design_effect(&[3.0], 1.0)],
        [1.0, 1.0]
    );
}

#[test]
fn p_by_the_jackknife() {
    // Student's t of 31 degrees leaves out 0 by its 95 % interval where p is .05, on either side.
    let between = |low, high| Range { low, high };
    close(
        p_value(
            1.0,
            32.0,
            2.0395134463964,
            between(0.0395134463964, 4.0395134463964),
        )
        .unwrap(),
        0.05,
        1e-9,
    );
    close(
        p_value(
            1.0,
            32.0,
            -2.0395134463964,
            between(-4.0395134463964, -0.0395134463964),
        )
        .unwrap(),
        0.05,
        1e-9,
    );
    // Of an arm of 1 towards zero and one of 3 away from it, the error is half; the stretched interval ends at 0.
    let formula = between(0.5, 4.5);
    let stretched = ratio(1.471, 32.0, formula, Z95).unwrap();
    let p = p_value(1.471, 32.0, 1.5, formula).unwrap();
    assert_eq!(formula.widened(1.5, stretched).low > 0.0, p < 0.05);
    assert!((p - 0.05).abs() < 1e-3, "{p}");
    // Far out it says much less than the normal distribution: 6e-5 of four standard errors.
    close(
        p_value(1.0, 32.0, 4.0, between(2.0, 6.0)).unwrap(),
        3.653050535646e-4,
        1e-12,
    );
    assert_eq!(p_value(1.0, 1.0, 4.0, formula), None);
    assert_eq!(p_value(1.0, 32.0, 4.0, between(4.0, 4.0)), None);
}

#[test]
fn p_of_a_widened_interval_is_that_of_the_t_test() {
    let formula = |z: f64| Range {
        low: 2.0 - 0.5 * z,
        high: 2.0 + 0.5 * z,
    };
    let widened = |z| Some(formula(z).widened(2.0, widening(1.0, 32.0, formula(z), z)));
    // scipy.stats.t.sf(2, 31) * 2
    close(invert::p_value(widened).unwrap(), 0.05432721536717571, 1e-9);
}

#[test]
fn weighted_answers() {
    // 30/12/8 answers of weight 1 and 2/3/5 of weight 3.
    let cells = [
        (1.0, 32, 30.0 + 6.0, 30.0 + 18.0),
        (0.0, 15, 12.0 + 9.0, 12.0 + 27.0),
        (-1.0, 13, 8.0 + 15.0, 8.0 + 45.0),
    ]
    .map(|(score, n, sum_w, sum_w2)| Cell {
        score,
        n,
        sum_w,
        sum_w2,
    });
    close(kish(80.0, 140.0).unwrap(), 45.7143, 5e-5);
    let base = effective_base(&cells).unwrap();
    close(base, 42.0906, 5e-5);
    spans(
        adjusted_wald(36.0 / 80.0, 23.0 / 80.0, base, Z95),
        -0.092288,
        0.395664,
        5e-7,
    );
}

#[test]
fn weighted_answers_that_are_all_the_same() {
    let cell = Cell {
        score: 0.1,
        n: 3,
        sum_w: 0.7,
        sum_w2: 0.21,
    };
    let none = Cell {
        score: 0.0,
        n: 0,
        sum_w: 0.0,
        sum_w2: 0.0,
    };
    assert_eq!(effective_base(&[cell, none]), kish(0.7, 0.21));
    // Scores far out and few: the base is Kish's at most, and a number.
    let one = |score| Cell {
        score,
        n: 1,
        sum_w: 1.0,
        sum_w2: 1.0,
    };
    assert_eq!(effective_base(&[one(1.0)]), Some(1.0));
    assert_eq!(effective_base(&[one(1.0), one(0.0)]), Some(1.0));
}

/// Counts per time from pairs (time, 1 = happened).
fn ends(cases: &[(f64, u64)]) -> Vec<At> {
    let mut ends: Vec<At> = Vec::new();
    let mut cases = cases.to_vec();
    cases.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (time, happened) in cases {
        if ends.last().is_none_or(|end| end.time != time) {
            ends.push(At {
                time,
                events: 0,
                censored: 0,
            });
        }
        let end = ends.last_mut().expect("pushed above");
        end.events += happened;
        end.censored += 1 - happened;
    }
    ends
}

fn ten() -> Vec<At> {
    ends(&[
        (2.0, 1),
        (3.0, 1),
        (5.0, 1),
        (5.0, 0),
        (8.0, 1),
        (13.0, 0),
        (21.0, 1),
        (30.0, 0),
        (34.0, 0),
        (60.0, 0),
    ])
}

#[test]
fn curve_of_ten() {
    let curve = KaplanMeier::fit(&ten()).unwrap();
    assert_eq!((curve.n(), curve.events(), curve.steps().len()), (10, 5, 5));
    for (time, survival) in [
        (1.9, 1.0),
        (2.0, 0.9),
        (3.0, 0.8),
        (5.0, 0.7),
        (8.0, 0.5833),
        (21.0, 0.4375),
        (99.0, 0.4375),
    ] {
        close(curve.survival_at(time), survival, 5e-5);
    }
    assert_eq!(curve.percentile(0.5), Some(21.0));
    assert_eq!(curve.percentile(0.9), None);
    assert_eq!(curve.percentile_interval(0.5, Z95), Some((2.0, None)));
    assert_eq!(curve.percentile_interval(0.95, Z95), None);
    assert_eq!(closed_only_median(&ten()), Some(5.0));
    assert_eq!(curve.band_at(1.0, Z95), None);
    assert_eq!(curve.step_at(1.0), None);
}

#[test]
fn curve_where_all_is_over() {
    let data = ends(&[(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 1)]);
    let curve = KaplanMeier::fit(&data).unwrap();
    assert_eq!(curve.percentile(0.5), Some(2.0));
    assert_eq!(curve.percentile(1.0), Some(4.0));
    assert_eq!(
        curve.percentile_interval(0.5, Z95),
        None,
        "fewer than ten at risk"
    );
    assert_eq!(curve.band_at(4.0, Z95), None, "no band where S is 0");
    assert_eq!(curve.steps()[3].greenwood, f64::INFINITY);
    assert_eq!(closed_only_median(&data), Some(2.5));
}

#[test]
fn curve_that_starts_at_zero() {
    let curve = KaplanMeier::fit(&ends(&[(0.0, 1), (0.0, 1), (1.0, 1), (2.0, 0), (5.0, 1)])).unwrap();
    for (time, survival) in [(0.0, 0.6), (1.0, 0.4), (2.0, 0.4), (5.0, 0.0)] {
        close(curve.survival_at(time), survival, 1e-12);
    }
    assert_eq!(curve.percentile(0.5), Some(1.0));
}

#[test]
fn curve_where_nothing_happened() {
    let curve = KaplanMeier::fit(&[At {
        time: 3.0,
        events: 0,
        censored: 12,
    }])
    .unwrap();
    assert_eq!((curve.n(), curve.events(), curve.percentile(0.5)), (12, 0, None));
    assert_eq!(curve.survival_at(3.0), 1.0);
    assert_eq!(curve.percentile_interval(0.5, Z95), None);
    assert_eq!(
        closed_only_median(&[At {
            time: 3.0,
            events: 0,
            censored: 12
        }]),
        None
    );
}

#[test]
fn curve_that_falls_at_once() {
    let curve = KaplanMeier::fit(&[At {
        time: 3.0,
        events: 12,
        censored: 0,
    }])
    .unwrap();
    assert_eq!(
        curve.percentile_interval(0.5, Z95),
        Some((3.0, None)),
        "no band, so the upper end is not reached"
    );
}

#[test]
fn median_is_reached_although_products_miss_one_half() {
    for n in 1..200 {
        let data: Vec<At> = (1..=2 * n)
            .map(|time| At {
                time: time as f64,
                events: 1,
                censored: 0,
            })
            .collect();
        assert_eq!(KaplanMeier::fit(&data).unwrap().percentile(0.5), Some(n as f64));
    }
}

/// Weeks in remission (Freireich and others 1963): 6-MP and placebo.
fn freireich() -> [Vec<At>; 2] {
    let treated = [
        (6.0, 1),
        (6.0, 1),
        (6.0, 1),
        (6.0, 0),
        (7.0, 1),
        (9.0, 0),
        (10.0, 1),
        (10.0, 0),
        (11.0, 0),
        (13.0, 1),
        (16.0, 1),
        (17.0, 0),
        (19.0, 0),
        (20.0, 0),
        (22.0, 1),
        (23.0, 1),
        (25.0, 0),
        (32.0, 0),
        (32.0, 0),
        (34.0, 0),
        (35.0, 0),
    ];
    let placebo = [
        1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
    ]
    .map(|week| (f64::from(week), 1));
    [ends(&treated), ends(&placebo)]
}

#[test]
fn freireich_medians() {
    let [treated, placebo] = freireich().map(|data| KaplanMeier::fit(&data).unwrap());
    assert_eq!(treated.percentile(0.5), Some(23.0));
    assert_eq!(treated.percentile_interval(0.5, Z95), Some((13.0, None)));
    assert_eq!(placebo.percentile(0.5), Some(8.0));
    assert_eq!(placebo.percentile_interval(0.5, Z95), Some((4.0, Some(11.0))));
    spans(
        treated.band_at(23.0, Z95),
        0.18805200595923233,
        0.6801426284952412,
        1e-9,
    );
    spans(
        placebo.band_at(5.0, Z95),
        0.33797695385949306,
        0.7492407099432165,
        1e-9,
    );
    spans(
        placebo.band_at(22.0, Z95),
        0.003324463042531178,
        0.1970449056989461,
        1e-9,
    );
}

#[test]
fn freireich_log_rank() {
    let [treated, placebo] = freireich();
    let test = log_rank(&treated, &placebo).unwrap();
    close(test.chi_square, 16.792940989216547, 1e-9);
    close(test.p, 4.168809109334511e-05, 1e-13);
}

#[test]
fn log_rank_needs_two_groups_at_risk_together() {
    let early = ends(&[(1.0, 1), (2.0, 1)]);
    let none_left = [At {
        time: 0.5,
        events: 0,
        censored: 3,
    }];
    assert_eq!(log_rank(&early, &[]), None);
    assert_eq!(log_rank(&early, &none_left), None);
    let empty_times = [At {
        time: 9.0,
        events: 0,
        censored: 0,
    }];
    assert_eq!(log_rank(&early, &empty_times), None);
}

#[test]
fn false_discovery_rate() {
    let p = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216,
    ];
    let expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057, 0.216, 0.216, 0.216];
    for (found, expected) in benjamini_hochberg(&p).into_iter().zip(expected) {
        close(found, expected, 5e-5);
    }
    assert_eq!(benjamini_hochberg(&[0.04, 0.01]), [0.04, 0.02]);
    assert_eq!(benjamini_hochberg(&[1.0, 1.0]), [1.0, 1.0]);
}

fn both(w0: f64, r0: f64, w1: f64, r1: f64) -> Segment {
    Segment {
        before: Some(Side {
            weight: w0,
            score: r0,
        }),
        after: Some(Side {
            weight: w1,
            score: r1,
        }),
    }
}

#[test]
fn rate_and_mix() {
    let found = split(&[both(0.8, 40.0, 0.6, 42.0), both(0.2, -10.0, 0.4, -6.0)]).unwrap();
    close(found.total, -7.2, 1e-12);
    close(found.rate, 2.6, 1e-12);
    close(found.mix, -9.8, 1e-12);
    close(found.rows[0].mix, -2.92, 1e-12);
    close(found.rows[1].mix, -6.88, 1e-12);
    close(found.rows[0].rate, 1.4, 1e-12);
    close(found.rows[1].rate, 1.2, 1e-12);
}

#[test]
fn rate_and_mix_from_counts() {
    let shares = split(&[both(0.8, 40.0, 0.6, 42.0), both(0.2, -10.0, 0.4, -6.0)]).unwrap();
    let counts = split(&[both(80.0, 40.0, 300.0, 42.0), both(20.0, -10.0, 200.0, -6.0)]).unwrap();
    close(shares.rows[1].mix, counts.rows[1].mix, 1e-12);
    close(shares.rate, counts.rate, 1e-12);
}

#[test]
fn segments_that_enter_and_leave() {
    let side = |weight, score| Some(Side { weight, score });
    let found = split(&[
        both(0.5, 10.0, 0.5, 10.0),
        Segment {
            before: side(0.5, 30.0),
            after: None,
        },
        Segment {
            before: None,
            after: side(0.5, 50.0),
        },
        Segment {
            before: None,
            after: None,
        },
    ])
    .unwrap();
    // Totals 20 and 30, middle 25.
    let mix = [0.0, -2.5, 12.5, 0.0];
    for (row, mix) in found.rows.iter().zip(mix) {
        assert_eq!(*row, Row { rate: 0.0, mix });
    }
    assert_eq!(found.total, 10.0);
    assert_eq!(
        split(&[Segment {
            before: side(1.0, 3.0),
            after: None
        }]),
        None
    );
}

/// Errors of rows, against the derivatives of the split itself. Counts that are Poisson give shares that are multinomial.
#[test]
fn errors_of_rate_and_mix() {
    let side = |weight, score| Some(Side { weight, score });
    let segments = [
        both(80.0, 40.0, 300.0, 42.0),
        both(20.0, -10.0, 200.0, -6.0),
        Segment {
            before: side(50.0, 10.0),
            after: None,
        },
        Segment {
            before: None,
            after: side(60.0, 25.0),
        },
    ];
    let errors_of = |period: usize, at: usize| 1.0 + (2 * at + period) as f64;
    let chances: Vec<[Option<Chance>; 2]> = (0..4)
        .map(|at| {
            let of = |period: usize, side: Option<Side>| {
                let se = errors_of(period, at);
                side.map(|side| Chance {
                    base: side.weight,
                    se,
                })
            };
            [of(0, segments[at].before), of(1, segments[at].after)]
        })
        .collect();
    let found = errors(&segments, &chances).unwrap();
    // Each number of each side up and down a little.
    let nudged = |at: usize, period: usize, by: [f64; 2]| {
        let mut segments = segments;
        let segment = &mut segments[at];
        let side = if period == 0 {
            &mut segment.before
        } else {
            &mut segment.after
        };
        if let Some(side) = side {
            side.weight += by[0];
            side.score += by[1];
        }
        split(&segments).unwrap().rows
    };
    let mut variances = [[0.0; 3]; 4];
    for (at, period) in (0..4).flat_map(|at| [(at, 0), (at, 1)]) {
        let Some(chance) = chances[at][period] else {
            continue;
        };
        for (by, variance) in [([1e-4, 0.0], chance.base), ([0.0, 1e-4], chance.se.powi(2))] {
            let (up, down) = (nudged(at, period, by), nudged(at, period, by.map(|by| -by)));
            for ((sum, up), down) in variances.iter_mut().zip(up).zip(down) {
                let (rate, mix) = ((up.rate - down.rate) / 2e-4, (up.mix - down.mix) / 2e-4);
                for (sum, slope) in sum.iter_mut().zip([rate, mix, rate + mix]) {
                    *sum += slope.powi(2) * variance;
                }
            }
        }
    }
    for (found, variances) in found.iter().zip(variances) {
        for (found, variance) in [found.rate, found.mix, found.sum].into_iter().zip(variances) {
            close(found, variance.sqrt(), 1e-6);
        }
    }
    // Alone, a segment's own change is the total's.
    let alone = errors(
        &[both(50.0, 10.0, 70.0, 12.0)],
        &[[
            Some(Chance { base: 50.0, se: 3.0 }),
            Some(Chance { base: 70.0, se: 4.0 }),
        ]],
    );
    close(alone.unwrap()[0].rate, 5.0, 1e-12);
    assert_eq!(errors(&segments, &[[None; 2]; 4]), None);
}

#[test]
fn answers_needed() {
    for (points, answers) in [(5.0, 3831), (10.0, 958), (15.0, 426), (20.0, 240)] {
        assert_eq!(needed_per_side(0.61e4, points), answers);
        assert_eq!(needed_per_side(0.61, -points / 100.0), answers);
    }
    assert_eq!(needed_per_side(0.0, 0.1), 0);
    assert_eq!(needed_per_side(0.61, 0.0), u64::MAX);
}

#[test]
fn change_that_would_have_shown() {
    let shown = detectable(0.61, 958.0, 0.61, 958.0);
    assert!(shown <= 0.1 && shown > 0.0999, "{shown}");
    assert_eq!(detectable(0.0, 0.0, 0.61, 10.0), f64::INFINITY);
}

#[test]
fn change_that_would_have_shown_by_its_interval() {
    // The same as from the variances, where the interval is made of them.
    let se = (0.61_f64 / 400.0 + 0.5 / 300.0).sqrt();
    for z in [1.0, Z95] {
        let range = Range {
            low: 0.1 - z * se,
            high: 0.1 + z * se,
        };
        close(
            detectable_within(range, z),
            detectable(0.61, 400.0, 0.5, 300.0),
            1e-12,
        );
    }
}

#[test]
fn end_nearest_zero() {
    for (low, high, expected) in [
        (2.0, 5.0, 2.0),
        (-5.0, -2.0, -2.0),
        (-1.0, 3.0, 0.0),
        (0.0, 0.0, 0.0),
    ] {
        assert_eq!(Range { low, high }.nearest_zero(), expected);
    }
}

#[test]
fn pairs() {
    // scipy.stats.ttest_1samp([1, -2, 3, 0, 4, 2], 0)
    spans(
        paired::t_interval(4.0 / 3.0, 14.0 / 3.0, 6.0, Z95),
        -0.9337067539445336,
        3.6003734206112004,
        1e-10,
    );
    assert_eq!(paired::t_interval(1.0, 1.0, 1.0, Z95), None);
    assert_eq!(paired::t_interval(1.0, -1.0, 9.0, Z95), None);
}

#[test]
fn small_population() {
    assert_eq!(finite::correction(75.0, 100.0), Some(0.5));
    assert_eq!(finite::correction(100.0, 100.0), Some(0.0));
    close(finite::correction(10.0, 1e12).unwrap(), 1.0, 1e-10);
    for (n, population) in [
        (0.0, 10.0),
        (11.0, 10.0),
        (0.0, 0.0),
        (1.0, f64::INFINITY),
        (f64::NAN, 9.0),
    ] {
        assert_eq!(finite::correction(n, population), None);
    }
    let range = Range { low: 0.4, high: 0.9 };
    spans(finite::corrected(range, 0.7, 75.0, 100.0), 0.55, 0.8, 1e-12);
    assert_eq!(
        finite::corrected(range, 0.7, 100.0, 100.0),
        Some(Range { low: 0.7, high: 0.7 })
    );
    assert_eq!(finite::corrected(range, 0.7, 101.0, 100.0), None);
}

#[test]
fn means_drawn_together() {
    // Two answers of 5 count less than 50 that average 4.6.
    close(shrink::mean(10.0, 2.0, 4.0, 10.0).unwrap(), 50.0 / 12.0, 1e-12);
    close(shrink::mean(230.0, 50.0, 4.0, 10.0).unwrap(), 4.5, 1e-12);
    assert_eq!(shrink::mean(0.0, 0.0, 4.2, 10.0), Some(4.2));
    assert_eq!(shrink::mean(9.0, 2.0, 4.2, 0.0), Some(4.5));
    assert_eq!(shrink::mean(0.0, 0.0, 4.2, 0.0), None);
    assert_eq!(shrink::mean(f64::NAN, 2.0, 4.2, 10.0), None);
    assert_eq!(shrink::mean(9.0, 2.0, 4.2, -1.0), None);
}

#[test]
fn against_a_target() {
    let range = Range {
        low: 27.0,
        high: 36.0,
    };
    let found = benchmark::difference(30.0, range, Benchmark::fixed(35.0), Z95);
    assert_eq!(found, Range { low: -8.0, high: 1.0 });
}

#[test]
fn against_a_benchmark_that_was_measured() {
    // A share of .8 of 400, normal interval, against .75 of 1200.
    let error = |share: f64, n: f64| share * (1.0 - share) / n;
    let both = (error(0.8, 400.0) + error(0.75, 1200.0)).sqrt();
    let arm = Z95 * error(0.8, 400.0).sqrt();
    let range = Range {
        low: 0.8 - arm,
        high: 0.8 + arm,
    };
    let other = Benchmark::measured(0.75, 0.1875, 1200.0).unwrap();
    let found = benchmark::difference(0.8, range, other, Z95);
    spans(Some(found), 0.05 - Z95 * both, 0.05 + Z95 * both, 1e-12);
    assert_eq!(Benchmark::measured(0.75, 0.1875, 0.0), None);
    assert_eq!(Benchmark::measured(0.75, -1.0, 10.0), None);
    assert_eq!(Benchmark::measured(0.75, f64::NAN, 10.0), None);
}

#[test]
fn impact_of_a_theme() {
    let with = Sample {
        mean: -20.0,
        sd: 80.0,
        n: 50.0,
    };
    let without = Sample {
        mean: 40.0,
        sd: 70.0,
        n: 150.0,
    };
    let found = impact(0.25, 200.0, with, without).unwrap();
    close(found.value, -15.0, 1e-12);
    // 60² · .25 · .75 / 200 + .25² · (128 + 32.6667)
    let se = (3.375_f64 + 10.041_666_666_666_667).sqrt();
    close(found.se, se, 1e-12);
    spans(Some(found.range(Z95)), -15.0 - Z95 * se, -15.0 + Z95 * se, 1e-12);
    // The total less the mean of those without.
    close(found.value, (0.25 * -20.0 + 0.75 * 40.0) - 40.0, 1e-12);
    assert_eq!(impact(0.25, 0.0, with, without), None);
    assert_eq!(impact(1.2, 200.0, with, without), None);
    assert_eq!(impact(0.25, 200.0, Sample { n: 1.0, ..with }, without), None);
}
