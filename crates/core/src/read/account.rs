//! The ledgers of all files together, and what to say of them.

use cxpress_report::{AnswerAccount, DataAccount, FileAccount, SourceAccount};

use super::layout::file_name;
use super::tally::{AnswerTally, Count, FileTally, RowReason};
use super::{Dictionary, Extent, Inputs};
use crate::config::{Config, Source, SourceKind};
use crate::{Diagnostic, Diagnostics, Place};

/// What is known of a file once it was read to its end.
#[derive(Clone, Debug)]
pub(super) struct FileFacts {
    pub(super) format: String,
    pub(super) bytes: u64,
    pub(super) fingerprint: String,
}

/// The ledgers of all files.
pub(super) struct Totals<'a> {
    pub(super) config: &'a Config,
    pub(super) inputs: &'a Inputs,
    pub(super) tallies: &'a [FileTally],
    pub(super) facts: &'a [Option<FileFacts>],
}

impl Totals<'_> {
    /// The account for the report. Example values are not in it.
    pub(super) fn account(&self) -> DataAccount {
        let sources = self
            .config
            .sources
            .iter()
            .enumerate()
            .map(|(index, source)| SourceAccount {
                id: source.id.clone(),
                label: source.label.clone(),
                kind: kind(source).to_owned(),
                files: self
                    .files(index)
                    .map(|(name, tally, facts)| file_account(name, tally, facts))
                    .collect(),
                answers: self.answers(index, source),
            });
        DataAccount {
            sources: sources.collect(),
        }
    }

    fn files(&self, source: usize) -> impl Iterator<Item = (&str, &FileTally, Option<&FileFacts>)> {
        let all = self.inputs.files.iter().zip(self.tallies).zip(self.facts);
        all.filter(move |((file, _), _)| file.source == source)
            .map(|((file, tally), facts)| (file.path.as_str(), tally, facts.as_ref()))
    }

    fn answers(&self, index: usize, source: &Source) -> Vec<AnswerAccount> {
        if !matches!(source.kind, SourceKind::Survey { .. }) {
            return Vec::new();
        }
        let tally = |question: usize| self.answer_tally(index, question);
        let questions = source.questions.iter().enumerate();
        questions
            .map(|(at, question)| tally(at).account(&question.question.id))
            .collect()
    }

    fn answer_tally(&self, source: usize, question: usize) -> AnswerTally {
        self.files(source)
            .fold(AnswerTally::default(), |mut all, (_, tally, _)| {
                all.merge(tally.answers[question].clone());
                all
            })
    }

    /// How far the data reach.
    pub(super) fn extent(&self) -> Extent {
        let mut extent = Extent::default();
        for (file, tally) in self.inputs.files.iter().zip(self.tallies) {
            let survey = matches!(self.config.sources[file.source].kind, SourceKind::Survey { .. });
            for (period, n) in &tally.by_period {
                let (responses, tickets) = extent.rows.entry(*period).or_default();
                *(if survey { responses } else { tickets }) += n;
            }
            extent.days = match (extent.days, tally.days) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (mine, theirs) => mine.or(theirs),
            };
            extent.last_instant = extent.last_instant.max(tally.last_instant);
        }
        extent
    }

    /// Says what was rejected, and whether it is too much.
    pub(super) fn diagnose(&self, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
        for (file, tally) in self.inputs.files.iter().zip(self.tallies) {
            let source = &self.config.sources[file.source];
            rejected_rows(&file.path, tally, source, diagnostics);
            rejected_answers(&file.path, tally, source, diagnostics);
        }
        for (file, (tally, facts)) in self.inputs.files.iter().zip(self.tallies.iter().zip(self.facts)) {
            if tally.read == 0 && facts.is_some() {
                diagnostics.push(
                    Diagnostic::error("no-rows", format!("`{}` has a header but no rows", file.path))
                        .at(Place::file(&file.path))
                        .help("export it again, or leave it out of `files`"),
                );
            }
        }
        for (index, source) in self.config.sources.iter().enumerate() {
            self.limits(index, source, diagnostics);
        }
        self.dimensions(dictionary, diagnostics);
        if !diagnostics.has_errors() && !self.tallies.iter().any(|tally| tally.used > 0) {
            diagnostics.push(
                Diagnostic::error("no-answers", "there is not a single usable row in all files")
                    .help("look at what was rejected, and check `files`, `period` and the columns"),
            );
        }
        self.unanswered(diagnostics);
    }

    fn limits(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let (mut read, mut rejected) = (0, 0);
        for (_, tally, _) in self.files(index) {
            read += tally.read;
            rejected += rejections(tally);
        }
        let limit = self.config.limits.rejected_rows;
        if exceeds(rejected, read, limit) {
            let message = format!(
                "{rejected} of {read} rows of `{}` were rejected, more than {}",
                source.id,
                percent(limit)
            );
            diagnostics.push(too_many(message, source, "rejected_rows"));
        }
        for (at, question) in source.questions.iter().enumerate() {
            let tally = self.answer_tally(index, at);
            let rejected: u64 = tally.rejected.values().map(|count| count.n).sum();
            let given = tally.used + rejected;
            let limit = self.config.limits.rejected_answers;
            if exceeds(rejected, given, limit) {
                let message = format!(
                    "{rejected} of {given} answers to `{}` were rejected, more than {}",
                    question.question.id,
                    percent(limit)
                );
                diagnostics.push(too_many(message, source, "rejected_answers").at(question.place.clone()));
            }
        }
    }

    fn dimensions(&self, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
        for (index, id) in self.inputs.dimensions.iter().enumerate() {
            if !dictionary.overflows(index) {
                continue;
            }
            let most = super::dictionary::MOST_VALUES;
            let configured = self
                .config
                .sources
                .iter()
                .flat_map(|source| &source.dimensions)
                .find(|known| known.id == *id);
            let place = configured
                .map(|dimension| dimension.place.clone())
                .unwrap_or_default();
            diagnostics.push(
                Diagnostic::error(
                    "too-many-values",
                    format!("`{id}` has more than {most} different values"),
                )
                .at(place)
                .help("a dimension has few values, such as channels; choose another column"),
            );
        }
    }

    /// Questions that nobody answered.
    fn unanswered(&self, diagnostics: &mut Diagnostics) {
        for (index, source) in self.config.sources.iter().enumerate() {
            if !matches!(source.kind, SourceKind::Survey { .. })
                || self.files(index).all(|(_, tally, _)| tally.used == 0)
            {
                continue;
            }
            let silent: Vec<_> = (0..source.questions.len())
                .filter(|at| self.answer_tally(index, *at).used == 0)
                .collect();
            if silent.len() == source.questions.len() {
                diagnostics.push(
                    Diagnostic::error(
                        "no-answers",
                        format!("`{}` has not a single usable answer", source.id),
                    )
                    .at(source.place.clone())
                    .help("check the columns, `scale` and `missing` of its questions"),
                );
                continue;
            }
            for at in silent {
                let question = &source.questions[at];
                diagnostics.push(
                    Diagnostic::warning(
                        "no-answers",
                        format!("nobody answered `{}`", question.question.id),
                    )
                    .at(question.place.clone())
                    .help("check its column, `scale` and `missing`"),
                );
            }
        }
    }
}

fn kind(source: &Source) -> &'static str {
    match source.kind {
        SourceKind::Survey { .. } => "survey",
        SourceKind::Tickets(_) => "tickets",
    }
}

fn file_account(path: &str, tally: &FileTally, facts: Option<&FileFacts>) -> FileAccount {
    FileAccount {
        name: file_name(path).to_owned(),
        format: facts.map(|facts| facts.format.clone()).unwrap_or_default(),
        bytes: facts.map_or(0, |facts| facts.bytes),
        fingerprint: facts.map(|facts| facts.fingerprint.clone()).unwrap_or_default(),
        rows: tally.account(),
    }
}

fn rejections(tally: &FileTally) -> u64 {
    let lost = tally.lost.iter().filter(|(reason, _)| !reason.sets_aside());
    lost.map(|(_, count)| count.n).sum()
}

fn exceeds(part: u64, whole: u64, limit: f64) -> bool {
    part as f64 > limit * whole as f64
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 1e4).round() / 100.0)
}

fn too_many(message: String, source: &Source, key: &str) -> Diagnostic {
    Diagnostic::error("too-many-rejected", message)
        .at(source.place.clone())
        .help(format!(
            "mend the files or the configuration, or raise `limits.{key}`"
        ))
}

fn rejected_rows(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (reason, count) in tally.lost.iter().filter(|(reason, _)| !reason.sets_aside()) {
        let (what, help) = row_words(*reason, source);
        let message = format!("{} rejected: {what}", rows(count.n));
        diagnostics.push(rejected(message, path, count).help(help));
    }
}

fn rejected(message: String, path: &str, count: &Count) -> Diagnostic {
    let line = count.examples.keys().next().copied().unwrap_or(0);
    let mut diagnostic = Diagnostic::warning("rejected", message).at(Place::at(path, line, 0));
    for (line, example) in count.examples.iter().filter(|(_, example)| !example.is_empty()) {
        diagnostic = diagnostic.note(format!("line {line}: `{example}`"));
    }
    let shown = count.examples.len() as u64;
    if count.n > shown {
        diagnostic.note(format!("and {} more", count.n - shown))
    } else {
        diagnostic
    }
}

fn rows(n: u64) -> String {
    if n == 1 {
        "1 row".into()
    } else {
        format!("{n} rows")
    }
}

fn row_words(reason: RowReason, source: &Source) -> (&'static str, String) {
    let dates = super::date::DateFormat::new(source.date_format.as_deref()).example();
    match reason {
        RowReason::Ragged => (
            "another number of cells than the header",
            "quote cells that hold a separator or a line break".into(),
        ),
        RowReason::InvalidBytes => (
            "bytes that are no UTF-8",
            "save the file in one encoding, UTF-8 if you can".into(),
        ),
        RowReason::NoDate => (
            "no date",
            "fill in the date, or take the period from the file's name".into(),
        ),
        RowReason::UnreadableDate => (
            "a date that cannot be read",
            format!("{dates} is expected; another form is named by `date_format`"),
        ),
        RowReason::DateOutOfRange => (
            "a date outside 1970 to 2099",
            format!("check the date; {dates} is expected"),
        ),
        RowReason::UnreadableWeight => (
            "a weight that is no number from 0 to 1000000",
            "check the column of `weight`".into(),
        ),
        RowReason::EndsBeforeStart => (
            "an end before its start",
            "check which columns hold creation and solution".into(),
        ),
        RowReason::LaterPeriod | RowReason::Blank => ("set aside", String::new()),
    }
}

fn rejected_answers(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (question, answers) in source.questions.iter().zip(&tally.answers) {
        for (reason, count) in &answers.rejected {
            let id = &question.question.id;
            let scale = question
                .question
                .scale
                .map_or_else(String::new, |s| format!("{}..{}", s.low, s.high));
            let what = match reason {
                super::answer::AnswerReason::OutsideScale => format!("outside the scale {scale}"),
                super::answer::AnswerReason::NotWhole => "not a whole number".into(),
                super::answer::AnswerReason::NotANumber => "not a number and not a known word".into(),
            };
            let answers = if count.n == 1 {
                "1 answer".into()
            } else {
                format!("{} answers", count.n)
            };
            let message = format!("{answers} to `{id}` rejected: {what}");
            diagnostics.push(rejected(message, path, count).help(format!(
                "if it is a code for a missing answer, name it under `missing:` of `{id}`; if a word, under `values:`"
            )));
        }
    }
}
