//! The pages of the reporting period as one file, to be mailed.
//!
//! Pages are laid out as for a site, but with ways that lead to sections of the file; what leads to another month is plain
//! text. Each is rendered by its own template, of which the block `main` becomes a section of the theme's `single.html`.
//! Style and script stand in the file; its content-security policy names their fingerprints, so that nothing else can run.
//! One section is seen at a time, by the stylesheet alone, and all of them on paper.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::commentary::Commentary;
use cxpress_report::Report;
use cxpress_themes::Theme;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::download::{self, Shelf};
use super::{asset, script, style};
use crate::Fault;
use crate::commentary;
use crate::context::Context;
use crate::exhibits::{self, holds};
use crate::language::Words;
use crate::page::Page;
use crate::pages::{self, Layout};
use crate::render::{Renderer, SINGLE};
use crate::view::{Assets, Frame, Link};
use crate::way::{self, Form, Sections};

/// How sections take turns.
const TURNS: &str = "@media screen{.sheet{display:none}.sheet:target,.sheet:has(:target),\
                     body:not(:has(.sheet:target,.sheet :target)) .sheet:first-of-type{display:block}}\
                     @media print{.sheet+.sheet{break-before:page}}";

/// A period as one file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SingleFile {
    /// The stylesheet.
    style: String,
    /// The script that runs before the file is seen.
    early: String,
    /// The script that runs at the end of the file.
    late: String,
    /// The pages, in the order of reading.
    sections: Vec<SingleSection>,
}

holds!(SingleFile:);

/// A page as a section of one file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SingleSection {
    /// The id of the section, which ways to the page lead to.
    id: String,
    /// What the block `main` of the page's template shows, as safe HTML.
    html: String,
}

/// The pages of the reporting period and those that speak of all periods, as one HTML file.
///
/// # Errors
/// If the theme cannot be read, or makes pages that cannot be part of one file.
pub fn single_file(
    report: &Report,
    commentary: &[Commentary],
    theme: &Theme,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let words = Arc::new(Words::new(theme, &report.language)?);
    let report = &crate::named(report, &words);
    let plan = pages::plan(report).of_current(report);
    let mut view = SingleFile {
        style: style::text(report, theme) + TURNS,
        early: script::early_text(theme).to_owned(),
        late: script::late_text(theme, &words, None),
        sections: Vec::new(),
    };
    // What is wrong with texts and charts was told of the site.
    let notes = commentary::notes(report, &words, &plan, commentary);
    let context = Context {
        report,
        words: &words,
        plan: &plan,
        notes: notes.all,
        assets: Assets {
            logo: theme
                .logo
                .as_ref()
                .map(|logo| asset::embedded(logo.extension, &logo.bytes)),
            ..Assets::default()
        },
        form: Form::SingleFile(Sections {
            ids: plan
                .known()
                .map(|page| (page.path(report), way::section(report, page)))
                .collect(),
            files: notes.files,
            policy: policy(&view),
        }),
    };
    let laid = crate::lay_out(&context);
    let renderer = Renderer::of_sections(theme, &words)?;
    let sections = laid
        .into_par_iter()
        .map(|(page, layout)| section(&context, &renderer, page, layout));
    let sections: Vec<(SingleSection, Frame)> = sections.collect::<Result<_, Fault>>()?;
    let (sections, frames): (Vec<_>, Vec<_>) = sections.into_iter().unzip();
    view.sections = sections;
    let first = frames.into_iter().next().ok_or_else(no_pages)?;
    let layout = Layout {
        template: SINGLE,
        frame: around(first),
        page: Box::new(view),
    };
    Renderer::of_single(theme, &words)?.whole(&layout)
}

/// A page as a section, and what its page would have around it.
fn section(
    context: &Context<'_>,
    renderer: &Renderer,
    page: Page,
    mut layout: Layout,
) -> Result<(SingleSection, Frame), Fault> {
    let shelf = Shelf {
        page: page.path(context.report),
        workbook: String::new(),
    };
    let _told = exhibits::draw(layout.page.holds());
    download::take_along(layout.page.holds(), &shelf, context.words);
    let section = SingleSection {
        id: way::section(context.report, page),
        html: renderer.section(&layout)?,
    };
    Ok((section, layout.frame))
}

/// What the first page has around it, as what all of them have: no way there is the current one.
fn around(first: Frame) -> Frame {
    let nav = first.nav.into_iter();
    Frame {
        nav: nav
            .map(|link| Link {
                current: false,
                ..link
            })
            .collect(),
        crumbs: Vec::new(),
        anchors: Vec::new(),
        ..first
    }
}

pub(super) fn no_pages() -> Fault {
    Box::new(Diagnostic::error(
        Code::NoPages,
        "the site has no page of the reporting period",
    ))
}

/// The policy of a file: nothing runs but what stands in it.
fn policy(view: &SingleFile) -> String {
    format!(
        "default-src 'none'; script-src '{}' '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        fingerprint(&view.early),
        fingerprint(&view.late),
        fingerprint(&view.style),
    )
}

/// The fingerprint of a text, as policies name it.
fn fingerprint(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
