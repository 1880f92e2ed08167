//! The questions about the journey, asked after the others since January 2026: what customers expected, and
//! how they felt. They follow from the answers that were there before, so that an effect planted in those
//! shows here as well.

use super::plan::{self, Month, Question};
use super::random::Random;
use super::response::{Answer, Response};

/// A question that was added.
#[derive(Clone, Copy)]
pub(crate) struct Added {
    /// Its column.
    pub(crate) column: &'static str,
    /// The question whose answer it follows from.
    after: Question,
    /// The answers of customers who were not content with the matter, and of those who were.
    answers: [&'static [(i32, f64)]; 2],
}

const FELT_BADLY: &[(i32, f64)] = &[(-2, 0.25), (-1, 0.45), (0, 0.30)];
const FELT_WELL: &[(i32, f64)] = &[(0, 0.25), (1, 0.45), (2, 0.30)];
/// Compared with what was promised: 1 is much worse, 3 as promised, 5 much better.
const WORSE: &[(i32, f64)] = &[(1, 0.35), (2, 0.45), (3, 0.20)];
const BETTER: &[(i32, f64)] = &[(3, 0.50), (4, 0.35), (5, 0.15)];
/// How easy customers expected it to be, whatever it came to.
const HOPED: &[(i32, f64)] = &[(5, 0.30), (6, 0.40), (7, 0.30)];

const fn felt(column: &'static str, after: Question) -> Added {
    let answers = [FELT_BADLY, FELT_WELL];
    Added {
        column,
        after,
        answers,
    }
}

/// All of them, in the order of their columns.
pub(crate) const ADDED: [Added; 7] = [
    Added {
        column: "delivery_promise",
        after: Question::Delivery,
        answers: [WORSE, BETTER],
    },
    felt("felt_website", Question::Website),
    felt("felt_delivery", Question::Delivery),
    felt("felt_store", Question::Store),
    felt("felt_help", Question::Effort),
    felt("felt_returns", Question::Returns),
    Added {
        column: "effort_expected",
        after: Question::Effort,
        answers: [HOPED, HOPED],
    },
];

/// What a response says to the questions that were added; nothing before they were.
pub(crate) fn answers(seed: u64, month: Month, number: usize, response: &Response) -> Vec<Answer> {
    if month < plan::JOURNEY_ASKED {
        return Vec::new();
    }
    let mut random = Random::stream(seed, "journey", month.index() * 10_000 + number);
    let answer = |added: &Added| match response.answers[added.after as usize] {
        Answer::DoesNotApply => Answer::DoesNotApply,
        Answer::Blank => Answer::Blank,
        Answer::Score(_) if random.chance(plan::BLANK) => Answer::Blank,
        Answer::Score(score) => {
            Answer::Score(random.weighted(added.answers[usize::from(is_content(added.after, score))]))
        }
    };
    ADDED.iter().map(answer).collect()
}

fn is_content(question: Question, score: i32) -> bool {
    score >= if question == Question::Effort { 5 } else { 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one() {
        for scores in ADDED.iter().flat_map(|added| added.answers) {
            let whole: f64 = scores.iter().map(|(_, share)| share).sum();
            assert!((whole - 1.0).abs() < 1e-9);
        }
    }
}
