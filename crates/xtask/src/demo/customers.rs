//! Customers with an account: since when, and of those who were lost, why, whether we rang them, whether they
//! came back. Nothing is planted here: every month loses the same share, for the same reasons, but for chance.

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
    /// Whether the customer named a reason when closing the account.
    names_reason: bool,
    /// What it was, and whether that was in our hands.
    reason: (&'static str, bool),
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
/// The reasons that lost customers name: of those in our hands, and of the others.
const REASONS: [&[(&str, f64)]; 2] = [
    &[
        ("delivery", 0.5),
        ("service", 0.38),
        ("price", 0.08),
        ("need", 0.04),
    ],
    &[
        ("delivery", 0.06),
        ("service", 0.04),
        ("price", 0.5),
        ("need", 0.4),
    ],
];
/// The share of lost customers who name one.
const NAMED: f64 = 0.9;
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
    let mut random = Random::stream(plan::REASONS_SEED, "reasons", 0);
    for lost in customers.iter_mut().filter_map(|customer| customer.lost.as_mut()) {
        lost.reason = reason(&mut random);
    }
    customers
}

fn reason(random: &mut Random) -> (&'static str, bool) {
    let is_ours = random.chance(OURS);
    (random.weighted(REASONS[usize::from(!is_ours)]), is_ours)
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
    let names_reason = random.chance(NAMED);
    let contacted = random.chance(RUNG).then(|| after(on, 1, 6, random)).filter(known);
    let returns = random.chance(RETURN);
    let returned = contacted
        .filter(|_| returns)
        .map(|at| after(at, 1, 11, random))
        .filter(known);
    Lost {
        on,
        names_reason,
        reason: ("", false),
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
        "reason",
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
    let named = lost.filter(|lost| lost.names_reason).map(|lost| lost.reason.0);
    let ours = lost.map(|lost| if lost.reason.1 { "yes" } else { "no" });
    vec![
        format!("A{number}"),
        customer.since.to_string(),
        customer.segment.id().to_owned(),
        date(lost.map(|lost| lost.on)),
        named.unwrap_or_default().to_owned(),
        ours.unwrap_or_default().to_owned(),
        date(lost.and_then(|lost| lost.contacted)),
        date(lost.and_then(|lost| lost.returned)),
        date(customer.referred),
    ]
}
