//! How the bytes of cells become text.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::block::Row;

/// How the bytes of cells become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Only ASCII so far.
    Undecided,
    /// UTF-8.
    Utf8,
    /// UTF-8 that was made from something else: what could not be read is U+FFFD.
    Converted,
    /// Windows-1252, the Western European code page of old exports.
    Windows1252,
}

impl Encoding {
    /// What the first bytes that are not ASCII say.
    pub fn decide(self, text: &[u8]) -> Self {
        // Most text is ASCII, which is seen many bytes at a time.
        if self != Self::Undecided || text.is_ascii() {
            return self;
        }
        let Some(start) = text.iter().position(|byte| !byte.is_ascii()) else {
            return self;
        };
        let run = &text[start..];
        let end = run.iter().position(u8::is_ascii).unwrap_or(run.len());
        if std::str::from_utf8(&run[..end]).is_ok() {
            Self::Utf8
        } else {
            Self::Windows1252
        }
    }

    /// Whether a text holds nothing that is not of this encoding.
    pub fn fits(self, text: &[u8]) -> bool {
        if text.is_ascii() {
            return true;
        }
        match (self, std::str::from_utf8(text)) {
            (Self::Windows1252, Ok(text)) => !is_western(text),
            (Self::Windows1252, Err(_)) => true,
            (Self::Converted, Ok(text)) => !text.contains('\u{fffd}'),
            (_, found) => found.is_ok(),
        }
    }

    /// The first cell of a row that is not of this encoding.
    pub fn misfit(self, row: Row<'_>) -> Option<&[u8]> {
        row.cells().find(|cell| !self.fits(cell))
    }

    /// The text of a cell. Bytes that UTF-8 does not know were found earlier, and their row rejected.
    pub fn decode(self, cell: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling(cell).0,
            Self::Utf8 | Self::Converted | Self::Undecided => String::from_utf8_lossy(cell),
        }
    }
}

/// Whether a text that is valid UTF-8 holds what Western European text does. In Windows-1252 the same bytes are
/// pairs such as `Ã©`, which nobody writes: they are from a part of the file that was saved as UTF-8.
fn is_western(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, 'À'..='ÿ' | '\u{2010}'..='…' | '€'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_that_are_not_ascii_decide() {
        let cases: [(&[u8], Encoding); 5] = [
            (b"a,b", Encoding::Undecided),
            ("a,Zürich".as_bytes(), Encoding::Utf8),
            (b"a,Z\xfcrich", Encoding::Windows1252),
            (b"\xc3\xbc,\xfc", Encoding::Utf8),
            // The end of one cell and the start of the next are not one letter.
            (b"\xc3,\xa9", Encoding::Windows1252),
        ];
        for (text, expected) in cases {
            assert_eq!(Encoding::Undecided.decide(text), expected, "{text:?}");
        }
        assert_eq!(Encoding::Utf8.decide(b"\xfc"), Encoding::Utf8);
    }

    #[test]
    fn bytes_of_another_encoding_are_found() {
        let (utf8, western) = ("é".as_bytes(), b"\xe9".as_slice());
        assert!(Encoding::Utf8.fits(utf8) && !Encoding::Utf8.fits(western));
        assert!(Encoding::Windows1252.fits(western) && !Encoding::Windows1252.fits(utf8));
        assert!(Encoding::Converted.fits(utf8) && !Encoding::Converted.fits("a\u{fffd}".as_bytes()));
        // `CAFÉ…` happens to be valid UTF-8, of a letter that no Western European text holds.
        assert!(Encoding::Windows1252.fits(b"CAF\xc9\x85"));
    }
}
