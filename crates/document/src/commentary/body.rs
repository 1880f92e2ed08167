//! The text proper: Markdown events, with bound values in between.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::binding::{self, Bound, Problem};
use super::{Binding, Piece, Source, Target};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};

const OPEN: &str = "{{";
const FOOTNOTE: &str = "[^";

/// Reads the text from an offset on.
pub(super) fn read(source: &Source<'_>, start: usize, found: &mut Diagnostics) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut body = Body {
        source,
        found,
        pieces: Vec::new(),
        run: Run::default(),
        code: false,
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
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let scheme = if link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                let target = self.target(format!("{scheme}{dest_url}"), &title, at);
                self.piece(Piece::Link(target));
            }
            Tag::Image { dest_url, title, .. } => {
                let target = self.target(dest_url.into_string(), &title, at);
                self.piece(Piece::Picture(target));
            }
            tag => self.push(Event::Start(tag)),
        }
    }

    fn target(&self, address: String, title: &str, at: usize) -> Target {
        Target {
            address,
            title: title.to_owned(),
            place: self.source.place(at),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.push(Event::End(tag));
        self.code &= tag != TagEnd::CodeBlock;
    }

    fn piece(&mut self, piece: Piece) {
        self.flush();
        self.pieces.push(piece);
    }

    fn push(&mut self, event: Event<'_>) {
        self.piece(Piece::Markdown(event.into_static()));
    }

    /// Puts the text that has come together among the pieces, its bindings apart.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.warn_footnotes(&run);
        let (mut done, mut from) = (0, 0);
        while let Some(open) = run.text[from..].find(OPEN).map(|found| from + found) {
            from = open + OPEN.len();
            let at = run.source_of(open);
            if !run.is_written(open, OPEN, self.source.text) {
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
                (
                    Diagnostic::error(Code::Binding, "`{{` is not closed").help(help),
                    0,
                )
            }
            Problem::Malformed {
                written,
                reason,
                length,
            } => {
                let message = format!("`{{{{ {written} }}}}` names no value: {reason}");
                let help = "write it like `{{ recommend }}`, `{{ recommend.change }}` or `{{ effort(channel=\"chat\") }}`";
                (Diagnostic::error(Code::Binding, message).help(help), length)
            }
        };
        self.report(diagnostic, at);
        length
    }

    /// Reports marks of footnotes in a text that have become none.
    fn warn_footnotes(&mut self, run: &Run) {
        let mut from = 0;
        while let Some(open) = run.text[from..].find(FOOTNOTE).map(|found| from + found) {
            from = open + FOOTNOTE.len();
            let label = run.text[from..].split_once(']').map_or("", |(label, _)| label);
            let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
            if is_label && run.is_written(open, FOOTNOTE, self.source.text) {
                let message = format!("there is no footnote `{label}`: its mark is shown as it is written");
                let help =
                    format!("write the footnote in a line of its own, `[^{label}]: …`, after a blank line");
                let diagnostic = Diagnostic::warning(Code::FootnoteMissing, message).help(help);
                self.report(diagnostic, run.source_of(open));
            }
        }
    }

    fn report(&mut self, diagnostic: Diagnostic, at: usize) {
        let place = self.source.place(at);
        self.found.push(self.source.at(diagnostic, place));
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

    /// Whether a mark in the text stands in the file as it is, and no backslash takes its meaning.
    fn is_written(&self, open: usize, mark: &str, source: &str) -> bool {
        let at = self.source_of(open);
        let before = source.get(..at).unwrap_or("");
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes % 2 == 0 && source.get(at..).is_some_and(|rest| rest.starts_with(mark))
    }
}
