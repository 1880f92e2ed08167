//! What else is worth knowing of the reporting period, a sentence each.

use cxpress_report::{Change, FigureSeries, Notable, Shown};
use serde::Serialize;

use super::Builder;
use crate::language::say;
use crate::page::Page;
use crate::pages::actions::anchor;

/// How many findings stand on the overview.
const MOST: usize = 5;

/// From so many answers on a touchpoint is heard often.
const OFTEN: f64 = 100.0;

/// A finding beside the story.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AlsoView {
    /// What it is about.
    lead: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// What is found.
    text: String,
}

impl AlsoView {
    /// The same as plain text.
    pub(super) fn text(&self) -> String {
        format!("{}: {}", self.lead, self.text)
    }
}

/// A dimension and one of its values; none for all customers.
type Group = Option<(usize, usize)>;

impl<'a> Builder<'a> {
    /// The findings; none for periods that are not reported on. What the story tells of is left out.
    pub(super) fn also(&self, story: Option<usize>) -> Vec<AlsoView> {
        let report = self.context.report;
        let found = report.notable.iter().filter(|_| self.period == report.current);
        let found = found.filter(|finding| story.is_none_or(|story| !self.is_told(finding, story)));
        found
            .filter_map(|finding| self.finding(*finding))
            .take(MOST)
            .collect()
    }

    /// Whether the story tells of a finding: it is of its figure, or of a drop in a group that the story's change comes from.
    fn is_told(&self, finding: &Notable, story: usize) -> bool {
        let figure = &self.context.report.figures[story];
        let shown = self.shown(figure, None);
        let echoes = shown.and_then(|shown| shown.echoes.as_ref());
        let leads = |(dimension, value): (usize, usize)| {
            let mut leading = echoes.iter().flat_map(|echoes| &echoes.leading);
            leading.any(|group| (group.dimension, group.value) == (dimension, value))
        };
        match finding {
            Notable::WorstDrop { figure, slice } => *figure == story || slice.is_some_and(leads),
            Notable::Missed { figure, .. } => *figure == story,
            _ => false,
        }
    }

    fn finding(&self, finding: Notable) -> Option<AlsoView> {
        match finding {
            Notable::WorstDrop { figure, slice } => self.drop(figure, slice),
            Notable::WidestGap { figure, slice } => self.gap(figure, slice),
            Notable::Changed { figure } => self.changed(figure),
            Notable::Missed { figure, since } => self.missed(figure, since),
            Notable::Grown { figure, since } => self.grown(figure, since),
            Notable::OldestAction(action) => self.oldest(action),
            Notable::LeastHeard { figure } => self.least_heard(figure),
        }
    }

    fn drop(&self, index: usize, slice: Group) -> Option<AlsoView> {
        let figure = &self.context.report.figures[index];
        let change = self.shown(figure, slice)?.before.as_ref()?.change.as_ref()?;
        let than = self.context.period(self.period.checked_sub(1)?);
        Some(AlsoView {
            lead: self.named(figure, slice),
            href: self.place_of(index, slice),
            text: say::change_sentence(self.context.words, figure, change, &than),
        })
    }

    fn gap(&self, index: usize, slice: (usize, usize)) -> Option<AlsoView> {
        let figure = &self.context.report.figures[index];
        let change = self.shown(figure, Some(slice))?.rest.as_ref()?.change.as_ref()?;
        Some(AlsoView {
            lead: self.named(figure, Some(slice)),
            href: self.place_of(index, Some(slice)),
            text: self.apart(figure, change),
        })
    }

    /// *38.6, everybody else 50.0: −11.4 points (−16.9 … −5.9)*.
    fn apart(&self, figure: &FigureSeries, change: &Change) -> String {
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

    fn changed(&self, index: usize) -> Option<AlsoView> {
        let (report, words) = (self.context.report, self.context.words);
        let figure = &report.figures[index];
        let told = self.context.told(figure, &figure.total, self.period)?;
        let verdict = told.verdict()?;
        let brief = told.brief(verdict);
        let note = brief.note.unwrap_or_default();
        let args = [("moved", brief.verdict.text.into()), ("note", note.into())];
        Some(AlsoView {
            lead: say::capitalised(&words.clause(report, figure, verdict.mark)),
            href: self.figure_href(index),
            text: words.say("also-changed", args),
        })
    }

    fn missed(&self, index: usize, since: usize) -> Option<AlsoView> {
        let words = self.context.words;
        let figure = &self.context.report.figures[index];
        let target = self.context.target_value(figure, figure.target.as_ref()?.value);
        let value = self.context.headline(figure, figure.total.get(self.period));
        let kind = cxpress_report::period::spec(self.context.report.period_kind).name;
        let args = [
            ("target", target.into()),
            ("value", value.into()),
            ("n", (self.period + 1 - since).into()),
            ("kind", kind.into()),
        ];
        Some(AlsoView {
            lead: words.counted_name(figure),
            href: self.figure_href(index),
            text: words.say("also-missed", args),
        })
    }

    fn grown(&self, index: usize, since: usize) -> Option<AlsoView> {
        let words = self.context.words;
        let figure = &self.context.report.figures[index];
        let value = |at: usize| Some(figure.total.get(at)?.shown()?.headline.estimate()?.value);
        let (before, now) = (value(since)?, value(self.period)?);
        let args = [
            ("times", words.fixed(now / before, 1).into()),
            ("before", words.measure(figure.unit, before).value(before).into()),
            ("period", self.context.period(since).into()),
        ];
        let lead = [
            ("figure", words.counted_name(figure).into()),
            ("value", words.measure(figure.unit, now).value(now).into()),
        ];
        Some(AlsoView {
            lead: words.say("also-grown-lead", lead),
            href: self.figure_href(index),
            text: words.say("also-grown", args),
        })
    }

    fn oldest(&self, index: usize) -> Option<AlsoView> {
        let words = self.context.words;
        let report = self.context.report;
        let action = &report.actions[index];
        let standing = action.standings.get(self.period)?.as_ref()?;
        let page = Page::actions(report, self.period);
        let args = [
            ("title", action.title.as_str().into()),
            ("age", words.say("age-open", [("n", standing.age.into())]).into()),
        ];
        Some(AlsoView {
            lead: words.get("also-oldest-lead"),
            href: self.context.place(self.page, page, &anchor(action)),
            text: words.say("also-oldest", args),
        })
    }

    /// Of a touchpoint that is heard often, nothing has to be said.
    fn least_heard(&self, index: usize) -> Option<AlsoView> {
        let words = self.context.words;
        let figure = &self.context.report.figures[index];
        let basis = self.shown(figure, None)?.basis()?;
        let base = self.context.base(figure, basis);
        let args = [("base", base.into()), ("figure", figure.label.as_str().into())];
        let lead = [("touchpoint", figure.touchpoint.clone()?.into())];
        (basis.effective < OFTEN).then(|| AlsoView {
            lead: words.say("also-heard-lead", lead),
            href: self.figure_href(index),
            text: words.say("heard-sentence", args),
        })
    }

    fn shown(&self, figure: &'a FigureSeries, slice: Group) -> Option<&'a Shown> {
        figure.cells(slice).get(self.period)?.shown()
    }

    fn named(&self, figure: &FigureSeries, slice: Group) -> String {
        let words = self.context.words;
        let Some((dimension, value)) = slice else {
            return words.counted_name(figure);
        };
        let value = &self.context.report.dimensions[dimension].values[value];
        let args = [
            ("figure", words.noun(figure).into()),
            ("slice", value.label.as_str().into()),
        ];
        words.say("also-group", args)
    }

    /// The page of the figure; for a slice, where it stands beside the others.
    fn place_of(&self, figure: usize, slice: Group) -> Option<String> {
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
