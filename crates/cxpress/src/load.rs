//! What people wrote in the folder of a report: the configuration, commentary, actions, events, labels, published periods.

pub(crate) mod theme;

use std::io;

use cxpress_analysis::{self as analysis, PublishedPeriod};
use cxpress_core::config::{self, Config};
use cxpress_core::{
    Action, Code, Commentary, Diagnostic, Diagnostics, Event, Files, LabelFile, LeadsOut, Place, actions,
    commentary, events, labels,
};
use cxpress_metric::{Metric, MetricSpec};
use cxpress_report::PeriodKind;

/// The configuration, and its text.
pub(crate) fn configuration(
    files: &dyn Files,
    environment: &dyn Fn(&str) -> Option<String>,
    metrics: &[&dyn Metric],
    by: Option<PeriodKind>,
    diagnostics: &mut Diagnostics,
) -> Option<(Config, String)> {
    let text = match files.text(config::FILE) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::NoConfiguration,
                    format!("`{}` cannot be read: {error}", config::FILE),
                )
                .at(Place::file(config::FILE))
                .help("name the folder of a report, such as `cxpress build content`"),
            );
            return None;
        }
    };
    let catalogue: Vec<&MetricSpec> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = config::load_by(&text, config::FILE, environment, &catalogue, by);
    diagnostics.append(found);
    config.map(|config| (config, text))
}

pub(crate) fn commentary(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<Commentary> {
    let mut all = parsed(files, commentary::PATTERN, diagnostics, commentary::parse);
    all.iter_mut().for_each(|one| commentary::attach(one, files));
    all
}

pub(crate) fn actions(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<Action> {
    let all = parsed(files, actions::PATTERN, diagnostics, actions::parse);
    let (all, found) = actions::sorted(all);
    diagnostics.append(found);
    all
}

pub(crate) fn events(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<Event> {
    parsed(files, events::FILE, diagnostics, events::parse)
}

pub(crate) fn labels(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<LabelFile> {
    parsed(files, labels::PATTERN, diagnostics, labels::parse)
}

pub(crate) fn published(files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<PublishedPeriod> {
    parsed(
        files,
        analysis::PATTERN,
        diagnostics,
        |text, path| match PublishedPeriod::parse(text, path) {
            Ok(published) => (Some(published), Diagnostics::default()),
            Err(diagnostic) => (None, diagnostic.into()),
        },
    )
}

/// What the files that match a pattern say, as `parse` reads the text of each.
fn parsed<T, P: IntoIterator<Item = T>>(
    files: &dyn Files,
    pattern: &str,
    diagnostics: &mut Diagnostics,
    parse: impl Fn(&str, &str) -> (P, Diagnostics),
) -> Vec<T> {
    let mut all = Vec::new();
    for (path, text) in texts(files, pattern, diagnostics) {
        let (parsed, found) = parse(&text, &path);
        all.extend(parsed);
        diagnostics.append(found);
    }
    all
}

/// The paths and texts of the files that match a pattern. Those that cannot be read are noted.
fn texts(files: &dyn Files, pattern: &str, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let paths = match files.list(pattern) {
        Ok(paths) => paths,
        Err(error) => {
            diagnostics.push(unlisted(pattern, &error));
            return Vec::new();
        }
    };
    let mut texts = Vec::new();
    for path in paths {
        match files.text(&path) {
            Ok(text) => texts.push((path, text)),
            Err(error) => diagnostics.push(
                Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {error}"))
                    .at(Place::file(&path))
                    .help("save it as UTF-8, and check its permissions"),
            ),
        }
    }
    texts
}

fn unlisted(pattern: &str, error: &io::Error) -> Diagnostic {
    if let Some(out) = LeadsOut::of(error) {
        return out.diagnostic();
    }
    let folder = pattern.split('/').next().unwrap_or(pattern);
    let message = format!("`{folder}` cannot be listed: {error}");
    Diagnostic::error(Code::UnreadableFolder, message).help("check the permissions of the folder")
}
