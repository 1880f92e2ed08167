//! What people say of comments: samples to label, and the labels that they gave, from `labels/*.yaml`.
//!
//! A file holds one random sample of the comments on a question, as [`LabelFile::text`] writes it. People put in which themes
//! a comment has and what its tone is. A comment is known by a hash of its text, from which personal data have been taken
//! out; of comments with the same text one stands for all that were drawn.

#[cfg(test)]
mod tests;
mod write;

use xxhash_rust::xxh3::xxh3_64;

use crate::checker::{Checker, Item, Keys};
use crate::named::Named;
use crate::wrong::{Wrong, suggestion};
use crate::yaml::{self, Value};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The folder of samples in a project.
pub const FOLDER: &str = "labels";
/// The files in it.
pub const PATTERN: &str = "labels/*.yaml";
/// What stands where nobody has given a label yet.
pub const TODO: &str = "todo";
/// What stands where a comment has none of the themes.
pub const NONE: &str = "none";

const KEYS: &[&str] = &[
    "question",
    "periods",
    "seed",
    "drawn_from",
    "codebook",
    "themes",
    "comments",
];
const OF_COMMENT: &[&str] = &["hash", "times", "text", "themes", "sentiment"];
const TONES: &[(&str, Option<Tone>)] = &[
    ("positive", Some(Tone::Positive)),
    ("neutral", Some(Tone::Neutral)),
    ("negative", Some(Tone::Negative)),
    (TODO, None),
];

/// A random sample of comments with the labels that people gave.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelFile {
    /// The question that was commented on. Whether there is one is seen when the report is made.
    pub question: Named,
    /// The periods that the comments are from.
    pub periods: Vec<Named>,
    /// What the sample was drawn with.
    pub seed: u64,
    /// How many comments it was drawn from.
    pub drawn_from: u64,
    /// The version of the codebook that the themes are of; none where no themes are asked for.
    pub codebook: Option<Named>,
    /// The themes that people looked for.
    pub themes: Vec<Named>,
    /// Whether people are asked for the tone of comments.
    pub tone: bool,
    /// The comments in the order in which they were drawn.
    pub comments: Vec<LabelledComment>,
    /// Where it stands.
    pub place: Place,
}

/// A comment of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledComment {
    /// [`hash`] of its text.
    pub hash: u64,
    /// How many comments with this text were drawn, at least 1.
    pub times: u64,
    /// Its text, without personal data.
    pub text: String,
    /// The themes that it has; none while nobody has said.
    pub themes: Option<Vec<String>>,
    /// Its tone; none while nobody has said.
    pub tone: Option<Tone>,
    /// Where it stands.
    pub place: Place,
}

/// What a comment sounds like to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// More bad than good.
    Negative,
    /// Neither, or as much of one as of the other.
    Neutral,
    /// More good than bad.
    Positive,
}

impl LabelledComment {
    /// Whether somebody said anything of it.
    #[must_use]
    pub const fn is_labelled(&self) -> bool {
        self.themes.is_some() || self.tone.is_some()
    }
}

/// The mark of a comment: a hash of its text, from which personal data have been taken out before.
#[must_use]
pub fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// Reads a file. Comments with mistakes are left out; every mistake is told.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Option<LabelFile>, Diagnostics) {
    let mut reading = Checker::plain(text);
    let sample = match yaml::parse(text, file) {
        Ok(root) if root.value == Value::Null => None,
        Ok(root) => sample(&mut reading, &Item::root(&root), file),
        Err(diagnostic) => {
            reading.found.push(diagnostic);
            None
        }
    };
    (sample, reading.found.sorted())
}

fn sample(r: &mut Checker<'_>, item: &Item<'_>, file: &str) -> Option<LabelFile> {
    let keys = r.keys(item, KEYS)?;
    let question = r.need(&keys, "question", "question: long-wait");
    let question = question.and_then(|item| named(r, &item));
    let periods = r.need(&keys, "periods", "periods: [2026-10]");
    let periods = periods.map(|item| names(r, &item)).unwrap_or_default();
    let seed = r.parsed_at(&keys, "seed", count).unwrap_or_default();
    let drawn_from = r.parsed_at(&keys, "drawn_from", count).unwrap_or_default();
    let themes = keys.get("themes").map(|item| names(r, &item)).unwrap_or_default();
    let codebook = codebook(r, &keys, &themes);
    let comments = r.need(&keys, "comments", "comments: [{hash: …, text: …, themes: todo}]");
    let items = comments.map(|item| r.list(&item)).unwrap_or_default();
    let comments: Vec<LabelledComment> = items
        .iter()
        .filter_map(|item| comment(r, item, &themes))
        .collect();
    repeated(r, &comments);
    let tone = items.iter().any(|item| item.node.get("sentiment").is_some());
    Some(LabelFile {
        question: question?,
        periods,
        seed,
        drawn_from,
        codebook,
        themes,
        tone,
        comments,
        place: Place::file(file),
    })
}

fn codebook(r: &mut Checker<'_>, keys: &Keys<'_>, themes: &[Named]) -> Option<Named> {
    if themes.is_empty() {
        r.refuse(keys, &["codebook"], "no `themes` are asked for");
        return None;
    }
    let item = r.need(keys, "codebook", "codebook: \"1\"")?;
    named(r, &item)
}

fn comment(r: &mut Checker<'_>, item: &Item<'_>, asked: &[Named]) -> Option<LabelledComment> {
    let keys = r.keys(item, OF_COMMENT)?;
    let written = r.need(&keys, "hash", "hash: 0123456789abcdef");
    let written = written.and_then(|item| r.parsed(&item, digits));
    let times = keys
        .get("times")
        .map_or(Some(1), |item| r.parsed(&item, at_least_one));
    let text = r.need(&keys, "text", "text: The comment as it was drawn");
    let text = text.and_then(|item| r.text(&item));
    let themes = keys.get("themes").and_then(|item| themes_of(r, &item, asked));
    let tone = r.choice_at(&keys, "sentiment", TONES).flatten();
    let (written, text) = (written?, text?);
    if hash(&text) != written {
        let message = "the text is not the one that was drawn: its hash is another";
        let help = "put the text back as it was, or remove the comment";
        r.report(
            Diagnostic::error(Code::LabelTextChanged, message).help(help),
            &keys.place_of_value("text"),
        );
        return None;
    }
    Some(LabelledComment {
        hash: written,
        times: times?,
        text,
        themes,
        tone,
        place: keys.place.clone(),
    })
}

/// The themes that a comment has; none while nobody has said.
fn themes_of(r: &mut Checker<'_>, item: &Item<'_>, asked: &[Named]) -> Option<Vec<String>> {
    match item.node.text() {
        Some(TODO) => return None,
        Some(NONE) => return Some(Vec::new()),
        _ => {}
    }
    if matches!(&item.node.value, Value::List(nodes) if nodes.is_empty()) {
        return Some(Vec::new());
    }
    let mut themes: Vec<String> = Vec::new();
    for item in r.list(item) {
        let Some(theme) = r.text(&item) else { continue };
        if themes.contains(&theme) {
            r.reject(
                &item,
                format!("`{theme}` stands here twice"),
                "remove one of them",
            );
        } else if asked.iter().any(|known| known.name == theme) {
            themes.push(theme);
        } else {
            let known = asked.iter().map(|known| known.name.as_str());
            let help = suggestion(&theme, known.chain([NONE, TODO]), "write");
            r.reject(
                &item,
                format!("`{theme}` is not among the `themes` of this sample"),
                help,
            );
        }
    }
    themes.sort_by_key(|theme| asked.iter().position(|known| known.name == *theme));
    Some(themes)
}

fn repeated(r: &mut Checker<'_>, comments: &[LabelledComment]) {
    let mut ordered: Vec<&LabelledComment> = comments.iter().collect();
    ordered.sort_by_key(|comment| (comment.hash, &comment.place));
    for pair in ordered.windows(2).filter(|pair| pair[0].hash == pair[1].hash) {
        let message = format!("this comment stands in line {} too", pair[0].place.line);
        let help = "keep one of the two, with the label that holds; `times` says how often it was drawn";
        let diagnostic = Diagnostic::error(Code::LabelTwice, message).help(help);
        r.report(diagnostic, &pair[1].place);
    }
}

fn named(r: &mut Checker<'_>, item: &Item<'_>) -> Option<Named> {
    let name = r.text(item)?;
    let place = item.node.place.clone();
    Some(Named { name, place })
}

fn names(r: &mut Checker<'_>, item: &Item<'_>) -> Vec<Named> {
    let items = r.list(item);
    items.iter().filter_map(|item| named(r, item)).collect()
}

fn count(text: &str) -> Result<u64, Wrong> {
    let wrong = || {
        Wrong::new(
            format!("`{text}` is no whole number"),
            "write a number like `100`",
        )
    };
    text.parse().map_err(|_| wrong())
}

fn at_least_one(text: &str) -> Result<u64, Wrong> {
    let wrong = || Wrong::new("a comment was drawn at least once", "write `1` or more");
    count(text).and_then(|n| if n > 0 { Ok(n) } else { Err(wrong()) })
}

fn digits(text: &str) -> Result<u64, Wrong> {
    let wrong = || {
        Wrong::new(
            format!("`{text}` is no hash of a comment"),
            "put back the 16 digits that `cxpress sample` wrote, or remove the comment",
        )
    };
    let is_hash = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let read = is_hash.then(|| u64::from_str_radix(text, 16).ok()).flatten();
    read.ok_or_else(wrong)
}
