//! A net share of answers: the share on the good side less the share on the bad side.

use cxpress_metric::{
    Absence, Approximation, Difference, Estimate, Figure, Interval, Method, Part, Reading, Role, Scores,
    Summary, Tone, Unit,
};
use cxpress_stats::net::{self, NetShare};
use cxpress_stats::{Range, Z95, mover};

use crate::moments::Moments;
use crate::{count, scores, share};

/// Which answers count for, and which against. Each is a test of a score; no score passes both.
#[derive(Clone, Copy, Debug)]
pub struct Net<G = fn(i32) -> bool, B = fn(i32) -> bool> {
    /// Whether a score counts for.
    pub good: G,
    /// Whether a score counts against.
    pub bad: B,
}

impl<G, B> Net<G, B>
where
    G: Fn(i32) -> bool + Copy,
    B: Fn(i32) -> bool + Copy,
{
    /// The figure: the net share, the three groups (good, other, bad) as parts in per cent and as counts, and the
    /// distribution.
    #[must_use]
    pub fn figure(self, summary: &Summary, shares: [&'static str; 3], counts: [&'static str; 3]) -> Figure {
        scores::grouped(
            summary,
            Unit::Points,
            |score| Some(self.tone(score)),
            |scores| (self.reading(scores), self.parts(scores, shares, counts)),
        )
    }

    /// The group that a score is in.
    fn tone(self, score: i32) -> Tone {
        match ((self.good)(score), (self.bad)(score)) {
            (true, _) => Tone::Good,
            (_, true) => Tone::Bad,
            (false, false) => Tone::Middle,
        }
    }

    /// The net share in points, −100 … 100, with the adjusted Wald interval (Rocks 2016); *no data* without
    /// answers.
    ///
    /// ¾ of a good, ¾ of a bad and 1½ of the other answers are added before the interval is computed; the
    /// point stays raw.
    fn reading(self, scores: &Scores) -> Reading {
        let Some((share, coded)) = self.of(scores) else {
            return Reading::Absent(Absence::NoData);
        };
        let interval = range(share, Z95).map(|r| Interval::new(100.0 * r.low, 100.0 * r.high));
        let uncut = net::adjusted_wald_uncut(share.positive, share.negative, share.n, Z95);
        let estimate = Estimate::new(100.0 * coded.mean, coded.n)
            .with_interval(interval, Method::AdjustedWald)
            .with_uncut(uncut.map(|r| Interval::new(100.0 * r.low, 100.0 * r.high)))
            .with_effective(coded.effective)
            .with_variance(Some(1e4 * coded.variance))
            .with_limits(-100.0, 100.0);
        Reading::Value(estimate)
    }

    /// The three groups as parts, in per cent and as counts: good, other, bad.
    fn parts(self, scores: &Scores, shares: [&'static str; 3], counts: [&'static str; 3]) -> Vec<Part> {
        let other = move |score| !(self.good)(score) && !(self.bad)(score);
        vec![
            share::named(shares[0], scores, self.good).with_role(Role::Group(Tone::Good)),
            share::named(shares[1], scores, other).with_role(Role::Group(Tone::Middle)),
            share::named(shares[2], scores, self.bad).with_role(Role::Group(Tone::Bad)),
            count(counts[0], number(scores, self.good), scores.n()),
            count(counts[1], number(scores, other), scores.n()),
            count(counts[2], number(scores, self.bad), scores.n()),
        ]
    }

    /// The difference `after − before` in points: the square-and-add method from the two intervals (MOVER;
    /// Zou and Donner 2008), with the difference of the adjusted shares beside it.
    #[must_use]
    pub fn difference(self, before: &Summary, after: &Summary) -> Option<Difference> {
        let (before, coded_before) = self.of(before.scores()?)?;
        let (after, coded_after) = self.of(after.scores()?)?;
        let (old, new) = (coded_before.mean, coded_after.mean);
        let interval = move |z| {
            let ends = mover::difference(old, range(before, z)?, new, range(after, z)?);
            Some((100.0 * ends.low, 100.0 * ends.high))
        };
        let approximation = net::adjusted_difference(before, after).map(|adjusted| Approximation {
            difference: 100.0 * adjusted.difference,
            standard_error: 100.0 * adjusted.se,
            p: adjusted.p,
        });
        Some(Difference::new(100.0 * (new - old), interval).with_approximation(approximation))
    }

    /// Shares as fractions with their effective base.
    fn of(self, scores: &Scores) -> Option<(NetShare, Moments)> {
        let code = |score| f64::from(i8::from((self.good)(score)) - i8::from((self.bad)(score)));
        let coded = Moments::read(scores, code)?;
        let share = NetShare {
            positive: scores.share(self.good)?,
            negative: scores.share(self.bad)?,
            n: coded.effective,
        };
        Some((share, coded))
    }
}

/// The interval. With one or two unanimous answers the adjusted interval ends short of the raw score; it is
/// then extended to hold it.
fn range(share: NetShare, z: f64) -> Option<Range> {
    let point = share.positive - share.negative;
    let range = net::adjusted_wald(share.positive, share.negative, share.n, z)?;
    Some(Range {
        low: range.low.min(point),
        high: range.high.max(point),
    })
}

/// How many answers satisfy `test`, unweighted.
fn number(scores: &Scores, test: impl Fn(i32) -> bool) -> u64 {
    let passing = scores.cells().filter(|cell| test(cell.score));
    passing.map(|cell| cell.n).sum()
}
