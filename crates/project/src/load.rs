//! Reading `cxpress.yaml`: values are read loosely typed with their place, then checked, so that one run reports
//! every mistake.

mod advocacy;
mod codebook;
mod column;
mod dialect;
mod dimension;
mod facts;
mod field;
mod hours;
mod id;
mod leave_out;
mod missing;
mod period;
mod question;
mod source;
mod standard;
mod study;
#[cfg(test)]
mod tests;
mod value;

use cxpress_metric::{MetricSpec, Quality, ScaleBounds, Statistic, Unit};
use std::sync::Arc;

use cxpress_report::{PeriodKind, State};
use cxpress_voice::redact::Redactor;
use regex::Regex;

use crate::config::{Config, Limits, QuestionConfig};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_document::Named;
use cxpress_document::yaml::{self, Key, Node, Value};
use cxpress_document::{Item, Keys, Wrong, suggestion};

const KEYS: &[&str] = &[
    "schema",
    "title",
    "organization",
    "address",
    "language",
    "timezone",
    "business_hours",
    "period",
    "periods",
    "fiscal_year",
    "week_starts",
    "waves",
    "state",
    "accent",
    "theme",
    "logo",
    "headline",
    "quality",
    "journey",
    "sources",
    "targets",
    "benchmarks",
    "drivers",
    "delivery_gaps",
    "codebook",
    "privacy",
    "limits",
];

const STATES: [(&str, State); 2] = [("draft", State::Draft), ("final", State::Final)];

/// The keys of what is withheld, and of what is taken out of comments.
const OF_PRIVACY: &[&str] = &["minimum_base", "minimum_comments", "names", "references"];

/// The schema that this version reads.
const SCHEMA: &str = "1";

/// The most figures on tiles.
pub const MOST_TILES: usize = 7;

/// How much may be rejected unless the configuration says otherwise.
const USUAL_LIMIT: f64 = 0.01;

/// Groups smaller than this are withheld unless the configuration says otherwise.
const USUAL_MINIMUM_BASE: u64 = 5;

/// Groups with fewer comments than this are withheld unless the configuration says otherwise.
const USUAL_MINIMUM_COMMENTS: u64 = 8;

/// Checks values of a configuration.
type Checker<'a> = cxpress_document::Checker<'a, Context<'a>>;

/// What a configuration is checked against.
struct Context<'a> {
    /// The values of `${NAME}`.
    environment: &'a dyn Fn(&str) -> Option<String>,
    /// What the metrics need.
    catalogue: &'a [&'a MetricSpec],
    /// How long periods are, where that is not for the configuration to say.
    by: Option<PeriodKind>,
}

/// Reads the text of a configuration. `environment` gives the values of `${NAME}` in file patterns; `catalogue`
/// says what the metrics need. There is a configuration if there is no error; there may be warnings with it.
pub fn load(
    text: &str,
    file: &str,
    environment: &dyn Fn(&str) -> Option<String>,
    catalogue: &[&MetricSpec],
) -> (Option<Config>, Diagnostics) {
    load_by(text, file, environment, catalogue, None)
}

/// The same, by periods of another length than the configuration says.
pub fn load_by(
    text: &str,
    file: &str,
    environment: &dyn Fn(&str) -> Option<String>,
    catalogue: &[&MetricSpec],
    by: Option<PeriodKind>,
) -> (Option<Config>, Diagnostics) {
    let mut reading = Checker::new(
        text,
        Context {
            environment,
            catalogue,
            by,
        },
    );
    let config = match yaml::parse(text, file) {
        Ok(root) => config(&mut reading, &root),
        Err(diagnostic) => {
            reading.found.push(diagnostic);
            None
        }
    };
    let found = reading.found.sorted();
    (config.filter(|_| !found.has_errors()), found)
}

fn config(r: &mut Checker<'_>, root: &Node) -> Option<Config> {
    if !is_readable(r, root) {
        return None;
    }
    let keys = r.keys(&Item::root(root), KEYS)?;
    r.need(&keys, "schema", "schema: 1");
    let ids = question_ids(root);
    unique_ids(r, &ids);
    let calendar = period::calendar(r, &keys);
    let codebook = codebook::codebook(r, &keys);
    let language = r.parsed_at(&keys, "language", value::language);
    let language = language.unwrap_or_else(|| "en".to_owned());
    let mut sources = source::sources(r, &keys, &calendar, &codebook, &language);
    let drivers = study::drivers(r, &keys, &ids, &sources);
    let timezone = r.parsed_at(&keys, "timezone", value::timezone);
    let timezone = timezone.unwrap_or_else(|| "UTC".to_owned());
    hours::give(r, &keys, &timezone, &mut sources);
    study::mark_sampled(r.context.catalogue, &drivers, &mut sources);
    let privacy = privacy(r, &keys);
    Some(Config {
        title: title(r, &keys),
        organization: r.text_at(&keys, "organization"),
        address: r.parsed_at(&keys, "address", value::address),
        language,
        timezone,
        period: calendar.kind.unwrap_or(PeriodKind::Month),
        also_by: calendar.also,
        starts: calendar.starts,
        waves: calendar.waves,
        state: r.choice_at(&keys, "state", &STATES).unwrap_or(State::Draft),
        accent: r.parsed_at(&keys, "accent", value::colour),
        theme: named(r, &keys, "theme", value::theme),
        logo: named(r, &keys, "logo", value::path),
        headline: headline(r, &keys, &ids),
        quality: quality(r, &keys, &ids),
        journey: study::journey(r, &keys, &sources),
        targets: standard::targets(r, &keys, &ids, &sources),
        benchmarks: standard::benchmarks(r, &keys, &ids, &sources),
        delivery_gaps: study::delivery_gaps(r, &keys, &ids, &sources),
        drivers,
        minimum_base: privacy.minimum_base,
        minimum_comments: privacy.minimum_comments,
        redactor: Arc::new(privacy.redactor?),
        codebook: codebook.version,
        limits: limits(r, &keys),
        sources,
    })
}

/// Whether there is something of a schema that this version reads; else no other mistake is worth telling.
fn is_readable(r: &mut Checker<'_>, root: &Node) -> bool {
    if root.value == Value::Null {
        let help = "start with `schema: 1`, `title:` and `sources:`";
        let diagnostic = Diagnostic::error(Code::EmptyFile, "the configuration is empty");
        r.report(diagnostic.help(help), &root.place);
        return false;
    }
    let known = |node: &Node| node.value == Value::Null || node.text().map(str::trim) == Some(SCHEMA);
    let other = root.get("schema").filter(|node| !known(node));
    if let Some(node) = other {
        let written = node.text().unwrap_or(node.what());
        let message = format!("this version does not read schema `{written}`");
        let help = "write `schema: 1`, or use a newer cxpress";
        let diagnostic = Diagnostic::error(Code::UnknownSchema, message).help(help);
        r.report(diagnostic, &node.place);
    }
    other.is_none()
}

/// A value with its place.
fn named(
    r: &mut Checker<'_>,
    keys: &Keys<'_>,
    key: &str,
    parse: fn(&str) -> Result<String, Wrong>,
) -> Option<Named> {
    let name = r.parsed_at(keys, key, parse)?;
    Some(Named {
        name,
        place: keys.place_of_value(key),
    })
}

fn title(r: &mut Checker<'_>, keys: &Keys<'_>) -> String {
    let item = r.need(keys, "title", "title: Customer experience");
    item.and_then(|item| r.text(&item)).unwrap_or_default()
}

/// The ids of all questions, also of those that cannot be read.
fn question_ids(root: &Node) -> Vec<&Key> {
    let sources = root.get("sources").and_then(Node::entries).unwrap_or_default();
    let questions = sources
        .iter()
        .filter_map(|(_, source)| source.get("questions")?.entries());
    questions.flatten().map(|(key, _)| key).collect()
}

fn unique_ids(r: &mut Checker<'_>, ids: &[&Key]) {
    for (index, key) in ids.iter().enumerate() {
        if let Some(first) = ids[..index].iter().find(|known| known.text == key.text) {
            let lines = format!("in lines {} and {}", first.place.line, key.place.line);
            let message = format!("two questions have the id `{}`, {lines}", key.text);
            let diagnostic = Diagnostic::error(Code::DuplicateQuestion, message)
                .note("a question's id is the name of its figure and the address of its page")
                .help("rename one of them");
            r.report(diagnostic, &key.place);
        }
    }
}

fn headline(r: &mut Checker<'_>, keys: &Keys<'_>, ids: &[&Key]) -> Vec<String> {
    let Some(item) = keys.get("headline") else {
        return Vec::new();
    };
    let headline = questions(r, &item, ids);
    if headline.len() > MOST_TILES {
        let message = format!(
            "there are {} figures, at most {MOST_TILES} find room",
            headline.len()
        );
        r.reject(&item, message, "keep those that a director should see first");
    }
    headline
}

/// A list of questions, each once.
fn questions(r: &mut Checker<'_>, item: &Item<'_>, ids: &[&Key]) -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    for item in &r.list(item) {
        let Some(id) = r.text(item) else { continue };
        if questions.contains(&id) {
            r.reject(item, format!("`{id}` stands in it twice"), "remove one of them");
        }
        if !is_known(ids, &id) {
            r.wrong(item, unknown_question(&id, ids));
        }
        questions.push(id);
    }
    questions
}

/// The figures of each quality that the configuration names.
fn quality(r: &mut Checker<'_>, keys: &Keys<'_>, ids: &[&Key]) -> Vec<(Quality, Vec<String>)> {
    let Some(item) = keys.get("quality") else {
        return Vec::new();
    };
    let names = Quality::ALL.map(Quality::id);
    let Some(keys) = r.keys(&item, &names) else {
        return Vec::new();
    };
    let mut qualities = Vec::new();
    for quality in Quality::ALL {
        let Some(item) = keys.get(quality.id()) else {
            continue;
        };
        let figures = questions(r, &item, ids);
        qualities.push((quality, figures));
    }
    qualities
}

/// Whether there is such a question; where there is none at all, that is said already.
fn is_known(ids: &[&Key], id: &str) -> bool {
    ids.is_empty() || ids.iter().any(|key| key.text == id)
}

fn unknown_question(id: &str, ids: &[&Key]) -> Wrong {
    let known = ids.iter().map(|key| key.text.as_str());
    Wrong::new(
        format!("there is no question `{id}`"),
        suggestion(id, known, "the questions are"),
    )
}

/// The lowest and the highest value of what a question's target is about, and its unit in words.
fn range(config: &QuestionConfig, catalogue: &[&MetricSpec]) -> Option<(f64, f64, &'static str)> {
    let spec = catalogue.iter().find(|spec| spec.id == config.question.metric)?;
    let on_scale = |ScaleBounds { low, high }| (f64::from(low), f64::from(high), "a mean");
    let unit = spec.judged.map_or(spec.unit, |judged| judged.unit);
    let mean = spec.judged.is_none() && config.question.statistic == Statistic::Mean;
    match (unit, mean) {
        (Unit::Mean, _) | (_, true) => config.question.scale_of_item().map(on_scale),
        (Unit::Points, _) => Some((-100.0, 100.0, "in points")),
        (Unit::Percent, _) => Some((0.0, 100.0, "per cent")),
        (Unit::Seconds | Unit::BusinessSeconds | Unit::Count | Unit::Own(_), _) => None,
    }
}

struct Privacy {
    minimum_base: u64,
    minimum_comments: u64,
    /// None if there are more names than can be looked for.
    redactor: Option<Redactor>,
}

fn privacy(r: &mut Checker<'_>, keys: &Keys<'_>) -> Privacy {
    let mut privacy = Privacy {
        minimum_base: USUAL_MINIMUM_BASE,
        minimum_comments: USUAL_MINIMUM_COMMENTS,
        redactor: Redactor::new([], Vec::new()).ok(),
    };
    let Some(keys) = keys.get("privacy").and_then(|item| r.keys(&item, OF_PRIVACY)) else {
        return privacy;
    };
    let mut minimum = |key, usual| r.parsed_at(&keys, key, value::minimum_base).unwrap_or(usual);
    privacy.minimum_base = minimum("minimum_base", USUAL_MINIMUM_BASE);
    privacy.minimum_comments = minimum("minimum_comments", USUAL_MINIMUM_COMMENTS);
    let mut names: Vec<String> = Vec::new();
    if let Some(item) = keys.get("names") {
        let items = r.list(&item);
        names = items.iter().filter_map(|item| r.text(item)).collect();
    }
    let mut references: Vec<Regex> = Vec::new();
    if let Some(item) = keys.get("references") {
        let items = r.list(&item);
        let patterns = items.iter().filter_map(|item| r.parsed(item, value::regex));
        references = patterns.collect();
    }
    privacy.redactor = Redactor::new(names.iter().map(String::as_str), references).ok();
    if let (None, Some(item)) = (&privacy.redactor, keys.get("names")) {
        let help = "keep those that stand in comments, at most some ten thousand";
        r.reject(&item, "there are more names than can be looked for", help);
    }
    privacy
}

fn limits(r: &mut Checker<'_>, keys: &Keys<'_>) -> Limits {
    let mut limits = Limits {
        rejected_rows: USUAL_LIMIT,
        rejected_answers: USUAL_LIMIT,
    };
    let item = keys.get("limits");
    if let Some(keys) = item.and_then(|item| r.keys(&item, &["rejected_rows", "rejected_answers"])) {
        limits.rejected_rows = r
            .parsed_at(&keys, "rejected_rows", value::share)
            .unwrap_or(USUAL_LIMIT);
        limits.rejected_answers = r
            .parsed_at(&keys, "rejected_answers", value::share)
            .unwrap_or(USUAL_LIMIT);
    }
    limits
}
