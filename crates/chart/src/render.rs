//! Draws what an option says.
//!
//! Everything was laid out before; here, places on axes become px. What lies under what: lines at ticks and their labels,
//! marks that are to lie low, the series in their order, each with its marks.

use crate::error::ChartError;
use crate::figure::Size;
use crate::plot::Plot;
use crate::shapes;
use crate::sheet::{Align, Axis, Bars, Custom, Formatter, Labels, Line, Rule, Rules, Scatter, Series, Sheet};
use crate::svg::{Column, Point, Stroke, Svg};
use crate::text;
use crate::tooltip::Tooltips;

/// From an axis to its labels, as ECharts has it.
const GAP: f64 = 8.0;

/// A mark that lies as low is under all series.
const LOW: f64 = 2.0;

/// Draws an option in JSON.
pub(crate) fn draw(
    option: &str,
    size: Size,
    column: Column,
    tooltips: &Tooltips,
) -> Result<String, ChartError> {
    let sheet: Sheet =
        serde_json::from_str(option).map_err(|error| ChartError::Drawing(error.to_string()))?;
    let mut drawing = Drawing {
        plot: Plot::new(&sheet),
        svg: Svg::new(size, column, tooltips),
    };
    drawing.splits(&sheet);
    drawing.names_across(&sheet.x_axis);
    drawing.names_up(&sheet.y_axis);
    for rules in sheet
        .series
        .iter()
        .filter_map(rules)
        .filter(|rules| rules.z < LOW)
    {
        drawing.rules(rules);
    }
    for series in &sheet.series {
        drawing.series(series)?;
    }
    Ok(drawing.svg.finish())
}

struct Drawing {
    plot: Plot,
    svg: Svg,
}

impl Drawing {
    /// The faint lines at the ticks of both axes.
    fn splits(&mut self, sheet: &Sheet) {
        for (axis, is_upright) in [(&sheet.x_axis, true), (&sheet.y_axis, false)] {
            let Axis::Value(measure) = axis else { continue };
            if !measure.split_line.show {
                continue;
            }
            let ticks = &measure.axis_label.custom_values;
            let lines: Vec<[Point; 2]> = ticks.iter().map(|tick| self.across(*tick, is_upright)).collect();
            let stroke = Stroke::of(measure.split_line.line_style);
            self.svg.lines(lines.iter().map(|line| &line[..]), stroke);
        }
    }

    /// A thin line across the plot at a value of an axis.
    fn across(&self, value: f64, is_upright: bool) -> [Point; 2] {
        let plot = &self.plot;
        if is_upright {
            let x = crisp(plot.x(value));
            [(x, plot.floor()), (x, plot.grid.top)]
        } else {
            let y = crisp(plot.y(value));
            [(plot.grid.left, y), (plot.end(), y)]
        }
    }

    /// The labels of the horizontal axis, below it.
    fn names_across(&mut self, axis: &Axis) {
        let (offset, labels) = of_axis(axis);
        let y = self.plot.floor() + GAP + offset + text::SIZE / 2.0;
        for (value, label) in worded(axis) {
            let x = self.plot.x(value);
            for (line, label) in label.lines().enumerate() {
                let place = (x, y + line as f64 * text::SIZE);
                self.svg.text(place, Align::Center, false, labels.color, label);
            }
        }
    }

    /// The labels of the vertical axis, left of it.
    fn names_up(&mut self, axis: &Axis) {
        let (offset, labels) = of_axis(axis);
        let x = self.plot.grid.left - GAP - offset;
        for (value, label) in worded(axis) {
            let y = self.plot.y(value) - (label.lines().count() as f64 - 1.0) * text::SIZE / 2.0;
            for (line, label) in label.lines().enumerate() {
                let place = (x, y + line as f64 * text::SIZE);
                self.svg.text(place, Align::Right, false, labels.color, label);
            }
        }
    }

    fn series(&mut self, series: &Series) -> Result<(), ChartError> {
        match series {
            Series::Line(line) => self.line(line),
            Series::Scatter(scatter) => self.scatter(scatter),
            Series::Bar(bars) => self.bars(bars),
            Series::Custom(custom) => self.custom(custom)?,
        }
        if let Some(rules) = rules(series).filter(|rules| rules.z >= LOW) {
            self.rules(rules);
        }
        Ok(())
    }

    fn rules(&mut self, rules: &Rules) {
        let stroke = Stroke::of(rules.line_style);
        for rule in &rules.data {
            let line = match *rule {
                Rule::Upright(value) => self.across(value, true),
                Rule::Level(value) => self.across(value, false),
            };
            self.svg.line(&line, stroke);
        }
    }

    /// A line through the values, with a gap where there is none.
    fn line(&mut self, line: &Line) {
        let places: Vec<Option<Point>> = line
            .data
            .iter()
            .enumerate()
            .map(|(index, item)| match item.value[..] {
                [value] => Some(self.plot.place(index as f64, value?)),
                _ => Some(self.plot.place(item.number(0)?, item.number(1)?)),
            })
            .collect();
        let runs = places.split(Option::is_none).filter(|run| run.len() > 1);
        let runs: Vec<Vec<Point>> = runs
            .map(|run| {
                let points: Vec<Point> = run.iter().copied().flatten().collect();
                if line.step.is_some() {
                    shapes::stairs(&points)
                } else {
                    points
                }
            })
            .collect();
        self.svg
            .lines(runs.iter().map(Vec::as_slice), Stroke::of(line.line_style));
    }

    /// Dots, or texts at places where dots of no size are.
    fn scatter(&mut self, scatter: &Scatter) {
        for item in &scatter.data {
            let (Some(x), Some(y)) = (item.number(0), item.number(1)) else {
                continue;
            };
            let (x, y) = self.plot.place(x, y);
            if scatter.symbol_size > 0.0 {
                let style = item.style.unwrap_or_default();
                self.svg.circle((x, y), scatter.symbol_size / 2.0, style);
            }
            if let Some(label) = &scatter.label {
                let place = (x + label.offset.0, y + label.offset.1);
                let strong = label.font_weight > 400;
                self.svg.text(place, label.align, strong, label.color, &item.name);
            }
        }
    }

    /// Upright bars from zero.
    fn bars(&mut self, bars: &Bars) {
        let zero = self.plot.y(0.0);
        for (index, item) in bars.data.iter().enumerate() {
            let Some(value) = item.number(0) else { continue };
            let (x, y) = self.plot.place(index as f64, value);
            let size = (bars.bar_width, (zero - y).abs());
            let corner = (x - bars.bar_width / 2.0, y.min(zero));
            self.svg.rectangle(corner, size, item.style.unwrap_or_default());
        }
    }

    fn custom(&mut self, custom: &Custom) -> Result<(), ChartError> {
        let name = custom.id.split(':').next().unwrap_or_default();
        let Some(shape) = shapes::named(name) else {
            return Err(ChartError::Drawing(format!("the shape `{name}`")));
        };
        shape(&self.plot, custom, &mut self.svg);
        Ok(())
    }
}

/// The marks of a series.
fn rules(series: &Series) -> Option<&Rules> {
    match series {
        Series::Line(line) => line.mark_line.as_ref(),
        Series::Bar(bars) => bars.mark_line.as_ref(),
        Series::Scatter(_) | Series::Custom(_) => None,
    }
}

/// How far an axis is moved away from the plot, and its labels.
fn of_axis(axis: &Axis) -> (f64, &Labels) {
    match axis {
        Axis::Value(measure) => (measure.offset, &measure.axis_label),
        Axis::Category(names) => (names.offset, &names.axis_label),
    }
}

/// The labels of an axis with their values.
fn worded(axis: &Axis) -> Vec<(f64, String)> {
    let (_, labels) = of_axis(axis);
    if !labels.show {
        return Vec::new();
    }
    let names = match axis {
        Axis::Value(_) => &[][..],
        Axis::Category(names) => &names.data,
    };
    match &labels.formatter {
        Formatter::Number(wording) => {
            let ticks = labels.custom_values.iter();
            ticks.map(|tick| (*tick, wording.word(*tick))).collect()
        }
        Formatter::Every { step, from } => {
            let named = names.iter().enumerate().skip(*from).step_by((*step).max(1));
            named.map(|(at, name)| (at as f64, name.clone())).collect()
        }
        Formatter::Name => {
            let named = names.iter().enumerate();
            named.map(|(at, name)| (at as f64, name.clone())).collect()
        }
    }
}

/// The place near by at which a line 1 px wide covers whole px.
fn crisp(place: f64) -> f64 {
    let halves = (place * 2.0).round();
    if halves % 2.0 == 0.0 {
        (halves + 1.0) / 2.0
    } else {
        halves / 2.0
    }
}
