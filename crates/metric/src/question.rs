//! What a metric is asked about: a question of a survey, or a duty of a service desk.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{BusinessHours, Instant, OwnUnit, Unit};

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// A rise is an improvement.
    HigherIsBetter,
    /// A fall is an improvement.
    LowerIsBetter,
    /// Neither is: it is shown, and no change of it is judged.
    Neither,
}

/// The lowest and the highest answer that a question offers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleBounds {
    /// The lowest answer.
    pub low: i32,
    /// The highest answer.
    pub high: i32,
}

impl ScaleBounds {
    /// A scale from `low` to `high`, both included.
    #[must_use]
    pub const fn new(low: i32, high: i32) -> Self {
        Self { low, high }
    }

    /// Whether `score` is an answer on this scale.
    #[must_use]
    pub const fn contains(self, score: i32) -> bool {
        self.low <= score && score <= self.high
    }

    /// How many answers there are to choose from.
    #[must_use]
    pub const fn points(self) -> i32 {
        self.high - self.low + 1
    }
}

/// Which statistic of a scale is the headline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// The share of answers in the top box, in per cent.
    #[default]
    TopBox,
    /// The mean answer, in points of the scale.
    Mean,
}

/// A question as its metric sees it. The id is the figure's name everywhere: page, address, target, binding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question {
    /// The figure's name, unique in the project.
    pub id: String,
    /// The id of the metric that evaluates it.
    pub metric: String,
    /// The scale of the scores that are counted, for metrics of answers.
    pub scale: Option<ScaleBounds>,
    /// How many items a score is the sum of: figures are in points of one of them.
    pub items: u16,
    /// Whether more is better.
    pub direction: Direction,
    /// The headline statistic, for metrics that have a choice.
    pub statistic: Statistic,
    /// The promised time in seconds, for metrics of durations; of business time where that is what counts.
    pub within: Option<i64>,
    /// The hours in which time counts, for metrics of durations; all of it if none.
    pub hours: Option<Arc<BusinessHours>>,
    /// How many answers like those of everybody a group is credited with in a ranking, for metrics that rank; a whole number.
    pub prior: Option<u32>,
    /// The unit of its numbers, for metrics of numbers.
    pub unit: Option<OwnUnit>,
    /// The scores that count for, for metrics that leave that to the question.
    pub good: Vec<i32>,
    /// The scores that count against, likewise.
    pub bad: Vec<i32>,
    /// The phrases that tell a theme, for metrics that look for one.
    pub include: Vec<String>,
    /// The phrases that cancel what overlaps with them.
    pub exclude: Vec<String>,
    /// The language of comments that do not tell their own, such as “ok”: `en`.
    pub language: String,
}

impl Question {
    /// A question with the defaults: higher is better, share in the top box, no promised time.
    #[must_use]
    pub fn new(id: impl Into<String>, metric: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            metric: metric.into(),
            scale: None,
            items: 1,
            direction: Direction::HigherIsBetter,
            statistic: Statistic::TopBox,
            within: None,
            hours: None,
            prior: None,
            unit: None,
            good: Vec::new(),
            bad: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            language: "en".into(),
        }
    }

    /// The same question with scores that count for, and scores that count against.
    #[must_use]
    pub fn with_groups(
        mut self,
        good: impl IntoIterator<Item = i32>,
        bad: impl IntoIterator<Item = i32>,
    ) -> Self {
        self.good = good.into_iter().collect();
        self.bad = bad.into_iter().collect();
        self
    }

    /// The same question on the scale `low..=high`.
    #[must_use]
    pub fn with_scale(mut self, low: i32, high: i32) -> Self {
        self.scale = Some(ScaleBounds::new(low, high));
        self
    }

    /// The same question with scores that are sums of so many items.
    #[must_use]
    pub fn with_items(mut self, items: u16) -> Self {
        self.items = items;
        self
    }

    /// The scale that figures are in: that of one item.
    #[must_use]
    pub fn scale_of_item(&self) -> Option<ScaleBounds> {
        let items = i32::from(self.items.max(1));
        let of_item = |sums: ScaleBounds| ScaleBounds::new(sums.low / items, sums.high / items);
        self.scale.map(of_item)
    }

    /// The same question with a direction.
    #[must_use]
    pub fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// The same question with another headline statistic.
    #[must_use]
    pub fn with_statistic(mut self, statistic: Statistic) -> Self {
        self.statistic = statistic;
        self
    }

    /// The same question about a theme, told by phrases that include it and phrases that exclude it.
    #[must_use]
    pub fn with_phrases<'p>(
        mut self,
        include: impl IntoIterator<Item = &'p str>,
        exclude: impl IntoIterator<Item = &'p str>,
    ) -> Self {
        self.include = include.into_iter().map(str::to_owned).collect();
        self.exclude = exclude.into_iter().map(str::to_owned).collect();
        self
    }

    /// The same question about numbers in a unit.
    #[must_use]
    pub fn with_unit(mut self, unit: OwnUnit) -> Self {
        self.unit = Some(unit);
        self
    }

    /// The unit of its numbers; a count, where none is named.
    #[must_use]
    pub fn number_unit(&self) -> Unit {
        self.unit.map_or(Unit::Count, Unit::Own)
    }

    /// The same question with a promised time in seconds.
    #[must_use]
    pub fn with_within(mut self, seconds: i64) -> Self {
        self.within = Some(seconds);
        self
    }

    /// The same question with hours in which time counts.
    #[must_use]
    pub fn with_hours(mut self, hours: Arc<BusinessHours>) -> Self {
        self.hours = Some(hours);
        self
    }

    /// The seconds that count from one instant to another.
    #[must_use]
    pub fn seconds_between(&self, from: Instant, to: Instant) -> i64 {
        match &self.hours {
            Some(hours) => hours.between(from, to),
            None => to.0 - from.0,
        }
    }

    /// The unit of its times.
    #[must_use]
    pub const fn time_unit(&self) -> Unit {
        match self.hours {
            Some(_) => Unit::BusinessSeconds,
            None => Unit::Seconds,
        }
    }
}
