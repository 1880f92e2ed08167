//! How the lenses move together: service, perception and experience, each by its first figure.

use cxpress_metric::{Interval, Lens};
use cxpress_report::{FigureSeries, Link};
use cxpress_stats::{Z95, link};

/// The links between the lenses that have a figure.
pub(crate) fn found(figures: &[FigureSeries], headlines: &[usize]) -> Vec<Link> {
    let first = Lens::ALL.map(|lens| of_lens(figures, headlines, lens));
    let pairs = [(0, 1), (1, 2), (0, 2)];
    pairs
        .into_iter()
        .filter_map(|(one, other)| Some(between(figures, first[one]?, first[other]?)))
        .collect()
}

/// The figure that stands for a lens: the first on a tile, or else the first.
fn of_lens(figures: &[FigureSeries], headlines: &[usize], lens: Lens) -> Option<usize> {
    let suits = |at: &usize| figures[*at].lens == lens && figures[*at].tested;
    headlines.iter().copied().chain(0..figures.len()).find(suits)
}

fn between(figures: &[FigureSeries], first: usize, second: usize) -> Link {
    let series = [first, second].map(|at| {
        let figure = &figures[at];
        let last = figure.total.len().saturating_sub(1);
        let cells = figure.total.iter().enumerate().map(|(period, cell)| {
            let estimate = figure.judged_in(cell)?;
            figure.is_comparable(period, last).then_some(estimate.value)
        });
        cells.collect::<Vec<_>>()
    });
    let [one, other] = &series;
    let both = one
        .iter()
        .zip(other)
        .filter(|(one, other)| one.is_some() && other.is_some());
    let found = link::link(one, other).map(|link| {
        let range = link.range(Z95);
        (link.correlation, Interval::new(range.low, range.high))
    });
    Link {
        first,
        second,
        periods: both.count(),
        correlation: found,
    }
}
