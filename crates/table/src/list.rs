//! Lists of mappings in YAML: call notes, staff guesses, anything written by hand.

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_document::yaml::{self, Node, Value};

/// The header, which is every key that occurs, in order of appearance; and the line and cells of each record.
pub(super) type Records = (Vec<String>, Vec<(u64, Vec<String>)>);

/// Reads a YAML list of mappings. A key that a mapping lacks is a blank cell.
pub(super) fn records(text: &str, path: &str) -> Result<Records, Diagnostic> {
    let tree = yaml::parse(text, path)?;
    let wrong = |(node, what): Wrong<'_>| not_records(text, &node.place, &what);
    let items = match &tree.value {
        Value::List(items) if !items.is_empty() => items,
        Value::List(_) | Value::Null => return Err(empty(path)),
        _ => return Err(wrong((&tree, format!("the file is {}, not a list", tree.what())))),
    };
    let mut mistakes = items.iter().filter_map(mistake);
    if let Some(first) = mistakes.next() {
        let others: Vec<_> = mistakes.map(|(node, _)| node.place.line).collect();
        return Err(with_others(wrong(first), &others));
    }
    let header = header(items);
    let rows = items.iter().map(|item| (item.place.line, cells(item, &header)));
    let rows = rows.collect();
    Ok((header, rows))
}

/// A value that does not go into a cell, and what is wrong with it.
type Wrong<'a> = (&'a Node, String);

/// What keeps an item from being a record.
fn mistake(item: &Node) -> Option<Wrong<'_>> {
    let Some(entries) = item.entries() else {
        return Some((item, format!("this item is {}, not a mapping", item.what())));
    };
    let nested = |node: &Node| matches!(node.value, Value::List(_) | Value::Map(_));
    let (key, node) = entries.iter().find(|(_, node)| nested(node))?;
    Some((
        node,
        format!("`{}` holds {}, not one value", key.text, node.what()),
    ))
}

fn with_others(diagnostic: Diagnostic, lines: &[u64]) -> Diagnostic {
    const SHOWN: usize = 5;
    let shown: Vec<_> = lines.iter().take(SHOWN).map(u64::to_string).collect();
    let shown = shown.join(", ");
    match lines.len() {
        0 => diagnostic,
        1 => diagnostic.note(format!("also in line {shown}")),
        2..=SHOWN => diagnostic.note(format!("also in lines {shown}")),
        all => diagnostic.note(format!("also in lines {shown} and {} more", all - SHOWN)),
    }
}

/// Every key that occurs, in order of appearance.
fn header(items: &[Node]) -> Vec<String> {
    let mut header: Vec<String> = Vec::new();
    for (key, _) in items.iter().flat_map(|item| item.entries().unwrap_or_default()) {
        if !header.contains(&key.text) {
            header.push(key.text.clone());
        }
    }
    header
}

fn cells(item: &Node, header: &[String]) -> Vec<String> {
    let cell = |key: &String| item.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    header.iter().map(cell).collect()
}

fn empty(path: &str) -> Diagnostic {
    Diagnostic::error(Code::EmptyFile, format!("`{path}` holds no records"))
        .at(Place::file(path))
        .help("write a list: one item a record, each starting with `- `")
}

fn not_records(text: &str, place: &Place, what: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::NotRecords, what).at(place.clone());
    let diagnostic = match yaml::line_of(text, place) {
        Some(line) => diagnostic.with_line(line),
        None => diagnostic,
    };
    diagnostic.help("write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`")
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
        let error = records("- a: 1\n- 2\n- 3\n- [4]\n", "calls.yaml").expect_err("three mistakes");
        assert_eq!(error.line.as_deref(), Some("- 2"));
        assert_eq!(error.notes[0], "also in lines 3, 4");
        assert_eq!(
            records("", "calls.yaml").expect_err("nothing").code.name(),
            "empty-file"
        );
    }
}
