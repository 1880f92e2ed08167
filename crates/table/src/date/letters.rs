//! Zones by their letters, such as `EST`.
//!
//! The time zone database says which are clear: letters are, if all zones that have used them since 2000 meant the same
//! offset by them. `CST` is Chicago's, Shanghai's and Havana's time, and is clear only in a source whose zone has it.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use rustc_hash::FxHashMap;

/// Letters in German, and those that the database has for the same.
const GERMAN: [(&str, &str); 2] = [("MEZ", "CET"), ("MESZ", "CEST")];

/// Letters as the database has them.
fn international(letters: &str) -> String {
    let upper = letters.to_ascii_uppercase();
    let german = GERMAN.iter().find(|(german, _)| *german == upper);
    german.map_or(upper, |(_, international)| (*international).to_owned())
}

/// From 2000-01-01 to 2030-01-01.
const SINCE: i64 = 946_684_800;
const UNTIL: i64 = 1_893_456_000;

/// The offsets of letters in upper case; none for those of several.
static OFFSETS: LazyLock<FxHashMap<String, Option<Offset>>> = LazyLock::new(|| {
    let mut offsets = FxHashMap::default();
    let zones = TimeZoneDatabase::bundled();
    let names: Vec<String> = zones.available().map(|name| name.as_str().to_owned()).collect();
    let used = names
        .iter()
        .filter_map(|name| zones.get(name).ok())
        .flat_map(|zone| used_by(&zone));
    for (letters, offset) in used {
        let known = offsets.entry(letters).or_insert(Some(offset));
        *known = known.filter(|known| *known == offset);
    }
    offsets
});

/// The letters that a zone has used, each with its offset.
fn used_by(zone: &TimeZone) -> Vec<(String, Offset)> {
    let (Ok(since), Ok(until)) = (Timestamp::from_second(SINCE), Timestamp::from_second(UNTIL)) else {
        return Vec::new();
    };
    let first = zone.to_offset_info(since);
    let first = (first.abbreviation().to_owned(), first.offset());
    let later = zone
        .following(since)
        .take_while(|change| change.timestamp() < until);
    let later = later.map(|change| (change.abbreviation().to_owned(), change.offset()));
    let all = std::iter::once(first).chain(later);
    all.filter(|(letters, _)| letters.chars().all(|c| c.is_ascii_alphabetic()))
        .collect()
}

/// What letters mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This offset, wherever they are used.
    Clear(Offset),
    /// One of several.
    Unclear,
}

/// What letters mean; none if they are no zone's.
pub(crate) fn meaning(letters: &str) -> Option<Meaning> {
    let found = OFFSETS.get(&international(letters))?;
    Some(found.map_or(Meaning::Unclear, Meaning::Clear))
}

/// The offset that letters mean in a zone about the time of a local date: `CST` in Chicago, also in summer.
pub(super) fn in_zone(letters: &str, zone: &TimeZone, at: DateTime) -> Option<Offset> {
    let at = zone.to_ambiguous_timestamp(at).compatible().ok()?;
    let now = zone.to_offset_info(at);
    let now = (now.abbreviation().to_owned(), now.offset());
    let change =
        |change: jiff::tz::TimeZoneTransition<'_>| (change.abbreviation().to_owned(), change.offset());
    let near = zone.following(at).take(2).map(change);
    let letters = international(letters);
    let mut all = std::iter::once(now).chain(near);
    all.find(|(known, _)| *known == letters).map(|(_, offset)| offset)
}
