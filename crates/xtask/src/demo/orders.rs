//! Orders, with what went wrong in each: late, incomplete, damaged, not what was ordered.

use jiff::civil::Date;

use super::plan::{self, Month, Region};
use super::random::Random;
use super::{days, table};

/// An order that was delivered.
pub(crate) struct Order {
    date: Date,
    region: Region,
    /// On time, complete, undamaged, correct.
    good: [bool; 4],
}

/// How many orders a month has in the file, before chance adds up to [`MORE`].
const ORDERS: usize = 560;
const MORE: usize = 40;
const COMPLETE: f64 = 0.97;
const UNDAMAGED: f64 = 0.985;
const CORRECT: f64 = 0.985;

/// The share of orders that come on time.
fn on_time(month: Month) -> f64 {
    match month {
        plan::PARCELS_LATE => 0.68,
        _ if month < plan::SECOND_CARRIER => 0.89,
        _ => 0.95,
    }
}

impl Order {
    /// Whether nothing was wrong with it.
    pub(crate) fn is_perfect(&self) -> bool {
        self.good == [true; 4]
    }
}

/// The orders delivered in a month, by date.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Order> {
    let mut random = Random::stream(seed, "orders", month.index());
    let shares = [on_time(month), COMPLETE, UNDAMAGED, CORRECT];
    let count = ORDERS + random.below(MORE);
    let days = days(month, count, &mut random);
    let order = |date| Order {
        date,
        region: random.weighted(&plan::REGIONS),
        good: shares.map(|share| random.chance(share)),
    };
    days.into_iter().map(order).collect()
}

/// The file of a month.
pub(crate) fn csv(orders: &[Order]) -> Vec<u8> {
    let header = [
        "order",
        "delivered",
        "region",
        "late",
        "complete",
        "damaged",
        "correct",
    ];
    table(&header, orders.iter().zip(1..).map(cells))
}

fn cells((order, number): (&Order, usize)) -> Vec<String> {
    let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let [on_time, complete, undamaged, correct] = order.good;
    vec![
        format!("{}{number:03}", order.date.strftime("%y%m")),
        order.date.to_string(),
        order.region.id().to_owned(),
        yes_or_no(!on_time),
        yes_or_no(complete),
        yes_or_no(!undamaged),
        yes_or_no(correct),
    ]
}
