//! Times of day, and their offsets from UTC.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::read::scan::Scanner;

/// A time in whole seconds, perhaps with an offset from UTC.
pub(super) type TimeOfDay = (Time, Option<Offset>);

/// What follows a day: nothing, or a time after `T`, blanks or a comma. The outer `None` is a mistake.
pub(super) fn after_day(mut scanner: Scanner<'_>) -> Option<Option<TimeOfDay>> {
    if scanner.is_done() {
        return Some(None);
    }
    if !(scanner.take(b'T') || scanner.take(b't')) {
        scanner.take(b',');
        scanner.blanks().then_some(())?;
    }
    let time = time(&mut scanner)?;
    Some(Some((time, offset(scanner)?)))
}

/// What follows the seconds of a clock of 24 hours: perhaps a fraction, perhaps an offset. The outer `None` is a
/// mistake.
pub(super) fn after_second(mut scanner: Scanner<'_>) -> Option<Option<Offset>> {
    fraction(&mut scanner)?;
    offset(scanner)
}

/// `14:05`, `14:05:09`, `14:05:09.250`, `2:05:09 PM`, `2:05 p.m.`.
fn time(scanner: &mut Scanner<'_>) -> Option<Time> {
    let hour = scanner.digits()?.of_width(1, 2)?;
    scanner.expect(b':')?;
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

/// `AM`, `pm`, `a.m.`, `p. m.`, or nothing. The outer `None` is a mistake.
fn half(scanner: &mut Scanner<'_>) -> Option<Option<Half>> {
    let half = match scanner.peek() {
        Some(b'a' | b'A') => Half::Am,
        Some(b'p' | b'P') => Half::Pm,
        _ => return Some(None),
    };
    scanner.next();
    if scanner.take(b'.') {
        scanner.blanks();
    }
    if !(scanner.take(b'm') || scanner.take(b'M')) {
        return None;
    }
    scanner.take(b'.');
    Some(Some(half))
}

/// Nothing, `Z`, `+01:00`, `+0100`, `+01`, `UTC`, `GMT`, `GMT+1`, `UTC -05:30`. East of Greenwich is plus. The outer
/// `None` is a mistake, also an abbreviation such as `EST`: many are used for several zones.
fn offset(mut scanner: Scanner<'_>) -> Option<Option<Offset>> {
    scanner.blanks();
    let Some(first) = scanner.peek() else {
        return Some(None);
    };
    let named = first.is_ascii_alphabetic();
    if named {
        let word = scanner.letters();
        let utc = [&b"UTC"[..], b"GMT", b"Z"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(word));
        if !utc || word.len() == 1 && !scanner.is_done() {
            return None;
        }
        scanner.blanks();
    }
    let sign = match scanner.next() {
        None => return Some(Some(Offset::UTC)),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let seconds = sign * distance(&mut scanner, named)?;
    scanner.is_done().then_some(())?;
    Offset::from_seconds(seconds).ok().map(Some)
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
