//! Sources of feedback.

use cxpress_metric::{Content, Field, Kind};
use cxpress_report::PeriodKind;

use super::Checker;
use super::codebook::Themes;
use super::column::{column, column_at, column_of, glob, nothing, refuse_optional};
use super::dialect;
use super::facts::Facts;
use super::id::{CUSTOMER, Ids};
use super::leave_out::leave_out;
use super::missing::{missing, plain};
use super::period::{self, Calendar};
use super::question::question;
use super::value;
use crate::config::{
    Cluster, ColumnRef, DimensionConfig, DimensionFrom, FieldConfig, FilePattern, IdConfig, PeriodFrom,
    Source,
};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::yaml::Value;
use cxpress_document::{Entry, Item, Keys, WRITE, Wrong, listed, suggestion};
use cxpress_table::dialect::{Clock, Length, Unit};
use cxpress_table::text::tidy;

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
) -> Vec<Source> {
    let example = "passengers: {kind: survey, …}";
    let Some(item) = r.need(keys, "sources", &format!("sources: {{{example}}}")) else {
        return Vec::new();
    };
    let entries = r.entries(&item, example);
    let mut sources: Vec<Source> = entries
        .iter()
        .filter_map(|entry| source(r, entry, calendar, codebook))
        .collect();
    one_label_each(r, &mut sources);
    advocacy(r, &entries, &mut sources);
    sources
}

fn source(r: &mut Checker<'_>, entry: &Entry<'_>, calendar: &Calendar, codebook: &Themes) -> Option<Source> {
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

/// Whether sources of a kind can tell who referred others or wrote reviews.
const fn is_searchable(kind: Kind) -> bool {
    matches!(kind, Kind::Customers | Kind::Reviews)
}

/// When respondents referred others or wrote reviews, which is found in other sources by who answered.
fn advocated(r: &mut Checker<'_>, keys: &Keys<'_>, respondent: Option<&IdConfig>) -> Option<FieldConfig> {
    keys.get(Field::Advocated.name())?;
    if respondent.is_none() {
        let help = "add `respondent: NAME`: who referred others is found by who answered";
        r.need_or(keys, "respondent", || help.to_owned());
    }
    Some(FieldConfig {
        field: Field::Advocated,
        column: respondent.map_or_else(|| nothing(keys), |id| id.column.clone()),
        length: None,
        words: Default::default(),
    })
}

/// Finds the sources of referrals and reviews that surveys name.
fn advocacy(r: &mut Checker<'_>, entries: &[Entry<'_>], sources: &mut [Source]) {
    for entry in entries {
        let place = sources.iter().position(|source| source.id == entry.key.text);
        let place = place.filter(|place| sources[*place].kind == Kind::Survey);
        let named = entry.item.node.entries().unwrap_or_default();
        let named = named.iter().find(|(key, _)| key.text == Field::Advocated.name());
        let (Some(place), Some(named)) = (place, named) else {
            continue;
        };
        let item = Item::below(&entry.item.path, named);
        let found = searched(r, &item, sources);
        found
            .iter()
            .for_each(|source| sources[*source].is_searched = true);
        sources[place].advocacy = found;
    }
}

/// The sources of a list that can be searched; what is wrong with the others is noted.
fn searched(r: &mut Checker<'_>, item: &Item<'_>, sources: &[Source]) -> Vec<usize> {
    let mut found = Vec::new();
    for item in &r.list(item) {
        let Some(id) = r.text(item) else { continue };
        let at = sources.iter().position(|source| source.id == id);
        match at.map(|at| (at, unsearchable(&sources[at]))) {
            Some((at, None)) if found.contains(&at) => {
                r.reject(item, format!("`{id}` stands in it twice"), "remove one of them");
            }
            Some((at, None)) => found.push(at),
            Some((_, Some(wrong))) => r.wrong(item, wrong),
            None => {
                let searchable = sources.iter().filter(|source| is_searchable(source.kind));
                let known = searchable.map(|source| source.id.as_str());
                let help = suggestion(&id, known, "the sources of customers and reviews are");
                r.reject(item, format!("there is no source `{id}`"), help);
            }
        }
    }
    found
}

/// Why nobody can be looked for in a source; nothing if they can.
fn unsearchable(source: &Source) -> Option<Wrong> {
    let Source { id, kind, .. } = source;
    let tells = |field: Field| source.fields.iter().any(|known| known.field == field);
    if !is_searchable(*kind) {
        let message = format!("`{id}` holds {}, neither referrals nor reviews", kind.name());
        return Some(Wrong::new(message, "name sources of customers or of reviews"));
    }
    if *kind == Kind::Customers && !tells(Field::Referred) {
        let message = format!("`{id}` does not say who referred others");
        return Some(Wrong::new(
            message,
            format!("add `referred: NAME` to `sources.{id}`"),
        ));
    }
    if source.customer.is_none() {
        let message = format!("`{id}` does not say who a customer is");
        let help =
            format!("add `customer: NAME` to `sources.{id}`: the column with the ids that `respondent` has");
        return Some(Wrong::new(message, help));
    }
    None
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

/// The fields that a source names.
fn fields(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind) -> Vec<FieldConfig> {
    let in_columns = |field: &Field| field.kind() == kind && *field != Field::Advocated;
    let of_kind = Field::ALL.into_iter().filter(in_columns);
    of_kind.filter_map(|field| self::field(r, keys, field)).collect()
}

/// A field: a column, with `unit:` and `form:` for durations, with `yes:` and `no:` for flags.
fn field(r: &mut Checker<'_>, keys: &Keys<'_>, field: Field) -> Option<FieldConfig> {
    let item = keys.get(field.name())?;
    let beside = match field.content() {
        Content::Time | Content::Length => &["column", "optional", "unit", "form"][..],
        Content::Flag => &["column", "optional", "yes", "no"],
        Content::Number => &["column", "optional"],
    };
    let mut usual = Default::default();
    add_usual(field, &mut usual);
    let plain = |column| FieldConfig {
        field,
        column,
        length: None,
        words: usual,
    };
    let is_length = field.content() == Content::Length;
    if !is_length && !beside[2..].iter().any(|key| item.node.get(key).is_some()) {
        return Some(plain(column(r, &item)));
    }
    if is_length && item.node.entries().is_none() {
        let column = item.node.text().unwrap_or("NAME");
        let help = format!("write `{{column: {column}, unit: minutes}}`");
        r.reject(&item, "it does not say in which unit its numbers are", help);
        return None;
    }
    let keys = r.keys(&item, beside)?;
    if is_length && !keys.has("form") {
        r.need(&keys, "unit", "unit: minutes");
    }
    let mut own = ["yes", "no"].map(|key| words(r, &keys, key));
    add_usual(field, &mut own);
    Some(FieldConfig {
        length: length(r, &keys),
        words: own,
        ..plain(column_of(r, &keys)?)
    })
}

/// How lengths of time are written; none for a column of times. Two numbers with a colon tell the unit of one alone.
fn length(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<Length> {
    let unit = r.choice_at(keys, "unit", &Unit::NAMED);
    let clock = r.choice_at(keys, "form", &Clock::NAMED);
    let unit = unit.or(clock.map(Clock::unit))?;
    Some(Length { unit, clock })
}

/// Adds the words that exports have for the two sides of a field, but for those that the configuration names.
fn add_usual(field: Field, words: &mut [Vec<String>; 2]) {
    let usual: [&[&str]; 2] = match field {
        Field::Met => [
            &["met", "achieved", "within sla", "in time", "on time"],
            &["breached", "missed", "violated", "not met", "overdue", "late"],
        ],
        Field::Churned => [
            &["churned", "lost", "left", "cancelled", "canceled"],
            &["active", "stayed", "retained"],
        ],
        _ => return,
    };
    for (side, usual) in usual.into_iter().enumerate() {
        for word in usual {
            if words.iter().flatten().all(|known| known != word) {
                words[side].push((*word).to_owned());
            }
        }
    }
}

fn words(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str) -> Vec<String> {
    let Some(item) = keys.get(key) else {
        return Vec::new();
    };
    let items = r.list(&item);
    let texts = items.iter().filter_map(|item| r.text(item));
    texts.map(|text| text.to_lowercase()).collect()
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

fn dimensions(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<DimensionConfig> {
    let Some(item) = keys.get("dimensions") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "channel: CHANNEL");
    let mut found: Vec<DimensionConfig> = Vec::new();
    for entry in &entries {
        let dimension = dimension(r, entry, &found);
        found.extend(dimension);
    }
    found
}

/// A dimension; `before` are those that it can be a pair of.
fn dimension(r: &mut Checker<'_>, entry: &Entry<'_>, before: &[DimensionConfig]) -> Option<DimensionConfig> {
    r.id(entry);
    let id = entry.key.text.clone();
    let place = entry.key.place.clone();
    if !matches!(entry.item.node.value, Value::Map(_)) {
        let column = column(r, &entry.item);
        return Some(DimensionConfig {
            label: id.clone(),
            id,
            from: DimensionFrom::Column(column),
            labels: vec![],
            missing: vec![],
            place,
        });
    }
    let keys = r.keys(
        &entry.item,
        &["column", "cross", "label", "labels", "missing", "optional"],
    )?;
    let from = match keys.get("cross") {
        Some(item) => {
            let others = ["column", "labels", "missing", "optional"];
            r.refuse(&keys, &others, "the two dimensions of a pair have their own");
            DimensionFrom::Cross(pair(r, &item, before)?)
        }
        None => DimensionFrom::Column(column_of(r, &keys)?),
    };
    Some(DimensionConfig {
        from,
        label: r.text_at(&keys, "label").unwrap_or_else(|| id.clone()),
        labels: labels(r, &keys),
        missing: unknown_values(r, &keys),
        id,
        place,
    })
}

/// The id of a dimension that has a column of its own; none for a pair of others.
fn of_column(dimension: &DimensionConfig) -> Option<&str> {
    matches!(dimension.from, DimensionFrom::Column(_)).then_some(&dimension.id)
}

/// Two dimensions that stand before this one: `[channel, region]`.
fn pair(r: &mut Checker<'_>, item: &Item<'_>, before: &[DimensionConfig]) -> Option<[usize; 2]> {
    let known = || before.iter().filter_map(of_column);
    let mut found = Vec::new();
    for item in r.list(item) {
        let id = r.text(&item)?;
        match before.iter().position(|one| of_column(one) == Some(&id)) {
            Some(at) => found.push(at),
            None => {
                let help = suggestion(&id, known(), "the dimensions before this one are");
                r.reject(
                    &item,
                    format!("there is no dimension `{id}` before this one"),
                    help,
                );
                return None;
            }
        }
    }
    let two = <[usize; 2]>::try_from(found).ok().filter(|[a, b]| a != b);
    if two.is_none() {
        r.reject(
            item,
            "it must name two dimensions",
            "write `cross: [channel, region]`",
        );
    }
    two
}

/// Names of values for readers: `{A: International A}`.
fn labels(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<(String, String)> {
    let Some(item) = keys.get("labels") else {
        return Vec::new();
    };
    let entries = r.entries(&item, "A: International A");
    let labels = entries.iter().filter_map(|entry| {
        let label = r.text(&entry.item)?;
        Some((tidy(&entry.key.text).into_owned(), label))
    });
    labels.collect()
}

/// Values that stand for "not known": `["0", Blank]`.
fn unknown_values(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<String> {
    let Some(item) = keys.get("missing") else {
        return Vec::new();
    };
    let items = r.list(&item);
    let texts = items.iter().filter_map(|item| r.text(item));
    texts.map(|text| tidy(&text).into_owned()).collect()
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
