//! What was read without a complaint, and still looks as if something else was meant: groups that read alike, choices
//! that are parted by something else, answers on another scale than the question's.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_metric::{PeriodId, ScaleBounds};

use super::tally::{AnswerTally, Given};
use super::totals::Totals;
use crate::dictionary::Dictionary;
use crate::file_ref::FileRef;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_document::yaml::write::scalar;
use cxpress_project::config::{DimensionConfig, DimensionFrom, QuestionConfig, Source};
use cxpress_table::missing::UNCLEAR_GROUP;
use cxpress_table::text::reads_as;

/// Says what looks wrong in all files together.
pub(super) fn say(totals: &Totals<'_>, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
    for (index, id) in totals.inputs.dimensions.iter().enumerate() {
        let sources = totals.config.sources.iter();
        let all = sources.flat_map(|source| &source.dimensions);
        let configured: Vec<_> = all.filter(|known| known.id == *id).collect();
        groups(&configured, dictionary.values(index), diagnostics);
    }
    for (at, source) in totals.config.sources.iter().enumerate() {
        for (question, config) in source.questions.iter().enumerate() {
            scales(totals, config, &totals.answer_tally(at, question), diagnostics);
        }
        choices(totals, at, source, diagnostics);
    }
}

/// So many sets of groups are listed.
const LISTED: usize = 5;

/// Groups of a dimension that read alike, and a group that may say that there is none.
fn groups(configured: &[&DimensionConfig], mut values: Vec<String>, diagnostics: &mut Diagnostics) {
    let Some(first) = configured.first() else { return };
    if matches!(first.from, DimensionFrom::Cross(_)) {
        return;
    }
    values.sort();
    let named = |value: &str| {
        let mut labels = configured.iter().flat_map(|dimension| &dimension.labels);
        labels
            .find(|(raw, _)| raw == value)
            .map(|(_, label)| label.as_str())
    };
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for value in &values {
        let family = alike.entry(reads_as(named(value).unwrap_or(value))).or_default();
        family.push(value);
    }
    let differ = |family: &&Vec<&str>| {
        let labels: BTreeSet<&str> = family.iter().map(|value| named(value).unwrap_or(value)).collect();
        labels.len() > 1 && family.iter().any(|value| named(value).is_none())
    };
    let families: Vec<&Vec<&str>> = alike.values().filter(differ).collect();
    if !families.is_empty() {
        diagnostics.push(read_alike(first, &families, &named));
    }
    let unclear = values
        .iter()
        .find(|value| value.eq_ignore_ascii_case(UNCLEAR_GROUP));
    if let Some(value) = unclear.filter(|value| named(value).is_none()) {
        diagnostics.push(unclear_group(first, value));
    }
}

fn read_alike<'v>(
    dimension: &DimensionConfig,
    families: &[&Vec<&'v str>],
    named: &dyn Fn(&str) -> Option<&'v str>,
) -> Diagnostic {
    let listed = |family: &Vec<&str>| {
        let names: Vec<_> = family.iter().map(|value| format!("`{value}`")).collect();
        names.join(", ")
    };
    let shown: Vec<_> = families
        .iter()
        .take(LISTED)
        .map(|family| listed(family))
        .collect();
    let more = match families.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("; and {more} more sets"),
    };
    let message = format!(
        "groups of `{}` read alike: {}{more}",
        dimension.id,
        shown.join("; ")
    );
    let one = |family: &Vec<&'v str>| -> Vec<String> {
        let label = best(family, named);
        let others = family
            .iter()
            .filter(|value| **value != label && named(value) != Some(label));
        others
            .map(|value| format!("{}: {}", scalar(value), scalar(label)))
            .collect()
    };
    let lines: Vec<String> = families
        .iter()
        .take(LISTED)
        .flat_map(|family| one(family))
        .collect();
    Diagnostic::warning(Code::GroupsAlike, message)
        .at(dimension.place.clone())
        .help(format!(
            "if they are one, add `labels: {{{}}}` to the dimension; if not, give each a label of its own",
            lines.join(", ")
        ))
}

/// The name that several ways to write it should have: the label there is, else the one that begins with a capital and
/// goes on in small letters.
fn best<'v>(family: &[&'v str], named: &dyn Fn(&str) -> Option<&'v str>) -> &'v str {
    let labelled = family.iter().find_map(|value| named(value));
    let rank = |value: &&&str| {
        let is_upper = |c: char| c.is_uppercase();
        let capital = value.starts_with(is_upper);
        let shouted = value.chars().skip(1).any(is_upper);
        (capital && !shouted, capital)
    };
    let best = family.iter().rev().max_by_key(rank).copied();
    labelled.or(best).unwrap_or_default()
}

fn unclear_group(dimension: &DimensionConfig, value: &str) -> Diagnostic {
    let id = &dimension.id;
    let message = format!("`{id}` has a group `{value}`, which may also say that there is none");
    Diagnostic::warning(Code::GroupNa, message)
        .at(dimension.place.clone())
        .help(format!(
            "write `missing: [{value}]` beside the column if it is no group, `labels: {{{value}: North America}}`, or what it is, if it is one"
        ))
}

/// Choices that no cell names, or that something unknown parts.
fn choices(totals: &Totals<'_>, at: usize, source: &Source, diagnostics: &mut Diagnostics) {
    let of_choice = |question: &&QuestionConfig| question.choice.is_some();
    let column = |question: &QuestionConfig| -> Vec<String> {
        let names = question.column.iter().flat_map(|column| &column.names);
        names.map(|name| name.name.clone()).collect()
    };
    let mut columns: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, question) in source
        .questions
        .iter()
        .enumerate()
        .filter(|(_, it)| of_choice(it))
    {
        columns.entry(column(question)).or_default().push(index);
    }
    for questions in columns.values() {
        let first = &source.questions[questions[0]];
        let texts = questions
            .iter()
            .filter_map(|it| source.questions[*it].choice.as_deref());
        let texts: Vec<String> = texts.map(super::choice::folded_lines).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = totals.files(at).find_map(|(file, done)| {
            let tallies = questions.iter().filter_map(|it| done.tally.answers.get(*it));
            let (mark, line) = tallies.filter_map(|it| it.parting.unknown_mark(&texts)).min()?;
            Some((file, mark, line))
        });
        match found {
            Some(found) => diagnostics.push(other_mark(first, found)),
            None => {
                let unmade = questions
                    .iter()
                    .filter(|it| never_made(&totals.answer_tally(at, **it)));
                unmade.for_each(|it| diagnostics.push(unmade_choice(&source.questions[*it])));
            }
        }
    }
}

fn other_mark(question: &QuestionConfig, (file, mark, line): (&FileRef, &str, u64)) -> Diagnostic {
    let id = &question.question.id;
    let what = match mark {
        " " => "blanks".to_owned(),
        mark => format!("`{}`", mark.trim()),
    };
    let message = format!("cells of `{id}` hold several choices that {what} seem to part");
    Diagnostic::warning(Code::ChoicesParted, message)
        .at(Place::at(file.shown(), line, 0))
        .note("choices are told apart at `;`, `,`, `|` and line breaks")
        .help(format!(
            "add `separator: \"{mark}\"` to the questions with this column"
        ))
}

/// Whether there are many answers, and none with the choice.
fn never_made(tally: &AnswerTally) -> bool {
    tally.parting.made == 0 && tally.parting.cells >= MANY_CHOICES
}

/// Of fewer answers it is no wonder that nobody made a choice.
const MANY_CHOICES: u64 = 30;

fn unmade_choice(question: &QuestionConfig) -> Diagnostic {
    let (id, choice) = (
        &question.question.id,
        question.choice.as_deref().unwrap_or_default(),
    );
    let message = format!("nobody chose `{choice}`, which `{id}` asks for");
    Diagnostic::warning(Code::NoChoice, message)
        .at(question.place.clone())
        .help("write `choice` as the file does; `separator` says what stands between several in one cell")
}

/// From so many answers on, an end of a scale that nobody chose tells something, where so many chose the one before it.
const MANY: u64 = 100;
const EDGE: u64 = 15;

/// A change of the range that comes of chance less often than this is none of chance.
const CHANCE: f64 = 1e-6;

/// Answers that never reach an end of the scale, or whose range is another from a period on.
fn scales(
    totals: &Totals<'_>,
    question: &QuestionConfig,
    tally: &AnswerTally,
    diagnostics: &mut Diagnostics,
) {
    let Some(scale) = question.written.filter(|scale| {
        question.choice.is_none()
            && question.pairs.is_empty()
            && (4..=11).contains(&scale.points())
            && (0..=10).contains(&scale.low)
            && scale.high <= 10
    }) else {
        return;
    };
    let periods: Vec<(PeriodId, &Given)> = tally.by_period.iter().map(|(at, seen)| (*at, seen)).collect();
    let periods: Vec<_> = periods
        .into_iter()
        .filter(|(_, seen)| total(seen) >= EDGE)
        .collect();
    let moved = periods.windows(2).find(|pair| {
        !is_told(totals, question, pair[1].0)
            && (is_cut(pair[0].1, pair[1].1) || is_cut(pair[1].1, pair[0].1))
    });
    match moved {
        Some(pair) => diagnostics.push(other_range(totals, question, (pair[0].1, pair[1]))),
        None => {
            let mut all = Given::default();
            tally.by_period.values().for_each(|seen| all.merge(seen));
            let worded = |score: i32| question.values.iter().any(|(_, known)| *known == score);
            let real = real_scale(&all, scale).filter(|real| {
                !(real.low > scale.low && worded(scale.low) || real.high < scale.high && worded(scale.high))
            });
            if let Some(real) = real {
                diagnostics.push(unreached(question, scale, real, total(&all)));
            }
        }
    }
}

fn total(seen: &Given) -> u64 {
    seen.scores.iter().sum()
}

/// The lowest and the highest answer that was given.
fn range(seen: &Given) -> Option<[usize; 2]> {
    let given = |n: &u64| *n > 0;
    let low = seen.scores.iter().position(given)?;
    Some([low, seen.scores.iter().rposition(given)?])
}

/// The same if that may be a whole scale: it starts with 0 or 1, and next to nothing between its ends was left out.
fn whole_range(given: &Given) -> Option<[usize; 2]> {
    let [low, high] = range(given)?;
    let chosen = given.scores.iter().filter(|n| **n > 0).count();
    (low <= 1 && high >= low + 3 && chosen + 1 > high - low).then_some([low, high])
}

/// Whether one period ends where another goes on, abruptly, and not by chance: at a 1, or where scales end.
fn is_cut(short: &Given, long: &Given) -> bool {
    let (Some([low, high]), n, all) = (range(short), total(short), total(long)) else {
        return false;
    };
    let beyond = [&long.scores[..low], &long.scores[high + 1..]].map(|part| part.iter().sum::<u64>());
    let chosen = short.scores.iter().filter(|n| **n > 0).count();
    let is_solid = chosen >= 3 && chosen + 1 > high - low;
    let is_edge = |at: usize| short.scores[at] >= 5 && short.scores[at] * 20 >= n;
    let cut = |(beyond, at): (u64, usize)| {
        let chance = (1.0 - beyond as f64 / all as f64).powf(n as f64);
        beyond > 0 && chance < CHANCE && is_edge(at)
    };
    let ends = [low == 1, (4..=7).contains(&high)];
    let cuts = beyond.into_iter().zip([low, high]).zip(ends);
    is_solid && cuts.filter(|(_, is_end)| *is_end).any(|(end, _)| cut(end))
}

/// Whether the configuration tells of a change in a period.
fn is_told(totals: &Totals<'_>, question: &QuestionConfig, period: PeriodId) -> bool {
    let mut changes = question.changes.iter();
    changes.any(|(day, _)| totals.inputs.periods.of_date(*day) == Some(period))
}

/// The scale that answers seem to have been given on, where nobody of many gave the lowest or highest of the scale, but
/// many the one that comes next.
fn real_scale(all: &Given, scale: ScaleBounds) -> Option<ScaleBounds> {
    let [low, high] = whole_range(all)?;
    let [mut real_low, mut real_high] = [scale.low, scale.high];
    // Where fewer and fewer chose what lies further out, that nobody chose the last is no wonder.
    let is_edge = |at: usize, inner: usize| {
        let n = all.scores[at];
        n >= EDGE && 2 * n >= all.scores[inner] && total(all) >= MANY
    };
    if is_edge(low, low + 1) {
        real_low = i32::try_from(low).ok()?.max(scale.low);
    }
    if is_edge(high, high - 1) {
        real_high = i32::try_from(high).ok()?;
    }
    let real = ScaleBounds::new(real_low, real_high);
    (real != scale && real.points() > 2).then_some(real)
}

fn unreached(question: &QuestionConfig, scale: ScaleBounds, real: ScaleBounds, n: u64) -> Diagnostic {
    let id = &question.question.id;
    let end = if real.low > scale.low {
        scale.low
    } else {
        scale.high
    };
    let message = format!(
        "`{id}` is read on a scale from {} to {}, and none of {n} answers is {end}",
        scale.low, scale.high
    );
    let (low, high) = (real.low, real.high);
    Diagnostic::warning(Code::ScaleUnreached, message)
        .at(question.place.clone())
        .note(format!(
            "many are {}",
            if real.low > scale.low { low } else { high }
        ))
        .help(format!(
            "write `scale: {low}..{high}` if customers could answer from {low} to {high} only"
        ))
}

fn other_range(
    totals: &Totals<'_>,
    question: &QuestionConfig,
    (before, (period, after)): (&Given, (PeriodId, &Given)),
) -> Diagnostic {
    let id = &question.question.id;
    let words = |seen: &Given| range(seen).map_or_else(String::new, |[low, high]| format!("{low} to {high}"));
    let name = totals.inputs.periods.name(period);
    let message = format!(
        "`{id}` seems to have another scale from {name} on: answers run from {}, before from {}",
        words(after),
        words(before)
    );
    let day = totals.inputs.periods.first_day(period);
    let day = day.map_or_else(|| "2026-01-01".to_owned(), |day| day.to_string());
    Diagnostic::warning(Code::ScaleChanged, message)
        .at(question.place.clone())
        .help(format!(
            "make the later answers a question of their own with `scale`, or say that they cannot be compared: `changes: {{{day}: asked on another scale}}`"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(scores: &[u64]) -> Given {
        let mut seen = Given::default();
        seen.scores[..scores.len()].copy_from_slice(scores);
        seen
    }

    #[test]
    fn a_scale_that_becomes_shorter_is_seen() {
        let ten = seen(&[4, 3, 5, 6, 8, 12, 14, 30, 40, 38, 40]);
        let five = seen(&[0, 10, 12, 30, 70, 78]);
        assert!(is_cut(&five, &ten) && !is_cut(&ten, &five));
        // A month in which everything went well has no sharp edge.
        let well = seen(&[0, 0, 0, 0, 1, 0, 3, 20, 60, 60, 56]);
        assert!(!is_cut(&well, &ten));
    }

    #[test]
    fn an_end_that_nobody_chose_tells_the_scale() {
        let nps = ScaleBounds::new(0, 10);
        let even = seen(&[0, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20]);
        assert_eq!(real_scale(&even, nps), Some(ScaleBounds::new(1, 10)));
        let well = seen(&[0, 1, 2, 1, 3, 5, 9, 40, 60, 50, 60]);
        assert_eq!(real_scale(&well, nps), None);
        let few = seen(&[0, 20, 20, 20, 20]);
        assert_eq!(real_scale(&few, nps), None);
        // Staff who guess what customers say keep to the middle.
        let middle = seen(&[0, 0, 20, 150, 200, 78]);
        assert_eq!(real_scale(&middle, ScaleBounds::new(1, 5)), None);
        let sparse = seen(&[0, 0, 0, 40, 0, 0, 0, 40, 0, 40, 40]);
        assert_eq!(real_scale(&sparse, nps), None);
    }
}
