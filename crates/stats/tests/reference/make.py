#!/usr/bin/env python3
"""Writes the reference tables beside this file: cases with random inputs, and what Python makes of them.

    pip install numpy scipy statsmodels lifelines
    python make.py [CASES] [FOLDER]

200 cases a table by default, into the folder of this file; the same numbers each time. To try more:

    python make.py 10000 cases
    CXPRESS_REFERENCE=cases cargo test -p cxpress-stats --test stats tables

Made with SciPy 1.17, statsmodels 0.15 and lifelines 0.30. Where a column is computed here in plain NumPy it
is because no package has it; the doc comment of each table says which. An empty field means that there is
no result.
"""

import csv
import itertools
import math
import pathlib
import sys
import warnings
from fractions import Fraction

import lifelines
import lifelines.statistics
import numpy as np
from scipy import optimize, stats
from statsmodels.stats import meta_analysis, multitest, proportion

LEVELS = [1.0, 1.644854, 1.959963984540054, 2.575829, 3.290527]
TABLES = []


def table(function):
    """Marks a function that makes one case as a table; it is given a random generator and returns a row."""
    TABLES.append(function)
    return function


# Inputs: over wide ranges, with the edges often. Rounded first, so that both sides compute from what is
# written.


def rounded(x, digits=6):
    return float(f"{x:.{digits}g}")


def level(random):
    return LEVELS[random.integers(len(LEVELS))]


def log_uniform(random, low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


def base(random, most=1e9):
    """From 1 to huge, small ones often."""
    return int(log_uniform(random, 1, 30 if random.random() < 0.5 else most))


def count(random, n):
    """None, all, one, or any of `n`."""
    edges = [0, n, min(1, n), max(n - 1, 0)]
    if random.random() < 0.3:
        return edges[random.integers(4)]
    return int(random.binomial(n, random.choice([0.001, 0.05, 0.3, 0.5, 0.8, 0.99])))


def trinomial(random):
    n = base(random)
    positive = count(random, n)
    negative = count(random, n - positive)
    return positive, n - positive - negative, negative


# What is missing in the packages.


def wilson(x, n, z):
    return proportion.proportion_confint(x, n, alpha=2 * stats.norm.sf(z), method="wilson")


def inverted(interval, point):
    """The two-sided p value: the level of the z at which the interval first touches 0, by halving.

    No root finder: an interval that was clipped may touch 0 and stay there, and any such z is a root.
    """
    if point == 0:
        return 1.0
    clear = lambda z: (interval(z)[0] if point > 0 else -interval(z)[1]) > 0
    without, with_ = 0.0, 37.0
    if not clear(without):
        return 1.0
    if clear(with_):
        return None
    while without < (middle := (without + with_) / 2) < with_:
        without, with_ = (middle, with_) if clear(middle) else (without, middle)
    return 2 * stats.norm.sf(with_)


def adjusted_wald(positive, neutral, negative, z):
    p, n, d = positive + 0.75, positive + neutral + negative + 3, negative + 0.75
    point = (p - d) / n
    arm = z * math.sqrt(((p + d) / n - point**2) / n)
    return max(point - arm, -1), min(point + arm, 1)


def net(positive, neutral, negative):
    return (positive - negative) / (positive + neutral + negative)


def mover(before, before_range, after, after_range):
    arm = lambda *ends: math.hypot(*(max(end, 0) for end in ends))
    point = after - before
    return (
        point - arm(after - after_range[0], before_range[1] - before),
        point + arm(after_range[1] - after, before - before_range[0]),
    )


def t_value(z, df):
    return stats.t.isf(stats.norm.sf(z), df)


# Distributions.


@table
def t_quantiles(random):
    """scipy.stats.t.ppf and isf."""
    df = rounded(log_uniform(random, 1, 1e7))
    p, z = rounded(log_uniform(random, 1e-12, 0.5)), rounded(random.uniform(0.01, 8))
    return {"p": p, "df": df, "z": z, "quantile": stats.t.ppf(p, df), "critical": t_value(z, df)}


@table
def chi_square(random):
    """scipy.stats.chi2.sf, ppf and isf."""
    df = int(random.integers(1, 60))
    x, z = rounded(df * log_uniform(random, 1e-3, 30)), rounded(random.uniform(0.01, 6))
    beyond = stats.norm.sf(z)
    return {
        "x": x,
        "df": df,
        "z": z,
        "tail": stats.chi2.sf(x, df),
        "low": stats.chi2.ppf(beyond, df),
        "high": stats.chi2.isf(beyond, df),
    }


# Shares and net shares.


@table
def wilson_interval(random):
    """statsmodels.stats.proportion.proportion_confint(method="wilson")."""
    n, z = base(random), level(random)
    x = count(random, n)
    low, high = wilson(x, n, z)
    return {"x": x, "n": n, "z": z, "low": low, "high": high}


@table
def newcombe_interval(random):
    """statsmodels' confint_proportions_2indep(method="newcomb"); p by inverting its formula here."""
    n0, n1, z = base(random, 1e6), base(random, 1e6), level(random)
    x0, x1 = count(random, n0), count(random, n1)
    low, high = proportion.confint_proportions_2indep(
        x1, n1, x0, n0, method="newcomb", compare="diff", alpha=2 * stats.norm.sf(z)
    )
    interval = lambda z: mover(x0 / n0, wilson(x0, n0, z), x1 / n1, wilson(x1, n1, z))
    p = inverted(interval, float(Fraction(x1, n1) - Fraction(x0, n0)))
    return {"x0": x0, "n0": n0, "x1": x1, "n1": n1, "z": z, "low": low, "high": high, "p": p}


@table
def net_interval(random):
    """Adjusted Wald (Rocks 2016), in plain Python."""
    (positive, neutral, negative), z = trinomial(random), level(random)
    low, high = adjusted_wald(positive, neutral, negative, z)
    return {"positive": positive, "neutral": neutral, "negative": negative, "z": z, "low": low, "high": high}


@table
def net_change(random):
    """MOVER of two adjusted Wald intervals, in plain Python; p by inverting."""
    before, after, z = trinomial(random), trinomial(random), level(random)
    interval = lambda z: mover(net(*before), adjusted_wald(*before, z), net(*after), adjusted_wald(*after, z))
    low, high = interval(z)
    row = {f"{name}0": value for name, value in zip(["positive", "neutral", "negative"], before)}
    row |= {f"{name}1": value for name, value in zip(["positive", "neutral", "negative"], after)}
    return row | {"z": z, "low": low, "high": high, "p": inverted(interval, net(*after) - net(*before))}


# Means.


def sample(random):
    scale = log_uniform(random, 1e-3, 1e6)
    sd = 0.0 if random.random() < 0.05 else rounded(scale * log_uniform(random, 1e-3, 10))
    return rounded(scale * random.uniform(-1, 1)), sd, base(random) + 1


@table
def mean_interval(random):
    """scipy.stats.t."""
    (mean, sd, n), z = sample(random), level(random)
    arm = t_value(z, n - 1) * sd / math.sqrt(n)
    return {"mean": mean, "sd": sd, "n": n, "z": z, "low": mean - arm, "high": mean + arm}


@table
def paired_interval(random):
    """scipy.stats.ttest_1samp of the differences."""
    n, z = int(random.integers(2, 9)), level(random)
    pairs = [[int(x), int(x + step)] for x, step in zip(random.integers(0, 11, n), random.integers(-3, 4, n))]
    differences = np.array([after - before for before, after in pairs], float)
    if np.ptp(differences) == 0:
        low = high = differences[0]
    else:
        low, high = stats.ttest_1samp(differences, 0).confidence_interval(1 - 2 * stats.norm.sf(z))
    return {"pairs": " ".join(f"{a}:{b}" for a, b in pairs), "z": z, "low": low, "high": high}


@table
def welch_interval(random):
    """p by scipy.stats.ttest_ind_from_stats(equal_var=False), the interval from scipy.stats.t."""
    (mean0, sd0, n0), z = sample(random), level(random)
    shift = max(sd0, 1e-3) * log_uniform(random, 1e-3, 3) * random.choice([-1, 1])
    mean1, sd1, n1 = (
        rounded(mean0 + shift),
        rounded(max(sd0, 1e-3) * log_uniform(random, 0.1, 10)),
        base(random) + 1,
    )
    e0, e1 = sd0**2 / n0, sd1**2 / n1
    df = (e0 + e1) ** 2 / (e0**2 / (n0 - 1) + e1**2 / (n1 - 1))
    arm = t_value(z, df) * math.sqrt(e0 + e1)
    p = stats.ttest_ind_from_stats(mean1, sd1, n1, mean0, sd0, n0, equal_var=False).pvalue
    return {
        "mean0": mean0,
        "sd0": sd0,
        "n0": n0,
        "mean1": mean1,
        "sd1": sd1,
        "n1": n1,
        "z": z,
        "low": mean1 - mean0 - arm,
        "high": mean1 - mean0 + arm,
        "p": p,
    }


@table
def impact(random):
    """The delta method with a numerical gradient, in NumPy."""
    n1, n0 = base(random, 1e5) + 1, base(random, 1e5) + 1
    with_, without = rounded(random.uniform(-99, 99)), rounded(random.uniform(-99, 99))
    sd1, sd0 = rounded(random.uniform(0, 90)), rounded(random.uniform(0, 90))
    share = rounded(n1 / (n1 + n0))
    value = lambda x: x[0] * (x[1] - x[2])
    # Exact for a product: central differences of a quadratic function have no error but rounding.
    point, step = np.array([share, with_, without]), 0.125
    gradient = np.array([(value(point + e) - value(point - e)) / (2 * step) for e in step * np.eye(3)])
    variances = np.array([share * (1 - share) / (n1 + n0), sd1**2 / n1, sd0**2 / n0])
    return {
        "share": share,
        "n1": n1,
        "mean1": with_,
        "sd1": sd1,
        "n0": n0,
        "mean0": without,
        "sd0": sd0,
        "value": value(point),
        "se": math.sqrt(gradient**2 @ variances),
    }


# Times.


def ends(random, most=14):
    """(time, events, censored) at ascending times."""
    times = sorted({round(log_uniform(random, 0.01, 1000), 2) for _ in range(random.integers(1, most))})
    size = int(log_uniform(random, 2, 3 if random.random() < 0.7 else 5000))
    censoring = random.choice([0.0, 0.3, 0.9, 1.0], p=[0.3, 0.5, 0.15, 0.05])
    counts = [(int(random.integers(0, size + 1)), censoring) for _ in times]
    counts = [
        (n - censored, censored) for n, share in counts for censored in [int(random.binomial(n, share))]
    ]
    if not any(map(sum, counts)):
        counts[0] = (1, 0)
    return [(time, *pair) for time, pair in zip(times, counts)]


def as_cases(data):
    """Durations, whether it happened, and how many."""
    rows = [(t, happened, n) for t, *counts in data for happened, n in zip([1, 0], counts) if n > 0]
    return [np.array(column) for column in zip(*rows)]


def written(data):
    return " ".join(f"{time:g}:{events}:{censored}" for time, events, censored in data)


def steps(data, z):
    """Kaplan and Meier's curve with Greenwood's log-log band, by hand: (time, S, sum, low, high)."""
    at_risk, survival, greenwood, found = sum(e + c for _, e, c in data), Fraction(1), 0.0, []
    for time, events, censored in data:
        if events:
            survival *= Fraction(at_risk - events, at_risk)
            left = at_risk - events
            greenwood = greenwood + events / (at_risk * left) if left else math.inf
            low, high = 0.0, None
            if survival > 0:
                spread = z * math.sqrt(greenwood) / -math.log(survival)
                low, high = float(survival) ** math.exp(spread), float(survival) ** math.exp(-spread)
            found.append((time, survival, greenwood, low, high))
        at_risk -= events + censored
    return found


@table
def kaplan_meier(random):
    """S and band by lifelines.KaplanMeierFitter, which agrees with the computation here to 1e-9.

    Percentiles and their interval by exact fractions here: lifelines compares rounded products with 1 - p
    and misses S = 1/2 for many even n, and takes the band to be 0 ... 0 where S is 0.
    """
    data, z = ends(random), level(random)
    found = steps(data, z)
    share = [0.25, 0.5, 0.5, 0.9][random.integers(4)]
    left = 1 - Fraction(str(share))
    reached = lambda height: next(
        (step[0] for step in found if height(step) is not None and height(step) <= left), None
    )
    low = (
        reached(lambda step: step[3] if step[1] > 0 else 0) if sum(e + c for _, e, c in data) >= 10 else None
    )
    row = {
        "data": written(data),
        "z": z,
        "share": share,
        "percentile": reached(lambda step: step[1]),
        "low": low,
        "high": None if low is None else reached(lambda step: step[4]),
        "time": None,
        "survival": None,
        "band_low": None,
        "band_high": None,
    }
    alive = [step for step in found if step[1] > 0]
    if alive:
        time, survival, _, band_low, band_high = alive[random.integers(len(alive))]
        durations, happened, weights = as_cases(data)
        fitted = lifelines.KaplanMeierFitter(alpha=2 * stats.norm.sf(z))
        fitted.fit(np.repeat(durations, weights), np.repeat(happened, weights))
        lower, upper = fitted.confidence_interval_.loc[time]
        row |= {"time": time, "survival": fitted.survival_function_.loc[time].iloc[0]}
        row |= {"band_low": lower, "band_high": upper}
        assert np.allclose([float(survival), band_low, band_high], [row["survival"], lower, upper], rtol=1e-9)
    return row


def mantel(first, second):
    """Mantel's chi-square with the hypergeometric variance, in exact fractions; `None` where that is 0."""
    at_risk = lambda data, time: sum(e + c for t, e, c in data if t >= time)
    events = lambda data, time: sum(e for t, e, _ in data if t == time)
    surplus = variance = Fraction(0)
    for time in sorted({t for t, _, _ in first + second}):
        n0, n1 = at_risk(first, time), at_risk(second, time)
        d0, d, n = events(first, time), events(first, time) + events(second, time), n0 + n1
        if n > 1:
            surplus += d0 - Fraction(d * n0, n)
            variance += Fraction(d * n0 * n1 * (n - d), n * n * (n - 1))
    return float(surplus**2 / variance) if variance else None


@table
def log_rank(random):
    """Exact fractions, with which lifelines.statistics.logrank_test agrees to 1e-6.

    lifelines inverts a matrix and loses digits where one group is a single case among thousands; it says
    p = 1 where the variance is 0, here there is no result.
    """
    first, second = ends(random, 8), ends(random, 8)
    # Common times, so that ties between the groups occur.
    second = sorted(
        {(first[i % len(first)][0] if i % 2 else t): (t, e, c) for i, (t, e, c) in enumerate(second)}.items()
    )
    second = [(time, events, censored) for time, (_, events, censored) in second]
    if not any(events + censored for _, events, censored in second):
        second[0] = (second[0][0], 1, 0)
    (t0, e0, w0), (t1, e1, w1) = as_cases(first), as_cases(second)
    result = lifelines.statistics.logrank_test(t0, t1, e0, e1, weights_A=w0, weights_B=w1)
    chi_square = mantel(first, second)
    assert math.isclose(chi_square or 0.0, result.test_statistic, rel_tol=1e-6, abs_tol=1e-6)
    return {
        "first": written(first),
        "second": written(second),
        "chi_square": chi_square,
        "p": None if chi_square is None else stats.chi2.sf(chi_square, 1),
    }


# Weights and clusters.


@table
def effective_base(random):
    """The smaller of Kish's base and the linearised one, from single answers in NumPy."""
    scores = [[1, 0, -1], [1, 0], [1, 2, 3, 4, 5]][random.integers(3)]
    kinds = [
        (s, rounded(log_uniform(random, 0.05, 20), 4), int(log_uniform(random, 1, 200))) for s in scores * 2
    ]
    kinds = [
        kinds[i] for i in sorted(random.choice(len(kinds), random.integers(1, len(kinds) + 1), replace=False))
    ]
    score, weight = (np.concatenate([np.full(kind[2], float(kind[i])) for kind in kinds]) for i in [0, 1])
    kish = weight.sum() ** 2 / (weight**2).sum()
    smaller = kish
    if np.ptp(score) > 0:
        n, mean = len(score), np.average(score, weights=weight)
        of_mean = n / (n - 1) * (weight**2 * (score - mean) ** 2).sum() / weight.sum() ** 2
        smaller = min(kish, np.average((score - mean) ** 2, weights=weight) / of_mean)
    return {"cells": " ".join(f"{s}:{w:g}:{n}" for s, w, n in kinds), "kish": kish, "effective": smaller}


@table
def jackknife(random):
    """The delete-a-group standard error and the widened interval, in NumPy, t by SciPy."""
    scale, z = log_uniform(random, 1e-3, 1e3), level(random)
    figures = [rounded(scale * (1 + random.normal() * 0.1), 5) for _ in range(random.integers(2, 13))]
    groups, figure = len(figures), np.array(figures)
    se = math.sqrt((groups - 1) / groups * ((figure - figure.mean()) ** 2).sum())
    point, arm = rounded(scale, 5), rounded(scale * log_uniform(random, 0.1, 10), 5)
    low, high = rounded(point - arm, 8), rounded(point + arm, 8)
    ratio = max(1.0, t_value(z, groups - 1) * se / ((high - low) / 2))
    return {
        "figures": figures,
        "point": point,
        "z": z,
        "from": low,
        "to": high,
        "se": se,
        "low": point - ratio * (point - low),
        "high": point + ratio * (high - point),
    }


# Many tests, many groups, many periods.


@table
def benjamini_hochberg(random):
    """statsmodels.stats.multitest.multipletests(method="fdr_bh")."""
    p = [rounded(log_uniform(random, 1e-12, 1), 4) for _ in range(random.integers(1, 8))]
    p += [p[0]] if random.random() < 0.3 else [1.0, 0.0][: random.integers(0, 3)]
    return {"p": p, "adjusted": multitest.multipletests(p, method="fdr_bh")[1]}


def profile(values, errors, q):
    """The tau at which the generalised Q is `q`."""

    def surplus(tau):
        weights = 1 / (errors**2 + tau**2)
        return (weights * (values - np.average(values, weights=weights)) ** 2).sum() - q

    high = 2 * math.sqrt(((values - values.mean()) ** 2).sum() / q)
    return (
        0.0 if surplus(0) <= 0 else optimize.brentq(surplus, 0, high, xtol=1e-300, rtol=1e-14, maxiter=5000)
    )


@table
def heterogeneity(random):
    """Q, I2 and tau by statsmodels' combine_effects(method_re="dl"); the Q profile with brentq."""
    groups, scale, z = int(random.integers(3, 9)), log_uniform(random, 1e-3, 1e3), level(random)
    errors = [rounded(scale * log_uniform(random, 0.05, 2), 4) for _ in range(groups)]
    spread = random.choice([0.0, 0.3, 3.0])
    values = [rounded(scale * (3 + spread * random.normal()) + se * random.normal(), 4) for se in errors]
    y, se = np.array(values), np.array(errors)
    found = meta_analysis.combine_effects(y, se**2, method_re="dl")
    chance = stats.norm.sf(z)
    return {
        "values": values,
        "errors": errors,
        "z": z,
        "q": found.q,
        "p": stats.chi2.sf(found.q, groups - 1),
        "i2": max(0.0, found.i2),
        "tau": math.sqrt(max(0.0, found.tau2)),
        "low": profile(y, se, stats.chi2.isf(chance, groups - 1)),
        "high": profile(y, se, stats.chi2.ppf(chance, groups - 1)),
    }


@table
def drivers(random):
    """Relative weights by numpy.linalg.eigh; Shapley values by numpy.linalg.solve for each set of drivers."""
    size = int(random.choice([1, 2, 3, 3, 4, 5, 7], p=[0.05, 0.2, 0.2, 0.2, 0.2, 0.1, 0.05]))
    while True:
        common = random.uniform(0, 6) if random.random() < 0.7 else 30
        rows = random.normal(size=(40, size + 1)) + common * random.normal(size=(40, 1)) * random.uniform(
            -1, 1, size + 1
        )
        matrix = np.round(np.atleast_2d(np.corrcoef(rows.T)), 4)
        r, outcome = matrix[:size, :size], matrix[:size, size]
        # Rounding to four places can make what is nearly singular impossible.
        if np.linalg.eigvalsh(r).min() > 1e-4 and np.linalg.eigvalsh(matrix).min() > 1e-6:
            break
    values, vectors = np.linalg.eigh(r)
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    weights = root**2 @ np.linalg.solve(root, outcome) ** 2

    def explained(chosen):
        return (
            outcome[chosen] @ np.linalg.solve(r[np.ix_(chosen, chosen)], outcome[chosen]) if chosen else 0.0
        )

    shapley = np.zeros(size)
    for driver in range(size):
        others = [other for other in range(size) if other != driver]
        for chosen in itertools.chain.from_iterable(itertools.combinations(others, k) for k in range(size)):
            chosen = list(chosen)
            share = (
                math.factorial(len(chosen)) * math.factorial(size - 1 - len(chosen)) / math.factorial(size)
            )
            shapley[driver] += share * (explained(chosen + [driver]) - explained(chosen))
    under = [f"{r[i, j]:g}" for i in range(size) for j in range(i)]
    return {
        "under": " ".join(under),
        "outcome": [f"{x:g}" for x in outcome],
        "r_squared": explained(list(range(size))),
        "relative": weights,
        "shapley": shapley,
    }


@table
def control(random):
    """XmR limits and signals in NumPy; limits follow the base (Laney 2002) where bases differ by over 25 %.

    A gap is written as `-`. Signals: 1 outside, 2 eight in a row, 4 three of four, added up by period.
    """
    periods = int(random.integers(5, 14))
    scale, even = log_uniform(random, 0.01, 1e4), random.random() < 0.5
    wander = np.cumsum(random.normal(size=periods)) * random.choice([0, 0, 0.4])
    x = np.array([rounded(scale * (3 + wander[i] + 0.5 * random.normal()), 3) for i in range(periods)])
    if random.random() < 0.05:
        x[:-1] = x[0]
    n = np.full(periods, 1.0) if even else np.array([float(int(log_uniform(random, 20, 300))) for _ in x])
    gap = random.random(periods) < random.choice([0, 0, 0.15])
    row = {
        "values": ["-" if gap[i] else f"{x[i]:g}" for i in range(periods)],
        "bases": [f"{b:g}" for b in n],
        "centre": None,
        "low": None,
        "high": None,
        "widest": None,
        "signals": None,
    }
    before = ~gap & (np.arange(periods) < periods - 1)
    if before.sum() < 6 or np.ptp(x[before]) == 0:
        return row
    if n[~gap].max() <= 1.25 * n[~gap].min():
        n = np.ones(periods)
    centre = np.average(x[before], weights=n[before])
    deviation = (x - centre) * np.sqrt(n)
    moves = [abs(deviation[i] - deviation[i - 1]) for i in range(1, periods) if before[i] and before[i - 1]]
    if not moves or np.mean(moves) == 0:
        return row
    arm = 2.66 * np.mean(moves) / np.sqrt(n)
    place = (x - centre) / arm
    signals = []
    for i in range(periods):
        start = max([j + 1 for j in range(i) if gap[j]], default=0)
        run = place[start : i + 1] * np.sign(place[i])
        signal = 1 * (run[-1] > 1) + 2 * (len(run) >= 8 and min(run[-8:]) > 0)
        signal += 4 * (run[-1] > 0.5 and (run[-4:] > 0.5).sum() >= 3)
        signals.append("-" if gap[i] else str(signal))
    shown = np.flatnonzero(~gap)
    last = shown[-1]
    row |= {"centre": centre, "low": centre - arm[last], "high": centre + arm[last]}
    return row | {"widest": 2 * arm[shown].max(), "signals": "".join(signals)}


# Writing.


def field(value):
    if value is None:
        return ""
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(field(part) for part in value)
    if isinstance(value, (str, int)):
        return str(value)
    assert math.isfinite(value), value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.12g}"


def write(folder, number, function, cases):
    random = np.random.default_rng([20_251_031, number])
    rows = [function(random) for _ in range(cases)]
    with open(folder / f"{function.__name__}.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: field(value) for name, value in row.items()} for row in rows)


def main(cases=200, folder=pathlib.Path(__file__).parent):
    warnings.simplefilter("ignore")
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number, function in enumerate(TABLES):
        write(folder, number, function, int(cases))


if __name__ == "__main__":
    main(*sys.argv[1:])
