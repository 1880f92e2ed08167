//! What was promised: actions with the dates of their steps, from `actions/*.yaml`.
//!
//! A file holds one action, or a list of them. An action is written once: a step that is taken is a line that is added,
//! and what an action was at the end of a period follows from the dates. So nothing is copied from one period to the
//! next, and an old report stays as it was. A step after the end of a period is not known in it.

#[cfg(test)]
mod tests;

use cxpress_report::Step;
use jiff::civil::Date;

use crate::checker::{Checker, Item, Keys};
pub use crate::named::Named;
use crate::value;
use crate::yaml::{self, Value};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Where actions stand in a project.
pub const PATTERN: &str = "actions/*.yaml";

const KEYS: &[&str] = &[
    "id", "title", "finding", "figure", "slice", "owner", "opened", "due", "reviewed", "action", "verified",
    "dropped", "said", "did",
];

/// The steps in their order, each with its key.
const STEPS: [(&str, Step); 4] = [
    ("opened", Step::Received),
    ("reviewed", Step::Reviewed),
    ("action", Step::Action),
    ("verified", Step::Verified),
];

/// Something that was promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Its id, unique in the project; it becomes part of addresses.
    pub id: String,
    /// What is promised.
    pub title: String,
    /// What was found.
    pub finding: String,
    /// The question whose figure it should move. Whether there is one is seen when the report is made.
    pub figure: Named,
    /// The slice of that figure; none for all customers.
    pub slice: Option<SliceName>,
    /// Who answers for it.
    pub owner: String,
    /// The steps taken, in order, each with its day. The first is [`Step::Received`].
    pub steps: Vec<(Step, Date)>,
    /// By when the step [`Step::Action`] is to be taken.
    pub due: Option<Date>,
    /// When and why it was given up.
    pub dropped: Option<Dropped>,
    /// What customers said.
    pub said: Option<String>,
    /// What was done about it.
    pub did: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A slice as it is written: `channel: chat`.
#[derive(Clone, Debug, PartialEq)]
pub struct SliceName {
    /// The dimension.
    pub dimension: Named,
    /// The value.
    pub value: Named,
}

/// An end without success.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The day.
    pub date: Date,
    /// Why.
    pub reason: String,
}

impl Action {
    /// The day it was received.
    #[must_use]
    pub fn opened(&self) -> Option<Date> {
        self.day_of(Step::Received)
    }

    /// The day of a step, if it was taken.
    #[must_use]
    pub fn day_of(&self, step: Step) -> Option<Date> {
        self.steps
            .iter()
            .find(|(taken, _)| *taken == step)
            .map(|(_, day)| *day)
    }
}

/// Reads the actions of a file. Those with mistakes are left out; every mistake is told.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Vec<Action>, Diagnostics) {
    let mut reading = Checker::plain(text);
    let actions = match yaml::parse(text, file) {
        Ok(root) if root.value == Value::Null => Vec::new(),
        Ok(root) => {
            let items = reading.list(&Item::root(&root));
            items
                .iter()
                .filter_map(|item| action(&mut reading, item))
                .collect()
        }
        Err(diagnostic) => {
            reading.found.push(diagnostic);
            Vec::new()
        }
    };
    (actions, reading.found.sorted())
}

/// Brings the actions of all files into the order in which they were received, and notes equal ids.
#[must_use]
pub fn sorted(mut actions: Vec<Action>) -> (Vec<Action>, Diagnostics) {
    let mut found = Diagnostics::default();
    actions.sort_by(|a, b| (&a.id, &a.place).cmp(&(&b.id, &b.place)));
    for pair in actions.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let message = format!(
            "two actions have the id `{}`; the other is in {}",
            pair[1].id, pair[0].place
        );
        found.push(
            Diagnostic::error(Code::DuplicateAction, message)
                .at(pair[1].place.clone())
                .help("rename one of them, or remove it if they are the same action"),
        );
    }
    actions.sort_by(|a, b| (a.opened(), &a.id).cmp(&(b.opened(), &b.id)));
    (actions, found)
}

fn action(r: &mut Checker<'_>, item: &Item<'_>) -> Option<Action> {
    let keys = r.keys(item, KEYS)?;
    let id = r.need(&keys, "id", "id: wait-in-chat");
    let id = id.and_then(|item| r.parsed(&item, |text| value::id(text).map(|()| text.to_owned())));
    let title = needed(r, &keys, "title", "title: Offer a person in every chat");
    let finding = needed(
        r,
        &keys,
        "finding",
        "finding: Chat customers could not reach a person.",
    );
    let figure = named(r, &keys);
    let slice = slice(r, &keys);
    let owner = needed(r, &keys, "owner", "owner: Head of service");
    r.need(&keys, "opened", "opened: 2026-10-01");
    let steps = steps(r, &keys);
    let due = due(r, &keys, &steps);
    let dropped = dropped(r, &keys, &steps);
    let said = r.text_at(&keys, "said");
    let did = did(r, &keys);
    Some(Action {
        id: id?,
        title: title?,
        finding: finding?,
        figure: figure?,
        slice,
        owner: owner?,
        steps,
        due,
        dropped,
        said,
        did,
        place: keys.place.clone(),
    })
}

fn needed(r: &mut Checker<'_>, keys: &Keys<'_>, key: &str, example: &str) -> Option<String> {
    r.need(keys, key, example).and_then(|item| r.text(&item))
}

fn named(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<Named> {
    let help = || "add `figure:` with the id of the question that the action should move".to_owned();
    let item = r.need_or(keys, "figure", help)?;
    let name = r.text(&item)?;
    let place = item.node.place.clone();
    Some(Named { name, place })
}

/// The slice: one dimension with one value.
fn slice(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<SliceName> {
    let item = keys.get("slice")?;
    let entries = r.entries(&item, "channel: chat");
    let [entry] = entries.as_slice() else {
        if entries.len() > 1 {
            let message = format!(
                "{} dimensions, but figures are known by one at a time",
                entries.len()
            );
            r.reject(&item, message, "keep one of them");
        }
        return None;
    };
    let name = r.text(&entry.item)?;
    let dimension = Named {
        name: entry.key.text.clone(),
        place: entry.key.place.clone(),
    };
    let value = Named {
        name,
        place: entry.item.node.place.clone(),
    };
    Some(SliceName { dimension, value })
}

/// The steps that have a date. Each needs the one before it, not after it.
fn steps(r: &mut Checker<'_>, keys: &Keys<'_>) -> Vec<(Step, Date)> {
    let mut taken: Vec<(Step, Date)> = Vec::new();
    let mut before: Option<&str> = None;
    for (key, step) in STEPS {
        if let Some(before) = before.filter(|before| keys.has(key) && !keys.has(before)) {
            skipped(r, keys, before, key);
        }
        if let Some(day) = r.parsed_at(keys, key, value::date) {
            if let Some((last, first)) = taken.last().filter(|(_, last)| day < *last) {
                backwards(r, keys, (key, day), (key_of(*last), *first));
            }
            taken.push((step, day));
        }
        before = Some(key);
    }
    taken
}

fn key_of(step: Step) -> &'static str {
    STEPS
        .iter()
        .find(|(_, known)| *known == step)
        .map_or("opened", |(key, _)| key)
}

fn skipped(r: &mut Checker<'_>, keys: &Keys<'_>, before: &str, key: &str) {
    // Without `opened` that alone is told.
    if before != "opened" {
        let message = format!("`{key}` has a date, but `{before}` has none");
        let diagnostic = Diagnostic::error(Code::StepMissing, message)
            .note("the steps are `opened`, `reviewed`, `action`, `verified`, in this order")
            .help(format!("add `{before}:` with its day, or remove `{key}`"));
        r.report(diagnostic, &keys.place_of(key));
    }
}

fn backwards(r: &mut Checker<'_>, keys: &Keys<'_>, later: (&str, Date), earlier: (&str, Date)) {
    let message = format!(
        "`{}` is {}, before `{}`, which is {}",
        later.0, later.1, earlier.0, earlier.1
    );
    let diagnostic = Diagnostic::error(Code::StepsOutOfOrder, message)
        .help("correct one of the two dates; both may be the same day");
    r.report(diagnostic, &keys.place_of_value(later.0));
}

fn due(r: &mut Checker<'_>, keys: &Keys<'_>, steps: &[(Step, Date)]) -> Option<Date> {
    let due = r.parsed_at(keys, "due", value::date)?;
    if let Some((_, opened)) = steps
        .first()
        .filter(|(step, day)| *step == Step::Received && due < *day)
    {
        backwards(r, keys, ("due", due), ("opened", *opened));
    }
    Some(due)
}

fn dropped(r: &mut Checker<'_>, keys: &Keys<'_>, steps: &[(Step, Date)]) -> Option<Dropped> {
    let keys_of = r.keys(&keys.get("dropped")?, &["date", "reason"])?;
    let reason = needed(r, &keys_of, "reason", "reason: Replaced by another action");
    let date = r.need(&keys_of, "date", "date: 2026-10-31");
    let date = date.and_then(|item| r.parsed(&item, value::date));
    if keys.has("verified") {
        let diagnostic = Diagnostic::error(Code::DroppedAndVerified, "`dropped` stands beside `verified`")
            .help("keep `verified` if the action worked, `dropped` if it was given up");
        r.report(diagnostic, &keys.place_of("dropped"));
    }
    if let (Some(date), Some((step, last))) = (date, steps.last())
        && date < *last
    {
        let message = format!("`dropped` is {date}, before `{}`, which is {last}", key_of(*step));
        let diagnostic = Diagnostic::error(Code::StepsOutOfOrder, message).help(format!(
            "correct one of the two dates, or remove `{}`",
            key_of(*step)
        ));
        r.report(diagnostic, &keys_of.place_of_value("date"));
    }
    Some(Dropped {
        date: date?,
        reason: reason?,
    })
}

/// What was done. It is told with what customers said, and from the day of the action on.
fn did(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<String> {
    let did = r.text_at(keys, "did")?;
    if !keys.has("said") {
        let diagnostic = Diagnostic::error(Code::DidWithoutSaid, "`did` answers nothing: there is no `said`")
            .help("add `said:` with what customers told you");
        r.report(diagnostic, &keys.place_of("did"));
    }
    if !keys.has("action") {
        let diagnostic = Diagnostic::warning(
            Code::DidNotShown,
            "`did` is not shown: the action has not been taken",
        )
        .help("add `action:` with the day on which it was taken");
        r.report(diagnostic, &keys.place_of("did"));
    }
    Some(did)
}
