//! Which files make the look of a report, and copies of them to change.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use cxpress_core::{Diagnostics, DiskFiles, Files, config, did_you_mean, theme};
use cxpress_metric::Metric;
use cxpress_themes::{DEFAULT, REFERENCE, Role, TEMPLATES, Theme, parts};

use crate::args::Format;
use crate::load;
use crate::show::{BOLD, Show, line};
use crate::write;

/// The file that says what templates are given.
const GIVEN: &str = "TEMPLATES.md";

/// Lists the files of a report's theme, or copies one of them to where it can be changed.
pub(crate) fn run(project: &Path, copy: Option<&str>, metrics: &[&dyn Metric]) -> ExitCode {
    let show = Show::of(Format::Human);
    let mut diagnostics = Diagnostics::default();
    let theme = theme_of(project, metrics, &mut diagnostics);
    show.diagnostics(&diagnostics.sorted());
    let Some(theme) = theme else {
        return ExitCode::from(1);
    };
    match copy {
        None => {
            line(&listed(&theme, project));
            ExitCode::SUCCESS
        }
        Some(file) => match copied(&theme, project, file) {
            Ok(said) => {
                show.note(&said);
                ExitCode::SUCCESS
            }
            Err((message, help)) => show.fail(&message, &help),
        },
    }
}

/// The theme of the report in a folder; the default one where there is no report.
fn theme_of(project: &Path, metrics: &[&dyn Metric], diagnostics: &mut Diagnostics) -> Option<Theme> {
    let files = DiskFiles::new(project);
    if files.list(config::FILE).is_ok_and(|found| found.is_empty()) {
        return Some(Theme::default());
    }
    let environment = |name: &str| std::env::var(name).ok();
    let (config, _) = load::configuration(&files, &environment, metrics, None, diagnostics)?;
    // A theme that is only named gets its folder by the first copy.
    let mut found = Diagnostics::default();
    let theme = load::theme::load(&files, &config, &mut found);
    Some(theme)
}

fn listed(theme: &Theme, project: &Path) -> String {
    let project = project.display();
    let folder = load::theme::folder(&theme.name);
    let mut out = format!("{BOLD}theme `{}`{BOLD:#}\n\n", theme.name);
    for (path, layer) in theme.files() {
        let from = layer.path("");
        let names = match (Role::of(path), layer.file(path)) {
            (Some(Role::Template), Some(text)) => parts(text).join(" "),
            _ => String::new(),
        };
        let entry = format!("  {from:<12} {path:<26} {names}");
        let _ = writeln!(out, "{}", entry.trim_end());
    }
    let _ = write!(
        out,
        "\nA file in `{folder}/` takes the place of the one with the same path; blocks and components, which are named\n\
         beside their templates, can be replaced one by one. `extra.css` and `extra.js` come after what is there, and\n\
         `strings/LANGUAGE.ftl` replaces single strings or adds a language. `{GIVEN}` says what templates are given.\n\n\
         To change a file: `cxpress theme {project} --copy templates/overview.html`"
    );
    out
}

/// What is said of a copy; or what is wrong, and what to do.
fn copied(theme: &Theme, project: &Path, file: &str) -> Result<String, (String, String)> {
    let folder = project.join(load::theme::folder(&theme.name));
    let path = folder.join(file);
    if path.exists() {
        let message = format!("`{}` is there already", path.display());
        return Err((message, "change it there, or remove it first".to_owned()));
    }
    let text = source(theme, file).ok_or_else(|| missing(theme, file))?;
    put(&path, text.as_bytes())?;
    let about = folder.join(theme::FILE);
    if Role::of(file) != Some(Role::Notes) && !about.exists() {
        put(&about, version().as_bytes())?;
    }
    let named = match theme.name.as_str() {
        DEFAULT => String::new(),
        name => format!(", with `theme: {name}` in `{}`", config::FILE),
    };
    Ok(format!(
        "copied to `{}`: it is used from the next build on{named}",
        path.display()
    ))
}

fn version() -> String {
    format!("templates: {TEMPLATES}\n")
}

/// The text of a file from the nearest layer.
fn source(theme: &Theme, file: &str) -> Option<String> {
    match file {
        GIVEN => Some(REFERENCE.to_owned()),
        theme::FILE => Some(version()),
        _ => theme.file(file).map(str::to_owned),
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), (String, String)> {
    write::write_file(bytes, path).map_err(|error| {
        (
            error.to_string(),
            "check the permissions of the folder of the report".to_owned(),
        )
    })
}

fn missing(theme: &Theme, file: &str) -> (String, String) {
    let files = theme.files();
    let help = match (Role::of(file), did_you_mean(file, files.keys().copied())) {
        (Some(Role::Extra), _) => "it adds to what is there: write it as it should be".to_owned(),
        (_, Some(question)) => question,
        _ => "`cxpress theme` lists the files there are".to_owned(),
    };
    (format!("the theme `{}` has no file `{file}`", theme.name), help)
}
