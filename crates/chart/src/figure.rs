//! What can be drawn: figures as data, already computed and already worded.

use serde::Serialize;

/// A figure to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Chart {
    /// One measure over time.
    Trend(Trend),
    /// How the answers spread over a scale.
    Distribution(Distribution),
    /// One measure in each part of a whole.
    Breakdown(Breakdown),
    /// How long something stays open.
    Survival(Survival),
    /// What brought a measure from one level to another.
    Waterfall(Waterfall),
}

/// The extent and the wording of a measured axis.
///
/// The limits are widened where the data lie outside, so that nothing is cut off, and to round ticks. Only the
/// time axis of a [`Survival`] is cut at `max`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Axis {
    /// Where the axis starts at the latest; from the data if absent.
    pub min: Option<f64>,
    /// Where the axis ends at the earliest; from the data if absent.
    pub max: Option<f64>,
    /// Appended to the tick labels as it is, with its space: `" %"`, `" h"`. In hours, ticks fall on parts of days.
    pub unit: String,
    /// The mark before the decimals of tick labels; a point if absent. Digits are grouped by a narrow space, which
    /// no language takes for such a mark.
    pub decimal_mark: Option<char>,
    /// What is measured; empty where the words beside the chart say so.
    pub name: String,
}

/// A named line across the chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Where the line stands, in the unit of its axis.
    pub value: f64,
    /// What it is called, its value included if that is to be read: `"target 45"`.
    pub label: String,
}

/// One period of a [`Trend`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendPoint {
    /// The period, short: `"Oct 26"`.
    pub label: String,
    /// The value; a gap in the line if absent.
    pub value: Option<f64>,
    /// The lower end of the interval.
    pub low: Option<f64>,
    /// The upper end of the interval.
    pub high: Option<f64>,
    /// The ends of what is usual, the lower first; a quiet band.
    pub limits: Option<(f64, f64)>,
    /// The value as it is to be read, unit included.
    pub text: String,
    /// What is said below the value where it is pointed at: interval and base; it may be empty.
    pub detail: String,
    /// The shares of what is bad, neither and good, in percent: a strip below the period.
    pub shares: Option<[f64; 3]>,
}

/// Another line in a [`Trend`], to compare with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// What it is, its last value included if that is to be read: named at its end.
    pub label: String,
    /// Its values by period; a gap where there is none.
    pub values: Vec<Option<f64>>,
}

/// Something that happened in a period of a [`Trend`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventMark {
    /// The period: an index into the points.
    pub at: usize,
    /// Its number in the list below the chart; several in one period stand together: `"2, 3"`.
    pub number: String,
    /// What happened, in words: written beside its line where there is room for all of them; it may be empty.
    pub label: String,
}

/// Points of a [`Trend`] that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stretch {
    /// Its name; cut where there is no room for it.
    pub label: String,
    /// The first of the points: an index. It goes on until the next stretch, or the end.
    pub from: usize,
}

/// A line with its interval band, the last value labelled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// The periods, oldest first, without holes: a period without a value is a point without one.
    pub points: Vec<TrendPoint>,
    /// The measured axis.
    pub axis: Axis,
    /// Named lines: a target, a benchmark. The first is named nearest to its line where they are close.
    pub marks: Vec<Mark>,
    /// What happened, in the order of periods.
    pub events: Vec<EventMark>,
    /// Where a new line begins, because what is measured is another thing from there on: indices into the points.
    pub breaks: Vec<usize>,
    /// What neighbouring points belong to, in their order: named above the plot, and parted by lines.
    pub stretches: Vec<Stretch>,
    /// The last period is not over yet: its point is hollow.
    pub partial_last: bool,
    /// What is usual, in words: named at the edge of its band where there is room.
    pub usual: String,
    /// Levels that it kept for some periods, each a level line.
    pub plateaus: Vec<Plateau>,
    /// By how much it changed, written below the last value; empty if it did not.
    pub change: String,
    /// Other lines, thinner.
    pub beside: Vec<Beside>,
}

/// A level that a [`Trend`] kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Plateau {
    /// The first of its periods: an index into the points.
    pub from: usize,
    /// The last of them.
    pub to: usize,
    /// The level.
    pub value: f64,
}

/// What a mark says beside its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// One of many.
    #[default]
    Neutral,
    /// To be welcomed.
    Good,
    /// To be worried about.
    Bad,
    /// What the figure is about.
    Accent,
}

/// One class of a [`Distribution`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The class: `"9"`, `"very satisfied"`.
    pub label: String,
    /// The bar's length.
    pub value: f64,
    /// The value as it is to be read.
    pub text: String,
    /// Its colour.
    pub tone: Tone,
    /// The value to compare with: an outline behind the bar.
    pub before: Option<f64>,
}

/// Neighbouring bars of a [`Distribution`] that count as one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bracket {
    /// The first of them: an index.
    pub from: usize,
    /// The last of them.
    pub to: usize,
    /// What they are and come to: `"promoters 48 %"`.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
}

/// Upright bars from zero, each with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// The classes in the order of their scale.
    pub bars: Vec<Bar>,
    /// The measured axis.
    pub axis: Axis,
    /// What bars count as together, from left to right, apart from each other: written above them.
    pub brackets: Vec<Bracket>,
}

/// One part in a [`Breakdown`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The part; in two lines where it is long.
    pub label: String,
    /// The value.
    pub value: f64,
    /// The lower end of the interval; the value itself if there is none.
    pub low: f64,
    /// The upper end of the interval; the value itself if there is none.
    pub high: f64,
    /// The value as it is to be read.
    pub text: String,
    /// What is said below the value where it is pointed at: interval and base; it may be empty.
    pub detail: String,
    /// Its colour.
    pub tone: Tone,
    /// The value to compare with: a small ring behind the dot.
    pub before: Option<f64>,
    /// Another measure of it, beside the value; it may be empty.
    pub note: String,
}

/// One line for each part: label, dot with interval, value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breakdown {
    /// The parts, from top to bottom.
    pub rows: Vec<Row>,
    /// The measured axis.
    pub axis: Axis,
    /// What the parts are compared with: the whole.
    pub reference: Option<Mark>,
    /// What values and notes are, written above them; empty where the words beside the chart say so.
    pub heads: [String; 2],
    /// What each row comes to together with all above it, as in a Pareto chart: rings along a line. Empty if that says nothing.
    pub added: Vec<f64>,
}

/// A point from which on a [`Curve`] has a new share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The time, in the unit of the chart's axis.
    pub x: f64,
    /// The share still open from then on, 0 to 100.
    pub share: f64,
    /// The lower end of the share's interval.
    pub low: Option<f64>,
    /// The upper end of the share's interval.
    pub high: Option<f64>,
    /// What is said where it is pointed at, time and share; empty where nothing is.
    pub text: String,
}

/// One group or period in a [`Survival`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Curve {
    /// The group or period.
    pub label: String,
    /// Its steps in the order of time. It starts at 100 from the axis' start, unless a step says otherwise.
    pub steps: Vec<Step>,
    /// It is the one that the figure is about.
    pub emphasised: bool,
}

/// The share still open over time, in steps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Survival {
    /// The curves; those emphasised are drawn last, on top.
    pub curves: Vec<Curve>,
    /// The time axis; it starts at 0 unless it says otherwise.
    pub axis: Axis,
    /// Named times, a promise for example.
    pub marks: Vec<Mark>,
    /// What is shared: `"still open"`.
    pub share_name: String,
}

/// Where a [`Waterfall`] begins or ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// When or where that was; cut after 28 characters.
    pub label: String,
    /// The value.
    pub value: f64,
    /// The value as it is to be read.
    pub text: String,
}

/// What adds to or takes from a level in a [`Waterfall`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// What it is; cut after 28 characters.
    pub label: String,
    /// What it adds; negative if it takes away.
    pub amount: f64,
    /// The amount as it is to be read.
    pub text: String,
    /// What is said below the amount where it is pointed at; it may be empty.
    pub detail: String,
    /// Its colour.
    pub tone: Tone,
}

/// From one level to another: what each part adds, one below the other. The axis need not begin at zero: bars are
/// differences, and levels are dots.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waterfall {
    /// The level to begin with.
    pub before: Level,
    /// The parts, from top to bottom. Together they are the difference of the levels.
    pub parts: Vec<Part>,
    /// The level to end with.
    pub after: Level,
    /// The measured axis.
    pub axis: Axis,
}

/// The size of a drawing in px at its natural scale; type is set at 13 px.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}
