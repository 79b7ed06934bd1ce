"""When a question of a draft is shown."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipalities.access import Action, requires
from vignettes import drafts
from vignettes.actions import drafting
from vignettes.building import draft_of
from vignettes.forms.conditions import ConditionEditor
from vignettes.showing import condition_sentence, earlier


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_BUILD)
def condition_edit(request, pk, code):
    draft = draft_of(request, pk)
    if not (place := _place(draft, code)):
        return _gone(request, pk)
    section, row = place
    shown = {"show_if": row.get("show_if"), "earlier": earlier(draft.content, section, code)}
    editor = ConditionEditor(request.POST or None, base=drafts.fingerprint(row.get("show_if")), **shown)
    is_pressed, current = request.method == "POST" and editor.press(request.POST.get("press", "")), ""
    if request.method == "POST" and not is_pressed and editor.is_valid():
        if _save(request, draft, section, row, editor):
            return redirect(f"{reverse('vignettes:draft_show', args=[pk])}#{section}-{code}")
        current = condition_sentence(row.get("show_if"), draft.content) or _("It is always shown.")
    context = {"survey": draft.survey, "row": row, "editor": editor, "current": current}
    return render(request, "vignettes/condition_edit.html", context, status=_status(editor, is_pressed, current))


def _place(draft, code):
    try:
        section = drafts.section_of(draft.content, code)
    except KeyError:
        return None
    return section, drafts.find(draft.content, section, code)


def _gone(request, pk):
    """The question was deleted, perhaps while its condition was being written."""
    if request.method != "POST":
        raise Http404
    messages.error(request, _("The question has been deleted meanwhile, so its condition was not saved."))
    return redirect("vignettes:draft_show", pk)


def _save(request, draft, section, row, editor):
    """Whether it was saved; not over a condition that somebody has written meanwhile, until that has been seen."""
    show_if, base = editor.show_if(), drafts.fingerprint(row.get("show_if"))
    if editor.form.cleaned_data["base"] != base and show_if != row.get("show_if"):
        return _over(editor, base)
    changed = {name: value for name, value in row.items() if name != "show_if"}
    changed |= {"show_if": show_if} if show_if else {}
    place = {"survey": draft.survey, "section": section, "code": row["code"]}
    try:
        drafting.change_row(row=changed, base=drafts.fingerprint(row), by=request.user, **place)
    except drafting.Stale:
        return _over(editor, base)
    return True


def _over(editor, base):
    """The same form with what was chosen, ready to be saved over what stands there now."""
    editor.form.add_error(None, drafting.CHANGED)
    editor.form.data = editor.form.data.copy()
    editor.form.data["base"] = base
    return False


def _status(editor, is_pressed, current):
    """409 for what somebody else has changed, 422 for what must be corrected."""
    if is_pressed or not editor.form.is_bound:
        return 200
    return 409 if current else 422
