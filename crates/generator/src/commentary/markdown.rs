//! The one place that turns Markdown into HTML.
//!
//! What is written here never runs, loads or styles anything: raw HTML becomes text, and links and pictures are those whose
//! [`Way`] somebody has found. Headings stand below those of the page, footnotes at the end of their text.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::language::Words;
use crate::way::{Way, Ways};

/// A piece of a text, ready to be shown.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Markdown. Links and pictures in it are left out, their texts stay.
    Markdown(Event<'static>),
    /// A value of the report.
    Value(String),
    /// The start of a link, with its title; its end is Markdown. None where it leads nowhere.
    Link(Option<Way>, String),
    /// The start of a picture, with its title; its end is Markdown. None where it is nowhere.
    Picture(Option<Way>, String),
}

/// A text on its way into a page.
pub(crate) struct Setting<'a> {
    /// How what it leads to is written on the page.
    pub(crate) ways: Ways<'a>,
    /// What the ids of footnotes begin with, which nothing else on the page has.
    pub(crate) prefix: &'a str,
    pub(crate) words: &'a Words,
}

/// The pieces of a text that nobody but the authors of metrics wrote.
pub(crate) fn parts(markdown: &str) -> Vec<Part> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let part = |event: Event<'_>| match event.into_static() {
        Event::Start(Tag::Link { dest_url, title, .. }) => {
            let way = leads_out(&dest_url).then(|| Way::Out(dest_url.to_string()));
            Part::Link(way, title.to_string())
        }
        event => Part::Markdown(event),
    };
    events.map(part).collect()
}

/// Whether an address is one of the web or of mail; not of a script, or of a file.
pub(crate) fn leads_out(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let scheme = plain.split(['/', '?', '#', '\\']).next().unwrap_or("");
    let known = ["http:", "https:", "mailto:"];
    known.iter().any(|known| {
        let start = scheme.get(..known.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(known))
    })
}

impl Setting<'_> {
    /// Safe HTML.
    pub(crate) fn html(&self, parts: &[Part]) -> String {
        let mut text = Text {
            setting: self,
            open: Vec::new(),
            pictures: 0,
            notes: Footnotes::default(),
            within: None,
            events: Vec::new(),
        };
        parts.iter().for_each(|part| text.part(part));
        let Text { events, notes, .. } = text;
        let mut out = String::new();
        html::push_html(&mut out, events.into_iter());
        out + &self.footnotes(&notes)
    }

    /// The footnotes of a text, in the order of their marks.
    fn footnotes(&self, notes: &Footnotes) -> String {
        let mut items = String::new();
        for (number, label) in (1..).zip(&notes.order) {
            let id = format!("{}{number}", self.prefix);
            let mut text = String::new();
            let events = notes.texts.get(label).cloned().unwrap_or_default();
            html::push_html(&mut text, events.into_iter());
            let back = escaped(&self.words.get("footnote-back"));
            let back = if notes.marks.contains_key(label) {
                format!(" <a href=\"#{id}-mark\" aria-label=\"{back} {number}\">↩</a>")
            } else {
                String::new()
            };
            let end = "</p>\n";
            let text = match text.strip_suffix(end) {
                Some(text) => format!("{text}{back}{end}"),
                None => format!("{text}{back}"),
            };
            items += &format!("<li id=\"{id}\">{text}</li>\n");
        }
        if items.is_empty() {
            items
        } else {
            format!("<ol class=\"footnotes\">\n{items}</ol>\n")
        }
    }
}

/// The footnotes of a text.
#[derive(Default)]
struct Footnotes {
    /// Their labels, in the order of their numbers.
    order: Vec<String>,
    /// How often each is referred to.
    marks: BTreeMap<String, usize>,
    texts: BTreeMap<String, Vec<Event<'static>>>,
}

impl Footnotes {
    fn number(&mut self, label: &str) -> usize {
        let known = self.order.iter().position(|known| known == label);
        let at = known.unwrap_or_else(|| {
            self.order.push(label.to_owned());
            self.order.len() - 1
        });
        at + 1
    }
}

/// A text as it becomes events that may stand in a page.
struct Text<'a> {
    setting: &'a Setting<'a>,
    /// For every link that is open, whether it stays one.
    open: Vec<bool>,
    /// How many pictures are open that stay.
    pictures: usize,
    notes: Footnotes,
    /// The footnote that is being read.
    within: Option<String>,
    events: Vec<Event<'static>>,
}

impl Text<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Markdown(event) => self.event(event),
            // What is described to those who do not see a picture is plain text.
            Part::Value(text) if self.pictures > 0 => self.push(Event::Text(text.clone().into())),
            Part::Value(text) => self.own(format!("<b class=\"v\">{}</b>", escaped(text))),
            Part::Link(way, title) => self.link(way.as_ref(), title),
            Part::Picture(way, title) => self.picture(way.as_ref(), title),
        }
    }

    fn event(&mut self, event: &Event<'static>) {
        match event {
            // What somebody wrote as HTML is text.
            Event::InlineHtml(text) | Event::Html(text) => self.push(Event::Text(text.clone())),
            Event::Start(Tag::HtmlBlock) => self.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { title, .. }) => self.link(None, title),
            Event::Start(Tag::Image { title, .. }) => self.picture(None, title),
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => self.close(*end),
            Event::Start(Tag::Heading { level, .. }) => self.push(Event::Start(Tag::Heading {
                level: lower(*level),
                id: None,
                classes: vec![],
                attrs: vec![],
            })),
            Event::End(TagEnd::Heading(level)) => self.push(Event::End(TagEnd::Heading(lower(*level)))),
            // Where columns align is a matter of style.
            Event::Start(Tag::Table(_)) => {
                let label = escaped(&self.setting.words.get("prose-table"));
                let frame =
                    format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">");
                self.push(Event::Html(frame.into()));
                self.push(Event::Start(Tag::Table(vec![])));
            }
            Event::End(TagEnd::Table) => {
                self.push(Event::End(TagEnd::Table));
                self.push(Event::Html("</div>\n".into()));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.within = Some(label.to_string()),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some(label) = self.within.take() {
                    self.notes.number(&label);
                }
            }
            Event::FootnoteReference(label) => self.mark(label),
            Event::TaskListMarker(done) => self.task(*done),
            event => self.push(event.clone()),
        }
    }

    fn push(&mut self, event: Event<'static>) {
        match &self.within {
            Some(label) => self.notes.texts.entry(label.clone()).or_default().push(event),
            None => self.events.push(event),
        }
    }

    /// HTML that is made here, within a line.
    fn own(&mut self, html: String) {
        self.push(Event::InlineHtml(html.into()));
    }

    fn link(&mut self, way: Option<&Way>, title: &str) {
        let address = way.and_then(|way| self.setting.ways.link(way));
        self.open.push(address.is_some());
        if let Some(address) = address {
            self.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: CowStr::from(title.to_owned()),
                id: CowStr::Borrowed(""),
            }));
        }
    }

    fn picture(&mut self, way: Option<&Way>, title: &str) {
        let address = way.and_then(|way| self.setting.ways.picture(way));
        self.open.push(address.is_some());
        if let Some(address) = address {
            self.pictures += 1;
            self.push(Event::Start(Tag::Image {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: CowStr::from(title.to_owned()),
                id: CowStr::Borrowed(""),
            }));
        }
    }

    fn close(&mut self, end: TagEnd) {
        if self.open.pop().unwrap_or(false) {
            self.pictures -= usize::from(end == TagEnd::Image);
            self.push(Event::End(end));
        }
    }

    /// The mark of a footnote. Only the first of several marks can be gone back to.
    fn mark(&mut self, label: &CowStr<'static>) {
        let number = self.notes.number(label);
        let id = format!("{}{number}", self.setting.prefix);
        let times = self.notes.marks.entry(label.to_string()).or_default();
        *times += 1;
        let own = if *times == 1 {
            format!(" id=\"{id}-mark\"")
        } else {
            String::new()
        };
        let word = escaped(&self.setting.words.get("footnote"));
        self.own(format!(
            "<sup><a href=\"#{id}\"{own} aria-label=\"{word} {number}\">{number}</a></sup>"
        ));
    }

    fn task(&mut self, done: bool) {
        let (sign, word) = if done {
            ("☑", "task-done")
        } else {
            ("☐", "task-open")
        };
        let word = escaped(&self.setting.words.get(word));
        self.own(format!("<span role=\"img\" aria-label=\"{word}\">{sign}</span> "));
    }
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    html::push_html(&mut escaped, std::iter::once(Event::Text(CowStr::Borrowed(text))));
    escaped.replace('"', "&quot;")
}

/// A page has one title, and sections below it: headings of a text start at the third level.
const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use cxpress_themes::Theme;

    use super::*;

    fn html(parts: &[Part]) -> String {
        let words = Words::new(&Theme::default(), "en").unwrap_or_else(|error| panic!("{error:?}"));
        let setting = Setting {
            ways: Ways::Site {
                root: "../".to_owned(),
            },
            prefix: "note-1-",
            words: &words,
        };
        setting.html(parts)
    }

    /// Everything that authors may write, with links that lead to `to.html`.
    fn written(markdown: &str) -> String {
        let way = || Some(Way::Within("to.html".to_owned()));
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
        let part = |event: Event<'_>| match event.into_static() {
            Event::Start(Tag::Link { title, .. }) => Part::Link(way(), title.to_string()),
            Event::Start(Tag::Image { title, .. }) => Part::Picture(way(), title.to_string()),
            event => Part::Markdown(event),
        };
        let parts: Vec<Part> = Parser::new_ext(markdown, options).map(part).collect();
        html(&parts)
    }

    #[test]
    fn explanations_hold_nothing_that_runs_loads_or_styles() {
        let html = html(&parts(
            "# Title\nText <script>x</script> ![seen](http://x/y.png) [a](javascript:b) [c](https://d.e)\n\n\
             <div style=\"x\">\n\n|a|b|\n|--:|--|\n|1|2|\n",
        ));
        assert!(html.contains("<h3>Title</h3>") && html.contains("&lt;script&gt;"));
        assert!(!html.contains("<img") && !html.contains("javascript") && !html.contains("<div style"));
        assert!(!html.contains("text-align"));
        assert!(html.contains("seen") && html.contains("href=\"https://d.e\""));
    }

    #[test]
    fn an_author_cannot_forge_a_bound_value() {
        let forged = Part::Markdown(Event::InlineHtml("<b class=x>".into()));
        let html = html(&[forged, Part::Value("<i>".to_owned())]);
        assert_eq!(html, "&lt;b class=x&gt;<b class=\"v\">&lt;i&gt;</b>");
    }

    #[test]
    fn headings_go_down_once() {
        let html = written("# One\n## Two\n### Three\n#### Four\n##### Five\n###### Six");
        for heading in [
            "<h3>One</h3>",
            "<h3>Two</h3>",
            "<h4>Three</h4>",
            "<h5>Four</h5>",
            "<h6>Five</h6>",
            "<h6>Six</h6>",
        ] {
            assert!(html.contains(heading), "{heading}: {html}");
        }
    }

    #[test]
    fn links_and_pictures_lead_from_the_page() {
        let html = written("[a *b*](x \"t\") ![c *d*](y) [![e](z)](z)");
        assert_eq!(
            html,
            "<p><a href=\"../to.html\" title=\"t\">a <em>b</em></a> <img src=\"../to.html\" alt=\"c d\" /> \
             <a href=\"../to.html\"><img src=\"../to.html\" alt=\"e\" /></a></p>\n"
        );
        let nowhere = [
            Part::Link(None, String::new()),
            Part::Markdown(Event::Text("a".into())),
            Part::Markdown(Event::End(TagEnd::Link)),
        ];
        assert_eq!(super::tests::html(&nowhere), "a");
    }

    #[test]
    fn footnotes_stand_at_the_end_under_ids_of_their_text() {
        let html = written("A[^x] b[^2] c[^x].\n\n[^2]: Two.\n\nEnd.\n\n[^x]: *One* of\n    two.\n");
        assert!(html.contains(
            "A<sup><a href=\"#note-1-1\" id=\"note-1-1-mark\" aria-label=\"Footnote 1\">1</a></sup>"
        ));
        assert_eq!(html.matches("id=\"note-1-1-mark\"").count(), 1);
        assert_eq!(html.matches("href=\"#note-1-1\"").count(), 2);
        let (text, notes) = html.split_once("<ol class=\"footnotes\">").unwrap_or_default();
        assert!(text.contains("End.") && !text.contains("Two."));
        assert!(
            notes.contains("<li id=\"note-1-1\"><p><em>One</em> of\ntwo. <a href=\"#note-1-1-mark\""),
            "{notes}"
        );
        assert!(notes.contains("<li id=\"note-1-2\"><p>Two. "));
    }

    #[test]
    fn tasks_say_whether_they_are_done() {
        let html = written("- [x] one\n- [ ] two\n");
        assert!(
            html.contains("<span role=\"img\" aria-label=\"done\">☑</span> one"),
            "{html}"
        );
        assert!(
            html.contains("<span role=\"img\" aria-label=\"open\">☐</span> two"),
            "{html}"
        );
        assert!(!html.contains("<input"));
    }

    #[test]
    fn only_the_web_and_mail_are_out_there() {
        for bad in [
            "javascript:alert(1)",
            " java\tscript:x",
            "data:text/html,x",
            "a.html",
            "//x.y",
            "x/https:",
        ] {
            assert!(!leads_out(bad), "{bad}");
        }
        for good in ["https://x.y", "HTTP://x.y", "mailto:a@b.c"] {
            assert!(leads_out(good), "{good}");
        }
    }
}
