//! Markdown to HTML: commentary with its bound values, and explanations of metrics.
//!
//! What is written here never runs, loads or styles anything: raw HTML becomes text, pictures their description,
//! links only lead to pages and mail.

use cxpress_core::{Commentary, CommentaryPage, Diagnostic, Diagnostics, Piece, Place};
use cxpress_report::{Period, Report};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::Fault;
use crate::bind;
use crate::plan::{Page, Plan, Study};
use crate::words::Words;

/// Commentary on a page, as HTML.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) page: Page,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) html: String,
}

/// All commentary that this site shows, in the order given, and what is wrong with it.
pub(crate) fn notes(
    report: &Report,
    words: &Words,
    plan: &Plan,
    commentary: &[Commentary],
) -> (Vec<Note>, Diagnostics) {
    let mut wrong = Diagnostics::default();
    let mut notes = Vec::new();
    for one in commentary {
        match place(report, one, &mut wrong) {
            Err(diagnostic) => wrong.push(*diagnostic),
            Ok(page) if page.period(report) > report.current => {}
            Ok(page) => {
                let html = body(report, words, page.period(report), one, &mut wrong);
                if plan.has(page) {
                    notes.push(note(page, one, html));
                } else {
                    wrong.push(no_page(one, &page.path(report)));
                }
            }
        }
    }
    (notes, wrong)
}

fn note(page: Page, commentary: &Commentary, html: String) -> Note {
    let Commentary {
        author,
        date,
        headline,
        ..
    } = commentary.clone();
    Note {
        page,
        author,
        date,
        headline,
        html,
    }
}

fn no_page(commentary: &Commentary, path: &str) -> Diagnostic {
    let message = format!("this commentary is not shown: this report has no page `{path}`");
    let note = "a page exists only where there is something to show; values of dimensions have pages for two periods";
    Diagnostic::warning("commentary-unseen", message)
        .at(Place::file(&commentary.file))
        .note(note)
}

/// Whether a folder of commentary has the name of a period: that in addresses, with a blank for a hyphen, a wave's own.
fn is_called(period: &Period, folder: &str) -> bool {
    period.id == folder || period.name.as_deref() == Some(folder) || period.id == folder.replace(' ', "-")
}

/// The page that a commentary is meant for.
fn place(report: &Report, commentary: &Commentary, wrong: &mut Diagnostics) -> Result<Page, Fault> {
    let subject = commentary.subject.clone();
    let here = subject.unwrap_or_else(|| Place::file(&commentary.file));
    let at = |diagnostic: Diagnostic| Box::new(diagnostic.at(here.clone()));
    let known = report.periods.iter().map(|period| period.id.as_str());
    let period = report
        .periods
        .iter()
        .position(|period| is_called(period, &commentary.period));
    let period = period.ok_or_else(|| {
        at(bind::no_such(
            "period-unknown",
            "period",
            &commentary.period,
            known,
        ))
    })?;
    match &commentary.page {
        CommentaryPage::Overview => Ok(Page::Overview { period }),
        CommentaryPage::Study(name) => {
            let study = Study::ALL.into_iter().find(|study| study.name() == *name);
            Ok(study.map_or(Page::Overview { period }, |study| Page::Study { period, study }))
        }
        CommentaryPage::Figure(id) => {
            let known = report.figures.iter().map(|figure| figure.id.as_str());
            let figure = report.figures.iter().position(|figure| figure.id == *id);
            let figure = figure.ok_or_else(|| at(bind::no_such("figure-unknown", "figure", id, known)))?;
            Ok(Page::Figure { period, figure })
        }
        CommentaryPage::Slice { dimension, value } => {
            let (dimension, value, warning) = slice(report, dimension, value).map_err(|wrong| at(*wrong))?;
            warning.into_iter().for_each(|warning| wrong.push(*at(warning)));
            Ok(Page::Slice {
                period,
                dimension,
                value,
            })
        }
    }
}

/// A group by the names of its dimension and its own, with a warning where that may not tell it from others.
fn slice(report: &Report, dimension: &str, value: &str) -> Result<(usize, usize, Option<Diagnostic>), Fault> {
    let known = report.dimensions.iter().map(|dimension| dimension.id.as_str());
    let found = report.dimensions.iter().position(|one| one.id == dimension);
    let index = found.ok_or_else(|| bind::no_such("dimension-unknown", "dimension", dimension, known))?;
    let found = &report.dimensions[index];
    let in_front_matter =
        |value: &str| format!("name it in the front matter: `subject: {{{dimension}: {value:?}}}`");
    let (place, warning) = bind::find_value(found, value).map_err(|wrong| match wrong.code {
        "value-ambiguous" => wrong.help(in_front_matter("VALUE")),
        _ => wrong,
    })?;
    let warning = warning.map(|warning| warning.help(in_front_matter(&found.values[place].raw)));
    Ok((index, place, warning))
}

fn body(
    report: &Report,
    words: &Words,
    period: usize,
    commentary: &Commentary,
    wrong: &mut Diagnostics,
) -> String {
    let mut events = Vec::with_capacity(commentary.body.len());
    for piece in &commentary.body {
        match piece {
            Piece::Markdown(event) => events.push(as_text(event.clone())),
            Piece::Value(binding) => match bind::resolve(report, words, period, binding) {
                Err(diagnostic) => wrong.push(*diagnostic),
                Ok(bound) => {
                    bound.warnings.into_iter().for_each(|warning| wrong.push(warning));
                    events.push(value(&bound.text));
                }
            },
        }
    }
    to_html(events.into_iter())
}

/// What somebody wrote as HTML, as text.
fn as_text(event: Event<'_>) -> Event<'_> {
    match event {
        Event::InlineHtml(text) | Event::Html(text) => Event::Text(text),
        other => other,
    }
}

/// A bound value: the only HTML in prose, made here and nowhere else.
fn value(text: &str) -> Event<'static> {
    let mut escaped = String::new();
    html::push_html(&mut escaped, std::iter::once(Event::Text(CowStr::Borrowed(text))));
    Event::InlineHtml(format!("<b class=\"v\">{escaped}</b>").into())
}

/// The explanation of a metric.
pub(crate) fn explanation(markdown: &str) -> String {
    to_html(Parser::new_ext(markdown, Options::ENABLE_TABLES).map(as_text))
}

fn to_html<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut out = String::new();
    let mut dropped = Vec::new();
    html::push_html(&mut out, events.filter_map(|event| harmless(event, &mut dropped)));
    out
}

/// An event that may stand in a page. `dropped` says for each open link whether it was left out.
fn harmless<'a>(event: Event<'a>, dropped: &mut Vec<bool>) -> Option<Event<'a>> {
    Some(match event {
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let leave_out = !leads_somewhere(&dest_url);
            dropped.push(leave_out);
            if leave_out {
                return None;
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        Event::End(TagEnd::Link) if dropped.pop().unwrap_or(false) => return None,
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes: vec![],
            attrs: vec![],
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        Event::Start(Tag::Table(_)) => Event::Start(Tag::Table(vec![])),
        other => other,
    })
}

/// Headings of prose stand below those of the page.
const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// Whether an address is one of a page, of mail, or relative; not of a script.
fn leads_somewhere(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let before_path = plain.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_holds_nothing_that_runs_loads_or_styles() {
        let html = explanation(
            "# Title\nText <script>x</script> ![seen](http://x/y.png) [a](javascript:b) [c](https://d.e)\n\n\
             <div style=\"x\">\n\n|a|b|\n|--:|--|\n|1|2|\n",
        );
        assert!(html.contains("<h3>Title</h3>") && html.contains("&lt;script&gt;"));
        assert!(!html.contains("<img") && !html.contains("javascript") && !html.contains("<div"));
        assert!(!html.contains("text-align"));
        assert!(html.contains("seen") && html.contains("href=\"https://d.e\""));
    }

    #[test]
    fn an_author_cannot_forge_a_bound_value() {
        let written = [as_text(Event::InlineHtml("<b class=x>".into())), value("<i>")];
        let html = to_html(written.into_iter());
        assert_eq!(html, "&lt;b class=x&gt;<b class=\"v\">&lt;i&gt;</b>");
    }

    #[test]
    fn links_lead_to_pages() {
        for bad in [
            "javascript:alert(1)",
            " java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            assert!(!leads_somewhere(bad), "{bad}");
        }
        for good in ["a.html", "../b.html#c", "https://x.y", "mailto:a@b.c", "?a:b"] {
            assert!(leads_somewhere(good), "{good}");
        }
    }
}
