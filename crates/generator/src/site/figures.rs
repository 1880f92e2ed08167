//! All published figures of a period as one tidy table, for machines: a row a figure, part, group.
//!
//! `FIGURES.md` documents the columns. Everything comes from the report, in which small groups are withheld, and frozen
//! periods are as they were published.

use std::collections::BTreeMap;

use cxpress_metric::{Absence, Method, Reading, Unit};
use cxpress_report::{Cell, Comparison, FigureSeries, Report, Shown, State, Verdict};
use jiff::civil::Date;
use serde::Serialize;

use crate::exhibits::harmless;
use crate::language::number;

/// The version of the columns and of what they mean. It changes when one is renamed, is gone or means something else, not
/// when one is added.
const SCHEMA: u32 = 1;

/// A figure in a period, of all customers or of a group.
#[derive(Clone, Debug, Serialize)]
struct Row {
    figure: String,
    label: String,
    metric: String,
    definition: u32,
    part: String,
    dimension: String,
    group: String,
    period: String,
    from: String,
    until: String,
    state: &'static str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(serialize_with = "label")]
    unit: Unit,
    base: Option<u64>,
    effective_base: Option<f64>,
    verdict: Option<Verdict>,
    difference: Option<f64>,
    difference_low: Option<f64>,
    difference_high: Option<f64>,
    p: Option<f64>,
    adjusted_p: Option<f64>,
    method: Option<Method>,
}

/// All rows of a period, with what they belong to.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    title: &'a str,
    organization: Option<&'a str>,
    language: &'a str,
    timezone: &'a str,
    state: State,
    period: &'a cxpress_report::Period,
    figures: &'a [Row],
}

/// The paths of the files of a period.
pub(crate) fn paths(report: &Report, period: usize) -> [String; 2] {
    let folder = &report.periods[period].id;
    ["csv", "json"].map(|end| format!("{folder}/figures.{end}"))
}

/// The files of all periods up to the reporting period, by their paths.
pub(crate) fn files(report: &Report) -> BTreeMap<String, Vec<u8>> {
    let files = (0..=report.current).flat_map(|period| {
        let rows = rows(report, period);
        let bytes = [csv(&rows), json(report, period, &rows)];
        paths(report, period).into_iter().zip(bytes)
    });
    files.collect()
}

fn csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let row = Row {
            label: harmless(&row.label),
            group: harmless(&row.group),
            ..row.clone()
        };
        // Memory takes everything.
        drop(writer.serialize(row));
    }
    writer.into_inner().unwrap_or_default()
}

fn json(report: &Report, period: usize, rows: &[Row]) -> Vec<u8> {
    let document = Document {
        schema: SCHEMA,
        title: &report.title,
        organization: report.organization.as_deref(),
        language: &report.language,
        timezone: &report.timezone,
        state: report.state,
        period: &report.periods[period],
        figures: rows,
    };
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The figures in their order: of all customers with all their parts, then of groups with the part that is judged.
fn rows(report: &Report, period: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for figure in &report.figures {
        let frame = Frame {
            report,
            figure,
            period,
        };
        if let Some(cell) = figure.total.get(period) {
            frame.total(cell, &mut rows);
        }
        // Groups of other periods have no pages, and are not published.
        for slice in figure.slices.iter().filter(|_| report.has_groups(period)) {
            let dimension = &report.dimensions[slice.dimension];
            let group = (
                dimension.id.as_str(),
                dimension.values[slice.value].label.as_str(),
            );
            if let Some(cell) = slice.cells.get(period) {
                frame.group(cell, group, &mut rows);
            }
        }
    }
    rows
}

/// What the headline is corrected to by people's labels, as a part.
const CORRECTED: &str = "corrected";

/// A figure in a period.
struct Frame<'a> {
    report: &'a Report,
    figure: &'a FigureSeries,
    period: usize,
}

impl Frame<'_> {
    fn total(&self, cell: &Cell, rows: &mut Vec<Row>) {
        let none = ("", "");
        match cell {
            Cell::Absent(Absence::NoData) => {}
            Cell::Shown(shown) => {
                let compared = shown.before.as_ref();
                let first = rows.len();
                rows.push(self.headline(shown, compared, none));
                if let Some(corrected) = &shown.corrected {
                    let headline = Reading::Value(corrected.headline);
                    rows.push(self.reading(CORRECTED, self.figure.unit, &headline, none));
                }
                for part in &shown.parts {
                    let judged = self.figure.judged_part() == Some(part.id.as_str());
                    let row = self.reading(&part.id, part.unit, &part.reading, none);
                    rows.push(row.compared(compared.filter(|_| judged)));
                }
                discreet(shown, &mut rows[first..]);
            }
            cell => rows.push(self.unseen(cell, none)),
        }
    }

    fn group(&self, cell: &Cell, group: (&str, &str), rows: &mut Vec<Row>) {
        match cell {
            Cell::Absent(Absence::NoData) => {}
            Cell::Shown(shown) => {
                let compared = shown.before.as_ref();
                let first = rows.len();
                rows.push(self.headline(shown, compared, group));
                let judged = self.figure.judged_part();
                let judged = shown.parts.iter().find(|part| Some(part.id.as_str()) == judged);
                rows.extend(judged.map(|part| {
                    let row = self.reading(&part.id, part.unit, &part.reading, group);
                    row.compared(compared)
                }));
                discreet(shown, &mut rows[first..]);
            }
            cell => rows.push(self.unseen(cell, group)),
        }
    }

    /// The headline, with its comparison unless that is of a part.
    fn headline(&self, shown: &Shown, compared: Option<&Comparison>, group: (&str, &str)) -> Row {
        let row = self.reading("", self.figure.unit, &shown.headline, group);
        row.compared(compared.filter(|_| self.figure.judged.is_none()))
    }

    fn reading(&self, part: &str, unit: Unit, reading: &Reading, group: (&str, &str)) -> Row {
        let mut row = self.row(part, unit, group);
        match reading {
            Reading::Absent(absence) => row.state = absent(*absence),
            Reading::Value(estimate) => {
                row.value = Some(digits(estimate.value));
                row.low = estimate.interval.map(|interval| digits(interval.low));
                row.high = estimate.interval.and_then(|interval| interval.high).map(digits);
                row.base = Some(estimate.base);
                row.effective_base = Some(digits(estimate.effective));
                row.method = Some(estimate.method);
            }
        }
        row
    }

    /// A cell that shows nothing, and why.
    fn unseen(&self, cell: &Cell, group: (&str, &str)) -> Row {
        let mut row = self.row("", self.figure.unit, group);
        row.state = match cell {
            Cell::Withheld => "withheld",
            Cell::Absent(absence) => absent(*absence),
            Cell::Shown(_) => "shown",
        };
        row
    }

    fn row(&self, part: &str, unit: Unit, (dimension, group): (&str, &str)) -> Row {
        let period = &self.report.periods[self.period];
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Row {
            figure: self.figure.id.clone(),
            label: self.figure.label.clone(),
            metric: self.figure.metric.id.clone(),
            definition: self.figure.metric.definition,
            part: part.to_owned(),
            dimension: dimension.to_owned(),
            group: group.to_owned(),
            period: period.id.clone(),
            from: day(period.start),
            until: day(period.partial.or(period.end)),
            state: "shown",
            value: None,
            low: None,
            high: None,
            unit,
            base: None,
            effective_base: None,
            verdict: None,
            difference: None,
            difference_low: None,
            difference_high: None,
            p: None,
            adjusted_p: None,
            method: None,
        }
    }
}

/// A unit by its name: that of its own, where it is one.
fn label<S: serde::Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.label())
}

/// Leaves out what tells of weights where a group is withheld.
fn discreet(shown: &Shown, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|_| shown.discreet) {
        row.effective_base = None;
    }
}

impl Row {
    /// The row with what came of its comparison with the period before. Where one side has too few, nothing was tested.
    fn compared(mut self, comparison: Option<&Comparison>) -> Self {
        let Some(comparison) = comparison else {
            return self;
        };
        self.verdict = Some(comparison.verdict);
        let change = comparison.change.as_ref();
        if let Some(change) = change.filter(|_| comparison.verdict != Verdict::TooFew) {
            self.difference = Some(digits(change.difference));
            self.difference_low = Some(digits(change.interval.low));
            self.difference_high = change.interval.high.map(digits);
            self.p = Some(digits(change.p));
            self.adjusted_p = comparison.adjusted_p.map(digits);
        }
        self
    }
}

const fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NoData => "no-data",
        Absence::TooFew => "too-few",
        Absence::NotReached => "not-reached",
        Absence::Failed => "failed",
        Absence::OtherLanguage => "other-language",
    }
}

/// A number as pages give it to scripts: with seven digits.
fn digits(value: f64) -> f64 {
    number::key(value).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documentation, whose first table lists the columns.
    const DOCUMENTED: &str = include_str!("../../../../FIGURES.md");

    #[test]
    fn every_column_is_documented_in_its_order() {
        let lines = DOCUMENTED.lines().filter_map(|line| line.strip_prefix("| `"));
        let documented: Vec<&str> = lines.filter_map(|line| line.split('`').next()).collect();
        let row = Row {
            figure: "=1".to_owned(),
            label: "=1".to_owned(),
            metric: String::new(),
            definition: 1,
            part: String::new(),
            dimension: String::new(),
            group: "@x".to_owned(),
            period: String::new(),
            from: String::new(),
            until: String::new(),
            state: "shown",
            value: Some(1.5),
            low: None,
            high: None,
            unit: Unit::Percent,
            base: None,
            effective_base: None,
            verdict: Some(Verdict::NoEvidence),
            difference: None,
            difference_low: None,
            difference_high: None,
            p: None,
            adjusted_p: None,
            method: Some(Method::Wilson),
        };
        let text = String::from_utf8(csv(&[row])).unwrap();
        let (header, line) = text.split_once('\n').unwrap();
        assert_eq!(documented, header.split(',').collect::<Vec<_>>());
        assert_eq!(
            line,
            "=1,'=1,,1,,,'@x,,,,shown,1.5,,,percent,,,no-evidence,,,,,,wilson\n"
        );
        assert!(DOCUMENTED.contains(&format!("schema {SCHEMA}")));
    }
}
