//! The course of a series: too few, no variation, gaps, steps, and what would have shown.

use super::close;
use super::course::{MONTHS, described, share_period};
use cxpress_stats::course::{Course, Name, Period, Setting, Shape, describe};
use cxpress_stats::sample::detectable_among;

/// Values with a standard error of 1 and a base of 100, at these places of the calendar.
fn at(places: &[(i64, f64)]) -> Vec<Period> {
    let period = |&(position, value): &(i64, f64)| Period {
        position,
        value,
        se: 1.0,
        base: 100.0,
    };
    places.iter().map(period).collect()
}

/// The same, month by month.
fn monthly(values: &[f64]) -> Vec<Period> {
    let places: Vec<(i64, f64)> = (0..).zip(values.iter().copied()).collect();
    at(&places)
}

#[test]
fn too_few_periods_or_answers() {
    assert_eq!(describe(&[], MONTHS), Course::TooFew);
    assert_eq!(describe(&monthly(&[50.0; 5]), MONTHS), Course::TooFew);
    assert!(matches!(
        describe(&monthly(&[50.0; 6]), MONTHS),
        Course::Described(_)
    ));
    // The last three rest on 27, those before on 300.
    let small =
        |months: std::ops::Range<i64>, n: f64| months.map(move |month| share_period(month, n / 3.0, n));
    let thin_end: Vec<Period> = small(0..3, 99.0).chain(small(3..6, 9.0)).collect();
    assert_eq!(describe(&thin_end, MONTHS), Course::TooFew);
    let thin_start: Vec<Period> = small(0..3, 9.0).chain(small(3..6, 99.0)).collect();
    assert_eq!(describe(&thin_start, MONTHS), Course::TooFew);
    let events = Setting {
        enough: 10.0,
        ..MONTHS
    };
    assert!(matches!(describe(&thin_end, events), Course::Described(_)));
}

#[test]
fn a_period_without_a_base_is_a_gap() {
    let mut periods = monthly(&[50.0, 51.0, 49.0, 50.0, 51.0, 49.0, 50.0]);
    periods[2].base = 0.0;
    periods[2].value = f64::NAN;
    assert_eq!(described(&periods).periods.len(), 6);
    periods[3].se = f64::NAN;
    assert_eq!(describe(&periods, MONTHS), Course::TooFew);
    // The month reported on must be there.
    let mut periods = monthly(&[50.0; 12]);
    periods[11].base = 0.0;
    assert_eq!(describe(&periods, MONTHS), Course::TooFew);
}

#[test]
fn nothing_varies() {
    let mut periods = monthly(&[4.0; 12]);
    for period in &mut periods {
        period.se = 0.0;
    }
    assert_eq!(describe(&periods, MONTHS), Course::NoVariation);
    periods[11].value = 5.0;
    assert_eq!(describe(&periods, MONTHS), Course::NoVariation);
    // Equal values with an error are a level.
    let found = described(&monthly(&[4.0; 12]));
    assert_eq!((found.change.as_ref(), found.description.pieces.len()), (None, 1));
    assert_eq!(found.variation.ratio, 1.0);
}

#[test]
fn only_the_last_twenty_four_periods_take_part() {
    let values: Vec<f64> = (0..60)
        .map(|month| if month < 30 { 80.0 } else { 50.0 })
        .collect();
    let found = described(&monthly(&values));
    assert_eq!(found.periods.len(), 24);
    assert_eq!(found.periods[0].position, 36);
    assert_eq!(found.change, None);
}

#[test]
fn an_old_change_is_none() {
    for (lasts, is_told) in [(12, true), (13, false)] {
        let values = [vec![50.0; 8], vec![40.0; lasts]].concat();
        assert_eq!(described(&monthly(&values)).change.is_some(), is_told, "{lasts}");
    }
}

#[test]
fn twelve_periods_are_those_of_the_calendar() {
    // The same values; in the second series three months are missing after the change.
    let values = [[50.0; 8].as_slice(), &[40.0; 10]].concat();
    assert!(described(&monthly(&values)).change.is_some());
    let late = |place: usize| if place < 12 { 0 } else { 3 };
    let places: Vec<(i64, f64)> = (0..18)
        .map(|place| (place as i64 + late(place), values[place]))
        .collect();
    assert_eq!(described(&at(&places)).change, None);
}

#[test]
fn a_change_after_a_gap_may_be_older() {
    let values = [(0, 50.0), (1, 51.0), (2, 49.0), (3, 50.0), (4, 51.0), (5, 50.0)];
    for (gap, follows) in [(0, false), (2, true)] {
        let low = [(6 + gap, 40.0), (7 + gap, 41.0), (8 + gap, 40.0)];
        let found = described(&at(&[values.as_slice(), &low].concat()));
        assert_eq!(found.dates(), [6]);
        assert_eq!(found.follows_a_gap(6), follows);
        // Six and three values: five and two pairs of neighbours within the pieces.
        assert_eq!(found.variation.neighbours, 7);
    }
    // No moving range across a gap within a piece.
    let found = described(&at(&[
        (0, 50.0),
        (1, 51.0),
        (2, 49.0),
        (4, 50.0),
        (5, 51.0),
        (6, 50.0),
    ]));
    assert_eq!(found.variation.neighbours, 4);
}

#[test]
fn a_year_ago_is_twelve_periods_of_the_calendar() {
    // Low from July to September in both years; February of the first year is missing.
    let low = |month: i64| (6..=8).contains(&(month % 12));
    let value = |month: i64| if low(month) { 40.0 } else { 50.0 };
    let months: Vec<(i64, f64)> = (0..21)
        .filter(|&month| month != 1)
        .map(|month| (month, value(month)))
        .collect();
    let found = described(&at(&months));
    assert_eq!(found.name(), Some(Name::AsAYearAgo));
    let year = found.year_before().expect("a year before");
    assert_eq!(
        (year.difference, year.same_level, year.same_move),
        (0.0, true, Some(true))
    );
    // Two of the three counterparts missing: under half.
    let months: Vec<(i64, f64)> = months
        .into_iter()
        .filter(|&(month, _)| month != 6 && month != 7)
        .collect();
    let found = described(&at(&months));
    assert_eq!(found.year_before(), None);
    assert_ne!(found.name(), Some(Name::AsAYearAgo));
}

#[test]
fn a_step_in_a_month_that_is_not_over() {
    let values = [[60.0; 8].as_slice(), &[52.0; 3], &[40.0]].concat();
    let found = described(&monthly(&values));
    let change = found.change.as_ref().expect("a change");
    assert_eq!(change.shape, Shape::Since { start: 11, steps: 2 });
    let so_far = Setting {
        last_is_over: false,
        ..MONTHS
    };
    let Course::Described(found) = describe(&monthly(&values), so_far) else {
        panic!("no description");
    };
    let change = found.change.as_ref().expect("a change");
    assert_eq!((change.shape, change.contrast.before.start), (Shape::Month, 8));
}

#[test]
fn sides_that_cannot_be_compared() {
    let values = [[50.0; 8].as_slice(), &[40.0; 3]].concat();
    let found = described(&monthly(&values));
    assert!(found.judge(Some(1e-9)).p < 1e-6);
    assert_eq!(found.judge(None).p, 1.0);
    assert_eq!(found.judge(Some(1.0)).p, 1.0);
    assert_eq!(found.judge(Some(0.0)).z_own, f64::INFINITY);
    // A last month of 20 answers, after a month of 300.
    let month = |position: i64, share: f64, n: f64| share_period(position, (share * n).round(), n);
    let mut periods: Vec<Period> = (0..11).map(|position| month(position, 0.8, 300.0)).collect();
    periods.push(month(11, 0.1, 20.0));
    let found = described(&periods);
    assert_eq!(
        found.change.as_ref().map(|change| change.shape),
        Some(Shape::Month)
    );
    assert_eq!(found.judge(Some(1e-9)).p, 1.0);
}

#[test]
fn a_v_is_no_rise() {
    let values = [50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 20.0, 30.0, 40.0, 50.0];
    let found = described(&monthly(&values));
    assert_eq!(found.description.line, None);
}

#[test]
fn a_long_level_is_held_against_nine_periods() {
    let values = [[60.0; 4].as_slice(), &[50.0; 20]].concat();
    let found = described(&monthly(&values));
    let steady = found.steady().expect("a level of twenty months");
    assert_eq!((steady.before.start, steady.after.start), (12, 21));
    let short = described(&monthly(&[[60.0; 8].as_slice(), &[50.0; 5]].concat()));
    assert_eq!(short.steady(), None);
}

#[test]
fn would_have_shown_among_others() {
    // The critical values at .025 and at .025 / 7, two-sided.
    close(detectable_among(1, 0.025, 1.0), 2.241403 + 0.841621, 1e-6);
    close(detectable_among(7, 0.025, 2.0), 2.0 * (2.913726 + 0.841621), 5e-6);
    assert_eq!(detectable_among(0, 0.025, 1.0), detectable_among(1, 0.025, 1.0));
}
