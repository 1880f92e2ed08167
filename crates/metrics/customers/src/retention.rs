//! Kept customers.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Difference, Evidence, Field, Figure, Measured, Metric, MetricSpec, Question, Unit,
};

use crate::tenure::{self, Stock};

const SPEC: MetricSpec = {
    let mut spec = tenure::spec("retention", &[Field::Lost]);
    spec.words = &[
        ("en", include_str!("retention.en.ftl")),
        ("de", include_str!("retention.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("retention.en.md")),
        ("de", include_str!("retention.de.md")),
    ];
    spec
};

/// Retention: of the customers who were active at the start of the period, the share that was not lost in it;
/// what churn leaves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Retention;

fn rate(stock: &Stock<'_>) -> Rate {
    Rate::of(stock.active - stock.lost, stock.active)
}

impl Metric for Retention {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        tenure::measure(batch, |_, _| None, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(stock) = Stock::of(evidence) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let rate = rate(&stock);
        Figure::new(rate.reading(), Unit::Percent).with_parts(vec![
            count("active", rate.whole, rate.whole),
            count("kept", rate.part, rate.whole),
            count("lost", stock.lost, rate.whole),
        ])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        tenure::difference(before, after, rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::churn::Churn;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    #[test]
    fn what_is_not_lost_is_kept() {
        let records = Records::of(&[Field::Lost], 3)
            .with(10, [None])
            .with(20, [Some(110)])
            .with(30, [Some(250)])
            .with(110, [Some(120)]);
        let question = Question::new("kept", "retention");
        let (kept, lost) = (
            records.figures(&Retention, &question),
            records.figures(&Churn, &question),
        );
        assert_eq!(kept[0].value(None), None);
        for (kept, lost) in kept[1..].iter().zip(&lost[1..]) {
            let sum = kept
                .value(None)
                .zip(lost.value(None))
                .map(|(kept, lost)| kept + lost);
            assert!((sum.expect("two rates") - 100.0).abs() < 1e-9);
        }
        assert_eq!(kept[2].value(None), Some(50.0));
    }

    #[test]
    fn laws_hold() {
        laws::check(&Retention, &Question::new("kept", "retention")).unwrap();
    }
}
