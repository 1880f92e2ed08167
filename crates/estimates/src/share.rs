//! A share of answers, and the mean answer.

use cxpress_metric::{Absence, Difference, Estimate, Interval, Method, Part, Reading, Scores, Summary, Unit};
use cxpress_stats::{Z95, mean, proportion};

use crate::moments::Moments;

fn share_of(scores: &Scores, test: impl Fn(i32) -> bool) -> Option<Moments> {
    Moments::read(scores, |score| f64::from(u8::from(test(score))))
}

/// The share of answers that satisfy `test`, in per cent, with the Wilson interval (Wilson 1927).
#[must_use]
pub fn reading(scores: &Scores, test: impl Fn(i32) -> bool) -> Reading {
    let Some(share) = share_of(scores, test) else {
        return Reading::Absent(Absence::NoData);
    };
    let range = proportion::wilson(share.mean, share.effective, Z95);
    let interval = range.map(|r| Interval::new(100.0 * r.low, 100.0 * r.high));
    let estimate = Estimate::new(100.0 * share.mean, share.n)
        .with_interval(interval, Method::Wilson)
        .with_effective(share.effective)
        .with_variance(Some(1e4 * share.variance))
        .with_limits(0.0, 100.0);
    Reading::Value(estimate)
}

/// [`reading`] as a part.
#[must_use]
pub fn named(id: &'static str, scores: &Scores, test: impl Fn(i32) -> bool) -> Part {
    Part::new(id, Unit::Percent, reading(scores, test))
}

/// The difference of two shares in points, with the Newcombe interval (Newcombe 1998, method 10).
#[must_use]
pub fn difference(
    before: &Summary,
    after: &Summary,
    test: impl Fn(i32) -> bool + Copy,
) -> Option<Difference> {
    let (old, new) = (
        share_of(before.scores()?, test)?,
        share_of(after.scores()?, test)?,
    );
    let point = 100.0 * (new.mean - old.mean);
    let interval = move |z| {
        let ends = proportion::newcombe(old.mean, old.effective, new.mean, new.effective, z)?;
        Some((100.0 * ends.low, 100.0 * ends.high))
    };
    Some(Difference::new(point, interval))
}

/// The mean answer with Student's t interval, inside `limits`.
#[must_use]
pub fn mean_reading(scores: &Scores, limits: (f64, f64)) -> Reading {
    let Some(answers) = Moments::read(scores, f64::from) else {
        return Reading::Absent(Absence::NoData);
    };
    let range = mean::t_interval(answers.mean, answers.sample_deviation(), answers.effective, Z95);
    let range = range.map(|r| r.clipped(limits.0, limits.1));
    let estimate = Estimate::new(answers.mean, answers.n)
        .with_interval(range.map(|r| Interval::new(r.low, r.high)), Method::StudentT)
        .with_effective(answers.effective)
        .with_variance(Some(answers.variance))
        .with_limits(limits.0, limits.1);
    Reading::Value(estimate)
}

/// The difference of two mean answers with Welch's interval (Welch 1947).
#[must_use]
pub fn mean_difference(before: &Summary, after: &Summary) -> Option<Difference> {
    let sample = |scores: &Scores| {
        let answers = Moments::read(scores, f64::from)?;
        Some(mean::Sample {
            mean: answers.mean,
            sd: answers.sample_deviation(),
            n: answers.effective,
        })
    };
    let (old, new) = (sample(before.scores()?)?, sample(after.scores()?)?);
    mean::welch(old, new, Z95)?;
    let interval = move |z| mean::welch(old, new, z).map(|ends| (ends.low, ends.high));
    Some(Difference::new(new.mean - old.mean, interval))
}
