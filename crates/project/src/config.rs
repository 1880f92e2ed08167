//! `cxpress.yaml`, checked and resolved: every name is known, every scale fits, every column has its place.

use cxpress_metric::{Field, Kind, Lens, Missing, Quality, Question, ScaleBounds};
use std::sync::Arc;

use cxpress_report::{Forms, PeriodKind, State};
use cxpress_table::dialect::{Dialect, Length};
use cxpress_voice::redact::Redactor;
use jiff::civil::Date;

use crate::period::Starts;
use cxpress_diagnostic::Place;
use cxpress_document::Named;

/// The name of the configuration file in a project's folder.
pub const FILE: &str = "cxpress.yaml";

/// The configuration of a report.
#[derive(Clone, Debug)]
pub struct Config {
    /// The title of the report.
    pub title: String,
    /// Who publishes it.
    pub organization: Option<String>,
    /// The language of all words: a BCP 47 tag.
    pub language: String,
    /// The zone of times without offset: an IANA name that exists.
    pub timezone: String,
    /// How long a period is.
    pub period: PeriodKind,
    /// Where weeks and years begin.
    pub starts: Starts,
    /// The names of waves in their order; told by the data if there are none.
    pub waves: Vec<String>,
    /// Draft or final.
    pub state: State,
    /// The accent colour, `#rrggbb`.
    pub accent: Option<String>,
    /// The name of the theme, if the report does not have the default one.
    pub theme: Option<Named>,
    /// The path of the logo.
    pub logo: Option<Named>,
    /// By what other periods the same is reported as well, each as a site within the site.
    pub also_by: Vec<PeriodKind>,
    /// Where the site stands, as an address of the web.
    pub address: Option<String>,
    /// The figures on tiles: ids of questions, at most seven. Empty: the first seven.
    pub headline: Vec<String>,
    /// The figures that tell of a quality, where the configuration names them: ids of questions.
    pub quality: Vec<(Quality, Vec<String>)>,
    /// The stages of the journey in their order. Touchpoints that are in none come after, as they appear.
    pub journey: Vec<StageConfig>,
    /// Where the feedback comes from, in the order of the file.
    pub sources: Vec<Source>,
    /// What is to be reached, by question.
    pub targets: Vec<TargetConfig>,
    /// What others reach, by question.
    pub benchmarks: Vec<BenchmarkConfig>,
    /// Which figures may go with others, by outcome.
    pub drivers: Vec<DriversConfig>,
    /// What staff believe that customers say, by question of customers.
    pub delivery_gaps: Vec<DeliveryGapConfig>,
    /// Groups smaller than this are withheld.
    pub minimum_base: u64,
    /// Groups with fewer comments than this are withheld.
    pub minimum_comments: u64,
    /// Takes personal data out of comments, with the names and numbers that the configuration adds.
    pub redactor: Arc<Redactor>,
    /// The version of the codebook, which is printed.
    pub codebook: String,
    /// How much may be rejected before the build fails.
    pub limits: Limits,
}

/// A source of feedback.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its name for readers; the id where none is given.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Where the period of a row is found.
    pub period: PeriodFrom,
    /// Rows before this day are set aside.
    pub from: Option<Date>,
    /// Rows after this day are set aside.
    pub until: Option<Date>,
    /// What else is known of a row.
    pub fields: Vec<FieldConfig>,
    /// The column that identifies a customer, so that their next ticket can be found, or who answered a survey.
    pub customer: Option<IdConfig>,
    /// The sources of referrals and reviews in which its respondents are looked for: places among all sources.
    pub advocacy: Vec<usize>,
    /// Whether respondents of another source are looked for in this one.
    pub is_searched: bool,
    /// Its files: patterns relative to the project, environment variables already put in.
    pub files: Vec<FilePattern>,
    /// How its files are written.
    pub dialect: Dialect,
    /// The column that identifies a response or a ticket: one that stands in several rows counts once.
    pub response_id: Option<IdConfig>,
    /// When a row was last changed: of rows with the same id, the one that was changed last is the newest.
    pub updated: Option<ColumnRef>,
    /// The column that identifies who answered: one response of theirs counts in each period.
    pub respondent: Option<IdConfig>,
    /// Which of several rows counts, where the configuration says so; see [`Source::of_same_id`].
    pub answers: Option<Answers>,
    /// Rows that are no customers, by the values of columns.
    pub leave_out: Vec<LeaveOut>,
    /// Whether the configuration says which rows are to be left out, be it none.
    pub says_leave_out: bool,
    /// Whether rows that are left out still tell which state of their record is the newest. Only while that is found out.
    pub left_out_tell: bool,
    /// Whether it is known when a row began; else only to which period it belongs.
    pub starts: bool,
    /// What counts as missing in all that is read from this source: answers, comments, times, numbers, groups, ids;
    /// beside the built-in table. Compared after trimming, in any case.
    pub missing: Vec<(String, Missing)>,
    /// The column that says for how many answers a row stands, in tables that are already counted.
    pub count: Option<ColumnRef>,
    /// The column of weights. A file without it counts every answer once, where `optional` columns allow it.
    pub weight: Option<ColumnRef>,
    /// What makes answers come together.
    pub cluster: Cluster,
    /// What customers differ in.
    pub dimensions: Vec<DimensionConfig>,
    /// The questions, and so the figures.
    pub questions: Vec<QuestionConfig>,
    /// How many comments of a period are quoted for each theme; mostly none.
    pub quotes: usize,
    /// Whether some study needs the answers of a row together.
    pub sampled: bool,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// Which of several rows counts: of those with the same id, or of a respondent's in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// The latest.
    Latest,
    /// The first.
    First,
}

/// A column of ids.
#[derive(Clone, Debug)]
pub struct IdConfig {
    /// The column.
    pub column: ColumnRef,
    /// What stands for nobody, beside blanks and what counts as missing everywhere. Compared after trimming, in any
    /// case.
    pub missing: Vec<String>,
    /// Who may have any number of rows: a large customer. Compared as `missing`.
    pub known: Vec<String>,
    /// Whether the same id in another file is another one: numbers that begin again in each export.
    pub within_file: bool,
}

/// A pattern of files, and where it stands in the configuration.
#[derive(Clone, Debug)]
pub struct FilePattern {
    /// The pattern.
    pub pattern: String,
    /// Its place.
    pub place: Place,
}

/// A field of records: its column, and how that is read.
#[derive(Clone, Debug)]
pub struct FieldConfig {
    /// The field.
    pub field: Field,
    /// Its column.
    pub column: ColumnRef,
    /// How lengths are written, where the column holds how much time had passed since the row began; none for times.
    pub length: Option<Length>,
    /// Texts that mean yes and texts that mean no, beside the usual ones. Compared after trimming, in any case.
    pub words: [Vec<String>; 2],
}

/// Where the period of a row is found.
#[derive(Clone, Debug)]
pub enum PeriodFrom {
    /// In a column of dates; for tickets that of creation.
    Column(ColumnRef),
    /// In the file's name: the parts `year`, `month`, `quarter`, `week` or `wave` of a pattern.
    FileName(regex::Regex),
    /// In a column of the names of waves.
    Wave(ColumnRef),
    /// Nowhere: all rows belong to the period with this name.
    Name(String),
}

/// Rows that are no customers: merged, spam, tests.
#[derive(Clone, Debug)]
pub struct LeaveOut {
    /// The column that tells them.
    pub column: ColumnRef,
    /// Its name for readers.
    pub name: String,
    /// The values that tell them, as they are written; blank is one. Compared after trimming, in any case, with a cell and
    /// with each of several values in one.
    pub values: Vec<String>,
}

/// What makes answers come together, so that they are not independent.
#[derive(Clone, Debug)]
pub enum Cluster {
    /// Nothing: answers are taken as independent, and the report says so.
    None,
    /// The day a row began.
    Day,
    /// The value of a column: a flight, a store, a customer.
    Column(ColumnRef),
}

/// A column by name, with alternatives for files that call it otherwise. The first alternative that a file has
/// is taken.
#[derive(Clone, Debug)]
pub struct ColumnRef {
    /// The names, trimmed and in lower case.
    pub names: Vec<ColumnName>,
    /// Whether a file may lack it: then nobody was asked there.
    pub optional: bool,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// One name of a column.
#[derive(Clone, Debug)]
pub struct ColumnName {
    /// The name, trimmed and in lower case.
    pub name: String,
    /// The name as it was written.
    pub written: String,
    /// The files it holds for; all if none. Compared with the file's name without folders.
    pub files: Option<globset::GlobMatcher>,
}

/// A dimension in a source. The same id in several sources is one dimension.
#[derive(Clone, Debug)]
pub struct DimensionConfig {
    /// Its id.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// Where its values come from.
    pub from: DimensionFrom,
    /// Names for readers, by value; values come trimmed.
    pub labels: Vec<(String, String)>,
    /// Values that stand for "not known". Blank always does, and so do `N/A` and the like unless `labels` name them.
    pub missing: Vec<String>,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// Where the values of a dimension come from.
#[derive(Clone, Debug)]
pub enum DimensionFrom {
    /// A column.
    Column(ColumnRef),
    /// Two dimensions of the same source, by their places in it: each pair of their values is a value.
    Cross([usize; 2]),
}

/// A question in a source.
#[derive(Clone, Debug)]
pub struct QuestionConfig {
    /// The question as its metric sees it.
    pub question: Question,
    /// Its name for readers.
    pub label: String,
    /// What it is called within sentences.
    pub forms: Forms,
    /// The wording customers read.
    pub wording: Option<String>,
    /// Its column; none for metrics of records.
    pub column: Option<ColumnRef>,
    /// Whether the column holds what customers wrote.
    pub is_comment: bool,
    /// The theme of the codebook that it looks for in that.
    pub theme: Option<String>,
    /// Pairs of columns, of an answer and of what the same respondent had expected: the score is then the sum of the
    /// first less the second, over all pairs. The column above is that of the first answer.
    pub pairs: Vec<[ColumnRef; 2]>,
    /// The scale that answers are written in. The question's own is that of sums where expectations are taken off.
    pub written: Option<ScaleBounds>,
    /// Of a question with several answers, the one this is about: 1 for those who chose it, 0 for those who did not.
    pub choice: Option<String>,
    /// What stands between choices in one cell; the usual marks, or what the vendor writes, if none. A blank stands for any
    /// blanks.
    pub separator: Option<String>,
    /// Scores of answers that are words. Compared after trimming, in any case.
    pub values: Vec<(String, i32)>,
    /// What counts as missing in this question only.
    pub missing: Vec<(String, Missing)>,
    /// When it was changed so that figures before and after cannot be compared, and what was changed, in the order of days.
    pub changes: Vec<(Date, String)>,
    /// Whether only business hours count.
    pub business: bool,
    /// A change smaller than this does not matter, in the unit of what is judged; the usual margin of its unit if none.
    pub margin: Option<f64>,
    /// The dimension that tells the reasons of what is counted: its place among those of the source.
    pub reasons: Option<usize>,
    /// The touchpoint it is about.
    pub touchpoint: Option<String>,
    /// The side of customer experience it belongs to, where not the metric's own.
    pub lens: Option<Lens>,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// A target.
#[derive(Clone, Debug)]
pub struct TargetConfig {
    /// The question.
    pub question: String,
    /// The value, in the unit of what is judged (per cent 0 … 100).
    pub value: f64,
    /// The day from which it is to be reached; periods that end before are not held against it.
    pub since: Option<Date>,
    /// Who set it, or where it is written.
    pub source: Option<String>,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// A figure of others that the report's own is held against.
#[derive(Clone, Debug)]
pub struct BenchmarkConfig {
    /// The question.
    pub question: String,
    /// The value, in the unit of what is judged (per cent 0 … 100).
    pub value: f64,
    /// Its name for readers.
    pub label: String,
    /// Who published it, and where.
    pub source: String,
    /// When it was published or last measured.
    pub date: Date,
    /// How many answers it rests on. Without it, its own uncertainty is not known.
    pub base: Option<u64>,
    /// The question as it was asked there.
    pub wording: Option<String>,
    /// Where it stands in the configuration.
    pub place: Place,
}

/// A stage of the journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageConfig {
    /// Its name for readers; none where touchpoints are listed without stages.
    pub label: Option<String>,
    /// Its touchpoints in the order in which customers meet them.
    pub touchpoints: Vec<String>,
}

/// An outcome, and what may go with it.
#[derive(Clone, Debug)]
pub struct DriversConfig {
    /// The outcome: a question with scores.
    pub outcome: String,
    /// At least two other questions of its source with scores.
    pub drivers: Vec<String>,
}

/// A question of customers, and the one by which staff guess what customers say.
#[derive(Clone, Debug)]
pub struct DeliveryGapConfig {
    /// The question of customers.
    pub customers: String,
    /// The question of staff, in a source of staff, with the same unit.
    pub staff: String,
    /// How many staff there are; none if it is not known.
    pub population: Option<u64>,
}

/// How much may be rejected before the build fails, 0 … 1.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The share of rows of a source.
    pub rejected_rows: f64,
    /// The share of answers to a question.
    pub rejected_answers: f64,
}

impl Source {
    /// Whether what it holds has a life, in which rows about it change: tickets, reviews, orders, customers,
    /// invitations. What somebody answered stays as it was given.
    #[must_use]
    pub const fn lives(&self) -> bool {
        self.starts
    }

    /// Which of several rows with the same id counts: of what lives the newest, of what was answered the first, unless
    /// the configuration says otherwise.
    #[must_use]
    pub fn of_same_id(&self) -> Answers {
        let usual = if self.lives() {
            Answers::Latest
        } else {
            Answers::First
        };
        self.answers.unwrap_or(usual)
    }

    /// Which of several responses counts that a respondent gave in a period: the latest, unless the configuration says
    /// otherwise.
    #[must_use]
    pub fn of_respondent(&self) -> Answers {
        self.answers.unwrap_or(Answers::Latest)
    }

    /// All values by which rows are left out, with their rules, in the order of the configuration.
    pub fn left_out(&self) -> impl Iterator<Item = (&LeaveOut, &str)> {
        let values = |rule: &'_ LeaveOut| rule.values.len();
        let all = self
            .leave_out
            .iter()
            .flat_map(move |rule| (0..values(rule)).map(move |at| (rule, at)));
        all.map(|(rule, at)| (rule, rule.values[at].as_str()))
    }
}

impl Config {
    /// All questions with their sources, in the order of the configuration.
    pub fn questions(&self) -> impl Iterator<Item = (&Source, &QuestionConfig)> {
        self.sources
            .iter()
            .flat_map(|source| source.questions.iter().map(move |question| (source, question)))
    }
}
