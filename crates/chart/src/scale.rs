//! The extent and the ticks of a measured axis.

use crate::figure::Axis;
use crate::text;

/// An axis from `min` to `max` with a tick at every multiple of `step`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) step: f64,
    wording: Wording,
}

/// How the numbers of an axis are worded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wording {
    decimals: usize,
    /// The mark before decimals, unless it is a point.
    mark: Option<char>,
    unit: String,
}

impl Wording {
    /// For ticks that are a step apart.
    fn new(axis: &Axis, step: f64) -> Self {
        let decimals = (0..9).find(|&n| is_whole(step * 10_f64.powi(n))).unwrap_or(9);
        Self {
            decimals: decimals as usize,
            mark: mark(axis),
            unit: text::clean_unit(&axis.unit),
        }
    }

    /// Reads what [`Self::written`] gives.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let (number, unit) = written.split_once(':')?;
        let mark = number.chars().last().filter(|c| !c.is_ascii_digit());
        let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        Some(Self {
            decimals: digits.parse().ok()?,
            mark,
            unit: unit.to_owned(),
        })
    }

    /// Its form in an option: decimals, with their mark if it is no point, and the unit.
    fn written(&self) -> String {
        let mark = self.mark.map_or_else(String::new, String::from);
        format!("{}{mark}:{}", self.decimals, self.unit)
    }

    /// A number with its unit: digits in groups of three, from five on.
    pub(crate) fn word(&self, value: f64) -> String {
        let digits = format!("{:.*}", self.decimals, value.abs());
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut word = String::from(if value < 0.0 { "\u{2212}" } else { "" });
        for (at, digit) in whole.char_indices() {
            let left = whole.len() - at;
            if whole.len() > 4 && at > 0 && left.is_multiple_of(3) {
                word.push('\u{202f}');
            }
            word.push(digit);
        }
        if !decimals.is_empty() {
            word.push(self.mark.unwrap_or('.'));
            word.push_str(decimals);
        }
        word + &self.unit
    }
}

impl Scale {
    /// The scale that holds the values and the axis' own limits, with round ends and about `ticks` ticks.
    pub(crate) fn round(axis: &Axis, values: impl IntoIterator<Item = f64>, ticks: f64) -> Self {
        let (low, high) = extent(axis, values);
        let step = step(high - low, ticks, &axis.unit);
        let min = (low / step + 1e-9).floor() * step;
        let max = (high / step - 1e-9).ceil() * step;
        Self {
            min,
            max,
            step,
            wording: Wording::new(axis, step),
        }
    }

    /// The scale with exactly these ends.
    pub(crate) fn exact(axis: &Axis, min: f64, max: f64, ticks: f64) -> Self {
        let step = step(max - min, ticks, &axis.unit);
        Self {
            min,
            max,
            step,
            wording: Wording::new(axis, step),
        }
    }

    /// Where a value stands between the ends, 0 to 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        (value - self.min) / (self.max - self.min)
    }

    /// The ticks in rising order.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let first = (self.min / self.step - 1e-9).ceil();
        let count = (self.max / self.step + 1e-9).floor() - first;
        (0..=count.max(0.0) as u32)
            .map(|i| (first + f64::from(i)) * self.step)
            .collect()
    }

    /// How a tick is worded, as an option says it.
    pub(crate) fn formatter(&self) -> String {
        format!("number:{}", self.wording.written())
    }

    /// The width of the widest tick label in px.
    pub(crate) fn label_width(&self) -> f64 {
        self.ticks()
            .into_iter()
            .map(|tick| text::width(&self.wording.word(tick)))
            .fold(0.0, f64::max)
    }
}

/// The mark, if it is not the point: a sign that is no part of a number otherwise, nor of the function's name.
fn mark(axis: &Axis) -> Option<char> {
    let is_mark = |c: &char| !matches!(c, '.' | ':') && !c.is_alphanumeric() && !c.is_control();
    axis.decimal_mark.filter(is_mark)
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6 * value.abs().max(1e-3)
}

/// How many ticks have room side by side on `width` px, if one of them is the value.
pub(crate) fn room(axis: &Axis, value: f64, width: f64) -> f64 {
    let label = text::width(&format!("{value:.0}{}", axis.unit));
    (width / (label + 28.0)).clamp(1.0, 7.0)
}

/// The ends of the data and the axis' own limits together, never of no length.
fn extent(axis: &Axis, values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let all = values.into_iter().chain(axis.min).chain(axis.max);
    let (low, high) = all.fold(ends, |(low, high), value| (low.min(value), high.max(value)));
    if high - low > 1e-9 * high.abs().max(low.abs()) {
        return (low, high);
    }
    let margin = (high.abs() / 10.0).max(1.0);
    (low - margin, high + margin)
}

/// The round distance that gives about `ticks` ticks over `span`.
fn step(span: f64, ticks: f64, unit: &str) -> f64 {
    let wanted = span / ticks;
    if unit.trim() == "h" && wanted > 2.0 {
        let days = [3.0, 6.0, 12.0, 24.0, 48.0, 72.0, 168.0, 336.0, 672.0];
        if let Some(&hours) = days.iter().find(|&&hours| hours >= wanted * 0.8) {
            return hours;
        }
    }
    let power = 10_f64.powf(wanted.log10().floor());
    let quarter = if power >= 10.0 { 2.5 } else { 2.0 };
    let factor = [1.0, 2.0, quarter, 5.0]
        .into_iter()
        .find(|factor| factor * power >= wanted * 0.95);
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(unit: &str) -> Axis {
        Axis {
            unit: unit.into(),
            ..Axis::default()
        }
    }

    #[test]
    fn ends_and_ticks_are_round() {
        let scale = Scale::round(&axis(" %"), [58.9, 71.2], 4.0);
        assert_eq!(scale.ticks(), [55.0, 60.0, 65.0, 70.0, 75.0]);
        assert_eq!((scale.min, scale.max), (55.0, 75.0));
        assert_eq!(scale.formatter(), "number:0:\u{a0}%");
    }

    #[test]
    fn small_spans_have_decimals() {
        let scale = Scale::round(&axis(""), [4.12, 4.38], 4.0);
        assert_eq!(scale.formatter(), "number:1:");
        assert!(scale.min <= 4.12 && scale.max >= 4.38);
    }

    #[test]
    fn decimals_stand_behind_the_mark_of_the_language() {
        let formatter = |mark: char| {
            let axis = Axis {
                decimal_mark: Some(mark),
                ..Axis::default()
            };
            Scale::round(&axis, [4.12, 4.38], 4.0).formatter()
        };
        assert_eq!(formatter(','), "number:1,:");
        assert_eq!(formatter('.'), "number:1:");
        assert_eq!(formatter(':'), "number:1:");
    }

    #[test]
    fn hours_tick_by_days() {
        let scale = Scale::exact(&axis(" h"), 0.0, 168.0, 6.0);
        assert_eq!(scale.ticks(), [0.0, 24.0, 48.0, 72.0, 96.0, 120.0, 144.0, 168.0]);
    }

    #[test]
    fn one_value_still_has_an_extent() {
        for value in [0.0, 7.0, -3.0, 1e9] {
            let scale = Scale::round(&axis(""), [value], 4.0);
            assert!(scale.min < value && value < scale.max, "{scale:?}");
        }
    }
}
