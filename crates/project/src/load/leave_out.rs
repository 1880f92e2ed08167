//! Rows that are no customers: `leave_out: {Status: [merged, spam], Tags: {values: test, optional: true}}`.

use super::Checker;
use super::column::column;
use super::value;
use crate::config::{ColumnName, ColumnRef, LeaveOut};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Entry, Item, Keys};

/// The rows that are left out. `none` says that all are meant to count.
pub(super) fn leave_out(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<LeaveOut> {
    let Some(item) = keys.get("leave_out") else {
        return Vec::new();
    };
    if item.node.text() == Some("none") {
        return Vec::new();
    }
    let entries = r.entries(&item, "Status: [merged, spam]");
    entries.iter().filter_map(|entry| rule(r, entry)).collect()
}

fn rule(r: &mut Checker<'_>, entry: &Entry<'_>) -> Option<LeaveOut> {
    let named = || ColumnRef {
        names: vec![ColumnName {
            name: entry.key.text.trim().to_lowercase(),
            written: entry.key.text.clone(),
            files: None,
        }],
        optional: false,
        place: entry.key.place.clone(),
    };
    let rule = |column, values| LeaveOut {
        column,
        name: entry.key.text.trim().to_owned(),
        values,
    };
    if entry.item.node.entries().is_none() {
        return Some(rule(named(), values(r, &entry.item)));
    }
    let keys = r.keys(&entry.item, &["values", "column", "optional"])?;
    let given = r.need(&keys, "values", "values: [merged, spam]")?;
    let given = values(r, &given);
    let column = match keys.get("column") {
        Some(item) => column(r, &item),
        None => named(),
    };
    let optional = r.parsed_at(&keys, "optional", value::yes_or_no).unwrap_or(false);
    let optional = optional || column.optional;
    Some(rule(ColumnRef { optional, ..column }, given))
}

/// The values of a column, of which a blank may be one.
fn values(r: &mut Checker<'_>, item: &Item<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in r.list(item) {
        let text = match item.node.text() {
            Some(text) if text.trim().is_empty() => String::new(),
            _ => match r.text(&item) {
                Some(text) => text,
                None => continue,
            },
        };
        if found
            .iter()
            .any(|known| known.to_lowercase() == text.to_lowercase())
        {
            let message = format!(
                "`{text}` stands twice under `{}`: case and blanks do not count",
                item.path
            );
            let diagnostic = Diagnostic::error(Code::SameText, message).help("keep one of them");
            r.report(diagnostic, &item.node.place);
        } else {
            found.push(text)
        }
    }
    found
}
