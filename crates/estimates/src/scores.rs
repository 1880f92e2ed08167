//! Answers on a scale: the share of good ones or their mean, whichever a question asks for.

use cxpress_metric::{
    Absence, Difference, Figure, Part, Question, Reading, ScaleBounds, ScoreShare, Scores, Shape, Statistic,
    Summary, Tone, Unit,
};

use crate::share;

/// The words for its parts, by language: for [`cxpress_metric::MetricSpec::words`].
pub const WORDS: [(&str, &str); 2] = [
    ("en", include_str!("scores.en.ftl")),
    ("de", include_str!("scores.de.ftl")),
];

/// A figure of answers: what `read` takes from them as headline and parts, with their distribution; *no data* without
/// answers.
#[must_use]
pub fn figure(summary: &Summary, unit: Unit, read: impl FnOnce(&Scores) -> (Reading, Vec<Part>)) -> Figure {
    grouped(summary, unit, |_| None, read)
}

/// The figure of answers that are in groups, each with a part of its own.
#[must_use]
pub fn grouped(
    summary: &Summary,
    unit: Unit,
    group: impl Fn(i32) -> Option<Tone>,
    read: impl FnOnce(&Scores) -> (Reading, Vec<Part>),
) -> Figure {
    let Some(scores) = summary.scores().filter(|scores| scores.n() > 0) else {
        return Figure::absent(Absence::NoData, unit);
    };
    let (headline, parts) = read(scores);
    Figure::new(headline, unit)
        .with_parts(parts)
        .with_shape(distribution(scores, group))
}

/// The share of good answers or the mean, whichever is the question's headline, with the other beside it.
#[must_use]
pub fn evaluate(summary: &Summary, question: &Question, good: impl Fn(i32) -> bool + Copy) -> Figure {
    let is_share = question.statistic == Statistic::TopBox;
    let counted = |score| (is_share && good(score)).then_some(Tone::Counted);
    grouped(summary, unit(question), counted, |scores| {
        let top = share::reading(scores, good);
        let mean = share::mean_reading(scores, ends(question));
        let part = |id, unit, reading| vec![Part::new(id, unit, reading)];
        match question.statistic {
            Statistic::TopBox => (top, part("mean", Unit::Mean, mean)),
            Statistic::Mean => (mean, part("top-box", Unit::Percent, top)),
        }
    })
}

/// The difference of what [`evaluate`] has as headline.
#[must_use]
pub fn difference(
    before: &Summary,
    after: &Summary,
    question: &Question,
    good: impl Fn(i32) -> bool + Copy,
) -> Option<Difference> {
    match question.statistic {
        Statistic::TopBox => share::difference(before, after, good),
        Statistic::Mean => share::mean_difference(before, after, ends(question)),
    }
}

/// The ends of the scale of a question.
fn ends(question: &Question) -> (f64, f64) {
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 5));
    (f64::from(scale.low), f64::from(scale.high))
}

const fn unit(question: &Question) -> Unit {
    match question.statistic {
        Statistic::TopBox => Unit::Percent,
        Statistic::Mean => Unit::Mean,
    }
}

/// How many gave each score of those that occur, with weighted shares.
fn distribution(scores: &Scores, group: impl Fn(i32) -> Option<Tone>) -> Shape {
    let total = scores.weight();
    let shares = scores.cells().map(|cell| {
        let share = ScoreShare::new(cell.score, Some(cell.n), cell.weight / total);
        share.in_group(group(cell.score))
    });
    Shape::Distribution(shares.collect())
}
