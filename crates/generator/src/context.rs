//! One report on its way to pages: what the views of all pages look things up in.

use cxpress_metric::{Estimate, Unit};
use cxpress_report::{Cell, FigureSeries, Report};

use crate::commentary::Note;
use crate::commentary::markdown::{Part, Setting};
use crate::exhibits::Cell as TableCell;
use crate::language::Words;
use crate::language::course::Told;
use crate::language::{period, say};
use crate::page::Page;
use crate::plan::Plan;
use crate::view::{Assets, NoteView};
use crate::way::Form;

/// A report with everything that its pages need.
pub(crate) struct Context<'a> {
    pub(crate) report: &'a Report,
    pub(crate) words: &'a Words,
    pub(crate) plan: &'a Plan,
    pub(crate) notes: Vec<Note>,
    pub(crate) assets: Assets,
    /// What pages become.
    pub(crate) form: Form,
}

impl Context<'_> {
    /// The way from one page to another, if the site has it.
    pub(crate) fn href(&self, from: Page, to: Page) -> Option<String> {
        (self.plan.has(to) && self.form.leads()).then(|| self.form.href(self.report, from, to))
    }

    /// The way from one page to a place on another, if the site has it.
    pub(crate) fn place(&self, from: Page, to: Page, id: &str) -> Option<String> {
        (self.plan.has(to) && self.form.leads()).then(|| self.form.place(self.report, from, to, id))
    }

    /// The way to a place on the same page.
    pub(crate) fn here(&self, page: Page, id: &str) -> String {
        format!("#{}{id}", self.at(page))
    }

    /// What the ids on a page begin with; nothing in a site.
    pub(crate) fn at(&self, page: Page) -> String {
        self.form.at(self.report, page)
    }

    /// A period in words.
    pub(crate) fn period(&self, index: usize) -> String {
        period::name(self.words, self.report.period_kind, &self.report.periods[index])
    }

    /// A figure, or a group, with all that is found of it in a period; none if it is not shown.
    pub(crate) fn told<'a>(
        &'a self,
        figure: &'a FigureSeries,
        cells: &'a [Cell],
        period: usize,
    ) -> Option<Told<'a>> {
        Told::new(self.words, self.report, figure, cells, period)
    }

    /// The verdict on the level of a figure, or of a group, over time; nothing where it has none.
    pub(crate) fn level_cell(&self, figure: &FigureSeries, cells: &[Cell], period: usize) -> TableCell {
        let told = self.told(figure, cells, period);
        let verdict = told.and_then(Told::of_course);
        verdict.map_or_else(TableCell::none, |(verdict, _)| TableCell::from(verdict))
    }

    /// What a figure counts: answers (`survey`), or records by the kind of their source.
    pub(crate) fn kind(&self, figure: &FigureSeries) -> &str {
        say::kind(self.report, figure)
    }

    /// The base of an estimate of a figure, in words.
    pub(crate) fn base(&self, figure: &FigureSeries, estimate: &Estimate) -> String {
        say::base(self.words, self.kind(figure), estimate)
    }

    /// What a cell shows as its headline: value or word.
    pub(crate) fn headline(&self, figure: &FigureSeries, cell: Option<&Cell>) -> String {
        match cell {
            Some(Cell::Shown(shown)) => self.words.reading(figure.unit, &shown.headline),
            Some(Cell::Withheld) => say::withheld(self.words, self.report.minimum_base),
            Some(Cell::Absent(absence)) => self.words.absence(*absence),
            None => self.words.get("no-data"),
        }
    }

    /// The headline in the unit that suits another value, for columns in which values are held against each other.
    pub(crate) fn headline_like(
        &self,
        figure: &FigureSeries,
        cell: Option<&Cell>,
        like: Option<f64>,
    ) -> String {
        let estimate = cell.and_then(Cell::shown).and_then(|it| it.headline.estimate());
        match (estimate, like) {
            (Some(estimate), Some(like)) => self.words.measure(figure.unit, like).value(estimate.value),
            _ => self.headline(figure, cell),
        }
    }

    /// The value whose unit suits a column of a figure's periods up to one: the last, unless another would come to less
    /// than one of that unit. None where each value has the unit that suits it.
    pub(crate) fn column_like(&self, figure: &FigureSeries, until: usize) -> Option<f64> {
        let value = |cell: &Cell| Some(cell.shown()?.headline.estimate()?.value);
        let last = value(figure.total.get(until)?)?;
        let step = crate::language::measure::TimeUnit::fitting(figure.unit, last).seconds();
        let is_time = matches!(figure.unit, Unit::Seconds | Unit::BusinessSeconds);
        let all = &figure.total[..=until];
        (is_time && all.iter().filter_map(value).all(|it| it >= step)).then_some(last)
    }

    /// The commentary on a page.
    pub(crate) fn notes_on(&self, page: Page) -> impl Iterator<Item = &Note> {
        let page = if page.is_entrance() {
            page.in_period(self.report.current)
        } else {
            page
        };
        self.notes.iter().filter(move |note| note.page == page)
    }

    /// The commentary on a page, for its template.
    pub(crate) fn note_views(&self, page: Page) -> Vec<NoteView> {
        let view = |(number, note): (usize, &Note)| NoteView {
            written_in: self.words.authors.clone(),
            around: self.words.tongue.clone(),
            html: self.prose(page, number, &note.text),
            author: note.author.clone(),
            date: note.date.as_deref().map(|date| period::written(self.words, date)),
            datetime: note.date.clone().filter(|date| period::is_date(date)),
        };
        (1..).zip(self.notes_on(page)).map(view).collect()
    }

    /// A text of a page by its number there, as HTML.
    fn prose(&self, page: Page, number: usize, text: &[Part]) -> String {
        let setting = Setting {
            ways: self.form.ways(self.report, page),
            prefix: &format!("{}note-{number}-", self.at(page)),
            words: self.words,
        };
        setting.html(text)
    }

    /// The dimensions whose values have pages in a period.
    pub(crate) fn sliced_dimensions(&self, period: usize) -> Vec<usize> {
        let has = |dimension: &usize| !self.sliced_values(period, *dimension).is_empty();
        (0..self.report.dimensions.len()).filter(has).collect()
    }

    /// The values of a dimension that have pages in a period.
    pub(crate) fn sliced_values(&self, period: usize, dimension: usize) -> Vec<usize> {
        let values = 0..self.report.dimensions[dimension].values.len();
        values
            .filter(|value| self.plan.has(Page::group(period, dimension, *value)))
            .collect()
    }
}
