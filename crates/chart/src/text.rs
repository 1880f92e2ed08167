//! Text of a chart: made harmless, measured, cut and broken.
//!
//! Widths are those of [`widths`](crate::widths), a little wide: faces differ, and so does hinting.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use crate::widths::em;

/// The size of all type, in px.
pub(crate) const SIZE: f64 = 13.0;
/// The height of a line of type, in px.
pub(crate) const LINE: f64 = 16.0;

const ELLIPSIS: char = '…';

/// One line of visible characters: white space and control characters become single spaces, and characters that
/// reorder their neighbours or are no characters at all are left out.
pub(crate) fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words = kept.split(|c: char| c.is_whitespace() && !is_unbroken(c));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Like [`clean`], but a leading space stays: the unit of a tick label.
pub(crate) fn clean_unit(unit: &str) -> String {
    let lead = if unit.starts_with(char::is_whitespace) {
        "\u{a0}"
    } else {
        ""
    };
    format!("{lead}{}", clean(unit))
}

/// Blanks at which no line is broken.
const fn is_unbroken(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

/// Directional overrides and code points that XML forbids.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// How much wider than measured a text may turn out.
const SAFE: f64 = 1.03;

/// The width of a text in px.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(em).sum::<f64>() * SIZE * SAFE
}

/// Whether a text has something that is read from right to left.
pub fn runs_from_right(text: &str) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let is_from_right = |c: char| matches!(classes.get(c), BidiClass::RightToLeft | BidiClass::ArabicLetter);
    !text.is_ascii() && text.chars().any(is_from_right)
}

/// The width of the widest of some texts in px.
pub(crate) fn widest<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> f64 {
    texts
        .into_iter()
        .map(|text| width(text.as_ref()))
        .fold(0.0, f64::max)
}

/// How much wider than others a text in strong type is.
pub(crate) const STRONG: f64 = 1.14;

/// The text, with an ellipsis in place of what is over `limit` characters or over `space` px.
pub(crate) fn cut(text: &str, limit: usize, space: f64) -> String {
    if text.chars().count() <= limit && width(text) <= space {
        return text.to_owned();
    }
    let room = space - em(ELLIPSIS) * SIZE * SAFE;
    let mut used = 0.0;
    let fits = |c: &char| {
        used += em(*c) * SIZE * SAFE;
        used <= room
    };
    let mut kept: Vec<char> = text
        .chars()
        .take(limit.saturating_sub(1))
        .take_while(fits)
        .collect();
    while kept.last().is_some_and(|&c| c == '\u{200d}' || c.is_whitespace()) {
        kept.pop();
    }
    kept.into_iter().chain([ELLIPSIS]).collect()
}

/// Texts cut as by [`cut`], so that those that differ still do: what tells them apart stays, and what goes before it is
/// cut in its middle.
pub(crate) fn cut_apart(texts: &[String], limit: usize, space: f64) -> Vec<String> {
    let short: Vec<String> = texts.iter().map(|text| cut(text, limit, space)).collect();
    let like = |at: usize| (0..texts.len()).filter(move |other| *other != at);
    let apart = |at: usize| {
        let same = like(at).filter(|other| short[*other] == short[at] && texts[*other] != texts[at]);
        let shared = same.map(|other| shared(&texts[at], &texts[other])).max()?;
        Some(cut_inside(&texts[at], shared, limit, space))
    };
    (0..texts.len())
        .map(|at| apart(at).unwrap_or_else(|| short[at].clone()))
        .collect()
}

/// How many characters two texts have in common at their beginning.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// A text cut after a number of characters, or before the word that they end in, with an ellipsis.
fn cut_inside(text: &str, shared: usize, limit: usize, space: f64) -> String {
    let letters: Vec<char> = text.chars().collect();
    let word = letters[..shared].iter().rposition(|c| c.is_whitespace());
    let start = word.map_or(shared, |at| at + 1);
    let start = if shared - start > limit / 3 { shared } else { start };
    // A letter alone says little: the word before it stays with it.
    let before = letters[..start.saturating_sub(1)]
        .iter()
        .rposition(|c| c.is_whitespace());
    let start = match before {
        Some(at) if letters.len() - start < 4 && start - at < limit / 3 => at + 1,
        _ => start,
    };
    let tail: String = letters[start..].iter().collect();
    let tail = cut(&tail, limit / 2, space / 2.0);
    let room = limit.saturating_sub(tail.chars().count());
    let head: String = letters[..start].iter().collect();
    // Blanks do not break at the ends of what a chart writes.
    format!("{}{tail}", cut(&head, room, space - width(&tail)))
}

/// By how much lines are made shorter at a time until they are as long as each other, in px.
const BALANCE: f64 = 6.0;

/// The text in lines that are filled one after the other.
fn broken(text: &str, space: f64) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match done.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= space => {
                line.push(' ');
                line.push_str(word);
            }
            _ => done.push(word.to_owned()),
        }
    }
    done
}

/// The text in at most `lines` lines of at most `space` px, broken at spaces, the lines as long as each other as far as that is
/// possible; what is left over becomes an ellipsis.
pub(crate) fn wrap(text: &str, lines: usize, space: f64) -> String {
    let mut done = broken(text, space);
    let fewest = done.len();
    if (2..=lines).contains(&fewest) {
        let mut narrower = space - BALANCE;
        while narrower > space / 2.0 {
            let tried = broken(text, narrower);
            if tried.len() > fewest || tried.iter().any(|line| width(line) > narrower) {
                break;
            }
            done = tried;
            narrower -= BALANCE;
        }
    }
    let rest = done.split_off(lines.min(done.len()));
    if let Some(last) = done.last_mut() {
        for word in rest {
            last.push(' ');
            last.push_str(&word);
        }
    }
    let done: Vec<_> = done.iter().map(|line| cut(line, usize::MAX, space)).collect();
    done.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaned_text_is_one_line_of_visible_characters() {
        assert_eq!(clean(" a\t\u{0}b\r\n\u{202e}c\u{feff} "), "a b c");
        assert_eq!(clean_unit(" h"), "\u{a0}h");
        assert_eq!(clean_unit("%"), "%");
    }

    #[test]
    fn cut_text_keeps_to_its_limits() {
        assert_eq!(cut("twelve signs", 12, 500.0), "twelve signs");
        assert_eq!(cut("twelve signs", 11, 500.0), "twelve sig…");
        assert_eq!(cut("twelve signs", 8, 500.0), "twelve…");
        assert!(width(&cut("twelve signs", 12, 50.0)) <= 50.0);
        assert_eq!(cut("wide", 4, 0.0), "…");
        assert_eq!(cut("👩\u{200d}👩\u{200d}👧", 3, 500.0), "👩…");
    }

    #[test]
    fn long_names_that_end_differently_stay_apart() {
        let names = ["option A", "option B", "option C"];
        let names = names.map(|end| format!("Home contents cover with added protection, {end}"));
        let cut = cut_apart(&names, 28, 200.0);
        assert!(
            cut.iter()
                .all(|name| name.chars().count() <= 28 && width(name) <= 200.0),
            "{cut:?}"
        );
        assert!(
            cut[0].ends_with('A') && cut[1].ends_with('B') && cut[2].ends_with('C'),
            "{cut:?}"
        );
        assert!(cut[0].starts_with("Home"), "{cut:?}");
        let one = [
            "Home contents cover with added protection".to_owned(),
            "Car".to_owned(),
        ];
        assert_eq!(cut_apart(&one, 28, 200.0)[0], super::cut(&one[0], 28, 200.0));
    }

    #[test]
    fn wrapped_text_keeps_to_its_lines() {
        assert_eq!(wrap("not at all", 3, 500.0), "not at all");
        assert_eq!(wrap("not at all", 3, 30.0), "not\nat\nall");
        assert_eq!(wrap("very much indeed", 2, 40.0).lines().count(), 2);
        assert!(wrap("very much indeed", 2, 40.0).ends_with('…'));
        assert_eq!(wrap("", 2, 40.0), "");
    }
}
