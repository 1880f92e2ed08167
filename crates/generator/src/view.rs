//! What templates are given: small values without any logic left in them.

use std::borrow::Cow;

use serde::Serialize;

use crate::language::{Tongue, Words};

/// A way to another page.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Link {
    /// What it leads to.
    pub(crate) label: String,
    /// The way there.
    pub(crate) href: String,
    /// Whether it leads to this page.
    pub(crate) current: bool,
}

impl Link {
    /// The way to a place on the same page.
    pub(crate) fn place(id: &str, label: String) -> Self {
        Self {
            label,
            href: format!("#{id}"),
            current: false,
        }
    }

    /// The ways to those sections of a page that are there: whether, id, the string that names it.
    pub(crate) fn places<const N: usize>(words: &Words, sections: [(bool, &str, &str); N]) -> Vec<Self> {
        let there = sections.into_iter().filter(|(there, ..)| *there);
        there
            .map(|(_, id, word)| Self::place(id, words.get(word)))
            .collect()
    }
}

/// Commentary.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NoteView {
    /// The language it is written in, where the page around it is in another.
    pub(crate) written_in: Option<Tongue>,
    /// The language of the page.
    pub(crate) around: Tongue,
    /// What was written, as safe HTML.
    pub(crate) html: String,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// The date in words.
    pub(crate) date: Option<String>,
    /// The date as a machine reads it, if it is one.
    pub(crate) datetime: Option<String>,
}

/// The files that every page loads, as paths.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Assets {
    /// The stylesheet.
    pub(crate) style: String,
    /// What runs before the page is seen.
    pub(crate) theme: String,
    /// What runs when the page is there.
    pub(crate) script: String,
    /// The logo.
    pub(crate) logo: Option<String>,
}

impl Assets {
    /// The paths as seen from a page; `root` is the way from there to the site's root.
    pub(crate) fn from(&self, root: &str) -> Self {
        let path = |path: &String| format!("{root}{path}");
        Self {
            style: path(&self.style),
            theme: path(&self.theme),
            script: path(&self.script),
            logo: self.logo.as_ref().map(path),
        }
    }
}

/// What every page has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Frame {
    /// The language of the page.
    pub(crate) language: Tongue,
    /// The page's title in the window.
    pub(crate) title: String,
    /// The title of the report.
    pub(crate) site: String,
    /// Who publishes it.
    pub(crate) organization: Option<String>,
    /// The path of the logo.
    pub(crate) logo: Option<String>,
    /// What a page may load: the content-security policy, which every page has to state.
    pub(crate) policy: Cow<'static, str>,
    /// The paths of stylesheet and scripts.
    pub(crate) assets: Assets,
    /// The way to the overview.
    pub(crate) home: String,
    /// The main navigation.
    pub(crate) nav: Vec<Link>,
    /// The way here, from the overview; empty there.
    pub(crate) crumbs: Vec<Link>,
    /// This page in the period before.
    pub(crate) previous: Option<Link>,
    /// This page in the period after.
    pub(crate) next: Option<Link>,
    /// The same report by other periods.
    pub(crate) beside: Vec<Link>,
    /// What stands on the page, where there is much of it.
    pub(crate) anchors: Vec<Link>,
    /// What ids on the page begin with where it is part of a single file; empty on pages of a site.
    pub(crate) at: String,
    /// Whether the report is a draft.
    pub(crate) draft: bool,
    /// The line at the foot of the page.
    pub(crate) footer: String,
    /// The way to all figures of the period.
    pub(crate) figures: String,
    /// The way to the page of the data.
    pub(crate) data: String,
    /// The way to the glossary.
    pub(crate) learn: String,
    /// The way to how far the report can be trusted.
    pub(crate) trust: String,
}
