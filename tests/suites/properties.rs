//! Any table, however it is written, is read back as it was, in any number of threads.

use std::io::{Cursor, Write};

use cxpress_core::MemoryFiles;
use cxpress_core::read::tidy;
use cxpress_tests::records::{Records, configuration, records, row_ledger, shown};
use proptest::prelude::*;

/// Rows of cells, all of one length.
type Table = Vec<Vec<String>>;

/// When cells are put in quotes.
#[derive(Clone, Copy, Debug)]
enum Quoting {
    /// Where it must be.
    Minimal,
    /// Always.
    All,
    /// Also where it need not be, and around the start of a cell only.
    Odd,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Mark,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

#[derive(Clone, Copy, Debug)]
enum Packing {
    None,
    Gzip,
    Zip,
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
struct Writing {
    delimiter: char,
    quoting: Quoting,
    encoding: Encoding,
    line_end: &'static str,
    packing: Packing,
    /// How many times all rows are written: a file of some of them is cut into many chunks.
    times: usize,
    /// Whether the last row has a line end.
    ended: bool,
}

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Letters from 0xC0 on: those below may follow them to what UTF-8 takes for one letter.
const WESTERN: &str = "äéÜßñø";

fn cell() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-c]{1,3}",
        2 => "[,;|\t\"' ]{1,3}",
        1 => "[äéÜßñø]",
        1 => "[東🙂λ\u{a0}\u{2028}]",
        1 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

fn table() -> impl Strategy<Value = Table> {
    (2..5_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..12))
}

fn writing() -> impl Strategy<Value = Writing> {
    use Encoding::{Utf8, Utf8Mark, Utf16Be, Utf16Le, Windows1252};
    let shape = (
        prop::sample::select(DELIMITERS.to_vec()),
        prop::sample::select(vec![Quoting::Minimal, Quoting::All, Quoting::Odd]),
        prop::sample::select(vec![Utf8, Utf8Mark, Utf16Le, Utf16Be, Windows1252]),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(vec![Packing::None, Packing::Gzip, Packing::Zip]),
    );
    let times = prop_oneof![9 => Just(1_usize), 1 => Just(1000)];
    (shape, times, any::<bool>()).prop_map(
        |((delimiter, quoting, encoding, line_end, packing), times, ended)| Writing {
            delimiter,
            quoting,
            encoding,
            line_end,
            packing,
            times,
            ended,
        },
    )
}

impl Writing {
    /// The table as bytes; `None` if the encoding does not have its letters.
    fn bytes(self, table: &Table) -> Option<Vec<u8>> {
        let header: Vec<String> = (0..table[0].len()).map(|at| format!("c{at}")).collect();
        let rows: Vec<String> = table.iter().map(|row| self.row(row)).collect();
        let all = std::iter::repeat_n(&rows, self.times).flatten().cloned();
        let lines: Vec<String> = std::iter::once(self.row(&header)).chain(all).collect();
        let mut text = lines.join(self.line_end);
        if self.ended {
            text.push_str(self.line_end);
        }
        self.encoded(&text).map(|bytes| self.packed(&bytes))
    }

    fn row(self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string())
    }

    fn cell(self, cell: &str) -> String {
        let splits = [self.delimiter, '\n', '\r'];
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let must = cell.contains(splits) || cell.starts_with('"');
        match self.quoting {
            Quoting::Minimal if !must => cell.to_owned(),
            Quoting::Minimal | Quoting::All => quoted(cell),
            Quoting::Odd => {
                // What stands behind the closing quote belongs to the cell.
                let is_plain = |rest: &str| !rest.contains(splits) && !rest.starts_with('"');
                let ends = cell.char_indices().map(|(at, _)| at).chain([cell.len()]);
                let end = ends
                    .filter(|at| is_plain(&cell[*at..]))
                    .nth(1)
                    .unwrap_or(cell.len());
                quoted(&cell[..end]) + &cell[end..]
            }
        }
    }

    fn encoded(self, text: &str) -> Option<Vec<u8>> {
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = format!("\u{feff}{text}");
            marked.encode_utf16().flat_map(unit).collect()
        };
        let western =
            |letter: char| (letter.is_ascii() || WESTERN.contains(letter)).then_some(u32::from(letter) as u8);
        match self.encoding {
            Encoding::Utf8 => Some(text.into()),
            Encoding::Utf8Mark => Some(format!("\u{feff}{text}").into_bytes()),
            Encoding::Utf16Le => Some(wide(u16::to_le_bytes)),
            Encoding::Utf16Be => Some(wide(u16::to_be_bytes)),
            Encoding::Windows1252 => text.chars().map(western).collect(),
        }
    }

    fn packed(self, bytes: &[u8]) -> Vec<u8> {
        match self.packing {
            Packing::None => bytes.to_vec(),
            Packing::Gzip => {
                let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                packed.write_all(bytes).expect("in memory");
                packed.finish().expect("in memory")
            }
            Packing::Zip => {
                let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
                let options = zip::write::SimpleFileOptions::default();
                packed.start_file("table.csv", options).expect("in memory");
                packed.write_all(bytes).expect("in memory");
                packed.finish().expect("in memory").into_inner()
            }
        }
    }

    fn path(self) -> &'static str {
        match self.packing {
            Packing::None => "2026.csv",
            Packing::Gzip => "2026.csv.gz",
            Packing::Zip => "2026.zip",
        }
    }

    /// Reads the table back, in this many threads. Each column is a dimension.
    fn read(self, bytes: Vec<u8>, table: &Table, threads: usize) -> Records {
        let dimensions: String = (0..table[0].len())
            .map(|at| format!("      c{at}: c{at}\n"))
            .collect();
        // Cells that hold other separators may look like a table of those.
        let others = |cell: &String| {
            let mut other = DELIMITERS.iter().filter(|other| **other != self.delimiter);
            other.any(|other| cell.contains(*other))
        };
        let set = table.iter().flatten().any(others);
        let delimiter = match self.delimiter {
            _ if !set => String::new(),
            '\t' => "    delimiter: tab\n".to_owned(),
            other => format!("    delimiter: \"{other}\"\n"),
        };
        let text = format!(
            "schema: 1\ntitle: T\nperiod: year\nsources:\n  s:\n    kind: survey\n    files: 2026*\n{delimiter}    \
             period: {{from: file-name, pattern: \"(?<year>2026)\"}}\n    dimensions:\n{dimensions}    \
             questions: {{q: {{column: none, optional: true, metric: nps}}}}\n"
        );
        let (config, found) = configuration(&text);
        let config = config.unwrap_or_else(|| panic!("{found:?}"));
        let files = MemoryFiles::new().with(self.path(), bytes);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| records(&config, &files))
    }

    /// What is to be read, and the ledger.
    fn expected(self, table: &Table) -> (Vec<String>, String) {
        let is_blank = |row: &&Vec<String>| {
            row.iter()
                .all(|cell| cell.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty())
        };
        let blank = self.times * table.iter().filter(is_blank).count();
        let used: Vec<&Vec<String>> = table.iter().filter(|row| !is_blank(row)).collect();
        let line = |row: &&Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| value(cell)).collect();
            shown(&format!("2026 | {} | not-asked", cells.join(" | ")))
        };
        let once: Vec<String> = used.iter().map(line).collect();
        let mut lines: Vec<String> = std::iter::repeat_n(once, self.times).flatten().collect();
        lines.sort();
        let rows = self.times * table.len();
        let aside = if blank > 0 {
            format!(", aside blank {blank}")
        } else {
            String::new()
        };
        let ledger = format!("read {rows}, used {}{aside}", lines.len());
        (lines, ledger)
    }
}

/// What is read of a cell: the value as readers see it.
fn value(cell: &str) -> String {
    match tidy(cell).as_ref() {
        // An empty text in quotes is one of the words for nothing.
        "" | "\"\"" => "-".to_owned(),
        text => text.to_owned(),
    }
}

fn is_read_back(table: &Table, writing: Writing) -> Result<(), TestCaseError> {
    let Some(bytes) = writing.bytes(table) else {
        return Err(TestCaseError::reject("letters that the encoding does not have"));
    };
    let (expected, ledger) = writing.expected(table);
    for threads in [1, 2, 5] {
        let found = writing.read(bytes.clone(), table, threads);
        prop_assert_eq!(
            &found.sources[0],
            &expected,
            "{} threads: {:?}",
            threads,
            &found.diagnostics
        );
        let files = &found.account.sources[0].files;
        prop_assert_eq!(row_ledger(&files[0].rows), ledger.clone());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_table_is_read_back_however_it_is_written(table in table(), writing in writing()) {
        is_read_back(&table, writing)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    #[ignore = "writes and reads hundreds of tables"]
    fn many_tables_are_read_back_however_they_are_written(table in table(), writing in writing()) {
        is_read_back(&table, writing)?;
    }
}
