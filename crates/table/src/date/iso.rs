//! ISO 8601 to the letter, which most cells are. Reads nothing that [`super::calendar`] does not read, only sooner.

use jiff::civil::{Date, Time};

use super::{Moment, time};
use crate::scan::Scanner;

/// `2026-10-31`, or `2026-10-31 14:05:09` with what may follow it. `None` is for the general way to decide.
#[inline]
pub(super) fn read(text: &str) -> Option<Moment> {
    let (day, rest) = text.as_bytes().split_first_chunk::<10>()?;
    let day = day_of(day)?;
    if rest.is_empty() {
        return Some(Moment {
            day,
            time: None,
            offset: None,
        });
    }
    let (time, rest) = rest.split_first_chunk::<9>()?;
    Some(Moment {
        day,
        time: Some(time_of(time)?),
        offset: if rest.is_empty() {
            None
        } else {
            time::after_second(Scanner::of(rest))?
        },
    })
}

#[inline]
fn day_of(bytes: &[u8; 10]) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
        return None;
    };
    let year = i16::from(pair(y1, y2)?) * 100 + i16::from(pair(y3, y4)?);
    Date::new(year, pair(m1, m2)?, pair(d1, d2)?).ok()
}

#[inline]
fn time_of(bytes: &[u8; 9]) -> Option<Time> {
    let &[b' ' | b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2] = bytes else {
        return None;
    };
    Time::new(pair(h1, h2)?, pair(m1, m2)?, pair(s1, s2)?, 0).ok()
}

/// The number of two digits.
#[inline]
fn pair(tens: u8, ones: u8) -> Option<i8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 {
        return None;
    }
    i8::try_from(tens * 10 + ones).ok()
}
