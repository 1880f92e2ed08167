//! The share of invitations that were followed.

use cxpress_estimates::rate::Rate;
use cxpress_estimates::waiting::DAY;
use cxpress_estimates::{count, window};
use cxpress_metric::{
    Absence, Batch, Categories, Column, Difference, Evidence, Field, Figure, Instant, Kind, Lens, Measured,
    Metric, MetricSpec, Part, Question, Reading, SummaryKind, Unit, Value,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Outreach,
        "response-rate",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.lens = Lens::Experience;
    spec.needs = &[Field::Completed];
    spec.within = Some(14 * DAY);
    spec.words = &[
        ("en", include_str!("response_rate.en.ftl")),
        ("de", include_str!("response_rate.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("response_rate.en.md")),
        ("de", include_str!("response_rate.de.md")),
    ];
    spec
};

/// Response rate: of the invitations sent in the period that were delivered, the share completed within the
/// window (`within:`, 14 days by default). Where a source does not say which were delivered, of all that were
/// sent. Invitations whose window is not over at the end of the period are left out, and counted as such.
///
/// The steps on the way stand beside it. Whoever reached a step has passed those before it: mail readers
/// often hide that a message was opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResponseRate;

/// The steps after sending.
const STEPS: [Field; 4] = [Field::Delivered, Field::Opened, Field::Started, Field::Completed];
const DELIVERED: usize = 0;
const COMPLETED: usize = 3;
/// The parts: how many came to each step, and which share of those who came to the step before.
const PARTS: [(&str, &str); 4] = [
    ("delivered", "delivered-rate"),
    ("opened", "opened-rate"),
    ("started", "started-rate"),
    ("completed", "completed-rate"),
];

/// How far an invitation came, and what can be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    /// Which of the steps the source has a column for.
    known: [bool; 4],
    /// How many of the steps were reached, 0 … 4.
    reached: u8,
}

/// The category of invitations whose window is not over; those before it are ways.
const PENDING: u8 = 16 * 5;

impl Way {
    fn of(columns: &[Column<'_, Instant>; 4], row: usize, sent: Instant, window: i64) -> Self {
        let came_to = |step: &Column<'_, Instant>| window::holds(step.at(row), sent, window);
        let furthest = (1..).zip(columns).filter(|(_, step)| came_to(step)).last();
        Self {
            known: columns.map(Column::is_there),
            reached: furthest.map_or(0, |(reached, _)| reached),
        }
    }

    fn category(self) -> u8 {
        let known = self
            .known
            .iter()
            .fold(0, |bits, known| 2 * bits + u8::from(*known));
        5 * known + self.reached
    }

    fn all() -> impl Iterator<Item = Self> {
        (0..PENDING).map(|category| Self {
            known: [8, 4, 2, 1].map(|bit| (category / 5) & bit != 0),
            reached: category % 5,
        })
    }

    fn came_to(self, step: usize) -> bool {
        usize::from(self.reached) > step
    }

    /// Whether it came to the last known step before `step`; where none is known, it was sent.
    fn came_before(self, step: usize) -> bool {
        let before = (0..step).rev().find(|before| self.known[*before]);
        before.is_none_or(|before| self.came_to(before))
    }
}

/// How many invitations came a way that passes `test`.
fn number(invitations: &Categories, test: impl Fn(Way) -> bool) -> u64 {
    let ways = Way::all().filter(|way| test(*way));
    ways.map(|way| invitations.count(way.category())).sum()
}

/// Completed of those delivered, or sent where that is not known.
fn rate(invitations: &Categories) -> Rate {
    let arrived = |way: Way| !way.known[DELIVERED] || way.came_to(DELIVERED);
    Rate::of(
        number(invitations, |way| way.came_to(COMPLETED)),
        number(invitations, arrived),
    )
}

/// How many came to a step, and their share of those who came to the one before; nothing where no source
/// knows it.
fn step(invitations: &Categories, step: usize) -> [Part; 2] {
    let (id, rate_id) = PARTS[step];
    let base = number(invitations, |way| way.known[step]);
    let reached = number(invitations, |way| way.known[step] && way.came_to(step));
    let before = number(invitations, |way| way.known[step] && way.came_before(step));
    let mut part = count(id, reached, base);
    if base == 0 {
        part.reading = Reading::Absent(Absence::NoData);
    }
    [part, Rate::of(reached, before).named(rate_id)]
}

impl Metric for ResponseRate {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let columns = STEPS.map(|step| batch.fields.time(step));
        for (row, sent) in batch.created.iter().enumerate() {
            let Some((period, over)) = window::place(batch.calendar, *sent, window) else {
                continue;
            };
            let category = if over {
                Way::of(&columns, row, *sent, window).category()
            } else {
                PENDING
            };
            out.push(row, period, Value::Category(category));
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(invitations) = evidence.summary.categories().filter(|counts| counts.n() > 0) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let pending = invitations.count(PENDING);
        let sent = invitations.n() - pending;
        let mut parts = vec![count("sent", sent, sent)];
        parts.extend((0..STEPS.len()).flat_map(|at| step(invitations, at)));
        parts.push(count("window-open", pending, invitations.n()));
        Figure::new(rate(invitations).reading(), Unit::Percent).with_parts(parts)
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        rate(before.summary.categories()?).difference(rate(after.summary.categories()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    fn question() -> Question {
        Question::new("response", "response-rate").with_within(50)
    }

    fn values<const N: usize>(figure: &Figure, parts: [&str; N]) -> [Option<f64>; N] {
        parts.map(|part| figure.value(Some(part)))
    }

    #[test]
    fn every_way_has_its_category() {
        let found: Vec<u8> = Way::all().map(Way::category).collect();
        assert_eq!(found, (0..PENDING).collect::<Vec<u8>>());
    }

    #[test]
    fn the_funnel_narrows_from_step_to_step() {
        let figures = Records::of(&STEPS, 1)
            .with(10, [None, None, None, None])
            .with(10, [Some(11), None, None, None])
            .with(10, [Some(11), Some(20), None, None])
            .with(10, [Some(11), Some(20), Some(21), None])
            .with(10, [Some(11), Some(20), Some(21), Some(60)])
            .with(10, [Some(11), Some(20), Some(21), Some(61)])
            .with(10, [Some(11), None, None, Some(22)])
            .with(10, [None, None, Some(22), Some(23)])
            .with(60, [Some(61), Some(62), Some(63), Some(64)])
            .figures(&ResponseRate, &question());
        let counts = [
            "sent",
            "delivered",
            "opened",
            "started",
            "completed",
            "window-open",
        ];
        assert_eq!(
            values(&figures[0], counts),
            [8.0, 7.0, 6.0, 5.0, 3.0, 1.0].map(Some)
        );
        let rates = ["delivered-rate", "opened-rate", "started-rate", "completed-rate"];
        let expected = [(7, 8), (6, 7), (5, 6), (3, 5)].map(|(part, whole)| Rate::of(part, whole).reading());
        let found = rates.map(|part| *figures[0].reading(Some(part)).expect("a part"));
        assert_eq!(found, expected);
        assert_eq!(figures[0].headline, Rate::of(3, 7).reading());
    }

    #[test]
    fn without_a_column_of_deliveries_all_that_were_sent_are_the_base() {
        let figures = Records::of(&[Field::Started, Field::Completed], 1)
            .with(10, [None, None])
            .with(10, [Some(20), None])
            .with(10, [Some(20), Some(30)])
            .with(10, [None, Some(30)])
            .figures(&ResponseRate, &question());
        assert_eq!(figures[0].value(None), Some(50.0));
        assert_eq!(
            values(&figures[0], ["delivered", "opened", "started", "completed"]),
            [None, None, Some(3.0), Some(2.0)]
        );
        assert_eq!(
            values(&figures[0], ["opened-rate", "started-rate"]),
            [None, Some(75.0)]
        );
    }

    #[test]
    fn laws_hold() {
        laws::check(&ResponseRate, &Question::new("response", "response-rate")).unwrap();
    }
}
