//! The author's words: Markdown with front matter, parsed first, values filled in afterwards.

mod attached;
mod binding;
mod body;
mod front;
#[cfg(test)]
mod tests;

pub use attached::{Attached, attach, project_path};

use std::collections::BTreeMap;

use pulldown_cmark::Event;

use crate::yaml::line_of;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place, did_you_mean};

/// Where commentary stands in a project.
pub const PATTERN: &str = "commentary/**/*.md";

/// The commentary on one page of one period.
#[derive(Clone, Debug)]
pub struct Commentary {
    /// The file.
    pub file: String,
    /// The period, by its id.
    pub period: String,
    /// The page.
    pub page: CommentaryPage,
    /// Where the front matter names the group that it is about, if it does.
    pub subject: Option<Place>,
    /// Who wrote it, from the front matter.
    pub author: Option<String>,
    /// When, from the front matter, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// A sentence that stands for the period, from the front matter; on overviews.
    pub headline: Option<String>,
    /// The text.
    pub body: Vec<Piece>,
    /// The files that lie beside the text and that its links and pictures name, by their paths in the project.
    pub attached: BTreeMap<String, Attached>,
}

/// The page a commentary stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommentaryPage {
    /// The overview: `commentary/2026-10/overview.md`.
    Overview,
    /// A figure's page, by its question: `commentary/2026-10/metrics/recommend.md`.
    Figure(String),
    /// The page of a study, by its name: `commentary/2026-10/drivers.md`.
    Study(&'static str),
    /// A dimension value's page: `commentary/2026-10/channel/chat.md`, or any name with `subject: {channel: chat}`.
    Slice {
        /// The dimension's id.
        dimension: String,
        /// The value, by its text in the data, its label or its address.
        value: String,
    },
}

/// The names of studies that commentary can be about.
pub const STUDIES: [&str; 4] = ["lenses", "journey", "drivers", "voice"];

/// A piece of commentary.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Markdown as it stands. Raw HTML has already become text, and no link or picture starts here.
    Markdown(Event<'static>),
    /// A bound value: `{{ effort.change(channel="chat") }}`.
    Value(Binding),
    /// The start of a link, whose end is Markdown.
    Link(Target),
    /// The start of a picture, whose end is Markdown; what stands between is its description.
    Picture(Target),
}

/// Where a link leads, or where a picture is, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address: `https://example.org`, `figure:effort`, `desk.png`.
    pub address: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Where it stands.
    pub place: Place,
}

/// A value of the report, named in commentary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The expression as written, without braces.
    pub written: String,
    /// The figure's id.
    pub figure: String,
    /// The part after the dot: `change`, `base`, `p90`.
    pub part: Option<String>,
    /// Dimensions with their values, as written: `channel="chat"`.
    pub slice: Vec<(String, String)>,
    /// Where it stands.
    pub place: Place,
}

/// Reads a commentary; `file` is its path in the project, which says the period, and the page unless the front matter does.
/// What is wrong in the text is reported and left as it is written, so that there is a commentary unless nothing tells
/// the page.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Option<Commentary>, Diagnostics) {
    let mut found = Diagnostics::default();
    let source = Source { text, file };
    let by_path = page_of(file);
    let (front, body) = front::read(&source, by_path.as_ref(), &mut found);
    let subject = front.subject.as_ref().map(|subject| subject.place.clone());
    let page = match front.subject {
        Some(subject) => about(&source, by_path, subject, &mut found),
        None => by_path,
    };
    let (Some(period), Some(page)) = (period_of(file), page) else {
        if !found.has_errors() {
            found.push(no_page(file));
        }
        return (None, found.sorted());
    };
    let commentary = Commentary {
        file: file.to_owned(),
        period: period.to_owned(),
        page,
        subject,
        author: front.author,
        date: front.date,
        headline: front.headline,
        body: body::read(&source, body, &mut found),
        attached: BTreeMap::new(),
    };
    (Some(commentary), found.sorted())
}

/// The page of the group that the front matter names, unless the path says another.
fn about(
    source: &Source<'_>,
    by_path: Option<CommentaryPage>,
    subject: front::Subject,
    found: &mut Diagnostics,
) -> Option<CommentaryPage> {
    let front::Subject {
        dimension,
        value,
        place,
    } = subject;
    let other = match by_path {
        None => None,
        Some(CommentaryPage::Slice { dimension: other, .. }) if other == dimension => None,
        Some(CommentaryPage::Slice { dimension: other, .. }) => Some(format!("a value of `{other}`")),
        Some(CommentaryPage::Overview) => Some("the overview".to_owned()),
        Some(CommentaryPage::Figure(figure)) => Some(format!("the figure `{figure}`")),
        Some(CommentaryPage::Study(study)) => Some(format!("the page `{study}`")),
    };
    let Some(other) = other else {
        return Some(CommentaryPage::Slice { dimension, value });
    };
    let message = format!(
        "`subject` names a value of `{dimension}`, but the file's name says that it is about {other}"
    );
    let help = format!("move it to `commentary/PERIOD/{dimension}/ANY-NAME.md`, or remove `subject`");
    found.push(source.at(
        Diagnostic::error(Code::CommentarySubject, message).help(help),
        place,
    ));
    None
}

/// The parts of a path below the folder of commentary.
fn parts(file: &str) -> Option<Vec<&str>> {
    let path = file.strip_prefix("commentary/")?.strip_suffix(".md")?;
    Some(path.split('/').collect())
}

/// The period that a path tells.
fn period_of(file: &str) -> Option<&str> {
    match parts(file)?.as_slice() {
        [period, _, ..] => Some(period),
        _ => None,
    }
}

/// The page that a path tells.
fn page_of(file: &str) -> Option<CommentaryPage> {
    match parts(file)?[..] {
        [_, "overview"] => Some(CommentaryPage::Overview),
        [_, name] => {
            let study = STUDIES.into_iter().find(|study| *study == name)?;
            Some(CommentaryPage::Study(study))
        }
        [_, "metrics", figure] => Some(CommentaryPage::Figure(figure.to_owned())),
        [_, dimension, value] => {
            let (dimension, value) = (dimension.to_owned(), value.to_owned());
            Some(CommentaryPage::Slice { dimension, value })
        }
        _ => None,
    }
}

fn no_page(file: &str) -> Diagnostic {
    let name = file.rsplit('/').next().unwrap_or(file);
    let names = ["overview"]
        .into_iter()
        .chain(STUDIES)
        .map(|name| format!("{name}.md"));
    let names: Vec<String> = names.collect();
    let help = match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(question) => format!("{question} it belongs in the folder of a period"),
        None => "name it `commentary/PERIOD/overview.md` (or `lenses`, `journey`, `drivers`, `voice`), \
                 `commentary/PERIOD/metrics/QUESTION.md` or `commentary/PERIOD/DIMENSION/VALUE.md`, or name its group in \
                 the front matter: `subject: {DIMENSION: VALUE}`"
            .to_owned(),
    };
    let message = format!("`{file}` belongs to no page of the report");
    Diagnostic::error(Code::UnknownPage, message)
        .at(Place::file(file))
        .help(help)
}

/// The file that is read.
struct Source<'a> {
    text: &'a str,
    file: &'a str,
}

impl Source<'_> {
    /// The line and column of a byte.
    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[start..].chars().count() + 1;
        Place::at(self.file, line as u64, column as u64)
    }

    /// The diagnostic at a place, with the line.
    fn at(&self, diagnostic: Diagnostic, place: Place) -> Diagnostic {
        match line_of(self.text, &place) {
            Some(line) => diagnostic.at(place).with_line(line),
            None => diagnostic.at(place),
        }
    }
}
