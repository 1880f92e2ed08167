//! The hashes of ids, and where they stand: what is kept of each row while it is decided which rows count.

use cxpress_metric::PeriodId;
use serde::{Deserialize, Serialize};

use crate::batch::{RecordBatch, RowKey};
use crate::dictionary::Dictionary;
use crate::sink::Sink;

/// The keys of the rows of one file, or of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    file: u64,
    pub(super) responses: Table<Response>,
    pub(super) respondents: Table<Reply>,
    pub(super) customers: Table<Visit>,
    pub(super) asked: Table<Key>,
    pub(super) advocates: Table<Advocate>,
}

/// The tables as they are kept.
type Tables = (
    Table<Response>,
    Table<Reply>,
    Table<Visit>,
    Table<Key>,
    Table<Advocate>,
);

/// A row with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Response {
    pub(super) key: Key,
    /// When it was given or began, in seconds; 0 where only the period is known.
    pub(super) at: i64,
    /// When it was last changed, in seconds; the earliest number where that is not known.
    pub(super) updated: i64,
    /// The hash of its answers, and of which questions were asked.
    pub(super) answers: [u32; 2],
}

/// A response of a respondent, in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reply {
    pub(super) key: Key,
    pub(super) at: i64,
    pub(super) period: PeriodId,
    /// Whether the respondent may have any number of rows.
    pub(super) known: bool,
}

/// A ticket of a customer: when it was created, and from when on another one means that they came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Visit {
    pub(super) key: Key,
    pub(super) at: i64,
    pub(super) from: i64,
    pub(super) period: PeriodId,
    /// Whether the customer may have any number of rows.
    pub(super) known: bool,
}

/// The hash of a customer who referred another or wrote a review, when, and in which source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Advocate {
    pub(super) hash: u64,
    pub(super) at: i64,
    pub(super) source: usize,
}

/// The hash of an id, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) hash: u64,
    pub(super) place: Spot,
}

/// File and line of a row, in one number that sorts like the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Spot(u64);

impl Spot {
    const LINE: u32 = 40;

    pub(super) const fn new(file: u64, line: u64) -> Self {
        Self(file << Self::LINE | line)
    }

    pub(super) fn file(self) -> usize {
        usize::try_from(self.0 >> Self::LINE).unwrap_or(usize::MAX)
    }

    pub(super) const fn line(self) -> u64 {
        self.0 & ((1 << Self::LINE) - 1)
    }
}

/// Keys by the first bits of their hash: parts can be sorted by themselves, and grow without much room to spare.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Table<K> {
    pub(super) parts: Vec<Vec<K>>,
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
    pub(super) fn all(&self) -> impl Iterator<Item = &K> {
        self.parts.iter().flatten()
    }

    fn retain(&mut self, mut stays: impl FnMut(&K) -> bool) {
        self.parts.iter_mut().for_each(|part| part.retain(&mut stays));
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut K> {
        self.parts.iter_mut().flatten()
    }
}

impl Keys {
    pub(crate) fn of(file: usize) -> Self {
        Self {
            file: file as u64,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, source: usize, key: &RowKey) {
        // The same id in two sources is not the same.
        let salt = (source as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = Spot::new(self.file, key.line);
        let (at, from, period, known) = (key.at, key.settled, key.period, key.known);
        if let Some(hash) = key.response.map(|hash| hash ^ salt) {
            let (updated, answers) = (key.updated, key.answers);
            let key = Key { hash, place };
            self.responses.add(
                hash,
                Response {
                    key,
                    at,
                    updated,
                    answers,
                },
            );
        }
        if let Some(hash) = key.respondent.map(|hash| hash ^ salt) {
            let key = Key { hash, place };
            self.respondents.add(
                hash,
                Reply {
                    key,
                    at,
                    period,
                    known,
                },
            );
        }
        if let Some(hash) = key.customer.map(|hash| hash ^ salt) {
            let key = Key { hash, place };
            self.customers.add(
                hash,
                Visit {
                    key,
                    at,
                    from,
                    period,
                    known,
                },
            );
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

impl Keys {
    /// Leaves out the rows of some files.
    pub(super) fn leave_out(&mut self, files: &[bool]) {
        if !files.contains(&true) {
            return;
        }
        let stays = |key: &Key| !files[key.place.file()];
        self.responses.retain(|row| stays(&row.key));
        self.respondents.retain(|row| stays(&row.key));
        self.customers.retain(|row| stays(&row.key));
        self.asked.retain(stays);
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
        asked.all_mut().for_each(move_to);
        responses.all_mut().for_each(|row| move_to(&mut row.key));
        respondents.all_mut().for_each(|row| move_to(&mut row.key));
        customers.all_mut().for_each(|row| move_to(&mut row.key));
        self.responses.absorb(responses);
        self.respondents.absorb(respondents);
        self.customers.absorb(customers);
        self.asked.absorb(asked);
        self.advocates.absorb(advocates);
        true
    }
}
