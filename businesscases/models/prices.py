"""Prices of measures with their sources."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality


class PriceCatalogueQuerySet(models.QuerySet):
    def within(self, reach, *, with_public=False):
        """Those of the municipalities within reach, and the public ones where asked for."""
        own = Q(municipality__in=reach.municipalities.values("pk"))
        return self.filter(own | Q(municipality=None) if with_public else own)

    def shown_within(self, reach):
        return self.within(reach, with_public=True)


class PriceQuerySet(models.QuerySet):
    def within(self, reach, *, with_public=False):
        return self.filter(catalogue__in=PriceCatalogue.objects.within(reach, with_public=with_public))

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
    version = models.PositiveIntegerField(_("version"), default=1)

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

    def get_absolute_url(self):
        return f"{reverse('businesscases:price_list')}?katalog={self.pk}"


class Price(models.Model):
    """What one unit of a measure costs, in the prices of one year, with its public source."""

    catalogue = models.ForeignKey(PriceCatalogue, on_delete=models.CASCADE, related_name="prices")
    measure = models.CharField(_("measure"), max_length=160)
    step = models.PositiveSmallIntegerField(_("step on the staircase"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=80)
    amount_dkk = models.DecimalField(_("price in kr."), max_digits=12, decimal_places=2)
    price_year = models.PositiveSmallIntegerField(_("price year"))
    source = models.CharField(_("source"), max_length=200)
    version = models.PositiveIntegerField(_("version"), default=1)

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


class PriceImportQuerySet(models.QuerySet):
    def within(self, reach, *, with_public=False):
        return self.filter(catalogue__in=PriceCatalogue.objects.within(reach, with_public=with_public))


class PriceImport(models.Model):
    """A file of prices that has been read and waits for a yes. `rows` are what would be stored, empty afterwards."""

    catalogue = models.ForeignKey(PriceCatalogue, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    stored_at = models.DateTimeField(_("stored"), null=True, blank=True)

    objects = PriceImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of prices")
        verbose_name_plural = _("imports of prices")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name
