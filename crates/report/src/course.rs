//! Level and course: whether the level of a figure changed within a year, since when, and in what shape.
//!
//! A comparison with the period before sees neither a slide nor a fall that stays. A course looks at the last 24 periods and
//! asks once whether the level changed in the last twelve.

use serde::{Deserialize, Serialize};

use crate::{Change, LEVEL, Verdict};

/// The course of a figure, or of a group, up to a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The verdict, after correction for the number of comparisons in the family; *no evidence* where no change is claimed.
    pub verdict: Verdict,
    /// The two-sided p of the change, 1 where none is claimed.
    pub p: f64,
    /// The p after correction within its family; none before that.
    pub adjusted_p: Option<f64>,
    /// The change that is claimed; none where the figure kept its level.
    pub shift: Option<Shift>,
    /// The level it has had last, of one piece.
    pub level: Level,
    /// The change that would have been found with a power of 80 % if it had lasted three periods, in the unit of the judged
    /// part.
    pub detectable: f64,
    /// That the last three periods are like those before, within a margin; none where that is not so.
    pub unchanged: Option<Unchanged>,
}

impl Course {
    /// The change that is told: the one that is claimed, where its p within its family allows it.
    #[must_use]
    pub fn told(&self) -> Option<&Shift> {
        let is_told = self.adjusted_p.is_some_and(|p| p <= LEVEL);
        self.shift.as_ref().filter(|_| is_told)
    }

    /// The course with periods counted otherwise. `None` if one of them is not there.
    #[must_use]
    pub fn renumbered(&self, number: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let shift = match &self.shift {
            Some(shift) => Some(shift.renumbered(number)?),
            None => None,
        };
        let unchanged = match self.unchanged {
            Some(unchanged) => Some(Unchanged {
                recent: unchanged.recent.renumbered(number)?,
                before: unchanged.before.renumbered(number)?,
                ..unchanged
            }),
            None => None,
        };
        Some(Self {
            shift,
            unchanged,
            level: self.level.renumbered(number)?,
            ..self.clone()
        })
    }
}

/// Periods that follow each other; those among them that are not shown take no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first period: an index into [`crate::Report::periods`].
    pub from: usize,
    /// The last period.
    pub to: usize,
}

impl Span {
    fn renumbered(self, number: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        Some(Self {
            from: number(self.from)?,
            to: number(self.to)?,
        })
    }
}

/// Several periods that follow each other, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The first period: an index into [`crate::Report::periods`].
    pub from: usize,
    /// The last period.
    pub to: usize,
    /// The figure of all of them pooled, in the unit of the judged part.
    pub value: f64,
}

impl Level {
    fn renumbered(self, number: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        Some(Self {
            from: number(self.from)?,
            to: number(self.to)?,
            ..self
        })
    }
}

/// A change of level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// What it is called.
    pub kind: ShiftKind,
    /// The periods before and since, pooled, compared by the metric's own difference; the interval is not adjusted.
    pub change: Change,
    /// Which periods are pooled on either side, the earlier first.
    pub sides: [Span; 2],
    /// The first period of the later side: an index into [`crate::Report::periods`].
    pub since: usize,
    /// The periods in which the change may have begun, in order; it holds the true one in 99 %.
    pub dates: Vec<usize>,
    /// Whether the period before the change is not known: it began then at the latest.
    pub at_the_latest: bool,
    /// The levels that are told, oldest first; the last is that since the change. Of a line, its first and last period alone,
    /// after its level before where there is one.
    pub levels: Vec<Level>,
    /// The level of the same months a year before, where it is as it was then.
    pub year_before: Option<f64>,
    /// Whether half of the months since have a month of the year before to be held against.
    pub knows_year: bool,
}

impl Shift {
    fn renumbered(&self, number: &impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let levels = self.levels.iter().map(|level| level.renumbered(number));
        let [before, after] = self.sides.map(|side| side.renumbered(number));
        Some(Self {
            sides: [before?, after?],
            since: number(self.since)?,
            dates: self
                .dates
                .iter()
                .map(|date| number(*date))
                .collect::<Option<_>>()?,
            levels: levels.collect::<Option<_>>()?,
            ..self.clone()
        })
    }
}

/// What a change of level is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftKind {
    /// It has fallen or risen for several periods.
    Line {
        /// For how many.
        periods: usize,
        /// Whether it went the other way in the last.
        turned: bool,
    },
    /// It has been lower or higher since a period.
    Since,
    /// It went the same way several times.
    Steps,
    /// It is another in the last period alone.
    Month,
    /// It is back at what it was.
    Back,
    /// It is on its way back to what it was, and not there.
    Partly,
    /// It is what it was a year before.
    AsAYearAgo,
    /// It is another since a period, but the last period is nearer to what it was.
    Wavers,
}

impl ShiftKind {
    /// Its name, as it is serialised.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Line { .. } => "line",
            Self::Since => "since",
            Self::Steps => "steps",
            Self::Month => "month",
            Self::Back => "back",
            Self::Partly => "partly",
            Self::AsAYearAgo => "as-a-year-ago",
            Self::Wavers => "wavers",
        }
    }
}

/// That a level did not change by more than a margin, which two one-sided tests at 5 % show (Schuirmann 1987).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unchanged {
    /// The last three periods.
    pub recent: Level,
    /// Up to nine before them.
    pub before: Level,
    /// The margin, in the unit of the judged part.
    pub margin: f64,
}
