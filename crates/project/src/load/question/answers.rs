//! Questions that customers answer with scores, words for them, or choices.

use crate::config::{ColumnRef, QuestionConfig};
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_document::{Item, Keys, listed};
use cxpress_metric::Unit;
use cxpress_metric::{Groups, Input, MetricSpec, Missing, ScaleBounds, Statistic};

use super::super::Checker;
use super::super::column::{column, column_at, column_of};
use super::super::facts::Facts;
use super::super::missing::{Text, missing, plain, refuse_both, values, warn_on_scale};
use super::super::value;
use super::OF_COMMENTS;

const STATISTICS: [(&str, Statistic); 2] = [("top-box", Statistic::TopBox), ("mean", Statistic::Mean)];

/// So many items have a dimension at the most: of SERVQUAL's, none has more than five.
const MOST_ITEMS: usize = 30;

pub(super) fn of_answers(
    r: &mut Checker<'_>,
    source: &Facts<'_>,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
    config: &mut QuestionConfig,
) {
    if spec.is_none_or(|spec| spec.within.is_none()) {
        r.refuse(keys, &["within"], "a promised time is for metrics of records");
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
