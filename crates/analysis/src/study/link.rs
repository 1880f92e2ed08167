//! How the lenses move together: service, perception and experience, each by its first figure.

use cxpress_metric::{Interval, Lens};
use cxpress_report::{FigureSeries, Link, Tested};
use cxpress_stats::{Z95, link};

/// The links between the lenses that have a figure, on differences to the same period of the year before.
pub(crate) fn found(figures: &[FigureSeries], headlines: &[usize], year: Option<usize>) -> Vec<Link> {
    let first = Lens::ALL.map(|lens| of_lens(figures, headlines, lens));
    let pairs = [(0, 1), (1, 2), (0, 2)];
    pairs
        .into_iter()
        .filter_map(|(one, other)| Some(between(figures, first[one]?, first[other]?, year)))
        .collect()
}

/// The figure that stands for a lens: the first tested one, headlines before others.
fn of_lens(figures: &[FigureSeries], headlines: &[usize], lens: Lens) -> Option<usize> {
    let suits = |at: &usize| figures[*at].lens == lens && figures[*at].tested;
    headlines.iter().copied().chain(0..figures.len()).find(suits)
}

fn between(figures: &[FigureSeries], first: usize, second: usize, year: Option<usize>) -> Link {
    let series = [first, second].map(|at| values(&figures[at]));
    let [one, other] = &series;
    let both = one
        .iter()
        .zip(other)
        .filter(|(one, other)| one.is_some() && other.is_some());
    // The same people answering both make the errors of both go together.
    let apart = year.filter(|_| figures[first].source != figures[second].source);
    let found = apart.and_then(|apart| link::link(one, other, apart));
    Link {
        first,
        second,
        periods: both.count(),
        correlation: found.map(|link| {
            let range = link.range(Z95);
            (link.correlation, Interval::new(range.low, range.high))
        }),
        tested: Tested::new(found.map(|link| link.p())),
    }
}

/// What is judged of the total in each period, as far as it was measured as it is today.
fn values(figure: &FigureSeries) -> Vec<Option<f64>> {
    let last = figure.total.len().saturating_sub(1);
    let cells = figure.total.iter().enumerate().map(|(period, cell)| {
        let estimate = figure.judged_in(cell)?;
        figure.is_comparable(period, last).then_some(estimate.value)
    });
    cells.collect()
}
