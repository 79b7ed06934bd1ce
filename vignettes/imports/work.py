"""What a worker does with an uploaded file: read it, say what is not understood, and bring everybody in unseen."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from spreadsheets.sheet import Sheet, Unreadable
from vignettes.exports import reading
from vignettes.importable import targets_of
from vignettes.imports import files, gathering, storing
from vignettes.imports.facts import Choices, Known
from vignettes.imports.targets import LEAVE_OUT
from vignettes.instrument import FOR_ALL
from vignettes.models import AnswerImport, RespondentRole

TOLD = 100  # of doubts, columns and lines, so that a page stays a page
Tell = Callable[[int], bool]  # how many per cent are done; False when another worker has taken over


def look(row: AnswerImport, tell: Tell) -> dict:
    """What the file holds and what is in doubt, or why it cannot be read; with `is_clear` for one without doubts."""
    return {"found": _read(row, lambda share: tell(int(100 * share)))[0]}


def write(row: AnswerImport, tell: Tell) -> dict:
    """Everybody, whom nobody sees before the job is finished (vignettes/actions/importing.py); nobody where a doubt is
    left, or where another worker has taken over.
    """
    found, people = _read(row, lambda share: tell(int(30 * share)))
    if found.get("is_clear"):
        storing.store(row, people, lambda share: tell(30 + int(69 * share)))
    return {"found": found}


def remove(row: AnswerImport, tell: Tell) -> dict:
    """Everybody whom the file has brought, and whom nobody sees any more."""
    storing.clear(row, lambda share: tell(int(100 * share)))
    return {}


def _read(row, tell):
    tell(0)
    try:
        with row.file.open("rb") as file:
            sheet = files.read(file.read())
    except Unreadable as reason:
        return {"unreadable": {"reason": reason.reason, "line": reason.line, "about": reason.about}}, []
    meant = targets_of(row.survey)
    choices = _choices(row, sheet, meant)
    gathered = gathering.gather(
        sheet, meant, choices, _known(row.survey), lambda done: tell(0.5 + done / len(sheet.rows) / 2)
    )
    return _told(sheet, choices, meant, gathered), gathered.people


def _told(sheet, choices, meant, gathered) -> dict:
    doubts = sorted(gathered.doubts.values(), key=lambda doubt: (doubt.lines, doubt.column))
    open_columns = [list(told) for told in gathering.unread(sheet, choices, "")]
    return {
        "rows": len(sheet.rows),
        "names": list(sheet.names),
        "matched": sum(target in meant.columns for target in choices.mapping.values()),
        "open": open_columns[:TOLD],
        "left_out": [list(told) for told in gathering.unread(sheet, choices, LEAVE_OUT)][:TOLD],
        "doubts": [[one.column, one.text, one.count, one.lines] for one in doubts[:TOLD]],
        "doubt_count": len(doubts),
        "repeated": gathered.repeated[:TOLD],
        "repeated_count": len(gathered.repeated),
        "places": sorted(Counter(one.municipality for one in gathered.people if one.municipality).items()),
        "is_clear": not doubts and not open_columns,
    }


def _choices(row, sheet: Sheet, meant) -> Choices:
    """What was decided, and otherwise what the names suggest; of two columns with one meaning the first has it."""
    mapping: dict[str, str] = {}
    for name in sheet.names:
        target = row.mapping.get(name) or meant.suggested(name)
        is_free = target == LEAVE_OUT or (target in meant.columns and target not in mapping.values())
        mapping[name] = target if is_free else ""
    municipality = row.participation.municipality_id if row.participation else ""
    return Choices(mapping, frozenset(map(tuple, row.blank)), municipality, row.role)


def _known(survey) -> Known:
    numbers = {role: number for number, role in reading.ROLE_CODES.items()}
    roles = {
        word.casefold(): role.value
        for role in RespondentRole
        for word in (str(numbers[role.value]), role.value, str(role.label))
    }
    municipalities = {}
    for one in survey.partnership.participations.current().select_related("municipality"):
        code = one.municipality_id
        municipalities |= dict.fromkeys((code, code.lstrip("0"), one.municipality.name.casefold()), code)
    asked = defaultdict(set)
    for number, vignette, question in reading.places_of(survey, has_texts=True).values():
        asked[number].add((vignette, question))
    latest = timezone.localtime().replace(tzinfo=None) + timedelta(minutes=1)  # exports round to the minute
    decks = _decks(survey)
    return Known(municipalities, roles, decks, {number: frozenset(asked[number]) for number in decks}, latest)


def _decks(survey) -> dict[int, dict[int, tuple[str, ...]]]:
    decks = {}
    for version in survey.versions.filter(published_at__isnull=False).prefetch_related("vignettes"):
        vignettes = version.vignettes.all()
        numbers = {one.deck for one in vignettes} - {FOR_ALL}
        decks[version.number] = {FOR_ALL: tuple(one.code for one in vignettes)} | {
            number: tuple(one.code for one in vignettes if one.deck in (FOR_ALL, number)) for number in numbers
        }
    return decks
