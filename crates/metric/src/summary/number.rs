//! Numbers without bounds, kept as whole millionths so that sums of them are exact.

/// A number in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

impl Number {
    /// So many millionths are 1.
    pub const UNIT: i64 = 1_000_000;
    /// The largest number accepted, and the smallest with the other sign: a thousand million.
    pub const LARGEST: f64 = 1e9;

    /// A number, rounded to a millionth; `None` if it is too large or not a number.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    pub fn new(number: f64) -> Option<Self> {
        let possible = (-Self::LARGEST..=Self::LARGEST).contains(&number);
        possible.then(|| Self((number * Self::UNIT as f64).round() as i64))
    }

    /// A number of so many millionths.
    #[must_use]
    pub const fn of_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The number in millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0 as f64 / Self::UNIT as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_to_a_millionth() {
        assert_eq!(Number::new(0.1).map(Number::millionths), Some(100_000));
        assert_eq!(Number::new(-1e9).map(Number::value), Some(-1e9));
        assert_eq!([1.1e9, f64::NAN, f64::INFINITY].map(Number::new), [None; 3]);
    }
}
