"""The report on one page: three findings, three recommendations and one picture, for a leader with two minutes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import findings, pictures
from reports.analysis.suggestions import Suggestion
from reports.pictures import Picture
from reports.proposals import propose

THREE = 3

# The order in which a leader should hear them; one of each kind before a second of any.
_RULES = (
    "staircase_overall",
    "staircase_difference",
    "question_difference",
    "low_agreement",
    "low_alpha",
    "municipalities_differ",
)
_OVERALL = ("staircase_overall", "low_alpha")


@dataclass(frozen=True)
class Point:
    """A finding or a recommendation; `figure` is what it rests on in words, `anchor` where it is shown."""

    heading: str
    sentence: str
    figure: str
    anchor: str
    found: Suggestion | None = None

    @property
    def key(self) -> str:
        """Names the finding in its report: two rules may find something about the same figure."""
        return f"{self.found.rule}:{self.anchor}" if self.found else ""


@dataclass(frozen=True)
class OnePage:
    """`is_proposed` tells that the recommendations come from the figures, since nobody has written any."""

    points: tuple[Point, ...]
    advice: tuple[Point, ...]
    is_proposed: bool
    picture: Picture | None


def one_page(package) -> OnePage:
    """What stands out most in `package` (packages.opened); nothing of a municipality below the threshold."""
    if package.analysis.who.hidden:
        return OnePage((), (), False, None)
    found = _mixed(propose(package), "rule")
    told = tuple(Point(row.heading, f"{row.sentence}.", row.figure, row.anchor, row.found) for row in found[:THREE])
    return OnePage(
        points=(*told, *_plain(package))[:THREE],
        advice=_written(package) or tuple(_proposed(row) for row in _mixed(found, "advice")[:THREE]),
        is_proposed=not package.recommendations,
        picture=_picture(package),
    )


def _mixed(found, kind):
    """The findings by rule, the first of each `kind` before the others."""
    ordered = sorted(found, key=lambda row: _RULES.index(row.rule))
    seen, first, later = set(), [], []
    for row in ordered:
        value = getattr(row, kind)
        (later if value in seen else first).append(row)
        seen.add(value)
    return [*first, *later]


def _plain(package):
    """Findings that stand even where nothing stands out: what is chosen most, and how it compares."""
    result = package.analysis.staircase
    if result is None or result.own.hidden or not result.own.shares:
        return
    heading = _("The staircase of measures")
    yield Point(heading, findings.first_choice(result.own), f"n = {result.own.n}", "staircase")
    yield Point(_("You and the others"), findings.staircase(result.difference, result.profile), "", "staircase")
    who = package.analysis.who
    yield Point(_("Who answered"), findings.who(who, package.analysis.n_min), f"n = {who.n}", "who")


def _written(package):
    return tuple(
        Point(row.title, "", "", f"recommendation-{place}")
        for place, row in enumerate(package.recommendations[:THREE], start=1)
    )


def _proposed(row):
    """What to do, under the case or, where all cases stand behind it, under what was found."""
    heading = f"{row.sentence}." if row.rule in _OVERALL else row.heading
    return Point(heading, row.advice, "", row.anchor, row.found)


def _picture(package):
    """The staircase under a name of its own: the same picture stands in its section too."""
    result = package.analysis.staircase
    if result is None or result.own.hidden:
        return None
    sentences = (findings.staircase(result.difference, result.profile),)
    return pictures.staircase(result, package.municipality.name, sentences, name="one-page")
