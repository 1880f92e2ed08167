//! Questions: columns of answers, and metrics of tickets.

use cxpress_document::yaml::write;
use cxpress_metric::{Direction, Input, MetricSpec, Missing, ScaleBounds};

use super::super::guess::{About, Scale};
use super::super::{Column, ColumnKind, Profile, wording};
use super::when::Times;
use super::{Draft, find, slug};
use cxpress_table::format::Suggest;
use cxpress_table::probe::is_missing;

/// How many questions are proposed that nobody calls ratings; more are left to be chosen.
const MOST_GUESSED: usize = 7;

/// How many questions are proposed at all.
const MOST: usize = 20;

/// How long a label is.
const LABEL: usize = 48;

/// A question that is proposed.
pub(super) struct Asked<'g> {
    id: String,
    column: &'g Column,
    /// The choice it is about, and the name of the column or the question that holds choices.
    choice: Option<(String, String)>,
    scale: Option<Scale>,
    metric: String,
    label: String,
    wording: Option<String>,
    /// Whether its metric needs a direction.
    direction: bool,
    /// Whether its metric has a scale of its own.
    own_scale: bool,
    /// Whether it is in use; else it is there to be chosen.
    pub(super) active: bool,
}

impl Asked<'_> {
    pub(super) fn uses(&self, column: &Column) -> bool {
        std::ptr::eq(self.column, column)
    }

    pub(super) const fn is_choice(&self) -> bool {
        self.choice.is_some()
    }

    /// As an entry on several lines.
    pub(super) fn block(&self, tables: usize) -> Vec<String> {
        let mut lines = vec![format!("{}:", self.id)];
        for (key, value, comment) in self.entries(tables) {
            let comment = comment.map_or_else(String::new, |comment| format!("  # {comment}"));
            lines.push(format!("  {key}: {value}{comment}"));
        }
        lines
    }

    /// As an entry on one line.
    pub(super) fn line(&self, tables: usize) -> String {
        let entries: Vec<(String, String)> = self
            .entries(tables)
            .into_iter()
            .filter(|(key, ..)| *key != "wording")
            .map(|(key, value, _)| (key.to_owned(), value))
            .collect();
        format!("{}: {}", self.id, write::map(&entries))
    }

    fn entries(&self, tables: usize) -> Vec<(&'static str, String, Option<String>)> {
        let name = self.column.name.clone().unwrap_or_default();
        let column = self.choice.as_ref().map_or(name, |(column, _)| column.clone());
        let mut entries = vec![("column", write::scalar(&column), None)];
        let mut add = |key, value: String, comment: Option<String>| entries.push((key, value, comment));
        if let Some((_, choice)) = &self.choice {
            add("choice", write::scalar(choice), None);
        }
        if self.column.tables < tables {
            add("optional", "true".into(), None);
        }
        if let Some(scale) = self.scale.as_ref().filter(|_| !self.own_scale) {
            let ScaleBounds { low, high } = scale.bounds;
            let comment = (!scale.certain).then(|| "check: by the numbers alone".to_owned());
            add("scale", format!("{low}..{high}"), comment);
        }
        add("metric", self.metric.clone(), None);
        if self.choice.is_some() {
            let comment = "check: higher or lower if more of them is good or bad news";
            add("direction", "neither".into(), Some(comment.into()));
        }
        if self.direction {
            let comment = "check: lower if a high answer means more effort";
            add("direction", "higher".into(), Some(comment.into()));
        }
        add("label", write::scalar(&self.label), None);
        if let Some(wording) = &self.wording {
            add("wording", write::scalar(wording), None);
        }
        if let Some(scale) = &self.scale {
            if !scale.values.is_empty() {
                let values = scale.values.iter();
                let values: Vec<_> = values
                    .map(|(text, score)| (write::scalar(text), score.to_string()))
                    .collect();
                let comment = scale.worded.then(|| "check: the order of the words".to_owned());
                add("values", write::map(&values), comment);
            }
            if let Some((codes, comment)) = missing(scale) {
                add("missing", codes, comment);
            }
        }
        entries
    }
}

/// What counts as missing, and a comment where that is a guess.
fn missing(scale: &Scale) -> Option<(String, Option<String>)> {
    let kind = |kind: Missing| match kind {
        Missing::NotAsked => "not-asked",
        Missing::NotAnswered => "not-answered",
        Missing::DoesNotApply => "does-not-apply",
        Missing::DontKnow => "dont-know",
        Missing::OtherLanguage => "other-language",
    };
    let key = |text: &String| match text.parse::<u32>() {
        Ok(_) => text.clone(),
        Err(_) => write::scalar(text),
    };
    let all: Vec<_> = scale
        .missing
        .iter()
        .map(|(text, means, _)| (key(text), kind(*means).to_owned()))
        .collect();
    let guessed = scale.missing.iter().any(|(.., guess)| *guess);
    let comment = guessed.then(|| "check: taken for codes of no answer".to_owned());
    (!all.is_empty()).then(|| (write::map(&all), comment))
}

/// The metrics that the times of tickets suffice for, with their labels.
pub(super) fn of_tickets(draft: &Draft<'_>, times: &Times<'_>) -> Vec<(String, String)> {
    let metrics = draft
        .catalogue
        .iter()
        .filter(|spec| spec.input == Input::Records(cxpress_metric::Kind::Tickets));
    let fitting = metrics.filter(|spec| spec.needs.iter().all(|need| times.has(need.name())));
    let label = |id: &str| match id {
        "resolution" => "Time to resolution".to_owned(),
        "first-response" => "Time to first response".to_owned(),
        "sla" => "Solved in time".to_owned(),
        "backlog" => "Open tickets".to_owned(),
        other => other.replace('-', " "),
    };
    fitting.map(|spec| (spec.id.to_owned(), label(spec.id))).collect()
}

/// The questions of a group, best first. Of tickets only those that are certain to be some.
pub(super) fn of<'g>(draft: &mut Draft<'_>, group: &'g Profile, tickets: bool) -> Vec<Asked<'g>> {
    let mut found = Vec::new();
    for suggest in group.format.suggest {
        found.extend(suggested(draft, group, suggest));
    }
    let vendors = group.format.holds != cxpress_table::format::Holds::Anything;
    for column in &group.columns {
        let ColumnKind::Scale(scale) = &column.kind else {
            continue;
        };
        let taken = found.iter().any(|one: &Asked<'_>| one.uses(column));
        let fits = scale.certain || !tickets && (!vendors || group.format.suggest.is_empty());
        if !taken && fits && !is_chosen(column) {
            found.extend(rated(draft, column, scale.clone()));
        }
    }
    let guessed = |one: &Asked<'_>| one.scale.as_ref().is_none_or(|scale| !scale.certain);
    let certain = found.iter().filter(|one| !guessed(one)).count();
    let mut left = if certain == 0 { MOST_GUESSED } else { MOST };
    for one in &mut found {
        one.active = left > 0 && (!guessed(one) || certain == 0);
        left -= usize::from(one.active);
    }
    // What is not in use leaves its id to those that are.
    found.sort_by_key(|one| !one.active);
    let none = found.is_empty() && !tickets;
    found.extend(chosen(draft, group, none));
    for one in &mut found {
        one.id = draft.questions.unique(&one.id);
    }
    found
}

/// The vendor's own question, if the file has it.
fn suggested<'g>(draft: &Draft<'_>, group: &'g Profile, suggest: &Suggest) -> Option<Asked<'g>> {
    let column = find(group, suggest.columns)?;
    if let Some((other, value)) = suggest.only {
        let values = &find(group, &[other])?.facts.values;
        values.keys().find(|known| known.eq_ignore_ascii_case(value))?;
    }
    let bounds = suggest.scale?;
    let mut scale = Scale {
        bounds,
        about: match suggest.metric {
            "nps" => About::Recommending,
            "ces" => About::Effort,
            _ => About::Satisfaction,
        },
        certain: true,
        values: suggest
            .values
            .iter()
            .map(|(text, score)| ((*text).to_owned(), *score))
            .collect(),
        missing: Vec::new(),
        worded: false,
    };
    for text in column
        .facts
        .values
        .keys()
        .filter(|text| !is_missing(group.format, text))
    {
        let on = text.parse().is_ok_and(|score| bounds.contains(score));
        let is_word = scale
            .values
            .iter()
            .any(|(word, _)| word.eq_ignore_ascii_case(text));
        if !on && !is_word {
            let kind = wording::no_answer(text).unwrap_or(Missing::NotAnswered);
            scale.missing.push((text.clone(), kind, true));
        }
    }
    let answers = column.facts.answered() > 0 && !column.facts.many && scale.missing.len() <= 5;
    answers.then(|| rated(draft, column, scale))?
}

/// The question of a column of ratings.
fn rated<'g>(draft: &Draft<'_>, column: &'g Column, scale: Scale) -> Option<Asked<'g>> {
    column.name.as_ref()?;
    let spec = metric(draft, &scale)?;
    let title = title(column);
    let is_code = title.split_whitespace().count() < 2;
    let (id, label) = match scale.about {
        About::Recommending if is_code || title.chars().count() > LABEL => {
            ("recommend".to_owned(), "Would recommend".to_owned())
        }
        About::Recommending => ("recommend".to_owned(), title.clone()),
        _ => (slug(&subject(column), "question"), shortened(&subject(column))),
    };
    Some(Asked {
        id,
        column,
        choice: None,
        metric: spec.id.to_owned(),
        wording: (title != label && !is_code).then(|| title.clone()),
        label,
        direction: spec.direction.is_none(),
        own_scale: spec.scale.is_some(),
        scale: Some(scale),
        active: true,
    })
}

/// The metric for answers on a scale: the usual one, or the first that takes them.
fn metric<'d>(draft: &Draft<'d>, scale: &Scale) -> Option<&'d MetricSpec> {
    let usual = match scale.about {
        About::Recommending if scale.bounds == ScaleBounds::new(0, 10) => "nps",
        About::Effort => "ces",
        _ => "csat",
    };
    let takes = |spec: &&&MetricSpec| {
        spec.input == Input::Answers && spec.scale.is_none_or(|own| own == scale.bounds)
    };
    let all = || draft.catalogue.iter().filter(takes);
    let any = || all().find(|spec| spec.direction == Some(Direction::HigherIsBetter) && spec.scale.is_none());
    all().find(|spec| spec.id == usual).or_else(any).copied()
}

/// Whether a column is one of several that hold the choices made: its own text, and nothing else.
fn is_chosen(column: &Column) -> bool {
    column.choice.is_some() && column.facts.distinct <= 1
}

/// Choices of which customers could take several. `active` if there is nothing better.
fn chosen<'g>(draft: &Draft<'_>, group: &'g Profile, active: bool) -> Vec<Asked<'g>> {
    if !draft.knows("share") {
        return Vec::new();
    }
    let choice = |column: &'g Column, question: &str, text: &str| Asked {
        id: slug(text, "choice"),
        column,
        choice: Some((question.to_owned(), text.to_owned())),
        scale: None,
        metric: "share".to_owned(),
        label: shortened(text),
        wording: None,
        direction: false,
        own_scale: true,
        active,
    };
    let mut found = Vec::new();
    for column in &group.columns {
        if let Some((question, text)) = &column.choice {
            // A number says that a choice was made, but not which: the reader compares texts.
            let is_text = column
                .facts
                .values
                .keys()
                .next()
                .is_some_and(|value| super::super::one_line(value).eq_ignore_ascii_case(text));
            if is_chosen(column) && is_text {
                found.push(choice(column, question, text));
            }
        } else if let (ColumnKind::Choices(choices), Some(name)) = (&column.kind, &column.name) {
            found.extend(choices.iter().map(|text| choice(column, name, text)));
        }
    }
    found.truncate(MOST);
    found
}

/// A label for a column.
pub(super) fn label(column: &Column) -> String {
    shortened(&title(column))
}

/// What a question is about: of several that share a wording, the choice.
fn subject(column: &Column) -> String {
    match &column.choice {
        Some((_, choice)) => choice.clone(),
        None => title(column),
    }
}

/// What customers read, as far as the header tells: not its code, and without markup.
fn title(column: &Column) -> String {
    let is_title = |name: &&String| {
        let marks = ['\n', '<', '*'];
        name.contains(' ') && !name.contains(marks) && !name.ends_with(" - Selected Choice")
    };
    let title = column.names.iter().find(is_title).cloned();
    let title = title.unwrap_or_else(|| column.shown());
    // Formbricks numbers its questions.
    let number = title.trim_start_matches(|c: char| c.is_ascii_digit());
    match number.strip_prefix(". ") {
        Some(rest) if number.len() < title.len() => rest.trim().to_owned(),
        _ => spoken(title.trim()),
    }
}

/// A name of small letters as a reader would have it: `service_area` is `Service area`.
fn spoken(name: &str) -> String {
    if ["csat", "ces"].contains(&name) {
        return name.to_uppercase();
    }
    let is_code = !name.contains(char::is_whitespace) && !name.contains(char::is_uppercase);
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.trim().chars();
    match letters.next().filter(|_| is_code) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// A text of the length of a label, cut between words.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LABEL {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LABEL - 1).collect();
    let end = cut.rfind(' ').filter(|end| *end > LABEL / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}
