//! Questions: checked against what their metric declares.

use cxpress_metric::{
    Direction, Input, Lens, MetricSpec, Missing, Question, ScaleBounds, Statistic, SummaryKind, Unit,
};

use super::column::column_of;
use super::missing::{Text, missing, plain, refuse_both, values, warn_on_scale};
use super::reading::{Entry, Keys, Reading, listed, suggestion};
use super::source::Facts;
use super::value;
use crate::Diagnostic;
use crate::config::QuestionConfig;

const KEYS: &[&str] = &[
    "column",
    "choice",
    "scale",
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
    "within",
];

const OF_ANSWERS: &[&str] = &[
    "column",
    "choice",
    "scale",
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

const DIRECTIONS: [(&str, Direction); 2] = [
    ("higher", Direction::HigherIsBetter),
    ("lower", Direction::LowerIsBetter),
];

const STATISTICS: [(&str, Statistic); 2] = [("top-box", Statistic::TopBox), ("mean", Statistic::Mean)];

/// One question of a source. What is wrong leaves a stand-in, so that the id stays known.
pub(super) fn question(r: &mut Reading<'_>, source: &Facts, entry: &Entry<'_>) -> QuestionConfig {
    let id = entry.key.text.clone();
    let mut config = QuestionConfig {
        question: Question::new(id.clone(), ""),
        label: id,
        wording: None,
        column: None,
        choice: None,
        values: Vec::new(),
        missing: Vec::new(),
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

fn fill(r: &mut Reading<'_>, source: &Facts, keys: &Keys<'_>, config: &mut QuestionConfig) {
    let spec = metric(r, keys, source);
    config.question.metric = spec.map_or_else(String::new, |spec| spec.id.to_owned());
    config.label = r.text_at(keys, "label").unwrap_or_else(|| config.label.clone());
    config.wording = r.text_at(keys, "wording");
    config.touchpoint = r.text_at(keys, "touchpoint");
    config.lens = r.choice_at(keys, "lens", &LENSES);
    config.question.direction = direction(r, keys, spec);
    match source.input {
        Input::Answers => of_answers(r, source, keys, spec, config),
        Input::Tickets => of_tickets(r, source, keys, spec, config),
    }
}

/// The metric, if it is known and reads this kind of source.
fn metric<'a>(r: &mut Reading<'a>, keys: &Keys<'_>, source: &Facts) -> Option<&'a MetricSpec> {
    let catalogue = r.catalogue;
    let suitable = || {
        catalogue
            .iter()
            .filter(|spec| spec.input == source.input)
            .map(|spec| spec.id)
    };
    let help = || format!("add `metric:` with one of {}", listed(suitable(), "and"));
    let item = r.need_or(keys, "metric", help)?;
    let id = r.text(&item)?;
    let Some(spec) = catalogue.iter().copied().find(|spec| spec.id == id) else {
        let help = suggestion(&id, suitable(), "the metrics for this kind of source are");
        r.reject(&item, format!("there is no metric `{id}`"), help);
        return None;
    };
    if spec.input != source.input {
        let (reads, is) = match spec.input {
            Input::Answers => ("answers to surveys", "holds tickets"),
            Input::Tickets => ("tickets", "is a survey"),
        };
        let message = format!("the metric `{id}` reads {reads}, but `{}` {is}", source.id);
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
    r: &mut Reading<'_>,
    source: &Facts,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
    config: &mut QuestionConfig,
) {
    r.refuse(keys, &["within"], "a promised time is for metrics of tickets");
    config.column = column_of(r, keys);
    config.choice = r.text_at(keys, "choice");
    config.question.scale = match config.choice {
        Some(_) => chosen(r, keys, spec),
        None => scale(r, keys, spec),
    };
    config.question.statistic = statistic(r, keys, spec);
    let missing = missing(r, keys);
    let values = values(r, keys, config.question.scale);
    refuse_both(r, &missing, &values);
    warn_missing(r, source, &missing, config);
    config.missing = plain(missing);
    config.values = plain(values);
}

fn warn_missing(r: &mut Reading<'_>, source: &Facts, missing: &[Text<Missing>], config: &QuestionConfig) {
    let Some(scale) = config.question.scale else {
        return;
    };
    warn_on_scale(r, missing, &config.question.id, scale);
    warn_on_scale(r, &source.missing, &config.question.id, scale);
}

/// The scale: the question's own, or the one its metric fixes.
fn scale(r: &mut Reading<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Option<ScaleBounds> {
    let given = r.parsed_at(keys, "scale", value::scale);
    let Some(spec) = spec else { return given };
    match (spec.scale, given) {
        (None, None) if !keys.has("scale") => {
            r.need(keys, "scale", "scale: LOWEST..HIGHEST");
        }
        (Some(fixed), Some(other)) if fixed != other => another_scale(r, keys, spec, fixed, other),
        _ => {}
    }
    spec.scale.or(given)
}

/// The scale of a choice, which was made or not.
fn chosen(r: &mut Reading<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Option<ScaleBounds> {
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
    r: &mut Reading<'_>,
    keys: &Keys<'_>,
    spec: &MetricSpec,
    fixed: ScaleBounds,
    other: ScaleBounds,
) {
    let id = spec.id;
    let free = |spec: &&&MetricSpec| spec.input == Input::Answers && spec.scale.is_none();
    let others = listed(r.catalogue.iter().filter(free).map(|spec| spec.id), "or");
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
    let diagnostic = Diagnostic::error("scale-of-metric", message).note(why).help(help);
    r.report(diagnostic, &keys.place_of_value("scale"));
}

/// The direction: the metric's, or the question's own where the metric leaves it open.
fn direction(r: &mut Reading<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Direction {
    let given = r.choice_at(keys, "direction", &DIRECTIONS);
    let Some(spec) = spec else {
        return given.unwrap_or(Direction::HigherIsBetter);
    };
    match (spec.direction, given) {
        (None, None) if !keys.has("direction") => no_direction(r, keys, spec),
        (Some(fixed), Some(other)) if fixed != other => {
            let (better, name) = match fixed {
                Direction::HigherIsBetter => ("better when it is higher", "higher"),
                Direction::LowerIsBetter => ("better when it is lower", "lower"),
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

fn no_direction(r: &mut Reading<'_>, keys: &Keys<'_>, spec: &MetricSpec) {
    let why = "customers are asked in both directions (CES version 1 and version 2 differ in it), so there is no default";
    let diagnostic = Diagnostic::error("no-direction", format!("{} needs a `direction`", keys.name()))
        .note(format!("metric `{}`: {why}", spec.id))
        .help("add `direction: higher` if a high answer is good news, `direction: lower` if a low one is");
    r.report(diagnostic, &keys.place);
}

fn statistic(r: &mut Reading<'_>, keys: &Keys<'_>, spec: Option<&MetricSpec>) -> Statistic {
    let given = r.choice_at(keys, "statistic", &STATISTICS);
    if let Some(spec) = spec.filter(|spec| spec.unit == Unit::Points) {
        r.refuse(
            keys,
            &["statistic"],
            &format!("the metric `{}` has one statistic", spec.id),
        );
        return Statistic::default();
    }
    given.unwrap_or_default()
}

fn of_tickets(
    r: &mut Reading<'_>,
    source: &Facts,
    keys: &Keys<'_>,
    spec: Option<&MetricSpec>,
    config: &mut QuestionConfig,
) {
    r.refuse(keys, OF_ANSWERS, "it is for questions of surveys");
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
    needed_columns(r, source, keys, spec);
}

fn needed_columns(r: &mut Reading<'_>, source: &Facts, keys: &Keys<'_>, spec: &MetricSpec) {
    for need in spec.needs.iter().filter(|need| !source.columns.contains(*need)) {
        let message = format!(
            "the metric `{}` needs `{need}`, which `{}` does not have",
            spec.id, source.path
        );
        let help = format!(
            "add `{need}: NAME` with the name of the column to `{}`",
            source.path
        );
        let diagnostic = Diagnostic::error("column-of-metric", message).help(help);
        r.report(diagnostic, &keys.place_of_value("metric"));
    }
}
