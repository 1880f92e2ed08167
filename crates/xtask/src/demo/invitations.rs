//! Invitations to the survey, by the way they were sent, and how far each came. The file is a sample of all
//! of them. Nothing is planted here.

use jiff::ToSpan;
use jiff::civil::Date;

use super::plan::{self, Month};
use super::random::Random;
use super::{days, table};

/// An invitation; dates of the steps it came to.
struct Invitation {
    via: &'static str,
    sent: Date,
    /// Delivered, opened, started, completed.
    steps: [Option<Date>; 4],
}

const INVITATIONS: usize = 170;
const MORE: usize = 15;

/// The ways, with the shares that come from one step to the next.
const WAYS: [((&str, [f64; 4]), f64); 3] = [
    (("email", [0.96, 0.58, 0.62, 0.82]), 0.5),
    (("sms", [0.98, 0.88, 0.36, 0.84]), 0.3),
    (("receipt", [1.0, 0.30, 0.80, 0.86]), 0.2),
];

/// How many days a step takes.
const DAYS: [(i64, f64); 4] = [(0, 0.72), (1, 0.16), (2, 0.08), (3, 0.04)];

fn month(seed: u64, month: Month) -> Vec<Invitation> {
    let mut random = Random::stream(seed, "invitations", month.index());
    let count = INVITATIONS + random.below(MORE);
    let days = days(month, count, &mut random);
    days.into_iter()
        .map(|sent| invitation(sent, &mut random))
        .collect()
}

fn invitation(sent: Date, random: &mut Random) -> Invitation {
    let (via, shares) = random.weighted(&WAYS);
    let mut at = Some(sent);
    let steps = shares.map(|share| {
        let goes_on = random.chance(share);
        let days = random.weighted(&DAYS);
        at = at
            .filter(|_| goes_on)
            .map(|at| at.saturating_add(days.days()))
            .filter(|at| *at <= plan::EXPORTED.date());
        at
    });
    Invitation { via, sent, steps }
}

/// The file of all months.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let header = ["sent", "via", "delivered", "opened", "started", "completed"];
    let all = Month::all().flat_map(|then| month(seed, then));
    table(&header, all.map(cells))
}

fn cells(invitation: Invitation) -> Vec<String> {
    let mut cells = vec![invitation.sent.to_string(), invitation.via.to_owned()];
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    cells.extend(invitation.steps.map(date));
    cells
}
