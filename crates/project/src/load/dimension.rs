//! Dimensions: what customers differ in.

use crate::config::{DimensionConfig, DimensionFrom};
use cxpress_document::yaml::Value;
use cxpress_document::{Entry, Item, Keys, suggestion};
use cxpress_table::text::tidy;

use super::Checker;
use super::column::{column, column_of};

pub(super) fn dimensions(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<DimensionConfig> {
    let Some(item) = keys.get("dimensions") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "channel: CHANNEL");
    let mut found: Vec<DimensionConfig> = Vec::new();
    for entry in &entries {
        let dimension = dimension(r, entry, &found);
        found.extend(dimension);
    }
    found
}

/// A dimension; `before` are those that it can be a pair of.
fn dimension(r: &mut Checker<'_>, entry: &Entry<'_>, before: &[DimensionConfig]) -> Option<DimensionConfig> {
    r.id(entry);
    let id = entry.key.text.clone();
    let place = entry.key.place.clone();
    if !matches!(entry.item.node.value, Value::Map(_)) {
        let column = column(r, &entry.item);
        return Some(DimensionConfig {
            label: id.clone(),
            id,
            from: DimensionFrom::Column(column),
            labels: vec![],
            missing: vec![],
            place,
        });
    }
    let keys = r.keys(
        &entry.item,
        &["column", "cross", "label", "labels", "missing", "optional"],
    )?;
    let from = match keys.get("cross") {
        Some(item) => {
            let others = ["column", "labels", "missing", "optional"];
            r.refuse(&keys, &others, "the two dimensions of a pair have their own");
            DimensionFrom::Cross(pair(r, &item, before)?)
        }
        None => DimensionFrom::Column(column_of(r, &keys)?),
    };
    Some(DimensionConfig {
        from,
        label: r.text_at(&keys, "label").unwrap_or_else(|| id.clone()),
        labels: labels(r, &keys),
        missing: unknown_values(r, &keys),
        id,
        place,
    })
}

/// The id of a dimension that has a column of its own; none for a pair of others.
pub(super) fn of_column(dimension: &DimensionConfig) -> Option<&str> {
    matches!(dimension.from, DimensionFrom::Column(_)).then_some(&dimension.id)
}

/// Two dimensions that stand before this one: `[channel, region]`.
fn pair(r: &mut Checker<'_>, item: &Item<'_>, before: &[DimensionConfig]) -> Option<[usize; 2]> {
    let known = || before.iter().filter_map(of_column);
    let mut found = Vec::new();
    for item in r.list(item) {
        let id = r.text(&item)?;
        match before.iter().position(|one| of_column(one) == Some(&id)) {
            Some(at) => found.push(at),
            None => {
                let help = suggestion(&id, known(), "the dimensions before this one are");
                r.reject(
                    &item,
                    format!("there is no dimension `{id}` before this one"),
                    help,
                );
                return None;
            }
        }
    }
    let two = <[usize; 2]>::try_from(found).ok().filter(|[a, b]| a != b);
    if two.is_none() {
        r.reject(
            item,
            "it must name two dimensions",
            "write `cross: [channel, region]`",
        );
    }
    two
}

/// Names of values for readers: `{A: International A}`.
fn labels(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<(String, String)> {
    let Some(item) = keys.get("labels") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "A: International A");
    let labels = entries.iter().filter_map(|entry| {
        let label = r.text(&entry.item)?;
        Some((tidy(&entry.key.text).into_owned(), label))
    });
    labels.collect()
}

/// Values that stand for "not known": `["0", Blank]`.
fn unknown_values(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<String> {
    let Some(item) = keys.get("missing") else {
        return Vec::new();
    };
    let items = r.list(&item);
    let texts = items.iter().filter_map(|item| r.text(item));
    texts.map(|text| tidy(&text).into_owned()).collect()
}
