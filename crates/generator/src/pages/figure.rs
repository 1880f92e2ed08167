//! The page of a figure: value, trend, shape, parts, comparisons, why it moved, how it is computed.

mod audit;
mod changes;
mod exact;
mod groups;
mod method;
mod standards;
mod studies;

use cxpress_metric::{Method, Shape, Unit};
use cxpress_report::{Cell as Value, Change, Comparison, Contrast, Decomposition, Report, Shown, Verdict};
use serde::Serialize;

use super::study::drivers;
use super::{Content, Find, Name, PageKind};
use crate::commentary;
use crate::context::Context;
use crate::exhibits::{Cell, Exhibit, Subject, Table, TileView, holds};
use crate::language::Words;
use crate::language::course::Told;
use crate::language::say;
use crate::language::say::VerdictView;
use crate::page::{About, FIGURE, Page};
use crate::plan::{Scope, Spec, tells};
use crate::view::{Link, NoteView};

/// The page of a figure in a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FigurePage {
    /// The period in words.
    period: String,
    /// The finding: what the figure is, and how it changed.
    title: String,
    /// The question as customers were asked.
    wording: Option<String>,
    /// The figure in a few lines.
    tile: TileView,
    /// That the value is corrected by people's labels, and what was counted.
    corrected: Option<String>,
    /// What it was compared with, and the verdicts.
    findings: Vec<FindingView>,
    /// How right it is by people's labels; none where people label nothing that it finds.
    audit: Option<audit::AuditView>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
    /// The figure over time.
    trend: Option<Exhibit>,
    /// When the figure became another one.
    changes: Vec<String>,
    /// How the latest value stands to the usual variation.
    control: Option<String>,
    /// Target and benchmarks.
    standards: Option<standards::StandardsView>,
    /// Its distribution or survival curve.
    shape: Option<Exhibit>,
    /// The id of the section of the shape.
    shape_id: &'static str,
    /// Which groups its change comes from; none where no change is told.
    origin: Option<String>,
    /// How that is judged, where there is another group to be judged.
    origin_note: Option<String>,
    /// The figure by each dimension.
    groups: Vec<BreakdownView>,
    /// What it is made of.
    parts: Option<Table>,
    /// How it would look if what is still open were left out.
    closed_only: Option<String>,
    /// Every comparison with its numbers.
    comparison: Option<Table>,
    /// The period held against each earlier one, without verdicts.
    earlier: Option<Table>,
    /// The comparison with the same month of the year before, in words.
    readings: Vec<String>,
    /// Why it moved: mix and rate.
    movements: Vec<DecompositionView>,
    /// What each group adds to a change that chance alone could give: tables without a word.
    split: Vec<SplitView>,
    /// Why its drivers are not weighed, where no page tells of drivers.
    drivers: Option<String>,
    /// What is missing from it.
    missing: Table,
    /// How it is computed, in terms and lines.
    method: Vec<MethodView>,
    /// The way to what simulations found of it.
    trust: Option<Link>,
    /// How its level over time is judged, and what that cannot tell; none where it is not.
    course: Vec<String>,
    /// What the metric is, as safe HTML.
    explanation: String,
    /// Its values with all their digits.
    exact: Vec<Table>,
}

holds!(SplitView: table);
holds!(
    FigurePage: audit,
    trend,
    shape,
    groups,
    parts,
    comparison,
    earlier,
    movements,
    split,
    missing,
    exact
);
holds!(audit::AuditView: rates);
holds!(BreakdownView: chart);
holds!(DecompositionView: chart);

/// One comparison in a sentence.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingView {
    /// What it was compared with.
    against: String,
    /// What came of it.
    verdict: VerdictView,
    /// The change with its interval.
    text: Option<String>,
}

/// A figure by the values of a dimension.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct BreakdownView {
    /// The id of the dimension.
    id: String,
    /// Its name.
    label: String,
    /// Whether its groups differ by more than chance.
    consistency: Option<studies::ConsistencyView>,
    /// Its groups as a chart and a table.
    chart: Exhibit,
    /// Its groups over time, side by side.
    history: Option<groups::HistoryView>,
}

/// Why the figure moved, by a dimension.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DecompositionView {
    /// How much of the change is of each kind.
    sentence: String,
    /// What each group adds, as a chart and a table.
    chart: Exhibit,
}

/// What each group adds to a change for which there is no evidence.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SplitView {
    /// By what it is split.
    summary: String,
    /// What each group adds.
    table: Table,
}

/// A line of the note on method.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MethodView {
    /// What is stated.
    term: String,
    /// What holds of it.
    text: String,
}

/// The figures in all periods.
pub(super) struct Figures;

impl PageKind for Figures {
    fn spec(&self) -> Spec {
        Spec {
            name: FIGURE,
            word: "nav-figures",
            template: "figure.html",
            scope: Scope::Subject,
            place: 2,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let told = |period: usize| {
            let figures = report.figures.iter().enumerate();
            let told = figures.filter(move |(_, figure)| figure.total.get(period).is_some_and(tells));
            told.map(move |(figure, _)| Page::figure(period, figure))
        };
        (0..=report.current).flat_map(told).collect()
    }

    fn name(&self, report: &Report, _: &Words, page: Page) -> Option<Name> {
        let About::Figure(figure) = page.about else {
            return None;
        };
        let figure = &report.figures[figure];
        let touchpoint = figure.touchpoint.iter().cloned();
        let metric = figure.metric.id.replace('-', " ");
        let about: Vec<_> = touchpoint.chain([metric]).collect();
        Some(Name {
            find: Find::Figure,
            title: figure.label.clone(),
            note: about.join(" · "),
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let period = page.period(context.report);
        let About::Figure(index) = page.about else {
            return None;
        };
        let figure = &context.report.figures[index];
        let builder = Subject {
            context,
            page,
            period,
            index,
            figure,
        };
        let laid = figure.total[period].shown().map(|shown| builder.lay_out(shown));
        let view = laid.unwrap_or_else(|| builder.empty());
        let title = format!("{} · {}", figure.label, context.period(period));
        Some(Content::new(title, anchors(context.words, &view), view))
    }
}

/// What stands on the page, in order.
fn anchors(words: &Words, page: &FigurePage) -> Vec<Link> {
    let mut anchors = Vec::new();
    let mut add = |there: bool, id: &str, label: String| {
        if there {
            anchors.push(Link::place(id, label));
        }
    };
    add(
        !page.notes.is_empty(),
        "commentary",
        words.get("section-commentary"),
    );
    add(page.trend.is_some(), "trend", words.get("section-trend"));
    add(page.audit.is_some(), "audit", words.get("section-audit"));
    if let Some(standards) = &page.standards {
        add(true, "standards", standards.title.clone());
    }
    add(
        page.shape.is_some(),
        page.shape_id,
        words.get(shape_section(page.shape_id)),
    );
    add(page.origin.is_some(), "origin", words.get("section-origin"));
    for group in &page.groups {
        add(
            true,
            &format!("by-{}", group.id),
            words.say("section-by", [("dimension", group.label.as_str().into())]),
        );
    }
    add(!page.movements.is_empty(), "why", words.get("section-why"));
    add(!page.split.is_empty(), "split", words.get("section-split"));
    add(page.drivers.is_some(), "drivers", words.get("nav-drivers"));
    add(
        page.comparison.is_some(),
        "comparison",
        words.get("section-comparison"),
    );
    add(page.parts.is_some(), "parts", words.get("section-parts"));
    add(true, "missing", words.get("section-missing"));
    add(true, "method", words.get("section-method"));
    anchors
}

fn shape_section(id: &str) -> &'static str {
    if id == "curve" {
        "section-curve"
    } else {
        "section-distribution"
    }
}

impl Subject<'_> {
    fn lay_out(self, shown: &Shown) -> FigurePage {
        let is_real = shown.before.as_ref().is_some_and(|it| it.verdict.is_real());
        let (explained, unexplained) = if is_real {
            (&shown.movements[..], &[][..])
        } else {
            (&[][..], &shown.movements[..])
        };
        FigurePage {
            title: self
                .told()
                .map_or_else(|| self.figure.label.clone(), Told::heading),
            corrected: self.context.counted(self.figure, shown),
            findings: self.all_findings(shown),
            audit: self.audit(shown),
            notes: self.context.note_views(self.page),
            trend: self.trend(),
            changes: self.definition_changes(),
            control: self.control(shown),
            standards: self.standards(shown),
            shape: self.shape(shown),
            origin: self.told().and_then(Told::all_echoes),
            origin_note: self.origin_note(shown),
            groups: (0..self.context.report.dimensions.len())
                .filter_map(|it| self.group(it))
                .collect(),
            parts: self.parts(shown),
            closed_only: self.closed_only(shown),
            comparison: self.comparison(shown),
            earlier: self.earlier(),
            readings: self.readings(shown),
            drivers: drivers::folded(self.context, self.page, self.index),
            movements: explained.iter().map(|it| self.movement(it)).collect(),
            split: unexplained.iter().map(|it| self.split(it)).collect(),
            missing: self.missing(shown),
            method: self.method(shown),
            course: self.course_method(shown),
            exact: self.exact(shown),
            shape_id: if matches!(shown.shape, Shape::Curve(_)) {
                "curve"
            } else {
                "distribution"
            },
            ..self.empty()
        }
    }

    /// How it is judged whose change is whose.
    fn origin_note(self, shown: &Shown) -> Option<String> {
        let echoes = shown.echoes.as_ref().filter(|it| !it.leading.is_empty())?;
        let id = if echoes.others.is_empty() {
            "origin-note"
        } else {
            "origin-note-others"
        };
        Some(self.context.words.say(id, [("n", echoes.tested.into())]))
    }

    /// Its values to the last digit; none where these would tell a group that is withheld.
    fn exact(self, shown: &Shown) -> Vec<Table> {
        if shown.discreet {
            return Vec::new();
        }
        exact::tables(self.context.words, self.figure, shown)
    }

    fn empty(self) -> FigurePage {
        FigurePage {
            period: self.context.period(self.period),
            title: self.figure.label.clone(),
            wording: self.figure.wording.clone(),
            tile: self
                .context
                .tile(self.figure, &self.figure.total, self.period, None),
            corrected: None,
            findings: Vec::new(),
            audit: None,
            notes: Vec::new(),
            trend: None,
            changes: Vec::new(),
            control: None,
            standards: None,
            shape: None,
            shape_id: "distribution",
            origin: None,
            origin_note: None,
            groups: Vec::new(),
            parts: None,
            closed_only: None,
            comparison: None,
            earlier: None,
            readings: Vec::new(),
            drivers: None,
            movements: Vec::new(),
            split: Vec::new(),
            missing: Table::default(),
            method: Vec::new(),
            trust: super::trust::link(self.context, self.page, self.figure),
            course: Vec::new(),
            explanation: commentary::explanation(self.context.words, &self.figure.metric),
            exact: Vec::new(),
        }
    }

    fn shape(self, shown: &Shown) -> Option<Exhibit> {
        match &shown.shape {
            Shape::None => None,
            Shape::Distribution(scores) => self.distribution(shown, scores),
            Shape::Curve(points) => self.curve(points),
        }
    }

    /// The figure with all that is found of it; none if it is not shown.
    fn told(&self) -> Option<Told<'_>> {
        self.context.told(self.figure, &self.figure.total, self.period)
    }

    /// What it was compared with. All that is of what was counted, which is said where the figure is corrected.
    fn all_findings(self, shown: &Shown) -> Vec<FindingView> {
        let found = self.of_course().into_iter().chain(self.findings(shown));
        let found = found
            .chain(self.against_standards(shown))
            .map(|finding| FindingView {
                text: finding
                    .text
                    .map(|text| self.context.words.of_counts(self.figure, text)),
                ..finding
            });
        found.collect()
    }

    /// Its level over time.
    fn of_course(self) -> Option<FindingView> {
        let (verdict, text) = self.told()?.of_course()?;
        Some(FindingView {
            against: self.context.words.get("against-level"),
            verdict,
            text: Some(text),
        })
    }

    /// The two comparisons in time, each with what it is against.
    fn comparisons(self, shown: &Shown) -> Vec<(String, &Comparison)> {
        let both = [&shown.before, &shown.year_before];
        let named = both
            .into_iter()
            .flatten()
            .filter_map(|comparison| match comparison.contrast {
                Contrast::Period(index) => Some((self.context.period(index), comparison)),
                Contrast::Rest => None,
            });
        named.collect()
    }

    fn findings(self, shown: &Shown) -> Vec<FindingView> {
        let words = self.context.words;
        let finding = |(than, comparison): (String, &Comparison)| FindingView {
            against: words.say("against", [("period", than.as_str().into())]),
            verdict: say::verdict(words, comparison.verdict),
            text: match comparison
                .change
                .as_ref()
                .filter(|_| comparison.verdict != Verdict::TooFew)
            {
                Some(change) => {
                    let sentence = say::change_sentence(words, self.figure, change, &than);
                    let note = say::verdict_note(words, self.figure, comparison);
                    Some(
                        [Some(sentence), note]
                            .into_iter()
                            .flatten()
                            .collect::<Vec<_>>()
                            .join("; "),
                    )
                }
                None => say::verdict_note(words, self.figure, comparison),
            },
        };
        self.comparisons(shown).into_iter().map(finding).collect()
    }

    fn parts(self, shown: &Shown) -> Option<Table> {
        let words = self.context.words;
        let columns = ["column-part", "column-value", "column-interval"];
        let columns = columns.map(|id| (words.get(id), id != "column-part"));
        let mut table = Table::new(words.get("parts-caption"), columns);
        for part in &shown.parts {
            let estimate = part.reading.estimate();
            let interval = estimate.and_then(|it| Some((words.measure(part.unit, it.value), it.interval?)));
            table.push(vec![
                Cell::text(say::capitalised(&say::part_name(words, self.figure, part))),
                Cell::text(words.reading(part.unit, &part.reading)).estimated(part.unit, estimate),
                interval.map_or_else(Cell::none, |(measure, interval)| {
                    Cell::text(measure.interval(interval)).interval(interval, part.unit)
                }),
            ]);
        }
        table.condensed().if_any()
    }

    /// What the median of closed tickets alone would say, and how far it is off.
    fn closed_only(self, shown: &Shown) -> Option<String> {
        let words = self.context.words;
        let [(_, closed), (_, all)] = self.context.closed_apart(shown)?;
        let apart = all.value - closed.value;
        Some(words.say(
            "closed-only-long",
            [
                ("closed", words.estimate(self.figure.unit, closed).into()),
                ("all", words.estimate(self.figure.unit, all).into()),
                (
                    "apart",
                    words.measure(self.figure.unit, apart).amount(apart).into(),
                ),
                ("way", if apart > 0.0 { "less" } else { "more" }.into()),
            ],
        ))
    }

    fn missing(self, shown: &Shown) -> Table {
        let words = self.context.words;
        let columns = [
            (words.get("column-kind"), false),
            (words.get("column-number"), true),
        ];
        let mut table = Table::new(words.get("missing-caption"), columns);
        let missing = &shown.missing;
        let used = shown.basis().map(|estimate| estimate.base);
        let rows = [
            ("missing-used", used),
            ("missing-not-asked", Some(missing.not_asked)),
            ("missing-not-answered", Some(missing.not_answered)),
            ("missing-does-not-apply", Some(missing.does_not_apply)),
            ("missing-dont-know", Some(missing.dont_know)),
        ];
        let other = (
            "missing-other-language",
            Some(missing.other_language).filter(|n| *n > 0),
        );
        let rejected = self.figure.rejected.get(self.period).copied();
        let rejected = ("missing-rejected", rejected.filter(|n| *n > 0));
        for (id, n) in rows.into_iter().chain([other, rejected]) {
            let row = n.map(|n| vec![Cell::text(words.get(id)), Cell::count(words, n)]);
            row.into_iter().for_each(|row| table.push(row));
        }
        table.fixed()
    }
}
