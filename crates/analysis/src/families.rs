//! Verdicts, once, in one place: corrected within families.

use std::collections::BTreeMap;

use cxpress_report::{Cell, Comparison, Family, FamilyKind, FigureSeries, Verdict};
use cxpress_stats::multiple;

use crate::compare::{LEVEL, verdict};
use crate::schema::{Measure, Schema};

/// A comparison on its way to its verdict.
struct Member<'a, 'p> {
    period: usize,
    kind: FamilyKind,
    measure: &'a Measure<'p>,
    comparison: &'a mut Comparison,
}

/// Corrects the p of each family (Benjamini and Hochberg 1995) and gives every comparison its verdict. Those
/// with too few are not tested and not counted. A word ⇔ corrected p ≤ .025.
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

/// Every comparison with the family it belongs to.
fn members<'a, 'p>(figures: &'a mut [FigureSeries], schema: &'a Schema<'p>) -> Vec<Member<'a, 'p>> {
    let mut members = Vec::new();
    for ((index, figure), measure) in figures.iter_mut().enumerate().zip(&schema.measures) {
        if !measure.is_tested() {
            continue;
        }
        let totals = std::iter::once((
            &mut figure.total,
            FamilyKind::Headlines,
            FamilyKind::HeadlinesYear,
        ));
        let slices = figure.slices.iter_mut();
        let slices = slices.map(|slice| {
            (
                &mut slice.cells,
                FamilyKind::Slices(index),
                FamilyKind::SlicesYear(index),
            )
        });
        for (cells, before, year_before) in totals.chain(slices) {
            for (period, cell) in cells.iter_mut().enumerate() {
                let Cell::Shown(shown) = cell else {
                    continue;
                };
                let found = [
                    (before, &mut shown.before),
                    (year_before, &mut shown.year_before),
                    (FamilyKind::Rest(index), &mut shown.rest),
                ];
                members.extend(found.into_iter().filter_map(|(kind, comparison)| {
                    comparison.as_mut().map(|comparison| Member {
                        period,
                        kind,
                        measure,
                        comparison,
                    })
                }));
            }
        }
    }
    members
}

/// The place of a kind among all.
pub(crate) type Order = (u8, usize);

/// Families in the order of their kinds, so that the report never depends on how they were found.
pub(crate) const fn order(kind: FamilyKind) -> Order {
    match kind {
        FamilyKind::Headlines => (0, 0),
        FamilyKind::HeadlinesYear => (1, 0),
        FamilyKind::Slices(figure) => (2, figure),
        FamilyKind::SlicesYear(figure) => (3, figure),
        FamilyKind::Rest(figure) => (4, figure),
    }
}

fn judge_family(mut members: Vec<Member<'_, '_>>) -> Option<Family> {
    let (period, kind) = members.first().map(|member| (member.period, member.kind))?;
    let too_few = members
        .iter()
        .filter(|member| member.comparison.verdict == Verdict::TooFew)
        .count();
    members
        .retain(|member| member.comparison.verdict != Verdict::TooFew && member.comparison.change.is_some());
    let p: Vec<f64> = members
        .iter()
        .filter_map(|member| member.comparison.change.as_ref().map(|change| change.p))
        .collect();
    let mut words = 0;
    for (member, adjusted) in members.iter_mut().zip(multiple::benjamini_hochberg(&p)) {
        let difference = member
            .comparison
            .change
            .as_ref()
            .map_or(0.0, |change| change.difference);
        member.comparison.adjusted_p = Some(adjusted);
        member.comparison.verdict = verdict(member.measure, difference, adjusted);
        words += u64::from(adjusted <= LEVEL);
    }
    let tested = members.len() as u64;
    Some(Family {
        period,
        kind,
        tested,
        too_few: too_few as u64,
        words,
    })
}
