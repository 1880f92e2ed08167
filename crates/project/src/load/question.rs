//! Questions: checked against what their metric declares.

mod answers;

use crate::config::QuestionConfig;
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Entry, Keys, listed, suggestion};
use cxpress_metric::Unit;
use cxpress_metric::{Direction, Field, Groups, Input, Kind, Lens, MetricSpec, Question, SummaryKind};
use cxpress_report::Forms;
use jiff::civil::Date;

use super::Checker;
use super::column::column_of;
use super::facts::Facts;
use super::missing::{missing, plain};
use super::value;
use answers::of_answers;

const KEYS: &[&str] = &[
    "column",
    "expectation",
    "items",
    "theme",
    "language",
    "choice",
    "separator",
    "scale",
    "good",
    "bad",
    "metric",
    "label",
    "noun",
    "better",
    "worse",
    "wording",
    "missing",
    "values",
    "optional",
    "touchpoint",
    "lens",
    "direction",
    "statistic",
    "unit",
    "decimals",
    "within",
    "time",
    "changes",
    "prior",
    "margin",
    "reasons",
];

const OF_NUMBERS: &[&str] = &["unit", "decimals"];

const OF_COMMENTS: &[&str] = &["theme", "language"];

const OF_ANSWERS: &[&str] = &[
    "column",
    "expectation",
    "items",
    "choice",
    "separator",
    "scale",
    "good",
    "bad",
    "wording",
    "missing",
    "values",
    "optional",
    "statistic",
];

const DIRECTIONS: [(&str, Direction); 3] = [
    ("higher", Direction::HigherIsBetter),
    ("lower", Direction::LowerIsBetter),
    ("neither", Direction::Neither),
];

/// Which time counts: all, or that of the business hours.
const TIMES: [(&str, bool); 2] = [("calendar", false), ("business", true)];

/// One question of a source. What is wrong leaves a stand-in, so that the id stays known.
pub(super) fn question(r: &mut Checker<'_>, source: &Facts<'_>, entry: &Entry<'_>) -> QuestionConfig {
    let id = entry.key.text.clone();
    let mut config = QuestionConfig {
        question: Question::new(id.clone(), ""),
        label: id,
        forms: Forms::default(),
        wording: None,
        column: None,
        is_comment: false,
        theme: None,
        pairs: Vec::new(),
        written: None,
        choice: None,
        separator: None,
        values: Vec::new(),
        missing: Vec::new(),
        changes: Vec::new(),
        business: false,
        margin: None,
        reasons: None,
        touchpoint: None,
        lens: None,
        place: entry.key.place.clone(),
    };
    r.id(entry);
    if let Some(keys) = r.keys(&entry.item, KEYS) {
        fill(r, source, &keys, &mut config);
    }
    config
}

fn fill(r: &mut Checker<'_>, source: &Facts<'_>, keys: &Keys<'_>, config: &mut QuestionConfig) {
    let spec = metric(r, keys, source).map(|spec| of_choice(r, keys, spec));
    config.question.metric = spec.map_or_else(String::new, |spec| spec.id.to_owned());
    config.label = r.text_at(keys, "label").unwrap_or_else(|| config.label.clone());
    config.forms = Forms {
        noun: r.text_at(keys, "noun"),
        better: r.text_at(keys, "better"),
        worse: r.text_at(keys, "worse"),
    };
    config.wording = r.text_at(keys, "wording");
    if source.kind == Kind::Staff {
        r.refuse(
            keys,
            &["touchpoint"],
            "staff guess what customers meet; name the pair in `delivery_gaps`",
        );
    }
    config.touchpoint = r.text_at(keys, "touchpoint");
    config.lens = r.choice_at(keys, "lens", &Lens::ALL.map(|lens| (lens.id(), lens)));
    config.question.direction = direction(r, keys, spec);
    config.changes = changes(r, keys);
    if spec.is_none_or(|spec| spec.prior.is_none()) {
        r.refuse(keys, &["prior"], "it is for metrics by which groups are ranked");
    }
    config.question.prior = r.parsed_at(keys, "prior", value::prior);
    config.margin = r.parsed_at(keys, "margin", value::margin);
    config.reasons = reasons(r, source, keys, spec);
    let likely = if keys.has("column") || source.kind.start().is_none() {
        Input::Answers
    } else {
        Input::Records(source.kind)
    };
    let input = spec.map_or(likely, |spec| spec.input);
    if input != Input::Numbers {
        r.refuse(keys, OF_NUMBERS, "it is for metrics of numbers");
    }
    match input {
        Input::Answers => of_answers(r, source, keys, spec, config),
        Input::Numbers => of_numbers(r, keys, config),
        Input::Comments => of_comments(r, source, keys, spec, config),
        Input::Records(_) => of_records(r, keys, spec, config),
    }
    if let Some(spec) = spec {
        needed_fields(r, source, keys, spec);
    }
}

/// Days from which the question is another one, with what was changed.
fn changes(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<(Date, String)> {
    let Some(item) = keys.get("changes") else {
        return Vec::new();
    };
    let mut changes: Vec<(Date, String)> = Vec::new();
    for entry in r.entries(&item, "2026-03-01: asked in other words") {
        match value::date(&entry.key.text) {
            Ok(date) => changes.extend(r.text(&entry.item).map(|what| (date, what))),
            Err(wrong) => r.wrong(&entry.item, wrong),
        }
    }
    changes.sort();
    changes
}

/// The dimension of the source that tells reasons.
fn reasons(
    r: &mut Checker<'_>,
    source: &Facts<'_>,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
) -> Option<usize> {
    if spec.is_none_or(|spec| !spec.reasons) {
        r.refuse(keys, &["reasons"], "it is for metrics of what has reasons");
        return None;
    }
    let item = keys.get("reasons")?;
    let id = r.text(&item)?;
    let found = source
        .dimensions
        .iter()
        .position(|known| known.as_ref() == Some(&id));
    if found.is_none() {
        let path = &source.path;
        let known: Vec<&str> = source.dimensions.iter().flatten().map(String::as_str).collect();
        let help = if known.is_empty() {
            format!("add `dimensions: {{{id}: NAME}}` to `{path}`")
        } else {
            suggestion(&id, known.into_iter(), "the dimensions of this source are")
        };
        r.reject(
            &item,
            format!("`{path}` has no dimension `{id}` with a column"),
            help,
        );
    }
    found
}

/// The metric that a choice has: a share. Whoever ticked a box is not satisfied with it, nor finds it easy.
fn of_choice<'a>(r: &mut Checker<'a>, keys: &Keys<'_>, spec: &'a MetricSpec) -> &'a MetricSpec {
    let judges = spec.input == Input::Answers
        && spec.unit == Unit::Percent
        && spec.groups == Groups::Fixed
        && spec.scale.is_none();
    let share = |spec: &&&MetricSpec| spec.groups == Groups::Good && spec.input == Input::Answers;
    let share = r.context.catalogue.iter().find(share).copied();
    let Some(share) = share.filter(|_| judges && keys.has("choice")) else {
        return spec;
    };
    let (given, id) = (spec.id, share.id);
    let message = format!(
        "{}: a choice is no answer to `{given}`: it is read as the share of those who made it",
        keys.name()
    );
    let help = if keys.has("direction") {
        format!("write `metric: {id}`")
    } else {
        format!(
            "write `metric: {id}, direction: neither`, or `higher` or `lower` where more or fewer of them would be good news"
        )
    };
    let diagnostic = Diagnostic::warning(Code::ChoiceAsScore, message).help(help);
    r.report(diagnostic, &keys.place_of_value("metric"));
    share
}

/// The metric, if it is known and reads this kind of source.
fn metric<'a>(r: &mut Checker<'a>, keys: &Keys<'_>, source: &Facts<'_>) -> Option<&'a MetricSpec> {
    let catalogue = r.context.catalogue;
    let fits = |spec: &MetricSpec| match spec.input {
        Input::Answers | Input::Numbers | Input::Comments => true,
        Input::Records(kind) => kind == source.kind,
    };
    let suitable = || catalogue.iter().filter(|spec| fits(spec)).map(|spec| spec.id);
    let help = || format!("add `metric:` with one of {}", listed(suitable(), "and"));
    let item = r.need_or(keys, "metric", help)?;
    let id = r.text(&item)?;
    let Some(spec) = catalogue.iter().copied().find(|spec| spec.id == id) else {
        let help = suggestion(&id, suitable(), "the metrics for this kind of source are");
        r.reject(&item, format!("there is no metric `{id}`"), help);
        return None;
    };
    if let (false, Input::Records(kind)) = (fits(spec), spec.input) {
        let (reads, holds) = (kind.name(), source.kind.name());
        let message = format!(
            "the metric `{id}` reads {reads}, but `{}` is of the kind `{holds}`",
            source.id
        );
        let help = format!(
            "the metrics for this kind of source are {}",
            listed(suitable(), "and")
        );
        r.reject(&item, message, help);
        return None;
    }
    Some(spec)
}

/// The direction: the metric's, or the question's own where the metric leaves it open.
fn direction(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Direction {
    let given = r.choice_at(keys, "direction", &DIRECTIONS);
    let Some(spec) = spec else {
        return given.unwrap_or(Direction::HigherIsBetter);
    };
    match (spec.direction, given) {
        (None, None) if keys.has("choice") => return Direction::Neither,
        (None, None) if !keys.has("direction") => no_direction(r, keys, spec),
        (Some(_), Some(Direction::LowerIsBetter)) if spec.turns => return Direction::LowerIsBetter,
        (Some(fixed), Some(other)) if fixed != other => {
            let (better, name) = match fixed {
                Direction::HigherIsBetter => ("better when it is higher", "higher"),
                Direction::LowerIsBetter => ("better when it is lower", "lower"),
                Direction::Neither => ("neither better nor worse when it is higher", "neither"),
            };
            let message = format!("the metric `{}` is {better}", spec.id);
            let help = format!("remove `direction`, or write `{name}`");
            if let Some(item) = keys.get("direction") {
                r.reject(&item, message, help);
            }
        }
        _ => {}
    }
    spec.direction.or(given).unwrap_or(Direction::HigherIsBetter)
}

fn no_direction(r: &mut Checker<'_>, keys: &Keys<'_>, spec: &MetricSpec) {
    let why = "customers are asked in both directions (CES version 1 and version 2 differ in it), so there is no default";
    let diagnostic = Diagnostic::error(Code::NoDirection, format!("{} needs a `direction`", keys.name()))
        .note(format!("metric `{}`: {why}", spec.id))
        .help("add `direction: higher` if a high answer is good news, `direction: lower` if a low one is, `direction: neither` if neither is");
    r.report(diagnostic, &keys.place);
}

/// A column of numbers without bounds.
fn of_numbers(r: &mut Checker<'_>, keys: &Keys<'_>, config: &mut QuestionConfig) {
    let of_both = ["column", "optional", "wording", "missing"];
    let of_scores = OF_ANSWERS.iter().copied().filter(|key| !of_both.contains(key));
    r.refuse(
        keys,
        &of_scores.collect::<Vec<_>>(),
        "numbers without bounds have no scale",
    );
    r.refuse(keys, OF_COMMENTS, "it is for metrics of comments");
    r.refuse(keys, &["within", "time"], "it is for metrics that measure time");
    config.column = column_of(r, keys);
    config.missing = plain(missing(r, keys));
    let decimals = r.parsed_at(keys, "decimals", value::decimals).unwrap_or(2);
    let unit = r.need(keys, "unit", "unit: EUR").and_then(|item| {
        let parsed = |text: &str| value::unit(text, decimals);
        r.parsed(&item, parsed)
    });
    config.question.unit = unit;
}

/// A question that customers answer in their own words.
fn of_comments(
    r: &mut Checker<'_>,
    source: &Facts<'_>,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
    config: &mut QuestionConfig,
) {
    let Some(spec) = spec else { return };
    let of_words = ["column", "optional", "wording", "missing"];
    let of_scores: Vec<&str> = OF_ANSWERS
        .iter()
        .copied()
        .filter(|key| !of_words.contains(key))
        .collect();
    let why = format!("the metric `{}` reads words, not scores", spec.id);
    r.refuse(keys, &of_scores, &why);
    r.refuse(keys, &["within"], "a promised time is for metrics of records");
    r.refuse(keys, &["time"], "it is for metrics that measure time");
    config.is_comment = true;
    config.column = column_of(r, keys);
    config.missing = plain(missing(r, keys));
    config.question.scale = spec.scale;
    source.language.clone_into(&mut config.question.language);
    language(r, keys, spec, config);
    if spec.groups == Groups::Theme {
        theme(r, source, keys, config);
    } else {
        let why = format!("the metric `{}` looks for no theme", spec.id);
        r.refuse(keys, &["theme"], &why);
    }
}

/// The language of comments that do not tell their own, which the metric must be able to read; the report's if none.
fn language(r: &mut Checker<'_>, keys: &Keys<'_>, spec: &MetricSpec, config: &mut QuestionConfig) {
    let Some(item) = keys.get("language") else { return };
    let Some(language) = r.parsed(&item, value::language) else {
        return;
    };
    let primary = language.split('-').next().unwrap_or_default();
    if !spec.languages.is_empty() && !spec.languages.contains(&primary) {
        let message = format!("the metric `{}` cannot read `{primary}`", spec.id);
        let reads = listed(spec.languages.iter().copied(), "and");
        let help = format!("it reads {reads}; take `theme` with a codebook of your own");
        r.reject(&item, message, help);
    }
    config.question.language = language;
}

/// The theme of the codebook that a question looks for.
fn theme(r: &mut Checker<'_>, source: &Facts<'_>, keys: &Keys<'_>, config: &mut QuestionConfig) {
    let Some(item) = r.need(keys, "theme", "theme: NAME") else {
        return;
    };
    let Some(id) = r.text(&item) else { return };
    let themes = &source.codebook.themes;
    let Some(theme) = themes.iter().find(|theme| theme.id == id) else {
        let known = themes.iter().map(|theme| theme.id.as_str());
        let help = suggestion(&id, known, "the themes of the codebook are");
        r.reject(&item, format!("there is no theme `{id}`"), help);
        return;
    };
    config.question.include.clone_from(&theme.include);
    config.question.exclude.clone_from(&theme.exclude);
    config.theme = Some(id);
    if !keys.has("label") {
        config.label.clone_from(&theme.label);
    }
}

fn of_records(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>, config: &mut QuestionConfig) {
    let why = spec.map_or_else(
        || "it is for metrics of answers".to_owned(),
        |spec| format!("the metric `{}` reads records, not answers", spec.id),
    );
    r.refuse(keys, OF_ANSWERS, &why);
    r.refuse(keys, OF_COMMENTS, "it is for metrics of comments");
    let given = r.parsed_at(keys, "within", value::duration);
    let Some(spec) = spec else { return };
    if spec.within.is_none() && spec.kind != SummaryKind::Durations {
        r.refuse(
            keys,
            &["within"],
            &format!("the metric `{}` knows no promised time", spec.id),
        );
    }
    config.question.within = given.or(spec.within);
    if spec.kind != SummaryKind::Durations {
        r.refuse(
            keys,
            &["time"],
            &format!("the metric `{}` measures no time", spec.id),
        );
    }
    config.business = r.choice_at(keys, "time", &TIMES).unwrap_or(false);
}

fn needed_fields(r: &mut Checker<'_>, source: &Facts<'_>, keys: &Keys<'_>, spec: &MetricSpec) {
    let has_all = |fields: &[Field]| fields.iter().all(|field| source.fields.contains(field));
    if !has_all(spec.needs) && !spec.instead.is_empty() && has_all(spec.instead) {
        if spec.within.is_some() {
            let why = "it does not say when, so that no window can be looked at";
            let named: Vec<&str> = spec.instead.iter().map(|field| field.name()).collect();
            r.refuse(
                keys,
                &["within"],
                &format!("`{}` is read, and {why}", named.join("`, `")),
            );
        }
        return;
    }
    if matches!(spec.input, Input::Records(_)) && !source.starts {
        let message = format!(
            "the metric `{}` needs to know when each of its rows began",
            spec.id
        );
        let other = spec
            .instead
            .iter()
            .map(|field| format!(", or `{}: NAME`", field.name()));
        let help = format!(
            "add `{}: NAME` to `{}`{}",
            source.kind.start().unwrap_or("period"),
            source.path,
            other.collect::<String>()
        );
        r.report(
            Diagnostic::error(Code::ColumnOfMetric, message).help(help),
            &keys.place_of_value("metric"),
        );
        return;
    }
    for field in spec.needs.iter().filter(|need| !source.fields.contains(*need)) {
        let need = field.name();
        let message = format!(
            "the metric `{}` needs `{need}`, which `{}` does not have",
            spec.id, source.path
        );
        let value = match *field {
            Field::Advocated => "[NAME]` with the sources of referrals and reviews",
            _ => "NAME` with the name of the column",
        };
        let other = spec
            .instead
            .iter()
            .map(|field| format!(", or `{}`", field.name()));
        let other: String = other.collect();
        let help = format!("add `{need}: {value} to `{}`{other}", source.path);
        let diagnostic = Diagnostic::error(Code::ColumnOfMetric, message).help(help);
        r.report(diagnostic, &keys.place_of_value("metric"));
    }
}
