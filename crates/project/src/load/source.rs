//! Sources of feedback.

use crate::config::{Cluster, ColumnRef, FilePattern, PeriodFrom, Source};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Entry, Item, Keys, WRITE, listed, suggestion};
use cxpress_metric::{Content, Field, Kind};
use cxpress_report::PeriodKind;

use super::Checker;
use super::advocacy::{advocacy, advocated, is_searchable};
use super::codebook::Themes;
use super::column::{column, column_at, glob, nothing, refuse_optional};
use super::dialect;
use super::dimension::{dimensions, of_column};
use super::facts::Facts;
use super::field::fields;
use super::id::{CUSTOMER, Ids};
use super::leave_out::leave_out;
use super::missing::{missing, plain};
use super::period;
use super::period::Calendar;
use super::question::question;
use super::value;

const KEYS: &[&str] = &[
    "kind",
    "label",
    "files",
    "format",
    "encoding",
    "delimiter",
    "sheet",
    "period",
    "from",
    "until",
    "date_format",
    "timezone",
    "decimal",
    "response_id",
    "updated",
    "respondent",
    "answers",
    "leave_out",
    "hidden_rows",
    "missing",
    "weight",
    "count",
    "cluster",
    "dimensions",
    "quotes",
    "questions",
];

const OF_SURVEYS: &[&str] = &["period", "weight", "count", "respondent"];

/// All sources of a report. What is wrong leaves stand-ins.
pub(super) fn sources(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    calendar: &Calendar,
    codebook: &Themes,
    language: &str,
) -> Vec<Source> {
    let example = "passengers: {kind: survey, …}";
    let Some(item) = r.need(keys, "sources", &format!("sources: {{{example}}}")) else {
        return Vec::new();
    };
    let entries = r.entries(&item, example);
    let mut sources: Vec<Source> = entries
        .iter()
        .filter_map(|entry| source(r, entry, calendar, codebook, language))
        .collect();
    one_label_each(r, &mut sources);
    advocacy(r, &entries, &mut sources);
    sources
}

fn source(
    r: &mut Checker<'_>,
    entry: &Entry<'_>,
    calendar: &Calendar,
    codebook: &Themes,
    language: &str,
) -> Option<Source> {
    r.id(entry);
    let keys = r.keys(&entry.item, &known_keys(&entry.item))?;
    let kind = kind(r, &keys)?;
    let starts = kind.start().is_some() && !is_by_period(&keys, kind);
    unsuitable(r, &keys, kind, starts);
    if keys.has(Field::Due.name()) {
        let why = "whether a target was met is found by `due` and `solved`";
        r.refuse(&keys, &[Field::Met.name()], why);
    }
    let missing = missing(r, &keys);
    let ids = Ids::of(r, &keys);
    let mut fields = fields(r, &keys, kind);
    fields.extend(advocated(r, &keys, ids.respondent.as_ref()));
    let dimensions = dimensions(r, &keys);
    let mut facts = Facts {
        id: entry.key.text.clone(),
        path: keys.path.clone(),
        kind,
        missing,
        fields: fields.iter().map(|field| field.field).collect(),
        starts,
        dimensions: dimensions
            .iter()
            .map(|one| of_column(one).map(str::to_owned))
            .collect(),
        codebook,
        language,
    };
    let questions = questions(r, &facts, &keys);
    let [from, until] = period::range(r, &keys, calendar.kind);
    Some(Source {
        label: r.text_at(&keys, "label").unwrap_or_else(|| facts.id.clone()),
        kind,
        period: match kind.start().filter(|_| starts) {
            None => period::told(r, &keys, calendar),
            Some(start) => started(r, &keys, kind, start, calendar.kind),
        },
        from,
        until,
        starts,
        leave_out: leave_out(r, &keys),
        says_leave_out: keys.has("leave_out"),
        left_out_tell: false,
        fields,
        customer: ids.customer,
        advocacy: Vec::new(),
        is_searched: false,
        files: files(r, &keys),
        dialect: dialect::dialect(r, &keys, kind, calendar),
        response_id: ids.response,
        updated: ids.updated,
        respondent: ids.respondent,
        answers: ids.answers,
        missing: plain(std::mem::take(&mut facts.missing)),
        count: count(r, &keys),
        weight: column_at(r, &keys, "weight"),
        cluster: cluster(r, &keys, kind),
        dimensions,
        questions,
        quotes: r.parsed_at(&keys, "quotes", value::quotes).unwrap_or(0),
        sampled: false,
        place: entry.key.place.clone(),
        id: facts.id,
    })
}

/// The keys that a source may have. Those for sources of other kinds are known where they stand, and refused later with
/// the reason.
fn known_keys(item: &Item<'_>) -> Vec<&'static str> {
    let kind = item.node.get("kind").and_then(|node| node.text());
    let of_kind = |known: Kind| Some(known.name()) == kind;
    let starts = Kind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind.start()?, kind)));
    let fields = Field::ALL.into_iter().map(|field| (field.name(), field.kind()));
    let mut keys = KEYS.to_vec();
    for (key, kind) in starts.chain(fields) {
        if !keys.contains(&key) && (of_kind(kind) || item.node.get(key).is_some()) {
            keys.push(key);
        }
    }
    keys
}

/// What a source holds; where it is misspelt, what is most likely meant, so that the rest can be checked.
fn kind(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<Kind> {
    let starts = |kind: &Kind| kind.start().is_some_and(|start| keys.has(start));
    let likely = Kind::ALL.into_iter().find(starts).unwrap_or(Kind::Survey);
    let Some(item) = r.need(keys, "kind", "kind: survey") else {
        return Some(likely);
    };
    let text = r.text(&item)?;
    let known = Kind::ALL.into_iter().find(|kind| kind.name() == text);
    if known.is_none() {
        let help = suggestion(&text, Kind::ALL.iter().map(|kind| kind.name()), WRITE);
        r.reject(&item, format!("there is no kind of source `{text}`"), help);
    }
    known.or(Some(likely))
}

/// Whether its rows are customers of a period, of whom it is not known when they came: a table without dates that says of
/// each customer whether they were lost.
fn is_by_period(keys: &Keys<'_>, kind: Kind) -> bool {
    kind == Kind::Customers && keys.has("period") && !keys.has("since")
}

/// Notes keys that are for sources of other kinds.
fn unsuitable(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind, starts: bool) {
    if starts {
        r.refuse(keys, OF_SURVEYS, "it is for surveys");
    }
    if starts && kind == Kind::Customers {
        let why =
            "it is for customers of a `period`; of those with `since`, `lost: NAME` says when they were lost";
        r.refuse(keys, &[Field::Churned.name()], why);
    } else if kind == Kind::Customers {
        let of_dates = Field::ALL
            .into_iter()
            .filter(|field| field.kind() == kind && field.content() == Content::Time);
        let of_dates: Vec<&str> = of_dates.map(Field::name).collect();
        r.refuse(
            keys,
            &of_dates,
            "it is for customers with `since`, the day they came",
        );
    }
    let is_own = |key: &str| kind.start() == Some(key) || is_searchable(kind) && key == CUSTOMER;
    for (key, kinds) in keys_by_kind() {
        if kinds.contains(&kind) || is_own(key) {
            continue;
        }
        let names = listed(kinds.iter().map(|kind| kind.name()), "or");
        let starts = kinds.iter().any(|kind| kind.start() == Some(key));
        let help = match (starts, kind) {
            (true, Kind::Survey) => "remove it: `period: {column: NAME}` says when answers were given",
            _ => "remove it",
        };
        r.refuse_or(keys, key, &format!("it is for sources of {names}"), help);
    }
}

/// The keys that only sources of some kinds have, with those kinds.
fn keys_by_kind() -> Vec<(&'static str, Vec<Kind>)> {
    let mut keys: Vec<(&'static str, Vec<Kind>)> = Vec::new();
    for kind in Kind::ALL {
        let fields = Field::ALL.into_iter().filter(|field| field.kind() == kind);
        for key in kind.start().into_iter().chain(fields.map(Field::name)) {
            match keys.iter_mut().find(|(known, _)| *known == key) {
                Some((_, kinds)) if kinds.contains(&kind) => {}
                Some((_, kinds)) => kinds.push(kind),
                None => keys.push((key, vec![kind])),
            }
        }
    }
    keys
}

/// The column that says when records began.
fn started(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    kind: Kind,
    start: &'static str,
    period: Option<PeriodKind>,
) -> PeriodFrom {
    if period == Some(PeriodKind::Wave) {
        let what = kind.name();
        let message = format!(
            "{} holds {what}, which belong to dates, not to waves",
            keys.name()
        );
        let help = format!("report by `month`, or keep {what} in a report of their own");
        r.report(
            Diagnostic::error(Code::RecordsByWave, message).help(help),
            &keys.place_of("kind"),
        );
    }
    let column = r.need(keys, start, &format!("{start}: NAME")).map(|item| {
        let column = column(r, &item);
        refuse_optional(r, &item, &column, "a row without it belongs to no period");
        column
    });
    PeriodFrom::Column(column.unwrap_or_else(|| nothing(keys)))
}

/// The column of how many answers a row stands for: of nobody in particular.
fn count(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<ColumnRef> {
    if keys.has("count") {
        let why = "a row that stands for many answers is nobody's own";
        r.refuse(keys, &["respondent", "response_id"], why);
    }
    column_at(r, keys, "count")
}

fn files(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<FilePattern> {
    let Some(item) = r.need(keys, "files", "files: data/*.csv") else {
        return Vec::new();
    };
    let environment = r.context.environment;
    let items = r.list(&item);
    let patterns = items.iter().filter_map(|item| {
        let pattern = r.parsed(item, |text| {
            let pattern = value::with_environment(text, environment)?;
            glob(&pattern).map(|_| pattern)
        })?;
        Some(FilePattern {
            pattern,
            place: item.node.place.clone(),
        })
    });
    patterns.collect()
}

/// What makes rows come together: a column, `none`, or `day` where rows have one.
fn cluster(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind) -> Cluster {
    let Some(item) = keys.get("cluster") else {
        return if kind.comes_by_day() {
            Cluster::Day
        } else {
            Cluster::None
        };
    };
    match item.node.text() {
        Some("none") => Cluster::None,
        Some("day") if kind.start().is_some() && !is_by_period(keys, kind) => Cluster::Day,
        _ => Cluster::Column(column(r, &item)),
    }
}

fn questions(r: &mut Checker<'_>, facts: &Facts<'_>, keys: &Keys<'_>) -> Vec<crate::config::QuestionConfig> {
    let example = "recommend: {column: Q1, metric: nps}";
    let Some(item) = r.need(keys, "questions", &format!("questions: {{{example}}}")) else {
        return Vec::new();
    };
    let entries = r.entries(&item, example);
    entries.iter().map(|entry| question(r, facts, entry)).collect()
}

/// A dimension of several sources has one name for readers, given in one of them or alike in all.
fn one_label_each(r: &mut Checker<'_>, sources: &mut [Source]) {
    let mut labels: Vec<(String, String)> = Vec::new();
    for dimension in sources.iter().flat_map(|source| &source.dimensions) {
        let given = dimension.label != dimension.id;
        match labels.iter().find(|(id, _)| *id == dimension.id) {
            Some((id, label)) if given && *label != dimension.label => {
                let message = format!(
                    "the dimension `{id}` is called `{label}` in one source and `{}` here",
                    dimension.label
                );
                let help = "give one label; a dimension with the same id in two sources is one";
                r.report(
                    Diagnostic::warning(Code::TwoLabels, message).help(help),
                    &dimension.place,
                );
            }
            None if given => labels.push((dimension.id.clone(), dimension.label.clone())),
            _ => {}
        }
    }
    for dimension in sources.iter_mut().flat_map(|source| &mut source.dimensions) {
        if let Some((_, label)) = labels.iter().find(|(id, _)| *id == dimension.id) {
            dimension.label.clone_from(label);
        }
    }
}
