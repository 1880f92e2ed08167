//! What an option says, as far as it is drawn here.
//!
//! An option is charming's, and so ECharts'. What these types do not know is refused, so that nothing of an option is lost
//! in silence.

use std::fmt;

use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer};

use crate::pen::PALETTE;
use crate::scale::Wording;

/// A sheet with one plot.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Sheet {
    #[serde(rename = "animation")]
    _animation: IgnoredAny,
    pub(crate) grid: [Grid; 1],
    pub(crate) x_axis: Axis,
    pub(crate) y_axis: Axis,
    #[serde(default)]
    pub(crate) series: Vec<Series>,
}

/// The plot, in px.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grid {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// An axis of numbers or of names.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Axis {
    Value(Measure),
    Category(Names),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Measure {
    pub(crate) min: f64,
    pub(crate) max: f64,
    #[serde(rename = "interval")]
    _interval: IgnoredAny,
    #[serde(default)]
    pub(crate) offset: f64,
    pub(crate) axis_label: Labels,
    pub(crate) split_line: SplitLine,
    #[serde(rename = "axisTick")]
    _tick: Hidden,
    #[serde(rename = "axisLine")]
    _line: Hidden,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Names {
    pub(crate) data: Vec<String>,
    #[serde(default)]
    pub(crate) offset: f64,
    #[serde(default)]
    pub(crate) inverse: bool,
    /// Whether each name has room of its own about it; else the first and the last stand at the ends.
    #[serde(default = "yes")]
    pub(crate) boundary_gap: bool,
    pub(crate) axis_label: Labels,
    #[serde(rename = "splitLine")]
    _split: Hidden,
    #[serde(rename = "axisTick")]
    _tick: Hidden,
    #[serde(rename = "axisLine")]
    _line: Hidden,
}

/// The labels of an axis.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Labels {
    #[serde(default = "yes")]
    pub(crate) show: bool,
    #[serde(default)]
    pub(crate) formatter: Formatter,
    #[serde(default)]
    pub(crate) color: Colour,
    /// The ticks that have one, on an axis of numbers.
    #[serde(default)]
    pub(crate) custom_values: Vec<f64>,
    #[serde(rename = "fontFamily", default)]
    _family: IgnoredAny,
    #[serde(rename = "fontSize", default)]
    _size: IgnoredAny,
    #[serde(rename = "interval", default)]
    _interval: IgnoredAny,
}

/// How labels are worded.
#[derive(Debug, Default)]
pub(crate) enum Formatter {
    /// By the name of the data item.
    #[default]
    Name,
    /// A number.
    Number(Wording),
    /// Every so manieth name, from one on.
    Every { step: usize, from: usize },
}

impl<'de> Deserialize<'de> for Formatter {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let wrong = || D::Error::custom(format!("the formatter `{name}`"));
        match name.split_once(':') {
            None if name == "text" => Ok(Self::Name),
            Some(("number", wording)) => Wording::parse(wording).map(Self::Number).ok_or_else(wrong),
            Some(("every", counts)) => {
                let parsed = counts.split_once(':').and_then(|(step, from)| {
                    let (step, from) = (step.parse().ok()?, from.parse().ok()?);
                    Some(Self::Every { step, from })
                });
                parsed.ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}

/// Faint lines at the ticks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SplitLine {
    pub(crate) show: bool,
    #[serde(default)]
    pub(crate) line_style: LineStyle,
}

/// A part of an axis that is never drawn.
#[derive(Debug)]
pub(crate) struct Hidden;

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shown {
            show: bool,
        }
        if Shown::deserialize(from)?.show {
            return Err(D::Error::custom("a part of an axis that is not drawn"));
        }
        Ok(Self)
    }
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Series {
    Line(Line),
    Scatter(Scatter),
    Bar(Bars),
    Custom(Custom),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Line {
    #[serde(rename = "name", default)]
    _name: IgnoredAny,
    #[serde(rename = "symbol")]
    _symbol: NoSymbol,
    #[serde(default)]
    pub(crate) line_style: LineStyle,
    /// Whether a value holds until the next.
    #[serde(default)]
    pub(crate) step: Option<StepEnd>,
    #[serde(default)]
    pub(crate) mark_line: Option<Rules>,
    #[serde(default)]
    pub(crate) data: Vec<Item>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StepEnd {
    End,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NoSymbol {
    None,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum CircleSymbol {
    Circle,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Scatter {
    #[serde(rename = "symbol")]
    _symbol: CircleSymbol,
    pub(crate) symbol_size: f64,
    #[serde(rename = "itemStyle", default)]
    _style: IgnoredAny,
    #[serde(default)]
    pub(crate) label: Option<Label>,
    #[serde(default)]
    pub(crate) data: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Bars {
    pub(crate) bar_width: f64,
    #[serde(default)]
    pub(crate) mark_line: Option<Rules>,
    #[serde(default)]
    pub(crate) data: Vec<Item>,
}

/// A shape by name.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Custom {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) item_style: ItemStyle,
    #[serde(default)]
    pub(crate) data: Vec<Item>,
}

/// Lines across the plot.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Rules {
    pub(crate) line_style: LineStyle,
    /// How far up they lie; ECharts has 5 where nothing is said.
    #[serde(default = "on_top")]
    pub(crate) z: f64,
    #[serde(default)]
    pub(crate) data: Vec<Rule>,
    #[serde(rename = "label")]
    _label: Hidden,
    #[serde(rename = "symbol")]
    _symbol: [NoSymbol; 2],
    #[serde(rename = "silent")]
    _silent: IgnoredAny,
    #[serde(rename = "precision")]
    _precision: IgnoredAny,
}

/// A line at a value of one of the axes.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) enum Rule {
    #[serde(rename = "xAxis")]
    Upright(f64),
    #[serde(rename = "yAxis")]
    Level(f64),
}

/// How the names of data items are set.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Label {
    pub(crate) color: Colour,
    pub(crate) offset: (f64, f64),
    pub(crate) align: Align,
    pub(crate) font_weight: u32,
    #[serde(rename = "formatter")]
    _formatter: Formatter,
    #[serde(rename = "show")]
    _show: IgnoredAny,
    #[serde(rename = "position")]
    _position: IgnoredAny,
    #[serde(rename = "verticalAlign")]
    _vertical: IgnoredAny,
    #[serde(rename = "fontFamily")]
    _family: IgnoredAny,
    #[serde(rename = "fontSize")]
    _size: IgnoredAny,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineStyle {
    #[serde(default)]
    pub(crate) color: Colour,
    #[serde(default = "one")]
    pub(crate) width: f64,
    #[serde(default, rename = "type")]
    pub(crate) kind: LineKind,
}

impl Default for LineStyle {
    fn default() -> Self {
        Self {
            color: Colour::default(),
            width: 1.0,
            kind: LineKind::Solid,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LineKind {
    #[default]
    Solid,
    Dashed,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ItemStyle {
    pub(crate) color: Colour,
    #[serde(default = "one")]
    pub(crate) opacity: f64,
    #[serde(default)]
    pub(crate) border_color: Option<Colour>,
    #[serde(default = "one")]
    pub(crate) border_width: f64,
}

impl Default for ItemStyle {
    fn default() -> Self {
        Self {
            color: Colour::default(),
            opacity: 1.0,
            border_color: None,
            border_width: 1.0,
        }
    }
}

/// A value or several, with a name and a style of their own.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) value: Vec<Option<f64>>,
    pub(crate) name: String,
    pub(crate) style: Option<ItemStyle>,
}

impl Item {
    /// A number of the value; none where it is missing.
    pub(crate) fn number(&self, at: usize) -> Option<f64> {
        self.value.get(at).copied().flatten()
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Numbers {
            Many(Vec<Option<f64>>),
            One(Option<f64>),
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Whole {
            value: Numbers,
            #[serde(default)]
            name: String,
            #[serde(default)]
            item_style: Option<ItemStyle>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Bare(Numbers),
            Whole(Whole),
        }
        let whole = match Written::deserialize(from)? {
            Written::Whole(whole) => whole,
            Written::Bare(value) => Whole {
                value,
                name: String::new(),
                item_style: None,
            },
        };
        let value = match whole.value {
            Numbers::Many(numbers) => numbers,
            Numbers::One(number) => vec![number],
        };
        Ok(Self {
            value,
            name: whole.name,
            style: whole.item_style,
        })
    }
}

/// A colour that follows the page's theme; there is no other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(&'static str);

impl Colour {
    pub(crate) const fn name(self) -> &'static str {
        self.0
    }
}

impl Default for Colour {
    fn default() -> Self {
        Self(crate::pen::INK)
    }
}

impl fmt::Debug for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let known = PALETTE.iter().find(|known| **known == name);
        known
            .map(|known| Self(known))
            .ok_or_else(|| D::Error::custom(format!("the colour {name}")))
    }
}

const fn yes() -> bool {
    true
}

const fn one() -> f64 {
    1.0
}

const fn on_top() -> f64 {
    5.0
}
