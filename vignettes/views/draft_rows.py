"""The rows of a draft: questions and cases, written, moved, copied and deleted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobs.errors import Refused
from municipalities.access import Action, requires
from vignettes import drafts
from vignettes.actions import drafting
from vignettes.building import SECTIONS_BY_SLUG, SLUGS, draft_of, draft_to_write
from vignettes.drafts import VIGNETTES
from vignettes.forms.building import PressForm, RevisionForm, VignetteForm
from vignettes.forms.questions import QuestionEditor
from vignettes.published import specs_of
from vignettes.views.drafts import over, status_of


@require_POST
@requires(Action.SURVEY_BUILD)
def draft_arrange(request, pk):
    """A button beside a row: up, down, or a copy of it; or the row dragged to its place."""
    draft, form = draft_of(request, pk), PressForm(request.POST)
    if not form.is_valid() or form.parts[1] not in drafts.SECTIONS:
        return redirect("vignettes:draft_show", pk)
    verb, section, code = form.parts
    row = {"survey": draft.survey, "section": section, "code": code, "place": form.cleaned_data["place"]}
    try:
        code = drafting.arrange(verb=verb, revision=form.cleaned_data["revision"], by=request.user, **row)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(pk, section, code)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def question_create(request, pk, section):
    section = SECTIONS_BY_SLUG.get(section)
    if section not in drafts.QUESTIONS:
        raise Http404
    return _edit_question(request, draft_to_write(request, pk), section)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def question_edit(request, pk, code):
    draft = draft_to_write(request, pk)
    return _edit_question(request, draft, _section(request, draft, code), code)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def question_delete(request, pk, code):
    draft = draft_of(request, pk)
    return _delete(request, draft, _section(request, draft, code), code, "vignettes/question_delete.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def vignette_create(request, pk):
    return _edit_vignette(request, draft_to_write(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def vignette_edit(request, pk, code):
    return _edit_vignette(request, draft_to_write(request, pk), code)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def vignette_delete(request, pk, code):
    return _delete(request, draft_of(request, pk), VIGNETTES, code, "vignettes/vignette_delete.html")


def _edit_question(request, draft, section, code=""):
    row, given = _opened(request, draft, section, code)
    fixed = drafts.published_codes(specs_of(draft.survey)).options_of(code)
    editor, current = QuestionEditor(request.POST or None, row=row, fixed_options=fixed, **given), None
    is_pressed = request.method == "POST" and editor.press(request.POST.get("press", ""))
    if not is_pressed and request.method == "POST" and editor.is_valid():
        saved, current = _save(request, draft, section, code, editor.form, editor.row(code), editor.recoded)
        if saved:
            return saved
    context = {"survey": draft.survey, "editor": editor, "row": row, "current": current, "section": section}
    status = 200 if is_pressed else status_of(editor.form, current)
    return render(request, "vignettes/question_edit.html", context, status=status)


def _edit_vignette(request, draft, code=""):
    row, given = _opened(request, draft, VIGNETTES, code)
    base = given.pop("base")
    form, current = VignetteForm(request.POST or None, initial=(row or {}) | {"base": base}, **given), None
    if form.is_valid():
        saved, current = _save(request, draft, VIGNETTES, code, form, form.row(code))
        if saved:
            return saved
    context = {"survey": draft.survey, "form": form, "row": row, "current": current}
    return render(request, "vignettes/vignette_edit.html", context, status=status_of(form, current))


def _opened(request, draft, section, code):
    """The row as it stands (None for a new or deleted one), and what its form must know."""
    published = drafts.published_codes(specs_of(draft.survey)).of(section)
    used = {*drafts.codes(draft.content, section), *published} - {code}
    given = {"used": used, "is_fixed": code in published}
    if not code:
        return None, given | {"base": str(draft.revision)}
    try:
        row = drafts.find(draft.content, section, code)
    except KeyError:
        if request.method != "POST":
            raise Http404 from None
        return None, given | {"used": used - {request.POST.get("code")}, "base": drafting.GONE}
    return row, given | {"base": drafts.fingerprint(row)}


def _save(request, draft, section, code, form, row, parts=None):
    """(the response that leads back, None), or (None, what stands there now) with the form ready to save over it."""
    place = {"survey": draft.survey, "section": section, "row": row, "by": request.user}
    base = form.cleaned_data["base"]
    try:
        if code:
            drafting.change_row(code=code, base=base, parts=parts, **place)
        else:
            drafting.add_row(revision=int(base) if base.isdecimal() else 0, **place)
    except drafting.Stale as stale:
        over(form, stale, gone=stale.current is None)
        return None, stale.current or {"is_gone": True}
    return _back(draft.survey_id, section, row["code"]), None


def _delete(request, draft, section, code, template):
    try:
        row = drafts.find(draft.content, section, code)
    except KeyError:
        raise Http404 from None
    form = RevisionForm(request.POST or None)
    if form.is_valid():
        try:
            drafting.delete_row(survey=draft.survey, section=section, code=code, by=request.user, **form.cleaned_data)
            messages.success(request, _("It is deleted."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(f"{reverse('vignettes:draft_show', args=[draft.survey_id])}#{SLUGS[section]}")
    is_published = code in drafts.published_codes(specs_of(draft.survey)).of(section)
    context = {"survey": draft.survey, "draft": draft, "row": row, "is_published": is_published}
    return render(request, template, context)


def _section(request, draft, code):
    """Where the question stands; one that was deleted while its form was open is known from the form."""
    try:
        return drafts.section_of(draft.content, code)
    except KeyError:
        section = request.POST.get("section", "")
        if section not in drafts.QUESTIONS:
            raise Http404 from None
        return section


def _back(pk, section, code):
    return redirect(f"{reverse('vignettes:draft_show', args=[pk])}#{section}-{code}")
