//! Level and course of a series: whether its level changed in the last twelve periods, since when, and in
//! what shape.
//!
//! Three steps, so that a figure can be compared by its own method in between:
//!
//! 1. [`describe`] takes a series of numbers and says which change it shows, if any, and which periods lie on
//!    either side of it: [`Change::contrast`].
//! 2. The caller pools these periods and compares the two sides as the figure always is (shares by Newcombe,
//!    net shares by MOVER, times by Kaplan–Meier), which gives a p value.
//! 3. [`Described::judge`] takes this p value and gives the one of the change: the chance that the clearest of
//!    all splits that were looked at is as clear as that if nothing changed, and clearer than the figure
//!    usually varies. Where it is a word, [`Described::name`] and [`Described::dates`] say which and since when.
//!
//! The series is described by pieces of one level each, as many as pay for themselves, or by pieces and a
//! line at its end (optimal partitioning: Jackson and others 2005). A penalty of 12 for a piece lets a change
//! in where it stands out by more than √12, three and a half standard errors.
//!
//! Places in a series are counted from 0 over the periods that are there; a gap has no place. Distances of
//! "twelve periods" and "a year" are those of the calendar, gaps included.

mod change;
mod date;
mod name;
mod pieces;
pub mod scan;
mod series;
mod variation;
mod year;

pub use change::{Change, Shape};
pub use name::Name;
pub use pieces::{Description, Line};
pub use series::{Contrast, Stretch};
pub use variation::Variation;
pub use year::YearBefore;

use crate::normal;
use crate::sample::Z80;
use series::Series;

/// What a piece more has to save, in squared standard errors: a change stands out by √12 = 3.46 of them.
const PENALTY: f64 = 12.0;

/// So many calendar periods up to the last are looked at.
const WINDOW: i64 = 24;

/// A course needs so many periods.
const FEWEST_PERIODS: usize = 6;

/// So many periods at the end, and those before them, must rest on enough answers.
const LATEST: usize = 3;

/// At most so many periods before the latest three are what these are held against.
const BEFORE_LATEST: usize = 9;

/// One period of a series that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// Its place in the calendar: the number of periods since any fixed one. Two periods that follow each
    /// other differ by 1.
    pub position: i64,
    /// The value that is judged, in any unit.
    pub value: f64,
    /// Its standard error, in the same unit, 0 or more: half the width of its 95 % interval over
    /// [`Z95`](crate::Z95), before the interval is clipped and after it is widened for clusters.
    pub se: f64,
    /// How much it rests on: an effective base, or a number of events.
    pub base: f64,
}

impl Period {
    fn is_usable(&self) -> bool {
        let positive = self.base > 0.0 && self.base.is_finite();
        positive && self.value.is_finite() && self.se >= 0.0 && self.se.is_finite()
    }
}

/// What a course has to know besides the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// How many periods a year has, where the calendar has one: 12 for months, 4 for quarters.
    pub year: Option<usize>,
    /// The base from which on values are compared at all: 30 answers, or 10 events.
    pub enough: f64,
    /// Whether the last period is over. One that is not is never a step of its own in a longer change.
    pub last_is_over: bool,
}

/// What can be said of a series.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// Fewer than six periods, or too small bases: the last three, or those before them, rest on less than
    /// enough. It is not tested.
    TooFew,
    /// Every standard error is 0: no variation so far, hence nothing to hold a change against.
    NoVariation,
    /// A description.
    Described(Box<Described>),
}

/// A series with its usual variation, its description and the change it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The periods that were looked at, oldest first; places below are places in this list.
    pub periods: Vec<Period>,
    /// `Σ n²s² / Σ n`: the chance variance of one answer, in the square of the unit of the values, above 0.
    /// Pooled, because the standard error of a small period is unreliable.
    pub variance: f64,
    /// How much the series varies besides chance.
    pub variation: Variation,
    /// Pieces, or pieces and a line.
    pub description: Description,
    /// The change of the last twelve periods; `None` where the last piece is older, or the only one.
    pub change: Option<Change>,
    series: Series,
    setting: Setting,
}

/// How sure a change is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The normal value of the change held against the usual variation, whose own uncertainty is taken into
    /// account by Student's t; 0 or more.
    pub z_usual: f64,
    /// The normal value of the two pooled sides, compared by the figure's own method; 0 or more, 0 where they
    /// could not be compared.
    pub z_own: f64,
    /// The p value of "nothing changed", from the smaller of both, adjusted for all splits looked at; 0 to 1.
    pub p: f64,
}

/// Describes the course of a series up to its last period.
///
/// `periods` are those that are shown since the last change of definition, oldest first, positions rising;
/// the last one is the one reported on. Of these, the last 24 of the calendar take part. A period without a
/// base, or with a number that is none, counts as a gap.
pub fn describe(periods: &[Period], setting: Setting) -> Course {
    let Some(last) = periods.last().filter(|last| last.is_usable()) else {
        return Course::TooFew;
    };
    let recent = |period: &&Period| period.is_usable() && last.position - period.position < WINDOW;
    let periods: Vec<Period> = periods.iter().filter(recent).copied().collect();
    if !is_enough(&periods, setting.enough) {
        return Course::TooFew;
    }
    let variance = pooled_variance(&periods);
    let chance: Vec<f64> = periods.iter().map(|period| variance / period.base).collect();
    if !chance.iter().all(|variance| variance.is_normal()) {
        return Course::NoVariation;
    }
    let variation = Variation::of(&Series::new(&periods, &chance), &chance);
    let variances: Vec<f64> = chance.iter().map(|chance| chance + variation.variance).collect();
    let series = Series::new(&periods, &variances);
    let description = pieces::describe(&series, PENALTY);
    let change = Change::of(&series, &description, setting.last_is_over);
    Course::Described(Box::new(Described {
        periods,
        variance,
        variation,
        description,
        change,
        series,
        setting,
    }))
}

impl Described {
    /// How sure the change is, given the two-sided p value of the difference of its two sides, each pooled,
    /// by the figure's own method.
    ///
    /// `own_p` is `None` where the sides cannot be compared. Without a change, without this p value, or where a
    /// side rests on less than enough, p is 1.
    pub fn judge(&self, own_p: Option<f64>) -> Judged {
        let Some(change) = &self.change else {
            return Judged {
                z_usual: 0.0,
                z_own: 0.0,
                p: 1.0,
            };
        };
        let z_usual = normal::z_of_t(change.z, self.variation.degrees);
        let z_own = own_p.map_or(0.0, |p| -normal::quantile(p / 2.0)).max(0.0);
        let p = if self.rests_on_enough(change.contrast) {
            scan::p_value(z_usual.min(z_own), &change.splits)
        } else {
            1.0
        };
        Judged { z_usual, z_own, p }
    }

    /// What the change is called; `None` without one. To be said only where its p value is a word.
    pub fn name(&self) -> Option<Name> {
        let change = self.change.as_ref()?;
        let year_before = self.year_before();
        Some(name::name(&self.series, &self.description, change, year_before))
    }

    /// The first periods that a lasting change of one step may have, in order, its most likely one among them:
    /// those whose split is at most 6 worse, in squared standard errors, than the best.
    ///
    /// In simulations of changes of 2.7 standard errors of a period, these held the true one in 99 %. Empty for
    /// other changes, and without one.
    pub fn dates(&self) -> Vec<usize> {
        let change = self.change.as_ref();
        change.map_or(Vec::new(), |change| date::dates(&self.series, change))
    }

    /// Whether the period at `place`, above 0, has no period right before it, so that something that starts
    /// there may have started earlier: "since then at the latest".
    pub fn follows_a_gap(&self, place: usize) -> bool {
        self.series.follows_a_gap(place)
    }

    /// The change held against the same periods of the year before; `None` without a change, without a year,
    /// or where less than half of the periods in question have one a year before.
    pub fn year_before(&self) -> Option<YearBefore> {
        let change = self.change.as_ref()?;
        year::year_before(&self.series, &self.description, change, self.setting.year?)
    }

    /// The weighted mean of a stretch, in the unit of the values, with weights by all variation. Without
    /// variation besides chance it is the pooled value.
    pub fn mean(&self, stretch: Stretch) -> f64 {
        self.series.mean(stretch)
    }

    /// What to compare in order to call a level unchanged: the last three periods, and up to nine before them
    /// in the last piece.
    ///
    /// `None` where that piece has fewer than six periods, where the series ends in a line, or where a side
    /// rests on less than enough.
    /// [`equivalence`](crate::equivalence) says whether it is unchanged.
    pub fn steady(&self) -> Option<Contrast> {
        let last = self
            .description
            .last_piece()
            .filter(|last| last.len() >= FEWEST_PERIODS)?;
        let latest = last.end - LATEST;
        let start = last.start.max(latest.saturating_sub(BEFORE_LATEST));
        let contrast = self.series.split(start, latest);
        self.rests_on_enough(contrast).then_some(contrast)
    }

    /// The standard error of a change that lasts three periods, after nine of the old level: `√(V̄·(1/3 + 1/9))`,
    /// V̄ the mean variance of a period, usual variation included. In the unit of the values.
    pub fn lasting_error(&self) -> f64 {
        let (latest, before) = (LATEST as f64, BEFORE_LATEST as f64);
        (self.series.mean_variance() * (latest.recip() + before.recip())).sqrt()
    }

    /// The change that would have shown with a chance of 80 % had it lasted three periods:
    /// `(√12 + z.₈)·error`, with [`Self::lasting_error`], in the unit of the values.
    ///
    /// √12 is what the description asks for; a family of many tests may ask for more
    /// ([`detectable_among`](crate::sample::detectable_among)).
    pub fn would_have_shown(&self) -> f64 {
        (PENALTY.sqrt() + Z80) * self.lasting_error()
    }

    fn rests_on_enough(&self, contrast: Contrast) -> bool {
        let base = |side: Stretch| base(&self.periods[side.start..side.end]);
        base(contrast.before) >= self.setting.enough && base(contrast.after) >= self.setting.enough
    }
}

/// Whether there are enough periods, and enough answers in the last three and before them.
fn is_enough(periods: &[Period], enough: f64) -> bool {
    if periods.len() < FEWEST_PERIODS {
        return false;
    }
    let (before, latest) = periods.split_at(periods.len() - LATEST);
    base(before) >= enough && base(latest) >= enough
}

fn base(periods: &[Period]) -> f64 {
    periods.iter().map(|period| period.base).sum()
}

/// The chance variance of one answer.
fn pooled_variance(periods: &[Period]) -> f64 {
    let squares: f64 = periods
        .iter()
        .map(|period| (period.base * period.se).powi(2))
        .sum();
    squares / base(periods)
}
