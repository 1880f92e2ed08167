//! What a report looks like: templates, stylesheet, words, as text.
//!
//! A [`Theme`] is a list of files; `cxpress-generator` finds them by their path. The default theme is embedded,
//! so that it is there in a published crate. This crate holds no logic and reads nothing at run time.

/// A theme: its files, each with its path in the theme.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The theme's name.
    pub name: &'static str,
    /// Path in the theme (`templates/overview.html`) and text.
    pub files: &'static [(&'static str, &'static str)],
}

impl Theme {
    /// The text of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&'static str> {
        self.files
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, text)| *text)
    }
}

macro_rules! files {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("../default/", $path)))),+] };
}

/// The theme that every report has unless it brings its own.
pub static DEFAULT: Theme = Theme {
    name: "default",
    files: files![
        "site.js",
        "style.css",
        "theme.js",
        "strings/de.ftl",
        "strings/en.ftl",
        "templates/actions.html",
        "templates/archive.html",
        "templates/base.html",
        "templates/data.html",
        "templates/figure.html",
        "templates/learn.html",
        "templates/overview.html",
        "templates/parts.html",
        "templates/slice.html",
        "templates/study.html",
    ],
};

#[cfg(test)]
mod tests {
    use super::DEFAULT;

    #[test]
    fn every_file_has_text_and_its_own_path() {
        let mut paths: Vec<_> = DEFAULT.files.iter().map(|(path, _)| *path).collect();
        assert!(DEFAULT.files.iter().all(|(_, text)| !text.trim().is_empty()));
        paths.dedup();
        assert_eq!(paths.len(), DEFAULT.files.len());
        assert!(DEFAULT.file("templates/base.html").is_some());
    }

    #[test]
    fn the_scripts_ask_for_nothing_and_make_no_markup_of_text() {
        for path in ["site.js", "theme.js"] {
            let script = DEFAULT.file(path).unwrap();
            for never in [
                "http",
                "fetch(",
                "XMLHttp",
                "WebSocket",
                "Worker",
                "import",
                "eval(",
                "Function(",
                "innerHTML",
                "outerHTML",
                "insertAdjacent",
                "document.write",
                ".style",
                "onclick",
            ] {
                assert!(!script.contains(never), "{path} holds {never}");
            }
            assert!(script.contains("\"use strict\";"), "{path}");
        }
    }

    #[test]
    fn the_stylesheet_asks_for_nothing_outside() {
        let style = DEFAULT.file("style.css").unwrap();
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"));
    }
    #[test]
    fn the_stylesheet_knows_start_and_end_but_no_left_and_right() {
        let style = DEFAULT.file("style.css").unwrap();
        for side in [
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "border-left",
            "border-right",
        ] {
            assert!(!style.contains(side), "{side}");
        }
        let aligned = style.split("text-align:").skip(1);
        let known = |rest: &&str| {
            ["start", "end", "inherit"]
                .iter()
                .any(|side| rest.starts_with(side))
        };
        for rest in aligned.filter(|rest| !known(rest)) {
            assert!(
                rest.starts_with("left}") && style.contains("[dir=rtl] .n{text-align:left}"),
                "{rest:.20}"
            );
        }
    }
}
