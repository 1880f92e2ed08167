//! Studies over many cells, consistency and drivers: check numbers, laws and refusals.

use super::close;
use cxpress_stats::Z95;
use cxpress_stats::drivers::{
    Comoments, Correlations, Importance, Refusal, Sign, enough_cases, needed_cases, relative_weights, shapley,
};
use cxpress_stats::heterogeneity::{Estimate, cochran_q, heterogeneity};
use cxpress_stats::link::link;
use cxpress_stats::symmetric::Symmetric;
use proptest::prelude::*;

fn estimates(values: &[f64], errors: &[f64]) -> Vec<Estimate> {
    let pairs = values.iter().zip(errors);
    pairs.map(|(&value, &se)| Estimate { value, se }).collect()
}

#[test]
fn channels_that_differ() {
    let channels = estimates(&[42.0, 35.0, 20.0, 38.0, 15.0], &[3.0, 4.0, 5.0, 6.0, 8.0]);
    let found = heterogeneity(&channels, Z95).unwrap();
    close(found.test.q, 20.934169, 5e-7);
    assert_eq!(found.test.df, 4.0);
    close(found.test.p, 0.000326, 5e-7);
    close(found.tau, 9.603783, 5e-7);
    close(found.i2, 0.808925, 5e-7);
    // Own computation with scipy.optimize.brentq.
    close(found.tau_range.low, 4.380331473330722, 1e-9);
    close(found.tau_range.high, 33.387787220304915, 1e-9);
}

#[test]
fn channels_that_do_not_differ() {
    let channels = estimates(&[30.0, 32.0, 29.0, 31.0], &[5.0, 6.0, 4.0, 7.0]);
    let found = heterogeneity(&channels, Z95).unwrap();
    close(found.test.q, 0.192816, 5e-7);
    assert_eq!((found.tau, found.i2), (0.0, 0.0));
    // Closer together than chance would have it in 97.5 % of cases.
    assert_eq!((found.tau_range.low, found.tau_range.high), (0.0, 0.0));
    let wide = heterogeneity(&channels, 3.0).unwrap().tau_range;
    assert!(wide.low == 0.0 && wide.high > 0.0, "{wide:?}");
}

#[test]
fn consistency_needs_three_and_its_test_two() {
    let two = estimates(&[10.0, 16.0], &[3.0, 4.0]);
    let test = cochran_q(&two).unwrap();
    close(test.q, 36.0 / 25.0, 1e-12);
    assert_eq!(heterogeneity(&two, Z95), None);
    assert_eq!(cochran_q(&two[..1]), None);
    for se in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(cochran_q(&estimates(&[1.0, 2.0, 3.0], &[1.0, se, 1.0])), None);
    }
    assert_eq!(cochran_q(&estimates(&[1.0, f64::NAN], &[1.0, 1.0])), None);
}

/// Correlations from the entries under the diagonal, row by row.
fn correlations(under: &[f64], outcome: &[f64]) -> Result<Correlations, Refusal> {
    let entry = |i: usize, j: usize| if i == j { 1.0 } else { under[i * (i - 1) / 2 + j] };
    Correlations::new(Symmetric::from_fn(outcome.len(), entry), outcome.to_vec())
}

#[track_caller]
fn weights(found: &Importance, expected: &[f64], tolerance: f64) {
    assert_eq!(found.drivers.len(), expected.len());
    for (driver, &expected) in found.drivers.iter().zip(expected) {
        close(driver.weight, expected, tolerance);
    }
}

#[test]
fn three_drivers() {
    let three = correlations(&[0.3, 0.2, 0.4], &[0.5, 0.4, 0.3]).unwrap();
    let johnson = relative_weights(&three);
    weights(&johnson, &[0.194176, 0.092717, 0.045429], 5e-7);
    close(johnson.r_squared, 0.332322, 5e-7);
    let exact = shapley(&three).unwrap();
    weights(&exact, &[0.193054, 0.093888, 0.045380], 5e-7);
    close(exact.r_squared, 0.332322, 5e-7);
}

#[test]
fn two_drivers() {
    let two = correlations(&[0.6], &[0.5, 0.4]).unwrap();
    weights(&relative_weights(&two), &[0.1778125, 0.0878125], 1e-12);
    weights(&shapley(&two).unwrap(), &[0.1778125, 0.0878125], 1e-12);
}

#[test]
fn one_driver_explains_the_square_of_its_correlation() {
    let one = correlations(&[], &[-0.3]).unwrap();
    weights(&relative_weights(&one), &[0.09], 1e-15);
    weights(&shapley(&one).unwrap(), &[0.09], 1e-15);
}

#[test]
fn signs_are_those_of_the_correlations() {
    let found = relative_weights(&correlations(&[0.3, 0.2, 0.4], &[-0.5, 0.0, 0.3]).unwrap());
    let signs: Vec<Sign> = found.drivers.iter().map(|driver| driver.sign()).collect();
    assert_eq!(signs, [Sign::Negative, Sign::None, Sign::Positive]);
}

#[test]
fn drivers_that_follow_from_each_other_are_named() {
    let refused = |under: &[f64], outcome: &[f64]| correlations(under, outcome).unwrap_err();
    // The first and the last are the same.
    assert_eq!(
        refused(&[0.3, 1.0, 0.3], &[0.5, 0.4, 0.5]),
        Refusal::Dependent { drivers: vec![0, 2] }
    );
    // The third is the sum of two that have nothing to do with each other; the fourth is free.
    let half = 0.5_f64.sqrt();
    assert_eq!(
        refused(&[0.0, half, half, 0.0, 0.0, 0.0], &[0.3, 0.3, 0.6 * half, 0.2]),
        Refusal::Dependent {
            drivers: vec![0, 1, 2]
        }
    );
    // Nearly the same, and correlations that no cases can have.
    assert!(matches!(
        refused(&[0.9999999], &[0.5, 0.5]),
        Refusal::Dependent { .. }
    ));
    assert!(matches!(
        refused(&[0.9, -0.9, 0.9], &[0.1, 0.1, 0.1]),
        Refusal::Dependent { .. }
    ));
    assert!(correlations(&[0.999], &[0.5, 0.5]).is_ok());
}

#[test]
fn what_are_no_correlations_is_refused() {
    for (under, outcome) in [
        (&[][..], &[][..]),
        (&[0.3], &[0.5, 1.1]),
        (&[1.5], &[0.5, 0.5]),
        (&[f64::NAN], &[0.5, 0.5]),
        (&[0.3], &[0.5, f64::NAN]),
        (&[0.0], &[0.9, 0.9]),
    ] {
        assert_eq!(
            correlations(under, outcome).unwrap_err(),
            Refusal::NotCorrelations
        );
    }
    let diagonal = Symmetric::from_fn(2, |i, j| if i == j { 2.0 } else { 0.1 });
    assert_eq!(
        Correlations::new(diagonal, vec![0.1, 0.1]).unwrap_err(),
        Refusal::NotCorrelations
    );
    let one = Symmetric::from_fn(1, |_, _| 1.0);
    assert_eq!(
        Correlations::new(one, vec![0.1, 0.1]).unwrap_err(),
        Refusal::NotCorrelations
    );
}

#[test]
fn exact_values_stop_at_twelve_drivers() {
    let independent = |drivers: usize| {
        let under = vec![0.0; drivers * (drivers - 1) / 2];
        correlations(&under, &vec![0.25; drivers]).unwrap()
    };
    weights(&shapley(&independent(12)).unwrap(), &[0.0625; 12], 1e-12);
    assert_eq!(
        shapley(&independent(13)).unwrap_err(),
        Refusal::TooMany {
            drivers: 13,
            most: 12
        }
    );
    weights(&relative_weights(&independent(13)), &[0.0625; 13], 1e-12);
}

#[test]
fn cases_needed() {
    assert_eq!([1, 5, 6, 12].map(needed_cases), [50, 50, 60, 120]);
    assert_eq!(enough_cases(60, 6), Ok(()));
    assert_eq!(
        enough_cases(59, 6),
        Err(Refusal::TooFewCases {
            cases: 59,
            needed: 60
        })
    );
}

#[test]
fn refusals_say_what_to_do() {
    for (refusal, remedy) in [
        (
            enough_cases(7, 2).unwrap_err(),
            "7 complete cases are too few, 50 are needed",
        ),
        (
            Refusal::Constant { variable: 3 },
            "variable 3 is the same in every case: drop it",
        ),
        (
            Refusal::Dependent { drivers: vec![0, 2] },
            "[0, 2] follow from each other: drop one",
        ),
        (
            Refusal::TooMany {
                drivers: 13,
                most: 12,
            },
            "use relative weights",
        ),
        (Refusal::NotCorrelations, "use complete cases only"),
    ] {
        assert!(refusal.to_string().contains(remedy), "{refusal}");
    }
}

fn comoments(cases: &[([f64; 3], f64)]) -> Comoments {
    let mut sums = Comoments::new(3);
    for (values, weight) in cases {
        sums.add(values, *weight);
    }
    sums
}

#[test]
fn a_variable_that_does_not_vary_is_named() {
    let cases = [1.0, 2.0, 5.0].map(|value| ([value, 0.1, 2.0 * value], 1.0));
    assert_eq!(
        comoments(&cases).correlations().unwrap_err(),
        Refusal::Constant { variable: 1 }
    );
    assert!(matches!(
        Comoments::new(3).correlations(),
        Err(Refusal::Constant { .. })
    ));
    assert_eq!(
        Comoments::new(0).correlations().unwrap_err(),
        Refusal::NotCorrelations
    );
}

#[test]
fn cases_of_weight_zero_do_not_count() {
    let with = comoments(&[([1.0, 2.0, 3.0], 1.0), ([9.0, 9.0, 9.0], 0.0)]);
    assert_eq!(with, comoments(&[([1.0, 2.0, 3.0], 1.0)]));
}

/// Thirty periods of two series that have something to do with each other.
fn two_series() -> [Vec<Option<f64>>; 2] {
    let one = |t: i32| (7 * t * t + 3 * t) % 23;
    let other = |t: i32| one(t) / 2 + 11 * t % 7;
    [
        (0..30).map(|t| Some(f64::from(one(t)))).collect(),
        (0..30).map(|t| Some(f64::from(other(t)))).collect(),
    ]
}

#[test]
fn series_that_move_together() {
    let [one, other] = two_series();
    let found = link(&one, &other, 1).unwrap();
    // scipy.stats.pearsonr of numpy.diff, and the formulas in NumPy.
    assert_eq!(found.pairs, 29);
    close(found.correlation, 0.7002686106522239, 1e-12);
    close(found.effective_pairs, 22.171527974850786, 1e-9);
    close(found.range(Z95).low, 0.3970962552447552, 1e-9);
    close(found.range(Z95).high, 0.8656499341873299, 1e-9);
    close(found.p(), 0.00014480785878281564, 1e-12);
}

#[test]
fn a_link_needs_two_years_of_differences() {
    let [one, other] = two_series();
    assert!(link(&one[..25], &other[..25], 1).is_some());
    assert_eq!(link(&one[..24], &other[..24], 1), None);
    // A gap in either costs its period and two differences.
    let mut gaps = one.clone();
    gaps[4] = None;
    gaps[5] = Some(f64::NAN);
    let found = link(&gaps, &other, 1).unwrap();
    assert_eq!((found.pairs, link(&other, &gaps, 1).unwrap().pairs), (26, 26));
    let apart: Vec<Option<f64>> = (0..60)
        .map(|t| (t % 2 == 0).then_some(f64::from(t * t % 7)))
        .collect();
    assert_eq!(link(&apart, &apart, 1), None);
}

#[test]
fn series_that_only_drift_have_no_link() {
    let [one, _] = two_series();
    let steady: Vec<Option<f64>> = (0..30).map(|t| Some(0.1 * f64::from(t))).collect();
    assert_eq!(link(&one, &steady, 1), None);
    assert_eq!(link(&steady, &one, 1), None);
    assert_eq!(link(&one, &vec![Some(3.0); 30], 1), None);
}

#[test]
fn a_series_goes_with_itself() {
    let [one, _] = two_series();
    let found = link(&one, &one, 1).unwrap();
    close(found.correlation, 1.0, 1e-12);
    assert!(found.p() < 1e-12 && found.range(Z95).low > 0.99);
}

fn cases() -> impl Strategy<Value = Vec<([f64; 3], f64)>> {
    let case = ([0_i32..11, 0_i32..11, 0_i32..11], 1_u32..4);
    let case = case.prop_map(|(values, weight)| (values.map(f64::from), f64::from(weight)));
    proptest::collection::vec(case, 8..60)
}

/// Correlations as they come out of data: of sums of a common part and a part of its own.
fn any_correlations(most: usize) -> impl Strategy<Value = Correlations> {
    (2..=most)
        .prop_flat_map(|drivers| {
            let row = proptest::collection::vec(-1.0..1.0_f64, drivers + 1);
            proptest::collection::vec(row, 3 * drivers + 4)
        })
        .prop_filter_map("singular", |rows| {
            let mut sums = Comoments::new(rows[0].len());
            for row in rows {
                let common = row[0];
                let values: Vec<f64> = row.iter().map(|value| value + common).collect();
                sums.add(&values, 1.0);
            }
            sums.correlations().ok()
        })
}

/// The correlation the long way: two passes, a case of weight 2 written twice.
fn correlation(cases: &[([f64; 3], f64)], i: usize, j: usize) -> f64 {
    let rows: Vec<[f64; 3]> = cases
        .iter()
        .flat_map(|&(values, weight)| std::iter::repeat_n(values, weight as usize))
        .collect();
    let mean = |i: usize| rows.iter().map(|row| row[i]).sum::<f64>() / rows.len() as f64;
    let means = [mean(0), mean(1), mean(2)];
    let product = |i: usize, j: usize| -> f64 {
        rows.iter()
            .map(|row| (row[i] - means[i]) * (row[j] - means[j]))
            .sum()
    };
    product(i, j) / (product(i, i) * product(j, j)).sqrt()
}

proptest! {
    #[test]
    fn sums_give_the_correlations_of_the_cases(cases in cases()) {
        let Ok(found) = comoments(&cases).correlations() else { return Ok(()) };
        let entries = [correlation(&cases, 0, 2), correlation(&cases, 1, 2)];
        let expected = correlations(&[correlation(&cases, 0, 1)], &entries).unwrap();
        let [found, expected] = [found, expected].map(|correlations| relative_weights(&correlations));
        for (found, expected) in found.drivers.iter().zip(expected.drivers) {
            prop_assert!((found.correlation - expected.correlation).abs() < 1e-9);
            prop_assert!((found.weight - expected.weight).abs() < 1e-7);
        }
    }

    #[test]
    fn sums_can_be_added_and_taken_away(one in cases(), other in cases()) {
        let mut both = comoments(&one);
        both.merge(&comoments(&other));
        prop_assert_eq!(&both, &comoments(&[one.clone(), other.clone()].concat()));
        prop_assert_eq!(both.without(&comoments(&other)), comoments(&one));
    }

    #[test]
    fn weights_split_r_squared(correlations in any_correlations(8)) {
        let (johnson, exact) = (relative_weights(&correlations), shapley(&correlations).unwrap());
        for found in [&johnson, &exact] {
            let sum: f64 = found.drivers.iter().map(|driver| driver.weight).sum();
            prop_assert!((sum - found.r_squared).abs() < 1e-9);
            prop_assert!(found.drivers.iter().all(|driver| driver.weight >= -1e-12));
            prop_assert!((0.0..=1.0 + 1e-9).contains(&found.r_squared));
        }
        if correlations.drivers() == 2 {
            prop_assert!((johnson.drivers[0].weight - exact.drivers[0].weight).abs() < 1e-9);
        }
    }

    #[test]
    fn weights_do_not_mind_order_or_direction(
        r12 in -0.5..0.5_f64,
        r13 in -0.5..0.5_f64,
        r23 in -0.5..0.5_f64,
        r in [-0.4..0.4_f64, -0.4..0.4, -0.4..0.4],
    ) {
        let Ok(plain) = correlations(&[r12, r13, r23], &r) else { return Ok(()) };
        // Third, second, first, the second asked the other way round.
        let turned = correlations(&[-r23, r13, -r12], &[r[2], -r[1], r[0]]).unwrap();
        for (plain, turned) in [
            (relative_weights(&plain), relative_weights(&turned)),
            (shapley(&plain).unwrap(), shapley(&turned).unwrap()),
        ] {
            for (one, other) in plain.drivers.iter().zip(turned.drivers.iter().rev()) {
                prop_assert!((one.weight - other.weight).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn consistency_follows_the_unit(
        values in proptest::collection::vec((-50.0..50.0_f64, 0.1..20.0_f64), 3..12),
        factor in 0.01..100.0_f64,
        shift in -100.0..100.0_f64,
        z in 0.1..4.0_f64,
    ) {
        let plain: Vec<Estimate> = values.iter().map(|&(value, se)| Estimate { value, se }).collect();
        let moved: Vec<Estimate> = plain
            .iter()
            .map(|one| Estimate { value: factor * one.value + shift, se: factor * one.se })
            .collect();
        let (plain, moved) = (heterogeneity(&plain, z).unwrap(), heterogeneity(&moved, z).unwrap());
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * one.abs().max(1e-3);
        prop_assert!(near(plain.test.q, moved.test.q) && near(plain.i2, moved.i2));
        prop_assert!(near(plain.tau * factor, moved.tau));
        prop_assert!(near(plain.tau_range.high * factor, moved.tau_range.high));
        prop_assert!((0.0..=1.0).contains(&plain.i2) && (0.0..=1.0).contains(&plain.test.p));
        prop_assert!(plain.tau_range.low <= plain.tau_range.high);
    }

    #[test]
    fn interval_of_tau_leaves_out_zero_where_the_test_does(
        values in proptest::collection::vec((-50.0..50.0_f64, 0.1..20.0_f64), 3..12),
    ) {
        let groups: Vec<Estimate> = values.iter().map(|&(value, se)| Estimate { value, se }).collect();
        let found = heterogeneity(&groups, Z95).unwrap();
        prop_assert_eq!(found.tau_range.low > 0.0, found.test.p < 0.025);
        let wider = heterogeneity(&groups, Z95 + 0.5).unwrap().tau_range;
        prop_assert!(wider.low <= found.tau_range.low && found.tau_range.high <= wider.high);
    }

    #[test]
    fn links_do_not_mind_order_unit_or_drift(
        values in proptest::collection::vec((-50.0..50.0_f64, -50.0..50.0_f64), 25..60),
        factor in 0.1..10.0_f64,
        drift in -3.0..3.0_f64,
    ) {
        let one: Vec<Option<f64>> = values.iter().map(|&(one, _)| Some(one)).collect();
        let other: Vec<Option<f64>> = values.iter().map(|&(_, other)| Some(other)).collect();
        let moved: Vec<Option<f64>> = (0_u32..)
            .zip(&values)
            .map(|(t, &(_, other))| Some(-factor * other + drift * f64::from(t)))
            .collect();
        let [found, swapped, mirrored] =
            [(&one, &other), (&other, &one), (&one, &moved)].map(|(one, other)| link(one, other, 1).unwrap());
        prop_assert!((found.correlation - swapped.correlation).abs() < 1e-9);
        prop_assert!((found.correlation + mirrored.correlation).abs() < 1e-9);
        prop_assert!((found.effective_pairs - mirrored.effective_pairs).abs() < 1e-6);
        prop_assert!(found.effective_pairs <= found.pairs as f64);
        prop_assert!(found.range(Z95).contains(found.correlation));
        prop_assert_eq!(found.range(Z95).contains(0.0), found.p() >= 0.05);
    }
}
