//! A figure against what it is held to: a target of one's own, a benchmark of others.

use cxpress_metric::{Estimate, Interval, Unit};
use cxpress_project::config::Config;
use cxpress_report::{AgainstBenchmark, Benchmark, BenchmarkVerdict, Target, TargetVerdict};
use cxpress_stats::{Range, Z95, benchmark as stats};

use crate::schema::Measure;
use crate::timeline::Span;

/// What a figure is held to.
#[derive(Clone, Copy, Default)]
pub(crate) struct Targets<'a> {
    pub(crate) target: Option<&'a Target>,
    pub(crate) benchmark: Option<&'a Benchmark>,
}

/// The target of a question. A period is held against it if it ends on the day from which it holds, or later.
pub(crate) fn target(config: &Config, question: &str, spans: &[Span]) -> Option<Target> {
    let target = config.targets.iter().find(|target| target.question == question)?;
    let from = target
        .since
        .map_or(0, |since| spans.partition_point(|span| span.last < since));
    Some(Target {
        value: target.value,
        from,
        since: target.since,
        source: target.source.clone(),
    })
}

/// The benchmark of a question.
pub(crate) fn benchmark(config: &Config, question: &str) -> Option<Benchmark> {
    let found = config
        .benchmarks
        .iter()
        .find(|benchmark| benchmark.question == question)?;
    Some(Benchmark {
        value: found.value,
        label: found.label.clone(),
        source: found.source.clone(),
        date: found.date,
        base: found.base,
        wording: found.wording.clone(),
    })
}

/// One-sample: whether the whole interval lies on one side of the target.
pub(crate) fn target_verdict(interval: Interval, target: f64, higher_is_better: bool) -> TargetVerdict {
    let above = interval.low >= target;
    let below = interval.high.is_some_and(|high| high <= target);
    match (above, below) {
        (true, true) | (false, false) => TargetVerdict::CannotSay,
        (above, _) if above == higher_is_better => TargetVerdict::Met,
        _ => TargetVerdict::Missed,
    }
}

impl Targets<'_> {
    /// The judged value against the benchmark.
    pub(crate) fn benchmark(&self, measure: &Measure<'_>, estimate: &Estimate) -> Option<AgainstBenchmark> {
        let other = self.benchmark?;
        let interval = estimate.interval?;
        let own = Range {
            low: interval.low,
            high: interval.high?,
        };
        let share = measure.judged_unit() == Unit::Percent;
        let variance = variance(other, share, estimate.variance);
        let measured = other.base.zip(variance);
        let measured = measured.and_then(|(base, variance)| measured_on(other.value, variance, base));
        let against = measured.map_or(stats::Benchmark::fixed(other.value), |(benchmark, _)| benchmark);
        let range = stats::difference(estimate.value, own, against, Z95);
        Some(AgainstBenchmark {
            verdict: verdict(range),
            difference: estimate.value - other.value,
            interval: Interval::new(range.low, range.high),
            error: measured.map(|(_, error)| error),
        })
    }
}

/// The variance of one answer to the benchmark: of a share its own; of anything else the one that our own answers have,
/// because that of others is seldom published.
fn variance(other: &Benchmark, share: bool, own: Option<f64>) -> Option<f64> {
    if share {
        Some(other.value * (100.0 - other.value))
    } else {
        own
    }
}

/// A benchmark that was measured on so many, with its standard error.
fn measured_on(value: f64, variance: f64, base: u64) -> Option<(stats::Benchmark, f64)> {
    let base = base as f64;
    let benchmark = stats::Benchmark::measured(value, variance, base)?;
    Some((benchmark, (variance / base).sqrt()))
}

fn verdict(range: Range) -> BenchmarkVerdict {
    match (range.low >= 0.0, range.high <= 0.0) {
        (true, false) => BenchmarkVerdict::Above,
        (false, true) => BenchmarkVerdict::Below,
        _ => BenchmarkVerdict::CannotSay,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(value: f64, base: Option<u64>) -> Benchmark {
        Benchmark {
            value,
            label: "Index".into(),
            source: "Institute".into(),
            date: date(2026, 1, 15),
            base,
            wording: None,
        }
    }

    #[test]
    fn a_target_is_met_only_by_the_whole_interval() {
        use TargetVerdict::{CannotSay, Met, Missed};
        for (low, high, higher, expected) in [
            (46.0, 50.0, true, Met),
            (45.0, 50.0, true, Met),
            (40.0, 44.0, true, Missed),
            (40.0, 50.0, true, CannotSay),
            (46.0, 50.0, false, Missed),
            (40.0, 45.0, false, Met),
        ] {
            let interval = Interval::new(low, high);
            assert_eq!(target_verdict(interval, 45.0, higher), expected, "{low} … {high}");
        }
        let open = Interval {
            low: 40.0,
            high: None,
        };
        assert_eq!(target_verdict(open, 45.0, true), CannotSay);
    }

    fn error(other: &Benchmark, share: bool, own: Option<f64>) -> Option<f64> {
        let variance = variance(other, share, own)?;
        Some(measured_on(other.value, variance, other.base?)?.1)
    }

    #[test]
    fn the_error_of_a_benchmark_needs_its_base() {
        assert_eq!(error(&of(65.0, None), true, Some(1.0)), None);
        let share = error(&of(65.0, Some(500)), true, None).expect("an error");
        assert!((share - 2.133_073).abs() < 1e-6, "{share}");
        // v = .61 of one answer to “would you recommend”, in points squared 6,100.
        let points = error(&of(41.0, Some(100)), false, Some(6_100.0)).expect("an error");
        assert!((points - 7.810_250).abs() < 1e-6, "{points}");
        assert_eq!(error(&of(41.0, Some(100)), false, None), None);
    }

    #[test]
    fn a_benchmark_is_passed_only_by_the_whole_interval() {
        let range = |low, high| Range { low, high };
        assert_eq!(verdict(range(0.1, 4.0)), BenchmarkVerdict::Above);
        assert_eq!(verdict(range(-4.0, -0.1)), BenchmarkVerdict::Below);
        assert_eq!(verdict(range(-1.0, 4.0)), BenchmarkVerdict::CannotSay);
    }
}
