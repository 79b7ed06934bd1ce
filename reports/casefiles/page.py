"""What the document of a whole case says, in the order of a SØM report."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from businesscases.economics.lines import Actor, Kind
from businesscases.headline import Headline
from businesscases.models import Case, Stage
from businesscases.result_page import ResultPage, Section, result_page
from businesscases.result_pictures import Picture
from businesscases.theory_picture import theory_picture
from charts.svg import Chart
from reports.casefiles import tables
from reports.tables import Table

# Before it is treated politically, a case is the administration's draft.
DRAFTS = (Stage.IDEA, Stage.PRE_STUDY, Stage.CALCULATION)
SENSITIVITY = ("usikkerhed", "haenger-paa", "scenarier", "rente")
_DESCRIBED = ("problem", "target_group", "target_group_size", "target_group_found")
_PLANNED = ("intervention", "legal_basis", "starts_on", "duration_months", "staffing", "basis_alternative")


@dataclass(frozen=True)
class Described:
    """One field of the guided path, with the label that it has there."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question about the result: what to know first, pictures, and tables that have room on a sheet."""

    anchor: str
    heading: str
    words: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything the templates show. `mark` stands on every page of a draft."""

    title: str
    municipality: str
    partnership: str
    stage: str
    made_on: str
    mark: str
    frozen: tuple[str, ...]
    result: ResultPage
    left_out: tuple[str, ...]
    background: tuple[Described, ...]
    plan: tuple[Described, ...]
    costs: tuple[Table, ...]
    effects: tuple[Table, ...]
    consequences: tuple[Table, ...]
    key: tuple[Table, ...]
    results: tuple[Question, ...]
    sensitivity: tuple[Question, ...]
    sources: tuple[Table, ...]
    theory: tuple[Table, ...]
    theory_picture: Chart | None
    evidence: tuple[dict, ...]
    decisions: tuple[Table, ...]

    @property
    def headline(self) -> Headline:
        return self.result.headline

    @property
    def charts(self) -> dict[str, Chart]:
        """By the name under which the document shows it."""
        found = {picture.name: picture.wide for section in self.result.sections for picture in section.pictures}
        return found | ({"theory": self.theory_picture} if self.theory_picture else {})


def present(facts) -> CasePage:
    """The page of an opened package, in the active language."""
    scenarios = [(scenario.name, scenario.values) for scenario in facts.dossier.scenarios]
    result = result_page(facts.dossier.calculation, scenarios, purses=(None, Actor.MUNICIPALITY))
    return CasePage(
        **frame(facts),
        result=result,
        left_out=tuple(_("%(name)s: %(reason)s") % vars(one) for one in result.left),
        background=_described(facts, _DESCRIBED),
        plan=_described(facts, _PLANNED),
        costs=_given(tables.lines(facts, (Kind.COST,), _("Costs of the intervention"))),
        effects=_given(tables.effects(facts), tables.grades(facts)),
        consequences=_given(tables.lines(facts, (Kind.GAIN, Kind.TRANSFER), _("Consequences, with their prices"))),
        key=tuple(tables.fitting(result.key)) if result.key else (),
        results=tuple(_question(section) for section in result.sections if section.anchor not in SENSITIVITY),
        sensitivity=tuple(_question(section) for section in result.sections if section.anchor in SENSITIVITY),
        sources=_given(tables.sources(facts)),
        theory=tuple(tables.theory(facts)),
        theory_picture=theory_picture(facts.dossier.theory).wide if facts.dossier.theory else None,
        evidence=tuple(facts.said["evidence"]),
        decisions=_given(_decisions(facts.said["decisions"])),
    )


def frame(facts) -> dict:
    """What every document of a case begins with."""
    return {
        "title": facts.title,
        "municipality": facts.municipality,
        "partnership": facts.said["partnership"],
        "stage": str(Stage(facts.said["stage"]).label),
        "made_on": facts.day,
        "frozen": facts.frozen,
        "mark": _("Draft, not treated politically") if facts.said["stage"] in DRAFTS else "",
    }


def _question(section: Section) -> Question:
    shown = tuple(table for one in section.tables for table in tables.fitting(one.table))
    return Question(section.anchor, section.heading, section.words, section.pictures, shown)


def _given(*found: Table | None) -> tuple[Table, ...]:
    return tuple(table for table in found if table is not None)


def _described(facts, names) -> tuple[Described, ...]:
    """The fields that somebody has written something in."""
    texts = facts.dossier.texts
    return tuple(Described(_label(name), _paragraphs(name, texts[name])) for name in names if texts.get(name))


def _label(name: str) -> str:
    label = str(Case._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _paragraphs(name: str, text: str) -> tuple[str, ...]:
    if name == "starts_on":
        return (date_format(date.fromisoformat(text), "j. F Y"),)
    return paragraphs(text)


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _decisions(rows) -> Table | None:
    head = (_("Decision"), _("Day"), _("Who decided"), _("Reason"))
    told = tuple(
        (
            f"{Stage(row['from_stage']).label} → {Stage(row['to_stage']).label}",
            date_format(date.fromisoformat(row["decided_on"]), "j. F Y"),
            row["body"],
            row["reason"] or "–",
        )
        for row in rows
    )
    return Table(_("What has been decided"), head, told, is_text=True) if told else None
