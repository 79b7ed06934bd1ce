"""The lines of a case, of which every figure is a view."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesscases.models.calculations import Effect
from businesscases.models.cases import Case, OfCaseQuerySet
from businesscases.models.choices import Actor, ControlArea, Index, Kind, Per, in_order
from businesscases.models.prices import Price
from businesscases.models.tables import RefundRule

MOST_LINES = 300
# A line that comes back is stored one version above the one that the browser says it had.
MOST_VERSION = 2**31 - 2
_KR = {"max_digits": 14, "decimal_places": 2}
_OWN_AREAS = [area for area in ControlArea.values if area != ControlArea.OUTSIDE]


class Line(models.Model):
    """Quantity × unit price in each year `first_year`..`last_year`, counted from the decision year (0).

    The amounts are copied from the catalogue: `price` says from where, and may vanish without changing the line;
    `price_name` stays, so that the line can say so.
    `key` is the line's name for browser, document and scenario; it never changes.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.COST)
    name = models.CharField(_("line"), max_length=160)
    actor = models.CharField(_("who"), max_length=12, choices=Actor, default=Actor.MUNICIPALITY)
    administration = models.CharField(_("administration"), max_length=80, blank=True)
    account = models.CharField(_("account function"), max_length=40, blank=True)
    area = models.CharField(_("control area"), max_length=13, choices=ControlArea, default=ControlArea.SERVICE_FRAME)
    to_actor = models.CharField(_("to whom"), max_length=12, choices=Actor, blank=True)
    to_administration = models.CharField(_("to which administration"), max_length=80, blank=True)
    to_account = models.CharField(_("to which account function"), max_length=40, blank=True)
    to_area = models.CharField(_("to which control area"), max_length=13, choices=ControlArea, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), default=0)
    last_year = models.PositiveSmallIntegerField(_("last year"), default=0)
    per = models.CharField(_("counted"), max_length=11, choices=Per, default=Per.CASE)
    effect = models.ForeignKey(
        Effect, on_delete=models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("effect")
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=1)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    unit_price = models.DecimalField(_("unit price"), **_KR)
    unit_price_low = models.DecimalField(_("at least"), null=True, blank=True, **_KR)
    unit_price_high = models.DecimalField(_("at most"), null=True, blank=True, **_KR)
    price_year = models.PositiveSmallIntegerField(_("price year"))
    index = models.CharField(_("price index"), max_length=13, choices=Index, blank=True)
    refund = models.ForeignKey(
        RefundRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("state refund")
    )
    price = models.ForeignKey(
        Price, on_delete=models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name=_("catalogue price")
    )
    price_name = models.CharField(_("measure in the catalogue"), max_length=160, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_assumption = models.BooleanField(_("assumption"), default=False)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["case", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="line_key_once"),
            models.CheckConstraint(condition=~Q(name=""), name="line_has_name"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0)
                & Q(unit_price__gte=0)
                & (Q(unit_price_low=None) | Q(unit_price_low__gte=0))
                & in_order("unit_price", "unit_price_low", "unit_price_high"),
                name="line_amounts_in_order",
            ),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="line_years_in_order"),
            models.CheckConstraint(
                condition=Q(actor="municipality", area__in=_OWN_AREAS) | (~Q(actor="municipality") & Q(area="outside")),
                name="line_purse_possible",
            ),
            models.CheckConstraint(
                condition=(~Q(kind="transfer") & Q(to_actor="") & Q(to_area=""))
                | (Q(kind="transfer", to_actor="municipality") & Q(to_area__in=_OWN_AREAS))
                | (Q(kind="transfer", to_area="outside") & ~Q(to_actor="municipality") & ~Q(to_actor="")),
                name="line_transfer_has_receiver",
            ),
            models.CheckConstraint(
                condition=Q(per="success", effect__isnull=False) | (~Q(per="success") & Q(effect=None)),
                name="line_per_success_has_effect",
            ),
            models.CheckConstraint(
                condition=Q(refund=None) | (Q(actor="municipality") & ~Q(kind="transfer")), name="line_refund_possible"
            ),
        ]

    def __str__(self):
        return self.name
