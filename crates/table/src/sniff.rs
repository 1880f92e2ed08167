//! What separates the cells of a table, by its first rows.

use super::block::Block;

/// What may separate cells, the most usual first.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are looked at.
const ROWS: usize = 50;

/// The separator that a first line `sep=;` names, as Excel writes and reads it.
pub fn named(head: &[u8]) -> Option<u8> {
    match head.strip_prefix(b"sep=")? {
        [separator, b'\r' | b'\n', ..] => Some(*separator),
        _ => None,
    }
}

/// What separates the cells of a text that begins like this: what gives the most rows as many cells as the first,
/// and that more than one. `whole` if that is all of the text, so that its last row is not broken off.
pub fn delimiter(head: &[u8], whole: bool) -> u8 {
    let mut best = (0, 0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let (alike, cells) = score(head, whole, delimiter);
        if cells > 1 && (alike, cells) > (best.0, best.1) {
            best = (alike, cells, delimiter);
        }
    }
    best.2
}

/// How many rows in a thousand have as many cells as the first, and how many that is.
fn score(head: &[u8], whole: bool, delimiter: u8) -> (usize, usize) {
    let mut block = Block::of(head.to_vec(), 1);
    block.split(delimiter);
    let complete = if whole || block.len() < 2 {
        block.len()
    } else {
        block.len() - 1
    };
    let widths: Vec<usize> = block
        .rows()
        .take(complete.min(ROWS))
        .map(|row| row.len())
        .collect();
    let Some(first) = widths.first() else {
        return (0, 0);
    };
    let alike = widths.iter().filter(|width| *width == first).count();
    (1000 * alike / widths.len(), *first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: u8) {
        assert_eq!(
            char::from(delimiter(text.as_bytes(), true)),
            char::from(expected),
            "{text}"
        );
    }

    #[test]
    fn the_delimiter_is_what_makes_rows_alike() {
        check("date,nps\n2026-10-01,9\n", b',');
        check("date;nps;comment\n1;4,5;a, b\n2;3,5;c\n", b';');
        check("date\tnps\n1\t2\n", b'\t');
        check("date|nps\n1|2\n", b'|');
        check("\"How likely, on a scale; of 0\",b\n1,2\n", b',');
        check("only\n1\n2\n", b',');
        check("a;b\n\"x,\ny,,\";2\n3;4\n", b';');
        check("", b',');
        // A quote that is open at the end of what is seen.
        assert_eq!(delimiter(b"a;b\n1;\"x", false), b';');
    }

    #[test]
    fn a_first_line_may_name_the_separator() {
        assert_eq!(named(b"sep=;\r\na;b"), Some(b';'));
        assert_eq!(named(b"sep=;x\n"), None);
        assert_eq!(named(b"sep,date\n"), None);
    }
}
