"""A case calculated a second time, from the definitions (METHODS C) alone: slowly, line by line, in fractions.

Nothing of businesscases/calculation or businesscases/economics is used but the documents that both read.
"""

from fractions import Fraction


def flows(inputs):
    """{(actor, control area, administration): kr. in t = 0..horizon}, payments negative."""
    purses = {}
    for line in inputs.lines:
        for year in range(inputs.horizon_years + 1):
            for purse, kr in _moved(inputs, line, year):
                place = (purse.actor, purse.area, purse.administration) if purse else ("state", "outside", "")
                purses.setdefault(place, [Fraction(0)] * (inputs.horizon_years + 1))[year] += kr
    return purses


def gains_and_costs(inputs, is_own):
    """What comes in and what goes out over t, of purses for which `is_own(actor)`; moves among them are not."""
    sides = [[Fraction(0)] * (inputs.horizon_years + 1) for _side in range(2)]
    for line in inputs.lines:
        if line.to is not None and is_own(line.purse.actor) and is_own(line.to.actor):
            continue
        for year in range(inputs.horizon_years + 1):
            for at, (purse, kr) in enumerate(_moved(inputs, line, year)):
                if is_own(purse.actor if purse else "state"):
                    comes_in = at == 1 if line.to is not None else line.kind == "gain"
                    sides[not comes_in][year] += abs(kr)
    return sides


def factors(inputs):
    """What a krone of each year is worth in year 0: chained year by year; the part of a year at that year's rate."""
    passed = {"start": 0.0, "middle": 0.5, "end": 1.0}[inputs.timing]
    found, chained = [1.0], 1.0
    for year in range(1, inputs.horizon_years + 1):
        chained /= 1 + _rate(inputs.schedule, year)
        found.append(chained / (1 + _rate(inputs.schedule, year + 1)) ** passed)
    return found


def _rate(schedule, year):
    return [rate for first, rate in schedule.steps if first <= year][-1]


def _moved(inputs, line, year):
    """(purse, kr.) for everybody whom the line moves money to or from in one year; None is the state's refund."""
    kr = _in_year(inputs, line, year)
    if line.kind == "transfer":
        return [(line.purse, -kr), (line.to, kr)]
    signed = kr if line.kind == "gain" else -kr
    share = _refunded(inputs, line)
    return [(line.purse, signed * (1 - share)), (None, signed * share)] if share else [(line.purse, signed)]


def _in_year(inputs, line, year):
    if not line.first_year <= year <= line.last_year:
        return Fraction(0)
    kr = Fraction(line.quantity) * _count(inputs, line, year) * _in_prices_of(inputs, line, inputs.price_year)
    if line.kind == "cost":
        kr *= 1 + Fraction(inputs.optimism_bias) * (1 - Fraction(inputs.mitigation))
    return kr


def _count(inputs, line, year):
    """How many times the quantity counts: once, for each participant, or for each who has the effect in that year."""
    if line.per == "case":
        return Fraction(1)
    people = Fraction(inputs.participants.mode)
    if line.per == "participant":
        return people
    effect = next(one for one in inputs.effects if one.key == line.effect)
    if year < effect.first_year:
        return Fraction(0)
    for taken in (effect.deadweight, effect.attribution, effect.displacement):
        people *= 1 - Fraction(taken)
    for _year in range(effect.first_year, year):
        people *= 1 - Fraction(effect.drop_off)
    return people * Fraction(effect.rate.mode)


def _in_prices_of(inputs, line, year):
    if year == line.price_year:
        return Fraction(line.price.mode)
    levels = inputs.series.levels
    return Fraction(line.price.mode) * Fraction(levels[year]) / Fraction(levels[line.price_year])


def _refunded(inputs, line):
    """The share of what one household costs, in prices of the rule's level, that the state pays back, band by band."""
    if not line.refund or not line.price.mode:
        return Fraction(0)
    rule = inputs.refunds[line.refund]
    cost = _in_prices_of(inputs, line, rule.level_year)
    ends = [*(threshold for threshold, _share in rule.bands[1:]), cost]
    back = sum(
        Fraction(str(share)) * (min(cost, end) - threshold)
        for (threshold, share), end in zip(rule.bands, ends, strict=True)
        if cost > threshold
    )
    return back / cost
