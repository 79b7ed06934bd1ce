"""What a worker does with an uploaded file: read it, say what is not understood, and store it all or nothing."""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from vignettes import links
from vignettes.exports import reading
from vignettes.importable import targets_of
from vignettes.imports import files, gathering
from vignettes.imports.targets import LEAVE_OUT
from vignettes.models import (
    Answer,
    AnswerImport,
    Assignment,
    ImportedRespondent,
    ImportState,
    Respondent,
    RespondentRole,
)

TOLD = 100  # of doubts and columns, so that a page stays a page
AT_ONCE = 500


def look(row: AnswerImport) -> dict:
    """What the file holds and what is in doubt, or why it cannot be read; with `is_clear` for one without doubts."""
    try:
        sheet = _sheet(row)
    except files.Unreadable as reason:
        return {"unreadable": {"reason": reason.reason, "line": reason.line, "about": reason.about}}
    return _told(sheet, *_gathered(row, sheet))


def write(row: AnswerImport) -> dict:
    """Everybody, in one transaction; nothing where a doubt is left, or where another worker has done it.

    The file is read before, so that nobody waits for the database meanwhile.
    """
    sheet = _sheet(row)
    choices, meant, gathered = _gathered(row, sheet)
    found = _told(sheet, choices, meant, gathered)
    if found["is_clear"]:
        _write(row, gathered.people, found)
    return {"found": found}


@transaction.atomic
def _write(row, people, found) -> None:
    row = AnswerImport.objects.select_for_update(of=("self",)).select_related("survey__partnership").get(pk=row.pk)
    if row.state != ImportState.WRITING:
        return
    for start in range(0, len(people), AT_ONCE):
        _store(row, people[start : start + AT_ONCE])
    AnswerImport.objects.filter(pk=row.pk).update(
        state=ImportState.DONE, row_count=len(people), done_at=timezone.now(), found=found
    )


def _gathered(row, sheet):
    meant = targets_of(row.survey)
    choices = _choices(row, sheet, meant)
    return choices, meant, gathering.gather(sheet, meant, choices, _known(row.survey))


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
        "places": _places(gathered),
        "is_clear": not doubts and not open_columns,
    }


def _sheet(row) -> files.Sheet:
    with row.file.open("rb") as file:
        return files.read(file.read())


def _choices(row, sheet, meant) -> gathering.Choices:
    """What was decided, and otherwise what the names suggest; of two columns with one meaning the first has it."""
    mapping: dict[str, str] = {}
    for name in sheet.names:
        target = row.mapping.get(name) or meant.suggested(name)
        is_taken = target in meant.columns and target in mapping.values()
        mapping[name] = "" if is_taken else target
    municipality = row.participation.municipality_id if row.participation else ""
    return gathering.Choices(mapping, frozenset(map(tuple, row.blank)), municipality, row.role)


def _known(survey) -> gathering.Known:
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
    vignettes, asked = {}, {}
    plan = reading.plan_of(survey)
    for version in plan.versions:
        vignettes[version.number] = tuple(one.code for one in version.vignettes)
        asked[version.number] = frozenset()
    for number, vignette, question in reading.places_of(survey, has_texts=True).values():
        asked[number] |= {(vignette, question)}
    return gathering.Known(municipalities, roles, vignettes, asked)


def _places(gathered) -> list[list]:
    """(municipality, how many people) in the order of the codes."""
    counts: dict[str, int] = {}
    for person in gathered.people:
        counts[person.municipality] = counts.get(person.municipality, 0) + 1
    return [[code, count] for code, count in sorted(counts.items()) if code]


def _store(row, people) -> None:
    survey, now = row.survey, timezone.now()
    versions = {version.number: version for version in survey.versions.filter(published_at__isnull=False)}
    participations = {one.municipality_id: one for one in survey.partnership.participations.current()}
    respondents = Respondent.objects.bulk_create(
        _respondent(survey, versions[one.version], participations[one.municipality], one, now) for one in people
    )
    ImportedRespondent.objects.bulk_create(ImportedRespondent(respondent=one, source=row) for one in respondents)
    pairs = list(zip(respondents, people, strict=True))
    Assignment.objects.bulk_create(
        Assignment(respondent=respondent, seed=one.seed or 0, vignette_order=list(one.order), **_deck(one))
        for respondent, one in pairs
        if one.order
    )
    Answer.objects.bulk_create(_answers(survey, pairs, now), batch_size=AT_ONCE)


def _deck(one) -> dict:
    return {} if one.deck is None else {"deck": one.deck}


def _respondent(survey, version, participation, one, now) -> Respondent:
    """Nobody's: no address, and a hash that no link has (vignettes/actions/anonymising.py)."""
    started, submitted = (moment and timezone.make_aware(moment) for moment in (one.started_at, one.submitted_at))
    return Respondent(
        survey=survey,
        version=version,
        participation=participation,
        role=one.role,
        token_hash=f"{links.NO_LINK}{uuid.uuid4().hex}",
        invited_at=started or submitted or now,
        expires_at=now,
        started_at=started,
        submitted_at=(submitted or now) if one.is_submitted else None,
    )


def _answers(survey, pairs, now) -> Iterator[Answer]:
    ids = {place: pks for pks, place in reading.places_of(survey, has_texts=True).items()}
    for respondent, one in pairs:
        for (vignette, question), value in one.answers.items():
            vignette_id, question_id = ids[one.version, vignette, question]
            yield Answer(
                respondent=respondent, vignette_id=vignette_id, question_id=question_id, value=value, updated_at=now
            )
