"""How the theory of change of a case changes."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from businesscases.actions.cases import Stale, touch
from businesscases.models import Case, Indicator, TheoryElement
from businesscases.models.theory import MOST_INDICATORS, MOST_OF_PART
from jobs.errors import Refused


@transaction.atomic
def create_element(*, case, part, by, leads_to, **texts) -> TheoryElement:
    """A new box, the last of its column. The second click of two creates nothing."""
    Case.objects.select_for_update().get(pk=case.pk)
    column = case.elements.filter(part=part)
    if same := column.filter(version=1, **texts).first():
        return same
    if column.count() >= MOST_OF_PART:
        raise Refused(_("A column has room for %(number)s boxes. Put some together.") % {"number": MOST_OF_PART})
    last = case.elements.aggregate(last=Max("position"))["last"] or 0
    element = TheoryElement.objects.create(case=case, part=part, position=last + 1, **texts)
    element.leads_to.set(_standing(case, leads_to))
    touch(case=case, by=by)
    return element


@transaction.atomic
def save_element(*, element, version, by, leads_to, **texts) -> TheoryElement:
    """Change a box, written over `version` of it. The second click of two stores nothing.

    Raises DoesNotExist where a colleague has deleted it meanwhile.
    """
    case = Case.objects.select_for_update().get(pk=element.case_id)
    element, leads_to = TheoryElement.objects.get(pk=element.pk), _standing(case, leads_to)
    is_linked_so = set(element.leads_to.all()) == set(leads_to)
    if is_linked_so and all(getattr(element, name) == text for name, text in texts.items()):
        return element
    if element.version != version:
        raise Stale(element)
    for name, text in texts.items():
        setattr(element, name, text)
    element.version = version + 1
    element.save()
    element.leads_to.set(leads_to)
    touch(case=case, by=by)
    return element


@transaction.atomic
def delete_element(*, element, by) -> None:
    """The box goes with its arrows and indicators."""
    case = Case.objects.select_for_update().get(pk=element.case_id)
    element.delete()
    touch(case=case, by=by)


@transaction.atomic
def move_element(*, element, is_up, by) -> None:
    """One place up or down among the boxes of its column; the first does not go up, nor the last down."""
    case = Case.objects.select_for_update().get(pk=element.case_id)
    column = list(case.elements.filter(part=element.part))
    if element not in column:
        return
    old = column.index(element)
    new = old - 1 if is_up else old + 1
    if not 0 <= new < len(column):
        return
    places = sorted(row.position for row in column)
    column[old], column[new] = column[new], column[old]
    for row, place in zip(column, places, strict=True):
        row.position = place
    TheoryElement.objects.bulk_update(column, ["position"])
    touch(case=case, by=by)


@transaction.atomic
def create_indicator(*, element, by, **texts) -> Indicator:
    case = Case.objects.select_for_update().get(pk=element.case_id)
    if not case.elements.filter(pk=element.pk).exists():
        raise Refused(_("A colleague has deleted the box meanwhile. Add the box again first."))
    if same := element.indicators.filter(version=1, **texts).first():
        return same
    if element.indicators.count() >= MOST_INDICATORS:
        raise Refused(
            _("A box has room for %(number)s indicators. Choose those you use.") % {"number": MOST_INDICATORS}
        )
    indicator = element.indicators.create(**texts)
    touch(case=case, by=by)
    return indicator


@transaction.atomic
def save_indicator(*, indicator, version, by, **texts) -> Indicator:
    """Change an indicator, written over `version` of it. The second click of two stores nothing."""
    case = Case.objects.select_for_update().get(pk=indicator.element.case_id)
    indicator = Indicator.objects.filter(pk=indicator.pk).first()
    if indicator is None:
        raise Refused(_("A colleague has deleted the indicator meanwhile. Add it again, if it shall stand."))
    if all(getattr(indicator, name) == text for name, text in texts.items()):
        return indicator
    if indicator.version != version:
        raise Stale(indicator)
    for name, text in texts.items():
        setattr(indicator, name, text)
    indicator.version = version + 1
    indicator.save()
    touch(case=case, by=by)
    return indicator


@transaction.atomic
def delete_indicator(*, indicator, by) -> None:
    case = Case.objects.select_for_update().get(pk=indicator.element.case_id)
    indicator.delete()
    touch(case=case, by=by)


def _standing(case, boxes):
    """Those of the boxes that nobody has deleted meanwhile."""
    return list(case.elements.filter(pk__in=[box.pk for box in boxes]))
