//! What stands between `{{` and `}}`: `figure`, `figure.part`, `figure(dimension="value").part`.

/// A binding, and how many bytes it takes with its closing braces.
#[derive(Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) written: String,
    pub(super) figure: String,
    pub(super) part: Option<String>,
    pub(super) slice: Vec<(String, String)>,
    pub(super) length: usize,
}

/// Why there is no binding.
#[derive(Debug, PartialEq)]
pub(super) enum Problem {
    /// The closing braces are missing.
    Open,
    /// Something else stands between the braces; the text and what is wrong with it.
    Malformed {
        written: String,
        reason: String,
        length: usize,
    },
}

const CLOSE: &str = "}}";

/// Reads the text that follows `{{`.
pub(super) fn parse(text: &str) -> Result<Bound, Problem> {
    let mut scanner = Scanner { text, at: 0 };
    scanner.bound().map_err(|reason| match text.find(CLOSE) {
        None => Problem::Open,
        Some(end) => Problem::Malformed {
            written: text[..end].trim().to_owned(),
            reason,
            length: end + CLOSE.len(),
        },
    })
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn bound(&mut self) -> Result<Bound, String> {
        let figure = self.name().ok_or("it does not start with the name of a figure")?;
        let mut part = None;
        let mut slice = None;
        loop {
            if part.is_none() && self.take(".") {
                part = Some(self.name().ok_or("there is no name after the dot")?);
            } else if slice.is_none() && self.take("(") {
                slice = Some(self.slice()?);
            } else {
                break;
            }
        }
        let end = self.at;
        if !self.take(CLOSE) {
            return Err(self.surplus());
        }
        let written = self.text[..end].trim().to_owned();
        Ok(Bound {
            written,
            figure,
            part,
            slice: slice.unwrap_or_default(),
            length: self.at,
        })
    }

    fn slice(&mut self) -> Result<Vec<(String, String)>, String> {
        let mut slice: Vec<(String, String)> = Vec::new();
        loop {
            let dimension = self
                .name()
                .ok_or("there is no name of a dimension after the bracket or comma")?;
            if slice.iter().any(|(known, _)| *known == dimension) {
                return Err(format!("`{dimension}` stands in it twice"));
            }
            if !self.take("=") {
                return Err(format!("there is no `=` after `{dimension}`"));
            }
            let value = self.quoted().ok_or_else(|| self.no_value(&dimension))?;
            slice.push((dimension, value));
            if self.take(")") {
                return Ok(slice);
            }
            if !self.take(",") {
                return Err("the bracket is not closed".to_owned());
            }
        }
    }

    fn no_value(&self, dimension: &str) -> String {
        if self
            .rest()
            .trim_start()
            .starts_with(['“', '”', '„', '‘', '’', '«'])
        {
            format!("the value of `{dimension}` is in typographic quotes: write straight ones")
        } else {
            format!("the value of `{dimension}` is not in quotes")
        }
    }

    fn surplus(&self) -> String {
        let rest = self.rest().split(CLOSE).next().unwrap_or("").trim();
        format!("`{rest}` is not understood")
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let taken = self.rest().starts_with(token);
        self.at += if taken { token.len() } else { 0 };
        taken
    }

    fn name(&mut self) -> Option<String> {
        self.skip_blanks();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let rest = self.rest();
        let name = &rest[..rest.find(|c| !plain(c)).unwrap_or(rest.len())];
        self.at += name.len();
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn quoted(&mut self) -> Option<String> {
        self.skip_blanks();
        let quote = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, _) = self.rest()[1..].split_once(quote)?;
        self.at += value.len() + 2;
        Some(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_have_a_figure_a_part_and_a_slice() {
        type Case<'a> = (&'a str, &'a str, Option<&'a str>, &'a [(&'a str, &'a str)]);
        let cases: [Case<'_>; 7] = [
            (" recommend }} x", "recommend", None, &[]),
            ("first_contact.p90}}", "first_contact", Some("p90"), &[]),
            (
                " effort(channel=\"chat\") }}",
                "effort",
                None,
                &[("channel", "chat")],
            ),
            (
                " effort ( channel = 'live chat' ) . change }}",
                "effort",
                Some("change"),
                &[("channel", "live chat")],
            ),
            (
                "effort.change(a=\"1\", b='2')}}",
                "effort",
                Some("change"),
                &[("a", "1"), ("b", "2")],
            ),
            ("a(b=\"}}\")}}", "a", None, &[("b", "}}")]),
            ("a(b=\"it's\")}}", "a", None, &[("b", "it's")]),
        ];
        for (text, figure, part, slice) in cases {
            let bound = parse(text).expect(text);
            assert_eq!(
                (bound.figure.as_str(), bound.part.as_deref()),
                (figure, part),
                "{text}"
            );
            let found: Vec<_> = bound
                .slice
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str()))
                .collect();
            assert_eq!(found, slice, "{text}");
            assert_eq!(&text[bound.length - 2..bound.length], "}}");
            assert!(text.contains(&bound.written));
        }
    }

    #[test]
    fn what_is_no_binding_says_why() {
        let cases = [
            ("}}", "it does not start with the name of a figure"),
            (" Recommend }}", "it does not start with the name of a figure"),
            (" a. }}", "there is no name after the dot"),
            (" a.b.c }}", "`.c` is not understood"),
            (" a b }}", "`b` is not understood"),
            (
                " a() }}",
                "there is no name of a dimension after the bracket or comma",
            ),
            (" a(b) }}", "there is no `=` after `b`"),
            (" a(b=c) }}", "the value of `b` is not in quotes"),
            (
                " a(b=“c”) }}",
                "the value of `b` is in typographic quotes: write straight ones",
            ),
            (" a(b=\"c\" }}", "the bracket is not closed"),
            (" a(b=\"c\", b=\"d\") }}", "`b` stands in it twice"),
        ];
        for (text, expected) in cases {
            match parse(text) {
                Err(Problem::Malformed { reason, length, .. }) => {
                    assert_eq!((reason.as_str(), length), (expected, text.len()), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(parse(" a "), Err(Problem::Open));
        assert_eq!(parse(""), Err(Problem::Open));
    }
}
