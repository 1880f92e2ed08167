//! The headline figures by the values of each dimension.

use cxpress_report::{Cell as Value, FigureSeries, TileVerdict};
use serde::Serialize;

use super::Builder;
use crate::exhibits::{Cell, Table, holds};
use crate::language::{echo, say};

/// How many figures stand for the groups of a dimension in which there is no headline figure.
const OTHERS: usize = 4;

/// The values of a dimension, with the headline figures.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct GroupView {
    /// The id of the dimension.
    id: String,
    /// Its name.
    label: String,
    /// Its groups.
    table: Table,
}

holds!(GroupView: table);

impl Builder<'_> {
    pub(super) fn groups(&self) -> Vec<GroupView> {
        let dimensions = self.context.sliced_dimensions(self.period);
        dimensions
            .into_iter()
            .map(|dimension| self.group(dimension))
            .collect()
    }

    fn group(&self, dimension: usize) -> GroupView {
        let named = &self.context.report.dimensions[dimension];
        let values = self.context.sliced_values(self.period, dimension);
        let any = |figure: &FigureSeries| {
            values
                .iter()
                .any(|value| figure.slice(dimension, *value).is_some())
        };
        let headlines: Vec<_> = self.headlines().filter(|(_, figure)| any(figure)).collect();
        // The groups of stores, say, in a source without a headline figure have others.
        let (figures, caption) = if headlines.is_empty() {
            let all = self.context.report.figures.iter().enumerate();
            let others = all.filter(|(_, figure)| any(figure)).take(OTHERS);
            (others.collect(), "group-caption-others")
        } else {
            (headlines, "group-caption")
        };
        let labels = figures
            .iter()
            .map(|(_, figure)| (self.context.words.counted_name(figure), true));
        let columns = std::iter::once((named.label.clone(), false)).chain(labels);
        let words = self.context.words;
        let caption = words.say(caption, [("dimension", named.label.as_str().into())]);
        let mut table = Table::new(caption, columns);
        for value in values {
            let label = Cell::text(&named.values[value].label).link(self.slice_href(dimension, value));
            let cells = figures
                .iter()
                .map(|(_, figure)| self.group_cell(figure, dimension, value));
            table.push(std::iter::once(label).chain(cells).collect());
        }
        GroupView {
            id: named.id.clone(),
            label: named.label.clone(),
            table,
        }
    }

    fn group_cell(&self, figure: &FigureSeries, dimension: usize, value: usize) -> Cell {
        let cell = figure
            .slice(dimension, value)
            .and_then(|slice| slice.cells.get(self.period));
        let text = self.context.headline(figure, cell);
        let Some(shown) = cell.and_then(Value::shown) else {
            return Cell::text(text).quiet();
        };
        let told = TileVerdict::of(shown).filter(|it| it.is_marked());
        let verdict = told.map(|it| it.mark);
        let words = self.context.words;
        let of_figure = (figure, self.period);
        let mark = echo::mark(words, self.context.report, of_figure, (dimension, value));
        let word = verdict.map(|it| say::verdict_word(words, it));
        let word = word.map(|word| match mark {
            Some(mark) => words.say("echo-word", [("verdict", word.into()), ("mark", mark.into())]),
            None => word,
        });
        let mut cell = Cell::text(text)
            .small(word)
            .estimated(figure.unit, shown.headline.estimate());
        if let Some(verdict) = verdict {
            cell.class = say::class(verdict);
            cell.shape = Some(say::shape(verdict));
        }
        cell
    }
}
