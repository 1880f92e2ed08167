//! The data page: what the figures rest on, row by row and answer by answer.

use cxpress_report::{AnswerAccount, Family, FamilyKind, FileAccount, Reasons, SourceAccount};
use serde::Serialize;

use super::Laid;
use crate::edition::Edition;
use crate::number;
use crate::plan::Page;
use crate::view::{Cell, Link, Table};

/// What the figures rest on.
#[derive(Serialize)]
pub(crate) struct DataPage {
    sources: Vec<SourceView>,
    families: Option<Table>,
    minimum_base: String,
    timezone: String,
}

/// One source.
#[derive(Serialize)]
struct SourceView {
    id: String,
    label: String,
    kind: String,
    files: Table,
    answers: Option<Table>,
}

pub(super) fn lay_out(edition: &Edition<'_>) -> Laid<DataPage> {
    let words = edition.words;
    let report = edition.report;
    let view = DataPage {
        sources: report.data.sources.iter().map(|it| source(edition, it)).collect(),
        families: families(edition),
        minimum_base: words.say("minimum-base", [("n", report.minimum_base.into())]),
        timezone: report.timezone.clone(),
    };
    let anchor = |it: &SourceView| Link {
        label: it.label.clone(),
        href: format!("#source-{}", it.id),
        current: false,
    };
    let anchors = view.sources.iter().map(anchor).collect();
    Laid {
        frame: edition.frame(Page::Data, &words.get("nav-data"), anchors),
        page: view,
    }
}

fn source(edition: &Edition<'_>, source: &SourceAccount) -> SourceView {
    let kind = edition
        .words
        .say("source-kind", [("kind", source.kind.as_str().into())]);
    SourceView {
        id: anchor_id(&source.id),
        label: source.label.clone(),
        kind,
        files: files(edition, source),
        answers: answers(edition, source),
    }
}

/// A source's id as an anchor.
fn anchor_id(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

fn files(edition: &Edition<'_>, source: &SourceAccount) -> Table {
    let words = edition.words;
    let columns = [
        ("column-file", false),
        ("column-read", true),
        ("column-used", true),
        ("column-rejected", true),
        ("column-aside", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(
        words.say("files-caption", [("source", source.label.as_str().into())]),
        columns,
    );
    for file in &source.files {
        table.push(file_row(edition, file));
    }
    table
}

fn file_row(edition: &Edition<'_>, file: &FileAccount) -> Vec<Cell> {
    let what = edition.words.say(
        "file-what",
        [
            ("format", file.format.as_str().into()),
            ("bytes", number::count(file.bytes).into()),
            ("fingerprint", file.fingerprint.as_str().into()),
        ],
    );
    vec![
        Cell::text(&file.name).small(Some(what)),
        Cell::text(number::count(file.rows.read)),
        Cell::text(number::count(file.rows.used)),
        reasons(edition, &file.rows.rejected),
        reasons(edition, &file.rows.set_aside),
    ]
}

/// How many in all, with the reasons below.
fn reasons(edition: &Edition<'_>, reasons: &Reasons) -> Cell {
    let word = |(reason, n): (&String, &u64)| {
        let known = edition.words.find(&format!("reason-{reason}"), []);
        let reason = known.unwrap_or_else(|| reason.replace('-', " "));
        edition.words.say(
            "reason",
            [("reason", reason.into()), ("n", number::count(*n).into())],
        )
    };
    let words: Vec<_> = reasons.iter().map(word).collect();
    Cell::text(number::count(reasons.values().sum())).small((!words.is_empty()).then(|| words.join(", ")))
}

fn answers(edition: &Edition<'_>, source: &SourceAccount) -> Option<Table> {
    let words = edition.words;
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
        table.push(answer_row(edition, answers));
    }
    table.if_any()
}

fn answer_row(edition: &Edition<'_>, answers: &AnswerAccount) -> Vec<Cell> {
    let report = edition.report;
    let index = report
        .figures
        .iter()
        .position(|figure| figure.id == answers.question);
    let label = index.map_or(answers.question.as_str(), |index| {
        report.figures[index].label.as_str()
    });
    let page = index.map(|figure| Page::Figure {
        period: report.current,
        figure,
    });
    let missing = &answers.missing;
    let numbers = [
        answers.rows,
        answers.used,
        missing.not_asked,
        missing.not_answered,
        missing.does_not_apply,
        missing.dont_know,
    ];
    let mut row = vec![Cell::text(label).link(page.and_then(|page| edition.href(Page::Data, page)))];
    row.extend(numbers.map(|n| Cell::text(number::count(n))));
    row.push(reasons(edition, &answers.rejected));
    row
}

fn families(edition: &Edition<'_>) -> Option<Table> {
    let words = edition.words;
    let columns = [
        ("column-family", false),
        ("column-period", false),
        ("column-tested", true),
        ("column-few", true),
        ("column-real", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(words.get("families-caption"), columns);
    let shown = edition
        .report
        .families
        .iter()
        .filter(|family| family.period <= edition.report.current);
    for family in shown {
        let numbers = [family.tested, family.too_few, family.words];
        let mut row = vec![
            Cell::text(family_name(edition, family)),
            Cell::text(edition.period(family.period)),
        ];
        row.extend(numbers.map(|n| Cell::text(number::count(n))));
        table.push(row);
    }
    table.if_any()
}

fn family_name(edition: &Edition<'_>, family: &Family) -> String {
    let (id, figure) = match family.kind {
        FamilyKind::Headlines => ("family-headlines", None),
        FamilyKind::HeadlinesYear => ("family-headlines-year", None),
        FamilyKind::Slices(figure) => ("family-slices", Some(figure)),
        FamilyKind::SlicesYear(figure) => ("family-slices-year", Some(figure)),
        FamilyKind::Rest(figure) => ("family-rest", Some(figure)),
    };
    let label = figure.map_or("", |figure| edition.report.figures[figure].label.as_str());
    edition.words.say(id, [("figure", label.into())])
}
