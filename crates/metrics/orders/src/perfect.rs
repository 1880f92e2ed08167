//! Orders without any fault.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Categories, Difference, Evidence, Field, Figure, Kind, Lens, Measured, Metric,
    MetricSpec, Quality, Question, SummaryKind, Unit, Value,
};

const COMPONENTS: [Field; 4] = [Field::OnTime, Field::Complete, Field::Undamaged, Field::Correct];

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Orders,
        "perfect-order",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.quality = Some(Quality::Effectiveness);
    spec.lens = Lens::Experience;
    spec.needs = &COMPONENTS;
    spec.words = &[
        ("en", include_str!("perfect.en.ftl")),
        ("de", include_str!("perfect.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("perfect.en.md")),
        ("de", include_str!("perfect.de.md")),
    ];
    spec
};

/// Perfect orders: the share that was on time *and* complete *and* undamaged *and* correct. Orders of which
/// one of the four is not known are left out, and counted as such.
///
/// The components stand beside it, each of the orders where it is known. Their mean is no figure: it would be
/// high where every order has one fault.
#[derive(Clone, Copy, Debug, Default)]
pub struct PerfectOrder;

/// What is known of the components of an order, in the order of [`COMPONENTS`]: met, not met, or not known.
type State = [Option<bool>; 4];

/// The category of a state: a number of base 3.
fn category(state: State) -> u8 {
    state.iter().fold(0, |category, met| {
        category * 3 + met.map_or(0, |met| 1 + u8::from(met))
    })
}

/// All 81 states.
fn states() -> impl Iterator<Item = State> {
    (0..81).map(|category: u8| {
        [27, 9, 3, 1].map(|place| match category / place % 3 {
            0 => None,
            met => Some(met == 2),
        })
    })
}

/// How many orders of those whose state passes `base` also pass `test`.
fn rate(orders: &Categories, base: impl Fn(State) -> bool, test: impl Fn(State) -> bool) -> Rate {
    let number = |passes: &dyn Fn(State) -> bool| -> u64 {
        let states = states().filter(|state| passes(*state));
        states.map(|state| orders.count(category(state))).sum()
    };
    Rate::of(number(&|state| base(state) && test(state)), number(&base))
}

fn is_known(state: State) -> bool {
    state.iter().all(Option::is_some)
}

fn perfect(orders: &Categories) -> Rate {
    rate(orders, is_known, |state| state == [Some(true); 4])
}

fn component(orders: &Categories, at: usize) -> Rate {
    rate(
        orders,
        |state| state[at].is_some(),
        |state| state[at] == Some(true),
    )
}

impl Metric for PerfectOrder {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let components = COMPONENTS.map(|field| batch.fields.number(field));
        for (row, period) in batch.periods.iter().enumerate() {
            let state = components.map(|component| component.at(row).map(|flag| flag != 0));
            out.push(row, *period, Value::Category(category(state)));
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(orders) = evidence.summary.categories().filter(|orders| orders.n() > 0) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let perfect = perfect(orders);
        Figure::new(perfect.reading(), Unit::Percent).with_parts(vec![
            component(orders, 0).named("on-time"),
            component(orders, 1).named("complete"),
            component(orders, 2).named("undamaged"),
            component(orders, 3).named("correct"),
            count("perfect", perfect.part, perfect.whole),
            count("imperfect", perfect.whole - perfect.part, perfect.whole),
            count("not-known", orders.n() - perfect.whole, orders.n()),
        ])
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        perfect(before.summary.categories()?).difference(perfect(after.summary.categories()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Interval, laws};

    fn question() -> Question {
        Question::new("orders", "perfect-order")
    }

    fn figure(orders: impl IntoIterator<Item = [Option<i64>; 4]>) -> Figure {
        let empty = Records::of(&COMPONENTS, 1);
        let records = orders
            .into_iter()
            .fold(empty, |records, order| records.with(5, order));
        records.figures(&PerfectOrder, &question()).remove(0)
    }

    #[test]
    fn every_state_has_its_category() {
        let found: Vec<u8> = states().map(category).collect();
        assert_eq!(found, (0..81).collect::<Vec<u8>>());
    }

    #[test]
    fn an_order_is_perfect_in_all_or_not_at_all() {
        let (yes, no) = (Some(1), Some(0));
        let figure = figure([
            [yes, yes, yes, yes],
            [no, yes, yes, yes],
            [yes, no, no, yes],
            [yes, yes, yes, no],
            [None, yes, yes, no],
        ]);
        let parts = [
            None,
            Some("on-time"),
            Some("complete"),
            Some("undamaged"),
            Some("correct"),
        ];
        let found = parts.map(|part| figure.value(part));
        assert_eq!(found, [25.0, 75.0, 80.0, 80.0, 60.0].map(Some));
        let counts = ["perfect", "imperfect", "not-known"].map(|part| figure.value(Some(part)));
        assert_eq!(counts, [1.0, 3.0, 1.0].map(Some));
    }

    #[test]
    fn check_numbers() {
        let order = |at| {
            if at < 41 {
                [Some(1); 4]
            } else {
                [Some(1), Some(1), Some(0), Some(1)]
            }
        };
        let figure = figure((0..50).map(order));
        let Some(Interval {
            low,
            high: Some(high),
        }) = figure.headline.estimate().and_then(|e| e.interval)
        else {
            panic!("an interval with two ends");
        };
        assert!(
            (low - 69.2039).abs() < 1e-4 && (high - 90.2298).abs() < 1e-4,
            "{low} … {high}"
        );
    }

    #[test]
    fn laws_hold() {
        laws::check(&PerfectOrder, &question()).unwrap();
    }
}
