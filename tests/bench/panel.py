"""The result panel while somebody types: what one answer takes when no, one and every row is not stored yet."""

import time
from datetime import date
from uuid import uuid4

import msgspec
import numpy as np
from django.test import RequestFactory

from businesscases.actions.calculations import begin_calculation
from businesscases.actions.lines import Row, save_lines
from businesscases.forms.lines import LineForm, offer_of
from businesscases.line_table import cells_of
from businesscases.models import Case, Kind
from businesscases.panel import MOST_PRODUCTS
from businesscases.views.lines import line_panel
from municipalities.access import Action, reach_of
from municipalities.models import Municipality, Participation, Partnership, PartnershipKind, Role, RoleKind, User

LINES, YEARS = 200, 30
ROUNDS = 7
ADDRESS = "member@test.example"


def plant() -> None:
    """A case of 200 lines that run 30 years, each counted per success and with a range around its price."""
    municipality = Municipality.objects.all()[0]
    partnership = Partnership.objects.create(
        kind=PartnershipKind.RESEARCH, name="Partnerskab", starts_on=date(2026, 1, 1)
    )
    Participation.objects.create(partnership=partnership, municipality=municipality, enrolled_on=date(2026, 1, 1))
    member = User.objects.create_user(ADDRESS, name="Medlem")
    Role.objects.create(user=member, kind=RoleKind.MEMBER, municipality=municipality)
    case = Case.objects.create(municipality=municipality, title="Stor", created_by=member, changed_by=member)
    begin_calculation(case)
    calculation = case.calculation
    calculation.participants, calculation.horizon_years = 100, YEARS
    calculation.save()
    case.effects.create(name="I job", rate="0.3", rate_low="0.1", rate_high="0.4")
    offer = offer_of(case, reach_of(member, Action.CASE_WRITE))
    form = LineForm(kind=Kind.COST, offer=offer)
    forms = [form.over(_cells(number, calculation.price_year)) for number in range(LINES)]
    save_lines(case=case, rows=[Row(uuid4(), 0, form.values) for form in forms if form.is_valid()], by=member)


def _cells(number: int, price_year: int) -> dict[str, str]:
    price = 1000 + 37 * number
    return {
        "name": f"Linje {number}",
        "actor": ("municipality", "state", "citizen")[number % 3],
        "administration": "Børn og familie",
        "account": "5.28.21",
        "area": "service_frame",
        "years": f"0–{YEARS - 1}",
        "per": "success",
        "quantity": "1,5",
        "unit": "barn",
        "unit_price": str(price),
        "unit_price_low": str(price - 500),
        "unit_price_high": str(price + 900),
        "price_year": str(price_year),
        "source": "Regnskabet",
    }


def measure() -> dict[str, float]:
    """CPU milliseconds of one answer by how many rows the server has not stored, and of drawing its random numbers."""
    case, member, draws = Case.objects.get(), User.objects.get(email=ADDRESS), MOST_PRODUCTS // LINES
    stored = [(line.key, line.version, cells_of(line)) for line in case.lines.select_related("effect")]
    typed = [(key, version, cells | {"quantity": "2,5"}) for key, version, cells in stored]
    random = np.random.default_rng(1)
    works = {
        "drawn_ms": lambda: [random.triangular(5, 10, 19, draws) for _line in range(LINES)],
        "stored_ms": _asking(case, member, []),
        "typed_ms": _asking(case, member, typed[:1]),
        "pasted_ms": _asking(case, member, typed),
    }
    times = [[1000 * _seconds(work) for work in works.values()] for _round in range(ROUNDS)]
    return {"lines": LINES, "years": YEARS, "draws": draws} | dict(
        zip(works, np.min(times, axis=0).tolist(), strict=True)
    )


def _asking(case, member, rows):
    named = [{"key": str(key), "version": version, "values": values} for key, version, values in rows]
    body = msgspec.json.encode({"kind": "cost", "rows": named})

    def ask():
        request = RequestFactory().post("/", body, content_type="application/json")
        request.user = member
        line_panel(request, case.pk)

    return ask


def _seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
