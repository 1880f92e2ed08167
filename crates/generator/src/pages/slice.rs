//! The page of a dimension's value: the figures side by side.

use std::collections::BTreeSet;

use cxpress_report::{Cell as Value, Comparison, FigureSeries, Report, TileKind, TileVerdict};
use serde::Serialize;

use super::{Content, Find, Name, PageKind};
use crate::context::Context;
use crate::exhibits::{Cell, Table, TileView, has_course, holds};
use crate::language::{Words, echo, say};
use crate::page::{About, GROUP, Page};
use crate::plan::{Scope, Spec, tells};
use crate::view::{Link, NoteView};

/// A value of a dimension in a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SlicePage {
    /// The period in words.
    period: String,
    /// The name of the dimension.
    dimension: String,
    /// The name of the group.
    label: String,
    /// The finding of the group.
    headline: String,
    /// Its figures.
    tiles: Vec<TileView>,
    /// The group beside the whole.
    table: Table,
    /// Commentary for this page.
    notes: Vec<NoteView>,
    /// The pages of the other groups.
    siblings: Vec<Link>,
}

holds!(SlicePage: table);

/// The groups in all periods that have pages for them.
pub(super) struct Groups;

impl PageKind for Groups {
    fn spec(&self) -> Spec {
        Spec {
            name: GROUP,
            word: "nav-groups",
            template: "slice.html",
            scope: Scope::Subject,
            place: 6,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let periods = (0..=report.current).filter(|period| report.has_groups(*period));
        periods.flat_map(|period| in_period(report, period)).collect()
    }

    fn name(&self, report: &Report, _: &Words, page: Page) -> Option<Name> {
        let About::Group { dimension, value } = page.about else {
            return None;
        };
        let dimension = &report.dimensions[dimension];
        Some(Name {
            find: Find::Group,
            title: dimension.values[value].label.clone(),
            note: dimension.label.clone(),
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let About::Group { dimension, value } = page.about else {
            return None;
        };
        let builder = Builder {
            context,
            page,
            period: page.period(context.report),
            dimension,
            value,
        };
        let view = builder.lay_out();
        let title = format!("{} · {}", view.label, view.period);
        Some(Content::new(title, Vec::new(), view))
    }
}

fn in_period(report: &Report, period: usize) -> BTreeSet<Page> {
    let series = report.figures.iter().flat_map(|figure| &figure.slices);
    let told = series.filter(|slice| slice.cells.get(period).is_some_and(tells));
    told.map(|slice| Page::group(period, slice.dimension, slice.value))
        .collect()
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
    dimension: usize,
    value: usize,
}

impl<'a> Builder<'a> {
    fn lay_out(self) -> SlicePage {
        let dimension = &self.context.report.dimensions[self.dimension];
        SlicePage {
            period: self.context.period(self.period),
            dimension: dimension.label.clone(),
            label: dimension.values[self.value].label.clone(),
            headline: self.headline(),
            tiles: self.tiles(),
            table: self.table(),
            notes: self.context.note_views(self.page),
            siblings: self.siblings(),
        }
    }

    /// The figures that have this value, each with its cells.
    fn figures(self) -> impl Iterator<Item = (usize, &'a FigureSeries, &'a [Value])> {
        let figures = self.context.report.figures.iter().enumerate();
        figures.filter_map(move |(index, figure)| {
            let slice = figure.slice(self.dimension, self.value)?;
            let told = matches!(slice.cells.get(self.period)?, Value::Shown(_) | Value::Withheld);
            told.then_some((index, figure, slice.cells.as_slice()))
        })
    }

    fn href(self, figure: usize) -> Option<String> {
        self.context.href(self.page, Page::figure(self.period, figure))
    }

    fn headline(self) -> String {
        let words = self.context.words;
        let label = self.context.report.dimensions[self.dimension].values[self.value]
            .label
            .as_str();
        let marked = self.named_by(|told| told.is_marked());
        let changed = if marked.is_empty() {
            self.named_by(|told| matches!(told.kind, TileKind::Back | TileKind::AsAYearAgo))
        } else {
            marked
        };
        if changed.is_empty() {
            return words.say("slice-none", [("value", label.into())]);
        }
        let clause = |(verdict, figures): &(String, Vec<String>)| {
            let args = [
                ("figure", words.list(figures).into()),
                ("verdict", verdict.as_str().into()),
            ];
            words.say("slice-figure", args)
        };
        let clauses: Vec<_> = changed.iter().map(clause).collect();
        words.say(
            "slice-headline",
            [("value", label.into()), ("list", clauses.join("; ").into())],
        )
    }

    /// The figures with some verdicts, by the word for them, in their order.
    fn named_by(self, is_meant: impl Fn(TileVerdict) -> bool) -> Vec<(String, Vec<String>)> {
        let mut named: Vec<(String, Vec<String>)> = Vec::new();
        for (_, figure, cells) in self.figures() {
            let told = self.context.told(figure, cells, self.period);
            let told = told.and_then(|told| Some((told, told.verdict().filter(|it| is_meant(*it))?)));
            let Some((told, verdict)) = told else {
                continue;
            };
            let word = if verdict.is_marked() {
                say::verdict_word(self.context.words, verdict.mark)
            } else {
                told.view(verdict).text
            };
            match named.iter_mut().find(|(known, _)| *known == word) {
                Some((_, figures)) => figures.push(figure.label.clone()),
                None => named.push((word, vec![figure.label.clone()])),
            }
        }
        named
    }

    fn tiles(self) -> Vec<TileView> {
        let tile = |(index, figure, cells): (usize, &FigureSeries, &[Value])| {
            let mut tile = self.context.tile(figure, cells, self.period, self.href(index));
            let (words, report) = (self.context.words, self.context.report);
            let mark = echo::mark(words, report, (figure, self.period), (self.dimension, self.value));
            tile.notes.extend(mark);
            let rest = cells[self.period].shown().and_then(|shown| shown.rest.as_ref());
            tile.notes
                .extend(rest.map(|rest| say::rest_word(words, rest.verdict)));
            tile
        };
        self.figures().map(tile).collect()
    }

    fn table(self) -> Table {
        let words = self.context.words;
        let over_time = self.figures().any(|(_, _, cells)| has_course(cells, self.period));
        let columns = [
            Some(("column-figure", false)),
            Some(("column-value", true)),
            Some(("column-everybody", true)),
            over_time.then_some(("column-level", false)),
            Some(("column-against-before", false)),
            Some(("column-against-rest", false)),
        ];
        let columns = columns.into_iter().flatten();
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let mut table = Table::new(words.get("slice-caption"), columns);
        for (index, figure, cells) in self.figures() {
            let shown = cells[self.period].shown();
            let value = |cell: Option<&Value>| {
                let estimate = cell
                    .and_then(Value::shown)
                    .and_then(|shown| shown.headline.estimate());
                Cell::text(self.context.headline(figure, cell)).estimated(figure.unit, estimate)
            };
            let before = shown.and_then(|shown| shown.before.as_ref());
            let rest = shown.and_then(|shown| shown.rest.as_ref());
            let mut row = vec![
                Cell::text(words.counted_name(figure)).link(self.href(index)),
                value(cells.get(self.period)),
                value(figure.total.get(self.period)),
            ];
            row.extend(over_time.then(|| self.context.level_cell(figure, cells, self.period)));
            row.extend([
                before.map_or_else(Cell::none, |it| {
                    self.verdict(it, say::verdict_word(words, it.verdict))
                }),
                rest.map_or_else(Cell::none, |it| {
                    self.verdict(it, say::rest_word(words, it.verdict))
                }),
            ]);
            table.push(row);
        }
        table
    }

    fn verdict(self, comparison: &Comparison, word: String) -> Cell {
        let words = self.context.words;
        let mut verdict = say::verdict(words, comparison.verdict);
        verdict.text = word;
        let word = verdict.text.clone();
        let change = comparison.change.as_ref();
        let change = change.filter(|_| comparison.verdict != cxpress_report::Verdict::TooFew);
        Cell::from(verdict)
            .small(change.map(|change| say::change_short(words, change)))
            .compared(word, comparison)
    }

    fn siblings(self) -> Vec<Link> {
        let values = &self.context.report.dimensions[self.dimension].values;
        let pages = self
            .context
            .sliced_values(self.period, self.dimension)
            .into_iter();
        let links = pages.filter_map(|value| {
            let to = Page::group(self.period, self.dimension, value);
            let href = self.context.href(self.page, to)?;
            Some(Link {
                label: values[value].label.clone(),
                href,
                current: value == self.value,
            })
        });
        links.collect()
    }
}
