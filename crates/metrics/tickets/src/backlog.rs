//! Open tickets at the end of the period.

use cxpress_metric::{
    Absence, Batch, Categories, Difference, Direction, Evidence, Figure, Measured, Metric, MetricSpec,
    Question, Reading, Shape, Summary, SummaryKind, Unit, Value,
};

use crate::{count, counted};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_tickets("backlog", SummaryKind::Categories, Unit::Count);
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &["solved"];
    spec.stock = true;
    spec.tested = false;
    spec.explanation = &[("en", include_str!("backlog.en.md"))];
    spec
};

const CREATED: u8 = 0;
const SOLVED: u8 = 1;

/// Open tickets at the end of the period: those open at its start, plus created, less solved. What was open
/// before the first file is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backlog;

impl Metric for Backlog {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        for (row, (solved, period)) in batch.tickets.solved.iter().zip(batch.periods).enumerate() {
            out.push(row, *period, Value::Category(CREATED));
            if let Some(period) = solved.and_then(|solved| batch.calendar.period_of(solved)) {
                out.push(row, period, Value::Category(SOLVED));
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
        let (created, solved) = now.map_or((0, 0), |counts| (counts.count(CREATED), counts.count(SOLVED)));
        let end = (start + created).saturating_sub(solved);
        let base = start + created;
        Figure {
            headline: Reading::Value(counted(end as f64, base)),
            unit: Unit::Count,
            parts: vec![
                count("start", start, base),
                count("created", created, base),
                count("solved", solved, base),
            ],
            shape: Shape::None,
        }
    }

    fn difference(&self, _: &Summary, _: &Summary, _: &Question) -> Option<Difference> {
        None
    }
}

fn open(counts: &Categories) -> u64 {
    counts.count(CREATED).saturating_sub(counts.count(SOLVED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;

    fn of(created: u64, solved: u64) -> Summary {
        let mut counts = Categories::default();
        (0..created).for_each(|_| counts.add(CREATED));
        (0..solved).for_each(|_| counts.add(SOLVED));
        Summary::Categories(counts)
    }

    #[test]
    fn what_was_open_plus_created_less_solved_is_open() {
        let (earlier, now) = (of(9, 4), of(3, 6));
        let evidence = Evidence {
            summary: &now,
            earlier: Some(&earlier),
        };
        let figure = Backlog.evaluate(evidence, &Question::new("backlog", "backlog"));
        let parts = [None, Some("start"), Some("created"), Some("solved")];
        let values = parts.map(|part| {
            figure
                .reading(part)
                .and_then(Reading::estimate)
                .expect("one")
                .value
        });
        assert_eq!(values, [2.0, 5.0, 3.0, 6.0]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Backlog, &Question::new("backlog", "backlog")).unwrap();
    }
}
