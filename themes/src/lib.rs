//! What a report looks like: templates, stylesheet, scripts, words, as text.
//!
//! A [`Theme`] is made of [`Layer`]s of files; `cxpress-generator` finds them by their path, in the nearest layer that has
//! them. The layers of this crate are embedded, so that they are there in a published crate too; a report lays its own
//! on top. This crate reads nothing at run time.

mod role;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use role::{Role, parts};

/// The version of what templates are given and of what scripts and stylesheets find in a page, as `TEMPLATES.md` has it.
/// It changes when something is renamed, is gone or means something else, not when something is added.
pub const TEMPLATES: u64 = 1;

/// What templates are given, in words.
pub const REFERENCE: &str = include_str!("../TEMPLATES.md");

/// The name of the theme that every report has unless it says otherwise.
pub const DEFAULT: &str = "default";

/// Files of a theme, each by its path in it (`templates/overview.html`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// What the names of its templates begin with: `default/`, `themes/ours/templates/`.
    pub prefix: String,
    /// The texts of its files.
    pub files: BTreeMap<String, Cow<'static, str>>,
}

/// A picture that stands beside the name of the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What kind of picture it is, as files are named: `svg`, `png`.
    pub extension: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A theme: layers of files, of which the nearer ones come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The report's logo, if it has one.
    pub logo: Option<Logo>,
    /// The words that metrics bring: languages, and messages of Fluent. All layers stand above them.
    pub words: Vec<(&'static str, &'static str)>,
    layers: Vec<Layer>,
}

impl Default for Theme {
    /// The theme that every report has unless it says otherwise.
    fn default() -> Self {
        Self {
            name: DEFAULT.to_owned(),
            logo: None,
            words: Vec::new(),
            layers: vec![embedded(DEFAULT, BASE)],
        }
    }
}

impl Theme {
    /// The theme of a name: the default one, with the files of the one that is embedded under the name on top, and above
    /// these the report's own.
    #[must_use]
    pub fn named(name: &str, own: Option<Layer>) -> Self {
        let mut theme = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        if let Some((name, files)) = EMBEDDED.iter().find(|(known, _)| *known == name) {
            theme.layers.insert(0, embedded(name, files));
        }
        if let Some(own) = own {
            theme.layers.insert(0, own);
        }
        theme
    }

    /// Its layers, the nearest first.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The text of a file, from the nearest layer that has it.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.layers.iter().find_map(|layer| layer.file(path))
    }

    /// The texts of a file in all layers that have it, the nearest last: for what adds up.
    pub fn texts<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.layers.iter().rev().filter_map(move |layer| layer.file(path))
    }

    /// The paths of all files, sorted, each with the nearest layer that has it.
    #[must_use]
    pub fn files(&self) -> BTreeMap<&str, &Layer> {
        let layers = self.layers.iter().rev();
        layers
            .flat_map(|layer| layer.files.keys().map(move |path| (path.as_str(), layer)))
            .collect()
    }
}

impl Layer {
    /// Where a file of it stands: in the folder of the report, or in the theme that is embedded.
    #[must_use]
    pub fn path(&self, file: &str) -> String {
        let folder = self.prefix.strip_suffix("templates/").unwrap_or(&self.prefix);
        format!("{folder}{file}")
    }

    /// The text of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }
}

/// The names of the themes that are embedded.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    std::iter::once(DEFAULT).chain(EMBEDDED.iter().map(|(name, _)| *name))
}

/// Path in the theme and text.
type Files = &'static [(&'static str, &'static str)];

fn embedded(name: &str, files: Files) -> Layer {
    Layer {
        prefix: format!("{name}/"),
        files: files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text)))
            .collect(),
    }
}

macro_rules! files {
    ($theme:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../", $theme, "/", $path)))),+]
    };
}

const BASE: Files = files![
    "default":
    "site.js",
    "strings/de.ftl",
    "strings/en.ftl",
    "style.css",
    "templates/actions.html",
    "templates/archive.html",
    "templates/base.html",
    "templates/data.html",
    "templates/figure.html",
    "templates/learn.html",
    "templates/moved.html",
    "templates/overview.html",
    "templates/parts.html",
    "templates/slice.html",
    "templates/study.html",
    "theme.js",
];

/// Themes on top of the default one.
const EMBEDDED: &[(&str, Files)] = &[(
    "paper",
    files![
        "paper":
        "extra.css",
        "strings/de.ftl",
        "strings/en.ftl",
        "templates/base.html",
        "templates/tile.html",
        "theme.yaml",
    ],
)];

#[cfg(test)]
mod tests;
