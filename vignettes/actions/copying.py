"""A survey begins as a copy of another."""

from django.db import transaction

from vignettes import drafts
from vignettes.actions.drafting import texts_of
from vignettes.models import Draft
from vignettes.published import code_of, specs_of


@transaction.atomic
def copy_survey(*, survey, source, by):
    """Store the new `survey` with a draft of its own: what is published of the `source`, or else its draft.

    The codes are the same, so answers to both can be compared; nothing that has been answered comes along.
    """
    survey.save()
    content = content_of(source) | {"code": code_of(survey), "title": survey.title}
    draft = Draft.objects.create(survey=survey, content=content, updated_by=by)
    survey.introduction = texts_of(draft.content)[1]
    survey.save(update_fields=["introduction"])
    return survey


def content_of(source):
    """The document that a copy begins with."""
    specs = specs_of(source)
    if specs:
        return drafts.as_document(specs[-1])
    if hasattr(source, "draft"):
        return source.draft.content
    return drafts.empty(code_of(source), source.title, source.introduction)
