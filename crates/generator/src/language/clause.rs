//! What a figure and its changes are called within sentences.

use cxpress_report::{FigureSeries, Report, Verdict};

use super::words::Words;

impl Words {
    /// What a change of a figure for better or worse is called in a sentence, without a capital or a full stop: *fewer customers
    /// found it easy to get help*. What the configuration says comes first; then what is known of the metric, where no other
    /// figure is of it; then its name.
    pub(crate) fn clause(&self, report: &Report, figure: &FigureSeries, mark: Verdict) -> String {
        let (own, key) = match mark {
            Verdict::Improved => (&figure.forms.better, "better"),
            _ => (&figure.forms.worse, "worse"),
        };
        let metric = &figure.metric.id;
        let mut others = report.figures.iter().filter(|other| other.id != figure.id);
        let is_alone = others.all(|other| other.metric.id != *metric);
        let args = || [("figure", self.counted_name(figure).into())];
        let alone = || {
            let id = format!("{key}-{metric}");
            is_alone.then(|| self.find(&id, args())).flatten()
        };
        let each = || self.find(&format!("{key}-each-{metric}"), args());
        let verdict = || self.say(&format!("clause-{key}"), args());
        own.clone().or_else(alone).or_else(each).unwrap_or_else(verdict)
    }

    /// What a figure is called within a sentence: *recommendation*; its name where nothing else is known.
    pub(crate) fn noun(&self, figure: &FigureSeries) -> String {
        figure
            .forms
            .noun
            .clone()
            .unwrap_or_else(|| self.counted_name(figure))
    }
}
