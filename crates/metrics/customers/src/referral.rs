//! Customers who refer others.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Difference, Evidence, Field, Figure, Measured, Metric, MetricSpec, Question, Unit,
};

use crate::tenure::{self, FREE, Stock, Tenure};

const SPEC: MetricSpec = {
    let mut spec = tenure::spec("referral", &[Field::Lost, Field::Referred]);
    spec.words = &[
        ("en", include_str!("referral.en.ftl")),
        ("de", include_str!("referral.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("referral.en.md")),
        ("de", include_str!("referral.de.md")),
    ];
    spec
};

/// Referred for the first time, and active at the start of the period.
const REFERRED: u8 = FREE;
/// Referred for the first time, and not active at the start of the period: new, or lost before.
const REFERRED_OTHER: u8 = FREE + 1;

/// Referral: of the customers who were active at the start of the period, the share that referred another for
/// the first time in it. Those who were not active then are counted beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Referral;

fn rate(stock: &Stock<'_>) -> Rate {
    Rate::of(stock.count(REFERRED).min(stock.active), stock.active)
}

impl Metric for Referral {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let referred = batch.fields.time(Field::Referred);
        let first = |row, tenure: Tenure| {
            let period = tenure::period(batch, referred.at(row)?)?;
            let active = tenure.was_active_at_the_start_of(period);
            Some((if active { REFERRED } else { REFERRED_OTHER }, period))
        };
        tenure::measure(batch, first, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(stock) = Stock::of(evidence) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let rate = rate(&stock);
        let others = stock.count(REFERRED_OTHER);
        Figure::new(rate.reading(), Unit::Percent).with_parts(vec![
            count("active", rate.whole, rate.whole),
            count("referred", rate.part, rate.whole),
            count("referred-other", others, rate.part + others),
        ])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        tenure::difference(before, after, rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    fn question() -> Question {
        Question::new("referral", "referral")
    }

    #[test]
    fn who_refers_must_have_been_there_at_the_start() {
        let figures = Records::of(&[Field::Lost, Field::Returned, Field::Referred], 4)
            .with(10, [None, None, Some(150)])
            .with(10, [None, None, None])
            .with(10, [None, None, Some(20)])
            .with(10, [Some(110), None, Some(120)])
            .with(10, [Some(50), None, Some(160)])
            .with(110, [None, None, Some(130)])
            .with(10, [Some(120), Some(250), Some(350)])
            .figures(&Referral, &question());
        let parts = ["active", "referred", "referred-other"];
        let found: Vec<_> = figures
            .iter()
            .map(|figure| parts.map(|part| figure.value(Some(part)).expect("a value")))
            .collect();
        assert_eq!(
            found,
            [[0.0, 0.0, 1.0], [5.0, 2.0, 2.0], [4.0, 0.0, 0.0], [5.0, 1.0, 0.0]]
        );
        let rates: Vec<_> = figures.iter().map(|figure| figure.value(None)).collect();
        assert_eq!(rates, [None, Some(40.0), Some(0.0), Some(20.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Referral, &question()).unwrap();
    }
}
