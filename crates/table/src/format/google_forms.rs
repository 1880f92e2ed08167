//! Google Forms.

use super::{Format, Holds, same};

/// The first column, in the language of the form's owner.
const TIMESTAMP: &[&str] = &[
    "Timestamp",
    "Zeitstempel",
    "Horodateur",
    "Marca temporal",
    "Carimbo de data/hora",
];

pub(super) const FORMAT: Format = Format {
    signature: &[TIMESTAMP],
    proof: Some(starts_with_times),
    date: TIMESTAMP,
    ..Format::new(
        "google-forms",
        "Google Forms",
        Holds::Responses,
        "Responses, Download responses as CSV; or the linked spreadsheet, saved as CSV",
    )
};

/// Whether the first column is that of times and the first response begins with one, as Google Forms writes it.
/// `Timestamp` alone is a name that anybody may use.
fn starts_with_times(rows: &[Vec<String>]) -> bool {
    let first = |row: usize| rows.get(row).and_then(|row| row.first());
    first(0).is_some_and(|name| TIMESTAMP.iter().any(|known| same(known, name)))
        && first(1).is_some_and(|cell| is_time(cell.trim()))
}

/// `1/31/2026 9:05:00`, `31.01.2026 09:05:00`, `2026/01/31 9:05:00 AM GMT+1`.
fn is_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(date), Some(time)) = (words.next(), words.next()) else {
        return false;
    };
    (three_numbers(date, '/') || three_numbers(date, '.')) && three_numbers(time, ':')
}

fn three_numbers(text: &str, separator: char) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split(separator).count() == 3 && text.split(separator).all(number)
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times_as_google_forms_writes_them() {
        for text in [
            "1/31/2026 9:05:00",
            "31/01/2026 09:05:00",
            "31.01.2026 09:05:00",
            "2026/01/31 9:05:00 AM GMT+1",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "2026-01-31 09:05:00",
            "2026-01-31T09:05:00Z",
            "1/31/2026",
            "1767323045",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}
