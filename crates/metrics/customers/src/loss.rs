//! Why customers were lost.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Categories, Difference, Direction, Evidence, Field, Figure, Kind, Lens, Measured, Metric,
    MetricSpec, Missing, Question, SummaryKind, Unit, Value,
};

use crate::tenure::Tenure;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Customers, "loss", SummaryKind::Categories, Unit::Percent);
    spec.lens = Lens::Perception;
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &[Field::Lost, Field::Controllable];
    spec.reasons = true;
    spec.accrues = true;
    spec.words = &[
        ("en", include_str!("loss.en.ftl")),
        ("de", include_str!("loss.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("loss.en.md")),
        ("de", include_str!("loss.de.md")),
    ];
    spec
};

/// Lost for a reason that was in our hands.
const OURS: u8 = 0;
/// Lost for a reason that was not.
const NOT_OURS: u8 = 1;

/// Loss: of the customers who were lost in the period, the share whose reason was in our hands. Those of whom
/// that is not known are counted as such, and are not in the base.
///
/// Interval: Wilson (1927). Change: Newcombe (1998), method 10.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loss;

fn rate(counts: &Categories) -> Rate {
    let ours = counts.count(OURS);
    Rate::of(ours, ours + counts.count(NOT_OURS))
}

impl Metric for Loss {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let controllable = batch.fields.number(Field::Controllable);
        for row in 0..batch.created.len() {
            let Some(period) = Tenure::of(batch, row).and_then(|tenure| tenure.lost) else {
                continue;
            };
            let value = match controllable.at(row) {
                None => Value::Missing(Missing::DontKnow),
                Some(0) => Value::Category(NOT_OURS),
                Some(_) => Value::Category(OURS),
            };
            out.push(row, period, value);
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(counts) = evidence.summary.categories().filter(|counts| counts.n() > 0) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let rate = rate(counts);
        Figure::new(rate.reading(), Unit::Percent).with_parts(vec![
            count("lost-ours", rate.part, rate.whole),
            count("lost-not-ours", rate.whole - rate.part, rate.whole),
        ])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        let of = |side: Evidence<'_>| side.summary.categories().map(rate);
        of(before)?.difference(of(after)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Summary, laws};

    fn question() -> Question {
        Question::new("loss", "loss")
    }

    fn records() -> Records {
        Records::of(&[Field::Lost, Field::Controllable], 2)
    }

    #[test]
    fn losses_of_the_period_whose_reason_is_known() {
        let figures = records()
            .with(-900, [Some(110), Some(1)])
            .with(-900, [Some(120), Some(0)])
            .with(150, [Some(160), Some(1)])
            .with(10, [Some(199), Some(1)])
            .with(10, [Some(199), None])
            .with(10, [None, Some(1)])
            .with(10, [Some(5), Some(1)])
            .with(10, [Some(20), Some(0)])
            .figures(&Loss, &question());
        let found: Vec<_> = figures
            .iter()
            .map(|figure| [None, Some("lost-ours"), Some("lost-not-ours")].map(|part| figure.value(part)))
            .collect();
        assert_eq!(found[0], [Some(0.0), Some(0.0), Some(1.0)]);
        assert_eq!(found[1], [Some(75.0), Some(3.0), Some(1.0)]);
    }

    #[test]
    fn a_loss_that_is_announced_has_not_happened_yet() {
        let figures = records()
            .with(10, [Some(160), Some(1)])
            .with(10, [Some(150), Some(0)])
            .known_until(160)
            .figures(&Loss, &question());
        assert_eq!(figures[1].value(None), Some(0.0));
    }

    #[test]
    fn losses_of_which_nothing_is_known_are_no_data() {
        let figures = records().with(10, [Some(20), None]).figures(&Loss, &question());
        assert_eq!(figures[0], Figure::absent(Absence::NoData, Unit::Percent));
    }

    fn summary(ours: u64, not_ours: u64) -> Summary {
        let mut counts = Categories::default();
        (0..ours).for_each(|_| counts.add(OURS));
        (0..not_ours).for_each(|_| counts.add(NOT_OURS));
        Summary::Categories(counts)
    }

    /// 23 of 40 in our hands: Wilson 42.1951 … 71.4906; 12 of 40 after that: Newcombe −45.8833 … −5.7669.
    #[test]
    fn check_numbers() {
        let (before, after) = (summary(23, 17), summary(12, 28));
        let figure = Loss.evaluate(Evidence::of(&before), &question());
        let share = figure.headline.estimate().expect("a share");
        let interval = share.interval.expect("an interval");
        let change = Loss
            .difference(Evidence::of(&before), Evidence::of(&after), &question())
            .expect("a difference");
        let (low, high) = change.at(1.959_964).expect("an interval");
        let found = [
            interval.low,
            interval.high.expect("an end"),
            change.point,
            low,
            high,
        ];
        let expected = [42.1951, 71.4906, -27.5, -45.8833, -5.7669];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
        assert!((share.value - 57.5).abs() < 1e-9 && share.base == 40, "{share:?}");
    }

    #[test]
    fn laws_hold() {
        laws::check(&Loss, &question()).unwrap();
    }
}
