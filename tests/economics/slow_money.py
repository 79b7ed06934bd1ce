"""Second implementations of the money figures: slow, by the definition, in exact fractions where that is possible."""

from fractions import Fraction


def factors(steps, years):
    """1/(1 + r) chained year by year, each year looking up its own rate."""
    result = [Fraction(1)]
    for year in range(1, years + 1):
        rate = [rate for start, rate in steps if start <= year][-1]
        result.append(result[-1] / (1 + Fraction(str(rate))))
    return result


def npv(flows, rate):
    return sum(Fraction(flow) / (1 + Fraction(rate)) ** year for year, flow in enumerate(flows))


def _trimmed(polynomial):
    while polynomial and polynomial[-1] == 0:
        polynomial = polynomial[:-1]
    return polynomial


def _remainder(dividend, divisor):
    dividend = _trimmed(list(dividend))
    while len(dividend) >= len(divisor):
        share, shift = dividend[-1] / divisor[-1], len(dividend) - len(divisor)
        for place, coefficient in enumerate(divisor):
            dividend[place + shift] -= share * coefficient
        dividend = _trimmed(dividend[:-1])
    return dividend


def _changes(values):
    signs = [value > 0 for value in values if value != 0]
    return sum(left != right for left, right in zip(signs, signs[1:], strict=False))


def rates_counted(flows):
    """How many different rates above −100 % make the net present value 0: Sturm's theorem, in exact fractions."""
    polynomial = _trimmed([Fraction(flow) for flow in flows])
    while polynomial and polynomial[0] == 0:
        polynomial = polynomial[1:]
    if len(polynomial) < 2:
        return 0
    chain = [polynomial, _trimmed([place * value for place, value in enumerate(polynomial)][1:])]
    while rest := _remainder(chain[-2], chain[-1]):
        chain.append([-value for value in rest])
    return _changes([link[0] for link in chain]) - _changes([link[-1] for link in chain])


def break_even(flows):
    """The first year from which every later cumulative is at or above zero, by trying them all."""
    cumulative = [sum(flows[: year + 1]) for year in range(len(flows))]
    kept = [year for year in range(len(flows)) if all(total >= 0 for total in cumulative[year:])]
    return kept[0] if kept else None


def refund(cost, bands):
    """Krone by krone: each whole krone above a threshold is refunded with the share of the highest one it is above."""
    shares = ([share for threshold, share in bands if krone >= threshold] for krone in range(cost))
    return sum(Fraction(str(above[-1])) for above in shares if above)


def fewest_transfers(worth):
    """The least number of transfers that fill every loser, breadth first over who gives whom all that one of them can.

    An optimal set of transfers has no circle, so it can be taken apart from its ends: each step empties a giver or
    fills a loser.
    """
    states, steps = {tuple(worth)}, 0
    while not any(min(state) >= 0 for state in states):
        steps += 1
        states = {
            tuple(kr + (moved if at == loser else -moved if at == giver else 0) for at, kr in enumerate(state))
            for state in states
            for loser, lacks in enumerate(state)
            for giver, spare in enumerate(state)
            if lacks < 0 < spare
            for moved in [min(-lacks, spare)]
        }
    return steps


def flow_of(lines, purse_is):
    """Kr. per year of the purses that `purse_is` accepts, line by line and year by year, in fractions."""
    years = max(max(line.years) for line in lines) + 1
    result = [Fraction(0)] * years
    for line in lines:
        shares = line.shares or [1] * len(line.years)
        for year, share in zip(line.years, shares, strict=True):
            kr = Fraction(line.quantity) * Fraction(line.unit_price) * Fraction(share)
            if purse_is(line.purse):
                result[year] += kr if line.kind == "gain" else -kr
            if line.to is not None and purse_is(line.to):
                result[year] += kr
    return result
