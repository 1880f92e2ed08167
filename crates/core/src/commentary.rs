//! The author's words: Markdown with front matter, parsed first, values filled in afterwards.

mod binding;
mod body;
mod front;
mod target;
#[cfg(test)]
mod tests;

use pulldown_cmark::Event;

use crate::yaml::line_of;
use crate::{Diagnostic, Diagnostics, Place, nearest};

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
    /// Who wrote it, from the front matter.
    pub author: Option<String>,
    /// When, from the front matter, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// A sentence that stands for the period, from the front matter; on overviews.
    pub headline: Option<String>,
    /// The text.
    pub body: Vec<Piece>,
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
    /// A dimension value's page: `commentary/2026-10/channel/chat.md`.
    Slice {
        /// The dimension's id.
        dimension: String,
        /// The value's id in addresses.
        value: String,
    },
}

/// The names of studies that commentary can be about.
pub const STUDIES: [&str; 4] = ["lenses", "journey", "drivers", "voice"];

/// A piece of commentary.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Markdown as it stands. Raw HTML has already become text.
    Markdown(Event<'static>),
    /// A bound value: `{{ effort.change(channel="chat") }}`.
    Value(Binding),
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

/// Reads a commentary; `file` is its path in the project, which says the period and the page. What is wrong in
/// the text is reported and left as it is written, so that there is a commentary unless the path tells no page.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Option<Commentary>, Diagnostics) {
    let mut found = Diagnostics::default();
    let Some((period, page)) = page_of(file) else {
        found.push(no_page(file));
        return (None, found);
    };
    let commentary = read(text, file, period, page, &mut found);
    (Some(commentary), found.sorted())
}

fn read(text: &str, file: &str, period: &str, page: CommentaryPage, found: &mut Diagnostics) -> Commentary {
    let source = Source { text, file };
    let (front, body) = front::read(&source, &page, found);
    let body = body::read(&source, body, found);
    let front::Front {
        author,
        date,
        headline,
    } = front;
    Commentary {
        file: file.to_owned(),
        period: period.to_owned(),
        page,
        author,
        date,
        headline,
        body,
    }
}

/// The period and the page that a path tells.
fn page_of(file: &str) -> Option<(&str, CommentaryPage)> {
    let parts: Vec<&str> = file
        .strip_prefix("commentary/")?
        .strip_suffix(".md")?
        .split('/')
        .collect();
    match parts[..] {
        [period, "overview"] => Some((period, CommentaryPage::Overview)),
        [period, name] => {
            let study = STUDIES.into_iter().find(|study| *study == name)?;
            Some((period, CommentaryPage::Study(study)))
        }
        [period, "metrics", figure] => Some((period, CommentaryPage::Figure(figure.to_owned()))),
        [period, dimension, value] => {
            let (dimension, value) = (dimension.to_owned(), value.to_owned());
            Some((period, CommentaryPage::Slice { dimension, value }))
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
    let help = match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}` in the folder of a period?"),
        None => "name it `commentary/PERIOD/overview.md` (or `lenses`, `journey`, `drivers`, `voice`), \
                 `commentary/PERIOD/metrics/QUESTION.md` or `commentary/PERIOD/DIMENSION/VALUE.md`"
            .to_owned(),
    };
    let message = format!("`{file}` belongs to no page of the report");
    Diagnostic::error("commentary-page", message)
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
