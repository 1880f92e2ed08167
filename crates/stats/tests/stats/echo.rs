//! What is unchanged, which group leads a change, which ones only echo it; families of courses.

use super::close;
use cxpress_stats::echo::{Apart, Kind, Residual, kind, leading};
use cxpress_stats::equivalence::is_within;
use cxpress_stats::heterogeneity::Estimate;
use cxpress_stats::multiple::benjamini_hochberg;
use cxpress_stats::proportion::newcombe;
use cxpress_stats::{Range, Z95, equivalence::Z90, invert};

/// The change from `x` of `n` to another share.
fn change((x0, n0): (f64, f64), (x1, n1): (f64, f64)) -> Residual {
    let interval = |z| newcombe(x0 / n0, n0, x1 / n1, n1, z);
    Residual {
        change: x1 / n1 - x0 / n0,
        range: interval(Z95).expect("bases"),
        p: invert::p_value(interval).expect("bases"),
    }
}

#[track_caller]
fn reads(found: Residual, point: f64, low: f64, high: f64, p: f64) {
    close(found.change, point, 5.1e-7);
    super::spans(Some(found.range), low, high, 6e-7);
    close(found.p, p, 5.1e-7);
}

#[test]
fn unchanged_within_five_points() {
    for (before, after, low, high, unchanged) in [
        ((216.0, 300.0), (213.0, 300.0), -0.070424, 0.050522, false),
        ((2220.0, 2700.0), (738.0, 900.0), -0.027189, 0.021403, true),
        ((2200.0, 2700.0), (700.0, 900.0), -0.063510, -0.011729, false),
    ] {
        let interval = |z| newcombe(before.0 / before.1, before.1, after.0 / after.1, after.1, z);
        super::spans(interval(Z90), low, high, 6e-7);
        assert_eq!(is_within(0.05, interval), Some(unchanged));
    }
    let touching = |_| {
        Some(Range {
            low: -0.05,
            high: 0.0,
        })
    };
    assert_eq!(is_within(0.05, touching), Some(false));
    assert_eq!(is_within(0.05, |_| None), None);
}

#[test]
fn courses_and_years_in_one_family() {
    let courses = [0.0003, 0.4, 1.0, 1.0, 1.0, 0.012, 1.0];
    let years = [0.03, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9];
    let adjusted = benjamini_hochberg(&[courses, years].concat());
    for (index, expected) in [(0, 0.0042), (5, 0.084), (7, 0.14), (8, 0.7)] {
        close(adjusted[index], expected, 5.1e-7);
    }
    for index in [1, 2, 3, 4, 6, 9, 10, 11, 12, 13] {
        close(adjusted[index], 1.0, 1e-12);
    }
}

#[test]
fn returning_customers_without_chat() {
    let whole = change((520.0, 700.0), (150.0, 240.0));
    reads(whole, -0.117857, -0.187857, -0.050090, 0.000481);
    let without = change((375.0, 500.0), (119.0, 160.0));
    reads(without, -0.006250, -0.087449, 0.066881, 0.873966);
    assert_eq!(kind(whole.change, Some(without)), Kind::Open);
}

#[test]
fn the_midlands_without_chat() {
    let without = change((310.0, 400.0), (83.0, 130.0));
    reads(without, -0.136538, -0.230151, -0.047685, 0.001948);
    assert_eq!(kind(-0.2, Some(without)), Kind::Own);
    // More than half of a fall this deep would be gone beyond doubt.
    assert_eq!(kind(-0.47, Some(without)), Kind::Echo);
}

#[test]
fn echoes_either_way() {
    let residual = |change: f64, p: f64| Residual {
        change,
        range: Range {
            low: change - 0.04,
            high: change + 0.04,
        },
        p,
    };
    assert_eq!(kind(-0.10, Some(residual(0.0, 1.0))), Kind::Echo);
    assert_eq!(kind(0.10, Some(residual(0.0, 1.0))), Kind::Echo);
    assert_eq!(kind(0.10, Some(residual(0.05, 0.015))), Kind::Own);
    assert_eq!(kind(0.10, Some(residual(0.03, 0.15))), Kind::Open);
    // In the other direction: what is left is neither half of it nor its own fall.
    assert_eq!(kind(-0.10, Some(residual(0.09, 1e-5))), Kind::Echo);
    assert_eq!(kind(-0.10, None), Kind::Open);
}

#[test]
fn the_leading_group_differs_most() {
    let apart = |group: f64, others: f64| Apart {
        group: Estimate {
            value: group,
            se: 0.03,
        },
        others: Estimate {
            value: others,
            se: 0.02,
        },
    };
    let groups = [apart(-0.12, -0.06), apart(-0.30, -0.02), apart(-0.08, -0.05)];
    close(groups[1].z(), -0.28 / 0.0013_f64.sqrt(), 1e-9);
    assert_eq!(leading(&groups, -0.08, 12), Some(1));
    // Against the total's direction none leads.
    assert_eq!(leading(&groups, 0.08, 12), None);
    // All alike.
    assert_eq!(
        leading(&[apart(-0.10, -0.08), apart(-0.08, -0.10)], -0.09, 12),
        None
    );
    assert_eq!(leading(&[], -0.09, 0), None);
    // z of 3.05: enough among eight groups, not among twelve.
    let near = [apart(-0.15, -0.04)];
    assert_eq!(leading(&near, -0.05, 8), Some(0));
    assert_eq!(leading(&near, -0.05, 12), None);
}
