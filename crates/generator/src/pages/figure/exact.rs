//! A figure to the last digit, for those who check it against other sources.

use cxpress_metric::{Interval, Reading, Unit};
use cxpress_report::{Change, FigurePart, FigureSeries, Shown};

use crate::exhibits::{Cell, Table};
use crate::language::Words;
use crate::language::say;

const HOUR: f64 = 3_600.0;

/// The values, and the change against the period before in every reading.
pub(super) fn tables(words: &Words, figure: &FigureSeries, shown: &Shown) -> Vec<Table> {
    [Some(values(words, figure, shown)), changes(words, shown)]
        .into_iter()
        .flatten()
        .collect()
}

fn values(words: &Words, figure: &FigureSeries, shown: &Shown) -> Table {
    let columns = [
        "column-part",
        "column-value",
        "exact-low",
        "exact-high",
        "column-base",
        "exact-effective",
    ];
    let columns = columns.map(|id| (words.get(id), id != "column-part"));
    let mut table = Table::new(words.get("exact-caption"), columns);
    let name = |part: &FigurePart| say::part_name(words, figure, part);
    table.push(value(
        words,
        words.counted_name(figure),
        figure.unit,
        &shown.headline,
    ));
    if let Some(corrected) = &shown.corrected {
        let headline = Reading::Value(corrected.headline);
        table.push(value(words, figure.label.clone(), figure.unit, &headline));
    }
    for part in &shown.parts {
        table.push(value(words, name(part), part.unit, &part.reading));
    }
    if let Some(plain) = &shown.unweighted {
        let unweighted = |label: String| words.say("exact-unweighted", [("label", label.into())]);
        table.push(value(
            words,
            unweighted(figure.label.clone()),
            figure.unit,
            &plain.headline,
        ));
        for part in plain.parts.iter().filter(|part| part.unit != Unit::Count) {
            table.push(value(words, unweighted(name(part)), part.unit, &part.reading));
        }
        let mut weight = vec![
            Cell::text(words.get("exact-weight")),
            Cell::text(words.fixed(plain.weight, 7)).number(plain.weight, Some(Unit::Count)),
        ];
        weight.resize_with(6, Cell::none);
        table.push(weight);
    }
    table.fixed()
}

fn value(words: &Words, label: String, unit: Unit, reading: &Reading) -> Vec<Cell> {
    let mut row = vec![Cell::text(label)];
    match reading {
        Reading::Absent(absence) => row.push(Cell::text(words.absence(*absence)).quiet()),
        Reading::Value(estimate) => {
            let effective = Cell::text(words.chosen(estimate.effective, 4));
            row.push(Cell::text(with_unit(words, unit, estimate.value)).number(estimate.value, Some(unit)));
            row.extend(ends(words, unit, estimate.interval));
            row.push(Cell::count(words, estimate.base));
            row.push(effective.number(estimate.effective, None));
        }
    }
    row.resize_with(6, Cell::none);
    row
}

fn ends(words: &Words, unit: Unit, interval: Option<Interval>) -> [Cell; 2] {
    let Some(interval) = interval else {
        return [Cell::none(), Cell::none()];
    };
    let high = interval.high.map_or_else(
        || Cell::text(words.get("not-reached")),
        |high| exactly(words, unit, high),
    );
    [exactly(words, unit, interval.low), high]
}

fn changes(words: &Words, shown: &Shown) -> Option<Table> {
    let comparison = shown.before.as_ref()?;
    let columns = [
        "column-reading",
        "column-difference",
        "exact-low",
        "exact-high",
        "column-se",
        "column-p",
    ];
    let columns = columns.map(|id| (words.get(id), id != "column-reading"));
    let mut table = Table::new(words.get("exact-change-caption"), columns);
    for change in comparison.change.iter().chain(&comparison.readings) {
        table.push(change_row(words, change));
        let approximation = approximation_row(words, change);
        approximation.into_iter().for_each(|row| table.push(row));
    }
    table.fixed().if_any()
}

fn reading(words: &Words, change: &Change, normal: bool) -> String {
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    words.say(
        "exact-reading",
        [
            ("weighted", yes(change.weighted).into()),
            ("clustered", yes(change.clustered).into()),
            ("normal", yes(normal).into()),
        ],
    )
}

fn change_row(words: &Words, change: &Change) -> Vec<Cell> {
    let [low, high] = ends(words, change.unit, Some(change.interval));
    let error = change
        .standard_error
        .map_or_else(Cell::none, |it| exactly(words, change.unit, it));
    vec![
        Cell::text(reading(words, change, false)),
        exactly(words, change.unit, change.difference),
        low,
        high,
        error,
        Cell::text(p(words, change.p)).number(change.p, None),
    ]
}

fn approximation_row(words: &Words, change: &Change) -> Option<Vec<Cell>> {
    let normal = change.approximation?;
    Some(vec![
        Cell::text(reading(words, change, true)),
        exactly(words, change.unit, normal.difference),
        Cell::none(),
        Cell::none(),
        exactly(words, change.unit, normal.standard_error),
        Cell::text(p(words, normal.p)).number(normal.p, None),
    ])
}

fn exactly(words: &Words, unit: Unit, value: f64) -> Cell {
    Cell::text(digits(words, unit, value)).number(value, Some(unit))
}

/// Durations in hours, since that is how they are published elsewhere.
fn digits(words: &Words, unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds | Unit::BusinessSeconds => words.fixed(value / HOUR, 4),
        Unit::Count => words.chosen(value, 4),
        Unit::Points | Unit::Percent | Unit::Mean | Unit::Own(_) => words.fixed(value, 7),
    }
}

fn with_unit(words: &Words, unit: Unit, value: f64) -> String {
    let number = digits(words, unit, value);
    match unit {
        Unit::Seconds | Unit::BusinessSeconds => words.say("exact-hours", [("number", number.into())]),
        Unit::Percent => words.say("percent", [("number", number.into())]),
        Unit::Own(own) => words.in_own_unit(number, own),
        Unit::Points | Unit::Mean | Unit::Count => number,
    }
}

/// A p with two significant digits, however small: `0.0143`, `6.6e−6`.
fn p(words: &Words, p: f64) -> String {
    if p < 0.001 {
        words.scientific(p)
    } else {
        words.fixed(p, 4)
    }
}
