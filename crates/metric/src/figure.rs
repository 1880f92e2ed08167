//! What a metric returns: a value with interval and base, or the reason why there is none.

use serde::{Deserialize, Serialize};

use crate::Unit;

/// The critical value of a two-sided 95 % interval: the .975 quantile of the normal distribution.
const Z95: f64 = 1.959_963_984_540_054;

/// An interval of 95 % confidence about a value. It covers chance only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end; `None` where it was not reached within the time observed.
    pub high: Option<f64>,
}

impl Interval {
    /// An interval with both ends.
    #[must_use]
    pub const fn new(low: f64, high: f64) -> Self {
        Self {
            low,
            high: Some(high),
        }
    }

    /// The distance between the ends, where both are known.
    #[must_use]
    pub fn width(self) -> Option<f64> {
        self.high.map(|high| high - self.low)
    }
}

/// How an interval was computed; the report prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Woodruff's interval of a quantile, from that of the distribution at its value (Woodruff 1952).
    Woodruff,
    /// Adjusted Wald for a net share (Rocks 2016).
    AdjustedWald,
    /// Wilson score interval of a share.
    Wilson,
    /// Student's t interval of a mean.
    StudentT,
    /// Student's t of a mean after ¾ of an answer were added at each end of its scale.
    AdjustedT,
    /// Kaplan–Meier, log-log Greenwood band.
    Greenwood,
    /// Brookmeyer–Crowley interval of a Kaplan–Meier percentile.
    BrookmeyerCrowley,
    /// The test of a share corrected for misclassification, inverted (Rogan and Gladen 1978; Lang and Reiczigel 2014).
    RoganGladen,
    /// A plain count or a percentile without interval.
    Exact,
}

/// A value with all that is needed to read it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Estimate {
    /// The value in the unit of its part.
    pub value: f64,
    /// The 95 % interval, where there is one.
    pub interval: Option<Interval>,
    /// The interval before it was cut at [`limits`](Self::limits); none where it was not cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncut: Option<Interval>,
    /// How many records it rests on, unweighted.
    pub base: u64,
    /// The effective base: after weights; for durations, the events seen.
    pub effective: f64,
    /// How the interval was computed.
    pub method: Method,
    /// The variance of one answer, in squared units, where the size of a needed sample follows from it.
    pub variance: Option<f64>,
    /// The lowest and highest possible value, so that a widened interval stays possible.
    pub limits: (f64, f64),
}

impl Estimate {
    /// A value of 0 or more without an interval, which rests on `base` records that count the same.
    #[must_use]
    pub const fn new(value: f64, base: u64) -> Self {
        Self {
            value,
            interval: None,
            uncut: None,
            base,
            effective: base as f64,
            method: Method::Exact,
            variance: None,
            limits: (0.0, f64::MAX),
        }
    }

    /// The same value with its interval, if there is one, and how that was computed.
    #[must_use]
    pub const fn with_interval(self, interval: Option<Interval>, method: Method) -> Self {
        Self {
            interval,
            method,
            ..self
        }
    }

    /// The same value on another effective base.
    #[must_use]
    pub const fn with_effective(self, effective: f64) -> Self {
        Self { effective, ..self }
    }

    /// The same value with the variance of one answer, where that is known.
    #[must_use]
    pub const fn with_variance(self, variance: Option<f64>) -> Self {
        Self { variance, ..self }
    }

    /// The same value with the lowest and the highest that is possible.
    #[must_use]
    pub const fn with_limits(self, lowest: f64, highest: f64) -> Self {
        Self {
            limits: (lowest, highest),
            ..self
        }
    }

    /// The same value with the interval as it was before it was cut at the limits.
    #[must_use]
    pub const fn with_uncut(self, uncut: Option<Interval>) -> Self {
        Self { uncut, ..self }
    }

    /// The middle of the interval before it was cut, and the standard error that half its width stands for. Adjusted
    /// estimates lie in the middle of their intervals, not at the point that is shown. None without an interval, or where
    /// its upper end is not known.
    #[must_use]
    pub fn adjusted(&self) -> Option<(f64, f64)> {
        let ends = self.uncut.or(self.interval)?;
        let high = ends.high?;
        Some((ends.low.midpoint(high), (high - ends.low) / (2.0 * Z95)))
    }

    /// The same in a unit that is so many times as large: of a sum, the mean of its terms.
    #[must_use]
    pub fn divided(self, by: f64) -> Self {
        let interval = |ends: Interval| Interval {
            low: ends.low / by,
            high: ends.high.map(|high| high / by),
        };
        Self {
            value: self.value / by,
            interval: self.interval.map(interval),
            uncut: self.uncut.map(interval),
            variance: self.variance.map(|variance| variance / (by * by)),
            limits: (self.limits.0 / by, self.limits.1 / by),
            ..self
        }
    }
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// Nobody was asked, or nobody answered.
    NoData,
    /// Too few to compute it responsibly.
    TooFew,
    /// The percentile was not reached within the time observed.
    NotReached,
    /// The metric failed; a diagnostic says how.
    Failed,
    /// Most comments are in a language that the metric cannot read.
    OtherLanguage,
}

/// A value, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// A value.
    Value(Estimate),
    /// No value.
    Absent(Absence),
}

impl Reading {
    /// The estimate, if there is one.
    #[must_use]
    pub const fn estimate(&self) -> Option<&Estimate> {
        match self {
            Self::Value(estimate) => Some(estimate),
            Self::Absent(_) => None,
        }
    }
}

/// What a group of answers is to a share: on which side of a net share it is, or that a plain share counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// It counts for.
    Good,
    /// It counts neither for nor against.
    Middle,
    /// It counts against.
    Bad,
    /// A plain share counts it, whether that is good or not.
    Counted,
}

/// What a part is to its figure, for whoever shows it: nothing has to be told from its id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// A further value, and no more.
    #[default]
    Detail,
    /// The share that came to its end within the promised time of the question.
    Promised,
    /// The share that came to its end within so many seconds.
    Within(i64),
    /// How many of the base had not come to their end.
    Open,
    /// The headline as it would be without those that had not come to their end.
    ClosedOnly,
    /// The share of a group of answers; [`ScoreShare::group`] says which scores are in it.
    Group(Tone),
    /// How many came to a stock; what several parts say is added up.
    Come,
    /// How many left a stock; what several parts say is added up.
    Gone,
}

/// A named part of a figure: p90, mean, promoters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// The part's name, unique in the figure: `p90`.
    pub id: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is to the figure.
    pub role: Role,
    /// Its value.
    pub reading: Reading,
}

impl Part {
    /// A further value of a figure.
    #[must_use]
    pub const fn new(id: &'static str, unit: Unit, reading: Reading) -> Self {
        Self {
            id,
            unit,
            role: Role::Detail,
            reading,
        }
    }

    /// The same part in another role.
    #[must_use]
    pub const fn with_role(self, role: Role) -> Self {
        Self { role, ..self }
    }
}

/// How many gave one score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScoreShare {
    /// The score.
    pub score: i32,
    /// How many gave it, unweighted; none where that is not told.
    pub n: Option<u64>,
    /// Its share of all answers, weighted where there are weights, 0 … 1.
    pub share: f64,
    /// The group it is in, of those that the figure has a part of: [`Role::Group`]. None if it has none.
    #[serde(default)]
    pub group: Option<Tone>,
}

impl ScoreShare {
    /// How many gave a score, which is in no group.
    #[must_use]
    pub const fn new(score: i32, n: Option<u64>, share: f64) -> Self {
        Self {
            score,
            n,
            share,
            group: None,
        }
    }

    /// The same score in a group, or in none.
    #[must_use]
    pub const fn in_group(self, group: Option<Tone>) -> Self {
        Self { group, ..self }
    }
}

/// A step of a survival curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Seconds since the start.
    pub seconds: f64,
    /// The share still waiting, 0 … 1.
    pub share: f64,
    /// The lower end of the 95 % band.
    pub low: Option<f64>,
    /// The upper end of the 95 % band.
    pub high: Option<f64>,
}

/// What can be drawn of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Nothing beyond the number.
    None,
    /// How many gave each score, in rising order.
    Distribution(Vec<ScoreShare>),
    /// The share still waiting over time.
    Curve(Vec<CurvePoint>),
}

/// A figure: the headline, its parts, its shape.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Figure {
    /// The headline.
    pub headline: Reading,
    /// The unit of the headline.
    pub unit: Unit,
    /// Further named values.
    pub parts: Vec<Part>,
    /// What can be drawn.
    pub shape: Shape,
}

impl Figure {
    /// A figure that is its headline.
    #[must_use]
    pub const fn new(headline: Reading, unit: Unit) -> Self {
        Self {
            headline,
            unit,
            parts: Vec::new(),
            shape: Shape::None,
        }
    }

    /// The same figure with other parts.
    #[must_use]
    pub fn with_parts(self, parts: Vec<Part>) -> Self {
        Self { parts, ..self }
    }

    /// The same figure with another shape.
    #[must_use]
    pub fn with_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// A figure without a value.
    #[must_use]
    pub const fn absent(absence: Absence, unit: Unit) -> Self {
        Self::new(Reading::Absent(absence), unit)
    }

    /// The reading of a part by name, or of the headline for `None`.
    #[must_use]
    pub fn reading(&self, part: Option<&str>) -> Option<&Reading> {
        match part {
            None => Some(&self.headline),
            Some(id) => self
                .parts
                .iter()
                .find(|part| part.id == id)
                .map(|part| &part.reading),
        }
    }

    /// The value of a part by name, or of the headline for `None`; nothing where there is none.
    #[must_use]
    pub fn value(&self, part: Option<&str>) -> Option<f64> {
        self.reading(part)?.estimate().map(|estimate| estimate.value)
    }
}

/// A difference as a plain normal approximation would have it, printed beside the one in use.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approximation {
    /// The difference of the adjusted values.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The two-sided p.
    pub p: f64,
}

/// The difference of two values, prepared once, with its interval at any critical value.
pub struct Difference {
    /// `after − before`, of the raw values.
    pub point: f64,
    /// The normal approximation, where a metric has a customary one.
    pub approximation: Option<Approximation>,
    interval: Box<dyn Fn(f64) -> Option<(f64, f64)> + Send>,
}

impl Difference {
    /// A difference with a function from the critical value `z` (1.96 for 95 %) to the ends of its interval.
    #[must_use]
    pub fn new(point: f64, interval: impl Fn(f64) -> Option<(f64, f64)> + Send + 'static) -> Self {
        Self {
            point,
            approximation: None,
            interval: Box::new(interval),
        }
    }

    /// The same difference with a normal approximation beside it.
    #[must_use]
    pub fn with_approximation(mut self, approximation: Option<Approximation>) -> Self {
        self.approximation = approximation;
        self
    }

    /// The same in a unit that is so many times as large. A normal approximation is left out.
    #[must_use]
    pub fn divided(self, by: f64) -> Self {
        let Self { point, interval, .. } = self;
        Self::new(point / by, move |z| {
            interval(z).map(|(low, high)| (low / by, high / by))
        })
    }

    /// The ends of the interval at the critical value `z`.
    #[must_use]
    pub fn at(&self, z: f64) -> Option<(f64, f64)> {
        (self.interval)(z)
    }
}
