//! Commentary: where each text stands, and what its values and links come to.

mod bind;
mod links;
pub(crate) mod markdown;

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_document::commentary::{Commentary, CommentaryPage, Piece};
use cxpress_report::{MetricInfo, Period, Report};
use pulldown_cmark::{Event, TagEnd};

use self::links::{Claim, Links};
use self::markdown::{Part, Setting};
use crate::Fault;
use crate::language::Words;
use crate::page::Page;
use crate::plan::Plan;
use crate::way::Ways;

/// Commentary on a page.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) page: Page,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) text: Vec<Part>,
}

/// All commentary of a site.
#[derive(Default)]
pub(crate) struct Notes {
    /// What the site shows, in the order given.
    pub(crate) all: Vec<Note>,
    /// The files that its texts name, by their paths in the site.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The places on pages that its texts lead to.
    pub(crate) claims: Vec<Claim>,
    /// What is wrong with it.
    pub(crate) wrong: Diagnostics,
}

/// What texts are made with, and what comes of them.
struct Texts<'a> {
    report: &'a Report,
    words: &'a Words,
    plan: &'a Plan,
    moved: BTreeMap<String, Vec<Page>>,
    files: BTreeMap<String, Vec<u8>>,
    claims: Vec<Claim>,
    wrong: Diagnostics,
}

/// All commentary that this site shows, in the order given, and what is wrong with it.
pub(crate) fn notes(report: &Report, words: &Words, plan: &Plan, commentary: &[Commentary]) -> Notes {
    let mut texts = Texts {
        report,
        words,
        plan,
        moved: links::moved(report, plan),
        files: BTreeMap::new(),
        claims: Vec::new(),
        wrong: Diagnostics::default(),
    };
    let mut all = Vec::new();
    for one in commentary {
        match place(report, plan, one, &mut texts.wrong) {
            Err(diagnostic) => texts.wrong.push(*diagnostic),
            Ok(page) if page.period(report) > report.current => {}
            Ok(page) if plan.has(page) => {
                let text = body(&mut texts, page, one);
                all.push(note(page, one, text));
            }
            Ok(page) => {
                texts.wrong.push(no_page(one, &page.path(report)));
                // What it would have brought is not needed; what is wrong with it is said.
                let (files, claims) = (texts.files.clone(), texts.claims.clone());
                body(&mut texts, page, one);
                (texts.files, texts.claims) = (files, claims);
            }
        }
    }
    let Texts {
        files, claims, wrong, ..
    } = texts;
    Notes {
        all,
        files,
        claims,
        wrong,
    }
}

fn note(page: Page, commentary: &Commentary, text: Vec<Part>) -> Note {
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
        text,
    }
}

fn no_page(commentary: &Commentary, path: &str) -> Diagnostic {
    let message = format!("this commentary is not shown: this report has no page `{path}`");
    let note = "a page exists only where there is something to show; values of dimensions have pages for two periods";
    Diagnostic::warning(Code::CommentaryUnseen, message)
        .at(Place::file(&commentary.file))
        .note(note)
}

/// Whether a folder of commentary has the name of a period: that in addresses, with a blank for a hyphen, a wave's own.
fn is_called(period: &Period, folder: &str) -> bool {
    period.id == folder || period.name.as_deref() == Some(folder) || period.id == folder.replace(' ', "-")
}

/// The page that a commentary is meant for.
fn place(
    report: &Report,
    plan: &Plan,
    commentary: &Commentary,
    wrong: &mut Diagnostics,
) -> Result<Page, Fault> {
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
            Code::UnknownPeriod,
            "period",
            &commentary.period,
            known,
        ))
    })?;
    match &commentary.page {
        CommentaryPage::Overview => Ok(Page::overview(period)),
        CommentaryPage::Study(name) => {
            let page = plan.named(report, name, period);
            Ok(page.unwrap_or(Page::overview(period)))
        }
        CommentaryPage::Figure(id) => {
            let known = report.figures.iter().map(|figure| figure.id.as_str());
            let figure = report.figures.iter().position(|figure| figure.id == *id);
            let figure = figure.ok_or_else(|| at(bind::no_such(Code::UnknownFigure, "figure", id, known)))?;
            Ok(Page::figure(period, figure))
        }
        CommentaryPage::Slice { dimension, value } => {
            let (dimension, value, warning) = slice(report, dimension, value).map_err(|wrong| at(*wrong))?;
            warning.into_iter().for_each(|warning| wrong.push(*at(warning)));
            Ok(Page::group(period, dimension, value))
        }
    }
}

/// A group by the names of its dimension and its own, with a warning where that may not tell it from others.
fn slice(report: &Report, dimension: &str, value: &str) -> Result<(usize, usize, Option<Diagnostic>), Fault> {
    let known = report.dimensions.iter().map(|dimension| dimension.id.as_str());
    let found = report.dimensions.iter().position(|one| one.id == dimension);
    let index = found.ok_or_else(|| bind::no_such(Code::UnknownDimension, "dimension", dimension, known))?;
    let found = &report.dimensions[index];
    let in_front_matter =
        |value: &str| format!("name it in the front matter: `subject: {{{dimension}: {value:?}}}`");
    let (place, warning) = bind::find_value(found, value).map_err(|wrong| match wrong.code {
        Code::ValueAmbiguous => wrong.help(in_front_matter("VALUE")),
        _ => wrong,
    })?;
    let warning = warning.map(|warning| warning.help(in_front_matter(&found.values[place].raw)));
    Ok((index, place, warning))
}

/// The text of a commentary, its values and links found.
fn body(texts: &mut Texts<'_>, page: Page, commentary: &Commentary) -> Vec<Part> {
    let (report, words) = (texts.report, texts.words);
    let mut links = Links {
        report,
        plan: texts.plan,
        moved: &texts.moved,
        commentary,
        page,
        files: &mut texts.files,
        claims: &mut texts.claims,
        wrong: &mut texts.wrong,
    };
    let period = page.period(report);
    let mut parts = Vec::with_capacity(commentary.body.len());
    for (at, piece) in commentary.body.iter().enumerate() {
        match piece {
            Piece::Markdown(event) => parts.push(Part::Markdown(event.clone())),
            Piece::Link(target) => parts.push(Part::Link(links.link(target), target.title.clone())),
            Piece::Picture(target) => {
                let has_words = is_described(&commentary.body[at + 1..]);
                parts.push(Part::Picture(
                    links.picture(target, has_words),
                    target.title.clone(),
                ));
            }
            Piece::Value(binding) => match bind::resolve(report, words, period, binding) {
                Err(diagnostic) => links.wrong.push(*diagnostic),
                Ok(bound) => {
                    bound
                        .warnings
                        .into_iter()
                        .for_each(|warning| links.wrong.push(warning));
                    parts.push(Part::Value(bound.text));
                }
            },
        }
    }
    parts
}

/// Whether there are words before the end of a picture.
fn is_described(after: &[Piece]) -> bool {
    let is_end = |piece: &Piece| matches!(piece, Piece::Markdown(Event::End(TagEnd::Image)));
    let mut within = after.iter().take_while(|piece| !is_end(piece));
    within.any(|piece| match piece {
        Piece::Markdown(Event::Text(text) | Event::Code(text)) => !text.trim().is_empty(),
        piece => matches!(piece, Piece::Value(_)),
    })
}

/// The explanation of a metric: the theme's, if it has one in the language, else the metric's own.
pub(crate) fn explanation(words: &Words, metric: &MetricInfo) -> String {
    let markdown = words.explanation(&metric.id).unwrap_or(&metric.explanation);
    let setting = Setting {
        // Those who explain metrics know nothing of the report.
        ways: Ways::Site { root: String::new() },
        prefix: "",
        words,
    };
    setting.html(&markdown::parts(markdown))
}

/// Errors for places that texts lead to and that pages do not have.
pub(crate) fn missing_places(claims: &[Claim], files: &BTreeMap<String, Vec<u8>>) -> Diagnostics {
    let mut wrong = Diagnostics::default();
    for Claim { path, id, target } in claims {
        let page = files.get(path).map(|bytes| String::from_utf8_lossy(bytes));
        let mark = format!(" id=\"{id}\"");
        if !page.is_some_and(|page| page.contains(&mark)) {
            let message = format!(
                "the link `{}` leads to a place that `{path}` does not have",
                target.address
            );
            let diagnostic = Diagnostic::error(Code::LinkPlace, message).at(target.place.clone());
            wrong.push(
                diagnostic.help("leave out what follows `#`, or take it from the address of a heading there"),
            );
        }
    }
    wrong
}
