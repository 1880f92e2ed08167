//! Customers with an account: since when, and of those who were lost, why, whether we rang them, whether they
//! came back. Nothing is planted here: every month loses the same share, but for chance.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::plan::{self, Month, Segment};
use super::random::Random;
use super::table;

/// A customer.
struct Customer {
    since: Date,
    segment: Segment,
    lost: Option<Lost>,
    referred: Option<Date>,
}

struct Lost {
    on: Date,
    is_ours: bool,
    contacted: Option<Date>,
    returned: Option<Date>,
}

/// Customers with an account by segment; new ones have none yet.
const SEGMENTS: [(Segment, f64); 2] = [(Segment::Returning, 0.74), (Segment::Business, 0.26)];
/// How many customers there were when the first month began.
const FIRST: usize = 1_800;
/// How many join in a month at least; chance adds up to half as many.
const JOIN: usize = 34;
/// The share of customers that a month loses.
const LOST: f64 = 0.022;
/// The share of losses that were in our hands.
const OURS: f64 = 0.58;
/// The share of lost customers who are rung, and of those the share that returns soon.
const RUNG: f64 = 0.75;
const RETURN: f64 = 0.24;
/// The share of customers who refer another in a month; only the first time is noted.
const REFER: f64 = 0.009;

/// All customers, by the day they came.
fn all(seed: u64) -> Vec<Customer> {
    let mut random = Random::stream(seed, "customers", 0);
    let mut since: Vec<_> = (0..FIRST)
        .map(|_| date(2016, 3, 1).saturating_add((random.below(3_285) as i64).days()))
        .collect();
    since.sort_unstable();
    let mut customers: Vec<_> = since
        .into_iter()
        .map(|since| Customer::new(since, &mut random))
        .collect();
    for month in Month::all() {
        go_by(&mut customers, month, &mut random);
    }
    customers
}

impl Customer {
    fn new(since: Date, random: &mut Random) -> Self {
        Self {
            since,
            segment: random.weighted(&SEGMENTS),
            lost: None,
            referred: None,
        }
    }
}

/// A month: some refer others, some are lost, some join.
fn go_by(customers: &mut Vec<Customer>, month: Month, random: &mut Random) {
    let active = customers.iter_mut().filter(|customer| customer.lost.is_none());
    for customer in active {
        if random.chance(REFER) && customer.referred.is_none() {
            customer.referred = Some(day(month, random));
        }
        if random.chance(LOST) {
            customer.lost = Some(lost(day(month, random), random));
        }
    }
    let mut days: Vec<_> = (0..JOIN + random.below(JOIN / 2))
        .map(|_| day(month, random))
        .collect();
    days.sort_unstable();
    customers.extend(days.into_iter().map(|since| Customer::new(since, random)));
}

fn day(month: Month, random: &mut Random) -> Date {
    let first = month.first_day();
    first.saturating_add((random.below(first.days_in_month() as usize) as i64).days())
}

fn lost(on: Date, random: &mut Random) -> Lost {
    let after = |at: Date, least: usize, spread: usize, random: &mut Random| {
        at.saturating_add(((least + random.below(spread)) as i64).days())
    };
    let known = |at: &Date| *at <= plan::EXPORTED.date();
    let is_ours = random.chance(OURS);
    let contacted = random.chance(RUNG).then(|| after(on, 1, 6, random)).filter(known);
    let returns = random.chance(RETURN);
    let returned = contacted
        .filter(|_| returns)
        .map(|at| after(at, 1, 11, random))
        .filter(known);
    Lost {
        on,
        is_ours,
        contacted,
        returned,
    }
}

/// The file.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let header = [
        "customer",
        "since",
        "segment",
        "lost",
        "our_fault",
        "rung",
        "returned",
        "referred",
    ];
    table(&header, all(seed).iter().zip(10_001..).map(cells))
}

fn cells((customer, number): (&Customer, usize)) -> Vec<String> {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let lost = customer.lost.as_ref();
    let ours = lost.map(|lost| if lost.is_ours { "yes" } else { "no" });
    vec![
        format!("A{number}"),
        customer.since.to_string(),
        customer.segment.id().to_owned(),
        date(lost.map(|lost| lost.on)),
        ours.unwrap_or_default().to_owned(),
        date(lost.and_then(|lost| lost.contacted)),
        date(lost.and_then(|lost| lost.returned)),
        date(customer.referred),
    ]
}
