//! The ledgers of all files together, and what to say of them.

use std::collections::BTreeMap;

use cxpress_metric::{Missing, PeriodId};
use cxpress_report::{AnswerAccount, DataAccount, Drift, FileAccount, Reasons, SourceAccount};
use cxpress_voice::redact::{Kind, Redactions};
use serde::{Deserialize, Serialize};

use super::answer::AnswerReason;
use super::suspect;
use super::tally::{AnswerTally, Count, FileTally, RowReason, earliest};
use super::{Dictionary, Done, Extent, FileRef, Inputs, far, hints};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_project::config::{Config, QuestionConfig, Source};
use cxpress_table::fingerprint::Fingerprint;
use cxpress_table::format::holds_states;
use cxpress_table::shape::NoRecord;

/// What is known of a file once it was read to its end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FileFacts {
    pub(super) format: String,
    pub(super) print: Fingerprint,
    /// Its columns by name.
    pub(super) columns: Vec<String>,
    /// Its columns of personal data that were not read.
    pub(super) personal: Vec<String>,
    /// The columns whose headers name the zone that their times are in, with that zone.
    pub(super) zones: Vec<(String, String)>,
}

/// The ledgers of all files.
pub(super) struct Totals<'a> {
    pub(super) config: &'a Config,
    pub(super) inputs: &'a Inputs,
    pub(super) done: &'a [Done],
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
                kind: source.kind.name().to_owned(),
                files: self.file_accounts(index),
                answers: self.answers(index, source),
            });
        DataAccount {
            sources: sources.collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = (&FileRef, &Done)> {
        self.inputs.files.iter().zip(self.done)
    }

    pub(super) fn files(&self, source: usize) -> impl Iterator<Item = (&FileRef, &Done)> {
        self.all().filter(move |(file, _)| file.source == source)
    }

    /// The accounts of a source's files, each compared with the file before.
    fn file_accounts(&self, source: usize) -> Vec<FileAccount> {
        let mut before: Option<&FileFacts> = None;
        let mut accounts = Vec::new();
        for (file, done) in self.files(source) {
            let mut account = file_account(file, done, &self.config.sources[source]);
            if let Some(facts) = &done.facts {
                account.drift = before.map(|before| drift(before, facts)).unwrap_or_default();
                before = Some(facts);
            }
            accounts.push(account);
        }
        accounts
    }

    fn answers(&self, index: usize, source: &Source) -> Vec<AnswerAccount> {
        let tally = |question: usize| self.answer_tally(index, question);
        let questions = source.questions.iter().enumerate();
        let questions = questions.filter(|(_, question)| question.column.is_some());
        questions
            .map(|(at, question)| tally(at).account(&question.question.id))
            .collect()
    }

    pub(super) fn answer_tally(&self, source: usize, question: usize) -> AnswerTally {
        self.files(source)
            .fold(AnswerTally::default(), |mut all, (_, done)| {
                if let Some(answers) = done.tally.answers.get(question) {
                    all.merge(answers.clone());
                }
                all
            })
    }

    /// The rows of the source that has most in a period, for each.
    fn fullest(&self) -> BTreeMap<PeriodId, u64> {
        let mut fullest: BTreeMap<PeriodId, u64> = BTreeMap::new();
        let sources = self.config.sources.iter().enumerate();
        for (index, _) in sources.filter(|(_, source)| source.kind.tells_of_its_start()) {
            let mut rows: BTreeMap<PeriodId, u64> = BTreeMap::new();
            for (period, seen) in self.files(index).flat_map(|(_, done)| &done.tally.by_period) {
                *rows.entry(*period).or_default() += seen.records;
            }
            for (period, n) in rows {
                let most = fullest.entry(period).or_default();
                *most = n.max(*most);
            }
        }
        fullest
    }

    /// How far the data reach.
    pub(super) fn extent(&self) -> Extent {
        let mut extent = Extent {
            fullest: self.fullest(),
            ..Extent::default()
        };
        // Sources of one kind that read the same file have the same records, which count once.
        let mut heard = BTreeMap::new();
        for (file, Done { tally, .. }) in self.all() {
            let kind = self.config.sources[file.source].kind;
            extent.add(file.source, tally, &self.inputs.periods);
            for (period, seen) in &tally.by_period {
                let heard = heard
                    .entry((*period, kind, &file.table.path, &file.table.member))
                    .or_insert(0);
                *heard = seen.records.max(*heard);
            }
        }
        for ((period, kind, ..), n) in heard {
            *extent.rows.entry(period).or_default().entry(kind).or_default() += n;
        }
        extent
    }

    /// Says what was rejected, and whether it is too much.
    pub(super) fn diagnose(&self, dictionary: &Dictionary, diagnostics: &mut Diagnostics) {
        for (file, Done { tally, .. }) in self.all() {
            let source = &self.config.sources[file.source];
            rejected_rows(&file.shown(), tally, source, diagnostics);
            rejected_answers(&file.shown(), tally, source, diagnostics);
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
        if used < 2 || first != last || !cxpress_table::date::is_stand_in(first) {
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

fn file_account(file: &FileRef, Done { tally, facts, .. }: &Done, source: &Source) -> FileAccount {
    let print = facts.as_ref().map(|facts| facts.print);
    FileAccount {
        name: file.table.base_names().join(" in "),
        format: facts
            .as_ref()
            .map(|facts| facts.format.clone())
            .unwrap_or_default(),
        bytes: print.map_or(0, |print| print.bytes),
        fingerprint: print.map(Fingerprint::shown).unwrap_or_default(),
        rows: tally.account(source),
        personal: facts
            .as_ref()
            .map(|facts| facts.personal.clone())
            .unwrap_or_default(),
        zones: facts
            .as_ref()
            .map(|facts| facts.zones.clone())
            .unwrap_or_default(),
        redacted: redacted(&tally.redactions),
        drift: Drift::default(),
        clock_skipped: tally.clock.0,
        clock_doubled: tally.clock.1,
    }
}

/// How many places were taken out of comments, by kind.
fn redacted(redactions: &Redactions) -> Reasons {
    let named = |kind: &Kind| kind.marker().trim_matches(['[', ']']).to_owned();
    let counts = Kind::ALL.iter().map(|kind| (named(kind), redactions.of(*kind)));
    counts.filter(|(_, n)| *n > 0).collect()
}

/// The columns that are new or gone since the file before.
fn drift(before: &FileFacts, now: &FileFacts) -> Drift {
    let lower =
        |facts: &FileFacts| -> Vec<String> { facts.columns.iter().map(|name| name.to_lowercase()).collect() };
    let (old, new) = (lower(before), lower(now));
    let missing = |columns: &[String], others: &[String]| -> Vec<String> {
        let named = columns.iter().filter(|name| !name.is_empty());
        named
            .filter(|name| !others.contains(&name.to_lowercase()))
            .cloned()
            .collect()
    };
    Drift {
        new: missing(&now.columns, &old),
        gone: missing(&before.columns, &new),
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

fn rejected_rows(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (reason, count) in tally.lost.iter().filter(|(reason, _)| !reason.sets_aside()) {
        let (what, help) = row_words(*reason, source, count, tally.order);
        let message = format!("{} rejected: {what}", rows(count.n));
        diagnostics.push(rejected(message, path, count).help(help));
    }
}

/// A warning of what was rejected, with the first of it as examples.
fn rejected(message: String, path: &str, count: &Count) -> Diagnostic {
    let first = count.examples.iter().next();
    let line = first.map_or(0, |(line, _)| *line);
    let mut diagnostic = Diagnostic::warning(Code::Rejected, message).at(Place::at(path, line, 0));
    diagnostic.line = first.and_then(|(_, example)| example.row.clone());
    let more = count.n - count.examples.len() as u64;
    let (blank, shown): (Vec<_>, Vec<_>) = count
        .examples
        .iter()
        .partition(|(_, example)| example.what.is_empty());
    for (line, example) in &shown {
        diagnostic = diagnostic.note(format!("line {line}: {}", example.what));
    }
    match (&blank[..], more) {
        ([], 0) | ([_], 0) if shown.is_empty() || blank.is_empty() => diagnostic,
        ([], more) => diagnostic.note(format!("and {more} more")),
        (blank, more) => diagnostic.note(lines(blank.iter().map(|(line, _)| **line), more)),
    }
}

/// `lines 2, 8, 14 and 7 more`.
fn lines(lines: impl Iterator<Item = u64>, more: u64) -> String {
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    let plural = if lines.len() == 1 { "" } else { "s" };
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    format!("line{plural} {}{more}", lines.join(", "))
}

fn rows(n: u64) -> String {
    if n == 1 {
        "1 row".into()
    } else {
        format!("{n} rows")
    }
}

fn row_words(reason: RowReason, source: &Source, count: &Count, order: (u64, u64)) -> (&'static str, String) {
    let dates = || cxpress_table::date::DateReader::new(&source.dialect.date_format).example();
    match reason {
        RowReason::NoRecord(NoRecord::Ragged) => (
            "another number of cells than the header",
            "quote cells that hold a separator or a line break".into(),
        ),
        RowReason::NoRecord(NoRecord::InvalidBytes) => (
            "bytes of another encoding than the rows before",
            "save the whole file in one encoding, UTF-8 if you can".into(),
        ),
        RowReason::NoDate => (
            "no date",
            "fill in the date, or take the period from the file's name".into(),
        ),
        RowReason::UnreadableDate => (
            "a date that cannot be read",
            hints::of_dates(source, count)
                .unwrap_or_else(|| format!("{} is expected; another form is named by `date_format`", dates())),
        ),
        RowReason::DateOutOfRange => (
            "a date outside 1970 to 2099",
            format!("check the date; {} is expected", dates()),
        ),
        RowReason::NoWave => ("no wave", "fill in the name of the wave".into()),
        RowReason::UnknownWave => (
            "a wave that `waves` does not list",
            "add it to `waves` in its place, or write it as it stands there".into(),
        ),
        RowReason::UnreadableWeight => (
            "a weight that is no number from 0 to 1000000",
            "write it with digits, such as `0.85`; 0 leaves the row out".into(),
        ),
        RowReason::UnreadableCount => (
            "a count that is no whole number from 0 to 10000000",
            "write with digits for how many answers the row stands; 0 leaves it out".into(),
        ),
        RowReason::EndsBeforeStart => (
            "an end before its start",
            "check the dates, and which columns hold creation and end".into(),
        ),
        RowReason::PausedLonger => (
            "a pause that is longer than the ticket lasted",
            "check the unit of `paused`, and which column holds the end".into(),
        ),
        RowReason::NoRecord(NoRecord::NulByte) => (
            "a NUL byte, which no text has",
            "export it again, or look how it came into the cell".into(),
        ),
        RowReason::UnclearDate => (
            "a date whose day and month may be either way round",
            hints::of_order(count).unwrap_or_else(|| unclear(order)),
        ),
        RowReason::UnreadableDuration => (
            "a length of time that cannot be read",
            "`4.5` or `103:07:59` is expected; check `unit` and the column".into(),
        ),
        RowReason::UnclearClock => (
            "a length of time that may be hours and minutes, or minutes and seconds",
            "say which beside `unit`: `form: \"hh:mm\"` or `form: \"mm:ss\"`".into(),
        ),
        RowReason::UnclearMark => (
            "a length of time whose mark may part thousands, or a fraction",
            "add `decimal: comma` to the source if `1.234` is over a thousand, `decimal: point` if it is a little over one".into(),
        ),
        RowReason::UnclearZone => (
            "a time with the letters of several zones",
            hints::of_letters(count),
        ),
        RowReason::UnreadableFlag => (
            "what is neither yes nor no",
            "name the words in `yes` and `no` beside the column: `{column: NAME, yes: Ja, no: Nein}`".into(),
        ),
        RowReason::UnreadableNumber => (
            "what is no whole number, 0 or more",
            "check the column; a blank means that it is not known".into(),
        ),
        RowReason::LaterPeriod
        | RowReason::BeforeFrom
        | RowReason::AfterUntil
        | RowReason::NoRecord(NoRecord::Blank)
        | RowReason::NoRecord(NoRecord::HeaderAgain)
        | RowReason::NoRecord(NoRecord::Footer)
        | RowReason::NoRecord(NoRecord::Aside(_))
        | RowReason::Repeated
        | RowReason::OlderByUpdate
        | RowReason::OlderByDate
        | RowReason::OlderByName
        | RowReason::OlderByLine
        | RowReason::SameFile
        | RowReason::Superseded
        | RowReason::NoRecord(NoRecord::Hidden)
        | RowReason::LeftOut(_) => ("set aside", String::new()),
    }
}

/// What to do about dates whose order is not known, by how many can only be day first, and month first.
fn unclear((day_first, month_first): (u64, u64)) -> String {
    match (day_first, month_first) {
        (1.., 0) => format!("add `date_format: day-first`: {day_first} of them can be nothing else"),
        (0, 1..) => format!("add `date_format: month-first`: {month_first} of them can be nothing else"),
        (0, 0) => {
            "add `date_format: day-first` or `date_format: month-first`; none of them tells which".into()
        }
        _ => format!(
            "{day_first} of them can only be day first, {month_first} only month first: split the file, or export it with ISO dates"
        ),
    }
}

fn rejected_answers(path: &str, tally: &FileTally, source: &Source, diagnostics: &mut Diagnostics) {
    for (question, answers) in source.questions.iter().zip(&tally.answers) {
        for (reason, count) in &answers.rejected {
            let id = &question.question.id;
            let (what, help) = answer_words(*reason, question);
            let plural = if count.n == 1 { "" } else { "s" };
            let message = format!("{} answer{plural} to `{id}` rejected: {what}", count.n);
            diagnostics.push(rejected(message, path, count).help(help));
        }
    }
}

fn answer_words(reason: AnswerReason, question: &QuestionConfig) -> (String, String) {
    let id = &question.question.id;
    let scale = question.question.scale;
    match reason {
        AnswerReason::OutsideScale => (
            scale.map_or_else(String::new, |s| {
                format!("outside the scale `{}..{}`", s.low, s.high)
            }),
            format!("name a code for a missing answer under `missing` of `{id}`, or check `scale`"),
        ),
        AnswerReason::NotWhole => (
            "not a whole number".into(),
            format!("check the column of `{id}`: it may hold means, not answers"),
        ),
        AnswerReason::NotANumber => (
            "neither a number nor a known word".into(),
            format!(
                "name a word with a score under `values` of `{id}`, one for a missing answer under `missing`"
            ),
        ),
    }
}
