//! The ledgers of all files together.

use std::collections::BTreeMap;

use cxpress_metric::PeriodId;
use cxpress_project::config::{Config, Source};
use cxpress_report::{AnswerAccount, DataAccount, Drift, FileAccount, Reasons, SourceAccount};
use cxpress_table::fingerprint::Fingerprint;
use cxpress_voice::redact::{PersonalData, Redactions};
use serde::{Deserialize, Serialize};

use crate::extent::Extent;
use crate::file_ref::FileRef;
use crate::inputs::Inputs;
use crate::rows::Rows;
use crate::tally::{AnswerTally, FileTally};

/// A file that was read, or that broke off.
#[derive(Default)]
pub(super) struct Done {
    pub(super) tally: FileTally,
    /// None if it was not read to its end.
    pub(super) facts: Option<FileFacts>,
    pub(super) rows: Rows,
}

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

    /// All files.
    pub(super) fn all(&self) -> impl Iterator<Item = (&FileRef, &Done)> {
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
    let named = |kind: &PersonalData| kind.marker().trim_matches(['[', ']']).to_owned();
    let counts = PersonalData::ALL
        .iter()
        .map(|kind| (named(kind), redactions.of(*kind)));
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
