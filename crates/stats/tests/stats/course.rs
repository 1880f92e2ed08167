//! The course of a series: check numbers of the definition, gaps and edges.

use super::close;
use cxpress_stats::course::{
    Course, Described, Judged, Name, Period, Setting, Shape, Stretch, describe, scan,
};
use cxpress_stats::{Range, Z95, invert, mover, net, normal, proportion};

/// Months; 30 answers are enough.
pub(crate) const MONTHS: Setting = Setting {
    year: Some(12),
    enough: 30.0,
    last_is_over: true,
};

/// Asserts that two numbers agree in the six digits of the check numbers.
#[track_caller]
fn same_digits(found: f64, expected: f64) {
    close(found, expected, 6e-6 * expected.abs().max(1e-300));
}

#[track_caller]
pub(crate) fn described(periods: &[Period]) -> Described {
    described_in(periods, MONTHS)
}

#[track_caller]
fn described_in(periods: &[Period], setting: Setting) -> Described {
    match describe(periods, setting) {
        Course::Described(described) => *described,
        other => panic!("no description: {other:?}"),
    }
}

/// The share of `x` of `n`, with half its Wilson interval.
pub(crate) fn share_period(position: i64, x: f64, n: f64) -> Period {
    let range = proportion::wilson(x / n, n, Z95).expect("a base");
    Period {
        position,
        value: x / n,
        se: range.width() / 2.0 / Z95,
        base: n,
    }
}

/// Shares of bases, month by month.
struct Shares {
    counts: Vec<f64>,
    bases: Vec<f64>,
}

impl Shares {
    fn of_300(counts: &[u32]) -> Self {
        Self::new(counts, &vec![300; counts.len()])
    }

    fn new(counts: &[u32], bases: &[u32]) -> Self {
        Self {
            counts: counts.iter().copied().map(f64::from).collect(),
            bases: bases.iter().copied().map(f64::from).collect(),
        }
    }

    fn periods(&self) -> Vec<Period> {
        let months = self.counts.iter().zip(&self.bases).enumerate();
        months
            .map(|(month, (&x, &n))| share_period(month as i64, x, n))
            .collect()
    }

    fn described(&self) -> Described {
        described(&self.periods())
    }

    /// Share and base of a stretch.
    fn pooled(&self, stretch: Stretch) -> (f64, f64) {
        let sum = |values: &[f64]| values[stretch.start..stretch.end].iter().sum::<f64>();
        (sum(&self.counts) / sum(&self.bases), sum(&self.bases))
    }

    /// Newcombe's interval of the change.
    fn interval(&self, described: &Described, z: f64) -> Option<Range> {
        let contrast = described.change.as_ref()?.contrast;
        let ((before, m), (after, n)) = (self.pooled(contrast.before), self.pooled(contrast.after));
        proportion::newcombe(before, m, after, n, z)
    }

    fn judged(&self, described: &Described) -> Judged {
        described.judge(invert::p_value(|z| self.interval(described, z)))
    }

    /// Asserts the interval of the change at 95 %.
    #[track_caller]
    fn changes_by(&self, described: &Described, low: f64, high: f64) {
        super::spans(self.interval(described, Z95), low, high, 6e-7);
    }
}

/// Where pieces start, and the line, counted from 1 as in the check numbers.
fn starts(described: &Described) -> Vec<usize> {
    let pieces = described.description.pieces.iter();
    let line = described.description.line.iter().map(|line| &line.stretch);
    pieces.chain(line).map(|stretch| stretch.start + 1).collect()
}

/// Asserts the Z of the change and where its window starts and splits, counted as the last place before.
#[track_caller]
fn splits(described: &Described, z: f64, window: usize, split: usize) {
    let change = described.change.as_ref().expect("a change");
    same_digits(change.z, z);
    let contrast = change.contrast;
    assert_eq!((contrast.before.start, contrast.after.start), (window, split));
    assert_eq!(contrast.before.end, contrast.after.start);
    assert_eq!(contrast.after.end, described.periods.len());
}

fn split_count(described: &Described) -> usize {
    described.change.as_ref().expect("a change").splits.len()
}

fn equal_shares(periods: usize, splits: impl Iterator<Item = usize>) -> Vec<f64> {
    splits.map(|split| split as f64 / periods as f64).collect()
}

#[test]
fn chance_of_the_largest_of_equal_periods() {
    let twelve = equal_shares(12, 3..=11);
    for (z, p) in [(2.0, 0.210811), (2.5, 0.068063), (3.0, 0.016822), (4.0, 0.000468)] {
        close(scan::p_value(z, &twelve), p, 5.1e-7);
    }
    same_digits(scan::p_value(5.0, &twelve), 4.66078e-6);
    close(
        scan::p_value(12.0_f64.sqrt(), &equal_shares(24, 12..=23)),
        0.003960,
        5.1e-7,
    );
    same_digits(scan::p_value(6.5, &twelve), 7.2288e-10);
}

#[test]
fn chance_of_the_largest_of_unequal_periods() {
    let weights = [100.0, 300.0, 200.0, 400.0, 150.0, 350.0, 250.0, 250.0];
    let whole: f64 = weights.iter().sum();
    let shares: Vec<f64> = (3..=7)
        .map(|split| weights[..split].iter().sum::<f64>() / whole)
        .collect();
    for (z, p) in [(2.5, 0.047041), (3.0, 0.011109), (4.0, 0.000288)] {
        close(scan::p_value(z, &shares), p, 5.1e-7);
    }
    close(scan::p_value(3.0, &[0.5]), 0.002700, 5.1e-7);
    // Nothing to look at, nothing found.
    assert_eq!(scan::p_value(3.0, &[]), 1.0);
    assert_eq!(scan::p_value(0.0, &shares), 1.0);
    assert_eq!(scan::p_value(f64::INFINITY, &shares), 0.0);
}

#[test]
fn normal_value_of_t() {
    for (df, z) in [(10.0, 2.763044), (26.0, 3.138835), (100.0, 3.390982)] {
        close(normal::z_of_t(3.5, df), z, 5.1e-7);
        close(normal::z_of_t(-3.5, df), z, 5.1e-7);
    }
    assert_eq!(normal::z_of_t(3.5, f64::INFINITY), 3.5);
}

#[test]
fn lower_since_the_tenth() {
    let shares = Shares::of_300(&[246, 250, 243, 249, 247, 252, 245, 248, 244, 216, 219, 214]);
    let found = shares.described();
    close(found.variance, 0.158237, 5.1e-7);
    assert_eq!((found.variation.ratio, found.variation.variance), (1.0, 0.0));
    assert_eq!(starts(&found), [1, 10]);
    same_digits(found.description.cost, 13.718007);
    splits(&found, -6.700608, 0, 9);
    assert_eq!(split_count(&found), 9);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 6.653838);
    same_digits(judged.p, 2.56993e-10);
    let change = found.change.as_ref().expect("a change");
    assert_eq!(change.shape, Shape::Since { start: 9, steps: 1 });
    let [before, after] = [change.contrast.before, change.contrast.after].map(|side| shares.pooled(side).0);
    close(after - before, -0.102593, 5.1e-7);
    shares.changes_by(&found, -0.135834, -0.070632);
    assert_eq!(found.dates(), [9]);
    assert_eq!(found.name(), Some(Name::Since));
    // Without variation besides chance the mean of a stretch is its pooled share.
    close(found.mean(change.contrast.after), after, 1e-12);
}

#[test]
fn falling_for_five_months() {
    let shares = Shares::of_300(&[271, 270, 272, 269, 271, 270, 270, 258, 243, 231, 201, 177]);
    let found = shares.described();
    close(found.variance, 0.127931, 5.1e-7);
    same_digits(found.description.cost, 20.338114);
    same_digits(found.description.cost_of_pieces, 37.050673);
    let line = found.description.line.expect("a line");
    assert_eq!((line.stretch.start, line.stretch.len()), (7, 5));
    close(line.slope, -0.068, 5.1e-7);
    splits(&found, -15.316640, 0, 10);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 14.712805);
    same_digits(judged.p, 4.80146e-48);
    assert_eq!(found.name(), Some(Name::Line));
    // "From 90.1 % to 59.0 %."
    close(found.mean(found.description.pieces[0]), 0.901, 5e-4);
    assert_eq!(found.dates(), [0_usize; 0]);
    assert_eq!(found.steady(), None);
}

#[test]
fn falling_over_all_six_months() {
    let shares = Shares::of_300(&[270, 258, 243, 231, 201, 177]);
    let found = shares.described();
    close(found.variance, 0.166315, 5.1e-7);
    assert_eq!(starts(&found), [1]);
    same_digits(found.description.cost, 16.116122);
    same_digits(found.description.cost_of_pieces, 32.658286);
    close(found.description.line.expect("a line").slope, -0.061714, 5.1e-7);
    splits(&found, -10.053530, 0, 4);
    assert_eq!(split_count(&found), 5);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 9.684910);
    same_digits(judged.p, 1.74758e-21);
}

#[test]
fn fell_in_the_last_month() {
    let shares = Shares::of_300(&[246, 250, 243, 249, 247, 252, 245, 248, 244, 246, 249, 203]);
    let found = shares.described();
    close(found.variance, 0.150462, 5.1e-7);
    assert_eq!(starts(&found), [1, 12]);
    splits(&found, -6.296150, 0, 11);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 6.273680);
    same_digits(judged.p, 3.17351e-9);
    shares.changes_by(&found, -0.203579, -0.095122);
    assert_eq!(found.change.as_ref().expect("a change").shape, Shape::Month);
    assert_eq!(found.name(), Some(Name::Month));
}

#[test]
fn back_after_three_months() {
    let shares = Shares::of_300(&[
        246, 250, 243, 249, 247, 252, 245, 248, 244, 246, 199, 203, 196, 247, 244, 250,
    ]);
    let found = shares.described();
    close(found.variance, 0.159012, 5.1e-7);
    assert_eq!(starts(&found), [1, 11, 14]);
    same_digits(found.description.cost, 26.361808);
    splits(&found, 8.452495, 10, 13);
    assert_eq!(split_count(&found), 5);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 7.698851);
    same_digits(judged.p, 6.86474e-14);
    for (&piece, mean) in found
        .description
        .pieces
        .iter()
        .zip([0.823333, 0.664444, 0.823333])
    {
        close(found.mean(piece), mean, 5.1e-7);
    }
    let year = found.year_before().expect("three months a year before");
    close(year.difference, -0.001111, 5.1e-7);
    close(year.se, 0.018798, 5.1e-7);
    assert_eq!(year.same_move, Some(false));
    assert_eq!(found.name(), Some(Name::Back));
}

#[test]
fn partly_back() {
    let shares = Shares::of_300(&[
        246, 250, 243, 249, 247, 252, 245, 248, 244, 178, 183, 174, 215, 211, 218, 214,
    ]);
    let found = shares.described();
    close(found.variance, 0.176392, 5.1e-7);
    assert_eq!(starts(&found), [1, 10, 13]);
    splits(&found, 6.509540, 9, 12);
    assert_eq!(split_count(&found), 6);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 5.791209);
    same_digits(judged.p, 4.13969e-8);
    for (&piece, mean) in found.description.pieces.iter().zip([0.823704, 0.594444, 0.715]) {
        close(found.mean(piece), mean, 5.1e-7);
    }
    assert_eq!(found.name(), Some(Name::Partly));
}

#[test]
fn no_change() {
    let found = Shares::of_300(&[246, 238, 251, 243, 247, 240, 249, 236, 244, 246, 239, 243]).described();
    close(found.variance, 0.151935, 5.1e-7);
    assert_eq!(starts(&found), [1]);
    same_digits(found.description.cost, 5.067947);
    assert_eq!(found.change, None);
    assert_eq!(found.judge(Some(1e-9)).p, 1.0);
    assert_eq!((found.name(), found.dates()), (None, Vec::new()));
    let steady = found.steady().expect("a level of twelve months");
    assert_eq!(steady.before, Stretch { start: 0, end: 9 });
    assert_eq!(steady.after, Stretch { start: 9, end: 12 });
    let error = (0.151935_f64 / 300.0 * (1.0 / 3.0 + 1.0 / 9.0)).sqrt();
    close(
        found.would_have_shown(),
        (12.0_f64.sqrt() + 0.841621) * error,
        1e-6,
    );
}

#[test]
fn it_has_varied_as_much_before() {
    let shares = Shares::of_300(&[
        246, 231, 258, 238, 254, 229, 257, 239, 256, 228, 251, 247, 204, 190, 199,
    ]);
    let found = shares.described();
    close(found.variance, 0.163463, 5.1e-7);
    same_digits(found.variation.ratio, 5.642118);
    assert_eq!(found.variation.neighbours, 13);
    close(found.variation.variance, 0.003794, 5.1e-7);
    same_digits(found.variation.degrees, 10.201229);
    assert_eq!(starts(&found), [1, 13]);
    same_digits(found.description.cost, 15.789107);
    splits(&found, -3.671531, 0, 12);
    let judged = shares.judged(&found);
    same_digits(judged.z_usual, 2.865324);
    same_digits(judged.z_own, 10.209589);
    close(judged.p, 0.030308, 5.1e-7);
    assert_eq!(found.dates(), [11, 12, 13]);
    assert_eq!(split_count(&found), 12);
}

#[test]
fn bases_that_differ() {
    let shares = Shares::new(
        &[124, 81, 205, 161, 98, 243, 122, 164, 83, 110, 68, 21],
        &[150, 100, 250, 200, 120, 300, 150, 200, 100, 160, 100, 32],
    );
    let found = shares.described();
    close(found.variance, 0.158575, 5.1e-7);
    assert_eq!(starts(&found), [1, 10]);
    same_digits(found.description.cost, 12.693454);
    splits(&found, -5.296479, 0, 9);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 5.243204);
    same_digits(judged.p, 1.33416e-6);
    shares.changes_by(&found, -0.192883, -0.079860);
}

#[test]
fn as_low_as_a_year_ago() {
    let shares = Shares::of_300(&[
        249, 249, 243, 243, 246, 216, 213, 216, 243, 246, 249, 246, 249, 246, 246, 243, 246, 213, 216, 213,
    ]);
    let found = shares.described();
    close(found.variance, 0.163395, 5.1e-7);
    assert_eq!(starts(&found), [1, 6, 9, 18]);
    same_digits(found.description.cost, 37.713640);
    splits(&found, -6.855850, 8, 17);
    assert_eq!(split_count(&found), 11);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 6.859227);
    same_digits(judged.p, 7.79785e-11);
    let year = found.year_before().expect("three months a year before");
    close(year.difference, -0.003333, 5.1e-7);
    close(year.se, 0.019055, 5.1e-7);
    assert_eq!(found.name(), Some(Name::AsAYearAgo));
    // A calendar without years has no year ago.
    let yearless = Setting { year: None, ..MONTHS };
    assert_eq!(described_in(&shares.periods(), yearless).name(), Some(Name::Back));
}

#[test]
fn back_after_one_month() {
    let shares = Shares::of_300(&[
        246, 250, 243, 249, 247, 252, 245, 248, 244, 246, 249, 190, 247, 245,
    ]);
    let found = shares.described();
    assert_eq!(starts(&found), [1, 12, 13]);
    same_digits(found.description.cost, 25.670748);
    splits(&found, 6.795675, 11, 12);
    assert_eq!(split_count(&found), 2);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 6.163197);
    same_digits(judged.p, 1.42581e-9);
    for (&piece, mean) in found.description.pieces.iter().zip([0.823939, 0.633333, 0.82]) {
        close(found.mean(piece), mean, 5.1e-7);
    }
    assert_eq!(found.name(), Some(Name::Back));
}

#[test]
fn down_in_two_steps() {
    let shares = Shares::of_300(&[
        255, 252, 257, 254, 256, 253, 255, 254, 228, 231, 229, 226, 230, 184, 181, 186,
    ]);
    let found = shares.described();
    close(found.variance, 0.164344, 5.1e-7);
    assert_eq!(starts(&found), [1, 9, 14]);
    same_digits(found.description.cost, 24.922185);
    splits(&found, -13.551876, 0, 13);
    assert_eq!(split_count(&found), 12);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 13.254387);
    same_digits(judged.p, 5.10695e-39);
    let shape = found.change.as_ref().expect("a change").shape;
    assert_eq!(shape, Shape::Since { start: 13, steps: 2 });
    assert_eq!(found.name(), Some(Name::Since));
}

#[test]
fn lower_on_the_whole_but_not_in_the_last_month() {
    let shares = Shares::of_300(&[246, 250, 243, 249, 247, 252, 245, 248, 244, 212, 209, 214, 236]);
    let found = shares.described();
    assert_eq!(starts(&found), [1, 10]);
    same_digits(found.description.cost, 22.924663);
    splits(&found, -7.043886, 0, 9);
    let judged = shares.judged(&found);
    same_digits(judged.z_own, 6.977686);
    same_digits(judged.p, 3.00081e-11);
    assert_eq!(found.name(), Some(Name::Wavers));
}

#[test]
fn net_shares() {
    let promoters = [
        75.0, 78.0, 74.0, 77.0, 76.0, 73.0, 79.0, 75.0, 61.0, 58.0, 60.0, 57.0,
    ];
    let detractors = [
        30.0, 29.0, 30.0, 29.0, 29.0, 31.0, 29.0, 30.0, 42.0, 44.0, 44.0, 44.0,
    ];
    let period = |month: usize| {
        let share = net::NetShare {
            positive: promoters[month] / 150.0,
            negative: detractors[month] / 150.0,
            n: 150.0,
        };
        Period {
            position: month as i64,
            value: share.positive - share.negative,
            se: net::adjusted(share).expect("a base").se,
            base: share.n,
        }
    };
    let found = described(&(0..12).map(period).collect::<Vec<_>>());
    close(found.variance, 0.615895, 5.1e-7);
    assert_eq!(starts(&found), [1, 9]);
    same_digits(found.description.cost, 12.784766);
    splits(&found, -5.224329, 0, 8);
    let contrast = found.change.as_ref().expect("a change").contrast;
    let pooled = |side: Stretch, z: f64| {
        let n = 150.0 * side.len() as f64;
        let sum = |counts: &[f64]| counts[side.start..side.end].iter().sum::<f64>() / n;
        let (positive, negative) = (sum(&promoters), sum(&detractors));
        Some((positive - negative, net::adjusted_wald(positive, negative, n, z)?))
    };
    let interval = |z: f64| {
        let (before, before_range) = pooled(contrast.before, z)?;
        let (after, after_range) = pooled(contrast.after, z)?;
        Some(mover::difference(before, before_range, after, after_range))
    };
    super::spans(interval(Z95), -0.283884, -0.126110, 6e-7);
    let judged = found.judge(invert::p_value(interval));
    same_digits(judged.z_own, 5.093492);
    same_digits(judged.p, 2.87584e-6);
}
