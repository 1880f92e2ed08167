//! What is seen of a drawing, and how far two of them are apart.

use roxmltree::{Document, Node};
use serde::Deserialize;

/// A place in px.
type Point = (f64, f64);

/// Something that is seen.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// What it is and how it looks: marks that look unlike are not compared.
    pub(super) looks: String,
    /// Where it is: the corners of a line or surface, the middle of a dot, the place of a text.
    place: Vec<Point>,
}

/// ECharts leaves out the corners of a line that are so near to the one before, in px.
const LEFT_OUT: f64 = std::f64::consts::FRAC_1_SQRT_2;

impl Mark {
    /// How far one of ours is from one of theirs, in px: the farthest corner of either from the outline of the other, but
    /// for what theirs leaves out.
    pub(super) fn distance(&self, theirs: &Self) -> f64 {
        let left_out = if self.place.len() > theirs.place.len() {
            LEFT_OUT
        } else {
            0.0
        };
        let beyond = (farthest(&self.place, &theirs.place) - left_out).max(0.0);
        beyond.max(farthest(&theirs.place, &self.place))
    }
}

fn farthest(corners: &[Point], outline: &[Point]) -> f64 {
    let from = |corner: &Point| match outline {
        [alone] => length(*corner, *alone),
        _ => outline
            .windows(2)
            .map(|pair| to_line(*corner, pair[0], pair[1]))
            .fold(f64::INFINITY, f64::min),
    };
    corners.iter().map(from).fold(0.0, f64::max)
}

fn length(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// From a place to the nearest of a straight line between two others.
fn to_line(at: Point, from: Point, to: Point) -> f64 {
    let whole = length(from, to).powi(2);
    if whole == 0.0 {
        return length(at, from);
    }
    let along = ((at.0 - from.0) * (to.0 - from.0) + (at.1 - from.1) * (to.1 - from.1)) / whole;
    let along = along.clamp(0.0, 1.0);
    length(
        at,
        (from.0 + along * (to.0 - from.0), from.1 + along * (to.1 - from.1)),
    )
}

/// The marks of our own drawing.
pub(super) fn ours(svg: &str) -> Vec<Mark> {
    let document = Document::parse(svg).expect("well-formed XML");
    let elements = document.root_element().children().filter(Node::is_element);
    let marks = elements.flat_map(|element| {
        let attributes = element
            .attributes()
            .map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned()));
        marks(&Element(
            element.tag_name().name().to_owned(),
            attributes.collect(),
            Vec::new(),
            element.text().unwrap_or_default().to_owned(),
        ))
    });
    marks.collect()
}

/// The marks of a drawing by ECharts, a tree in JSON.
pub(super) fn theirs(tree: &str) -> Vec<Mark> {
    marks(&serde_json::from_str(tree).expect("a tree"))
}

/// An element: tag, attributes, children, text.
#[derive(Debug, Deserialize)]
struct Element(String, Vec<(String, String)>, Vec<Element>, String);

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.1.iter().filter(|(own, _)| own == name);
        found.next().map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> f64 {
        self.attribute(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or_default()
    }

    fn colour(&self, name: &str) -> &str {
        match self.attribute(name) {
            None | Some("transparent") => "none",
            Some(colour) => colour,
        }
    }

    /// The numbers of `matrix(…)` or `translate(…)`.
    fn moved(&self) -> Vec<f64> {
        let transform = self.attribute("transform").unwrap_or_default();
        let inner = transform.split(['(', ')']).nth(1).unwrap_or_default();
        let numbers = inner.split([' ', ',']).filter_map(|number| number.parse().ok());
        numbers.collect()
    }
}

fn marks(element: &Element) -> Vec<Mark> {
    let own = match element.0.as_str() {
        "defs" => return Vec::new(),
        "text" => vec![text(element)],
        "circle" => vec![dot(element, (element.number("cx"), element.number("cy")))],
        "rect" => surfaces(element, vec![corners(element)]),
        "polygon" => surfaces(
            element,
            vec![closed(pairs(element.attribute("points").unwrap_or_default()))],
        ),
        "polyline" => surfaces(
            element,
            vec![pairs(element.attribute("points").unwrap_or_default())],
        ),
        "path" => path(element),
        _ => Vec::new(),
    };
    own.into_iter().chain(element.2.iter().flat_map(marks)).collect()
}

fn text(element: &Element) -> Mark {
    let moved = element.moved();
    let (x, y) = (moved.first().unwrap_or(&0.0), moved.get(1).unwrap_or(&0.0));
    let style = element.attribute("style").unwrap_or_default();
    let strong = element.attribute("font-weight") == Some("600") || style.contains("font-weight:600");
    let anchor = element.attribute("text-anchor").unwrap_or("start");
    Mark {
        looks: format!(
            "text {anchor} {strong} {} {:?}",
            element.colour("fill"),
            element.3
        ),
        place: vec![(x + element.number("x"), y + element.number("y"))],
    }
}

fn dot(element: &Element, place: Point) -> Mark {
    Mark {
        looks: format!("dot {} {}", element.colour("fill"), element.colour("stroke")),
        place: vec![place],
    }
}

fn corners(element: &Element) -> Vec<Point> {
    let (x, y) = (element.number("x"), element.number("y"));
    let (right, bottom) = (x + element.number("width"), y + element.number("height"));
    vec![(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
}

fn closed(mut points: Vec<Point>) -> Vec<Point> {
    points.extend(points.first().copied());
    points
}

fn pairs(points: &str) -> Vec<Point> {
    let numbers: Vec<f64> = points
        .split([' ', ','])
        .filter_map(|number| number.parse().ok())
        .collect();
    numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// A path: a dot that is moved to its place, or lines and surfaces.
fn path(element: &Element) -> Vec<Mark> {
    let d = element.attribute("d").unwrap_or_default();
    if let [scale, _, _, _, x, y] = element.moved()[..] {
        assert!(d.starts_with("M1 0A1 1"), "a dot is moved: {d}");
        return if scale == 0.0 {
            Vec::new()
        } else {
            vec![dot(element, (x, y))]
        };
    }
    surfaces(element, outlines(d))
}

/// Each outline as a mark, unless it leaves no trace.
fn surfaces(element: &Element, outlines: Vec<Vec<Point>>) -> Vec<Mark> {
    let (fill, stroke) = (element.colour("fill"), element.colour("stroke"));
    let dashes = element.attribute("stroke-dasharray").unwrap_or_default();
    let seen = |points: &Vec<Point>| {
        let extent = |of: fn(&Point) -> f64| {
            let ends = points
                .iter()
                .map(of)
                .fold((f64::MAX, f64::MIN), |(low, high), at| {
                    (low.min(at), high.max(at))
                });
            ends.1 - ends.0
        };
        stroke != "none" || fill != "none" && extent(|point| point.0) > 0.0 && extent(|point| point.1) > 0.0
    };
    let mark = |place| Mark {
        looks: format!("shape {fill} {stroke} {dashes}"),
        place,
    };
    let outlines = outlines.into_iter().filter(|points| points.len() > 1);
    outlines.filter(seen).map(mark).collect()
}

/// The outlines of a path of straight lines.
fn outlines(d: &str) -> Vec<Vec<Point>> {
    let mut found: Vec<Vec<Point>> = Vec::new();
    let mut at = (0.0, 0.0);
    for part in d
        .split_inclusive(|_: char| true)
        .fold(Vec::<String>::new(), |mut parts, sign| {
            match parts.last_mut() {
                Some(last) if !sign.chars().all(char::is_alphabetic) => last.push_str(sign),
                _ => parts.push(sign.to_owned()),
            }
            parts
        })
    {
        let (command, numbers) = part.split_at(1);
        let numbers = numbers.replace('-', " -");
        let numbers: Vec<f64> = numbers
            .split([' ', ','])
            .filter_map(|number| number.parse().ok())
            .collect();
        let steps: Vec<Point> = match command {
            "h" => vec![(at.0 + numbers[0], at.1)],
            "v" => vec![(at.0, at.1 + numbers[0])],
            "M" | "L" => numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
            "l" => numbers
                .chunks_exact(2)
                .map(|pair| {
                    at = (at.0 + pair[0], at.1 + pair[1]);
                    at
                })
                .collect(),
            "H" => vec![(numbers[0], at.1)],
            "V" => vec![(at.0, numbers[0])],
            "Z" => found
                .last()
                .and_then(|points| points.first())
                .copied()
                .into_iter()
                .collect(),
            _ => panic!("the command {command} in {d}"),
        };
        if command == "M" {
            found.push(Vec::new());
        }
        if let (Some(last), Some(points)) = (steps.last(), found.last_mut()) {
            at = *last;
            points.extend(&steps);
        }
    }
    found
}
