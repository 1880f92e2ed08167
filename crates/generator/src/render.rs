//! Templates to bytes.

use std::sync::Arc;

use cxpress_core::Diagnostic;
use cxpress_themes::Theme;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::Fault;
use crate::download;
use crate::pages::Layout;
use crate::words::Words;

/// The folder of templates in a theme.
const FOLDER: &str = "templates/";

/// The templates of a theme, with its words.
pub(crate) struct Renderer {
    tera: Tera,
    words: Arc<Words>,
    /// The name of the report.
    title: String,
}

/// A page, and the workbook of its tables.
pub(crate) struct Rendered {
    pub(crate) page: Vec<u8>,
    pub(crate) workbook: Option<Vec<u8>>,
}

impl Renderer {
    /// Reads the templates of `theme`.
    pub(crate) fn new(theme: &Theme, words: &Arc<Words>, title: &str) -> Result<Self, Fault> {
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
        let templates = theme
            .files
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix(FOLDER)?, *text)));
        tera.add_raw_templates(templates)
            .map_err(|error| broken(theme, &error))?;
        Ok(Self {
            tera,
            words: Arc::clone(words),
            title: title.to_owned(),
        })
    }

    /// The bytes of a page and of its workbook. `path` is that of the page.
    pub(crate) fn render(&self, layout: &Layout, path: &str) -> Result<Rendered, Fault> {
        match layout {
            Layout::Overview(view) => self.page("overview.html", view, path),
            Layout::Figure(view) => self.page("figure.html", view, path),
            Layout::Slice(view) => self.page("slice.html", view, path),
            Layout::Study(view) => self.page("study.html", view, path),
            Layout::Actions(view) => self.page("actions.html", view, path),
            Layout::Data(view) => self.page("data.html", view, path),
            Layout::Archive(view) => self.page("archive.html", view, path),
            Layout::Learn(view) => self.page("learn.html", view, path),
        }
    }

    fn page(&self, template: &str, view: &impl Serialize, path: &str) -> Result<Rendered, Fault> {
        let failed = |error: &dyn std::error::Error| {
            let message = format!(
                "the template `{template}` could not be filled in: {}",
                chain(error)
            );
            Box::new(Diagnostic::error("template-failed", message))
        };
        let mut view = serde_json::to_value(view).map_err(|error| failed(&error))?;
        let workbook = download::attach(&mut view, path, &self.title, &self.words)?;
        let context = Context::from_serialize(&view);
        let text = context.and_then(|context| self.tera.render(template, &context));
        let page = text.map(String::into_bytes).map_err(|error| failed(&error))?;
        Ok(Rendered { page, workbook })
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
