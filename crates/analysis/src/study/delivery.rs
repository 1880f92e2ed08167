//! The delivery gap: what staff believe that customers say, against what these say.

use cxpress_metric::{Estimate, Interval};
use cxpress_project::config::{Config, DeliveryGapConfig};
use cxpress_report::{DeliveryGap, FigureSeries};
use cxpress_stats::{Range, finite, mover};

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
fn difference(said: &Estimate, believed: &Estimate, population: Option<u64>) -> Option<(f64, Interval)> {
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
    let found = mover::difference(said.value, range(said)?, believed.value, belief).clipped(-100.0, 100.0);
    Some((believed.value - said.value, Interval::new(found.low, found.high)))
}
