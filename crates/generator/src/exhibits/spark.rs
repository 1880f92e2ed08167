//! Sparklines: the last periods of a figure in the space of a line of text.

use std::fmt::Write;

use cxpress_report::Cell;

use crate::language::number::coordinate;

const WIDTH: f64 = 236.0;
const HEIGHT: f64 = 40.0;
const EDGE: f64 = 4.0;

/// How many periods a sparkline shows: a year and the same period of the year before.
pub(crate) const PERIODS: usize = 13;

/// A point: value, lower and upper end.
type Point = (f64, f64, f64);

/// What a sparkline is drawn on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground<'a> {
    /// The lowest and the highest value there is room for.
    pub(crate) extent: (f64, f64),
    /// A line across.
    pub(crate) target: Option<f64>,
    /// Another line below it, to compare with; it may be empty.
    pub(crate) beside: &'a [Cell],
    /// The place from which on it is another than before, and the class of that part.
    pub(crate) moved: Option<(usize, &'static str)>,
}

/// The room that lines of these cells and a target need; `None` if there is no value.
pub(crate) fn extent<'a>(
    cells: impl IntoIterator<Item = &'a Cell>,
    target: Option<f64>,
) -> Option<(f64, f64)> {
    let known = cells.into_iter().filter_map(point);
    let ends = known.flat_map(|(value, low, high)| [value, low, high]);
    let ends = ends.map(|end| (end, end));
    let (low, high) = ends.reduce(|all, end| (all.0.min(end.0), all.1.max(end.1)))?;
    Some((low.min(target.unwrap_or(low)), high.max(target.unwrap_or(high))))
}

/// The drawing inside `<svg viewBox="0 0 236 40">`; `None` with fewer than two values.
pub(crate) fn draw(cells: &[Cell], breaks: &[usize], ground: Ground<'_>) -> Option<String> {
    let points: Vec<Option<Point>> = cells.iter().map(point).collect();
    if points.iter().flatten().count() < 2 {
        return None;
    }
    let scale = Scale::new(ground.extent, points.len());
    let mut svg = String::new();
    if let Some(target) = ground.target {
        let y = coordinate(scale.y(target));
        let _ = write!(svg, r#"<line class="target" x1="0" x2="236" y1="{y}" y2="{y}"/>"#);
    }
    let beside: Vec<Option<Point>> = ground.beside.iter().map(point).collect();
    for run in runs(&beside, breaks) {
        draw_beside(&mut svg, &scale, &run);
    }
    let moved = ground.moved;
    for run in runs(&points, breaks) {
        draw_run(&mut svg, &scale, &run);
        if let Some((from, class)) = moved {
            draw_moved(&mut svg, &scale, &run, from, class);
        }
    }
    draw_dot(&mut svg, &scale, &points, moved.map_or("", |(_, class)| class));
    Some(svg)
}

fn point(cell: &Cell) -> Option<Point> {
    let estimate = cell.shown()?.headline.estimate()?;
    let interval = estimate.interval;
    let low = interval.map_or(estimate.value, |interval| interval.low);
    let high = interval
        .and_then(|interval| interval.high)
        .unwrap_or(estimate.value);
    Some((estimate.value, low, high))
}

struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn new((low, high): (f64, f64), n: usize) -> Self {
        let intervals = u32::try_from(n.saturating_sub(1).max(1)).unwrap_or(1);
        Self {
            low,
            high,
            step: (WIDTH - 2.0 * EDGE) / f64::from(intervals),
        }
    }

    fn x(&self, index: usize) -> f64 {
        EDGE + self.step * f64::from(u32::try_from(index).unwrap_or(0))
    }

    /// A place as `points` has it.
    fn at(&self, index: usize, value: f64) -> String {
        format!("{},{}", coordinate(self.x(index)), coordinate(self.y(value)))
    }

    fn y(&self, value: f64) -> f64 {
        let extent = self.high - self.low;
        let share = if extent > 0.0 {
            (value - self.low) / extent
        } else {
            0.5
        };
        HEIGHT - EDGE - share * (HEIGHT - 2.0 * EDGE)
    }
}

/// Neighbouring points with values, each with its index: a gap ends a run, and so does a break, before it.
fn runs(points: &[Option<Point>], breaks: &[usize]) -> Vec<Vec<(usize, Point)>> {
    let mut runs = vec![Vec::new()];
    for (index, point) in points.iter().enumerate() {
        if breaks.contains(&index) {
            runs.push(Vec::new());
        }
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) => run.push((index, *point)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn draw_beside(svg: &mut String, scale: &Scale, run: &[(usize, Point)]) {
    let at = |(index, (value, _, _)): &(usize, Point)| scale.at(*index, *value);
    let line: Vec<_> = run.iter().map(at).collect();
    let _ = write!(svg, r#"<polyline class="beside" points="{}"/>"#, line.join(" "));
}

fn draw_run(svg: &mut String, scale: &Scale, run: &[(usize, Point)]) {
    let upper = run.iter().map(|(index, (_, _, high))| scale.at(*index, *high));
    let lower = run
        .iter()
        .rev()
        .map(|(index, (_, low, _))| scale.at(*index, *low));
    let band: Vec<_> = upper.chain(lower).collect();
    let line: Vec<_> = run
        .iter()
        .map(|(index, (value, _, _))| scale.at(*index, *value))
        .collect();
    if run.len() > 1 {
        let (band, line) = (band.join(" "), line.join(" "));
        let _ = write!(
            svg,
            r#"<polygon class="band" points="{band}"/><polyline class="line" points="{line}"/>"#
        );
    } else if let [(index, (value, _, _))] = run {
        let (x, y) = (coordinate(scale.x(*index)), coordinate(scale.y(*value)));
        let _ = write!(svg, r#"<circle class="dot" cx="{x}" cy="{y}" r="1.4"/>"#);
    }
}

/// The part of a line that is another than before, from the value before it on.
fn draw_moved(svg: &mut String, scale: &Scale, run: &[(usize, Point)], from: usize, class: &str) {
    let own = run.iter().filter(|(index, _)| index + 1 >= from);
    let line: Vec<_> = own
        .map(|(index, (value, _, _))| scale.at(*index, *value))
        .collect();
    if line.len() > 1 {
        let _ = write!(
            svg,
            r#"<polyline class="line {class}" points="{}"/>"#,
            line.join(" ")
        );
    }
}

fn draw_dot(svg: &mut String, scale: &Scale, points: &[Option<Point>], class: &str) {
    if let Some(Some((value, _, _))) = points.last() {
        let (x, y) = (coordinate(scale.x(points.len() - 1)), coordinate(scale.y(*value)));
        let class = if class.is_empty() {
            "dot".to_owned()
        } else {
            format!("dot {class}")
        };
        let _ = write!(svg, r#"<circle class="{class}" cx="{x}" cy="{y}" r="2.8"/>"#);
    }
}
