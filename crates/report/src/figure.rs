//! Figures by period and slice.

use cxpress_metric::{
    Absence, Direction, Estimate, Interval, Lens, Reading, Role, ScaleBounds, Shape, Statistic, Unit,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Audit, BenchmarkVerdict, Change, Comparison, Consistency, Control, Course, Decomposition, Echoes, Pareto,
    TargetVerdict,
};

/// One figure over all periods and slices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureSeries {
    /// The figure's name in pages, addresses and bindings: the id of its question.
    pub id: String,
    /// The name for readers.
    pub label: String,
    /// What it is called within sentences.
    #[serde(default)]
    pub forms: Forms,
    /// The question as customers read it.
    pub wording: Option<String>,
    /// The metric behind it.
    pub metric: MetricInfo,
    /// The side of customer experience it belongs to.
    pub lens: Lens,
    /// The unit of the headline.
    pub unit: Unit,
    /// Whether more is better.
    pub direction: Direction,
    /// Whether changes of it are judged; if not, it is only shown.
    pub tested: bool,
    /// Whether it adds up over a period, so that it is a figure *so far* while the period is not over.
    #[serde(default)]
    pub accrues: bool,
    /// What its base counts.
    pub counts: Counts,
    /// The answer scale.
    pub scale: Option<ScaleBounds>,
    /// The words that customers chose for scores, where they chose among words.
    pub score_words: Vec<(i32, String)>,
    /// How many answers of each period could not be used; none where nothing was rejected.
    pub rejected: Vec<u64>,
    /// The headline statistic, where the metric has a choice.
    pub statistic: Statistic,
    /// The promised time in seconds.
    pub within: Option<i64>,
    /// The touchpoint it is about.
    pub touchpoint: Option<String>,
    /// The source it comes from: its id in [`crate::DataAccount`].
    pub source: String,
    /// Whether the headline is weighted.
    pub weighted: bool,
    /// What is clustered by (a column, or `day` for the day created); none: answers are taken as independent.
    pub cluster: Option<String>,
    /// When it became another figure, in the order of days: nothing is compared across.
    pub changes: Vec<DefinitionChange>,
    /// The part that verdicts fall on; none for the headline itself.
    pub judged: Option<JudgedPart>,
    /// Under this effective base a comparison is too few to say.
    pub enough: f64,
    /// The target.
    pub target: Option<Target>,
    /// The benchmark.
    pub benchmark: Option<Benchmark>,
    /// The total, one cell a period.
    pub total: Vec<Cell>,
    /// The slices, by dimension and value.
    pub slices: Vec<SliceSeries>,
    /// How the total of the reporting period differs from that of each period before it, without verdicts: they are not
    /// corrected for being so many. None where either is not shown, was published, is rounded, or measured otherwise.
    #[serde(default)]
    pub earlier: Vec<Option<Change>>,
    /// How the total stands to its usual variation; none if it is not tested.
    pub control: Option<Control>,
    /// Whether it is the same for all values of a dimension, by dimension, where enough of them can be compared.
    pub consistency: Vec<Consistency>,
    /// How often each reason was given, where a dimension tells the reasons of what is counted.
    pub reasons: Option<Pareto>,
    /// How right it is by people's labels; none where people label nothing that it finds.
    #[serde(default)]
    pub audit: Option<Audit>,
}

/// What a figure is called within sentences, in the report's language; nothing where the configuration does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// What it is about: *recommendation*.
    pub noun: Option<String>,
    /// That it got better: *more customers would recommend us*.
    pub better: Option<String>,
    /// That it got worse: *fewer customers would recommend us*.
    pub worse: Option<String>,
}

/// A day from which a figure is measured in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionChange {
    /// The first period that it concerns, wholly or in part: an index into [`crate::Report::periods`].
    pub period: usize,
    /// The day.
    pub date: Date,
    /// What was changed.
    pub what: String,
}

impl FigureSeries {
    /// Whether some total is corrected by people's labels, so that what was counted has to be called so.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        let mut shown = self.total.iter().filter_map(Cell::shown);
        shown.any(|shown| shown.corrected.is_some())
    }

    /// Whether two periods, the earlier first, are measured in the same way.
    #[must_use]
    pub fn is_comparable(&self, before: usize, after: usize) -> bool {
        is_comparable(&self.changes, before, after)
    }

    /// In how many periods on end, up to this one, the target was missed for certain.
    #[must_use]
    pub fn missed_for(&self, period: usize) -> usize {
        let cells = self.total.get(..=period).unwrap_or_default().iter().rev();
        let targets = cells.map(|cell| cell.shown().and_then(|shown| shown.target));
        targets
            .take_while(|it| *it == Some(TargetVerdict::Missed))
            .count()
    }

    /// The cells of a slice.
    #[must_use]
    pub fn slice(&self, dimension: usize, value: usize) -> Option<&SliceSeries> {
        self.slices
            .iter()
            .find(|slice| slice.dimension == dimension && slice.value == value)
    }

    /// The cells of a slice, by dimension and value, or of the total; none where the figure has no such slice.
    #[must_use]
    pub fn cells(&self, slice: Option<(usize, usize)>) -> &[Cell] {
        match slice {
            None => &self.total,
            Some((dimension, value)) => self.slice(dimension, value).map_or(&[], |slice| &slice.cells),
        }
    }

    /// What verdicts fall on in a cell, if it is shown.
    #[must_use]
    pub fn judged_in<'a>(&self, cell: &'a Cell) -> Option<&'a Estimate> {
        cell.shown()?.reading(self.judged_part())?.estimate()
    }

    /// The id of the part that verdicts fall on; none for the headline itself.
    #[must_use]
    pub fn judged_part(&self) -> Option<&str> {
        self.judged.as_ref().map(|judged| judged.id.as_str())
    }

    /// The unit of what verdicts fall on.
    #[must_use]
    pub fn judged_unit(&self) -> Unit {
        self.judged.as_ref().map_or(self.unit, |judged| judged.unit)
    }
}

/// The part of a figure that verdicts fall on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedPart {
    /// Its name among the parts of the figure.
    pub id: String,
    /// Its unit.
    pub unit: Unit,
    /// What it is to the figure.
    pub role: Role,
    /// Whether more of it is better.
    pub direction: Direction,
}

/// Whether no change lies between two periods, the earlier first.
#[must_use]
pub fn is_comparable(changes: &[DefinitionChange], before: usize, after: usize) -> bool {
    !changes
        .iter()
        .any(|change| before < change.period && change.period <= after)
}

/// What the base of a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// Answers to a question.
    Answers,
    /// Comments.
    Comments,
    /// Records of the source's kind.
    Records,
}

/// What is said of the metric behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricInfo {
    /// The metric's id: `nps`.
    pub id: String,
    /// The version of its definition.
    pub definition: u32,
    /// What it is, how it is computed, how to read it, how it misleads: Markdown in the report's language.
    pub explanation: String,
}

/// A figure in one slice, over all periods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SliceSeries {
    /// The dimension: an index into [`crate::Report::dimensions`].
    pub dimension: usize,
    /// The value: an index into its values.
    pub value: usize,
    /// One cell a period.
    pub cells: Vec<Cell>,
}

/// A figure in one period and slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// It is shown.
    Shown(Box<Shown>),
    /// The group is too small to be shown. Nothing else is known of it here.
    Withheld,
    /// There is nothing to show.
    Absent(Absence),
}

impl Cell {
    /// What is shown, if anything is.
    #[must_use]
    pub fn shown(&self) -> Option<&Shown> {
        if let Self::Shown(shown) = self {
            Some(shown)
        } else {
            None
        }
    }
}

/// A figure that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The headline: a value, or why there is none although there are records (*not reached*, *too few*).
    pub headline: Reading,
    /// Further named values.
    pub parts: Vec<FigurePart>,
    /// What can be drawn.
    pub shape: Shape,
    /// Those without an answer, by kind.
    pub missing: MissingCounts,
    /// The figure without weights, where the source has weights.
    pub unweighted: Option<Unweighted>,
    /// Whether what would tell a withheld group beside its values is left out: it has weights, and some group of it is
    /// withheld in the period.
    #[serde(default)]
    pub discreet: bool,
    /// Whether its values are rounded to what about one answer is worth as well: the weights can be known, because they
    /// are the same for all of a group.
    #[serde(default)]
    pub rounded: bool,
    /// Whether the interval was widened because answers came in clusters.
    pub widened: bool,
    /// What people's labels correct it to; totals only. All comparisons are of what was counted.
    #[serde(default)]
    pub corrected: Option<Corrected>,
    /// Against the period before.
    pub before: Option<Comparison>,
    /// Against the same period of the year before.
    pub year_before: Option<Comparison>,
    /// A slice against everybody else in the period.
    pub rest: Option<Comparison>,
    /// Whether its level changed within a year; none where too few periods or answers are shown.
    #[serde(default)]
    pub course: Option<Course>,
    /// Which groups the told change of the total comes from, and which only echo it; none where no change is told, and of
    /// groups.
    #[serde(default)]
    pub echoes: Option<Echoes>,
    /// The mean of a slice drawn towards that of everybody, by which slices are ranked: few answers move it little
    /// (Bühlmann 1967). In points of the scale; slices of metrics that rank only.
    pub ranked: Option<f64>,
    /// Against the target.
    pub target: Option<TargetVerdict>,
    /// Against the benchmark; totals only, because benchmarks are of all customers.
    pub benchmark: Option<AgainstBenchmark>,
    /// Why the total moved since the period before, one explanation a dimension.
    pub movements: Vec<Decomposition>,
}

impl Shown {
    /// The headline that readers are told: the corrected one, where people's labels correct it.
    #[must_use]
    pub fn told(&self) -> Reading {
        match &self.corrected {
            Some(corrected) => Reading::Value(corrected.headline),
            None => self.headline,
        }
    }

    /// The estimate whose base stands for the cell: the headline, or, where that was not reached, the part that
    /// rests on most.
    #[must_use]
    pub fn basis(&self) -> Option<&Estimate> {
        let parts = self.parts.iter().filter_map(|part| part.reading.estimate());
        self.headline
            .estimate()
            .or_else(|| parts.max_by_key(|estimate| estimate.base))
    }

    /// A reading by part name; the headline for `None`.
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

    /// The first part in a role.
    #[must_use]
    pub fn in_role(&self, role: Role) -> Option<&FigurePart> {
        self.parts.iter().find(|part| part.role == role)
    }
}

/// A figure of comments corrected for what the machine gets wrong (Rogan and Gladen 1978). Comparisons are of what was
/// counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Corrected {
    /// The corrected headline; its interval is that of the labels, too.
    pub headline: Estimate,
    /// The corrected shares of tones.
    pub parts: Vec<FigurePart>,
}

/// A figure without the weights of its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unweighted {
    /// The headline, each answer counting 1.
    pub headline: Reading,
    /// Its parts, likewise.
    pub parts: Vec<FigurePart>,
    /// The sum of the weights that were left out.
    pub weight: f64,
}

/// A named value of a figure: `p90`, `mean`, `promoters`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigurePart {
    /// The name, unique in the figure.
    pub id: String,
    /// Its unit.
    pub unit: Unit,
    /// What it is to the figure.
    #[serde(default)]
    pub role: Role,
    /// Its value.
    pub reading: Reading,
}

/// Those without an answer. The kinds stay apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingCounts {
    /// The question was not put.
    pub not_asked: u64,
    /// The question was left blank.
    pub not_answered: u64,
    /// The question does not apply.
    pub does_not_apply: u64,
    /// The customer does not know.
    pub dont_know: u64,
    /// The comment is in a language that the metric cannot read.
    #[serde(default)]
    pub other_language: u64,
}

impl MissingCounts {
    /// All of them.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.not_asked + self.not_answered + self.does_not_apply + self.dont_know + self.other_language
    }
}

/// A target, in the unit of the headline (for judged parts: of that part).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The value to reach.
    pub value: f64,
    /// The first period that is held against it: an index into [`crate::Report::periods`], or their number if none is.
    pub from: usize,
    /// The day from which it is to be reached; none if it always was.
    pub since: Option<Date>,
    /// Who set it, or where it is written.
    pub source: Option<String>,
}

/// A figure of others, in the unit of the headline (for judged parts: of that part).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// The value.
    pub value: f64,
    /// Its name for readers.
    pub label: String,
    /// Who published it, and where.
    pub source: String,
    /// When it was published or last measured.
    pub date: Date,
    /// How many answers it rests on, if that is known.
    pub base: Option<u64>,
    /// The question as it was asked there.
    pub wording: Option<String>,
}

/// A figure against its benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgainstBenchmark {
    /// What it comes to.
    pub verdict: BenchmarkVerdict,
    /// The figure less the benchmark.
    pub difference: f64,
    /// The 95 % interval of the difference; the benchmark's own uncertainty is in it where its base is known.
    pub interval: Interval,
    /// The standard error of the benchmark; none if it had to be taken as exact.
    pub error: Option<f64>,
}
