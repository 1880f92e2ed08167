//! What nobody would choose to show of the reporting period, for the overview.

use cxpress_report::{Change, FigureSeries, Shown, Uncomfortable};
use serde::Serialize;

use crate::context::Context;
use crate::language::say;
use crate::page::Page;

/// One such finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct UncomfortableView {
    /// What kind of finding it is.
    term: String,
    /// The figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// The finding.
    text: String,
}

/// The findings; none for periods that are not reported on.
pub(super) fn views(context: &Context<'_>, page: Page, period: usize) -> Vec<UncomfortableView> {
    let builder = Builder {
        context,
        page,
        period,
    };
    let report = context.report;
    let found = report.uncomfortable.iter().filter(|_| period == report.current);
    found.filter_map(|finding| builder.view(*finding)).collect()
}

/// A dimension and one of its values; none for all customers.
type Group = Option<(usize, usize)>;

#[derive(Clone, Copy)]
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn view(self, finding: Uncomfortable) -> Option<UncomfortableView> {
        match finding {
            Uncomfortable::WorstDrop { figure, slice } => self.drop(figure, slice),
            Uncomfortable::WidestGap { figure, slice } => self.gap(figure, Some(slice)),
            Uncomfortable::OldestAction(action) => self.action(action),
            Uncomfortable::LeastHeard { figure } => self.heard(figure),
        }
    }

    fn drop(self, index: usize, slice: Group) -> Option<UncomfortableView> {
        let figure = &self.context.report.figures[index];
        let change = self.shown(figure, slice)?.before.as_ref()?.change.as_ref()?;
        let than = self.context.period(self.period.checked_sub(1)?);
        Some(UncomfortableView {
            term: self.context.words.get("uncomfortable-drop"),
            label: self.label(figure, slice),
            href: self.href(index, slice),
            text: say::change_sentence(self.context.words, figure, change, &than),
        })
    }

    fn gap(self, index: usize, slice: Group) -> Option<UncomfortableView> {
        let figure = &self.context.report.figures[index];
        let change = self.shown(figure, slice)?.rest.as_ref()?.change.as_ref()?;
        Some(UncomfortableView {
            term: self.context.words.get("uncomfortable-gap"),
            label: self.label(figure, slice),
            href: self.href(index, slice),
            text: self.apart(figure, change),
        })
    }

    /// *38.6, everybody else 50.0: −11.4 points (−16.9 … −5.9)*.
    fn apart(self, figure: &FigureSeries, change: &Change) -> String {
        let words = self.context.words;
        let measure = words.measure(change.unit, change.after);
        let difference = words.measure(change.unit, change.difference);
        let part = figure
            .judged
            .as_ref()
            .map(|part| say::judged_name(words, figure, part));
        words.say(
            "gap-sentence",
            [
                ("judged", if part.is_some() { "yes" } else { "no" }.into()),
                ("part", part.unwrap_or_default().into()),
                ("after", measure.value(change.after).into()),
                ("before", measure.value(change.before).into()),
                ("difference", difference.difference(change.difference).into()),
                ("interval", difference.difference_interval(change.interval).into()),
            ],
        )
    }

    fn action(self, index: usize) -> Option<UncomfortableView> {
        let words = self.context.words;
        let report = self.context.report;
        let action = &report.actions[index];
        let standing = action.standings.get(self.period)?.as_ref()?;
        let page = Page::actions(report, self.period);
        Some(UncomfortableView {
            term: words.get("uncomfortable-action"),
            label: action.title.clone(),
            href: self
                .context
                .place(self.page, page, &format!("action-{}", action.id)),
            text: words.say("age-open", [("n", standing.age.into())]),
        })
    }

    fn heard(self, index: usize) -> Option<UncomfortableView> {
        let words = self.context.words;
        let figure = &self.context.report.figures[index];
        let base = self.context.base(figure, self.shown(figure, None)?.basis()?);
        let args = [("base", base.into()), ("figure", figure.label.as_str().into())];
        Some(UncomfortableView {
            term: words.get("uncomfortable-heard"),
            label: figure.touchpoint.clone()?,
            href: self.href(index, None),
            text: words.say("heard-sentence", args),
        })
    }

    fn shown(self, figure: &'a FigureSeries, slice: Group) -> Option<&'a Shown> {
        let cells = match slice {
            None => &figure.total,
            Some((dimension, value)) => &figure.slice(dimension, value)?.cells,
        };
        cells.get(self.period)?.shown()
    }

    fn label(self, figure: &FigureSeries, slice: Group) -> String {
        let Some((dimension, value)) = slice else {
            return self.context.words.counted_name(figure);
        };
        let value = &self.context.report.dimensions[dimension].values[value];
        let args = [
            ("figure", self.context.words.counted_name(figure).into()),
            ("slice", value.label.as_str().into()),
        ];
        self.context.words.say("aim-in", args)
    }

    /// The page of the figure; for a slice, where it stands beside the others.
    fn href(self, figure: usize, slice: Group) -> Option<String> {
        let page = Page::figure(self.period, figure);
        match slice {
            None => self.context.href(self.page, page),
            Some((dimension, _)) => {
                let id = format!("by-{}", self.context.report.dimensions[dimension].id);
                self.context.place(self.page, page, &id)
            }
        }
    }
}
