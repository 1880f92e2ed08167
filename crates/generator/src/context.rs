//! One report on its way to pages: what the views of all pages look things up in.

use cxpress_metric::{Estimate, Role, Unit};
use cxpress_report::{Benchmark, Cell, Event, FigureSeries, Report, Shown};

use crate::commentary::Note;
use crate::commentary::markdown::{Part, Setting};
use crate::draw::{self, Drawings};
use crate::language::Words;
use crate::language::{period, say};
use crate::page::Page;
use crate::plan::Plan;
use crate::spark;
use crate::view::{Assets, EventView, FilesView, Link, NoteView, SparkView, TileView};

/// A report with everything that its pages need.
pub(crate) struct Context<'a> {
    pub(crate) report: &'a Report,
    pub(crate) words: &'a Words,
    pub(crate) plan: &'a Plan,
    pub(crate) drawings: Drawings,
    pub(crate) notes: Vec<Note>,
    pub(crate) assets: Assets,
}

impl Context<'_> {
    /// The way from one page to another, if the site has it.
    pub(crate) fn href(&self, from: Page, to: Page) -> Option<String> {
        self.plan
            .has(to)
            .then(|| format!("{}{}", from.root(), to.path(self.report)))
    }

    /// The files of a period that hold all its figures and tables, as seen from the root of the site.
    pub(crate) fn files(&self, period: usize) -> FilesView {
        let figures = crate::site::figures::paths(self.report, period);
        let paths = figures
            .into_iter()
            .chain([crate::site::shelf::workbook_path(self.report, period)]);
        let link = |path: String| Link {
            label: path.rsplit('/').next().unwrap_or(&path).to_owned(),
            href: path,
            current: false,
        };
        FilesView {
            period: self.period(period),
            links: paths.map(link).collect(),
        }
    }

    /// A period in words.
    pub(crate) fn period(&self, index: usize) -> String {
        period::name(self.words, self.report.period_kind, &self.report.periods[index])
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

    /// The same in the unit that suits another value, for columns in which values are held against each other.
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

    /// The unit beside a large value: `NPS`, `%`, `h median`, `of 5`.
    pub(crate) fn unit(&self, figure: &FigureSeries, value: f64) -> Option<String> {
        match figure.unit {
            Unit::Points => self.words.find(&format!("unit-{}", figure.metric.id), []),
            Unit::Percent => Some(self.words.get("unit-percent")),
            Unit::Mean => {
                // Of a scale that goes below zero, the highest is not what there is to be had: −0.3 of 2 says
                // nothing.
                let scale = figure.scale.filter(|scale| scale.low >= 0)?;
                let high = u64::try_from(scale.high).ok()?;
                Some(self.words.say("unit-mean", [("high", high.into())]))
            }
            Unit::Seconds | Unit::BusinessSeconds => {
                let time = crate::language::measure::TimeUnit::fitting(figure.unit, value);
                let unit = time.symbol_in(figure.unit, self.words);
                Some(self.words.say("unit-median", [("unit", unit.into())]))
            }
            Unit::Own(own) => Some(own.name().to_owned()),
            Unit::Count => None,
        }
    }

    /// A figure in a few lines: on tiles, at the head of its page, on pages of slices.
    pub(crate) fn tile(
        &self,
        figure: &FigureSeries,
        cells: &[Cell],
        period: usize,
        href: Option<String>,
    ) -> TileView {
        let shown = cells.get(period).and_then(Cell::shown);
        let estimate = shown.and_then(|shown| shown.headline.estimate());
        let measure = |estimate: &Estimate| self.words.measure(figure.unit, estimate.value);
        let value = estimate.map(|estimate| measure(estimate).bare(estimate.value));
        let interval = estimate.and_then(|it| Some(measure(it).interval(it.interval?)));
        let compared = shown.and_then(|shown| shown.before.as_ref());
        TileView {
            label: figure.label.clone(),
            href,
            wordy: value.is_none(),
            value: value.unwrap_or_else(|| self.headline(figure, cells.get(period))),
            unit: estimate.and_then(|estimate| self.unit(figure, estimate.value)),
            interval,
            verdict: compared.map(|comparison| say::sized_verdict(self.words, figure, comparison)),
            notes: shown.map_or_else(Vec::new, |shown| self.tile_notes(figure, shown)),
            spark: self.spark(figure, cells, period),
            base: estimate.map(|estimate| self.tile_base(figure, shown, estimate)),
        }
    }

    fn tile_notes(&self, figure: &FigureSeries, shown: &Shown) -> Vec<String> {
        let compared = shown.before.as_ref();
        let note = compared.and_then(|comparison| say::verdict_note(self.words, figure, comparison));
        note.into_iter().chain(self.closed_only(shown)).collect()
    }

    /// *closed tickets alone would say 6.1 h*.
    pub(crate) fn closed_only(&self, shown: &Shown) -> Option<String> {
        let [(unit, closed), _] = self.closed_apart(shown)?;
        let value = self.words.estimate(unit, closed);
        Some(self.words.say("closed-only", [("value", value.into())]))
    }

    /// The median of closed tickets alone and that of all, each with its unit, where some are open and that can be seen:
    /// where none is, or both read alike, there is nothing to explain.
    pub(crate) fn closed_apart<'s>(&self, shown: &'s Shown) -> Option<[(Unit, &'s Estimate); 2]> {
        let open = shown.in_role(Role::Open)?.reading.estimate()?;
        let closed = shown.in_role(Role::ClosedOnly)?;
        let both = [closed.reading.estimate()?, shown.headline.estimate()?];
        let [one, other] = both.map(|estimate| self.words.estimate(closed.unit, estimate));
        let is_seen = open.value > 0.0 && one != other && (both[0].value - both[1].value).abs() >= 1.0;
        is_seen.then(|| both.map(|estimate| (closed.unit, estimate)))
    }

    /// *812 tickets, 203 still open · target 45, missed*.
    fn tile_base(&self, figure: &FigureSeries, shown: Option<&Shown>, estimate: &Estimate) -> String {
        let mut parts = vec![self.base(figure, estimate)];
        let open = shown
            .and_then(|shown| shown.in_role(Role::Open))
            .and_then(|part| part.reading.estimate());
        if let Some(open) = open {
            parts[0] = self.words.say(
                "base-open",
                [
                    ("base", parts[0].as_str().into()),
                    ("open", self.words.fixed(open.value, 0).into()),
                ],
            );
        }
        parts.extend(self.target(figure, shown));
        parts.join(" · ")
    }

    /// *target 45, missed*, where the target is set for what is shown.
    fn target(&self, figure: &FigureSeries, shown: Option<&Shown>) -> Option<String> {
        use cxpress_report::TargetVerdict::{CannotSay, Met, Missed};
        let verdict = shown?.target?;
        let target = self.target_name(figure, figure.target.as_ref()?.value);
        let word = match verdict {
            Met => "target-met",
            Missed => "target-missed",
            CannotSay => "target-cannot-say",
        };
        let word = self.words.get(word);
        Some(self.words.say(
            "target-verdict",
            [("target", target.into()), ("verdict", word.into())],
        ))
    }

    /// *target 80 % within 7 days*.
    pub(crate) fn target_name(&self, figure: &FigureSeries, value: f64) -> String {
        self.with_part(figure, draw::target_label(self.words, figure, value))
    }

    /// *Retail index 41*.
    pub(crate) fn benchmark_name(&self, figure: &FigureSeries, benchmark: &Benchmark) -> String {
        self.with_part(figure, draw::benchmark_label(self.words, figure, benchmark))
    }

    /// A value with the part of the figure that it is about, where that is not the headline.
    fn with_part(&self, figure: &FigureSeries, value: String) -> String {
        match &figure.judged {
            Some(part) => format!("{value} {}", say::judged_name(self.words, figure, part)),
            None => value,
        }
    }

    /// What the numbered marks of a figure's trend stand for.
    pub(crate) fn events(&self, figure: usize, period: usize) -> Vec<EventView> {
        let view = |(number, event): (usize, &Event)| EventView {
            number,
            date: period::date(self.words, event.date),
            datetime: event.date.to_string(),
            label: event.label.clone(),
        };
        draw::marked(self.report, figure, period).map(view).collect()
    }

    fn spark(&self, figure: &FigureSeries, cells: &[Cell], period: usize) -> Option<SparkView> {
        let cells = cells.get(draw::window(period, spark::PERIODS))?;
        let target = self.set_target(figure, cells);
        let extent = spark::extent(cells, target)?;
        self.spark_within(figure, cells, period, (extent, target, &[]))
    }

    /// The last periods of several groups on one scale, each beside everybody; none for a group with fewer than two values.
    pub(crate) fn sparks(
        &self,
        figure: &FigureSeries,
        groups: &[&[Cell]],
        period: usize,
    ) -> Vec<Option<SparkView>> {
        let window = draw::window(period, spark::PERIODS);
        let total = figure.total.get(window.clone()).unwrap_or_default();
        let target = self.set_target(figure, total);
        let groups: Vec<&[Cell]> = groups
            .iter()
            .map(|cells| cells.get(window.clone()).unwrap_or_default())
            .collect();
        let all = groups.iter().copied().chain([total]).flatten();
        let Some(extent) = spark::extent(all, target) else {
            return vec![None; groups.len()];
        };
        let draw = |cells: &&[Cell]| self.spark_within(figure, cells, period, (extent, target, total));
        groups.iter().map(draw).collect()
    }

    /// The value of a figure's target, where it is set for the last of these cells and in their unit.
    fn set_target(&self, figure: &FigureSeries, cells: &[Cell]) -> Option<f64> {
        let last = cells.last().and_then(Cell::shown)?;
        let target = figure.target.as_ref().filter(|_| last.target.is_some());
        target
            .filter(|_| figure.judged.is_none())
            .map(|target| target.value)
    }

    fn spark_within(
        &self,
        figure: &FigureSeries,
        cells: &[Cell],
        period: usize,
        (extent, target, beside): ((f64, f64), Option<f64>, &[Cell]),
    ) -> Option<SparkView> {
        let first = *draw::window(period, spark::PERIODS).start();
        let breaks = figure.changes.iter();
        let breaks: Vec<usize> = breaks
            .filter_map(|change| change.period.checked_sub(first))
            .collect();
        let sheet = spark::Sheet {
            extent,
            target,
            breaks: &breaks,
            beside,
        };
        let svg = spark::draw(cells, sheet)?;
        let value = |cell: Option<&Cell>| self.headline(figure, cell);
        let alternative = self.words.say(
            "spark-alternative",
            [
                ("n", cells.len().into()),
                ("first", value(cells.first()).into()),
                ("last", value(cells.last()).into()),
                ("since", self.period(first).into()),
            ],
        );
        Some(SparkView { svg, alternative })
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
            root: &page.root(),
            prefix: &format!("note-{number}-"),
            words: self.words,
        };
        setting.html(text)
    }

    /// The lenses that have figures in a period, each with its anchor.
    pub(crate) fn lenses(&self, period: usize) -> Vec<(&'static str, String)> {
        use cxpress_metric::Lens::{Experience, Perception, Service};
        let all = [
            (Service, "service", "lens-service"),
            (Perception, "perception", "lens-perception"),
            (Experience, "experience", "lens-experience"),
        ];
        let figures = self.report.figures.iter().enumerate();
        let told: Vec<_> = figures
            .filter(|(figure, _)| self.plan.has(Page::figure(period, *figure)))
            .map(|(_, figure)| figure.lens)
            .collect();
        let there = all.into_iter().filter(|(lens, ..)| told.contains(lens));
        there.map(|(_, id, word)| (id, self.words.get(word))).collect()
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
