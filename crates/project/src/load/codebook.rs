//! The codebook: which phrases tell which theme.

use cxpress_voice::causes;
use cxpress_voice::codebook::{Codebook, List, Mistake, Theme};

use super::Checker;
use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_document::{Entry, Item, Keys};

/// Themes with their version. Without one of its own, a report has the usual causes of discontent.
pub(super) struct Themes {
    pub(super) version: String,
    pub(super) themes: Vec<Theme>,
}

/// A theme as it is written, with the places of its parts.
struct Written {
    theme: Theme,
    place: Place,
    include: Vec<Place>,
    exclude: Vec<Place>,
    examples: Vec<Place>,
}

/// The codebook, all mistakes noted: `{version: "1", themes: {waiting: {label, include, exclude, examples}}}`.
pub(super) fn codebook(r: &mut Checker<'_>, keys: &Keys<'_>) -> Themes {
    let usual = || Themes {
        version: causes::VERSION.to_owned(),
        themes: causes::themes(),
    };
    let Some(keys) = keys
        .get("codebook")
        .and_then(|item| r.keys(&item, &["version", "themes"]))
    else {
        return usual();
    };
    let version = r
        .need(&keys, "version", "version: \"1\"")
        .and_then(|item| r.text(&item));
    let example = "waiting: {label: Waiting, include: [long wait]}";
    let Some(item) = r.need(&keys, "themes", &format!("themes: {{{example}}}")) else {
        return usual();
    };
    let entries = r.entries(&item, example);
    let written: Vec<Written> = entries.iter().filter_map(|entry| theme(r, entry)).collect();
    let themes: Vec<Theme> = written.iter().map(|one| one.theme.clone()).collect();
    if let Err(mistakes) = Codebook::new("", themes.clone()) {
        for mistake in mistakes {
            let place = place_of(&mistake, &written, &item);
            r.report(
                Diagnostic::error(Code::Codebook, mistake_of(&mistake, &written)).help(mistake.to_string()),
                &place,
            );
        }
    }
    Themes {
        version: version.unwrap_or_default(),
        themes,
    }
}

fn theme(r: &mut Checker<'_>, entry: &Entry<'_>) -> Option<Written> {
    let keys = r.keys(&entry.item, &["label", "include", "exclude", "examples"])?;
    let id = entry.key.text.clone();
    let [include, exclude, examples] = ["include", "exclude", "examples"].map(|key| texts(r, &keys, key));
    Some(Written {
        theme: Theme {
            label: r.text_at(&keys, "label").unwrap_or_else(|| id.clone()),
            id,
            include: include.0,
            exclude: exclude.0,
            examples: examples.0,
        },
        place: entry.key.place.clone(),
        include: include.1,
        exclude: exclude.1,
        examples: examples.1,
    })
}

/// The texts of a list, and their places.
fn texts(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str) -> (Vec<String>, Vec<Place>) {
    let Some(item) = keys.get(key) else {
        return Default::default();
    };
    let items = r.list(&item);
    let texts = items
        .iter()
        .filter_map(|item| Some((r.text(item)?, item.node.place.clone())));
    texts.unzip()
}

fn place_of(mistake: &Mistake, written: &[Written], all: &Item<'_>) -> Place {
    let place = match *mistake {
        Mistake::BadPhrase { theme, list, phrase } => written.get(theme).and_then(|one| {
            let places = match list {
                List::Include => &one.include,
                List::Exclude => &one.exclude,
            };
            places.get(phrase)
        }),
        Mistake::MissedExample { theme, example } => {
            written.get(theme).and_then(|one| one.examples.get(example))
        }
        Mistake::BadId { theme } | Mistake::RepeatedId { theme, .. } | Mistake::NoInclude { theme } => {
            written.get(theme).map(|one| &one.place)
        }
        _ => None,
    };
    place.unwrap_or(&all.node.place).clone()
}

fn mistake_of(mistake: &Mistake, written: &[Written]) -> String {
    let name = |theme: usize| written.get(theme).map_or("", |one| one.theme.id.as_str());
    match *mistake {
        Mistake::BadId { theme } => format!("`{}` is no id of a theme", name(theme)),
        Mistake::RepeatedId { theme, .. } => format!("two themes have the id `{}`", name(theme)),
        Mistake::NoInclude { theme } => format!("the theme `{}` has no `include`", name(theme)),
        Mistake::BadPhrase { theme, .. } => {
            format!("the theme `{}` has a phrase that can match nothing", name(theme))
        }
        Mistake::MissedExample { theme, .. } => {
            format!("an example of `{}` does not have this theme", name(theme))
        }
        _ => "the codebook cannot be used".to_owned(),
    }
}
