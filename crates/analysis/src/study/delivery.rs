//! The delivery gap: what staff believe that customers say, against what these say.

use cxpress_metric::{Estimate, Interval};
use cxpress_project::config::{Config, DeliveryGapConfig};
use cxpress_report::{DeliveryGap, FigureSeries, Gap, Tested};
use cxpress_stats::{Range, Z95, finite, mover, normal};

/// The gaps that the configuration names.
pub(crate) fn found(config: &Config, figures: &[FigureSeries]) -> Vec<DeliveryGap> {
    let gaps = config.delivery_gaps.iter();
    gaps.filter_map(|configured| gap(configured, figures)).collect()
}

fn gap(configured: &DeliveryGapConfig, figures: &[FigureSeries]) -> Option<DeliveryGap> {
    let place = |id: &str| figures.iter().position(|figure| figure.id == id);
    let (customers, staff) = (place(&configured.customers)?, place(&configured.staff)?);
    let shown = |figure: usize, period: usize| {
        let cell = figures[figure].total.get(period)?;
        cell.shown()?.headline.estimate()
    };
    let in_period = |period: usize| {
        let (said, believed) = (shown(customers, period)?, shown(staff, period)?);
        difference(said, believed, configured.population)
    };
    Some(DeliveryGap {
        customers,
        staff,
        population: configured.population,
        periods: (0..figures[customers].total.len()).map(in_period).collect(),
    })
}

/// What staff believe less what customers say, from the intervals of both (MOVER), which is Newcombe's method 10 where
/// answers are independent. Of few staff many may have been asked: then less is unknown.
fn difference(said: &Estimate, believed: &Estimate, population: Option<u64>) -> Option<Gap> {
    let range = |estimate: &Estimate| {
        let interval = estimate.interval?;
        Some(Range {
            low: interval.low,
            high: interval.high?,
        })
    };
    let belief = range(believed)?;
    let asked = believed.base as f64;
    let corrected = population.and_then(|all| finite::corrected(belief, believed.value, asked, all as f64));
    let belief = corrected.unwrap_or(belief);
    let (said_range, difference) = (range(said)?, believed.value - said.value);
    let found = mover::difference(said.value, said_range, believed.value, belief).clipped(-100.0, 100.0);
    // The arm towards zero tells how many standard errors the difference is away from it.
    let arm = if difference > 0.0 {
        difference - found.low
    } else {
        found.high - difference
    };
    let p = (arm > 0.0).then(|| normal::two_sided(Z95 * difference / arm));
    Some(Gap {
        difference,
        interval: Interval::new(found.low, found.high),
        tested: Tested::new(p),
    })
}
