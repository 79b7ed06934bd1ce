"""The draft of a survey as a whole: begin, see, name, import, export, publish, discard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, requires
from municipalities.models import Partnership
from vignettes import drafts, files, sheets
from vignettes.actions import drafting, publishing
from vignettes.building import Overview, Publication, draft_of, draft_to_write, survey_of
from vignettes.forms.building import FAULTS_SHOWN, ImportForm, RevisionForm, SettingsForm, SurveyForm, TextsForm
from vignettes.models import Survey
from vignettes.published import has_answers


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def survey_create(request):
    partnerships = Partnership.objects.within(request.reach)
    form = SurveyForm(request.POST or None, partnerships=partnerships, initial=_usual(partnerships))
    if form.is_valid():
        survey = drafting.create_survey(survey=form.save(commit=False), by=request.user)
        messages.success(request, _("The survey is created. Now write it."))
        return redirect("vignettes:draft_show", survey.pk)
    return render(request, "vignettes/survey_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def survey_edit(request, pk):
    """Closing day and threshold: what is not part of the draft."""
    survey = survey_of(request, pk)
    form = SettingsForm(request.POST or None, instance=survey, has_answers=has_answers(survey))
    if form.is_valid():
        done(request, drafting.change_settings, survey=survey, **form.cleaned_data)
        return redirect("vignettes:survey_show", pk)
    return render(request, "vignettes/survey_edit.html", {"survey": survey, "form": form}, status=status_of(form))


@require_POST
@requires(Action.SURVEY_BUILD)
def draft_start(request, pk):
    survey = get_object_or_404(Survey.objects.within(request.reach), pk=pk)
    drafting.start_draft(survey=survey, by=request.user)
    return redirect("vignettes:draft_show", pk)


@require_safe
@requires(Action.SURVEY_BUILD)
def draft_show(request, pk):
    """The whole draft in lists; without one, the offer to begin."""
    survey = survey_of(request, pk)
    if not hasattr(survey, "draft"):
        return render(request, "vignettes/draft_none.html", {"survey": survey})
    return render(request, "vignettes/draft_show.html", {"survey": survey, "overview": Overview(survey.draft)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def draft_edit(request, pk):
    """Title and introduction."""
    draft = draft_to_write(request, pk)
    survey, texts = draft.survey, drafting.texts_of(draft.content)
    given = {"title": texts[0], "introduction": texts[1], "base": drafts.fingerprint(texts)}
    form, current = TextsForm(request.POST or None, initial=given), None
    if form.is_valid():
        try:
            drafting.save_texts(survey=survey, by=request.user, **form.cleaned_data)
            return redirect("vignettes:draft_show", pk)
        except drafting.Stale as stale:
            current, form = stale.current, over(form, stale)
    context = {"survey": survey, "form": form, "current": current}
    return render(request, "vignettes/draft_edit.html", context, status=status_of(form, current))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def draft_import(request, pk):
    """Put a file in the place of the whole draft; a file with faults changes nothing."""
    draft = draft_of(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"revision": draft.revision})
    if form.is_valid():
        content, revision = form.cleaned_data["file"], form.cleaned_data["revision"]
        if done(request, drafting.replace, survey=draft.survey, content=content, revision=revision):
            messages.success(request, _("The file is read in. Look it over before you publish."))
        return redirect("vignettes:draft_show", pk)
    context = {
        "survey": draft.survey,
        "form": form,
        "faults": form.faults[:FAULTS_SHOWN],
        "more": len(form.faults) - FAULTS_SHOWN,
    }
    return render(request, "vignettes/draft_import.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.SURVEY_BUILD)
def draft_export(request, pk):
    """The draft as YAML."""
    content = draft_of(request, pk).content
    return _download(content, files.written(content), "application/yaml; charset=utf-8", "yaml")


@require_safe
@requires(Action.SURVEY_BUILD)
def draft_workbook(request, pk):
    """The draft as a spreadsheet."""
    content = draft_of(request, pk).content
    return _download(content, sheets.written(sheets.tables(content)), sheets.CONTENT_TYPE, "xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def draft_publish(request, pk):
    """What publishing would change, and the button."""
    survey = survey_of(request, pk)
    if not hasattr(survey, "draft"):
        messages.info(request, _("The draft has been published or discarded already."))
        return redirect("vignettes:survey_show", pk)
    form = RevisionForm(request.POST or None)
    if form.is_valid() and done(request, publishing.publish_draft, survey=survey, **form.cleaned_data):
        messages.success(request, _("The survey is published."))
        return redirect("vignettes:survey_show", pk)
    context = {"survey": survey, "overview": Overview(survey.draft), "publication": Publication(survey.draft)}
    return render(request, "vignettes/draft_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def draft_discard(request, pk):
    draft = draft_of(request, pk)
    form = RevisionForm(request.POST or None)
    if form.is_valid():
        if done(request, drafting.discard, survey=draft.survey, **form.cleaned_data):
            messages.success(request, _("The draft is discarded."))
            return redirect("vignettes:survey_show", pk)
        return redirect("vignettes:draft_show", pk)
    return render(request, "vignettes/draft_discard.html", {"survey": draft.survey, "draft": draft})


def over(form, stale, gone=False):
    """The same form with what was typed, ready to be saved over what stands there now."""
    form.add_error(None, str(stale))
    form.data = form.data.copy()
    form.data["base"] = drafting.GONE if gone else drafts.fingerprint(stale.current)
    return form


def status_of(form, current=None):
    """409 for what somebody else has changed, 422 for what must be corrected."""
    return 409 if current else 422 if form.errors else 200


def _download(content, raw, content_type, ending):
    response = HttpResponse(raw, content_type=content_type)
    name = drafts.propose_code(content["title"], (), otherwise="undersoegelse")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-kladde.{ending}"'
    return response


def _usual(partnerships):
    only = list(partnerships[:2])
    return {"partnership": only[0] if len(only) == 1 else None}


def done(request, action, **given):
    """Do it and say yes, or say why not."""
    try:
        action(by=request.user, **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True
