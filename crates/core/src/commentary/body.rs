//! The text proper: Markdown events, with bound values in between.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::binding::{self, Bound, Problem};
use super::target::{is_link, is_local_image, short};
use super::{Binding, Piece, Source};
use crate::{Diagnostic, Diagnostics};

const OPEN: &str = "{{";

/// Reads the text from an offset on.
pub(super) fn read(source: &Source<'_>, start: usize, found: &mut Diagnostics) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut body = Body {
        source,
        found,
        pieces: Vec::new(),
        run: Run::default(),
        code: false,
        kept: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&source.text[start..], options).into_offset_iter() {
        body.event(event, start + range.start);
    }
    body.flush();
    body.pieces
}

struct Body<'a> {
    source: &'a Source<'a>,
    found: &'a mut Diagnostics,
    pieces: Vec<Piece>,
    run: Run,
    /// Whether the text belongs to a block of code.
    code: bool,
    /// For every link and image that is open, whether it stays one.
    kept: Vec<bool>,
}

impl Body<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Text(text) if !self.code => self.run.push(&text, at),
            Event::Html(text) | Event::InlineHtml(text) => self.run.push(&text, at),
            Event::End(TagEnd::HtmlBlock) => {
                self.run.trim_end();
                self.push(Event::End(TagEnd::Paragraph));
            }
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            event => self.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        self.code |= matches!(tag, Tag::CodeBlock(_));
        match tag {
            Tag::HtmlBlock => self.push(Event::Start(Tag::Paragraph)),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let level = shifted(level);
                self.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                }));
            }
            Tag::Link {
                link_type,
                ref dest_url,
                ..
            } => {
                let keep = link_type == LinkType::Email || is_link(dest_url);
                if !keep {
                    self.warn_link(dest_url, at);
                }
                self.keep(keep, tag);
            }
            Tag::Image { ref dest_url, .. } => {
                let keep = is_local_image(dest_url);
                if !keep {
                    self.warn_image(dest_url, at);
                }
                self.keep(keep, tag);
            }
            tag => self.push(Event::Start(tag)),
        }
    }

    fn keep(&mut self, keep: bool, tag: Tag<'_>) {
        self.kept.push(keep);
        if keep {
            self.push(Event::Start(tag));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if self.kept.pop().unwrap_or(true) {
                    self.push(Event::End(tag));
                }
            }
            TagEnd::Heading(level) => self.push(Event::End(TagEnd::Heading(shifted(level)))),
            tag => self.push(Event::End(tag)),
        }
        self.code &= tag != TagEnd::CodeBlock;
    }

    fn push(&mut self, event: Event<'_>) {
        self.flush();
        self.pieces.push(Piece::Markdown(event.into_static()));
    }

    /// Puts the text that has come together among the pieces, its bindings apart.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let (mut done, mut from) = (0, 0);
        while let Some(open) = run.text[from..].find(OPEN).map(|found| from + found) {
            from = open + OPEN.len();
            let at = run.source_of(open);
            if !run.is_written(open, self.source.text) {
                from = open + 1;
                continue;
            }
            match binding::parse(&run.text[from..]) {
                Ok(bound) => {
                    self.text(&run.text[done..open]);
                    from += bound.length;
                    done = from;
                    self.bind(bound, at);
                }
                Err(problem) => from += self.problem(problem, at),
            }
        }
        self.text(&run.text[done..]);
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            let event = Event::Text(CowStr::from(text.to_owned()));
            self.pieces.push(Piece::Markdown(event));
        }
    }

    fn bind(&mut self, bound: Bound, at: usize) {
        let Bound {
            written,
            figure,
            part,
            slice,
            ..
        } = bound;
        let place = self.source.place(at);
        self.pieces.push(Piece::Value(Binding {
            written,
            figure,
            part,
            slice,
            place,
        }));
    }

    /// Reports a binding that is none; what it takes in the text comes back.
    fn problem(&mut self, problem: Problem, at: usize) -> usize {
        let (diagnostic, length) = match problem {
            Problem::Open => {
                let help = "close it with `}}` on the same line, or write `\\{{` for the braces themselves";
                (Diagnostic::error("binding", "`{{` is not closed").help(help), 0)
            }
            Problem::Malformed {
                written,
                reason,
                length,
            } => {
                let message = format!("`{{{{ {written} }}}}` names no value: {reason}");
                let help = "write it like `{{ recommend }}`, `{{ recommend.change }}` or `{{ effort(channel=\"chat\") }}`";
                (Diagnostic::error("binding", message).help(help), length)
            }
        };
        self.report(diagnostic, at);
        length
    }

    fn warn_link(&mut self, url: &str, at: usize) {
        let message = format!("the link to `{}` is shown as plain text", short(url));
        let diagnostic = Diagnostic::warning("link-dropped", message)
            .help("link to `https://…`, `http://…`, `mailto:…` or to a page of the report");
        self.report(diagnostic, at);
    }

    fn warn_image(&mut self, url: &str, at: usize) {
        let message = format!("the image `{}` is shown as its text only", short(url));
        let diagnostic = Diagnostic::warning("image-dropped", message)
            .note("a report is read offline: it asks no other place for anything")
            .help("copy the image into the project and name it by its path");
        self.report(diagnostic, at);
    }

    fn report(&mut self, diagnostic: Diagnostic, at: usize) {
        let place = self.source.place(at);
        self.found.push(self.source.at(diagnostic, place));
    }
}

/// The page has one title already, and sections below it: headings of a commentary start at the third level.
fn shifted(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// Text that Markdown hands over in pieces, and where each piece stands in the file.
#[derive(Default)]
struct Run {
    text: String,
    marks: Vec<(usize, usize)>,
}

impl Run {
    fn push(&mut self, text: &str, at: usize) {
        self.marks.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }

    /// Where a byte of the text stands in the file.
    fn source_of(&self, index: usize) -> usize {
        let after = self.marks.partition_point(|(start, _)| *start <= index);
        let (start, at) = self.marks[..after].last().copied().unwrap_or_default();
        at + (index - start)
    }

    /// Whether braces in the text stand in the file as they are, and no backslash takes their meaning.
    fn is_written(&self, open: usize, source: &str) -> bool {
        let at = self.source_of(open);
        let before = source.get(..at).unwrap_or("");
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes % 2 == 0 && source.get(at..).is_some_and(|rest| rest.starts_with(OPEN))
    }
}
