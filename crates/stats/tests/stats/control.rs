//! Control limits: check numbers, signals one by one, and edges.

use super::close;
use cxpress_stats::control::{Chart, Judged, Limits, Observation, Signal, chart};
use proptest::prelude::*;

/// A series of equal bases; a value that is no number stands for a gap.
fn series(values: &[f64]) -> Vec<Option<Observation>> {
    let observation = |&value: &f64| (!value.is_nan()).then_some(Observation { value, base: 1.0 });
    values.iter().map(observation).collect()
}

#[track_caller]
fn limits(periods: &[Option<Observation>]) -> Limits {
    match chart(periods) {
        Chart::Limits(limits) => limits,
        other => panic!("no limits: {other:?}"),
    }
}

/// The signals of each period, gaps having none.
fn signals(periods: &[Option<Observation>]) -> Vec<Vec<Signal>> {
    let of = |judged: Option<Judged>| judged.map_or(Vec::new(), |judged| judged.signals);
    limits(periods).periods.into_iter().map(of).collect()
}

const GAP: f64 = f64::NAN;

const QUIET: [f64; 11] = [31.0, 28.0, 33.0, 30.0, 27.0, 34.0, 29.0, 32.0, 30.0, 28.0, 31.0];

#[test]
fn eleven_quiet_periods() {
    let mut periods = series(&QUIET);
    for (latest, expected) in [
        (39.8, vec![]),
        (39.9, vec![Signal::Outside]),
        (20.6, vec![Signal::Outside]),
    ] {
        periods.truncate(11);
        periods.extend(series(&[latest]));
        let found = limits(&periods);
        close(found.centre, 30.2727, 5e-5);
        for judged in found.periods.iter().flatten() {
            close(judged.range.low, 20.6967, 5e-5);
            close(judged.range.high, 39.8487, 5e-5);
        }
        let found = signals(&periods);
        assert!(found[..11].iter().all(Vec::is_empty), "{found:?}");
        assert_eq!(found[11], expected, "{latest}");
    }
}

#[test]
fn three_of_four_at_the_twelfth() {
    let values = [
        20.0, 21.0, 19.0, 20.0, 22.0, 18.0, 20.0, 21.0, 26.0, 20.0, 27.0, 26.0,
    ];
    // The thirteenth has no part in the limits; near the centre it is no signal although three of the four
    // are far out.
    for latest in [GAP, 22.0] {
        let periods = series(&[values.as_slice(), &[latest]].concat());
        let found = limits(&periods);
        let range = found.periods[0].as_ref().unwrap().range;
        close(range.low, 13.9285, 5e-5);
        close(range.high, 29.4048, 5e-5);
        let found = signals(&periods);
        assert_eq!(found[11], [Signal::ThreeOfFour]);
        assert_eq!(
            found.iter().filter(|signals| !signals.is_empty()).count(),
            1,
            "{found:?}"
        );
    }
}

#[test]
fn eight_in_a_row() {
    let low = [9.0, 11.0, 9.0, 11.0, 8.0, 8.0, 9.0, 11.0];
    let high = [10.5, 10.6, 10.4, 10.5, 10.6, 10.5, 10.4, 10.5];
    let found = signals(&series(&[low.as_slice(), &high].concat()));
    // The run begins with the last of the low values.
    assert_eq!(found[13], []);
    assert_eq!(found[14], [Signal::EightInARow]);
    assert_eq!(found[15], [Signal::EightInARow]);

    let broken = [&low[..], &high[..4], &[GAP], &high[4..]].concat();
    assert!(
        signals(&series(&broken)).iter().all(Vec::is_empty),
        "a gap ends a run"
    );
}

#[test]
fn too_few_points() {
    assert_eq!(chart(&[]), Chart::TooFew);
    assert_eq!(chart(&series(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])), Chart::TooFew);
    assert_eq!(
        chart(&series(&[1.0, GAP, 3.0, 4.0, 5.0, 6.0, 2.0])),
        Chart::TooFew
    );
    assert!(matches!(
        chart(&series(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, GAP])),
        Chart::Limits(_)
    ));
    // Six points, no two neighbours: nothing is known of how far it moves.
    let apart = [1.0, GAP, 2.0, GAP, 3.0, GAP, 4.0, GAP, 5.0, GAP, 6.0, 7.0];
    assert_eq!(chart(&series(&apart)), Chart::TooFew);
    // Neighbours that never differ, although the points do.
    let steps = [1.0, 1.0, GAP, 2.0, 2.0, GAP, 3.0, 3.0, 3.0];
    assert_eq!(chart(&series(&steps)), Chart::TooFew);
}

#[test]
fn no_variation_so_far() {
    let same = [0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3];
    for latest in [0.3, 0.9, GAP] {
        let periods = series(&[same.as_slice(), &[latest]].concat());
        assert_eq!(chart(&periods), Chart::Constant { value: 0.3 });
    }
    assert_eq!(chart(&series(&[0.0; 7])), Chart::Constant { value: 0.0 });
}

#[test]
fn no_moving_range_across_a_gap() {
    // Two levels with a gap between: each moves by 1.
    let values = [10.0, 11.0, 10.0, 11.0, GAP, 20.0, 21.0, 20.0, 21.0, 15.0];
    let found = limits(&series(&values));
    close(found.centre, 15.5, 1e-12);
    close(found.periods[0].as_ref().unwrap().range.low, 15.5 - 2.66, 1e-12);
    assert_eq!(found.periods[4], None);
}

#[test]
fn what_is_no_number_is_a_gap() {
    let mut periods = series(&QUIET);
    let with_gap = chart(&[periods.as_slice(), &[None]].concat());
    for (value, base) in [(GAP, 1.0), (f64::INFINITY, 1.0), (30.0, 0.0), (30.0, f64::NAN)] {
        periods.truncate(11);
        periods.push(Some(Observation { value, base }));
        assert_eq!(chart(&periods), with_gap);
    }
}

#[test]
fn small_bases_may_wander_farther() {
    let values = [30.0, 34.0, 29.0, 33.0, 31.0, 28.0, 40.0];
    let bases = [100.0, 100.0, 400.0, 100.0, 400.0, 100.0, 25.0];
    let periods: Vec<_> = values
        .into_iter()
        .zip(bases)
        .map(|(value, base)| Some(Observation { value, base }))
        .collect();
    let found = limits(&periods);
    // By hand: Σbx / Σb of the first six, z = (x − c)·√b.
    let centre = (12500.0 + 24000.0) / 1200.0;
    let z: Vec<f64> = (0..6)
        .map(|i| (values[i] - centre) * f64::sqrt(bases[i]))
        .collect();
    let moving = z.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / 5.0;
    close(found.centre, centre, 1e-12);
    for (judged, base) in found.periods.iter().flatten().zip(bases) {
        close(judged.range.high, centre + 2.66 * moving / base.sqrt(), 1e-12);
        close(judged.range.low, centre - 2.66 * moving / base.sqrt(), 1e-12);
    }
    // On a large base the same latest value would be a signal.
    assert_eq!(signals(&periods)[6], []);
    let mut large = periods;
    large[6] = Some(Observation {
        value: 40.0,
        base: 400.0,
    });
    assert_eq!(signals(&large)[6], [Signal::Outside]);
}

#[test]
fn bases_within_a_quarter_count_as_equal() {
    let even = series(&QUIET);
    let mut uneven = even.clone();
    let base =
        |uneven: &mut Vec<Option<Observation>>, base| uneven[3] = Some(Observation { value: 30.0, base });
    base(&mut uneven, 1.25);
    assert_eq!(chart(&uneven), chart(&even));
    base(&mut uneven, 1.26);
    assert_ne!(chart(&uneven), chart(&even));
}

proptest! {
    #[test]
    fn limits_do_not_depend_on_the_latest(
        values in proptest::collection::vec(-50.0..50.0_f64, 7..30),
        latest in -500.0..500.0_f64,
    ) {
        let mut periods = series(&values);
        let before = limits(&periods);
        *periods.last_mut().unwrap() = Some(Observation { value: latest, base: 1.0 });
        let after = limits(&periods);
        prop_assert_eq!(before.centre, after.centre);
        let last = values.len() - 1;
        prop_assert_eq!(&before.periods[..last], &after.periods[..last]);
        let judged = after.periods[last].as_ref().unwrap();
        prop_assert_eq!(judged.signals.contains(&Signal::Outside), !judged.range.contains(latest));
    }

    #[test]
    fn scaled_limits_are_the_plain_ones_for_equal_bases(
        values in proptest::collection::vec(-50.0..50.0_f64, 7..30),
        base in 0.5..1e6_f64,
    ) {
        // The latest, on another base, turns scaling on; the others must not notice.
        let mut scaled: Vec<_> = values.iter().map(|&value| Some(Observation { value, base })).collect();
        let plain = limits(&scaled);
        scaled.last_mut().unwrap().as_mut().unwrap().base = 4.0 * base;
        let scaled = limits(&scaled);
        let width = |limits: &Limits, period: usize| limits.periods[period].as_ref().unwrap().range.width();
        let last = values.len() - 1;
        for period in 0..last {
            prop_assert!((width(&scaled, period) / width(&plain, period) - 1.0).abs() < 1e-9);
        }
        prop_assert!((2.0 * width(&scaled, last) / width(&plain, last) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn charts_mirror(values in proptest::collection::vec(-9_i32..9, 7..40)) {
        let [up, down] = [1.0, -1.0].map(|sign| {
            let values: Vec<f64> = values.iter().map(|&value| sign * f64::from(value)).collect();
            chart(&series(&values))
        });
        if let (Chart::Limits(up), Chart::Limits(down)) = (up, down) {
            prop_assert!((up.centre + down.centre).abs() < 1e-9);
            for (up, down) in up.periods.iter().flatten().zip(down.periods.iter().flatten()) {
                prop_assert_eq!(&up.signals, &down.signals);
            }
        }
    }
}
