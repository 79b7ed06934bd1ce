"""A consultant writes a survey: every change is one transaction on the draft's document, under its lock."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.errors import Refused
from vignettes import drafts, renaming
from vignettes.markup import cleaned_document
from vignettes.models import Draft, Survey
from vignettes.published import code_of, specs_of

GONE = "gone"
CHANGED = gettext_lazy("This has been changed meanwhile. Compare the two, and save the one that shall stand.")
DELETED = gettext_lazy("It has been deleted. Save to bring back what you have typed.")


class Stale(Refused):
    """Somebody has changed what the form was about. `current` is what stands there now; None if it is deleted."""

    def __init__(self, current=None):
        super().__init__(str(DELETED if current is None else CHANGED))
        self.current = current


class Moved(Refused):
    """The draft is another than the page showed, so nothing was done."""

    def __init__(self):
        super().__init__(_("The draft has been changed meanwhile. Nothing was done; look at it as it is now."))


@transaction.atomic
def create_survey(*, survey, by):
    """A new survey begins as an empty draft with its title."""
    survey.save()
    content = drafts.empty(code_of(survey), survey.title)
    Draft.objects.create(survey=survey, content=content, updated_by=by)
    return survey


@transaction.atomic
def change_settings(*, survey, closes_on, n_min, by):
    """Closing day and threshold; the database refuses another threshold once somebody has answered (migration 0004)."""
    survey.closes_on, survey.n_min = closes_on, n_min
    try:
        with transaction.atomic():
            survey.save(update_fields=["closes_on", "n_min"])
    except IntegrityError:
        raise Refused(_("Somebody has answered meanwhile, so the fewest answers can no longer be changed.")) from None


def start_draft(*, survey, by):
    """The draft of `survey`; where there is none, one that begins with what is published. Two clicks make one."""
    specs = specs_of(survey)
    content = drafts.as_document(specs[-1]) if specs else drafts.empty(code_of(survey), survey.title)
    try:
        with transaction.atomic():
            return Draft.objects.get_or_create(survey=survey, defaults={"content": content, "updated_by": by})[0]
    except IntegrityError:
        return Draft.objects.get(survey=survey)


@transaction.atomic
def save_texts(*, survey, title, introduction, base, by):
    """`base` is the fingerprint of the texts that the form was opened with."""
    draft = locked(survey)
    texts = texts_of(draft.content)
    if drafts.fingerprint(texts) != base and texts != (title, introduction):
        raise Stale(texts)
    write(draft, draft.content | {"title": title, "introduction": introduction}, by)


def texts_of(content):
    return content["title"], content["introduction"]


@transaction.atomic
def add_row(*, survey, section, row, revision, by):
    """A new question or case comes last; the second click of two adds none."""
    draft = locked(survey)
    last = draft.content.get(section, [])[-1:]
    if revision < draft.revision and last and _same(last[0], row):
        return
    _append(draft, section, row, by)


@transaction.atomic
def change_row(*, survey, section, code, row, base, by, parts=None):
    """Write `row` over the one that had the fingerprint `base`; over another one only once it has been seen.

    What refers to its code, or to the old ones of its `parts` (options or levels: old → new), follows them. A row that
    somebody has deleted comes back at the end, if the form says that it knows (`GONE`).
    """
    draft = locked(survey)
    try:
        current = drafts.find(draft.content, section, code)
    except KeyError:
        if row in draft.content.get(section, []):
            return  # the second of two clicks: the first gave it another code
        if base != GONE:
            raise Stale from None
        _append(draft, section, row, by)
        return
    if drafts.fingerprint(current) != base and current != row:
        raise Stale(current)
    content = drafts.change(draft.content, section, code, row)
    write(draft, renaming.followed(content, section, code, row["code"], parts or {}), by)


@transaction.atomic
def arrange(*, survey, section, code, verb, revision, by, place=None):
    """Move a row up, down or to a `place` (from 0), or put a copy below it.

    Returns the code of the row that was moved or made.
    """
    draft = locked(survey, revision)
    before = drafts.codes(draft.content, section)
    rows = [row["code"] for row in draft.content.get(section, [])]
    if code not in rows:
        raise Moved
    if verb == "duplicate":
        used = drafts.published_codes(specs_of(survey)).of(section)
        content = drafts.duplicate(draft.content, section, code, used)
    else:
        steps = {"up": -1, "down": 1, "to": (place or 0) - rows.index(code)}
        content = drafts.move(draft.content, section, code, steps[verb])
    write(draft, content, by)
    return next((one for one in drafts.codes(content, section) if one not in before), code)


@transaction.atomic
def delete_row(*, survey, section, code, revision, by):
    draft = locked(survey, revision)
    write(draft, drafts.remove(draft.content, section, code), by)


@transaction.atomic
def replace(*, survey, content, revision, by):
    """Put an imported document in the place of the whole draft."""
    write(locked(survey, revision), content, by)


@transaction.atomic
def discard(*, survey, revision, by):
    """What is published stays as it is; what the draft was is in the audit trail."""
    locked(survey, revision).delete()


def locked(survey, revision=None):
    """The draft under its lock. Raises Moved if it is gone, or not the one that was looked at."""
    draft = Draft.objects.select_for_update().filter(survey=survey).first()
    if draft is None or revision not in (None, draft.revision):
        raise Moved
    return draft


def _append(draft, section, row, by):
    free = drafts.free_code(row["code"], drafts.codes(draft.content, section))
    write(draft, drafts.add(draft.content, section, row | {"code": free}), by)


def _same(one, other):
    return {**one, "code": ""} == {**other, "code": ""}


def write(draft, content, by):
    """Whatever way a text has come, by form or file, it is cleaned here."""
    content = cleaned_document(content)
    if content == draft.content:
        return
    draft.content, draft.revision = content, draft.revision + 1
    draft.updated_by, draft.updated_at = by, timezone.now()
    draft.save()
    _name(draft)


def _name(draft):
    """A survey of which nothing is published is called what its draft is called."""
    if draft.content["title"] and not draft.survey.versions.exists():
        title, introduction = texts_of(draft.content)
        Survey.objects.filter(pk=draft.survey_id).update(title=title, introduction=introduction)
