//! Text to chunks that end where a row does, so that all threads can split rows into cells.
//!
//! Looking for the ends of rows is the one part of reading a file that goes from its start to its end. A line break
//! within quotes ends no row, and a quote counts only at the start of a cell, as for the `csv` crate, which splits
//! the chunks. Two mistakes that would swallow the rest of a file without a word are found here: a quote that is never
//! closed, and a row that does not end.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memmem, memrchr};

use super::block::Block;

/// How much text a chunk has, unless a single row is longer.
const CHUNK: usize = 128 << 10;

/// A longer row than this is no row of a table.
pub const LONGEST_ROW: usize = 1 << 20;

/// Why there are no more rows.
#[derive(Debug)]
pub enum Broken {
    /// A quote was opened in the row that begins in this line, which stands beside it, and never closed.
    OpenQuote(u64, Vec<u8>),
    /// The row that begins in this line is too long.
    LongRow(u64),
    /// The file cannot be read on.
    Io(io::Error),
}

/// The chunks of a delimited text, one after the other.
pub struct Chunks {
    text: Box<dyn Read + Send>,
    delimiter: u8,
    size: usize,
    /// The line in which the next chunk begins.
    line: u64,
    /// The row that the last chunk broke off.
    begun: Vec<u8>,
    after_return: bool,
    ended: bool,
}

impl Chunks {
    /// The chunks of a text whose cells are separated by `delimiter`.
    pub fn new(text: Box<dyn Read + Send>, delimiter: u8) -> Self {
        Self::sized(text, delimiter, CHUNK)
    }

    fn sized(text: Box<dyn Read + Send>, delimiter: u8, size: usize) -> Self {
        Self {
            text,
            delimiter,
            size,
            line: 1,
            begun: Vec::new(),
            after_return: false,
            ended: false,
        }
    }

    /// What separates cells.
    pub const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Reads the next whole rows into an empty block; nothing is in it at the end of the text.
    pub fn next(&mut self, block: &mut Block) -> Result<(), Broken> {
        let raw = &mut block.text;
        raw.append(&mut self.begun);
        block.line = self.line;
        let mut quotes = Quotes::new(self.delimiter);
        loop {
            let wanted = self.size.max(raw.len() + self.size.div_ceil(2));
            self.fill(raw, wanted).map_err(Broken::Io)?;
            quotes.scan(raw, self.ended);
            if self.ended {
                return self.last(raw, &quotes);
            }
            if quotes.is_first_too_long(raw) {
                return Err(Broken::LongRow(self.line));
            }
            if let Some(end) = quotes.row_end(raw) {
                self.begun.extend_from_slice(&raw[end..]);
                raw.truncate(end);
                self.line += lines(raw);
                return Ok(());
            }
            if raw.len() > LONGEST_ROW {
                return Err(Broken::LongRow(self.line));
            }
        }
    }

    /// What is left at the end of the text: whole rows first, then perhaps one that is none.
    fn last(&mut self, raw: &mut Vec<u8>, quotes: &Quotes) -> Result<(), Broken> {
        if quotes.is_first_too_long(raw) {
            return Err(Broken::LongRow(self.line));
        }
        let whole = quotes.row_end(raw).unwrap_or(0);
        let is_long = raw.len() - whole > LONGEST_ROW;
        if whole > 0 && (is_long || quotes.open) {
            self.begun.extend_from_slice(&raw[whole..]);
            raw.truncate(whole);
        } else if is_long {
            return Err(Broken::LongRow(self.line));
        } else if quotes.open {
            return Err(Broken::OpenQuote(self.line, std::mem::take(raw)));
        }
        self.line += lines(raw);
        Ok(())
    }

    /// Reads on until there is so much text, or no more of it.
    fn fill(&mut self, raw: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
        while raw.len() < wanted && !self.ended {
            let held = raw.len();
            let more = (wanted - held) as u64;
            self.ended = self.text.by_ref().take(more).read_to_end(raw)? == 0;
            self.unify(raw, held);
            self.drop_marks(raw, held)?;
        }
        Ok(())
    }

    /// Drops the marks of UTF-8 before rows: files that begin with one were put together.
    fn drop_marks(&mut self, raw: &mut Vec<u8>, from: usize) -> io::Result<()> {
        // What may be the start of one is read to its end.
        while !self.ended && raw.len() > from && begins_mark(raw) {
            let held = raw.len();
            self.ended = self.text.by_ref().take(1).read_to_end(raw)? == 0;
            self.unify(raw, held);
        }
        if from == 0 && raw.starts_with(MARK) {
            raw.drain(..MARK.len());
        }
        let mut start = from.saturating_sub(1);
        while let Some(at) = memmem::find(&raw[start..], AFTER_ROW) {
            start += at + 1;
            raw.drain(start..start + MARK.len());
        }
        Ok(())
    }

    /// Makes `\r\n` and `\r` into `\n`, so that lines can be counted.
    fn unify(&mut self, raw: &mut Vec<u8>, from: usize) {
        let mut read = from;
        if self.after_return && raw.get(read) == Some(&b'\n') {
            read += 1;
        }
        let Some(first) = memchr(b'\r', &raw[read..]) else {
            if raw.len() > from {
                self.after_return = false;
            }
            raw.drain(from..read);
            return;
        };
        let mut write = from;
        let mut next = Some(read + first);
        while let Some(at) = next {
            raw.copy_within(read..at, write);
            write += at - read;
            raw[write] = b'\n';
            write += 1;
            read = at + 1;
            self.after_return = read == raw.len();
            if raw.get(read) == Some(&b'\n') {
                read += 1;
            }
            next = memchr(b'\r', &raw[read..]).map(|more| read + more);
        }
        let rest = raw.len() - read;
        raw.copy_within(read.., write);
        raw.truncate(write + rest);
    }
}

/// The mark of UTF-8, U+FEFF.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The same at the start of a row.
const AFTER_ROW: &[u8] = b"\n\xef\xbb\xbf";

/// Whether a text ends with a part of a mark.
fn begins_mark(text: &[u8]) -> bool {
    text.ends_with(&MARK[..1]) || text.ends_with(&MARK[..2])
}

fn lines(text: &[u8]) -> u64 {
    memchr_iter(b'\n', text).count() as u64
}

/// Where in a text quotes are open. The text may grow between two scans.
struct Quotes {
    delimiter: u8,
    scanned: usize,
    open: bool,
    /// The stretches of text between quotes, but for the last.
    outside: Vec<(usize, usize)>,
    /// Where the stretch at hand begins, if quotes are not open.
    begin: usize,
}

impl Quotes {
    const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            scanned: 0,
            open: false,
            outside: Vec::new(),
            begin: 0,
        }
    }

    /// Just after the last line break outside quotes.
    fn row_end(&self, text: &[u8]) -> Option<usize> {
        let last = (!self.open).then_some((self.begin, self.scanned));
        let stretches = last.into_iter().chain(self.outside.iter().rev().copied());
        stretches
            .into_iter()
            .find_map(|(begin, end)| memrchr(b'\n', &text[begin..end]).map(|at| begin + at + 1))
    }

    /// Whether the first row ends, but too late. No other can: a chunk ends with the first row that does.
    fn is_first_too_long(&self, text: &[u8]) -> bool {
        if text.len() <= LONGEST_ROW {
            return false;
        }
        let last = (!self.open).then_some((self.begin, self.scanned));
        let mut stretches = self.outside.iter().copied().chain(last);
        let end = stretches.find_map(|(begin, end)| memchr(b'\n', &text[begin..end]).map(|at| begin + at));
        end.is_some_and(|end| end > LONGEST_ROW)
    }

    /// Scans on. Whether a quote at the end of the text closes a cell is seen with the next byte, or when `ended`.
    fn scan(&mut self, text: &[u8], ended: bool) {
        let from = self.scanned;
        let mut skipped = usize::MAX;
        for at in memchr_iter(b'"', &text[from..]).map(|at| from + at) {
            if at == skipped {
                continue;
            }
            if !self.open {
                if self.opens(text, at) {
                    self.open = true;
                    self.outside.push((self.begin, at));
                }
                continue;
            }
            match text.get(at + 1) {
                Some(b'"') => skipped = at + 1,
                None if !ended => {
                    self.scanned = at;
                    return;
                }
                _ => {
                    self.open = false;
                    self.begin = at + 1;
                }
            }
        }
        self.scanned = text.len();
    }

    /// Whether a quote stands at the start of a cell.
    fn opens(&self, text: &[u8], at: usize) -> bool {
        at.checked_sub(1)
            .is_none_or(|before| text[before] == b'\n' || text[before] == self.delimiter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rows as `line: cell|cell`, and what ended them if not the end of the file.
    fn rows(text: &[u8], size: usize) -> Vec<String> {
        rows_between(text, b',', size)
    }

    fn rows_between(text: &[u8], delimiter: u8, size: usize) -> Vec<String> {
        let mut chunks = Chunks::sized(Box::new(io::Cursor::new(text.to_vec())), delimiter, size);
        let mut found = Vec::new();
        loop {
            let mut block = Block::default();
            match chunks.next(&mut block) {
                Ok(()) if block.text.is_empty() => return found,
                Ok(()) => {}
                Err(broken) => {
                    found.push(match broken {
                        Broken::OpenQuote(line, row) => {
                            format!("open quote in {line}: {}", String::from_utf8_lossy(&row))
                        }
                        other => format!("{other:?}"),
                    });
                    return found;
                }
            }
            block.split(delimiter);
            for row in block.rows() {
                let cells: Vec<_> = row.cells().map(String::from_utf8_lossy).collect();
                found.push(format!("{}: {}", row.line, cells.join("|")));
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        for size in [1, 2, 3, 5, 8, 1000] {
            assert_eq!(
                rows(text.as_bytes(), size),
                expected,
                "{text:?} in chunks of {size}"
            );
        }
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
        check(
            "a,b\n\"x\ny,z\n1,2\n",
            &["1: a|b", "open quote in 2: \"x\ny,z\n1,2\n"],
        );
        check("\"a,b", &["open quote in 1: \"a,b"]);
        check("a,b\n1,\"x\n\"", &["1: a|b", "2: 1|x\n"]);
        check("a,b\n1,\"\"", &["1: a|b", "2: 1|"]);
        check(
            "a,b\n5\" pipe,2\n6\" rod,3",
            &["1: a|b", "2: 5\" pipe|2", "3: 6\" rod|3"],
        );
        check("\"a\"b\",c\nd,e", &["1: ab\"|c", "2: d|e"]);
    }

    #[test]
    fn a_row_that_does_not_end_is_not_read_to_its_end() {
        let text = format!("a,b\n1,2\n{}", "x".repeat(3 * LONGEST_ROW));
        assert_eq!(rows(text.as_bytes(), CHUNK)[2..], ["LongRow(3)"]);
        for (longer, expected) in [(0, "3: 3|4"), (1, "LongRow(2)")] {
            // With the line break, so that it is seen where the row ends.
            let row = "x".repeat(LONGEST_ROW + longer - ",2".len());
            for rest in ["", "3,4\n"] {
                let text = format!("a,b\n{row},2\n{rest}");
                let found = rows(text.as_bytes(), CHUNK);
                let last = if longer > 0 { "LongRow(2)" } else { expected };
                assert_eq!(
                    found.last().map(String::as_str) == Some(last),
                    longer > 0 || !rest.is_empty()
                );
            }
        }
        let text = format!("a,b\n{},2\n3,4\n", "x".repeat(LONGEST_ROW / 2));
        assert_eq!(rows(text.as_bytes(), CHUNK)[2..], ["3: 3|4"]);
    }

    proptest! {
        /// Any text at all is split as the csv crate splits it whole, whatever the size of chunks.
        #[test]
        fn chunks_are_split_as_the_whole_is(
            text in "[aü🙂,;\"\r\n]{0,200}",
            size in 1_usize..90,
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let found = rows_between(text.as_bytes(), delimiter, size);
            prop_assume!(!found.last().is_some_and(|last| last.starts_with("open quote")));
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .flexible(true)
                .has_headers(false)
                .from_reader(text.as_bytes());
            let expected: Vec<String> = reader
                .byte_records()
                .map(|row| {
                    let row = row.expect("memory can be read");
                    let cells: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
                    cells.join("|").replace("\r\n", "\n").replace('\r', "\n")
                })
                .collect();
            let found: Vec<_> = found
                .iter()
                .map(|row| row.split_once(": ").expect("a line").1.to_owned())
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
