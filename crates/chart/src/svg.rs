//! The drawing as SVG text: only what a page with a strict policy may hold, the same bytes every time.
//!
//! What is not on the lists here does not get out: scripts, styles, event attributes and ECharts' own attributes
//! have no way into a page, whatever the engine draws.

use std::fmt::Display;

use serde::Deserialize;

use crate::error::ChartError;
use crate::pen::PALETTE;
use crate::text;
use crate::tooltip::Tooltips;

/// An element as `cxpress.draw` gives it: tag, attributes, children, text.
#[derive(Debug, Deserialize)]
struct Element(String, Vec<(String, String)>, Vec<Element>, String);

const TAGS: [&str; 12] = [
    "circle", "clipPath", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg",
    "text",
];

/// Attributes that stay as they are.
const PLAIN: [&str; 28] = [
    "clip-rule",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "fill-opacity",
    "fill-rule",
    "height",
    "opacity",
    "points",
    "r",
    "rx",
    "ry",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
];

/// Writes the tree of a drawing with what it says where it is pointed at. `key` makes its ids unlike those of other
/// drawings.
pub(crate) fn write(tree: &str, key: u64, tooltips: &Tooltips) -> Result<String, ChartError> {
    let root: Element = serde_json::from_str(tree).map_err(|error| wrong(&error))?;
    let mut writer = Writer {
        out: String::with_capacity(tree.len()),
        key,
        tooltips,
    };
    writer.element(&root, Role::Seen)?;
    Ok(writer.out)
}

/// Whether a shape is seen or only cuts others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Seen,
    Clip,
}

struct Writer<'a> {
    out: String,
    key: u64,
    tooltips: &'a Tooltips,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, role: Role) -> Result<(), ChartError> {
        if element.is_unseen() {
            return Ok(());
        }
        let Element(tag, attributes, children, text) = element;
        if !TAGS.contains(&tag.as_str()) {
            return Err(wrong(&format_args!("the element <{tag}>")));
        }
        self.out.push('<');
        self.out.push_str(tag);
        if tag == "svg" {
            self.root();
        }
        for (name, value) in attributes {
            self.attribute(name, value, role)?;
        }
        let within = if tag == "clipPath" { Role::Clip } else { role };
        self.content(tag, children, text, within)
    }

    /// What stands between the tags, and the closing tag.
    fn content(&mut self, tag: &str, children: &[Element], text: &str, role: Role) -> Result<(), ChartError> {
        if children.is_empty() && text.is_empty() {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.push('>');
        escape(text, &mut self.out);
        for child in children {
            self.element(child, role)?;
        }
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        Ok(())
    }

    /// What a chart says of itself: it is a picture whose words stand beside it.
    fn root(&mut self) {
        self.put("xmlns", "http://www.w3.org/2000/svg");
        self.put("class", "chart");
        self.put("aria-hidden", "true");
        self.put("focusable", "false");
        self.put("font-size", &text::SIZE.to_string());
        self.put("data-along", self.tooltips.along);
        self.put("data-spots", &self.tooltips.list);
    }

    fn attribute(&mut self, name: &str, value: &str, role: Role) -> Result<(), ChartError> {
        match name {
            "fill" | "stroke" if role == Role::Clip => {}
            "fill" | "stroke" => self.put(name, colour(value)?),
            "style" => self.style(value),
            "id" => {
                let id = self.id(value);
                self.put(name, &id);
            }
            "clip-path" => {
                let id = self.id(value.trim_start_matches("url(#").trim_end_matches(')'));
                self.put(name, &format!("url(#{id})"));
            }
            _ if PLAIN.contains(&name) => self.put(name, &number(value)),
            _ => {}
        }
        Ok(())
    }

    /// The only style that a drawing keeps is the weight of its type; size and family come from around it.
    fn style(&mut self, style: &str) {
        let declarations = style
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'));
        for (name, value) in declarations {
            if name.trim() == "font-weight" && value.trim() != "400" {
                self.put("font-weight", value.trim());
            }
        }
    }

    /// ECharts counts its ids up for as long as it runs; here they follow from what is drawn.
    fn id(&self, id: &str) -> String {
        let own = id.rsplit('-').next().unwrap_or(id);
        format!("chart-{:016x}-{own}", self.key)
    }

    fn put(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.1
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// It leaves no trace: it has no area, or neither fill nor stroke. Text and groups always count as seen.
    fn is_unseen(&self) -> bool {
        let is_clear = |value: Option<&str>| matches!(value, Some("none" | "transparent"));
        let is_flat = self
            .attribute("transform")
            .is_some_and(|transform| transform.starts_with("matrix(0,0,0,0,"));
        let is_empty = self.attribute("d") == Some("");
        let is_shape = !matches!(self.0.as_str(), "svg" | "g" | "text" | "defs" | "clipPath");
        let stroke = self.attribute("stroke");
        is_shape
            && (is_flat
                || is_empty
                || is_clear(self.attribute("fill")) && (stroke.is_none() || is_clear(stroke)))
    }
}

/// A colour that follows the page's theme; none else is let through.
fn colour(value: &str) -> Result<&str, ChartError> {
    match value {
        "none" | "transparent" => Ok("none"),
        _ if PALETTE.contains(&value) => Ok(value),
        _ => Err(wrong(&format_args!("the colour {value}"))),
    }
}

/// A single number with at most two decimals; anything else as it is.
fn number(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) => format!("{}", (number * 100.0).round() / 100.0),
        Err(_) => value.to_owned(),
    }
}

fn wrong(what: &dyn Display) -> ChartError {
    ChartError::Drawing(what.to_string())
}

/// Text of an element or of an attribute.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
