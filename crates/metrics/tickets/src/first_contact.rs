//! First contact resolution.

use cxpress_estimates::waiting::DAY;
use cxpress_estimates::window;
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Quality, Question,
    SummaryKind, Unit,
};

use crate::first_solved_of;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Tickets,
        "first-contact",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.quality = Some(Quality::Effectiveness);
    spec.definition = 2;
    spec.needs = &[Field::Solved, Field::Contacts];
    spec.within = Some(7 * DAY);
    spec.words = &[
        ("en", include_str!("first_contact.en.ftl")),
        ("de", include_str!("first_contact.de.ftl")),
        window::WORDS[0],
        window::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("first_contact.en.md")),
        ("de", include_str!("first_contact.de.md")),
    ];
    spec
};

/// First contact resolution: of the tickets solved in the period, the share that took one contact and was
/// neither reopened nor followed by another ticket of the same customer, created within the window after it was solved
/// (`within:`, 7 days by default). Where an export says how often a ticket was opened again, one that was at all is not
/// among them. Tickets whose window is not over at the end of the period are left out, and counted as such.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstContact;

impl Metric for FirstContact {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let [contacts, reopens] = [Field::Contacts, Field::Reopens].map(|field| batch.fields.number(field));
        let later = [Field::Reopened, Field::Again].map(|field| batch.fields.time(field));
        let known = first_solved_of(batch);
        let start = |row| known(row).filter(|_| contacts.at(row).is_some());
        let happened = |row, start| {
            let again = later
                .iter()
                .any(|time| window::holds(time.at(row), start, window));
            let often = reopens.at(row).is_some_and(|reopens| reopens > 0);
            contacts.at(row).is_some_and(|contacts| contacts <= 1) && !again && !often
        };
        window::measure(batch, window, start, happened, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        window::evaluate(evidence.summary, "at-first-contact", "later")
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        window::difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    #[test]
    fn one_contact_and_nothing_after_it() {
        let question = Question::new("first", "first-contact").with_within(20);
        let fields = [
            Field::Solved,
            Field::Contacts,
            Field::Reopened,
            Field::Again,
            Field::Reopens,
        ];
        let figures = Records::of(&fields, 1)
            .with(5, [Some(10), Some(1), None, None, None])
            .with(5, [Some(10), Some(2), None, None, None])
            .with(5, [Some(10), None, None, None, None])
            .with(5, [Some(10), Some(1), Some(30), None, None])
            .with(5, [Some(10), Some(1), None, Some(12), Some(0)])
            .with(5, [Some(10), Some(1), None, Some(31), Some(0)])
            .with(5, [Some(10), Some(1), None, None, Some(2)])
            .figures(&FirstContact, &question);
        let found = ["at-first-contact", "later", "window-open"].map(|part| figures[0].value(Some(part)));
        assert_eq!(found, [Some(2.0), Some(4.0), Some(0.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&FirstContact, &Question::new("first", "first-contact")).unwrap();
    }
}
