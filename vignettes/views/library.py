"""The library of questions: choose some for a draft, keep one of a draft, and see and delete those that are kept."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from vignettes import drafts
from vignettes.actions import library as actions
from vignettes.building import SECTIONS_BY_SLUG, draft_of, draft_to_write
from vignettes.forms.library import LibraryForm
from vignettes.library_shelves import shelves
from vignettes.models import LibraryQuestion


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def library_pick(request, pk, section):
    """Search, tick and insert; the button of the search stores nothing."""
    name = SECTIONS_BY_SLUG.get(section)
    if name not in drafts.QUESTIONS:
        raise Http404
    draft = draft_to_write(request, pk)
    form = LibraryForm(request.POST or None, shelves=shelves(request.reach, name), initial={"revision": draft.revision})
    is_searched = request.POST.get("press") == "search"
    if is_searched:
        form = form.searched()
    elif form.is_valid():
        return _insert(request, draft, name, form)
    context = {"survey": draft.survey, "form": form, "section": name, "is_searched": is_searched}
    return render(request, "vignettes/library_pick.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Action.SURVEY_BUILD)
def library_save(request, pk, code):
    draft = draft_of(request, pk)
    try:
        section = drafts.section_of(draft.content, code)
        actions.save(survey=draft.survey, section=section, code=code, by=request.user)
        messages.success(request, _("The question is in the library, without its condition if it has one."))
    except KeyError:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(pk, section, code)


@require_safe
@requires(Action.SURVEY_BUILD)
def library_list(request):
    """What has been saved by the secretariat."""
    saved = LibraryQuestion.objects.within(request.reach).select_related("partnership")
    return render(request, "vignettes/library_list.html", {"saved": saved})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def library_delete(request, pk):
    question = get_object_or_404(LibraryQuestion.objects.within(request.reach), pk=pk)
    if request.method == "POST":
        actions.remove(question=question, by=request.user)
        messages.success(request, _("The question is no longer in the library."))
        return redirect("vignettes:library_list")
    return render(request, "vignettes/library_delete.html", {"question": question})


def _insert(request, draft, section, form):
    revision = form.cleaned_data["revision"]
    inserted = actions.insert(
        survey=draft.survey, section=section, items=form.items, revision=revision, by=request.user
    )
    count = len(inserted.codes)
    said = ngettext("%(count)s question is inserted.", "%(count)s questions are inserted.", count)
    messages.success(request, said % {"count": count})
    if inserted.without_condition:
        sentence = _(
            "The condition is left out of %(codes)s, since it looks at questions that the draft does not have."
        )
        messages.warning(request, sentence % {"codes": ", ".join(inserted.without_condition)})
    return _back(draft.survey_id, section, inserted.codes[0])


def _back(pk, section, code):
    return redirect(f"{reverse('vignettes:draft_show', args=[pk])}#{section}-{code}")
