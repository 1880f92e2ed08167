//! Unknown files: what they hold, for people beside the output, and a configuration for them on the output.

#[cfg(test)]
mod tests;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use cxpress_core::inspect::{self, ColumnKind, DateForm, Inspection, Profile, Scale};
use cxpress_core::{Diagnostics, DiskFiles};
use cxpress_metric::{Metric, MetricSpec};
use serde_json::{Value, json};

use crate::args::Format;
use crate::show::{Show, error_line, line};

/// Looks at files, shows what they hold, and writes a configuration: 0 if there is one and all files could be read.
pub(crate) fn run(files: &[PathBuf], format: Format, metrics: &[&dyn Metric]) -> ExitCode {
    let show = Show::of(format);
    let paths: Vec<String> = files
        .iter()
        .map(|file| file.to_string_lossy().into_owned())
        .collect();
    let mut found = Diagnostics::default();
    let inspection = inspect::inspect(&DiskFiles::anywhere("."), &paths, &mut found);
    let catalogue: Vec<&MetricSpec> = metrics.iter().map(|metric| metric.spec()).collect();
    let configuration = inspect::propose(&inspection, &catalogue, &mut found);
    match format {
        Format::Human => {
            let width = console::Term::stderr()
                .size_checked()
                .map_or(text::WIDTH, |(_, columns)| columns.into());
            inspection
                .groups
                .iter()
                .for_each(|group| error_line(&text::profile(group, width)));
        }
        Format::Json => inspection
            .tables
            .iter()
            .for_each(|table| line(&as_json(table).to_string())),
    }
    show.diagnostics(&found);
    match (format, &configuration) {
        (Format::Json, _) => line(&outcome(configuration.as_deref())),
        (Format::Human, Some(configuration)) => line(configuration.trim_end()),
        (Format::Human, None) => error_line(&nothing(&inspection)),
    }
    ExitCode::from(u8::from(found.has_errors() || configuration.is_none()))
}

fn outcome(configuration: Option<&str>) -> String {
    let status = if configuration.is_some() {
        "inspected"
    } else {
        "failed"
    };
    json!({ "status": status, "configuration": configuration }).to_string()
}

fn nothing(inspection: &Inspection) -> String {
    if inspection.tables.is_empty() {
        "no configuration: there is no table to read".to_owned()
    } else {
        "no configuration: nothing can be made of these files as they are".to_owned()
    }
}

/// A table as one object.
fn as_json(profile: &Profile) -> Value {
    let columns: Vec<Value> = profile.columns.iter().map(column_as_json).collect();
    let table = profile.tables.first();
    json!({
        "file": table.map(inspect::Table::shown),
        "format": profile.format.id,
        "vendor": profile.format.name,
        "about": profile.format.doc,
        "kind": table.map(|table| &table.kind),
        "encoding": table.map(|table| table.encoding),
        "delimiter": table.map(|table| table.delimiter),
        "packed": table.map(|table| table.packed),
        "timezone": profile.zone,
        "header_rows": table.map(|table| table.header_rows),
        "rows": table.map(|table| table.rows),
        "used": table.map(|table| table.used),
        "set_aside": table.map(|table| &table.set_aside),
        "rejected": table.map(|table| &table.rejected),
        "columns": columns,
    })
}

fn column_as_json(column: &inspect::Column) -> Value {
    let (distinct, more) = column.distinct();
    let scale = match &column.kind {
        ColumnKind::Scale(Scale { bounds, certain, .. }) => Some(json!({
            "low": bounds.low, "high": bounds.high, "certain": certain,
        })),
        _ => None,
    };
    json!({
        "name": column.names.first(),
        "type": type_id(&column.kind),
        "scale": scale,
        "missing": (column.missing() * 1e4).round() / 1e4,
        "distinct": distinct,
        "more": more,
        "samples": column.samples(),
        "dropped": matches!(column.kind, ColumnKind::Personal(_)),
    })
}

const fn type_id(kind: &ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Empty => "empty",
        ColumnKind::Personal(_) => "personal",
        ColumnKind::Date(DateForm::Unclear | DateForm::Mixed) => "date-unclear",
        ColumnKind::Date(_) => "date",
        ColumnKind::Id => "id",
        ColumnKind::YesNo => "yes-no",
        ColumnKind::Scale(_) => "scale",
        ColumnKind::Number => "number",
        ColumnKind::Duration => "duration",
        ColumnKind::Choices(_) => "choices",
        ColumnKind::Category => "category",
        ColumnKind::Text => "text",
    }
}
