//! Lists of mappings in YAML: call notes, staff guesses, anything written by hand.

use crate::yaml::{self, Node, Value};
use crate::{Diagnostic, Place};

/// The header, which is every key that occurs, in order of appearance; and the line and cells of each record.
pub(super) type Records = (Vec<String>, Vec<(u64, Vec<String>)>);

/// Reads a YAML list of mappings. A key that a mapping lacks is a blank cell.
pub(super) fn records(text: &str, path: &str) -> Result<Records, Diagnostic> {
    let tree = yaml::parse(text, path)?;
    let items = match &tree.value {
        Value::List(items) if !items.is_empty() => items,
        Value::List(_) | Value::Null => return Err(empty(path)),
        _ => return Err(not_records(&tree, "the file is not a list")),
    };
    let mut header: Vec<String> = Vec::new();
    for item in items {
        for (key, _) in item
            .entries()
            .ok_or_else(|| not_records(item, "an item is not a mapping"))?
        {
            if !header.contains(&key.text) {
                header.push(key.text.clone());
            }
        }
    }
    let rows = items
        .iter()
        .map(|item| Ok((item.place.line, cells(item, &header)?)));
    let rows = rows.collect::<Result<_, Diagnostic>>()?;
    Ok((header, rows))
}

fn cells(item: &Node, header: &[String]) -> Result<Vec<String>, Diagnostic> {
    let cell = |key: &String| match item.get(key).map(|node| (node, &node.value)) {
        None | Some((_, Value::Null)) => Ok(String::new()),
        Some((_, Value::Scalar { text, .. })) => Ok(text.clone()),
        Some((node, _)) => Err(not_records(node, &format!("`{key}` holds {}", node.what()))),
    };
    header.iter().map(cell).collect()
}

fn empty(path: &str) -> Diagnostic {
    Diagnostic::error("empty-file", format!("`{path}` holds no records"))
        .at(Place::file(path))
        .help("write a list: one item a record, each starting with `- `")
}

fn not_records(node: &Node, what: &str) -> Diagnostic {
    Diagnostic::error(
        "not-records",
        format!("{what}; feedback in YAML is a list of plain mappings"),
    )
    .at(node.place.clone())
    .help("write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_become_rows_under_all_keys() {
        let text = "- date: 2026-10-01\n  score: 4\n- date: 2026-10-02\n  note: 'a: b'\n  score: null\n";
        let (header, rows) = records(text, "calls.yaml").expect("records");
        assert_eq!(header, ["date", "score", "note"]);
        let first = (1, vec!["2026-10-01".to_owned(), "4".into(), String::new()]);
        let second = (3, vec!["2026-10-02".to_owned(), String::new(), "a: b".into()]);
        assert_eq!(rows, [first, second]);
    }

    #[test]
    fn what_is_no_list_of_mappings_is_said_with_its_line() {
        for (text, line) in [("a: 1\n", 1), ("- a: 1\n- 2\n", 2), ("- a: [1]\n", 1)] {
            let error = records(text, "calls.yaml").expect_err(text);
            assert_eq!(error.place.map(|place| place.line), Some(line), "{text}");
        }
        assert_eq!(records("", "calls.yaml").expect_err("nothing").code, "empty-file");
    }
}
