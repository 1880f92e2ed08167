//! What a report looks like: templates, stylesheet, scripts, words, as text.
//!
//! A [`Theme`] is made of [`Layer`]s of files; `cxpress-generator` finds them by their path, in the nearest layer that has
//! them. The layers of this crate are embedded, so that they are there in a published crate too; a report lays its own
//! on top. This crate reads nothing at run time.

mod role;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};

pub use role::{Role, WordFile, parts};

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
            layers: vec![embedded(DEFAULT, &BASE)],
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

    /// The languages that it has strings in, sorted.
    #[must_use]
    pub fn languages(&self) -> BTreeSet<&str> {
        let paths = self.files().into_keys().filter_map(WordFile::of);
        let strings = paths.filter(|words| words.metric.is_none());
        strings.map(|words| words.language).collect()
    }

    /// The string tables of a language, each with the place of its file; strings of later ones take the place of those of
    /// earlier ones.
    pub fn tables<'a>(&'a self, language: &'a str) -> impl Iterator<Item = (String, &'a str)> {
        let wanted = WordFile {
            language,
            metric: None,
        };
        self.worded(move |words| words == wanted)
            .map(|(layer, path, text)| (layer.path(path), text))
    }

    /// What it says of metrics in a language, in place of their own explanations: Markdown by the id of the metric.
    #[must_use]
    pub fn explanations<'a>(&'a self, language: &'a str) -> BTreeMap<&'a str, &'a str> {
        let found = self.worded(move |words| words.language == language);
        found
            .filter_map(|(_, path, text)| Some((WordFile::of(path)?.metric?, text)))
            .collect()
    }

    /// The files with words that are wanted, the nearest last.
    fn worded<'a>(
        &'a self,
        is_wanted: impl Fn(WordFile<'a>) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = (&'a Layer, &'a str, &'a str)> {
        self.layers.iter().rev().flat_map(move |layer| {
            let files = layer
                .files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_ref()));
            files
                .filter(move |(path, _)| WordFile::of(path).is_some_and(is_wanted))
                .map(move |(path, text)| (layer, path, text))
        })
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

fn embedded(name: &str, folder: &Dir<'static>) -> Layer {
    let mut files = BTreeMap::new();
    collect(folder, &mut files);
    Layer {
        prefix: format!("{name}/"),
        files,
    }
}

/// The files of a folder that a page is made of.
fn collect(folder: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, str>>) {
    for file in folder.files() {
        // Paths in folders that are embedded have `/` on every system.
        let path = file.path().to_str().filter(|path| is_read(path));
        if let Some((path, text)) = path.zip(file.contents_utf8()) {
            files.insert(path.to_owned(), Cow::Borrowed(text));
        }
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

/// Whether a page is made of a file.
fn is_read(path: &str) -> bool {
    Role::of(path).is_some_and(|role| role != Role::Notes)
}

static BASE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/default");

static PAPER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/paper");

/// Themes on top of the default one.
static EMBEDDED: [(&str, &Dir<'static>); 1] = [("paper", &PAPER)];

#[cfg(test)]
mod tests;
