//! Waiting times, with those still waiting counted as waiting (Kaplan and Meier 1958).
//!
//! Leaving out those that still wait would make every time too short: the median of closed ones alone stands beside, as a
//! part, and never is the headline.

use cxpress_metric::{
    Absence, Batch, CurvePoint, Difference, Direction, Durations, Ended, Evidence, Field, Figure, Instant,
    Interval, Judged, Kind, Measured, Method, MetricSpec, Part, Quality, Question, Reading, Role, Shape,
    Summary, SummaryKind, Unit, Value,
};
use cxpress_stats::survival::{self, At, KaplanMeier, Step, closed_only_median};
use cxpress_stats::{Range, Z95, jackknife, mover, proportion};

use crate::{count, counted};

/// The words for its parts, by language: for [`cxpress_metric::MetricSpec::words`].
pub const WORDS: [(&str, &str); 2] = [
    ("en", include_str!("waiting.en.ftl")),
    ("de", include_str!("waiting.de.ftl")),
];

const HOUR: i64 = 3_600;
/// A day in seconds.
pub const DAY: i64 = 24 * HOUR;
/// The fewest records of which a curve is drawn.
const FEWEST: u64 = 10;
/// The most points of a curve; more cannot be seen.
const CURVE_POINTS: usize = 160;

/// The share that ended within the promised time.
const WITHIN: &str = "within";

/// A specification of a waiting time until `end` in records of a kind: shorter is better, judged by the share that
/// ended within the promised time.
#[must_use]
pub const fn spec(records: Kind, id: &'static str, needs: &'static [Field], within: i64) -> MetricSpec {
    let mut spec = MetricSpec::of_records(records, id, SummaryKind::Durations, Unit::Seconds);
    spec.judged = Some(Judged {
        part: WITHIN,
        unit: Unit::Percent,
        role: Role::Promised,
        direction: Some(Direction::HigherIsBetter),
    });
    spec.enough = 10.0;
    spec.direction = Some(Direction::LowerIsBetter);
    spec.quality = Some(Quality::Ease);
    spec.needs = needs;
    spec.within = Some(within);
    spec
}

/// How far a row has come when its period is seen, and how much of that does not count.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// The end that was waited for; nothing if it had not come.
    pub end: Option<Instant>,
    /// When nobody waited for it any longer, such as when a ticket is cancelled; nothing if somebody did.
    pub left: Option<Instant>,
    /// Seconds that do not count.
    pub paused: i64,
}

impl Wait {
    /// From a row's times, of which either may lie after the period is `seen`. One that was left before its end had not
    /// come to it.
    #[must_use]
    pub fn until(seen: Instant, end: Option<Instant>, left: Option<Instant>) -> Self {
        let left = left.filter(|left| *left < seen);
        let end = end.filter(|end| *end < seen && left.is_none_or(|left| *end <= left));
        Self {
            end,
            left: left.filter(|_| end.is_none()),
            paused: 0,
        }
    }
}

/// From the start of each row to its end, or to when it was left or its period is seen, whichever is first. Where a
/// question has business hours, only these count. `wait` is asked for a row and when its period is seen.
pub fn measure(
    batch: &Batch<'_>,
    question: &Question,
    wait: impl Fn(usize, Instant) -> Wait,
    out: &mut Measured,
) {
    for (row, (created, period)) in batch.created.iter().zip(batch.periods).enumerate() {
        let Some(seen) = batch.calendar.seen_at(*period) else {
            continue;
        };
        let Wait { end, left, paused } = wait(row, seen);
        let (until, ended) = match (end, left) {
            (Some(end), _) => (end, Ended::Reached),
            (None, Some(left)) => (left, Ended::Left),
            (None, None) => (seen, Ended::Running),
        };
        let seconds = (question.seconds_between(*created, until) - paused).max(0);
        out.push(row, *period, Value::Duration { seconds, ended });
    }
}

fn ends(durations: &Durations) -> impl Iterator<Item = At> + Clone + '_ {
    durations.tallies().map(|(time, t)| At {
        time: time as f64,
        events: t.events,
        censored: t.censored(),
    })
}

/// The figure of a waiting time: the median, with percentiles, the shares that ended within the promised time, a day and a
/// week, and the curve. `promised` and `unit` are of the time that counts. Under ten records there are too few.
#[must_use]
pub fn evaluate(evidence: Evidence<'_>, promised: i64, unit: Unit) -> Figure {
    let Some(durations) = evidence.summary.durations().filter(|durations| durations.n() > 0) else {
        return Figure::absent(Absence::NoData, unit);
    };
    let (n, events) = (durations.n(), durations.events());
    let ends: Vec<At> = ends(durations).collect();
    let Some(curve) = KaplanMeier::fit(&ends).filter(|_| n >= FEWEST) else {
        return Figure::absent(Absence::TooFew, unit);
    };
    let values_only = evidence.values_only;
    let share = |id, seconds| {
        let within = share_within(&curve, &ends, seconds, values_only);
        Part::new(id, Unit::Percent, within)
    };
    let within = |id, seconds| share(id, seconds).with_role(Role::Within(seconds));
    let reading = |p| percentile(&curve, evidence.left_out, p, values_only);
    let percentile = |id, p| Part::new(id, unit, reading(p));
    let closed = closed_only_median(&ends).map_or(Reading::Absent(Absence::NoData), |median| {
        Reading::Value(counted(median, events))
    });
    let open = durations.running();
    let left = n - events - open;
    let mut figure = Figure::new(reading(0.5), unit)
        .with_parts(vec![
            share(WITHIN, promised).with_role(Role::Promised),
            percentile("p75", 0.75),
            percentile("p90", 0.9),
            Part::new("closed-median", unit, closed).with_role(Role::ClosedOnly),
            within("within-24h", DAY),
            within("within-168h", 7 * DAY),
            count("resolved", events, n),
            count("open", open, n).with_role(Role::Open),
        ])
        .with_shape(if values_only {
            Shape::None
        } else {
            Shape::Curve(thinned(&curve))
        });
    figure.parts.extend((left > 0).then(|| count("left", left, n)));
    figure
}

/// The first time by which a share `p` was resolved. Where answers came in clusters, the variance of the curve there is
/// multiplied by its design effect before the band is inverted.
fn percentile(curve: &KaplanMeier, left_out: &[Summary], p: f64, value_only: bool) -> Reading {
    let Some(value) = curve.percentile(p) else {
        return Reading::Absent(Absence::NotReached);
    };
    let effect = design_effect(curve, left_out, value);
    let interval = || {
        let (low, high) = curve.percentile_interval(p, Z95 * effect.sqrt())?;
        Some(Interval { low, high })
    };
    let interval = if value_only { None } else { interval() };
    let estimate = counted(value, curve.n())
        .with_interval(interval, Method::BrookmeyerCrowley)
        .with_effective(curve.events() as f64 / effect);
    Reading::Value(estimate)
}

/// By how much clusters make the variance of a curve at a time larger than Greenwood's: that of the delete-a-group
/// jackknife over Greenwood's, 1 or more; 1 where there are no clusters or the curve has no variance there.
fn design_effect(curve: &KaplanMeier, left_out: &[Summary], time: f64) -> f64 {
    let variance = curve
        .step_at(time)
        .map_or(0.0, |step| step.survival.powi(2) * step.greenwood);
    let survival = |summary: &Summary| survival::survival_at(ends(summary.durations()?), time);
    let values: Vec<f64> = left_out.iter().filter_map(survival).collect();
    jackknife::design_effect(&values, variance)
}

/// The share resolved within a time, in per cent; *not reached* where nobody was observed for so long.
fn share_within(curve: &KaplanMeier, ends: &[At], seconds: i64, value_only: bool) -> Reading {
    let Some(resolved) = Resolved::within(curve, ends, seconds) else {
        return Reading::Absent(Absence::NotReached);
    };
    let range = if value_only { None } else { resolved.range(Z95) };
    let interval = range.map(|range| Interval::new(100.0 * range.low, 100.0 * range.high));
    let estimate = counted(100.0 * resolved.share, curve.n())
        .with_interval(interval, Method::Greenwood)
        .with_effective(curve.events() as f64)
        .with_limits(0.0, 100.0);
    Reading::Value(estimate)
}

/// The share resolved within a time.
#[derive(Clone, Copy)]
struct Resolved {
    share: f64,
    /// How many were watched until then, or until they were resolved.
    watched: f64,
    step: Option<Step>,
}

impl Resolved {
    /// Read off a curve; nothing where nobody was observed for so long.
    fn within(curve: &KaplanMeier, ends: &[At], seconds: i64) -> Option<Self> {
        let time = seconds as f64;
        let open = curve.survival_at(time);
        let observed = ends.last().is_some_and(|last| time <= last.time) || open == 0.0;
        let step = curve.step_at(time).copied();
        observed.then(|| Self {
            share: 1.0 - open,
            watched: watched(ends, time) as f64,
            step,
        })
    }

    /// Where nobody or everybody was resolved, the log-log band does not exist, and Wilson's interval stands in, of those
    /// who were watched for so long: what was not says nothing of the time.
    fn range(&self, z: f64) -> Option<Range> {
        let band = self.step.and_then(|step| step.band(z));
        let turned = band.map(|band| Range {
            low: 1.0 - band.high,
            high: 1.0 - band.low,
        });
        turned.or_else(|| proportion::wilson(self.share, self.watched, z))
    }
}

/// How many were watched until a time, or until they ended before it.
fn watched(ends: &[At], time: f64) -> u64 {
    let of = |end: &At| end.events + if end.time < time { 0 } else { end.censored };
    ends.iter().map(of).sum()
}

/// The difference of the shares that ended within the promised time, in points: the square-and-add method from the two
/// bands (MOVER; Zou and Donner 2008).
#[must_use]
pub fn difference(before: &Summary, after: &Summary, promised: i64) -> Option<Difference> {
    let side = |summary: &Summary| {
        let ends: Vec<At> = ends(summary.durations().filter(|durations| durations.n() >= FEWEST)?).collect();
        Resolved::within(&KaplanMeier::fit(&ends)?, &ends, promised)
    };
    let (old, new) = (side(before)?, side(after)?);
    let interval = move |z| {
        let range = mover::difference(old.share, old.range(z)?, new.share, new.range(z)?);
        Some((100.0 * range.low, 100.0 * range.high))
    };
    Some(Difference::new(100.0 * new.share - 100.0 * old.share, interval))
}

/// The curve from 1 down, with as many points as can be seen.
fn thinned(curve: &KaplanMeier) -> Vec<CurvePoint> {
    let steps: Vec<_> = curve.steps().iter().filter(|step| step.events > 0).collect();
    let stride = steps.len().div_ceil(CURVE_POINTS).max(1);
    let kept = steps
        .iter()
        .enumerate()
        .filter(|(at, _)| at % stride == 0 || at + 1 == steps.len());
    let start = CurvePoint {
        seconds: 0.0,
        share: 1.0,
        low: None,
        high: None,
    };
    let points = kept.map(|(_, step)| {
        let band = step.band(Z95);
        CurvePoint {
            seconds: step.time,
            share: step.survival,
            low: band.map(|band| band.low),
            high: band.map(|band| band.high),
        }
    });
    std::iter::once(start).chain(points).collect()
}
