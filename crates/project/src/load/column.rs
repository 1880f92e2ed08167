//! Columns: a name, or alternatives for files that call it otherwise.

use globset::{Glob, GlobMatcher};

use super::Checker;
use super::value;
use crate::config::{ColumnName, ColumnRef};
use cxpress_document::yaml::Value;
use cxpress_document::{Item, Keys, Wrong};

const KEYS: &[&str] = &["name", "files", "any", "column", "optional"];

/// A column: `NAME`, `[NAME, {name: NAME, files: PATTERN}]`, `{any: […], optional: true}`. What is wrong gives a
/// column without names.
pub(super) fn column(r: &mut Checker<'_>, item: &Item<'_>) -> ColumnRef {
    match &item.node.value {
        Value::Map(_) => long(r, item),
        _ => of_names(r, item),
    }
}

/// The column under a key that may be there.
pub(super) fn column_at(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str) -> Option<ColumnRef> {
    keys.get(key).map(|item| column(r, &item))
}

/// The column of a mapping with `column:` and, beside it, `optional:`.
pub(super) fn column_of(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<ColumnRef> {
    let item = r.need(keys, "column", "column: NAME")?;
    let column = column(r, &item);
    let optional = r.parsed_at(keys, "optional", value::yes_or_no).unwrap_or(false);
    Some(ColumnRef {
        optional: column.optional || optional,
        ..column
    })
}

/// Notes that a column cannot be left out by a file.
pub(super) fn refuse_optional(r: &mut Checker<'_>, item: &Item<'_>, column: &ColumnRef, why: &str) {
    if column.optional {
        let message = format!("the column cannot be optional: {why}");
        r.reject(item, message, "remove `optional`");
    }
}

/// A column without names, where one is missing.
pub(super) fn nothing(keys: &Keys<'_>) -> ColumnRef {
    ColumnRef {
        names: Vec::new(),
        optional: false,
        place: keys.place.clone(),
    }
}

fn long(r: &mut Checker<'_>, item: &Item<'_>) -> ColumnRef {
    let nothing = ColumnRef {
        names: Vec::new(),
        optional: false,
        place: item.node.place.clone(),
    };
    let Some(keys) = r.keys(item, KEYS) else {
        return nothing;
    };
    let optional = r.parsed_at(&keys, "optional", value::yes_or_no).unwrap_or(false);
    let given: Vec<&str> = ["name", "any", "column"]
        .into_iter()
        .filter(|key| keys.has(key))
        .collect();
    let names = match given[..] {
        ["name"] => limited(r, &keys).into_iter().collect(),
        [list] => {
            r.refuse(&keys, &["files"], "it stands beside `name`");
            keys.get(list)
                .map(|item| of_names(r, &item).names)
                .unwrap_or_default()
        }
        _ => {
            let help = "write `{name: NAME, files: PATTERN}` or `{any: [NAME, NAME], optional: true}`";
            r.reject(item, "it needs `name` or `any`, and not both", help);
            Vec::new()
        }
    };
    ColumnRef {
        names,
        optional,
        ..nothing
    }
}

fn of_names(r: &mut Checker<'_>, item: &Item<'_>) -> ColumnRef {
    let items = r.list(item);
    let names = items.iter().filter_map(|item| alternative(r, item)).collect();
    ColumnRef {
        names,
        optional: false,
        place: item.node.place.clone(),
    }
}

/// One name: `NAME`, or `{name: NAME, files: PATTERN}`.
fn alternative(r: &mut Checker<'_>, item: &Item<'_>) -> Option<ColumnName> {
    if item.node.entries().is_none() {
        return r.text(item).map(|text| named(&text, None));
    }
    let keys = r.keys(item, &["name", "files"])?;
    limited(r, &keys)
}

/// A name that may hold for some files only.
fn limited(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<ColumnName> {
    let name = r.need(keys, "name", "name: NAME").and_then(|item| r.text(&item));
    let files = r.parsed_at(keys, "files", file_name_pattern);
    name.map(|name| named(&name, files))
}

fn named(text: &str, files: Option<GlobMatcher>) -> ColumnName {
    ColumnName {
        name: text.trim().to_lowercase(),
        written: text.to_owned(),
        files,
    }
}

fn file_name_pattern(text: &str) -> Result<GlobMatcher, Wrong> {
    if text.contains('/') {
        let name = text.rsplit('/').next().unwrap_or(text);
        let message = format!("`{text}` names folders, but it is compared with the file's name alone");
        return Err(Wrong::new(message, format!("write `{name}`")));
    }
    glob(text).map(|glob| glob.compile_matcher())
}

/// A pattern of file names.
pub(super) fn glob(text: &str) -> Result<Glob, Wrong> {
    Glob::new(text).map_err(|error| {
        let message = format!("`{text}` is no pattern of files: {}", error.kind());
        Wrong::new(
            message,
            "write a pattern like `data/2026-*.csv`; `[` and `{` need their closing bracket",
        )
    })
}
