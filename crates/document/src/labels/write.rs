//! Samples as files that people fill in.

use std::fmt::Write;

use super::{LabelFile, LabelledComment, NONE, TODO, Tone};
use crate::named::Named;
use crate::yaml::write::scalar;

/// What a file begins with.
const HEAD: &str = "\
# Comments to be labelled by people, without personal data. They are for your team: never publish this file.
# Say of each comment what you read in it; what the program finds is not shown, so that you are not led by it.
# Begin at the top: the order is random, so that what you have done is a random sample whenever you stop.
# From 50 labels on, the report says how right its figures are, and corrects them.
";

impl LabelFile {
    /// The text of its file: every comment with what was said of it, or `todo`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = HEAD.to_owned();
        if !self.themes.is_empty() {
            out += "#   themes: those of the list below that the comment tells of, `[one, another]`; or `none`. What it says was not so is none\n";
        }
        if self.tone {
            out += "#   sentiment: `positive`, `neutral` or `negative`\n";
        }
        let mut line = |key: &str, value: String| {
            let _ = writeln!(out, "{key}: {value}");
        };
        line("question", scalar(&self.question.name));
        line("periods", list(&self.periods));
        line("seed", self.seed.to_string());
        line("drawn_from", self.drawn_from.to_string());
        if let Some(codebook) = &self.codebook {
            line("codebook", scalar(&codebook.name));
            line("themes", list(&self.themes));
        }
        out += "comments:\n";
        for comment in &self.comments {
            self.write(&mut out, comment);
        }
        out
    }

    fn write(&self, out: &mut String, comment: &LabelledComment) {
        let _ = writeln!(out, "- text: {}", scalar(&comment.text));
        if !self.themes.is_empty() {
            let themes = comment.themes.as_deref().map(|themes| match themes {
                [] => NONE.to_owned(),
                themes => in_brackets(themes.iter().map(String::as_str)),
            });
            let _ = writeln!(out, "  themes: {}", themes.as_deref().unwrap_or(TODO));
        }
        if self.tone {
            let tone = comment.tone.map_or(TODO, Tone::name);
            let _ = writeln!(out, "  sentiment: {tone}");
        }
        if comment.times > 1 {
            let _ = writeln!(out, "  times: {}", comment.times);
        }
        let _ = writeln!(out, "  hash: {:016x}", comment.hash);
    }
}

impl Tone {
    /// The name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }
}

fn list(names: &[Named]) -> String {
    in_brackets(names.iter().map(|named| named.name.as_str()))
}

fn in_brackets<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", names.map(scalar).collect::<Vec<_>>().join(", "))
}
