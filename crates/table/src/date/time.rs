//! Times of day, and their offsets from UTC.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::scan::Scanner;

/// What a text says of the distance of its time from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift<'t> {
    /// Nothing: the time is local.
    Local,
    /// So far east of Greenwich.
    At(Offset),
    /// These letters, which are to be looked up: `EST`.
    Letters(&'t str),
}

/// A time in whole seconds, perhaps with an offset from UTC.
pub(super) type TimeOfDay<'t> = (Time, Shift<'t>);

/// What follows a day: nothing, or a time after `T`, blanks or a comma. The outer `None` is a mistake.
pub(super) fn after_day(mut scanner: Scanner<'_>) -> Option<Option<TimeOfDay<'_>>> {
    if scanner.is_done() {
        return Some(None);
    }
    if !(scanner.take(b'T') || scanner.take(b't')) {
        scanner.take(b',');
        scanner.blanks().then_some(())?;
        at(&mut scanner)?;
    }
    let time = time(&mut scanner)?;
    Some(Some((time, shift(scanner)?)))
}

/// Words before a time, with the blanks after them: `1. Oktober 2026 um 14:05`.
fn at(scanner: &mut Scanner<'_>) -> Option<()> {
    match scanner.word() {
        "" => Some(()),
        "at" | "um" | "à" => scanner.blanks().then_some(()),
        _ => None,
    }
}

/// What follows the seconds of a clock of 24 hours: perhaps a fraction, perhaps an offset. The outer `None` is a
/// mistake, or letters, which are for the general way to look up.
pub(super) fn after_second(mut scanner: Scanner<'_>) -> Option<Option<Offset>> {
    fraction(&mut scanner)?;
    match shift(scanner)? {
        Shift::Local => Some(None),
        Shift::At(offset) => Some(Some(offset)),
        Shift::Letters(_) => None,
    }
}

/// `14:05`, `14:05:09`, `14:05:09.250`, `2:05:09 PM`, `2:05 p.m.`, `14h05`, `14:05 Uhr`.
fn time(scanner: &mut Scanner<'_>) -> Option<Time> {
    let hour = scanner.digits()?.of_width(1, 2)?;
    if !scanner.take(b'h') {
        scanner.expect(b':')?;
    }
    let minute = scanner.pair()?;
    let mut second = 0;
    if scanner.take(b':') {
        second = scanner.pair()?;
        fraction(scanner)?;
    }
    scanner.blanks();
    let hour = match half(scanner)? {
        None => hour,
        Some(half) => half.hour(hour)?,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// Takes `.250` or `,250`, if it is there. `None` is a mark without digits.
pub(super) fn fraction(scanner: &mut Scanner<'_>) -> Option<()> {
    if scanner.take(b'.') || scanner.take(b',') {
        // Nanoseconds have nine digits; there is no need to keep them.
        scanner.digits()?;
    }
    Some(())
}

/// The halves of a day of two times twelve hours.
#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

impl Half {
    /// The hour of 0 … 23. `None` for what no such clock shows, as in `14:05 PM`.
    fn hour(self, shown: i8) -> Option<i8> {
        match (self, shown) {
            (Self::Am, 12) => Some(0),
            (Self::Pm, 12) => Some(12),
            (Self::Am, 1..=11) => Some(shown),
            (Self::Pm, 1..=11) => Some(shown + 12),
            _ => None,
        }
    }
}

/// `AM`, `pm`, `a.m.`, `p. m.`, or nothing, also before the letters of a zone. The outer `None` is a mistake.
fn half(scanner: &mut Scanner<'_>) -> Option<Option<Half>> {
    let mut rest = *scanner;
    let word = rest.word();
    let half = match word.bytes().next() {
        Some(b'a' | b'A') => Half::Am,
        Some(b'p' | b'P') => Half::Pm,
        _ => return Some(None),
    };
    match word.as_bytes() {
        [_] if rest.take(b'.') => {
            rest.blanks();
            (rest.take(b'm') || rest.take(b'M')).then_some(())?;
        }
        [_, b'm' | b'M'] => {}
        _ => return Some(None),
    }
    rest.take(b'.');
    *scanner = rest;
    Some(Some(half))
}

/// Nothing, `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `GMT`, `GMT+1`, `UTC -05:30`, `EST`. East of Greenwich is plus. `None`
/// is a mistake.
fn shift(mut scanner: Scanner<'_>) -> Option<Shift<'_>> {
    scanner.blanks();
    let word = scanner.word();
    scanner.blanks();
    let is_utc = ["UTC", "GMT", "Z"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(word));
    match (word, scanner.is_done()) {
        ("" | "Uhr", true) => return Some(Shift::Local),
        (_, true) if is_utc => return Some(Shift::At(Offset::UTC)),
        (_, true) => return Some(Shift::Letters(word)),
        ("", false) => {}
        (_, false) if is_utc && word.len() > 1 => {}
        _ => return None,
    }
    distance_from_utc(scanner, !word.is_empty()).map(Shift::At)
}

/// `+01:00`, `-0530`; after a name also `+1`. `None` is a mistake.
pub(super) fn distance_from_utc(mut scanner: Scanner<'_>, named: bool) -> Option<Offset> {
    let sign = match scanner.next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let seconds = sign * distance(&mut scanner, named)?;
    scanner.is_done().then_some(())?;
    Offset::from_seconds(seconds).ok()
}

/// More hours than any zone is away from UTC.
const MOST_HOURS: i32 = 18;

/// Seconds from UTC: `01:00`, `0100`, `01`, and after a name also `1` and `1:00`.
fn distance(scanner: &mut Scanner<'_>, named: bool) -> Option<i32> {
    let digits = scanner.digits()?;
    let (hours, minutes) = match digits.of_width::<i32>(4, 4) {
        Some(both) => (both / 100, both % 100),
        None => {
            let hours = digits.of_width(if named { 1 } else { 2 }, 2)?;
            let colon = scanner.take(b':');
            (hours, if colon { scanner.pair()?.into() } else { 0 })
        }
    };
    (hours <= MOST_HOURS && minutes < 60).then_some(hours * 3600 + minutes * 60)
}
