//! What needs more than one row: responses that stand in two overlapping exports, respondents who answered twice,
//! customers who come back, and respondents who referred others or wrote reviews.
//!
//! Only where the configuration names the columns for it, the files of a source are read once for these alone: the
//! hash of an id, when it was, and the line, 24 bytes a row. Which rows count is decided by file and line, so it does
//! not depend on threads.

use cxpress_metric::{Instant, Kind};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::batch::{RecordBatch, RowKey};
use super::tally::RowReason;
use super::{Dictionary, Sink};
use crate::config::{Answers, Config, Source};

/// What other rows say of the rows of a file, in order of lines.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Resolved {
    /// Rows that do not count, because others do, and why.
    dropped: Vec<(u64, RowReason)>,
    /// What other rows say of the customer of a row, in seconds: of a ticket, when they first opened another after it was
    /// settled; of a response, when they first referred another or wrote a review. *Never* where they do not.
    joined: Vec<(u64, i64)>,
}

impl Resolved {
    /// Why the row in this line does not count.
    pub(super) fn reason(&self, line: u64) -> Option<RowReason> {
        at_line(&self.dropped, line)
    }

    /// What other rows say of the customer of the row in this line; nothing if it is not known who that is.
    pub(super) fn joined(&self, line: u64) -> Option<i64> {
        at_line(&self.joined, line)
    }

    /// What tells it from others.
    pub(super) fn hash(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&postcard::to_stdvec(self).unwrap_or_default())
    }
}

fn at_line<T: Copy>(lines: &[(u64, T)], line: u64) -> Option<T> {
    if lines.is_empty() {
        return None;
    }
    let at = lines.binary_search_by_key(&line, |(line, _)| *line).ok()?;
    Some(lines[at].1)
}

/// Whether any source asks for this.
pub(super) fn is_needed(config: &Config) -> bool {
    config
        .sources
        .iter()
        .any(|source| source.response_id.is_some() || source.respondent.is_some() || comes_back(source))
}

/// Whether it is known whose tickets its rows are.
fn comes_back(source: &Source) -> bool {
    source.kind == Kind::Tickets && source.customer.is_some()
}

/// The same configuration with only what tells rows from each other. Where it is searched who referred others or came
/// back, rows that cannot be used must not be found: there, all fields are read.
pub(super) fn narrowed(config: &Config) -> Config {
    let mut narrow = config.clone();
    for source in &mut narrow.sources {
        source.questions.clear();
        source.dimensions.clear();
        let reads_all = source.is_searched || comes_back(source);
        source.fields.retain(|_| reads_all);
    }
    narrow
}

/// The keys of the rows of one file, or of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    file: u64,
    responses: Table<Key>,
    respondents: Table<(Key, i64)>,
    customers: Table<Visit>,
    asked: Table<Key>,
    advocates: Table<Advocate>,
}

/// The tables as they are kept.
type Tables = (
    Table<Key>,
    Table<(Key, i64)>,
    Table<Visit>,
    Table<Key>,
    Table<Advocate>,
);

/// The hash of a customer who referred another or wrote a review, when, and in which source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Advocate {
    hash: u64,
    at: i64,
    source: usize,
}

/// A ticket of a customer: when it was created, and from when on another one means that they came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Visit {
    key: Key,
    at: i64,
    from: i64,
}

/// The hash of an id, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    hash: u64,
    place: Spot,
}

/// File and line of a row, in one number that sorts like the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Spot(u64);

impl Spot {
    const LINE: u32 = 40;

    const fn new(file: u64, line: u64) -> Self {
        Self(file << Self::LINE | line)
    }

    fn file(self) -> usize {
        usize::try_from(self.0 >> Self::LINE).unwrap_or(usize::MAX)
    }

    const fn line(self) -> u64 {
        self.0 & ((1 << Self::LINE) - 1)
    }
}

/// Keys by the first bits of their hash: parts can be sorted by themselves, and grow without much room to spare.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Table<K> {
    parts: Vec<Vec<K>>,
}

/// The number of parts is 2 to this power.
const PART_BITS: u32 = 8;

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self {
            parts: (0..1 << PART_BITS).map(|_| Vec::new()).collect(),
        }
    }
}

impl<K: Copy> Table<K> {
    fn add(&mut self, hash: u64, key: K) {
        let part = &mut self.parts[usize::try_from(hash >> (u64::BITS - PART_BITS)).unwrap_or(0)];
        if part.len() == part.capacity() {
            part.reserve_exact(64.max(part.len() / 4));
        }
        part.push(key);
    }

    fn absorb(&mut self, other: Self) {
        for (mine, theirs) in self.parts.iter_mut().zip(other.parts) {
            if mine.is_empty() {
                *mine = theirs;
            } else {
                mine.reserve_exact(theirs.len());
                mine.extend(theirs);
            }
        }
    }

    #[cfg(test)]
    fn all(&self) -> impl Iterator<Item = &K> {
        self.parts.iter().flatten()
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut K> {
        self.parts.iter_mut().flatten()
    }
}

impl Keys {
    pub(super) fn of(file: usize) -> Self {
        Self {
            file: file as u64,
            ..Self::default()
        }
    }

    fn add(&mut self, source: usize, key: &RowKey) {
        // The same id in two sources is not the same.
        let salt = (source as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = Spot::new(self.file, key.line);
        if let Some(hash) = key.response.map(|hash| hash ^ salt) {
            self.responses.add(hash, Key { hash, place });
        }
        if let Some(hash) = key.respondent.map(|hash| hash ^ salt) {
            self.respondents.add(hash, (Key { hash, place }, key.at));
        }
        if let Some(hash) = key.customer.map(|hash| hash ^ salt) {
            let (key, at, from) = (Key { hash, place }, key.at, key.settled);
            self.customers.add(hash, Visit { key, at, from });
        }
        // Whoever is looked for in another source is the same there.
        if let Some(hash) = key.asked {
            self.asked.add(hash, Key { hash, place });
        }
        if let Some((hash, at)) = key.advocated {
            self.advocates.add(hash, Advocate { hash, at, source });
        }
    }
}

impl Sink for Keys {
    fn take(&mut self, source: usize, records: &RecordBatch) {
        records.keys.iter().for_each(|key| self.add(source, key));
    }

    fn absorb(&mut self, other: Self) {
        self.responses.absorb(other.responses);
        self.respondents.absorb(other.respondents);
        self.customers.absorb(other.customers);
        self.asked.absorb(other.asked);
        self.advocates.absorb(other.advocates);
    }

    fn save(&self, _: &Dictionary) -> Option<Vec<u8>> {
        let Self {
            responses,
            respondents,
            customers,
            asked,
            advocates,
            ..
        } = self;
        postcard::to_stdvec(&(responses, respondents, customers, asked, advocates)).ok()
    }

    fn load(&mut self, bytes: &[u8], _: &Dictionary) -> bool {
        let Ok(tables) = postcard::from_bytes::<Tables>(bytes) else {
            return false;
        };
        let (mut responses, mut respondents, mut customers, mut asked, advocates) = tables;
        // Files may have another number than when this was saved.
        let file = self.file;
        let move_to = |key: &mut Key| key.place = Spot::new(file, key.place.line());
        responses.all_mut().chain(asked.all_mut()).for_each(move_to);
        respondents.all_mut().for_each(|(key, _)| move_to(key));
        customers.all_mut().for_each(|visit| move_to(&mut visit.key));
        self.responses.absorb(responses);
        self.respondents.absorb(respondents);
        self.customers.absorb(customers);
        self.asked.absorb(asked);
        self.advocates.absorb(advocates);
        true
    }
}

/// Decides which rows count, finds each customer's next one, and when respondents referred others or wrote reviews. `sources` are those of the files; so many results there
/// are.
pub(super) fn resolve(config: &Config, sources: &[usize], keys: Keys) -> Vec<Resolved> {
    let repeated: Vec<Spot> = keys
        .responses
        .parts
        .into_par_iter()
        .flat_map_iter(repeated)
        .collect();
    let mut gone: FxHashSet<Spot> = repeated.iter().copied().collect();
    let answers = |spot: Spot| config.sources[sources[spot.file()]].answers;
    let superseded: Vec<Spot> = keys
        .respondents
        .parts
        .into_par_iter()
        .flat_map_iter(|part| superseded(part, &gone, &answers))
        .collect();
    gone.extend(&superseded);
    let again: Vec<(Spot, i64)> = keys
        .customers
        .parts
        .into_par_iter()
        .flat_map_iter(|part| again(part, &gone))
        .collect();
    let searched = |spot: Spot| config.sources[sources[spot.file()]].advocacy.as_slice();
    let advocated: Vec<(Spot, i64)> = keys
        .asked
        .parts
        .into_par_iter()
        .zip(keys.advocates.parts)
        .flat_map_iter(|(asked, advocates)| advocated(&asked, advocates, &gone, &searched))
        .collect();
    let mut resolved = vec![Resolved::default(); sources.len()];
    let all = repeated.into_iter().map(|spot| (spot, RowReason::Repeated));
    let both = all.chain(superseded.into_iter().map(|spot| (spot, RowReason::Superseded)));
    for (spot, reason) in both {
        resolved[spot.file()].dropped.push((spot.line(), reason));
    }
    for (spot, at) in again.into_iter().chain(advocated) {
        resolved[spot.file()].joined.push((spot.line(), at));
    }
    for of_file in &mut resolved {
        of_file.dropped.sort_unstable();
        of_file.joined.sort_unstable();
    }
    resolved
}

/// When the customer of each ticket first opened another one after it was settled; *never* if they did not. Of those
/// that were created at the same time, the later row is the later one.
fn again(mut part: Vec<Visit>, gone: &FxHashSet<Spot>) -> Vec<(Spot, i64)> {
    part.retain(|visit| !gone.contains(&visit.key.place));
    part.sort_unstable_by_key(|visit| (visit.key.hash, visit.at, visit.key.place));
    let mut found = Vec::with_capacity(part.len());
    for of_customer in part.chunk_by(|a, b| a.key.hash == b.key.hash) {
        for (visit, at) in of_customer.iter().zip(1..) {
            let later = &of_customer[at..];
            let next = later.get(later.partition_point(|other| other.at < visit.from));
            found.push((visit.key.place, next.map_or(Instant::NEVER.0, |next| next.at)));
        }
    }
    found
}

/// When each respondent first stands among those who referred others or wrote reviews, in the sources that are searched
/// for theirs; *never* if they do not.
fn advocated<'c>(
    asked: &[Key],
    mut advocates: Vec<Advocate>,
    gone: &FxHashSet<Spot>,
    searched: &(dyn Fn(Spot) -> &'c [usize] + Sync),
) -> Vec<(Spot, i64)> {
    advocates.sort_unstable();
    let first = |key: &Key| {
        let from = advocates.partition_point(|advocate| advocate.hash < key.hash);
        let own = advocates[from..]
            .iter()
            .take_while(|advocate| advocate.hash == key.hash);
        let mut own = own.filter(|advocate| searched(key.place).contains(&advocate.source));
        own.next().map_or(Instant::NEVER.0, |advocate| advocate.at)
    };
    let counted = asked.iter().filter(|key| !gone.contains(&key.place));
    counted.map(|key| (key.place, first(key))).collect()
}

/// All but the first of each response.
fn repeated(mut part: Vec<Key>) -> Vec<Spot> {
    part.sort_unstable();
    let again = part.windows(2).filter(|pair| pair[0].hash == pair[1].hash);
    again.map(|pair| pair[1].place).collect()
}

/// All but the one response of each respondent that counts. What stands twice cannot supersede anything.
fn superseded(
    mut part: Vec<(Key, i64)>,
    gone: &FxHashSet<Spot>,
    answers: &(dyn Fn(Spot) -> Answers + Sync),
) -> Vec<Spot> {
    part.retain(|(key, _)| !gone.contains(&key.place));
    part.sort_unstable_by_key(|(key, at)| (key.hash, *at, key.place));
    let mut found = Vec::new();
    for group in part.chunk_by(|a, b| a.0.hash == b.0.hash) {
        let places = group.iter().map(|(key, _)| key.place);
        match answers(group[0].0.place) {
            Answers::Latest => found.extend(places.take(group.len() - 1)),
            Answers::First => found.extend(places.skip(1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(line: u64, response: Option<u64>, respondent: Option<u64>, at: i64) -> RowKey {
        RowKey {
            line,
            response,
            respondent,
            customer: respondent,
            at,
            settled: at,
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
        assert_eq!((loaded.hash, loaded.place), (u64::MAX, Spot::new(1, 5)));
        assert_eq!(again.respondents.all().next().expect("one key").1, -4);
        let visit = again.customers.all().next().expect("one ticket");
        assert_eq!((visit.key.place, visit.at, visit.from), (Spot::new(1, 5), -4, -4));
        assert!(!Keys::of(0).load(b"x", &Dictionary::default()));
    }
}
