//! Fields of records: their columns, and how these are read.

use crate::config::FieldConfig;
use cxpress_document::Keys;
use cxpress_metric::{Content, Field, Kind};
use cxpress_table::dialect::{Clock, Length, Unit};

use super::Checker;
use super::column::{column, column_of};

/// The fields that a source names.
pub(super) fn fields(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind) -> Vec<FieldConfig> {
    let in_columns = |field: &Field| field.kind() == kind && *field != Field::Advocated;
    let of_kind = Field::ALL.into_iter().filter(in_columns);
    of_kind.filter_map(|field| self::field(r, keys, field)).collect()
}

/// A field: a column, with `unit:` and `form:` for durations, with `yes:` and `no:` for flags.
fn field(r: &mut Checker<'_>, keys: &Keys<'_>, field: Field) -> Option<FieldConfig> {
    let item = keys.get(field.name())?;
    let beside = match field.content() {
        Content::Time | Content::Length => &["column", "optional", "unit", "form"][..],
        Content::Flag => &["column", "optional", "yes", "no"],
        Content::Number => &["column", "optional"],
    };
    let mut usual = Default::default();
    add_usual(field, &mut usual);
    let plain = |column| FieldConfig {
        field,
        column,
        length: None,
        words: usual,
    };
    let is_length = field.content() == Content::Length;
    if !is_length && !beside[2..].iter().any(|key| item.node.get(key).is_some()) {
        return Some(plain(column(r, &item)));
    }
    if is_length && item.node.entries().is_none() {
        let column = item.node.text().unwrap_or("NAME");
        let help = format!("write `{{column: {column}, unit: minutes}}`");
        r.reject(&item, "it does not say in which unit its numbers are", help);
        return None;
    }
    let keys = r.keys(&item, beside)?;
    if is_length && !keys.has("form") {
        r.need(&keys, "unit", "unit: minutes");
    }
    let mut own = ["yes", "no"].map(|key| words(r, &keys, key));
    add_usual(field, &mut own);
    Some(FieldConfig {
        length: length(r, &keys),
        words: own,
        ..plain(column_of(r, &keys)?)
    })
}

/// How lengths of time are written; none for a column of times. Two numbers with a colon tell the unit of one alone.
fn length(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<Length> {
    let unit = r.choice_at(keys, "unit", &Unit::NAMED);
    let clock = r.choice_at(keys, "form", &Clock::NAMED);
    let unit = unit.or(clock.map(Clock::unit))?;
    Some(Length { unit, clock })
}

/// Adds the words that exports have for the two sides of a field, but for those that the configuration names.
fn add_usual(field: Field, words: &mut [Vec<String>; 2]) {
    let usual: [&[&str]; 2] = match field {
        Field::Met => [
            &["met", "achieved", "within sla", "in time", "on time"],
            &["breached", "missed", "violated", "not met", "overdue", "late"],
        ],
        Field::Churned => [
            &["churned", "lost", "left", "cancelled", "canceled"],
            &["active", "stayed", "retained"],
        ],
        _ => return,
    };
    for (side, usual) in usual.into_iter().enumerate() {
        for word in usual {
            if words.iter().flatten().all(|known| known != word) {
                words[side].push((*word).to_owned());
            }
        }
    }
}

fn words(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str) -> Vec<String> {
    let Some(item) = keys.get(key) else {
        return Vec::new();
    };
    let items = r.list(&item);
    let texts = items.iter().filter_map(|item| r.text(item));
    texts.map(|text| text.to_lowercase()).collect()
}
