"""Municipalities and the regions they belong to, dated."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities.danish import search_key, sort_key


class Region(models.Model):
    """A Danish region; names and borders change by law on given dates."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self):
        return self.name


class MunicipalityQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(pk__in=reach.municipalities.values("pk"))

    def matching(self, text):
        """Municipalities whose name or code holds `text`, whatever the spelling: Aarhus, Århus, 101, 0101."""
        wanted = search_key(text)
        if not wanted:
            return self
        by_code = Q(code=wanted.zfill(4)) if wanted.isdigit() else Q()
        return self.filter(Q(search_text__contains=wanted) | by_code)


class Municipality(models.Model):
    """One of the 98 municipalities; the source of every figure is named in docs/architecture.md."""

    code = models.CharField(_("municipality code"), max_length=4, primary_key=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    official_name = models.CharField(_("official name"), max_length=80)
    cvr = models.CharField(_("CVR number"), max_length=8, unique=True)
    kind = models.CharField(_("municipality group"), max_length=40)
    population_2020 = models.PositiveIntegerField(_("population on 1 January 2020"))
    sort_text = models.CharField(max_length=120, editable=False, db_index=True)
    search_text = models.CharField(max_length=200, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_text"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{4}$"), name="municipality_code_four_digits"),
            models.CheckConstraint(condition=Q(cvr__regex=r"^\d{8}$"), name="municipality_cvr_eight_digits"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_text = sort_key(self.name)
        self.search_text = search_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("municipalities:municipality_show", args=[self.pk])

    def region_on(self, day):
        """The region on `day`, or None outside the known dates."""
        return Region.objects.filter(
            Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=day),
            memberships__municipality=self,
            memberships__starts_on__lte=day,
        ).first()


class RegionMembership(models.Model):
    """Which region a municipality belongs to, from one day to another (both included)."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="region_memberships")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("region membership")
        verbose_name_plural = _("region memberships")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "starts_on"], name="region_membership_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="region_membership_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.municipality} – {self.region}"
