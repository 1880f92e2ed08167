//! The data page: what the figures rest on, row by row and answer by answer.

mod rows;

use cxpress_report::{AnswerAccount, Family, FamilyKind, Reasons, Report, SourceAccount};
use serde::Serialize;

use self::rows::{Folded, RowsView};
use super::files::{self, FilesView};
use super::{Content, PageKind};
use crate::context::Context;
use crate::exhibits::{Cell, Table, holds};
use crate::language::Words;
use crate::page::{DATA, Page};
use crate::plan::{Scope, Spec};
use crate::view::Link;

/// What the figures rest on.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DataPage {
    /// All sources in a line each, if there are several.
    totals: Option<Table>,
    /// Every source with its ledgers.
    sources: Vec<SourceView>,
    /// From when on figures are measured in another way.
    definitions: Option<Table>,
    /// The comparisons that were made in the last period, by family, and how many of each were real.
    families: Option<Folded>,
    /// The comparisons of all periods before, by family, the latest first.
    earlier_families: Option<Folded>,
    /// How small groups are protected.
    minimum_base: String,
    /// The zone of all days.
    timezone: String,
    /// The files of the reporting period that hold all its figures and tables.
    files: Vec<FilesView>,
}

holds!(DataPage: totals, sources, definitions, families, earlier_families);
holds!(SourceView: rows, answers);

/// One source.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SourceView {
    /// Its id.
    id: String,
    /// Its name.
    label: String,
    /// What it holds, in words.
    kind: String,
    /// What became of its rows.
    rows: RowsView,
    /// What became of its answers, by question.
    answers: Option<Table>,
}

/// What the figures rest on.
pub(super) struct Data;

impl PageKind for Data {
    fn spec(&self) -> Spec {
        Spec {
            name: DATA,
            word: "nav-data",
            template: "data.html",
            scope: Scope::Report,
            place: 10,
        }
    }

    fn pages(&self, _: &Report) -> Vec<Page> {
        vec![Page::DATA]
    }

    fn lay_out(&self, context: &Context<'_>, _: Page) -> Option<Content> {
        let words = context.words;
        let report = context.report;
        let view = DataPage {
            totals: totals(context),
            sources: report.data.sources.iter().map(|it| source(context, it)).collect(),
            definitions: definitions(context),
            families: current_families(context),
            earlier_families: earlier_families(context),
            minimum_base: words.say("minimum-base", [("n", report.minimum_base.into())]),
            timezone: report.timezone.clone(),
            files: files::files(context, std::iter::once(report.current)),
        };
        Some(Content::new(words.get("nav-data"), places(words, &view), view))
    }
}

/// What stands on the page, in order.
fn places(words: &Words, page: &DataPage) -> Vec<Link> {
    let sources = page.sources.iter();
    let sources = sources.map(|source| Link::place(&format!("source-{}", source.id), source.label.clone()));
    let sections = [
        (page.definitions.is_some(), "definitions", "section-definitions"),
        (
            page.families.is_some() || page.earlier_families.is_some(),
            "families",
            "families-title",
        ),
        (true, "limits", "limits-title"),
        (true, "files", "files-title"),
    ];
    let all = page.totals.as_ref();
    let all = all.map(|_| Link::place("sources", words.get("sources-caption")));
    let sources = all.into_iter().chain(sources);
    sources.chain(Link::places(words, sections)).collect()
}

fn definitions(context: &Context<'_>) -> Option<Table> {
    let words = context.words;
    let columns = [
        ("column-figure", false),
        ("column-since", false),
        ("column-change", false),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(words.get("definitions-caption"), columns);
    for (index, figure) in context.report.figures.iter().enumerate() {
        let period = context.report.current;
        let href = context.href(Page::DATA, Page::figure(period, index));
        for change in &figure.changes {
            table.push(vec![
                Cell::text(&figure.label).link(href.clone()),
                Cell::text(crate::language::period::date(words, change.date)).day(change.date),
                Cell::text(&change.what).wordy(),
            ]);
        }
    }
    table.if_any()
}

fn source(context: &Context<'_>, source: &SourceAccount) -> SourceView {
    let kind = context
        .words
        .say("source-kind", [("kind", source.kind.as_str().into())]);
    SourceView {
        id: anchor_id(&source.id),
        label: source.label.clone(),
        kind,
        rows: rows::rows(context.words, source),
        answers: answers(context, source),
    }
}

/// A source's id as an anchor.
fn anchor_id(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// The rows of all sources, with the way to each.
fn totals(context: &Context<'_>) -> Option<Table> {
    let words = context.words;
    let sources = &context.report.data.sources;
    let columns = [
        ("column-source", false),
        ("column-files", true),
        ("column-read", true),
        ("column-used", true),
        ("column-rejected", true),
        ("column-aside", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(words.get("sources-caption"), columns);
    for source in sources {
        let name = Cell::text(&source.label).link(Some(
            context.here(Page::DATA, &format!("source-{}", anchor_id(&source.id))),
        ));
        table.push(total_row(words, name, std::slice::from_ref(source)));
    }
    let all = total_row(words, Cell::text(words.get("column-everybody")), sources);
    table.sum(all);
    (sources.len() > 1).then_some(table)
}

fn total_row(words: &Words, name: Cell, sources: &[SourceAccount]) -> Vec<Cell> {
    let files = || sources.iter().flat_map(|source| &source.files);
    let number = Cell::count(words, files().count() as u64);
    let mut row = vec![name, number];
    row.extend(rows::counts(words, &rows::sum(files().map(|file| &file.rows))));
    row
}

/// How many in all, with the reasons below.
fn reasons(words: &Words, reasons: &Reasons) -> Cell {
    let list: Vec<_> = reasons
        .iter()
        .map(|(reason, n)| rows::reason(words, reason, *n))
        .collect();
    Cell::count(words, reasons.values().sum()).small((!list.is_empty()).then(|| list.join(", ")))
}

fn answers(context: &Context<'_>, source: &SourceAccount) -> Option<Table> {
    let words = context.words;
    let columns = [
        ("column-question", false),
        ("column-rows", true),
        ("column-used", true),
        ("missing-not-asked", true),
        ("missing-not-answered", true),
        ("missing-does-not-apply", true),
        ("missing-dont-know", true),
        ("column-rejected", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(
        words.say("answers-caption", [("source", source.label.as_str().into())]),
        columns,
    );
    for answers in &source.answers {
        table.push(answer_row(context, answers));
    }
    table.if_any()
}

fn answer_row(context: &Context<'_>, answers: &AnswerAccount) -> Vec<Cell> {
    let report = context.report;
    let index = report
        .figures
        .iter()
        .position(|figure| figure.id == answers.question);
    let label = index.map_or(answers.question.as_str(), |index| {
        report.figures[index].label.as_str()
    });
    let page = index.map(|figure| Page::figure(report.current, figure));
    let missing = &answers.missing;
    let numbers = [
        answers.rows,
        answers.used,
        missing.not_asked,
        missing.not_answered,
        missing.does_not_apply,
        missing.dont_know,
    ];
    let mut row = vec![Cell::text(label).link(page.and_then(|page| context.href(Page::DATA, page)))];
    row.extend(numbers.map(|n| Cell::count(context.words, n)));
    row.push(reasons(context.words, &answers.rejected));
    row
}

fn current_families(context: &Context<'_>) -> Option<Folded> {
    let current = context.report.current;
    let words = ["families-caption", "families-summary"];
    families(context, words, |family| family.period == current)
}

fn earlier_families(context: &Context<'_>) -> Option<Folded> {
    let current = context.report.current;
    let words = ["families-earlier-caption", "families-earlier-summary"];
    families(context, words, |family| family.period < current)
}

/// Some of the families, the latest first, under a caption and a summary.
fn families(
    context: &Context<'_>,
    [caption, summary]: [&str; 2],
    is_meant: impl Fn(&Family) -> bool,
) -> Option<Folded> {
    let (words, report) = (context.words, context.report);
    let period = context.period(report.current);
    let columns = [
        ("column-family", false),
        ("column-period", false),
        ("column-tested", true),
        ("column-few", true),
        ("column-real", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let caption = words.say(caption, [("period", period.as_str().into())]);
    let mut table = Table::new(caption, columns);
    let mut families: Vec<&Family> = report.families.iter().filter(|it| is_meant(it)).collect();
    families.sort_by_key(|family| std::cmp::Reverse(family.period));
    for family in families {
        let numbers = [family.tested, family.too_few, family.words];
        let mut row = vec![
            Cell::text(family_name(context, family)),
            Cell::text(context.period(family.period)).place(family.period as u64),
        ];
        row.extend(numbers.map(|n| Cell::count(words, n)));
        table.push(row);
    }
    let summary = |table: &Table| {
        let n = table.rows().count();
        words.say(summary, [("n", n.into()), ("period", period.into())])
    };
    table.if_any().map(|table| Folded::new(table, summary))
}

fn family_name(context: &Context<'_>, family: &Family) -> String {
    let (id, figure) = match family.kind {
        FamilyKind::Headlines => ("family-headlines", None),
        FamilyKind::HeadlinesOverTime => ("family-headlines-over-time", None),
        FamilyKind::Totals => ("family-totals", None),
        FamilyKind::GroupsOverTime => ("family-groups-over-time", None),
        FamilyKind::GroupsAgainstRest => ("family-groups-against-rest", None),
        FamilyKind::Studies => ("family-studies", None),
        FamilyKind::HeadlinesYear => ("family-headlines-year", None),
        FamilyKind::Slices(figure) => ("family-slices", Some(figure)),
        FamilyKind::SlicesYear(figure) => ("family-slices-year", Some(figure)),
        FamilyKind::Rest(figure) => ("family-rest", Some(figure)),
    };
    let label = figure.map_or("", |figure| context.report.figures[figure].label.as_str());
    context.words.say(id, [("figure", label.into())])
}
