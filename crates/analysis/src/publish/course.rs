//! The course of a figure: whether its level changed within a year.

use cxpress_report::{Course, Level, Shift, ShiftKind, Span, Unchanged, Verdict};
use cxpress_stats::course::{self, Change, Described, Name, Period, Setting, Shape, Stretch};
use cxpress_stats::equivalence;

use super::cells::Figure;
use crate::compare;
use crate::evaluate::Evaluated;
use crate::pool;
use crate::values::Slice;

impl Figure<'_, '_> {
    /// The course of a slice, or of the total for none, up to a period; none where it has too few periods or answers.
    pub(super) fn course(&self, slice: Slice, period: usize) -> Option<Course> {
        if !self.may_be_held(period) || self.measure.metric.spec().stock {
            return None;
        }
        let all = self.periods(slice, period);
        let setting = Setting {
            year: self.timeline.year,
            enough: self.measure.metric.spec().enough,
            last_is_over: self.timeline.is_over(period),
        };
        let is_there = all.last().is_some_and(|last| place_of(last) == period);
        match course::describe(&all, setting) {
            course::Course::Described(described) if is_there => Traced {
                figure: self,
                slice,
                described: &described,
            }
            .course(),
            _ => None,
        }
    }

    /// What is judged of each period since the last change of the question, where it is shown.
    fn periods(&self, slice: Slice, until: usize) -> Vec<Period> {
        let comparable = (0..=until).filter(|period| self.is_comparable(*period, until));
        let judged = comparable.filter_map(|period| {
            let estimate = self.shown(slice, period)?.judged(self.measure)?;
            let (_, se) = estimate.adjusted()?;
            Some(Period {
                position: i64::try_from(period).ok()?,
                value: estimate.value,
                se,
                base: estimate.effective,
            })
        });
        judged.collect()
    }
}

/// The period that a place of a series stands for.
fn place_of(period: &Period) -> usize {
    usize::try_from(period.position).unwrap_or(0)
}

/// A series that has been described.
struct Traced<'a, 'f, 'p> {
    figure: &'a Figure<'f, 'p>,
    slice: Slice,
    described: &'a Described,
}

impl Traced<'_, '_, '_> {
    fn course(&self) -> Option<Course> {
        let shift = self
            .described
            .change
            .as_ref()
            .and_then(|change| self.shift(change));
        let (p, shift) = shift.map_or((1.0, None), |(p, shift)| (p, Some(shift)));
        let description = &self.described.description;
        let last = self.described.periods.len();
        let level = description.last_piece().unwrap_or(Stretch {
            start: last - 1,
            end: last,
        });
        Some(Course {
            verdict: Verdict::NoEvidence,
            p,
            adjusted_p: None,
            shift,
            level: self.level(level)?,
            detectable: self.described.would_have_shown(),
            unchanged: self.unchanged(),
        })
    }

    /// The change, with its p; none where its two sides cannot be compared.
    fn shift(&self, change: &Change) -> Option<(f64, Shift)> {
        let measure = self.figure.measure;
        let [before, after] = [change.contrast.before, change.contrast.after].map(|side| self.pooled(side));
        let (before, after) = (before?, after?);
        let known = [&before, &after].map(Evaluated::few_clusters) == [None; 2];
        let compared = compare::change(measure, &before, &after, measure.weighted, true)?;
        let p = self.described.judge(known.then_some(compared.p)).p;
        let name = self.described.name()?;
        let kind = self.kind(change, name);
        let start = start(change, change.contrast.after.start);
        let year_before = (kind == ShiftKind::AsAYearAgo).then(|| self.year_before(change));
        let shift = Shift {
            kind,
            change: compared,
            sides: [change.contrast.before, change.contrast.after].map(|side| self.span(side)),
            since: self.period(start),
            dates: self
                .described
                .dates()
                .into_iter()
                .map(|place| self.period(place))
                .collect(),
            at_the_latest: start > 0 && self.described.follows_a_gap(start),
            levels: self.levels(change, kind),
            year_before: year_before.flatten(),
            knows_year: self.described.year_before().is_some(),
        };
        Some((p, shift))
    }

    fn kind(&self, change: &Change, name: Name) -> ShiftKind {
        let steps = match change.shape {
            Shape::Since { steps, .. } => steps,
            Shape::Month | Shape::Line(_) => 1,
        };
        match (name, change.shape) {
            (Name::AsAYearAgo, _) => ShiftKind::AsAYearAgo,
            (Name::Back, _) => ShiftKind::Back,
            (Name::Partly, _) => ShiftKind::Partly,
            (Name::Wavers, _) => ShiftKind::Wavers,
            (Name::Month, _) => ShiftKind::Month,
            (_, Shape::Line(line)) => {
                let [.., before, last] = &self.described.periods[..] else {
                    return ShiftKind::Since;
                };
                ShiftKind::Line {
                    periods: line.stretch.len(),
                    turned: (last.value - before.value) * line.slope < 0.0,
                }
            }
            _ if steps > 1 => ShiftKind::Steps,
            _ => ShiftKind::Since,
        }
    }

    /// The levels that are told of a change, oldest first.
    fn levels(&self, change: &Change, kind: ShiftKind) -> Vec<Level> {
        let pieces = &self.described.description.pieces;
        let told: Vec<Stretch> = match (change.shape, kind) {
            (Shape::Line(line), _) => {
                let Stretch { start, end } = line.stretch;
                let alone = |place| Stretch {
                    start: place,
                    end: place + 1,
                };
                let before = pieces.last().copied().into_iter();
                before.chain([alone(start), alone(end - 1)]).collect()
            }
            (_, ShiftKind::Back | ShiftKind::Partly) => pieces[pieces.len().saturating_sub(3)..].to_vec(),
            (Shape::Since { steps, .. }, ShiftKind::Steps) => {
                pieces[pieces.len().saturating_sub(steps + 1)..].to_vec()
            }
            _ => vec![change.contrast.before, change.contrast.after],
        };
        told.into_iter()
            .filter_map(|stretch| self.level(stretch))
            .collect()
    }

    /// The level a year before of the periods since a change that have one then.
    fn year_before(&self, change: &Change) -> Option<f64> {
        let year = self.figure.timeline.year?;
        let after = match change.shape {
            Shape::Line(line) => Stretch {
                start: line.stretch.end - (line.stretch.len() / 3).max(1),
                end: line.stretch.end,
            },
            Shape::Month | Shape::Since { .. } => change.contrast.after,
        };
        let shown: Vec<usize> = self.described.periods.iter().map(place_of).collect();
        let then = self.places(after).filter_map(|period| period.checked_sub(year));
        self.value(&then.filter(|period| shown.contains(period)).collect::<Vec<_>>())
    }

    /// That a total did not change by more than its margin.
    fn unchanged(&self) -> Option<Unchanged> {
        let measure = self.figure.measure;
        let margin = measure.margin().filter(|_| self.slice.is_none())?;
        let contrast = self.described.steady()?;
        let (before, after) = (self.pooled(contrast.before)?, self.pooled(contrast.after)?);
        let known = [&before, &after].map(Evaluated::few_clusters) == [None; 2];
        let interval = |z| compare::interval(measure, &before, &after, z);
        let is_within = known && equivalence::is_within(margin, interval)?;
        is_within.then_some(Unchanged {
            recent: self.level(contrast.after)?,
            before: self.level(contrast.before)?,
            margin,
        })
    }

    /// The periods of a stretch.
    fn places(&self, stretch: Stretch) -> impl Iterator<Item = usize> {
        self.described.periods[stretch.start..stretch.end]
            .iter()
            .map(place_of)
    }

    fn period(&self, place: usize) -> usize {
        place_of(&self.described.periods[place])
    }

    fn span(&self, stretch: Stretch) -> Span {
        Span {
            from: self.period(stretch.start),
            to: self.period(stretch.end - 1),
        }
    }

    fn level(&self, stretch: Stretch) -> Option<Level> {
        let periods: Vec<usize> = self.places(stretch).collect();
        Some(Level {
            from: *periods.first()?,
            to: *periods.last()?,
            value: self.value(&periods)?,
        })
    }

    /// What is judged of several periods, pooled.
    fn value(&self, periods: &[usize]) -> Option<f64> {
        pool::value(self.figure.measure, self.cells(periods))
    }

    fn pooled(&self, stretch: Stretch) -> Option<Evaluated> {
        let periods: Vec<usize> = self.places(stretch).collect();
        pool::evaluated(self.figure.measure, self.cells(&periods))
    }

    fn cells<'s>(&'s self, periods: &'s [usize]) -> impl Iterator<Item = &'s Evaluated> {
        let shown = |period: &usize| self.figure.shown(self.slice, *period);
        periods.iter().filter_map(shown)
    }
}

/// Where what a change leads to starts: of a line, its first period.
fn start(change: &Change, after: usize) -> usize {
    match change.shape {
        Shape::Line(line) => line.stretch.start,
        Shape::Since { start, .. } => start,
        Shape::Month => after,
    }
}
