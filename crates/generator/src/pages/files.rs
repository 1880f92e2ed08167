//! The files of a period that hold all its figures and tables.

use serde::Serialize;

use crate::context::Context;
use crate::site::{figures, shelf};
use crate::view::Link;
use crate::way::Form;

/// The files of a period that hold all its figures and tables.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FilesView {
    /// The period.
    period: String,
    /// The files, by their names.
    links: Vec<Link>,
}

/// The files of periods, as seen from the root of the site; none beside a single file.
pub(super) fn files(context: &Context<'_>, periods: impl Iterator<Item = usize>) -> Vec<FilesView> {
    match context.form {
        Form::Site => periods.map(|period| of_period(context, period)).collect(),
        Form::SingleFile(_) | Form::Mail(_) => Vec::new(),
    }
}

fn of_period(context: &Context<'_>, period: usize) -> FilesView {
    let figures = figures::paths(context.report, period);
    let paths = figures
        .into_iter()
        .chain([shelf::workbook_path(context.report, period)]);
    let link = |path: String| Link {
        label: path.rsplit('/').next().unwrap_or(&path).to_owned(),
        href: path,
        current: false,
    };
    FilesView {
        period: context.period(period),
        links: paths.map(link).collect(),
    }
}
