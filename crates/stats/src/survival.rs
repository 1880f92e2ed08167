//! Times until something happens, where some of it has not happened yet.
//!
//! Everything here takes counts per distinct time, in ascending order. At equal times events come before
//! censorings: what was censored at a time was still at risk then.

use crate::{Range, normal};

/// Below this many at risk at the start, no interval of a percentile is given.
const FEWEST_AT_RISK: u64 = 10;

/// Products in floating point miss S = ½ for half of all even n; this much above counts as reached.
const TOLERANCE: f64 = 1e-9;

/// How many cases ended at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The time since the case began, 0 or more, in any unit.
    pub time: f64,
    /// Cases in which it happened at this time.
    pub events: u64,
    /// Cases that were last seen at this time, without it having happened.
    pub censored: u64,
}

/// One step down of the curve: a time at which something happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time of the step.
    pub time: f64,
    /// Cases at risk just before it.
    pub at_risk: u64,
    /// Cases in which it happened at this time, 1 or more.
    pub events: u64,
    /// The share in which it has not happened by then, from this time to the next step; 0 to 1.
    pub survival: f64,
    /// Greenwood's sum `Σ d/(n(n − d))` up to here: the variance of S is `S²` times it. Infinite where S
    /// is 0.
    pub greenwood: f64,
}

impl Step {
    /// The pointwise interval of the curve at this step, on the log-log scale with Greenwood's variance
    /// (Greenwood 1926; Kalbfleisch and Prentice 1980). `None` where S is 0.
    pub fn band(&self, z: f64) -> Option<Range> {
        self.hazard(z).map(|hazard| Range {
            low: (-hazard.high).exp(),
            high: (-hazard.low).exp(),
        })
    }

    /// The log-log interval of the cumulative hazard `−ln S`, which rises where S falls.
    fn hazard(&self, z: f64) -> Option<Range> {
        (self.survival > 0.0 && self.survival < 1.0).then(|| {
            let hazard = -self.survival.ln();
            let factor = (z * self.greenwood.sqrt() / hazard).exp();
            Range {
                low: hazard / factor,
                high: hazard * factor,
            }
        })
    }
}

/// The share in which something has not happened yet, by time (Kaplan and Meier 1958).
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    n: u64,
    events: u64,
    steps: Vec<Step>,
}

impl KaplanMeier {
    /// Fits the curve in one pass. `ends` are sorted by time, each time once. `None` where no case ended.
    pub fn fit(ends: &[At]) -> Option<Self> {
        debug_assert!(is_ascending(ends), "times must ascend and be distinct");
        let n = cases(ends);
        if n == 0 {
            return None;
        }
        let mut steps = Vec::with_capacity(ends.len());
        let (mut at_risk, mut survival, mut greenwood) = (n, 1.0, 0.0);
        for end in ends {
            if end.events > 0 {
                let left = at_risk - end.events;
                survival *= left as f64 / at_risk as f64;
                greenwood += end.events as f64 / (at_risk as f64 * left as f64);
                steps.push(Step {
                    time: end.time,
                    at_risk,
                    events: end.events,
                    survival,
                    greenwood,
                });
            }
            at_risk -= end.events + end.censored;
        }
        let events = steps.iter().map(|step| step.events).sum();
        Some(Self { n, events, steps })
    }

    /// How many cases there are, ended by the event or censored; 1 or more.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// In how many cases it happened.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The steps of the curve by time; empty where nothing happened.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The last step at or before `time`; `None` before the first.
    pub fn step_at(&self, time: f64) -> Option<&Step> {
        self.steps[..self.steps.partition_point(|step| step.time <= time)].last()
    }

    /// The share in which it has not happened by `time`, the time itself included; 0 to 1.
    ///
    /// Beyond the last censored time the curve says nothing; its last value is returned.
    pub fn survival_at(&self, time: f64) -> f64 {
        self.step_at(time).map_or(1.0, |step| step.survival)
    }

    /// The interval of [`survival_at`](Self::survival_at), as [`Step::band`]. `None` where S is 0 or 1.
    pub fn band_at(&self, time: f64, z: f64) -> Option<Range> {
        self.step_at(time)?.band(z)
    }

    /// The time by which it has happened in a share `p` of cases: the first with S ≤ 1 − p.
    ///
    /// `None` where the curve does not get there (*not reached*).
    pub fn percentile(&self, p: f64) -> Option<f64> {
        self.first_time(|step| step.survival <= height(p))
    }

    /// The interval of a percentile: the times at which the log-log band holds 1 − p (Brookmeyer and
    /// Crowley 1982).
    ///
    /// From the first time at which the band's lower end is at most 1 − p to the first at which its
    /// upper end is; `None` for the upper end means *not reached*. Where S is 0 there is no band: the
    /// lower end counts as 0, the upper as not reached. No interval with fewer than 10 cases, nor where
    /// not even its lower end is reached.
    pub fn percentile_interval(&self, p: f64, z: f64) -> Option<(f64, Option<f64>)> {
        if self.n < FEWEST_AT_RISK {
            return None;
        }
        // Every step may have to be looked at; hazards are cheaper than the band is.
        let enough = -height(p).ln();
        let low = self.first_time(|step| step.hazard(z).is_none_or(|hazard| hazard.high >= enough))?;
        let high = self.first_time(|step| step.hazard(z).is_some_and(|hazard| hazard.low >= enough));
        Some((low, high))
    }

    fn first_time(&self, reached: impl Fn(&Step) -> bool) -> Option<f64> {
        self.steps.iter().find(|step| reached(step)).map(|step| step.time)
    }
}

/// The height at which a share `p` has been reached.
fn height(p: f64) -> f64 {
    1.0 - p + TOLERANCE
}

/// The median of the times at which it happened, as if the censored cases did not exist: the middle time,
/// or the midpoint of the two middle ones.
///
/// Too short wherever something is censored; for comparison with tools that print it. `None` where
/// nothing happened.
pub fn closed_only_median(ends: &[At]) -> Option<f64> {
    let events: u64 = ends.iter().map(|end| end.events).sum();
    let last_middle = nth_event(ends, events / 2)?;
    let first_middle = nth_event(ends, (events - 1) / 2)?;
    Some((first_middle + last_middle) / 2.0)
}

/// The time of an event, counted from 0.
fn nth_event(ends: &[At], index: u64) -> Option<f64> {
    let mut seen = 0;
    let reached = ends.iter().find(|end| {
        seen += end.events;
        seen > index
    });
    reached.map(|end| end.time)
}

/// The log-rank test of two curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// The statistic, chi-square with one degree of freedom.
    pub chi_square: f64,
    /// The p value of "the curves are the same".
    pub p: f64,
}

/// Tests whether two curves are the same (Mantel 1966), with the hypergeometric variance.
///
/// Both lists are sorted by time, each time once. Cases are taken as independent. `None` where the two
/// are never at risk together when something happens.
pub fn log_rank(first: &[At], second: &[At]) -> Option<LogRank> {
    debug_assert!(
        is_ascending(first) && is_ascending(second),
        "times must ascend and be distinct"
    );
    let (mut first, mut second) = (AtRisk::of(first), AtRisk::of(second));
    let (mut surplus, mut variance) = (0.0, 0.0);
    while let Some(time) = earlier(first.next_time(), second.next_time()) {
        let (n0, n1) = (first.at_risk as f64, second.at_risk as f64);
        let (d0, d1) = (first.leave(time), second.leave(time));
        let (n, d) = (n0 + n1, d0 + d1);
        // The last case of all says nothing about the difference.
        if n > 1.0 {
            surplus += d0 - d * n0 / n;
            variance += d * (n0 / n) * (n1 / n) * (n - d) / (n - 1.0);
        }
    }
    (variance > 0.0).then(|| {
        let chi_square = surplus * surplus / variance;
        LogRank {
            chi_square,
            p: normal::chi_square_tail(chi_square, 1.0),
        }
    })
}

/// A group on its way through time.
struct AtRisk<'a> {
    at_risk: u64,
    ahead: &'a [At],
}

impl<'a> AtRisk<'a> {
    fn of(ends: &'a [At]) -> Self {
        Self {
            at_risk: cases(ends),
            ahead: ends,
        }
    }

    fn next_time(&self) -> Option<f64> {
        self.ahead.first().map(|end| end.time)
    }

    /// Takes out the cases that ended at `time`; how many of them by the event.
    fn leave(&mut self, time: f64) -> f64 {
        match self.ahead.split_first() {
            Some((end, later)) if end.time == time => {
                self.at_risk -= end.events + end.censored;
                self.ahead = later;
                end.events as f64
            }
            _ => 0.0,
        }
    }
}

fn earlier(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The share in which it has not happened by `time`, as of [`KaplanMeier::survival_at`], without the rest of the curve; 0 to 1. `ends` are
/// sorted by time, each time once. `None` where no case ended.
pub fn survival_at(ends: impl Iterator<Item = At> + Clone, time: f64) -> Option<f64> {
    let n: u64 = ends.clone().map(|end| end.events + end.censored).sum();
    let (mut at_risk, mut survival) = (n, 1.0);
    for end in ends.take_while(|end| end.time <= time) {
        if end.events > 0 {
            survival *= (at_risk - end.events) as f64 / at_risk as f64;
        }
        at_risk -= end.events + end.censored;
    }
    (n > 0).then_some(survival)
}

fn cases(ends: &[At]) -> u64 {
    ends.iter().map(|end| end.events + end.censored).sum()
}

fn is_ascending(ends: &[At]) -> bool {
    ends.is_sorted_by(|a, b| a.time < b.time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_at_a_time_is_that_of_the_whole_curve() {
        let ends = [(1.0, 2, 1), (2.0, 0, 3), (5.0, 4, 0), (9.0, 1, 2)];
        let ends = ends.map(|(time, events, censored)| At {
            time,
            events,
            censored,
        });
        let curve = KaplanMeier::fit(&ends).expect("a curve");
        for time in [0.5, 1.0, 3.0, 5.0, 8.9, 9.0, 20.0] {
            let found = survival_at(ends.iter().copied(), time);
            assert_eq!(found, Some(curve.survival_at(time)), "at {time}");
        }
        assert_eq!(survival_at(std::iter::empty(), 1.0), None);
    }
}
