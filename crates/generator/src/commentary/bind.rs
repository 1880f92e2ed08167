//! Bound values: from `{{ recommend.change(channel="chat") }}` to the figure as readers see it.

use std::collections::BTreeSet;

use cxpress_diagnostic::{Code, Diagnostic, did_you_mean};
use cxpress_document::address;
use cxpress_document::address::Found;
use cxpress_document::commentary::Binding;
use cxpress_metric::Unit;
use cxpress_report::{Cell, Comparison, Dimension, FigureSeries, Report, Shown};

use crate::Fault;
use crate::language::Words;
use crate::language::say;

/// What may stand after the dot for every figure.
const EVERYWHERE: [&str; 6] = ["base", "before", "change", "counted", "interval", "verdict"];

/// The text of a bound value, or what is wrong with it.
pub(crate) struct Bound {
    /// What is printed.
    pub(crate) text: String,
    /// The figure is withheld or absent, so that a word is printed in its place; its group is named by what may not tell
    /// it from others.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// The value of a binding in a period.
pub(crate) fn resolve(
    report: &Report,
    words: &Words,
    period: usize,
    binding: &Binding,
) -> Result<Bound, Fault> {
    let figure = find_figure(report, binding)?;
    let (cells, warning) = find_cells(report, figure, binding)?;
    let part = binding.part.as_deref();
    check_part(figure, part, binding)?;
    let cell = cells.and_then(|cells| cells.get(period));
    let printed = match cell {
        Some(Cell::Shown(shown)) => printed(report, words, figure, shown, cells, period, part),
        Some(Cell::Withheld) => Err(say::withheld(words, report.minimum_base)),
        Some(Cell::Absent(absence)) => Err(words.absence(*absence)),
        None => Err(words.get("no-data")),
    };
    let absent = printed.as_ref().err().map(|text| absent(binding, text));
    Ok(Bound {
        warnings: warning.into_iter().chain(absent).collect(),
        text: printed.unwrap_or_else(|text| text),
    })
}

/// The text of a part of a figure that is shown; the word in its place if it has none.
fn printed(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    shown: &Shown,
    cells: Option<&[Cell]>,
    period: usize,
    part: Option<&str>,
) -> Result<String, String> {
    let compared = shown.before.as_ref();
    let nothing = || words.get("no-comparison");
    match part {
        Some("base") => base(words, shown),
        Some("interval") => interval(words, figure, shown),
        Some("change") => compared
            .and_then(|it| change(words, it))
            .map(|change| counted(words, figure, change))
            .ok_or_else(nothing),
        Some("counted") => reading(words, figure, shown, None),
        Some("verdict") => compared
            .map(|it| say::verdict_word(words, it.verdict))
            .ok_or_else(nothing),
        Some("before") => {
            let cell = cells.and_then(|cells| cells.get(period.checked_sub(1)?));
            before(report, words, figure, cell)
        }
        None => headline(words, figure, shown),
        part => reading(words, figure, shown, part),
    }
}

/// The headline that readers are told. What is not corrected is called counted where other headlines of the figure are.
fn headline(words: &Words, figure: &FigureSeries, shown: &Shown) -> Result<String, String> {
    match &shown.corrected {
        Some(corrected) => Ok(words.estimate(figure.unit, &corrected.headline)),
        None => reading(words, figure, shown, None).map(|text| counted(words, figure, text)),
    }
}

/// What was counted, called so where people's labels correct the headline.
fn counted(words: &Words, figure: &FigureSeries, text: String) -> String {
    if figure.is_corrected() {
        words.say("value-counted", [("value", text.into())])
    } else {
        text
    }
}

fn reading(
    words: &Words,
    figure: &FigureSeries,
    shown: &Shown,
    part: Option<&str>,
) -> Result<String, String> {
    let unit = unit_of(figure, shown, part);
    let reading = shown.reading(part).ok_or_else(|| words.get("no-data"))?;
    let text = words.reading(unit, reading);
    if reading.estimate().is_some() {
        Ok(text)
    } else {
        Err(text)
    }
}

fn unit_of(figure: &FigureSeries, shown: &Shown, part: Option<&str>) -> Unit {
    let found = part.and_then(|id| shown.parts.iter().find(|part| part.id == id));
    found.map_or(figure.unit, |part| part.unit)
}

fn base(words: &Words, shown: &Shown) -> Result<String, String> {
    let estimate = shown.headline.estimate().ok_or_else(|| words.get("no-data"))?;
    Ok(words.count(estimate.base))
}

fn interval(words: &Words, figure: &FigureSeries, shown: &Shown) -> Result<String, String> {
    let told = shown.told();
    let estimate = told.estimate().ok_or_else(|| words.get("no-data"))?;
    let interval = estimate.interval.ok_or_else(|| words.get("no-interval"))?;
    Ok(words.measure(figure.unit, estimate.value).interval(interval))
}

fn change(words: &Words, comparison: &Comparison) -> Option<String> {
    let change = comparison.change.as_ref()?;
    Some(
        words
            .measure(change.unit, change.difference)
            .difference(change.difference),
    )
}

fn before(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    cell: Option<&Cell>,
) -> Result<String, String> {
    match cell {
        Some(Cell::Shown(shown)) => headline(words, figure, shown),
        Some(Cell::Withheld) => Err(say::withheld(words, report.minimum_base)),
        Some(Cell::Absent(absence)) => Err(words.absence(*absence)),
        None => Err(words.get("no-data")),
    }
}

fn absent(binding: &Binding, text: &str) -> Diagnostic {
    let message = format!("`{}` has no value here: the page says “{text}”", binding.written);
    Diagnostic::warning(Code::BindingAbsent, message).at(binding.place.clone())
}

/// A figure by its id, or by its metric's while only one figure has it.
fn find_figure<'a>(report: &'a Report, binding: &Binding) -> Result<&'a FigureSeries, Fault> {
    let name = binding.figure.as_str();
    if let Some(figure) = report.figure(name) {
        return Ok(figure);
    }
    let of_metric: Vec<_> = report
        .figures
        .iter()
        .filter(|figure| figure.metric.id == name)
        .collect();
    match of_metric.as_slice() {
        [one] => Ok(one),
        [] => {
            let known = report.figures.iter().map(|figure| figure.id.as_str());
            Err(unknown(Code::UnknownFigure, "figure", name, known, binding))
        }
        several => {
            let ids: Vec<_> = several.iter().map(|figure| format!("`{}`", figure.id)).collect();
            let message = format!("`{name}` is the metric of {} figures", several.len());
            let wrong = Diagnostic::error(Code::FigureAmbiguous, message).at(binding.place.clone());
            Err(Box::new(
                wrong.help(format!("name the figure: {}", ids.join(", "))),
            ))
        }
    }
}

/// The cells that a binding's slice points to, none if the figure has none there; with what may be wrong with the name.
fn find_cells<'a>(
    report: &Report,
    figure: &'a FigureSeries,
    binding: &Binding,
) -> Result<(Option<&'a [Cell]>, Option<Diagnostic>), Fault> {
    let [(dimension, value)] = binding.slice.as_slice() else {
        return if binding.slice.is_empty() {
            Ok((Some(&figure.total), None))
        } else {
            Err(two_filters(binding))
        };
    };
    let (index, found) = find_dimension(report, dimension, binding)?;
    let (value, warning) =
        find_value(found, value).map_err(|wrong| Box::new(wrong.at(binding.place.clone())))?;
    let cells = figure.slice(index, value).map(|slice| slice.cells.as_slice());
    Ok((cells, warning.map(|warning| warning.at(binding.place.clone()))))
}

fn two_filters(binding: &Binding) -> Fault {
    let message = format!("`{}` has {} filters", binding.written, binding.slice.len());
    let wrong = Diagnostic::error(Code::TwoFilters, message).at(binding.place.clone());
    Box::new(
        wrong
            .note("figures are known by one dimension at a time")
            .help("keep one filter"),
    )
}

fn find_dimension<'a>(
    report: &'a Report,
    name: &str,
    binding: &Binding,
) -> Result<(usize, &'a Dimension), Fault> {
    let named = |dimension: &Dimension| dimension.id == name || dimension.label == name;
    let found = report
        .dimensions
        .iter()
        .enumerate()
        .find(|(_, dimension)| named(dimension));
    let known = report.dimensions.iter().map(|dimension| dimension.id.as_str());
    found.ok_or_else(|| unknown(Code::UnknownDimension, "dimension", name, known, binding))
}

/// A value of a dimension by its name, with a warning where that may not tell it from others. What is wrong has no place
/// yet.
pub(crate) fn find_value(
    dimension: &Dimension,
    name: &str,
) -> Result<(usize, Option<Diagnostic>), Diagnostic> {
    match address::find(dimension, name) {
        Found::One(value) => Ok((value, None)),
        Found::Likely(value, warning) => Ok((value, Some(warning))),
        Found::Several(error) => Err(error),
        Found::Nothing => {
            let values = dimension.values.iter();
            let known =
                values.flat_map(|value| [value.raw.as_str(), value.label.as_str(), value.id.as_str()]);
            let what = format!("value of `{}`", dimension.id);
            Err(no_such(Code::UnknownValue, &what, name, known))
        }
    }
}

/// Whether a part can be printed for this figure in some period.
fn check_part(figure: &FigureSeries, part: Option<&str>, binding: &Binding) -> Result<(), Fault> {
    let Some(name) = part else { return Ok(()) };
    let slices = figure.slices.iter().flat_map(|slice| &slice.cells);
    let shown = figure.total.iter().chain(slices).filter_map(Cell::shown);
    let mut known: BTreeSet<&str> = shown
        .flat_map(|shown| &shown.parts)
        .map(|part| part.id.as_str())
        .collect();
    known.extend(EVERYWHERE);
    if known.contains(name) {
        return Ok(());
    }
    Err(unknown(
        Code::UnknownPart,
        &format!("part of `{}`", figure.id),
        name,
        known,
        binding,
    ))
}

/// An error for a name that is not there, with the nearest one or all there are.
fn unknown<'a>(
    code: Code,
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    binding: &Binding,
) -> Fault {
    Box::new(no_such(code, what, name, known).at(binding.place.clone()))
}

/// How many names an error lists at most.
const LISTED: usize = 12;

/// An error for a name that is not there, with the nearest one or those there are.
pub(crate) fn no_such<'a>(
    code: Code,
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let known: Vec<_> = known.into_iter().collect();
    let wrong = Diagnostic::error(code, format!("there is no {what} `{name}`"));
    if let Some(question) = did_you_mean(name, known.iter().copied()) {
        return wrong.help(question);
    }
    let mut listed: Vec<_> = known
        .iter()
        .take(LISTED)
        .map(|name| format!("`{name}`"))
        .collect();
    if known.len() > LISTED {
        listed.push("…".to_owned());
    }
    wrong.note(if listed.is_empty() {
        "there is none".to_owned()
    } else {
        format!("there is {}", listed.join(", "))
    })
}
