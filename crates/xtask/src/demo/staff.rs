//! What staff believe that customers answer: the same questions, asked of staff once a quarter before the
//! figures are shown to them. Nothing is planted here: they believe the same all the time.

use jiff::civil::Date;

use super::plan::Month;
use super::random::Random;
use super::{days, table};

/// How many of the staff answer.
const ANSWERS: usize = 64;

const TEAMS: [(&str, f64); 3] = [("desk", 0.35), ("stores", 0.45), ("logistics", 0.20)];

/// Where they believe customers are: content nearly always, also with help in chat.
const DELIVERY: [(i32, f64); 4] = [(2, 0.04), (3, 0.11), (4, 0.50), (5, 0.35)];
const EFFORT: [(i32, f64); 5] = [(3, 0.05), (4, 0.12), (5, 0.33), (6, 0.34), (7, 0.16)];
const STORE: [(i32, f64); 4] = [(2, 0.03), (3, 0.09), (4, 0.43), (5, 0.45)];

/// January, April, July and October.
fn is_asked(month: Month) -> bool {
    month.first_day().month() % 3 == 1
}

/// The file of all quarters.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let header = ["date", "team", "delivery", "effort", "store"];
    let asked = Month::all().filter(|month| is_asked(*month));
    table(&header, asked.flat_map(|month| quarter(seed, month)))
}

fn quarter(seed: u64, month: Month) -> Vec<Vec<String>> {
    let mut random = Random::stream(seed, "staff", month.index());
    let days = days(month, ANSWERS, &mut random);
    days.into_iter().map(|day| cells(day, &mut random)).collect()
}

fn cells(day: Date, random: &mut Random) -> Vec<String> {
    vec![
        day.to_string(),
        random.weighted(&TEAMS).to_owned(),
        random.weighted(&DELIVERY).to_string(),
        random.weighted(&EFFORT).to_string(),
        random.weighted(&STORE).to_string(),
    ]
}
