//! The scripts of a report: the theme's, with the words that they show. They hold nothing of the report.

use std::collections::BTreeMap;

use cxpress_themes::Theme;
use serde::Serialize;

use super::asset::Asset;
use crate::language::Words;

/// The strings that scripts show. Their arguments are filled in there, in place of `{name}`.
const SHOWN: [&str; 40] = [
    "chart-closer",
    "chart-closer-label",
    "chart-in",
    "chart-keys",
    "chart-out",
    "chart-whole",
    "close",
    "copied",
    "copy-address",
    "copy-link",
    "filter",
    "filter-count",
    "key-control",
    "key-earlier",
    "key-help",
    "key-later",
    "key-search",
    "key-search-always",
    "key-theme",
    "keys-open",
    "keys-single",
    "save-chart",
    "search-action",
    "search-count",
    "search-figure",
    "search-group",
    "search-hint",
    "search-label",
    "search-missing",
    "search-more",
    "search-open",
    "search-page",
    "search-quote",
    "search-term",
    "sorted-ascending",
    "sorted-descending",
    "sorted-none",
    "theme-dark",
    "theme-light",
    "theme-system",
];

/// The arguments of these strings.
const ARGUMENTS: [&str; 5] = ["all", "column", "kind", "n", "title"];

/// What the script is given.
#[derive(Serialize)]
struct Given<'a> {
    words: BTreeMap<&'static str, String>,
    /// The path of the index of the search; without one there is no search.
    index: Option<&'a str>,
}

/// The script that runs before a page is seen.
pub(crate) fn early(theme: &Theme) -> Asset {
    Asset::new("theme", "js", early_text(theme).to_owned())
}

/// The text of the script that runs before a page is seen.
pub(crate) fn early_text(theme: &Theme) -> &str {
    theme.file("theme.js").unwrap_or_default()
}

/// The script that runs when a page is there. `index` is the path of the index of the search.
pub(crate) fn late(theme: &Theme, words: &Words, index: &str) -> Asset {
    Asset::new("site", "js", late_text(theme, words, Some(index)))
}

/// The text of the script that runs when a page is there.
pub(crate) fn late_text(theme: &Theme, words: &Words, index: Option<&str>) -> String {
    let given = Given {
        words: SHOWN.into_iter().map(|id| (id, shown(words, id))).collect(),
        index,
    };
    let text = theme.file("site.js").unwrap_or_default();
    let scripts = std::iter::once(text).chain(theme.texts("extra.js"));
    let scripts: Vec<&str> = scripts.collect();
    assigned("cxpress", &given) + &scripts.join("\n")
}

fn shown(words: &Words, id: &str) -> String {
    words.say(id, ARGUMENTS.map(|name| (name, format!("{{{name}}}").into())))
}

/// A script that gives a value to a global name. Nothing in it can end a script element.
pub(crate) fn assigned(name: &str, value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("texts and numbers can be written");
    format!("window.{name}={};\n", json.replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cxpress_themes::Theme;

    use super::*;

    #[test]
    fn no_text_ends_its_script() {
        assert_eq!(
            assigned("a", &"</script><!--\"\\"),
            "window.a=\"\\u003c/script>\\u003c!--\\\"\\\\\";\n"
        );
    }

    #[test]
    fn the_script_is_given_the_strings_that_it_shows() {
        let theme = Theme::default();
        let script = theme.file("site.js").unwrap();
        let given: BTreeSet<_> = SHOWN.into_iter().collect();
        assert_eq!(given.len(), SHOWN.len());
        for id in &given {
            let written = [format!("\"{id}\""), format!("words.{id}")];
            let made = id.split_once('-').map(|(start, _)| format!("`{start}-${{"));
            let mut ways = written.iter().chain(&made);
            assert!(ways.any(|way| script.contains(way.as_str())), "{id} is not shown");
        }
        let called =
            ["words[\"", "say(\"", "[\"key"].map(|call| (call, if call == "[\"key" { "key" } else { "" }));
        for (call, start) in called {
            for rest in script.split(call).skip(1) {
                let id = format!("{start}{}", rest.split('"').next().unwrap());
                assert!(given.contains(id.as_str()), "{id} is not given");
            }
        }
    }
}
