"""What the pages of the editor show: the draft within reach, its lists and faults, and what publishing would change."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from vignettes import drafts
from vignettes.actions import drafting
from vignettes.changes import Severity, compare
from vignettes.designed import drawn_sentence
from vignettes.duration import SECONDS, WORDS_PER_MINUTE, estimate
from vignettes.faults import faults
from vignettes.instrument import SILENT_KINDS, parse
from vignettes.models import Draft, QuestionKind, Survey
from vignettes.published import answered, specs_of
from vignettes.showing import condition_sentence
from vignettes.status import people_in
from vignettes.wording import (
    SECTION_TITLES,
    answers_sentence,
    change_sentence,
    change_term,
    fault_code,
    fault_place,
    fault_sentence,
)

# How sections are called in addresses
SLUGS = {drafts.BACKGROUND: "om-besvareren", drafts.BATTERY: "om-sagerne", drafts.VIGNETTES: "sager"}
SECTIONS_BY_SLUG = {slug: section for section, slug in SLUGS.items()}


def survey_of(request, pk) -> Survey:
    """The survey within reach, with its draft if there is one."""
    return get_object_or_404(Survey.objects.within(request.reach).select_related("partnership", "draft"), pk=pk)


def draft_of(request, pk) -> Draft:
    surveys = Survey.objects.within(request.reach).select_related("partnership", "draft")
    return get_object_or_404(surveys.filter(draft__isnull=False), pk=pk).draft


def draft_to_write(request, pk) -> Draft:
    """As `draft_of`; where somebody has published or discarded it while a form was open, what was typed begins anew."""
    survey = survey_of(request, pk)
    if hasattr(survey, "draft"):
        return survey.draft
    if request.method != "POST":
        raise Http404
    messages.info(request, _("The draft was published or discarded while you wrote. You are writing in a new draft."))
    return drafting.start_draft(survey=survey, by=request.user)


class Overview:
    """A draft in lists, each row with its number, and every fault with the row it is in."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.content = draft.content
        self.is_published = draft.survey.versions.exists()
        self.duration = estimate(draft.content)
        self.drawn = drawn_sentence(draft.content["design"]) if draft.content.get("design") else ""
        self.seconds = SECONDS
        self.words_per_minute = WORDS_PER_MINUTE
        self.faults = [
            {
                "place": fault_place(fault),
                "sentence": fault_sentence(fault),
                "section": fault.section,
                "code": fault_code(fault, draft.content),
            }
            for fault in faults(draft.content)
        ]

    @property
    def sections(self):
        faulty = {(fault["section"], fault["code"]) for fault in self.faults}
        for section in drafts.SECTIONS:
            rows = self.content[section]
            yield {
                "name": section,
                "slug": SLUGS[section],
                "title": SECTION_TITLES[section],
                "rows": [
                    row
                    | {"is_faulty": (section, row["code"]) in faulty, "label": row.get("title") or row["text"]}
                    | (_facts(row) if "kind" in row else {})
                    | {"shown_if": condition_sentence(row.get("show_if"), self.content)}
                    for row in rows
                ],
            }


def _facts(row):
    """What the list says of a question; what counts as no answer is none of its choices."""
    choices = [option for option in row.get("options", []) if not option.get("missing")]
    return {
        "kind_name": QuestionKind(row["kind"]).label,
        "choices": len(choices),
        "asks": row["kind"] not in SILENT_KINDS,
    }


class Publication:
    """What the draft changes of what is published, grouped by its weight; nothing while the draft has faults."""

    def __init__(self, draft: Draft):
        self.published = specs_of(draft.survey)
        changes = []
        if not faults(draft.content):
            changes = compare(self.published, parse(draft.content), answered(draft.survey))
        self.groups = [
            (severity, [_shown(change) for change in changes if change.severity == severity])
            for severity in reversed(Severity)
        ]
        self.is_refused = any(change.is_refused for change in changes)
        self.is_same = bool(self.published) and not changes
        self.people = people_in(draft.survey)


def _shown(change):
    return {
        "sentence": change_sentence(change),
        "before": change_term(change, change.before),
        "after": change_term(change, change.after),
        "answers": answers_sentence(change),
        "is_refused": change.is_refused,
    }
