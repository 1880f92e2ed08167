//! Templates to bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_themes::{DEFAULT, Theme, parts};
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::Fault;
use crate::language::Words;
use crate::pages::Layout;

/// What pages extend.
const BASE: &str = "base.html";
/// The template of one file with all pages of a period.
pub(crate) const SINGLE: &str = "single.html";

/// The template of the digest, which mail programs show.
pub(crate) const DIGEST: &str = "digest.html";

/// The folder of templates in a theme.
const FOLDER: &str = "templates/";

/// The templates of a theme, with its words.
pub(crate) struct Renderer {
    tera: Tera,
}

impl Renderer {
    /// Reads the templates of `theme`.
    pub(crate) fn new(theme: &Theme, words: &Arc<Words>) -> Result<Self, Fault> {
        Self::of(
            theme,
            words,
            templates(theme).filter(|(name, _)| !is_single(name)),
        )
    }

    /// Reads the templates of `theme` for sections of one file: of what all pages have around them, only the block `main`
    /// is left.
    pub(crate) fn of_sections(theme: &Theme, words: &Arc<Words>) -> Result<Self, Fault> {
        let section = section_base(theme);
        let pages = templates(theme).filter(|(name, _)| !is_single(name));
        // A template of the very name comes before those of the theme.
        Self::of(theme, words, pages.chain([(BASE.to_owned(), section.as_str())]))
    }

    /// Reads the templates of `theme` for one file that holds the sections.
    pub(crate) fn of_single(theme: &Theme, words: &Arc<Words>) -> Result<Self, Fault> {
        Self::of(theme, words, templates(theme))
    }

    fn of<'a>(
        theme: &Theme,
        words: &Arc<Words>,
        templates: impl Iterator<Item = (String, &'a str)>,
    ) -> Result<Self, Fault> {
        let mut tera = Tera::default();
        // Everything is escaped, whatever a template is called.
        tera.autoescape_on([""]);
        let known = Arc::clone(words);
        tera.register_function(
            "word",
            move |args: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
                Ok(known.get(args.must_get::<&str>("id")?))
            },
        );
        // What one layer lacks is found in the next; what it has can still be named: `default/base.html`.
        let prefixes = theme.layers().iter().map(|layer| layer.prefix.clone());
        let known = tera.set_fallback_prefixes(prefixes);
        known
            .and_then(|()| tera.add_raw_templates(templates))
            .map_err(|error| faulty(&error))?;
        Ok(Self { tera })
    }

    /// The bytes of a page.
    pub(crate) fn render(&self, layout: &Layout) -> Result<Vec<u8>, Fault> {
        let text = self.filled(layout)?;
        check_policy(layout, &text)?;
        Ok(text.into_bytes())
    }

    /// A page as a section of one file.
    pub(crate) fn section(&self, layout: &Layout) -> Result<String, Fault> {
        let text = self.filled(layout)?;
        if text.contains("<html") || text.contains("<body") {
            return Err(no_section(layout.template));
        }
        Ok(text.trim().to_owned())
    }

    /// The bytes of a file that holds all it needs: style and scripts as texts.
    pub(crate) fn whole(&self, layout: &Layout) -> Result<Vec<u8>, Fault> {
        let text = self.filled(layout)?;
        check_policy(layout, &text)?;
        if text.contains("<link rel=\"stylesheet\"") || text.contains("<script src") {
            return Err(loads());
        }
        Ok(text.into_bytes())
    }

    fn filled(&self, layout: &Layout) -> Result<String, Fault> {
        let mut context = Context::new();
        context.insert("frame", &layout.frame);
        context.insert_value("page", layout.page.value().map_err(|error| faulty(&error))?);
        let text = self.tera.render(layout.template, &context);
        Ok(legible(text.map_err(|error| faulty(&error))?))
    }
}

/// A page without what HTML forbids in any place and any spelling, such as a vertical tab in a comment.
fn legible(page: String) -> String {
    if page.contains(is_forbidden) {
        page.replace(is_forbidden, "\u{fffd}")
    } else {
        page
    }
}

/// Whether a character is a control that is no white space, or the code point of no character at all.
pub(crate) fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    let is_none = (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe;
    is_none || (c.is_control() && !c.is_ascii_whitespace())
}

/// Whether a template is that of one file. A theme whose pages have none of the blocks that it fills has sites all the same.
fn is_single(name: &str) -> bool {
    name.rsplit('/').next() == Some(SINGLE)
}

/// What pages extend as sections of one file: the block `main` is seen, the others that a page may fill are not.
fn section_base(theme: &Theme) -> String {
    let path = format!("{FOLDER}{BASE}");
    let names: BTreeSet<&str> = theme.texts(&path).flat_map(parts).collect();
    let others = names.into_iter().filter(|name| *name != "main");
    let others: String = others
        .map(|name| format!("{{% block {name} %}}{{% endblock {name} %}}"))
        .collect();
    format!("{{% block main %}}{{% endblock main %}}{{% if false %}}{others}{{% endif %}}")
}

/// The templates of all layers, each under its full name.
fn templates(theme: &Theme) -> impl Iterator<Item = (String, &str)> {
    let files = theme
        .layers()
        .iter()
        .flat_map(|layer| layer.files.iter().map(move |(path, text)| (layer, path, text)));
    files.filter_map(|(layer, path, text)| {
        let name = path.strip_prefix(FOLDER)?;
        Some((format!("{}{name}", layer.prefix), text.as_ref()))
    })
}

/// What is wrong with a template, and where.
fn faulty(error: &tera::Error) -> Fault {
    let diagnostic = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = format!("the template cannot be filled in: {}", report.message());
            let (line, column) = (report.span().start_line, report.span().start_col + 1);
            let place = Place::at(report.filename(), line as u64, column as u64);
            Diagnostic::error(Code::TemplateBroken, message)
                .at(place)
                .help("see `cxpress theme --copy TEMPLATES.md` for what templates are given")
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let message = "the template extends itself, by its own name or by way of others";
            let name = tpl.rsplit('/').next().unwrap_or(tpl);
            Diagnostic::error(Code::TemplateBroken, message)
                .at(Place::file(tpl))
                .help(format!("say `{{% extends \"{DEFAULT}/{name}\" %}}`"))
        }
        ErrorKind::MissingParent { current, parent } => Diagnostic::error(
            Code::TemplateBroken,
            format!("there is no template `{parent}` to extend"),
        )
        .at(Place::file(current))
        .help("`cxpress theme` lists the templates there are"),
        _ => {
            let message = format!("the templates cannot be filled in: {}", chain(error));
            Diagnostic::error(Code::TemplateBroken, message)
        }
    };
    Box::new(diagnostic)
}

/// A theme may change everything but what a page is allowed to load.
fn check_policy(layout: &Layout, text: &str) -> Result<(), Fault> {
    if text.contains(layout.frame.policy.as_ref()) {
        Ok(())
    } else {
        Err(without_policy(layout.template))
    }
}

/// A template that is no section of a file.
fn no_section(template: &str) -> Fault {
    let message = format!("the template `{template}` makes whole pages, which cannot be part of one file");
    let help = "say `{% extends \"base.html\" %}`, and what it shows in the block `main`";
    Box::new(Diagnostic::error(Code::SingleFileFailed, message).help(help))
}

/// A file that loads what is beside it.
fn loads() -> Fault {
    let message = "the theme's `base.html` loads its stylesheet and scripts outside of the block `assets`";
    let help = "put them into `{% block assets %}`, and `{% block end %}{% endblock end %}` before `</body>`, so that one file \
                can hold them";
    Box::new(Diagnostic::error(Code::SingleFileFailed, message).help(help))
}

fn without_policy(template: &str) -> Fault {
    let message = format!("the template `{template}` makes pages that do not say what they may load");
    let line = "<meta http-equiv=\"Content-Security-Policy\" content=\"{{ frame.policy | safe }}\">";
    Box::new(
        Diagnostic::error(Code::PageWithoutPolicy, message)
            .help(format!("keep this line in the head: `{line}`")),
    )
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_forbids_is_replaced_and_nothing_else() {
        let kept = "a\tb\r\n\u{c} <b>é</b> \u{a0}\u{202e}\u{1f600}\u{fffd}";
        assert_eq!(legible(kept.to_owned()), kept);
        let forbidden = "\0\u{b}\u{1b}\u{7f}\u{85}\u{fdd0}\u{ffff}\u{1fffe}";
        assert_eq!(legible(forbidden.to_owned()), "\u{fffd}".repeat(8));
    }
}
