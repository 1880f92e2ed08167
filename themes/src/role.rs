//! What a file of a theme is for, told by its path.

/// What a file of a theme is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the theme says of itself: `theme.yaml`.
    About,
    /// It takes the place of the file of the same path, or has blocks and components that do: `templates/base.html`.
    Template,
    /// It takes the place of the file of the same path: `style.css`, `site.js`, `theme.js`.
    Whole,
    /// It comes after the file that it adds to: `extra.css`, `extra.js`.
    Extra,
    /// Its strings take the place of those with the same id, or are a language more: `strings/de.ftl`,
    /// `strings/de/pages.ftl`.
    Strings,
    /// It takes the place of what a metric says of itself in a language: `strings/de/nps.md`.
    Explanation,
    /// Notes of its authors, which no page is made of: `README.md`.
    Notes,
}

impl Role {
    /// What a path is for; none where nothing would read it.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let within = |folder: &str, end: &str| {
            let name = path.strip_prefix(folder).and_then(|name| name.strip_suffix(end));
            name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
        };
        if let Some(words) = WordFile::of(path) {
            return Some(match words.metric {
                None => Self::Strings,
                Some(_) => Self::Explanation,
            });
        }
        match path {
            "theme.yaml" => Some(Self::About),
            "style.css" | "site.js" | "theme.js" => Some(Self::Whole),
            "extra.css" | "extra.js" => Some(Self::Extra),
            _ if within("templates/", ".html") => Some(Self::Template),
            _ if within("", ".md") => Some(Self::Notes),
            _ => None,
        }
    }
}

/// What a file with words is about, told by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordFile<'a> {
    /// The language of the words, as a tag without a country: `de`.
    pub language: &'a str,
    /// The metric that is explained; none where the file is a table of strings.
    pub metric: Option<&'a str>,
}

impl<'a> WordFile<'a> {
    /// What the words of `strings/LANGUAGE.ftl`, `strings/LANGUAGE/ANY.ftl` and `strings/LANGUAGE/METRIC.md` are about; none
    /// for other paths.
    #[must_use]
    pub fn of(path: &'a str) -> Option<Self> {
        let (path, kind) = path.strip_prefix("strings/")?.rsplit_once('.')?;
        let (language, name) = match path.split_once('/') {
            None => (path, None),
            Some((language, name)) => (language, Some(name)),
        };
        let is_name = |name: &str| !name.is_empty() && !name.contains('/');
        let metric = match (kind, name) {
            ("ftl", _) => None,
            ("md", Some(metric)) => Some(metric),
            _ => return None,
        };
        (is_name(language) && name.is_none_or(is_name)).then_some(Self { language, metric })
    }
}

/// The names of the blocks and components of a template, in the order in which they stand.
#[must_use]
pub fn parts(template: &str) -> Vec<&str> {
    let tags = template.split("{%").skip(1);
    let named = tags.filter_map(|tag| {
        let mut words = tag.trim_start_matches('-').split_whitespace();
        let kind = words.next()?;
        let name = words.next()?;
        ["block", "component"].contains(&kind).then_some(name)
    });
    let end = |name: &str| name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    named
        .map(|name| &name[..end(name).unwrap_or(name.len())])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_file_is_for() {
        let known = [
            ("theme.yaml", Role::About),
            ("templates/base.html", Role::Template),
            ("style.css", Role::Whole),
            ("extra.js", Role::Extra),
            ("strings/pt-BR.ftl", Role::Strings),
            ("strings/fr/pages.ftl", Role::Strings),
            ("strings/fr/first-response.md", Role::Explanation),
            ("README.md", Role::Notes),
        ];
        for (path, role) in known {
            assert_eq!(Role::of(path), Some(role), "{path}");
        }
        for path in [
            "style.scss",
            "templates/a/b.html",
            "templates/.html",
            "base.html",
            "fonts/a.woff2",
            "strings/",
            "strings/.ftl",
            "strings/fr.md",
            "strings/fr/.md",
            "strings/fr/a/b.ftl",
        ] {
            assert_eq!(Role::of(path), None, "{path}");
        }
    }

    #[test]
    fn the_parts_of_a_template_are_its_blocks_and_components() {
        let text = "{% extends \"a.html\" %}{%- block head -%}{% if block %}{% endif %}{% endblock head %}\
                    {%- component tile_view(tile, a=1) -%}{%- endcomponent tile_view -%}";
        assert_eq!(parts(text), ["head", "tile_view"]);
    }
}
