"""What is being typed in an editor, as a respondent will see it. Nothing is stored, and nothing is refused."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.access import Action, requires
from vignettes import drafts
from vignettes.building import draft_of, survey_of
from vignettes.designed import reading
from vignettes.forms.answering import AnswerPageForm
from vignettes.forms.previewing import typed_question, typed_template, typed_vignette
from vignettes.models import Vignette
from vignettes.preview import pages_of


@require_POST
@requires(Action.SURVEY_BUILD)
def question_preview(request, pk):
    row = typed_question(request.POST)
    after = {"code": "after", "kind": "information", "text": _("The questions of the section stand here.")}
    rows = [row, after] if row["kind"] == "section" else [row]  # without any below it, a section is not shown
    return _shown(request, pk, drafts.empty("preview", "") | {drafts.BACKGROUND: rows})


@require_POST
@requires(Action.SURVEY_BUILD)
def vignette_preview(request, pk):
    content = drafts.empty("preview", "") | {drafts.VIGNETTES: [typed_vignette(request.POST)]}
    return _shown(request, pk, content)


@require_POST
@requires(Action.SURVEY_BUILD)
def design_preview(request, pk):
    """The template with one of the combinations filled in, and which it is."""
    draft = draft_of(request, pk)
    read = reading(draft.content, *typed_template(request.POST))
    page = {"vignette": Vignette(title=read["title"], text=read["text"])}
    return render(request, "vignettes/preview_live.html", {"survey": draft.survey, "page": page, "read": read})


def _shown(request, pk, content):
    """The one page that the `content` makes, without anything around it."""
    survey = survey_of(request, pk)
    page = pages_of(content)[0]
    form = AnswerPageForm(page=page, answers={}, respondent_key="", shown=page.questions)
    form.helper.form_tag, form.helper.inputs = False, []
    return render(request, "vignettes/preview_live.html", {"survey": survey, "page": page, "form": form})
