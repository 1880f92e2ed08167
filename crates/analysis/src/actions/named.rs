//! What actions and events name: questions, dimensions, values. A name that is not there is a warning.

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use cxpress_document::actions::{Named, SliceName};
use cxpress_document::address;
use cxpress_document::address::Found;

use crate::schema::Schema;
use crate::values::Values;

/// The place of a question among all.
pub(super) fn question(
    schema: &Schema<'_>,
    named: &Named,
    note: &str,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let ids = || {
        schema
            .measures
            .iter()
            .map(|measure| measure.config.question.id.as_str())
    };
    let found = ids().position(|id| id == named.name);
    if found.is_none() {
        diagnostics.push(unknown(Code::UnknownFigure, "question", named, ids(), note));
    }
    found
}

/// A dimension by its id, and a value by its text in the data, its label or its address.
pub(super) fn slice(
    values: &Values,
    name: &SliceName,
    note: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let dimensions = &values.dimensions;
    let ids = dimensions.iter().map(|dimension| dimension.id.as_str());
    let Some(dimension) = dimensions
        .iter()
        .position(|known| known.id == name.dimension.name)
    else {
        diagnostics.push(unknown(
            Code::UnknownDimension,
            "dimension",
            &name.dimension,
            ids,
            note,
        ));
        return None;
    };
    let place = || name.value.place.clone();
    let value = match address::find(&dimensions[dimension], &name.value.name) {
        Found::One(value) => value,
        Found::Likely(value, warning) => {
            diagnostics.push(warning.at(place()));
            value
        }
        Found::Several(error) => {
            diagnostics.push(error.at(place()));
            return None;
        }
        Found::Nothing => {
            let known = dimensions[dimension].values.iter();
            let texts = known.flat_map(|value| [value.raw.as_str(), value.label.as_str()]);
            let what = format!("value of `{}`", name.dimension.name);
            diagnostics.push(unknown(Code::UnknownValue, &what, &name.value, texts, note));
            return None;
        }
    };
    Some((dimension, value))
}

/// How many names a message lists at most.
const LISTED: usize = 12;

fn unknown<'a>(
    code: Code,
    what: &str,
    named: &Named,
    known: impl Iterator<Item = &'a str>,
    note: &str,
) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let help = did_you_mean(&named.name, known.iter().copied()).unwrap_or_else(|| {
        let listed = known.iter().take(LISTED).map(|name| format!("`{name}`"));
        format!("write one of {}", listed.collect::<Vec<_>>().join(", "))
    });
    Diagnostic::warning(code, format!("there is no {what} `{}`", named.name))
        .at(named.place.clone())
        .note(note)
        .help(help)
}
