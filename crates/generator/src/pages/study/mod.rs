//! The pages of studies: what many figures say together in a period.

mod drivers;
mod journey;
mod lenses;
mod lost;
mod voice;

use cxpress_metric::Interval;
use cxpress_report::{Cell as Value, Comparison, FigureSeries};
use serde::Serialize;

pub(crate) use self::voice::quoted;

use super::Laid;
use crate::draw::Slot;
use crate::edition::{Edition, study_word};
use crate::language::Words;
use crate::language::say;
use crate::plan::{Page, Study};
use crate::view::{Cell, ChartView, Link, NoteView, Table};

/// A study in a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StudyPage {
    /// The period in words.
    period: String,
    /// The name of the page.
    name: String,
    /// The finding.
    title: String,
    /// How to read it.
    sub: String,
    /// What it says, part by part.
    sections: Vec<Section>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
}

/// A part of a study.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Section {
    /// The id of the section.
    pub(super) id: String,
    /// The finding.
    pub(super) title: String,
    /// What is to be said, a sentence or some each.
    paragraphs: Vec<String>,
    /// A figure over time, its table folded.
    trend: Option<ChartView>,
    /// A chart with its table below.
    chart: Option<ChartView>,
    /// Tables below.
    tables: Vec<Table>,
    /// What customers wrote.
    quotes: Vec<QuotesView>,
    /// What has to be known to read it right.
    fine: Vec<String>,
}

/// What customers wrote about a theme.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct QuotesView {
    /// The theme of the comments.
    theme: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// What customers wrote, redacted.
    texts: Vec<String>,
}

/// What a study came to.
struct Found {
    title: String,
    sub: String,
    sections: Vec<Section>,
}

pub(super) fn lay_out(edition: &Edition<'_>, page: Page, period: usize, study: Study) -> Laid<StudyPage> {
    let desk = Desk {
        edition,
        page,
        period,
    };
    let found = match study {
        Study::Lenses => desk.lenses(),
        Study::Journey => desk.journey(),
        Study::Drivers => desk.drivers(),
        Study::Voice => desk.voice(),
    };
    let name = edition.words.get(study_word(study));
    let title = format!("{name} · {}", edition.period(period));
    let sections = found.sections.iter();
    let anchors = sections.map(|section| Link::place(&section.id, section.title.clone()));
    Laid {
        frame: edition.frame(page, &title, anchors.collect()),
        page: StudyPage {
            period: edition.period(period),
            name,
            title: found.title,
            sub: found.sub,
            sections: found.sections,
            notes: edition.note_views(page),
        },
    }
}

/// Why customers were lost in a period, for the page of actions.
pub(super) fn lost(edition: &Edition<'_>, page: Page, period: usize) -> Vec<Section> {
    let desk = Desk {
        edition,
        page,
        period,
    };
    desk.lost()
}

/// What all parts of one study look things up in.
#[derive(Clone, Copy)]
struct Desk<'a> {
    edition: &'a Edition<'a>,
    page: Page,
    period: usize,
}

impl<'a> Desk<'a> {
    fn words(self) -> &'a Words {
        self.edition.words
    }

    fn figure(self, index: usize) -> &'a FigureSeries {
        &self.edition.report.figures[index]
    }

    /// The total of a figure in the period.
    fn total(self, index: usize) -> Option<&'a Value> {
        self.figure(index).total.get(self.period)
    }

    fn href(self, figure: usize) -> Option<String> {
        let period = self.period;
        self.edition.href(self.page, Page::Figure { period, figure })
    }

    /// A figure's name, leading to its page.
    fn named(self, index: usize) -> Cell {
        Cell::text(&self.figure(index).label).link(self.href(index))
    }

    /// A figure's value with its interval below; a word where there is none.
    fn value(self, index: usize) -> Cell {
        self.value_of(index, self.total(index))
    }

    /// The same of one of its slices.
    fn value_of(self, index: usize, cell: Option<&Value>) -> Cell {
        let figure = self.figure(index);
        let text = self.edition.headline(figure, cell);
        let Some(estimate) = cell
            .and_then(Value::shown)
            .and_then(|shown| shown.headline.estimate())
        else {
            return Cell::text(text).quiet();
        };
        let measure = self.words().measure(figure.unit, estimate.value);
        Cell::text(text)
            .small(estimate.interval.map(|interval| measure.interval(interval)))
            .valued(estimate, figure.unit)
    }

    /// What a figure rests on.
    fn base(self, index: usize) -> Cell {
        let estimate = self
            .total(index)
            .and_then(Value::shown)
            .and_then(|shown| shown.basis());
        let text = estimate.map(|estimate| self.edition.base(self.figure(index), estimate));
        Cell::text(text.unwrap_or_default()).based(estimate)
    }

    /// How a figure stands to the period before.
    fn before(self, index: usize) -> Cell {
        let before = self
            .total(index)
            .and_then(Value::shown)
            .and_then(|shown| shown.before.as_ref());
        before.map_or_else(Cell::none, |comparison| self.verdict(index, comparison))
    }

    fn verdict(self, index: usize, comparison: &Comparison) -> Cell {
        let word = say::verdict_word(self.words(), comparison.verdict);
        let verdict = say::sized_verdict(self.words(), self.figure(index), comparison);
        Cell::from(verdict).compared(word, comparison)
    }

    /// A figure in a line: name, value, base, and how it stands to the period before.
    fn line(self, index: usize) -> Vec<Cell> {
        vec![
            self.named(index),
            self.value(index),
            self.base(index),
            self.before(index),
        ]
    }

    /// A table with these columns: ids of words, and whether they hold numbers.
    fn table<const N: usize>(self, caption: String, columns: [(&str, bool); N]) -> Table {
        Table::new(
            caption,
            columns.map(|(id, number)| (self.words().get(id), number)),
        )
    }

    fn drawing(self, slot: Slot) -> Option<String> {
        self.edition.drawings.get(&slot).cloned()
    }

    /// *of a random 10 000 of 52 310 rows*, where not all were looked at.
    fn sampled(self, sampled_from: Option<u64>, looked_at: u64) -> Option<String> {
        let all = self.words().count(sampled_from?);
        let args = [("n", self.words().count(looked_at).into()), ("all", all.into())];
        Some(self.words().say("study-sampled", args))
    }
}

/// The ends of a value's interval; of one without, the value itself.
fn ends(value: f64, interval: Option<Interval>) -> (f64, f64) {
    interval.map_or((value, value), |interval| {
        (interval.low, interval.high.unwrap_or(value))
    })
}

/// The names of those that may be at the top: the first, and all whose interval reaches into that of the first. `ranked`
/// holds names with intervals, the largest value first.
fn at_the_top(ranked: &[(String, (f64, f64))]) -> Vec<String> {
    let Some((_, first)) = ranked.first() else {
        return Vec::new();
    };
    let top = ranked.iter().take_while(|(_, interval)| interval.1 >= first.0);
    top.map(|(name, _)| name.clone()).collect()
}
