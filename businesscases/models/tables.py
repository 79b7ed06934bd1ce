"""The tables that calculations look up in: price indices, discount rates, bands of state refund. Public facts.

A table of another year is another row: cases go on with the one they chose.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesscases.models.choices import Index


class IndexSeries(models.Model):
    """One publication of a price index: its level per year."""

    index = models.CharField(
        _("price index"),
        max_length=13,
        choices=Index,
    )
    name = models.CharField(_("name"), max_length=120, unique=True)
    source = models.CharField(_("source"), max_length=300)
    published_on = models.DateField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("price index")
        verbose_name_plural = _("price indices")
        ordering = ["index", "-published_on", "name"]

    def __str__(self):
        return self.name


class IndexLevel(models.Model):
    series = models.ForeignKey(IndexSeries, on_delete=models.CASCADE, related_name="levels")
    year = models.PositiveSmallIntegerField(_("year"))
    level = models.DecimalField(_("level"), max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = _("level of a price index")
        verbose_name_plural = _("levels of a price index")
        ordering = ["series", "year"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="index_level_once_a_year"),
            models.CheckConstraint(condition=Q(level__gt=0), name="index_level_above_zero"),
        ]

    def __str__(self):
        return f"{self.series} {self.year}"


class DiscountSchedule(models.Model):
    """Real rates per year that may step down with time. From `unverified_from` on we have not seen the source."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    unverified_from = models.PositiveSmallIntegerField(_("not confirmed from year"), null=True, blank=True)

    class Meta:
        verbose_name = _("discount rate")
        verbose_name_plural = _("discount rates")
        ordering = ["-valid_from", "name"]

    def __str__(self):
        return self.name


class DiscountStep(models.Model):
    """The rate from `first_year` (t) on, as a share per year."""

    schedule = models.ForeignKey(DiscountSchedule, on_delete=models.CASCADE, related_name="steps")
    first_year = models.PositiveSmallIntegerField(_("from year"))
    rate = models.DecimalField(_("rate"), max_digits=7, decimal_places=6)

    class Meta:
        verbose_name = _("step of a discount rate")
        verbose_name_plural = _("steps of a discount rate")
        ordering = ["schedule", "first_year"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "first_year"], name="discount_step_once"),
            models.CheckConstraint(condition=Q(rate__gt=-1) & Q(rate__lte=1), name="discount_rate_possible"),
        ]

    def __str__(self):
        return f"{self.schedule} {self.first_year}"


class RefundRule(models.Model):
    """What the state refunds of an expensive single case under one law, at the level of one year."""

    law = models.CharField(_("law"), max_length=120)
    level_year = models.PositiveSmallIntegerField(_("level of the year"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("state refund")
        verbose_name_plural = _("state refunds")
        ordering = ["-level_year", "law"]
        constraints = [models.UniqueConstraint(fields=["law", "level_year"], name="refund_rule_once_a_year")]

    def __str__(self):
        return f"{self.law} ({self.level_year})"


class RefundBand(models.Model):
    """The share that counts for the part of a household's yearly cost above `threshold_dkk`."""

    rule = models.ForeignKey(RefundRule, on_delete=models.CASCADE, related_name="bands")
    threshold_dkk = models.DecimalField(_("threshold in kr."), max_digits=12, decimal_places=0)
    share = models.DecimalField(_("share"), max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = _("band of state refund")
        verbose_name_plural = _("bands of state refund")
        ordering = ["rule", "threshold_dkk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "threshold_dkk"], name="refund_threshold_once"),
            models.CheckConstraint(
                condition=Q(threshold_dkk__gte=0) & Q(share__gte=0) & Q(share__lte=1), name="refund_band_possible"
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.threshold_dkk}"
