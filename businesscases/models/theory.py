"""The theory of change of a case: what is put in, what is done, what comes out of it, and what it leads to.

The theory itself has no row: it is the elements of a case with their links.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesscases.models.cases import Case, OfCaseQuerySet

MOST_OF_PART = 12
MOST_INDICATORS = 10


class Part(models.TextChoices):
    """The columns of a theory of change, in their order."""

    INPUT = "input", _("Inputs")
    ACTIVITY = "activity", _("Activities")
    OUTPUT = "output", _("Outputs")
    OUTCOME = "outcome", _("Outcomes")


class TheoryElement(models.Model):
    """One box of the picture. `leads_to` are boxes of the next column; `assumption` is what must hold for that."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="elements")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    part = models.CharField(_("part"), max_length=8, choices=Part)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("text"), max_length=160)
    assumption = models.CharField(_("assumption"), max_length=300, blank=True)
    leads_to = models.ManyToManyField(
        "self", symmetrical=False, related_name="comes_from", blank=True, verbose_name=_("leads to")
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("element of the theory of change")
        verbose_name_plural = _("elements of the theory of change")
        ordering = ["case", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="element_key_once"),
            models.CheckConstraint(condition=~Q(text=""), name="element_has_text"),
        ]

    def __str__(self):
        return self.text


class IndicatorQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(element__case__municipality__in=reach.municipalities.values("pk"))


class Indicator(models.Model):
    """How one sees whether an element comes true. Baseline and target are words, with unit and year."""

    element = models.ForeignKey(TheoryElement, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=160)
    data_source = models.CharField(_("data source"), max_length=200, blank=True)
    measured = models.CharField(_("when it is measured"), max_length=160, blank=True)
    baseline = models.CharField(_("baseline"), max_length=80, blank=True)
    target = models.CharField(_("target value"), max_length=80, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["element", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="indicator_has_name")]

    def __str__(self):
        return self.name
