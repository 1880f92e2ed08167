//! Describing a series by pieces of one level each, or by pieces and a line at the end.
//!
//! Exact, by optimal partitioning (Jackson and others 2005, "An algorithm for optimal partitioning of data on
//! an interval"): the best pieces up to a period are the best up to some earlier one, and one piece more.

use super::series::{Series, Stretch};

/// What a line costs after pieces, beyond the piece that it is.
const SLOPE_PENALTY: f64 = 5.0;

/// A line has at least so many periods.
const SHORTEST_LINE: usize = 4;

/// What describes a series best.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Stretches of one level each, oldest first; those before the line where there is one.
    pub pieces: Vec<Stretch>,
    /// The line at the end.
    pub line: Option<Line>,
    /// The squared distances from the description, in variances of the periods, and the penalties.
    pub cost: f64,
    /// The same of the best description by pieces alone.
    pub cost_of_pieces: f64,
}

/// A stretch whose level rises or falls by the same amount from each period to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its periods, up to the last of the series.
    pub stretch: Stretch,
    /// Its value at its first period, in the unit of the series.
    pub level: f64,
    /// By how much it rises, or falls where below 0, from one period to the next.
    pub slope: f64,
}

impl Description {
    /// The piece that the series ends with; `None` where that is a line.
    pub fn last_piece(&self) -> Option<Stretch> {
        let pieces = if self.line.is_none() { &*self.pieces } else { &[] };
        pieces.last().copied()
    }

    /// What the description says of each period: the number of its piece and its level.
    pub(super) fn levels(&self, series: &Series) -> Vec<(usize, f64)> {
        let pieces = self.pieces.iter().enumerate().flat_map(|(number, &piece)| {
            let mean = series.mean(piece);
            piece.places().map(move |_| (number, mean))
        });
        let line = self.line.iter().flat_map(|line| {
            let number = self.pieces.len();
            (0..line.stretch.len()).map(move |step| (number, line.level + line.slope * step as f64))
        });
        pieces.chain(line).collect()
    }
}

/// The cheapest description, where a piece costs `penalty`, the first one nothing.
pub(super) fn describe(series: &Series, penalty: f64) -> Description {
    let partitions = Partitions::of(series, penalty);
    let whole = series.len();
    let cost_of_pieces = partitions.costs[whole];
    let starts = (0..=whole.saturating_sub(SHORTEST_LINE)).rev();
    let candidates = starts
        .filter(|&start| series.is_recent(start))
        .filter_map(|start| partitions.line(series, start));
    // The shortest of lines that cost the same.
    let mut best: Option<(f64, Line)> = None;
    for (cost, line) in candidates {
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, line));
        }
    }
    match best.filter(|&(cost, _)| cost < cost_of_pieces) {
        Some((cost, line)) => Description {
            pieces: partitions.pieces(line.stretch.start),
            line: Some(line),
            cost,
            cost_of_pieces,
        },
        None => Description {
            pieces: partitions.pieces(whole),
            line: None,
            cost: cost_of_pieces,
            cost_of_pieces,
        },
    }
}

/// The best pieces of the first periods, for each number of periods.
struct Partitions {
    penalty: f64,
    /// What they cost; for no period what makes the first piece free.
    costs: Vec<f64>,
    /// Where the last of them starts.
    starts: Vec<usize>,
}

impl Partitions {
    fn of(series: &Series, penalty: f64) -> Self {
        let mut partitions = Self {
            penalty,
            costs: vec![-penalty],
            starts: vec![0],
        };
        for end in 1..=series.len() {
            let (mut cost, mut start) = (f64::INFINITY, 0);
            // The earliest start of those that cost the same.
            for earlier in 0..end {
                let squares = series.squares(Stretch { start: earlier, end });
                let with = partitions.costs[earlier] + squares + penalty;
                if with < cost {
                    (cost, start) = (with, earlier);
                }
            }
            partitions.costs.push(cost);
            partitions.starts.push(start);
        }
        partitions
    }

    /// The best pieces of the first `end` periods, oldest first.
    fn pieces(&self, mut end: usize) -> Vec<Stretch> {
        let mut pieces = Vec::new();
        while end > 0 {
            let start = self.starts[end];
            pieces.push(Stretch { start, end });
            end = start;
        }
        pieces.reverse();
        pieces
    }

    /// The line from `start` to the end, with what it costs together with the best pieces before it.
    ///
    /// `None` where it starts with a jump against its own direction, larger than one step of it: what falls
    /// and then rises is no rise.
    fn line(&self, series: &Series, start: usize) -> Option<(f64, Line)> {
        let (squares, line) = fit(series, series.rest(start));
        let extra = if start == 0 { self.penalty } else { SLOPE_PENALTY };
        let cost = self.costs[start] + self.penalty + squares + extra;
        let before = Stretch {
            start: self.starts[start],
            end: start,
        };
        let is_refused =
            start > 0 && (line.level - series.mean(before)) * line.slope.signum() < -line.slope.abs();
        (!is_refused).then_some((cost, line))
    }
}

/// The line of weighted least squares through a stretch of two periods or more, and the squares about it.
fn fit(series: &Series, stretch: Stretch) -> (f64, Line) {
    let step = |place: usize| (place - stretch.start) as f64;
    let sum = |of: &dyn Fn(usize) -> f64| -> f64 {
        stretch
            .places()
            .map(|place| series.weight_at(place) * of(place))
            .sum()
    };
    let weight = sum(&|_| 1.0);
    let middle = sum(&step) / weight;
    let mean = sum(&|place| series.value(place)) / weight;
    let products = sum(&|place| (step(place) - middle) * (series.value(place) - mean));
    let slope = products / sum(&|place| (step(place) - middle).powi(2));
    let level = mean - slope * middle;
    let squares = sum(&|place| (series.value(place) - level - slope * step(place)).powi(2));
    let line = Line {
        stretch,
        level,
        slope,
    };
    (squares, line)
}
