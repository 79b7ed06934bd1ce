"""Which cases one respondent gets, and in which order. Pure, reproducible from the seed."""

import random
from collections.abc import Iterable, Mapping, Sequence

from vignettes.cases import Case
from vignettes.design import assign_deck
from vignettes.instrument import FOR_ALL

FEWEST_TO_REPEAT = 2  # a case is shown again after another one


def deck_of(cases: Iterable[Case], counts: Mapping[int, int], seed: int) -> int:
    """One of the decks (1, 2, …) that fewest have, by `counts`; 0 where all the cases are for everybody."""
    decks = sorted({case.deck for case in cases} - {FOR_ALL})
    return decks[assign_deck([counts.get(deck, 0) for deck in decks], seed)] if decks else FOR_ALL


def share_of(cases: Iterable[Case], deck: int) -> list[Case]:
    """What a respondent with `deck` gets of the cases, in their order.

    A case is not shown again where nothing else could stand between.
    """
    share = [case for case in cases if case.deck in (FOR_ALL, deck)]
    shown = [case for case in share if not case.repeats]
    return share if len(shown) >= FEWEST_TO_REPEAT else shown


def order_of(cases: Iterable[Case], deck: int, seed: int) -> list[str]:
    """The codes of what a respondent with `deck` gets, shuffled by `random.Random(seed)`.

    A case that is shown again comes after its first showing, with another between: it is shuffled until that holds.
    """
    share = share_of(cases, deck)
    codes, again = [case.code for case in share], {case.code: case.repeats for case in share if case.repeats}
    draw = random.Random(seed)
    order = draw.sample(codes, len(codes))
    while not all(_are_apart(order, *pair) for pair in again.items()):
        order = draw.sample(codes, len(codes))
    return order


def _are_apart(order: Sequence[str], again: str, first: str) -> bool:
    return order.index(again) >= order.index(first) + 2
