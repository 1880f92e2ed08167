//! Verdicts, once, in one place: corrected within families.

use std::collections::BTreeMap;

use cxpress_report::{Cell, Comparison, Course, Family, FamilyKind, FigureSeries, LEVEL, Shown, Verdict};
use cxpress_stats::sample::{self, Z80};
use cxpress_stats::{Z95, multiple};

use crate::assemble;
use crate::compare::verdict;
use crate::schema::{Measure, Schema};

/// What is tested, on its way to its verdict.
struct Member<'a, 'p> {
    period: usize,
    kind: FamilyKind,
    measure: &'a Measure<'p>,
    tested: Tested<'a>,
}

enum Tested<'a> {
    Comparison(&'a mut Comparison),
    Course(&'a mut Course),
}

impl Tested<'_> {
    /// The p before correction; none where there are too few to test.
    fn p(&self) -> Option<f64> {
        match self {
            Self::Comparison(comparison) if comparison.verdict == Verdict::TooFew => None,
            Self::Comparison(comparison) => comparison.change.as_ref().map(|change| change.p),
            Self::Course(course) => Some(course.p),
        }
    }

    /// Notes the corrected p with what it says, and what would have shown among so many.
    fn judge(&mut self, measure: &Measure<'_>, adjusted: f64, tested: usize) {
        match self {
            Self::Comparison(comparison) => {
                comparison.adjusted_p = Some(adjusted);
                let difference = comparison.change.as_ref().map_or(0.0, |change| change.difference);
                comparison.verdict = verdict(measure, difference, adjusted);
                if let Some(change) = &mut comparison.change {
                    let error = change.detectable / (Z95 + Z80);
                    change.detectable = sample::detectable_among(tested, LEVEL, error);
                }
            }
            Self::Course(course) => {
                course.adjusted_p = Some(adjusted);
                let difference = course.shift.as_ref().map_or(0.0, |shift| shift.change.difference);
                course.verdict = verdict(measure, difference, adjusted);
            }
        }
    }
}

/// Corrects the p of each family (Benjamini and Hochberg 1995) and gives every comparison and every course its verdict.
/// Those with too few are not tested and not counted. A word ⇔ corrected p ≤ .025.
pub(crate) fn judge(figures: &mut [FigureSeries], schema: &Schema<'_>) -> Vec<Family> {
    let mut families: BTreeMap<(usize, Order), Vec<Member<'_, '_>>> = BTreeMap::new();
    for member in members(figures, schema) {
        families
            .entry((member.period, order(member.kind)))
            .or_default()
            .push(member);
    }
    families.into_values().filter_map(judge_family).collect()
}

/// Everything that is tested, with the family it belongs to.
fn members<'a, 'p>(figures: &'a mut [FigureSeries], schema: &'a Schema<'p>) -> Vec<Member<'a, 'p>> {
    let tiles = assemble::headlines(schema);
    let mut members = Vec::new();
    for ((index, figure), measure) in figures.iter_mut().enumerate().zip(&schema.measures) {
        if !measure.is_tested() {
            continue;
        }
        let total = if tiles.contains(&index) {
            [FamilyKind::Headlines, FamilyKind::HeadlinesOverTime]
        } else {
            [FamilyKind::Totals; 2]
        };
        let groups = [FamilyKind::GroupsOverTime; 2];
        let slices = figure.slices.iter_mut().map(|slice| (&mut slice.cells, groups));
        for (cells, kinds) in std::iter::once((&mut figure.total, total)).chain(slices) {
            for (period, cell) in cells.iter_mut().enumerate() {
                if let Cell::Shown(shown) = cell {
                    let tested = tested(shown, kinds).into_iter();
                    members.extend(tested.map(|(kind, tested)| Member {
                        period,
                        kind,
                        measure,
                        tested,
                    }));
                }
            }
        }
    }
    members
}

/// What is tested of a cell: against the period before in the first of two families, over time in the second.
fn tested(shown: &mut Shown, [before, over_time]: [FamilyKind; 2]) -> Vec<(FamilyKind, Tested<'_>)> {
    let comparisons = [
        (before, &mut shown.before),
        (over_time, &mut shown.year_before),
        (FamilyKind::GroupsAgainstRest, &mut shown.rest),
    ];
    let comparisons = comparisons.into_iter().filter_map(|(kind, comparison)| {
        let comparison = comparison.as_mut()?;
        Some((kind, Tested::Comparison(comparison)))
    });
    let course = shown.course.as_mut();
    let course = course.map(|course| (over_time, Tested::Course(course)));
    comparisons.chain(course).collect()
}

/// The place of a kind among all.
pub(crate) type Order = (u8, usize);

/// Families in the order of their kinds, so that the report never depends on how they were found.
pub(crate) const fn order(kind: FamilyKind) -> Order {
    match kind {
        FamilyKind::Headlines => (0, 0),
        FamilyKind::HeadlinesOverTime => (1, 0),
        FamilyKind::HeadlinesYear => (2, 0),
        FamilyKind::Totals => (3, 0),
        FamilyKind::GroupsOverTime => (4, 0),
        FamilyKind::Slices(figure) => (5, figure),
        FamilyKind::SlicesYear(figure) => (6, figure),
        FamilyKind::GroupsAgainstRest => (7, 0),
        FamilyKind::Rest(figure) => (8, figure),
        FamilyKind::Studies => (9, 0),
    }
}

fn judge_family(members: Vec<Member<'_, '_>>) -> Option<Family> {
    let (period, kind) = members.first().map(|member| (member.period, member.kind))?;
    let all = members.len();
    let (mut members, p): (Vec<_>, Vec<f64>) = members
        .into_iter()
        .filter_map(|member| member.tested.p().map(|p| (member, p)))
        .unzip();
    let tested = members.len();
    let mut words = 0;
    for (member, adjusted) in members.iter_mut().zip(multiple::benjamini_hochberg(&p)) {
        member.tested.judge(member.measure, adjusted, tested);
        words += u64::from(adjusted <= LEVEL);
    }
    Some(Family {
        period,
        kind,
        tested: tested as u64,
        too_few: (all - tested) as u64,
        words,
    })
}
