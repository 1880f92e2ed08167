//! Every word that readers see, from the theme's string tables (Fluent), with the ways of its language.

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_themes::{Layer, Theme};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::locale::{self, Locale};
use crate::Fault;
use serde::Serialize;

/// The language whose table is complete.
const FALLBACK: &str = "en";

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
}

impl Words {
    /// The words of `theme` in `language`, a BCP 47 tag.
    pub(crate) fn new(theme: &Theme, language: &str) -> Result<Self, Fault> {
        let primary = language.split('-').next().unwrap_or(FALLBACK);
        let known = theme.file(&path(primary)).is_some();
        let used = if known { language } else { FALLBACK };
        let locale = Locale::new(used)?;
        let tag: LanguageIdentifier = used.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut tables = vec![FALLBACK, primary];
        tables.dedup();
        for table in tables {
            for (_, text) in theme.words.iter().filter(|(language, _)| *language == table) {
                bundle.add_resource_overriding(of_metric(table, text)?);
            }
            for layer in theme.layers().iter().rev() {
                if let Some(text) = layer.file(&path(table)) {
                    bundle.add_resource_overriding(resource(layer, table, text)?);
                }
            }
        }
        Ok(Self {
            bundle,
            tongue: tongue(used, locale.direction),
            authors: locale::direction(language)
                .filter(|_| !known)
                .map(|direction| tongue(language, direction)),
            locale,
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
        let args: FluentArgs<'a> = args.into_iter().collect();
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(&args), &mut errors)
                .into_owned(),
        )
    }

    /// A list: `a`, `a and b`, `a, b and c`.
    pub(crate) fn list(&self, items: &[String]) -> String {
        self.locale.list(items)
    }
}

fn tongue(tag: &str, direction: &'static str) -> Tongue {
    Tongue {
        tag: tag.to_owned(),
        direction,
    }
}

fn path(language: &str) -> String {
    format!("strings/{language}.ftl")
}

/// The words that a metric brings.
fn of_metric(table: &str, text: &str) -> Result<FluentResource, Fault> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let what = errors.first().map_or_else(String::new, ToString::to_string);
        let message = format!("the words that a metric brings in `{table}` cannot be read: {what}");
        let diagnostic = Diagnostic::error(Code::StringsBroken, message);
        Box::new(diagnostic.help("write each like `part-delighted = delighted`, further lines indented"))
    })
}

fn resource(layer: &Layer, table: &str, text: &str) -> Result<FluentResource, Fault> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let what = errors.first().map_or_else(String::new, ToString::to_string);
        let line = errors.first().map_or(1, |error| line_of(text, error.pos.start));
        let message = format!("this is no string of a theme: {what}");
        let place = Place::at(layer.path(&path(table)), line, 0);
        let diagnostic = Diagnostic::error(Code::StringsBroken, message).at(place);
        Box::new(diagnostic.help("write it like `nav-overview = Overview`, further lines indented"))
    })
}

/// The number of the line that a byte stands on.
fn line_of(text: &str, byte: usize) -> u64 {
    let before = text.get(..byte).unwrap_or(text);
    before.matches('\n').count() as u64 + 1
}
