//! What tells rows from each other: ids of responses and tickets, of respondents and customers.

use cxpress_metric::Field;

use super::Checker;
use super::column::{column, column_at, column_of};
use crate::config::{Answers, ColumnRef, IdConfig};
use cxpress_document::Keys;

/// The key of the column that identifies a customer.
pub(super) const CUSTOMER: &str = Field::Again.name();

const ANSWERS: [(&str, Answers); 2] = [("latest", Answers::Latest), ("first", Answers::First)];

/// What tells the rows of a source from each other.
pub(super) struct Ids {
    pub(super) response: Option<IdConfig>,
    pub(super) respondent: Option<IdConfig>,
    pub(super) customer: Option<IdConfig>,
    pub(super) updated: Option<ColumnRef>,
    pub(super) answers: Option<Answers>,
}

impl Ids {
    pub(super) fn of(r: &mut Checker<'_>, keys: &Keys<'_>) -> Self {
        if !keys.has("response_id") {
            r.refuse_or(
                keys,
                "updated",
                "it says which row of a `response_id` is the newest",
                "remove it, or add `response_id: NAME`",
            );
        }
        if !keys.has("response_id") && !keys.has("respondent") {
            r.refuse(
                keys,
                &["answers"],
                "it says which of several rows with the same `response_id` or `respondent` counts",
            );
        }
        Self {
            response: id(r, keys, "response_id", &["missing", "within"]),
            respondent: id(r, keys, "respondent", &["missing", "known"]),
            customer: id(r, keys, CUSTOMER, &["missing", "known"]),
            updated: column_at(r, keys, "updated"),
            answers: r.choice_at(keys, "answers", &ANSWERS),
        }
    }
}

/// A column of ids, alone or with what is to be known of it: `{column: Mail, missing: [anonymous]}`.
fn id(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str, beside: &[&str]) -> Option<IdConfig> {
    let item = keys.get(key)?;
    if !beside.iter().any(|key| item.node.get(key).is_some()) {
        return Some(IdConfig {
            column: column(r, &item),
            missing: Vec::new(),
            known: Vec::new(),
            within_file: false,
        });
    }
    let known: Vec<&str> = ["column", "optional"]
        .into_iter()
        .chain(beside.iter().copied())
        .collect();
    let keys = r.keys(&item, &known)?;
    Some(IdConfig {
        column: column_of(r, &keys)?,
        missing: texts(r, &keys, "missing"),
        known: texts(r, &keys, "known"),
        within_file: r.choice_at(&keys, "within", &[("file", ())]).is_some(),
    })
}

/// Texts of cells, in lower case.
fn texts(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str) -> Vec<String> {
    let Some(item) = keys.get(key) else {
        return Vec::new();
    };
    let items = r.list(&item);
    let texts = items.iter().filter_map(|item| r.text(item));
    texts.map(|text| text.trim().to_lowercase()).collect()
}
