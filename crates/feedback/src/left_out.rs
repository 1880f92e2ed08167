//! Rows that are no customers: those that the configuration leaves out, and those that look as if it should.

use cxpress_table::block::Row;
use cxpress_table::encoding::Encoding;

/// A column by which rows are left out.
#[derive(Clone, Debug)]
pub(super) struct LeftOutAt {
    pub(super) column: usize,
    /// The number of its first value among all of its source.
    pub(super) first: u16,
    /// Its values in lower case, trimmed.
    pub(super) values: Vec<String>,
    /// Whether cells hold several values with blanks between them, as columns of tags do.
    pub(super) by_blanks: bool,
}

impl LeftOutAt {
    /// The number of the value by which a row is left out.
    pub(super) fn number(&self, row: Row<'_>, encoding: Encoding) -> Option<u16> {
        let cell = encoding.decode(row.cell(self.column));
        let text = cell.trim().to_lowercase();
        let at = self.place(&text).or_else(|| {
            let mut parts = text.split([',', ';', '|', '\n']).map(str::trim);
            parts.find_map(|part| self.place(part).filter(|_| !part.is_empty()))
        });
        let word = || {
            let words = text.split_whitespace().filter(|_| self.by_blanks);
            let mut words = words.map(|word| word.trim_matches([',', ';', '|']));
            words.find_map(|word| self.place(word).filter(|_| !word.is_empty()))
        };
        let at = u16::try_from(at.or_else(word)?).ok()?;
        Some(self.first + at)
    }

    fn place(&self, text: &str) -> Option<usize> {
        self.values.iter().position(|value| value == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_table::block::Block;

    fn number(rule: &LeftOutAt, cell: &str) -> Option<u16> {
        let mut block = Block::default();
        block.push(2, vec![cell.to_owned(), String::new()]);
        let found = block.rows().next().map(|row| rule.number(row, Encoding::Utf8));
        found.flatten()
    }

    #[test]
    fn a_value_is_found_alone_or_among_others() {
        let mut rule = LeftOutAt {
            column: 0,
            first: 3,
            values: vec!["merged".into(), "test".into()],
            by_blanks: false,
        };
        let found = [
            "merged",
            " Merged ",
            "a, TEST, b",
            "a;test",
            "a\ntest",
            "testing",
            "a test",
            "",
            ",",
        ];
        let expected = [
            Some(3),
            Some(3),
            Some(4),
            Some(4),
            Some(4),
            None,
            None,
            None,
            None,
        ];
        assert_eq!(found.map(|cell| number(&rule, cell)), expected);
        rule.by_blanks = true;
        assert_eq!(
            ["a test b", "a testing"].map(|cell| number(&rule, cell)),
            [Some(4), None]
        );
        rule.values = vec![String::new()];
        assert_eq!(
            ["", " ", "a", "a,", ","].map(|cell| number(&rule, cell)),
            [Some(3), Some(3), None, None, None]
        );
    }
}
