//! The files to be read, and the periods they fall into.

use std::io;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_files::{Files, LeadsOut};
use cxpress_project::config::{Config, FilePattern, Source};
use cxpress_project::period::Periods;
use cxpress_report::PeriodKind;
use cxpress_table::path::file_name;
use cxpress_table::tables::tables;
use jiff::tz::TimeZone;

use crate::file_ref::FileRef;
use crate::waves;

/// The files to be read and the periods they fall into.
#[derive(Debug)]
pub struct Inputs {
    /// The files, by source and path.
    pub files: Vec<FileRef>,
    /// The periods.
    pub periods: Periods,
    /// The dimensions of all sources by id, in order of appearance.
    pub dimensions: Vec<String>,
}

impl Inputs {
    /// The place of a dimension among all dimensions.
    pub(super) fn dimension(&self, id: &str) -> usize {
        self.dimensions.iter().position(|known| known == id).unwrap_or(0)
    }
}

/// Finds the files of all sources, and the periods they fall into.
pub fn inputs(config: &Config, files: &dyn Files, diagnostics: &mut Diagnostics) -> Inputs {
    let mut found = Vec::new();
    for (index, source) in config.sources.iter().enumerate() {
        for path in files_of(source, files, diagnostics) {
            match tables(path, files) {
                Ok(tables) => found.extend(tables.into_iter().map(|table| FileRef { source: index, table })),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    let waves = if config.period == PeriodKind::Wave {
        waves::find(config, &found, files, diagnostics)
    } else {
        Vec::new()
    };
    let mut dimensions: Vec<String> = Vec::new();
    for dimension in config.sources.iter().flat_map(|source| &source.dimensions) {
        if !dimensions.contains(&dimension.id) {
            dimensions.push(dimension.id.clone());
        }
    }
    Inputs {
        files: found,
        periods: Periods::new(config.period, zone, waves).starting(config.starts),
        dimensions,
    }
}

/// The files of a source, each once. A pattern without any is an error.
fn files_of(source: &Source, files: &dyn Files, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pattern in &source.files {
        let listed = files.list(&pattern.pattern).map(|all| {
            let (beside, paths): (Vec<_>, Vec<_>) = all.into_iter().partition(|path| is_left_beside(path));
            (paths, beside.into_iter().next())
        });
        match listed {
            Ok((paths, Some(beside))) if paths.is_empty() => diagnostics.push(only_beside(pattern, &beside)),
            Ok((paths, _)) if paths.is_empty() => diagnostics.push(
                Diagnostic::error(Code::NoFiles, format!("`{}` matches no file", pattern.pattern))
                    .at(pattern.place.clone())
                    .help("check the folder and the pattern; paths are relative to the project's folder"),
            ),
            Ok((paths, _)) => found.extend(paths),
            Err(error) => diagnostics.push(unlisted(pattern, &error)),
        }
    }
    found.sort();
    found.dedup();
    found
}

fn unlisted(pattern: &FilePattern, error: &io::Error) -> Diagnostic {
    let found = match LeadsOut::of(error) {
        Some(out) => {
            let help = format!(
                "copy it into the project, or write where it is: `{}`",
                out.target.display()
            );
            Diagnostic::error(Code::LeadsOut, out.to_string()).help(help)
        }
        None => Diagnostic::error(
            Code::UnreadableFolder,
            format!("`{}` cannot be listed: {error}", pattern.pattern),
        )
        .help("check the pattern and the permissions of the folder"),
    };
    found.at(pattern.place.clone())
}

/// Whether a file is what programs leave beside others, by its name: the lock of a workbook that is open, or what a
/// Macintosh knows of a file.
fn is_left_beside(path: &str) -> bool {
    let name = file_name(path);
    ["~$", "._", ".~lock."]
        .iter()
        .any(|start| name.starts_with(start))
}

fn only_beside(pattern: &FilePattern, path: &str) -> Diagnostic {
    let message = format!("`{}` matches no table, only `{path}`", pattern.pattern);
    Diagnostic::error(Code::NoFiles, message)
        .at(pattern.place.clone())
        .note("that is what a program leaves beside a file while it is open, or when it is copied; it holds no answers")
        .help("add the file itself, or check the folder and the pattern")
}
