//! Themes: which of the subjects of a codebook a comment touches.
//!
//! A codebook is a list of themes with a version; a theme is told by phrases. A comment can have any number
//! of themes, and none. Phrases are compared word by word:
//!
//! - A word matches the whole word, in any case. `wait` does not match "waiting".
//! - `*` at the end of a word matches any ending: `wait*` matches "wait", "waits" and "waiting". At its beginning it
//!   matches any beginning: `*schlange` matches "Warteschlange".
//! - `(a|b c|d*)` matches any one of these; an empty one, `(very|)`, makes the others optional.
//! - `...` lets up to three other words stand between: `took ... ages` matches "took them ages". `... ...` lets six.
//! - `,` lets a sign stand between words, any one: `asked ... , ... got` matches "I asked for tea, they got me coffee".
//! - `de:` before a phrase keeps it to comments in German, `en:` to those in English, as [`Language::of`] tells them;
//!   where it cannot tell, the phrase is looked for.
//! - Letters with umlauts are the same as `ae`, `oe`, `ue`, and ß is the same as `ss`.
//! - Several words match one after another with any blanks or hyphens between; never across a comma, a full
//!   stop or any other sign that the phrase does not name.
//! - A phrase of `exclude` takes away every match of the same theme that shares a word with it: with `long
//!   wait` included and `not a long wait` excluded, "not a long wait" is no match, and "not a long wait by
//!   phone, but a long wait for the parcel" is one.
//!
//! What stands for personal data (`[phone]`) is no word.

mod pattern;
mod search;

use std::collections::BTreeSet;
use std::fmt;

use aho_corasick::BuildError;

use pattern::Pattern;
use search::Search;

use crate::language::Language;

/// What tells one theme. Public data: a configuration makes it, [`Codebook::new`] checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name in addresses and configuration: letters, digits and hyphens, once in a codebook.
    pub id: String,
    /// The name for readers.
    pub label: String,
    /// Phrases of which one is enough.
    pub include: Vec<String>,
    /// Phrases that cancel what overlaps with them.
    pub exclude: Vec<String>,
    /// Comments that have this theme; they are checked, so that a change of phrases loses none of them.
    pub examples: Vec<String>,
}

/// The two lists of phrases of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// [`Theme::include`].
    Include,
    /// [`Theme::exclude`].
    Exclude,
}

/// What is wrong with a codebook. Numbers are positions in the lists, from 0.
///
/// The text of a mistake holds its remedy and not its place, which the caller knows better.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// There are no themes.
    NoThemes,
    /// An id that is empty or holds something other than letters, digits and hyphens.
    BadId {
        /// The theme.
        theme: usize,
    },
    /// An id that an earlier theme has, in any case.
    RepeatedId {
        /// The theme.
        theme: usize,
        /// The theme that has it first.
        first: usize,
    },
    /// No phrase is included.
    NoInclude {
        /// The theme.
        theme: usize,
    },
    /// A phrase that can match nothing: it has no word, or a sign inside that says nothing.
    BadPhrase {
        /// The theme.
        theme: usize,
        /// The list that holds the phrase.
        list: List,
        /// The phrase.
        phrase: usize,
    },
    /// An example that does not have its own theme.
    MissedExample {
        /// The theme.
        theme: usize,
        /// The example.
        example: usize,
    },
    /// More phrases than can be searched for at once.
    TooLarge,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoThemes => "The codebook has no themes. Add one, or leave the codebook out.",
            Self::BadId { .. } => "A theme's id is made of letters, digits and hyphens. Rename the theme.",
            Self::RepeatedId { .. } => "Another theme has this id. Rename one of the two.",
            Self::NoInclude { .. } => "The theme includes no phrase. Add one, or remove the theme.",
            Self::BadPhrase { .. } => {
                "The phrase can match nothing. Write words with blanks between; `*` ends or begins a word, \
                 `(one|other)` are alternatives, `...` stands between words."
            }
            Self::MissedExample { .. } => {
                "The example does not have its theme. Include a phrase of it, or remove what excludes it."
            }
            Self::TooLarge => "The codebook has too many phrases. Write fewer, or join some with `*`.",
        })
    }
}

/// Themes with a version, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Codebook {
    version: String,
    themes: Vec<Theme>,
    search: Search,
    /// The languages that all phrases which are looked for are kept to; none if one is looked for in any.
    languages: Vec<Language>,
}

impl Codebook {
    /// A codebook of `themes`, whose order is kept.
    ///
    /// `version` is printed beside figures: a theme with other phrases is another theme.
    ///
    /// # Errors
    ///
    /// All mistakes of all themes, in the order of the themes.
    pub fn new(version: impl Into<String>, themes: Vec<Theme>) -> Result<Self, Vec<Mistake>> {
        let mistakes = mistakes_of(&themes);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let codebook = Self::built(version.into(), themes).map_err(|_| vec![Mistake::TooLarge])?;
        let missed: Vec<Mistake> = codebook.missed_examples().collect();
        if missed.is_empty() {
            Ok(codebook)
        } else {
            Err(missed)
        }
    }

    fn built(version: String, themes: Vec<Theme>) -> Result<Self, BuildError> {
        let patterns: Vec<(usize, List, Pattern)> = themes.iter().enumerate().flat_map(patterns_of).collect();
        let search = Search::new(
            patterns
                .iter()
                .map(|(theme, list, pattern)| (*theme, *list, pattern)),
        )?;
        Ok(Self {
            version,
            themes,
            search,
            languages: languages_of(&patterns).unwrap_or_default(),
        })
    }

    /// The version of the definitions.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The themes in their order.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The themes of a comment as positions in [`Self::themes`], rising, each once.
    pub fn themes_of(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        self.search.read(text).themes().into_iter()
    }

    /// Whether its phrases can tell anything of a comment: where all of them are kept to languages, and the comment is in
    /// another, they cannot.
    pub fn reads(&self, text: &str) -> bool {
        self.languages.is_empty()
            || Language::of(text).is_none_or(|language| self.languages.contains(&language))
    }

    fn missed_examples(&self) -> impl Iterator<Item = Mistake> {
        self.themes.iter().enumerate().flat_map(move |(theme, of)| {
            let missed = move |text: &str| !self.themes_of(text).any(|found| found == theme);
            let examples = of
                .examples
                .iter()
                .enumerate()
                .filter(move |(_, text)| missed(text));
            examples.map(move |(example, _)| Mistake::MissedExample { theme, example })
        })
    }
}

/// The languages of what is looked for, each once; `None` if something is looked for in any.
fn languages_of(patterns: &[(usize, List, Pattern)]) -> Option<Vec<Language>> {
    let included = patterns.iter().filter(|(_, list, _)| *list == List::Include);
    let languages: Option<BTreeSet<Language>> = included.map(|(_, _, pattern)| pattern.language).collect();
    languages.map(|languages| languages.into_iter().collect())
}

fn patterns_of((theme, of): (usize, &Theme)) -> impl Iterator<Item = (usize, List, Pattern)> {
    let include = of.include.iter().map(|phrase| (List::Include, phrase));
    let exclude = of.exclude.iter().map(|phrase| (List::Exclude, phrase));
    include
        .chain(exclude)
        .filter_map(move |(list, phrase)| Some((theme, list, Pattern::new(phrase)?)))
}

/// All that can be told without looking for phrases.
fn mistakes_of(themes: &[Theme]) -> Vec<Mistake> {
    let none = themes.is_empty().then_some(Mistake::NoThemes);
    let of_themes = (0..themes.len()).flat_map(|theme| mistakes_in(themes, theme));
    none.into_iter().chain(of_themes).collect()
}

fn mistakes_in(themes: &[Theme], theme: usize) -> impl Iterator<Item = Mistake> {
    let of = &themes[theme];
    let id = (!is_id(&of.id)).then_some(Mistake::BadId { theme });
    let first = themes[..theme]
        .iter()
        .position(|earlier| earlier.id.eq_ignore_ascii_case(&of.id));
    let repeated = first.map(|first| Mistake::RepeatedId { theme, first });
    let empty = of.include.is_empty().then_some(Mistake::NoInclude { theme });
    let lists = [(List::Include, &of.include), (List::Exclude, &of.exclude)];
    let phrases = lists
        .into_iter()
        .flat_map(move |(list, phrases)| bad_phrases(theme, list, phrases));
    id.into_iter().chain(repeated).chain(empty).chain(phrases)
}

fn bad_phrases(theme: usize, list: List, phrases: &[String]) -> impl Iterator<Item = Mistake> {
    let bad = phrases
        .iter()
        .enumerate()
        .filter(move |(_, text)| Pattern::new(text).is_none());
    bad.map(move |(phrase, _)| Mistake::BadPhrase { theme, list, phrase })
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
