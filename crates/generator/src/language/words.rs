//! Every word that readers see, from the theme's string tables (Fluent), with the ways of its language.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_themes::Theme;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::locale::{self, Locale};
use crate::Fault;
use serde::Serialize;

/// The language whose table is complete.
const FALLBACK: &str = "en";

/// How many labels a sentence names before it counts the rest.
const NAMED: usize = 3;

/// Whole numbers from here on are grouped by thousands.
const GROUPED: f64 = 1_000.0;

/// The marks around a text that runs as it does by itself.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// Whether a text has something that is read from right to left and does not stand between marks yet.
fn is_foreign(text: &str) -> bool {
    cxpress_chart::runs_from_right(text) && !text.contains(ISOLATE)
}

/// The text without the marks that a page needs, for files that are no pages.
pub(crate) fn bare(text: &str) -> String {
    text.replace([ISOLATE, END], "")
}

/// A named argument of a sentence.
pub(crate) type Arg<'a> = (&'a str, FluentValue<'a>);

/// A language as an element says it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Tongue {
    /// A BCP 47 tag.
    pub(crate) tag: String,
    /// Which way its text runs: `ltr` or `rtl`.
    pub(crate) direction: &'static str,
}

/// The string table of a report's language, on top of the English one.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    /// The language of the words: the report's if there is a table for it, else English.
    pub(crate) tongue: Tongue,
    /// The report's own language, where there is no table for it.
    pub(crate) authors: Option<Tongue>,
    /// How that language writes numbers, days and lists.
    pub(crate) locale: Locale,
    /// What the theme says of metrics, by their ids.
    explanations: BTreeMap<String, String>,
    tables: Vec<Table>,
    /// What was wrong with a string when it was said, by its id.
    faults: Mutex<BTreeMap<String, FluentError>>,
}

/// A string table.
struct Table {
    /// The place of its file.
    path: String,
    text: String,
}

impl Words {
    /// The words of `theme` in `language`, a BCP 47 tag.
    pub(crate) fn new(theme: &Theme, language: &str) -> Result<Self, Fault> {
        let primary = language.split('-').next().unwrap_or(FALLBACK);
        let known = theme.languages().contains(primary);
        let used = if known { language } else { FALLBACK };
        let locale = Locale::new(used)?;
        let tag: LanguageIdentifier = used.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut languages = vec![FALLBACK, primary];
        languages.dedup();
        let mut tables = Vec::new();
        for language in languages {
            let of_metrics = theme.words.iter().filter(|(own, _)| *own == language);
            for (_, text) in of_metrics {
                bundle.add_resource_overriding(of_metric(language, text)?);
            }
            for (path, text) in theme.tables(language) {
                let text = text.to_owned();
                let table = Table { path, text };
                bundle.add_resource_overriding(table.resource()?);
                tables.push(table);
            }
        }
        let explanations = theme.explanations(if known { primary } else { FALLBACK });
        let explanations = explanations
            .into_iter()
            .map(|(metric, text)| (metric.to_owned(), text.to_owned()));
        Ok(Self {
            bundle,
            tongue: tongue(used, locale.direction),
            authors: locale::direction(language)
                .filter(|_| !known)
                .map(|direction| tongue(language, direction)),
            locale,
            explanations: explanations.collect(),
            tables,
            faults: Mutex::default(),
        })
    }

    /// A word without arguments.
    pub(crate) fn get(&self, id: &str) -> String {
        self.say(id, [])
    }

    /// A sentence with arguments. A missing string shows its id: a test sees to it that none is missing.
    pub(crate) fn say<'a>(&self, id: &str, args: impl IntoIterator<Item = Arg<'a>>) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// A sentence that may not be in the table.
    pub(crate) fn find<'a>(&self, id: &str, args: impl IntoIterator<Item = Arg<'a>>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let args = args.into_iter().map(|(name, value)| (name, self.isolated(value)));
        let args: FluentArgs<'a> = args.collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        if let Some(error) = errors.pop() {
            let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.entry(id.to_owned()).or_insert(error);
        }
        Some(text.into_owned())
    }

    /// A name that runs the other way than the sentence it stands in, between marks that keep what is beside it in its place,
    /// as `bdi` does in HTML.
    fn isolated<'a>(&self, value: FluentValue<'a>) -> FluentValue<'a> {
        match value {
            FluentValue::String(text) if self.tongue.direction == "ltr" && is_foreign(&text) => {
                format!("{ISOLATE}{text}{END}").into()
            }
            // Long numbers are grouped; the plural of them is the usual one.
            FluentValue::Number(number) if number.value >= GROUPED && number.value.fract() == 0.0 => {
                self.fixed(number.value, 0).into()
            }
            other => other,
        }
    }

    /// What the theme says of a metric, in place of its own explanation.
    pub(crate) fn explanation(&self, metric: &str) -> Option<&str> {
        self.explanations.get(metric).map(String::as_str)
    }

    /// What was wrong with the strings that were said until now.
    pub(crate) fn wrong(&self) -> Diagnostics {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wrong = Diagnostics::default();
        for (id, error) in faults.iter() {
            let message = format!("the string `{id}` could not be filled in: {error}");
            let diagnostic = Diagnostic::warning(Code::StringUnfilled, message);
            let diagnostic = match self.tables.iter().rev().find_map(|table| table.place_of(id)) {
                Some(place) => diagnostic.at(place),
                None => diagnostic,
            };
            let help = "use the arguments that the string of the default theme has: `cxpress theme --copy strings/en.ftl`";
            wrong.push(diagnostic.help(help));
        }
        wrong
    }

    /// A list: `a`, `a and b`, `a, b and c`.
    pub(crate) fn list(&self, items: &[String]) -> String {
        self.locale.list(items)
    }

    /// A list that names a few and counts the rest.
    pub(crate) fn few(&self, items: &[String]) -> String {
        if items.len() <= NAMED + 1 {
            return self.list(items);
        }
        let mut few = items[..NAMED].to_vec();
        few.push(self.say("list-more", [("n", (items.len() - NAMED).into())]));
        self.list(&few)
    }
}

fn tongue(tag: &str, direction: &'static str) -> Tongue {
    Tongue {
        tag: tag.to_owned(),
        direction,
    }
}

impl Table {
    fn resource(&self) -> Result<FluentResource, Fault> {
        FluentResource::try_new(self.text.clone()).map_err(|(_, errors)| {
            let what = errors.first().map_or_else(String::new, ToString::to_string);
            let line = errors
                .first()
                .map_or(1, |error| line_of(&self.text, error.pos.start));
            let message = format!("this is no string of a theme: {what}");
            let place = Place::at(&self.path, line, 0);
            let diagnostic = Diagnostic::error(Code::StringsBroken, message).at(place);
            Box::new(diagnostic.help("write it like `nav-overview = Overview`, further lines indented"))
        })
    }

    /// Where a string begins.
    fn place_of(&self, id: &str) -> Option<Place> {
        let begins = |line: &str| {
            let rest = line.strip_prefix(id).map(str::trim_start);
            rest.is_some_and(|rest| rest.starts_with('='))
        };
        let at = self.text.lines().position(begins)?;
        Some(Place::at(&self.path, at as u64 + 1, 0))
    }
}

/// The words that a metric brings.
fn of_metric(language: &str, text: &str) -> Result<FluentResource, Fault> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let what = errors.first().map_or_else(String::new, ToString::to_string);
        let message = format!("the words that a metric brings in `{language}` cannot be read: {what}");
        let diagnostic = Diagnostic::error(Code::StringsBroken, message);
        Box::new(diagnostic.help("write each like `part-delighted = delighted`, further lines indented"))
    })
}

/// The number of the line that a byte stands on.
fn line_of(text: &str, byte: usize) -> u64 {
    let before = text.get(..byte).unwrap_or(text);
    before.matches('\n').count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use cxpress_themes::Layer;

    use super::*;

    fn themed(files: &[(&str, &'static str)]) -> Theme {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).into()));
        let prefix = "themes/ours/templates/".to_owned();
        let files = files.collect();
        Theme::named("ours", Some(Layer { prefix, files }))
    }

    #[test]
    fn a_string_that_cannot_be_filled_in_is_told() {
        let theme = themed(&[("strings/en.ftl", "a = b\npercent = { $numbre } %\n")]);
        let words = Words::new(&theme, "en").unwrap();
        assert!(words.wrong().is_empty());
        words.say("percent", [("number", "1".into())]);
        let wrong = words.wrong();
        let wrong: Vec<_> = wrong.iter().collect();
        assert_eq!(wrong.len(), 1);
        assert!(
            wrong[0].message.starts_with("the string `percent` ") && wrong[0].message.contains("$numbre")
        );
        assert_eq!(
            wrong[0].place,
            Some(Place::at("themes/ours/strings/en.ftl", 2, 0))
        );
        assert!(wrong[0].help.is_some());
    }

    #[test]
    fn a_language_is_a_folder_of_strings_and_explanations() {
        let theme = themed(&[
            ("strings/fr/navigation.ftl", "nav-overview = Aperçu\n"),
            ("strings/fr/nps.md", "**Ce que c'est.**"),
        ]);
        let french = Words::new(&theme, "fr-BE").unwrap();
        assert_eq!(french.get("nav-overview"), "Aperçu");
        assert_eq!(
            french.get("section-figures"),
            Words::new(&Theme::default(), "en")
                .unwrap()
                .get("section-figures")
        );
        assert_eq!(french.explanation("nps"), Some("**Ce que c'est.**"));
        assert_eq!(french.tongue.tag, "fr-BE");
        assert_eq!(Words::new(&theme, "en").unwrap().explanation("nps"), None);
    }
}
