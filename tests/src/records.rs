//! What reading comes to, as text: every record with all its values, both ledgers, every diagnostic.

use cxpress_core::read::{Dictionary, NO_VALUE, Options, RecordBatch, Sink, ValueId, inputs, read};
use cxpress_core::{Config, Diagnostic, Diagnostics, Files, Severity, config};
use cxpress_metric::{Answer, Field, Instant, Missing, PeriodId};
use cxpress_report::{AnswerAccount, DataAccount, FileAccount, Reasons, RowAccount};

/// What reading a project came to.
#[derive(Debug)]
pub struct Records {
    /// The records of each source: `2026-10 | North | 9`, sorted, since their order depends on threads.
    pub sources: Vec<Vec<String>>,
    /// The ledgers.
    pub account: DataAccount,
    /// All that is wrong.
    pub diagnostics: Diagnostics,
}

/// Checks a configuration without an environment.
#[must_use]
pub fn configuration(text: &str) -> (Option<Config>, Diagnostics) {
    let metrics = cxpress::metrics();
    let specs: Vec<_> = metrics.iter().map(|metric| metric.spec()).collect();
    config::load(text, config::FILE, &|_| None, &specs)
}

/// Reads all files of a project.
#[must_use]
pub fn records(config: &Config, files: &dyn Files) -> Records {
    let mut diagnostics = Diagnostics::default();
    let inputs = inputs(config, files, &mut diagnostics);
    let reading = read(
        config,
        &inputs,
        files,
        Options::plain(),
        Rows::default,
        &mut diagnostics,
    );
    let rows = reading.sink.unwrap_or_default().0;
    let of_source = |source: usize| {
        let dimensions: Vec<usize> = config.sources[source]
            .dimensions
            .iter()
            .filter_map(|one| inputs.dimensions.iter().position(|known| *known == one.id))
            .collect();
        let named = |row: &Row| {
            let period = inputs.periods.name(row.period);
            let values = row.dimensions.iter().zip(&dimensions);
            let values = values.map(|(id, all)| value(&reading.dictionary, *all, *id));
            let cells = row.cells.iter().cloned();
            let all: Vec<String> = std::iter::once(period).chain(values).chain(cells).collect();
            shown(&all.join(" | "))
        };
        let mut lines: Vec<String> = rows
            .iter()
            .filter(|row| row.source == source)
            .map(named)
            .collect();
        lines.sort();
        lines
    };
    Records {
        sources: (0..config.sources.len()).map(of_source).collect(),
        account: reading.account,
        diagnostics,
    }
}

/// A text in which letters that cannot be seen are written out.
#[must_use]
pub fn shown(text: &str) -> String {
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{a0}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{feff}')
    };
    let one = |c: char| match c {
        '\n' => "\\n".to_owned(),
        c if is_unseen(c) => format!("\\u{{{:x}}}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

fn value(dictionary: &Dictionary, dimension: usize, id: ValueId) -> String {
    match id {
        NO_VALUE => "-".to_owned(),
        id => dictionary.name(dimension, id).unwrap_or_default(),
    }
}

/// A record whose values of dimensions are still numbers.
struct Row {
    source: usize,
    period: PeriodId,
    dimensions: Vec<ValueId>,
    cells: Vec<String>,
}

/// Keeps every record.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Sink for Rows {
    fn take(&mut self, source: usize, records: &RecordBatch) {
        let row = |at: usize| Row {
            source,
            period: records.periods[at],
            dimensions: records.dimensions.iter().map(|ids| ids[at]).collect(),
            cells: cells(records, at),
        };
        self.0.extend((0..records.len()).map(row));
    }

    fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// All of a record but its period and dimensions.
fn cells(records: &RecordBatch, at: usize) -> Vec<String> {
    let mut cells: Vec<String> = records
        .answers
        .iter()
        .filter_map(|answers| answers.get(at).map(|one| answer(*one)))
        .collect();
    if let Some(weight) = records.weights.get(at) {
        // In billionths, as it is kept.
        cells.push(format!("{weight:?}"));
    }
    if let Some(created) = records.created.get(at) {
        cells.push(format!("created {}", instant(*created)));
        for field in Field::ALL {
            let name = field.name().split('_').next().unwrap_or_default();
            let time = records.fields.time(field).at(at).map(instant);
            let number = records
                .fields
                .number(field)
                .at(at)
                .map(|number| number.to_string());
            cells.extend(time.or(number).map(|value| format!("{name} {value}")));
        }
    }
    cells
}

fn answer(answer: Answer) -> String {
    match answer {
        Answer::Score(score) => score.to_string(),
        Answer::Number(number) => number.value().to_string(),
        Answer::Missing(Missing::NotAsked) => "not-asked".to_owned(),
        Answer::Missing(Missing::NotAnswered) => "not-answered".to_owned(),
        Answer::Missing(Missing::DoesNotApply) => "does-not-apply".to_owned(),
        Answer::Missing(Missing::DontKnow) => "dont-know".to_owned(),
        _ => "rejected".to_owned(),
    }
}

/// `2026-10-31T14:05:00Z`.
fn instant(at: Instant) -> String {
    if at == Instant::NEVER {
        return "never".to_owned();
    }
    jiff::Timestamp::from_second(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

/// `read 3, used 1, rejected ragged 1, aside blank 1`.
#[must_use]
pub fn row_ledger(rows: &RowAccount) -> String {
    let mut parts = vec![format!("read {}", rows.read), format!("used {}", rows.used)];
    parts.extend(reasons("rejected", &rows.rejected));
    parts.extend(reasons("aside", &rows.set_aside));
    parts.join(", ")
}

/// `recommend: used 1, not-answered 1, rejected outside-scale 1`.
#[must_use]
pub fn answer_ledger(answers: &AnswerAccount) -> String {
    let missing = &answers.missing;
    let kinds = [
        ("not-asked", missing.not_asked),
        ("not-answered", missing.not_answered),
        ("does-not-apply", missing.does_not_apply),
        ("dont-know", missing.dont_know),
    ];
    let mut parts = vec![format!("{}: used {}", answers.question, answers.used)];
    let told = kinds.iter().filter(|(_, n)| *n > 0);
    parts.extend(told.map(|(kind, n)| format!("{kind} {n}")));
    parts.extend(reasons("rejected", &answers.rejected));
    parts.join(", ")
}

fn reasons<'a>(what: &'a str, reasons: &'a Reasons) -> impl Iterator<Item = String> + use<'a> {
    reasons
        .iter()
        .filter(|(_, n)| **n > 0)
        .map(move |(reason, n)| format!("{what} {reason} {n}"))
}

/// `skipped 1, doubled 2`: times on the days on which clocks change; nothing where there are none.
#[must_use]
pub fn clock_ledger(file: &FileAccount) -> String {
    let counts = [("skipped", file.clock_skipped), ("doubled", file.clock_doubled)];
    let told = counts.iter().filter(|(_, n)| *n > 0);
    told.map(|(what, n)| format!("{what} {n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A diagnostic without its words: `error data/a.csv:3 open-quote`.
#[must_use]
pub fn place_and_code(found: &Diagnostic) -> String {
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = found
        .place
        .as_ref()
        .map_or_else(|| "-".to_owned(), ToString::to_string);
    format!("{word} {place} {}", found.code)
}

/// What does not balance in the ledgers; nothing if all does.
#[must_use]
pub fn imbalance(account: &DataAccount) -> Vec<String> {
    let mut found = Vec::new();
    for source in &account.sources {
        let lost = source.files.iter().filter(|file| !file.rows.balances());
        found.extend(lost.map(|file| format!("rows of {}", file.name)));
        let used: u64 = source.files.iter().map(|file| file.rows.used).sum();
        let lost = source
            .answers
            .iter()
            .filter(|answers| !answers.balances() || answers.rows != used);
        found.extend(lost.map(|answers| format!("answers to {} of {}", answers.question, source.id)));
    }
    found
}
