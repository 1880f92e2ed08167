//! Personal data by what cells look like, and texts without it.

use std::net::IpAddr;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What stands where a value was.
pub(super) const MASK: &str = "•••";

/// Addresses of mail, and numbers that are long enough to find somebody by.
static TRACES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|\+?\d(?:[ ()./-]{0,2}\d){5,}").ok()
});

/// A date in numbers, perhaps with the hour that follows it: as long as a telephone number, and none.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:19|20)\d{2}[-./ ]{1,2}(?:0?[1-9]|1[0-2])[-./ ]{1,2}(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./ ]{1,2}(?:0?[1-9]|[12]\d|3[01])[-./ ]{1,2}(?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:[ -]{1,2}\d{1,2}|[ -]\d{4}|[ -]\d{6})?$",
    )
    .ok()
});

fn is_date(text: &str) -> bool {
    DATE.as_ref().is_some_and(|date| date.is_match(text))
}

/// How many cells of a column look like what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Personal {
    mails: u64,
    phones: u64,
    addresses: u64,
    cards: u64,
}

impl Personal {
    /// Counts a text so many times.
    pub(super) fn look_at(&mut self, text: &str, n: u64) {
        if is_mail(text) {
            self.mails += n;
        } else if text.parse::<IpAddr>().is_ok() {
            self.addresses += n;
        } else if is_card(text) {
            self.cards += n;
        } else if is_phone(text) {
            self.phones += n;
        }
    }

    /// What most of so many values are, in words. One number in ten passes the check of cards by chance.
    pub(super) fn most(&self, of: u64) -> Option<&'static str> {
        let kinds = [
            (self.mails * 2, "e-mail addresses"),
            (self.addresses * 2, "IP addresses"),
            (self.phones * 2, "phone numbers"),
            (if of > 1 { self.cards * 10 / 9 } else { 0 }, "card numbers"),
        ];
        let found = kinds.into_iter().find(|(n, _)| *n > 0 && *n >= of);
        found.map(|(_, what)| what)
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.mails += other.mails;
        self.phones += other.phones;
        self.addresses += other.addresses;
        self.cards += other.cards;
    }
}

/// A text with its mail addresses and long numbers masked.
pub(super) fn masked(text: &str) -> String {
    match &*TRACES {
        Some(traces) => {
            let mask = |found: &Captures<'_>| {
                if is_date(&found[0]) {
                    found[0].to_owned()
                } else {
                    MASK.to_owned()
                }
            };
            traces.replace_all(text, mask).into_owned()
        }
        None => MASK.to_owned(),
    }
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let plain = !text.contains(char::is_whitespace) && !domain.contains('@');
    plain
        && !name.is_empty()
        && domain.split('.').count() > 1
        && domain.split('.').all(|part| !part.is_empty())
}

/// The digits of a text that holds nothing else but what stands between them.
fn digits(text: &str, between: &[char]) -> Option<Vec<u32>> {
    let only = text.chars().all(|c| c.is_ascii_digit() || between.contains(&c));
    only.then(|| text.chars().filter_map(|c| c.to_digit(10)).collect())
}

/// Seven to fifteen digits, written as telephone numbers are: with a plus, a leading zero or in groups.
fn is_phone(text: &str) -> bool {
    let Some(found) = digits(text, &['+', ' ', '(', ')', '-', '/', '.']).filter(|_| !is_date(text)) else {
        return false;
    };
    // A number with a fraction has one point.
    let grouped =
        text.contains([' ', '(', '-', '/']) && !text.starts_with('-') || text.matches('.').count() > 1;
    (7..=15).contains(&found.len()) && (text.starts_with('+') || grouped || text.starts_with("00"))
}

/// Thirteen to nineteen digits of which the last one checks the others.
fn is_card(text: &str) -> bool {
    let Some(found) = digits(text, &[' ', '-']) else {
        return false;
    };
    let sum: u32 = found
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    (13..=19).contains(&found.len()) && sum.is_multiple_of(10) && found.first() != Some(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], expected: Option<&str>) {
        let mut seen = Personal::default();
        values.iter().for_each(|value| seen.look_at(value, 1));
        assert_eq!(seen.most(values.len() as u64), expected, "{values:?}");
    }

    #[test]
    fn values_that_look_like_a_persons() {
        check(&["ada@example.com", "n/k"], Some("e-mail addresses"));
        check(&["192.0.2.1", "2001:db8::1"], Some("IP addresses"));
        check(&["+49 30 123456", "(030) 123-4567"], Some("phone numbers"));
        check(&["4111 1111 1111 1111", "5500005555555559"], Some("card numbers"));
        check(
            &["10900000001", "1.0.6", "12.5", "-12345678", "5", "42.2715"],
            None,
        );
        check(&["ada@home", "@ada", "10:15:00"], None);
        check(
            &["2026 10 31", "31/10/26 14", "20261031 1405", "01 10 2026"],
            None,
        );
        check(&["06 12 34 56 78", "01.23.45.67.89"], Some("phone numbers"));
    }

    #[test]
    fn texts_lose_addresses_and_numbers() {
        let cases = [
            ("mail ada.e@example.co.uk now", "mail ••• now"),
            ("call +49 30 123456, please", "call •••, please"),
            ("ticket 123456", "ticket •••"),
            ("since 2024, 5 of 10", "since 2024, 5 of 10"),
            ("2026-10-01 23:30:00 XYZ", "2026-10-01 23:30:00 XYZ"),
            ("on 31.10.2026 or 10/31/26", "on 31.10.2026 or 10/31/26"),
            ("06.12.34.56.78", "•••"),
            ("Agent One (one@example.com)", "Agent One (•••)"),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected);
        }
    }
}
