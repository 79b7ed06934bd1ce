"""Partnerships, who is enrolled, and who sits in which group."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.danish import search_key
from municipalities.models.geography import Municipality


class DatedQuerySet(models.QuerySet):
    """Rows with `starts_on` and `ends_on`, both days included; an open end is None."""

    def on(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class PartnershipKind(models.TextChoices):
    RESEARCH = "research", _("Research partnership")
    DEVELOPMENT = "development", _("Development partnership")
    ALLIANCE = "alliance", _("Alliance")
    CASE_STUDY = "case_study", _("Case study")


class PartnershipQuerySet(DatedQuerySet):
    def within(self, reach):
        return self.filter(pk__in=reach.partnerships.values("pk"))

    def matching(self, text):
        """Partnerships whose name holds `text`, whatever the spelling and on any database."""
        wanted = search_key(text)
        found = [pk for pk, name in self.values_list("pk", "name") if wanted in search_key(name)]
        return self.filter(pk__in=found)


class Partnership(models.Model):
    """A partnership the secretariat runs with one or more municipalities."""

    kind = models.CharField(_("kind"), max_length=20, choices=PartnershipKind)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    is_named_comparison = models.BooleanField(_("municipalities are named in comparisons"), default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="partnership_dates_in_order"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("municipalities:partnership_show", args=[self.pk])


class PhaseQuerySet(DatedQuerySet):
    def within(self, reach):
        return self.filter(partnership__in=reach.partnerships.values("pk"))


class Phase(models.Model):
    """A stretch of a partnership with its themes, one to a line."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=160)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    themes = models.TextField(_("themes"), blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="phase_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="phase_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"


class ParticipationQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(pk__in=reach.participations.values("pk"))

    def current(self):
        return self.filter(withdrawn_on=None)


class Participation(models.Model):
    """One municipality in one partnership: the unit that answers, reports and access hang on."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="participations")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="participations")
    enrolled_on = models.DateField(_("enrolled"))
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    naming_agreed_on = models.DateField(_("agreed to be named"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["municipality__sort_text", "partnership"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "municipality"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("enrolled_on")),
                name="participation_dates_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.municipality} – {self.partnership}"


class GroupKind(models.TextChoices):
    STRATEGIC = "strategic", _("Strategic leader group")
    WORKING = "working", _("Working group")
    PERMANENT = "permanent", _("Permanent participants")


class GroupQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(partnership__in=reach.partnerships.values("pk"))


class Group(models.Model):
    """A group of a partnership; the seats are counted per municipality."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    seats_min = models.PositiveSmallIntegerField(_("fewest seats per municipality"), default=1)
    seats_max = models.PositiveSmallIntegerField(_("most seats per municipality"), default=3)
    meetings_per_year = models.PositiveSmallIntegerField(_("meetings a year"), default=0)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["partnership", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind"], name="group_kind_once"),
            models.CheckConstraint(condition=Q(seats_max__gte=F("seats_min")), name="group_seats_in_order"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def has_contact(self):
        """Only the working group has a contact person."""
        return self.kind == GroupKind.WORKING


class SeatQuerySet(DatedQuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def current(self):
        return self.on(timezone.localdate())

    def contacts(self):
        return self.filter(is_contact=True)

    def from_day(self, day):
        """Seats held on `day` or any later day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Seat(models.Model):
    """A person in a group for a municipality, from one day to another (both included).

    Periods are never rewritten: a change ends one seat and starts another, so the past keeps its answer.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats", verbose_name=_("group"))
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person")
    )
    is_contact = models.BooleanField(_("contact person"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["group", "participation", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="seat_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["group", "participation", "user"], condition=Q(ends_on=None), name="seat_open_once"
            ),
            models.UniqueConstraint(
                fields=["group", "participation"],
                condition=Q(ends_on=None, is_contact=True),
                name="seat_one_contact",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.group}"

    def is_held_on(self, day):
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)
