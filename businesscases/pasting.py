"""Reads a table of results that somebody copied out of SØM: years as columns, rows by purse. Pure.

SØM has had several layouts, so nothing hangs on one: what a row is follows from its own words and from the headings
above it. What cannot be read is returned with the reason, never guessed.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from businesscases.economics.lines import Actor, Kind
from businesscases.subtotals import Read, is_sum

_YEAR_NUMBER = re.compile(r"(?:år|year)\s*(\d{1,3})", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"(?:år\s*)?((?:19|20|21)\d\d)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(\d{1,3}([. ]\d{3})+|\d+)(,\d+)?")
_PRICE_YEAR = re.compile(
    r"((?:19|20|21)\d\d)[ -]?(?:priser|niveau|pl\b|p/l)|pris(?:er|niveau)\D{0,12}((?:19|20|21)\d\d)", re.I
)
_UNITS = (
    (re.compile(r"mio\.? ?kr|mill\.? ?kr", re.I), 1_000_000),
    (re.compile(r"1[. ]?000 ?kr|t\.? ?kr\b|tkr\b", re.I), 1_000),
)
_SUM = re.compile(
    r"\bi alt\b|\btotal|\bsamle[dt]|\bnetto|\bsum\b|\bresultat|nutidsværdi|akkumuler|kumuler|tilbagebetaling", re.I
)
_ACTORS = (("kommun", Actor.MUNICIPALITY), ("region", Actor.REGION), ("stat", Actor.STATE), ("borger", Actor.CITIZEN))
_KINDS = (
    (("omkostning", "udgift", "investering"), Kind.COST),
    (("konsekvens", "gevinst", "besparelse", "indtægt", "effekt"), Kind.GAIN),
)
_NOTHING = {"", "-", "–", "−"}
LONGEST_NAME = 160
MOST_ROWS = 1000


class Why(StrEnum):
    """Why a row became no line."""

    NO_YEARS = "no_years"  # no row above names the years
    NO_ACTOR = "no_actor"  # neither the row nor a heading names a purse
    NOT_A_NUMBER = "not_a_number"  # `detail` is the cell
    SUM = "sum"  # a sum of other rows, by its words
    ALIKE = "alike"  # says only who, and equals the sum of the rows above: somebody may take it all the same
    EARLY = "early"  # money before the decision year
    TOO_MANY = "too_many"  # rows after MOST_ROWS


@dataclass(frozen=True)
class ReadLine:
    """The same `amount_kr` in each year `first_year`..`last_year`, counted from the decision year."""

    name: str
    kind: Kind
    actor: Actor
    first_year: int
    last_year: int
    amount_kr: Decimal


@dataclass(frozen=True)
class UnreadRow:
    """`number` counts the rows of the text from 1."""

    number: int
    text: str
    why: Why
    detail: str = ""


@dataclass(frozen=True)
class PastedTable:
    """`price_year` is the one the text names, None where it names none. `alike` are rows that look like sums."""

    lines: tuple[ReadLine, ...]
    unread: tuple[UnreadRow, ...]
    price_year: int | None = None
    alike: tuple[UnreadRow, ...] = ()


@dataclass(frozen=True)
class _Above:
    """What the rows so far say about those that follow: columns by year, headings, and the unit of the amounts."""

    years: dict[int, int]
    kind: Kind | None = None
    actor: Actor | None = None
    kind_heading: str = ""
    actor_heading: str = ""
    unit: int = 1


class _Unreadable(Exception):
    def __init__(self, why: Why, detail: str = ""):
        super().__init__(why)
        self.why, self.detail = why, detail


def read_table(
    text: str, *, decision_year: int, first_year: int = 0, taken: Container[int] = frozenset()
) -> PastedTable:
    """Lines of a pasted table. "År 1" is year `first_year` of the case, unless the table has an "År 0", which is 0.

    Rows that look like sums become lines only where their numbers are `taken`.
    """
    rows = [_cells(row, text) for row in text.splitlines()]
    above = _Above({})
    read: list[Read] = []
    unread: list[UnreadRow] = []
    alike: list[UnreadRow] = []
    for number, cells in enumerate(rows, start=1):
        if not any(cells):
            continue
        years = _years(cells, decision_year, first_year)
        if number > MOST_ROWS:
            unread.append(UnreadRow(number, "", Why.TOO_MANY))
            break
        if years or not _has_amounts(cells, above):
            above = _with_headings(above, cells, years)
            continue
        try:
            above = _with_kind(above, cells)
            row = _read(cells, above)
        except _Unreadable as refused:
            unread.append(_unread(number, cells, refused.why, refused.detail))
            continue
        if is_sum(row, read):
            alike.append(_unread(number, cells, Why.ALIKE))
        if number in taken or not is_sum(row, read):
            read.append(row)
    lines = tuple(line for row in read for line in _lines(row))
    left = [row for row in alike if row.number not in taken]
    return PastedTable(lines, (*unread, *left), _price_year(text), tuple(alike))


def _unread(number: int, cells: list[str], why: Why, detail: str = "") -> UnreadRow:
    return UnreadRow(number, " ".join(cells).strip(), why, detail)


def _cells(row: str, text: str) -> list[str]:
    if "\t" in text:
        parts = row.split("\t")
    elif ";" in text:
        parts = row.split(";")
    else:
        parts = re.split(r" {2,}", row)
    return [part.replace("\N{NO-BREAK SPACE}", " ").strip().strip('"').strip() for part in parts]


def _years(cells: list[str], decision_year: int, first_year: int) -> dict[int, int]:
    """Column → year of the case, of a row that names at least two years, or one and nothing else but words."""
    numbered = {place: int(found[1]) for place, cell in enumerate(cells) if (found := _YEAR_NUMBER.fullmatch(cell))}
    if numbered:
        offset = 0 if 0 in numbered.values() else first_year - 1
        return {place: year + offset for place, year in numbered.items()}
    calendar = {place: int(found[1]) for place, cell in enumerate(cells) if (found := _CALENDAR_YEAR.fullmatch(cell))}
    others = [cell for place, cell in enumerate(cells) if place not in calendar and _NUMBER.fullmatch(cell)]
    return {} if others else {place: year - decision_year for place, year in calendar.items()}


def _has_amounts(cells: list[str], above: _Above) -> bool:
    if above.years:
        return any(cells[place] for place in above.years if place < len(cells))
    return any(_NUMBER.fullmatch(_bare(cell)) for cell in cells[1:])


def _with_headings(above: _Above, cells: list[str], years: dict[int, int]) -> _Above:
    """A row of words: what it says holds for the rows below it."""
    text = " ".join(cells)
    unit = next((factor for words, factor in _UNITS if words.search(text)), above.unit)
    label = ", ".join(cell for place, cell in enumerate(cells) if cell and place not in years)
    found = replace(above, years=years or above.years, unit=unit)
    if kind := _kind(label):
        found = replace(found, kind=kind, kind_heading=label, actor=None, actor_heading="")
    if actor := _actor(label):
        found = replace(found, actor=actor, actor_heading="" if kind else label)
    return found


def _with_kind(above: _Above, cells: list[str]) -> _Above:
    """A cell that names the kind once, beside the first of several rows, holds for the others too."""
    label = _label(cells, above)
    kind = None if _SUM.search(label) else _kind(label)
    return replace(above, kind=kind, kind_heading="") if kind and kind != above.kind else above


def _read(cells: list[str], above: _Above) -> Read:
    label = _label(cells, above)
    if not above.years:
        raise _Unreadable(Why.NO_YEARS)
    if _SUM.search(label):
        raise _Unreadable(Why.SUM)
    actor = _actor(label) or above.actor
    if actor is None:
        raise _Unreadable(Why.NO_ACTOR)
    name = ", ".join(dict.fromkeys(part for part in (above.kind_heading, above.actor_heading, label) if part))
    kind, words = _kind(label) or above.kind, re.findall(r"\w+", label)
    says_only_who = all(_actor(word) or _kind(word) for word in words) and _actor(label) is not None
    return Read(name[:LONGEST_NAME], kind, actor, _amounts(cells, above), says_only_who)


def _lines(row: Read) -> Iterator[ReadLine]:
    turns = row.kind is Kind.COST and sum(row.amounts.values()) < 0
    for first, last, kr in _runs({year: -kr if turns else kr for year, kr in row.amounts.items()}):
        yield ReadLine(row.name, _signed(row.kind, kr), row.actor, first, last, abs(kr))


def _signed(kind: Kind | None, kr: Decimal) -> Kind:
    """Without a word for it money that goes out is a cost; a cost below zero is a gain, and the other way round."""
    if kind is Kind.COST:
        return Kind.COST if kr > 0 else Kind.GAIN
    return Kind.GAIN if kr > 0 else Kind.COST


def _amounts(cells: list[str], above: _Above) -> dict[int, Decimal]:
    found = {}
    for place, year in above.years.items():
        cell = cells[place] if place < len(cells) else ""
        kr = _amount(cell) * above.unit
        if kr and year < 0:
            raise _Unreadable(Why.EARLY)
        if kr:
            found[year] = kr
    return found


def _amount(cell: str) -> Decimal:
    bare = _bare(cell)
    if bare in _NOTHING:
        return Decimal(0)
    if not _NUMBER.fullmatch(bare):
        raise _Unreadable(Why.NOT_A_NUMBER, cell)
    return Decimal(bare.replace(".", "").replace(" ", "").replace(",", "."))


def _bare(cell: str) -> str:
    """(1.000), 1.000 kr. and a long minus are written as other numbers are."""
    bare = re.sub(r"\s*(kr\.?|dkk)$", "", cell, flags=re.IGNORECASE).replace("\N{MINUS SIGN}", "-").replace("–", "-")
    inside = re.fullmatch(r"\((.+)\)", bare)
    return f"-{inside[1]}" if inside else bare.replace("- ", "-").strip()


def _runs(amounts: dict[int, Decimal]) -> Iterator[tuple[int, int, Decimal]]:
    """(first, last, kr.) of years that follow each other with the same amount."""
    ordered = sorted(amounts.items())
    together = groupby(enumerate(ordered), key=lambda pair: (pair[1][1], pair[1][0] - pair[0]))
    for (kr, _start), run in together:
        years = [year for _place, (year, _kr) in run]
        yield years[0], years[-1], kr


def _label(cells: list[str], above: _Above) -> str:
    end = min(above.years, default=1)
    return ", ".join(cell for cell in cells[:end] if cell)


def _actor(text: str) -> Actor | None:
    return next((actor for word, actor in _ACTORS if re.search(rf"\b{word}", text, re.IGNORECASE)), None)


def _kind(text: str) -> Kind | None:
    return next((kind for words, kind in _KINDS if any(word in text.lower() for word in words)), None)


def _price_year(text: str) -> int | None:
    found = _PRICE_YEAR.search(text)
    return int(found[1] or found[2]) if found else None
