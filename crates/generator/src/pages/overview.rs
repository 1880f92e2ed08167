//! The overview: what a director reads in a minute.

use cxpress_report::{
    Cell as Value, Comparison, FamilyKind, FigureSeries, Movement, Period, Report, SliceSeries, Verdict,
};
use serde::Serialize;

use super::lens::{self, LensFigures};
use super::{Content, Kind};
use crate::context::Context;
use crate::exhibits::{self, Cell, Drawing, EventView, Table, TileView, holds};
use crate::language::Words;
use crate::language::{period, say};
use crate::page::{OVERVIEW, Page};
use crate::plan::{Scope, Spec};
use crate::view::{Link, NoteView};

/// How many labels a sentence names before it counts the rest.
const NAMED: usize = 3;

/// How many figures stand for the groups of a dimension in which there is no headline figure.
const OTHERS: usize = 4;

/// The overview of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Overview {
    /// The period in words.
    period: String,
    /// Draft, final, or as published.
    state: String,
    /// The last day with data, in words, where they do not fill the period.
    partial: Option<String>,
    /// The same day as machines read it.
    partial_datetime: Option<String>,
    /// The first and the last day of a period whose name does not tell them: of a financial year.
    days: Option<String>,
    /// That the next period has too few answers to be reported on, where it has any.
    later: Option<String>,
    /// How much was heard from customers.
    heard: String,
    /// The finding of the period.
    headline: String,
    /// What to know at once: one sentence a real change.
    lead: Vec<String>,
    /// The headline figures.
    tiles: Vec<TileView>,
    /// How many comparisons were made, and how changes are told from chance.
    tested: Option<String>,
    /// The figures that changed.
    changes: Vec<ChangeView>,
    /// Slices that changed while their figure as a whole did not.
    elsewhere: Vec<SlicesView>,
    /// What nobody likes to read.
    uncomfortable: Vec<super::uncomfortable::UncomfortableView>,
    /// What was promised.
    promised: Option<super::actions::Promised>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
    /// Every figure, by lens.
    lenses: Vec<LensView>,
    /// The headline figures by each dimension.
    groups: Vec<GroupView>,
}

holds!(Overview: changes, promised, lenses, groups);
holds!(ChangeView: why, chart);
holds!(WhyView: chart);
holds!(LensView: table);
holds!(GroupView: table);

/// A headline figure that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangeView {
    /// The name of the figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// `better` or `worse`: a class of the stylesheet.
    class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    shape: &'static str,
    /// The name of the figure with its value.
    title: String,
    /// How it changed, with its interval.
    sentence: String,
    /// The same against the year before and the usual variation.
    readings: Option<String>,
    /// The groups that changed with it.
    slices: Vec<SliceChangeView>,
    /// Why it moved, as far as data can say.
    reasons: Vec<String>,
    /// What each group adds to the change, by the first dimension.
    why: Option<WhyView>,
    /// The figure over time, as safe HTML.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    chart: Drawing,
    /// The same in a sentence.
    alternative: String,
    /// What the numbered marks of the chart stand for.
    events: Vec<EventView>,
}

/// What each group adds to a change, as a chart.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WhyView {
    /// What is shown.
    title: String,
    /// The chart, as safe HTML.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "String"))]
    chart: Drawing,
    /// The same in a sentence.
    alternative: String,
}

/// The slices of a figure that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SlicesView {
    /// The name of the figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// Its groups that changed.
    slices: Vec<SliceChangeView>,
}

/// A slice that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SliceChangeView {
    /// `better` or `worse`: a class of the stylesheet.
    class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    shape: &'static str,
    /// The verdict in a word.
    word: String,
    /// The group.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// How it changed, with its interval.
    change: String,
}

/// The figures of a lens.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LensView {
    /// The id of the lens.
    id: &'static str,
    /// Its name.
    label: String,
    /// Its figures.
    table: Table,
}

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

/// The overviews of all periods.
pub(super) struct Overviews;

impl Kind for Overviews {
    fn spec(&self) -> Spec {
        Spec {
            name: OVERVIEW,
            word: "nav-overview",
            template: "overview.html",
            scope: Scope::Entered,
            place: 0,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let periods = (0..=report.current).map(Page::overview);
        periods.chain([Page::HOME]).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let period = page.period(context.report);
        let builder = Builder {
            context,
            page,
            period,
        };
        let view = builder.overview();
        Some(Content::new(
            context.period(period),
            places(context.words, &view),
            view,
        ))
    }
}

/// What stands on the page, in order.
fn places(words: &Words, page: &Overview) -> Vec<Link> {
    let sections = [
        (true, "changed", "section-changed"),
        (
            !page.uncomfortable.is_empty(),
            "uncomfortable",
            "section-uncomfortable",
        ),
        (page.promised.is_some(), "promised", "section-promised"),
        (!page.notes.is_empty(), "commentary", "section-commentary"),
        (true, "figures", "section-lenses"),
        (!page.groups.is_empty(), "groups", "section-groups"),
    ];
    Link::places(words, sections)
}

/// What all parts of one overview look things up in.
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn overview(&self) -> Overview {
        let Self {
            context,
            page,
            period,
        } = *self;
        let words = context.words;
        let own = &context.report.periods[period];
        let headline = context.notes_on(page).find_map(|note| note.headline.clone());
        Overview {
            period: context.period(period),
            state: words.get(match context.report.state {
                _ if context.report.frozen(self.period).is_some() => "state-published",
                cxpress_report::State::Draft => "state-draft",
                cxpress_report::State::Final => "state-final",
            }),
            partial: own.partial.map(|date| period::date(words, date)),
            partial_datetime: own.partial.map(|date| date.to_string()),
            days: period::days(words, own),
            later: self.later(),
            heard: self.heard(own),
            headline: headline.unwrap_or_else(|| self.headline()),
            lead: self.lead(),
            tiles: self.tiles(),
            tested: self.tested(),
            changes: self
                .headlines()
                .filter_map(|(index, figure)| self.change(index, figure))
                .collect(),
            elsewhere: self.elsewhere(),
            uncomfortable: super::uncomfortable::views(context, page, period),
            promised: super::actions::promised(context, page, period),
            notes: context.note_views(page),
            lenses: self.lenses(),
            groups: self.groups(),
        }
    }

    /// Said on the last period alone.
    fn later(&self) -> Option<String> {
        let report = self.context.report;
        let later = report.later.as_ref().filter(|_| self.period == report.current)?;
        let words = self.context.words;
        let name = period::name(words, report.period_kind, later);
        Some(words.say("later-too-few", [("period", name.into())]))
    }

    fn headlines(&self) -> impl Iterator<Item = (usize, &'a FigureSeries)> + use<'a> {
        let report = self.context.report;
        report
            .headlines
            .iter()
            .map(|index| (*index, &report.figures[*index]))
    }

    fn figure_href(&self, figure: usize) -> Option<String> {
        self.context.href(self.page, Page::figure(self.period, figure))
    }

    fn slice_href(&self, dimension: usize, value: usize) -> Option<String> {
        self.context
            .href(self.page, Page::group(self.period, dimension, value))
    }

    fn heard(&self, own: &Period) -> String {
        let words = self.context.words;
        let sources = self.context.report.data.sources.len();
        let mut parts = Vec::new();
        for (kind, n) in own.heard.iter().filter(|(kind, _)| kind.tells_of_its_start()) {
            let (n, count) = ((*n).into(), words.count(*n).into());
            parts.push(words.say(
                "heard",
                [("kind", kind.name().into()), ("n", n), ("count", count)],
            ));
        }
        parts.push(words.say("heard-sources", [("n", sources.into())]));
        parts.join(", ")
    }

    /// The comparison with the period before of every headline figure that has one.
    fn compared(&self) -> Vec<(&'a FigureSeries, &'a Comparison)> {
        let compared = |figure: &'a FigureSeries| figure.total[self.period].shown()?.before.as_ref();
        self.headlines()
            .filter_map(|(_, figure)| Some((figure, compared(figure)?)))
            .collect()
    }

    /// *X worsened; Y improved.*
    fn headline(&self) -> String {
        let words = self.context.words;
        let compared = self.compared();
        let with = |verdict: Verdict| -> Vec<String> {
            let found = compared
                .iter()
                .filter(|(_, comparison)| comparison.verdict == verdict);
            found.map(|(figure, _)| figure.label.clone()).collect()
        };
        let (worse, better) = (with(Verdict::Worsened), with(Verdict::Improved));
        let list = |labels: &[String]| self.few(labels);
        match (worse.as_slice(), better.as_slice()) {
            ([], []) if compared.is_empty() => words.say(
                self.headline_alone(),
                [("period", self.context.period(self.period).into())],
            ),
            ([], []) if compared.iter().all(|(_, it)| it.verdict == Verdict::TooFew) => {
                words.get("headline-too-few")
            }
            ([], []) => words.get("headline-none"),
            (worse, []) => words.say("headline-worse", [("list", list(worse).into())]),
            ([], better) => words.say("headline-better", [("list", list(better).into())]),
            (worse, better) => words.say(
                "headline-both",
                [("worse", list(worse).into()), ("better", list(better).into())],
            ),
        }
    }

    /// What is said of a period that is compared with none. Tickets and orders are no customers' words.
    fn headline_alone(&self) -> &'static str {
        let mut sources = self.context.report.data.sources.iter();
        if sources.any(|source| !source.answers.is_empty()) {
            "headline-alone"
        } else {
            "headline-alone-records"
        }
    }

    fn few(&self, labels: &[String]) -> String {
        if labels.len() <= NAMED + 1 {
            return self.context.words.list(labels);
        }
        let mut few = labels[..NAMED].to_vec();
        few.push(
            self.context
                .words
                .say("list-more", [("n", (labels.len() - NAMED).into())]),
        );
        self.context.words.list(&few)
    }

    fn lead(&self) -> Vec<String> {
        let words = self.context.words;
        let compared = self.compared();
        let (real, other): (Vec<_>, Vec<_>) = compared.iter().partition(|(_, it)| say::is_real(it.verdict));
        let mut lead: Vec<_> = real
            .iter()
            .filter_map(|(figure, it)| self.moved(figure, it))
            .collect();
        let still: Vec<_> = other
            .iter()
            .filter(|(_, it)| it.verdict == Verdict::NoEvidence)
            .collect();
        if !still.is_empty() && !real.is_empty() {
            let labels: Vec<_> = still.iter().map(|(figure, _)| figure.label.clone()).collect();
            lead.push(words.say(
                "lead-still",
                [("n", labels.len().into()), ("list", self.few(&labels).into())],
            ));
        }
        lead
    }

    /// *Would recommend fell 8.9 points to 31.0.*
    fn moved(&self, figure: &FigureSeries, comparison: &Comparison) -> Option<String> {
        let words = self.context.words;
        let change = comparison.change.as_ref()?;
        let label = figure.label.as_str();
        Some(match &figure.judged {
            None => words.say(
                "lead-moved",
                [("finding", super::figure::moved(words, figure, change).into())],
            ),
            Some(part) => {
                let what = say::judged_pair(words, figure, part, change);
                words.say("lead-judged", [("figure", label.into()), ("what", what.into())])
            }
        })
    }

    fn tiles(&self) -> Vec<TileView> {
        let tile = |(index, figure): (usize, &FigureSeries)| {
            let mut tile = self
                .context
                .tile(figure, &figure.total, self.period, self.figure_href(index));
            tile.notes.extend(self.where_it_moved(figure));
            tile
        };
        self.headlines().map(tile).collect()
    }

    /// *worsened in Live chat and Phone*, if the total went the same way.
    fn where_it_moved(&self, figure: &FigureSeries) -> Option<String> {
        let total = figure.total[self.period].shown()?.before.as_ref()?.verdict;
        let alike = self
            .changed_slices(figure)
            .filter(|(_, it)| it.verdict == total && say::is_real(total));
        let labels: Vec<_> = alike
            .map(|(slice, _)| self.value_label(slice).to_owned())
            .collect();
        let word = say::verdict_word(self.context.words, total);
        let list = self.few(&labels);
        let sentence = || {
            self.context
                .words
                .say("moved-in", [("verdict", word.into()), ("list", list.into())])
        };
        (!labels.is_empty()).then(sentence)
    }

    fn value_label(&self, slice: &SliceSeries) -> &'a str {
        &self.context.report.dimensions[slice.dimension].values[slice.value].label
    }

    /// The slices of a figure with a real change since the period before.
    fn changed_slices(
        &self,
        figure: &'a FigureSeries,
    ) -> impl Iterator<Item = (&'a SliceSeries, &'a Comparison)> + use<'a> {
        let period = self.period;
        figure.slices.iter().filter_map(move |slice| {
            let comparison = slice.cells.get(period)?.shown()?.before.as_ref()?;
            say::is_real(comparison.verdict).then_some((slice, comparison))
        })
    }

    /// How many comparisons were tested, and how many of them are words.
    fn tested(&self) -> Option<String> {
        let families = self
            .context
            .report
            .families
            .iter()
            .filter(|family| family.period == self.period);
        let against_before =
            families.filter(|family| matches!(family.kind, FamilyKind::Headlines | FamilyKind::Slices(_)));
        let (mut totals, mut slices, mut words, mut few) = (0, 0, 0, 0);
        for family in against_before {
            match family.kind {
                FamilyKind::Headlines => totals += family.tested,
                _ => slices += family.tested,
            }
            words += family.words;
            few += family.too_few;
        }
        let args = [
            ("totals", totals.into()),
            ("slices", slices.into()),
            ("words", words.into()),
            ("few", few.into()),
        ];
        (totals + slices + few > 0).then(|| self.context.words.say("tested", args))
    }

    fn change(&self, index: usize, figure: &'a FigureSeries) -> Option<ChangeView> {
        let words = self.context.words;
        let shown = figure.total[self.period].shown()?;
        let comparison = shown.before.as_ref().filter(|it| say::is_real(it.verdict))?;
        let change = comparison.change.as_ref()?;
        let than = self.context.period(self.period.checked_sub(1)?);
        let alternative = exhibits::trend_alternative(self.context, figure, self.period);
        Some(ChangeView {
            label: figure.label.clone(),
            href: self.figure_href(index),
            class: say::class(comparison.verdict),
            shape: say::shape(comparison.verdict),
            title: super::figure::finding(words, figure, shown),
            sentence: say::change_sentence(words, figure, change, &than),
            readings: say::readings(words, figure, comparison),
            slices: self
                .changed_slices(figure)
                .filter_map(|(slice, it)| self.slice_change(slice, it))
                .collect(),
            reasons: shown.movements.iter().map(|it| self.reason(figure, it)).collect(),
            why: shown.movements.first().and_then(|it| self.why(index, it)),
            chart: exhibits::trend_chart(self.context.report, words, index, self.period).into(),
            alternative: exhibits::with_limits(self.context, figure, self.period, alternative),
            events: self.context.events(index, self.period),
        })
    }

    fn reason(&self, figure: &FigureSeries, movement: &Movement) -> String {
        let dimension = &self.context.report.dimensions[movement.dimension];
        say::movement(self.context.words, figure, dimension, movement)
    }

    fn why(&self, index: usize, movement: &Movement) -> Option<WhyView> {
        let (context, figure) = (self.context, &self.context.report.figures[index]);
        let drawn = exhibits::waterfall(context, figure, self.period, movement);
        let (chart, alternative) = drawn.filter(|_| context.report.has_groups(self.period))?;
        let dimension = context.report.dimensions[movement.dimension].label.as_str();
        Some(WhyView {
            title: context
                .words
                .say("movement-title", [("dimension", dimension.into())]),
            chart: chart.into(),
            alternative,
        })
    }

    fn slice_change(&self, slice: &SliceSeries, comparison: &Comparison) -> Option<SliceChangeView> {
        let words = self.context.words;
        let change = comparison.change.as_ref()?;
        let word = say::verdict_word(words, comparison.verdict);
        Some(SliceChangeView {
            class: say::class(comparison.verdict),
            shape: say::shape(comparison.verdict),
            word: words.say("verdict-in", [("verdict", word.into())]),
            label: self.value_label(slice).to_owned(),
            href: self.slice_href(slice.dimension, slice.value),
            change: say::change_short(words, change),
        })
    }

    /// The total of a figure that changed.
    fn total_change(&self, figure: &FigureSeries) -> Option<SliceChangeView> {
        let comparison = figure.total[self.period].shown()?.before.as_ref()?;
        let change = comparison
            .change
            .as_ref()
            .filter(|_| say::is_real(comparison.verdict))?;
        Some(SliceChangeView {
            class: say::class(comparison.verdict),
            shape: say::shape(comparison.verdict),
            word: say::verdict_word(self.context.words, comparison.verdict),
            label: self.context.words.get("all-customers"),
            href: None,
            change: say::change_short(self.context.words, change),
        })
    }

    /// Figures that changed as a whole, or in slices, which the section above does not tell of. Where the whole changed,
    /// its slices stand on its page.
    fn elsewhere(&self) -> Vec<SlicesView> {
        let told: Vec<_> = self
            .headlines()
            .filter(|(index, figure)| self.change(*index, figure).is_some())
            .collect();
        let figures = self.context.report.figures.iter().enumerate();
        let rest = figures.filter(|(index, _)| told.iter().all(|(other, _)| other != index));
        let slices = |figure: &'a FigureSeries| match self.total_change(figure) {
            Some(total) => vec![total],
            None => self
                .changed_slices(figure)
                .filter_map(|(slice, it)| self.slice_change(slice, it))
                .collect(),
        };
        let views = rest.map(|(index, figure)| SlicesView {
            label: figure.label.clone(),
            href: self.figure_href(index),
            slices: slices(figure),
        });
        views.filter(|view| !view.slices.is_empty()).collect()
    }

    fn lenses(&self) -> Vec<LensView> {
        let figures = LensFigures {
            context: self.context,
            page: self.page,
            period: self.period,
        };
        let lens = |(id, label): (&'static str, String)| LensView {
            id,
            table: figures.table(id, &label),
            label,
        };
        lens::lenses(self.context, self.period)
            .into_iter()
            .map(lens)
            .collect()
    }

    fn groups(&self) -> Vec<GroupView> {
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
        let (figures, caption) = match headlines.is_empty() {
            false => (headlines, "group-caption"),
            true => {
                let all = self.context.report.figures.iter().enumerate();
                let others = all.filter(|(_, figure)| any(figure)).take(OTHERS);
                (others.collect(), "group-caption-others")
            }
        };
        let labels = figures.iter().map(|(_, figure)| (figure.label.clone(), true));
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
        let verdict = shown
            .before
            .as_ref()
            .map(|it| it.verdict)
            .filter(|it| say::is_real(*it));
        let word = verdict.map(|it| say::verdict_word(self.context.words, it));
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
