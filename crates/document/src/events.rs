//! What happened: a calendar that marks charts, from `events.yaml`.
//!
//! It is a file of its own, not a part of the configuration: it grows every month, and what is kept of feedback between
//! builds depends on the configuration's text.

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::checker::{Checker, Item};
use crate::named::Named;
use crate::value;
use crate::yaml::{self, Value};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The name of the file with events in a project's folder.
pub const FILE: &str = "events.yaml";

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The day.
    pub date: Date,
    /// What happened, in a few words.
    pub label: String,
    /// The questions whose figures it concerns; all if empty.
    pub figures: Vec<Named>,
    /// Where it stands.
    pub place: Place,
}

/// Reads the list of events: `- {date: 2026-10-01, label: New chat assistant, figures: [effort]}`. They come in the
/// order of their days.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Vec<Event>, Diagnostics) {
    let mut reading = Checker::plain(text);
    let mut events = match yaml::parse(text, file) {
        Ok(root) if root.value == Value::Null => Vec::new(),
        Ok(root) => {
            let items = reading.list(&Item::root(&root));
            items
                .iter()
                .filter_map(|item| event(&mut reading, item))
                .collect()
        }
        Err(diagnostic) => {
            reading.found.push(diagnostic);
            Vec::new()
        }
    };
    repeated(&mut reading, &events);
    events.sort_by(|a: &Event, b| (a.date, &a.label, &a.place).cmp(&(b.date, &b.label, &b.place)));
    (events, reading.found.sorted())
}

fn event(r: &mut Checker<'_>, item: &Item<'_>) -> Option<Event> {
    let keys = r.keys(item, &["date", "label", "figures"])?;
    let date = r.need(&keys, "date", "date: 2026-10-01");
    let date = date.and_then(|item| r.parsed(&item, value::date));
    let label = r.need(&keys, "label", "label: New chat assistant");
    let label = label.and_then(|item| r.text(&item));
    let items = keys.get("figures").map_or_else(Vec::new, |item| r.list(&item));
    let figures = items.iter().filter_map(|item| {
        let name = r.text(item)?;
        let place = item.node.place.clone();
        Some(Named { name, place })
    });
    let figures = figures.collect();
    Some(Event {
        date: date?,
        label: label?,
        figures,
        place: keys.place.clone(),
    })
}

fn repeated(r: &mut Checker<'_>, events: &[Event]) {
    for (at, event) in events.iter().enumerate() {
        let same = |other: &&Event| other.date == event.date && other.label == event.label;
        if let Some(first) = events[..at].iter().find(same) {
            let message = format!(
                "“{}” on {} stands in line {} too",
                event.label, event.date, first.place.line
            );
            let diagnostic = Diagnostic::error(Code::DuplicateEvent, message).help("remove one of them");
            r.report(diagnostic, &event.place);
        }
    }
}
