"""What people say about the steps of a case."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from businesscases.actions import comments as actions
from businesscases.forms.together import AnswerForm, CommentForm
from businesscases.models import Case, Comment, Step
from businesscases.talk import talks
from jobs.errors import Refused
from municipalities.access import Action, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def comment_create(request, pk):
    """All that is said about the case, and the form for more. `trin` is the step somebody comes from."""
    case = get_object_or_404(Case.objects.within(request.reach), pk=pk)
    step = request.GET.get("trin")
    form = CommentForm(request.POST or None, initial={"step": step if step in Step.values else Step.PROBLEM})
    if form.is_valid():
        actions.write_comment(case=case, by=request.user, **form.cleaned_data)
        return _back(case, form.cleaned_data["step"])
    return render(request, "businesscases/comment_create.html", {"case": case, "form": form, "talks": talks(case)})


@require_POST
@requires(Action.CASE_WRITE)
def comment_answer(request, pk):
    asked = _comment(request, pk)
    form, new = AnswerForm(request.POST, auto_id=f"id_{pk}_%s"), CommentForm(initial={"step": asked.step})
    if form.is_valid():
        said = {"step": asked.step, "text": form.cleaned_data["text"]}
        try:
            actions.write_comment(case=asked.case, by=request.user, answers_to=asked, **said)
            return _back(asked.case, asked.step)
        except Refused as refused:
            new = CommentForm(said)
            new.add_error(None, str(refused))
    context = {"case": asked.case, "form": new, "talks": talks(asked.case, tried=form, asked=asked)}
    return render(request, "businesscases/comment_create.html", context)


@require_POST
@requires(Action.CASE_WRITE)
def comment_resolve(request, pk):
    comment = _comment(request, pk)
    actions.resolve_comment(comment=comment, by=request.user)
    return _back(comment.case, comment.step)


@require_POST
@requires(Action.CASE_WRITE)
def comment_reopen(request, pk):
    comment = _comment(request, pk)
    actions.reopen_comment(comment=comment)
    return _back(comment.case, comment.step)


@require_POST
@requires(Action.CASE_WRITE)
def comment_delete(request, pk):
    comment = _comment(request, pk)
    try:
        actions.delete_comment(comment=comment, by=request.user)
        messages.success(request, _("The comment is deleted."))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(comment.case, comment.step)


def _comment(request, pk):
    return get_object_or_404(Comment.objects.within(request.reach).select_related("case"), pk=pk)


def _back(case, step):
    return redirect(f"{reverse('businesscases:comment_create', args=[case.pk])}?trin={step}#{step}")
