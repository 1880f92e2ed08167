//! Open tickets at the end of the period.

use cxpress_estimates::{count, counted};
use cxpress_metric::{
    Absence, Batch, Categories, Difference, Direction, Evidence, Field, Figure, Instant, Kind, Measured,
    Metric, MetricSpec, Question, Reading, Role, Summary, SummaryKind, Unit, Value,
};

use crate::life::Life;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Tickets, "backlog", SummaryKind::Categories, Unit::Count);
    spec.definition = 2;
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &[Field::Solved];
    spec.stock = true;
    spec.tested = false;
    spec.words = &[
        ("en", include_str!("backlog.en.ftl")),
        ("de", include_str!("backlog.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("backlog.en.md")),
        ("de", include_str!("backlog.de.md")),
    ];
    spec
};

const CREATED: u8 = 0;
const SOLVED: u8 = 1;
const REOPENED: u8 = 2;
const CANCELLED: u8 = 3;
/// Open at the end of the period they were created in, of the next, of the one after that.
const OPEN_SINCE: [u8; 3] = [4, 5, 6];

/// Open tickets at the end of the period: those open at its start, plus created and reopened, less solved and
/// cancelled, with how long they have been open, in periods. What was open before the first file is not
/// known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backlog;

impl Metric for Backlog {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        for (row, period) in batch.periods.iter().enumerate() {
            let life = Life::of(batch, row);
            out.push(row, *period, Value::Category(CREATED));
            for (event, at) in events(life) {
                if let Some(period) = batch.calendar.period_of(at) {
                    out.push(row, period, Value::Category(event));
                }
            }
            for (steps, category) in (0..).zip(OPEN_SINCE) {
                let period = period.offset(steps);
                let seen = batch.calendar.seen_at(period);
                if seen.is_some_and(|seen| life.is_open_at(seen)) {
                    out.push(row, period, Value::Category(category));
                }
            }
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let now = evidence.summary.categories().filter(|counts| counts.n() > 0);
        let earlier = evidence.earlier.and_then(Summary::categories);
        let start = earlier.map_or(0, open);
        if now.is_none() && start == 0 {
            return Figure::absent(Absence::NoData, Unit::Count);
        }
        let of = |category| now.map_or(0, |counts| counts.count(category));
        let come = start + of(CREATED) + of(REOPENED);
        let end = come.saturating_sub(of(SOLVED) + of(CANCELLED));
        let young = OPEN_SINCE.map(of);
        let old = end.saturating_sub(young.iter().sum());
        let part = |id, n| count(id, n, come);
        Figure::new(Reading::Value(counted(end as f64, come)), Unit::Count).with_parts(vec![
            part("start", start),
            part("created", of(CREATED)).with_role(Role::Come),
            part("reopened", of(REOPENED)).with_role(Role::Come),
            part("solved", of(SOLVED)).with_role(Role::Gone),
            part("cancelled", of(CANCELLED)).with_role(Role::Gone),
            part("open-new", young[0]),
            part("open-one", young[1]),
            part("open-two", young[2]),
            part("open-longer", old),
        ])
    }

    fn difference(&self, _: Evidence<'_>, _: Evidence<'_>, _: &Question) -> Option<Difference> {
        None
    }
}

/// What happened to a ticket after it was created.
fn events(life: Life) -> impl Iterator<Item = (u8, Instant)> {
    let all = [
        (SOLVED, life.solved),
        (REOPENED, life.reopened),
        (CANCELLED, life.cancelled),
    ];
    all.into_iter().filter_map(|(event, at)| Some((event, at?)))
}

fn open(counts: &Categories) -> u64 {
    let come = counts.count(CREATED) + counts.count(REOPENED);
    come.saturating_sub(counts.count(SOLVED) + counts.count(CANCELLED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    /// Tickets created at 5: (solved, reopened, cancelled). Gives one figure a period.
    fn figures(tickets: &[[Option<i64>; 3]]) -> Vec<Figure> {
        let empty = Records::of(&[Field::Solved, Field::Reopened, Field::Cancelled], 6);
        let records = tickets
            .iter()
            .fold(empty, |records, ticket| records.with(5, *ticket));
        records.figures(&Backlog, &Question::new("backlog", "backlog"))
    }

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure.value(part).expect("a value")
    }

    #[test]
    fn what_comes_and_goes_balances_in_every_period() {
        let figures = figures(&[
            [Some(50), None, None],
            [Some(150), None, None],
            [Some(150), Some(250), None],
            [None, None, Some(350)],
            [None, None, None],
        ]);
        let ends: Vec<f64> = figures.iter().map(|figure| value(figure, None)).collect();
        assert_eq!(ends, [4.0, 2.0, 3.0, 2.0, 2.0, 2.0]);
        for figure in &figures {
            let of = |part| value(figure, Some(part));
            let end = of("start") + of("created") + of("reopened") - of("solved") - of("cancelled");
            assert_eq!(end, value(figure, None));
        }
    }

    #[test]
    fn the_age_of_open_tickets_is_in_periods() {
        let figures = figures(&[
            [None, None, None],
            [Some(150), None, None],
            [Some(50), Some(220), None],
        ]);
        let ages = ["open-new", "open-one", "open-two", "open-longer"];
        let found: Vec<[f64; 4]> = figures[..4]
            .iter()
            .map(|figure| ages.map(|age| value(figure, Some(age))))
            .collect();
        assert_eq!(
            found,
            [
                [2.0, 0.0, 0.0, 0.0],
                [0.0, 1.0, 0.0, 0.0],
                [0.0, 0.0, 2.0, 0.0],
                [0.0, 0.0, 0.0, 2.0]
            ]
        );
    }

    #[test]
    fn laws_hold() {
        laws::check(&Backlog, &Question::new("backlog", "backlog")).unwrap();
    }
}
