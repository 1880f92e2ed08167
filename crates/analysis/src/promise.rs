//! What was promised and what came of it; what happened meanwhile.
//!
//! What an action was at the end of a period follows from its days alone. Its effect is one comparison, whose figure and
//! periods come from the action and are not picked from the data, and so in no family: the last full period before the
//! day of the action against the latest that began on that day or later. Where the report compares these two periods
//! anyway, the verdict of that comparison is taken, so that one comparison never has two words.

use cxpress_core::actions::{self, Named, SliceName};
use cxpress_core::address::{self, Found};
use cxpress_core::{Diagnostic, Diagnostics, nearest};
use cxpress_report::{Action, Aim, Cell, Contrast, Dropped, Effect, Event, FigureSeries, Standing, Step};
use jiff::civil::Date;

use crate::plan::Plan;
use crate::series::Place;
use crate::values::Values;

/// The days of a period.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) first: Date,
    pub(crate) last: Date,
    /// The last day that is known: the last with data where they end before the period does.
    pub(crate) known: Date,
}

/// A question that an action puts to a figure in a period.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    action: usize,
    period: usize,
    /// The slice.
    pub(crate) place: Place,
    /// The last full period before the action.
    pub(crate) before: Option<usize>,
    /// The periods that began since.
    pub(crate) since: std::ops::Range<usize>,
}

/// The actions on their way into the report.
pub(crate) struct Promises {
    actions: Vec<Action>,
    /// By figure.
    asked: Vec<Vec<Asked>>,
}

impl Promises {
    /// The actions known at the end of the last period, with how they stood at the end of each.
    pub(crate) fn new(
        promised: &[actions::Action],
        plan: &Plan<'_>,
        values: &Values,
        spans: &[Span],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut promises = Self {
            actions: Vec::new(),
            asked: vec![Vec::new(); plan.questions.len()],
        };
        for action in promised {
            let aim = aim(action, plan, values, diagnostics);
            let known = spans.last().map(|span| span.known);
            if let Some(known) = known.filter(|known| action.opened().is_some_and(|day| day <= *known)) {
                promises.add(action, aim, known, spans);
            }
        }
        promises
    }

    /// What is asked of a figure.
    pub(crate) fn asked(&self, figure: usize) -> &[Asked] {
        &self.asked[figure]
    }

    fn add(&mut self, action: &actions::Action, aim: Option<Aim>, known: Date, spans: &[Span]) {
        let index = self.actions.len();
        let acted = action.day_of(Step::Action);
        if let (Some(aim), Some(acted)) = (aim, acted) {
            let asking = spans.iter().enumerate().filter(|(_, span)| acted <= span.known);
            let asked = asking.map(|(period, _)| Asked {
                action: index,
                period,
                place: aim.slice,
                before: spans.iter().rposition(|span| span.last < acted),
                since: spans.partition_point(|span| span.first < acted).min(period + 1)..period + 1,
            });
            self.asked[aim.figure].extend(asked);
        }
        let is_known = |day: Date| day <= known;
        self.actions.push(Action {
            id: action.id.clone(),
            title: action.title.clone(),
            finding: action.finding.clone(),
            owner: action.owner.clone(),
            aim,
            steps: taken(action, known)
                .map(|(step, day)| (step, day.to_string()))
                .collect(),
            due: action.due.map(|day| day.to_string()),
            dropped: action
                .dropped
                .as_ref()
                .filter(|end| is_known(end.date))
                .map(|end| Dropped {
                    date: end.date.to_string(),
                    reason: end.reason.clone(),
                }),
            said: action.said.clone(),
            did: action.did.clone().filter(|_| acted.is_some_and(is_known)),
            standings: spans.iter().map(|span| standing(action, span.known)).collect(),
        });
    }

    /// The actions with what came of them. `effects` are the answers by figure, in the order of what was asked.
    pub(crate) fn kept(mut self, effects: Vec<Vec<Effect>>, figures: &[FigureSeries]) -> Vec<Action> {
        for ((asked, effects), figure) in self.asked.into_iter().zip(effects).zip(figures) {
            for (asked, mut effect) in asked.into_iter().zip(effects) {
                share_verdict(&mut effect, cells(figure, asked.place));
                if let Some(standing) = &mut self.actions[asked.action].standings[asked.period] {
                    standing.effect = Some(effect);
                }
            }
        }
        self.actions
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

/// Takes over the verdict of a comparison that the report makes anyway.
fn share_verdict(effect: &mut Effect, cells: &[Cell]) {
    let Effect::Compared {
        before,
        after,
        comparison,
    } = effect
    else {
        return;
    };
    let Some(shown) = cells.get(*after).and_then(Cell::shown) else {
        return;
    };
    let made = [&shown.before, &shown.year_before].into_iter().flatten();
    let same = made
        .into_iter()
        .find(|made| made.contrast == Contrast::Period(*before));
    if let Some(same) = same {
        *comparison = Some(Box::new(same.clone()));
    }
}

/// The cells of a slice of a figure; none where the figure has no such slice.
pub(crate) fn cells(figure: &FigureSeries, place: Place) -> &[Cell] {
    match place {
        None => &figure.total,
        Some((dimension, value)) => figure.slice(dimension, value).map_or(&[], |slice| &slice.cells),
    }
}

/// What an action should move. A name that is not there costs the comparison, not the report.
fn aim(
    action: &actions::Action,
    plan: &Plan<'_>,
    values: &Values,
    diagnostics: &mut Diagnostics,
) -> Option<Aim> {
    let figure = question(
        plan,
        &action.figure,
        "the action is shown without what came of it",
        diagnostics,
    )?;
    let slice = match &action.slice {
        None => None,
        Some(name) => Some(slice(values, name, diagnostics)?),
    };
    Some(Aim { figure, slice })
}

fn question(plan: &Plan<'_>, named: &Named, note: &str, diagnostics: &mut Diagnostics) -> Option<usize> {
    let ids = || {
        plan.questions
            .iter()
            .map(|planned| planned.config.question.id.as_str())
    };
    let found = ids().position(|id| id == named.name);
    if found.is_none() {
        diagnostics.push(unknown("unknown-figure", "question", named, ids(), note));
    }
    found
}

/// A dimension by its id, and a value by its text in the data, its label or its address.
fn slice(values: &Values, name: &SliceName, diagnostics: &mut Diagnostics) -> Option<(usize, usize)> {
    const NOTE: &str = "the action is shown without what came of it";
    let dimensions = &values.dimensions;
    let ids = dimensions.iter().map(|dimension| dimension.id.as_str());
    let Some(dimension) = dimensions
        .iter()
        .position(|known| known.id == name.dimension.name)
    else {
        diagnostics.push(unknown(
            "unknown-dimension",
            "dimension",
            &name.dimension,
            ids,
            NOTE,
        ));
        return None;
    };
    let place = || name.value.place.clone();
    let value = match address::find(&dimensions[dimension], &name.value.name) {
        Found::One(value) => value,
        Found::Likely(value, warning) => {
            diagnostics.push(warning.at(place()));
            value
        }
        Found::Several(error) => {
            diagnostics.push(error.at(place()));
            return None;
        }
        Found::Nothing => {
            let known = dimensions[dimension].values.iter();
            let texts = known.flat_map(|value| [value.raw.as_str(), value.label.as_str()]);
            let what = format!("value of `{}`", name.dimension.name);
            diagnostics.push(unknown("unknown-value", &what, &name.value, texts, NOTE));
            return None;
        }
    };
    Some((dimension, value))
}

/// How many names a message lists at most.
const LISTED: usize = 12;

fn unknown<'a>(
    code: &'static str,
    what: &str,
    named: &Named,
    known: impl Iterator<Item = &'a str>,
    note: &str,
) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let help = match nearest(&named.name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let listed: Vec<_> = known
                .iter()
                .take(LISTED)
                .map(|name| format!("`{name}`"))
                .collect();
            format!("write one of {}", listed.join(", "))
        }
    };
    Diagnostic::warning(code, format!("there is no {what} `{}`", named.name))
        .at(named.place.clone())
        .note(note)
        .help(help)
}

/// The events of the periods, until the end of what is known.
pub(crate) fn events(
    happened: &[cxpress_core::Event],
    plan: &Plan<'_>,
    spans: &[Span],
    diagnostics: &mut Diagnostics,
) -> Vec<Event> {
    const NOTE: &str = "the event marks the other charts only";
    let mut events = Vec::new();
    for event in happened {
        let found = event
            .figures
            .iter()
            .filter_map(|named| question(plan, named, NOTE, diagnostics));
        let found: Vec<usize> = found.collect();
        let period = spans
            .iter()
            .position(|span| span.first <= event.date && event.date <= span.known);
        events.extend(period.map(|period| Event {
            date: event.date.to_string(),
            period,
            label: event.label.clone(),
            figures: (!event.figures.is_empty()).then_some(found),
        }));
    }
    events
}

/// Says that what has a date has no place among waves, which have none.
pub(crate) fn no_days(
    promised: &[actions::Action],
    happened: &[cxpress_core::Event],
    diagnostics: &mut Diagnostics,
) {
    let first = |places: &[&cxpress_core::Place]| places.first().map(|place| (*place).clone());
    let actions: Vec<_> = promised.iter().map(|action| &action.place).collect();
    let events: Vec<_> = happened.iter().map(|event| &event.place).collect();
    for (what, place) in [("actions", first(&actions)), ("events", first(&events))] {
        without_days(what, place, diagnostics);
    }
}

fn without_days(what: &str, place: Option<cxpress_core::Place>, diagnostics: &mut Diagnostics) {
    let Some(place) = place else { return };
    let message = format!("{what} are not shown: the periods of this report are waves, which have no dates");
    let diagnostic = Diagnostic::warning("no-dates", message).at(place);
    diagnostics.push(diagnostic.help("set `period:` to week, month, quarter or year, or remove the file"));
}
