//! Where a change comes from, in words: the groups that lead it, those that only echo them, and those that changed by
//! themselves.

use std::collections::BTreeMap;

use cxpress_report::{Echo, EchoKind, Echoes, FigureSeries, LeadingGroup, Report, Way};

use super::course::Told;
use super::{Words, say};

/// The mark of a group of a figure whose change is that of others seen again: *with Live chat*; none for any other.
pub(crate) fn mark(
    words: &Words,
    report: &Report,
    (figure, period): (&FigureSeries, usize),
    (dimension, value): (usize, usize),
) -> Option<String> {
    let echoes = figure.total.get(period)?.shown()?.echoes.as_ref()?;
    let own = figure.slice(dimension, value)?.cells.get(period)?.shown()?;
    let is_marked = cxpress_report::TileVerdict::of(own).is_some_and(|it| it.is_marked());
    let leading = leading(words, report, echoes);
    let is_echo = is_marked && echoes.is_echo(dimension, value);
    is_echo.then(|| words.say("echo-with", [("leading", leading.into())]))
}

/// The leading groups: *Live chat and Phone*.
fn leading(words: &Words, report: &Report, echoes: &Echoes) -> String {
    let groups = echoes.leading.iter();
    let labels: Vec<String> = groups
        .map(|group| label(report, group.dimension, group.value))
        .collect();
    words.list(&labels)
}

fn label(report: &Report, dimension: usize, value: usize) -> String {
    report.dimensions[dimension].values[value].label.clone()
}

impl<'a> Told<'a> {
    /// Where the change that is told comes from, in a few sentences that name a few groups; none where that is not known.
    pub(crate) fn echoes(self) -> Option<String> {
        self.echoes_by(Words::few)
    }

    /// The same with all groups by name.
    pub(crate) fn all_echoes(self) -> Option<String> {
        self.echoes_by(Words::list)
    }

    fn echoes_by(self, list: fn(&Words, &[String]) -> String) -> Option<String> {
        let echoes = self.shown.echoes.as_ref()?;
        let change = self.verdict()?.change(self.shown)?;
        let told = ToldEchoes {
            told: self,
            echoes,
            way: say::way(change.way()),
            list,
            leading: leading(self.words, self.report, echoes),
        };
        let sentences = told.sentences(change.way()).into_iter();
        let sentences = sentences.map(|it| {
            let sentence = say::capitalised(&it);
            self.words.say("course-said", [("sentence", sentence.into())])
        });
        Some(sentences.collect::<Vec<_>>().join(" "))
    }
}

/// What there is to tell.
struct ToldEchoes<'a> {
    told: Told<'a>,
    echoes: &'a Echoes,
    way: &'static str,
    /// How groups are listed.
    list: fn(&Words, &[String]) -> String,
    /// The leading groups.
    leading: String,
}

impl<'a> ToldEchoes<'a> {
    fn sentences(&self, way: Way) -> Vec<String> {
        if way == Way::Level {
            return Vec::new();
        }
        if self.echoes.leading.is_empty() {
            return vec![self.say("echo-none", [])];
        }
        let others = [self.open(), self.seen(), self.own(), self.unpaired()];
        let all = std::iter::once(self.leads()).chain(others.into_iter().flatten());
        all.collect()
    }

    /// *Live chat fell 21.0 points and Phone 15.0 points*.
    fn leads(&self) -> String {
        let amounts: Option<Vec<String>> = self
            .echoes
            .leading
            .iter()
            .map(|group| self.amount(group))
            .collect();
        let labels: Vec<String> = self.echoes.leading.iter().map(|it| self.label(it)).collect();
        match (amounts.as_deref(), labels.as_slice()) {
            (Some([amount]), [group]) => self.say(
                "echo-leads",
                [("group", group.clone()), ("amount", amount.clone())],
            ),
            (Some([amount, other]), [group, second]) => self.say(
                "echo-leads-both",
                [
                    ("group", group.clone()),
                    ("amount", amount.clone()),
                    ("second", second.clone()),
                    ("other", other.clone()),
                ],
            ),
            _ => self.say("echo-leads-only", [("group", self.leading.clone())]),
        }
    }

    /// Of which nothing is left that chance alone could not give, where that is not sure of all of them.
    fn open(&self) -> Option<String> {
        let is_open = |kind| matches!(kind, EchoKind::Open | EchoKind::Echo { remains: false });
        let any = self.echoes.others.iter().any(|it| it.kind == EchoKind::Open);
        self.listed("echo-open", |kind| any && is_open(kind))
    }

    /// Those whose change is that of the leading groups seen again.
    fn seen(&self) -> Option<String> {
        let any_open = self.echoes.others.iter().any(|it| it.kind == EchoKind::Open);
        let is_seen = |kind| match kind {
            EchoKind::Echo { remains } => remains || !any_open,
            EchoKind::Own { .. } | EchoKind::Open | EchoKind::Most | EchoKind::Alike => false,
        };
        let remains = self
            .echoes
            .others
            .iter()
            .any(|it| it.kind == EchoKind::Echo { remains: true });
        self.listed(if remains { "echo-mostly" } else { "echo-seen" }, is_seen)
    }

    /// Those that changed without the leading groups as well: *Midlands (−13.7 points) fell outside Live chat as well*.
    fn own(&self) -> Option<String> {
        let words = self.told.words;
        let named = self.echoes.others.iter().filter_map(|it| {
            let EchoKind::Own { difference } = it.kind else {
                return None;
            };
            let label = self.label_of(it);
            let Some(difference) = difference else {
                return Some(label);
            };
            let unit = self.told.figure.judged_unit();
            let difference = words.measure(unit, difference).difference(difference);
            let args = [("group", label.into()), ("difference", difference.into())];
            Some(words.say("echo-own-group", args))
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| self.of_several("echo-own", &named))
    }

    /// Where it is not known whose answers are whose: *Region: most in Midlands; Segment: in all groups alike*.
    fn unpaired(&self) -> Option<String> {
        let mut by_dimension: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for other in &self.echoes.others {
            match other.kind {
                EchoKind::Most => {
                    let most = by_dimension.entry(other.dimension).or_default();
                    most.push(self.label_of(other));
                }
                EchoKind::Alike => drop(by_dimension.entry(other.dimension).or_default()),
                EchoKind::Echo { .. } | EchoKind::Own { .. } | EchoKind::Open => {}
            }
        }
        let clauses = by_dimension.into_iter().map(|(dimension, most)| {
            let dimension = self.told.report.dimensions[dimension].label.clone();
            let id = if most.is_empty() {
                "echo-alike"
            } else {
                "echo-most"
            };
            let list = (self.list)(self.told.words, &most);
            self.say(id, [("dimension", dimension), ("list", list)])
        });
        let clauses: Vec<String> = clauses.collect();
        (!clauses.is_empty()).then(|| clauses.join("; "))
    }

    fn listed(&self, id: &str, is_meant: impl Fn(EchoKind) -> bool) -> Option<String> {
        let meant = self.echoes.others.iter().filter(|it| is_meant(it.kind));
        let labels: Vec<String> = meant.map(|it| self.label_of(it)).collect();
        (!labels.is_empty()).then(|| self.of_several(id, &labels))
    }

    fn of_several(&self, id: &str, labels: &[String]) -> String {
        let words = self.told.words;
        let args = [
            ("way", self.way.into()),
            ("n", labels.len().into()),
            ("list", (self.list)(words, labels).into()),
            ("leading", self.leading.as_str().into()),
        ];
        words.say(id, args)
    }

    /// *21.0 points*; of a part that is judged, with its name.
    fn amount(&self, group: &LeadingGroup) -> Option<String> {
        let (words, figure) = (self.told.words, self.told.figure);
        let difference = group.difference?;
        let amount = words.measure(figure.judged_unit(), difference).amount(difference);
        let Some(part) = &figure.judged else {
            return Some(amount);
        };
        let part_name = say::judged_name(words, figure, part);
        let args = [
            ("amount", amount.into()),
            ("part", part_name.into()),
            ("unit", part.unit.name().into()),
        ];
        Some(words.say("echo-amount-judged", args))
    }

    fn label(&self, group: &LeadingGroup) -> String {
        label(self.told.report, group.dimension, group.value)
    }

    fn label_of(&self, group: &Echo) -> String {
        label(self.told.report, group.dimension, group.value)
    }

    fn say<const N: usize>(&self, id: &str, args: [(&str, String); N]) -> String {
        let args = args.into_iter().map(|(name, text)| (name, text.into()));
        let way = std::iter::once(("way", self.way.into()));
        self.told.words.say(id, way.chain(args))
    }
}
