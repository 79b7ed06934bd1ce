"""What a page of the report is made of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from reports.analysis.suggestions import Suggestion
from reports.pictures import Picture
from reports.proposals import figure, rule_name
from reports.tables import Table


@dataclass(frozen=True)
class Edition:
    """What every page says of its package: from which survey, which version, made when, and how much it may show."""

    partnership: str
    survey: str
    year: int
    number: int
    made_on: str
    n_min: int
    tests: int
    is_hidden: bool


def edition(package) -> dict[str, Any]:
    """The fields of Edition for `package` (packages.opened), in the active language."""
    analysis = package.analysis
    return {
        "partnership": package.partnership,
        "survey": package.survey.title,
        "year": package.survey.year,
        "number": package.number,
        "made_on": date_format(date.fromisoformat(package.made_on), "j. F Y"),
        "n_min": analysis.n_min,
        "tests": analysis.tests,
        "is_hidden": analysis.who.hidden,
    }


@dataclass(frozen=True)
class Finding:
    """One question: what it asks, what the answers say, the picture if its answers have an order, and the numbers.

    `found` is what each sentence rests on, in their order, None where a sentence says that there is nothing to say;
    `figures` are the rows of the package that all of it is made from.
    """

    anchor: str
    heading: str
    sentences: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None
    found: tuple[Suggestion | None, ...] = ()
    figures: Any = None


@dataclass(frozen=True)
class Statement:
    """One sentence and what it rests on; `found` is None where it says that there is nothing to say."""

    text: str
    found: Suggestion | None = None
    anchor: str = ""

    @property
    def rule(self) -> str:
        return rule_name(self.found.rule) if self.found else ""

    @property
    def figure(self) -> str:
        return figure(self.found) if self.found else ""
