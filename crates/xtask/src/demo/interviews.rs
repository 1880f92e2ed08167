//! Interviews in stores: on twelve days a month somebody stands beyond the tills of one store and asks.
//! Answers of one such visit are alike: the same queue, the same weather, the same till.

use jiff::civil::Date;

use super::plan::{self, Month};
use super::random::Random;
use super::{days, table};

/// An interview.
pub(crate) struct Interview {
    date: Date,
    visit: String,
    store: &'static str,
    pub(crate) till: i32,
    advice: i32,
}

/// The visits of a month, and the interviews of a visit, before chance adds up to [`MORE`].
const VISITS: usize = 12;
const INTERVIEWS: usize = 10;
const MORE: usize = 6;
/// As many at the tills that were down: people had time to talk.
const INTERVIEWS_TILLS_DOWN: usize = 46;

/// They are visited in turn.
const STORES: [&str; 4] = ["york", "leeds", "bristol", "exeter"];
/// The visit at which the tills were down, in Bristol.
const VISIT_TILLS_DOWN: usize = 7;

/// How many are content with the wait at the till: on a bad, a usual and a good day.
const CONTENT: [(f64, f64); 3] = [(0.72, 0.25), (0.80, 0.50), (0.88, 0.25)];
const CONTENT_TILLS_DOWN: f64 = 0.06;
/// How many are content with advice.
const ADVISED: f64 = 0.84;

const NOT_CONTENT: [(i32, f64); 3] = [(1, 0.25), (2, 0.35), (3, 0.40)];
const IS_CONTENT: [(i32, f64); 2] = [(4, 0.45), (5, 0.55)];

/// The interviews of a month, by date.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Interview> {
    let mut random = Random::stream(seed, "interviews", month.index());
    let days = days(month, VISITS, &mut random);
    let visits = days.into_iter().zip(1..);
    visits
        .flat_map(|(day, number)| visit(month, day, number, &mut random))
        .collect()
}

/// A visit, by its number in the month.
fn visit(month: Month, date: Date, number: usize, random: &mut Random) -> Vec<Interview> {
    let store = STORES[(number - 1) % STORES.len()];
    let usual = (INTERVIEWS + random.below(MORE), random.weighted(&CONTENT));
    let (count, content) = if month == plan::TILLS_DOWN && number == VISIT_TILLS_DOWN {
        (INTERVIEWS_TILLS_DOWN, CONTENT_TILLS_DOWN)
    } else {
        usual
    };
    let interviews = (0..count).map(|_| Interview {
        date,
        visit: format!("{}-{number}", date.strftime("%y%m")),
        store,
        till: score(content, random),
        advice: score(ADVISED, random),
    });
    interviews.collect()
}

fn score(content: f64, random: &mut Random) -> i32 {
    if random.chance(content) {
        random.weighted(&IS_CONTENT)
    } else {
        random.weighted(&NOT_CONTENT)
    }
}

/// The file of all months.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let header = ["date", "visit", "store", "till", "advice"];
    let all = Month::all().flat_map(|then| month(seed, then));
    table(&header, all.map(cells))
}

fn cells(interview: Interview) -> Vec<String> {
    vec![
        interview.date.to_string(),
        interview.visit,
        interview.store.to_owned(),
        interview.till.to_string(),
        interview.advice.to_string(),
    ]
}
