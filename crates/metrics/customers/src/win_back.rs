//! Lost customers who came back after they were contacted.

use cxpress_estimates::rate::Rate;
use cxpress_estimates::waiting::DAY;
use cxpress_estimates::{count, window};
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Instant, Kind, Lens, Measured, Metric, MetricSpec, Question,
    SummaryKind, Unit, Value,
};

use crate::tenure;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Customers,
        "win-back",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.lens = Lens::Perception;
    spec.needs = &[Field::Lost, Field::Contacted, Field::Returned];
    spec.within = Some(90 * DAY);
    spec.words = &[
        ("en", include_str!("win_back.en.ftl")),
        ("de", include_str!("win_back.de.ftl")),
        window::WORDS[0],
        window::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("win_back.en.md")),
        ("de", include_str!("win_back.de.md")),
    ];
    spec
};

/// Lost in the period, and contacted before its end.
const CONTACTED: u8 = window::FREE;
/// Lost in the period, and not contacted before its end.
const NOT_CONTACTED: u8 = window::FREE + 1;

/// Win-back: of the lost customers who were contacted in the period, the share that came back within the
/// window (`within:`, 90 days by default). Customers whose window is not over at the end of the period are
/// left out, and counted as such. How many of those lost in the period were contacted at all stands beside
/// it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WinBack;

/// When a customer was lost, contacted after that, and came back after that.
struct Loss {
    lost: Instant,
    /// Only if it was after the loss, and not after a return.
    contacted: Option<Instant>,
    returned: Option<Instant>,
}

impl Loss {
    fn of(batch: &Batch<'_>, row: usize) -> Option<Self> {
        let at = |field| batch.fields.time(field).at(row);
        let lost = at(Field::Lost)?;
        let returned = at(Field::Returned).filter(|returned| lost <= *returned);
        let in_time = |contacted: &Instant| returned.is_none_or(|returned| *contacted <= returned);
        let contacted = at(Field::Contacted).filter(|contacted| lost <= *contacted);
        Some(Self {
            lost,
            contacted: contacted.filter(in_time),
            returned,
        })
    }
}

impl Metric for WinBack {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let loss = |row| Loss::of(batch, row);
        let contacted = |row| loss(row)?.contacted;
        let came_back =
            |row, start| loss(row).is_some_and(|loss| window::holds(loss.returned, start, window));
        window::measure(batch, window, contacted, came_back, out);
        for row in 0..batch.created.len() {
            let Some(loss) = loss(row) else { continue };
            let Some(period) = tenure::period(batch, loss.lost) else {
                continue;
            };
            let seen = batch.calendar.seen_at(period);
            let known = loss.contacted.filter(|contacted| Some(*contacted) < seen);
            let category = if known.is_some() { CONTACTED } else { NOT_CONTACTED };
            out.push(row, period, Value::Category(category));
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let mut figure = window::evaluate(evidence.summary, "won-back", "stayed-away");
        if let Some(counts) = evidence.summary.categories().filter(|counts| counts.n() > 0) {
            let contacted = counts.count(CONTACTED);
            let lost = contacted + counts.count(NOT_CONTACTED);
            figure.parts.push(count("lost", lost, lost));
            figure.parts.push(Rate::of(contacted, lost).named("coverage"));
        }
        figure
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

    fn question() -> Question {
        Question::new("back", "win-back").with_within(20)
    }

    #[test]
    fn a_return_counts_within_the_window_after_the_contact() {
        let figures = Records::of(&[Field::Lost, Field::Contacted, Field::Returned], 2)
            .with(0, [Some(10), Some(20), Some(40)])
            .with(0, [Some(10), Some(20), Some(41)])
            .with(0, [Some(10), Some(20), None])
            .with(0, [Some(10), Some(90), Some(95)])
            .with(0, [Some(10), Some(130), Some(140)])
            .with(0, [Some(10), Some(60), Some(50)])
            .with(0, [Some(10), Some(5), None])
            .with(0, [None, Some(5), None])
            .figures(&WinBack, &question());
        let parts = ["won-back", "stayed-away", "window-open", "lost"];
        let found: Vec<_> = figures
            .iter()
            .map(|figure| parts.map(|part| figure.value(Some(part)).expect("a value")))
            .collect();
        assert_eq!(found, [[1.0, 2.0, 1.0, 7.0], [1.0, 0.0, 0.0, 0.0]]);
        let coverage = figures[0].value(Some("coverage")).expect("a rate");
        assert!((coverage - 400.0 / 7.0).abs() < 1e-9, "{coverage}");
        assert_eq!(figures[1].value(Some("coverage")), None);
    }

    #[test]
    fn laws_hold() {
        laws::check(&WinBack, &Question::new("back", "win-back")).unwrap();
    }
}
