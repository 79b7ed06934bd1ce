"""The answers a reader chooses: by role, by case and beside which municipalities, from the tables of the data package.

The tables (analysis/breakdown.py) hold every figure that may be shown under some choice. Nothing is computed here but
shares of their counts, so no choice shows more than the tables do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import findings, pictures, tables
from reports.elements import Finding
from vignettes.models import QuestionKind, RespondentRole

EVERYBODY = ALL_CASES = ALL_OTHERS = "all"
COMPARED = "caseworker"
PEERS = {
    ALL_OTHERS: gettext_lazy("All other municipalities"),
    "size": gettext_lazy("Municipalities of about your size"),
    "kind": gettext_lazy("Municipalities of your kind"),
    "region": gettext_lazy("Municipalities in your region"),
}


@dataclass(frozen=True)
class Selection:
    """What the reader has chosen: the keys of the choices below."""

    role: str = EVERYBODY
    case: str = ALL_CASES
    peers: str = ALL_OTHERS


@dataclass(frozen=True)
class Case:
    anchor: str
    title: str
    findings: tuple[Finding, ...]


def role_choices(package) -> list[tuple[str, str]]:
    """Role groups that are shown somewhere; small ones stand together."""
    return [(_key(roles), role_label(roles)) for roles in ((), *package.tables.roles)]


def case_choices(package) -> list[tuple[str, str]]:
    titles = [(vignette.code, vignette.title) for vignette in package.analysis.vignettes]
    return [(ALL_CASES, _("All cases")), *titles]


def peer_choices(package) -> list[tuple[str, str]]:
    """Groups of municipalities that are shown somewhere; all others always."""
    return [(key, str(PEERS[key])) for key in dict.fromkeys([ALL_OTHERS, *package.tables.peers])]


def role_label(roles) -> str:
    """The people of a role group in words; `roles` is empty for everybody."""
    if not roles:
        return _("All roles")
    first, *more = (str(RespondentRole(role).label) for role in roles)
    return _(" and ").join([first, *(label.lower() for label in more)])


def is_tested(selection) -> bool:
    """Differences are tested once, of everybody from all others: a test for each choice would find some by chance."""
    return (selection.role, selection.peers) == (EVERYBODY, ALL_OTHERS)


def names(package, selection) -> tuple[str, ...]:
    """The municipalities of the chosen group, where the partnership has agreed to name them."""
    members = dict(zip(package.tables.peers, package.tables.members, strict=True))
    return tuple(members.get(selection.peers, ()))


def selected(package, selection) -> tuple[Case, ...]:
    """The chosen cases with what the chosen people answered to each question."""
    shown = [row for row in package.analysis.vignettes if selection.case in (ALL_CASES, row.code)]
    return tuple(Case(f"vignette-{row.order}", row.title, tuple(_findings(package, row, selection))) for row in shown)


def _key(roles):
    return "-".join(roles) or EVERYBODY


def _findings(package, case, selection) -> Iterator[Finding]:
    for row in package.tables.cells:
        if row.vignette == case.code:
            yield _finding(package, case, row, selection)


def _finding(package, case, row, selection):
    group = next((group for group in row.groups if _key(group.roles) == selection.role), None)
    anchor = f"{row.vignette}-{row.question}"
    if group is None or group.n is None:
        return Finding(anchor, row.text, (_hidden(package, selection),))
    others = next((others for others in group.others if others.peers == selection.peers), None)
    question = SimpleNamespace(question=row.question, text=row.text, own=_own(row, group), others=_others(row, others))
    sentences = (
        _who(group, others, selection),
        findings.both(question.own, question.others),
        *(_tested(case, row) if others and is_tested(selection) else ()),
    )
    picture = None
    if row.kind == QuestionKind.ORDINAL:
        picture = pictures.answers(case, question, package.municipality.name, sentences)
    return Finding(anchor, row.text, sentences, picture, tables.answers(question, row.text))


def _tested(case, row):
    """The difference as the report says it: of everybody from all others, with its uncertainty."""
    question = next(question for question in case.questions if question.question == row.question)
    if question.difference and not question.difference.hidden:
        yield findings.comparison(question.difference, question.profile)


def _own(row, group):
    shares = [
        SimpleNamespace(code=code, label=label, share=count / group.n, low=low, high=high)
        for (code, label), count, (low, high) in zip(row.options, group.counts, group.intervals, strict=True)
    ]
    return SimpleNamespace(n=group.n, shares=shares)


def _others(row, others):
    shares = zip(row.options, others.shares, strict=True) if others else ()
    return SimpleNamespace(
        n=others.n if others else None,
        shares=[SimpleNamespace(code=code, label=label, share=share) for (code, label), share in shares],
    )


def _hidden(package, selection):
    if selection.role == EVERYBODY:
        return findings.hidden(package.analysis.n_min)
    text = _("Hidden: so few in this or in another role have answered here that they cannot be shown apart.")
    return text + " " + _("Choose all roles to see the answers together.")


def _who(group, others, selection):
    """How many answered, and how many they are compared with or why they are not."""
    own = _("%(n)s of you answered.") % {"n": group.n}
    if others is None:
        return f"{own} {_not_compared(selection)}"
    facts = {"n": others.n, "m": others.municipalities}
    return f"{own} " + _("You are compared with %(n)s people in %(m)s other municipalities.") % facts


def _not_compared(selection):
    if selection.role == EVERYBODY:
        return _("The comparison is hidden, because it would tell too much about few answers or one municipality.")
    if selection.role != COMPARED:
        return _("Only caseworkers are compared role by role. More roles together would tell what few people answered.")
    if selection.peers != ALL_OTHERS:
        return _("Caseworkers are only compared with all other municipalities. Choose them to see the comparison.")
    return _("The comparison is hidden, because it would tell too much about few answers or one municipality.")
