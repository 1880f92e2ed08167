//! What is true of the figures whose levels no formula of the plan gives: those that follow from several
//! answers, from words, or from records. Their true values are the means of many histories, none of them the
//! sample's.

use std::sync::LazyLock;

use cxpress_core::config::{self, QuestionConfig};
use cxpress_voice::codebook::{Codebook, Theme};
use cxpress_voice::sentiment::Sentiment;

use super::plan::{self, Month};
use super::response::Answer;
use super::survey::{self, Row, Seeds};
use super::{orders, reviews, tickets};

/// A figure in which something is planted, or in which something shows that is planted elsewhere.
pub(crate) struct Figure {
    /// Its name.
    pub(crate) id: &'static str,
    /// Its unit.
    pub(crate) unit: &'static str,
    /// Whether more is better.
    pub(crate) higher_is_better: bool,
    /// The months from which it is otherwise, in order, with what the reader should understand.
    pub(crate) turns: &'static [(Month, &'static str)],
    /// The slices in which it moves with its total.
    pub(crate) also: &'static str,
    /// The first month that has it.
    pub(crate) since: Month,
    /// Whether its records of one day are taken to be alike, which makes it harder to find a change.
    pub(crate) by_day: bool,
}

impl Figure {
    /// How many of its turns there have been. Months with the same number have the same true value.
    pub(crate) fn state(&self, month: Month) -> usize {
        self.turns.iter().filter(|(from, _)| *from <= month).count()
    }

    const fn new(id: &'static str, unit: &'static str, turns: &'static [(Month, &'static str)]) -> Self {
        Self {
            id,
            unit,
            higher_is_better: true,
            turns,
            also: "[]",
            since: plan::FIRST,
            by_day: false,
        }
    }

    const fn lower_is_better(mut self) -> Self {
        self.higher_is_better = false;
        self
    }

    const fn also(mut self, slices: &'static str) -> Self {
        self.also = slices;
        self
    }

    const fn by_day(mut self) -> Self {
        self.by_day = true;
        self
    }
}

/// The true value of a figure in a month, and how far single histories are from it: their standard deviation.
#[derive(Clone, Copy)]
pub(crate) struct Level {
    pub(crate) value: f64,
    pub(crate) deviation: f64,
}

/// Figures that one history of a source gives together.
pub(crate) struct Source {
    /// The figures.
    pub(crate) figures: &'static [Figure],
    /// Their values in the history of a seed, in the same order.
    measure: fn(u64, Month) -> Vec<f64>,
}

impl Source {
    /// The levels of all figures in a month.
    pub(crate) fn levels(&self, month: Month) -> Vec<Level> {
        let histories: Vec<_> = (0..HISTORIES)
            .map(|number| (self.measure)(FIRST_HISTORY + number, month))
            .collect();
        let level = |at: usize| {
            let values = histories.iter().map(|values| values[at]);
            let count = HISTORIES as f64;
            let value = values.clone().sum::<f64>() / count;
            let squares: f64 = values.map(|one| (one - value).powi(2)).sum();
            let deviation = (squares / (count - 1.0)).sqrt();
            Level { value, deviation }
        };
        (0..self.figures.len()).map(level).collect()
    }
}

/// How many histories there are, and the seed of the first: far from those that the search for seeds looks
/// at.
const HISTORIES: u64 = 100;
const FIRST_HISTORY: u64 = 1_000_000;

const EVERY_GROUP: &str = "[channel=*, segment=*, region=*]";
const CHAT: &str = "[channel=chat, segment=*, region=*]";

const DELIVERY: &str = "Deliveries are better since August, in every slice alike, and it stays so.";
const HELP: &str = "Getting help became harder in chat alone; no other channel changed.";
const SILENT: &str = "In June store customers were hardly heard and callers more than usual.";
const HEARD: &str = "The channels are heard in their usual shares again.";
const WAITING: &str = "More customers write that they still wait, since nobody solves in the evening.";
const BACK_EARLY: &str = "Who comes back does so before the ticket is solved, now that this takes longer.";
const REVIEWS_OF_PARCELS: &str = "Most bad reviews were about parcels, which are better since August.";
const ASSISTANT: &str = "Unhappy chat customers write about the assistant rather than about anything else.";

/// What follows in comments from who is heard and what they met.
const WORDS: &[(Month, &str)] = &[
    (plan::STORES_SILENT, SILENT),
    (plan::STORES_HEARD_AGAIN, HEARD),
    (plan::SECOND_CARRIER, DELIVERY),
    (plan::NO_EVENING_SHIFT, WAITING),
    (plan::ASSISTANT, ASSISTANT),
];

const fn asked_later(
    id: &'static str,
    unit: &'static str,
    turns: &'static [(Month, &'static str)],
    also: &'static str,
) -> Figure {
    let mut figure = Figure::new(id, unit, turns).also(also);
    figure.since = plan::JOURNEY_ASKED;
    figure
}

const fn theme(id: &'static str) -> Figure {
    Figure::new(id, "per cent", WORDS)
        .lower_is_better()
        .also(EVERY_GROUP)
}

/// The themes of the codebook, by the names of their figures.
const THEMES: [&str; 5] = ["long-wait", "no-person", "late-parcel", "passed-on", "refund"];

/// All figures, by source.
pub(crate) const SOURCES: &[Source] = &[
    Source {
        figures: &[
            asked_later(
                "as-promised",
                "points",
                &[(plan::SECOND_CARRIER, DELIVERY)],
                EVERY_GROUP,
            ),
            asked_later(
                "felt-delivery",
                "mean",
                &[(plan::SECOND_CARRIER, DELIVERY)],
                EVERY_GROUP,
            ),
            asked_later("felt-help", "mean", &[(plan::ASSISTANT, HELP)], CHAT),
            asked_later("ease-gap", "mean", &[(plan::ASSISTANT, HELP)], CHAT),
            Figure::new("mood", "points", WORDS).also(EVERY_GROUP),
            theme(THEMES[0]),
            theme(THEMES[1]),
            theme(THEMES[2]),
            theme(THEMES[3]),
            theme(THEMES[4]),
        ],
        measure: of_survey,
    },
    Source {
        figures: &[Figure::new(
            "first-contact",
            "per cent",
            &[
                (plan::NO_EVENING_SHIFT, BACK_EARLY),
                (plan::ASSISTANT, BACK_EARLY),
            ],
        )
        .also("[channel=*, topic=*, priority=*]")
        .by_day()],
        measure: of_tickets,
    },
    Source {
        figures: &[Figure::new(
            "perfect",
            "per cent",
            &[
                (
                    plan::PARCELS_LATE,
                    "In December parcels came late. Customers had been told, and were as content as ever.",
                ),
                (
                    plan::AFTER_PARCELS_LATE,
                    "Parcels come on time as often as before.",
                ),
                (
                    plan::SECOND_CARRIER,
                    "Parcels come on time more often since a second carrier delivers.",
                ),
            ],
        )
        .also("[region=*]")
        .by_day()],
        measure: |seed, month| of_orders(&orders::month(seed, month)),
    },
    Source {
        figures: &[
            Figure::new("stars", "mean", &[(plan::SECOND_CARRIER, REVIEWS_OF_PARCELS)]),
            Figure::new("answered", "per cent", ANSWERED),
            Figure::new("reply-time", "per cent", ANSWERED),
        ],
        measure: |seed, month| of_reviews(&reviews::month(seed, month), month),
    },
];

const ANSWERED: &[(Month, &str)] = &[(
    plan::REVIEWS_ANSWERED,
    "Since July somebody answers reviews every morning.",
)];

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

fn of_orders(orders: &[orders::Order]) -> Vec<f64> {
    let perfect = orders.iter().filter(|order| order.is_perfect()).count();
    vec![share(perfect, orders.len())]
}

/// The mean of stars; the shares answered within a week, of reviews a week old, and within two days.
fn of_reviews(reviews: &[reviews::Review], month: Month) -> Vec<f64> {
    let stars: f64 = reviews.iter().map(|review| f64::from(review.stars)).sum();
    let within = |hours: i64| {
        let is_old = |review: &&reviews::Review| review.written.date() <= month.day_before_end(hours / 24);
        let old: Vec<_> = reviews.iter().filter(is_old).collect();
        let soon = |review: &&&reviews::Review| {
            let time = review
                .replied
                .map(|replied| replied.duration_since(review.written));
            time.is_some_and(|time| time.as_hours() < hours)
        };
        share(old.iter().filter(soon).count(), old.len())
    };
    vec![stars / reviews.len() as f64, within(168), within(48)]
}

/// The share of tickets solved in the month, of those solved a week before its end, that took one contact.
fn of_tickets(seed: u64, month: Month) -> Vec<f64> {
    let from = [2, 1, 0].into_iter().filter_map(|ago| month.earlier(ago));
    let end = month.day_before_end(7);
    let (mut solved, mut at_first) = (0, 0);
    for then in from {
        let all = tickets::month(seed, then);
        let around = tickets::around(seed, then, &all);
        for (number, (ticket, one)) in all.iter().zip(&around).enumerate() {
            let first = [one.reopened, ticket.solved].into_iter().flatten().min();
            let Some(first) = first.filter(|at| (month.first_day()..=end).contains(&at.date())) else {
                continue;
            };
            let comes_back = all.iter().zip(&around).skip(number + 1).any(|(next, other)| {
                let days = next.created.duration_since(first).as_secs();
                other.customer == one.customer && (0..7 * 86_400).contains(&days)
            });
            let is_first = one.contacts == 1 && one.reopened.is_none() && !comes_back;
            solved += 1;
            at_first += usize::from(is_first);
        }
    }
    vec![share(at_first, solved)]
}

fn of_survey(seed: u64, month: Month) -> Vec<f64> {
    let seeds = Seeds {
        responses: seed,
        journey: seed,
        comments: seed,
    };
    let rows = survey::rows(seeds, month);
    let mut values = of_journey(&rows);
    let comments: Vec<_> = rows.iter().filter_map(|row| row.comment.as_deref()).collect();
    let classes = comments.iter().filter_map(|comment| Sentiment::of(comment, "en"));
    let net: i32 = classes
        .map(|class| match class {
            Sentiment::Positive => 1,
            Sentiment::Neutral => 0,
            Sentiment::Negative => -1,
        })
        .sum();
    values.push(100.0 * f64::from(net) / comments.len() as f64);
    let themes: Vec<_> = comments.iter().flat_map(|comment| themes_of(comment)).collect();
    values.extend(THEMES.iter().map(|theme| {
        let with = themes.iter().filter(|found| *found == theme);
        share(with.count(), comments.len())
    }));
    values
}

/// The themes of a comment, each once.
pub(crate) fn themes_of(comment: &str) -> impl Iterator<Item = &'static str> {
    CODEBOOK.themes_of(comment).map(|at| THEMES[at])
}

/// The net share as promised, the mean of what was felt at delivery and when help was needed, and of ease
/// less what was expected. Nothing of it before it was asked.
fn of_journey(rows: &[Row]) -> Vec<f64> {
    let added = |row: &Row, at: usize| match row.added.get(at) {
        Some(Answer::Score(score)) => Some(f64::from(*score)),
        _ => None,
    };
    let effort = |row: &Row| match row.response.answers[plan::Question::Effort as usize] {
        Answer::Score(score) => Some(f64::from(score)),
        _ => None,
    };
    let mean = |value: &dyn Fn(&Row) -> Option<f64>| {
        let values: Vec<_> = rows.iter().filter_map(value).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    let net = |row: &Row| added(row, 0).map(|score| 100.0 * (score - 3.0).clamp(-1.0, 1.0));
    vec![
        mean(&net),
        mean(&|row| added(row, 2)),
        mean(&|row| added(row, 4)),
        mean(&|row| Some(effort(row)? - added(row, 6)?)),
    ]
}

/// The themes with the phrases that the report's configuration has for them, in the order of [`THEMES`].
static CODEBOOK: LazyLock<Codebook> = LazyLock::new(|| {
    let questions = questions();
    let theme = |id: &str| {
        let of_theme = |question: &&QuestionConfig| question.question.id == id;
        theme_of(
            questions
                .iter()
                .find(of_theme)
                .expect("the configuration has every theme"),
        )
    };
    Codebook::new("", THEMES.map(theme).to_vec()).expect("the configuration was checked")
});

fn theme_of(config: &QuestionConfig) -> Theme {
    Theme {
        id: config.question.id.clone(),
        label: config.label.clone(),
        include: config.question.include.clone(),
        exclude: config.question.exclude.clone(),
        examples: Vec::new(),
    }
}

/// All questions of the sample's configuration.
fn questions() -> Vec<QuestionConfig> {
    let metrics = cxpress::metrics();
    let catalogue: Vec<_> = metrics.iter().map(|metric| metric.spec()).collect();
    let (config, found) = config::load(CONFIG, config::FILE, &|_| None, &catalogue);
    let sources = config.unwrap_or_else(|| panic!("{found:?}")).sources;
    sources.into_iter().flat_map(|source| source.questions).collect()
}

/// The configuration of the sample.
pub(crate) const CONFIG: &str = include_str!("../../../../content/cxpress.yaml");

#[cfg(test)]
mod tests {
    use super::*;

    /// The true value of a figure in a month is what a formula gives, where there is one, within four
    /// standard errors.
    #[track_caller]
    fn check(id: &str, month: Month, expected: f64) {
        let of_source = |source: &Source| {
            let at = source.figures.iter().position(|figure| figure.id == id)?;
            Some(source.levels(month)[at])
        };
        let level = SOURCES.iter().find_map(of_source).expect("a figure");
        let error = level.deviation / (HISTORIES as f64).sqrt();
        let far = (level.value - expected).abs() > 4.0 * error;
        assert!(
            !far && error > 0.0,
            "{id}: {} ± {error}, not {expected}",
            level.value
        );
    }

    #[test]
    fn many_histories_give_what_formulas_give() {
        let before = plan::FIRST;
        check("perfect", before, 100.0 * 0.89 * 0.97 * 0.985 * 0.985);
        check("perfect", plan::PARCELS_LATE, 100.0 * 0.68 * 0.97 * 0.985 * 0.985);
        check(
            "stars",
            before,
            0.24 + 2.0 * 0.09 + 3.0 * 0.12 + 4.0 * 0.20 + 5.0 * 0.35,
        );
        let asked = plan::JOURNEY_ASKED;
        check("felt-delivery", asked, 0.78 * 1.05 - 0.22 * 0.95);
        check("as-promised", asked, 100.0 * (0.78 * 0.50 - 0.22 * 0.80));
        check("felt-delivery", plan::SECOND_CARRIER, 0.88 * 1.05 - 0.12 * 0.95);
    }

    #[test]
    fn every_figure_is_in_the_configuration() {
        let questions = questions();
        for figure in SOURCES.iter().flat_map(|source| source.figures) {
            let mut known = questions.iter().map(|question| question.question.id.as_str());
            assert!(known.any(|id| id == figure.id), "{}", figure.id);
            assert!(
                figure.turns.is_sorted_by_key(|(month, _)| *month),
                "{}",
                figure.id
            );
        }
    }
}
