"""The choices of a calculation. Their values are those of the engine (businesscases/economics)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Timing(models.TextChoices):
    START = "start", _("At the start of the year")
    MIDDLE = "middle", _("In the middle of the year")
    END = "end", _("At the end of the year")


class Distribution(models.TextChoices):
    TRIANGULAR = "triangular", _("Triangular: the whole range counts")
    PERT = "pert", _("PERT: the most likely value weighs more")


class Kind(models.TextChoices):
    COST = "cost", _("Cost")
    GAIN = "gain", _("Gain")
    TRANSFER = "transfer", _("Transfer between purses")


class Actor(models.TextChoices):
    MUNICIPALITY = "municipality", _("The municipality")
    REGION = "region", _("The region")
    STATE = "state", _("The state")
    CITIZEN = "citizen", _("The citizens")
    INVESTOR = "investor", _("The investor")


class ControlArea(models.TextChoices):
    SERVICE_FRAME = "service_frame", _("Service frame")
    TRANSFERS = "transfers", _("Transfers to persons")
    CAPITAL = "capital", _("Capital expenditure")
    FINANCING = "financing", _("Financing")
    OUTSIDE = "outside", _("Outside the municipality")


class Index(models.TextChoices):
    NET_PRICE = "net_price", _("Net price index")
    PAY_AND_PRICE = "pay_and_price", _("Pay-and-price estimate (PL)")


class Per(models.TextChoices):
    CASE = "case", _("for the whole intervention")
    PARTICIPANT = "participant", _("per participant")
    SUCCESS = "success", _("per success")


class Grade(models.TextChoices):
    """How well an effect is known, the strongest first."""

    REVIEW = "review", _("Systematic review of several controlled studies")
    EXPERIMENT = "experiment", _("Randomised controlled trial")
    COMPARISON = "comparison", _("Study with a comparison group")
    BEFORE_AFTER = "before_after", _("Before and after, without comparison")
    PRACTICE = "practice", _("Own or others' experience from practice")
    ASSUMPTION = "assumption", _("Assumption, not documented")


def in_order(mode, low, high):
    """low ≤ mode ≤ high, where they are given."""
    return (Q(**{low: None}) | Q(**{f"{low}__lte": F(mode)})) & (Q(**{high: None}) | Q(**{f"{high}__gte": F(mode)}))
