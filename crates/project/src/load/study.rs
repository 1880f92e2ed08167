//! Studies of several figures at once: what goes with an outcome, and what staff believe of customers.

use std::num::NonZeroU64;

use cxpress_metric::{Groups, Input, Kind, MetricSpec, Statistic, SummaryKind, Unit};

use super::Checker;
use super::standard::entries;
use super::{is_known, unknown_question};
use crate::config::{DeliveryGapConfig, DriversConfig, QuestionConfig, Source, StageConfig};
use cxpress_document::yaml::Key;
use cxpress_document::{Entry, Item, Keys, Wrong, suggestion};

const OF_GAP: &[&str] = &["staff", "population"];

/// Instead of a list: every question of the outcome's source that is about a touchpoint.
const ALL: &str = "all";

/// With one driver there is nothing to weigh.
const FEWEST_DRIVERS: usize = 2;

/// The drivers: by outcome, a list of other questions of its source, or `all` that are about a touchpoint.
pub(super) fn drivers(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Vec<DriversConfig> {
    let entries = entries(r, keys, "drivers", "recommend: [delivery, returns]", ids);
    let known = entries.iter().filter(|entry| is_known(ids, &entry.key.text));
    known
        .filter_map(|entry| drivers_of(r, entry, ids, sources))
        .collect()
}

fn drivers_of(
    r: &mut Checker<'_>,
    entry: &Entry<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Option<DriversConfig> {
    let outcome = entry.key.text.clone();
    // Where its source or the question itself cannot be read, that is said already.
    let (source, question) = find(sources, &outcome)?;
    if !has_scores(r.context.catalogue, question) {
        let message = format!("`{outcome}` has no scores that anything could go with");
        r.reject(
            &entry.item,
            message,
            "name a question that customers answer on a scale",
        );
        return None;
    }
    let drivers = match entry.item.node.text() {
        Some(ALL) => touchpoints(r.context.catalogue, source, &outcome),
        _ => listed(r, &entry.item, &outcome, ids, source),
    };
    if drivers.len() < FEWEST_DRIVERS {
        let message = format!(
            "`{outcome}` needs at least {FEWEST_DRIVERS} drivers, and has {}",
            drivers.len()
        );
        let help = "list questions of the same source, or write `all` for those that name a `touchpoint`";
        r.reject(&entry.item, message, help);
        return None;
    }
    Some(DriversConfig { outcome, drivers })
}

fn touchpoints(catalogue: &[&MetricSpec], source: &Source, outcome: &str) -> Vec<String> {
    let questions = source.questions.iter().filter(|question| {
        question.touchpoint.is_some() && question.question.id != outcome && has_scores(catalogue, question)
    });
    questions.map(|question| question.question.id.clone()).collect()
}

/// The drivers of a list that can be used; what is wrong with the others is noted.
fn listed(r: &mut Checker<'_>, item: &Item<'_>, outcome: &str, ids: &[&Key], source: &Source) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in &r.list(item) {
        let Some(id) = r.text(item) else { continue };
        let here = source
            .questions
            .iter()
            .find(|question| question.question.id == id);
        if !is_known(ids, &id) {
            r.wrong(item, unknown_question(&id, ids));
        } else if id == outcome {
            r.reject(item, format!("`{id}` is the outcome itself"), "remove it");
        } else if found.contains(&id) {
            r.reject(item, format!("`{id}` stands in it twice"), "remove one of them");
        } else if here.is_none() {
            let message = format!("`{id}` is asked in another source than `{outcome}`");
            r.reject(item, message, "name questions that the same customers answer");
        } else if !here.is_some_and(|question| has_scores(r.context.catalogue, question)) {
            let message = format!("`{id}` has no scores that could go with anything");
            r.reject(item, message, "name a question that customers answer on a scale");
        } else {
            found.push(id);
        }
    }
    found
}

fn find<'s>(sources: &'s [Source], id: &str) -> Option<(&'s Source, &'s QuestionConfig)> {
    sources.iter().find_map(|source| {
        let question = source
            .questions
            .iter()
            .find(|question| question.question.id == id);
        Some((source, question?))
    })
}

fn spec<'c>(catalogue: &[&'c MetricSpec], question: &QuestionConfig) -> Option<&'c MetricSpec> {
    let mut specs = catalogue.iter();
    specs.find(|spec| spec.id == question.question.metric).copied()
}

fn has_scores(catalogue: &[&MetricSpec], question: &QuestionConfig) -> bool {
    spec(catalogue, question)
        .is_some_and(|spec| spec.input == Input::Answers && spec.kind == SummaryKind::Scores)
}

/// The stages of the journey, or its touchpoints as one stage without a name.
pub(super) fn journey(r: &mut Checker<'_>, keys: &Keys<'_>, sources: &[Source]) -> Vec<StageConfig> {
    let Some(item) = keys.get("journey") else {
        return Vec::new();
    };
    let mut stops = Stops::of(sources);
    if item.node.entries().is_none() {
        let touchpoints = stops.listed(r, &item);
        return vec![StageConfig {
            label: None,
            touchpoints,
        }];
    }
    let stages = r.entries(&item, "Ordering: [Website, Checkout]").into_iter();
    let stage = |entry: Entry<'_>| StageConfig {
        label: Some(entry.key.text.trim().to_owned()),
        touchpoints: stops.listed(r, &entry.item),
    };
    stages.map(stage).collect()
}

/// The touchpoints of questions, and those that stand in the journey already.
struct Stops<'s> {
    known: Vec<&'s str>,
    placed: Vec<String>,
}

impl<'s> Stops<'s> {
    fn of(sources: &'s [Source]) -> Self {
        let questions = sources.iter().flat_map(|source| &source.questions);
        let touchpoints = questions.filter_map(|question| question.touchpoint.as_deref());
        Self {
            known: touchpoints.collect(),
            placed: Vec::new(),
        }
    }

    /// The touchpoints of a list: those of questions, each once in the whole journey.
    fn listed(&mut self, r: &mut Checker<'_>, item: &Item<'_>) -> Vec<String> {
        let items = r.list(item);
        let touchpoints = items.iter().filter_map(|item| self.touchpoint(r, item));
        touchpoints.collect()
    }

    fn touchpoint(&mut self, r: &mut Checker<'_>, item: &Item<'_>) -> Option<String> {
        let touchpoint = r.text(item)?;
        if self.placed.contains(&touchpoint) {
            let message = format!("`{touchpoint}` stands in the journey twice");
            r.reject(item, message, "remove one of them");
        } else if !self.known.contains(&touchpoint.as_str()) {
            let known = self.known.iter().copied();
            let help = suggestion(&touchpoint, known, "the touchpoints of questions are");
            let message = format!("no question is about the touchpoint `{touchpoint}`");
            r.reject(item, message, help);
        }
        self.placed.push(touchpoint.clone());
        Some(touchpoint)
    }
}

/// Marks the sources of which some study needs the answers of a row together.
pub(super) fn mark_sampled(catalogue: &[&MetricSpec], drivers: &[DriversConfig], sources: &mut [Source]) {
    for source in sources {
        let asked = |id: &String| {
            source
                .questions
                .iter()
                .any(|question| question.question.id == *id)
        };
        let specs = || {
            source
                .questions
                .iter()
                .filter_map(|question| spec(catalogue, question))
        };
        source.sampled = drivers.iter().any(|drivers| asked(&drivers.outcome))
            || specs().any(|spec| spec.groups == Groups::Theme)
            || specs().filter(|spec| spec.journey).count() > 1;
    }
}

/// The delivery gaps: by question of customers, the question by which staff guess what these say.
pub(super) fn delivery_gaps(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Vec<DeliveryGapConfig> {
    let entries = entries(r, keys, "delivery_gaps", "delivery: staff-delivery", ids);
    let known = entries.iter().filter(|entry| is_known(ids, &entry.key.text));
    known
        .filter_map(|entry| delivery_gap(r, entry, ids, sources))
        .collect()
}

fn delivery_gap(
    r: &mut Checker<'_>,
    entry: &Entry<'_>,
    ids: &[&Key],
    sources: &[Source],
) -> Option<DeliveryGapConfig> {
    let customers = entry.key.text.clone();
    let (staff, population) = if entry.item.node.entries().is_none() {
        (Some(entry.item.clone()), None)
    } else {
        let keys = r.keys(&entry.item, OF_GAP)?;
        let population = r.parsed_at(&keys, "population", number_of_staff);
        (r.need(&keys, "staff", "staff: staff-delivery"), population)
    };
    let item = staff?;
    let staff = r.text(&item)?;
    if !is_known(ids, &staff) {
        r.wrong(&item, unknown_question(&staff, ids));
        return None;
    }
    let (asked_of, their) = find(sources, &customers)?;
    let (guessed_by, guess) = find(sources, &staff)?;
    if guessed_by.kind != Kind::Staff || asked_of.kind == Kind::Staff {
        let message = format!("`{staff}` is not a guess of staff about customers");
        let help = "name a question of a source of the kind `staff`, after one of another kind";
        r.reject(&item, message, help);
        return None;
    }
    let in_percent = |question: &QuestionConfig| {
        let unit = spec(r.context.catalogue, question).map(|spec| spec.unit);
        let statistic = question.question.statistic;
        unit == Some(Unit::Percent)
            && statistic == Statistic::TopBox
            && has_scores(r.context.catalogue, question)
    };
    if !in_percent(their) || !in_percent(guess) {
        let message = format!("`{customers}` and `{staff}` are not both shares of answers");
        r.reject(&item, message, "use metrics like `csat` or `share` for both");
        return None;
    }
    Some(DeliveryGapConfig {
        customers,
        staff,
        population: population.map(NonZeroU64::get),
    })
}

fn number_of_staff(text: &str) -> Result<NonZeroU64, Wrong> {
    let help = "write how many staff could have been asked, as a whole number of at least 1";
    text.parse()
        .map_err(|_| Wrong::new(format!("`{text}` is no number of people"), help))
}
