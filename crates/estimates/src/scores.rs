//! Answers on a scale: the share of good ones or their mean, whichever a question asks for.

use cxpress_metric::{
    Absence, Difference, Figure, Part, Question, ScaleBounds, ScoreShare, Scores, Shape, Statistic, Summary,
    Unit,
};

use crate::share;

/// The share of good answers or the mean, whichever is the question's headline, with the other beside it.
#[must_use]
pub fn evaluate(summary: &Summary, question: &Question, good: impl Fn(i32) -> bool + Copy) -> Figure {
    let unit = unit(question);
    let Some(scores) = summary.scores().filter(|scores| scores.n() > 0) else {
        return Figure::absent(Absence::NoData, unit);
    };
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 5));
    let top = share::reading(scores, good);
    let mean = share::mean_reading(scores, (f64::from(scale.low), f64::from(scale.high)));
    let (headline, part) = match question.statistic {
        Statistic::TopBox => (
            top,
            Part {
                id: "mean",
                unit: Unit::Mean,
                reading: mean,
            },
        ),
        Statistic::Mean => (
            mean,
            Part {
                id: "top-box",
                unit: Unit::Percent,
                reading: top,
            },
        ),
    };
    Figure {
        headline,
        unit,
        parts: vec![part],
        shape: distribution(scores),
    }
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
        Statistic::Mean => share::mean_difference(before, after),
    }
}

const fn unit(question: &Question) -> Unit {
    match question.statistic {
        Statistic::TopBox => Unit::Percent,
        Statistic::Mean => Unit::Mean,
    }
}

/// How many gave each score of those that occur, with weighted shares.
#[must_use]
pub fn distribution(scores: &Scores) -> Shape {
    let total = scores.weight();
    let shares = scores.cells().map(|cell| ScoreShare {
        score: cell.score,
        n: cell.n,
        share: cell.weight / total,
    });
    Shape::Distribution(shares.collect())
}
