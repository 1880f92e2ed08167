//! Delimited text to rows of cells, each with the line it begins in.
//!
//! The parser takes whatever it is given. Two mistakes that would swallow the rest of a file without a word are
//! found here: a quote that is never closed, and a row that does not end.

use std::io::{self, Chain, Read};

use csv::ByteRecord;

use super::open::{Encoding, joined};

const BUFFER: usize = 1 << 18;

/// A longer row than this is no row of a table.
pub(super) const LONGEST_ROW: usize = 1 << 20;

/// Stands after the last line of a file. Inside a cell it tells that a quote was still open at the end.
const END: &[u8] = b"\n\0end\n";

/// The rows of a delimited text, one after the other.
pub(super) struct Table {
    reader: csv::Reader<Chain<Lines, &'static [u8]>>,
    delimiter: u8,
}

/// Why there are no more rows.
#[derive(Debug)]
pub(super) enum Broken {
    /// A quote was opened in the row that begins in this line, which stands beside it, and never closed.
    OpenQuote(u64, String),
    /// The row that begins in this line is too long.
    LongRow(u64),
    /// The file cannot be read on.
    Io(io::Error),
}

impl Table {
    pub(super) fn new(text: Box<dyn Read + Send>, delimiter: u8) -> Self {
        let lines = Lines {
            text,
            after_return: false,
            left: LONGEST_ROW,
        };
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(BUFFER)
            .from_reader(lines.chain(END));
        Self { reader, delimiter }
    }

    /// Reads the next row and gives the line it begins in; nothing at the end of the file.
    pub(super) fn read(&mut self, row: &mut ByteRecord) -> Result<Option<u64>, Broken> {
        self.reader.get_mut().get_mut().0.left = LONGEST_ROW;
        let before = self.reader.position().line();
        match self.reader.read_byte_record(row) {
            Ok(true) => self.line(before, row),
            Ok(false) => Ok(None),
            Err(error) => Err(broken(error, before)),
        }
    }

    /// The line a row begins in: blank lines before it are skipped by the parser, but counted.
    fn line(&self, before: u64, row: &ByteRecord) -> Result<Option<u64>, Broken> {
        let after = self.reader.position().line();
        let last = row.iter().next_back().unwrap_or_default();
        if row.len() == 1 && last == &END[1..END.len() - 1] {
            return Ok(None);
        }
        let within = || row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        if last.ends_with(END) {
            let line = joined(row, Encoding::Undecided, self.delimiter);
            return Err(Broken::OpenQuote(after - within(), line));
        }
        let single = after == before + 1;
        Ok(Some(if single { before } else { after - 1 - within() }))
    }
}

fn broken(error: csv::Error, line: u64) -> Broken {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Broken::LongRow(line),
        csv::ErrorKind::Io(error) => Broken::Io(error),
        other => Broken::Io(io::Error::other(format!("{other:?}"))),
    }
}

/// Text with every line end as one line feed, so that lines can be counted, and rows of bounded length.
struct Lines {
    text: Box<dyn Read + Send>,
    after_return: bool,
    /// How many bytes may still be read before the row at hand must end.
    left: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.left == 0 {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let n = self.text.read(buffer)?;
            self.left = self.left.saturating_sub(n);
            let kept = self.unify(&mut buffer[..n]);
            if kept > 0 || n == 0 {
                return Ok(kept);
            }
        }
    }
}

impl Lines {
    /// Makes `\r\n` and `\r` into `\n`; gives how many bytes are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            if byte != b'\n' || !self.after_return {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.after_return = byte == b'\r';
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as `line: cell|cell`, and what ended them if not the end of the file.
    fn rows(text: &str) -> Vec<String> {
        let mut table = Table::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())), b',');
        let mut row = ByteRecord::new();
        let mut found = Vec::new();
        loop {
            match table.read(&mut row) {
                Ok(Some(line)) => {
                    let cells: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
                    found.push(format!("{line}: {}", cells.join("|")));
                }
                Ok(None) => return found,
                Err(broken) => {
                    found.push(format!("{broken:?}"));
                    return found;
                }
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(rows(text), expected, "{text:?}");
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "", "\"x", "y\",3", "", "", "4,5", ""].join(end);
            check(&text, &["1: a|b", "2: 1|2", "4: x\ny|3", "8: 4|5"]);
            check(text.trim_end(), &["1: a|b", "2: 1|2", "4: x\ny|3", "8: 4|5"]);
        }
        check("", &[]);
        check("\n\n", &[]);
        check("\r\r\na", &["3: a"]);
    }

    #[test]
    fn an_open_quote_is_told_from_a_closed_one() {
        check("a,b\n\"x\ny,z\n1,2\n", &["1: a|b", "OpenQuote(2, \"x\")"]);
        check("a,b\n\n1,\"", &["1: a|b", "OpenQuote(3, \"1,\")"]);
        check("\"a,b", &["OpenQuote(1, \"a,b\")"]);
        check("a,b\n1,\"x\n\"", &["1: a|b", "2: 1|x\n"]);
        check("a,b\n1,\"\"", &["1: a|b", "2: 1|"]);
        check("a,b\n5\" pipe,2", &["1: a|b", "2: 5\" pipe|2"]);
    }

    #[test]
    fn a_row_that_does_not_end_is_not_read_to_its_end() {
        let text = format!("a,b\n1,2\n{}", "x".repeat(3 * LONGEST_ROW));
        assert_eq!(rows(&text)[2..], ["LongRow(3)"]);
        let text = format!("a,b\n{},2\n3,4\n", "x".repeat(LONGEST_ROW / 2));
        assert_eq!(rows(&text)[2..], ["3: 3|4"]);
    }

    #[test]
    fn line_ends_may_be_cut_in_two() {
        let halves = io::Cursor::new(b"a\r".to_vec()).chain(io::Cursor::new(b"\nb\r\n".to_vec()));
        let mut lines = Lines {
            text: Box::new(halves),
            after_return: false,
            left: LONGEST_ROW,
        };
        let mut text = String::new();
        lines.read_to_string(&mut text).expect("text");
        assert_eq!(text, "a\nb\n");
    }
}
