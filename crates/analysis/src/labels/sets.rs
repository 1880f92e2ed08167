//! The labels of all files together, by the comments that they are of.

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use cxpress_document::labels::{LabelFile, LabelledComment};
use cxpress_metric::PeriodId;

use super::wanted::first_of_same_words;
use super::{Asked, draw::Draw};
use crate::schema::Hashes;
use crate::scope::Scope;

/// Labels of comments in one column.
#[derive(Default)]
pub(super) struct Set<'a> {
    pub(super) samples: Vec<Sample<'a>>,
}

/// Labels of one file, of comments that are still there.
pub(super) struct Sample<'a> {
    pub(super) file: &'a LabelFile,
    /// The periods that the comments are from, by their places in the report.
    pub(super) periods: Vec<usize>,
    /// Whether the themes are those of today's codebook.
    pub(super) is_current: bool,
    pub(super) comments: Vec<&'a LabelledComment>,
}

/// The labels by the first figure of their column. What is wrong with them is told; labels of periods after the one that is
/// reported on are not known yet.
pub(super) fn sets<'a>(
    scope: &Scope<'_>,
    files: &'a [LabelFile],
    found: &Hashes,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<usize, Set<'a>> {
    let mut sets: BTreeMap<usize, Set<'a>> = BTreeMap::new();
    for file in files {
        let Some(first) = column(scope, file, diagnostics) else {
            continue;
        };
        let Some(periods) = periods(scope, file, diagnostics) else {
            continue;
        };
        let set = sets.entry(first).or_default();
        set.samples
            .iter()
            .for_each(|other| overlap(scope, file, &periods, other, diagnostics));
        let there = found.get(&first);
        let is_there = |comment: &&LabelledComment| there.is_some_and(|there| there.contains(&comment.hash));
        let comments: Vec<_> = file.comments.iter().filter(is_there).collect();
        say_of_comments(file, comments.len(), diagnostics);
        set.samples.push(Sample {
            is_current: is_current(scope, file, diagnostics),
            file,
            periods,
            comments,
        });
    }
    sets
}

/// The first figure of the column that a file is of.
fn column(scope: &Scope<'_>, file: &LabelFile, diagnostics: &mut Diagnostics) -> Option<usize> {
    let id = &file.question.name;
    let measures = &scope.schema.measures;
    let measure = measures.iter().position(|it| it.config.question.id == *id);
    if let Some(measure) = measure.filter(|at| Asked::of(&measures[*at]).is_some()) {
        return first_of_same_words(measures, measure);
    }
    let known: Vec<&str> = Draw::questions(scope.schema).collect();
    diagnostics.push(no_comments(id, &known).at(file.question.place.clone()));
    None
}

/// That a question is none whose comments people can label.
#[must_use]
pub fn no_comments(id: &str, known: &[&str]) -> Diagnostic {
    let message = format!("`{id}` is no question whose comments can be labelled");
    let listed: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
    let help = did_you_mean(id, known.iter().copied()).unwrap_or_else(|| match listed.as_slice() {
        [] => "add a question with the metric `theme` or `sentiment`".to_owned(),
        listed => format!("such questions are {}", listed.join(", ")),
    });
    Diagnostic::error(Code::UnknownFigure, message).help(help)
}

/// The periods of a file; none if one is not over in the report, or is no period.
fn periods(scope: &Scope<'_>, file: &LabelFile, diagnostics: &mut Diagnostics) -> Option<Vec<usize>> {
    let mut periods = Vec::new();
    let mut is_later = false;
    for named in &file.periods {
        let Some(id) = scope.inputs.periods.parse(&named.name) else {
            diagnostics.push(no_period(scope, &named.name).at(named.place.clone()));
            return None;
        };
        is_later |= scope
            .timeline
            .ids
            .last()
            .is_some_and(|last: &PeriodId| id > *last);
        periods.extend(scope.timeline.position(id));
    }
    (!is_later).then_some(periods)
}

fn no_period(scope: &Scope<'_>, name: &str) -> Diagnostic {
    let example = scope.inputs.periods.example();
    Diagnostic::error(
        Code::UnknownPeriod,
        format!("`{name}` is not a period of this report"),
    )
    .help(format!("its periods are written as `{example}`"))
}

/// Rows that are in two samples would count twice.
fn overlap(
    scope: &Scope<'_>,
    file: &LabelFile,
    periods: &[usize],
    other: &Sample<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(both) = periods.iter().find(|period| other.periods.contains(period)) else {
        return;
    };
    let name = scope.inputs.periods.name(scope.timeline.ids[*both]);
    let (one, two) = (&other.file.place.file, &file.place.file);
    let message = format!("`{one}` and `{two}` are both samples of `{name}`");
    let help = "keep one of them; `cxpress sample --n` with a larger number adds to it and keeps its labels";
    let place = file.periods.first().map_or(&file.place, |named| &named.place);
    diagnostics.push(
        Diagnostic::error(Code::SamplesOverlap, message)
            .at(place.clone())
            .help(help),
    );
}

fn is_current(scope: &Scope<'_>, file: &LabelFile, diagnostics: &mut Diagnostics) -> bool {
    let version = &scope.schema.config.codebook;
    let Some(named) = file.codebook.as_ref().filter(|named| named.name != *version) else {
        return true;
    };
    let (path, theirs) = (&file.place.file, &named.name);
    let message = format!(
        "the themes in `{path}` are those of codebook `{theirs}`, and this is `{version}`: they do not count"
    );
    let help =
        format!("if they still mean the same, write `codebook: \"{version}\"`; else draw a new sample");
    let diagnostic = Diagnostic::warning(Code::LabelsOfOtherCodebook, message).at(named.place.clone());
    diagnostics.push(diagnostic.help(help));
    false
}

/// Which comments of a file are gone, not labelled yet, or were passed over.
fn say_of_comments(file: &LabelFile, there: usize, diagnostics: &mut Diagnostics) {
    let (path, all) = (&file.place.file, file.comments.len());
    let mut warn = |code, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::warning(code, message)
                .at(file.question.place.clone())
                .help(help),
        );
    };
    let gone = all - there;
    if gone > 0 {
        let message =
            format!("{gone} of {all} comments in `{path}` are not in the data any more, and do not count");
        let help = "remove them, or put back the files and the configured names that they were drawn with";
        warn(Code::LabelsOfOtherComments, message, help);
    }
    let asks_for = [!file.themes.is_empty(), file.tone];
    let has = |comment: &LabelledComment| [comment.themes.is_some(), comment.tone.is_some()];
    let lacks = |comment: &LabelledComment, which: usize| asks_for[which] && !has(comment)[which];
    let is_open = |comment: &&LabelledComment| (0..2).any(|which| lacks(comment, which));
    let open = file.comments.iter().filter(is_open).count();
    if open > 0 {
        let message = format!("{open} of {all} comments in `{path}` are not labelled yet");
        let help =
            "write in place of each `todo` what you read in the comment; from 50 on, figures are corrected";
        warn(Code::LabelsMissing, message, help);
    }
    let passed_over = |which: usize| {
        let last = file
            .comments
            .iter()
            .rposition(|comment| has(comment)[which])
            .unwrap_or(0);
        file.comments[..last]
            .iter()
            .filter(|comment| lacks(comment, which))
            .count()
    };
    let passed = (0..2).map(passed_over).max().unwrap_or(0);
    if passed > 0 {
        let message = format!(
            "{passed} comments in `{path}` were passed over, so that those with labels are no random sample"
        );
        let help = "label them too; the order of the file is random, and may be ended anywhere";
        warn(Code::LabelsPassedOver, message, help);
    }
}
