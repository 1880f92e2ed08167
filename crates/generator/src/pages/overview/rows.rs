//! The headline figures in a line each.

use cxpress_report::{Cell, FigureSeries, TargetVerdict};
use serde::Serialize;

use super::Builder;
use crate::exhibits::{SPARK_PERIODS, SparkView, TileView};
use crate::language::course::Told;

/// Figures in a line each.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::pages) struct Lines {
    /// What they are.
    caption: String,
    /// The period in words.
    period: String,
    /// The first period that their small lines show, in words.
    since: String,
    /// Whether any of them has a target.
    targets: bool,
    /// A line each.
    rows: Vec<RowView>,
}

/// A figure in a line.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RowView {
    /// The name of the figure.
    label: String,
    /// The way to its page; none where the site has none.
    href: Option<String>,
    /// The value without unit; a word where there is none.
    value: String,
    /// Whether the value is a word.
    wordy: bool,
    /// The interval of the value, and what it rests on.
    base: Option<String>,
    /// The unit beside the value.
    unit: Option<String>,
    /// The last periods as a small line.
    spark: Option<SparkView>,
    /// `better`, `worse`, `same` or `few`: a class of the stylesheet.
    class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    shape: &'static str,
    /// The verdict in few words.
    word: String,
    /// Since when, and what it was; that it is a value so far, or one that people's labels correct.
    notes: Vec<String>,
    /// The target.
    target: Option<String>,
    /// Whether it is met, and since when it is missed.
    reached: Option<String>,
    /// Whether it is missed for certain.
    missed: bool,
}

impl Lines {
    /// The same as plain text, a line each.
    pub(super) fn text(&self) -> String {
        let line = |row: &RowView| {
            let unit = row
                .unit
                .as_deref()
                .map_or_else(String::new, |unit| format!(" {unit}"));
            let base = row
                .base
                .as_deref()
                .map_or_else(String::new, |base| format!(" ({base})"));
            let notes: String = row.notes.iter().map(|note| format!(", {note}")).collect();
            format!(
                "{}: {}{unit}{base} {} {}{notes}",
                row.label, row.value, row.shape, row.word
            )
        };
        let lines: Vec<String> = self.rows.iter().map(line).collect();
        lines.join("\n")
    }
}

impl<'a> Builder<'a> {
    /// The headline figures.
    pub(super) fn headline_lines(&self) -> Lines {
        let headlines = &self.context.report.headlines;
        self.lines(self.context.words.get("section-headlines"), headlines)
    }

    /// Some figures, by their indices.
    pub(in crate::pages) fn lines(&self, caption: String, figures: &[usize]) -> Lines {
        let report = self.context.report;
        let rows = figures
            .iter()
            .map(|index| self.row(*index, &report.figures[*index]));
        let rows: Vec<RowView> = rows.collect();
        let first = self.period.saturating_sub(SPARK_PERIODS - 1);
        Lines {
            caption,
            period: self.context.period(self.period),
            since: self.context.period(first),
            targets: rows.iter().any(|row| row.target.is_some()),
            rows,
        }
    }

    fn row(&self, index: usize, figure: &'a FigureSeries) -> RowView {
        let context = self.context;
        let tile = context.tile(figure, &figure.total, self.period, self.figure_href(index));
        let TileView {
            label,
            href,
            value,
            wordy,
            unit,
            interval,
            spark,
            ..
        } = tile;
        let told = context.told(figure, &figure.total, self.period);
        let brief = told.and_then(|told| Some(told.brief(told.verdict()?)));
        let (view, note) = brief.map_or((None, None), |brief| (Some(brief.verdict), brief.note));
        let shown = figure.total.get(self.period).and_then(Cell::shown);
        let verdict = shown.and_then(|shown| shown.target);
        let target = figure.target.as_ref().filter(|_| verdict.is_some());
        let base = shown.and_then(|it| Some(context.rests_on(figure, shown, it.told().estimate()?)));
        let rests: Vec<String> = interval.into_iter().chain(base).collect();
        RowView {
            label,
            href,
            value,
            wordy,
            base: (!rests.is_empty()).then(|| rests.join(" · ")),
            unit,
            spark,
            class: view.as_ref().map_or("same", |view| view.class),
            shape: view.as_ref().map_or("", |view| view.shape),
            word: view.map_or_else(|| self.not_compared(figure, told), |view| view.text),
            notes: note
                .map(|note| context.words.of_counts(figure, note))
                .into_iter()
                .chain(context.so_far(figure, self.period))
                .chain(shown.and_then(|shown| context.counted(figure, shown)))
                .collect(),
            target: target.map(|target| context.target_value(figure, target.value)),
            reached: verdict.map(|verdict| self.reached(figure, verdict)),
            missed: verdict == Some(TargetVerdict::Missed),
        }
    }

    /// What is said in place of a verdict: of a figure whose changes are not judged, what it was before.
    fn not_compared(&self, figure: &FigureSeries, told: Option<Told<'_>>) -> String {
        if figure.tested {
            self.context.words.get("brief-alone")
        } else {
            told.and_then(Told::was).unwrap_or_default()
        }
    }

    /// *met*, *too close to call*, *missed*, *missed for the third month*.
    fn reached(&self, figure: &FigureSeries, verdict: TargetVerdict) -> String {
        let words = self.context.words;
        let id = match verdict {
            TargetVerdict::Met => "target-met",
            TargetVerdict::CannotSay => "target-cannot-say",
            TargetVerdict::Missed => {
                let n = figure.missed_for(self.period);
                let kind = cxpress_report::period::spec(self.context.report.period_kind).name;
                let args = [("n", n.into()), ("kind", kind.into())];
                return words.say("target-missed-for", args);
            }
        };
        words.get(id)
    }
}
