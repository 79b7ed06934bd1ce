"""Second implementations: slow, by the definition, without shortcuts. The report's numbers are tested on them."""

import itertools
import math
from collections import Counter
from fractions import Fraction

import numpy as np


def sign(difference):
    return (difference > 0) - (difference < 0)


def delta(x, y):
    return sum(sign(a - b) for a in x for b in y) / (len(x) * len(y))


def unbiased_delta_variance(x, y):
    """Cliff (1993), equation 7: from the whole dominance matrix."""
    n, m, d = len(x), len(y), delta(x, y)
    rows = [sum(sign(a - b) for b in y) / m for a in x]
    columns = [sum(sign(a - b) for a in x) / n for b in y]
    cells = sum((sign(a - b) - d) ** 2 for a in x for b in y)
    return (m**2 * sum((r - d) ** 2 for r in rows) + n**2 * sum((c - d) ** 2 for c in columns) - cells) / (
        n * m * (n - 1) * (m - 1)
    )


def stratified_delta_variance(x, groups):
    """δ̄² less the mean of d_ij·d_kl over pairs of different people, group by group."""
    mean = sum(delta(x, group) for group in groups) / len(groups)
    expected = 0.0
    for first, second in itertools.product(range(len(groups)), repeat=2):
        products = [
            sign(x[i] - groups[first][j]) * sign(x[k] - groups[second][other])
            for i, k in itertools.permutations(range(len(x)), 2)
            for j in range(len(groups[first]))
            for other in range(len(groups[second]))
            if first != second or j != other
        ]
        expected += sum(products) / len(products)
    return mean**2 - expected / len(groups) ** 2


def kruskal_h(groups):
    pooled = sorted(value for group in groups for value in group)
    n = len(pooled)
    ranks = {value: (pooled.index(value) * 2 + pooled.count(value) + 1) / 2 for value in set(pooled)}
    between = sum(sum(ranks[v] for v in group) ** 2 / len(group) for group in groups)
    h = 12 / (n * (n + 1)) * between - 3 * (n + 1)
    return h / (1 - sum(t**3 - t for t in Counter(pooled).values()) / (n**3 - n))


def q_values(p):
    """The smallest rate at which each hypothesis is rejected by the step-up rule."""
    m, ordered = len(p), sorted(p)
    return [min(1.0, *(ordered[i] * m / (i + 1) for i in range(m) if ordered[i] >= value)) for value in p]


def wilson(successes, n, z):
    """The shares that a score test does not reject, by bisection."""
    observed = successes / n

    def rejected(share):
        return (observed - share) ** 2 > z**2 * share * (1 - share) / n

    return bisect_edge(rejected, 0.0, observed), bisect_edge(rejected, 1.0, observed)


def bisect_edge(rejected, outside, inside):
    if not rejected(outside):
        return outside
    for _ in range(200):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if rejected(middle) else (outside, middle)
    return inside


def cluster_error(values, clusters, weights):
    total = sum(weights)
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    squares = 0.0
    for cluster in set(clusters):
        mine = [(w, v) for w, v, c in zip(weights, values, clusters, strict=True) if c == cluster]
        squares += ((sum(w * v for w, v in mine) - mean * sum(w for w, _ in mine)) / total) ** 2
    groups = len(set(clusters))
    return math.sqrt(groups / (groups - 1) * squares)


def krippendorff_alpha(ratings, distance):
    """1 − observed/expected disagreement over all pairs of values; `distance` is the squared metric."""
    units = [[v for v in unit if not math.isnan(v)] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) >= 2]
    pooled = [value for unit in units for value in unit]
    frequencies = Counter(pooled)
    observed = sum(
        distance(a, b, frequencies) / (len(unit) - 1) for unit in units for a, b in itertools.permutations(unit, 2)
    ) / len(pooled)
    expected = sum(distance(a, b, frequencies) for a, b in itertools.permutations(pooled, 2)) / (
        len(pooled) * (len(pooled) - 1)
    )
    return 1 - observed / expected


def ordinal_distance(a, b, frequencies):
    low, high = min(a, b), max(a, b)
    between = sum(count for value, count in frequencies.items() if low <= value <= high)
    return (between - (frequencies[low] + frequencies[high]) / 2) ** 2 if a != b else 0


def van_der_eijk(counts):
    """Layer by layer with exact fractions, triples counted one by one (van der Eijk 2001, equations 1–3)."""
    rest, total, agreement = [Fraction(c) for c in counts], sum(counts), Fraction(0)
    while any(rest):
        height = min(c for c in rest if c)
        pattern = [c > 0 for c in rest]
        agreement += layer_agreement(pattern) * height * sum(pattern) / total
        rest = [c - height if c else c for c in rest]
    return float(agreement)


def layer_agreement(pattern):
    k, covered = len(pattern), sum(pattern)
    triples = Counter(itertools.combinations(pattern, 3))
    joined = triples[True, True, False] + triples[False, True, True]
    broken = triples[True, False, True]
    if joined + broken == 0:
        return Fraction(covered == 1)
    unimodality = Fraction((k - 2) * joined - (k - 1) * broken, (k - 2) * (joined + broken))
    return unimodality * (1 - Fraction(covered - 1, k - 1))


def chance_corrected(observed, expected):
    return (observed - expected) / (1 - expected)


def unit_agreement(units):
    """Mean over units with two ratings of the share of pairs of raters who agree."""
    shares = []
    for unit in units:
        pairs = list(itertools.combinations(unit, 2))
        if pairs:
            shares.append(Fraction(sum(a == b for a, b in pairs), len(pairs)))
    return sum(shares) / len(shares)


def category_share(units, category):
    """Mean over rated units of the share of raters who chose the category."""
    rated = [unit for unit in units if unit]
    return sum(Fraction(unit.count(category), len(unit)) for unit in rated) / len(rated)


def fleiss_kappa(units):
    categories = {category for unit in units for category in unit}
    expected = sum(category_share(units, category) ** 2 for category in categories)
    return float(chance_corrected(unit_agreement(units), expected))


def gwet_ac1(units, category_count):
    categories = {category for unit in units for category in unit}
    shares = [category_share(units, category) for category in categories]
    expected = sum(share * (1 - share) for share in shares) / (category_count - 1)
    return float(chance_corrected(unit_agreement(units), expected))


def restricted_deviance(values, groups, between, within):
    """−2 log restricted likelihood of a random intercept, from the whole covariance matrix (Searle et al. 1992)."""
    n = len(values)
    covariance = np.array(
        [[between * (groups[i] == groups[j]) + within * (i == j) for j in range(n)] for i in range(n)]
    )
    ones, y = np.ones((n, 1)), np.array(values, dtype=float)
    inverse = np.linalg.inv(covariance)
    information = ones.T @ inverse @ ones
    rest = y - (ones @ np.linalg.inv(information) @ ones.T @ inverse @ y)
    return np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1] + rest @ inverse @ rest


def icc1(groups):
    """Mean squares by hand: `groups` are lists of values."""
    values = [v for group in groups for v in group]
    n, k, grand = len(values), len(groups), sum(values) / len(values)
    means = [sum(group) / len(group) for group in groups]
    between = sum(len(g) * (m - grand) ** 2 for g, m in zip(groups, means, strict=True)) / (k - 1)
    within = sum((v - m) ** 2 for g, m in zip(groups, means, strict=True) for v in g) / (n - k)
    typical = (n - sum(len(g) ** 2 for g in groups) / n) / (k - 1)
    return (between - within) / (between + (typical - 1) * within)


def heterogeneity_deviance(estimates, variances, tau2):
    """−2 log restricted likelihood of independent normal estimates with known variances."""
    covariance = np.diag([v + tau2 for v in variances])
    ones, y = np.ones((len(estimates), 1)), np.array(estimates, dtype=float)
    inverse = np.linalg.inv(covariance)
    information = ones.T @ inverse @ ones
    rest = y - (ones @ np.linalg.inv(information) @ ones.T @ inverse @ y)
    return np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1] + rest @ inverse @ rest


def binomial_limit(n, share, target):
    """Spiegelhalter (2005), A.1.1: where the binomial distribution function, joined by lines, meets `target`."""
    total = 0.0
    for successes in range(n + 1):
        mass = math.comb(n, successes) * share**successes * (1 - share) ** (n - successes)
        if total + mass >= target:
            return max(0.0, successes - (total + mass - target) / mass) / n
        total += mass
    return 1.0


def practice_cost(steps, prices, case_mix):
    total = 0.0
    for vignette, cases in enumerate(case_mix):
        kroner = [prices[row[vignette]] for row in steps if row[vignette] is not None]
        total += cases * sum(kroner) / len(kroner)
    return total


def level_mean(rows, place, level):
    """Mean of the outcome and its clustered error; rows are (respondent, levels, outcome)."""
    chosen = [(respondent, y) for respondent, levels, y in rows if levels[place] == level]
    mean = sum(y for _, y in chosen) / len(chosen)
    people = {respondent for respondent, _, _ in rows}
    squares = sum((sum(y - mean for r, y in chosen if r == person) / len(chosen)) ** 2 for person in people)
    return mean, math.sqrt(len(people) / (len(people) - 1) * squares)


def least_squares(rows, terms):
    """Normal equations and the clustered sandwich, written out; `terms` are (place, level)."""
    x = np.array([[1.0] + [float(levels[place] == level) for place, level in terms] for _, levels, _ in rows])
    y = np.array([outcome for _, _, outcome in rows], dtype=float)
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    people = sorted({respondent for respondent, _, _ in rows})
    meat = np.zeros((x.shape[1],) * 2)
    for person in people:
        mine = [at for at, (respondent, _, _) in enumerate(rows) if respondent == person]
        score = sum(x[at] * (y[at] - x[at] @ beta) for at in mine)
        meat += np.outer(score, score)
    return beta, np.sqrt(np.maximum(0, np.diag(len(people) / (len(people) - 1) * bread @ meat @ bread)))


def marginal_likelihood(risk, placed, groups, intercept, slope, spread):
    """Log-likelihood of a logistic curve with normal intercepts, summed over ±8 standard deviations."""
    points = np.linspace(-8, 8, 2001)
    total = 0.0
    for group in sorted(set(groups)):
        product = np.exp(-(points**2) / 2) / math.sqrt(2 * math.pi)
        for x, y, g in zip(risk, placed, groups, strict=True):
            if g == group:
                chance = 1 / (1 + np.exp(-(intercept + slope * x + spread * points)))
                product = product * (chance if y else 1 - chance)
        total += math.log(np.sum(product) * (points[1] - points[0]))
    return total
