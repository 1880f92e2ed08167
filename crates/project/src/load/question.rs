//! Questions: checked against what their metric declares.

use cxpress_metric::{
    Direction, Field, Groups, Input, Kind, Lens, MetricSpec, Missing, Question, ScaleBounds, Statistic,
    SummaryKind, Unit,
};

use jiff::civil::Date;

use super::Checker;
use super::column::{column, column_at, column_of};
use super::facts::Facts;
use super::missing::{Text, missing, plain, refuse_both, values, warn_on_scale};
use super::value;
use crate::config::{ColumnRef, QuestionConfig};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Entry, Item, Keys, listed, suggestion};

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
    "reasons",
];

/// So many items have a dimension at the most: of SERVQUAL's, none has more than five.
const MOST_ITEMS: usize = 30;

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

const LENSES: [(&str, Lens); 3] = [
    ("service", Lens::Service),
    ("perception", Lens::Perception),
    ("experience", Lens::Experience),
];

const DIRECTIONS: [(&str, Direction); 3] = [
    ("higher", Direction::HigherIsBetter),
    ("lower", Direction::LowerIsBetter),
    ("neither", Direction::Neither),
];

/// Which time counts: all, or that of the business hours.
const TIMES: [(&str, bool); 2] = [("calendar", false), ("business", true)];

const STATISTICS: [(&str, Statistic); 2] = [("top-box", Statistic::TopBox), ("mean", Statistic::Mean)];

/// One question of a source. What is wrong leaves a stand-in, so that the id stays known.
pub(super) fn question(r: &mut Checker<'_>, source: &Facts<'_>, entry: &Entry<'_>) -> QuestionConfig {
    let id = entry.key.text.clone();
    let mut config = QuestionConfig {
        question: Question::new(id.clone(), ""),
        label: id,
        wording: None,
        column: None,
        is_comment: false,
        pairs: Vec::new(),
        written: None,
        choice: None,
        separator: None,
        values: Vec::new(),
        missing: Vec::new(),
        changes: Vec::new(),
        business: false,
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
    config.wording = r.text_at(keys, "wording");
    if source.kind == Kind::Staff {
        r.refuse(
            keys,
            &["touchpoint"],
            "staff guess what customers meet; name the pair in `delivery_gaps`",
        );
    }
    config.touchpoint = r.text_at(keys, "touchpoint");
    config.lens = r.choice_at(keys, "lens", &LENSES);
    config.question.direction = direction(r, keys, spec);
    config.changes = changes(r, keys);
    if spec.is_none_or(|spec| spec.prior.is_none()) {
        r.refuse(keys, &["prior"], "it is for metrics by which groups are ranked");
    }
    config.question.prior = r.parsed_at(keys, "prior", value::prior);
    config.reasons = reasons(r, source, keys, spec);
    let likely = match keys.has("column") || source.kind.start().is_none() {
        true => Input::Answers,
        false => Input::Records(source.kind),
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
        let help = match known.is_empty() {
            false => suggestion(&id, known.into_iter(), "the dimensions of this source are"),
            true => format!("add `dimensions: {{{id}: NAME}}` to `{path}`"),
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
    let help = match keys.has("direction") {
        true => format!("write `metric: {id}`"),
        false => format!(
            "write `metric: {id}, direction: neither`, or `higher` or `lower` where more or fewer of them would be good news"
        ),
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

fn of_answers(
    r: &mut Checker<'_>,
    source: &Facts<'_>,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
    config: &mut QuestionConfig,
) {
    if spec.is_none_or(|spec| spec.within.is_none()) {
        r.refuse(keys, &["within"], "a promised time is for metrics of records");
        r.refuse(keys, &["time"], "it is for metrics that measure time");
    }
    r.refuse(keys, &["time"], "it is for metrics that measure time");
    r.refuse(keys, OF_COMMENTS, "it is for metrics of comments");
    columns(r, keys, spec, config);
    config.choice = r.text_at(keys, "choice");
    config.separator = separator(r, keys);
    config.question.scale = match config.choice {
        Some(_) => chosen(r, keys, spec),
        None => scale(r, keys, spec),
    };
    config.written = config.question.scale;
    name_scale(spec, config);
    groups(r, keys, spec, config);
    pair(r, keys, spec, config);
    config.question.statistic = statistic(r, keys, spec);
    let missing = missing(r, keys);
    let values = values(r, keys, config.question.scale);
    refuse_both(r, &missing, &values);
    warn_missing(r, source, &missing, config);
    config.missing = plain(missing);
    config.values = plain(values);
}

fn warn_missing(r: &mut Checker<'_>, source: &Facts<'_>, missing: &[Text<Missing>], config: &QuestionConfig) {
    let Some(scale) = config.question.scale else {
        return;
    };
    warn_on_scale(r, missing, &config.question.id, scale);
    warn_on_scale(r, &source.missing, &config.question.id, scale);
}

/// What stands between choices in one cell: any mark, or blanks.
fn separator(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<String> {
    if !keys.has("choice") {
        r.refuse(
            keys,
            &["separator"],
            "it stands between the choices of a question with `choice`",
        );
        return None;
    }
    let item = keys.get("separator")?;
    let text = item.node.text().unwrap_or_default();
    value::separator(text).map_err(|wrong| r.wrong(&item, wrong)).ok()
}

/// Puts the scale into the name of a figure whose metric is defined on another, so that it is said wherever the figure
/// stands.
fn name_scale(spec: Option<&MetricSpec>, config: &mut QuestionConfig) {
    let (Some(spec), Some(scale)) = (spec, config.question.scale) else {
        return;
    };
    let named = format!("{}–{}", scale.low, scale.high);
    if spec.also.contains(&scale) && !config.label.replace('-', "–").contains(&named) {
        config.label = format!("{} ({named})", config.label);
    }
}

/// The scale: the question's own, or the one its metric fixes.
fn scale(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Option<ScaleBounds> {
    let given = r.parsed_at(keys, "scale", value::scale);
    let Some(spec) = spec else { return given };
    match (spec.scale, given) {
        (None, None) if !keys.has("scale") => {
            r.need(keys, "scale", "scale: LOWEST..HIGHEST");
        }
        (Some(_), Some(other)) if spec.also.contains(&other) => return given,
        (Some(fixed), Some(other)) if fixed != other => another_scale(r, keys, spec, fixed, other),
        _ => {}
    }
    spec.scale.or(given)
}

/// The scale of a choice, which was made or not.
fn chosen(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Option<ScaleBounds> {
    r.refuse(
        keys,
        &["scale", "values"],
        "a choice is 1 where it was made and 0 where it was not",
    );
    let scale = ScaleBounds::new(0, 1);
    if let Some(fixed) = spec.and_then(|spec| spec.scale).filter(|fixed| *fixed != scale) {
        another_scale(r, keys, spec?, fixed, scale);
    }
    Some(scale)
}

fn another_scale(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    spec: &MetricSpec,
    fixed: ScaleBounds,
    other: ScaleBounds,
) {
    let id = spec.id;
    let free = |spec: &&&MetricSpec| spec.input == Input::Answers && spec.scale.is_none();
    let others = listed(r.context.catalogue.iter().filter(free).map(|spec| spec.id), "or");
    let asked = format!("{}..{}", fixed.low, fixed.high);
    let has = format!("{}..{}", other.low, other.high);
    let message = format!(
        "{}: the metric `{id}` is defined on the scale `{asked}`, this question has `{has}`",
        keys.name()
    );
    let why = format!(
        "on `{has}` the same customers fall into other groups: no other `{id}` could be compared with it"
    );
    let help =
        format!("correct `scale` if the question offers {asked}, or take a metric for any scale: {others}");
    let diagnostic = Diagnostic::error(Code::ScaleOfMetric, message)
        .note(why)
        .help(help);
    r.report(diagnostic, &keys.place_of_value("scale"));
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

fn statistic(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Statistic {
    let given = r.choice_at(keys, "statistic", &STATISTICS);
    // What is found in other rows is yes or no, and has no mean.
    let has_one = |spec: &&MetricSpec| spec.unit != Unit::Percent || !spec.needs.is_empty();
    if let Some(spec) = spec.filter(has_one) {
        r.refuse(
            keys,
            &["statistic"],
            &format!("the metric `{}` has one statistic", spec.id),
        );
        return Statistic::default();
    }
    given.unwrap_or_default()
}

/// The scores that count for and against, where the metric leaves that to the question. A choice that was made counts for.
fn groups(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>, config: &mut QuestionConfig) {
    let Some(spec) = spec else { return };
    let unsuitable: &[&str] = match spec.groups {
        Groups::Fixed | Groups::Theme => &["good", "bad"],
        Groups::Good => &["bad"],
        Groups::GoodAndBad => &[],
    };
    let why = format!("the metric `{}` knows which answers count", spec.id);
    r.refuse(keys, unsuitable, &why);
    if matches!(spec.groups, Groups::Fixed | Groups::Theme) {
        return;
    }
    config.question.good = match (&config.choice, keys.has("good")) {
        (Some(_), false) => vec![1],
        _ => group(r, keys, "good", config.written),
    };
    if spec.groups == Groups::GoodAndBad {
        config.question.bad = group(r, keys, "bad", config.written);
    }
    let both = config
        .question
        .good
        .iter()
        .find(|score| config.question.bad.contains(score));
    if let (Some(both), Some(item)) = (both, keys.get("bad")) {
        let message = format!("`{both}` counts for and against");
        r.reject(&item, message, "keep it in one of `good` and `bad`");
    }
}

/// A group of scores: `9..10`, `5`, or a list of either.
fn group(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str, scale: Option<ScaleBounds>) -> Vec<i32> {
    let Some(item) = r.need(keys, key, &format!("{key}: LOWEST..HIGHEST")) else {
        return Vec::new();
    };
    let mut scores = Vec::new();
    for item in r.list(&item) {
        let range = r.parsed(&item, value::scores);
        let Some(range) = range else { continue };
        match scale.filter(|scale| !scale.contains(range.low) || !scale.contains(range.high)) {
            Some(scale) => {
                let message = format!(
                    "there are scores outside the scale `{}..{}`",
                    scale.low, scale.high
                );
                r.reject(&item, message, "correct them, or `scale`");
            }
            None => scores.extend(range.low..=range.high),
        }
    }
    scores.sort_unstable();
    scores.dedup();
    scores
}

/// The column of answers, with that of expectations, or the columns of several items.
fn columns(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>, config: &mut QuestionConfig) {
    if let Some(item) = keys.get("items").filter(|_| spec.is_none_or(|spec| spec.paired)) {
        let beside = ["column", "expectation", "optional"];
        r.refuse(keys, &beside, "each of the `items` has its own");
        config.pairs = items(r, &item);
        config.column = config.pairs.first().map(|[answer, _]| answer.clone());
        return;
    }
    config.column = column_of(r, keys);
    let pair = config.column.clone().zip(column_at(r, keys, "expectation"));
    config.pairs = pair.map(<[_; 2]>::from).into_iter().collect();
}

/// The items of a dimension: pairs of an answer and what had been expected.
fn items(r: &mut Checker<'_>, item: &Item<'_>) -> Vec<[ColumnRef; 2]> {
    let items = r.list(item);
    if items.len() > MOST_ITEMS {
        let message = format!("there are {} items, more than {MOST_ITEMS}", items.len());
        r.reject(
            item,
            message,
            "divide them among several dimensions, each a question of its own",
        );
    }
    let pairs = items.iter().filter_map(|item| pair_of(r, item));
    pairs.collect()
}

/// `{column: NAME, expectation: NAME}`.
fn pair_of(r: &mut Checker<'_>, item: &Item<'_>) -> Option<[ColumnRef; 2]> {
    let keys = r.keys(item, &["column", "expectation", "optional"])?;
    let answer = column_of(r, &keys);
    let expectation = r.need(&keys, "expectation", "expectation: NAME");
    let expectation = expectation.map(|item| column(r, &item));
    answer.zip(expectation).map(<[_; 2]>::from)
}

/// Answers less expectations run from −width to width, and their sum as many times as far as there are items.
fn pair(r: &mut Checker<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>, config: &mut QuestionConfig) {
    let Some(spec) = spec else { return };
    match (spec.paired, config.pairs.len()) {
        (true, 0) if keys.has("items") => {}
        (true, 0) => drop(r.need(keys, "expectation", "expectation: NAME")),
        (false, _) => {
            let why = format!("the metric `{}` takes answers as they are", spec.id);
            r.refuse(keys, &["expectation", "items"], &why);
            config.pairs.clear();
        }
        (true, items) => {
            r.refuse(
                keys,
                &["choice"],
                "a choice cannot be compared with an expectation",
            );
            let items = u16::try_from(items.min(MOST_ITEMS)).unwrap_or(1);
            let widest = config
                .written
                .map(|scale| i32::from(items) * (scale.high - scale.low));
            config.question.items = items;
            config.question.scale = widest.map(|widest| ScaleBounds::new(-widest, widest));
        }
    }
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
    language(r, keys, spec, config);
    if spec.groups == Groups::Theme {
        theme(r, source, keys, config);
    } else {
        let why = format!("the metric `{}` looks for no theme", spec.id);
        r.refuse(keys, &["theme"], &why);
    }
}

/// The language of what customers write, which the metric must be able to read.
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
