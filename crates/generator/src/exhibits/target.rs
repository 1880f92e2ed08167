//! What figures are held to: the names of targets and benchmarks.

use cxpress_report::{Benchmark, FigureSeries};

use crate::context::Context;
use crate::language::{Words, say};

/// *target 45*.
pub(crate) fn target_label(words: &Words, figure: &FigureSeries, value: f64) -> String {
    let value = target_number(words, figure, value);
    words.say("target", [("value", value.into())])
}

/// *45*.
fn target_number(words: &Words, figure: &FigureSeries, value: f64) -> String {
    words.measure(figure.judged_unit(), value).target(value)
}

/// *Retail index 41*.
pub(crate) fn benchmark_label(words: &Words, figure: &FigureSeries, benchmark: &Benchmark) -> String {
    let value = words
        .measure(figure.judged_unit(), benchmark.value)
        .target(benchmark.value);
    words.say(
        "benchmark",
        [
            ("label", benchmark.label.as_str().into()),
            ("value", value.into()),
        ],
    )
}

impl Context<'_> {
    /// *target 80 % within 7 days*.
    pub(crate) fn target_name(&self, figure: &FigureSeries, value: f64) -> String {
        self.with_part(figure, target_label(self.words, figure, value))
    }

    /// *80 % within 7 days*.
    pub(crate) fn target_value(&self, figure: &FigureSeries, value: f64) -> String {
        self.with_part(figure, target_number(self.words, figure, value))
    }

    /// *Retail index 41*.
    pub(crate) fn benchmark_name(&self, figure: &FigureSeries, benchmark: &Benchmark) -> String {
        self.with_part(figure, benchmark_label(self.words, figure, benchmark))
    }

    /// A value with the part of the figure that it is about, where that is not the headline.
    fn with_part(&self, figure: &FigureSeries, value: String) -> String {
        match &figure.judged {
            Some(part) => format!("{value} {}", say::judged_name(self.words, figure, part)),
            None => value,
        }
    }
}
