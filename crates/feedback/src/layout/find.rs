//! Looks for the columns that a source names.

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place, as_seen, did_you_mean, is_unseen, visible};
use cxpress_metric::{Content, Field, Kind, PeriodId};
use cxpress_project::config::{
    Cluster, ColumnRef, DimensionConfig, DimensionFrom, FieldConfig, IdConfig, PeriodFrom, QuestionConfig,
    Source,
};
use cxpress_project::period::Periods;
use cxpress_table::date::{InHeader, uses, zone_in};
use cxpress_table::format::{Column, holds_states, holds_tags};
use cxpress_table::open::Opened;
use cxpress_table::shape::Shape;
use jiff::tz::TimeZone;
use xxhash_rust::xxh3::xxh3_64;

use super::mistakes::{names_in, quoted, two_columns};
use super::{ClusterAt, DimensionAt, FieldAt, Layout, PeriodAt, QuestionAt, TimeAt, ValueAt};
use crate::file_ref::FileRef;
use crate::left_out::LeftOutAt;

pub(super) struct Finder<'a> {
    file: &'a FileRef,
    path: &'a str,
    opened: &'a Opened,
    /// The names that each column answers to, in lower case, its own first.
    lower: Vec<Vec<String>>,
    diagnostics: &'a mut Diagnostics,
    pub(super) used: Vec<usize>,
    /// The same with a hash of the first name that the configuration gives each.
    read: Vec<(usize, u64)>,
    pub(super) failed: bool,
    /// The zones of times, first the source's own.
    pub(super) zones: Vec<TimeZone>,
    /// The columns whose headers name their zone, with that zone.
    told: Vec<(String, String)>,
    /// The columns whose headers name a zone by letters that are not the source's.
    lettered: Vec<(String, String)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(
        file: &'a FileRef,
        path: &'a str,
        opened: &'a Opened,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let lower = |name: &String| name.trim().to_lowercase();
        let columns = opened.header.columns.iter();
        Self {
            file,
            path,
            opened,
            lower: columns
                .map(|column| column.names.iter().map(lower).collect())
                .collect(),
            diagnostics,
            used: Vec::new(),
            read: Vec::new(),
            failed: false,
            zones: Vec::new(),
            told: Vec::new(),
            lettered: Vec::new(),
        }
    }

    pub(super) fn layout(&mut self, source: &Source, periods: &Periods) -> Option<Layout> {
        let opened = self.opened;
        let period = self.period(source, periods);
        let fields = source
            .fields
            .iter()
            .map(|field| self.field(field, source))
            .collect();
        let weight = source.weight.as_ref().and_then(|column| self.column(column));
        let count = source.count.as_ref().and_then(|column| self.column(column));
        let cluster = match &source.cluster {
            Cluster::None => ClusterAt::None,
            Cluster::Day => ClusterAt::Day,
            Cluster::Column(column) => self.column(column).map_or(ClusterAt::None, ClusterAt::Column),
        };
        let dimensions = source.dimensions.iter().map(|one| self.dimension(one)).collect();
        let questions = source.questions.iter().map(|one| self.question(one)).collect();
        let left_out = self.left_out(source);
        let mut id = |id: &Option<IdConfig>| id.as_ref().and_then(|id| self.column(&id.column));
        let (response_id, respondent) = (id(&source.response_id), id(&source.respondent));
        let updated = source.updated.as_ref().and_then(|column| self.column(column));
        let updated = updated.map(|column| self.time(column, source));
        let tells = source.customer.as_ref();
        let tells = tells.filter(|_| source.is_searched || source.kind == Kind::Tickets);
        let tells = tells.and_then(|id| self.column(&id.column));
        Some(Layout {
            shape: Shape::of(opened),
            delimiter: opened.delimiter,
            zones: std::mem::take(&mut self.zones),
            told: std::mem::take(&mut self.told),
            period: period?,
            weight,
            count,
            cluster,
            dimensions,
            questions,
            starts: source.starts,
            fields,
            left_out,
            left_out_tell: source.left_out_tell,
            state: self.state(source),
            response_id,
            updated,
            respondent,
            customer: tells.filter(|_| source.kind == Kind::Tickets),
            asks: !source.advocacy.is_empty(),
            advocate: tells.filter(|_| source.is_searched),
            columns: self.salts().into_iter().fold(0, u64::wrapping_add),
            salts: self.salts(),
            used: std::mem::take(&mut self.read),
            names: opened
                .header
                .columns
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
            personal: self.personal(),
        })
    }

    /// Columns without a name are told apart by their places.
    fn salts(&self) -> Vec<u64> {
        let columns = self.lower.iter().enumerate();
        let salt = |(at, names): (usize, &Vec<String>)| match names.first().filter(|name| !name.is_empty()) {
            Some(name) => xxh3_64(name.as_bytes()),
            None => at as u64,
        };
        columns.map(salt).collect()
    }

    /// A column of times, and the zone that they are in: the vendor's, the source's as it is configured, what the
    /// header says, the report's.
    fn time(&mut self, column: usize, source: &Source) -> TimeAt {
        let names = &self.lower[column];
        let is_utc = |utc: &&str| names.contains(&utc.to_lowercase());
        let zone = if self.opened.format.utc.iter().any(is_utc) {
            self.zone(TimeZone::UTC)
        } else if source.dialect.timezone.is_some() {
            0
        } else {
            self.named_zone(column)
        };
        TimeAt { column, zone }
    }

    /// The zone that the header of a column names, else the source's.
    fn named_zone(&mut self, column: usize) -> usize {
        let header = &self.opened.header.columns[column];
        match header.names.iter().find_map(|name| zone_in(name)) {
            Some(InHeader::Zone { zone, shown, .. }) => {
                self.told.push((header.name().to_owned(), shown));
                self.zone(zone)
            }
            Some(InHeader::Letters(letters)) => {
                if !uses(&self.zones[0], &letters) {
                    self.lettered.push((header.name().to_owned(), letters));
                }
                0
            }
            None => 0,
        }
    }

    /// The number of a zone.
    fn zone(&mut self, zone: TimeZone) -> usize {
        let known = self.zones.iter().position(|known| *known == zone);
        known.unwrap_or_else(|| {
            self.zones.push(zone);
            self.zones.len() - 1
        })
    }

    /// Letters in a header do not say whether the clock is changed in summer, nor some of them where it is.
    pub(super) fn unclear_zones(&mut self) {
        let Some((_, letters)) = self.lettered.first() else {
            return;
        };
        let columns: Vec<_> = self.lettered.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!(
            "{} of `{}` may be of another zone: the letters `{letters}` do not tell which",
            quoted(&columns, " and "),
            self.path
        );
        self.diagnostics.push(
            Diagnostic::warning(Code::ZoneInLetters, message)
                .at(Place::at(self.path, self.opened.line, 0))
                .note("times without an offset are taken for the report's `timezone`")
                .help("say it in the source, such as `timezone: Europe/Berlin`"),
        );
    }

    fn field(&mut self, configured: &FieldConfig, source: &Source) -> FieldAt {
        let field = configured.field;
        let at = match self.column(&configured.column) {
            None => ValueAt::Nowhere,
            Some(_) if matches!(field, Field::Again | Field::Advocated) => ValueAt::Joined,
            Some(at) => match (field.content(), configured.length) {
                (Content::Time, Some(length)) => ValueAt::After(at, length),
                (Content::Time, None) => ValueAt::At(self.time(at, source)),
                (Content::Flag, _) => ValueAt::Flag(at, configured.words.clone()),
                (Content::Number, _) => ValueAt::Number(at),
                (Content::Length, Some(length)) => ValueAt::Length(at, length),
                (Content::Length, None) => ValueAt::Nowhere,
            },
        };
        FieldAt { field, at }
    }

    /// Where the rows that are left out are told.
    fn left_out(&mut self, source: &Source) -> Vec<LeftOutAt> {
        let mut found = Vec::new();
        let mut first = 0;
        for rule in &source.leave_out {
            if let Some(column) = self.column(&rule.column) {
                found.push(LeftOutAt {
                    column,
                    first,
                    values: rule
                        .values
                        .iter()
                        .map(|value| value.trim().to_lowercase())
                        .collect(),
                    by_blanks: self.lower[column].iter().any(|name| holds_tags(name)),
                });
            }
            first = first.saturating_add(u16::try_from(rule.values.len()).unwrap_or(u16::MAX));
        }
        found
    }

    /// The column with the state of tickets, unless the configuration says which are none.
    fn state(&self, source: &Source) -> Option<usize> {
        let cancels = source.fields.iter().any(|field| field.field == Field::Cancelled);
        let asked = source.kind == Kind::Tickets && !source.says_leave_out && !cancels;
        let mut columns = (0..self.lower.len()).filter(|_| asked);
        columns.find(|at| self.lower[*at].iter().any(|name| holds_states(name)))
    }

    fn dimension(&mut self, dimension: &DimensionConfig) -> DimensionAt {
        match &dimension.from {
            DimensionFrom::Column(column) => self
                .column(column)
                .map_or(DimensionAt::Nowhere, DimensionAt::Column),
            DimensionFrom::Cross(pair) => DimensionAt::Cross(*pair),
        }
    }

    fn question(&mut self, question: &QuestionConfig) -> QuestionAt {
        let Some(column) = &question.column else {
            return QuestionAt::Records;
        };
        if question.is_comment {
            return self.column(column).map_or(QuestionAt::Nowhere, QuestionAt::Words);
        }
        if !question.pairs.is_empty() {
            return self
                .pairs(&question.pairs)
                .map_or(QuestionAt::Nowhere, QuestionAt::Pairs);
        }
        if question.choice.is_some()
            && let Some(columns) = self.choices(column)
        {
            return QuestionAt::Choices(columns);
        }
        match self.column(column) {
            Some(at) if question.choice.is_some() => QuestionAt::Choice(at),
            Some(at) => QuestionAt::Column(at),
            None => QuestionAt::Nowhere,
        }
    }

    /// The columns of pairs; none where one of them is not there.
    fn pairs(&mut self, pairs: &[[ColumnRef; 2]]) -> Option<Vec<[usize; 2]>> {
        let pair = |[answer, expected]: &[ColumnRef; 2]| {
            let (answer, expected) = (self.column(answer), self.column(expected));
            Some([answer?, expected?])
        };
        // All are looked for, so that all that are missing are said.
        let found: Vec<Option<[usize; 2]>> = pairs.iter().map(pair).collect();
        found.into_iter().collect()
    }

    /// The columns of a question whose choices have a column each.
    fn choices(&mut self, column: &ColumnRef) -> Option<Vec<usize>> {
        let header = &self.opened.header;
        let named = |question: &String| {
            let question = question.trim().to_lowercase();
            column.names.iter().any(|name| name.name == question)
        };
        let question = header.questions.iter().position(named)?;
        let of_it = |column: &Column| {
            column
                .choice
                .as_ref()
                .is_some_and(|choice| choice.question == question)
        };
        let columns: Vec<usize> = (0..header.columns.len())
            .filter(|at| of_it(&header.columns[*at]))
            .collect();
        self.used.extend(&columns);
        let named = columns
            .iter()
            .map(|at| (*at, xxh3_64(self.lower[*at][0].as_bytes())));
        self.read.extend(named);
        Some(columns)
    }

    /// The columns with personal data that nobody asked for.
    fn personal(&self) -> Vec<String> {
        let format = self.opened.format;
        let columns = self.opened.header.columns.iter().enumerate();
        columns
            .filter(|(at, column)| !self.used.contains(at) && format.is_personal(column))
            .map(|(_, column)| column.name().to_owned())
            .collect()
    }

    fn period(&mut self, source: &Source, periods: &Periods) -> Option<PeriodAt> {
        match &source.period {
            PeriodFrom::Column(column) => {
                let column = self.find(column, false)?;
                Some(PeriodAt::Column(self.time(column, source)))
            }
            PeriodFrom::Wave(column) => self.find(column, false).map(PeriodAt::Wave),
            PeriodFrom::Name(name) => periods.parse(name).map(PeriodAt::Fixed),
            PeriodFrom::FileName(pattern) => {
                let found = file_period(pattern, self.file, periods);
                if found.is_none() {
                    self.fail(
                        Diagnostic::error(
                            Code::NoPeriod,
                            format!("the name of `{}` gives no period", self.path),
                        )
                        .at(Place::file(self.path))
                        .note(format!("the pattern is `{pattern}`"))
                        .help(match periods.waves().as_slice() {
                            [] => "rename the file, or change `period.pattern`",
                            _ => "rename the file, change `period.pattern`, or list the wave under `waves`",
                        }),
                    );
                }
                found.map(PeriodAt::Fixed)
            }
        }
    }

    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }

    /// The place of a column: the first of its names that the file has.
    fn column(&mut self, column: &ColumnRef) -> Option<usize> {
        self.find(column, true)
    }

    /// The same; `may_lack` if the configuration may allow files without the column.
    fn find(&mut self, column: &ColumnRef, may_lack: bool) -> Option<usize> {
        let bases = self.file.table.base_names();
        let applies = |files: &Option<globset::GlobMatcher>| {
            let matches = |files: &globset::GlobMatcher| bases.iter().any(|base| files.is_match(base));
            files.as_ref().is_none_or(matches)
        };
        let names: Vec<_> = column.names.iter().filter(|name| applies(&name.files)).collect();
        for name in &names {
            let mut places = self.places(&name.name).into_iter();
            let Some(first) = places.next() else { continue };
            if let Some(second) = places.next() {
                let message = two_columns(self.path, &name.written, first, second);
                let help = match self.told_apart(&[first, second]) {
                    None => "rename one of them in the file, so that it is clear which one is meant".into(),
                    Some(names) => format!("write which one is meant: {names}"),
                };
                self.fail(
                    Diagnostic::error(Code::DuplicateHeader, message)
                        .at(Place::at(self.path, self.opened.line, 0))
                        .help(help),
                );
            }
            self.used.push(first);
            let called = column.names.first().map_or("", |name| &name.name);
            self.read.push((first, xxh3_64(called.as_bytes())));
            return Some(first);
        }
        if !column.optional {
            let written: Vec<_> = names.iter().map(|name| name.written.as_str()).collect();
            self.fail(self.not_found(column, &written, may_lack));
        }
        None
    }

    /// The columns of a name: those whose own it is, else those that answer to it.
    fn places(&self, name: &str) -> Vec<usize> {
        let with = |is: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
            (0..self.lower.len()).filter(|at| is(&self.lower[*at])).collect()
        };
        let own = with(&|names| names[0] == name);
        if own.is_empty() {
            with(&|names| names.iter().any(|other| other == name))
        } else {
            own
        }
    }

    /// The names that columns of one name answer to besides, each alone.
    fn told_apart(&self, columns: &[usize]) -> Option<String> {
        let own = |at: &usize| {
            let others = &self.opened.header.columns[*at].names[1..];
            let alone = |name: &&String| self.places(&name.to_lowercase()) == [*at];
            others.iter().find(alone).map(String::as_str)
        };
        let names: Vec<&str> = columns.iter().filter_map(own).collect();
        (!names.is_empty()).then(|| quoted(&names, " or "))
    }

    fn not_found(&self, column: &ColumnRef, names: &[&str], may_lack: bool) -> Diagnostic {
        let columns = &self.opened.header.columns;
        let header = || {
            columns
                .iter()
                .flat_map(|column| &column.names)
                .map(String::as_str)
        };
        let near = names.iter().find_map(|name| did_you_mean(name, header()));
        let unseen = header().find(|other| {
            other.contains(is_unseen) && names.iter().any(|name| as_seen(name) == as_seen(other))
        });
        let message = match names {
            [] => format!("none of the names of this column is for `{}`", self.path),
            names => format!("`{}` has no column {}", self.path, quoted(names, " or ")),
        };
        let help = match (near, may_lack) {
            _ if unseen.is_some() => {
                let found: Vec<_> = unseen
                    .iter()
                    .flat_map(|name| name.chars())
                    .filter(|c| is_unseen(*c))
                    .collect();
                let found: Vec<_> = found.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
                format!(
                    "the header `{}` holds {}, which cannot be seen: take it out of the file, or write it so in double quotes",
                    visible(unseen.unwrap_or_default()),
                    found.join(" and "),
                )
            }
            (Some(question), _) => question,
            (None, true) => {
                "name the column as the file does; `optional: true` is for files that lack it".into()
            }
            (None, false) => "name the column as the file does; `[one, other]` names alternatives".into(),
        };
        Diagnostic::error(Code::ColumnNotFound, message)
            .at(column.place.clone())
            .note(names_in(self.opened))
            .help(help)
    }

    /// Columns that nobody asked for may repeat; it is worth a word, since one of them may be meant one day.
    pub(super) fn double_headers(&mut self) {
        let mut seen = rustc_hash::FxHashMap::default();
        let columns = self.lower.iter().enumerate();
        for (at, names) in columns.filter(|(_, names)| !names[0].is_empty() && names.len() == 1) {
            let Some(first) = seen.insert(names[0].as_str(), at) else {
                continue;
            };
            if self.used.contains(&first) || self.used.contains(&at) {
                continue;
            }
            let message = two_columns(self.path, self.opened.header.columns[at].name(), first, at);
            self.diagnostics.push(
                Diagnostic::warning(Code::DuplicateHeader, message)
                    .at(Place::at(self.path, self.opened.line, 0))
                    .help("neither is used; rename one before you use it"),
            );
        }
    }
}

/// The zone of times without offset: the source's, the header's own, the report's.
pub(super) fn zone(source: &Source, opened: &Opened, periods: &Periods) -> TimeZone {
    let named = source.dialect.timezone.as_ref().or(opened.header.zone.as_ref());
    let zone = named.and_then(|name| TimeZone::get(name).ok());
    zone.unwrap_or_else(|| periods.zone().clone())
}

/// The period that a file's name gives.
fn file_period(pattern: &regex::Regex, file: &FileRef, periods: &Periods) -> Option<PeriodId> {
    let names = file.table.base_names();
    let found = names.iter().find_map(|name| pattern.captures(name))?;
    periods.of_parts(|name| found.name(name).map(|part| part.as_str()))
}
