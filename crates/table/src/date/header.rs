//! Zones that headers name: `Created at (UTC)`, `Closed (GMT-5)`, `created_at_utc`, `Opened [Europe/Berlin]`.

use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone};
use regex::Regex;

use super::letters;
use super::time::distance_from_utc;
use crate::scan::Scanner;

/// What the name of a column says of the zone of its times.
#[derive(Clone, Debug, PartialEq)]
pub enum InHeader {
    /// That it is this one.
    Zone {
        /// The zone.
        zone: TimeZone,
        /// For people: `UTC+01:00`.
        shown: String,
        /// As `timezone` in a configuration, where it can be written so.
        written: Option<String>,
    },
    /// That it is one of these letters, which do not say whether the clock is changed in summer: `CET`.
    Letters(String),
}

/// UTC or GMT, perhaps with a distance, as a word of a name.
static UTC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{L}])(?i:UTC|GMT)\s*([+-]\s*\d{1,2}(?::?\d{2})?)?(?:$|[^\p{L}\d])|\p{Ll}(?:UTC|Utc|GMT|Gmt)$").ok()
});

/// The zone that the name of a column names; none if it names none.
pub fn zone_in(name: &str) -> Option<InHeader> {
    let name = name.replace(['\u{2212}', '\u{2013}'], "-").replace('±', "+");
    let distant = UTC.as_ref().and_then(|utc| utc.captures(&name));
    if let Some(found) = distant {
        return of_distance(found.get(1).map_or("", |distance| distance.as_str()));
    }
    let name = name.trim();
    let bracketed = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let bracketed = bracketed.or_else(|| name.strip_suffix(']')?.rsplit_once('['));
    of_brackets(bracketed?.1.trim())
}

fn of_distance(distance: &str) -> Option<InHeader> {
    let distance = distance.replace(' ', "");
    let offset = match distance.as_str() {
        "" => Offset::UTC,
        distance => distance_from_utc(Scanner::new(distance), true)?,
    };
    Some(of_offset(offset))
}

/// `Europe/Berlin`, `+01:00`, `CET`.
fn of_brackets(text: &str) -> Option<InHeader> {
    if text.starts_with(['+', '-']) {
        return distance_from_utc(Scanner::new(text), false).map(of_offset);
    }
    if text.contains('/') {
        let zone = TimeZone::get(text).ok()?;
        let name = zone.iana_name()?.to_owned();
        return Some(InHeader::Zone {
            zone,
            shown: name.clone(),
            written: Some(name),
        });
    }
    // In small letters they are a word: `Termin (ist)`.
    let is_name = text.len() > 2 && text.chars().all(|c| c.is_ascii_uppercase());
    let known = is_name.then(|| letters::meaning(text)).flatten();
    known.map(|_| InHeader::Letters(text.to_owned()))
}

fn of_offset(offset: Offset) -> InHeader {
    let seconds = offset.seconds();
    if seconds == 0 {
        return InHeader::Zone {
            zone: TimeZone::UTC,
            shown: "UTC".to_owned(),
            written: Some("UTC".to_owned()),
        };
    }
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    // In the names of the database, west is plus.
    let opposite = if seconds < 0 { '+' } else { '-' };
    let whole = format!("Etc/GMT{opposite}{}", minutes / 60);
    InHeader::Zone {
        zone: TimeZone::fixed(offset),
        shown: format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60),
        written: (minutes % 60 == 0 && TimeZone::get(&whole).is_ok()).then_some(whole),
    }
}

/// Whether a zone uses these letters about now: whether times of a column named by them may be its own.
pub fn uses(zone: &TimeZone, word: &str) -> bool {
    letters::in_zone(word, zone, jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> Option<String> {
        match zone_in(name)? {
            InHeader::Zone { shown, written, .. } => Some(format!("{shown} {}", written.unwrap_or_default())),
            InHeader::Letters(letters) => Some(format!("letters {letters}")),
        }
    }

    #[test]
    fn names_of_columns_tell_zones() {
        let cases = [
            ("Created at (UTC)", "UTC UTC"),
            ("Created at [GMT]", "UTC UTC"),
            ("created_at_utc", "UTC UTC"),
            ("createdAtUTC", "UTC UTC"),
            ("UTC time", "UTC UTC"),
            ("Date (UTC+01:00)", "UTC+01:00 Etc/GMT-1"),
            ("Date (UTC +1)", "UTC+01:00 Etc/GMT-1"),
            ("Date (GMT-5)", "UTC-05:00 Etc/GMT+5"),
            ("Date (GMT\u{2212}05:00)", "UTC-05:00 Etc/GMT+5"),
            ("Date (UTC+0530)", "UTC+05:30 "),
            ("Date (UTC±0)", "UTC UTC"),
            ("Date (+02:00)", "UTC+02:00 Etc/GMT-2"),
            ("Opened (Europe/Berlin)", "Europe/Berlin Europe/Berlin"),
            ("Closed (CET)", "letters CET"),
            ("Closed (IST)", "letters IST"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(name).as_deref(), Some(expected), "{name}");
        }
        for name in [
            "date",
            "Created at",
            "Date (local)",
            "Date (1)",
            "Outcome",
            "Date (UTC+99)",
            "UTCs",
            "Nautc",
            "Date (yes/no)",
            "Date (in h)",
            "Termin (ist)",
            "",
        ] {
            assert_eq!(shown(name), None, "{name}");
        }
    }

    #[test]
    fn letters_are_clear_where_a_zone_has_them() {
        let zone = |name: &str| TimeZone::get(name).expect("a zone");
        assert!(uses(&zone("Europe/Berlin"), "CET") && uses(&zone("Europe/Berlin"), "cest"));
        assert!(uses(&zone("Europe/Berlin"), "MEZ") && !uses(&zone("Europe/London"), "CET"));
    }
}
