"""Questions are taken from the library into a draft, and kept in it for other surveys."""

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.errors import Refused
from vignettes import drafts, library
from vignettes.actions.drafting import Moved, locked, replace
from vignettes.faults import faults
from vignettes.library_shelves import published_rows
from vignettes.models import LibraryQuestion


@transaction.atomic
def insert(*, survey, section, items, revision, by):
    """Copies of the `items` come last; the second click of two adds none. Returns what became of them."""
    draft = locked(survey)
    inserted = library.insert(draft.content, section, items, published_rows(survey))
    last = draft.content[section][-len(items) :]
    if revision < draft.revision and len(last) == len(items) and _are_same(last, items):
        return library.Inserted(draft.content, tuple(row["code"] for row in last), ())
    replace(survey=survey, content=inserted.content, revision=draft.revision, by=by)
    return inserted


@transaction.atomic
def save(*, survey, section, code, by):
    """A copy without its condition; what is saved already is not saved twice."""
    draft = locked(survey)
    rows = {row["code"]: place for place, row in enumerate(draft.content[section])}
    if code not in rows:
        raise Moved
    if any((fault.section, fault.index) == (section, rows[code]) for fault in faults(draft.content)):
        raise Refused(_("Finish the question before you save it in the library."))
    row = drafts.find(draft.content, section, code)
    row.pop("show_if", None)
    place = {"partnership": survey.partnership, "section": section, "fingerprint": drafts.fingerprint(row)}
    return LibraryQuestion.objects.get_or_create(**place, defaults={"row": row, "saved_by": by})[0]


@transaction.atomic
def remove(*, question, by):
    """Surveys that have taken it over keep their copies."""
    question.delete()


def _are_same(rows, items):
    return all(library.is_same(row, item.row) for row, item in zip(rows, items, strict=True))
