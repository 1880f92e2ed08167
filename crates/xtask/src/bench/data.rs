//! The invented responses, and the project that reads them.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::demo::random::Random;

/// The name of the file of responses in its folder.
pub(super) const FILE: &str = "survey.csv";

/// How many months there are; the first is January 2024.
pub(super) const MONTHS: usize = 36;

const HEADER: &str = "response,date,channel,segment,region,product,recommend,satisfaction,effort,comment";
pub(super) const CHANNELS: [&str; 5] = ["web", "phone", "email", "chat", "store"];
pub(super) const SEGMENTS: [&str; 3] = ["new", "returning", "business"];
pub(super) const REGIONS: [&str; 4] = ["north", "east", "south", "west"];
pub(super) const PRODUCTS: [&str; 3] = ["basic", "plus", "premium"];

/// What comments are made of, up to three of them, with one of [`JOINTS`] between two.
const REMARKS: [&str; 8] = [
    "Quick and friendly",
    "They said \"tomorrow\" and it was",
    "Waited long, but it was solved",
    "Nothing to add",
    "Très bien",
    "I had to explain the same thing three times to three different people",
    "ok",
    "The new app is easier to use than the old one",
];
const JOINTS: [&str; 4] = [". ", ", ", " and ", ".\n"];

const CONFIG: &str = "\
schema: 1
title: Benchmark
period: month
sources:
  survey:
    kind: survey
    files: survey.csv
    period: {column: date}
    dimensions:
      channel: channel
      segment: segment
      region: region
      product: product
    questions:
      recommend: {column: recommend, metric: nps}
      satisfaction: {column: satisfaction, scale: 1..5, metric: csat}
      effort: {column: effort, scale: 1..7, metric: ces, direction: higher}
";

/// What was written.
pub(super) struct Written {
    pub(super) responses: u64,
    /// The size of the file.
    pub(super) bytes: u64,
    /// How many recommend with 9 or 10.
    pub(super) promoters: u64,
}

impl Written {
    /// The records of the file, its header among them, and their fields.
    pub(super) fn records_and_fields(&self) -> [u64; 2] {
        let records = self.responses + 1;
        [records, records * HEADER.split(',').count() as u64]
    }
}

/// Writes the project, with further dimensions and further keys of the source: whole lines, or nothing.
pub(super) fn write_config(folder: &Path, dimensions: &str, keys: &str) -> io::Result<()> {
    fs::write(folder.join("cxpress.yaml"), config(dimensions, keys))
}

/// The configuration, which ends with its questions.
pub(super) fn config(dimensions: &str, keys: &str) -> String {
    let questions = "    questions:\n";
    CONFIG.replace(questions, &format!("{dimensions}{keys}{questions}"))
}

/// The name of a month by its number: the first is `2024-01`.
pub(super) fn month_name(month: u64) -> String {
    format!("{}-{:02}", 2024 + month / 12, month % 12 + 1)
}

/// Writes the file of responses: 36 months, four dimensions, three questions, comments with quotes, separators and
/// line breaks.
pub(super) fn write(folder: &Path, responses: u64) -> io::Result<Written> {
    let path = folder.join(FILE);
    let mut file = BufWriter::new(File::create(&path)?);
    writeln!(file, "{HEADER}")?;
    let mut random = Random::stream(2026, "bench", 0);
    let mut promoters = 0;
    for row in 0..responses {
        let recommend = random.below(11);
        promoters += u64::from(recommend >= 9);
        write_response(
            &mut file,
            &mut random,
            (row, row * MONTHS as u64 / responses),
            recommend,
        )?;
    }
    file.flush()?;
    Ok(Written {
        responses,
        bytes: fs::metadata(path)?.len(),
        promoters,
    })
}

fn write_response(
    file: &mut impl Write,
    random: &mut Random,
    (row, month): (u64, u64),
    recommend: usize,
) -> io::Result<()> {
    writeln!(
        file,
        "r{row:08},{}-{:02},{},{},{},{},{recommend},{},{},{}",
        month_name(month),
        random.below(28) + 1,
        random.pick(&CHANNELS),
        random.pick(&SEGMENTS),
        random.pick(&REGIONS),
        random.pick(&PRODUCTS),
        random.below(5) + 1,
        random.below(7) + 1,
        quoted(&comment(random)),
    )
}

/// A comment; four in ten leave none.
pub(super) fn comment(random: &mut Random) -> String {
    if random.chance(0.4) {
        return String::new();
    }
    let mut text = random.pick(&REMARKS).to_owned();
    for _ in 0..random.below(3) {
        text.push_str(random.pick(&JOINTS));
        text.push_str(random.pick(&REMARKS));
    }
    text
}

/// A field as it stands in a file of comma-separated values (RFC 4180).
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_said_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let written = write(folder.path(), 720).unwrap();
        let mut reader = csv::Reader::from_path(folder.path().join(FILE)).unwrap();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len() as u64, written.responses);
        let promoters = records.iter().filter(|record| ["9", "10"].contains(&&record[6]));
        assert_eq!(promoters.count() as u64, written.promoters);
        for hard in ['"', ',', '\n'] {
            assert!(records.iter().any(|record| record[9].contains(hard)), "{hard:?}");
        }
        assert_eq!(
            (&records[0][1][..7], &records[719][1][..7]),
            ("2024-01", "2026-12")
        );
    }
}
