//! Actions as they stood at the end of each period; what came of them.
//!
//! What an action was at the end of a period follows from its days alone. Its effect is computed after everything is
//! published: see [`effect`].

pub(crate) mod effect;
pub(crate) mod events;
mod named;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, Place};
use cxpress_document::actions;
use cxpress_report::{Action, Aim, Dropped, Standing, Step};
use jiff::civil::Date;

use crate::schema::Schema;
use crate::timeline::{Span, Timeline};
use crate::values::Values;

/// The actions known at the end of the last period, with how they stood at the end of each. Waves have no days, and so no
/// actions.
pub(crate) fn known(
    received: &[actions::Action],
    schema: &Schema<'_>,
    values: &Values,
    timeline: &Timeline,
    diagnostics: &mut Diagnostics,
) -> Vec<Action> {
    let mut all = Vec::new();
    for action in received {
        let aim = aim(action, schema, values, diagnostics);
        let known = timeline.spans.last().map(|span| span.known);
        let known = known.filter(|known| action.opened().is_some_and(|day| day <= *known));
        all.extend(known.map(|known| Action {
            aim,
            ..at_end(action, known, &timeline.spans)
        }));
    }
    all
}

/// An action as far as it is known at the end of a day, and how it stood at the end of each period; not what it should
/// move.
fn at_end(action: &actions::Action, known: Date, spans: &[Span]) -> Action {
    let is_known = |day: Date| day <= known;
    let dropped = action.dropped.as_ref().filter(|end| is_known(end.date));
    Action {
        id: action.id.clone(),
        title: action.title.clone(),
        finding: action.finding.clone(),
        owner: action.owner.clone(),
        aim: None,
        steps: taken(action, known).collect(),
        due: action.due,
        dropped: dropped.map(|end| Dropped {
            date: end.date,
            reason: end.reason.clone(),
        }),
        said: action.said.clone(),
        did: action
            .did
            .clone()
            .filter(|_| action.day_of(Step::Action).is_some_and(is_known)),
        standings: spans.iter().map(|span| standing(action, span.known)).collect(),
    }
}

/// The steps taken until a day.
fn taken(action: &actions::Action, known: Date) -> impl Iterator<Item = (Step, Date)> + '_ {
    action.steps.iter().copied().filter(move |(_, day)| *day <= known)
}

/// How an action stood at the end of a day; nothing if it had not been received.
fn standing(action: &actions::Action, known: Date) -> Option<Standing> {
    let opened = action.opened().filter(|opened| *opened <= known)?;
    let (step, last) = taken(action, known).last()?;
    let dropped = action
        .dropped
        .as_ref()
        .map(|end| end.date)
        .filter(|day| *day <= known);
    let ended = dropped.or_else(|| (step == Step::Verified).then_some(last));
    let waits = ended.is_none() && step < Step::Action;
    Some(Standing {
        step,
        dropped: dropped.is_some(),
        age: days(opened, ended.unwrap_or(known)),
        overdue: action.due.filter(|_| waits).map_or(0, |due| days(due, known)),
        effect: None,
    })
}

/// The days from one to another, 0 if that comes first.
fn days(from: Date, until: Date) -> u32 {
    from.until(until)
        .map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// What an action should move. A name that is not there costs the comparison, not the report.
fn aim(
    action: &actions::Action,
    schema: &Schema<'_>,
    values: &Values,
    diagnostics: &mut Diagnostics,
) -> Option<Aim> {
    const NOTE: &str = "the action is shown without what came of it";
    let figure = named::question(schema, &action.figure, NOTE, diagnostics)?;
    let slice = match &action.slice {
        None => None,
        Some(name) => Some(named::slice(values, name, NOTE, diagnostics)?),
    };
    Some(Aim { figure, slice })
}

/// Says that actions and events, which have dates, have no place among waves, which have none.
pub(crate) fn no_days(
    received: &[actions::Action],
    happened: &[cxpress_document::events::Event],
    diagnostics: &mut Diagnostics,
) {
    let first = [
        ("actions", received.first().map(|action| &action.place)),
        ("events", happened.first().map(|event| &event.place)),
    ];
    for (what, place) in first {
        if let Some(place) = place {
            diagnostics.push(without_days(what, place));
        }
    }
}

fn without_days(what: &str, place: &Place) -> Diagnostic {
    let message = format!("{what} are not shown: the periods of this report are waves, which have no dates");
    Diagnostic::warning(Code::NoDates, message)
        .at(place.clone())
        .help("set `period:` to week, month, quarter or year, or remove the file")
}
