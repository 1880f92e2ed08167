//! Service, perception and experience on one timeline, how they move together, and what staff believe.

use std::collections::BTreeSet;

use cxpress_metric::{Lens, Unit};
use cxpress_report::{DeliveryGap, Gap, Link, QualityFigures, Report};

use super::{Builder, Found, Section, lay_out, pages, spec, told};
use crate::context::Context;
use crate::exhibits::{Cell, Exhibit, Subject};
use crate::page::Page;
use crate::pages::{Content, PageKind};
use crate::pages::{lens, overview};
use crate::plan::Spec;

/// Service, perception and experience on one timeline.
pub(in crate::pages) struct Lenses;

impl PageKind for Lenses {
    fn spec(&self) -> Spec {
        spec("lenses", "nav-lenses", 3)
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        pages(report, self.spec().name, |period| {
            let lenses: BTreeSet<_> = told(report, period).map(|figure| figure.lens).collect();
            lenses.len() > 1 || (!lenses.is_empty() && !report.delivery_gaps.is_empty())
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        Some(lay_out(context, page, self.spec(), Builder::lenses))
    }
}

impl<'a> Builder<'a> {
    pub(super) fn lenses(self) -> Found {
        let lenses = lens::lenses(self.context, self.period);
        let mut sections: Vec<Section> = lenses
            .into_iter()
            .map(|(lens, label)| self.lens(lens, label))
            .collect();
        sections.extend(self.qualities());
        sections.extend(self.links());
        sections.extend(self.delivery_gaps());
        Found {
            title: self.words().get("lenses-title"),
            sub: self.words().get("lenses-sub"),
            sections,
        }
    }

    /// A lens: its first figure over time.
    fn lens(self, lens: Lens, label: String) -> Section {
        let first = self.first_of(lens);
        let trend = first.and_then(|index| {
            let trend = self.subject(index).trend()?;
            let title = self.figure(index).label.clone();
            Some(Exhibit { title, ..trend })
        });
        Section {
            id: lens.id().to_owned(),
            paragraphs: vec![self.words().get(&format!("lens-{}-is", lens.id()))],
            title: label,
            trend,
            ..Section::default()
        }
    }

    /// The other view of the same figures: whether customers got what they came for, how easy that was, how it felt.
    fn qualities(self) -> Vec<Section> {
        let lines = overview::Builder {
            context: self.context,
            page: self.page,
            period: self.period,
        };
        let section = |found: &QualityFigures| {
            let id = found.quality.id();
            let own = found.figures.iter().copied();
            let own: Vec<usize> = own.filter(|index| self.href(*index).is_some()).collect();
            let title = self.words().get(&format!("quality-{id}"));
            (!own.is_empty()).then(|| Section {
                id: id.to_owned(),
                paragraphs: vec![self.words().get(&format!("quality-{id}-is"))],
                lines: Some(lines.lines(title.clone(), &own)),
                title,
                ..Section::default()
            })
        };
        let qualities = self.context.report.qualities.iter();
        qualities.filter_map(section).collect()
    }

    fn subject(self, index: usize) -> Subject<'a> {
        Subject {
            context: self.context,
            page: self.page,
            period: self.period,
            index,
            figure: self.figure(index),
        }
    }

    /// The figure that stands for a lens: the first on a tile, or else the first.
    fn first_of(self, lens: Lens) -> Option<usize> {
        let report = self.context.report;
        let suits = |index: &usize| report.figures[*index].lens == lens && self.href(*index).is_some();
        let all = report.headlines.iter().copied().chain(0..report.figures.len());
        all.into_iter().find(suits)
    }

    fn links(self) -> Option<Section> {
        let report = self.context.report;
        let links = report.links.iter().filter(|_| self.period == report.current);
        let links: Vec<&Link> = links.collect();
        let sentences: Vec<String> = if links.iter().any(|link| link.correlation.is_some()) {
            links.iter().map(|link| self.link(link)).collect()
        } else {
            let none = links.first().map(|_| self.words().get("links-none"));
            none.into_iter().collect()
        };
        (!sentences.is_empty()).then(|| Section {
            id: "together".into(),
            title: self.words().get("section-links"),
            paragraphs: sentences,
            fine: vec![self.words().get("links-method")],
            ..Section::default()
        })
    }

    fn link(self, link: &Link) -> String {
        let names = [link.first, link.second].map(|index| self.figure(index).label.as_str());
        let mut args = vec![
            ("first", names[0].into()),
            ("second", names[1].into()),
            ("n", link.differences.into()),
        ];
        if link.same_answers {
            return self.words().say("link-same-answers", args);
        }
        let Some((correlation, interval)) = link.correlation else {
            return self.words().say("link-too-few", args);
        };
        let high = interval.high.unwrap_or(correlation);
        let id = if link.tested.is_word(interval) {
            "link-found"
        } else {
            "link-none"
        };
        args.push(("way", if correlation < 0.0 { "apart" } else { "together" }.into()));
        args.push(("r", self.words().signed(correlation, 2).into()));
        args.push(("low", self.words().signed(interval.low, 2).into()));
        args.push(("high", self.words().signed(high, 2).into()));
        self.words().say(id, args)
    }

    fn delivery_gaps(self) -> Option<Section> {
        let words = self.words();
        let columns = [
            ("column-figure", false),
            ("column-staff", true),
            ("column-customers", true),
            ("column-gap", true),
            ("column-belief", false),
        ];
        let mut table = self.table(words.get("delivery-caption"), columns);
        for gap in &self.context.report.delivery_gaps {
            table.push(self.gap_row(gap));
        }
        Some(Section {
            id: "delivery-gap".into(),
            title: words.get("section-delivery"),
            tables: vec![table.if_any()?],
            fine: vec![words.get("delivery-method")],
            ..Section::default()
        })
    }

    /// What staff believe and what customers say; where one of them cannot be shown, that there is no gap to tell.
    fn gap_row(self, gap: &DeliveryGap) -> Vec<Cell> {
        let mut row = vec![
            self.named(gap.customers),
            self.value(gap.staff),
            self.value(gap.customers),
        ];
        let found = gap.periods.get(self.period).copied().flatten();
        row.extend(found.map_or_else(
            || [Cell::none(), Cell::text(self.words().get("gap-unknown")).quiet()],
            |found| self.gap_cells(found),
        ));
        row
    }

    fn gap_cells(self, gap: Gap) -> [Cell; 2] {
        let words = self.words();
        let Gap {
            difference,
            interval,
            tested,
        } = gap;
        let measure = words.measure(Unit::Percent, difference);
        let reading = match tested.is_word(interval) {
            true if difference > 0.0 => ("gap-too-much", "worse"),
            true => ("gap-too-little", ""),
            false => ("gap-none", "same"),
        };
        let size = Cell::text(measure.difference(difference))
            .value(difference, Unit::Percent)
            .ends(interval, Unit::Percent)
            .small(Some(measure.difference_interval(interval)));
        let believed = Cell {
            class: reading.1,
            ..Cell::text(words.say(reading.0, [("amount", measure.amount(difference).into())]))
        };
        [size, believed]
    }
}
