//! Kinds of periods, each whole: what it is called, how long it is, how its periods are named and found by their names,
//! how many a year has, and how they stand in the names of files.
//!
//! A new kind is a variant, a row of [`KINDS`], and its words for readers.

use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// Seven days, from Monday to Sunday (ISO 8601) unless configured otherwise.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a calendar year or of a financial one.
    Quarter,
    /// A calendar year or a financial one.
    Year,
    /// A named round of a survey.
    Wave,
}

/// How long the periods of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// Seven days.
    Week,
    /// Months, by which twelve can be divided.
    Months(i32),
    /// Rounds with names of their own, and no days.
    Named,
}

/// How a period is numbered in its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// What stands before the number: `Q`.
    pub letter: &'static str,
    /// How many digits the number has at least.
    pub digits: usize,
}

/// A kind of periods.
#[derive(Debug)]
pub struct Spec {
    /// The kind.
    pub kind: PeriodKind,
    /// Its name in configurations, and that of the part of a pattern that tells it: `quarter`.
    pub name: &'static str,
    /// How long its periods are.
    pub length: PeriodLength,
    /// None where a period is a year, or has a name of its own.
    pub numbered: Option<Numbered>,
    /// Whether periods begin and are named by the financial year, where there is one.
    pub is_fiscal: bool,
    /// How the names of files usually tell it.
    pub file_names: Option<&'static str>,
}

/// The kinds: the shortest first, that without days last.
pub static KINDS: [Spec; 5] = [
    Spec {
        kind: PeriodKind::Week,
        name: "week",
        length: PeriodLength::Week,
        numbered: Some(Numbered {
            letter: "W",
            digits: 2,
        }),
        is_fiscal: false,
        file_names: Some("(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})[-_ .]?[Ww](?<week>[0-5]?[0-9])(?:[^0-9]|$)"),
    },
    Spec {
        kind: PeriodKind::Month,
        name: "month",
        length: PeriodLength::Months(1),
        numbered: Some(Numbered {
            letter: "",
            digits: 2,
        }),
        is_fiscal: false,
        file_names: Some(
            "(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})[-_ .]?(?<month>0[1-9]|1[0-2])(?:[-_ .]?[0-3][0-9])?(?:[^0-9]|$)",
        ),
    },
    Spec {
        kind: PeriodKind::Quarter,
        name: "quarter",
        length: PeriodLength::Months(3),
        numbered: Some(Numbered {
            letter: "Q",
            digits: 1,
        }),
        is_fiscal: true,
        file_names: Some("(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})[-_ .]?[Qq](?<quarter>[1-4])(?:[^0-9]|$)"),
    },
    Spec {
        kind: PeriodKind::Year,
        name: "year",
        length: PeriodLength::Months(12),
        numbered: None,
        is_fiscal: true,
        file_names: Some("(?:^|[^0-9])(?<year>(?:19|20)[0-9]{2})(?:[^0-9]|$)"),
    },
    Spec {
        kind: PeriodKind::Wave,
        name: "wave",
        length: PeriodLength::Named,
        numbered: None,
        is_fiscal: false,
        file_names: None,
    },
];

/// What there is to know of a kind.
///
/// # Panics
/// If a kind is missing among [`KINDS`], which a test rules out.
#[must_use]
pub fn spec(kind: PeriodKind) -> &'static Spec {
    let found = KINDS.iter().find(|spec| spec.kind == kind);
    found.expect("every kind is among them")
}

impl Spec {
    /// How many periods a year has; none of periods without days.
    #[must_use]
    pub const fn per_year(&self) -> Option<i32> {
        match self.length {
            PeriodLength::Week => Some(52),
            PeriodLength::Months(months) => Some(12 / months),
            PeriodLength::Named => None,
        }
    }

    /// The named parts of a pattern that tell a period.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> + use<> {
        let year = self.numbered.map(|_| "year");
        year.into_iter().chain([self.name])
    }

    /// The name of a period by its year and its number in the year: `2026-Q4`. Of a year, the number does not matter.
    pub fn named(&self, year: i32, number: i32) -> String {
        match self.numbered {
            Some(Numbered { letter, digits }) => format!("{year:04}-{letter}{number:0digits$}"),
            None => format!("{year:04}"),
        }
    }

    /// The year and the number in it that a name says; of a year, number 1.
    pub fn parse(&self, name: &str) -> Option<(i16, i32)> {
        let (year, rest) = name.split_once('-').unwrap_or((name, ""));
        let number = match self.numbered {
            Some(Numbered { letter, .. }) => i32::from(rest.strip_prefix(letter)?.parse::<u8>().ok()?),
            None => 1,
        };
        Some((year.parse().ok()?, number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_there_once_with_a_name_of_its_own() {
        use PeriodKind::{Month, Quarter, Wave, Week, Year};
        for kind in [Week, Month, Quarter, Year, Wave] {
            assert_eq!(spec(kind).kind, kind);
            assert_eq!(
                KINDS.iter().filter(|other| other.name == spec(kind).name).count(),
                1
            );
        }
    }

    #[test]
    fn names_say_year_and_number() {
        for spec in KINDS.iter().filter(|spec| spec.length != PeriodLength::Named) {
            let last = if spec.numbered.is_some() {
                spec.per_year()
            } else {
                Some(1)
            };
            for number in [1, last.expect("a number")] {
                assert_eq!(
                    spec.parse(&spec.named(2026, number)),
                    Some((2026, number)),
                    "{}",
                    spec.name
                );
            }
        }
    }

    #[test]
    fn patterns_of_file_names_have_the_parts_they_need() {
        for spec in &KINDS {
            let pattern = spec
                .file_names
                .map(|pattern| regex::Regex::new(pattern).expect("a pattern"));
            let named = pattern.map(|pattern| {
                spec.parts()
                    .all(|part| pattern.capture_names().any(|it| it == Some(part)))
            });
            assert_ne!(named, Some(false), "{}", spec.name);
        }
    }
}
