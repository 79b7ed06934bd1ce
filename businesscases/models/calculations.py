"""What a case is calculated from: its assumptions, its effects and its scenarios. Its lines are in lines.py."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesscases.models.cases import Case, OfCaseQuerySet
from businesscases.models.choices import Distribution, Grade, Timing, in_order
from businesscases.models.tables import DiscountSchedule, IndexSeries

LONGEST_HORIZON = 100
_SHARE = {"max_digits": 7, "decimal_places": 6}


class Calculation(models.Model):
    """The assumptions of one case. Amounts keep their own price year; `price_year` is what they are converted to.

    `version` counts the changes, as that of a case does.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="calculation", primary_key=True)
    decision_year = models.PositiveSmallIntegerField(_("decision year"))
    horizon_years = models.PositiveSmallIntegerField(
        _("horizon in years"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_HORIZON)],
    )
    price_year = models.PositiveSmallIntegerField(_("price level"))
    series = models.ForeignKey(
        IndexSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("price index")
    )
    schedule = models.ForeignKey(
        DiscountSchedule, on_delete=models.PROTECT, related_name="+", verbose_name=_("discount rate")
    )
    timing = models.CharField(_("when money falls"), max_length=6, choices=Timing, default=Timing.START)
    participants = models.DecimalField(_("participants"), max_digits=9, decimal_places=2, default=0)
    participants_low = models.DecimalField(_("at least"), max_digits=9, decimal_places=2, null=True, blank=True)
    participants_high = models.DecimalField(_("at most"), max_digits=9, decimal_places=2, null=True, blank=True)
    optimism_bias = models.DecimalField(_("optimism bias"), default=0, **_SHARE)
    mitigation = models.DecimalField(_("mitigation of the optimism bias"), default=0, **_SHARE)
    distribution = models.CharField(
        _("shape of the ranges"), max_length=10, choices=Distribution, default=Distribution.TRIANGULAR
    )
    draws = models.PositiveIntegerField(_("draws"), default=10_000)
    seed = models.PositiveIntegerField(_("seed"), default=1)
    budget_year = models.PositiveSmallIntegerField(_("budget year"), null=True, blank=True)
    budget_series = models.ForeignKey(
        IndexSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PL estimate")
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("calculation")
        verbose_name_plural = _("calculations")
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon_years__gte=1) & Q(horizon_years__lte=LONGEST_HORIZON),
                name="calculation_horizon_possible",
            ),
            models.CheckConstraint(
                condition=Q(participants__gte=0)
                & in_order("participants", "participants_low", "participants_high")
                & (Q(participants_low=None) | Q(participants_low__gte=0)),
                name="calculation_participants_in_order",
            ),
            models.CheckConstraint(
                condition=Q(optimism_bias__gte=0) & Q(mitigation__gte=0) & Q(mitigation__lte=1),
                name="calculation_bias_possible",
            ),
            models.CheckConstraint(condition=Q(draws__gte=100) & Q(draws__lte=100_000), name="calculation_draws"),
        ]

    def __str__(self):
        return str(self.case)


class Effect(models.Model):
    """One outcome the intervention shall give, how likely, and how we know. Shares are 0–1, the rate −1–1."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="effects")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("effect"), max_length=160)
    rate = models.DecimalField(_("success rate"), **_SHARE)
    rate_low = models.DecimalField(_("at least"), null=True, blank=True, **_SHARE)
    rate_high = models.DecimalField(_("at most"), null=True, blank=True, **_SHARE)
    first_year = models.PositiveSmallIntegerField(_("first year with effect"), default=1)
    deadweight = models.DecimalField(_("would have happened anyway"), default=0, **_SHARE)
    attribution = models.DecimalField(_("caused by others"), default=0, **_SHARE)
    displacement = models.DecimalField(_("only moved"), default=0, **_SHARE)
    drop_off = models.DecimalField(_("lost from year to year"), default=0, **_SHARE)
    grade = models.CharField(_("how we know"), max_length=12, choices=Grade, default=Grade.ASSUMPTION)
    source = models.TextField(_("source"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ["case", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="effect_key_once"),
            models.CheckConstraint(
                condition=Q(rate__gt=0)
                & Q(rate__lte=1)
                & (Q(rate_low=None) | Q(rate_low__gte=-1))
                & (Q(rate_high=None) | Q(rate_high__lte=1))
                & in_order("rate", "rate_low", "rate_high"),
                name="effect_rate_possible",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0}) & Q(**{f"{name}__lte": 1}), name=f"effect_{name}_is_share"
                )
                for name in ("deadweight", "attribution", "displacement", "drop_off")
            ),
        ]

    def __str__(self):
        return self.name


class Scenario(models.Model):
    """Some inputs of a case at other values, to be compared with the expected ones. Keys as `calculation.worked`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(_("name"), max_length=80)
    note = models.TextField(_("note"), blank=True, max_length=1000)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="scenario_name_once")]

    def __str__(self):
        return self.name


class ScenarioValue(models.Model):
    """`key` is "participants", "effect:KEY" or "line:KEY", the last for the unit price."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="values")
    key = models.CharField(max_length=50)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=6)

    class Meta:
        verbose_name = _("value of a scenario")
        verbose_name_plural = _("values of a scenario")
        ordering = ["scenario", "pk"]
        constraints = [models.UniqueConstraint(fields=["scenario", "key"], name="scenario_value_once")]

    def __str__(self):
        return self.key
