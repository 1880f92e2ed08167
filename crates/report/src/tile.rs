//! One verdict for a figure, or a group, in a period: of its course, the year before and the period before, the one that is
//! told first.
//!
//! Each of the three keeps its own verdict. Tiles, headlines and headings all take theirs from here, so that no two of them
//! say different things.

use crate::{Change, Comparison, Course, ShiftKind, Shown, Verdict};

/// A level that has lasted for so many periods is no news.
pub const STILL: usize = 4;

/// What a verdict rests on, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// There are too few for every comparison.
    TooFew,
    /// The level changed as it did a year before, and is as it was then.
    AsAYearAgo,
    /// The level is back at what it was.
    Back,
    /// The level changed, and it stays so, or is not yet back.
    Course,
    /// It is another than a year before.
    YearBefore,
    /// The level changed on the whole, but the last period is nearer to what it was.
    Wavers,
    /// It is another than in the period before.
    Before,
    /// The level is the same, within a margin.
    Unchanged,
    /// There is no evidence of a change.
    NoEvidence,
}

/// The one verdict of a figure in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileVerdict {
    /// What it rests on.
    pub kind: TileKind,
    /// Whether that is better or worse; *no evidence* for all that is neither.
    pub mark: Verdict,
}

impl TileVerdict {
    /// The verdict of what is shown; `None` where it was compared with nothing.
    #[must_use]
    pub fn of(shown: &Shown) -> Option<Self> {
        first(
            shown.course.as_ref(),
            shown.year_before.as_ref(),
            shown.before.as_ref(),
        )
    }

    /// Whether a group only follows the season of its figure: the `total` is as it was a year before, and the group is another
    /// than in the period before, but not than a year before.
    #[must_use]
    pub fn follows_season(shown: &Shown, total: &Shown) -> bool {
        let is = |shown: &Shown, kind: TileKind| Self::of(shown).is_some_and(|it| it.kind == kind);
        is(total, TileKind::AsAYearAgo) && is(shown, TileKind::Before) && shown.year_before.is_some()
    }

    /// The verdict of a course alone.
    #[must_use]
    pub fn of_course(course: &Course) -> Self {
        first(Some(course), None, None).unwrap_or(TOO_FEW)
    }

    /// Whether it says that something is better or worse.
    #[must_use]
    pub const fn is_marked(self) -> bool {
        self.mark.is_real()
    }

    /// Whether that is news: a level that has lasted for [`STILL`] periods is none, nor is a line that has turned.
    #[must_use]
    pub fn is_news(self, shown: &Shown) -> bool {
        let shift = shown.course.as_ref().and_then(|course| course.shift.as_ref());
        match (self.kind, shift) {
            (TileKind::Course, Some(shift)) => match shift.kind {
                ShiftKind::Line { turned, .. } => !turned,
                _ => {
                    let last = shift.levels.last();
                    last.is_none_or(|level| level.to + 1 - level.from < STILL)
                }
            },
            (TileKind::Course | TileKind::YearBefore | TileKind::Before, _) => true,
            _ => false,
        }
    }

    /// The change that it rests on, of what it was made of.
    #[must_use]
    pub fn change(self, shown: &Shown) -> Option<&Change> {
        match self.kind {
            TileKind::AsAYearAgo | TileKind::Back | TileKind::Course | TileKind::Wavers => {
                Some(&shown.course.as_ref()?.shift.as_ref()?.change)
            }
            TileKind::YearBefore => shown.year_before.as_ref()?.change.as_ref(),
            TileKind::Before | TileKind::TooFew | TileKind::Unchanged | TileKind::NoEvidence => {
                shown.before.as_ref()?.change.as_ref()
            }
        }
    }
}

const TOO_FEW: TileVerdict = TileVerdict {
    kind: TileKind::TooFew,
    mark: Verdict::TooFew,
};

const fn neutral(kind: TileKind) -> TileVerdict {
    TileVerdict {
        kind,
        mark: Verdict::NoEvidence,
    }
}

/// The first that applies.
fn first(
    course: Option<&Course>,
    year: Option<&Comparison>,
    before: Option<&Comparison>,
) -> Option<TileVerdict> {
    let verdicts = [
        course.map(|it| it.verdict),
        year.map(|it| it.verdict),
        before.map(|it| it.verdict),
    ];
    let mut compared = verdicts.into_iter().flatten().peekable();
    compared.peek()?;
    if compared.all(|verdict| verdict == Verdict::TooFew) {
        return Some(TOO_FEW);
    }
    let word = |comparison: Option<&Comparison>, kind: TileKind| {
        let mark = comparison.map(|it| it.verdict).filter(|it| it.is_real())?;
        Some(TileVerdict { kind, mark })
    };
    let year = word(year, TileKind::YearBefore);
    let shift = course.and_then(|course| Some((course, course.told()?.kind)));
    let of_course = shift.and_then(|(course, kind)| match kind {
        ShiftKind::AsAYearAgo if year.is_none() => Some(neutral(TileKind::AsAYearAgo)),
        ShiftKind::AsAYearAgo | ShiftKind::Wavers => None,
        ShiftKind::Back => Some(neutral(TileKind::Back)),
        ShiftKind::Line { .. }
        | ShiftKind::Since
        | ShiftKind::Steps
        | ShiftKind::Month
        | ShiftKind::Partly => Some(lasting(course)),
    });
    let wavers = shift.filter(|(_, kind)| *kind == ShiftKind::Wavers);
    let unchanged = course.and_then(|course| course.unchanged);
    let told = of_course
        .or(year)
        .or(wavers.map(|_| neutral(TileKind::Wavers)))
        .or(word(before, TileKind::Before))
        .or(unchanged.map(|_| neutral(TileKind::Unchanged)));
    Some(told.unwrap_or(neutral(TileKind::NoEvidence)))
}

/// A change that lasts; of a figure of which more is neither better nor worse, it is neither.
const fn lasting(course: &Course) -> TileVerdict {
    let mark = if course.verdict.is_real() {
        course.verdict
    } else {
        Verdict::NoEvidence
    };
    TileVerdict {
        kind: TileKind::Course,
        mark,
    }
}

#[cfg(test)]
mod tests {
    use cxpress_metric::{Interval, Unit};

    use super::*;
    use crate::{Contrast, Level, Shift, Span, Unchanged};

    const LEVEL: Level = Level {
        from: 3,
        to: 8,
        value: 82.4,
    };

    fn change() -> Change {
        Change {
            weighted: false,
            clustered: false,
            unit: Unit::Percent,
            before: 82.4,
            after: 72.1,
            difference: -10.3,
            interval: Interval::new(-13.6, -7.1),
            standard_error: None,
            p: 0.000_1,
            alone: Verdict::Worsened,
            detectable: 4.6,
            within: None,
            approximation: None,
        }
    }

    fn course(kind: ShiftKind, verdict: Verdict, adjusted_p: f64) -> Course {
        Course {
            verdict,
            p: adjusted_p / 2.0,
            adjusted_p: Some(adjusted_p),
            shift: Some(Shift {
                kind,
                change: change(),
                sides: [Span { from: 3, to: 8 }, Span { from: 9, to: 9 }],
                since: 9,
                dates: vec![9],
                at_the_latest: false,
                levels: Vec::new(),
                year_before: None,
                knows_year: true,
            }),
            level: LEVEL,
            detectable: 6.3,
            unchanged: None,
        }
    }

    fn steady() -> Course {
        let mut course = course(ShiftKind::Since, Verdict::NoEvidence, 1.0);
        course.shift = None;
        course.unchanged = Some(Unchanged {
            recent: LEVEL,
            before: LEVEL,
            margin: 5.0,
        });
        course
    }

    fn compared(verdict: Verdict) -> Comparison {
        Comparison {
            contrast: Contrast::Period(0),
            verdict,
            change: Some(change()),
            adjusted_p: None,
            smaller_base: 300.0,
            few_clusters: None,
            readings: Vec::new(),
        }
    }

    /// What comes of a course and of the words of the year before and the period before.
    fn told(course: Option<&Course>, year: Verdict, before: Verdict) -> (TileKind, Verdict) {
        let verdict = first(course, Some(&compared(year)), Some(&compared(before))).expect("a verdict");
        (verdict.kind, verdict.mark)
    }

    use Verdict::{Improved, NoEvidence, TooFew, Worsened};

    #[test]
    fn too_few_is_said_where_there_are_too_few_for_all() {
        assert_eq!(told(None, TooFew, TooFew), (TileKind::TooFew, TooFew));
        assert_eq!(told(None, TooFew, NoEvidence), (TileKind::NoEvidence, NoEvidence));
        assert_eq!(
            told(Some(&steady()), TooFew, TooFew),
            (TileKind::Unchanged, NoEvidence)
        );
        let alone = first(None, None, Some(&compared(TooFew))).map(|it| it.kind);
        assert_eq!(alone, Some(TileKind::TooFew));
    }

    #[test]
    fn nothing_is_said_where_nothing_was_compared() {
        assert_eq!(first(None, None, None), None);
    }

    #[test]
    fn as_a_year_ago_is_neutral_unless_the_year_before_has_a_word() {
        let course = course(ShiftKind::AsAYearAgo, NoEvidence, 0.01);
        assert_eq!(
            told(Some(&course), NoEvidence, Worsened),
            (TileKind::AsAYearAgo, NoEvidence)
        );
        assert_eq!(
            told(Some(&course), Worsened, NoEvidence),
            (TileKind::YearBefore, Worsened)
        );
    }

    #[test]
    fn back_is_neutral_whatever_else_is_found() {
        let course = course(ShiftKind::Back, Improved, 0.01);
        assert_eq!(
            told(Some(&course), Worsened, Improved),
            (TileKind::Back, NoEvidence)
        );
    }

    #[test]
    fn a_change_that_lasts_goes_before_both_comparisons() {
        let line = ShiftKind::Line {
            periods: 5,
            turned: false,
        };
        for kind in [line, ShiftKind::Since, ShiftKind::Steps, ShiftKind::Month] {
            let course = course(kind, Worsened, 0.025);
            assert_eq!(
                told(Some(&course), Improved, Improved),
                (TileKind::Course, Worsened)
            );
        }
        let partly = course(ShiftKind::Partly, Improved, 0.001);
        assert_eq!(
            told(Some(&partly), Worsened, Worsened),
            (TileKind::Course, Improved)
        );
    }

    #[test]
    fn a_change_of_what_is_neither_good_nor_bad_has_no_mark() {
        let course = course(ShiftKind::Since, NoEvidence, 0.001);
        assert_eq!(
            told(Some(&course), NoEvidence, NoEvidence),
            (TileKind::Course, NoEvidence)
        );
    }

    #[test]
    fn the_year_before_goes_before_what_wavers_and_the_period_before() {
        let wavers = course(ShiftKind::Wavers, NoEvidence, 0.01);
        assert_eq!(
            told(Some(&wavers), Worsened, Improved),
            (TileKind::YearBefore, Worsened)
        );
        assert_eq!(told(None, Improved, Worsened), (TileKind::YearBefore, Improved));
        assert_eq!(
            told(Some(&wavers), NoEvidence, Improved),
            (TileKind::Wavers, NoEvidence)
        );
    }

    #[test]
    fn the_period_before_goes_before_unchanged() {
        let course = steady();
        assert_eq!(
            told(Some(&course), NoEvidence, Improved),
            (TileKind::Before, Improved)
        );
        assert_eq!(
            told(Some(&course), NoEvidence, NoEvidence),
            (TileKind::Unchanged, NoEvidence)
        );
    }

    #[test]
    fn a_shift_without_a_word_is_no_evidence() {
        for adjusted in [Some(0.026), None] {
            let mut course = course(ShiftKind::Since, NoEvidence, 0.026);
            course.adjusted_p = adjusted;
            assert_eq!(
                told(Some(&course), NoEvidence, NoEvidence),
                (TileKind::NoEvidence, NoEvidence)
            );
            assert_eq!(TileVerdict::of_course(&course).kind, TileKind::NoEvidence);
        }
    }
}
