//! A line over time.

use charming::Chart as Options;
use charming::component::Axis;
use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::{BoundaryGap, LabelAlign, LineStyle, Symbol};
use charming::series::{Custom, Line, Scatter};

use crate::figure::{Size, Trend};
use crate::pen::{self, Across, Anchor, Frame, Lettering};
use crate::scale::Scale;
use crate::text;

pub(crate) const HEIGHT: u32 = 260;
/// With so few periods, each has its dot.
const FEW: usize = 8;

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(trend: &Trend, size: Size) -> Options {
    let plan = Plan::new(trend, size);
    let mut sheet = plan
        .frame
        .sheet()
        .x_axis(plan.periods())
        .y_axis(pen::measure(&plan.scale));
    sheet = sheet.series(plan.band()).series(plan.line()).series(plan.dots());
    for caption in plan.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

struct Plan<'a> {
    trend: &'a Trend,
    scale: Scale,
    frame: Frame,
    /// The last period with a value, and its value.
    last: (usize, f64),
    /// The texts at the right: the last value, the target.
    texts: (String, String),
}

impl<'a> Plan<'a> {
    fn new(trend: &'a Trend, size: Size) -> Self {
        let scale = scale(trend);
        let last = last(trend);
        let room = f64::from(size.width) * 0.3;
        let target = trend.target.as_ref().map_or("", |target| &target.label);
        let value = text::cut(&text::clean(&trend.points[last.0].text), 24, room);
        let texts = (value, text::cut(&text::clean(target), 28, room));
        let frame = frame(trend, &scale, size, &texts);
        Self {
            trend,
            scale,
            frame,
            last,
            texts,
        }
    }

    fn labels(&self) -> Vec<String> {
        labels(self.trend)
    }

    /// From one period to the next in px.
    fn pace(&self) -> f64 {
        self.frame.width() / (self.trend.points.len().max(2) - 1) as f64
    }

    /// Where a period stands, in px.
    fn x(&self, index: usize) -> f64 {
        if self.is_single() {
            return self.frame.left + self.frame.width() / 2.0;
        }
        self.frame.left + index as f64 * self.pace()
    }

    fn is_single(&self) -> bool {
        self.trend.points.len() == 1
    }

    /// The horizontal axis: as many labels as there is room for, the last one always.
    fn periods(&self) -> Axis {
        let labels = self.labels();
        let needed = text::widest(&labels) + 14.0;
        let every = every((needed / self.pace()).ceil() as usize);
        let formatter = format!("every:{every}:{}", (labels.len() - 1) % every);
        pen::names(labels, &formatter, pen::SOFT)
            .boundary_gap(BoundaryGap::CategoryAxis(self.is_single()))
            .offset(pen::BELOW)
    }

    fn band(&self) -> Custom {
        let point = |(index, point): (usize, &crate::TrendPoint)| {
            let known = point.value.is_some();
            let ends = [point.low.filter(|_| known), point.high.filter(|_| known)];
            let row = vec![
                CompositeValue::from(index as f64),
                pen::maybe(ends[0]),
                pen::maybe(ends[1]),
            ];
            DataPoint::from(row)
        };
        let data: Vec<DataPoint> = self.trend.points.iter().enumerate().map(point).collect();
        Custom::new()
            .id("band:0")
            .item_style(pen::fill(pen::BAND, 1.0))
            .data(data)
    }

    fn line(&self) -> Line {
        let values = self
            .trend
            .points
            .iter()
            .map(|point| DataPoint::from(pen::maybe(point.value)));
        let line = Line::new()
            .symbol(Symbol::None)
            .line_style(LineStyle::new().color(pen::ACCENT).width(2.0))
            .data(values.collect());
        match &self.trend.target {
            Some(target) => line.mark_line(pen::rules(&[target.value], Across::Level, pen::SOFT, true)),
            None => line,
        }
    }

    /// Dots where the line alone does not show a value: at its end, between gaps, and everywhere if there are few.
    fn dots(&self) -> Custom {
        let points = &self.trend.points;
        let is_known = |index: usize| points.get(index).is_some_and(|point| point.value.is_some());
        let is_joined = |index: usize| is_known(index + 1) || (index > 0 && is_known(index - 1));
        let is_shown = |index: usize| points.len() <= FEW || index == self.last.0 || !is_joined(index);
        let dot = |(index, point): (usize, &crate::TrendPoint)| {
            let value = point.value.filter(|_| is_shown(index))?;
            let partial = self.trend.partial_last && index + 1 == points.len();
            let (radius, style) = if partial {
                (pen::RING, pen::ring(pen::ACCENT))
            } else {
                (pen::DOT, pen::dot(pen::ACCENT))
            };
            Some(DataPointItem::new(vec![index as f64, value, radius]).item_style(style))
        };
        let data: Vec<DataPointItem> = points.iter().enumerate().filter_map(dot).collect();
        Custom::new().id("dots:0").data(data)
    }

    fn captions(&self) -> Vec<Scatter> {
        let (index, value) = self.last;
        let limits = (self.frame.top, self.frame.floor());
        let level = self.frame.y(&self.scale, value).clamp(limits.0, limits.1);
        let strong = Lettering::new(pen::INK, LabelAlign::Left).strong();
        let mut captions = vec![
            self.at()
                .caption(&self.texts.0, self.x(index) + 11.0, level, strong),
        ];
        if let Some(target) = &self.trend.target {
            let place = pen::beside(self.frame.y(&self.scale, target.value), level, limits);
            let soft = Lettering::new(pen::SOFT, LabelAlign::Left);
            captions.push(
                self.at()
                    .caption(&self.texts.1, self.frame.end() + 11.0, place, soft),
            );
        }
        if !self.trend.axis.name.is_empty() {
            captions.push(pen::title(&self.at(), &self.trend.axis.name, &self.frame));
        }
        captions
    }

    fn at(&self) -> Anchor {
        Anchor {
            coord: (0.0, self.scale.min),
            px: (self.x(0), self.frame.floor()),
        }
    }
}

fn labels(trend: &Trend) -> Vec<String> {
    trend
        .points
        .iter()
        .map(|point| text::cut(&text::clean(&point.label), 14, 90.0))
        .collect()
}

/// The last period with a value; checked to be there.
fn last(trend: &Trend) -> (usize, f64) {
    let known = trend
        .points
        .iter()
        .enumerate()
        .rev()
        .find_map(|(i, point)| Some((i, point.value?)));
    known.unwrap_or_default()
}

fn scale(trend: &Trend) -> Scale {
    let known = trend.points.iter().filter(|point| point.value.is_some());
    let points = known
        .flat_map(|point| [point.value, point.low, point.high])
        .flatten();
    Scale::round(
        &trend.axis,
        points.chain(trend.target.iter().map(|target| target.value)),
        4.0,
    )
}

fn frame(trend: &Trend, scale: &Scale, size: Size, texts: &(String, String)) -> Frame {
    let half = text::widest(labels(trend)) / 2.0;
    let right = (text::width(&texts.0) * text::STRONG).max(text::width(&texts.1)) + 12.0;
    Frame {
        size,
        left: (scale.label_width() + pen::GAP).max(half),
        right: right.max(half),
        top: if trend.axis.name.is_empty() { 10.0 } else { 30.0 },
        bottom: 30.0,
    }
}

/// A usual number of periods from one label to the next: quarters, half years and years of months among them.
fn every(at_least: usize) -> usize {
    let usual = [1, 2, 3, 4, 6, 12, 24, 36, 48, 60, 120];
    usual
        .into_iter()
        .find(|&every| every >= at_least)
        .unwrap_or(at_least)
}
