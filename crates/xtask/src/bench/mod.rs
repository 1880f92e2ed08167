//! `cargo xtask bench`: how fast cxpress is, beside what it could be and what others are.
//!
//! In flows a size, out flows a table. The data are invented, the same bytes every time, in a temporary folder.
//! Each measurement is a process of its own, so that its peak memory is its own. Figures of one run compare with
//! each other; the machine may be shared, so figures of two runs do not.

mod authored;
mod build;
mod charts;
mod counting;
mod data;
mod every;
mod floor;
mod months;
mod process;
mod python;
mod read;
mod report;
mod site;

use clap::{Args, Subcommand};

/// Measure how fast cxpress is.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Measure the whole way on a generated file, beside splitting the same bytes into fields.
    Build(build::Build),
    /// Measure reading and summarising, beside the floors and beside DuckDB and Polars on the same questions.
    Read(read::Read),
    /// Measure builds that remember: of many months, none or one was changed since the last.
    Months(months::Months),
    /// Measure what each metric costs in a full report: 36 months, 40 slices, records of every kind.
    Report(report::Report),
    /// Measure how fast charts are drawn, those of the sample on one thread.
    Charts(charts::Charts),
    /// Measure the pages of a full report: 36 months, 40 slices, all kinds of pages.
    Site(site::Site),
}

/// Why nothing was measured.
type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Bench {
    pub(crate) fn run(&self) -> Result<String, String> {
        let table = if cfg!(debug_assertions) {
            process::again_optimised()
        } else {
            match &self.what {
                What::Build(build) => build.run(),
                What::Read(read) => read.run(),
                What::Months(months) => months.run(),
                What::Report(report) => report.run(),
                What::Charts(charts) => charts.run(),
                What::Site(site) => site.run(),
            }
        };
        table.map_err(|error| error.to_string())
    }
}
