//! Call notes: every month the service desk rings some two dozen customers and writes down what they say. Too
//! few to judge a change by, which is why the sample has them.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;

use super::plan::{self, Channel, Month, Segment};
use super::random::Random;
use super::words;

/// A call.
pub(crate) struct Call {
    date: Date,
    channel: Channel,
    segment: Segment,
    satisfaction: i32,
    note: String,
}

/// How content customers were, from 1 to 5.
const SATISFACTION: [(i32, f64); 5] = [(1, 0.06), (2, 0.10), (3, 0.16), (4, 0.38), (5, 0.30)];

/// Where the customers who are called had been in touch with the desk.
const CHANNELS: [(Channel, f64); 4] = [
    (Channel::Phone, 0.44),
    (Channel::Chat, 0.30),
    (Channel::Email, 0.18),
    (Channel::Web, 0.08),
];

/// The calls of a month, by date.
pub(crate) fn month(seed: u64, month: Month) -> Vec<Call> {
    let mut random = Random::stream(seed, "calls", month.index());
    let first = month.first_day();
    let count = 23 + random.below(5);
    let mut days: Vec<_> = (0..count)
        .map(|_| random.below(first.days_in_month() as usize) as i64)
        .collect();
    days.sort_unstable();
    days.into_iter()
        .map(|day| call(first.saturating_add(day.days()), &mut random))
        .collect()
}

fn call(date: Date, random: &mut Random) -> Call {
    let satisfaction = random.weighted(&SATISFACTION);
    Call {
        date,
        channel: random.weighted(&CHANNELS),
        segment: random.weighted(&plan::SEGMENTS),
        satisfaction,
        note: words::call_note(satisfaction, random),
    }
}

/// The file of a month: a list of mappings.
pub(crate) fn yaml(calls: &[Call]) -> Vec<u8> {
    let mut text = String::new();
    for call in calls {
        let _ = write!(
            text,
            "- date: {}\n  channel: {}\n  segment: {}\n  satisfaction: {}\n  note: {}\n",
            call.date,
            call.channel.id(),
            call.segment.id(),
            call.satisfaction,
            scalar(&call.note),
        );
    }
    text.into_bytes()
}

/// Text as YAML: quoted, or as a block where it has several lines.
fn scalar(text: &str) -> String {
    if text.contains('\n') {
        return format!("|-\n    {}", text.replace('\n', "\n    "));
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_a_scalar_that_reads_as_the_same_text() {
        assert_eq!(scalar("a: \"b\""), "\"a: \\\"b\\\"\"");
        assert_eq!(scalar("a\nb"), "|-\n    a\n    b");
    }

    #[test]
    fn a_month_has_too_few_calls_to_judge() {
        for then in Month::all() {
            assert!((20..30).contains(&month(plan::CALLS_SEED, then).len()));
        }
    }
}
