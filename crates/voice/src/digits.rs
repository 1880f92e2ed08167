//! Which digits of a text are the number of a card, a telephone, a customer; and which are a date or a price.
//!
//! Digits are read as runs: groups of digits with blanks, dots, hyphens, slashes and brackets between. A
//! stretch of groups of a run is then judged by how many digits it has, how they are grouped, and what stands
//! before and after. Only the digits 0 to 9 are looked at.

use std::ops::{Range, RangeInclusive};

/// The longest gap between two groups of one number, in characters: as in "(030) / 12".
const WIDEST_GAP: usize = 4;

/// The numbers of payment cards: 13 to 19 digits in groups with blanks or hyphens between, whose last digit
/// is the check digit of Luhn (ISO/IEC 7812-1, annex B).
pub(crate) fn cards(text: &str) -> Vec<Range<usize>> {
    in_runs(text, |run, window| run.is_card(&window))
}

/// Telephone numbers: international, national with a leading zero, and national as they are grouped in
/// countries without one. Long numbers without any grouping are among them.
pub(crate) fn phones(text: &str) -> Vec<Range<usize>> {
    in_runs(text, |run, window| {
        run.is_international(&window)
            || run.is_national(&window)
            || run.is_long(&window, 9..=15)
            || run.is_shaped(&window, PHONES)
    })
}

/// Other numbers long enough to find somebody by.
pub(crate) fn references(text: &str) -> Vec<Range<usize>> {
    in_runs(text, |run, window| {
        run.is_glued(&window) || run.is_long(&window, 16..=usize::MAX) || run.is_shaped(&window, REFERENCES)
    })
}

/// Numbers of at least six digits that start where a label such as "tel." ends; the ends come rising.
pub(crate) fn labelled(text: &str, labels: &[usize]) -> Vec<Range<usize>> {
    let is_labelled =
        |run: &Run<'_>, window: &Range<usize>| labels.binary_search(&run.groups[window.start].start).is_ok();
    in_runs(text, |run, window| {
        is_labelled(run, &window) && run.is_short_number(&window)
    })
}

/// Whether a text is a date or a year and nothing else.
pub(crate) fn is_date(text: &str) -> bool {
    is_year(text) || matches!(&runs(text)[..], [run] if run.dated.iter().all(|dated| *dated))
}

/// Whether what stands at `place` is an amount: money, a share, or a part of a larger number.
pub(crate) fn is_amount(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (
        text[..place.start].trim_end_matches(' '),
        text[place.end..].trim_start(),
    );
    let digit = |letter: char| letter.is_ascii_digit();
    before.ends_with(MONEY)
        || after.starts_with(MONEY)
        || after.starts_with(['%', '‰'])
        || UNITS.iter().any(|unit| starts_with_word(after, unit))
        || text[..place.start]
            .strip_suffix(',')
            .is_some_and(|head| head.ends_with(digit))
        || text[place.end..]
            .strip_prefix(',')
            .is_some_and(|tail| tail.starts_with(digit))
}

const MONEY: [char; 9] = ['€', '$', '£', '¥', '₹', '₽', '₺', '₩', '₴'];

const UNITS: [&str; 22] = [
    "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds", "chf", "sek", "nok", "dkk", "kr", "pln", "zł",
    "jpy", "yen", "inr", "rupees", "percent", "points", "miles", "people",
];

fn starts_with_word(text: &str, word: &str) -> bool {
    let head = text
        .get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word));
    head && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// How the digits of a number are grouped.
struct Shape {
    groups: &'static [usize],
    /// The digits it can start with.
    first: &'static str,
    /// Whether it is one only by itself and with blanks: hyphens make a range of it, more groups a list.
    spread: bool,
}

const fn shape(groups: &'static [usize], first: &'static str) -> Shape {
    Shape {
        groups,
        first,
        spread: false,
    }
}

const fn spread(shape: Shape) -> Shape {
    Shape {
        spread: true,
        ..shape
    }
}

/// Telephone numbers that start with neither + nor 0.
const PHONES: &[Shape] = &[
    shape(&[3, 3, 4], "23456789"),            // North America, Italy
    shape(&[1, 3, 3, 4], "178"),              // North America with its country code, Russia
    shape(&[1, 3, 3, 2, 2], "78"),            // Russia
    shape(&[3, 3, 2, 2], "3456789"),          // Ukraine, Turkey, Italy
    shape(&[3, 7], "3456789"),                // Italy
    shape(&[5, 5], "6789"),                   // India
    shape(&[2, 5, 5], "9"),                   // India with its country code
    shape(&[3, 4, 4], "1"),                   // China
    shape(&[2, 4, 4], "123456789"),           // Brazil, Mexico
    shape(&[2, 5, 4], "123456789"),           // Brazil
    shape(&[3, 3, 3], "56789"),               // Spain, Portugal, Poland, Czechia
    shape(&[3, 2, 2, 2], "6789"),             // Spain
    shape(&[2, 3, 2, 2], "456789"),           // Spain, Switzerland
    shape(&[3, 6], "679"),                    // Spain
    spread(shape(&[2, 2, 2, 2], "23456789")), // Denmark, Norway
    spread(shape(&[4, 4], "3689")),           // Singapore, Hong Kong
    shape(&[4, 6], "7"),                      // United Kingdom
    shape(&[2, 4, 6], "4"),                   // United Kingdom with its country code
    shape(&[2, 3, 7], "4"),                   // Germany with its country code
    shape(&[2, 3, 8], "4"),
    shape(&[2, 1, 2, 2, 2, 2], "3"), // France with its country code
];

/// Cards that were mistyped, and social security numbers of the United States.
const REFERENCES: &[Shape] = &[
    shape(&[4, 4, 4, 4], "123456789"),
    shape(&[4, 6, 5], "3"),
    shape(&[3, 2, 4], "0123456789"),
];

/// Groups of digits that may be one number.
struct Run<'a> {
    text: &'a str,
    groups: Vec<Range<usize>>,
    /// Whether a group is a part of a date.
    dated: Vec<bool>,
}

/// The longest stretches of groups that `is_number` takes, from the left.
fn in_runs(text: &str, is_number: impl Fn(&Run<'_>, Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for run in runs(text) {
        let mut at = 0;
        while at < run.groups.len() {
            let ends = (at + 1..=run.groups.len().min(at + MOST_GROUPS)).rev();
            let end = ends.into_iter().find(|end| is_number(&run, at..*end));
            found.extend(end.map(|end| run.place(&(at..end))));
            at = end.unwrap_or(at + 1);
        }
    }
    found
}

/// A card has 19 digits at most.
const MOST_GROUPS: usize = 19;

fn runs(text: &str) -> Vec<Run<'_>> {
    let groups = groups(text);
    let joined = groups.chunk_by(|a, b| is_gap(&text[a.end..b.start]));
    joined.map(|groups| Run::new(text, groups.to_vec())).collect()
}

fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match groups.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end += 1,
            None => groups.push(at..at + 1),
        }
    }
    groups
}

fn is_gap(gap: &str) -> bool {
    let inside = |letter| is_blank(letter) || is_dash(letter) || matches!(letter, '/' | '(' | ')');
    gap == "." || (gap.chars().all(inside) && gap.chars().count() <= WIDEST_GAP)
}

/// A blank that does not end a line.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}')
}

impl<'a> Run<'a> {
    fn new(text: &'a str, groups: Vec<Range<usize>>) -> Self {
        let mut run = Self {
            text,
            dated: vec![false; groups.len()],
            groups,
        };
        for n in 0..run.groups.len() {
            if run.is_stamp(n) {
                run.dated[n] = true;
            }
            if run.is_date_at(n) {
                run.dated[n..n + 3].fill(true);
            }
        }
        run
    }

    fn group(&self, n: usize) -> &'a str {
        &self.text[self.groups[n].clone()]
    }

    /// What lies between a group and the next.
    fn gap(&self, n: usize) -> &'a str {
        &self.text[self.groups[n].end..self.groups[n + 1].start]
    }

    fn gaps(&self, window: &Range<usize>) -> impl Iterator<Item = &'a str> {
        (window.start..window.end - 1).map(|n| self.gap(n))
    }

    fn digits(&self, window: &Range<usize>) -> usize {
        self.groups[window.clone()].iter().map(Range::len).sum()
    }

    fn is_dated(&self, window: &Range<usize>) -> bool {
        let years = window.clone().filter(|n| is_year(self.group(*n))).count();
        years > 1 || self.dated[window.clone()].contains(&true)
    }

    /// Whether a part of the groups is a date; one group alone may be a number that only looks like one.
    fn holds_date(&self, window: &Range<usize>) -> bool {
        window.len() > 1 && self.dated[window.clone()].contains(&true)
    }

    /// Day, month and year in any order that has the month or the day in the middle, with one sign between.
    fn is_date_at(&self, n: usize) -> bool {
        if n + 3 > self.groups.len() {
            return false;
        }
        let sign = self.gap(n);
        let around = n.checked_sub(1).map(|before| self.gap(before)).into_iter();
        let mut around = around.chain((n + 3 < self.groups.len()).then(|| self.gap(n + 2)));
        let is_sign = matches!(sign, "." | "-" | "/") && sign == self.gap(n + 1);
        is_sign
            && !around.any(|gap| gap == sign)
            && are_date([self.group(n), self.group(n + 1), self.group(n + 2)])
    }

    /// A date without signs, as in 20261031 or 20261031123000.
    fn is_stamp(&self, n: usize) -> bool {
        let group = self.group(n);
        matches!(group.len(), 8 | 12 | 14) && are_date([&group[..4], &group[4..6], &group[6..8]])
    }

    fn is_card(&self, window: &Range<usize>) -> bool {
        let sign = |letter| is_blank(letter) || is_dash(letter) || letter == '.';
        (13..=19).contains(&self.digits(window))
            && !self.holds_date(window)
            && self.gaps(window).all(|gap| gap.chars().all(sign))
            && is_luhn(window.clone().flat_map(|n| self.group(n).bytes()))
    }

    /// 8 to 15 digits after +, or what is written 00 in its place (ITU-T E.164 allows 15).
    fn is_international(&self, window: &Range<usize>) -> bool {
        let digits = self.digits(window);
        let by_plus = (8..=15).contains(&digits) && self.plus_before(window.start).is_some();
        let zeros = self
            .group(window.start)
            .strip_prefix("00")
            .is_some_and(|rest| !rest.starts_with('0'));
        (by_plus || (zeros && (10..=17).contains(&digits))) && !self.holds_date(window)
    }

    /// 9 to 12 digits of which the first is 0; where all are pairs, five of them as in France.
    fn is_national(&self, window: &Range<usize>) -> bool {
        let first = self.group(window.start);
        let is_decimal = first == "0" && window.len() > 1 && self.gap(window.start) == ".";
        let pairs = self.groups[window.clone()].iter().all(|group| group.len() <= 2);
        first.starts_with('0')
            && !first.starts_with("00")
            && !is_decimal
            && (9..=12).contains(&self.digits(window))
            && (!pairs || (window.len() == 5 && self.is_even(window)))
            && !self.is_dated(window)
    }

    /// Grouped as one of the shapes; short groups with the same sign between all of them.
    fn is_shaped(&self, window: &Range<usize>, shapes: &[Shape]) -> bool {
        let lengths = || self.groups[window.clone()].iter().map(Range::len);
        let spread = self.is_whole(window) && self.gaps(window).all(|gap| gap.chars().all(is_blank));
        let has = |shape: &&Shape| {
            shape.groups.iter().copied().eq(lengths())
                && self
                    .group(window.start)
                    .starts_with(|digit| shape.first.contains(digit))
                && (spread || !shape.spread)
        };
        shapes.iter().any(|shape| has(&shape))
            && (lengths().any(|length| length > 3)
                || self.has_brackets(window)
                || self.is_even_and_ends(window))
            && self.is_apart(window)
    }

    /// So many digits without anything between, not all the same: "<3333333333" is a heart.
    fn is_long(&self, window: &Range<usize>, digits: RangeInclusive<usize>) -> bool {
        let is_decimal = window.start > 0 && self.gap(window.start - 1) == ".";
        window.len() == 1
            && digits.contains(&self.digits(window))
            && !is_decimal
            && !is_one_digit(self.group(window.start))
            && self.is_apart(window)
    }

    /// Many digits with letters at them, as in RR123456789DE.
    fn is_glued(&self, window: &Range<usize>) -> bool {
        window.len() == 1
            && self.digits(window) >= 9
            && self.touches_letters(window)
            && !self.is_dated(window)
    }

    /// Neither a date nor an amount nor a part of a word.
    fn is_apart(&self, window: &Range<usize>) -> bool {
        !self.is_dated(window) && !self.touches_letters(window) && !is_amount(self.text, &self.place(window))
    }

    fn is_short_number(&self, window: &Range<usize>) -> bool {
        let pairs = self.groups[window.clone()].iter().all(|group| group.len() <= 2);
        (6..=15).contains(&self.digits(window))
            && (!pairs || self.is_even(window))
            && !self.is_dated(window)
            && (self.plus_before(window.start).is_some() || !is_amount(self.text, &self.place(window)))
    }

    fn is_whole(&self, window: &Range<usize>) -> bool {
        *window == (0..self.groups.len())
    }

    fn has_brackets(&self, window: &Range<usize>) -> bool {
        self.gaps(window).any(|gap| gap.contains(')'))
    }

    /// Whether the same sign stands between all groups, and no sign but a blank also before or after.
    fn is_even_and_ends(&self, window: &Range<usize>) -> bool {
        let before = window.start.checked_sub(1).map(|n| self.gap(n));
        let after = (window.end < self.groups.len()).then(|| self.gap(window.end - 1));
        let mut signs = self.gaps(window).filter(|gap| !gap.chars().all(is_blank));
        self.is_even(window) && !signs.any(|sign| Some(sign) == before || Some(sign) == after)
    }

    /// Whether the same sign stands between all groups.
    fn is_even(&self, window: &Range<usize>) -> bool {
        let mut gaps = self.gaps(window);
        let first = gaps.next();
        gaps.all(|gap| Some(gap) == first)
    }

    fn touches_letters(&self, window: &Range<usize>) -> bool {
        let (start, end) = (self.groups[window.start].start, self.groups[window.end - 1].end);
        self.text[..start].ends_with(char::is_alphabetic) || self.text[end..].starts_with(char::is_alphabetic)
    }

    /// Where the + of a group stands: "+49", "+ 49", "+(49)".
    fn plus_before(&self, n: usize) -> Option<usize> {
        let before = &self.text[..self.groups[n].start];
        let before = before.strip_suffix('(').unwrap_or(before);
        let before = before.strip_suffix(' ').unwrap_or(before);
        before.strip_suffix('+').map(str::len)
    }

    /// The bytes of a stretch of groups, with its + and a bracket that closes inside.
    fn place(&self, window: &Range<usize>) -> Range<usize> {
        let (first, end) = (self.groups[window.start].start, self.groups[window.end - 1].end);
        let start = self.plus_before(window.start).unwrap_or(first);
        let count = |sign| self.text[start..end].matches(sign).count();
        let opens = count(')') > count('(') && self.text[..start].ends_with('(');
        start - usize::from(opens)..end
    }
}

fn is_one_digit(group: &str) -> bool {
    group.as_bytes().windows(2).all(|pair| pair[0] == pair[1])
}

/// Whether three groups are a date, with the year at either end.
fn are_date([a, b, c]: [&str; 3]) -> bool {
    ((is_year(c) || c.len() == 2) && are_day_and_month(a, b)) || (is_year(a) && are_day_and_month(b, c))
}

/// In either order.
fn are_day_and_month(a: &str, b: &str) -> bool {
    let number = |group: &str| {
        group
            .parse::<u8>()
            .ok()
            .filter(|number| group.len() <= 2 && *number > 0)
    };
    number(a)
        .zip(number(b))
        .is_some_and(|(a, b)| a.min(b) <= 12 && a.max(b) <= 31)
}

fn is_number(group: &str) -> bool {
    group.bytes().all(|sign| sign.is_ascii_digit())
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && is_number(group) && (group.starts_with("19") || group.starts_with("20"))
}

/// The check of Luhn: from the right, every second digit counts twice, and the sum of digits ends in 0.
fn is_luhn(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    let values = digits.rev().map(|digit| u32::from(digit - b'0')).enumerate();
    let weighted = values.map(|(n, value)| {
        if n % 2 == 0 {
            value
        } else {
            value * 2 / 10 + value * 2 % 10
        }
    });
    weighted.sum::<u32>() % 10 == 0
}
