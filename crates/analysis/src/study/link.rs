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
    // The same people answering both make the errors of both go together.
    let same_answers = figures[first].source == figures[second].source;
    let found = year
        .filter(|_| !same_answers)
        .and_then(|year| link::link(one, other, year));
    Link {
        first,
        second,
        same_answers,
        differences: year.map_or(0, |year| differences(one, other, year)),
        correlation: found.map(|link| {
            let range = link.range(Z95);
            (link.correlation, Interval::new(range.low, range.high))
        }),
        tested: Tested::new(found.map(|link| link.p())),
    }
}

/// In how many periods both have a value then and the year before.
fn differences(one: &[Option<f64>], other: &[Option<f64>], year: usize) -> usize {
    let known =
        |series: &[Option<f64>], period: usize| series[period].is_some() && series[period - year].is_some();
    (year..one.len().min(other.len()))
        .filter(|period| known(one, *period) && known(other, *period))
        .count()
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
