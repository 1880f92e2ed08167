//! From a report and its commentary to a static site, as values.
//!
//! In flow a [`Report`], [`Commentary`] and a [`Theme`]; out flows a [`Site`], a sorted map of paths to bytes.
//! Between them four phases: *plan* the pages as data, put findings into *words* from string tables, *draw* their
//! charts, *render* pages in parallel. This crate computes no statistic, reads and writes no file, has no
//! clock; the same values give the same bytes with any number of threads.

mod commentary;
mod context;
mod exhibits;
mod language;
mod page;
mod pages;
mod plan;
pub mod proof;
mod render;
mod site;
mod view;
mod way;

pub use site::single::single_file;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use cxpress_chart::Chart;
use cxpress_diagnostic::{Diagnostic, Diagnostics};
use cxpress_document::commentary::Commentary;
use cxpress_report::{Report, is_another, name_another};
use cxpress_themes::Theme;
use rayon::prelude::*;

use crate::context::Context;
use crate::language::Words;
use crate::page::Page;
use crate::pages::Layout;
use crate::render::Renderer;
use crate::site::asset::Asset;
pub use crate::site::digest::{Digest, digest};
use crate::site::{download, figures, moved, script, search, shelf, style};
use crate::view::Assets;
use crate::way::Form;

/// One thing that is wrong, small enough to be returned.
pub(crate) type Fault = Box<Diagnostic>;

/// A site: what is to be written, and nothing about where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The bytes of every file, by its path relative to the site, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What came of generating a site.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The site; none if there are errors.
    pub site: Option<Site>,
    /// What is wrong with commentary, theme or report.
    pub diagnostics: Diagnostics,
}

/// Lays out, words, draws and renders a report.
#[must_use]
pub fn generate(report: &Report, commentary: &[Commentary], theme: &Theme) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let site = build(report, commentary, theme, &mut diagnostics).unwrap_or_else(|error| {
        diagnostics.push(*error);
        None
    });
    let site = site.filter(|_| !diagnostics.has_errors());
    Generated {
        site,
        diagnostics: diagnostics.sorted(),
    }
}

/// Checks the theme, and the places and the bound values of commentary, without drawing or rendering anything.
#[must_use]
pub fn check(report: &Report, commentary: &[Commentary], theme: &Theme) -> Diagnostics {
    let readable = Words::new(theme, &report.language).and_then(|words| {
        let words = Arc::new(words);
        Renderer::new(theme, &words).map(|_| words)
    });
    match readable {
        Ok(words) => {
            let report = &named(report, &words);
            let notes = commentary::notes(report, &words, &pages::plan(report), commentary);
            notes.wrong.sorted()
        }
        Err(error) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(*error);
            diagnostics
        }
    }
}

/// The addresses of all pages of a report, relative to the site.
#[must_use]
pub fn addresses(report: &Report) -> Vec<String> {
    pages::plan(report)
        .pages()
        .map(|page| page.path(report))
        .collect()
}

/// All charts of a report's pages, in the order of pages and of places in them, as they are before they are drawn.
///
/// # Errors
///
/// If the words of the theme cannot be read.
pub fn charts(
    report: &Report,
    commentary: &[Commentary],
    theme: &Theme,
) -> Result<Vec<Chart>, Box<Diagnostic>> {
    let words = Arc::new(Words::new(theme, &report.language)?);
    let report = &named(report, &words);
    let plan = pages::plan(report);
    let context = Context {
        report,
        words: &words,
        plan: &plan,
        notes: commentary::notes(report, &words, &plan, commentary).all,
        assets: Assets::default(),
        form: Form::Site,
    };
    let mut laid = lay_out(&context);
    let held = laid.iter_mut().map(|(_, layout)| layout.page.holds());
    Ok(held.flat_map(exhibits::charts).collect())
}

/// The report with words for the values of dimensions that stand for others, which are not named.
fn named<'a>(report: &'a Report, words: &Words) -> Cow<'a, Report> {
    let values = |report: &'a Report| report.dimensions.iter().flat_map(|dimension| &dimension.values);
    if !values(report).any(|value| is_another(&value.label)) {
        return Cow::Borrowed(report);
    }
    let mut report = report.clone();
    let another = words.get("another-value");
    let values = report
        .dimensions
        .iter_mut()
        .flat_map(|dimension| &mut dimension.values);
    for value in values.filter(|value| is_another(&value.label)) {
        value.label = name_another(&value.label, &another);
    }
    Cow::Owned(report)
}

/// The site, unless something before rendering is wrong; what is wrong goes to `diagnostics`.
fn build(
    report: &Report,
    commentary: &[Commentary],
    theme: &Theme,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Site>, Fault> {
    let words = Arc::new(Words::new(theme, &report.language)?);
    let report = &named(report, &words);
    let plan = pages::plan(report);
    let renderer = Renderer::new(theme, &words)?;
    diagnostics.append(plan.check(report));
    let notes = commentary::notes(report, &words, &plan, commentary);
    diagnostics.append(notes.wrong);
    if diagnostics.has_errors() {
        return Ok(None);
    }
    let style = style::sheet(report, theme);
    let index = search::index(report, &words, &plan);
    let (early, late) = (script::early(theme), script::late(theme, &words, &index.path));
    let logo = theme.logo.as_ref();
    let logo = logo.map(|logo| Asset::new("logo", logo.extension, logo.bytes.clone()));
    let context = Context {
        report,
        words: &words,
        plan: &plan,
        notes: notes.all,
        assets: Assets {
            style: style.path.clone(),
            theme: early.path.clone(),
            script: late.path.clone(),
            logo: logo.as_ref().map(|logo| logo.path.clone()),
        },
        form: Form::Site,
    };
    let mut files = render(&context, &renderer, diagnostics)?;
    let assets = [style, early, late, index].into_iter().chain(logo);
    files.extend(assets.map(|asset| (asset.path, asset.bytes)));
    diagnostics.append(commentary::missing_places(&notes.claims, &files));
    diagnostics.append(words.wrong());
    files.extend(notes.files);
    Ok(Some(Site { files }))
}

/// All pages, in parallel, in the order of the plan.
fn lay_out(context: &Context<'_>) -> Vec<(Page, Layout)> {
    let pages: Vec<Page> = context.plan.pages().collect();
    let laid = pages.into_par_iter();
    laid.filter_map(|page| Some((page, pages::lay_out(context, page)?)))
        .collect()
}

/// The bytes of all pages by their paths, with what readers take along. A period is done with, its views dropped, before the next
/// begins; its pages are made in parallel.
fn render(
    context: &Context<'_>,
    renderer: &Renderer,
    diagnostics: &mut Diagnostics,
) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let moved = moved::all(context.report, context.plan).into_par_iter();
    let moved = moved.map(|moved| {
        let bytes = renderer.render(&pages::lay_out_moved(context, &moved))?;
        Ok((moved.path, bytes))
    });
    let mut files: BTreeMap<String, Vec<u8>> = moved.collect::<Result<_, Fault>>()?;
    let mut periods: BTreeMap<usize, Vec<Page>> = BTreeMap::new();
    for page in context.plan.pages() {
        periods.entry(page.period(context.report)).or_default().push(page);
    }
    for pages in periods.into_values() {
        let made = pages
            .into_par_iter()
            .filter_map(|page| made(context, renderer, page));
        let made: Vec<Made> = made.collect::<Result<_, Fault>>()?;
        let mut tables = Vec::with_capacity(made.len());
        for page in made {
            diagnostics.append(page.wrong);
            files.insert(page.tables.path.clone(), page.bytes);
            tables.push(page.tables);
        }
        files.extend(shelf::workbooks(context.report, context.words, tables)?);
    }
    files.extend(figures::files(context.report));
    Ok(files)
}

/// A page that is made.
struct Made {
    bytes: Vec<u8>,
    tables: shelf::Tables,
    wrong: Diagnostics,
}

/// Lays out, draws and renders a page.
fn made(context: &Context<'_>, renderer: &Renderer, page: Page) -> Option<Result<Made, Fault>> {
    let mut layout = pages::lay_out(context, page)?;
    let wrong = exhibits::draw(layout.page.holds());
    let shelf = shelf::of(context.report, page);
    let sheets = download::take_along(layout.page.holds(), &shelf, context.words);
    let made = renderer.render(&layout).map(|bytes| Made {
        bytes,
        tables: shelf::Tables {
            page,
            path: shelf.page,
            title: layout.frame.title,
            sheets,
        },
        wrong,
    });
    Some(made)
}
