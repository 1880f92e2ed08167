//! Checker values out of the tree: what is wrong is noted with its place, and reading goes on with a stand-in,
//! so that all mistakes of a file come in one run.

use crate::value;
use crate::wrong::{WRITE, Wrong, listed, suggestion};
use crate::yaml::{Key, Node, Value, line_of};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Checks the values of a text, and keeps what was wrong so far. What else a document is checked against is its context.
pub struct Checker<'a, C = ()> {
    text: &'a str,
    /// What values are checked against beside their own rules.
    pub context: C,
    /// What was wrong so far.
    pub found: Diagnostics,
}

/// A value and the keys that lead to it: `sources.passengers.kind`.
#[derive(Clone)]
pub struct Item<'n> {
    /// The keys that lead to it, with dots between them.
    pub path: String,
    /// The value.
    pub node: &'n Node,
    key: Option<&'n Key>,
}

/// An entry of a mapping whose keys are the reader's own: ids, texts of cells.
pub struct Entry<'n> {
    /// The key.
    pub key: &'n Key,
    /// The value.
    pub item: Item<'n>,
}

/// A mapping whose keys are known.
pub struct Keys<'n> {
    /// The keys that lead to the mapping, with dots between them.
    pub path: String,
    /// Where the mapping's own key stands, or where it starts.
    pub place: Place,
    entries: &'n [(Key, Node)],
}

impl<'n> Item<'n> {
    /// A document as a whole.
    #[must_use]
    pub fn root(node: &'n Node) -> Self {
        Self {
            path: String::new(),
            node,
            key: None,
        }
    }

    /// An entry of a mapping.
    #[must_use]
    pub fn below(path: &str, (key, node): &'n (Key, Node)) -> Self {
        Self {
            path: joined(path, &key.text),
            node,
            key: Some(key),
        }
    }

    /// The name of the value in a message.
    pub fn name(&self) -> String {
        named(&self.path)
    }
}

impl<'n> Keys<'n> {
    /// Whether the key is there, be it without a value.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Item<'n>> {
        let entry = self.entry(key).filter(|(_, node)| node.value != Value::Null)?;
        Some(Item::below(&self.path, entry))
    }

    /// The place of a key, or of the mapping if it has no such key.
    pub fn place_of(&self, key: &str) -> Place {
        self.entry(key)
            .map_or_else(|| self.place.clone(), |(key, _)| key.place.clone())
    }

    /// The place of a key's value, or of the mapping if it has no such key.
    pub fn place_of_value(&self, key: &str) -> Place {
        self.get(key)
            .map_or_else(|| self.place.clone(), |item| item.node.place.clone())
    }

    /// The name of the mapping in a message.
    pub fn name(&self) -> String {
        named(&self.path)
    }

    fn entry(&self, key: &str) -> Option<&'n (Key, Node)> {
        self.entries.iter().find(|(known, _)| known.text == key)
    }
}

impl<'a> Checker<'a> {
    /// For documents that are checked against nothing else.
    #[must_use]
    pub fn plain(text: &'a str) -> Self {
        Self::new(text, ())
    }
}

impl<'a, C> Checker<'a, C> {
    /// Checks values of `text` against `context`.
    #[must_use]
    pub fn new(text: &'a str, context: C) -> Self {
        Self {
            text,
            context,
            found: Diagnostics::default(),
        }
    }

    /// Notes what is wrong at a place.
    pub fn report(&mut self, diagnostic: Diagnostic, place: &Place) {
        let diagnostic = match line_of(self.text, place) {
            Some(line) => diagnostic.with_line(line),
            None => diagnostic,
        };
        self.found.push(diagnostic.at(place.clone()));
    }

    /// A mapping that has no other keys than `known`, each with a value.
    pub fn keys<'n>(&mut self, item: &Item<'n>, known: &[&str]) -> Option<Keys<'n>> {
        let entries = self.mapping(item, known)?;
        for (key, node) in entries {
            if !known.contains(&key.text.as_str()) {
                self.unknown_key(item, key, known);
            } else if node.value == Value::Null {
                self.no_value(&joined(&item.path, &key.text), &key.place);
            }
        }
        Some(Keys {
            path: item.path.clone(),
            place: item.key.map_or(&item.node.place, |key| &key.place).clone(),
            entries,
        })
    }

    fn mapping<'n>(&mut self, item: &Item<'n>, known: &[&str]) -> Option<&'n [(Key, Node)]> {
        let entries = item.node.entries();
        if entries.is_none() {
            let help = format!("write it with the keys {}", listed(known.iter().copied(), "and"));
            self.wrong_type(item, "a mapping", &help);
        }
        entries
    }

    fn unknown_key(&mut self, item: &Item<'_>, key: &Key, known: &[&str]) {
        let message = if item.path.is_empty() {
            format!("unknown key `{}`", key.text)
        } else {
            format!("unknown key `{}` in `{}`", key.text, item.path)
        };
        let help = suggestion(&key.text, known.iter().copied(), "the keys here are");
        self.report(
            Diagnostic::error(Code::UnknownKey, message).help(help),
            &key.place,
        );
    }

    fn no_value(&mut self, path: &str, place: &Place) {
        let comment = line_of(self.text, place).is_some_and(|line| line.contains(": #"));
        let help = if comment {
            "write the value in quotes: an unquoted `#` after a space starts a comment"
        } else {
            "write a value after the colon, or remove the line"
        };
        let message = format!("`{path}` has no value");
        self.report(Diagnostic::error(Code::NoValue, message).help(help), place);
    }

    /// The value of a key that must be there.
    pub fn need<'n>(&mut self, keys: &Keys<'n>, key: &str, example: &str) -> Option<Item<'n>> {
        self.need_or(keys, key, || format!("add `{example}`"))
    }

    /// The same with another next step.
    pub fn need_or<'n>(
        &mut self,
        keys: &Keys<'n>,
        key: &str,
        help: impl FnOnce() -> String,
    ) -> Option<Item<'n>> {
        if !keys.has(key) {
            let message = if keys.path.is_empty() {
                format!("`{key}` is missing")
            } else {
                format!("`{}` has no `{key}`", keys.path)
            };
            self.report(
                Diagnostic::error(Code::MissingKey, message).help(help()),
                &keys.place,
            );
        }
        keys.get(key)
    }

    /// Notes the keys in `unsuitable` that stand in the mapping all the same.
    pub fn refuse(&mut self, keys: &Keys<'_>, unsuitable: &[&str], why: &str) {
        for key in unsuitable {
            self.refuse_or(keys, key, why, "remove it");
        }
    }

    /// The same for one key, with another next step.
    pub fn refuse_or(&mut self, keys: &Keys<'_>, key: &str, why: &str, help: &str) {
        if keys.has(key) {
            let message = format!("`{}` does not go here: {why}", joined(&keys.path, key));
            let diagnostic = Diagnostic::error(Code::UnsuitableKey, message).help(help);
            self.report(diagnostic, &keys.place_of(key));
        }
    }

    /// Checks a key that is the id of a source, a dimension or a question.
    pub fn id(&mut self, entry: &Entry<'_>) {
        if let Err(Wrong { message, help }) = value::id(&entry.key.text) {
            let message = format!("{}: {message}", entry.item.name());
            self.report(
                Diagnostic::error(Code::InvalidId, message).help(help),
                &entry.key.place,
            );
        }
    }

    /// The entries of a mapping with the reader's own keys, at least one, each with a value.
    pub fn entries<'n>(&mut self, item: &Item<'n>, example: &str) -> Vec<Entry<'n>> {
        let Some(entries) = item.node.entries() else {
            self.wrong_type(item, "a mapping", &format!("write entries like `{example}`"));
            return Vec::new();
        };
        if entries.is_empty() {
            let diagnostic = Diagnostic::error(Code::NoValue, format!("{} is empty", item.name()));
            self.report(
                diagnostic.help(format!("add an entry like `{example}`")),
                &item.node.place,
            );
        }
        let mut found = Vec::new();
        for entry in entries {
            let (key, node) = entry;
            let item = Item::below(&item.path, entry);
            match node.value {
                Value::Null => self.no_value(&item.path, &key.place),
                _ => found.push(Entry { key, item }),
            }
        }
        found
    }

    /// The items of a list; a single value is a list of one.
    pub fn list<'n>(&mut self, item: &Item<'n>) -> Vec<Item<'n>> {
        let Value::List(nodes) = &item.node.value else {
            return vec![item.clone()];
        };
        if nodes.is_empty() {
            self.no_value(&item.path, &item.node.place);
        }
        nodes
            .iter()
            .map(|node| Item {
                path: item.path.clone(),
                node,
                key: None,
            })
            .collect()
    }

    /// A text that is not blank, trimmed.
    pub fn text(&mut self, item: &Item<'_>) -> Option<String> {
        let Some(text) = item.node.text() else {
            self.wrong_type(
                item,
                "a text",
                "write one value, in quotes if it holds special characters",
            );
            return None;
        };
        if text.trim().is_empty() {
            self.no_value(&item.path, &item.node.place);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// The text of a key that may be there.
    pub fn text_at(&mut self, keys: &Keys<'_>, key: &str) -> Option<String> {
        keys.get(key).and_then(|item| self.text(&item))
    }

    /// A text that `parse` turns into a value.
    pub fn parsed<T>(&mut self, item: &Item<'_>, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let text = self.text(item)?;
        parse(&text).map_err(|wrong| self.wrong(item, wrong)).ok()
    }

    /// The same for a key that may be there.
    pub fn parsed_at<T>(
        &mut self,
        keys: &Keys<'_>,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        keys.get(key).and_then(|item| self.parsed(&item, parse))
    }

    /// One of a few names.
    pub fn choice<T: Copy>(&mut self, item: &Item<'_>, choices: &[(&str, T)]) -> Option<T> {
        self.parsed(item, |text| {
            let found = choices.iter().find(|(name, _)| *name == text);
            let names = choices.iter().map(|(name, _)| *name);
            found
                .map(|(_, value)| *value)
                .ok_or_else(|| Wrong::new(format!("`{text}` is not known"), suggestion(text, names, WRITE)))
        })
    }

    /// The same for a key that may be there.
    pub fn choice_at<T: Copy>(&mut self, keys: &Keys<'_>, key: &str, choices: &[(&str, T)]) -> Option<T> {
        keys.get(key).and_then(|item| self.choice(&item, choices))
    }

    /// Notes that a value is not what it should be, and what to write.
    pub fn reject(&mut self, item: &Item<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.wrong(item, Wrong::new(message, help));
    }

    /// Notes that a value is not what it should be.
    pub fn wrong(&mut self, item: &Item<'_>, wrong: Wrong) {
        let message = format!("{}: {}", item.name(), wrong.message);
        let diagnostic = Diagnostic::error(Code::InvalidValue, message).help(wrong.help);
        self.report(diagnostic, &item.node.place);
    }

    /// Notes that a value is of another type than it should be.
    pub fn wrong_type(&mut self, item: &Item<'_>, expected: &str, help: &str) {
        let message = format!("{} must be {expected}, not {}", item.name(), item.node.what());
        self.report(
            Diagnostic::error(Code::WrongType, message).help(help),
            &item.node.place,
        );
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn named(path: &str) -> String {
    if path.is_empty() {
        "the file".to_owned()
    } else {
        format!("`{path}`")
    }
}
