//! Which of several rows with the same id counts: of what lives the newest state, of what was answered one answer.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::keys::{Reply, Response, Spot};
use crate::reason::RowReason;
use cxpress_project::config::{Answers, Config, Source};

/// What is known of the files beside their rows.
pub(super) struct Known<'a> {
    pub(super) config: &'a Config,
    /// The source of each.
    pub(super) sources: &'a [usize],
    /// The last instant that each tells of, in seconds, where it tells of any.
    pub(super) latest: &'a [Option<i64>],
    /// The place of each among all, the one whose latest date is earliest first, then by name.
    pub(super) ranks: Vec<usize>,
}

impl<'a> Known<'a> {
    pub(super) fn new(
        config: &'a Config,
        sources: &'a [usize],
        latest: &'a [Option<i64>],
        names: &[String],
    ) -> Self {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|a, b| {
            let by_date = latest[*a].cmp(&latest[*b]);
            by_date
                .then_with(|| natural(&names[*a], &names[*b]))
                .then(a.cmp(b))
        });
        let mut ranks = vec![0; names.len()];
        for (rank, file) in order.into_iter().enumerate() {
            ranks[file] = rank;
        }
        Self {
            config,
            sources,
            latest,
            ranks,
        }
    }

    pub(super) fn source(&self, spot: Spot) -> usize {
        self.sources[spot.file()]
    }

    pub(super) fn config_of(&self, spot: Spot) -> &'a Source {
        &self.config.sources[self.source(spot)]
    }
}

/// Compares names as people do: `-9` before `-10`.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let ordering = match (number(one), number(other)) {
            (0, _) | (_, 0) => match (one.chars().next(), other.chars().next()) {
                (None, None) => return Ordering::Equal,
                (a, b) => {
                    one = &one[a.map_or(0, char::len_utf8)..];
                    other = &other[b.map_or(0, char::len_utf8)..];
                    a.cmp(&b)
                }
            },
            (a, b) => {
                let digits = [&one[..a], &other[..b]].map(|text| text.trim_start_matches('0'));
                (one, other) = (&one[a..], &other[b..]);
                digits[0]
                    .len()
                    .cmp(&digits[1].len())
                    .then(digits[0].cmp(digits[1]))
            }
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// A row that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dropped {
    pub(super) spot: Spot,
    pub(super) reason: RowReason,
    /// Whether it may be another record than the one that counts, for all that is known of the two.
    pub(super) is_doubtful: bool,
}

/// Ids of a source that stand in two files, and those that are of two records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) ids: u64,
    pub(super) others: u64,
    /// The first row of another record with an id that stood in a file before, and where that was.
    pub(super) first: Option<(Spot, Spot)>,
}

impl Shared {
    fn merge(&mut self, other: Self) {
        self.ids += other.ids;
        self.others += other.others;
        self.first = self.first.into_iter().chain(other.first).min();
    }
}

/// What was decided for rows with the same ids.
#[derive(Debug, Default)]
pub(super) struct Decided {
    pub(super) dropped: Vec<Dropped>,
    /// By source.
    pub(super) shared: Vec<Shared>,
}

impl Decided {
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.dropped.extend(other.dropped);
        if self.shared.len() < other.shared.len() {
            self.shared.resize_with(other.shared.len(), Shared::default);
        }
        for (mine, theirs) in self.shared.iter_mut().zip(other.shared) {
            mine.merge(theirs);
        }
        self
    }
}

/// All rows but the one of each id that counts.
pub(super) fn of_ids(mut part: Vec<Response>, known: &Known<'_>) -> Decided {
    let mut decided = Decided {
        dropped: Vec::new(),
        shared: vec![Shared::default(); known.config.sources.len()],
    };
    let order = |row: &Response| {
        (
            row.updated,
            known.ranks[row.key.place.file()],
            row.key.place.line(),
        )
    };
    part.sort_unstable_by_key(|row| (row.key.hash, order(row)));
    for group in part.chunk_by_mut(|a, b| a.key.hash == b.key.hash) {
        let (Some(first), Some(last)) = (group.first().copied(), group.last().copied()) else {
            continue;
        };
        let source = known.config_of(first.key.place);
        let (counts, others) = match source.of_same_id() {
            Answers::Latest => (last, &group[..group.len() - 1]),
            Answers::First => (first, &group[1..]),
        };
        decided.dropped.extend(others.iter().map(|row| Dropped {
            spot: row.key.place,
            reason: reason(source, row, &counts, known),
            is_doubtful: if source.lives() {
                moved(row, &counts)
            } else {
                source.answers.is_none()
            },
        }));
        group.sort_unstable_by_key(|row| row.key.place);
        decided.shared[known.source(first.key.place)].merge(shared(source, group));
    }
    decided
}

/// Why a row does not count beside another with its id.
fn reason(source: &Source, row: &Response, counts: &Response, known: &Known<'_>) -> RowReason {
    let [file, other] = [row, counts].map(|row| row.key.place.file());
    match source.of_same_id() {
        Answers::First => RowReason::Repeated,
        Answers::Latest if row.updated != counts.updated => RowReason::OlderByUpdate,
        Answers::Latest if known.latest[file] != known.latest[other] => RowReason::OlderByDate,
        Answers::Latest if file != other => RowReason::OlderByName,
        Answers::Latest => RowReason::OlderByLine,
    }
}

/// Looks at rows with one id, in the order of files, for those that are of another record than the row in the file before.
fn shared(source: &Source, group: &[Response]) -> Shared {
    let mut found = Shared::default();
    let pairs = group.windows(2).map(|pair| (pair[0], pair[1]));
    for (before, row) in pairs.filter(|(a, b)| a.key.place.file() != b.key.place.file()) {
        found.ids += 1;
        let is_other = match (source.lives(), source.answers) {
            (true, _) => moved(&before, &row),
            (false, None) => moved(&before, &row) || answers_differ(&before, &row),
            (false, Some(_)) => false,
        };
        if is_other {
            found.others += 1;
            let pair = (row.key.place, before.key.place);
            found.first = Some(found.first.map_or(pair, |known| known.min(pair)));
        }
    }
    found
}

/// Whether two rows began over a day apart: as far as a zone that was changed cannot move them.
const fn moved(one: &Response, other: &Response) -> bool {
    one.at.abs_diff(other.at) > 24 * 60 * 60
}

/// Whether two rows have different answers to the same questions.
const fn answers_differ(one: &Response, other: &Response) -> bool {
    one.answers[1] == other.answers[1] && one.answers[0] != other.answers[0]
}

/// All but the one response of each respondent that counts. What stands twice cannot supersede anything.
pub(super) fn of_respondents(
    part: &mut Vec<Reply>,
    gone: &FxHashSet<Spot>,
    known: &Known<'_>,
) -> Vec<Dropped> {
    part.retain(|reply| !gone.contains(&reply.key.place));
    part.sort_unstable_by_key(|reply| (reply.key.hash, reply.at, reply.key.place));
    let mut found = Vec::new();
    for group in part.chunk_by(|a, b| a.key.hash == b.key.hash) {
        let source = known.config_of(group[0].key.place);
        let others = match source.of_respondent() {
            Answers::Latest => &group[..group.len() - 1],
            Answers::First => &group[1..],
        };
        found.extend(others.iter().map(|reply| Dropped {
            spot: reply.key.place,
            reason: RowReason::Superseded,
            is_doubtful: source.answers.is_none(),
        }));
    }
    found
}
