//! Templates to bytes.

use std::sync::Arc;

use cxpress_diagnostic::{Code, Diagnostic, Place};
use cxpress_themes::{DEFAULT, Theme};
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::Fault;
use crate::language::Words;
use crate::pages::Layout;

/// What a page may load: what is beside it, and pictures that it holds itself. Every page states it.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
     form-action 'none'";

/// The folder of templates in a theme.
const FOLDER: &str = "templates/";

/// The templates of a theme, with its words.
pub(crate) struct Renderer {
    tera: Tera,
}

impl Renderer {
    /// Reads the templates of `theme`.
    pub(crate) fn new(theme: &Theme, words: &Arc<Words>) -> Result<Self, Fault> {
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
            .and_then(|()| tera.add_raw_templates(templates(theme)))
            .map_err(|error| faulty(&error))?;
        Ok(Self { tera })
    }

    /// The bytes of a page.
    pub(crate) fn render(&self, layout: &Layout) -> Result<Vec<u8>, Fault> {
        let mut context = Context::new();
        context.insert("frame", &layout.frame);
        context.insert_value("page", layout.page.value().map_err(|error| faulty(&error))?);
        let text = self.tera.render(layout.template, &context);
        let text = legible(text.map_err(|error| faulty(&error))?);
        if !text.contains(POLICY) {
            return Err(without_policy(layout.template));
        }
        Ok(text.into_bytes())
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
