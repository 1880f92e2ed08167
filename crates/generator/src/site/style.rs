//! The stylesheet of a report: the theme's and what its layers add, with the report's own colour and the line on printed
//! pages.

use std::fmt::Write;

use cxpress_report::Report;
use cxpress_themes::Theme;

use super::asset::Asset;

/// The stylesheet as a file of the site.
pub(crate) fn sheet(report: &Report, theme: &Theme) -> Asset {
    Asset::new("style", "css", text(report, theme))
}

/// The stylesheet.
pub(crate) fn text(report: &Report, theme: &Theme) -> String {
    let mut text = theme.file("style.css").unwrap_or_default().to_owned();
    for extra in theme.texts("extra.css") {
        text.push('\n');
        text.push_str(extra);
    }
    text.push_str(&printed(report));
    text.push_str(
        &report
            .accent
            .as_deref()
            .filter(|it| is_colour(it))
            .map_or_else(String::new, accent),
    );
    text
}

/// `#rrggbb`. The configuration has checked it; a stylesheet is no place to trust that.
fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].chars().all(|c| c.is_ascii_hexdigit())
}

/// The report's colour; in the dark a lighter one of the same hue, where a browser can mix it.
fn accent(colour: &str) -> String {
    let pair = |dark: &str| format!(":root{{--accent:light-dark({colour},{dark})}}");
    let mixed = pair(&format!("color-mix(in oklab,{colour} 52%,#fff)"));
    let same_hue = pair(&format!("oklch(from {colour} .77 max(c,.075) h)"));
    format!("\n{mixed}\n@supports (color:oklch(from red l c h)){{{same_hue}}}\n")
}

/// The line at the foot of every printed page.
fn printed(report: &Report) -> String {
    let title = [report.organization.as_deref(), Some(report.title.as_str())];
    let title = title
        .into_iter()
        .flatten()
        .map(quoted)
        .collect::<Vec<_>>()
        .join(" · ");
    format!("\n@page{{@bottom-left{{content:\"{title}\"}}}}\n")
}

/// Text inside a CSS string: whatever is not a plain letter, digit or space is escaped by its number.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            out.push(letter);
        } else {
            let _ = write!(out, "\\{:06x} ", u32::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_css_string() {
        assert_eq!(quoted("A \"}"), "A \\000022 \\00007d ");
        assert!(is_colour("#0f5e63") && !is_colour("red") && !is_colour("#0f5e6;"));
    }
}
