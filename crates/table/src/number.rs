//! Numbers with a fraction, and marks between thousands.

use crate::dialect::Decimal;

/// A number as a source writes it. Unless that is configured, a decimal comma is told from one that parts thousands:
/// what may be either, as in `1,234`, is no number.
pub fn number(text: &str, decimal: Decimal) -> Option<f64> {
    let parsed = match (decimal, text.split_once(',')) {
        (Decimal::Point, Some(_)) => plain(text, ',', '.'),
        (Decimal::Comma, _) if text.contains(['.', ',']) => plain(text, '.', ','),
        (_, None) => text.parse::<f64>().ok(),
        (_, Some((whole, part))) if is_fraction(whole, part) => format!("{whole}.{part}").parse().ok(),
        (_, Some(_)) => None,
    };
    parsed.filter(|number| number.is_finite())
}

/// A number with marks between thousands, each where it belongs, and its own mark of fractions.
fn plain(text: &str, thousands: char, fraction: char) -> Option<f64> {
    let (whole, part) = text.split_once(fraction).unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(thousands);
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().count() > 0;
    if grouped && (!(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3)) {
        return None;
    }
    format!("{}.{part}", whole.replace(thousands, "")).parse().ok()
}

/// Whether the digits after a comma can only be a fraction.
fn is_fraction(whole: &str, part: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.trim_start_matches(['-', '+']);
    digits(unsigned) && digits(part) && !part.is_empty() && (part.len() != 3 || unsigned == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_point_and_comma() {
        let cases = [
            ("7", 7.0),
            ("-0.5", -0.5),
            ("4,5", 4.5),
            ("0,853", 0.853),
            ("12,3456", 12.3456),
            ("1e1", 10.0),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text, Decimal::Auto), Some(expected), "{text}");
        }
        for text in [
            "", "1,234", "1,2,3", "1.5,2", "7,", "a,5", "inf", "NaN", "1e999", "7 of 10",
        ] {
            assert_eq!(number(text, Decimal::Auto), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_a_known_locale() {
        let german = |text| number(text, Decimal::Comma);
        assert_eq!(
            [german("1.234"), german("1.234,5"), german("4,5"), german("7")],
            [1234.0, 1234.5, 4.5, 7.0].map(Some)
        );
        assert_eq!([german("1.23"), german("12345.678"), german("1,2,3")], [None; 3]);
        let english = |text| number(text, Decimal::Point);
        assert_eq!(
            [english("1,234"), english("-1,234.5"), english("4.5")],
            [1234.0, -1234.5, 4.5].map(Some)
        );
        assert_eq!([english("4,5"), english("1,2345")], [None; 2]);
    }
}
