//! Engines with a Python package, asked the same questions by a small script.

use std::path::Path;
use std::process::{Command, Stdio};

/// An engine and how it is asked.
///
/// The clock starts after the import and includes opening the engine and fetching every group.
pub(super) struct Engine {
    /// The package to install and import.
    pub(super) package: &'static str,
    script: &'static str,
    /// What the script gets after the path of the file and the number of threads.
    query: &'static str,
}

/// Every grouping from the rows.
pub(super) const DUCKDB: Engine = Engine {
    package: "duckdb",
    script: ASK_DUCKDB,
    query: FROM_ROWS,
};

/// The finest grouping from the rows, all others from that: not how one writes it at first, but faster.
pub(super) const DUCKDB_TWICE: Engine = Engine {
    package: "duckdb",
    script: ASK_DUCKDB,
    query: FROM_GROUPS,
};

/// All groupings as one plan on the streaming engine, which reads the file once.
pub(super) const POLARS: Engine = Engine {
    package: "polars",
    script: ASK_POLARS,
    query: "",
};

impl Engine {
    /// Whether its package can be imported.
    pub(super) fn is_installed(&self) -> bool {
        let mut command = Command::new("python3");
        command.arg("-c").arg(format!("import {}", self.package));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// Prints seconds, peak memory in MB, answers, promoters and groups.
    pub(super) fn command(&self, file: &Path, threads: usize) -> Command {
        let mut command = Command::new("python3");
        command.args(["-c", self.script]).arg(file);
        command.arg(threads.to_string()).arg(self.query);
        command
    }
}

const ASK_DUCKDB: &str = r#"
import resource, sys, time
import duckdb

path, threads, query = sys.argv[1:]
responses = """
    SELECT date_trunc('month', date) AS month, * FROM read_csv(
        $path, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
        columns = {response: 'VARCHAR', date: 'DATE', channel: 'VARCHAR', segment: 'VARCHAR', region: 'VARCHAR',
            product: 'VARCHAR', recommend: 'TINYINT', satisfaction: 'TINYINT', effort: 'TINYINT', comment: 'VARCHAR'})
"""

start = time.perf_counter()
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
connection.execute("SET threads = " + threads)
groups = connection.execute(f"WITH responses AS ({responses}) {query}", {"path": path}).fetchall()
seconds = time.perf_counter() - start

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
total = [group for group in groups if group[0] == 0b1111]
print(seconds, peak, sum(group[1] for group in total), sum(group[2] for group in total), len(groups))
"#;

const FROM_ROWS: &str = "
SELECT grouping(channel, segment, region, product), count(recommend),
    count(*) FILTER (recommend >= 9), count(*) FILTER (recommend <= 6),
    count(satisfaction), avg(satisfaction), count(effort), avg(effort),
    month, channel, segment, region, product
FROM responses GROUP BY GROUPING SETS (
    (month), (month, channel), (month, segment), (month, region), (month, product), (month, channel, region))
";

const FROM_GROUPS: &str = "
, groups AS (
    SELECT month, channel, segment, region, product, count(recommend) AS recommends,
        count(*) FILTER (recommend >= 9) AS promoters, count(*) FILTER (recommend <= 6) AS detractors,
        count(satisfaction) AS satisfactions, sum(satisfaction) AS satisfaction,
        count(effort) AS efforts, sum(effort) AS effort
    FROM responses GROUP BY ALL)
SELECT grouping(channel, segment, region, product), sum(recommends), sum(promoters), sum(detractors),
    sum(satisfactions), sum(satisfaction) / sum(satisfactions), sum(efforts), sum(effort) / sum(efforts),
    month, channel, segment, region, product
FROM groups GROUP BY GROUPING SETS (
    (month), (month, channel), (month, segment), (month, region), (month, product), (month, channel, region))
";

const ASK_POLARS: &str = r#"
import os, resource, sys, time

path, threads, _ = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads
import polars
from polars import col

dimensions = ["channel", "segment", "region", "product"]
questions = ["recommend", "satisfaction", "effort"]
schema = {"response": polars.String, "date": polars.Date}
schema |= dict.fromkeys(dimensions, polars.String) | dict.fromkeys(questions, polars.Int8)
schema |= {"comment": polars.String}
figures = [
    col("recommend").count().alias("answers"),
    (col("recommend") >= 9).sum().alias("promoters"),
    (col("recommend") <= 6).sum().alias("detractors"),
    col("satisfaction").mean(),
    col("effort").mean(),
]

start = time.perf_counter()
responses = polars.scan_csv(path, schema=schema).with_columns(month=col("date").dt.truncate("1mo"))
groupings = [[], *([dimension] for dimension in dimensions), ["channel", "region"]]
plans = [responses.group_by("month", *grouping).agg(figures) for grouping in groupings]
groups = polars.collect_all(plans, engine="streaming")
seconds = time.perf_counter() - start

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
total = groups[0]
print(seconds, peak, total["answers"].sum(), total["promoters"].sum(), sum(map(len, groups)))
"#;
