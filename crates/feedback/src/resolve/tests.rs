use cxpress_metric::{Instant, PeriodId};
use rustc_hash::FxHashSet;

use super::customers::{advocated, again};
use super::keys::{Keys, Spot};
use crate::batch::RowKey;
use crate::dictionary::Dictionary;
use crate::sink::Sink;

fn key(line: u64, response: Option<u64>, respondent: Option<u64>, at: i64) -> RowKey {
    RowKey {
        line,
        response,
        respondent,
        customer: respondent,
        known: false,
        at,
        settled: at,
        period: PeriodId(0),
        updated: i64::MIN,
        answers: [0, 0],
        asked: None,
        advocated: None,
    }
}

#[test]
fn file_and_line_fit_one_number() {
    let spot = Spot::new(70_000, 3_000_000_000);
    assert_eq!((spot.file(), spot.line()), (70_000, 3_000_000_000));
    assert!(Spot::new(0, 9) < Spot::new(1, 2));
}

/// When the customers of tickets came back: (line, customer, created, settled).
fn came_back<const N: usize>(tickets: [(u64, u64, i64, i64); N]) -> [i64; N] {
    let mut keys = Keys::of(0);
    for (line, customer, at, settled) in tickets {
        let ticket = RowKey {
            respondent: None,
            settled,
            ..key(line, None, Some(customer), at)
        };
        keys.add(0, &ticket);
    }
    let parts = keys.customers.parts.into_iter();
    let found: Vec<_> = parts
        .flat_map(|part| again(part, &FxHashSet::default()))
        .collect();
    let of = |line| {
        found
            .iter()
            .find(|(spot, _)| spot.line() == line)
            .expect("a row")
            .1
    };
    tickets.map(|(line, ..)| of(line))
}

#[test]
fn customers_come_back_or_not() {
    let found = came_back([(2, 7, 100, 100), (3, 7, 50, 50), (4, 9, 60, 60), (5, 7, 100, 100)]);
    assert_eq!(found, [100, 100, Instant::NEVER.0, Instant::NEVER.0]);
}

#[test]
fn a_ticket_that_lasts_beyond_the_next_is_followed_by_the_one_after() {
    let found = came_back([(2, 7, 10, 100), (3, 7, 40, 45), (4, 7, 120, 130)]);
    assert_eq!(found, [120, 120, Instant::NEVER.0]);
}

#[test]
fn respondents_are_found_where_they_are_searched() {
    let mut keys = Keys::of(0);
    let plain = |line| key(line, None, None, 0);
    for (line, asked) in [(2, 7), (3, 8), (4, 9)] {
        let asked = Some(asked);
        keys.add(0, &RowKey { asked, ..plain(line) });
    }
    for (source, line, advocated) in [(1, 2, (7, 50)), (1, 3, (7, 40)), (2, 2, (8, 10)), (3, 2, (7, 5))] {
        let advocated = Some(advocated);
        keys.add(
            source,
            &RowKey {
                advocated,
                ..plain(line)
            },
        );
    }
    let saved = keys.save(&Dictionary::default()).expect("bytes");
    let mut keys = Keys::of(4);
    assert!(keys.load(&saved, &Dictionary::default()));
    let parts = keys.asked.parts.into_iter().zip(keys.advocates.parts);
    let found: Vec<(u64, i64)> = parts
        .flat_map(|(asked, advocates)| advocated(&asked, advocates, &FxHashSet::default(), &|_| &[1, 2]))
        .map(|(spot, at)| (spot.line(), at))
        .collect();
    assert_eq!(found, [(2, 40), (3, 10), (4, Instant::NEVER.0)]);
}

#[test]
fn keys_survive_being_saved_under_another_number() {
    let mut keys = Keys::of(3);
    keys.add(0, &key(5, Some(u64::MAX), Some(7), -4));
    let bytes = keys.save(&Dictionary::default()).expect("bytes");
    let mut again = Keys::of(1);
    assert!(again.load(&bytes, &Dictionary::default()));
    let loaded = again.responses.all().next().expect("one key");
    assert_eq!((loaded.key.hash, loaded.key.place), (u64::MAX, Spot::new(1, 5)));
    assert_eq!(again.respondents.all().next().expect("one key").at, -4);
    let visit = again.customers.all().next().expect("one ticket");
    assert_eq!((visit.key.place, visit.at, visit.from), (Spot::new(1, 5), -4, -4));
    assert!(!Keys::of(0).load(b"x", &Dictionary::default()));
}
