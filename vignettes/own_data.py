"""Everything that is stored about one respondent, for that person alone. Reads only."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from jobs.models import OutboxMessage
from municipalities.personal import Fact, Section, fact
from vignettes.forms.answering import answer_text
from vignettes.markup import as_text
from vignettes.models import ExportDownload, Respondent


def sections_of(respondent: Respondent, *, has_answers: bool = True) -> Iterator[Section]:
    """`has_answers` is False in a copy that somebody else takes out for the person: nobody else reads answers."""
    yield _about(respondent)
    if has_answers:
        yield from _answers(respondent)
        yield Section(_("Every time you changed an answer"), tuple(_changes(respondent)))
    yield Section(_("When you saw the pages"), tuple(_pages(respondent)))
    yield Section(_("Mails to you about the survey"), tuple(mail_facts(_mails(respondent))))
    yield _passed_on(respondent)


def mail_facts(mails) -> Iterator[Fact]:
    """One fact for each mail; its text is stored until it has been sent."""
    for mail in mails:
        sent = fact("", mail.sent_at).value if mail.sent_at else mail.get_state_display()
        yield Fact(fact("", mail.created_at).value, f"{mail.subject} ({mail.recipient}; {sent})\n{mail.text}".strip())


def _about(respondent) -> Section:
    survey, order = respondent.survey, getattr(respondent, "assignment", None)
    facts = [
        fact(_("Survey"), survey.title),
        fact(_("Partnership"), survey.partnership),
        fact(_("Municipality"), respondent.participation.municipality),
        fact(_("Role"), respondent.get_role_display()),
        fact(_("Version of the survey"), respondent.version.number),
        fact(_("Receipt number"), respondent.receipt_number),
        fact(_("E-mail address"), respondent.email),
        fact(_("Account"), respondent.user and respondent.user.email),
        fact(_("Invited"), respondent.invited_at),
        fact(_("Link sent"), respondent.link_sent_at),
        fact(_("Link expires"), respondent.expires_at),
        fact(_("Withdrawn"), respondent.revoked_at),
        fact(_("Started"), respondent.started_at),
        fact(_("Submitted"), respondent.submitted_at),
        fact(_("Order of the cases"), order and ", ".join(order.vignette_order)),
        fact(_("Seed from which the order of the vignettes was drawn"), order and order.seed),
    ]
    return Section(_("You and the survey"), tuple(facts))


def _answers(respondent) -> Iterator[Section]:
    rows = respondent.answers.select_related("question", "vignette").prefetch_related("question__options")
    rows = rows.order_by("vignette__order", "question__order")
    for vignette, answers in groupby(rows, key=lambda row: row.vignette):
        title = _("Your answers: %(case)s") % {"case": vignette.title if vignette else _("About you")}
        yield Section(title, tuple(map(_answer, answers)), as_text(vignette.text) if vignette else "")


def _answer(row) -> Fact:
    changed = fact("", row.updated_at).value
    text = _("%(answer)s (last changed %(moment)s)")
    return Fact(row.question.text, text % {"answer": answer_text(row.question, row.value), "moment": changed})


def _changes(respondent) -> Iterator[Fact]:
    events = respondent.answer_events.select_related("question", "vignette").prefetch_related("question__options")
    for event in events:
        case = f"{event.vignette.title}: " if event.vignette else ""
        answer = answer_text(event.question, event.value)
        yield Fact(fact("", event.saved_at).value, f"{case}{event.question.text} {answer}")


def _pages(respondent) -> Iterator[Fact]:
    text = _("First %(first)s, last %(last)s, %(seconds)s seconds in all")
    for view in respondent.page_views.all():
        moments = {"first": fact("", view.shown_at).value, "last": fact("", view.last_shown_at).value}
        yield Fact(_("Page %(number)s") % {"number": view.page}, text % (moments | {"seconds": view.seconds}))


def _mails(respondent):
    linked = {respondent.link_mail_id, *respondent.reminder_mails.values_list("message", flat=True)}
    return OutboxMessage.objects.filter(pk__in=linked - {None}).order_by("created_at", "pk")


def _passed_on(respondent) -> Section:
    """Exports that researchers fetched since the answers were sent."""
    text = _("Researchers get answers without names, addresses or links. Each line is a file that was fetched.")
    if not respondent.submitted_at:
        return Section(_("Whom your answers were passed on to"), (), text)
    fetched = ExportDownload.objects.filter(
        export__survey=respondent.survey_id, export__requested_at__gte=respondent.submitted_at
    ).select_related("export")
    facts = (
        Fact(
            fact("", row.at).value,
            _("A table of all answers, with free text") if row.export.has_texts else _("A table of all answers"),
        )
        for row in fetched.order_by("at")
    )
    return Section(_("Whom your answers were passed on to"), tuple(facts), text)
