//! A share of answers, and the mean answer.

use cxpress_metric::{Absence, Difference, Estimate, Interval, Method, Part, Reading, Scores, Summary, Unit};
use cxpress_stats::{Range, Z95, mean, mover, proportion};

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

/// The mean answer of a scale with these ends: adjusted t, ¾ of an answer added at each end. Of numbers without ends,
/// Student's t.
#[must_use]
pub fn mean_reading(scores: &Scores, limits: (f64, f64)) -> Reading {
    let Some(answers) = Moments::read(scores, f64::from) else {
        return Reading::Absent(Absence::NoData);
    };
    let (sample, scale) = (sample(&answers), scale(limits));
    let uncut = mean::adjusted_t_uncut(sample, scale, Z95);
    let method = if uncut.is_some() {
        Method::AdjustedT
    } else {
        Method::StudentT
    };
    let range = uncut.map(|uncut| mean::on_scale(uncut, sample, scale));
    let range = range.or_else(|| mean::t_interval(sample.mean, sample.sd, sample.n, Z95));
    let interval = |range: Option<Range>| range.map(|r| Interval::new(r.low, r.high));
    let estimate = Estimate::new(answers.mean, answers.n)
        .with_interval(interval(range), method)
        .with_uncut(interval(uncut))
        .with_effective(answers.effective)
        .with_variance(Some(answers.variance))
        .with_limits(limits.0, limits.1);
    Reading::Value(estimate)
}

/// The difference of two mean answers of a scale with these ends: the square-and-add method from the two intervals (MOVER;
/// Zou and Donner 2008).
#[must_use]
pub fn mean_difference(before: &Summary, after: &Summary, limits: (f64, f64)) -> Option<Difference> {
    let read = |summary: &Summary| Some(sample(&Moments::read(summary.scores()?, f64::from)?));
    let (old, new, scale) = (read(before)?, read(after)?, scale(limits));
    mean_range(old, scale, Z95).and(mean_range(new, scale, Z95))?;
    let interval = move |z| {
        let ranges = (mean_range(old, scale, z)?, mean_range(new, scale, z)?);
        let ends = mover::difference(old.mean, ranges.0, new.mean, ranges.1);
        Some((ends.low, ends.high))
    };
    Some(Difference::new(new.mean - old.mean, interval))
}

fn mean_range(sample: mean::Sample, scale: Range, z: f64) -> Option<Range> {
    mean::adjusted_t(sample, scale, z).or_else(|| mean::t_interval(sample.mean, sample.sd, sample.n, z))
}

fn sample(answers: &Moments) -> mean::Sample {
    mean::Sample {
        mean: answers.mean,
        sd: answers.sample_deviation(),
        n: answers.effective,
    }
}

const fn scale((low, high): (f64, f64)) -> Range {
    Range { low, high }
}
