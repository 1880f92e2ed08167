//! Shapes that options name: `id: "name:…"` of a custom series.

use crate::plot::Plot;
use crate::sheet::{Custom, Item, ItemStyle};
use crate::svg::{Point, Stroke, Svg};

/// Draws a series.
type Shape = fn(&Plot, &Custom, &mut Svg);

/// The shape of a name.
pub(crate) fn named(name: &str) -> Option<Shape> {
    Some(match name {
        "band" => band,
        "stairs" => band_in_steps,
        "dots" => dots,
        "flags" => flags,
        "partings" => partings,
        "falls" => falls,
        "ties" => ties,
        "interval" => intervals,
        "outlines" => outlines,
        "brackets" => brackets,
        "strips" => strips,
        _ => return None,
    })
}

/// Half the width of the bar that is the interval of a point alone, in px.
const POST: f64 = 3.0;
/// How far the ends of a bracket reach down, in px.
const TIP: f64 = 4.0;
/// Half the height of a bar of a waterfall, in px.
const FALL: f64 = 7.0;

/// Data [x, low, high]: one area for each run of points with an interval; a point alone has a bar.
fn band(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    areas(plot, custom, svg, <[Point]>::to_vec);
}

/// The same in steps: an interval holds until the next point.
fn band_in_steps(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    areas(plot, custom, svg, stairs);
}

fn areas(plot: &Plot, custom: &Custom, svg: &mut Svg, along: fn(&[Point]) -> Vec<Point>) {
    let ends = |item: &Item| {
        let (x, low, high) = (item.number(0)?, item.number(1)?, item.number(2)?);
        Some((plot.place(x, low), plot.place(x, high)))
    };
    let ends: Vec<Option<(Point, Point)>> = custom.data.iter().map(ends).collect();
    for run in ends.split(Option::is_none).filter(|run| !run.is_empty()) {
        let (lows, highs): (Vec<Point>, Vec<Point>) = run.iter().copied().flatten().unzip();
        if let ([low], [high]) = (&lows[..], &highs[..]) {
            let size = (2.0 * POST, low.1 - high.1);
            svg.rectangle((low.0 - POST, high.1), size, custom.item_style);
            continue;
        }
        let mut corners = along(&highs);
        let mut back = along(&lows);
        back.reverse();
        corners.extend(back);
        svg.surface(&corners, custom.item_style);
    }
}

/// From place to place in steps: level, then up or down.
pub(crate) fn stairs(points: &[Point]) -> Vec<Point> {
    let turns = points
        .windows(2)
        .flat_map(|pair| [(pair[1].0, pair[0].1), pair[1]]);
    points.first().copied().into_iter().chain(turns).collect()
}

/// The items of a series with their numbers, as far as all are there, and their styles.
fn items<const N: usize>(custom: &Custom) -> impl Iterator<Item = ([f64; N], ItemStyle)> {
    custom.data.iter().filter_map(|item| {
        let numbers: Option<Vec<f64>> = (0..N).map(|at| item.number(at)).collect();
        Some((numbers?.try_into().ok()?, item.style.unwrap_or(custom.item_style)))
    })
}

/// Data [x, value, radius]: a dot on top of a line.
fn dots(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([x, value, radius], style) in items(custom) {
        svg.circle(plot.place(x, value), radius, style);
    }
}

/// Data [x, top of the plot, px above it]: a dotted line up through the plot to its label.
fn flags(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([x, top, rise], style) in items(custom) {
        let (x, top) = plot.place(x, top);
        svg.line(&[(x, plot.floor()), (x, top - rise)], Stroke::dotted(style.color));
    }
}

/// Data [x, bottom of the plot, px to the left of x, px above the plot]: a line that parts what is beside it.
fn partings(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([x, _, left, rise], style) in items(custom) {
        let x = plot.x(x) - left;
        let line = [(x, plot.floor()), (x, plot.grid.top - rise)];
        svg.line(&line, Stroke::thin(style.color));
    }
}

/// Data [start, row, end]: a bar from start to end; one of no length is a line across.
fn falls(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([start, row, end], style) in items(custom) {
        let (start, y) = plot.place(start, row);
        let end = plot.x(end);
        let size = ((end - start).abs().max(1.0), 2.0 * FALL);
        svg.rectangle((start.min(end), y - FALL), size, style);
    }
}

/// Data [x, row]: a thin line from the row down to the next.
fn ties(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([x, row], style) in items(custom) {
        let line = [plot.place(x, row), plot.place(x, row + 1.0)];
        svg.line(&line, Stroke::thin(style.color));
    }
}

/// Data [class, value, px from left to right]: the outline of a bar from zero, open there.
fn outlines(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([class, value, width], style) in items(custom) {
        let (x, end) = plot.place(class, value);
        let (left, right, start) = (x - width / 2.0, x + width / 2.0, plot.y(0.0));
        let stroke = Stroke {
            opacity: 0.6,
            ..Stroke::thin(style.color)
        };
        svg.line(
            &[(left, start), (left, end), (right, end), (right, start)],
            stroke,
        );
    }
}

/// Data [first class, last class, px beyond their middles, px above the plot]: a bracket over them, open below.
fn brackets(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([from, to, beyond, rise], style) in items(custom) {
        let (left, right) = (plot.x(from) - beyond, plot.x(to) + beyond);
        let top = plot.grid.top - rise;
        let corners = [(left, top + TIP), (left, top), (right, top), (right, top + TIP)];
        svg.line(
            &corners,
            Stroke {
                width: 1.5,
                ..Stroke::thin(style.color)
            },
        );
    }
}

/// Data [x, px from there to the left edge, width, px below the plot, height]: a rectangle.
fn strips(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([x, left, width, below, height], style) in items(custom) {
        let corner = (plot.x(x) + left, plot.floor() + below);
        svg.rectangle(corner, (width, height), style);
    }
}

/// Data [low, row, high]: a line from low to high.
fn intervals(plot: &Plot, custom: &Custom, svg: &mut Svg) {
    for ([low, row, high], style) in items(custom) {
        let stroke = Stroke {
            width: 2.5,
            opacity: 0.45,
            round: true,
            ..Stroke::thin(style.color)
        };
        svg.line(&[plot.place(low, row), plot.place(high, row)], stroke);
    }
}
