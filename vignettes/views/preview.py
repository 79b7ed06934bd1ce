"""A draft as respondents will see it, at the width of a computer and of a phone. Nothing is stored."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires
from vignettes.building import draft_of
from vignettes.duration import estimate, longest_share
from vignettes.forms.answering import AnswerPageForm
from vignettes.forms.previewing import PlayForm
from vignettes.live import rules_of
from vignettes.models import Survey
from vignettes.preview import pages_of
from vignettes.views.steps import title_of


@require_safe
@requires(Action.SURVEY_BUILD)
@csp_update({"frame-src": [SELF]})
def preview_show(request, pk):
    """The pages in a frame of the width that is chosen, as somebody in the chosen role meets them."""
    draft = draft_of(request, pk)
    play = PlayForm.of(request, draft.content)
    return render(request, "vignettes/preview_show.html", {"survey": draft.survey, "play": play})


@require_safe
@requires(Action.SURVEY_BUILD)
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview_page(request, pk, number):
    """Page 0 is the welcome; then the questions about the respondent, if there are any, and the cases."""
    draft = draft_of(request, pk)
    play = PlayForm.of(request, draft.content)
    pages = pages_of(draft.content, play.cleaned_data["rolle"], play.cleaned_data["saet"])
    if number > len(pages):
        raise Http404
    context = {"survey": _shown(draft), "number": number} | _steps(pk, pages, number, play.query())
    if number == 0:
        return render(request, "vignettes/preview_welcome.html", context | _about(draft))
    page = pages[number - 1]
    form = AnswerPageForm(page=page, answers={}, respondent_key="", shown=page.questions)
    form.helper.form_tag, form.helper.inputs = False, []
    context |= {"page": page, "form": form, "rules": rules_of(page), "memory": f"preview-{pk}"}
    return render(request, "vignettes/preview_page.html", context)


def _shown(draft):
    """The survey with the draft's texts; it is not saved."""
    survey, content = draft.survey, draft.content
    return Survey(
        pk=survey.pk,
        title=content["title"],
        introduction=content["introduction"],
        closes_on=survey.closes_on,
        n_min=survey.n_min,
        year=survey.year,
    )


def _about(draft):
    return {"vignette_count": len(longest_share(draft.content)), "minutes": estimate(draft.content).minutes}


def _steps(pk, pages, number, query):
    urls = [f"{reverse('vignettes:preview_page', args=[pk, place])}?{query}" for place in range(len(pages) + 1)]
    labels = [_("Welcome"), *map(title_of, pages)]
    steps = [
        {"label": label, "url": url, "done": False, "current": place == number}
        for place, (label, url) in enumerate(zip(labels, urls, strict=True))
    ]
    return {
        "steps": steps,
        "step": number + 1,
        "previous": urls[number - 1] if number else "",
        "next": urls[number + 1] if number < len(pages) else "",
    }
