"""How a case's calculation begins."""

from django.utils import timezone

from businesscases.models import Calculation, DiscountSchedule


def begin_calculation(case) -> Calculation:
    """The assumptions a new case starts with: this year's prices, and the newest discount rate of the Ministry."""
    year = timezone.localdate().year
    schedule = DiscountSchedule.objects.filter(valid_from__isnull=False).first()
    return Calculation.objects.create(
        case=case, decision_year=year, price_year=year, schedule=schedule, seed=1 + case.pk % 1_000_000
    )
