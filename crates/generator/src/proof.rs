//! What simulations found of the report's own words: how often an interval held the truth, how often a verdict was false,
//! how often a change was found.
//!
//! The table (`proof.csv`) is written by the suite `proof`, which simulates all of it anew and compares: nobody writes a row
//! by hand, and none can be older than the code it speaks of. One row is one thing simulated in one setting.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The table as it was written.
pub const TABLE: &str = include_str!("../proof.csv");

/// What was simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Samples whose interval held the true value of a metric.
    Interval,
    /// Samples whose interval of the part that verdicts fall on held its true value.
    IntervalJudged,
    /// Samples of answers with weights.
    IntervalWeighted,
    /// Periods in which answers came in clusters.
    IntervalClustered,
    /// Periods of tickets whose days have something in common.
    IntervalTickets,
    /// Pairs of samples whose interval of the change held the true change of a metric.
    Change,
    /// The same where answers came in clusters.
    ChangeClustered,
    /// The same of tickets whose days have something in common.
    ChangeTickets,
    /// The same where the same customers answered in both periods.
    ChangePanel,
    /// Studies in which the interval of a driver's importance held its true importance.
    Drivers,
    /// Reports without any change with a word in a family of comparisons.
    Family,
    /// The same for reports of forty figures and eight dimensions.
    WideReport,
    /// Comparisons of periods without any change that were said to differ, or of too few clusters to say.
    FewClusters,
    /// Comparisons of periods of few clusters, without any change, that were a word by themselves.
    Clusters,
    /// Courses of figures without any change that were a word.
    QuietCourse,
    /// Courses of figures of the same customers in all periods, without any change, that were a word.
    QuietPanel,
    /// Courses of a figure with seasons whose change was taken for one that lasts.
    Season,
    /// Falls that stay and were told.
    Fall,
    /// Falls by as much in each period that were told.
    Drift,
    /// Seasons that were told to be as a year ago.
    SeasonTold,
}

/// What something simulated says of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// How often intervals hold the truth.
    Intervals,
    /// How often something is said where there is nothing.
    Alarms,
    /// How often something that is there is found.
    Found,
}

impl What {
    /// What it says of a report.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Interval
            | Self::IntervalJudged
            | Self::IntervalWeighted
            | Self::IntervalClustered
            | Self::IntervalTickets
            | Self::Change
            | Self::ChangeClustered
            | Self::ChangeTickets
            | Self::ChangePanel
            | Self::Drivers => Group::Intervals,
            Self::Family
            | Self::WideReport
            | Self::FewClusters
            | Self::Clusters
            | Self::QuietCourse
            | Self::QuietPanel
            | Self::Season => Group::Alarms,
            Self::Fall | Self::Drift | Self::SeasonTold => Group::Found,
        }
    }
}

/// One thing simulated in one setting: how often it came out so, and how often is promised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What was simulated.
    pub what: What,
    /// Of which metric, or of which families of comparisons, by id.
    pub subject: String,
    /// From which distribution, where there are several.
    pub case: String,
    /// How many answers, or records, there were a period, or on average as an effective base.
    pub answers: Option<u64>,
    /// In how many clusters they came.
    pub clusters: Option<u64>,
    /// The size of the change: points, or points a period.
    pub size: Option<u64>,
    /// How many periods the change had lasted.
    pub lasted: Option<u64>,
    /// How many were simulated.
    pub runs: u64,
    /// In how many of them it came out so.
    pub hits: u64,
    /// The smallest share that is promised, 0 … 1.
    pub low: f64,
    /// The largest share that is promised, 0 … 1.
    pub high: f64,
}

impl Claim {
    /// The share that was found, 0 … 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.hits as f64 / self.runs as f64
    }

    /// What tells it from all others: everything but what was found and what is promised.
    #[must_use]
    pub fn key(&self) -> impl Ord + '_ {
        let numbers = [self.answers, self.clusters, self.size, self.lasted];
        (self.what, self.subject.as_str(), numbers, self.case.as_str())
    }
}

/// All that simulations found. A table that could not be read has none: a test sees to it that it can be.
#[must_use]
pub fn known() -> &'static [Claim] {
    static KNOWN: LazyLock<Vec<Claim>> = LazyLock::new(|| read(TABLE).unwrap_or_default());
    &KNOWN
}

/// The rows of a table.
///
/// # Errors
/// If a row cannot be read, says what cannot be, or stands twice; with its line and what to do.
pub fn read(table: &str) -> Result<Vec<Claim>, String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut claims: Vec<Claim> = Vec::new();
    for (row, line) in reader.deserialize::<Claim>().zip(2..) {
        let remedy = "write the table anew: `cargo xtask bless proof`";
        let claim = row.map_err(|error| format!("line {line} is no row of the table ({error}); {remedy}"))?;
        let promised = 0.0 <= claim.low && claim.low <= claim.high && claim.high <= 1.0;
        if claim.runs == 0 || claim.hits > claim.runs || !promised {
            return Err(format!("line {line} says what cannot be: {claim:?}; {remedy}"));
        }
        if claims.last().is_some_and(|last| last.key() >= claim.key()) {
            return Err(format!("line {line} is not in order, or stands twice; {remedy}"));
        }
        claims.push(claim);
    }
    Ok(claims)
}

/// Rows as a table, in order.
///
/// # Errors
/// If a row cannot be written.
pub fn write(mut claims: Vec<Claim>) -> Result<String, String> {
    claims.sort_by(|a, b| a.key().cmp(&b.key()));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for claim in &claims {
        writer.serialize(claim).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "what,subject,case,answers,clusters,size,lasted,runs,hits,low,high\n";

    fn wrong(rows: &str) -> String {
        read(&format!("{HEAD}{rows}")).expect_err("a table that is wrong")
    }

    #[test]
    fn the_table_that_comes_with_the_program_can_be_read_and_is_written_the_same() {
        let claims = read(TABLE).unwrap();
        assert!(!claims.is_empty());
        assert_eq!(write(claims).unwrap(), TABLE);
    }

    #[test]
    fn a_table_in_any_order_is_written_in_one() {
        let table =
            format!("{HEAD}interval,nps,a,30,,,,4000,3810,0.93,1.0\ndrivers,,,300,,,,9,9,0.92,0.97\n");
        let mut claims = read(&table).unwrap();
        assert!((claims[0].share() - 0.9525).abs() < 1e-12);
        claims.reverse();
        assert_eq!(write(claims).unwrap(), table);
    }

    #[test]
    fn what_cannot_be_is_told_with_its_line() {
        let good = "interval,nps,a,30,,,,4000,3810,0.93,1\n";
        assert!(wrong("interval,nps,a,30,,,,4000,4001,0.93,1\n").starts_with("line 2 says what cannot be"));
        assert!(wrong(&format!("{good}interval,nps,b,30,,,,0,0,0.93,1\n")).starts_with("line 3 "));
        assert!(wrong("interval,nps,a,30,,,,40,30,0.93,0.9\n").contains("cargo xtask bless proof"));
        assert!(wrong(&format!("{good}{good}")).starts_with("line 3 is not in order, or stands twice"));
        assert!(wrong("guess,nps,a,30,,,,40,30,0.93,1\n").contains("is no row"));
    }
}
