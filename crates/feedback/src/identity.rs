//! What tells a row from others: ids, hashed.

use std::borrow::Cow;

use cxpress_metric::{Field, Instant, Missing, first_solved};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::batch::RowKey;
use super::layout::{Layout, QuestionAt};
use super::rows::canonical;
use super::tally::FileTally;
use crate::reason::IdOf;
use crate::usable::Usable;
use cxpress_project::config::{IdConfig, Source};
use cxpress_table::block::Row;
use cxpress_table::encoding::Encoding;
use cxpress_table::missing::is_missing;

/// The ids of a row.
pub(super) struct Ids<'a> {
    pub(super) source: &'a Source,
    pub(super) layout: &'a Layout,
    pub(super) encoding: Encoding,
    pub(super) row: Row<'a>,
    /// What the ids of its file differ by from those of others.
    pub(super) within: Option<u64>,
}

/// The id in a cell; none where it is blank or stands for nobody.
pub(super) fn text<'c>(
    cell: &'c [u8],
    encoding: Encoding,
    id: &IdConfig,
    missing: &[(String, Missing)],
) -> Option<Cow<'c, str>> {
    let text = match encoding.decode(cell) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    if is_missing(&text) {
        return None;
    }
    let is = |other: &String| other.to_lowercase() == text.to_lowercase();
    let nobody = id.missing.iter().any(is) || missing.iter().any(|(other, _)| is(other));
    (!nobody).then_some(text)
}

impl Ids<'_> {
    fn id(&self, column: Option<usize>, id: Option<&IdConfig>) -> Option<Cow<'_, str>> {
        text(self.row.cell(column?), self.encoding, id?, &self.source.missing)
    }

    fn response(&self) -> Option<Cow<'_, str>> {
        self.id(self.layout.response_id, self.source.response_id.as_ref())
    }

    fn respondent(&self) -> Option<Cow<'_, str>> {
        self.id(self.layout.respondent, self.source.respondent.as_ref())
    }

    fn customer(&self, column: Option<usize>) -> Option<Cow<'_, str>> {
        self.id(column, self.source.customer.as_ref())
    }

    /// Takes note of ids that a spreadsheet took for numbers.
    pub(super) fn note_mangled(&self, tally: &mut FileTally) {
        let ids = [
            (IdOf::Response, self.response()),
            (IdOf::Respondent, self.respondent()),
            (IdOf::Customer, self.customer(self.layout.customer)),
        ];
        for (of, id) in ids {
            if let Some(id) = id.filter(|id| is_scientific(id)) {
                tally.mangle(of, self.row.line, &id);
            }
        }
    }

    /// What tells the row from others of its source; nothing if nothing does.
    pub(super) fn key(&self, usable: &Usable, values: &[Option<i64>]) -> Option<RowKey> {
        let Self { source, layout, .. } = self;
        // Of a row that is left out, only which state of its record it is counts.
        let counts = !usable.left_out;
        let respondent = self.respondent().filter(|_| counts);
        let customer = self.customer(layout.customer).filter(|_| counts);
        let hash = |id: &Cow<'_, str>, salt: &[u8]| xxh3_64(&[id.as_bytes(), salt].concat());
        let of_period = usable.period.0.to_le_bytes();
        let response = self.response();
        let advocate = self.customer(layout.advocate).filter(|_| counts);
        let key = RowKey {
            line: self.row.line,
            response: response.map(|id| hash(&id, &[]) ^ self.within.unwrap_or(0)),
            known: is_known(respondent.as_ref(), source.respondent.as_ref())
                || is_known(customer.as_ref(), source.customer.as_ref()),
            asked: respondent
                .as_ref()
                .filter(|_| layout.asks)
                .map(|id| hash(id, &[])),
            respondent: respondent.map(|id| hash(&id, &of_period)),
            customer: customer.map(|id| hash(&id, &[])),
            at: usable.at,
            settled: self.settled(values).unwrap_or(usable.at),
            period: usable.period,
            updated: usable.updated.unwrap_or(i64::MIN),
            answers: self.answers(),
            advocated: advocate
                .map(|id| hash(&id, &[]))
                .zip(self.advocated(usable, values)),
        };
        let RowKey {
            response,
            respondent,
            customer,
            advocated,
            ..
        } = key;
        let tells = response.or(respondent).or(customer).is_some() || advocated.is_some();
        tells.then_some(key)
    }

    /// When a ticket was first solved, in seconds.
    fn settled(&self, values: &[Option<i64>]) -> Option<i64> {
        let at = |field| self.layout.value_of(values, field).map(Instant);
        first_solved(at(Field::Solved), at(Field::Reopened)).map(|solved| solved.0)
    }

    /// When a customer first referred another, in sources that say so; else when a review was written.
    fn advocated(&self, usable: &Usable, values: &[Option<i64>]) -> Option<i64> {
        let mut fields = self.layout.fields.iter().zip(values);
        match fields.find(|(at, _)| at.field == Field::Referred) {
            Some((_, referred)) => *referred,
            None => usable.created.map(|created| created.0),
        }
    }

    /// The hash of the answers of a row, but for what was written in words, and of the questions that it was asked.
    fn answers(&self) -> [u32; 2] {
        let (mut answers, mut asked) = (0_u64, 0_u64);
        let mut add = |column: usize| {
            let salt = self.layout.salts[column];
            let cell = self.row.cell(column).trim_ascii();
            asked = asked.wrapping_add(xxh3_64(&salt.to_le_bytes()));
            if !cell.is_empty() {
                answers = answers.wrapping_add(xxh3_64_with_seed(&canonical(cell, self.encoding), salt));
            }
        };
        for question in &self.layout.questions {
            match question {
                QuestionAt::Records | QuestionAt::Nowhere | QuestionAt::Words(_) => {}
                QuestionAt::Column(column) | QuestionAt::Choice(column) => add(*column),
                QuestionAt::Choices(columns) => columns.iter().for_each(|column| add(*column)),
                QuestionAt::Pairs(pairs) => pairs.iter().flatten().for_each(|column| add(*column)),
            }
        }
        [answers, asked].map(|hash| (hash >> 32) as u32)
    }
}

/// Whether somebody may have any number of rows.
fn is_known(id: Option<&Cow<'_, str>>, config: Option<&IdConfig>) -> bool {
    let known = config.map(|config| config.known.as_slice()).unwrap_or_default();
    !known.is_empty() && id.is_some_and(|id| known.contains(&id.to_lowercase()))
}

/// Whether an id is a number as spreadsheets write long ones: `2.02610E+14`, `2,02610E+14`, `2.0261E14`. Without a sign or
/// a fraction, as `1e5`, it may be an id.
fn is_scientific(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((number, exponent)) = id.split_once(['E', 'e']) else {
        return false;
    };
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let is_signed = exponent.starts_with('+');
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = digits(whole) && (digits(part) || part.is_empty() && whole == number);
    is_number && digits(exponent) && (is_signed || !part.is_empty() && exponent.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_spreadsheets_are_told_from_ids() {
        for id in ["2.02610E+14", "2,02610E+14", "2E+14", "1.5e+20", "2.0261E14"] {
            assert!(is_scientific(id), "{id}");
        }
        for id in [
            "202610123456789",
            "1e5",
            "12E10",
            "A2.0E+14",
            "E+14",
            "2.0E+",
            "a+b@example.org",
            "2.0.1E+14",
            "2.E+14",
            "1.5E6",
        ] {
            assert!(!is_scientific(id), "{id}");
        }
    }
}
