"""A survey's plan of reminders, for those who work with its partnership; and the contact person's extra one."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from jobs.models import MailState
from municipalities.access import Action, requires
from municipalities.forms import carried_out
from vignettes import reminder_texts
from vignettes.actions import reminding
from vignettes.forms.reminders import ReminderForm
from vignettes.models import Reminder, Survey
from vignettes.views.responses import response_of


@require_safe
@requires(Action.SURVEY_REMIND)
def reminder_list(request, survey_pk):
    survey = _survey(request, survey_pk)
    failed = Q(mails__message__state=MailState.FAILED)
    reminders = survey.reminders.annotate(failed_count=Count("mails", filter=failed))
    now = timezone.localtime()
    plan = [
        (
            reminder,
            reminding.mail_for_example(reminder)["subject"],
            reminder.begun_at or reminding.goes_at(reminder, now),
        )
        for reminder in reminders
    ]
    return render(request, "vignettes/reminder_list.html", {"survey": survey, "plan": plan})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_REMIND)
def reminder_create(request, survey_pk):
    survey = _survey(request, survey_pk)
    words = {"subject": reminder_texts.default_subject(), "text": reminder_texts.default_text(survey)}
    form = ReminderForm(request.POST or None, instance=Reminder(survey=survey, **words))
    if form.is_valid() and carried_out(form, reminding.save, reminder=form.save(commit=False), by=request.user):
        messages.success(request, _("The reminder is in the plan. Look at it, and send yourself a test mail."))
        return redirect("vignettes:reminder_show", form.instance.pk)
    context = {"form": form, "survey": survey}
    return render(request, "vignettes/reminder_create.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.SURVEY_REMIND)
def reminder_show(request, pk):
    """The mail as an invented colleague gets it."""
    reminder = _reminder(request, pk)
    now = timezone.localtime()
    context = {
        "reminder": reminder,
        "survey": reminder.survey,
        "moment": reminder.begun_at or reminding.goes_at(reminder, now),
        "mail": reminding.mail_for_example(reminder),
    }
    return render(request, "vignettes/reminder_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_REMIND)
def reminder_edit(request, pk):
    reminder = _reminder(request, pk)
    form = ReminderForm(request.POST or None, instance=reminder)
    if form.is_valid() and carried_out(form, reminding.save, reminder=form.save(commit=False), by=request.user):
        messages.success(request, _("The reminder is saved."))
        return redirect("vignettes:reminder_show", pk)
    context = {"form": form, "survey": reminder.survey, "reminder": reminder}
    return render(request, "vignettes/reminder_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SURVEY_REMIND)
def reminder_delete(request, pk):
    reminder = _reminder(request, pk)
    if request.method != "POST":
        return render(request, "vignettes/reminder_delete.html", {"reminder": reminder, "survey": reminder.survey})
    try:
        reminding.delete(reminder=reminder, by=request.user)
        messages.success(request, _("The reminder is deleted."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("vignettes:reminder_list", reminder.survey_id)


@require_POST
@requires(Action.SURVEY_REMIND)
def reminder_test(request, pk):
    reminder = _reminder(request, pk)
    reminding.send_test(reminder=reminder, to=request.user)
    messages.success(request, _("A test mail is on its way to %(email)s.") % {"email": request.user.email})
    return redirect("vignettes:reminder_show", pk)


@require_POST
@requires(Action.SURVEY_INVITE)
def response_remind(request, survey_pk, participation_pk):
    response = response_of(request, survey_pk, participation_pk)
    try:
        reminding.remind_now(survey=response.survey, participation=response.participation, by=request.user)
        messages.success(request, _("A reminder is on its way to those who have not sent their answers."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("vignettes:response_show", survey_pk, participation_pk)


def _survey(request, pk):
    return get_object_or_404(Survey.objects.within(request.reach).filter(partnership__in=request.reach.assigned), pk=pk)


def _reminder(request, pk):
    return get_object_or_404(Reminder.objects.within(request.reach).select_related("survey"), pk=pk)
