//! The tickets of the service desk: one row a ticket, with what was known of it when it was exported.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

use super::plan::{self, Channel, Month, Priority, Topic};
use super::random::Random;
use super::table;

/// A ticket.
pub(crate) struct Ticket {
    pub(crate) created: DateTime,
    pub(crate) first_reply: Option<DateTime>,
    pub(crate) solved: Option<DateTime>,
    pub(crate) due: DateTime,
    pub(crate) channel: Channel,
    pub(crate) topic: Topic,
    pub(crate) priority: Priority,
}

/// How many tickets come in on a weekday, Monday first, relative to each other.
const WEEKDAYS: [f64; 7] = [1.30, 1.12, 1.05, 1.02, 1.05, 0.80, 0.66];

/// How many tickets come in from hour to hour, from six in the morning to midnight, relative to each other.
const HOURS: [f64; 18] = [
    0.3, 0.6, 1.2, 1.8, 2.0, 1.9, 1.7, 1.5, 1.5, 1.5, 1.5, 1.6, 1.7, 1.7, 1.6, 1.3, 0.8, 0.4,
];
const FIRST_HOUR: i64 = 6;

/// The hours in which the service desk works, every day of the week.
const DESK: std::ops::Range<i8> = 8..20;

/// The tickets created in a month, in that order.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Ticket> {
    let mut random = Random::stream(seed, "tickets", month.index());
    let first = month.first_day();
    let days: Vec<_> = (0..i64::from(first.days_in_month()))
        .map(|day| first.saturating_add(day.days()))
        .collect();
    let weights: Vec<_> = days.iter().map(|day| (*day, weekday(*day))).collect();
    let bad: Vec<_> = days.iter().map(|_| random.chance(plan::BAD_DAYS.0)).collect();
    let count = plan::tickets(month) + random.below(plan::MORE_TICKETS);
    let mut created: Vec<_> = (0..count)
        .map(|_| moment(random.weighted(&weights), &mut random))
        .collect();
    created.sort_unstable();
    let day_factor = |at: DateTime| {
        if bad[at.day() as usize - 1] {
            plan::BAD_DAYS.1
        } else {
            1.0
        }
    };
    created
        .into_iter()
        .map(|at| ticket(at, day_factor(at), month, &mut random))
        .collect()
}

fn weekday(day: Date) -> f64 {
    WEEKDAYS[day.weekday().to_monday_zero_offset() as usize]
}

fn moment(day: Date, random: &mut Random) -> DateTime {
    let hours: Vec<_> = HOURS
        .iter()
        .zip(FIRST_HOUR..)
        .map(|(weight, hour)| (hour, *weight))
        .collect();
    let seconds = random.weighted(&hours) * 3600 + random.below(3600) as i64;
    later(day.at(0, 0, 0, 0), seconds)
}

fn later(at: DateTime, seconds: i64) -> DateTime {
    at.saturating_add(SignedDuration::from_secs(seconds))
}

fn ticket(created: DateTime, day_factor: f64, month: Month, random: &mut Random) -> Ticket {
    let channel = random.weighted(&plan::TICKET_CHANNELS);
    let topic = random.weighted(&plan::TOPICS);
    let priority = random.weighted(&plan::PRIORITIES);
    let promised = plan::promised_hours(priority);

    let reply_hours = plan::median_reply_hours(channel) * day_factor * random.factor(plan::SPREAD);
    let first_reply = at_the_desk(created, reply_hours, random);
    let solve_hours = promised as f64
        * plan::MEDIAN_PART
        * plan::topic_factor(topic)
        * plan::slowness(month)
        * day_factor
        * random.factor(plan::SPREAD);
    // Nobody solves before replying; the reply does not wait for the solution.
    let after_reply = later(first_reply, 60 + random.below(2_400) as i64);
    let solved = at_the_desk(created, solve_hours, random).max(after_reply);

    let never = random.chance(plan::NEVER_SOLVED);
    let known = |at: DateTime| (at < plan::EXPORTED).then_some(at);
    Ticket {
        created,
        first_reply: known(first_reply),
        solved: if never { None } else { known(solved) },
        due: later(created, promised * 3600),
        channel,
        topic,
        priority,
    }
}

/// So many hours later, or when the desk next opens.
fn at_the_desk(created: DateTime, hours: f64, random: &mut Random) -> DateTime {
    let at = later(created, 45 + (hours * 3600.0) as i64);
    let into_the_morning = random.below(5_400) as i64;
    let opens = |day: Date| later(day.at(DESK.start, 0, 0, 0), into_the_morning);
    match at.hour() {
        hour if hour < DESK.start => opens(at.date()),
        hour if hour >= DESK.end => opens(at.date().saturating_add(1.day())),
        _ => at,
    }
}

/// What happened around a ticket, beside its times.
pub(crate) struct Around {
    /// How many contacts it took, so far.
    pub(crate) contacts: u32,
    /// When it was opened again, after somebody had taken it for solved.
    pub(crate) reopened: Option<DateTime>,
    /// Whose it is.
    pub(crate) customer: String,
}

/// What happened around the tickets of a month, one for each.
pub(crate) fn around(seed: u64, month: Month, tickets: &[Ticket]) -> Vec<Around> {
    let mut random = Random::stream(seed, "contacts", month.index());
    let mut all: Vec<Around> = Vec::with_capacity(tickets.len());
    for (ticket, number) in tickets.iter().zip(0_usize..) {
        let before = number.min(RECENT);
        let again = random.chance(plan::SAME_CUSTOMER) && before > 0;
        let customer = if again {
            all[number - 1 - random.below(before)].customer.clone()
        } else {
            format!("c{}{number:03}", ticket.created.strftime("%y%m"))
        };
        all.push(Around {
            contacts: random.weighted(&plan::CONTACTS),
            reopened: reopened(ticket, &mut random),
            customer,
        });
    }
    all
}

/// As many tickets come in during six days: who comes back does so within them.
const RECENT: usize = 115;

/// A ticket is opened again at most two days before it is solved for good.
fn reopened(ticket: &Ticket, random: &mut Random) -> Option<DateTime> {
    let is_reopened = random.chance(plan::REOPENED);
    let before = -3_600 - random.below(44 * 3_600) as i64;
    let (reply, solved) = ticket.first_reply.zip(ticket.solved)?;
    Some(later(solved, before)).filter(|at| is_reopened && reply < *at)
}

/// The file of a month.
pub(crate) fn csv(tickets: &[Ticket], around: &[Around]) -> Vec<u8> {
    let header = [
        "ticket_id",
        "created_at",
        "first_reply_at",
        "solved_at",
        "due_at",
        "reopened_at",
        "channel",
        "topic",
        "priority",
        "contacts",
        "customer",
    ];
    let rows = (1..).zip(tickets.iter().zip(around));
    table(
        &header,
        rows.map(|(number, (ticket, around))| row(number, ticket, around)),
    )
}

fn row(number: usize, ticket: &Ticket, around: &Around) -> Vec<String> {
    let written = |at: DateTime| at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let if_any = |at: Option<DateTime>| at.map(written).unwrap_or_default();
    vec![
        format!("T{}{number:04}", ticket.created.strftime("%y%m")),
        written(ticket.created),
        if_any(ticket.first_reply),
        if_any(ticket.solved),
        written(ticket.due),
        if_any(around.reopened),
        ticket.channel.id().to_owned(),
        ticket.topic.id().to_owned(),
        ticket.priority.id().to_owned(),
        around.contacts.to_string(),
        around.customer.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::plan::TicketFigure;

    const HISTORIES: std::ops::Range<u64> = 1_000..1_030;

    fn solved_by(ticket: &Ticket, at: DateTime) -> bool {
        ticket.solved.is_some_and(|solved| solved <= at)
    }

    fn per_cent(kept: &[bool]) -> f64 {
        100.0 * kept.iter().filter(|kept| **kept).count() as f64 / kept.len() as f64
    }

    /// Holds the level of a figure against its value in many histories, as far as chance lets them tell.
    fn compare(figure: TicketFigure, then: Month, kept: impl Fn(u64) -> Vec<bool>) {
        let shares: Vec<_> = HISTORIES.map(|seed| per_cent(&kept(seed))).collect();
        let count = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / count;
        let squares: f64 = shares.iter().map(|share| (share - mean).powi(2)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        let level = figure.level(then);
        assert!(
            (mean - level).abs() < 4.0 * error,
            "{figure:?} in {then}: {mean} ± {error}, not {level}"
        );
        assert!(error < 1.0, "{figure:?} in {then}: too few to say");
    }

    #[test]
    fn many_histories_show_the_level_of_time_to_resolution() {
        // Not October: its last tickets are not yet seven days old in the export.
        for then in Month::all().filter(|month| [0, 10, 17, 18].contains(&month.index())) {
            compare(TicketFigure::Resolution, then, |seed| {
                let in_time = |ticket: &Ticket| solved_by(ticket, later(ticket.created, 7 * 86_400));
                month(seed, then).iter().map(in_time).collect()
            });
        }
    }

    #[test]
    fn many_histories_show_the_level_of_promises_kept() {
        for then in Month::all().filter(|month| [0, 1, 10, 17, 18, 19].contains(&month.index())) {
            compare(TicketFigure::Promise, then, |seed| {
                let created = [then.earlier(1), Some(then)].into_iter().flatten();
                let due = created.flat_map(|created| month(seed, created));
                let due = due.filter(|ticket| ticket.due.date().first_of_month() == then.first_day());
                due.map(|ticket| solved_by(&ticket, ticket.due)).collect()
            });
        }
    }

    #[test]
    fn a_ticket_goes_through_its_times_in_order() {
        for ticket in Month::all().flat_map(|then| month(plan::TICKETS_SEED, then)) {
            assert!(ticket.first_reply.is_none_or(|reply| ticket.created < reply));
            assert!(
                ticket
                    .solved
                    .is_none_or(|solved| ticket.first_reply.is_some_and(|reply| reply < solved))
            );
            assert!(ticket.solved.is_none_or(|solved| solved < plan::EXPORTED));
        }
    }
}
