"""Prices of measures with their sources."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality


class PriceCatalogueQuerySet(models.QuerySet):
    def within(self, reach):
        """Those of the municipalities within reach."""
        return self.filter(municipality__in=reach.municipalities.values("pk"))

    def shown_within(self, reach):
        """The public ones too."""
        return self.filter(Q(municipality=None) | Q(municipality__in=reach.municipalities.values("pk")))


class PriceQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(catalogue__in=PriceCatalogue.objects.within(reach))

    def shown_within(self, reach):
        return self.filter(catalogue__in=PriceCatalogue.objects.shown_within(reach))

    def with_newest_year(self):
        """`newest_year` on each, for vintages.py."""
        return self.annotate(newest_year=newest_year())


def newest_year(of=""):
    """The newest price year of the same measure in the same catalogue; `of` is "price__" for lines, None without."""
    same = Price.objects.filter(catalogue=OuterRef(f"{of}catalogue"), measure=OuterRef(f"{of}measure"))
    return Subquery(same.order_by("-price_year").values("price_year")[:1])


class PriceCatalogue(models.Model):
    """A named list of prices that belong together: public, or a municipality's own, which no other sees."""

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="price_catalogues",
        verbose_name=_("municipality"),
    )
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    objects = PriceCatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("price catalogue")
        verbose_name_plural = _("price catalogues")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="catalogue_name_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(municipality=None), name="catalogue_public_once"),
        ]

    def __str__(self):
        return self.name


class Price(models.Model):
    """What one unit of a measure costs, in the prices of one year, with its public source."""

    catalogue = models.ForeignKey(PriceCatalogue, on_delete=models.CASCADE, related_name="prices")
    measure = models.CharField(_("measure"), max_length=160)
    step = models.PositiveSmallIntegerField(_("step on the staircase"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=80)
    amount_dkk = models.DecimalField(_("price in kr."), max_digits=12, decimal_places=2)
    price_year = models.PositiveSmallIntegerField(_("price year"))
    source = models.CharField(_("source"), max_length=200)

    objects = PriceQuerySet.as_manager()

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ["catalogue", "step", "measure"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "measure", "price_year"], name="price_once_a_year"),
            models.CheckConstraint(condition=Q(amount_dkk__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(step=None) | (Q(step__gte=1) & Q(step__lte=6)), name="price_step_on_staircase"
            ),
        ]

    def __str__(self):
        return self.measure
