//! What figures are held against: targets of one's own, benchmarks of others.

use cxpress_metric::Direction;

use super::Checker;
use super::value;
use super::{is_known, range, unknown_question};
use crate::config::{BenchmarkConfig, Source, TargetConfig};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::yaml::Key;
use cxpress_document::{Entry, Item, Keys, Wrong};

const OF_TARGET: &[&str] = &["value", "since", "source"];
const OF_BENCHMARK: &[&str] = &["value", "label", "source", "date", "base", "wording"];

const BENCHMARK: &str =
    "recommend: {value: 41, label: Retail index, source: Example Institute, date: 2026-01-15}";

/// The targets: a number, or a number with the day from which it holds and its source.
pub(super) fn targets(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Vec<TargetConfig> {
    let entries = entries(r, keys, "targets", "recommend: 45", ids);
    entries
        .iter()
        .filter_map(|entry| target(r, entry, sources))
        .collect()
}

fn target(r: &mut Checker<'_>, entry: &Entry<'_>, sources: &[Source]) -> Option<TargetConfig> {
    let question = entry.key.text.clone();
    let place = entry.key.place.clone();
    warn_undirected(r, entry, sources);
    if entry.item.node.entries().is_none() {
        let value = reachable(r, &entry.item, sources, &question)?;
        let (since, source) = (None, None);
        return Some(TargetConfig {
            question,
            value,
            since,
            source,
            place,
        });
    }
    let keys = r.keys(&entry.item, OF_TARGET)?;
    let value = r.need(&keys, "value", "value: 45");
    let value = value.and_then(|item| reachable(r, &item, sources, &question));
    let since = r.parsed_at(&keys, "since", value::date);
    let source = r.text_at(&keys, "source");
    Some(TargetConfig {
        question,
        value: value?,
        since,
        source,
        place,
    })
}

/// Warns of a target for a figure of which neither more nor less is better: it is drawn, and not judged.
fn warn_undirected(r: &mut Checker<'_>, entry: &Entry<'_>, sources: &[Source]) {
    let mut questions = sources.iter().flat_map(|source| &source.questions);
    let id = &entry.key.text;
    let question = questions.find(|question| question.question.id == *id);
    if question.is_some_and(|question| question.question.direction == Direction::Neither) {
        let message = format!("the target of `{id}` is not judged: neither more nor less of it is better");
        let help = format!("add `direction: higher` or `direction: lower` to `{id}`, or remove the target");
        let diagnostic = Diagnostic::warning(Code::TargetWithoutDirection, message).help(help);
        r.report(diagnostic, &entry.key.place);
    }
}

/// The benchmarks. One without source or date could not be looked up by a reader, so both are needed.
pub(super) fn benchmarks(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Vec<BenchmarkConfig> {
    let entries = entries(r, keys, "benchmarks", BENCHMARK, ids);
    entries
        .iter()
        .filter_map(|entry| benchmark(r, entry, sources))
        .collect()
}

fn benchmark(r: &mut Checker<'_>, entry: &Entry<'_>, sources: &[Source]) -> Option<BenchmarkConfig> {
    let question = entry.key.text.clone();
    let keys = r.keys(&entry.item, OF_BENCHMARK)?;
    let value = r.need(&keys, "value", "value: 41");
    let value = value.and_then(|item| reachable(r, &item, sources, &question));
    let label = r
        .need(&keys, "label", "label: Retail index")
        .and_then(|item| r.text(&item));
    let source = r.need(
        &keys,
        "source",
        "source: Example Institute, yearly survey of customers",
    );
    let source = source.and_then(|item| r.text(&item));
    let date = r.need(&keys, "date", "date: 2026-01-15");
    let date = date.and_then(|item| r.parsed(&item, value::date));
    let base = r.parsed_at(&keys, "base", value::base);
    let wording = r.text_at(&keys, "wording");
    Some(BenchmarkConfig {
        question,
        value: value?,
        label: label?,
        source: source?,
        date: date?,
        base,
        wording,
        place: entry.key.place.clone(),
    })
}

/// The entries of a mapping by question; a question that is not there is noted.
pub(super) fn entries<'n>(
    r: &mut Checker<'_>,
    keys: &Keys<'n>,
    key: &str,
    example: &str,
    ids: &[&Key],
) -> Vec<Entry<'n>> {
    let Some(item) = keys.get(key) else {
        return Vec::new();
    };
    let entries = r.entries(&item, example);
    for entry in entries.iter().filter(|entry| !is_known(ids, &entry.key.text)) {
        let Wrong { message, help } = unknown_question(&entry.key.text, ids);
        let diagnostic = Diagnostic::error(Code::UnknownFigure, format!("`{key}`: {message}"));
        r.report(diagnostic.help(help), &entry.key.place);
    }
    entries
}

/// A value that the figure can have. One that it cannot have is noted, and taken all the same.
fn reachable(r: &mut Checker<'_>, item: &Item<'_>, sources: &[Source], id: &str) -> Option<f64> {
    let value = r.parsed(item, value::number)?;
    let mut questions = sources.iter().flat_map(|source| &source.questions);
    let question = questions.find(|question| question.question.id == id);
    if let Some((low, high, unit)) = question.and_then(|question| range(question, r.context.catalogue))
        && !(low..=high).contains(&value)
    {
        let message = format!("`{value}` cannot be reached: `{id}` is {unit}, from {low} to {high}");
        r.reject(item, message, format!("write a number from {low} to {high}"));
    }
    Some(value)
}
