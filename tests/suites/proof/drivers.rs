//! Studies of what goes with an outcome: how often the interval of a driver's importance holds its importance among all.

use cxpress_generator::proof::{Claim, What};
use cxpress_report::{DriverResult, Report};
use cxpress_stats::drivers::{Comoments, relative_weights};
use cxpress_tests::chance::Random;
use rayon::prelude::*;

use super::survey::{self, mixed};
use super::{claim, hold};

/// Cases of a study: the fewest for which intervals are promised.
const CASES: u64 = 300;

/// Months of a report, each with a study of its own.
const MONTHS: usize = 50;

const COLUMNS: [&str; 4] = ["outcome", "first", "second", "third"];

/// Three drivers that have a share of their variance in common, and an outcome made of them with these coefficients and of
/// as much again that has nothing to do with them.
#[derive(Clone, Copy)]
struct Outcome {
    name: &'static str,
    common: f64,
    coefficients: [f64; 3],
}

const OUTCOMES: [Outcome; 2] = [
    Outcome {
        name: "apart",
        common: 0.2,
        coefficients: [0.5, 0.4, 0.3],
    },
    Outcome {
        name: "alike",
        common: 0.6,
        coefficients: [0.6, 0.3, 0.2],
    },
];

impl Outcome {
    /// The answers of a customer, 1 to 7: of the outcome, then of the drivers.
    fn answers(&self, random: &mut Random) -> [f64; 4] {
        let shared = random.normal();
        let drivers: [f64; 3] = std::array::from_fn(|_| mixed(random, shared, self.common));
        let made: f64 = drivers
            .iter()
            .zip(self.coefficients)
            .map(|(driver, by)| driver * by)
            .sum();
        let outcome = made + random.normal();
        [outcome, drivers[0], drivers[1], drivers[2]].map(|mood| (4.0 + 1.3 * mood).round().clamp(1.0, 7.0))
    }

    /// The importance of each driver among so many that chance hardly moves it.
    fn truth(&self) -> Vec<f64> {
        let random = &mut Random::of_run(self.name, u64::MAX);
        let mut all = Comoments::new(4);
        for _ in 0..1_000_000 {
            let [outcome, first, second, third] = self.answers(random);
            all.add(&[first, second, third, outcome], 1.0);
        }
        let found = relative_weights(&all.correlations().expect("answers that vary"));
        found.drivers.iter().map(|driver| driver.weight).collect()
    }

    fn report(&self, run: u64) -> Report {
        let random = &mut Random::of_run(self.name, run);
        let mut row = || self.answers(random).map(|answer| answer.to_string()).join(",");
        let rows: Vec<_> = (0..MONTHS)
            .flat_map(|month| (0..CASES).map(move |_| month))
            .map(|month| (month, row()))
            .collect();
        let figures = COLUMNS.map(|id| {
            (
                id.to_owned(),
                "scale: 1..7, metric: mean, direction: higher".to_owned(),
            )
        });
        let config = survey::config(&figures, "") + "drivers: {outcome: [first, second, third]}\n";
        survey::report(&config, survey::table(&COLUMNS, rows))
    }

    /// How often the interval of each driver holds its importance.
    fn claims(&self, reports: u64) -> Vec<Claim> {
        let truth = self.truth();
        let all: Vec<[u64; 3]> = (0..reports)
            .into_par_iter()
            .map(|run| held(&self.report(run), &truth))
            .collect();
        let of = |driver: usize| Claim {
            case: format!("{} {}", self.name, COLUMNS[driver + 1]),
            answers: Some(CASES),
            runs: reports * MONTHS as u64,
            hits: all.iter().map(|held| held[driver]).sum(),
            low: 0.92,
            high: 0.97,
            ..claim(What::Drivers, "")
        };
        (0..3).map(of).collect()
    }
}

/// In how many months the interval of each driver holds its importance.
fn held(report: &Report, truth: &[f64]) -> [u64; 3] {
    let mut held = [0; 3];
    for study in &report.drivers[0].periods {
        let DriverResult::Weighed { drivers, .. } = &study.as_ref().expect("a study").result else {
            panic!("not weighed: {study:?}")
        };
        for driver in drivers {
            // The outcome is the first figure.
            let at = driver.figure - 1;
            let interval = driver.interval.expect("an interval");
            let holds = interval.low <= truth[at] && interval.high.is_none_or(|high| truth[at] <= high);
            held[at] += u64::from(holds);
        }
    }
    held
}

#[test]
#[ignore = "makes reports of fifty studies"]
fn importance_of_drivers_is_within_its_interval() {
    let claims: Vec<Claim> = OUTCOMES.iter().flat_map(|outcome| outcome.claims(40)).collect();
    hold(&[What::Drivers], &claims);
}
