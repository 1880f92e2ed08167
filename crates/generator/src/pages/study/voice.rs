//! What customers write: themes, what they go with, and the tone.

use cxpress_chart::{Breakdown, Chart, Mark, Row, Tone};
use cxpress_metric::{Estimate, Method, Unit};
use cxpress_report::{Counts, Impact, Report, Shown, ThemeImpact};

use super::{Builder, Found, QuotesView, Section, at_the_top, beyond_zero, ends, lay_out, pages, spec, told};
use crate::context::Context;
use crate::exhibits::axis::{OnAxis, percent};
use crate::exhibits::{Cell, Exhibit, detail};
use crate::language::Words;
use crate::page::Page;
use crate::pages::{Anchor, Content, Find, Name, PageKind};
use crate::plan::{Plan, Spec};

/// The most themes that are named together as the most frequent.
const NAMED: usize = 3;

/// What customers wrote in a period, by theme, in the order of the Pareto: what is published of it.
fn quoted(report: &Report, period: usize) -> Vec<(usize, &[String])> {
    let of_theme = |figure: usize| {
        let quoted = report.quotes.iter().find(|quoted| quoted.theme == figure)?;
        let texts = quoted.periods.get(period).filter(|texts| !texts.is_empty())?;
        Some((figure, texts.as_slice()))
    };
    let themes = themes(report, period).into_iter();
    themes.filter_map(|(figure, _)| of_theme(figure)).collect()
}

/// What customers write.
pub(in crate::pages) struct Voice;

impl PageKind for Voice {
    fn spec(&self) -> Spec {
        spec("voice", "nav-voice", 8)
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        pages(report, self.spec().name, |period| {
            told(report, period).any(|figure| figure.counts == Counts::Comments)
        })
    }

    /// What customers wrote, as far as it is published.
    fn finds(&self, report: &Report, _: &Words, plan: &Plan) -> Vec<(Name, Anchor)> {
        let find = |page: Page, theme: usize, text: &String| {
            let name = Name {
                find: Find::Quote,
                title: text.clone(),
                note: report.figures[theme].label.clone(),
            };
            (name, Anchor::new(page, "quotes"))
        };
        let pages = plan.pages().filter(|page| page.kind == self.spec().name);
        let of_page = |page: Page| {
            let themes = quoted(report, page.period(report)).into_iter();
            themes.flat_map(move |(theme, texts)| texts.iter().map(move |text| find(page, theme, text)))
        };
        pages.flat_map(of_page).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        Some(lay_out(context, page, self.spec(), Builder::voice))
    }
}

impl<'a> Builder<'a> {
    pub(super) fn voice(self) -> Found {
        let sections = [self.themes(), self.quotes(), self.impacts(), self.tone()];
        Found {
            title: self.voice_title(),
            sub: self.words().get("voice-sub"),
            sections: sections.into_iter().flatten().collect(),
        }
    }

    /// *Long wait is what customers bring up most.*
    fn voice_title(self) -> String {
        let ranked: Vec<_> = themes(self.context.report, self.period)
            .into_iter()
            .map(|(figure, estimate)| {
                (
                    self.figure(figure).label.clone(),
                    ends(estimate.value, estimate.interval),
                )
            })
            .collect();
        let top = at_the_top(&ranked);
        if top.is_empty() || top.len() > NAMED {
            return self.words().get("voice-title");
        }
        let args = [("n", top.len().into()), ("list", self.words().list(&top).into())];
        self.words().say("voice-title-most", args)
    }

    fn themes(self) -> Option<Section> {
        let words = self.words();
        let columns = [
            ("column-theme", false),
            ("column-share", true),
            ("column-base", true),
            ("column-against-before", false),
        ];
        let mut table = self.table(words.get("themes-caption"), columns);
        let themes = themes(self.context.report, self.period);
        for (figure, estimate) in &themes {
            table.push(self.theme_line(*figure, estimate));
        }
        let (most, estimate) = themes.first()?;
        let alternative = words.say(
            "themes-alternative",
            [
                ("theme", self.figure(*most).label.as_str().into()),
                ("share", words.estimate(Unit::Percent, estimate).into()),
            ],
        );
        Some(Section {
            id: "themes".into(),
            title: words.get("section-themes"),
            chart: Some(Exhibit {
                title: String::new(),
                sub: self.themes_sub(&themes),
                chart: self.drawing(|| pareto(self.context.report, words, &themes)),
                alternative,
                table,
                events: Vec::new(),
            }),
            fine: std::iter::once(words.get("themes-method"))
                .chain(self.checked(&themes))
                .collect(),
            ..Section::default()
        })
    }

    /// A theme in a line, with the share by which themes are ranked.
    fn theme_line(self, figure: usize, estimate: &Estimate) -> Vec<Cell> {
        let words = self.words();
        let interval = estimate
            .interval
            .map(|it| words.measure(Unit::Percent, estimate.value).interval(it));
        let share = Cell::text(words.estimate(Unit::Percent, estimate)).small(interval);
        let name = match estimate.method {
            Method::RoganGladen => self.named(figure),
            _ => self.named_as_counted(figure),
        };
        vec![
            name,
            share.valued(estimate, Unit::Percent),
            self.base(figure),
            self.before(figure),
        ]
    }

    /// What the shares of themes are: counted, or corrected by people's labels.
    fn themes_sub(self, themes: &[(usize, Estimate)]) -> String {
        let words = self.words();
        let sub = words.get("themes-sub");
        let (is_corrected, any) = (
            all_corrected(self.context.report, self.period),
            self.any_corrected(themes),
        );
        let id = match (is_corrected, any) {
            (true, _) => "themes-sub-corrected",
            (false, true) => "themes-sub-counted",
            (false, false) => return sub,
        };
        words.say(id, [("text", sub.into())])
    }

    fn any_corrected(self, themes: &[(usize, Estimate)]) -> bool {
        themes
            .iter()
            .any(|(figure, _)| self.figure(*figure).is_corrected())
    }

    /// Whether people checked what is counted: of all themes the fewest labels.
    fn checked(self, themes: &[(usize, Estimate)]) -> Vec<String> {
        let words = self.words();
        let audits = themes
            .iter()
            .map(|(figure, _)| self.figure(*figure).audit.as_ref());
        let labels = audits.map(|audit| audit.map_or(0, |audit| audit.labels));
        let checked = match labels.min().unwrap_or(0) {
            0 => words.get("audit-voice-unchecked"),
            labels => words.say("audit-voice-labels", [("count", words.count(labels).into())]),
        };
        let compared = self
            .any_corrected(themes)
            .then(|| words.get("audit-voice-counted"));
        std::iter::once(checked).chain(compared).collect()
    }

    /// What customers wrote, theme by theme, in the order of the Pareto.
    fn quotes(self) -> Option<Section> {
        let of_theme = |(figure, texts): (usize, &[String])| QuotesView {
            theme: self.figure(figure).label.clone(),
            href: self.href(figure),
            texts: texts.to_vec(),
        };
        let quoted = quoted(self.context.report, self.period).into_iter();
        let quotes: Vec<QuotesView> = quoted.map(of_theme).collect();
        (!quotes.is_empty()).then(|| Section {
            id: "quotes".into(),
            title: self.words().get("section-quotes"),
            quotes,
            fine: vec![self.words().get("quotes-method")],
            ..Section::default()
        })
    }

    fn impacts(self) -> Option<Section> {
        let words = self.words();
        let ranked = impacts(self.context.report, self.period);
        let (first, _) = ranked.first()?;
        let outcome = self.figure(first.outcome);
        let columns = [
            ("column-theme", false),
            ("column-impact", true),
            ("column-apart", true),
            ("column-with", true),
            ("column-without", true),
        ];
        let caption = words.say("impacts-caption", [("outcome", outcome.label.as_str().into())]);
        let mut table = self.table(caption, columns);
        for (impact, found) in &ranked {
            table.push(self.impact_row(impact, found));
        }
        let sampled = self.sampled(ranked[0].1.sampled_from, ranked[0].1.with + ranked[0].1.without);
        Some(Section {
            id: "impact".into(),
            title: words.say("section-impact", [("outcome", outcome.label.as_str().into())]),
            paragraphs: vec![self.impact_sentence(&ranked)],
            chart: Some(Exhibit {
                title: String::new(),
                sub: words.get("impacts-sub"),
                chart: self.drawing(|| impact_chart(self.context.report, words, &ranked)),
                alternative: words.get("impacts-alternative"),
                table,
                events: Vec::new(),
            }),
            fine: [Some(words.get("impacts-method")), sampled]
                .into_iter()
                .flatten()
                .collect(),
            ..Section::default()
        })
    }

    fn impact_row(self, impact: &Impact, found: &ThemeImpact) -> Vec<Cell> {
        let unit = self.figure(impact.outcome).unit;
        let measure = self.words().measure(unit, found.impact);
        let interval = measure.difference_interval(found.interval);
        vec![
            self.named(impact.theme),
            Cell::text(measure.difference(found.impact))
                .value(found.impact, unit)
                .ends(found.interval, unit)
                .small(Some(interval)),
            Cell::text(measure.difference(found.difference)).value(found.difference, unit),
            Cell::count(self.words(), found.with),
            Cell::count(self.words(), found.without),
        ]
    }

    /// *Where customers bring up Long wait …: 3.2 points of it.* Ranked by the end of the interval nearest zero.
    fn impact_sentence(self, ranked: &[(&Impact, ThemeImpact)]) -> String {
        let words = self.words();
        let is_word = |found: &ThemeImpact| found.tested.is_word(found.interval);
        let Some((impact, found)) = ranked.iter().find(|(_, found)| is_word(found)) else {
            return words.get("impact-none");
        };
        let unit = self.figure(impact.outcome).unit;
        let measure = words.measure(unit, found.impact);
        words.say(
            "impact-largest",
            [
                ("theme", self.figure(impact.theme).label.as_str().into()),
                ("outcome", self.figure(impact.outcome).label.as_str().into()),
                ("way", if found.impact < 0.0 { "down" } else { "up" }.into()),
                ("impact", measure.amount(found.impact).into()),
                ("apart", measure.amount(found.difference).into()),
            ],
        )
    }

    /// What else is known of comments: the tone.
    fn tone(self) -> Option<Section> {
        let words = self.words();
        let columns = [
            ("column-figure", false),
            ("column-value", true),
            ("column-base", true),
            ("column-against-before", false),
        ];
        let mut table = self.table(words.get("tone-caption"), columns);
        for (index, figure) in self.context.report.figures.iter().enumerate() {
            let told = self.total(index).is_some_and(crate::plan::tells);
            if figure.counts == Counts::Comments && figure.unit != Unit::Percent && told {
                table.push(self.line(index));
            }
        }
        Some(Section {
            id: "tone".into(),
            title: words.get("section-tone"),
            tables: vec![table.if_any()?],
            ..Section::default()
        })
    }
}

/// The themes of comments in a period, the most frequent first.
/// They are ranked by their corrected shares where all of them are corrected, and else by what was counted.
fn themes(report: &Report, period: usize) -> Vec<(usize, Estimate)> {
    let is_corrected = all_corrected(report, period);
    let share = |(index, shown): (usize, &Shown)| {
        let reading = if is_corrected {
            shown.told()
        } else {
            shown.headline
        };
        Some((index, *reading.estimate()?))
    };
    let mut themes: Vec<_> = of_themes(report, period).filter_map(share).collect();
    themes.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    themes
}

/// The themes that are shown in a period.
fn of_themes(report: &Report, period: usize) -> impl Iterator<Item = (usize, &Shown)> {
    let figures = report.figures.iter().enumerate();
    let shares =
        figures.filter(|(_, figure)| figure.counts == Counts::Comments && figure.unit == Unit::Percent);
    shares.filter_map(move |(index, figure)| Some((index, figure.total.get(period)?.shown()?)))
}

/// Whether the shares of all themes are corrected.
fn all_corrected(report: &Report, period: usize) -> bool {
    let mut shown = of_themes(report, period).filter(|(_, shown)| shown.headline.estimate().is_some());
    shown.all(|(_, shown)| shown.corrected.is_some())
}

/// The themes of comments by how frequent they are.
fn pareto(report: &Report, words: &Words, themes: &[(usize, Estimate)]) -> Option<Chart> {
    let row = |(index, estimate): &(usize, Estimate)| {
        let interval = estimate.interval;
        Row {
            label: report.figures[*index].label.clone(),
            value: estimate.value,
            low: interval.map_or(estimate.value, |interval| interval.low),
            high: interval
                .and_then(|interval| interval.high)
                .unwrap_or(estimate.value),
            text: words.estimate(Unit::Percent, estimate),
            detail: detail(report, words, &report.figures[*index], estimate),
            tone: Tone::Accent,
            before: None,
            note: String::new(),
        }
    };
    let rows: Vec<Row> = themes.iter().map(row).collect();
    (rows.len() > 1).then(|| {
        Chart::Breakdown(Breakdown {
            rows,
            axis: percent(words, String::new(), Some(0.0)),
            reference: None,
            heads: Default::default(),
            added: Vec::new(),
        })
    })
}

/// The impacts of themes on the outcome that most of them are held against, the largest for certain first, those that
/// lower it before those that raise it.
fn impacts(report: &Report, period: usize) -> Vec<(&Impact, ThemeImpact)> {
    let all = report.impacts.iter();
    let all = all.filter_map(|impact| Some((impact, (*impact.periods.get(period)?)?)));
    let mut found: Vec<(&Impact, ThemeImpact)> = all.collect();
    let outcome = found.first().map(|(impact, _)| impact.outcome);
    found.retain(|(impact, _)| Some(impact.outcome) == outcome);
    found.sort_by(|a, b| {
        let sure = |found: &ThemeImpact| (-beyond_zero(found.interval).abs(), found.impact);
        let (a, b) = (sure(&a.1), sure(&b.1));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    found
}

/// What themes take from an outcome, or add to it.
fn impact_chart(report: &Report, words: &Words, found: &[(&Impact, ThemeImpact)]) -> Option<Chart> {
    let unit = report.figures[found.first()?.0.outcome].unit;
    let on_axis = OnAxis::new(unit, found[0].1.impact);
    let row = |(impact, found): &(&Impact, ThemeImpact)| Row {
        label: report.figures[impact.theme].label.clone(),
        value: on_axis.scaled(found.impact),
        low: on_axis.scaled(found.interval.low),
        high: on_axis.scaled(found.interval.high.unwrap_or(found.impact)),
        text: words.measure(unit, found.impact).signed(found.impact),
        detail: words
            .measure(unit, found.impact)
            .difference_interval(found.interval),
        tone: match beyond_zero(found.interval) {
            0.0 => Tone::Neutral,
            sure if sure < 0.0 => Tone::Bad,
            _ => Tone::Good,
        },
        before: None,
        note: String::new(),
    };
    Some(Chart::Breakdown(Breakdown {
        rows: found.iter().map(row).collect(),
        axis: on_axis.axis(words),
        reference: Some(Mark {
            value: 0.0,
            label: words.get("impact-zero"),
        }),
        heads: Default::default(),
        added: Vec::new(),
    }))
}
