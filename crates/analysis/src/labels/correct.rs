//! Published shares without what a metric gets wrong, by labels.
//!
//! Only totals are corrected: how right a metric is may differ between groups, and labels are too few to tell. What is
//! corrected is what may be published, so that nothing is told of what is withheld or rounded.

use cxpress_metric::{Estimate, Interval, Method, Role, ScoreShare, Shape, Tone, Unit};
use cxpress_report::{Cell, Corrected, Correction, FigurePart, FigureSeries, Shown};
use cxpress_stats::misclassification::{Found, Labels, net, share, share_of_three};
use cxpress_stats::{Range, Z95};

use super::audit::{Audited, Audits, Table};

impl Audits {
    /// Corrects the totals of all figures with enough labels, and puts to each what is known of it.
    pub(crate) fn correct(&self, figures: &mut [FigureSeries]) {
        for (figure, audited) in figures.iter_mut().zip(&self.0) {
            let Some(audited) = audited else { continue };
            figure.audit = Some(audited.audit.clone());
            if audited.audit.correction == Correction::Corrected {
                let cells = figure.total.iter_mut().enumerate();
                cells.for_each(|(period, cell)| correct(audited, period, cell));
            }
        }
    }
}

fn correct(audited: &Audited, period: usize, cell: &mut Cell) {
    if let Cell::Shown(shown) = cell {
        shown.corrected = corrected(audited, period, shown);
    }
}

fn corrected(audited: &Audited, period: usize, shown: &Shown) -> Option<Corrected> {
    let counted = shown.headline.estimate()?;
    let labels = audited.of_period.get(&period).copied().unwrap_or(0);
    let base = Base {
        n: counted.effective,
        labelled: (labels as f64 / counted.base as f64).min(1.0),
    };
    match audited.table {
        Table::Theme(labels) => of_theme(&labels, counted, base),
        Table::Tone(labels) => of_tone(&labels, shown, base),
    }
}

/// What shares rest on.
#[derive(Clone, Copy)]
struct Base {
    /// The effective base.
    n: f64,
    /// The part of it that is labelled.
    labelled: f64,
}

impl Base {
    const fn found<const K: usize>(self, shares: [f64; K]) -> Found<K> {
        Found {
            shares,
            n: self.n,
            labelled: self.labelled,
        }
    }
}

fn of_theme(labels: &Labels<2>, counted: &Estimate, base: Base) -> Option<Corrected> {
    let has = counted.value / 100.0;
    let found = base.found([1.0 - has, has]);
    Some(Corrected {
        headline: estimate(share(labels, &found, Z95).ok()?, counted),
        parts: Vec::new(),
    })
}

fn of_tone(labels: &Labels<3>, shown: &Shown, base: Base) -> Option<Corrected> {
    let Shape::Distribution(scores) = &shown.shape else {
        return None;
    };
    let of = |score: i32| scores.iter().filter(move |it: &&ScoreShare| it.score == score);
    let shares = [-1, 0, 1].map(|score| of(score).map(|it| it.share).sum::<f64>());
    let found = base.found(shares);
    let part = |(class, tone): (usize, Tone)| {
        let counted = shown.in_role(Role::Group(tone))?;
        let of = counted.reading.estimate()?;
        let corrected = share_of_three(labels, &found, class, Z95).ok()?;
        Some(FigurePart {
            id: counted.id.clone(),
            unit: Unit::Percent,
            role: counted.role,
            reading: cxpress_metric::Reading::Value(estimate(corrected, of)),
        })
    };
    let tones = [(2, Tone::Good), (1, Tone::Middle), (0, Tone::Bad)];
    let headline = shown.headline.estimate()?;
    Some(Corrected {
        headline: estimate(net(labels, &found, Z95).ok()?, headline),
        parts: tones.into_iter().filter_map(part).collect(),
    })
}

/// A corrected share, on the base of the counted one.
fn estimate((value, range): (f64, Range), counted: &Estimate) -> Estimate {
    let interval = Interval::new(100.0 * range.low, 100.0 * range.high);
    Estimate::new(100.0 * value, counted.base)
        .with_interval(Some(interval), Method::RoganGladen)
        .with_effective(counted.effective)
        .with_limits(counted.limits.0, counted.limits.1)
}
