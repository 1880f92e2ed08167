//! What must hold for all numbers.

use cxpress_stats::mix::{Segment, Side, split};
use cxpress_stats::multiple::benjamini_hochberg;
use cxpress_stats::net::adjusted_wald;
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::survival::{At, KaplanMeier, log_rank};
use cxpress_stats::weights::{Cell, effective_base, kish};
use cxpress_stats::{Range, Z95, benchmark, finite, impact, invert, mean, normal, paired, shrink};
use proptest::prelude::*;

/// A count and what it is a count of.
fn count() -> impl Strategy<Value = (f64, f64)> {
    (1_u32..500).prop_flat_map(|n| (0..=n).prop_map(move |x| (f64::from(x) / f64::from(n), f64::from(n))))
}

fn side() -> impl Strategy<Value = Side> {
    (0.01..10.0, -100.0..100.0).prop_map(|(weight, score)| Side { weight, score })
}

fn segments() -> impl Strategy<Value = Vec<Segment>> {
    let segment = (proptest::option::of(side()), proptest::option::of(side()))
        .prop_map(|(before, after)| Segment { before, after });
    proptest::collection::vec(segment, 1..12)
}

fn ends() -> impl Strategy<Value = Vec<At>> {
    proptest::collection::vec((0_u64..4, 0_u64..4), 1..40).prop_map(|counts| {
        let at = |(time, (events, censored))| At {
            time: time as f64,
            events,
            censored,
        };
        counts.into_iter().enumerate().map(at).collect()
    })
}

proptest! {
    #[test]
    fn wilson_holds_the_share_and_grows_with_z((share, n) in count(), z in 0.0..8.0_f64) {
        let inner = wilson(share, n, z).unwrap();
        let outer = wilson(share, n, z + 0.1).unwrap();
        prop_assert!(inner.contains(share));
        prop_assert!(outer.low <= inner.low && inner.high <= outer.high);
        prop_assert!(outer.low >= 0.0 && outer.high <= 1.0);
    }

    #[test]
    fn wilson_is_symmetric((share, n) in count()) {
        let (range, mirrored) = (wilson(share, n, Z95).unwrap(), wilson(1.0 - share, n, Z95).unwrap());
        prop_assert!((range.low - (1.0 - mirrored.high)).abs() < 1e-12);
    }

    #[test]
    fn newcombe_holds_the_difference_and_swaps_signs((a, m) in count(), (b, n) in count()) {
        let range = newcombe(a, m, b, n, Z95).unwrap();
        let swapped = newcombe(b, n, a, m, Z95).unwrap();
        prop_assert!(range.contains(b - a));
        prop_assert!((range.low + swapped.high).abs() < 1e-12 && (range.high + swapped.low).abs() < 1e-12);
    }

    #[test]
    fn p_agrees_with_the_interval((a, m) in count(), (b, n) in count()) {
        let p = invert::p_value(|z| newcombe(a, m, b, n, z)).unwrap();
        let outside = !newcombe(a, m, b, n, Z95).unwrap().contains(0.0);
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!((p - 0.05).abs() < 1e-6 || outside == (p < 0.05));
    }

    #[test]
    fn net_interval_holds_the_raw_share(n in 2_u32..300, x in 0.0..=1.0_f64, y in 0.0..=1.0_f64) {
        let total = f64::from(n);
        let positive = (x * total).round();
        let negative = (y * (total - positive)).round();
        let range = adjusted_wald(positive / total, negative / total, total, Z95).unwrap();
        let mirrored = adjusted_wald(negative / total, positive / total, total, Z95).unwrap();
        prop_assert!(range.contains((positive - negative) / total));
        prop_assert!(range.low >= -1.0 && range.high <= 1.0);
        prop_assert!((range.low + mirrored.high).abs() < 1e-12);
    }

    #[test]
    fn t_is_wider_than_z_and_back(z in 0.001..30.0_f64, df in 1.0..5000.0_f64) {
        let t = normal::t_critical(z, df);
        prop_assert!(t.is_finite() && t >= z);
        prop_assert!(t >= normal::t_critical(z, df + 1.0) * (1.0 - 1e-9));
    }

    #[test]
    fn welch_swaps_signs(
        a in -5.0..5.0_f64,
        b in -5.0..5.0_f64,
        s in 0.0..3.0_f64,
        m in 2_u32..90,
        n in 2_u32..90,
    ) {
        let [one, other] =
            [(a, s, m), (b, 1.0, n)].map(|(mean, sd, n)| mean::Sample { mean, sd, n: f64::from(n) });
        let (range, swapped) = (mean::welch(one, other, Z95).unwrap(), mean::welch(other, one, Z95).unwrap());
        prop_assert!(range.contains(b - a));
        prop_assert!((range.low + swapped.high).abs() < 1e-9);
    }

    #[test]
    fn adjusted_p_is_monotone_and_not_below_raw(p in proptest::collection::vec(0.0..=1.0_f64, 0..40)) {
        let adjusted = benjamini_hochberg(&p);
        for (i, &raw) in p.iter().enumerate() {
            prop_assert!(adjusted[i] >= raw && adjusted[i] <= 1.0);
            prop_assert!((0..p.len()).all(|j| p[j] < raw || adjusted[j] >= adjusted[i]));
        }
    }

    #[test]
    fn mix_rows_sum_to_the_difference_wherever_zero_is(segments in segments(), shift in -50.0..50.0_f64) {
        let Some(found) = split(&segments) else { return Ok(()) };
        let sum: f64 = found.rows.iter().map(|row| row.rate + row.mix).sum();
        prop_assert!((sum - found.total).abs() < 1e-9);
        prop_assert!((found.rate + found.mix - found.total).abs() < 1e-9);

        let moved = |side: Side| Side { score: side.score + shift, ..side };
        let moved: Vec<Segment> = segments
            .iter()
            .map(|segment| Segment { before: segment.before.map(moved), after: segment.after.map(moved) })
            .collect();
        for (row, moved) in found.rows.iter().zip(split(&moved).unwrap().rows) {
            prop_assert!((row.rate - moved.rate).abs() < 1e-9 && (row.mix - moved.mix).abs() < 1e-9);
        }
    }

    #[test]
    fn effective_base_is_kish_at_most(cells in proptest::collection::vec((1_u64..50, 0.1..5.0_f64), 1..5)) {
        let cells: Vec<Cell> = cells
            .into_iter()
            .enumerate()
            .map(|(score, (n, w))| {
                let count = n as f64;
                Cell { score: score as f64, n, sum_w: count * w, sum_w2: count * w * w }
            })
            .collect();
        let kish = kish(cells.iter().map(|c| c.sum_w).sum(), cells.iter().map(|c| c.sum_w2).sum()).unwrap();
        let base = effective_base(&cells).unwrap();
        prop_assert!(base > 0.0 && base <= kish);
    }

    #[test]
    fn curve_falls_and_its_band_holds_it(data in ends(), p in 0.01..0.99_f64) {
        let Some(curve) = KaplanMeier::fit(&data) else { return Ok(()) };
        prop_assert!(curve.steps().is_sorted_by(|a, b| a.survival > b.survival));
        for step in curve.steps() {
            let band = step.band(Z95);
            prop_assert_eq!(band.is_none(), step.survival == 0.0);
            let fits = |band: Range| band.contains(step.survival) && band.low >= 0.0 && band.high <= 1.0;
            prop_assert!(band.is_none_or(fits));
        }
        if let (Some(point), Some((low, high))) = (curve.percentile(p), curve.percentile_interval(p, Z95)) {
            prop_assert!(low <= point && high.is_none_or(|high| point <= high));
        }
    }

    #[test]
    fn curve_without_censoring_is_the_share_left(times in proptest::collection::vec(0_u64..5, 1..40)) {
        let at = |(t, &events): (usize, &u64)| At { time: t as f64, events, censored: 0 };
        let data: Vec<At> = times.iter().enumerate().map(at).collect();
        let Some(curve) = KaplanMeier::fit(&data) else { return Ok(()) };
        let mut left = curve.n();
        for at in &data {
            left -= at.events;
            prop_assert!((curve.survival_at(at.time) - left as f64 / curve.n() as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn log_rank_does_not_mind_the_order(one in ends(), other in ends()) {
        let (found, swapped) = (log_rank(&one, &other), log_rank(&other, &one));
        prop_assert_eq!(found.is_some(), swapped.is_some());
        if let (Some(found), Some(swapped)) = (found, swapped) {
            prop_assert!((found.chi_square - swapped.chi_square).abs() < 1e-9 * found.chi_square.max(1.0));
            prop_assert!((0.0..=1.0).contains(&found.p));
        }
    }

    #[test]
    fn a_small_population_narrows(
        point in -1.0..1.0_f64,
        down in 0.0..1.0_f64,
        up in 0.0..1.0_f64,
        n in 1_u32..500,
        more in 0_u32..5000,
    ) {
        let range = Range { low: point - down, high: point + up };
        let population = f64::from(n + more);
        let narrowed = finite::corrected(range, point, f64::from(n), population).unwrap();
        prop_assert!(narrowed.contains(point) && narrowed.width() <= range.width() + 1e-15);
        let larger = finite::corrected(range, point, f64::from(n), 2.0 * population).unwrap();
        prop_assert!(larger.width() >= narrowed.width());
    }

    #[test]
    fn shrunk_mean_lies_between(
        mean in -5.0..5.0_f64,
        centre in -5.0..5.0_f64,
        n in 0.0..1e6_f64,
        m in 0.001..1e3_f64,
    ) {
        let found = shrink::mean(mean * n, n, centre, m).unwrap();
        prop_assert!(found >= mean.min(centre) - 1e-9 && found <= mean.max(centre) + 1e-9);
        let more = shrink::mean(mean * 2.0 * n, 2.0 * n, centre, m).unwrap();
        prop_assert!((more - mean).abs() <= (found - mean).abs() + 1e-9);
    }

    #[test]
    fn pairs_swap_signs_and_more_of_them_say_more(
        difference in -5.0..5.0_f64,
        variance in 0.01..9.0_f64,
        n in 2_u32..200,
    ) {
        let pairs = |difference, n| paired::t_interval(difference, variance, f64::from(n), Z95).unwrap();
        let (found, swapped) = (pairs(difference, n), pairs(-difference, n));
        prop_assert!(found.contains(difference));
        prop_assert!((found.low + swapped.high).abs() < 1e-9);
        prop_assert!(pairs(difference, n + 1).width() < found.width());
    }

    #[test]
    fn a_measured_benchmark_is_less_sure_than_a_target(
        share in 0.0..=1.0_f64,
        n in 1.0..900.0_f64,
        other in 0.0..=1.0_f64,
        base in 1.0..900.0_f64,
    ) {
        let range = wilson(share, n, Z95).unwrap();
        let [fixed, measured] = [
            benchmark::Benchmark::fixed(other),
            benchmark::Benchmark::measured(other, other * (1.0 - other), base).unwrap(),
        ].map(|benchmark| benchmark::difference(share, range, benchmark, Z95));
        prop_assert!(fixed.contains(share - other));
        prop_assert!(measured.low <= fixed.low && fixed.high <= measured.high);
    }

    #[test]
    fn impact_is_what_the_total_would_gain(
        with in -9.0..9.0_f64,
        without in -9.0..9.0_f64,
        m in 2_u32..200,
        n in 2_u32..200,
    ) {
        let [one, other] =
            [(with, m), (without, n)].map(|(mean, n)| mean::Sample { mean, sd: 1.0, n: f64::from(n) });
        let total = one.n + other.n;
        let share = one.n / total;
        let found = impact::impact(share, total, one, other).unwrap();
        let mean = (one.n * with + other.n * without) / total;
        prop_assert!((found.value - (mean - without)).abs() < 1e-9);
        prop_assert!(found.se > 0.0 && found.range(Z95).contains(found.value));
    }

    #[test]
    fn chi_square_range_holds_its_level(z in 0.0..6.0_f64, df in 1_u32..60) {
        let df = f64::from(df);
        let range = normal::chi_square_range(z, df);
        let inside = normal::chi_square_tail(range.low, df) - normal::chi_square_tail(range.high, df);
        prop_assert!((inside - (1.0 - normal::two_sided(z))).abs() < 1e-9);
    }
}
