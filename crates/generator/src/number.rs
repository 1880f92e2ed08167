//! Digits: how a number is written, whatever it measures.

/// The true minus sign.
const MINUS: char = '−';

/// Puts a comma after every three digits from the right.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count: `2,143`.
pub(crate) fn count(n: u64) -> String {
    grouped(&n.to_string())
}

/// A count that is taken away: `−2,143`.
pub(crate) fn less(n: u64) -> String {
    format!("{MINUS}{}", count(n))
}

/// A number with a fixed number of decimals: `−1,204.5`. What rounds to zero has no sign.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value < 0.0 && plain.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.push(MINUS);
    }
    out.push_str(&grouped(whole));
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The same with a sign also for what is positive: `+5.2`.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    let zero = !text.chars().any(|c| c.is_ascii_digit() && c != '0');
    if zero || text.starts_with(MINUS) {
        text
    } else {
        format!("+{text}")
    }
}

/// A number as somebody chose it, with no more decimals than it has: `45`, `4.5`.
pub(crate) fn chosen(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A p value: three decimals, never 0.
pub(crate) fn p(value: f64) -> String {
    if value < 0.001 {
        "< 0.001".to_owned()
    } else {
        fixed(value, 3)
    }
}

/// A coordinate in a drawing: as short as two decimals allow, with a plain hyphen for minus.
pub(crate) fn coordinate(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(2_143), "2,143");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!(less(2_143), "−2,143");
        assert_eq!(fixed(41.25, 1), "41.2");
        assert_eq!(fixed(-1204.55, 2), "−1,204.55");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(signed(5.24, 1), "+5.2");
        assert_eq!(signed(-5.24, 1), "−5.2");
        assert_eq!(signed(0.01, 1), "0.0");
        assert_eq!(chosen(45.0, 1), "45");
        assert_eq!(chosen(4.25, 2), "4.25");
        assert_eq!(chosen(100.0, 0), "100");
        assert_eq!(p(0.000_2), "< 0.001");
        assert_eq!(p(0.0314), "0.031");
        assert_eq!(coordinate(12.04), "12");
    }
}
