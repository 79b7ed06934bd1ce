"""What a municipality shows others of a case: a copy of the parts it chose, for a partnership, for a time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models.cases import Case
from municipalities.models import Participation


class SharedPart(models.TextChoices):
    """What can be chosen. Everything else of a case is never shared: comments, notes, names, versions, decisions."""

    PROBLEM = "problem", _("Problem and target group")
    INTERVENTION = "intervention", _("Intervention")
    THEORY = "theory", _("Theory of change")
    BASIS = "basis", _("Basis alternative")
    EFFECTS = "effects", _("Effects and how you know them")
    LINES = "lines", _("The lines, without amounts")
    PRICES = "prices", _("Quantities and prices of the lines, with sources")
    RESULTS = "results", _("The result")
    PROPOSAL = "proposal", _("Proposal")


class Audience(models.TextChoices):
    SMALL_CHILDREN = "small_children", _("Children under school age")
    PUPILS = "pupils", _("Children of school age")
    YOUNG = "young", _("Young people")
    FAMILIES = "families", _("Families")
    UNEMPLOYED = "unemployed", _("Adults outside work")
    SICK = "sick", _("People on sickness benefit")
    DISABLED = "disabled", _("People with a disability or mental illness")
    OLDER = "older", _("Older people")
    OTHER = "other", _("Others")


class Approach(models.TextChoices):
    EARLY = "early", _("Early effort in day-care and school")
    FAMILY = "family", _("Help for the family at home")
    TREATMENT = "treatment", _("Treatment")
    EDUCATION = "education", _("Education and mentoring")
    WORK = "work", _("A way into work")
    HOUSING = "housing", _("Housing")
    PLACEMENT = "placement", _("Another way of placement")
    PRACTICE = "practice", _("Another way of working with cases")
    OTHER = "other", _("Something else")


class ShareQuerySet(models.QuerySet):
    def within(self, reach):
        """Those of the own cases, ended ones too."""
        return self.filter(case__municipality__in=reach.municipalities.values("pk"))

    def current(self):
        """Neither ended nor outside their time, and from a municipality that still takes part."""
        today = timezone.localdate()
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=today),
            ended_at=None,
            starts_on__lte=today,
            participation__withdrawn_on=None,
        )

    def shown_within(self, reach):
        """Those current in a partnership in which the reader's municipality still takes part, or that is assigned.

        A partnership and never a municipality decides: a municipality of an assigned partnership may be in others too.
        """
        part = reach.participations.filter(withdrawn_on=None).values("partnership")
        return self.current().filter(
            Q(participation__partnership__in=part) | Q(participation__partnership__in=reach.assigned.values("pk"))
        )


class Share(models.Model):
    """`document` is what stood in the chosen parts on the day it was shared, and nothing else of the case.

    Others read the document and never the case: what was not chosen is not there, and what is written afterwards is
    shown when it is shared anew. It is emptied when the sharing is ended.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="shares", verbose_name=_("partnership")
    )
    parts = models.JSONField(_("what is shared"), default=list)
    document = models.JSONField(default=dict, editable=False)
    title = models.CharField(_("title"), max_length=160)
    audience = models.CharField(_("target group"), max_length=15, choices=Audience)
    approach = models.CharField(_("kind of intervention"), max_length=15, choices=Approach)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(_("shared"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared case")
        verbose_name_plural = _("shared cases")
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "participation"], condition=Q(ended_at=None), name="case_shared_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="share_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(document={}), name="share_ended_is_empty"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("businesscases:shared_show", args=[self.pk])
