//! The family of studies: what is found in a period is corrected together, whatever kind of study found it.

use cxpress_report::{Family, FamilyKind, FigureSeries, LEVEL, Tested};
use cxpress_stats::multiple;

use super::{Studies, consistency};

/// Corrects the p of all studies of each period (Benjamini and Hochberg 1995), and notes how many were tested.
pub(crate) fn judge(figures: &mut [FigureSeries], studies: &mut Studies, current: usize) -> Vec<Family> {
    (0..=current)
        .filter_map(|period| judge_period(figures, studies, period, period == current))
        .collect()
}

/// What a study found, on its way to its corrected p.
struct Finding<'a> {
    p: f64,
    adjusted: Box<dyn FnMut(f64) + 'a>,
}

fn judge_period(
    figures: &mut [FigureSeries],
    studies: &mut Studies,
    period: usize,
    is_current: bool,
) -> Option<Family> {
    let tested = tested(studies, period, is_current);
    let mut found: Vec<Finding<'_>> = tested.into_iter().filter_map(finding).collect();
    if is_current {
        let consistency = figures.iter_mut().flat_map(|figure| &mut figure.consistency);
        found.extend(consistency.map(|study| Finding {
            p: study.p,
            adjusted: Box::new(|adjusted| {
                study.adjusted_p = adjusted;
                study.differ = adjusted <= consistency::LEVEL;
            }),
        }));
    }
    let p: Vec<f64> = found.iter().map(|finding| finding.p).collect();
    let adjusted = multiple::benjamini_hochberg(&p);
    for (finding, adjusted) in found.iter_mut().zip(&adjusted) {
        (finding.adjusted)(*adjusted);
    }
    (!found.is_empty()).then(|| Family {
        period,
        kind: FamilyKind::Studies,
        tested: found.len() as u64,
        too_few: 0,
        words: adjusted.iter().filter(|adjusted| **adjusted <= LEVEL).count() as u64,
    })
}

fn finding(tested: &mut Tested) -> Option<Finding<'_>> {
    Some(Finding {
        p: tested.p?,
        adjusted: Box::new(|adjusted| tested.adjusted_p = Some(adjusted)),
    })
}

/// What was tested of a period; links are of all periods, and belong to the last.
fn tested(studies: &mut Studies, period: usize, is_current: bool) -> Vec<&mut Tested> {
    let impacts = studies.impacts.iter_mut().map(|study| &mut study.periods);
    let impacts = impacts.filter_map(|periods| Some(&mut periods.get_mut(period)?.as_mut()?.tested));
    let swings = studies.swings.iter_mut().map(|study| &mut study.periods);
    let swings = swings.filter_map(|periods| Some(&mut periods.get_mut(period)?.as_mut()?.tested));
    let gaps = studies.delivery_gaps.iter_mut().map(|study| &mut study.periods);
    let gaps = gaps.filter_map(|periods| Some(&mut periods.get_mut(period)?.as_mut()?.tested));
    let links = studies.links.iter_mut().filter(|_| is_current);
    impacts
        .chain(swings)
        .chain(gaps)
        .chain(links.map(|link| &mut link.tested))
        .collect()
}
