//! Drivers: how much of what is known about an outcome goes with each of several variables.
//!
//! Both methods split R² of the regression of the outcome on all drivers into parts that are 0 or more
//! and sum to it, however much drivers go with each other. Neither says what causes what.

use std::fmt;

use crate::symmetric::{Eigen, Symmetric};

/// The fewest cases, whatever the number of drivers.
const FEWEST_CASES: u64 = 50;

/// The fewest cases for each driver.
const CASES_PER_DRIVER: u64 = 10;

/// The exact Shapley value takes a regression for each set of drivers: 4096 of them at this number.
const MOST_FOR_SHAPLEY: usize = 12;

/// Drivers whose correlations have an eigenvalue under this determine each other.
const SMALLEST_EIGENVALUE: f64 = 1e-6;

/// Of the drivers that determine each other, those count as involved that have at least this part of the
/// largest coefficient.
const INVOLVED: f64 = 0.1;

/// What rounding may add to a correlation of 1.
const ROUNDING: f64 = 1e-9;

/// A variance below this part of the mean square is rounding.
const NO_VARIANCE: f64 = 1e-13;

/// Why drivers cannot be weighed. Variables and drivers are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Fewer cases than max(50, 10 per driver).
    TooFewCases {
        /// How many there are.
        cases: u64,
        /// How many it takes.
        needed: u64,
    },
    /// A variable has the same value in every case.
    Constant {
        /// Which one; the outcome comes after the drivers.
        variable: usize,
    },
    /// Some drivers follow, nearly or exactly, from the others.
    Dependent {
        /// Those that determine each other, ascending.
        drivers: Vec<usize>,
    },
    /// More drivers than the exact Shapley value can be computed for.
    TooMany {
        /// How many there are.
        drivers: usize,
        /// How many there may be.
        most: usize,
    },
    /// No driver, or numbers that cannot be the correlations of one set of cases.
    NotCorrelations,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewCases { cases, needed } => {
                write!(
                    f,
                    "{cases} complete cases are too few, {needed} are needed: drop drivers or wait"
                )
            }
            Self::Constant { variable } => {
                write!(f, "variable {variable} is the same in every case: drop it")
            }
            Self::Dependent { drivers } => {
                write!(f, "drivers {drivers:?} follow from each other: drop one of them")
            }
            Self::TooMany { drivers, most } => write!(
                f,
                "{drivers} drivers are too many for Shapley values (at most {most}): use relative weights"
            ),
            Self::NotCorrelations => write!(
                f,
                "no driver, or not the correlations of one set of cases: use complete cases only"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

/// How many complete cases it takes to weigh a number of drivers: max(50, 10 per driver).
pub fn needed_cases(drivers: usize) -> u64 {
    FEWEST_CASES.max(CASES_PER_DRIVER * drivers as u64)
}

/// Refuses fewer cases than [`needed_cases`].
///
/// # Errors
///
/// [`Refusal::TooFewCases`].
pub fn enough_cases(cases: u64, drivers: usize) -> Result<(), Refusal> {
    let needed = needed_cases(drivers);
    if cases < needed {
        return Err(Refusal::TooFewCases { cases, needed });
    }
    Ok(())
}

/// The sums from which correlations follow. Cases are complete: each has a value of every variable.
///
/// The variables are the drivers in any order and, last, the outcome. Sums of small integers are exact,
/// so that parts can be added and taken away; of values far from 0 and close together digits are lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Comoments {
    /// How many cases, those of weight 0 not among them.
    pub cases: u64,
    /// Sum of their weights.
    pub sum_w: f64,
    /// Weighted sum of each variable.
    pub sums: Vec<f64>,
    /// Weighted sum of the product of each two variables.
    pub products: Symmetric,
}

impl Comoments {
    /// No case yet; `variables` are the drivers and the outcome.
    pub fn new(variables: usize) -> Self {
        Self {
            cases: 0,
            sum_w: 0.0,
            sums: vec![0.0; variables],
            products: Symmetric::from_fn(variables, |_, _| 0.0),
        }
    }

    /// Adds a case: a value of each variable, and a weight of 0 or more (1 where there are no weights).
    pub fn add(&mut self, values: &[f64], weight: f64) {
        debug_assert_eq!(values.len(), self.sums.len(), "a value of each variable");
        self.cases += u64::from(weight > 0.0);
        self.sum_w += weight;
        for (sum, value) in self.sums.iter_mut().zip(values) {
            *sum += weight * value;
        }
        self.products.add(|i, j| weight * values[i] * values[j]);
    }

    /// Adds the cases of `other`, of the same variables.
    pub fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.take(other, 1.0);
    }

    /// These cases without those of `part`, all of which are among them.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        let mut rest = self.clone();
        rest.cases = self.cases.saturating_sub(part.cases);
        rest.take(part, -1.0);
        rest
    }

    fn take(&mut self, other: &Self, factor: f64) {
        debug_assert_eq!(self.sums.len(), other.sums.len(), "the same variables");
        self.sum_w += factor * other.sum_w;
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum += factor * more;
        }
        self.products.add(|i, j| factor * other.products.at(i, j));
    }

    /// The correlations of the drivers with each other and with the outcome (Pearson 1895, with weights).
    ///
    /// # Errors
    ///
    /// [`Refusal::Constant`] where a variable does not vary, and those of [`Correlations::new`]. The number
    /// of cases is not looked at: see [`enough_cases`].
    pub fn correlations(&self) -> Result<Correlations, Refusal> {
        let covariance = |i, j| self.products.at(i, j) - self.sums[i] / self.sum_w * self.sums[j];
        let varies = |i: usize| covariance(i, i) > NO_VARIANCE * self.products.at(i, i);
        if let Some(variable) = (0..self.sums.len()).find(|&i| !varies(i)) {
            return Err(Refusal::Constant { variable });
        }
        let correlation = |i, j| {
            if i == j {
                1.0
            } else {
                covariance(i, j) / covariance(i, i).sqrt() / covariance(j, j).sqrt()
            }
        };
        let drivers = self.sums.len().saturating_sub(1);
        Correlations::new(
            Symmetric::from_fn(drivers, correlation),
            (0..drivers).map(|driver| correlation(driver, drivers)).collect(),
        )
    }
}

/// Correlations of drivers with each other and with the outcome, from which R² can be split.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlations {
    drivers: Symmetric,
    outcome: Vec<f64>,
    eigen: Eigen,
}

impl Correlations {
    /// Takes the correlations of the drivers and, in the same order, each driver's with the outcome.
    ///
    /// # Errors
    ///
    /// [`Refusal::Dependent`] where the drivers' correlations are singular or nearly so (an eigenvalue
    /// under 10⁻⁶, where splitting would divide what is rounding); [`Refusal::NotCorrelations`] where there
    /// is no driver, the numbers of drivers differ, a number is none or outside -1 to 1, the diagonal is
    /// not 1, or R² would be over 1.
    pub fn new(drivers: Symmetric, outcome: Vec<f64>) -> Result<Self, Refusal> {
        if !are_correlations(&drivers, &outcome) {
            return Err(Refusal::NotCorrelations);
        }
        let eigen = drivers.eigen();
        if let Some(drivers) = dependent(&eigen) {
            return Err(Refusal::Dependent { drivers });
        }
        let found = Self {
            drivers,
            outcome,
            eigen,
        };
        if found.r_squared() > 1.0 + ROUNDING {
            return Err(Refusal::NotCorrelations);
        }
        Ok(found)
    }

    /// How many drivers there are, 1 or more.
    pub fn drivers(&self) -> usize {
        self.outcome.len()
    }

    /// R² of the regression of the outcome on all drivers, 0 to 1.
    pub fn r_squared(&self) -> f64 {
        self.orthogonal().iter().map(|beta| beta * beta).sum()
    }

    /// Coefficients of the outcome on the orthogonal variables nearest the drivers: `R^(−½) r`.
    fn orthogonal(&self) -> Vec<f64> {
        let coefficient = |k| {
            let part = |(j, r): (usize, &f64)| self.eigen.entry(k, j, |value| value.sqrt().recip()) * r;
            self.outcome.iter().enumerate().map(part).sum()
        };
        (0..self.drivers()).map(coefficient).collect()
    }

    fn importance(&self, weights: Vec<f64>) -> Importance {
        let drivers = weights.into_iter().zip(&self.outcome);
        Importance {
            r_squared: self.r_squared(),
            drivers: drivers
                .map(|(weight, &correlation)| Driver { weight, correlation })
                .collect(),
        }
    }
}

fn are_correlations(drivers: &Symmetric, outcome: &[f64]) -> bool {
    let size = drivers.size();
    let possible = |r: f64| r.abs() <= 1.0 + ROUNDING;
    let pairs = || (0..size).flat_map(|i| (0..=i).map(move |j| (i, j)));
    size > 0
        && size == outcome.len()
        && outcome.iter().all(|&r| possible(r))
        && pairs().all(|(i, j)| possible(drivers.at(i, j)))
        && (0..size).all(|i| (drivers.at(i, i) - 1.0).abs() <= ROUNDING)
}

/// The drivers that determine each other: those that the eigenvector of the smallest eigenvalue is made
/// of, where that eigenvalue is next to nothing.
fn dependent(eigen: &Eigen) -> Option<Vec<usize>> {
    let by_value = eigen.values.iter().zip(&eigen.vectors);
    let (&smallest, vector) = by_value.min_by(|a, b| a.0.total_cmp(b.0))?;
    let largest = vector
        .iter()
        .fold(0.0_f64, |largest, part| largest.max(part.abs()));
    let involved = (0..vector.len()).filter(|&driver| vector[driver].abs() >= INVOLVED * largest);
    (smallest < SMALLEST_EIGENVALUE).then(|| involved.collect())
}

/// What goes with a driver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Driver {
    /// The part of R² that goes with it, 0 or more.
    pub weight: f64,
    /// Its correlation with the outcome, -1 to 1.
    pub correlation: f64,
}

impl Driver {
    /// Whether the outcome rises or falls with the driver, the others left aside.
    pub fn sign(&self) -> Sign {
        if self.correlation > 0.0 {
            Sign::Positive
        } else if self.correlation < 0.0 {
            Sign::Negative
        } else {
            Sign::None
        }
    }
}

/// The direction of a correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Both rise together.
    Positive,
    /// One falls as the other rises.
    Negative,
    /// Neither.
    None,
}

/// R² and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// R² of the regression of the outcome on all drivers, 0 to 1: the sum of the weights.
    pub r_squared: f64,
    /// One for each driver, in the order given.
    pub drivers: Vec<Driver>,
}

/// Relative weights (Johnson 2000): R² split by way of the orthogonal variables nearest the drivers.
///
/// With `Λ = R^½` and `β = R^(−½) r`, the weight of driver j is `Σₖ Λⱼₖ² βₖ²`. Any number of drivers; close
/// to [`shapley`], and equal to it for two.
pub fn relative_weights(correlations: &Correlations) -> Importance {
    let orthogonal = correlations.orthogonal();
    let weight = |j| {
        let part = |(k, beta): (usize, &f64)| (correlations.eigen.entry(j, k, f64::sqrt) * beta).powi(2);
        orthogonal.iter().enumerate().map(part).sum()
    };
    correlations.importance((0..correlations.drivers()).map(weight).collect())
}

/// Exact Shapley values of R² (Lindeman, Merenda and Gold 1980; Shapley 1953): what a driver adds to R²,
/// averaged over all orders in which drivers can be added.
///
/// # Errors
///
/// [`Refusal::TooMany`] with more than 12 drivers.
pub fn shapley(correlations: &Correlations) -> Result<Importance, Refusal> {
    let drivers = correlations.drivers();
    if drivers > MOST_FOR_SHAPLEY {
        return Err(Refusal::TooMany {
            drivers,
            most: MOST_FOR_SHAPLEY,
        });
    }
    let explained: Vec<f64> = (0..1_usize << drivers)
        .map(|set| explained(correlations, &members(set, drivers)))
        .collect();
    let weight_of = |driver: usize| {
        let with = 1 << driver;
        let others = (0..explained.len()).filter(|set| set & with == 0);
        others
            .map(|set| (explained[set | with] - explained[set]) / orders(drivers, set.count_ones()))
            .sum()
    };
    Ok(correlations.importance((0..drivers).map(weight_of).collect()))
}

/// The drivers in a set given as bits, ascending.
fn members(set: usize, drivers: usize) -> Vec<usize> {
    (0..drivers).filter(|driver| set >> driver & 1 == 1).collect()
}

/// In how many of the orders of all drivers one comes right after a certain set of this size, as "one in
/// so many": `p · (p − 1 over size)`.
fn orders(drivers: usize, size: u32) -> f64 {
    let others = drivers as f64 - 1.0;
    let choose = (0..size)
        .map(f64::from)
        .fold(1.0, |product, k| product * (others - k) / (k + 1.0));
    drivers as f64 * choose
}

/// R² of the regression on some drivers: the square of `L⁻¹r`, where `LLᵀ` is their correlations
/// (Cholesky).
fn explained(correlations: &Correlations, members: &[usize]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(members.len());
    let mut solved: Vec<f64> = Vec::with_capacity(members.len());
    for &member in members {
        let mut row: Vec<f64> = Vec::with_capacity(rows.len() + 1);
        for (other, earlier) in members.iter().zip(&rows) {
            let rest = correlations.drivers.at(member, *other) - dot(&row, earlier);
            row.push(rest / earlier[row.len()]);
        }
        let pivot = (correlations.drivers.at(member, member) - dot(&row, &row)).sqrt();
        solved.push((correlations.outcome[member] - dot(&row, &solved)) / pivot);
        row.push(pivot);
        rows.push(row);
    }
    dot(&solved, &solved)
}

/// The sum of products, as far as both go.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
