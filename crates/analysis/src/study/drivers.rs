//! What goes with an outcome: relative weights of other figures of its source, from complete cases.

use std::collections::BTreeMap;

use cxpress_metric::Interval;
use cxpress_project::config::DriversConfig;
use cxpress_report::{Cases, Driver, DriverResult, DriverStudy, Drivers, LeftOut};
use cxpress_stats::drivers::{Comoments, Correlations, Refusal, enough_cases, relative_weights, shapley};
use cxpress_stats::{Z95, jackknife, normal};
use rayon::prelude::*;

use super::complete_cases::CompleteCases;
use crate::cube::Case;

/// A driver that a smaller share gave, of those who gave the outcome, would cost too many cases.
const LEAST_ANSWERED: f64 = 0.7;

/// With one driver there is nothing to weigh.
const FEWEST: usize = 2;

/// The drivers of all outcomes that the configuration names.
pub(crate) fn found(complete: &CompleteCases<'_>) -> Vec<Drivers> {
    let configured = complete.schema.config.drivers.iter();
    configured
        .filter_map(|configured| drivers(complete, configured))
        .collect()
}

fn drivers(complete: &CompleteCases<'_>, configured: &DriversConfig) -> Option<Drivers> {
    let outcome = complete.place(&configured.outcome)?;
    let places = configured.drivers.iter().map(|driver| complete.place(driver));
    let drivers: Vec<usize> = places.flatten().collect();
    let periods = (0..complete.timeline.ids.len()).into_par_iter();
    let periods = periods.map(|period| {
        complete
            .shows(outcome, period)
            .then(|| study(complete, outcome, &drivers, period))
    });
    Some(Drivers {
        outcome,
        periods: periods.collect(),
    })
}

fn study(complete: &CompleteCases<'_>, outcome: usize, drivers: &[usize], period: usize) -> DriverStudy {
    let asked = complete.count(&[outcome], period);
    let left_out: Vec<LeftOut> = drivers
        .iter()
        .filter_map(|driver| left_out(complete, outcome, *driver, period, asked))
        .collect();
    let is_left = |driver: &usize| !left_out.iter().any(|left| left.figure == *driver);
    let drivers: Vec<usize> = drivers.iter().copied().filter(is_left).collect();
    let mut questions = drivers.clone();
    questions.push(outcome);
    let cases = complete.cases(&questions, period);
    DriverStudy {
        cases: Cases {
            complete: cases.len() as u64,
            of: asked as u64,
            sampled_from: complete.sampled_from(outcome, period),
        },
        result: match drivers.len() {
            0..FEWEST => DriverResult::NoDrivers,
            _ => weighed(&questions, &cases),
        },
        left_out,
    }
}

/// Why a driver is not weighed, if it is not.
fn left_out(
    complete: &CompleteCases<'_>,
    outcome: usize,
    driver: usize,
    period: usize,
    asked: usize,
) -> Option<LeftOut> {
    let figure = driver;
    if !complete.shows(driver, period) {
        let answered = None;
        return Some(LeftOut { figure, answered });
    }
    let both = complete.count(&[outcome, driver], period);
    let share = both as f64 / asked.max(1) as f64;
    (share < LEAST_ANSWERED).then_some(LeftOut {
        figure,
        answered: Some(share),
    })
}

/// The weights of the drivers, which stand before the outcome in `questions` and in the answers of cases.
fn weighed(questions: &[usize], cases: &[Case]) -> DriverResult {
    let mut all = Comoments::new(questions.len());
    let mut groups: BTreeMap<usize, Comoments> = BTreeMap::new();
    for case in cases {
        let values: Vec<f64> = case.answers.iter().map(|answer| f64::from(*answer)).collect();
        all.add(&values, case.weight);
        let group = groups.entry(case.group);
        let group = group.or_insert_with(|| Comoments::new(questions.len()));
        group.add(&values, case.weight);
    }
    let correlations = match correlations(&all, questions) {
        Ok(correlations) => correlations,
        Err(refused) => return refused,
    };
    // The weights without each group; a group without which they cannot be told is left out.
    let without: Vec<Vec<f64>> = groups
        .values()
        .filter_map(|group| all.without(group).correlations().ok())
        .map(|rest| weights(&rest))
        .collect();
    let importance = relative_weights(&correlations);
    let exact = shapley(&correlations).ok();
    let driver = |(at, driver): (usize, &cxpress_stats::drivers::Driver)| {
        let leave_out: Vec<f64> = without.iter().map(|weights| weights[at]).collect();
        Driver {
            figure: questions[at],
            weight: driver.weight,
            interval: interval(driver.weight, &leave_out),
            shapley: exact.as_ref().map(|exact| exact.drivers[at].weight),
            correlation: driver.correlation,
        }
    };
    let mut drivers: Vec<Driver> = importance.drivers.iter().enumerate().map(driver).collect();
    drivers.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    DriverResult::Weighed {
        r_squared: importance.r_squared,
        drivers,
    }
}

fn weights(correlations: &Correlations) -> Vec<f64> {
    let drivers = relative_weights(correlations).drivers;
    drivers.into_iter().map(|driver| driver.weight).collect()
}

/// The correlations of enough cases, or why there are none.
fn correlations(sums: &Comoments, questions: &[usize]) -> Result<Correlations, DriverResult> {
    let found = enough_cases(sums.cases, questions.len() - 1).and_then(|()| sums.correlations());
    found.map_err(|refusal| match refusal {
        Refusal::TooFewCases { needed, .. } => DriverResult::TooFew { needed },
        Refusal::Constant { variable } => DriverResult::Constant(questions[variable]),
        Refusal::Dependent { drivers } => {
            DriverResult::Dependent(drivers.into_iter().map(|driver| questions[driver]).collect())
        }
        _ => DriverResult::NoDrivers,
    })
}

/// The interval of a weight: Student's t with a degree of freedom less than there are groups, cut off at 0 and 1.
fn interval(weight: f64, without: &[f64]) -> Option<Interval> {
    let error = jackknife::delete_group(without)?;
    let arm = normal::t_critical(Z95, without.len() as f64 - 1.0) * error;
    Some(Interval::new((weight - arm).max(0.0), (weight + arm).min(1.0)))
}
