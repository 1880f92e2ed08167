//! Values that are written as text: ids, numbers, dates, colours, paths.

use jiff::civil;

use crate::wrong::Wrong;

/// Names of pages that no question and no dimension can have.
const RESERVED: [&str; 2] = ["index", "metrics"];

/// An id: it becomes part of addresses.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn id(text: &str) -> Result<(), Wrong> {
    let letters = text.starts_with(|first: char| first.is_ascii_lowercase());
    let rest = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !(letters && rest) {
        let help = match slug(text) {
            Some(slug) => format!("write `{slug}`"),
            None => "write a short name like `wait-time`".to_owned(),
        };
        let rule = "an id starts with a letter and holds only `a` to `z`, `0` to `9` and `-`";
        return Err(Wrong::new(format!("`{text}` is no id: {rule}"), help));
    }
    if RESERVED.contains(&text) {
        let message = format!("the id `{text}` is taken: pages of the site have this name");
        return Err(Wrong::new(message, "choose another id"));
    }
    Ok(())
}

fn slug(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let words = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    let fits = slug.starts_with(|first: char| first.is_ascii_lowercase());
    (fits && !RESERVED.contains(&slug.as_str())).then_some(slug)
}

/// A number that is not infinite.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn number(text: &str) -> Result<f64, Wrong> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        Wrong::new(
            format!("`{text}` is no number"),
            "write a number like `45` or `4.5`",
        )
    })
}

/// A whole number.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn integer(text: &str) -> Result<i32, Wrong> {
    text.parse()
        .map_err(|_| Wrong::new(format!("`{text}` is no whole number"), "write a number like `5`"))
}

/// A date: `2026-10-31`.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn date(text: &str) -> Result<civil::Date, Wrong> {
    let date = text.parse().ok().filter(|_| text.len() == "2026-10-31".len());
    date.ok_or_else(|| Wrong::new(format!("`{text}` is no date"), "write it like `2026-10-31`"))
}

/// `true` or `false`.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn yes_or_no(text: &str) -> Result<bool, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            format!("`{text}` is neither true nor false"),
            "write `true` or `false`",
        )
    })
}

/// The path of a file of the report.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn path(text: &str) -> Result<String, Wrong> {
    if text.trim().is_empty() || text.contains('*') {
        Err(Wrong::new(
            format!("`{text}` is no path of a file"),
            "write it from the folder of the report: `brand/logo.svg`",
        ))
    } else {
        Ok(text.trim().to_owned())
    }
}

/// A colour, in lower case: `#0f5e63`.
///
/// # Errors
/// What is wrong with it, and what to write.
pub fn colour(text: &str) -> Result<String, Wrong> {
    let digits = text.strip_prefix('#').unwrap_or("");
    if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        Ok(text.to_lowercase())
    } else {
        Err(Wrong::new(
            format!("`{text}` is no colour"),
            "write six digits: `\"#0f5e63\"`",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        assert!(["a", "wait-time", "q7"].iter().all(|text| id(text).is_ok()));
        assert_eq!(
            id("Wait time").err().map(|wrong| wrong.help),
            Some("write `wait-time`".to_owned())
        );
        assert!(
            ["", "7a", "a_b", "é", "index", "metrics"]
                .iter()
                .all(|text| id(text).is_err())
        );
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(colour("#0F5e63").ok().as_deref(), Some("#0f5e63"));
        assert!(
            ["0f5e63", "#0f5", "red", "#0f5e6g"]
                .iter()
                .all(|text| colour(text).is_err())
        );
    }
}
