//! What an unknown file holds, and a first configuration for it.
//!
//! In flow the paths of files; out flow [`Profile`]s (what would be read, and what each column seems to be) and, from
//! [`propose()`], the text of a configuration. All rows are read, one after the other; what is kept does not grow with
//! them. Nothing is guessed silently: where the data do not tell, the configuration says so in a comment.

mod column;
mod guess;
mod personal;
mod preview;
mod propose;
mod wording;

use std::collections::BTreeMap;

use encoding_rs::Encoding as CodePage;
use rayon::prelude::*;

use column::{Facts, Seen};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_files::Files;
use cxpress_table::format::{self, Format, Header};
use cxpress_table::probe::header_is_data;
use guess::Hints;
use preview::{Preview, Target, targets};

pub use guess::{About, ColumnKind, DateForm, Scale};
pub use propose::propose;

/// How many hashes of values are kept for all columns of a file together.
const HASHES: usize = 2_000_000;

/// How alike the columns of two files are that belong together: the share of names that both have.
const ALIKE: f64 = 0.4;

/// The same for exports of a vendor, which have its own columns in common, whatever was asked.
const ALIKE_OF_VENDOR: f64 = 0.5;

/// How the names of files that are read from a folder end.
const ENDINGS: [&str; 9] = [
    ".csv", ".tsv", ".txt", ".gz", ".zip", ".xlsx", ".xlsm", ".ods", ".yaml",
];

/// What files hold.
#[derive(Debug, Default)]
pub struct Inspection {
    /// Each table by itself, in the order of the files.
    pub tables: Vec<Profile>,
    /// Tables of one format with alike columns, together: each of these can be one source.
    pub groups: Vec<Profile>,
}

/// What a table holds, or several that are alike.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The tables.
    pub tables: Vec<Table>,
    /// The vendor's format.
    pub format: &'static Format,
    /// The zone of times, as the header tells it.
    pub zone: Option<String>,
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
}

/// A file, or a table in one.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's path.
    pub path: String,
    /// The table in it, if it is an archive.
    pub member: Option<String>,
    /// The sheet, if it is a workbook of several.
    pub sheet: Option<String>,
    /// What kind of table it is: `CSV with semicolons`.
    pub kind: String,
    /// The name of its encoding; none for spreadsheets.
    pub encoding: Option<&'static str>,
    /// What separates its cells, if it is a delimited text.
    pub delimiter: Option<char>,
    /// How it is packed.
    pub packed: Option<&'static str>,
    /// How many rows its header takes.
    pub header_rows: usize,
    /// The rows below the header.
    pub rows: u64,
    /// Those that would be used, as far as that can be known.
    pub used: u64,
    /// Those that would be set aside, by reason.
    pub set_aside: BTreeMap<&'static str, u64>,
    /// Those that would be rejected, by reason.
    pub rejected: BTreeMap<&'static str, u64>,
    /// The encoding that must be configured.
    needs: Option<&'static CodePage>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name, then others that it answers to.
    pub names: Vec<String>,
    /// The question and the choice, if its question has a column for each choice.
    pub choice: Option<(String, String)>,
    /// What it is.
    pub kind: ColumnKind,
    /// In how many tables it is.
    pub tables: usize,
    /// The name to be configured; none if no name is the column's alone.
    name: Option<String>,
    /// Which of several columns of its name it is.
    number: usize,
    seen: Seen,
    facts: Facts,
}

impl Table {
    /// Its name in messages.
    #[must_use]
    pub fn shown(&self) -> String {
        let inner = self.member.as_ref().or(self.sheet.as_ref());
        match inner {
            Some(inner) => format!("{}/{inner}", self.path),
            None => self.path.clone(),
        }
    }
}

impl Column {
    /// Its name for people, on one line.
    #[must_use]
    pub fn shown(&self) -> String {
        let name = self.names.first().map(String::as_str).unwrap_or_default();
        one_line(name)
    }

    /// The share of rows without an answer, 0 … 1.
    #[must_use]
    pub fn missing(&self) -> f64 {
        match self.facts.rows {
            0 => 0.0,
            rows => self.facts.missing as f64 / rows as f64,
        }
    }

    /// How many different values it has, and whether there are more than were counted.
    #[must_use]
    pub const fn distinct(&self) -> (u64, bool) {
        (self.facts.distinct, self.facts.more)
    }

    /// Up to three values, without personal data.
    #[must_use]
    pub fn samples(&self) -> Vec<String> {
        let samples = self.facts.samples.iter();
        match self.kind {
            ColumnKind::Personal(_) => samples.map(|_| personal::MASK.to_owned()).collect(),
            ColumnKind::Text | ColumnKind::Category | ColumnKind::Choices(_) => {
                samples.map(|text| column::sample(text)).collect()
            }
            _ => samples.map(|text| one_line(text)).collect(),
        }
    }

    fn hints(&self) -> Hints {
        Hints::of(self.names.iter())
    }
}

impl Profile {
    /// The rows of all tables that would be used.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.tables.iter().map(|table| table.used).sum()
    }

    /// The share of names that both have, of all names of either.
    fn alike(&self, other: &Self) -> f64 {
        let keys = |profile: &Self| -> Vec<(String, usize)> {
            let named = profile.columns.iter().filter(|column| !column.shown().is_empty());
            named.map(Column::key).collect()
        };
        let (mine, theirs) = (keys(self), keys(other));
        let both = theirs.iter().filter(|key| mine.contains(key)).count();
        let all = mine.len() + theirs.len() - both;
        both as f64 / all.max(1) as f64
    }

    /// The archive that it is in.
    fn archive(&self) -> Option<&str> {
        let table = self.tables.first().filter(|table| table.member.is_some());
        table.map(|table| table.path.as_str())
    }

    /// Whether both can be read as one source.
    fn belongs_to(&self, other: &Self) -> bool {
        let sheet = |profile: &Self| profile.tables.first().and_then(|table| table.sheet.clone());
        self.format.id == other.format.id && sheet(self) == sheet(other) && self.alike(other) >= enough(other)
    }

    fn merge(&mut self, other: &Self) {
        self.tables.extend(other.tables.iter().cloned());
        self.zone = self.zone.take().or_else(|| other.zone.clone());
        for column in &other.columns {
            match self.columns.iter_mut().find(|mine| mine.key() == column.key()) {
                Some(mine) => mine.merge(column),
                None => self.columns.push(column.clone()),
            }
        }
    }

    /// Looks at all columns again, once all tables are in.
    fn settle(mut self) -> Self {
        let format = self.format;
        self.columns.iter_mut().for_each(|column| column.settle(format));
        self
    }
}

impl Column {
    fn key(&self) -> (String, usize) {
        (self.shown().to_lowercase(), self.number)
    }

    fn merge(&mut self, other: &Self) {
        self.tables += other.tables;
        self.seen.merge(other.seen.clone());
        self.name = self.name.take().filter(|_| other.name.is_some());
    }

    fn settle(&mut self, format: &Format) {
        self.facts = self.seen.facts();
        let as_header = format::Column {
            import_id: None,
            names: self.names.clone(),
            choice: None,
        };
        self.kind = guess::kind(&self.hints(), &self.facts, format.is_personal(&as_header));
        if let (Some((_, choice)), ColumnKind::Category | ColumnKind::Text) = (&self.choice, &self.kind)
            && self.facts.distinct <= 1
        {
            self.kind = ColumnKind::Choices(vec![choice.clone()]);
        }
    }
}

/// Looks at files; a folder stands for the tables in it. What cannot be read goes into `diagnostics`.
pub fn inspect(files: &dyn Files, paths: &[String], diagnostics: &mut Diagnostics) -> Inspection {
    let paths = paths.iter().flat_map(|path| expanded(files, path));
    let mut all = Vec::new();
    for path in paths {
        match targets(files, &path) {
            Ok(targets) => all.extend(targets),
            Err(found) => diagnostics.push(found),
        }
    }
    let looked: Vec<_> = all.par_iter().map(|target| look(files, target)).collect();
    let mut inspection = Inspection::default();
    for found in looked {
        match found {
            Ok((profile, found)) => {
                diagnostics.append(found);
                inspection.tables.push(profile);
            }
            Err(found) => diagnostics.push(found),
        }
    }
    inspection.groups = groups(&inspection.tables);
    inspection
}

/// The files that a path means: itself, those of a pattern that nobody expanded, those in a folder.
fn expanded(files: &dyn Files, path: &str) -> Vec<String> {
    let path = path.strip_prefix("./").unwrap_or(path).trim_end_matches('/');
    let list = |pattern: &str| files.list(pattern).unwrap_or_default();
    let of_pattern = match files.stamp(path) {
        Ok(_) => Vec::new(),
        Err(_) => list(path),
    };
    let mut found = of_pattern;
    if found.is_empty() {
        let inside = list(&format!("{}/*", globset::escape(path)));
        let is_table = |name: &String| ENDINGS.iter().any(|end| name.to_lowercase().ends_with(end));
        found = inside.into_iter().filter(is_table).collect();
    }
    if found.is_empty() {
        vec![path.to_owned()]
    } else {
        found
    }
}

/// Tables that are alike, together. Those of an archive whose tables differ stay alone: a source reads all of them.
fn groups(tables: &[Profile]) -> Vec<Profile> {
    let of_archive = |path: &str| -> Vec<&Profile> {
        let all = tables.iter().filter(|profile| profile.archive() == Some(path));
        all.collect()
    };
    let is_torn = |profile: &&Profile| {
        profile
            .archive()
            .is_some_and(|path| clustered(of_archive(path)).len() > 1)
    };
    let (torn, whole): (Vec<&Profile>, Vec<&Profile>) = tables.iter().partition(is_torn);
    let mut groups = clustered(whole);
    groups.extend(torn.into_iter().map(|profile| vec![profile]));
    let together = |group: Vec<&Profile>| {
        let mut all = group.into_iter();
        let mut whole = all.next()?.clone();
        all.for_each(|table| whole.merge(table));
        Some(whole.settle())
    };
    groups.into_iter().filter_map(together).collect()
}

/// A table belongs to a group if it is like one of it, since exports drift.
fn clustered(tables: Vec<&Profile>) -> Vec<Vec<&Profile>> {
    let mut groups: Vec<Vec<&Profile>> = Vec::new();
    for table in tables {
        let with = groups
            .iter_mut()
            .find(|group| group.iter().any(|other| other.belongs_to(table)));
        match with {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    groups
}

/// How alike the columns of tables of one source are.
fn enough(table: &Profile) -> f64 {
    match table.format.id {
        "plain" => ALIKE,
        _ => ALIKE_OF_VENDOR,
    }
}

fn look(files: &dyn Files, target: &Target) -> Result<(Profile, Diagnostics), Diagnostic> {
    let mut look = Preview::new(files, target)?;
    let (format, header) = (look.format(), look.header().clone());
    let mut columns = columns(&header);
    let mut table = Table {
        path: target.table.path.clone(),
        member: target.table.member.clone(),
        sheet: target.sheet.clone(),
        kind: look.container().0.to_owned(),
        encoding: None,
        delimiter: None,
        packed: look.container().1,
        header_rows: header.rows,
        rows: 0,
        used: 0,
        set_aside: BTreeMap::new(),
        rejected: BTreeMap::new(),
        needs: look.needs,
    };
    look.rows(|row, n| {
        table.rows += n;
        match row {
            Ok(cells) => {
                table.used += n;
                for (column, cell) in columns.iter_mut().zip(cells) {
                    column.seen.take(cell, format);
                }
            }
            Err(reason) => {
                let lost = if reason.sets_aside() {
                    &mut table.set_aside
                } else {
                    &mut table.rejected
                };
                *lost.entry(reason.key()).or_default() += n;
            }
        }
    })?;
    if !table.kind.starts_with("spreadsheet") {
        table.encoding = Some(look.encoding());
        table.delimiter = table
            .kind
            .starts_with("CSV")
            .then(|| char::from(look.delimiter()));
    }
    let mut found = look.notes();
    if table.rows == 0 {
        found.push(no_rows(&table.shown()));
    }
    if format.id == "plain" && header_is_data(&header) {
        found.push(no_header(&table.shown()));
    }
    let profile = Profile {
        tables: vec![table],
        format,
        zone: header.zone,
        columns,
    };
    Ok((profile.settle(), found))
}

fn no_header(path: &str) -> Diagnostic {
    let message = format!("`{path}` seems to have no header: its first row looks like data");
    Diagnostic::warning(Code::NoHeader, message)
        .at(Place::file(path))
        .help("put a row with the names of its columns above it")
}

fn no_rows(path: &str) -> Diagnostic {
    Diagnostic::warning(Code::NoRows, format!("`{path}` has a header and no rows"))
        .at(Place::file(path))
        .help("export it again, with a longer range of dates, or leave it out")
}

fn columns(header: &Header) -> Vec<Column> {
    let most = (HASHES / header.columns.len().max(1)).clamp(100, 20_000);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let column = |at: usize, column: &format::Column| {
        let number = numbers.entry(column.name().to_lowercase()).or_default();
        *number += 1;
        Column {
            names: column.names.clone(),
            choice: column
                .choice
                .as_ref()
                .map(|choice| (header.questions[choice.question].clone(), choice.text.clone())),
            kind: ColumnKind::Empty,
            tables: 1,
            name: own_name(header, at),
            number: *number,
            seen: Seen::new(most),
            facts: Facts::default(),
        }
    };
    let mut column = column;
    let all = header.columns.iter().enumerate();
    all.map(|(at, one)| column(at, one)).collect()
}

/// A name that no other column has, on one line if there is one.
fn own_name(header: &Header, at: usize) -> Option<String> {
    let lower = |name: &str| name.trim().to_lowercase();
    let is_alone = |name: &&String| {
        let name = lower(name);
        let own: Vec<usize> = (0..header.columns.len())
            .filter(|other| lower(header.columns[*other].name()) == name)
            .collect();
        let answering = || {
            let columns = header.columns.iter();
            columns
                .filter(|column| column.names.iter().any(|other| lower(other) == name))
                .count()
        };
        !name.is_empty() && (own == [at] || own.is_empty() && answering() == 1)
    };
    let names = &header.columns[at].names;
    let on_one_line = names.iter().filter(|name| !name.contains('\n')).find(is_alone);
    on_one_line.or_else(|| names.iter().find(is_alone)).cloned()
}

/// A text with one blank for each run of blanks and line breaks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
