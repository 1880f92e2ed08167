//! The six causes of discontent that a codebook has where none is configured, for English and German.
//!
//! Little human touch, not personal, long wait, rude staff, unresolved, needs not understood: what customers
//! name most when they leave. Phrases say a cause outright; where a customer denies it ("not a long wait",
//! "never rude"), an excluded phrase takes the match away. They find what is said plainly and miss what is
//! implied: a share of comments with a cause is a lower bound.
//!
//! The phrases are data: one file for each language and cause in `causes/`, lists of words that they share in
//! `causes/en/words.txt` and `causes/de/words.txt`. A line is
//!
//! - `name = one|other`: a list of words; `{name}` stands for it as one of them in phrases after it.
//! - `+ phrase`: tells the cause.
//! - `- phrase`: takes away what overlaps.
//! - `= comment`: has the cause.
//! - `! comment`: has it not.
//! - `# note`: of a family of phrases.

use std::collections::BTreeMap;

use crate::codebook::Theme;

/// The version of the definitions: raised whenever a phrase changes.
///
/// Shares of a cause under one version are no measure of change against shares under another: a period that was published
/// keeps its figures and their version.
pub const VERSION: &str = "2";

/// The languages that the phrases are in.
pub const LANGUAGES: [&str; 2] = ["en", "de"];

/// The causes, as themes that can be changed or added to.
pub fn themes() -> Vec<Theme> {
    CAUSES.iter().map(Cause::theme).collect()
}

/// Comments that do not have a cause, by its id, though their words come near: what phrases are held to.
pub fn counter_examples() -> Vec<(&'static str, String)> {
    let of_cause = |cause: &Cause| {
        let all = cause.read().into_iter().flat_map(|read| read.counter_examples);
        all.map(|text| (cause.id, text)).collect::<Vec<_>>()
    };
    CAUSES.iter().flat_map(of_cause).collect()
}

/// A cause with the files of its phrases, in the order of [`LANGUAGES`].
struct Cause {
    id: &'static str,
    label: &'static str,
    files: [&'static str; 2],
}

/// Lists of words by language, in the order of [`LANGUAGES`].
const WORDS: [&str; 2] = [
    include_str!("causes/en/words.txt"),
    include_str!("causes/de/words.txt"),
];

/// A cause, its files found by its id.
macro_rules! cause {
    ($id:literal, $label:literal) => {
        Cause {
            id: $id,
            label: $label,
            files: [
                include_str!(concat!("causes/en/", $id, ".txt")),
                include_str!(concat!("causes/de/", $id, ".txt")),
            ],
        }
    };
}

const CAUSES: [Cause; 6] = [
    cause!("little-human-touch", "Little human touch"),
    cause!("not-personal", "Not personal"),
    cause!("long-wait", "Long wait"),
    cause!("rude-staff", "Rude staff"),
    cause!("unresolved", "Unresolved"),
    cause!("needs-not-understood", "Needs not understood"),
];

impl Cause {
    fn theme(&self) -> Theme {
        let mut theme = Theme {
            id: self.id.to_owned(),
            label: self.label.to_owned(),
            include: Vec::new(),
            exclude: Vec::new(),
            examples: Vec::new(),
        };
        for (language, read) in LANGUAGES.into_iter().zip(self.read()) {
            let of_language = |phrase: String| format!("{language}: {phrase}");
            theme.include.extend(read.include.into_iter().map(of_language));
            theme.exclude.extend(read.exclude.into_iter().map(of_language));
            theme.examples.extend(read.examples);
        }
        theme
    }

    /// Its files, each after the lists of words of its language.
    fn read(&self) -> [Read; 2] {
        std::array::from_fn(|language| {
            let mut read = Read::default();
            for line in WORDS[language].lines().chain(self.files[language].lines()) {
                read.line(line);
            }
            read
        })
    }
}

/// What stands in a file.
#[derive(Default)]
struct Read {
    lists: BTreeMap<&'static str, String>,
    include: Vec<String>,
    exclude: Vec<String>,
    examples: Vec<String>,
    counter_examples: Vec<String>,
}

impl Read {
    fn line(&mut self, line: &'static str) {
        let Some((sign, text)) = line.split_once(' ') else {
            return;
        };
        match sign {
            "#" => {}
            "+" => self.include.push(self.spelled_out(text)),
            "-" => self.exclude.push(self.spelled_out(text)),
            "=" => self.examples.push(text.to_owned()),
            "!" => self.counter_examples.push(text.to_owned()),
            name => {
                let list = self.spelled_out(text.trim_start_matches("= "));
                self.lists.insert(name, format!("({list})"));
            }
        }
    }

    /// A phrase with the lists that it names; a name that there is not stays, and no phrase has its sign.
    fn spelled_out(&self, phrase: &str) -> String {
        let mut parts = phrase.split('{');
        let mut spelled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part
                .split_once('}')
                .and_then(|(name, rest)| Some((self.lists.get(name)?, rest)))
            {
                Some((list, rest)) => spelled.extend([list, rest]),
                None => spelled.extend(["{", part]),
            }
        }
        spelled
    }
}
