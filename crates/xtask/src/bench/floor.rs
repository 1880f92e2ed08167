//! The floors: the same bytes split into fields, and nothing else.
//!
//! A reader that has to find out where records end cannot be faster than this with the same splitter. Where a file
//! may be cut is found beforehand, off the clock.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use super::Failure;

/// How much is read at once.
const BUFFER: usize = 1 << 18;

/// More ranges than threads, so that no thread waits for a slower one.
const RANGES_A_THREAD: u64 = 8;

/// A crate that splits bytes into fields.
#[derive(Clone, Copy)]
pub(super) enum Splitter {
    /// `csv`.
    Csv,
    /// `simd-csv`.
    SimdCsv,
}

impl Splitter {
    /// Splits ranges of a file over all threads. Gives the number of records and of fields.
    pub(super) fn count(self, path: &Path, ranges: &[Range<u64>]) -> Result<[u64; 2], Failure> {
        let counts = ranges.par_iter().map(|range| self.count_range(path, range));
        counts.try_reduce(|| [0; 2], |a, b| Ok([a[0] + b[0], a[1] + b[1]]))
    }

    fn count_range(self, path: &Path, range: &Range<u64>) -> Result<[u64; 2], Failure> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(range.start))?;
        let bytes = file.take(range.end - range.start);
        match self {
            Self::Csv => Ok(count_csv(bytes)?),
            Self::SimdCsv => Ok(count_simd_csv(bytes)?),
        }
    }
}

fn count_csv(bytes: impl Read) -> Result<[u64; 2], csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut counts = [0; 2];
    while reader.read_byte_record(&mut record)? {
        counts[0] += 1;
        counts[1] += record.len() as u64;
    }
    Ok(counts)
}

fn count_simd_csv(bytes: impl Read) -> Result<[u64; 2], simd_csv::Error> {
    let mut reader = simd_csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_reader(bytes);
    let mut record = simd_csv::ByteRecord::new();
    let mut counts = [0; 2];
    while reader.read_byte_record(&mut record)? {
        counts[0] += 1;
        counts[1] += record.len() as u64;
    }
    Ok(counts)
}

/// Cuts a file into ranges of about the same size, one for each of `threads`.
pub(super) fn ranges(path: &Path, threads: usize) -> io::Result<Vec<Range<u64>>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let parts = threads as u64 * RANGES_A_THREAD;
    cut(BufReader::with_capacity(BUFFER, file), size, parts)
}

/// Cuts `size` bytes into up to `parts` parts, only where a record ends: at a line end outside quotes.
fn cut(mut bytes: impl BufRead, size: u64, parts: u64) -> io::Result<Vec<Range<u64>>> {
    let (mut cuts, mut at, mut within_quotes) = (vec![0], 0, false);
    loop {
        let block = bytes.fill_buf()?;
        if block.is_empty() {
            break;
        }
        for byte in block {
            at += 1;
            within_quotes ^= *byte == b'"';
            if *byte == b'\n' && !within_quotes && at * parts >= size * cuts.len() as u64 {
                cuts.push(at);
            }
        }
        let length = block.len();
        bytes.consume(length);
    }
    if cuts.last() != Some(&at) {
        cuts.push(at);
    }
    Ok(cuts.windows(2).map(|ends| ends[0]..ends[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_fall_between_records() {
        let bytes = b"a,b\n1,\"x\n\"\"y\"\"\n\"\n2,z\n3,";
        let ranges = cut(&bytes[..], bytes.len() as u64, 20).unwrap();
        let parts: Vec<&[u8]> = ranges
            .into_iter()
            .map(|range| &bytes[range.start as usize..range.end as usize])
            .collect();
        assert_eq!(parts, [&b"a,b\n"[..], b"1,\"x\n\"\"y\"\"\n\"\n", b"2,z\n", b"3,"]);
    }

    #[test]
    fn parts_are_of_about_the_same_size() {
        let bytes = "1,2\n".repeat(100);
        let ranges = cut(bytes.as_bytes(), 400, 4).unwrap();
        assert_eq!(ranges, [0..100, 100..200, 200..300, 300..400]);
        assert_eq!(cut(&b""[..], 0, 4).unwrap(), []);
    }

    #[test]
    fn both_count_the_same_however_the_file_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let written = super::super::data::write(folder.path(), 5_000).unwrap();
        let path = folder.path().join(super::super::data::FILE);
        for threads in [1, 3] {
            let ranges = ranges(&path, threads).unwrap();
            for splitter in [Splitter::Csv, Splitter::SimdCsv] {
                let counts = splitter.count(&path, &ranges).unwrap();
                assert_eq!(counts, written.records_and_fields());
            }
        }
    }
}
