"""Cases made of a template: its dimensions, what cannot stand together, the draw, and how good the drawn cases are."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from municipalities.access import Action, requires
from vignettes import drafts, drawing
from vignettes.actions import designing, drafting
from vignettes.building import draft_of, draft_to_write
from vignettes.designed import DesignPage, DrawnPage, table, why
from vignettes.drafts import DIMENSIONS
from vignettes.faults import BIGGEST
from vignettes.forms.building import PressForm, RevisionForm
from vignettes.forms.design import DimensionEditor, DrawForm, ExclusionForm, RepeatForm, TemplateForm
from vignettes.published import specs_of
from vignettes.views.drafts import done, over, status_of


@require_safe
@requires(Action.SURVEY_BUILD)
def design_show(request, pk):
    draft = draft_of(request, pk)
    return render(request, "vignettes/design_show.html", {"survey": draft.survey, "page": DesignPage(draft)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def dimension_create(request, pk):
    return _edit_dimension(request, draft_to_write(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def dimension_edit(request, pk, code):
    return _edit_dimension(request, draft_to_write(request, pk), code)


@require_POST
@requires(Action.SURVEY_BUILD)
def dimension_arrange(request, pk):
    """A button beside a dimension, or the dimension dragged to its place."""
    draft, form = draft_of(request, pk), PressForm(request.POST)
    if not form.is_valid() or form.parts[1] != DIMENSIONS:
        return redirect("vignettes:design_show", pk)
    verb, _section, code = form.parts
    place = {"section": DIMENSIONS, "code": code, "place": form.cleaned_data["place"]}
    revision = form.cleaned_data["revision"]
    done(request, drafting.arrange, survey=draft.survey, verb=verb, revision=revision, **place)
    return redirect(f"{reverse('vignettes:design_show', args=[pk])}#{DIMENSIONS}-{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def dimension_delete(request, pk, code):
    draft, form = draft_of(request, pk), RevisionForm(request.POST or None)
    row = _found(draft, code)
    if form.is_valid():
        if done(request, designing.delete_dimension, survey=draft.survey, code=code, **form.cleaned_data):
            messages.success(request, _("It is deleted."))
        return redirect("vignettes:design_show", pk)
    is_published = code in drafts.published_codes(specs_of(draft.survey)).of(DIMENSIONS)
    context = {"survey": draft.survey, "draft": draft, "row": row, "is_published": is_published}
    return render(request, "vignettes/dimension_delete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def design_edit(request, pk):
    """Title and text of the template."""
    draft = draft_to_write(request, pk)
    texts = designing.template_of(designing.design_of(draft.content))
    given = {"title": texts[0], "text": texts[1], "base": drafts.fingerprint(texts)}
    form, current = TemplateForm(request.POST or None, initial=given), None
    if form.is_valid():
        try:
            designing.save_template(survey=draft.survey, by=request.user, **form.cleaned_data)
            return redirect("vignettes:design_show", pk)
        except drafting.Stale as stale:
            form, current = over(form, stale), dict(zip(("title", "text"), stale.current, strict=True))
    context = {"survey": draft.survey, "page": DesignPage(draft), "form": form, "current": current}
    return render(request, "vignettes/design_edit.html", context, status=status_of(form, current))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def exclusion_create(request, pk):
    draft = draft_of(request, pk)
    form = ExclusionForm(request.POST or None, content=draft.content, initial={"revision": draft.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        done(request, designing.exclude, survey=draft.survey, rule=form.rule, revision=revision)
        return redirect(f"{reverse('vignettes:design_show', args=[pk])}#exclusions")
    context = {"survey": draft.survey, "form": form, "page": DesignPage(draft)}
    return render(request, "vignettes/exclusion_create.html", context, status=status_of(form))


@require_POST
@requires(Action.SURVEY_BUILD)
def exclusion_delete(request, pk, number):
    draft, form = draft_of(request, pk), RevisionForm(request.POST)
    if form.is_valid():
        done(request, designing.include, survey=draft.survey, number=number, **form.cleaned_data)
    return redirect(f"{reverse('vignettes:design_show', args=[pk])}#exclusions")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def design_draw(request, pk):
    """Draw the cases, and look at what was drawn."""
    draft = draft_of(request, pk)
    cases, is_answered = designing.published_cases(draft.survey)
    form = DrawForm(
        request.POST or None,
        published=len(cases),
        is_answered=is_answered,
        initial=_usual(draft) | {"keeps": bool(cases)},
    )
    if form.is_valid() and _drawn(request, draft, form, cases):
        return redirect(f"{reverse('vignettes:design_draw', args=[pk])}#drawn")
    page = DrawnPage(draft)
    codes = [(row["code"], row["title"]) for row in draft.content["vignettes"]]
    chosen = [*codes, *((case.code, f"{case.code} {case.title}") for case in page.cases)]
    repeat = RepeatForm(cases=chosen, initial={"repeat": page.design["repeat"], "revision": draft.revision})
    context = {"survey": draft.survey, "page": page, "whole": DesignPage(draft), "form": form, "repeat": repeat}
    return render(request, "vignettes/design_draw.html", context, status=status_of(form))


@require_POST
@requires(Action.SURVEY_BUILD)
def design_repeat(request, pk):
    draft = draft_of(request, pk)
    cases = [(code, code) for code in drafts.codes(draft.content, drafts.VIGNETTES)]
    form = RepeatForm(request.POST, cases=cases)
    if form.is_valid():
        given = {"code": form.cleaned_data["repeat"], "revision": form.cleaned_data["revision"]}
        done(request, designing.repeat, survey=draft.survey, **given)
    return redirect(f"{reverse('vignettes:design_draw', args=[pk])}#repeat")


@require_safe
@requires(Action.SURVEY_BUILD)
def design_export(request, pk):
    draft = draft_of(request, pk)
    if not designing.design_of(draft.content)["cases"]:
        raise Http404
    response = HttpResponse(table(draft.content), content_type="text/csv; charset=utf-8")
    name = drafts.propose_code(draft.content["title"], (), otherwise="undersoegelse")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-design.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def design_delete(request, pk):
    draft, form = draft_of(request, pk), RevisionForm(request.POST or None)
    if form.is_valid():
        if done(request, designing.remove_design, survey=draft.survey, **form.cleaned_data):
            messages.success(request, _("It is deleted."))
        return redirect("vignettes:draft_show", pk)
    published = bool(designing.published_cases(draft.survey)[0])
    context = {"survey": draft.survey, "draft": draft, "is_published": published}
    return render(request, "vignettes/design_delete.html", context)


def _edit_dimension(request, draft, code=""):
    row, given = _opened(request, draft, code)
    editor, current = DimensionEditor(request.POST or None, row=row, **given), None
    is_pressed = request.method == "POST" and editor.press(request.POST.get("press", ""))
    if not is_pressed and request.method == "POST" and editor.is_valid():
        place = {"survey": draft.survey, "code": code, "base": editor.form.cleaned_data["base"]}
        try:
            parts = editor.levels.recoded()
            designing.save_dimension(row=editor.row(code), parts=parts, by=request.user, **place)
            return redirect("vignettes:design_show", draft.survey_id)
        except drafting.Stale as stale:
            over(editor.form, stale, gone=stale.current is None)
            current = stale.current or {"is_gone": True}
    context = {"survey": draft.survey, "editor": editor, "row": row, "current": current}
    is_faulty = request.method == "POST" and not is_pressed and not current and not editor.is_valid()
    status = 409 if current else 422 if is_faulty else 200
    return render(request, "vignettes/dimension_edit.html", context, status=status)


def _opened(request, draft, code):
    """The dimension as it stands (None for a new or deleted one), and what its form must know."""
    published = drafts.published_codes(specs_of(draft.survey))
    used = {*drafts.codes(draft.content, DIMENSIONS), *published.of(DIMENSIONS)} - {code}
    given = {
        "used": used,
        "is_fixed": code in published.of(DIMENSIONS),
        "fixed_levels": published.levels_of(code),
    }
    if not code:
        return None, given | {"base": str(draft.revision)}
    try:
        row = drafts.find(draft.content, DIMENSIONS, code)
    except KeyError:
        if request.method != "POST":
            raise Http404 from None
        return None, given | {"used": used - {request.POST.get("code")}, "base": drafting.GONE}
    return row, given | {"base": drafts.fingerprint(row)}


def _found(draft, code):
    try:
        return drafts.find(draft.content, DIMENSIONS, code)
    except KeyError:
        raise Http404 from None


def _usual(draft):
    """As it was drawn last; the first draw has a seed of its own."""
    design = designing.design_of(draft.content)
    return design | {"revision": draft.revision} | ({} if design["cases"] else {"seed": None})


def _drawn(request, draft, form, published):
    """Draw and store; False with the reason on the form."""
    given = form.cleaned_data
    seed = secrets.randbelow(BIGGEST) if given["seed"] is None else given["seed"]
    wanted = drawing.Wanted(given["size"], given["deck_count"], given["effects"], seed)
    kept = published if given.get("keeps") else ()
    try:
        content = draft.content | {"design": designing.design_of(draft.content)}
        design = drawing.draw(content, wanted, kept, designing.used_codes(draft.survey, draft.content))
    except drawing.Undrawable as undrawable:
        form.add_error(None, why(undrawable))
        return False
    return done(request, designing.keep_drawn, survey=draft.survey, design=design, revision=given["revision"])
