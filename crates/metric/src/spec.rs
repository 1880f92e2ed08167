//! What a metric declares about itself.

use serde::{Deserialize, Serialize};

use crate::{Direction, Field, Kind, Question, Role, ScaleBounds, SummaryKind, Unit};

/// What a metric reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The answers to one question, in a source of any kind: scores on a scale.
    Answers,
    /// The numbers in one column, in a source of any kind: without bounds, in a unit of their own.
    Numbers,
    /// What customers wrote in answer to one question, in a source of any kind.
    Comments,
    /// The records of a kind, without a question.
    Records(Kind),
}

/// Which scores count, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    /// The metric.
    Fixed,
    /// The question, by `good`.
    Good,
    /// The question, by `good` and `bad`.
    GoodAndBad,
    /// The question, by a theme of the codebook.
    Theme,
}

/// The three sides of customer experience a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lens {
    /// What we do for customers who need help.
    Service,
    /// What customers think of us.
    Perception,
    /// What customers live through, touchpoint by touchpoint.
    Experience,
}

impl Lens {
    /// All of them, in the order in which a report shows them.
    pub const ALL: [Self; 3] = [Self::Service, Self::Perception, Self::Experience];

    /// What it is called in configurations, addresses and tables of words.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Perception => "perception",
            Self::Experience => "experience",
        }
    }
}

/// What makes an experience good: the other view of the same figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Customers got what they came for.
    Effectiveness,
    /// It was easy and quick.
    Ease,
    /// It felt good.
    Emotion,
}

impl Quality {
    /// All of them, in the order in which a report shows them.
    pub const ALL: [Self; 3] = [Self::Effectiveness, Self::Ease, Self::Emotion];

    /// What it is called in configurations and tables of words.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Effectiveness => "effectiveness",
            Self::Ease => "ease",
            Self::Emotion => "emotion",
        }
    }
}

/// The part that verdicts fall on, where that is not the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its id among the parts of the figure.
    pub part: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is to the figure.
    pub role: Role,
    /// Its direction, where that is not the question's: a share resolved in time is better when higher, the time itself when
    /// lower.
    pub direction: Option<Direction>,
}

/// What a metric is called, what it needs, and how it is read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetricSpec {
    /// The metric's name in configurations: `nps`.
    pub id: &'static str,
    /// The version of the definition. It rises when the same data would give another figure.
    pub definition: u32,
    /// What it reads.
    pub input: Input,
    /// What its values are collected in.
    pub kind: SummaryKind,
    /// The unit of the headline. Where a question can choose its statistic, that of the default.
    pub unit: Unit,
    /// The lens it belongs to unless the configuration says otherwise.
    pub lens: Lens,
    /// The quality that it tells of unless the configuration says otherwise; `None` where it tells of none, or of several.
    pub quality: Option<Quality>,
    /// The part that verdicts fall on; `None` for the headline itself.
    pub judged: Option<Judged>,
    /// Under this effective base (for durations: events) a comparison is *too few to say*.
    pub enough: f64,
    /// Whether the total is the mean of its segments weighted by their shares, so that a change splits exactly
    /// into mix and rate.
    pub additive: bool,
    /// Whether a period's figure needs all earlier periods: a stock, not a flow.
    pub stock: bool,
    /// Whether it adds up over a period: while the period is not over it is held against none, since ten days of losses are
    /// no improvement on a month's.
    pub accrues: bool,
    /// Whether a change of it is good or bad news; a figure without verdict is shown, never tested.
    pub tested: bool,
    /// The scale a question must have, if the metric has a fixed one.
    pub scale: Option<ScaleBounds>,
    /// Other scales that a question may have been asked on, where it says so; its figures then name the scale.
    pub also: &'static [ScaleBounds],
    /// The direction, where the metric fixes it. `None`: the question must say, and has no default.
    pub direction: Option<Direction>,
    /// Whether a question may turn that direction round, because a low answer is its good one.
    pub turns: bool,
    /// The fields of records it cannot do without.
    pub needs: &'static [Field],
    /// The fields that do as well, where not all of those are there; none if nothing does.
    pub instead: &'static [Field],
    /// The languages whose words it can read; any if none.
    pub languages: &'static [&'static str],
    /// Which groups of scores the question has to name.
    pub groups: Groups,
    /// Whether its values are answers less what the same respondents had expected.
    pub paired: bool,
    /// Whether its figures follow each other along the journey, so that each is compared with the one before.
    pub journey: bool,
    /// Whether its questions may name the dimension that tells reasons, which then are ranked.
    pub reasons: bool,
    /// How many answers like those of everybody a group is credited with where groups are ranked by their mean; none if they
    /// are not ranked. A question may name another number.
    pub prior: Option<f64>,
    /// The promised time in seconds where a question names none.
    pub within: Option<i64>,
    /// The words for its parts and its unit: messages of Fluent by language, which a theme's own stand above. A part is called
    /// `part-ID`, what stands beside the large value of a net share `unit-METRIC`.
    pub words: &'static [(&'static str, &'static str)],
    /// What it is, how it is computed, how to read it and how it misleads: Markdown by language.
    pub explanation: &'static [(&'static str, &'static str)],
}

impl MetricSpec {
    /// A specification of a survey metric with the usual defaults: perception, tested, additive, 30 answers.
    #[must_use]
    pub const fn of_answers(id: &'static str, unit: Unit) -> Self {
        Self {
            id,
            definition: 1,
            input: Input::Answers,
            kind: SummaryKind::Scores,
            unit,
            lens: Lens::Perception,
            quality: None,
            judged: None,
            enough: 30.0,
            additive: true,
            stock: false,
            accrues: false,
            tested: true,
            scale: None,
            also: &[],
            direction: Some(Direction::HigherIsBetter),
            turns: false,
            needs: &[],
            instead: &[],
            languages: &[],
            groups: Groups::Fixed,
            paired: false,
            journey: false,
            reasons: false,
            prior: None,
            within: None,
            words: &[],
            explanation: &[],
        }
    }

    /// A specification of a metric of numbers with the usual defaults: experience, tested, not additive, 30 numbers. `kind`
    /// is a summary of its own, and the question names the unit.
    #[must_use]
    pub const fn of_numbers(id: &'static str, kind: SummaryKind) -> Self {
        let mut spec = Self::of_answers(id, Unit::Count);
        spec.input = Input::Numbers;
        spec.kind = kind;
        spec.lens = Lens::Experience;
        spec.additive = false;
        spec.turns = true;
        spec
    }

    /// A specification of a metric of records with the usual defaults: service, tested, not additive.
    #[must_use]
    pub const fn of_records(records: Kind, id: &'static str, kind: SummaryKind, unit: Unit) -> Self {
        let mut spec = Self::of_answers(id, unit);
        spec.input = Input::Records(records);
        spec.kind = kind;
        spec.lens = Lens::Service;
        spec.additive = false;
        spec
    }

    /// The id of the part that verdicts fall on; `None` for the headline itself.
    #[must_use]
    pub const fn judged_part(&self) -> Option<&'static str> {
        match self.judged {
            Some(judged) => Some(judged.part),
            None => None,
        }
    }

    /// The promised time of a question in seconds: its own, or the metric's.
    #[must_use]
    pub fn promised(&self, question: &Question) -> i64 {
        question.within.or(self.within).unwrap_or_default()
    }

    /// The explanation in `language` (`en`, or `en-US`), or the first there is.
    #[must_use]
    pub fn explanation_in(&self, language: &str) -> &'static str {
        let primary = language.split('-').next().unwrap_or(language);
        let found = self.explanation.iter().find(|(tag, _)| *tag == primary);
        found.or(self.explanation.first()).map_or("", |(_, text)| text)
    }
}
