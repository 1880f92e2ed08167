//! The test that every metric has to pass.
//!
//! With random data from a seed: any split of the records merged equals the whole; order does not matter; what
//! is merged can be taken out again; nothing gives "no data", never 0 or NaN; every value is finite and lies in
//! its own interval and limits; the difference of a thing with itself holds zero; explanations are there.

use crate::{
    Absence, Answer, Batch, Calendar, Difference, Evidence, Figure, Input, Instant, Measured, Metric,
    Missing, PeriodId, Question, Reading, ScaleBounds, Summary, TicketColumns, Weight,
};

const ROUNDS: u64 = 60;
const PERIODS: i32 = 3;
const PERIOD_SECONDS: i64 = 30 * 86_400;

/// Runs all laws on a metric with a question it accepts. `Err` names the law that is broken, and how.
///
/// # Errors
/// The first broken law.
pub fn check(metric: &dyn Metric, question: &Question) -> Result<(), String> {
    declares_itself(metric)?;
    nothing_gives_no_data(metric, question)?;
    for seed in 0..ROUNDS {
        let records = Records::random(metric, question, seed);
        let weighted = seed % 2 == 1 && metric.spec().input == Input::Answers;
        splits_merge_to_the_whole(metric, question, &records, weighted)?;
        let summaries = records.summaries(metric, question, 0..records.len(), weighted);
        figures_are_sound(metric, question, &summaries)?;
        differences_are_sound(metric, question, &summaries)?;
    }
    Ok(())
}

fn law(holds: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}

fn declares_itself(metric: &dyn Metric) -> Result<(), String> {
    let spec = metric.spec();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    law(!spec.id.is_empty() && spec.id.chars().all(plain), || {
        format!("the id `{}` is not in lower case and hyphens", spec.id)
    })?;
    law(spec.definition > 0, || "definition versions start at 1".into())?;
    law(
        spec.explanation.iter().any(|(language, _)| *language == "en"),
        || "no English explanation".into(),
    )?;
    law(
        spec.explanation.iter().all(|(_, text)| text.trim().len() > 200),
        || "an explanation says what it is, how it is computed, how to read it and how it misleads".into(),
    )
}

fn nothing_gives_no_data(metric: &dyn Metric, question: &Question) -> Result<(), String> {
    for weighted in [false, true] {
        let empty = Summary::empty(metric.spec().kind, weighted);
        let figure = metric.evaluate(Evidence::of(&empty), question);
        law(figure.headline == Reading::Absent(Absence::NoData), || {
            format!("nothing gives {:?}, not `NoData`", figure.headline)
        })?;
        law(metric.difference(&empty, &empty, question).is_none(), || {
            "two empty sides have a difference".into()
        })?;
    }
    Ok(())
}

fn splits_merge_to_the_whole(
    metric: &dyn Metric,
    question: &Question,
    records: &Records,
    weighted: bool,
) -> Result<(), String> {
    let whole = records.summaries(metric, question, 0..records.len(), weighted);
    let cut = records.len() / 3;
    let first = records.summaries(metric, question, 0..cut, weighted);
    let second = records.summaries(metric, question, cut..records.len(), weighted);
    for (((all, a), b), period) in whole.iter().zip(&first).zip(&second).zip(0..) {
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(b);
        ba.merge(a);
        law(ab.n() == all.n() && ab == ba, || {
            format!("period {period}: merging depends on the order")
        })?;
        let figures = [all, &ab, &ba].map(|summary| metric.evaluate(Evidence::of(summary), question));
        law(figures[0] == figures[1] && figures[1] == figures[2], || {
            format!("period {period}: a split merged is not the whole")
        })?;
        let back = metric.evaluate(Evidence::of(&ab.without(b)), question);
        law(back == metric.evaluate(Evidence::of(a), question), || {
            format!("period {period}: a part taken out leaves something else")
        })?;
    }
    Ok(())
}

fn figures_are_sound(metric: &dyn Metric, question: &Question, summaries: &[Summary]) -> Result<(), String> {
    for summary in summaries {
        let figure = metric.evaluate(
            Evidence {
                summary,
                earlier: Some(&summaries[0]),
            },
            question,
        );
        let again = metric.evaluate(
            Evidence {
                summary,
                earlier: Some(&summaries[0]),
            },
            question,
        );
        law(figure == again, || {
            "the same evidence gives another figure".into()
        })?;
        let judged = metric.spec().judged;
        law(
            figure.headline.estimate().is_none() || figure.reading(judged).is_some(),
            || format!("the judged part `{}` is missing", judged.unwrap_or("headline")),
        )?;
        readings(&figure).try_for_each(|(name, reading)| reading_is_sound(name, reading))?;
    }
    Ok(())
}

fn readings(figure: &Figure) -> impl Iterator<Item = (&'static str, &Reading)> {
    let parts = figure.parts.iter().map(|part| (part.id, &part.reading));
    std::iter::once(("headline", &figure.headline)).chain(parts)
}

fn reading_is_sound(name: &str, reading: &Reading) -> Result<(), String> {
    let Reading::Value(estimate) = reading else {
        return Ok(());
    };
    let within = estimate.interval.is_none_or(|interval| {
        interval.low <= estimate.value + 1e-9
            && interval.high.is_none_or(|high| estimate.value <= high + 1e-9)
    });
    law(
        estimate.value.is_finite() && estimate.effective.is_finite(),
        || format!("{name} is not a number"),
    )?;
    law(within, || {
        format!("{name}: {} lies outside {:?}", estimate.value, estimate.interval)
    })?;
    let (low, high) = estimate.limits;
    law((low - 1e-9..=high + 1e-9).contains(&estimate.value), || {
        format!(
            "{name}: {} lies outside its limits {low} … {high}",
            estimate.value
        )
    })
}

fn differences_are_sound(
    metric: &dyn Metric,
    question: &Question,
    summaries: &[Summary],
) -> Result<(), String> {
    for (before, after) in summaries.iter().zip(&summaries[1..]) {
        let Some(there) = metric.difference(before, after, question) else {
            continue;
        };
        let Some(back) = metric.difference(after, before, question) else {
            return Err("a difference exists one way only".into());
        };
        let [old, new] = [before, after].map(|summary| judged(metric, question, summary));
        law(
            old.zip(new)
                .is_some_and(|(old, new)| (new - old - there.point).abs() < 1e-9),
            || "a difference is not that of the judged values".into(),
        )?;
        law((there.point + back.point).abs() < 1e-9, || {
            "the difference is not antisymmetric".into()
        })?;
        let narrow = ends_hold(&there, 0.5)?;
        let wide = ends_hold(&there, 1.96)?;
        law(wide.0 <= narrow.0 + 1e-9 && narrow.1 <= wide.1 + 1e-9, || {
            "an interval narrows as the critical value rises".into()
        })?;
        let none = metric.difference(after, after, question);
        let same = none.and_then(|none| none.at(1.96).map(|ends| (none.point, ends)));
        law(
            same.is_some_and(|(point, (low, high))| point == 0.0 && low <= 0.0 && 0.0 <= high),
            || "a thing differs from itself".into(),
        )?;
    }
    Ok(())
}

fn judged(metric: &dyn Metric, question: &Question, summary: &Summary) -> Option<f64> {
    let figure = metric.evaluate(Evidence::of(summary), question);
    figure
        .reading(metric.spec().judged)?
        .estimate()
        .map(|estimate| estimate.value)
}

/// The ends of an interval, which must hold the point.
fn ends_hold(difference: &Difference, z: f64) -> Result<(f64, f64), String> {
    let (low, high) = difference.at(z).ok_or("a difference without an interval")?;
    let point = difference.point;
    law(low <= point + 1e-9 && point <= high + 1e-9, || {
        format!("{point} lies outside {low} … {high}")
    })?;
    Ok((low, high))
}

/// Random records of either kind, as columns.
struct Records {
    calendar: Calendar,
    periods: Vec<PeriodId>,
    answers: Vec<Answer>,
    weights: Vec<Weight>,
    created: Vec<Instant>,
    first_response: Vec<Option<Instant>>,
    solved: Vec<Option<Instant>>,
    due: Vec<Option<Instant>>,
}

impl Records {
    fn random(metric: &dyn Metric, question: &Question, seed: u64) -> Self {
        let mut random = Random(seed);
        let starts = (0..=PERIODS)
            .map(|index| Instant(i64::from(index) * PERIOD_SECONDS))
            .collect();
        let mut records = Self {
            calendar: Calendar::new(PeriodId(0), starts),
            periods: Vec::new(),
            answers: Vec::new(),
            weights: Vec::new(),
            created: Vec::new(),
            first_response: Vec::new(),
            solved: Vec::new(),
            due: Vec::new(),
        };
        let rows = [3, 12, 60, 400][usize::try_from(seed % 4).unwrap_or(0)];
        for _ in 0..rows {
            match metric.spec().input {
                Input::Answers => records.add_answer(question.scale, &mut random),
                Input::Tickets => records.add_ticket(&mut random),
            }
        }
        records
    }

    fn len(&self) -> usize {
        self.periods.len()
    }

    fn add_answer(&mut self, scale: Option<ScaleBounds>, random: &mut Random) {
        let scale = scale.unwrap_or(ScaleBounds::new(0, 10));
        self.periods.push(PeriodId(random.below(PERIODS.into()) as i32));
        self.weights
            .push(Weight::new(random.below(40) as f64 / 10.0).unwrap_or(Weight::ONE));
        self.answers.push(match random.below(10) {
            0 => Answer::Missing(Missing::ALL[random.below(4) as usize]),
            1 => Answer::Rejected,
            _ => Answer::Score(scale.low + random.below(scale.points().into()) as i32),
        });
    }

    fn add_ticket(&mut self, random: &mut Random) {
        let created = random.below(i64::from(PERIODS) * PERIOD_SECONDS);
        let mut later = |chance: i64, span: i64| {
            let happens = random.below(10) < chance;
            happens.then(|| Instant(created + random.below(span)))
        };
        self.first_response.push(later(9, 86_400));
        self.solved.push(later(7, 40 * 86_400));
        self.due.push(later(8, 20 * 86_400));
        self.created.push(Instant(created));
        self.periods.push(PeriodId((created / PERIOD_SECONDS) as i32));
        self.weights.push(Weight::ONE);
    }

    /// One summary a period of the rows in `range`.
    fn summaries(
        &self,
        metric: &dyn Metric,
        question: &Question,
        range: std::ops::Range<usize>,
        weighted: bool,
    ) -> Vec<Summary> {
        let answers = if self.answers.is_empty() {
            &[][..]
        } else {
            &self.answers[range.clone()]
        };
        let tickets = if self.created.is_empty() {
            TicketColumns::default()
        } else {
            TicketColumns {
                created: &self.created[range.clone()],
                first_response: &self.first_response[range.clone()],
                solved: &self.solved[range.clone()],
                due: &self.due[range.clone()],
            }
        };
        let periods = &self.periods[range.clone()];
        let batch = Batch {
            periods,
            answers,
            tickets,
            calendar: &self.calendar,
        };
        let mut measured = Measured::default();
        metric.measure(&batch, question, &mut measured);
        let empty = Summary::empty(metric.spec().kind, weighted);
        let mut summaries = vec![empty; usize::try_from(PERIODS).unwrap_or(0)];
        for entry in measured.entries() {
            let weight = self.weights[range.start + entry.row as usize];
            if let Some(summary) = usize::try_from(entry.period.0)
                .ok()
                .and_then(|period| summaries.get_mut(period))
            {
                summary.add(entry.value, weight);
            }
        }
        summaries
    }
}

/// `SplitMix64` (Steele, Lea, Flood 2014): enough chance for a law, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 1) as i64 % bound.max(1)
    }
}
