//! Lost customers.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Difference, Direction, Evidence, Field, Figure, Measured, Metric, MetricSpec, Question,
    Unit,
};

use crate::tenure::{self, FREE, JOINED, LOST_NEW, RETURNED, Stock, Tenure};

const SPEC: MetricSpec = {
    let mut spec = tenure::spec("churn", &[Field::Lost]);
    spec.instead = &[Field::Churned];
    spec.direction = Some(Direction::LowerIsBetter);
    spec.words = &[
        ("en", include_str!("churn.en.ftl")),
        ("de", include_str!("churn.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("churn.en.md")),
        ("de", include_str!("churn.de.md")),
    ];
    spec
};

/// Lost for a reason that was in our hands.
const CONTROLLABLE: u8 = FREE;
/// Lost for a reason that was not.
const NOT_CONTROLLABLE: u8 = FREE + 1;

/// Churn: of the customers who were active at the start of the period, the share that was lost in it. Those
/// who joined and were lost in the same period are counted beside it. Where rows say of the customers of a period whether
/// they were lost in it, that is counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Churn;

fn rate(stock: &Stock<'_>) -> Rate {
    Rate::of(stock.lost, stock.active)
}

impl Metric for Churn {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        if tenure::said(batch, out) {
            return;
        }
        let controllable = batch.fields.number(Field::Controllable);
        let reason = |row, tenure: Tenure| {
            let (period, ours) = tenure.lost.zip(controllable.at(row))?;
            Some((if ours == 0 { NOT_CONTROLLABLE } else { CONTROLLABLE }, period))
        };
        tenure::measure(batch, reason, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(stock) = Stock::of(evidence) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let (joined, returned) = (stock.count(JOINED), stock.count(RETURNED));
        let (lost, lost_new) = (stock.lost, stock.count(LOST_NEW));
        let ours = stock.count(CONTROLLABLE);
        let all = stock.active + joined + returned;
        Figure::new(rate(&stock).reading(), Unit::Percent).with_parts(vec![
            count("active", stock.active, all),
            count("joined", joined, all),
            count("returned", returned, all),
            count("lost", lost, all),
            count("lost-new", lost_new, all),
            count("active-end", all.saturating_sub(lost + lost_new), all),
            Rate::of(ours, ours + stock.count(NOT_CONTROLLABLE)).named("controllable"),
        ])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        tenure::difference(before, after, rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenure::LOST;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Categories, Reading, Summary, laws};

    fn question() -> Question {
        Question::new("churn", "churn")
    }

    fn records() -> Records {
        Records::of(&[Field::Lost, Field::Returned, Field::Controllable], 3)
    }

    #[test]
    fn what_rows_say_of_their_period_does_as_well() {
        let figures = Records::of(&[Field::Churned], 2)
            .with(10, [Some(1)])
            .with(20, [Some(0)])
            .with(20, [None])
            .with(110, [Some(0)])
            .with(120, [Some(0)])
            .with(120, [Some(0)])
            .with(130, [Some(1)])
            .figures(&Churn, &question());
        let found = figures
            .iter()
            .map(|figure| figure.value(None))
            .collect::<Vec<_>>();
        assert_eq!(found, [Some(50.0), Some(25.0)]);
        assert_eq!(
            values(&figures[1], ["active", "lost", "active-end"]),
            [4.0, 1.0, 3.0]
        );
    }

    fn values<const N: usize>(figure: &Figure, parts: [&str; N]) -> [f64; N] {
        parts.map(|part| figure.value(Some(part)).expect("a value"))
    }

    #[test]
    fn lost_of_those_active_at_the_start() {
        let figures = records()
            .with(10, [None, None, None])
            .with(20, [Some(110), None, Some(1)])
            .with(30, [Some(120), Some(250), Some(0)])
            .with(40, [Some(50), None, None])
            .with(130, [Some(140), None, Some(1)])
            .with(150, [Some(230), Some(240), None])
            .figures(&Churn, &question());
        let parts = ["active", "joined", "returned", "lost", "lost-new", "active-end"];
        let found: Vec<_> = figures.iter().map(|figure| values(figure, parts)).collect();
        assert_eq!(
            found,
            [
                [0.0, 4.0, 0.0, 0.0, 1.0, 3.0],
                [3.0, 2.0, 0.0, 2.0, 1.0, 2.0],
                [2.0, 0.0, 2.0, 1.0, 0.0, 3.0]
            ]
        );
        assert_eq!(figures[0].headline, Reading::Absent(Absence::NoData));
        let rates = [&figures[1], &figures[2]].map(|figure| figure.value(None).expect("a rate"));
        assert!(
            (rates[0] - 200.0 / 3.0).abs() < 1e-9 && rates[1] == 50.0,
            "{rates:?}"
        );
        assert!((values(&figures[1], ["controllable"])[0] - 200.0 / 3.0).abs() < 1e-9);
        assert_eq!(figures[2].value(Some("controllable")), None);
    }

    #[test]
    fn who_came_before_the_calendar_is_active_from_its_first_period() {
        let figures = records()
            .with(-900, [Some(250), None, None])
            .with(-900, [None, None, None])
            .with(-900, [Some(-500), None, None])
            .figures(&Churn, &question());
        let found: Vec<_> = figures
            .iter()
            .map(|figure| values(figure, ["active", "lost"]))
            .collect();
        assert_eq!(found, [[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]]);
    }

    #[test]
    fn a_loss_that_is_announced_has_not_happened_yet() {
        let records = records()
            .with(10, [Some(160), None, Some(1)])
            .with(10, [Some(150), None, None]);
        let lost =
            |records: Records| values(&records.figures(&Churn, &question())[1], ["lost", "active-end"]);
        assert_eq!(lost(records.clone().known_until(160)), [1.0, 1.0]);
        assert_eq!(lost(records.clone().known_until(161)), [2.0, 0.0]);
        assert_eq!(lost(records), [2.0, 0.0]);
    }

    #[test]
    fn a_return_before_the_loss_is_no_return() {
        let figures = records()
            .with(10, [Some(150), Some(120), None])
            .figures(&Churn, &question());
        assert_eq!(values(&figures[1], ["lost", "returned"]), [1.0, 0.0]);
    }

    /// 9 of 50 lost: Wilson 9.7702 … 30.7961, as 41 of 50 kept.
    #[test]
    fn check_numbers() {
        let customers = (0..50).fold(records(), |records, at| {
            records.with(5, [(at < 9).then_some(150), None, None])
        });
        let figures = customers.figures(&Churn, &question());
        let rate = figures[1].headline.estimate().expect("a rate");
        let interval = rate.interval.expect("an interval");
        assert!((interval.low - 9.7702).abs() < 1e-4, "{interval:?}");
        assert!(
            (interval.high.expect("an end") - 30.7961).abs() < 1e-4,
            "{interval:?}"
        );
        assert_eq!(rate.base, 50);
    }

    /// 32 of 80 and 14 of 70 lost: Newcombe −33.3873 … −5.2431, as 48 of 80 and 56 of 70 kept.
    #[test]
    fn check_numbers_of_changes() {
        let summary = |category, n| {
            let mut counts = Categories::default();
            (0..n).for_each(|_| counts.add(category));
            Summary::Categories(counts)
        };
        let earlier = [summary(JOINED, 80), summary(JOINED, 70)];
        let now = [summary(LOST, 32), summary(LOST, 14)];
        let side = |at: usize| Evidence::of(&now[at]).after(Some(&earlier[at]));
        let found = Churn
            .difference(side(0), side(1), &question())
            .expect("a difference");
        let (low, high) = found.at(1.959_964).expect("an interval");
        for (found, expected) in [(found.point, -20.0), (low, -33.3873), (high, -5.2431)] {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
        let without_past = Evidence::of(&now[1]);
        assert!(Churn.difference(side(0), without_past, &question()).is_none());
    }

    #[test]
    fn laws_hold() {
        laws::check(&Churn, &question()).unwrap();
    }
}
