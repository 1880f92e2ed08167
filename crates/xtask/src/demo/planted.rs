//! `content/planted.yaml`: what is real in the sample, worked out from the plan.
//!
//! Every figure is compared with the month and the year before, at its true values. Where they differ, an effect
//! is written down. Nothing here looks at the data.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use cxpress_report::Verdict;

use super::plan::{
    self, APP, AppQuestion, Channel, DEVICES, Device, EFFECTS, Effect, Month, Question, TicketFigure,
};
use super::truth::{self, Figure, Level};

/// A real difference.
pub(crate) struct Entry {
    pub(crate) figure: &'static str,
    pub(crate) month: Month,
    /// The total, or one channel or device: the dimension and the value.
    pub(crate) only: Option<(&'static str, &'static str)>,
    pub(crate) kind: Contrast,
    unit: &'static str,
    higher_is_better: bool,
    before: f64,
    after: f64,
    /// Whether a report finds it, with a power above .99.
    pub(crate) certain: bool,
    /// The other slices in which it is real too.
    pub(crate) also: &'static str,
    note: String,
}

/// What a real difference is a difference to, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contrast {
    /// To the month before, by a change within slices.
    Change,
    /// To the month before, by the shares of the channels alone.
    Mix,
    /// To the same month of the year before.
    YearChange,
}

impl Contrast {
    const fn id(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Mix => "mix",
            Self::YearChange => "year-change",
        }
    }
}

/// How many standard errors a difference has to have to be found for certain: 3.42 is the critical value of a
/// family of forty totals (Benjamini–Hochberg at .025, all others null), 2.33 more give a power of .99.
const CERTAIN: f64 = 3.42 + 2.33;
/// How many it has to have where records of one day are taken to be alike: a jackknife over some 26 groups of days has a
/// larger critical value and is less exact.
const CERTAIN_BY_DAY: f64 = 6.6;
/// How much larger standard errors of tickets are because those of one day are alike and the last are still open.
const DAYS_ALIKE: f64 = 1.2;
/// Of figures whose truth is taken from many histories, differences below this part of a standard error are
/// not written down: the histories do not tell them from none, and no report can find them.
const TOO_SMALL: f64 = 0.4;
/// Differences below are rounding.
const SAME: f64 = 0.05;

/// The file.
pub(crate) fn yaml() -> String {
    let mut text = HEAD.to_owned();
    for entry in Month::all().flat_map(entries) {
        entry.write(&mut text);
    }
    text.push_str(CLUSTER);
    for question in &APP {
        write_course(question, &mut text);
        write_echo(question, &mut text);
    }
    for month in plan::quiet_months() {
        let against = if month.earlier(12).is_some() {
            "the month before or the year before"
        } else {
            "the month before"
        };
        let _ = writeln!(
            text,
            "- {{period: \"{month}\", kind: none, note: \"No figure differs from {against}.\"}}"
        );
    }
    text
}

/// What is real in a month, against the month and the year before.
pub(crate) fn entries(month: Month) -> Vec<Entry> {
    let pairs = [(1, Contrast::Change), (12, Contrast::YearChange)];
    let pairs = pairs
        .into_iter()
        .filter_map(|(months, kind)| Some((month.earlier(months)?, kind)));
    let found = pairs.flat_map(|(earlier, kind)| {
        let survey = Question::ALL
            .iter()
            .flat_map(move |&question| of_survey(question, earlier, month, kind));
        let tickets = TicketFigure::ALL
            .into_iter()
            .filter_map(move |figure| of_tickets(figure, earlier, month, kind));
        let others = of_others(earlier, month, kind);
        let app = APP
            .iter()
            .flat_map(move |question| of_app(question, earlier, month, kind));
        survey.chain(tickets).chain(others).chain(app)
    });
    found.collect()
}

fn of_others(earlier: Month, month: Month, kind: Contrast) -> Vec<Entry> {
    let figures = truth::SOURCES.iter().flat_map(|source| source.figures);
    let other = figures.filter(|figure| figure.state(earlier) != figure.state(month));
    other
        .filter_map(|figure| of_other(figure, earlier, month, kind))
        .collect()
}

fn of_other(figure: &Figure, earlier: Month, month: Month, kind: Contrast) -> Option<Entry> {
    let levels = LEVELS.get(figure.id)?;
    let [before, after] = [earlier, month].map(|month| levels[figure.state(month)]);
    let error = before.deviation.hypot(after.deviation);
    let difference = (after.value - before.value).abs();
    let certain = if figure.by_day { CERTAIN_BY_DAY } else { CERTAIN };
    let turn = figure.state(month).saturating_sub(1);
    (figure.since <= earlier && difference > TOO_SMALL * error).then(|| Entry {
        figure: figure.id,
        month,
        only: None,
        kind,
        unit: figure.unit,
        higher_is_better: figure.higher_is_better,
        before: before.value,
        after: after.value,
        certain: certain * error < difference,
        also: figure.also,
        note: figure.turns[turn].1.to_owned(),
    })
}

/// The levels of figures by their states: each as of the month in which it begins, the first as of the month
/// before.
static LEVELS: LazyLock<BTreeMap<&str, Vec<Level>>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for source in truth::SOURCES {
        let mut known: BTreeMap<Month, Vec<Level>> = BTreeMap::new();
        for (at, figure) in source.figures.iter().enumerate() {
            let first = figure.turns.first().and_then(|(month, _)| month.earlier(1));
            let months = first
                .into_iter()
                .chain(figure.turns.iter().map(|(month, _)| *month));
            let levels = months.map(|month| known.entry(month).or_insert_with(|| source.levels(month))[at]);
            all.insert(figure.id, levels.collect());
        }
    }
    all
});

/// The app: its questions are asked on every device alike, so that its levels follow from the plan.
fn of_app(question: &'static AppQuestion, earlier: Month, month: Month, kind: Contrast) -> Vec<Entry> {
    let moved = |only| (question.level(only, month) - question.level(only, earlier)).abs() > SAME / 100.0;
    let of = |only: Option<Device>, also| {
        let [before, after] = [earlier, month].map(|month| question.level(only, month));
        let part: f64 = DEVICES
            .iter()
            .filter(|(device, _)| only.is_none_or(|only| only == *device))
            .map(|(_, share)| share)
            .sum();
        let base = plan::RATINGS as f64 * part;
        let error = ((before * (1.0 - before) + after * (1.0 - after)) / base).sqrt();
        Entry {
            figure: question.id,
            month,
            only: only.map(|device| ("device", device.id())),
            kind,
            unit: "per cent",
            higher_is_better: true,
            before: 100.0 * before,
            after: 100.0 * after,
            certain: error * CERTAIN < (after - before).abs(),
            also,
            note: question.note.to_owned(),
        }
    };
    match question.device {
        _ if !moved(None) => Vec::new(),
        None => vec![of(None, "[device=*, segment=*]")],
        Some(device) => vec![of(None, "[segment=*]"), of(Some(device), "[]")],
    }
}

fn of_survey(question: Question, earlier: Month, month: Month, kind: Contrast) -> Vec<Entry> {
    let level = |only: Option<Channel>, month| match only {
        None => plan::total_level(question, month),
        Some(channel) => plan::level(question, channel, month),
    };
    let moved = |only| (level(only, month) - level(only, earlier)).abs() > SAME;
    if !moved(None) {
        return Vec::new();
    }
    let channels: Vec<_> = Channel::ALL
        .iter()
        .copied()
        .filter(|&channel| moved(Some(channel)))
        .collect();
    let kind = if channels.is_empty() && kind == Contrast::Change {
        Contrast::Mix
    } else {
        kind
    };
    let everywhere = channels.len() == Channel::ALL.len();
    let of = |only: Option<Channel>, also| Entry {
        figure: question.id(),
        month,
        only: only.map(|channel| ("channel", channel.id())),
        kind,
        unit: if question == Question::Recommend {
            "points"
        } else {
            "per cent"
        },
        higher_is_better: true,
        before: level(only, earlier),
        after: level(only, month),
        certain: standard_error(question, only, earlier, month) * CERTAIN
            < (level(only, month) - level(only, earlier)).abs(),
        also,
        note: note(question.id(), month, kind),
    };
    if everywhere {
        return vec![of(None, "[channel=*, segment=*, region=*]")];
    }
    let mut entries = vec![of(None, "[segment=*, region=*]")];
    entries.extend(channels.into_iter().map(|channel| of(Some(channel), "[]")));
    entries
}

fn standard_error(question: Question, only: Option<Channel>, earlier: Month, month: Month) -> f64 {
    let squares = [earlier, month].map(|month| {
        let channels = plan::channels(month);
        let asked = channels
            .iter()
            .filter(|(channel, _)| only.is_none_or(|only| only == *channel));
        let share: f64 = asked
            .map(|&(channel, share)| share * plan::applies(question, channel))
            .sum();
        let base = plan::responses(month) as f64 * share * (1.0 - plan::BLANK);
        plan::variance(question, only, month) / base
    });
    (squares[0] + squares[1]).sqrt()
}

fn of_tickets(figure: TicketFigure, earlier: Month, month: Month, kind: Contrast) -> Option<Entry> {
    let (before, after) = (figure.level(earlier), figure.level(month));
    let variance = |level: f64, month| level * (100.0 - level) / plan::tickets(month) as f64;
    let error = DAYS_ALIKE * (variance(before, earlier) + variance(after, month)).sqrt();
    let difference = (after - before).abs();
    (difference > SAME).then(|| Entry {
        figure: figure.id(),
        month,
        only: None,
        kind,
        unit: "per cent",
        higher_is_better: true,
        before,
        after,
        certain: error * CERTAIN_BY_DAY < difference,
        also: "[channel=*, topic=*, priority=*]",
        note: note(figure.id(), month, kind),
    })
}

/// The words of the plan on the effect that is at work in a figure.
fn note(figure: &str, month: Month, kind: Contrast) -> String {
    let planted = EFFECTS.iter().find(|planted| match planted.effect {
        Effect::Level { question, .. } => question.id() == figure,
        Effect::Mix { .. } => figure == Question::Recommend.id(),
        Effect::Slower { .. } => TicketFigure::ALL
            .iter()
            .any(|of_tickets| of_tickets.id() == figure),
    });
    let Some(planted) = planted else {
        return String::new();
    };
    let begins = match planted.effect {
        Effect::Level { from, .. } | Effect::Slower { from, .. } => from,
        Effect::Mix { month, .. } => month,
    };
    if kind != Contrast::YearChange && begins < month {
        planted.afterwards
    } else {
        planted.note
    }
    .to_owned()
}

impl Entry {
    /// The word for it.
    pub(crate) fn verdict(&self) -> Verdict {
        if (self.after > self.before) == self.higher_is_better {
            Verdict::Improved
        } else {
            Verdict::Worsened
        }
    }

    /// Whether a slice other than its own moved with it.
    pub(crate) fn holds(&self, slice: &str) -> bool {
        let dimension = slice.split('=').next().unwrap_or(slice);
        let mut also = self.also.trim_matches(['[', ']']).split(", ");
        also.any(|also| also == slice || also == format!("{dimension}=*"))
    }

    fn write(&self, text: &mut String) {
        let Self {
            figure,
            month,
            kind,
            unit,
            before,
            after,
            certain,
            also,
            note,
            ..
        } = self;
        let direction = match self.verdict() {
            Verdict::Improved => "improved",
            _ => "worsened",
        };
        let slice = self.only.map_or_else(
            || "total".to_owned(),
            |(dimension, value)| format!("{dimension}={value}"),
        );
        let digits = if *unit == "mean" { 2 } else { 1 };
        let size = after - before;
        let _ = write!(
            text,
            "- figure: {figure}\n  period: \"{month}\"\n  slice: {slice}\n  kind: {}\n  direction: {direction}\n  \
             unit: {unit}\n  before: {before:.digits$}\n  after: {after:.digits$}\n  \
             size: {size:.digits$}\n  certain: {certain}\n  also: {also}\n  note: \"{note}\"\n",
            kind.id(),
        );
    }
}

/// What the last month should be told to have become of a figure over time.
fn write_course(question: &AppQuestion, text: &mut String) {
    let AppQuestion {
        id,
        told,
        since,
        note,
        ..
    } = question;
    let last = Month::all().last().unwrap_or(plan::FIRST);
    let direction = match *told {
        "back" | "as-a-year-ago" => "neither",
        _ => "worsened",
    };
    let _ = write!(
        text,
        "- figure: {id}\n  period: \"{last}\"\n  slice: total\n  kind: course\n  told: {told}\n  since: \"{since}\"\n  \
         direction: {direction}\n  note: \"{note}\"\n",
    );
}

/// The group that the change of a figure comes from, and the one that only echoes it.
fn write_echo(question: &AppQuestion, text: &mut String) {
    let Some(device) = question.device else { return };
    let _ = write!(
        text,
        "- figure: {}\n  period: \"{}\"\n  slice: device={}\n  kind: echo\n  also: [segment=returning]\n  note: \"{}\"\n",
        question.id,
        question.since,
        device.id(),
        question.note,
    );
}

/// What is real of one day and of nothing else.
const CLUSTER: &str = "\
- figure: till
  period: \"2026-10\"
  slice: total
  kind: cluster
  direction: worsened
  note: \"On one visit the tills of a store were down, and nearly everybody asked there was discontent. That tells
    of one day in one store: with `cluster: visit` there is no evidence of a change, without it there seems to be
    one.\"
";

const HEAD: &str = "\
# What is real in this sample report, written by `cargo xtask demo-data` from the plan the data come from.
# Everything that is not written here is chance.
#
# kind: change       differs from the month before, because customers of some slice answer otherwise
#       mix          differs from the month before, only because other customers are heard; no channel changed
#       year-change  differs from the same month of the year before
#       course       what the level did over time: line (falling), since (lower since a month), month (in this month only so far),
#                    back (where it was), as-a-year-ago
#       echo         comes from this slice alone; those of `also` changed only because they hold answers of it
#       cluster      seems to differ where answers that came together are taken for independent; not to be found
#       none         no figure changed in this month
# before, after, size: true values, in net points, per cent or as a mean; what the data show differs by chance.
#       For resolution: the share solved within 7 days; for reply-time: the share answered within 2 days.
#       Those of as-promised, felt-*, ease-gap, mood, the themes, first-contact, perfect, stars, answered and
#       reply-time are the means of many other histories of the same plan.
# certain: true      found with a power above .99, as a headline among forty; false: real, but may be missed
# also: other slices in which the figure moved for real; whether each is found is left to chance
#
# The data are one history, and its seeds were chosen so that tests find what is certain and nothing that is chance
# (why and how: crates/xtask/src/demo/plan.rs). It is an example, not a proof.
#
# Not written here: the number of open tickets, which has no verdict. It rises over the first months, because the
# data begin with none, a little ever after, because some tickets are never solved, and much in September 2026.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_effect_is_written_down_for_the_month_in_which_it_begins() {
        for planted in EFFECTS {
            let (figure, month) = match planted.effect {
                Effect::Level { question, from, .. } => (question.id(), from),
                Effect::Mix { month, .. } => (Question::Recommend.id(), month),
                Effect::Slower { from, .. } => (TicketFigure::Resolution.id(), from),
            };
            let totals = entries(month)
                .into_iter()
                .filter(|entry| entry.figure == figure && entry.only.is_none());
            let (certain, others): (Vec<_>, Vec<_>) = totals.partition(|entry| entry.certain);
            assert!(
                certain.iter().any(|entry| entry.kind != Contrast::YearChange),
                "{figure} in {month} is certain against the month before"
            );
            assert_eq!(
                certain.len() + others.len(),
                2,
                "{figure} in {month}: against the month before and the year before"
            );
        }
    }

    #[test]
    fn what_is_planted_elsewhere_is_written_down_for_the_month_in_which_it_begins() {
        let begins = [
            ("perfect", plan::PARCELS_LATE),
            ("perfect", plan::AFTER_PARCELS_LATE),
            ("answered", plan::REVIEWS_ANSWERED),
            ("reply-time", plan::REVIEWS_ANSWERED),
            ("stars", plan::SECOND_CARRIER),
            ("long-wait", plan::NO_EVENING_SHIFT),
            ("no-person", plan::ASSISTANT),
        ];
        for (figure, month) in begins {
            let certain =
                |entry: &Entry| entry.figure == figure && entry.kind == Contrast::Change && entry.certain;
            assert!(entries(month).iter().any(certain), "{figure} in {month}");
        }
    }

    #[test]
    fn nothing_is_written_down_for_quiet_months() {
        assert!(plan::quiet_months().all(|month| entries(month).is_empty()));
    }

    #[test]
    fn a_mix_moves_a_total_and_no_channel() {
        let mixes = Month::all()
            .flat_map(entries)
            .filter(|entry| entry.kind == Contrast::Mix);
        let mixes: Vec<_> = mixes.map(|entry| (entry.month.to_string(), entry.only)).collect();
        assert_eq!(
            mixes,
            [("2026-06".to_owned(), None), ("2026-07".to_owned(), None)]
        );
    }

    #[test]
    fn the_chat_is_written_down_beside_the_total() {
        let chat = Month::all()
            .flat_map(entries)
            .filter(|entry| entry.only == Some(("channel", "chat")));
        let chat: Vec<_> = chat.map(|entry| (entry.figure, entry.certain)).collect();
        assert_eq!(chat, [("effort", true), ("effort", true)]);
    }
}
