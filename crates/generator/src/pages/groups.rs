//! The groups of a period: the headline figures by the values of each dimension.

use cxpress_report::{Cell as Value, FigureSeries, Report, TileVerdict};
use serde::Serialize;

use super::{Content, PageKind};
use crate::context::Context;
use crate::exhibits::{Cell, Table, holds};
use crate::language::{echo, say};
use crate::page::{GROUPS, Page};
use crate::plan::{Scope, Spec, tells};
use crate::view::Link;

/// How many figures stand for the groups of a dimension in which there is no headline figure.
const OTHERS: usize = 4;

/// The groups of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GroupsPage {
    /// The period in words.
    period: String,
    /// By what customers are told apart.
    title: String,
    /// The headline figures by each dimension.
    groups: Vec<GroupView>,
}

holds!(GroupsPage: groups);

/// The values of a dimension, with the headline figures.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GroupView {
    /// The id of the dimension.
    id: String,
    /// Its name.
    label: String,
    /// Its groups.
    table: Table,
}

holds!(GroupView: table);

/// The lists of all groups.
pub(super) struct GroupLists;

impl PageKind for GroupLists {
    fn spec(&self) -> Spec {
        Spec {
            name: GROUPS,
            word: "nav-groups",
            template: "groups.html",
            scope: Scope::Entered,
            place: 5,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let told = |period: &usize| {
            let mut slices = report.figures.iter().flat_map(|figure| &figure.slices);
            report.has_groups(*period) && slices.any(|slice| slice.cells.get(*period).is_some_and(tells))
        };
        let periods = (0..=report.current).filter(told);
        let pages = periods.map(|period| Page::of_period(GROUPS, period));
        pages.flat_map(|page| [page, page.entered(report)]).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let builder = Builder {
            context,
            page,
            period: page.period(context.report),
        };
        let dimensions = context.sliced_dimensions(builder.period);
        let labels: Vec<String> = dimensions
            .iter()
            .map(|dimension| context.report.dimensions[*dimension].label.clone())
            .collect();
        let view = GroupsPage {
            period: context.period(builder.period),
            title: context
                .words
                .say("groups-title", [("list", context.words.few(&labels).into())]),
            groups: dimensions.into_iter().map(|it| builder.group(it)).collect(),
        };
        let place = |group: &GroupView| Link::place(&format!("by-{}", group.id), group.label.clone());
        let places = view.groups.iter().map(place).collect();
        let title = format!("{} · {}", context.words.get(self.spec().word), view.period);
        Some(Content::new(title, places, view))
    }
}

struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl Builder<'_> {
    fn headlines(&self) -> impl Iterator<Item = (usize, &FigureSeries)> {
        let report = self.context.report;
        let headlines = report.headlines.iter();
        headlines.map(|index| (*index, &report.figures[*index]))
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
            let label = Cell::text(&named.values[value].label).link(
                self.context
                    .href(self.page, Page::group(self.period, dimension, value)),
            );
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
