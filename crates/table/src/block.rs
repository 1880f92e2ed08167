//! Some rows of a file, and where their cells are. The memory of a block is used again for the next.

/// Some rows of a file: first as text, then as cells.
#[derive(Default)]
pub struct Block {
    /// The rows as they stand in the file; once they are split, what is between cells is of no meaning.
    pub text: Vec<u8>,
    /// The line in which the text begins.
    pub line: u64,
    /// Whether it was split into cells.
    pub is_split: bool,
    /// Where in the text each cell begins and ends.
    cells: Vec<(u32, u32)>,
    rows: Vec<RowAt>,
    /// How many lines without anything were passed over.
    pub empty_lines: u64,
}

#[derive(Clone, Copy)]
struct RowAt {
    line: u64,
    /// The place of its first cell.
    first: u32,
    /// The place after its last cell.
    end: u32,
}

/// The bytes of a short cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Short {
    bytes: u128,
    length: u32,
}

impl Short {
    /// A place in a table of so many entries, which must be a power of two.
    pub fn place(self, entries: usize) -> usize {
        let folded = (self.bytes as u64) ^ (self.bytes >> 64) as u64 ^ u64::from(self.length);
        let mixed = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 40).unwrap_or(0) & (entries - 1)
    }
}

/// A row of a block.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The line it begins in.
    pub line: u64,
    text: &'a [u8],
    cells: &'a [(u32, u32)],
}

impl<'a> Row<'a> {
    /// The number of cells.
    pub const fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell.
    pub const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell, which must be there.
    pub fn cell(&self, at: usize) -> &'a [u8] {
        let (begin, end) = self.cells[at];
        &self.text[begin as usize..end as usize]
    }

    /// The bytes of a cell of at most 16 bytes as one number, so that it is compared at once; `None` for a longer one, and
    /// for one at the very end of a block.
    pub fn short(&self, at: usize) -> Option<Short> {
        let (begin, end) = self.cells[at];
        let length = end - begin;
        if length > 16 {
            return None;
        }
        let bytes = u128::from_le_bytes(*self.text.get(begin as usize..)?.first_chunk()?);
        let unused = 128 - 8 * length;
        let bytes = if length == 0 { 0 } else { bytes << unused >> unused };
        Some(Short { bytes, length })
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |at| row.cell(at))
    }

    /// Whether all cells are blank.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim_ascii_start().is_empty())
    }
}

impl Block {
    /// Rows as they stand in a file from a line on, still to be split.
    pub fn of(text: Vec<u8>, line: u64) -> Self {
        Self {
            text,
            line,
            ..Self::default()
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.rows.is_empty()
    }

    /// A row, which must be there.
    pub fn row(&self, at: usize) -> Row<'_> {
        let RowAt { line, first, end } = self.rows[at];
        Row {
            line,
            text: &self.text,
            cells: &self.cells[first as usize..end as usize],
        }
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }

    /// Adds a row that comes as cells.
    pub fn push<T: AsRef<[u8]>>(&mut self, line: u64, cells: impl IntoIterator<Item = T>) {
        let first = place(self.cells.len());
        for cell in cells {
            let begin = place(self.text.len());
            self.text.extend_from_slice(cell.as_ref());
            self.cells.push((begin, place(self.text.len())));
        }
        let end = place(self.cells.len());
        self.rows.push(RowAt { line, first, end });
        self.is_split = true;
    }

    /// Drops the first rows, which are not of the table.
    pub fn skip(&mut self, rows: usize) {
        self.rows.drain(..rows.min(self.rows.len()));
    }

    /// Adds the rows of another block, which is still to be split.
    pub fn append(&mut self, mut other: Self, delimiter: u8) {
        other.split(delimiter);
        other.rows().for_each(|row| self.push(row.line, row.cells()));
        self.empty_lines += other.empty_lines;
    }

    /// Drops the blank rows at the start, and counts them among the lines without anything.
    pub fn pass_over_blank(&mut self) {
        let blank = self.rows().take_while(Row::is_blank).count();
        let empty_lines = self.empty_lines + blank as u64;
        if blank == self.len() {
            // Nothing of it is needed any more, however much of it there was.
            self.clear();
        } else {
            self.skip(blank);
        }
        self.empty_lines = empty_lines;
    }

    /// Empties it, and keeps its memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.is_split = false;
        self.cells.clear();
        self.rows.clear();
        self.empty_lines = 0;
    }

    /// Finds the cells of the text, which holds whole rows, unless that was done.
    pub fn split(&mut self, delimiter: u8) {
        if self.is_split {
            return;
        }
        self.is_split = true;
        let mut text = std::mem::take(&mut self.text);
        let mut splitter = Splitter {
            line: self.line,
            first_line: self.line,
            block: self,
            delimiter,
            begin: 0,
            first: 0,
            quotes: Quotes::None,
        };
        splitter.split(&mut text);
        self.text = text;
    }
}

/// A place in a block, which is never as large as that.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Splits text into cells as the `csv` crate does, which is as lenient as spreadsheets are: a quote opens a cell only
/// at its start, and what follows a closing quote belongs to the cell.
///
/// The marks that matter (separator, quote, line break) are found 64 bytes at a time, then gone through one by one:
/// most cells are a few bytes long, and looking for the end of each took longer than all the rest of reading.
struct Splitter<'a> {
    block: &'a mut Block,
    delimiter: u8,
    /// The line at hand.
    line: u64,
    /// The line in which the row at hand begins.
    first_line: u64,
    /// The first cell of the row at hand.
    first: u32,
    /// Where the cell at hand begins.
    begin: usize,
    quotes: Quotes,
}

/// What the quotes of the cell at hand have come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// There is none at its start.
    None,
    /// They are open.
    Open,
    /// They are open, and quotes within are doubled.
    OpenDoubled,
    /// They were closed here.
    Closed { at: usize, doubled: bool },
}

/// How many bytes are looked at together.
const STRIDE: usize = 64;

impl Splitter<'_> {
    fn split(&mut self, text: &mut [u8]) {
        let mut start = 0;
        while start < text.len() {
            let mut marks = match text[start..].first_chunk::<STRIDE>() {
                Some(bytes) => marks(bytes, self.delimiter),
                None => {
                    let mut bytes = [0; STRIDE];
                    bytes[..text.len() - start].copy_from_slice(&text[start..]);
                    marks(&bytes, self.delimiter) & ((1 << (text.len() - start)) - 1)
                }
            };
            while marks != 0 {
                self.mark(text, start + marks.trailing_zeros() as usize);
                marks &= marks - 1;
            }
            start += STRIDE;
        }
        // The last row may lack its line break.
        let is_begun = self.begin < text.len() || place(self.block.cells.len()) > self.first;
        if is_begun {
            self.end_cell(text, text.len());
            self.end_row();
        }
    }

    /// Takes note of a mark.
    #[inline]
    fn mark(&mut self, text: &mut [u8], at: usize) {
        let mark = text[at];
        match self.quotes {
            Quotes::None if mark == b'"' => {
                if at == self.begin {
                    self.quotes = Quotes::Open;
                }
            }
            Quotes::Open | Quotes::OpenDoubled => {
                let doubled = self.quotes == Quotes::OpenDoubled;
                if mark == b'"' {
                    self.quotes = Quotes::Closed { at, doubled };
                } else if mark == b'\n' {
                    self.line += 1;
                }
            }
            // Two quotes in a row are one, and the cell goes on.
            Quotes::Closed { at: closed, .. } if mark == b'"' => {
                if closed + 1 == at {
                    self.quotes = Quotes::OpenDoubled;
                }
            }
            Quotes::None | Quotes::Closed { .. } if mark == b'\n' => {
                self.line += 1;
                if at == self.begin && place(self.block.cells.len()) == self.first {
                    self.block.empty_lines += 1;
                    self.begin = at + 1;
                    self.first_line = self.line;
                } else {
                    self.end_cell(text, at);
                    self.end_row();
                }
            }
            Quotes::None | Quotes::Closed { .. } => self.end_cell(text, at),
        }
    }

    #[inline]
    fn end_cell(&mut self, text: &mut [u8], end: usize) {
        let cell = match self.quotes {
            Quotes::None => (self.begin, end),
            Quotes::Closed { at, doubled: false } if at + 1 == end => (self.begin + 1, at),
            _ => unquoted(text, self.begin, end),
        };
        self.block.cells.push((place(cell.0), place(cell.1)));
        self.begin = end + 1;
        self.quotes = Quotes::None;
    }

    fn end_row(&mut self) {
        let end = place(self.block.cells.len());
        self.block.rows.push(RowAt {
            line: self.first_line,
            first: self.first,
            end,
        });
        self.first = end;
        self.first_line = self.line;
    }
}

/// Takes the quotes off a cell that begins with one: in its place, for a cell without quotes is shorter.
fn unquoted(text: &mut [u8], begin: usize, end: usize) -> (usize, usize) {
    let (mut read, mut write) = (begin + 1, begin + 1);
    let mut open = true;
    while read < end {
        let byte = text[read];
        if open && byte == b'"' {
            read += 1;
            open = read < end && text[read] == b'"';
            if !open {
                continue;
            }
        }
        text[write] = byte;
        write += 1;
        read += 1;
    }
    (begin + 1, write)
}

/// A bit for each byte that is a separator, a quote or a line break.
#[inline]
fn marks(bytes: &[u8; STRIDE], delimiter: u8) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let mut marks = 0;
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found =
            zeros(word ^ repeated(delimiter)) | zeros(word ^ repeated(b'"')) | zeros(word ^ repeated(b'\n'));
        // Gathers the high bits of eight bytes into one byte.
        let gathered = (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        marks |= gathered << (8 * at);
    }
    marks
}

/// A byte eight times over.
const fn repeated(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of each byte that is zero, and no other bit.
const fn zeros(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    !(((word & LOW) + LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str], empty_lines: u64) {
        let mut block = Block::of(text.as_bytes().to_vec(), 1);
        block.split(b',');
        let found: Vec<_> = block
            .rows()
            .map(|row| {
                let cells: Vec<_> = row.cells().map(String::from_utf8_lossy).collect();
                format!("{}: {}", row.line, cells.join("|"))
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(block.empty_lines, empty_lines, "{text:?}");
    }

    #[test]
    fn rows_know_their_lines() {
        check("a,b\n1,2\n", &["1: a|b", "2: 1|2"], 0);
        check("a,b\n1,2", &["1: a|b", "2: 1|2"], 0);
        check(
            "a,b\n\n\"x\ny\",3\n\n\n4,5\n\n",
            &["1: a|b", "3: x\ny|3", "7: 4|5"],
            4,
        );
        check("\n\na", &["3: a"], 2);
        check("\"x\ny\"", &["1: x\ny"], 0);
        check("\"\"\n,\n", &["1: ", "2: |"], 0);
        check("5\" pipe,\"a\"b\n", &["1: 5\" pipe|ab"], 0);
        check("\"say \"\"x\"\"\",\"\"\"\",a,", &["1: say \"x\"|\"|a|"], 0);
    }

    #[test]
    fn a_row_may_be_wide() {
        let wide = vec!["x"; 500].join(",");
        check(
            &format!("{wide}\n1\n"),
            &[&format!("1: {}", wide.replace(',', "|")), "2: 1"],
            0,
        );
    }

    #[test]
    fn marks_are_told_from_all_other_bytes() {
        for byte in 0..=u8::MAX {
            for other in [0, 1, b',', b',' + 1, b',' - 1, 0x80, 0xff] {
                let mut bytes = [other; STRIDE];
                bytes[9] = byte;
                bytes[63] = byte;
                let is_mark = |byte: &u8| matches!(byte, b',' | b'"' | b'\n');
                let expected = (0..STRIDE)
                    .filter(|at| is_mark(&bytes[*at]))
                    .fold(0, |all, at| all | 1 << at);
                assert_eq!(marks(&bytes, b','), expected, "{byte} among {other}");
            }
        }
    }
}
