//! How often a course has a word: where nothing changed, where something did, and by which name.
//!
//! Held to tables of an independent program, to 3 points: twice the sum of both standard errors.

use super::course::{MONTHS, share_period};
use super::random::Random;
use cxpress_stats::course::{Contrast, Course, Described, Name, Period, describe};
use cxpress_stats::{invert, normal, proportion};

/// A word in a family of seven with six that did not change, and seven more of the year before: the first
/// step of Benjamini and Hochberg.
const WORD: f64 = 0.025 / 14.0;

/// What the tables allow.
const TOLERANCE: f64 = 0.03;

/// Months before a change.
const HISTORY: usize = 20;

#[track_caller]
fn near(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= TOLERANCE,
        "{what}: {found}, expected {expected}"
    );
}

/// The error of a month of `n` answers, in points, where seven of ten say yes.
fn points(n: f64) -> f64 {
    100.0 * (0.21 / n).sqrt()
}

/// Months that vary by chance alone about these levels, whose error is known.
fn normal_months(levels: &[f64], se: f64, random: &mut Random) -> Vec<Period> {
    let month = |(position, level): (i64, &f64)| Period {
        position,
        value: level + se * random.normal(),
        se,
        base: 300.0,
    };
    (0..).zip(levels).map(month).collect()
}

/// Months of `n` answers each, of which these shares say yes.
fn counted_months(shares: &[f64], n: u32, random: &mut Random) -> Vec<Period> {
    let month = |(position, &share): (i64, &f64)| {
        let yes = (0..n).filter(|_| random.unit() < share).count();
        share_period(position, yes as f64, f64::from(n))
    };
    (0..).zip(shares).map(month).collect()
}

/// The p value of a difference of values whose error is known: of its two sides, by chance alone.
fn known_error_p(found: &Described, contrast: Contrast) -> f64 {
    let mean = |side: &[Period]| side.iter().map(|period| period.value).sum::<f64>() / side.len() as f64;
    let sides = [contrast.before, contrast.after].map(|side| &found.periods[side.start..side.end]);
    let [before, after] = sides;
    let error = before[0].se * ((before.len() as f64).recip() + (after.len() as f64).recip()).sqrt();
    normal::two_sided((mean(after) - mean(before)) / error)
}

/// The p value of a difference of shares, by Newcombe's method.
fn newcombe_p(found: &Described, contrast: Contrast) -> f64 {
    let pooled = |start: usize, end: usize| {
        let periods = &found.periods[start..end];
        let n: f64 = periods.iter().map(|period| period.base).sum();
        let yes: f64 = periods.iter().map(|period| period.base * period.value).sum();
        ((yes / n).clamp(0.0, 1.0), n)
    };
    let (before, m) = pooled(contrast.before.start, contrast.before.end);
    let (after, n) = pooled(contrast.after.start, contrast.after.end);
    invert::p_value(|z| proportion::newcombe(before, m, after, n, z)).expect("two bases")
}

/// The name of a course whose p value is a word.
fn word(periods: &[Period], own_p: impl Fn(&Described, Contrast) -> f64) -> Option<Name> {
    let Course::Described(found) = describe(periods, MONTHS) else {
        panic!("no description");
    };
    let change = found.change.as_ref()?;
    let p = found.judge(Some(own_p(&found, change.contrast))).p;
    found.name().filter(|_| p <= WORD)
}

/// How often something holds of so many series.
fn rate(rounds: u32, mut holds: impl FnMut() -> bool) -> f64 {
    let held = (0..rounds).filter(|_| holds()).count();
    held as f64 / f64::from(rounds)
}

/// A level of 70 points, and what follows it.
fn after_history(changes: &[f64]) -> Vec<f64> {
    [
        vec![70.0; HISTORY],
        changes.iter().map(|change| 70.0 + change).collect(),
    ]
    .concat()
}

/// The levels of months, of which so many differ by a size.
type Levels = fn(f64, usize) -> Vec<f64>;

/// So many months of a fall of `size` points that stays.
fn fall(size: f64, months: usize) -> Vec<f64> {
    after_history(&vec![-size; months])
}

/// So many months of a fall by `size` points a month.
fn drift(size: f64, months: usize) -> Vec<f64> {
    let steps: Vec<f64> = (1..=months).map(|month| -size * month as f64).collect();
    after_history(&steps)
}

#[test]
#[ignore = "a simulation of some seconds"]
fn nothing_changed() {
    let mut random = Random::seeded(1);
    for (months, expected) in [(6, 0.001), (12, 0.003), (18, 0.002), (24, 0.003), (36, 0.002)] {
        let found = rate(10_000, || {
            let months = normal_months(&vec![70.0; months], 1.0, &mut random);
            word(&months, known_error_p).is_some()
        });
        // Three standard errors of either program.
        assert!(
            (found - expected).abs() <= 0.003,
            "{months} months: {found}, expected {expected}"
        );
    }
}

#[test]
#[ignore = "a simulation of some seconds"]
fn nothing_changed_in_counts() {
    let mut random = Random::seeded(2);
    for (share, n) in [(0.5, 20), (0.9, 60), (0.97, 150), (0.7, 300)] {
        let found = rate(3000, || {
            let months = counted_months(&[share; 18], n, &mut random);
            word(&months, newcombe_p).is_some()
        });
        // At most .0043 in the table; three standard errors on top.
        assert!(found <= 0.0043 + 0.0036, "{share} of {n}: {found}");
    }
}

#[test]
#[ignore = "a simulation of some seconds"]
fn changes_that_are_found() {
    let mut random = Random::seeded(3);
    // Where 150 answers meet a drift of 6 in month 2 or a fall of 15 in month 1, the table has .26 and .38: the
    // scalar reference of the same method finds .285 and .414 in 4,000 series.
    let rows: [(Levels, f64, usize, [f64; 3]); 15] = [
        (drift, 2.0, 3, [0.04, 0.14, 0.42]),
        (drift, 2.0, 4, [0.15, 0.47, 0.86]),
        (drift, 2.0, 6, [0.71, 0.96, 1.0]),
        (drift, 4.0, 2, [0.06, 0.24, 0.62]),
        (drift, 4.0, 3, [0.40, 0.81, 0.99]),
        (drift, 4.0, 4, [0.84, 0.99, 1.0]),
        (drift, 6.0, 2, [0.285, 0.70, 0.95]),
        (drift, 6.0, 3, [0.87, 0.99, 1.0]),
        (fall, 5.0, 3, [0.06, 0.20, 0.59]),
        (fall, 5.0, 6, [0.18, 0.52, 0.89]),
        (fall, 10.0, 1, [0.07, 0.33, 0.78]),
        (fall, 10.0, 2, [0.34, 0.78, 0.98]),
        (fall, 10.0, 3, [0.59, 0.93, 1.0]),
        (fall, 10.0, 6, [0.89, 0.99, 1.0]),
        (fall, 15.0, 1, [0.414, 0.83, 0.99]),
    ];
    for (kind, size, month, expected) in rows {
        let levels = kind(size, month);
        for (n, expected) in [150.0, 300.0, 600.0].into_iter().zip(expected) {
            let found = rate(6000, || {
                let months = normal_months(&levels, points(n), &mut random);
                word(&months, known_error_p).is_some()
            });
            near(found, expected, &format!("{levels:?}, {n}"));
        }
    }
}

#[test]
#[ignore = "a simulation of some seconds"]
fn changes_that_are_found_in_counts() {
    let mut random = Random::seeded(4);
    for (before, after, n, lasts, expected) in [
        (0.8, 0.7, 300, 3, 0.934),
        (0.7, 0.6, 300, 3, 0.892),
        (0.7, 0.6, 150, 3, 0.550),
        (0.9, 0.8, 150, 2, 0.794),
        (0.7, 0.8, 300, 2, 0.782),
    ] {
        let shares = [vec![before; HISTORY - lasts], vec![after; lasts]].concat();
        let found = rate(2000, || {
            let months = counted_months(&shares, n, &mut random);
            word(&months, newcombe_p).is_some()
        });
        near(found, expected, &format!("{before} to {after}, {n}"));
    }
}

/// Asserts how often the course of such months has each of these names.
#[track_caller]
fn named(levels: &[f64], n: f64, expected: &[(Name, f64)], random: &mut Random) {
    let names: Vec<Option<Name>> = (0..6000)
        .map(|_| word(&normal_months(levels, points(n), random), known_error_p))
        .collect();
    for &(name, expected) in expected {
        let found = names.iter().filter(|&&found| found == Some(name)).count() as f64 / names.len() as f64;
        near(found, expected, &format!("{levels:?}, {n}: {name:?}"));
    }
}

#[test]
#[ignore = "a simulation of some seconds"]
fn what_it_is_called() {
    use Name::{AsAYearAgo, Back, Line, Month, Partly, Since, Wavers};
    let random = &mut Random::seeded(5);
    let months = |before: usize, changes: &[f64]| {
        [
            vec![70.0; before],
            changes.iter().map(|change| 70.0 + change).collect(),
        ]
        .concat()
    };
    named(
        &fall(10.0, 3),
        300.0,
        &[(Since, 0.90), (Line, 0.02), (Wavers, 0.01)],
        random,
    );
    let drift: Vec<f64> = (1..=6).map(|month| f64::from(month) * -4.0).collect();
    named(&months(10, &drift), 300.0, &[(Line, 0.95), (Since, 0.05)], random);
    named(
        &months(14, &[-25.0, 0.0]),
        300.0,
        &[(Back, 0.93), (Since, 0.0)],
        random,
    );
    for (back, expected) in [(1, 0.70), (2, 0.86), (3, 0.90), (6, 0.92)] {
        let levels = [vec![70.0; 13 - back], vec![55.0; 3], vec![70.0; back]].concat();
        named(&levels, 300.0, &[(Back, expected)], random);
    }
    let half_back = [vec![70.0; 9], vec![45.0; 3], vec![57.5; 4]].concat();
    named(
        &half_back,
        300.0,
        &[(Partly, 0.89), (Since, 0.04), (Back, 0.0)],
        random,
    );
    let falling = [90.0, 86.0, 81.0, 77.0, 67.0, 59.0];
    let after = |flat: usize| [vec![90.0; flat], falling.to_vec()].concat();
    named(&after(18), 300.0, &[(Line, 0.98), (Since, 0.02)], random);
    named(&after(18), 150.0, &[(Line, 0.86), (Since, 0.14)], random);
    named(
        &after(6),
        300.0,
        &[(Line, 0.95), (Since, 0.04), (Month, 0.0)],
        random,
    );
    named(
        &after(0),
        300.0,
        &[(Line, 0.78), (Since, 0.04), (AsAYearAgo, 0.0)],
        random,
    );
}

/// How often the course of two years has one of these names, where each month of the year is the last in turn:
/// `size` points from the lowest to the highest month, and a change in the last three.
fn seasonal(size: f64, change: f64, names: &[Name], random: &mut Random) -> f64 {
    let mut start = 0;
    rate(6000, || {
        start += 1;
        let level = |month: u32| {
            let season = (f64::from(start + month) / 12.0 * std::f64::consts::TAU).cos();
            70.0 + size / 2.0 * season + if month < 21 { 0.0 } else { change }
        };
        let levels: Vec<f64> = (0..24).map(level).collect();
        word(&normal_months(&levels, points(300.0), random), known_error_p)
            .is_some_and(|name| names.contains(&name))
    })
}

#[test]
#[ignore = "a simulation of some seconds"]
fn seasons() {
    use Name::{AsAYearAgo, Back, Line, Month, Partly, Since};
    let random = &mut Random::seeded(6);
    for (size, change, names, expected) in [
        (20.0, 0.0, [AsAYearAgo].as_slice(), 0.85),
        (20.0, 0.0, &[Since, Line, Partly], 0.08),
        (10.0, 0.0, &[AsAYearAgo], 0.26),
        (10.0, 0.0, &[Back], 0.03),
        (10.0, 0.0, &[Since, Month, Line], 0.04),
        (10.0, 0.0, &[Partly], 0.02),
        (6.0, -10.0, &[Since, Line], 0.82),
        (6.0, -10.0, &[AsAYearAgo], 0.002),
    ] {
        let found = seasonal(size, change, names, random);
        near(found, expected, &format!("{size} and {change}: {names:?}"));
    }
}
