//! What to say of what was read: from ledgers and facts that are kept, never from rows at hand, so that a warm build says
//! what a cold one said.

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_metric::Missing;
use cxpress_project::config::{QuestionConfig, Source};
use cxpress_table::date::is_stand_in;
use cxpress_table::format::holds_states;
use cxpress_table::shape::NoRecord;

use crate::dictionary::{Dictionary, MOST_VALUES};
use crate::reason::RowReason;
use crate::tally::{AnswerTally, FileTally, earliest};
use crate::totals::{Done, Totals};
use crate::{far, rejected, suspect};

impl Totals<'_> {
    /// Says what was rejected, and whether it is too much.
    pub(super) fn diagnose(&self, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
        for (file, Done { tally, .. }) in self.all() {
            let source = &self.config.sources[file.source];
            rejected::say(&file.shown(), tally, source, diagnostics);
        }
        for (file, Done { tally, facts, .. }) in self.all() {
            if tally.read == tally.blank() && facts.is_some() {
                diagnostics.push(no_rows(&file.shown()));
            }
        }
        for (index, source) in self.config.sources.iter().enumerate() {
            self.limits(index, source, diagnostics);
            self.far_off(index, source, diagnostics);
            self.all_outside(index, source, diagnostics);
        }
        for (index, source) in self.config.sources.iter().enumerate() {
            self.one_stand_in(index, source)
                .into_iter()
                .for_each(|found| diagnostics.push(found));
        }
        self.dimensions(dictionary, diagnostics);
        suspect::say(self, dictionary, diagnostics);
        for (index, source) in self.config.sources.iter().enumerate() {
            if self.files(index).all(|(_, done)| done.facts.is_some()) {
                self.never_left_out(index, source, diagnostics);
                self.odd_states(index, source, diagnostics);
            }
        }
        let used = self.done.iter().any(|done| done.tally.used > 0);
        if !diagnostics.has_errors() && !self.inputs.files.is_empty() && !used {
            diagnostics.push(self.nothing_usable());
        }
        self.unanswered(diagnostics);
    }

    /// Why there is nothing to report on.
    fn nothing_usable(&self) -> Diagnostic {
        let later = self
            .done
            .iter()
            .fold(None, |first, done| earliest(first, done.tally.later));
        match later.map(|period| self.inputs.periods.name(period)) {
            Some(first) => {
                let message = format!("the data begin with `{first}`, after the period that is asked for");
                Diagnostic::error(Code::NoDataInPeriod, message).help(format!(
                    "choose `--period {first}` or later, or add older files to `files`"
                ))
            }
            None => {
                let error =
                    Diagnostic::error(Code::NoAnswers, "there is not a single usable row in all files");
                let aside = |reason: fn(&RowReason) -> bool| {
                    let lost = self.done.iter().flat_map(|done| done.tally.lost.keys());
                    lost.filter(|lost| reason(lost)).count() > 0
                };
                error.help(
                    if aside(|reason| *reason == RowReason::NoRecord(NoRecord::Hidden)) {
                        "rows that a spreadsheet hides are set aside: `hidden_rows: read` reads them"
                    } else if aside(|reason| matches!(reason, RowReason::LeftOut(_))) {
                        "look at what `leave_out` names: it sets rows aside"
                    } else {
                        "look at what was rejected, and check `files`, `period` and the columns"
                    },
                )
            }
        }
    }

    /// Says that a few rows of a source are dated far off all others.
    fn far_off(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let files: Vec<_> = self
            .files(index)
            .map(|(file, done)| (file.shown(), &done.tally))
            .collect();
        let minimum = self.config.minimum_base;
        for found in far::find(source, &files, &self.inputs.periods, minimum) {
            diagnostics.push(found);
        }
    }

    /// Says that `from` and `until` leave nothing of a source.
    fn all_outside(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let tallies = || self.files(index).map(|(_, done)| &done.tally);
        let outside =
            |tally: &FileTally| tally.count(RowReason::BeforeFrom) + tally.count(RowReason::AfterUntil);
        let n: u64 = tallies().map(outside).sum();
        if n > 0 && tallies().all(|tally| tally.used == 0) {
            let message = format!(
                "no row of `{}` lies within `from` and `until`: {n} are set aside",
                source.id
            );
            diagnostics.push(
                Diagnostic::warning(Code::AllOutside, message)
                    .at(source.place.clone())
                    .help("check the two days, or leave the source out"),
            );
        }
    }

    fn limits(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let (mut used, mut rejected) = (0, 0);
        for (_, done) in self.files(index) {
            used += done.tally.used;
            rejected += rejections(&done.tally);
        }
        let what = format!("of {} rows of `{}`", used + rejected, source.id);
        if let Some(wrong) = too_many(
            rejected,
            used,
            &what,
            ("rejected_rows", self.config.limits.rejected_rows),
        ) {
            diagnostics.push(wrong.at(source.place.clone()));
        }
        for (at, question) in source.questions.iter().enumerate() {
            let AnswerTally { used, rejected, .. } = self.answer_tally(index, at);
            let rejected: u64 = rejected.values().map(|count| count.n).sum();
            let what = format!("of {} answers to `{}`", used + rejected, question.question.id);
            let limit = ("rejected_answers", self.config.limits.rejected_answers);
            if let Some(wrong) = too_many(rejected, used, &what, limit) {
                diagnostics.push(wrong.at(question.place.clone()));
            }
        }
    }

    /// All rows of a source carry one day, and it is one that is put where the day is not known.
    fn one_stand_in(&self, index: usize, source: &Source) -> Option<Diagnostic> {
        let used: u64 = self.files(index).map(|(_, done)| done.tally.used).sum();
        let days = self.files(index).filter_map(|(_, done)| done.tally.days);
        let (first, last) = days.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))?;
        if used < 2 || first != last || !is_stand_in(first) {
            return None;
        }
        let message = format!("all {used} rows of `{}` are of one day, {first}", source.id);
        Some(
            Diagnostic::warning(Code::OneDay, message)
                .at(source.place.clone())
                .note("systems put this day where the true one is not known or was taken out")
                .help("take another column of dates, or the period from the name of the file: `period: {from: file-name, …}`"),
        )
    }

    fn dimensions(&self, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
        for (index, id) in self.inputs.dimensions.iter().enumerate() {
            if !dictionary.overflows(index) {
                continue;
            }
            let most = MOST_VALUES;
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
                    Code::TooManyValues,
                    format!("`{id}` has more than {most} different values"),
                )
                .at(place)
                .help("a dimension has few values, such as channels; choose another column"),
            );
        }
    }

    /// Values that are to be left out, and are nowhere.
    fn never_left_out(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        for ((rule, value), number) in source.left_out().zip(0..) {
            let reason = RowReason::LeftOut(number);
            let mut files = self.files(index).peekable();
            if files.peek().is_none() || files.any(|(_, done)| done.tally.lost.contains_key(&reason)) {
                continue;
            }
            let message = format!("no row of `{}` has `{value}` in `{}`", source.id, rule.name);
            diagnostics.push(
                Diagnostic::warning(Code::LeaveOutUnmatched, message)
                    .at(rule.column.place.clone())
                    .help("write it as the column does, but for case; or remove it from `leave_out`"),
            );
        }
    }

    /// Tickets that are none of customers by their own state, and count all the same.
    fn odd_states(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let mut found: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, done) in self.files(index) {
            for (state, n) in &done.tally.odd_states {
                *found.entry(state).or_default() += n;
            }
        }
        let columns = self.files(index).filter_map(|(_, done)| done.facts.as_ref());
        let mut columns = columns.flat_map(|facts| &facts.columns);
        let Some(column) = columns.find(|name| holds_states(&name.trim().to_lowercase())) else {
            return;
        };
        let counts: Vec<String> = found.iter().map(|(state, n)| format!("{n} `{state}`")).collect();
        let is_plain = |text: &str| {
            text.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '(' | ')'))
        };
        let written = |text: &&str| {
            if is_plain(text) {
                (*text).to_owned()
            } else {
                format!("{text:?}")
            }
        };
        let states: Vec<String> = found.keys().map(written).collect();
        if !states.is_empty() {
            let message = format!(
                "tickets of `{}` count that are none by `{column}`: {}",
                source.id,
                counts.join(", ")
            );
            let help = format!(
                "add `leave_out: {{{column}: [{}]}}` to the source, or `leave_out: none` if they are meant to count",
                states.join(", ")
            );
            let warning = Diagnostic::warning(Code::TicketsOfNobody, message);
            diagnostics.push(warning.at(source.place.clone()).help(help));
        }
    }

    /// Questions without a usable answer, in sources that were read to their end.
    fn unanswered(&self, diagnostics: &mut Diagnostics) {
        for (index, source) in self.config.sources.iter().enumerate() {
            let used = self.files(index).any(|(_, done)| done.tally.used > 0);
            let whole = self.files(index).all(|(_, done)| done.facts.is_some());
            if used && whole {
                self.silent(index, source, diagnostics);
            }
        }
    }

    fn silent(&self, index: usize, source: &Source, diagnostics: &mut Diagnostics) {
        let tallies = (0..source.questions.len()).map(|at| self.answer_tally(index, at));
        let asking = |question: &QuestionConfig| question.column.is_some();
        let silent: Vec<_> = source
            .questions
            .iter()
            .zip(tallies)
            .filter(|(question, tally)| asking(question) && tally.used == 0)
            .collect();
        if silent.len() == source.questions.len() {
            let message = format!("`{}` has not a single usable answer", source.id);
            let help = "check the columns, `scale` and `missing` of its questions";
            diagnostics.push(
                Diagnostic::error(Code::NoAnswers, message)
                    .at(source.place.clone())
                    .help(help),
            );
            return;
        }
        for (question, tally) in silent {
            let id = &question.question.id;
            let asked = tally.rows - tally.missing[Missing::NotAsked as usize];
            let (message, help) = match asked {
                0 => (
                    format!("nobody was asked `{id}`"),
                    "check its column, or remove the question",
                ),
                _ => (
                    format!("`{id}` has no usable answer"),
                    "check its column, `scale` and `missing`",
                ),
            };
            diagnostics.push(
                Diagnostic::warning(Code::NoAnswers, message)
                    .at(question.place.clone())
                    .help(help),
            );
        }
    }
}

fn rejections(tally: &FileTally) -> u64 {
    let lost = tally.lost.iter().filter(|(reason, _)| !reason.sets_aside());
    lost.map(|(_, count)| count.n).sum()
}

fn no_rows(path: &str) -> Diagnostic {
    Diagnostic::error(Code::NoRows, format!("`{path}` has a header but no rows"))
        .at(Place::file(path))
        .help("export it again, or leave it out of `files`")
}

/// An error if a larger share was rejected than a limit allows.
fn too_many(rejected: u64, used: u64, what: &str, (key, limit): (&str, f64)) -> Option<Diagnostic> {
    let percent = (limit * 1e4).round() / 100.0;
    let were = if rejected == 1 { "was" } else { "were" };
    let message = format!("{rejected} {what} {were} rejected, more than {percent} %");
    let help = format!("mend the files or the configuration, or raise `limits.{key}`");
    let exceeds = rejected as f64 > limit * (used + rejected) as f64;
    exceeds.then(|| Diagnostic::error(Code::TooManyRejected, message).help(help))
}
