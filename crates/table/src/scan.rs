//! A cursor over the bytes of a cell. Nothing is copied.

/// What is left to be read of a text. Copies are cheap: a form that does not fit is tried on a copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t>(&'t [u8]);

/// Digits in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// Their value.
    pub(super) value: u64,
    /// How many they are: 1 … 18.
    pub(super) count: usize,
}

impl Digits {
    /// The value, if it is written with so many digits and fits.
    #[inline]
    pub(super) fn of_width<N: TryFrom<u64>>(self, least: usize, most: usize) -> Option<N> {
        if !(least..=most).contains(&self.count) {
            return None;
        }
        N::try_from(self.value).ok()
    }
}

/// More digits than any number that is read here has; as many fit into 64 bits.
const MOST_DIGITS: usize = 18;

/// Blanks beside the space. Browsers and spreadsheets write them between a time and `AM`.
const WIDE_BLANKS: [&[u8]; 2] = ["\u{a0}".as_bytes(), "\u{202f}".as_bytes()];

impl<'t> Scanner<'t> {
    /// A text, without the blanks around it.
    #[inline]
    pub(super) fn new(text: &'t str) -> Self {
        Self(text.as_bytes().trim_ascii())
    }

    /// Whether all of the text was read.
    #[inline]
    pub(super) fn is_done(self) -> bool {
        self.0.is_empty()
    }

    /// What is left of a text.
    #[inline]
    pub(super) fn of(rest: &'t [u8]) -> Self {
        Self(rest)
    }

    /// The next byte, which stays.
    #[inline]
    pub(super) fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Takes the next byte.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Takes the next byte if it is this one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.0 = &self.0[1..];
        }
        found
    }

    /// Takes the next byte if it is this one, which must be there.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }

    /// Takes blanks; whether there were any.
    #[inline]
    pub(super) fn blanks(&mut self) -> bool {
        let before = self.0.len();
        while let Some(byte) = self.peek() {
            let width = match byte {
                b' ' | b'\t' => 1,
                0x80.. => self.wide_blank(),
                _ => 0,
            };
            if width == 0 {
                break;
            }
            self.0 = &self.0[width..];
        }
        self.0.len() < before
    }

    fn wide_blank(self) -> usize {
        let found = WIDE_BLANKS.iter().find(|blank| self.0.starts_with(blank));
        found.map_or(0, |blank| blank.len())
    }

    /// Takes digits, of which there must be one and at most 18.
    #[inline]
    pub(super) fn digits(&mut self) -> Option<Digits> {
        let (mut value, mut count) = (0, 0);
        while let Some(digit) = self.0.get(count).map(|byte| byte.wrapping_sub(b'0')) {
            if digit > 9 {
                break;
            }
            if count == MOST_DIGITS {
                return None;
            }
            value = value * 10 + u64::from(digit);
            count += 1;
        }
        self.0 = &self.0[count..];
        (count > 0).then_some(Digits { value, count })
    }

    /// Takes two digits, neither more nor less.
    #[inline]
    pub(super) fn pair(&mut self) -> Option<i8> {
        self.digits()?.of_width(2, 2)
    }

    /// Takes the letters of any alphabet; there may be none.
    pub(super) fn word(&mut self) -> &'t str {
        let text = std::str::from_utf8(self.0).unwrap_or_default();
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        self.0 = &self.0[end..];
        &text[..end]
    }

    /// The text that was taken since an earlier state.
    pub(super) fn taken_since(self, earlier: Self) -> &'t str {
        let taken = earlier.0.len() - self.0.len();
        std::str::from_utf8(&earlier.0[..taken]).unwrap_or_default()
    }
}
