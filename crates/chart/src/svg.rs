//! The drawing as SVG text: only what a page with a strict policy may hold, the same bytes every time.
//!
//! There is no way into a page but the shapes here: no script, no style, no link, and no colour but those of the theme.

use std::fmt::Write as _;

use crate::figure::Size;
use crate::sheet::{Align, Colour, ItemStyle, LineKind, LineStyle};
use crate::text;
use crate::tooltip::Tooltips;

/// A drawing that is being written.
pub(crate) struct Svg {
    out: String,
}

/// The column that a drawing is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    Any,
    Wide,
    /// It is not seen unless a style sheet shows it.
    Narrow,
}

impl Column {
    const fn attributes(self) -> &'static str {
        match self {
            Self::Any => r#"class="chart""#,
            Self::Wide => r#"class="chart wide""#,
            Self::Narrow => r#"class="chart narrow" display="none""#,
        }
    }
}

/// A place in px.
pub(crate) type Point = (f64, f64);

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub(crate) colour: Colour,
    pub(crate) width: f64,
    pub(crate) dashes: &'static str,
    pub(crate) opacity: f64,
    pub(crate) round: bool,
}

impl Stroke {
    /// A thin line.
    pub(crate) fn thin(colour: Colour) -> Self {
        Self {
            colour,
            width: 1.0,
            dashes: "",
            opacity: 1.0,
            round: false,
        }
    }

    pub(crate) fn dotted(colour: Colour) -> Self {
        Self {
            dashes: "2,3",
            ..Self::thin(colour)
        }
    }

    /// A line as a style says.
    pub(crate) fn of(style: LineStyle) -> Self {
        let dashes = match style.kind {
            LineKind::Solid => "",
            LineKind::Dashed => "4,2",
        };
        Self {
            width: style.width,
            dashes,
            ..Self::thin(style.color)
        }
    }
}

impl Svg {
    /// An empty sheet for a column, with what it says where it is pointed at. It is a picture whose words stand beside it.
    pub(crate) fn new(size: Size, column: Column, tooltips: &Tooltips) -> Self {
        let Size { width, height } = size;
        let mut svg = Self {
            out: String::with_capacity(4096),
        };
        svg.write(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" {} aria-hidden="true" focusable="false" font-size="{}" data-along="{}" data-spots=""#,
            column.attributes(),
            text::SIZE,
            tooltips.along,
        ));
        svg.escape(&tooltips.written());
        svg.write(format_args!(
            r#"" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
        ));
        svg
    }

    /// The whole drawing.
    pub(crate) fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }

    /// Lines from place to place, as one.
    pub(crate) fn line(&mut self, points: &[Point], stroke: Stroke) {
        self.lines(std::iter::once(points), stroke);
    }

    /// Several lines in one path.
    pub(crate) fn lines<'p>(&mut self, lines: impl IntoIterator<Item = &'p [Point]>, stroke: Stroke) {
        let start = self.out.len();
        self.out.push_str("<path d=\"");
        let empty = self.out.len();
        for points in lines {
            self.path(points);
        }
        if self.out.len() == empty {
            self.out.truncate(start);
            return;
        }
        self.out.push_str("\" fill=\"none\"");
        self.colour("stroke", stroke.colour);
        self.unless("stroke-width", stroke.width, 1.0);
        self.unless("stroke-opacity", stroke.opacity, 1.0);
        if !stroke.dashes.is_empty() {
            self.write(format_args!(r#" stroke-dasharray="{}""#, stroke.dashes));
        }
        if stroke.round {
            self.out.push_str(r#" stroke-linecap="round""#);
        }
        if stroke.width >= 2.0 && !stroke.round {
            self.out.push_str(r#" stroke-linejoin="round""#);
        }
        self.out.push_str("/>");
    }

    /// From place to place, each from the one before: steps that are alike are written alike, which packs well. Steps that
    /// go on level or upright are one.
    fn path(&mut self, points: &[Point]) {
        let places: Vec<(i64, i64)> = points
            .iter()
            .map(|point| (tenths(point.0), tenths(point.1)))
            .collect();
        let Some((start, rest)) = places.split_first() else {
            return;
        };
        self.step("M", &[start.0, start.1]);
        let mut last = *start;
        for (at, &(x, y)) in rest.iter().enumerate() {
            let (right, down) = (x - last.0, y - last.1);
            if rest.get(at + 1).is_some_and(|next| goes_on(last, (x, y), *next)) {
                continue;
            }
            match (right, down) {
                (0, 0) => {}
                (_, 0) => self.step("h", &[right]),
                (0, _) => self.step("v", &[down]),
                _ => self.step("l", &[right, down]),
            }
            last = (x, y);
        }
    }

    /// A command of a path with its numbers, as short as they can be written.
    fn step(&mut self, command: &str, numbers: &[i64]) {
        self.out.push_str(command);
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 && *number >= 0 {
                self.out.push(' ');
            }
            let (sign, size) = (if *number < 0 { "-" } else { "" }, number.unsigned_abs());
            match (size / 10, size % 10) {
                (whole, 0) => self.write(format_args!("{sign}{whole}")),
                (0, part) => self.write(format_args!("{sign}.{part}")),
                (whole, part) => self.write(format_args!("{sign}{whole}.{part}")),
            }
        }
    }

    /// A surface with these corners.
    pub(crate) fn surface(&mut self, points: &[Point], style: ItemStyle) {
        self.out.push_str("<path d=\"");
        self.path(points);
        self.out.push_str("Z\"");
        self.fill(style);
        self.out.push_str("/>");
    }

    /// An upright rectangle; one without an area leaves no trace.
    pub(crate) fn rectangle(&mut self, (x, y): Point, (width, height): (f64, f64), style: ItemStyle) {
        let (width, height) = (rounded(width), rounded(height));
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let (x, y) = (rounded(x), rounded(y));
        self.write(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}""#
        ));
        self.fill(style);
        self.out.push_str("/>");
    }

    pub(crate) fn circle(&mut self, (x, y): Point, radius: f64, style: ItemStyle) {
        let (x, y) = (rounded(x), rounded(y));
        self.write(format_args!(r#"<circle cx="{x}" cy="{y}" r="{radius}""#));
        self.fill(style);
        if let Some(border) = style.border_color {
            self.colour("stroke", border);
            self.unless("stroke-width", style.border_width, 1.0);
        }
        self.out.push_str("/>");
    }

    /// A line of text with its middle at a height.
    pub(crate) fn text(&mut self, (x, y): Point, align: Align, strong: bool, colour: Colour, text: &str) {
        let (x, y) = (rounded(x), rounded(y));
        self.write(format_args!(r#"<text x="{x}" y="{y}" dy=".35em""#));
        match align {
            Align::Left => {}
            Align::Center => self.out.push_str(r#" text-anchor="middle""#),
            Align::Right => self.out.push_str(r#" text-anchor="end""#),
        }
        if strong {
            self.out.push_str(r#" font-weight="600""#);
        }
        // What is read from right to left has its ends where its own readers look for them.
        if text::runs_from_right(text) {
            self.out.push_str(r#" unicode-bidi="plaintext""#);
        }
        self.colour("fill", colour);
        self.out.push('>');
        self.escape(text);
        self.out.push_str("</text>");
    }

    fn fill(&mut self, style: ItemStyle) {
        self.colour("fill", style.color);
        self.unless("fill-opacity", style.opacity, 1.0);
    }

    fn colour(&mut self, attribute: &str, colour: Colour) {
        self.write(format_args!(r#" {attribute}="{}""#, colour.name()));
    }

    fn unless(&mut self, attribute: &str, value: f64, usual: f64) {
        if value != usual {
            self.write(format_args!(r#" {attribute}="{value}""#));
        }
    }

    fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.out.write_fmt(arguments).expect("a string takes all text");
    }

    /// Text of an element or of an attribute.
    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                _ => self.out.push(c),
            }
        }
    }
}

/// To a tenth of a px; never −0.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Whether a place lies on the level or upright line between two others, which runs on in one direction.
fn goes_on(from: (i64, i64), at: (i64, i64), to: (i64, i64)) -> bool {
    let between = |from: i64, at: i64, to: i64| (at - from) * (to - at) >= 0;
    from.1 == at.1 && at.1 == to.1 && between(from.0, at.0, to.0)
        || from.0 == at.0 && at.0 == to.0 && between(from.1, at.1, to.1)
}

/// In tenths of a px.
fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}
