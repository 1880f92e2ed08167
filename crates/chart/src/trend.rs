//! A line over time.

use std::ops::Range;

use charming::Chart as Options;
use charming::component::Axis;
use charming::datatype::{CompositeValue, DataPoint, DataPointItem};
use charming::element::{BoundaryGap, LabelAlign, LineStyle, Symbol};
use charming::series::{Custom, Line, Scatter};

use crate::figure::{Beside, Mark, Plateau, Size, Stretch, Tone, Trend};
use crate::pen::{self, Across, Anchor, Area, Frame, Lettering};
use crate::scale::Scale;
use crate::text;
use crate::tooltip::{Along, Tooltip, Tooltips};

pub(crate) const HEIGHT: u32 = 260;
/// From one number of an event to the next, in px.
const NEAR: f64 = 4.0;
/// From the plot up to the names of stretches, clear of the label of the highest tick, in px.
const CLEAR: f64 = 8.0;
/// From the line before a stretch to its name, in px.
const INSET: f64 = 6.0;
/// The most px that a name beside the plot or the words of an event may take in a line, and the least.
const WORDS: (f64, f64) = (150.0, 100.0);
/// The most lines of either.
const LINES: usize = 3;
/// The part of a period's room that its strip takes, its widest and its height, in px.
const STRIP: f64 = 0.8;
const WIDEST_STRIP: f64 = 72.0;
const STRIP_HEIGHT: f64 = 9.0;
/// With so few periods, each has its dot.
const FEW: usize = 8;

/// The chart's option, laid out for a sheet of the size.
pub(crate) fn option(trend: &Trend, size: Size) -> Options {
    let geometry = Geometry::new(trend, size);
    let mut sheet = geometry
        .frame
        .sheet()
        .x_axis(geometry.periods())
        .y_axis(pen::measure(&geometry.scale));
    for band in geometry.usual().into_iter().chain(geometry.bands()) {
        sheet = sheet.series(band);
    }
    if !trend.events.is_empty() {
        sheet = sheet.series(geometry.flags());
    }
    if trend.stretches.len() > 1 {
        sheet = sheet.series(geometry.partings());
    }
    for level in geometry.plateaus() {
        sheet = sheet.series(level);
    }
    for line in geometry.beside() {
        sheet = sheet.series(line);
    }
    for line in geometry.lines() {
        sheet = sheet.series(line);
    }
    sheet = sheet.series(geometry.dots());
    if has_strips(trend) {
        sheet = sheet.series(geometry.strips());
    }
    for caption in geometry.captions() {
        sheet = sheet.series(caption);
    }
    sheet
}

/// What the chart says where it is pointed at.
pub(crate) fn tooltips(trend: &Trend, size: Size) -> Tooltips {
    let geometry = Geometry::new(trend, size);
    let tooltip = |(index, point): (usize, &crate::TrendPoint)| {
        let place = (geometry.x(index), geometry.frame.y(&geometry.scale, point.value?));
        Some(Tooltip::new(place, &point.label, &point.text, &point.detail))
    };
    let tooltips: Vec<Tooltip> = trend.points.iter().enumerate().filter_map(tooltip).collect();
    Tooltips::new(Along::X, &tooltips)
}

struct Geometry<'a> {
    trend: &'a Trend,
    scale: Scale,
    frame: Frame,
    /// The last period with a value, and its value.
    last: (usize, f64),
    /// The text of the last value.
    value: String,
    /// What changed, and the names of the marks, at the right.
    names: Vec<String>,
    /// The numbers of events, with the row above the plot that each stands in.
    flags: Vec<Flag>,
}

/// The number of an event above the plot.
struct Flag {
    at: usize,
    text: String,
    /// Where its text starts and ends, in px.
    span: (f64, f64),
    /// Its row, from the bottom.
    row: usize,
}

impl<'a> Geometry<'a> {
    fn new(trend: &'a Trend, size: Size) -> Self {
        let scale = scale(trend);
        let last = last(trend);
        let room = words(size);
        let value = text::cut(&text::clean(&trend.points[last.0].text), 24, room);
        let name = |mark: &Mark| text::wrap(&text::clean(&mark.label), LINES, room);
        let change =
            Some(text::wrap(&text::clean(&trend.change), LINES, room)).filter(|change| !change.is_empty());
        let beside = |line: &Beside| text::wrap(&text::clean(&line.label), LINES, room);
        let others = trend
            .marks
            .iter()
            .map(name)
            .chain(trend.beside.iter().map(beside));
        let names: Vec<String> = change.into_iter().chain(others).collect();
        let frame = frame(trend, &scale, size, &value, &names);
        let mut geometry = Self {
            trend,
            scale,
            frame,
            last,
            value,
            names,
            flags: Vec::new(),
        };
        geometry.flags = geometry.placed();
        geometry.frame.top += text::LINE * rows(&geometry.flags) as f64;
        if !trend.stretches.is_empty() {
            geometry.frame.top += text::LINE + CLEAR;
        }
        geometry
    }

    /// The numbers of events above their periods, in as many rows as they need.
    fn placed(&self) -> Vec<Flag> {
        let mut flags: Vec<Flag> = Vec::new();
        for event in &self.trend.events {
            let text = text::cut(&text::clean(&event.number), 12, 90.0);
            let (x, half) = (self.x(event.at), text::width(&text) * text::STRONG / 2.0);
            let span = (x - half, x + half);
            let is_free = |row: &usize| {
                flags
                    .iter()
                    .all(|flag| flag.row != *row || flag.span.1 + NEAR < span.0)
            };
            let row = (0..flags.len()).find(is_free).unwrap_or(flags.len());
            let at = event.at;
            flags.push(Flag { at, text, span, row });
        }
        flags
    }

    /// The lines of events, each up to its number.
    fn flags(&self) -> Custom {
        let flag = |flag: &Flag| {
            let rise = text::LINE * flag.row as f64 + 2.0;
            DataPointItem::new(vec![flag.at as f64, self.scale.max, rise])
                .item_style(pen::fill(pen::SOFT, 1.0))
        };
        let data = self.flags.iter().map(flag).map(DataPoint::from);
        Custom::new().id("flags:0").data(data.collect())
    }

    /// The lines between stretches, each half-way between two points and up to the names.
    fn partings(&self) -> Custom {
        let rise = text::LINE * (rows(&self.flags) + 1) as f64 + CLEAR;
        let parting = |stretch: &Stretch| {
            let at = vec![stretch.from as f64, self.scale.min, self.pace() / 2.0, rise];
            DataPointItem::new(at).item_style(pen::fill(pen::RULE, 1.0))
        };
        let data = self
            .trend
            .stretches
            .iter()
            .skip(1)
            .map(parting)
            .map(DataPoint::from);
        Custom::new().id("partings:0").data(data.collect())
    }

    /// The names of stretches, each at the start of its own.
    fn stretch_names(&self) -> Vec<Scatter> {
        let stretches = &self.trend.stretches;
        let y = self.frame.top - CLEAR - 2.0 - text::LINE * (rows(&self.flags) as f64 + 0.5);
        let start = |at: usize| self.x(at) - self.pace() / 2.0;
        let name = |(index, stretch): (usize, &Stretch)| {
            let left = if index == 0 {
                0.0
            } else {
                start(stretch.from) + INSET
            };
            let right = stretches
                .get(index + 1)
                .map_or(self.frame.end(), |next| start(next.from));
            let label = text::cut(&text::clean(&stretch.label), 40, right - left - INSET);
            self.at()
                .caption(&label, left, y, Lettering::new(pen::SOFT, LabelAlign::Left))
        };
        stretches.iter().enumerate().map(name).collect()
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

    fn bands(&self) -> Vec<Custom> {
        let band = |(number, run): (usize, Range<usize>)| {
            let point = |(index, point): (usize, &crate::TrendPoint)| {
                let known = point.value.is_some() && run.contains(&index);
                let ends = [point.low.filter(|_| known), point.high.filter(|_| known)];
                DataPoint::from(vec![
                    CompositeValue::from(index as f64),
                    pen::maybe(ends[0]),
                    pen::maybe(ends[1]),
                ])
            };
            let data: Vec<DataPoint> = self.trend.points.iter().enumerate().map(point).collect();
            Custom::new()
                .id(format!("band:{number}"))
                .item_style(pen::fill(pen::BAND, 1.0))
                .data(data)
        };
        self.runs().into_iter().enumerate().map(band).collect()
    }

    /// The points that one line may join: up to the next break.
    fn runs(&self) -> Vec<Range<usize>> {
        let end = self.trend.points.len();
        let inner = self
            .trend
            .breaks
            .iter()
            .copied()
            .filter(|at| (1..end).contains(at));
        let mut cuts: Vec<usize> = std::iter::once(0).chain(inner).chain([end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The band of what is usual; none where no period has limits.
    fn usual(&self) -> Option<Custom> {
        let points = &self.trend.points;
        points.iter().find(|point| point.limits.is_some())?;
        let ends = |(index, point): (usize, &crate::TrendPoint)| {
            let (low, high) = point.limits.unzip();
            DataPoint::from(vec![
                CompositeValue::from(index as f64),
                pen::maybe(low),
                pen::maybe(high),
            ])
        };
        let band = Custom::new()
            .id("band:usual")
            .item_style(pen::fill(pen::TRACK, 0.6))
            .data(points.iter().enumerate().map(ends).collect());
        Some(band)
    }

    /// The name of what is usual, at an edge of its band where nothing else is drawn, as far left as there is room.
    fn usual_name(&self, taken: &mut Vec<Area>) -> Option<Scatter> {
        let name = text::cut(&text::clean(&self.trend.usual), 40, self.frame.width() / 2.0);
        let width = text::width(&name);
        let limits = |index: usize| self.trend.points.get(index)?.limits;
        let starts = (0..self.trend.points.len()).filter(|index| limits(*index).is_some());
        let mut places = starts.flat_map(|start| {
            let (low, high) = limits(start).unwrap_or_default();
            let half = text::LINE / 2.0;
            let (top, bottom) = (self.frame.y(&self.scale, high), self.frame.y(&self.scale, low));
            let heights = [top - half, top + half, bottom - half, bottom + half];
            heights.map(|y| (self.x(start) + INSET, y))
        });
        let area = |(x, y): (f64, f64)| Area::around(x + width / 2.0, y, (width / 2.0, text::LINE / 2.0));
        let found = places.find(|place| !name.is_empty() && self.is_free(&area(*place), taken))?;
        taken.push(area(found));
        let soft = Lettering::new(pen::SOFT, LabelAlign::Left);
        Some(self.at().caption(&name, found.0, found.1, soft))
    }

    /// What happened, in words beside its line, where there is room for all of them.
    fn event_words(&self, taken: &mut Vec<Area>) -> Vec<Scatter> {
        let mut captions = Vec::new();
        for event in &self.trend.events {
            let label = text::clean(&event.label);
            let room = words(self.frame.size);
            let rooms = [room, room * 0.75, room * 0.55];
            let whole = rooms.map(|room| text::wrap(&label, LINES + 1, room));
            let whole = whole
                .into_iter()
                .filter(|lines| !lines.is_empty() && !lines.contains('…'));
            let found = whole
                .filter_map(|lines| {
                    self.place_of_words(event.at, &lines, taken)
                        .map(|place| (lines, place))
                })
                .next();
            let Some((lines, (align, area))) = found else {
                continue;
            };
            taken.push(area);
            let x = match align {
                LabelAlign::Right => area.right,
                _ => area.left,
            };
            let soft = Lettering::new(pen::SOFT, align);
            captions.extend(self.at().lines(&lines, x, (area.top + area.bottom) / 2.0, soft));
        }
        captions
    }

    /// Where lines of text have room beside the line of an event: left of it before right of it, the lowest place first, where the
    /// least else is said.
    fn place_of_words(&self, at: usize, lines: &str, taken: &[Area]) -> Option<(LabelAlign, Area)> {
        let half = (
            text::widest(lines.lines()) / 2.0,
            lines.lines().count() as f64 * text::LINE / 2.0,
        );
        let x = self.x(at);
        let sides = [(LabelAlign::Right, -1.0), (LabelAlign::Left, 1.0)];
        let steps = (self.frame.height() / (text::LINE / 2.0)) as usize;
        sides.into_iter().find_map(|(align, side)| {
            let middle = x + side * (INSET + half.0);
            let heights =
                (0..=steps).map(|step| self.frame.floor() - 3.0 - half.1 - step as f64 * text::LINE / 2.0);
            let mut areas = heights.map(|y| Area::around(middle, y, half));
            let found = areas.find(|area| self.is_free(area, taken))?;
            Some((align, found))
        })
    }

    /// Whether text would stand in the plot, clear of other text and of all that is drawn: values with their intervals, edges of what is
    /// usual, other lines, levels, marks and events.
    fn is_free(&self, area: &Area, taken: &[Area]) -> bool {
        let Area {
            left,
            top,
            right,
            bottom,
        } = *area;
        let across = left >= self.frame.left && right <= self.frame.end();
        let is_inside = across && top >= self.frame.top && bottom <= self.frame.floor();
        let marks = self.trend.marks.iter().map(|mark| mark.value);
        let levels = self.trend.plateaus.iter().map(|plateau| plateau.value);
        let mut lines = marks.chain(levels);
        let mut flags = self.flags.iter().map(|flag| self.x(flag.at));
        is_inside
            && !taken.iter().any(|taken| taken.meets(area))
            && !self.runs_through(area)
            && !lines.any(|value| self.meets(area, value, value))
            && !flags.any(|x| (left - NEAR..=right + NEAR).contains(&x))
    }

    /// Whether what lies between two values meets an area from top to bottom.
    fn meets(&self, area: &Area, low: f64, high: f64) -> bool {
        let place = |value: f64| self.frame.y(&self.scale, value);
        place(high) < area.bottom - 1.0 && place(low) > area.top + 1.0
    }

    /// Whether a line or band from point to point runs through an area.
    fn runs_through(&self, area: &Area) -> bool {
        let points = &self.trend.points;
        let values = points.iter().map(|point| {
            let value = point.value?;
            Some((
                point.low.unwrap_or(value).min(value),
                point.high.unwrap_or(value).max(value),
            ))
        });
        let edge = |of: fn((f64, f64)) -> f64| {
            let edges = points
                .iter()
                .map(|point| point.limits.map(|limits| (of(limits), of(limits))));
            edges.collect::<Vec<_>>()
        };
        let edges = [edge(|limits| limits.0), edge(|limits| limits.1)];
        let beside = self.trend.beside.iter().map(|line| {
            let values = line.values.iter().take(points.len());
            values.map(|value| value.map(|value| (value, value))).collect()
        });
        let mut all = std::iter::once(values.collect::<Vec<_>>())
            .chain(edges)
            .chain(beside);
        all.any(|ends| self.is_crossed(area, &ends))
    }

    /// Whether what lies between the ends of each point, joined from point to point, meets an area.
    fn is_crossed(&self, area: &Area, ends: &[Option<(f64, f64)>]) -> bool {
        let alone = ends.iter().enumerate().any(|(index, ends)| {
            let is_over = (area.left..=area.right).contains(&self.x(index));
            is_over && ends.is_some_and(|(low, high)| self.meets(area, low, high))
        });
        let between = ends.windows(2).enumerate().any(|(index, pair)| {
            let [Some(from), Some(to)] = *pair else {
                return false;
            };
            let (start, end) = (self.x(index), self.x(index + 1));
            let (left, right) = (start.max(area.left), end.min(area.right));
            if left > right {
                return false;
            }
            let at = |x: f64, from: f64, to: f64| from + (to - from) * (x - start) / (end - start);
            let lowest = at(left, from.0, to.0).min(at(right, from.0, to.0));
            let highest = at(left, from.1, to.1).max(at(right, from.1, to.1));
            self.meets(area, lowest, highest)
        });
        alone || between
    }

    /// The lines of the levels that it kept.
    fn plateaus(&self) -> Vec<Line> {
        let line = |plateau: &Plateau| {
            let value = |index: usize| {
                (plateau.from..=plateau.to)
                    .contains(&index)
                    .then_some(plateau.value)
            };
            let data = (0..self.trend.points.len()).map(|index| DataPoint::from(pen::maybe(value(index))));
            Line::new()
                .symbol(Symbol::None)
                .line_style(LineStyle::new().color(pen::INK).width(1.0))
                .data(data.collect())
        };
        self.trend.plateaus.iter().map(line).collect()
    }

    /// The lines to compare with.
    fn beside(&self) -> Vec<Line> {
        let line = |(at, line): (usize, &Beside)| {
            let values = line.values.iter().take(self.trend.points.len());
            Line::new()
                .symbol(Symbol::None)
                .line_style(LineStyle::new().color(beside_colour(at)).width(1.25))
                .data(values.map(|value| DataPoint::from(pen::maybe(*value))).collect())
        };
        self.trend.beside.iter().enumerate().map(line).collect()
    }

    /// The shares below the periods, each a strip in three parts.
    fn strips(&self) -> Custom {
        let width = (self.pace() * STRIP).min(2.0 * self.frame.left).min(WIDEST_STRIP);
        let below = self.frame.bottom - STRIP_HEIGHT;
        let tones = [Tone::Bad, Tone::Neutral, Tone::Good];
        let parts = |(index, point): (usize, &crate::TrendPoint)| {
            let shares = point.shares.unwrap_or_default();
            let whole: f64 = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            let mut left = -width / 2.0;
            let part = |(share, tone): (f64, Tone)| {
                let part = vec![index as f64, left, width * share / whole, below, STRIP_HEIGHT];
                left += width * share / whole;
                let colour = if tone == Tone::Neutral {
                    pen::TRACK
                } else {
                    pen::colour(tone)
                };
                DataPoint::from(DataPointItem::new(part).item_style(pen::fill(colour, 1.0)))
            };
            shares.into_iter().zip(tones).map(part).collect::<Vec<_>>()
        };
        let points = self.trend.points.iter().enumerate();
        let points = points.filter(|(_, point)| point.shares.is_some());
        Custom::new()
            .id("strips:0")
            .data(points.flat_map(parts).collect())
    }

    fn lines(&self) -> Vec<Line> {
        let line = |run: Range<usize>| {
            let points = self.trend.points.iter().enumerate();
            let values = points.map(|(index, point)| point.value.filter(|_| run.contains(&index)));
            Line::new()
                .symbol(Symbol::None)
                .line_style(LineStyle::new().color(pen::ACCENT).width(2.0))
                .data(values.map(|value| DataPoint::from(pen::maybe(value))).collect())
        };
        let mut lines: Vec<Line> = self.runs().into_iter().map(line).collect();
        let values: Vec<f64> = self.trend.marks.iter().map(|mark| mark.value).collect();
        if let Some(last) = lines.pop_if(|_| !values.is_empty()) {
            lines.push(last.mark_line(pen::rules(&values, Across::Level, pen::SOFT, true)));
        }
        lines
    }

    /// Dots where the line alone does not show a value: at its end, between gaps, and everywhere if there are few.
    fn dots(&self) -> Custom {
        let points = &self.trend.points;
        let is_known = |index: usize| points.get(index).is_some_and(|point| point.value.is_some());
        let begins = |index: usize| index == 0 || self.trend.breaks.contains(&index);
        let is_joined =
            |index: usize| is_known(index + 1) && !begins(index + 1) || !begins(index) && is_known(index - 1);
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
        let x = self.x(index) + 11.0;
        let mut captions = vec![self.at().caption(&self.value, x, level, strong)];
        let soft = Lettering::new(pen::SOFT, LabelAlign::Left);
        let aside = self.frame.end() + 11.0;
        let first_beside = self.names.len() - self.trend.beside.len();
        let places = self.name_places(level, limits);
        for (at, (name, place)) in self.names.iter().zip(places).enumerate() {
            let lettering = match at.checked_sub(first_beside) {
                Some(at) => Lettering::new(beside_colour(at), LabelAlign::Left),
                None => soft,
            };
            captions.extend(self.at().lines(name, aside, place, lettering));
        }
        captions.extend(self.flags.iter().map(|flag| self.number(flag)));
        captions.extend(self.stretch_names());
        let mut taken = Vec::new();
        captions.extend(self.event_words(&mut taken));
        captions.extend(self.usual_name(&mut taken));
        if !self.trend.axis.name.is_empty() {
            captions.push(pen::title(&self.at(), &self.trend.axis.name, &self.frame));
        }
        captions
    }

    /// Where the names of the marks stand: beside their lines, clear of the last value and of each other.
    fn name_places(&self, level: f64, limits: (f64, f64)) -> Vec<f64> {
        let marks = self.trend.marks.iter();
        let marks = marks.map(|mark| self.frame.y(&self.scale, mark.value));
        // What changed stands nearest to the last value, below it.
        let others = self.trend.marks.len() + self.trend.beside.len();
        let change = (self.names.len() > others).then_some(level + 1e-6);
        let ends = self.trend.beside.iter().map(|line| {
            let last = line.values.iter().rev().flatten().next();
            last.map_or(level, |value| self.frame.y(&self.scale, *value))
        });
        let wanted = change.into_iter().chain(marks).chain(ends);
        let mut places: Vec<f64> = wanted.chain([level]).collect();
        let heights = self.names.iter().map(|name| name.lines().count());
        let heights: Vec<f64> = heights
            .chain([1])
            .map(|lines| lines as f64 * text::LINE)
            .collect();
        pen::keep_apart(&mut places, &heights, self.names.len(), limits);
        places.truncate(self.names.len());
        places
    }

    fn number(&self, flag: &Flag) -> Scatter {
        let y = self.frame.top - 2.0 - text::LINE * (flag.row as f64 + 0.5);
        let centred = Lettering::new(pen::INK, LabelAlign::Center).strong();
        self.at().caption(&flag.text, self.x(flag.at), y, centred)
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
        .flat_map(|point| {
            let (low, high) = point.limits.unzip();
            [point.value, point.low, point.high, low, high]
        })
        .flatten();
    Scale::round(
        &trend.axis,
        points
            .chain(trend.marks.iter().map(|mark| mark.value))
            .chain(trend.plateaus.iter().map(|plateau| plateau.value))
            .chain(
                trend
                    .beside
                    .iter()
                    .flat_map(|line| line.values.iter().copied().flatten()),
            ),
        4.0,
    )
}

/// The room for a line of words, in px.
fn words(size: Size) -> f64 {
    (f64::from(size.width) * 0.24).clamp(WORDS.1, WORDS.0)
}

/// The colour of a line to compare with, and of its name, so that two of them can be told apart.
const fn beside_colour(at: usize) -> &'static str {
    if at.is_multiple_of(2) { pen::INK } else { pen::SOFT }
}

/// In how many rows numbers of events stand.
fn rows(flags: &[Flag]) -> usize {
    flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0)
}

/// The frame without the rows of the events. From one period to the next it is a number of halves of a px, so that steps are
/// alike.
fn frame(trend: &Trend, scale: &Scale, size: Size, value: &str, names: &[String]) -> Frame {
    let half = text::widest(labels(trend)) / 2.0;
    let names = names.iter().flat_map(|name| name.lines());
    let right = (text::width(value) * text::STRONG).max(text::widest(names)) + 12.0;
    let left = (scale.label_width() + pen::GAP).max(half).ceil();
    let steps = (trend.points.len().max(2) - 1) as f64;
    let room = f64::from(size.width) - left - right.max(half);
    let pace = room / steps;
    let pace = if pace < 2.0 {
        pace
    } else {
        (2.0 * pace).floor() / 2.0
    };
    Frame {
        size,
        left,
        right: f64::from(size.width) - left - pace * steps,
        top: if trend.axis.name.is_empty() { 10.0 } else { 30.0 },
        bottom: if has_strips(trend) {
            30.0 + 10.0 + STRIP_HEIGHT
        } else {
            30.0
        },
    }
}

fn has_strips(trend: &Trend) -> bool {
    trend.points.iter().any(|point| point.shares.is_some())
}

/// A usual number of periods from one label to the next: quarters, half years and years of months among them.
fn every(at_least: usize) -> usize {
    let usual = [1, 2, 3, 4, 6, 12, 24, 36, 48, 60, 120];
    usual
        .into_iter()
        .find(|&every| every >= at_least)
        .unwrap_or(at_least)
}
