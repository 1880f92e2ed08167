//! The lines between `---` at the start of a commentary.

use jiff::civil::Date;

use super::{CommentaryPage, Source};
use crate::wrong::suggestion;
use crate::yaml::{self, Key, Node, Value};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};

const FENCE: &str = "---";
const KEYS: [&str; 4] = ["author", "date", "headline", "subject"];

/// What the front matter says.
#[derive(Default)]
pub(super) struct Front {
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) subject: Option<Subject>,
}

/// The group that a commentary is about: `subject: {topic: C++}`.
pub(super) struct Subject {
    pub(super) dimension: String,
    pub(super) value: String,
    pub(super) place: Place,
}

/// Reads the front matter; the offset where the text proper starts comes with it. `page` is the one that the path tells.
pub(super) fn read(
    source: &Source<'_>,
    page: Option<&CommentaryPage>,
    found: &mut Diagnostics,
) -> (Front, usize) {
    match split(source.text) {
        Split::None => (Front::default(), 0),
        Split::Open => {
            let diagnostic = Diagnostic::error(Code::FrontMatter, "the front matter is not closed")
                .help("end it with a line `---`, or leave a blank line before a `---` that is a rule");
            found.push(source.at(diagnostic, source.place(0)));
            (Front::default(), source.text.len())
        }
        Split::Closed { yaml, body } => (fields(source, yaml, page, found), body),
    }
}

/// Where the front matter ends.
enum Split<'a> {
    None,
    Open,
    Closed { yaml: &'a str, body: usize },
}

fn split(text: &str) -> Split<'_> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != FENCE {
        return Split::None;
    }
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == FENCE {
            return Split::Closed {
                yaml: &text[first.len()..end],
                body: end + line.len(),
            };
        }
        end += line.len();
    }
    Split::Open
}

fn fields(source: &Source<'_>, yaml: &str, page: Option<&CommentaryPage>, found: &mut Diagnostics) -> Front {
    let mut fields = Fields {
        source,
        page,
        found,
        front: Front::default(),
    };
    // The blank line stands for the fence, so that lines count from the start of the file.
    match yaml::parse(&format!("\n{yaml}"), source.file) {
        Ok(node) => fields.all(&node),
        Err(diagnostic) => fields.found.push(diagnostic),
    }
    fields.front
}

struct Fields<'a> {
    source: &'a Source<'a>,
    page: Option<&'a CommentaryPage>,
    found: &'a mut Diagnostics,
    front: Front,
}

impl Fields<'_> {
    fn all(&mut self, node: &Node) {
        match &node.value {
            Value::Null => {}
            Value::Map(entries) => entries.iter().for_each(|(key, value)| self.one(key, value)),
            _ => {
                let message = format!("the front matter is {}", node.what());
                let help = "write lines like `author: Ada Lovelace`";
                self.report(
                    Diagnostic::error(Code::FrontMatter, message).help(help),
                    &node.place,
                );
            }
        }
    }

    fn one(&mut self, key: &Key, value: &Node) {
        match key.text.as_str() {
            "author" => self.front.author = self.text(key, value),
            "date" => self.front.date = self.date(key, value),
            "headline" => self.front.headline = self.headline(key, value),
            "subject" => self.front.subject = self.subject(key, value),
            other => {
                let help = suggestion(other, KEYS.into_iter(), "the keys here are");
                let message = format!("unknown key `{other}` in the front matter");
                self.report(
                    Diagnostic::error(Code::UnknownKey, message).help(help),
                    &key.place,
                );
            }
        }
    }

    /// A text; nothing where nothing is written.
    fn text(&mut self, key: &Key, value: &Node) -> Option<String> {
        match &value.value {
            Value::Null => None,
            Value::Scalar { text, .. } => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::List(_) | Value::Map(_) => {
                let message = format!("`{}` must be a text, not {}", key.text, value.what());
                let diagnostic = Diagnostic::error(Code::WrongType, message).help("write it in quotes");
                self.report(diagnostic, &value.place);
                None
            }
        }
    }

    fn date(&mut self, key: &Key, value: &Node) -> Option<String> {
        let text = self.text(key, value)?;
        let date = text
            .parse::<Date>()
            .ok()
            .filter(|_| text.len() == "2026-10-31".len());
        if date.is_none() {
            let message = format!("`{}`: `{text}` is no date", key.text);
            let diagnostic =
                Diagnostic::error(Code::InvalidValue, message).help("write it like `2026-10-31`");
            self.report(diagnostic, &value.place);
        }
        date.map(|date| date.to_string())
    }

    fn headline(&mut self, key: &Key, value: &Node) -> Option<String> {
        if self.page.is_some_and(|page| *page != CommentaryPage::Overview) {
            let help = "remove it, or move it to `overview.md`";
            let diagnostic =
                Diagnostic::warning(Code::HeadlineNotShown, "`headline` is shown on the overview only");
            self.report(diagnostic.help(help), &key.place);
        }
        self.text(key, value)
    }

    /// A dimension and a value of it.
    fn subject(&mut self, key: &Key, value: &Node) -> Option<Subject> {
        if let Value::Map(entries) = &value.value
            && let [(dimension, named)] = entries.as_slice()
        {
            return Some(Subject {
                dimension: dimension.text.clone(),
                value: self.text(dimension, named)?,
                place: named.place.clone(),
            });
        }
        let message = "`subject` must name one dimension and a value of it";
        let help = "write it like `subject: {channel: Live chat}`";
        self.report(Diagnostic::error(Code::WrongType, message).help(help), &key.place);
        None
    }

    fn report(&mut self, diagnostic: Diagnostic, place: &Place) {
        self.found.push(self.source.at(diagnostic, place.clone()));
    }
}
