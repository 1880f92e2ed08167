//! A file as somebody sees it who does not know it yet: its rows as text, and what would become of each before any
//! column has a meaning.

use std::borrow::Cow;
use std::io::Read;

use cxpress_metric::{Kind, Missing};
use encoding_rs::{Encoding as CodePage, UTF_16BE, UTF_16LE};
use jiff::civil::Date;

use super::block::Block;
use super::date::{DateReader, NoMoment, Order, is_like_excel_days, order_of};
use super::duration::{self, NoLength};
use super::open::{self, Opened};
use super::shape::Shape;
use super::{FileRef, answer, sheet, tally::RowReason};
use crate::config::{Cluster, ColumnRef, DateFormat, Decimal, Length, PeriodFrom, Source, Unit};
use crate::format::{Format, Header};
use crate::{Diagnostic, Diagnostics, Files, Place};

/// A table to look at.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The file, and the table in it if it is an archive.
    pub(crate) file: FileRef,
    /// The sheet, if the file is a workbook of several.
    pub(crate) sheet: Option<String>,
}

/// The tables of a file: itself, those of an archive, the sheets of a workbook.
pub(crate) fn targets(files: &dyn Files, path: &str) -> Result<Vec<Target>, Diagnostics> {
    let mut found = Diagnostics::default();
    let tables = super::tables(0, path.to_owned(), files, &mut found);
    if found.has_errors() {
        return Err(found);
    }
    let sheets = match tables.first() {
        Some(table) if table.member.is_none() => sheets(files, path)?,
        _ => Vec::new(),
    };
    let target = |file: &FileRef, sheet| Target {
        file: file.clone(),
        sheet,
    };
    Ok(match (tables.first(), sheets.len()) {
        (Some(file), 2..) => sheets.into_iter().map(|name| target(file, Some(name))).collect(),
        _ => tables.iter().map(|file| target(file, None)).collect(),
    })
}

/// The sheets of a workbook; none of another file, nor of one that cannot be read, which is said when it is opened.
fn sheets(files: &dyn Files, path: &str) -> Result<Vec<String>, Diagnostic> {
    let trouble = |error| open::unreadable(path, &error);
    let mut stored = files.open(path).map_err(trouble)?;
    match sheet::is_spreadsheet(&mut *stored).map_err(trouble)? {
        true => Ok(sheet::sheets(stored).unwrap_or_default()),
        false => Ok(Vec::new()),
    }
}

/// A file that was opened.
pub(crate) struct Look {
    opened: Opened,
    path: String,
    /// The encoding that must be configured for it to be read.
    pub(crate) needs: Option<&'static CodePage>,
}

impl Look {
    /// Opens a table. UTF-16 without its mark is found out here, but must be configured.
    pub(crate) fn new(files: &dyn Files, target: &Target) -> Result<Self, Diagnostic> {
        let open = |needs| {
            let source = anything(target, needs);
            Opened::new(files, &target.file, &source).map(|opened| Self {
                opened,
                path: target.file.shown(),
                needs,
            })
        };
        open(None).or_else(|error| match wide(files, target) {
            Some(page) if error.code == "not-a-table" => open(Some(page)),
            _ => Err(error),
        })
    }

    /// The vendor's format.
    pub(crate) const fn format(&self) -> &'static Format {
        self.opened.format
    }

    /// The header.
    pub(crate) const fn header(&self) -> &Header {
        &self.opened.header
    }

    /// What separates cells.
    pub(crate) const fn delimiter(&self) -> u8 {
        self.opened.delimiter
    }

    /// The encoding, once the file was read.
    pub(crate) fn encoding(&self) -> &'static str {
        self.opened.encoding_name()
    }

    /// What kind of table it is, and how it is packed.
    pub(crate) fn container(&self) -> (&str, Option<&'static str>) {
        self.opened.container()
    }

    /// What somebody should look at.
    pub(crate) fn notes(&self) -> Diagnostics {
        self.opened.notes(&self.path)
    }

    /// Hands over each row as cells, or why it would not be used.
    pub(crate) fn rows(
        &mut self,
        mut take: impl FnMut(Result<&[Cow<'_, str>], RowReason>, u64),
    ) -> Result<(), Diagnostic> {
        let shape = Shape::of(&self.opened);
        let mut block = Block::default();
        loop {
            let encoding = self
                .opened
                .next(&mut block)
                .map_err(|error| open::broken(&self.path, &error, self.opened.encoding()))?;
            if block.is_empty() {
                return Ok(());
            }
            block.split(self.opened.delimiter);
            if block.empty_lines > 0 {
                take(Err(RowReason::Blank), block.empty_lines);
            }
            for row in block.rows() {
                match shape.refuses(row, encoding, false) {
                    Some(reason) => take(Err(reason), 1),
                    None => {
                        let cells: Vec<_> = row.cells().map(|cell| encoding.decode(cell)).collect();
                        take(Ok(&cells), 1);
                    }
                }
            }
            block.clear();
        }
    }
}

/// Which UTF-16 the first bytes of a file look like.
fn wide(files: &dyn Files, target: &Target) -> Option<&'static CodePage> {
    let mut head = Vec::new();
    let stored = files.open(&target.file.path).ok()?;
    stored.take(64).read_to_end(&mut head).ok()?;
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zeros(0), zeros(1), head.len() / 3) {
        (0, right, enough) if right > enough => Some(UTF_16LE),
        (left, 0, enough) if left > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// A source of which nothing is known.
fn anything(target: &Target, encoding: Option<&'static CodePage>) -> Source {
    let nothing = ColumnRef {
        names: Vec::new(),
        optional: false,
        place: Place::default(),
    };
    Source {
        id: String::new(),
        label: String::new(),
        kind: Kind::Survey,
        period: PeriodFrom::Column(nothing),
        from: None,
        until: None,
        fields: Vec::new(),
        customer: None,
        advocacy: Vec::new(),
        is_searched: false,
        files: Vec::new(),
        format: None,
        encoding,
        delimiter: None,
        sheet: target.sheet.clone(),
        date_format: DateFormat::Auto,
        timezone: None,
        decimal: Decimal::Auto,
        response_id: None,
        updated: None,
        respondent: None,
        answers: None,
        leave_out: Vec::new(),
        says_leave_out: false,
        left_out_tell: false,
        reads_hidden: false,
        starts: false,
        missing: Vec::new(),
        count: None,
        weight: None,
        cluster: Cluster::None,
        dimensions: Vec::new(),
        quotes: 0,
        sampled: false,
        questions: Vec::new(),
        place: Place::default(),
    }
}

/// A date as far as a text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dated {
    /// It can mean one day only.
    Clear(Date),
    /// The day if days come first, and if months do.
    Unclear(Option<Date>, Option<Date>),
}

/// The date in a text. Epochs are none: any number of ten digits is one.
pub(crate) fn dated(text: &str) -> Option<Dated> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = |format: DateFormat| DateReader::new(&format).read(text).ok().map(|moment| moment.day);
    match DateReader::new(&DateFormat::Auto).read(text) {
        Ok(moment) => Some(Dated::Clear(moment.day)),
        Err(NoMoment::Unreadable | NoMoment::UnclearZone) => None,
        Err(NoMoment::UnclearOrder) => Some(match order_of(text) {
            Some(Order::DayFirst) => Dated::Unclear(day(DateFormat::DayFirst), None),
            Some(Order::MonthFirst) => Dated::Unclear(None, day(DateFormat::MonthFirst)),
            None => Dated::Unclear(day(DateFormat::DayFirst), day(DateFormat::MonthFirst)),
        }),
    }
}

/// The day of seconds or milliseconds since 1970.
pub(crate) fn epoch_day(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let moment = DateReader::new(&DateFormat::Auto).read(text).ok();
    moment.filter(|_| digits).map(|moment| moment.day)
}

/// The day in a text of a `strptime` format.
pub(crate) fn with_pattern(pattern: &str, text: &str) -> Option<Date> {
    let format = DateFormat::Pattern(pattern.to_owned());
    DateReader::new(&format).read(text).ok().map(|moment| moment.day)
}

/// A number as it is read where nothing is configured.
pub(crate) fn number(text: &str) -> Option<f64> {
    answer::number(text, Decimal::Auto)
}

/// How a length of time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// In a way that has one meaning, with a unit for numbers.
    Clearly,
    /// As two numbers with a colon.
    Clock,
    /// With a mark that may part thousands.
    Mark,
}

/// Whether a text is a length of time, and how it is written.
pub(crate) fn length_of_time(text: &str) -> Option<Written> {
    let length = Length {
        unit: Unit::Minutes,
        clock: None,
    };
    match duration::seconds(text, length, Decimal::Auto) {
        Ok(_) => Some(Written::Clearly),
        Err(NoLength::UnclearClock) => Some(Written::Clock),
        Err(NoLength::UnclearMark) => Some(Written::Mark),
        Err(NoLength::Unreadable) => None,
    }
}

/// The day of a number that may be counted as spreadsheets do, from 1990 to 2069.
pub(crate) fn excel_day(text: &str) -> Option<Date> {
    let is_like = is_like_excel_days(text);
    let moment = is_like.then(|| DateReader::new(&DateFormat::ExcelDays).read(text).ok())?;
    moment.map(|moment| moment.day)
}

/// The letters of a zone in a time, if several zones have them.
pub(crate) fn unclear_letters(text: &str) -> Option<&str> {
    let read = DateReader::new(&DateFormat::Auto).read(text);
    (read == Err(NoMoment::UnclearZone)).then(|| text.split_whitespace().last())?
}

/// Whether the names of columns look like the cells of a row: dates, or numbers in a third of them.
pub(crate) fn header_is_data(header: &Header) -> bool {
    let names = header.columns.iter().map(|column| column.name());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let numbers = names.iter().filter(|name| number(name).is_some()).count();
    names.iter().any(|name| dated(name).is_some()) || numbers > 0 && 3 * numbers >= names.len()
}

/// Whether a text stands for a missing answer in a file of a format, blank or not.
pub(crate) fn is_missing(format: &Format, text: &str) -> bool {
    let of_vendor = |(code, _): &(&str, Missing)| code.eq_ignore_ascii_case(text.trim());
    answer::is_missing(text) || format.missing.iter().any(of_vendor)
}
