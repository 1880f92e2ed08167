//! Profiles to the text of a configuration that can be built as it is.

mod dimension;
mod question;
mod when;

use cxpress_document::yaml::write;
use std::collections::BTreeSet;

use cxpress_metric::MetricSpec;
use cxpress_report::PeriodKind;
use cxpress_report::period::spec;

use super::{Column, ColumnKind, Inspection, Profile};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use cxpress_table::format::{Holds, holds_states, is_odd_state, words};
use cxpress_table::probe::unclear_letters;
use question::Asked;
use when::When;

/// How wide a line of comment is.
const WIDTH: usize = 100;

/// The words at the top of a configuration.
const HEAD: &str = "\
# Made by `cxpress inspect`. Save it as cxpress.yaml in the folder that the paths start from; `cxpress build` takes it
# as it is. Lines with `check:` hold a guess. All keys are explained in content/cxpress.yaml of the sample report.
";

/// What is taken already: each question has an id of its own, a dimension has one label in all sources.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    labels: Vec<(String, String)>,
}

impl Ids {
    /// An id that is not taken.
    fn unique(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut all = std::iter::once(wanted.to_owned()).chain(numbered);
        let free = all.find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }

    /// The id of a dimension by its label: the same for the same label.
    fn of_dimension(&mut self, wanted: &str, label: &str) -> String {
        if let Some((id, _)) = self.labels.iter().find(|(_, known)| known == label) {
            return id.clone();
        }
        let mut numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let is_free = |id: &String| self.labels.iter().all(|(known, _)| known != id);
        let wanted = wanted.to_owned();
        let free = if is_free(&wanted) {
            wanted
        } else {
            numbered.find(is_free).unwrap_or_default()
        };
        self.labels.push((free.clone(), label.to_owned()));
        free
    }
}

/// What a configuration is made with.
struct Draft<'a> {
    catalogue: &'a [&'a MetricSpec],
    period: PeriodKind,
    questions: Ids,
    sources: Ids,
    dimensions: Ids,
    text: String,
}

impl Draft<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn line_if(&mut self, indent: usize, text: Option<String>) {
        text.into_iter().for_each(|text| self.line(indent, &text));
    }

    fn knows(&self, metric: &str) -> bool {
        self.catalogue.iter().any(|spec| spec.id == metric)
    }
}

/// The text of a configuration that reads these files; none if nothing can be made of any. Why nothing was made of
/// some goes into `diagnostics`.
pub fn propose(
    inspection: &Inspection,
    catalogue: &[&MetricSpec],
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut left_out = Vec::new();
    let mut usable: Vec<(&Profile, When)> = Vec::new();
    for group in inspection.groups.iter().filter(|group| group.used() > 0) {
        match when::of(group) {
            _ if is_torn(group, inspection) => {
                left_out.extend(Some(torn(group)).filter(|one| !left_out.contains(one)))
            }
            Some(when) => usable.push((group, when)),
            None => left_out.push(no_date(group)),
        }
    }
    let named: Vec<&Profile> = usable
        .iter()
        .filter(|(_, when)| matches!(when, When::FileName))
        .map(|(group, _)| *group)
        .collect();
    let mut draft = Draft {
        catalogue,
        period: when::period(&named),
        questions: Ids::default(),
        sources: Ids::default(),
        dimensions: Ids::default(),
        text: String::new(),
    };
    for (group, when) in &usable {
        let before = draft.text.len();
        sources(&mut draft, group, when, usable.len() > 1);
        if draft.text.len() == before {
            left_out.push(no_question(group));
        }
    }
    let severity = if draft.text.is_empty() {
        Severity::Error
    } else {
        Severity::Warning
    };
    left_out
        .into_iter()
        .for_each(|found| diagnostics.push(Diagnostic { severity, ..found }));
    let groups: Vec<&Profile> = usable.iter().map(|(group, _)| *group).collect();
    limits(&groups, diagnostics);
    (!draft.text.is_empty()).then(|| whole(&draft, &groups))
}

/// Whether the tables of one archive are not all in one group: a source reads all of them.
fn is_torn(group: &Profile, inspection: &Inspection) -> bool {
    group
        .tables
        .iter()
        .filter(|table| table.member.is_some())
        .any(|table| {
            let all = inspection.tables.iter().flat_map(|profile| &profile.tables);
            let of_archive = all.filter(|other| other.path == table.path).count();
            of_archive
                > group
                    .tables
                    .iter()
                    .filter(|other| other.path == table.path)
                    .count()
        })
}

/// The sources that a group of tables gives: tickets, answers, or both.
fn sources(draft: &mut Draft<'_>, group: &Profile, when: &When, several: bool) {
    let times = when::times(group);
    let metrics = times
        .as_ref()
        .map_or_else(Vec::new, |times| question::of_tickets(draft, times));
    let asked = question::of(draft, group, !metrics.is_empty());
    if let Some(times) = times.as_ref().filter(|_| !metrics.is_empty()) {
        let id = source_id(draft, group, several, "tickets");
        head(draft, group, &id, "tickets");
        for line in times.lines() {
            draft.line(4, &line);
        }
        if let Some(line) = times.decimal(group) {
            draft.line(4, line);
        }
        common(draft, group, &times.columns(), &[]);
        draft.line(4, "questions:");
        for (metric, label) in metrics {
            let id = draft.questions.unique(&metric);
            draft.line(
                6,
                &format!("{id}: {{metric: {metric}, label: {}}}", write::scalar(&label)),
            );
        }
    }
    if asked.iter().any(|one| one.active) {
        let name = match group.format.holds {
            Holds::Reviews => "reviews",
            Holds::Tickets => "satisfaction",
            _ => "survey",
        };
        let id = source_id(draft, group, several, name);
        head(draft, group, &id, "survey");
        survey(draft, group, when, &asked);
    }
}

fn survey(draft: &mut Draft<'_>, group: &Profile, when: &When, asked: &[Asked<'_>]) {
    let period = when.written(draft.period);
    draft.line(4, &format!("period: {period}"));
    let dates: Vec<&Column> = when.column().into_iter().collect();
    common(draft, group, &dates, asked);
    weight(draft, group);
    draft.line(4, "questions:");
    let several = group.tables.len();
    for one in asked.iter().filter(|one| one.active) {
        for line in one.block(several) {
            draft.line(6, &line);
        }
    }
    let others: Vec<&Asked<'_>> = asked.iter().filter(|one| !one.active).collect();
    for (is_choice, intro) in [
        (
            false,
            "# These columns hold numbers as ratings do. Take the first # away from those that are some.",
        ),
        (
            true,
            "# Answers to choose from. Take the first # away for the share that chose one.",
        ),
    ] {
        let of_kind: Vec<_> = others.iter().filter(|one| one.is_choice() == is_choice).collect();
        if !of_kind.is_empty() {
            draft.line(6, intro);
        }
        for one in of_kind {
            draft.line(6, &format!("# {}", one.line(several)));
        }
    }
}

/// What stands first in each source.
fn head(draft: &mut Draft<'_>, group: &Profile, id: &str, kind: &str) {
    draft.line(2, &format!("{id}:"));
    draft.line(4, &format!("kind: {kind}"));
    if group.format.id != "plain" {
        draft.line(4, &format!("label: {}", write::scalar(group.format.name)));
        draft.line(4, &format!("format: {}", group.format.id));
    }
    let mut paths: Vec<String> = group.tables.iter().map(|table| pattern(&table.path)).collect();
    paths.dedup();
    match &paths[..] {
        [only] => draft.line(4, &format!("files: {}", write::scalar(only))),
        all => {
            draft.line(4, "files:");
            for path in all {
                draft.line(6, &format!("- {}", write::scalar(path)));
            }
        }
    }
    let first = group.tables.first();
    if let Some(needs) = first.and_then(|table| table.needs) {
        draft.line(4, &format!("encoding: {}", needs.name().to_lowercase()));
    }
    if let Some(sheet) = first.and_then(|table| table.sheet.as_ref()) {
        draft.line(4, &format!("sheet: {}", write::scalar(sheet)));
    }
}

/// A path as a pattern that matches nothing else, and names no variable.
fn pattern(path: &str) -> String {
    globset::escape(&path.replace('\\', "/"))
}

/// What surveys and tickets have in common.
fn common(draft: &mut Draft<'_>, group: &Profile, dates: &[&Column], asked: &[Asked<'_>]) {
    let of_dates = [
        when::one_day(dates),
        when::date_format(group, dates),
        when::timezone(group, dates),
    ];
    for line in of_dates.iter().flatten() {
        draft.line(4, line);
    }
    if let Some(id) = response_id(group) {
        draft.line(4, &format!("response_id: {}", write::scalar(id)));
    }
    draft.line_if(4, odd_states(group));
    let personal: Vec<String> = group
        .columns
        .iter()
        .filter(|column| matches!(column.kind, ColumnKind::Personal(_)))
        .map(Column::shown)
        .collect();
    if !personal.is_empty() {
        let all = format!("personal data, not read: {}", personal.join(", "));
        for line in wrapped(&write::comment(&all)) {
            draft.line(4, &format!("# {line}"));
        }
    }
    let found = dimension::of(group, asked);
    if !found.is_empty() {
        draft.line(4, "dimensions:");
    }
    for column in found {
        let label = question::label(column);
        let id = draft.dimensions.of_dimension(&slug(&label, "group"), &label);
        let name = column.name.clone().unwrap_or_default();
        let mut entries = vec![
            ("column".to_owned(), write::scalar(&name)),
            ("label".to_owned(), write::scalar(&label)),
        ];
        if column.tables < group.tables.len() {
            entries.push(("optional".to_owned(), "true".to_owned()));
        }
        draft.line(6, &format!("{id}: {}", write::map(&entries)));
    }
}

/// Tickets that are none of customers by their own state: merged into others, spam.
fn odd_states(group: &Profile) -> Option<String> {
    let holds = |column: &&Column| {
        let name = column.shown().trim().to_lowercase();
        column.tables == group.tables.len() && holds_states(&name)
    };
    let column = group.columns.iter().find(holds)?;
    let values = column.facts.values.keys();
    let odd = values.filter(|value| is_odd_state(value));
    let odd: Vec<String> = odd.map(|value| write::scalar(value)).collect();
    let name = write::scalar(column.name.as_deref()?);
    let line = format!(
        "leave_out: {{{name}: [{}]}}  # check: taken for no tickets of customers",
        odd.join(", ")
    );
    (!odd.is_empty()).then_some(line)
}

/// Weights change every figure, so that somebody must want them.
fn weight(draft: &mut Draft<'_>, group: &Profile) {
    let is_weight = |column: &&Column| {
        let name = column.shown().to_lowercase();
        let named = ["weight", "weights", "wt", "gewicht", "poids", "peso"].contains(&name.as_str());
        named
            && column.facts.nearly_all(column.facts.numbers)
            && column.facts.range.is_some_and(|(low, _)| low >= 0.0)
    };
    let found = group
        .columns
        .iter()
        .find(is_weight)
        .and_then(|column| column.name.as_deref());
    if let Some(name) = found {
        let name = write::scalar(name);
        draft.line(4, &format!("# weight: {{column: {name}, optional: true}}  # check: take the first # away if answers are to be weighted"));
    }
}

/// The column that tells responses apart: the vendor's, or one that is named so and does.
fn response_id(group: &Profile) -> Option<&str> {
    let whole = |column: &&Column| column.tables == group.tables.len();
    let of_vendor = find(group, group.format.response_id).filter(|column| whole(column));
    let own = || {
        let plain = group.format.id == "plain";
        let is_id = |column: &&Column| column.kind == ColumnKind::Id && column.facts.missing == 0;
        group.columns.iter().filter(whole).find(is_id).filter(|_| plain)
    };
    let column = of_vendor.or_else(own)?;
    column.name.as_deref().filter(|_| column.facts.answered() > 0)
}

/// The first column that answers to one of these names.
pub(super) fn find<'g>(group: &'g Profile, names: &[&str]) -> Option<&'g Column> {
    let same = |mine: &String, name: &str| mine.trim().to_lowercase() == name.to_lowercase();
    names.iter().find_map(|name| {
        let own = group
            .columns
            .iter()
            .find(|column| column.names.first().is_some_and(|mine| same(mine, name)));
        own.or_else(|| {
            group
                .columns
                .iter()
                .find(|column| column.names.iter().any(|mine| same(mine, name)))
        })
    })
}

fn source_id(draft: &mut Draft<'_>, group: &Profile, several: bool, name: &str) -> String {
    let path = group.tables.first().map_or("", |table| table.path.as_str());
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    let wanted = match (several, group.format.id) {
        (false, _) => name.to_owned(),
        (true, "plain") => {
            let undated: Vec<String> = words(stem)
                .into_iter()
                .filter(|word| word.chars().any(|c| !c.is_ascii_digit()))
                .collect();
            slug(&undated.join(" "), name)
        }
        (true, vendor) => format!("{vendor}-{name}"),
    };
    draft.sources.unique(&wanted)
}

/// A short id out of a text, or the other one where the text gives none.
pub(super) fn slug(text: &str, otherwise: &str) -> String {
    const LONGEST: usize = 30;
    const SMALL: &[&str] = &[
        "a", "an", "the", "of", "to", "is", "are", "was", "were", "do", "did", "you", "your", "our", "us",
        "we", "it", "in", "on", "at", "with", "how", "what", "which", "and", "or", "for", "would", "please",
        "der", "die", "das", "wie", "ist", "sind", "sie", "mit", "und", "le", "la", "les", "de", "des", "du",
        "el", "los", "las", "un", "una",
    ];
    let all = words(text);
    let ascii: Vec<String> = all
        .iter()
        .map(|word| {
            word.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let large: Vec<&String> = ascii
        .iter()
        .filter(|word| !SMALL.contains(&word.as_str()))
        .collect();
    let chosen: Vec<&str> = if large.is_empty() {
        ascii.iter().map(String::as_str).collect()
    } else {
        large.into_iter().map(String::as_str).collect()
    };
    let mut slug = String::new();
    for word in chosen.into_iter().take(4) {
        if !slug.is_empty() && slug.len() + word.len() >= LONGEST {
            break;
        }
        let joined = if slug.is_empty() { "" } else { "-" };
        slug.push_str(joined);
        slug.push_str(&word[..word.len().min(LONGEST)]);
    }
    match slug.as_str() {
        "" => otherwise.to_owned(),
        "index" | "metrics" => format!("{slug}-1"),
        digits if digits.starts_with(|first: char| first.is_ascii_digit()) => format!("{otherwise}-{slug}"),
        _ => slug,
    }
}

fn whole(draft: &Draft<'_>, groups: &[&Profile]) -> String {
    let period = spec(draft.period).name;
    let zone = groups.iter().find_map(|group| group.zone.as_deref());
    let zone = match zone {
        Some(zone) => format!("{}  # as a header says", write::scalar(zone)),
        None => "UTC  # check: the zone of times that name none, such as Europe/Berlin".to_owned(),
    };
    format!(
        "{HEAD}schema: 1\ntitle: Customer experience\ntimezone: {zone}\nperiod: {period}\nsources:\n{}",
        draft.text
    )
}

/// A comment in lines that fit a terminal.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if let Some(last) = lines.last_mut() {
            if last.is_empty() {
                last.push_str(word);
            } else if last.chars().count() + word.chars().count() < WIDTH {
                last.push(' ');
                last.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
    }
    lines
}

/// The tables of a group in words.
fn shown(group: &Profile) -> String {
    let first = group.tables.first().map(super::Table::shown).unwrap_or_default();
    match group.tables.len() {
        1 => format!("`{first}`"),
        n => format!("`{first}` and {} more like it", n - 1),
    }
}

fn place(group: &Profile) -> Place {
    Place::file(group.tables.first().map(super::Table::shown).unwrap_or_default())
}

fn torn(group: &Profile) -> Diagnostic {
    let path = group.tables.first().map_or("", |table| table.path.as_str());
    Diagnostic::error(
        Code::DifferentTables,
        format!("`{path}` holds tables of different kinds, which cannot be one source"),
    )
    .at(Place::file(path))
    .help("unpack it, and inspect the tables themselves")
}

fn no_date(group: &Profile) -> Diagnostic {
    let partly = group
        .columns
        .iter()
        .find(|column| matches!(column.kind, ColumnKind::Date(_)));
    let message = format!("{}: nothing tells when its answers were given", shown(group));
    let texts = || {
        group
            .columns
            .iter()
            .flat_map(|column| column.facts.samples.iter().map(move |text| (column, text)))
    };
    let lettered = || texts().find_map(|(column, text)| Some((column, unclear_letters(text)?)));
    let why = match partly {
        None if let Some((column, letters)) = lettered() => format!(
            "times in `{}` name their zone by the letters `{letters}`, which several zones have: export them with offsets such as `+05:30`",
            column.shown()
        ),
        Some(column) if column.facts.dates.outside > 0 => format!(
            "`{}` holds dates outside 1970 to 2099, such as `{}`",
            column.shown(),
            column
                .facts
                .samples
                .first()
                .map(String::as_str)
                .unwrap_or_default()
        ),
        Some(column) => format!("`{}` holds dates, but not in nearly every row", column.shown()),
        None => "it has no column of dates, and its name holds no year".to_owned(),
    };
    Diagnostic::error(Code::NoPeriod, message)
        .at(place(group))
        .note(why)
        .help("export it with the dates of answers, or name the file after its period, such as `survey-2026-10.csv`")
}

fn no_question(group: &Profile) -> Diagnostic {
    Diagnostic::error(Code::NoQuestion, format!("{}: there is nothing to make a figure of", shown(group)))
        .at(place(group))
        .note("a survey needs a column of answers on a scale, tickets need one of creation and one of their end")
        .help("export it with scores, as numbers or as the words of their scale; or name them under `values` by hand")
}

/// Says where so much would be rejected that a build fails.
fn limits(groups: &[&Profile], diagnostics: &mut Diagnostics) {
    for group in groups {
        let rejected: u64 = group
            .tables
            .iter()
            .flat_map(|table| table.rejected.values())
            .sum();
        let all = rejected + group.used();
        if rejected * 100 > all {
            let message = format!(
                "{rejected} of {all} rows of {} would be rejected, more than 1 %",
                shown(group)
            );
            diagnostics.push(
                Diagnostic::warning(Code::TooManyRejected, message)
                    .at(place(group))
                    .help("mend the file; or add `limits: {rejected_rows: 5%}` to the configuration, and look at what is lost"),
            );
        }
    }
}
