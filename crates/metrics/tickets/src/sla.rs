//! Kept promises: tickets closed by their target.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Categories, Difference, Evidence, Field, Figure, Instant, Kind, Measured, Metric,
    MetricSpec, PeriodId, Quality, Question, SummaryKind, Unit, Value,
};

use crate::life::{Life, State};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Tickets, "sla", SummaryKind::Categories, Unit::Percent);
    spec.quality = Some(Quality::Effectiveness);
    spec.definition = 2;
    spec.needs = &[Field::Solved, Field::Due];
    spec.instead = &[Field::Met];
    spec.words = &[
        ("en", include_str!("sla.en.ftl")),
        ("de", include_str!("sla.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("sla.en.md")),
        ("de", include_str!("sla.de.md")),
    ];
    spec
};

/// Of the tickets due in the period, in the period they were due.
const DUE_MET: u8 = 0;
const DUE_MISSED: u8 = 1;
/// Of the tickets created in the period, as of its end: what other tools count.
const MET: u8 = 2;
const BREACHED: u8 = 3;
const LATE: u8 = 4;
const NOT_DUE: u8 = 5;
const NO_TARGET: u8 = 6;
/// Of the tickets created in the period, as the export itself says.
const SAID_MET: u8 = 7;
const SAID_MISSED: u8 = 8;

/// Kept promises: of the tickets due in the period, the share closed by their target. Closed on the target is
/// met; a ticket that was solved, but is open again at its target, is not. A target moves by the time that a ticket was
/// paused. The share that other tools print, met ÷ (met + breached + open and late) of those created in the
/// period, stands beside it: it counts early closures before they are due, and flatters.
///
/// Where the export itself says whether the target was met, and when it was is not known: of the tickets created in the
/// period of which it says so, the share that met it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sla;

impl Metric for Sla {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let (due, met) = (batch.fields.time(Field::Due), batch.fields.number(Field::Met));
        for (row, period) in batch.periods.iter().enumerate() {
            if met.is_there() && !due.is_there() {
                let said = met
                    .at(row)
                    .map(|met| if met > 0 { SAID_MET } else { SAID_MISSED });
                said.into_iter()
                    .for_each(|said| out.push(row, *period, Value::Category(said)));
                continue;
            }
            let life = Life::of(batch, row);
            let due = due.at(row).map(|due| Instant(due.0 + life.paused));
            if let Some((period, category)) = due.and_then(|due| as_due(batch, life, due)) {
                out.push(row, period, Value::Category(category));
            }
            let seen = batch.calendar.seen_at(*period);
            if let Some(category) = seen.and_then(|seen| as_created(life, due, seen)) {
                out.push(row, *period, Value::Category(category));
            }
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(counts) = evidence.summary.categories().filter(|counts| counts.n() > 0) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let (met, due) = due(counts);
        let mut parts = vec![count("met", met, due), count("missed", due - met, due)];
        let usual = counts.count(MET) + counts.count(BREACHED) + counts.count(LATE);
        let created = usual + counts.count(NOT_DUE) + counts.count(NO_TARGET);
        let created_part = |id, category| count(id, counts.count(category), created);
        if counts.count(SAID_MET) + counts.count(SAID_MISSED) == 0 {
            parts.extend([
                Rate::of(counts.count(MET), usual).named("usual-rate"),
                created_part("usual-met", MET),
                created_part("usual-breached", BREACHED),
                created_part("usual-late", LATE),
                created_part("usual-not-due", NOT_DUE),
                created_part("usual-no-target", NO_TARGET),
            ]);
        }
        Figure::new(Rate::of(met, due).reading(), Unit::Percent).with_parts(parts)
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        let [before, after] = [before, after].map(|side| side.summary.categories().map(due));
        let [before, after] = [before?, after?].map(|(met, due)| Rate::of(met, due));
        before.difference(after)
    }
}

/// The period a ticket was due in, once it is over, and whether the promise was kept: whether it was closed then. One that
/// was cancelled by then was no promise any longer.
fn as_due(batch: &Batch<'_>, life: Life, due: Instant) -> Option<(PeriodId, u8)> {
    let period = batch.calendar.period_of(due)?;
    let over = due < batch.calendar.seen_at(period)?;
    let category = match life.at(Instant(due.0 + 1)) {
        State::Solved(_) => DUE_MET,
        State::Open => DUE_MISSED,
        State::Cancelled(_) => return None,
    };
    over.then_some((period, category))
}

/// How a ticket stood when the period of its creation was over; nothing for one that was cancelled.
fn as_created(life: Life, due: Option<Instant>, seen: Instant) -> Option<u8> {
    let state = life.at(seen);
    if matches!(state, State::Cancelled(_)) {
        return None;
    }
    let Some(due) = due else { return Some(NO_TARGET) };
    Some(match state {
        State::Solved(solved) if solved <= due => MET,
        State::Solved(_) => BREACHED,
        _ if due < seen => LATE,
        _ => NOT_DUE,
    })
}

/// Those met, and all due.
fn due(counts: &Categories) -> (u64, u64) {
    let met = counts.count(DUE_MET) + counts.count(SAID_MET);
    (met, met + counts.count(DUE_MISSED) + counts.count(SAID_MISSED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Reading, laws};

    fn question() -> Question {
        Question::new("promise", "sla")
    }

    /// Tickets created at 10 in a period from 0 to 100: (solved, due).
    fn figure(tickets: &[(Option<i64>, Option<i64>)]) -> Figure {
        let empty = Records::of(&[Field::Solved, Field::Due], 1);
        let add = |records: Records, (solved, due): &(_, _)| records.with(10, [*solved, *due]);
        let mut figures = tickets.iter().fold(empty, add).figures(&Sla, &question());
        figures.remove(0)
    }

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure.value(part).expect("a value")
    }

    #[test]
    fn the_promise_is_kept_up_to_the_target_and_judged_when_due() {
        let figure = figure(&[
            (Some(50), Some(50)),
            (Some(51), Some(50)),
            (None, Some(50)),
            (Some(20), Some(150)),
            (None, Some(150)),
            (Some(20), None),
        ]);
        assert!((value(&figure, None) - 100.0 / 3.0).abs() < 1e-9);
        let usual = [
            "usual-met",
            "usual-breached",
            "usual-late",
            "usual-not-due",
            "usual-no-target",
        ];
        assert_eq!(
            usual.map(|part| value(&figure, Some(part))),
            [2.0, 1.0, 1.0, 1.0, 1.0]
        );
        assert_eq!(value(&figure, Some("usual-rate")), 50.0);
    }

    #[test]
    fn a_ticket_that_is_open_again_when_it_is_due_is_no_promise_kept() {
        let fields = [Field::Solved, Field::Reopened, Field::Cancelled, Field::Due];
        let figures = Records::of(&fields, 1)
            .with(10, [Some(20), Some(30), None, Some(50)])
            .with(10, [Some(20), Some(60), None, Some(50)])
            .with(10, [Some(40), Some(30), None, Some(50)])
            .with(10, [None, None, Some(40), Some(50)])
            .with(10, [None, None, Some(60), Some(50)])
            .figures(&Sla, &question());
        let found = ["met", "missed", "usual-met", "usual-late"].map(|part| value(&figures[0], Some(part)));
        assert_eq!(found, [2.0, 2.0, 1.0, 2.0]);
    }

    #[test]
    fn a_pause_moves_the_target() {
        let figures = Records::of(&[Field::Solved, Field::Due, Field::Paused], 2)
            .with(10, [Some(60), Some(50), Some(10)])
            .with(10, [Some(60), Some(50), Some(9)])
            .with(10, [Some(60), Some(50), None])
            .with(10, [Some(120), Some(90), Some(30)])
            .figures(&Sla, &question());
        let found = [0, 1].map(|period| ["met", "missed"].map(|part| value(&figures[period], Some(part))));
        assert_eq!(found, [[1.0, 2.0], [1.0, 0.0]]);
    }

    #[test]
    fn what_an_export_says_itself_does_as_well() {
        let figures = Records::of(&[Field::Met], 1)
            .with(10, [Some(1)])
            .with(10, [Some(0)])
            .with(10, [Some(1)])
            .with(10, [None])
            .figures(&Sla, &question());
        let found = ["met", "missed"].map(|part| value(&figures[0], Some(part)));
        assert_eq!(found, [2.0, 1.0]);
        assert!(figures[0].value(Some("usual-rate")).is_none());
    }

    #[test]
    fn without_any_ticket_due_there_is_no_rate() {
        let figure = figure(&[(Some(20), None)]);
        assert_eq!(figure.headline, Reading::Absent(Absence::NoData));
    }

    #[test]
    fn laws_hold() {
        laws::check(&Sla, &question()).unwrap();
    }
}
