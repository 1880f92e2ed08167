//! YAML as a tree of values that know their place. Types are checked by whoever reads the tree, so that one
//! run can report every mistake of a file.

pub mod write;

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::NonFiniteFloatPolicy;
use serde_yaml::{DuplicateKeyPolicy, Error, Spanned};

use cxpress_diagnostic::{Code, Diagnostic, Place};

/// A value and where it stands. A value that comes from an anchor stands where the anchor is defined.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`, not in quotes.
    Null,
    /// A text, a number, a date: all are text here.
    Scalar {
        /// The text as it is written, without quotes and escapes: `07` stays `07`.
        text: String,
        /// Whether it is in quotes.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file. No two keys are equal.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where it stands.
    pub place: Place,
    /// The key as it is written, without quotes.
    pub text: String,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> Option<&[(Key, Self)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?
            .iter()
            .find(|(known, _)| known.text == key)
            .map(|(_, node)| node)
    }

    /// What it is, in words: `a list`.
    pub fn what(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// The text of the line a place is in.
pub fn line_of(text: &str, place: &Place) -> Option<String> {
    let index = usize::try_from(place.line.checked_sub(1)?).ok()?;
    text.lines().nth(index).map(str::to_owned)
}

/// Reads one YAML document. An empty one is [`Value::Null`].
///
/// # Errors
/// What is no YAML, a key that stands twice in a mapping, anchors that unfold to too much.
pub fn parse(text: &str, file: &str) -> Result<Node, Diagnostic> {
    let located = Located { text, file };
    let raw: Raw = serde_yaml::from_str_with_options(text, options())
        .map_err(|error| located.diagnostic(error.without_snippet()))?;
    located
        .node(raw.0, "")
        .map_err(|diagnostic| located.with_line(diagnostic))
}

/// As many values as a file of feedback may hold, but few of them through anchors.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 100_000 },
        budget: serde_yaml::budget! { max_events: 50_000_000, max_nodes: 20_000_000 },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

/// A value as the library hands it over; numbers without their text, which the source still has.
struct Raw(Spanned<RawValue>);

enum RawValue {
    Text(String),
    Plain,
    Null,
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawValue, E> {
        Ok(RawValue::Text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawValue, E> {
        Ok(RawValue::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawValue, E> {
        Ok(RawValue::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawValue, E> {
        Ok(RawValue::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::Plain)
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(RawValue::Map(map))
    }
}

/// The file that values are located in.
struct Located<'a> {
    text: &'a str,
    file: &'a str,
}

impl Located<'_> {
    fn node(&self, raw: Spanned<RawValue>, path: &str) -> Result<Node, Diagnostic> {
        let place = Place::at(self.file, raw.defined.line(), raw.defined.column());
        let written = self.written(&raw);
        let value = match raw.value {
            RawValue::Null => Value::Null,
            RawValue::Plain => Value::Scalar {
                text: written.trim().to_owned(),
                quoted: false,
            },
            RawValue::Text(text) => Value::Scalar {
                text,
                quoted: written.starts_with(['"', '\'']),
            },
            RawValue::List(items) => {
                let nodes = items.into_iter().map(|item| self.node(item.0, path));
                Value::List(nodes.collect::<Result<_, _>>()?)
            }
            RawValue::Map(entries) => Value::Map(self.entries(entries, path)?),
        };
        Ok(Node { place, value })
    }

    fn entries(&self, raw: Vec<(Raw, Raw)>, path: &str) -> Result<Vec<(Key, Node)>, Diagnostic> {
        let mut entries = Vec::with_capacity(raw.len());
        let mut seen = rustc_hash::FxHashMap::default();
        for (key, value) in raw {
            let key = self.key(key.0)?;
            if let Some(first) = seen.insert(key.text.clone(), key.place.line) {
                return Err(duplicate(&key, first, path));
            }
            let below = if path.is_empty() {
                key.text.clone()
            } else {
                format!("{path}.{}", key.text)
            };
            entries.push((key, self.node(value.0, &below)?));
        }
        Ok(entries)
    }

    fn key(&self, raw: Spanned<RawValue>) -> Result<Key, Diagnostic> {
        let place = Place::at(self.file, raw.defined.line(), raw.defined.column());
        let written = self.written(&raw).trim().to_owned();
        match raw.value {
            RawValue::Text(text) => Ok(Key { place, text }),
            RawValue::Plain | RawValue::Null => Ok(Key { place, text: written }),
            RawValue::List(_) | RawValue::Map(_) => {
                let message = "a key must be a text, not a list or a mapping";
                Err(Diagnostic::error(Code::Yaml, message)
                    .at(place)
                    .help("write it as `key: value`"))
            }
        }
    }

    /// The source text of a scalar, quotes included.
    fn written(&self, raw: &Spanned<RawValue>) -> &str {
        let span = raw.defined.span();
        let bytes = span.byte_offset().zip(span.byte_len());
        let range = bytes.and_then(|(start, length)| {
            Some(usize::try_from(start).ok()?..usize::try_from(start + length).ok()?)
        });
        range.and_then(|range| self.text.get(range)).unwrap_or("")
    }

    fn diagnostic(&self, error: &Error) -> Diagnostic {
        let place = error.location().map_or_else(
            || Place::file(self.file),
            |at| Place::at(self.file, at.line(), at.column()),
        );
        let line = line_of(self.text, &place).unwrap_or_default();
        self.with_line(explained(error, from_column(&line, place.column)).at(place))
    }

    fn with_line(&self, diagnostic: Diagnostic) -> Diagnostic {
        match diagnostic
            .place
            .as_ref()
            .and_then(|place| line_of(self.text, place))
        {
            Some(line) => diagnostic.with_line(line),
            None => diagnostic,
        }
    }
}

/// The rest of a line from a column, counted in characters from 1.
fn from_column(line: &str, column: u64) -> &str {
    let skip = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    line.char_indices()
        .nth(skip)
        .map_or("", |(start, _)| line[start..].trim_end())
}

fn duplicate(key: &Key, first: u64, path: &str) -> Diagnostic {
    let owner = if path.is_empty() {
        "the file".to_owned()
    } else {
        format!("`{path}`")
    };
    let both = format!("in lines {first} and {}", key.place.line);
    Diagnostic::error(
        Code::DuplicateKey,
        format!("{owner} has two entries `{}`, {both}", key.text),
    )
    .at(key.place.clone())
    .help("rename one of them, or remove it")
}

/// What the library says, in words for somebody who does not know YAML by heart.
fn explained(error: &Error, here: &str) -> Diagnostic {
    match error {
        Error::UnknownAnchor { .. } => {
            let message = format!("`{here}` is taken for a reference, because it starts with `*`");
            Diagnostic::error(Code::Yaml, message).help(format!("write it in quotes: `\"{here}\"`"))
        }
        Error::MultipleDocuments { .. } => Diagnostic::error(Code::Yaml, "a second document starts here")
            .help("remove the line `---`, or move what follows to a file of its own"),
        error if is_too_much(error) => Diagnostic::error(
            Code::YamlTooLarge,
            "the file unfolds to more values than are allowed",
        )
        .note(reason(error))
        .help("write the values out, without anchors (`&name`) and references (`*name`)"),
        error => {
            let message = format!("this is not valid YAML: {}", reason(error));
            Diagnostic::error(Code::Yaml, message).help(remedy(&error.to_string()))
        }
    }
}

fn is_too_much(error: &Error) -> bool {
    match error {
        Error::AliasError { error, .. } => is_too_much(error),
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => true,
        _ => false,
    }
}

/// The message without the place, which stands beside it, and without what the parser was busy with.
fn reason(error: &Error) -> String {
    let text = error.to_string();
    let first = text.split(" at line ").next().unwrap_or(&text);
    let found = first
        .strip_prefix("while parsing ")
        .and_then(|rest| rest.split_once(", "));
    found
        .map_or(first, |(_, found)| found)
        .replace("`@'", "`@`")
        .replace("`%'", "`%`")
}

/// What most often helps, by the words of the library's message.
fn remedy(message: &str) -> &'static str {
    const REMEDIES: &[(&str, &str)] = &[
        (
            "escape",
            "in double quotes write a backslash twice (`\\\\`), or use single quotes",
        ),
        ("unexpected character", "write the value in quotes"),
        (
            "mapping values are not allowed",
            "write a value that holds `: ` in quotes",
        ),
        ("unclosed quote", "close the quote on this line"),
        (
            "flow",
            "close the bracket; inside brackets write a value with `{`, `[` or `,` in quotes",
        ),
        ("tab", "indent with spaces, not with tabs"),
        (
            "expected",
            "check the indentation of this line and the one before",
        ),
    ];
    let found = REMEDIES.iter().find(|(words, _)| message.contains(words));
    found.map_or(
        "check this line and the one before: indentation, quotes, brackets",
        |(_, help)| help,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(node: &Node) -> String {
        let place = format!("{}:{}", node.place.line, node.place.column);
        match &node.value {
            Value::Null => format!("{place} null"),
            Value::Scalar { text, quoted } => {
                format!("{place} {}{text:?}", if *quoted { "quoted " } else { "" })
            }
            Value::List(items) => format!("[{}]", items.iter().map(tree).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, node)| format!("{}: {}", key.text, tree(node)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn values_keep_their_text_and_place() {
        let cases = [
            ("a: 07", "{a: 1:4 \"07\"}"),
            (
                "ä: [1_000, no, 0..10]",
                "{ä: [1:5 \"1_000\", 1:12 \"no\", 1:16 \"0..10\"]}",
            ),
            (
                "a: '1'\nb: \"x\\ty\"",
                "{a: 1:4 quoted \"1\", b: 2:4 quoted \"x\\ty\"}",
            ),
            (
                "a: ~\nb:\nc: \"\"",
                "{a: 1:4 null, b: 2:2 null, c: 3:4 quoted \"\"}",
            ),
            ("11: a\n~: b", "{11: 1:5 \"a\", ~: 2:4 \"b\"}"),
            ("a: |\n  one\n  two\n", "{a: 2:3 \"one\\ntwo\\n\"}"),
            ("a: &x {b: 1}\nc: *x", "{a: {b: 1:11 \"1\"}, c: {b: 1:11 \"1\"}}"),
            (
                "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3",
                "{a: {b: 1:11 \"1\", c: 1:17 \"2\"}, d: {c: 4:6 \"3\", b: 1:11 \"1\"}}",
            ),
            ("a: .inf\nb: 1e999", "{a: 1:4 \".inf\", b: 2:4 \"1e999\"}"),
            ("", "1:1 null"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                tree(&parse(text, "a.yaml").expect("it is YAML")),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn mistakes_have_a_place_and_a_remedy() {
        let cases = [
            (
                "a: *.csv",
                "1:4",
                "`*.csv` is taken for a reference",
                "write it in quotes: `\"*.csv\"`",
            ),
            (
                "a: 1\nb: {c: 2, c: 3}",
                "2:11",
                "`b` has two entries `c`, in lines 2 and 2",
                "rename one",
            ),
            (
                "a: 1\nb: 2\na: 3",
                "3:1",
                "the file has two entries `a`, in lines 1 and 3",
                "rename one",
            ),
            (
                "a: 1\n---\nb: 2",
                "3:1",
                "a second document starts here",
                "remove the line `---`",
            ),
            (
                "a: b: c",
                "1:5",
                "mapping values are not allowed",
                "write a value that holds `: ` in quotes",
            ),
            (
                "a: @x",
                "1:4",
                "unexpected character: `@`",
                "write the value in quotes",
            ),
            ("a: \"x", "1:4", "unclosed quote", "close the quote"),
            ("a: \"\\d\"", "1:4", "escape", "write a backslash twice"),
            ("a: [${X}/a]", "1:6", "expected ',' or ']'", "close the bracket"),
            (
                "a:\n  b: 1\n c: 2",
                "3:2",
                "did not find expected key",
                "check the indentation",
            ),
            (
                "? [a]\n: b",
                "1:3",
                "a key must be a text",
                "write it as `key: value`",
            ),
        ];
        for (text, place, message, help) in cases {
            let found = parse(text, "a.yaml").expect_err(text);
            let at = found.place.expect("a place");
            assert_eq!(
                at.to_string(),
                format!("a.yaml:{place}"),
                "{text}: {}",
                found.message
            );
            assert!(found.message.contains(message), "{text}: {}", found.message);
            assert!(
                found.help.as_deref().unwrap_or("").contains(help),
                "{text}: {:?}",
                found.help
            );
            assert_eq!(found.line, line_of(text, &at), "{text}");
        }
    }

    #[test]
    fn exploding_anchors_are_refused() {
        let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let row = vec![format!("*a{}", level - 1); 10].join(",");
            text.push_str(&format!("a{level}: &a{level} [{row}]\n"));
        }
        let found = parse(&text, "a.yaml").expect_err("it explodes");
        assert_eq!(found.code.name(), "yaml-too-large");
        assert!(found.place.is_some_and(|place| place.line > 1));
        assert!(parse(&"[".repeat(10_000), "a.yaml").is_err());
    }
}
