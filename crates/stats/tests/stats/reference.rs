//! Values computed elsewhere.

use super::{close, spans};
use cxpress_stats::proportion::{newcombe, wilson};
use cxpress_stats::{Range, Z95, normal};

#[track_caller]
fn relatively_close(found: f64, expected: f64, tolerance: f64) {
    close(found / expected, 1.0, tolerance);
}

#[test]
fn t_quantiles() {
    // scipy.stats.t.ppf
    let probabilities = [0.49, 0.3, 0.025, 1e-4, 1e-9, 1e-40];
    for (df, quantiles) in [
        (
            1.0,
            [
                -0.03142626604335125,
                -0.7265425280053609,
                -12.706204736174705,
                -3183.0987571181513,
                -318309886.1837907,
                -3.1830988618379075e39,
            ],
        ),
        (
            2.5,
            [
                -0.02764384133184011,
                -0.597307738252318,
                -3.5746548420036834,
                -34.86796932111477,
                -3489.583395369981,
                -8765437882279991.0,
            ],
        ),
        (
            9.0,
            [
                -0.025774047507690565,
                -0.5434802414542969,
                -2.2621571627982053,
                -6.010132129081441,
                -23.7299198193785,
                -66507.58888763461,
            ],
        ),
        (
            31.0,
            [
                -0.025271988772294824,
                -0.5298363166782539,
                -2.039513446396408,
                -4.215502580843718,
                -8.344316303447016,
                -99.61059402087196,
            ],
        ),
        (
            999.0,
            [
                -0.025075186488481067,
                -0.5245678747137387,
                -1.9623414611334498,
                -3.732865499608284,
                -6.053746657762562,
                -13.927267000623864,
            ],
        ),
        (
            1000.0,
            [
                -0.025075180209466443,
                -0.524567707309227,
                -1.9623390808264085,
                -3.7328516045753686,
                -6.053690272079834,
                -13.92662723864359,
            ],
        ),
        (
            12345.5,
            [
                -0.02506941623565535,
                -0.5244140525053017,
                -1.9601561598162904,
                -3.720133731995103,
                -6.00230063238189,
                -13.359095670120638,
            ],
        ),
        (
            1e8,
            [
                -0.02506890832142272,
                -0.5244005143795623,
                -1.9599640082627667,
                -3.7190166233482964,
                -5.997807569410359,
                -13.310927300798202,
            ],
        ),
    ] {
        for (p, quantile) in probabilities.into_iter().zip(quantiles) {
            relatively_close(normal::t_quantile(p, df), quantile, 1e-9);
        }
    }
    relatively_close(normal::t_quantile(0.975, 31.0), 2.039513446396408, 1e-12);
    relatively_close(
        normal::t_quantile(0.499999999, 31.0),
        -2.526921288372682e-09,
        1e-6,
    );
    relatively_close(normal::t_quantile(1e-90, 9.0), -23901588191.213905, 1e-9);
    relatively_close(normal::t_critical(Z95, 31.0), 2.039513446396408, 1e-9);
}

#[test]
fn quantiles_at_the_edges() {
    assert_eq!(normal::t_quantile(0.5, 3.0), 0.0);
    assert_eq!(normal::t_quantile(0.0, 3.0), f64::NEG_INFINITY);
    assert_eq!(normal::t_quantile(1.0, 3.0), f64::INFINITY);
    assert_eq!(normal::t_quantile(0.9, 0.0), f64::INFINITY);
    assert_eq!(normal::quantile(-0.1), f64::NEG_INFINITY);
    close(normal::t_quantile(0.975, f64::INFINITY), Z95, 1e-12);
    assert!(normal::t_critical(38.0, 1.0).is_finite());
    assert_eq!(normal::t_critical(0.0, 7.0), 0.0);
}

#[test]
fn normal_distribution() {
    // scipy.stats.norm
    close(normal::quantile(0.975), Z95, 1e-14);
    close(normal::cdf(Z95), 0.975, 1e-11);
    assert_eq!(normal::two_sided(0.0), 1.0);
    for (z, p) in [
        (5.0, 5.733031437583866e-07),
        (-10.0, 1.523970604832094e-23),
        (37.0, 1.1451142445047853e-299),
    ] {
        relatively_close(normal::two_sided(z), p, 1e-9);
    }
}

#[test]
fn chi_square() {
    // scipy.stats.chi2.sf
    for (x, df, p) in [
        (0.01, 1.0, 0.920344325445942),
        (3.84, 1.0, 0.05004352124870519),
        (16.792941, 4.0, 0.0021204300439343904),
        (20.934169, 4.0, 0.00032632922746668485),
        (600.0, 30.0, 2.9622798013317573e-107),
    ] {
        relatively_close(normal::chi_square_tail(x, df), p, 1e-9);
    }
    // scipy.stats.chi2.ppf
    let range = normal::chi_square_range(Z95, 4.0);
    relatively_close(range.low, 0.4844185570879303, 1e-10);
    relatively_close(range.high, 11.143286781877798, 1e-10);
    relatively_close(normal::chi_square_range(8.0, 1.0).high, 65.36578599744097, 1e-10);
    let median = normal::chi_square_range(0.0, 7.0);
    relatively_close(median.low, median.high, 1e-12);
    assert_eq!(normal::chi_square_range(Z95, 0.0), Range { low: 0.0, high: 0.0 });
    assert_eq!(normal::chi_square_tail(0.0, 0.0), 1.0);
    assert_eq!(normal::chi_square_tail(1.0, 0.0), 0.0);
    assert_eq!(normal::chi_square_tail(f64::INFINITY, 3.0), 0.0);
}

#[test]
fn shares() {
    // statsmodels: proportion_confint(method="wilson"), confint_proportions_2indep(method="newcomb")
    spans(
        wilson(0.82, 50.0, Z95),
        0.692039463256992,
        0.902298073297658,
        1e-13,
    );
    spans(wilson(1.0, 1.0, Z95), 0.2065493143772374, 1.0, 1e-13);
    spans(
        newcombe(0.6, 80.0, 0.8, 70.0, Z95),
        0.05243147240236498,
        0.33387265403690614,
        1e-13,
    );
    spans(
        newcombe(0.0, 1.0, 1.0, 1.0, Z95),
        -0.12210872068194178,
        1.0,
        1e-13,
    );
}
