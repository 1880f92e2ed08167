//! What happened in the periods of a report.

use cxpress_diagnostic::Diagnostics;
use cxpress_report::Event;

use super::named;
use crate::schema::Schema;
use crate::timeline::Timeline;

/// The events of the periods, until the end of what is known.
pub(crate) fn events(
    happened: &[cxpress_document::events::Event],
    schema: &Schema<'_>,
    timeline: &Timeline,
    diagnostics: &mut Diagnostics,
) -> Vec<Event> {
    const NOTE: &str = "the event marks the other charts only";
    let mut events = Vec::new();
    for event in happened {
        let found = event
            .figures
            .iter()
            .filter_map(|name| named::question(schema, name, NOTE, diagnostics));
        let found: Vec<usize> = found.collect();
        let mut spans = timeline.spans.iter();
        let period = spans.position(|span| span.first <= event.date && event.date <= span.known);
        events.extend(period.map(|period| Event {
            date: event.date,
            period,
            label: event.label.clone(),
            figures: (!event.figures.is_empty()).then_some(found),
        }));
    }
    events
}
