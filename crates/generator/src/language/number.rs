//! Digits: how a number is written, whatever it measures, in the way of the report's language.

use super::words::Words;

/// Under this, a p value is not told in three decimals.
const SMALLEST_P: f64 = 0.001;

/// The digits of a number without sign, with a point before a fixed number of decimals.
fn plain(value: f64, decimals: usize) -> String {
    format!("{:.decimals$}", value.abs())
}

fn is_zero(plain: &str) -> bool {
    !plain.chars().any(|c| c.is_ascii_digit() && c != '0')
}

impl Words {
    /// A count: `2,143`.
    pub(crate) fn count(&self, n: u64) -> String {
        self.locale.number(&n.to_string())
    }

    /// A count that is taken away: `−2,143`.
    pub(crate) fn less(&self, n: u64) -> String {
        format!("{}{}", self.locale.minus, self.count(n))
    }

    /// A number with a fixed number of decimals: `−1,204.5`. What rounds to zero has no sign.
    pub(crate) fn fixed(&self, value: f64, decimals: usize) -> String {
        self.minus_before(value, &plain(value, decimals))
    }

    /// A number with its sign, also where it is positive: `+5.2`.
    pub(crate) fn signed(&self, value: f64, decimals: usize) -> String {
        let text = self.fixed(value, decimals);
        if value > 0.0 && !is_zero(&plain(value, decimals)) {
            format!("{}{text}", self.locale.plus)
        } else {
            text
        }
    }

    /// A number as somebody chose it, with no more decimals than it has: `45`, `4.5`.
    pub(crate) fn chosen(&self, value: f64, decimals: usize) -> String {
        let digits = plain(value, decimals);
        let shortest = if digits.contains('.') {
            digits.trim_end_matches('0').trim_end_matches('.')
        } else {
            &digits
        };
        self.minus_before(value, shortest)
    }

    /// A p value: three decimals, never 0.
    pub(crate) fn p(&self, value: f64) -> String {
        if value < SMALLEST_P {
            format!("< {}", self.fixed(SMALLEST_P, 3))
        } else {
            self.fixed(value, 3)
        }
    }

    /// A small number with two significant digits and a power of ten: `6.6e−6`.
    pub(crate) fn scientific(&self, value: f64) -> String {
        let text = format!("{value:.1e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        format!(
            "{}e{}",
            self.locale.number(digits),
            power.replace('-', &self.locale.minus)
        )
    }

    fn minus_before(&self, value: f64, plain: &str) -> String {
        let digits = self.locale.number(plain);
        if value < 0.0 && !is_zero(plain) {
            format!("{}{digits}", self.locale.minus)
        } else {
            digits
        }
    }
}

/// A number for scripts to order by, as short as seven digits allow.
pub(crate) fn key(value: f64) -> String {
    (value as f32).to_string()
}

/// A coordinate in a drawing: as short as two decimals allow, with a plain hyphen for minus.
pub(crate) fn coordinate(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use cxpress_themes::Theme;

    use super::*;

    fn words(language: &str) -> Words {
        Words::new(&Theme::default(), language).unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn numbers_are_written_for_readers() {
        let english = words("en-GB");
        assert_eq!(english.count(0), "0");
        assert_eq!(english.count(999), "999");
        assert_eq!(english.count(2_143), "2,143");
        assert_eq!(english.count(1_000_000), "1,000,000");
        assert_eq!(english.count(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(english.less(2_143), "−2,143");
        assert_eq!(english.fixed(41.25, 1), "41.2");
        assert_eq!(english.fixed(-1204.55, 2), "−1,204.55");
        assert_eq!(english.fixed(-0.04, 1), "0.0");
        assert_eq!(english.signed(5.24, 1), "+5.2");
        assert_eq!(english.signed(-5.24, 1), "−5.2");
        assert_eq!(english.signed(0.01, 1), "0.0");
        assert_eq!(english.chosen(45.0, 1), "45");
        assert_eq!(english.chosen(4.25, 2), "4.25");
        assert_eq!(english.chosen(100.0, 0), "100");
        assert_eq!(english.p(0.000_2), "< 0.001");
        assert_eq!(english.p(0.0314), "0.031");
        assert_eq!(english.scientific(6.6e-6), "6.6e−6");
        assert_eq!(key(61.818_181_818), "61.81818");
        assert_eq!(key(-86_400.0), "-86400");
        assert_eq!(key(1e-9), "0.000000001");
        assert_eq!(coordinate(12.04), "12");
    }

    #[test]
    fn german_numbers_have_a_comma_and_the_true_minus() {
        let german = words("de");
        assert_eq!(german.count(2_143), "2.143");
        assert_eq!(german.less(2_143), "−2.143");
        assert_eq!(german.fixed(-1204.55, 2), "−1.204,55");
        assert_eq!(german.signed(5.24, 1), "+5,2");
        assert_eq!(german.chosen(4.25, 2), "4,25");
        assert_eq!(german.chosen(1_200.0, 1), "1.200");
        assert_eq!(german.p(0.000_2), "< 0,001");
        assert_eq!(german.scientific(6.6e-6), "6,6e−6");
    }
}
