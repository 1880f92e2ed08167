//! Time to resolution and time to first response.

use cxpress_metric::{
    Absence, Batch, CurvePoint, Difference, Direction, Durations, Estimate, Evidence, Figure, Instant,
    Interval, Measured, Method, Metric, MetricSpec, Part, Question, Reading, Shape, Summary, SummaryKind,
    Unit, Value,
};
use cxpress_stats::survival::{At, KaplanMeier, Step, closed_only_median};
use cxpress_stats::{Range, Z95, mover, proportion};

use crate::{count, counted};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Under so many tickets no curve is drawn.
const FEWEST: u64 = 10;
/// So many points of a curve at the most; more cannot be seen.
const CURVE_POINTS: usize = 160;

const fn spec(id: &'static str) -> MetricSpec {
    let mut spec = MetricSpec::of_tickets(id, SummaryKind::Durations, Unit::Seconds);
    spec.judged = Some("within");
    spec.judged_direction = Some(Direction::HigherIsBetter);
    spec.enough = 10.0;
    spec.direction = Some(Direction::LowerIsBetter);
    spec
}

const RESOLUTION: MetricSpec = {
    let mut spec = spec("resolution");
    spec.needs = &["solved"];
    spec.within = Some(7 * DAY);
    spec.explanation = &[("en", include_str!("resolution.en.md"))];
    spec
};

const FIRST_RESPONSE: MetricSpec = {
    let mut spec = spec("first-response");
    spec.needs = &["first_response"];
    spec.within = Some(DAY);
    spec.explanation = &[("en", include_str!("first_response.en.md"))];
    spec
};

/// Time to resolution of the tickets created in the period, with those still open counted as open.
///
/// Kaplan–Meier (1958); median with the Brookmeyer–Crowley interval (1982); the share resolved within the
/// promised time with the log-log Greenwood band.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolution;

/// Time to first response of the tickets created in the period, with those still unanswered counted as such.
///
/// Computed as [`Resolution`] is.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstResponse;

impl Metric for Resolution {
    fn spec(&self) -> &MetricSpec {
        &RESOLUTION
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        measure(batch, batch.tickets.solved, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        evaluate(evidence.summary, promised(question, &RESOLUTION))
    }

    fn difference(&self, before: &Summary, after: &Summary, question: &Question) -> Option<Difference> {
        difference(before, after, promised(question, &RESOLUTION))
    }
}

impl Metric for FirstResponse {
    fn spec(&self) -> &MetricSpec {
        &FIRST_RESPONSE
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        measure(batch, batch.tickets.first_response, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        evaluate(evidence.summary, promised(question, &FIRST_RESPONSE))
    }

    fn difference(&self, before: &Summary, after: &Summary, question: &Question) -> Option<Difference> {
        difference(before, after, promised(question, &FIRST_RESPONSE))
    }
}

fn promised(question: &Question, spec: &MetricSpec) -> i64 {
    question.within.or(spec.within).unwrap_or(DAY)
}

/// From creation to `ends`, or to when the period is seen, whichever is first.
fn measure(batch: &Batch<'_>, ends: &[Option<Instant>], out: &mut Measured) {
    let rows = batch.tickets.created.iter().zip(ends).zip(batch.periods);
    for (row, ((created, end), period)) in rows.enumerate() {
        let Some(seen) = batch.calendar.seen_at(*period) else {
            continue;
        };
        let observed = end.is_some_and(|end| end < seen);
        let until = end.filter(|_| observed).unwrap_or(seen);
        out.push(
            row,
            *period,
            Value::Duration {
                seconds: until.0 - created.0,
                observed,
            },
        );
    }
}

fn ends(durations: &Durations) -> Vec<At> {
    let tallies = durations.tallies();
    tallies
        .map(|(time, t)| At {
            time: time as f64,
            events: t.events,
            censored: t.censored,
        })
        .collect()
}

fn evaluate(summary: &Summary, promised: i64) -> Figure {
    let Some(durations) = summary.durations().filter(|durations| durations.n() > 0) else {
        return Figure::absent(Absence::NoData, Unit::Seconds);
    };
    let (n, events) = (durations.n(), durations.events());
    let ends = ends(durations);
    let Some(curve) = KaplanMeier::fit(&ends).filter(|_| n >= FEWEST) else {
        return Figure::absent(Absence::TooFew, Unit::Seconds);
    };
    let last = ends.last().map_or(0.0, |end| end.time);
    let within = |id, seconds: i64| Part {
        id,
        unit: Unit::Percent,
        reading: share_within(&curve, last, seconds),
    };
    let percentile = |id, p| Part {
        id,
        unit: Unit::Seconds,
        reading: percentile(&curve, p),
    };
    let closed = closed_only_median(&ends).map_or(Reading::Absent(Absence::NoData), |median| {
        Reading::Value(counted(median, events))
    });
    Figure {
        headline: self::percentile(&curve, 0.5),
        unit: Unit::Seconds,
        parts: vec![
            within("within", promised),
            percentile("p75", 0.75),
            percentile("p90", 0.9),
            Part {
                id: "closed-median",
                unit: Unit::Seconds,
                reading: closed,
            },
            within("within-24h", DAY),
            within("within-168h", 7 * DAY),
            count("resolved", events, n),
            count("open", n - events, n),
        ],
        shape: Shape::Curve(thinned(&curve)),
    }
}

/// The first time by which a share `p` was resolved.
fn percentile(curve: &KaplanMeier, p: f64) -> Reading {
    let Some(value) = curve.percentile(p) else {
        return Reading::Absent(Absence::NotReached);
    };
    let interval = curve
        .percentile_interval(p, Z95)
        .map(|(low, high)| Interval { low, high });
    Reading::Value(Estimate {
        interval,
        effective: curve.events() as f64,
        method: Method::BrookmeyerCrowley,
        ..counted(value, curve.n())
    })
}

/// The share resolved within a time, in per cent; *not reached* where nobody was observed for so long.
fn share_within(curve: &KaplanMeier, last: f64, seconds: i64) -> Reading {
    let Some(resolved) = Resolved::within(curve, last, seconds) else {
        return Reading::Absent(Absence::NotReached);
    };
    let range = resolved.range(Z95);
    Reading::Value(Estimate {
        interval: range.map(|range| Interval::new(100.0 * range.low, 100.0 * range.high)),
        effective: curve.events() as f64,
        method: Method::Greenwood,
        limits: (0.0, 100.0),
        ..counted(100.0 * resolved.share, curve.n())
    })
}

/// The share resolved within a time.
#[derive(Clone, Copy)]
struct Resolved {
    share: f64,
    n: f64,
    step: Option<Step>,
}

impl Resolved {
    /// Read off a curve; nothing where nobody was observed for so long.
    fn within(curve: &KaplanMeier, last: f64, seconds: i64) -> Option<Self> {
        let time = seconds as f64;
        let open = curve.survival_at(time);
        let observed = time <= last || open == 0.0;
        let step = curve.step_at(time).copied();
        observed.then(|| Self {
            share: 1.0 - open,
            n: curve.n() as f64,
            step,
        })
    }

    /// Where nobody or everybody was resolved, the log-log band does not exist, and Wilson's interval stands in.
    fn range(&self, z: f64) -> Option<Range> {
        let band = self.step.and_then(|step| step.band(z));
        let turned = band.map(|band| Range {
            low: 1.0 - band.high,
            high: 1.0 - band.low,
        });
        turned.or_else(|| proportion::wilson(self.share, self.n, z))
    }
}

fn difference(before: &Summary, after: &Summary, promised: i64) -> Option<Difference> {
    let side = |summary: &Summary| {
        let ends = ends(summary.durations().filter(|durations| durations.n() >= FEWEST)?);
        Resolved::within(&KaplanMeier::fit(&ends)?, ends.last()?.time, promised)
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

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, PeriodId, TicketColumns, laws};

    fn question() -> Question {
        Question::new("resolution", "resolution").with_within(8)
    }

    fn of(tickets: &[(i64, bool)]) -> Summary {
        let mut durations = Durations::default();
        tickets
            .iter()
            .for_each(|(seconds, observed)| durations.add(*seconds, *observed));
        Summary::Durations(durations)
    }

    const TEN: [(i64, bool); 10] = [
        (2, true),
        (3, true),
        (5, true),
        (5, false),
        (8, true),
        (13, false),
        (21, true),
        (30, false),
        (34, false),
        (60, false),
    ];

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure
            .reading(part)
            .and_then(Reading::estimate)
            .expect("a value")
            .value
    }

    #[test]
    fn check_numbers() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN)), &question());
        let median = figure.headline.estimate().expect("a median");
        assert_eq!(
            (median.value, median.interval),
            (21.0, Some(Interval { low: 2.0, high: None }))
        );
        assert_eq!(value(&figure, Some("closed-median")), 5.0);
        assert!((value(&figure, Some("within")) - 100.0 * (1.0 - 0.7 / 6.0 * 5.0)).abs() < 1e-9);
        assert_eq!(
            figure.reading(Some("p90")),
            Some(&Reading::Absent(Absence::NotReached))
        );
        assert_eq!(
            (value(&figure, Some("resolved")), value(&figure, Some("open"))),
            (5.0, 5.0)
        );
    }

    #[test]
    fn under_ten_tickets_are_too_few_for_a_curve() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN[..9])), &question());
        assert_eq!(figure.headline, Reading::Absent(Absence::TooFew));
    }

    #[test]
    fn a_promise_longer_than_the_observation_is_not_reached() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN)), &question().with_within(61));
        assert_eq!(
            figure.reading(Some("within")),
            Some(&Reading::Absent(Absence::NotReached))
        );
    }

    #[test]
    fn a_ticket_solved_after_the_period_is_open_in_it() {
        let calendar = Calendar::new(PeriodId(0), [0, 100, 200].map(Instant).to_vec());
        let tickets = TicketColumns {
            created: &[Instant(90), Instant(90)],
            solved: &[Some(Instant(95)), Some(Instant(100))],
            first_response: &[None, None],
            due: &[None, None],
        };
        let batch = Batch {
            periods: &[PeriodId(0); 2],
            answers: &[],
            tickets,
            calendar: &calendar,
        };
        let mut measured = Measured::default();
        Resolution.measure(&batch, &question(), &mut measured);
        let values: Vec<_> = measured.entries().iter().map(|entry| entry.value).collect();
        let expected =
            [(5, true), (10, false)].map(|(seconds, observed)| Value::Duration { seconds, observed });
        assert_eq!(values, expected);
    }

    #[test]
    fn laws_hold() {
        let question = Question::new("resolution", "resolution");
        laws::check(&Resolution, &question).unwrap();
        laws::check(&FirstResponse, &question).unwrap();
    }
}
