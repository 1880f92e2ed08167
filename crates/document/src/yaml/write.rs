//! Values as YAML: whatever a header or a cell holds comes back as it was.

use std::fmt::Write;

use cxpress_diagnostic::is_unseen;

/// Words that YAML takes for something else than a text.
const TAKEN: [&str; 11] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
];

/// A text as a value or a key, in quotes where it needs them.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(char::is_alphabetic);
    let ends = !text.ends_with(' ');
    let inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '/' | '-' | '(' | ')');
    begins && ends && text.chars().all(inside) && !TAKEN.contains(&text.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_hidden(c) => drop(write!(quoted, "\\U{:08x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character would not be seen, or would change how others are. A blank that does not break is left.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') || c != '\u{a0}' && c != '\u{202f}' && is_unseen(c)
}

/// A text as a comment: on one line.
#[must_use]
pub fn comment(text: &str) -> String {
    let line: String = text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Entries as a mapping of one line.
#[must_use]
pub fn map(entries: &[(String, String)]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml;

    fn survives(text: &str) {
        let written = format!(
            "a: {}\nb: {{{}: [{}, x]}}\n",
            scalar(text),
            scalar(text),
            scalar(text)
        );
        let root =
            yaml::parse(&written, "a.yaml").unwrap_or_else(|found| panic!("{written}: {}", found.message));
        assert_eq!(root.get("a").and_then(yaml::Node::text), Some(text), "{written}");
        let entries = root.get("b").and_then(yaml::Node::entries).unwrap();
        assert_eq!(entries[0].0.text, text, "{written}");
    }

    #[test]
    fn odd_texts_survive() {
        let odd = [
            "a: b",
            "#",
            "a #b",
            "\"",
            "'",
            "null",
            "Yes",
            "~",
            "-",
            "- a",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "a\nb",
            " a ",
            "😀",
            "07",
            "1_000",
            ".inf",
            "a\\n",
            "?",
            "? a",
            "|",
            ">",
            "a:",
            ":a",
            "é",
            "=",
            "<<",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{7}",
            "On",
            "0x1f",
            "2026-01-31",
            "",
        ];
        odd.iter().for_each(|text| survives(text));
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "\\PC{0,12}|[ -~\n\t]{0,12}") {
            survives(&text);
        }
    }
}
