//! Templates to bytes.

use std::sync::Arc;

use cxpress_core::Diagnostic;
use cxpress_themes::Theme;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::Fault;
use crate::pages::Layout;
use crate::words::Words;

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
        let words = Arc::clone(words);
        tera.register_function(
            "word",
            move |args: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
                Ok(words.get(args.must_get::<&str>("id")?))
            },
        );
        let templates = theme
            .files
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?, *text)));
        tera.add_raw_templates(templates)
            .map_err(|error| broken(theme, &error))?;
        Ok(Self { tera })
    }

    /// The bytes of a page.
    pub(crate) fn render(&self, layout: &Layout) -> Result<Vec<u8>, Fault> {
        match layout {
            Layout::Overview(view) => self.page("overview.html", view),
            Layout::Figure(view) => self.page("figure.html", view),
            Layout::Slice(view) => self.page("slice.html", view),
            Layout::Study(view) => self.page("study.html", view),
            Layout::Actions(view) => self.page("actions.html", view),
            Layout::Data(view) => self.page("data.html", view),
            Layout::Archive(view) => self.page("archive.html", view),
            Layout::Learn(view) => self.page("learn.html", view),
        }
    }

    fn page(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Fault> {
        let context = Context::from_serialize(view);
        let text = context.and_then(|context| self.tera.render(template, &context));
        text.map(String::into_bytes).map_err(|error| {
            let message = format!(
                "the template `{template}` could not be filled in: {}",
                chain(&error)
            );
            Box::new(Diagnostic::error("template-failed", message))
        })
    }
}

fn broken(theme: &Theme, error: &tera::Error) -> Fault {
    let message = format!(
        "the templates of the theme `{}` cannot be read: {}",
        theme.name,
        chain(error)
    );
    Box::new(Diagnostic::error("templates-broken", message))
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
