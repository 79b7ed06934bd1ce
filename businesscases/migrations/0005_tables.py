"""The published discount rates and bands of state refund, and a calculation for every case there is."""

from datetime import date
from decimal import Decimal

from django.db import migrations

from businesscases.economics.discounting import SCHEDULES
from businesscases.economics.refund import RULES

NAMES = {
    "fm-2021": ("Finansministeriet 2021 (3,5 %, efter 35 år 2,5 %)", date(2021, 1, 7)),
    "fm-2013": ("Finansministeriet 2013 (4 %, efter 35 år 3 %, efter 70 år 2 %)", date(2013, 5, 31)),
    "green-book": ("Green Book, Storbritannien (3,5 %, faldende)", date(2003, 1, 1)),
}


def load(apps, schema_editor):
    DiscountSchedule, DiscountStep, RefundRule, RefundBand = (
        apps.get_model("businesscases", name)
        for name in ("DiscountSchedule", "DiscountStep", "RefundRule", "RefundBand")
    )
    for key, (name, valid_from) in NAMES.items():
        shipped = SCHEDULES[key]
        schedule = DiscountSchedule.objects.create(
            name=name, valid_from=valid_from, source=shipped.source, unverified_from=shipped.unverified_from
        )
        DiscountStep.objects.bulk_create(
            DiscountStep(schedule=schedule, first_year=year, rate=Decimal(str(rate))) for year, rate in shipped.steps
        )
    for shipped in RULES.values():
        rule = RefundRule.objects.create(law=shipped.law, level_year=shipped.level_year, source=shipped.source)
        RefundBand.objects.bulk_create(
            RefundBand(rule=rule, threshold_dkk=threshold, share=Decimal(str(share)))
            for threshold, share in shipped.bands
        )


def begin_calculations(apps, schema_editor):
    Case, Calculation, DiscountSchedule = (
        apps.get_model("businesscases", name) for name in ("Case", "Calculation", "DiscountSchedule")
    )
    newest = DiscountSchedule.objects.get(name=NAMES["fm-2021"][0])
    for case in Case.objects.all():
        year = case.created_at.year
        Calculation.objects.create(case=case, decision_year=year, price_year=year, schedule=newest)


class Migration(migrations.Migration):
    dependencies = [("businesscases", "0004_calculations")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(begin_calculations, migrations.RunPython.noop),
    ]
