"""What a case's figures say in one sentence, with what belongs beside it. Who pays and who gains comes before rates.

That the money is not back within the horizon is a fact and no failure: the sentence then says what is lacking, and who
could make it whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesscases.amounts import chance, listed, money, percent, plain
from businesscases.calculation.figures import Figures, Results
from businesscases.calculation.inputs import Inputs
from businesscases.economics.flows import ROUNDING
from businesscases.economics.lines import Actor
from businesscases.models.choices import Actor as ActorNames

# Amounts are kr.: less than this is nothing to speak of.
_NOTHING = 0.5
_UNLIKELY = 0.4


@dataclass(frozen=True)
class Headline:
    """`sentence` comes first, `people` always stands beside it, `notes` are what must be known to read it right."""

    sentence: str
    people: str
    notes: tuple[str, ...]


def headline(
    inputs: Inputs, found: Results | None, odds: Mapping[Actor | None, float] | None = None, owner: str = ""
) -> Headline:
    """The sentence of a case; without results it says how to get some. `odds` are the chances of not losing, if any.

    `owner` is the name of the municipality where others read it, to whom "the municipality" could be their own.
    """
    if found is None:
        return Headline(_empty(owner), people(inputs, found, owner), ())
    sentence = _one_sided(found.total) or ended("; ".join(_clauses(found, owner)))
    notes = (*_notes(found, owner), *skewed(found, odds or {}, owner))
    return Headline(" ".join([sentence, *_made_whole(found, owner)]), people(inputs, found, owner), notes)


def _empty(owner: str) -> str:
    if owner:
        return _("%(owner)s has not calculated the case yet.") % {"owner": owner}
    return _("Write what the intervention costs and what it saves: then you see here who pays and who gains.")


def named(actor: Actor, *, first: bool = False, owner: str = "") -> str:
    """The actor in a sentence: "staten", or "Staten" where it begins one; `owner` as in `headline`."""
    if owner and actor is Actor.MUNICIPALITY:
        return owner
    name = str(ActorNames(actor).label)
    return name if first else name[:1].lower() + name[1:]


def whose(who: Actor | None, owner: str = "") -> str:
    """What a table or picture calls a purse; None is everybody together."""
    return _("Everybody together") if who is None else named(who, first=True, owner=owner)


def years(count: int) -> str:
    return ngettext("%(count)s year", "%(count)s years", count) % {"count": count}


def ended(text: str) -> str:
    """The text with its full stop, which an abbreviation at its end already has."""
    return text if text.endswith(".") else f"{text}."


def people(inputs: Inputs, found: Results | None, owner: str = "") -> str:
    """The bottom line that is not money: how many take part, and for how many it changes something."""
    count = inputs.participants.mode
    if not count and owner:
        return _("%(owner)s has not said yet how many take part.") % {"owner": owner}
    if not count:
        return _("It is not said yet how many take part.")
    parts = [_("%(count)s take part") % {"count": plain(count, 1)}]
    parts += [] if found is None else filter(None, (_success(found, effect) for effect in inputs.effects))
    return ended("; ".join(parts))


def _success(found: Results, effect) -> str:
    """Of one effect: how many more reach it than otherwise, at first, and in the last year where that is fewer."""
    counts = found.people.successes[effect.key]
    if effect.first_year >= len(counts):
        return ""
    first, last = counts[effect.first_year], counts[-1]
    text = _("in %(year)s %(count)s more than otherwise have the effect “%(effect)s”") % {
        "year": found.years[effect.first_year],
        "count": plain(first, 1),
        "effect": effect.name,
    }
    if plain(last, 1) == plain(first, 1):
        return text
    return text + _(", in %(year)s %(count)s") % {"year": found.years[-1], "count": plain(last, 1)}


def _one_sided(total: Figures) -> str:
    """The sentence of a case that lacks a side of the calculation, or ""."""
    if total.gains_kr < _NOTHING and total.costs_kr < _NOTHING:
        return _("There is no cost and no gain yet, so nobody pays and nobody gains on the whole.")
    if total.costs_kr < _NOTHING:
        return _("There are no costs yet, so there is nothing to get back. The gain is worth %(kr)s today.") % {
            "kr": money(total.gains_kr)
        }
    if total.gains_kr < _NOTHING:
        return _("There are no gains yet. The intervention costs %(kr)s in today's value.") % {
            "kr": money(total.costs_kr)
        }
    return ""


def _clauses(found: Results, owner: str) -> Iterator[str]:
    yield _municipality(found, named(Actor.MUNICIPALITY, first=True, owner=owner))
    if gain := _largest_share(found):
        yield gain


def _municipality(found: Results, name: str) -> str:
    """Whether and when the municipality, called by its `name`, has its money back."""
    own = found.actors.get(Actor.MUNICIPALITY)
    if own is None or max(own.costs_kr, own.gains_kr) < _NOTHING:
        return _("%(municipality)s neither pays nor gains") % {"municipality": name}
    if own.costs_kr < _NOTHING:
        words = {"municipality": name, "kr": money(own.gains_kr)}
        return _("%(municipality)s pays nothing and gains %(kr)s") % words
    if own.gains_kr < _NOTHING:
        words = {"municipality": name, "kr": money(own.costs_kr)}
        return _("%(municipality)s pays %(kr)s and gains nothing itself") % words
    return _back(own, found, name) if own.break_even.year is not None else _not_back(own, name)


def _back(own: Figures, found: Results, name: str) -> str:
    """The year in which the municipality's money is back for good."""
    at = own.break_even.year or 0
    if at == 0:
        return _("%(municipality)s never has money outstanding") % {"municipality": name}
    words = {"municipality": name, "year": at, "calendar": found.years[at]}
    if own.present_value_kr < -_NOTHING:
        return _("%(municipality)s has its money back in year %(year)s (%(calendar)s), but not with interest") % words
    if own.break_even.crosses_back:
        return (
            _("%(municipality)s has its money back for good in year %(year)s (%(calendar)s), after a setback") % words
        )
    later = own.discounted_break_even.year
    if later is not None and later > at:
        return _(
            "%(municipality)s has its money back in year %(year)s (%(calendar)s), with interest in year %(later)s"
        ) % (words | {"later": later})
    return _("%(municipality)s has its money back in year %(year)s (%(calendar)s)") % words


def _not_back(own: Figures, name: str) -> str:
    words = {"municipality": name, "years": years(own.break_even.horizon_years)}
    if next(kr for kr in own.flows if kr) > 0:
        return _("%(municipality)s is ahead at first, but behind after %(years)s") % words
    if own.break_even.crosses_back:
        return _("%(municipality)s has its money back on the way, but is short again within %(years)s") % words
    return _("%(municipality)s does not get its money back within %(years)s") % words


def _largest_share(found: Results) -> str:
    """What the largest share of the gains is that somebody else gets, where that can be seen."""
    others = {actor: share for actor, share in found.shares.items() if actor is not Actor.MUNICIPALITY}
    if not others:
        return ""
    actor = max(others, key=lambda one: others[one])
    told = percent(others[actor])
    if told == "0 %":
        return ""
    if told == "100 %":
        whole = found.shares[actor] > 1 - ROUNDING
        text = _("%(actor)s gets the whole gain") if whole else _("%(actor)s gets nearly the whole gain")
        return text % {"actor": named(actor)}
    words = {"actor": named(actor), "share": told}
    if found.actors[actor].present_value_kr < -_NOTHING:
        return _("%(actor)s gets %(share)s of the gain but pays more") % words
    return _("%(actor)s gets %(share)s of the gain") % words


def _made_whole(found: Results, owner: str) -> Iterator[str]:
    """The smallest transfers after which nobody loses, or what all together lack."""
    settled = found.compensation
    transfers = [one for one in settled.transfers if one.kr >= _NOTHING]
    if settled.shortfall_kr >= _NOTHING:
        yield _("All together lack %(kr)s in today's value.") % {"kr": money(settled.shortfall_kr)}
    elif transfers:
        gifts = [
            _("%(payer)s gave %(receiver)s %(kr)s")
            % {
                "payer": named(one.payer, owner=owner),
                "receiver": named(one.receiver, owner=owner),
                "kr": money(one.kr),
            }
            for one in transfers
        ]
        yield _("If %(gifts)s, nobody would lose.") % {"gifts": listed(gifts)}


def _notes(found: Results, owner: str) -> Iterator[str]:
    total = found.total
    if len(total.rates) > 1:
        rates = listed(percent(rate, 1) for rate in total.rates)
        yield _(
            "The flow of money changes direction several times and has several internal rates of return: %(rates)s. "
            "None of them can be compared with the discount rate; look at the net present value."
        ) % {"rates": rates}
    if total.break_even.crosses_back:
        if owner:
            yield _("The whole comes above zero on the way and falls below it again.")
        else:
            yield _("The whole comes above zero on the way and falls below it again: see the curve.")
    if any(_moved(found)):
        yield _("Money moves between the purses. The shares of the gain are those before it moves.")


def raised(inputs: Inputs) -> Iterator[str]:
    """That more is counted than what the lines cost, where it is."""
    if addition := inputs.optimism_bias * (1 - inputs.mitigation):
        yield _("All costs are raised by %(percent)s, since plans are nearly always too bright.") % {
            "percent": percent(addition, 1)
        }


def skewed(found: Results, odds: Mapping[Actor | None, float], owner: str = "") -> Iterator[str]:
    """Where the most likely values and most draws disagree on whether everybody, or the municipality, loses.

    `odds` are the chances of not losing by actor, None for everybody. A chance near one half disagrees with nothing.
    """
    purses = [(None, found.total), *((who, own) for who, own in found.actors.items() if who is Actor.MUNICIPALITY)]
    for who, own in purses:
        likely, worth = odds.get(who, 0.5), own.present_value_kr
        words = {"purse": whose(who, owner), "kr": money(worth), "chance": chance(likely)}
        if worth > _NOTHING and likely < _UNLIKELY:
            yield (
                _(
                    "%(purse)s: the most likely values give %(kr)s, but few draws go well (%(chance)s), because the "
                    "ranges reach furthest to the bad side."
                )
                % words
            )
        if worth < -_NOTHING and likely > 1 - _UNLIKELY:
            yield (
                _(
                    "%(purse)s: the most likely values give %(kr)s, but most draws go well (%(chance)s), because the "
                    "ranges reach furthest to the good side."
                )
                % words
            )


def _moved(found: Results) -> Iterator[bool]:
    """For each actor: does it have other gains than those counted in it?"""
    for actor, own in found.actors.items():
        yield abs(own.gains_kr - found.shares.get(actor, 0) * found.total.gains_kr) > _NOTHING
