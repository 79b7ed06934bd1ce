"""Everything that is stored about one person, from every app. Reads only."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from businesscases.models import Case, Comment
from jobs.models import OutboxMessage
from municipalities.access import Action, reach_of
from municipalities.actions.forgetting import addresses_of
from municipalities.models import Invitation, Role, Seat, User
from municipalities.personal import Fact, Section, fact
from partnership.erasure import respondents_of
from vignettes.own_data import mail_facts, sections_of

SHOWN_ELSEWHERE = {EmailAddress, Authenticator, SocialAccount, UserSession, LogEntry, Role, Seat, Invitation}
TRACKED_OF_A_PERSON = (User, Role, Seat, Invitation)


def of_account(user, *, has_answers: bool = True) -> Iterator[Section]:
    """`has_answers` is False in a copy that an administrator takes out.

    Nobody else reads somebody's answers, nor what is said within a municipality about its cases.
    """
    addresses = addresses_of(user)
    yield _account(user)
    yield Section(_("Roles"), tuple(_roles(user)))
    yield Section(_("Seats in groups"), tuple(_seats(user)))
    yield Section(_("Invitations to the platform"), tuple(_invitations(addresses)))
    yield Section(_("Log-in"), tuple(_sign_in(user)))
    yield Section(_("Mails to you"), tuple(mail_facts(_mails(addresses))))
    if has_answers:
        yield Section(_("Comments on business cases"), tuple(_comments(user)))
    yield Section(_("What was changed about you"), tuple(_trail(_entries_about(user))))
    yield Section(_("What you have done"), tuple(_trail(LogEntry.objects.filter(actor=user))))
    yield Section(_("Where you stand as the one who did something"), tuple(_elsewhere(user)))
    for respondent in respondents_of(user=user):
        yield from sections_of(respondent, has_answers=has_answers)


def of_address(email) -> Iterator[Section]:
    """Of somebody without account, taken out by an administrator."""
    yield Section(_("Invitations to the platform"), tuple(_invitations({email.lower()})))
    yield Section(_("Mails to you"), tuple(mail_facts(_mails({email.lower()}))))
    for respondent in respondents_of(email=email):
        yield from sections_of(respondent, has_answers=False)


def _account(user) -> Section:
    facts = [
        fact(_("Name"), user.name),
        fact(_("Job title"), user.title),
        fact(_("E-mail address"), user.email),
        fact(_("Active"), user.is_active),
        fact(_("Joined"), user.date_joined),
        fact(_("Last log-in"), user.last_login),
    ]
    return Section(_("Your account"), tuple(facts))


def _roles(user) -> Iterator[Fact]:
    for role in user.roles.select_related("municipality", "partnership"):
        yield _period(f"{role.get_kind_display()} {role.place or ''}".strip(), role.started_on, role.ended_on)


def _seats(user) -> Iterator[Fact]:
    for seat in user.seats.select_related("group__partnership", "participation__municipality"):
        title = f"{seat.group}, {seat.group.partnership}, {seat.participation.municipality}"
        yield _period(f"{title} ({_('contact person')})" if seat.is_contact else title, seat.starts_on, seat.ends_on)


def _period(name, starts_on, ends_on) -> Fact:
    return Fact(name, f"{fact('', starts_on).value} – {fact('', ends_on).value if ends_on else ''}".strip())


def _invitations(addresses) -> Iterator[Fact]:
    rows = Invitation.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    for row in rows.select_related("municipality", "partnership").order_by("pk"):
        name = f"{row.name}, {row.title}, {row.email}: {row.get_kind_display()} {row.place or ''}"
        yield fact(name, row.invited_at)


def _sign_in(user) -> Iterator[Fact]:
    for row in user.emailaddress_set.all():
        yield fact(row.email, _("confirmed") if row.verified else _("not confirmed"))
    for row in Authenticator.objects.filter(user=user):
        yield fact(row.get_type_display(), row.created_at)
    for row in SocialAccount.objects.filter(user=user):
        yield fact(f"{row.provider}: {row.uid}", row.date_joined)
    for row in UserSession.objects.filter(user=user):
        yield fact(f"{row.ip}, {row.user_agent}", row.created_at)


def _comments(user) -> Iterator[Fact]:
    """The person's own words, with step and moment; not the answers of others.

    What a case is called is told as long as the person may open it: who has left learns nothing new.
    """
    opened = set(Case.objects.within(reach_of(user, Action.CASE_VIEW)).values_list("pk", flat=True))
    for row in Comment.objects.filter(by=user, deleted_at=None).select_related("case").order_by("pk"):
        case = row.case if row.case_id in opened else _("Business case")
        yield Fact(f"{case}, {row.get_step_display()}, {fact('', row.at).value}", row.text)


def _mails(addresses):
    rows = OutboxMessage.objects.annotate(to=Lower("recipient")).filter(to__in=addresses)
    return rows.order_by("created_at", "pk")


def _entries_about(user):
    """Changes of the rows that are about the person. Who made them is not told: those are people too."""
    about = Q()
    for model in TRACKED_OF_A_PERSON:
        owner = {User: {"pk": user.pk}, Invitation: {"email__iexact": user.email}}.get(model, {"user": user})
        keys = list(model.objects.filter(**owner).values_list("pk", flat=True))
        about |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
    return LogEntry.objects.filter(about)


def _trail(entries) -> Iterator[Fact]:
    """When, what was done to what kind of row, and which of its fields; what stood in them may be about others."""
    for entry in entries.select_related("content_type").order_by("timestamp", "pk"):
        fields = ", ".join(entry.changes or {})
        kind = entry.content_type.name if entry.content_type else ""
        yield Fact(fact("", entry.timestamp).value, f"{entry.get_action_display()}: {kind} ({fields})")


def _elsewhere(user) -> Iterator[Fact]:
    """Every other table that names the person, with how many rows; new tables are found by themselves."""
    for relation in User._meta.get_fields(include_hidden=True):
        model = getattr(relation, "related_model", None)
        if not relation.auto_created or not relation.one_to_many or model in SHOWN_ELSEWHERE:
            continue
        if count := model._base_manager.filter(**{relation.field.name: user}).count():
            yield Fact(f"{model._meta.verbose_name_plural} ({relation.field.verbose_name})", str(count))
