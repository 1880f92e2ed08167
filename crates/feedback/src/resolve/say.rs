//! What to say of ids that are none.

use cxpress_metric::Kind;

use super::nobody::Heavy;
use super::{Findings, Resolved, keys::Spot};
use crate::cell;
use crate::file_ref::FileRef;
use crate::inputs::Inputs;
use crate::reason::IdOf;
use crate::totals::Done;
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_document::yaml::write::scalar;
use cxpress_files::Files;
use cxpress_project::config::{IdConfig, Source};
use cxpress_table::text::shortened;

/// What was read to tell rows from each other.
pub(crate) struct Ledgers<'a> {
    pub(crate) sources: &'a [Source],
    pub(crate) inputs: &'a Inputs,
    pub(crate) files: &'a dyn Files,
    /// Of each file, with all rows that can be used.
    pub(crate) done: &'a [Done],
    pub(crate) resolved: &'a [Resolved],
}

/// Fewer rows than this are set aside without a word beside the ledger.
const FEW: u64 = 5;

/// How many of those with too many rows are named.
const NAMED: usize = 3;

impl Ledgers<'_> {
    /// Says what is wrong with ids. Where they are mangled, all else follows from it.
    pub(crate) fn say(&self, findings: &Findings, diagnostics: &mut Diagnostics) {
        for (index, source) in self.sources.iter().enumerate() {
            let found = self.mangled(index, source);
            if !found.is_empty() {
                diagnostics.append(found);
                continue;
            }
            let mut found = self.begin_again(index, source, findings);
            let of_source = |heavy: &[Heavy]| -> Vec<Heavy> {
                heavy.iter().copied().filter(|one| one.source == index).collect()
            };
            let [respondents, customers] =
                [&findings.respondents, &findings.customers].map(|all| of_source(all));
            self.nobodies(source, IdOf::Respondent, &respondents, &mut found);
            self.nobodies(source, IdOf::Customer, &customers, &mut found);
            if !found.has_errors() {
                found.append(self.mostly_aside(index, source, findings));
            }
            diagnostics.append(found);
        }
    }

    fn all(&self, source: usize) -> impl Iterator<Item = (usize, &FileRef, &Done)> {
        let all = self.inputs.files.iter().zip(self.done).enumerate();
        all.map(|(at, (file, done))| (at, file, done))
            .filter(move |(at, file, _)| file.source == source && !self.resolved[*at].is_same)
    }

    fn place(&self, spot: Spot) -> Place {
        Place::at(self.inputs.files[spot.file()].shown(), spot.line(), 0)
    }

    /// The value in the column of an id, for the terminal.
    fn value(&self, source: &Source, of: IdOf, spot: Spot) -> String {
        let file = &self.inputs.files[spot.file()];
        let value = cell::read(self.files, file, source, &self.inputs.periods, of, spot.line());
        shortened(value.unwrap_or_default().trim())
    }

    /// Ids that a spreadsheet took for numbers.
    fn mangled(&self, index: usize, source: &Source) -> Diagnostics {
        let mut found = Diagnostics::default();
        for (_, file, done) in self.all(index) {
            for (of, count) in &done.tally.mangled {
                let (line, example) = count.examples.first_key_value().unwrap_or((&0, &UNKNOWN));
                let column = configured(source, *of).map_or("", written);
                let are = if count.n == 1 { "id is" } else { "ids are" };
                let message = format!(
                    "{} {are} in scientific notation under `{column}`, such as {}: rows that differ look alike",
                    count.n, example.what
                );
                let help = "a spreadsheet took them for numbers when it saved the file, and their last digits are lost; \
                            export it again without opening it, or format the column as text before saving";
                let place = Place::at(file.shown(), *line, 0);
                found.push(Diagnostic::error(Code::MangledIds, message).at(place).help(help));
            }
        }
        found
    }

    /// Ids that stand in two files and are of two records.
    fn begin_again(&self, index: usize, source: &Source, findings: &Findings) -> Diagnostics {
        let shared = findings.shared.get(index).copied().unwrap_or_default();
        let (Some(id), Some((row, before))) = (&source.response_id, shared.first) else {
            return Diagnostics::default();
        };
        let (column, value) = (written(id), self.value(source, IdOf::Response, row));
        let [row, before] = [row, before].map(|spot| self.place(spot));
        let differ = if source.lives() {
            "days on which they began"
        } else {
            "answers or dates"
        };
        let message =
            format!("`{value}` is the `{column}` of two rows with other {differ}: `{row}` and `{before}`");
        let note = format!(
            "of {} ids that stand in two files, {} {} so",
            shared.ids,
            shared.others,
            if shared.others == 1 { "does" } else { "do" }
        );
        let within = format!("`response_id: {{column: {}, within: file}}`", scalar(column));
        let (diagnostic, otherwise) = match source.lives() {
            // A date that was corrected is one of many; numbers that begin again are all of them.
            true if 20 * shared.others <= shared.ids => (
                Diagnostic::warning(Code::IdsBeginAgain, message),
                "; else the newest row counts".to_owned(),
            ),
            true => (
                Diagnostic::error(Code::IdsBeginAgain, message),
                "; else export both files again, with the same dates".to_owned(),
            ),
            false => (
                Diagnostic::error(Code::IdsBeginAgain, message),
                "; if they are one response that was changed, write `answers: latest`, or `first`".to_owned(),
            ),
        };
        let help = format!("if numbers begin again in each file, write {within}{otherwise}");
        diagnostic.at(row).note(note).help(help).into()
    }

    /// Warns where much of what was read is set aside for its ids.
    fn mostly_aside(&self, index: usize, source: &Source, findings: &Findings) -> Diagnostics {
        let mut found = Diagnostics::default();
        let (mut aside, mut all) = (0, 0);
        for (at, file, done) in self.all(index) {
            let doubtful = findings.doubtful.get(at).copied().unwrap_or(0);
            aside += doubtful;
            all += done.tally.used;
            if doubtful >= FEW && doubtful == done.tally.used {
                let path = file.shown();
                let message = format!(
                    "all {doubtful} rows of `{path}` are set aside: {}",
                    repeat(source)
                );
                found.push(
                    Diagnostic::warning(Code::AllRepeated, message)
                        .at(Place::file(path))
                        .help(check(source)),
                );
            }
        }
        if found.is_empty() && aside >= FEW && 3 * aside > all {
            let message = format!(
                "{aside} of {all} rows of `{}` are set aside: {}",
                source.id,
                repeat(source)
            );
            found.push(
                Diagnostic::warning(Code::ManyRepeated, message)
                    .at(source.place.clone())
                    .help(check(source)),
            );
        }
        found
    }

    /// Respondents or customers with too many rows for one.
    fn nobodies(&self, source: &Source, of: IdOf, heavy: &[Heavy], diagnostics: &mut Diagnostics) {
        let mut values: Vec<(String, Heavy)> = Vec::new();
        for one in heavy {
            let value = self.value(source, of, one.spot);
            if !values.iter().any(|(known, _)| *known == value) {
                values.push((value, *one));
            }
        }
        let (Some((value, first)), Some(id)) = (values.first(), configured(source, of)) else {
            return;
        };
        let column = written(id);
        let period = self.inputs.periods.name(first.period);
        let all = self.rows(first);
        let message = format!(
            "`{value}` under `{column}` has {} of the {all} rows of `{}` in {period}, too many for one {}",
            first.rows,
            source.id,
            of.who()
        );
        let names: Vec<String> = values
            .iter()
            .take(NAMED)
            .map(|(value, _)| scalar(value))
            .collect();
        let names = names.join(", ");
        let key = of.key();
        let column = scalar(column);
        let help = format!(
            "if that is nobody in particular, write `{key}: {{column: {column}, missing: [{names}]}}`; if it is \
             somebody, `{key}: {{column: {column}, known: [{names}]}}`"
        );
        let mut said = Diagnostic::error(Code::Nobody, message)
            .at(self.place(first.spot))
            .help(help);
        for (value, one) in values.iter().skip(1).take(NAMED - 1) {
            said = said.note(format!("so has `{value}`, with {} rows", one.rows));
        }
        diagnostics.push(said);
    }

    /// The rows of a source in a period.
    fn rows(&self, heavy: &Heavy) -> u64 {
        let in_period = |done: &Done| {
            done.tally
                .by_period
                .get(&heavy.period)
                .map_or(0, |seen| seen.rows)
        };
        self.all(heavy.source).map(|(_, _, done)| in_period(done)).sum()
    }
}

static UNKNOWN: crate::tally::Example = crate::tally::Example {
    what: String::new(),
    row: None,
};

fn configured(source: &Source, of: IdOf) -> Option<&IdConfig> {
    match of {
        IdOf::Response => source.response_id.as_ref(),
        IdOf::Respondent => source.respondent.as_ref(),
        IdOf::Customer => source.customer.as_ref(),
    }
}

/// The name of a column of ids, as the configuration writes it.
fn written(id: &IdConfig) -> &str {
    id.column.names.first().map_or("", |name| &name.written)
}

/// Why rows repeat others.
fn repeat(source: &Source) -> String {
    let names = [&source.response_id, &source.respondent];
    let names: Vec<String> = names
        .into_iter()
        .flatten()
        .map(|id| format!("`{}`", written(id)))
        .collect();
    format!("others have the same {}", names.join(" or "))
}

/// What to do where much is set aside.
fn check(source: &Source) -> String {
    let what = match source.kind {
        Kind::Survey | Kind::Staff => "responses",
        other => other.name(),
    };
    let meant = if source.lives() {
        "; their dates differ, so they may be others"
    } else {
        "; if all is as it should be, say which counts: `answers: first` or `answers: latest`"
    };
    format!("check that the column tells {what} apart{meant}")
}
