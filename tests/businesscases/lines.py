"""Rows of lines as the browser sends them."""

from businesscases.actions.lines import Row, save_lines
from businesscases.forms.lines import LineForm, offer_of
from businesscases.models import Kind
from municipalities.access import Action, reach_of

COST = {
    "name": "Løn til to familierådgivere",
    "administration": "Børn og familie",
    "account": "5.28.21",
    "area": "Serviceramme",
    "years": "1–3",
    "quantity": "2",
    "unit": "årsværk",
    "unit_price": "482.946",
    "price_year": "2019",
}


def form_of(case, by, kind=Kind.COST, **cells):
    """The form of a row whose cells are `cells`, above COST."""
    offer = offer_of(case, reach_of(by, Action.CASE_WRITE))
    return LineForm(COST | cells, kind=kind, offer=offer)


def save(case, by, *, key, version=0, is_again=False, **cells):
    """Save one row; what became of it."""
    form = form_of(case, by, **cells)
    assert form.errors == {}
    return save_lines(case=case, rows=[Row(key, version, form.values, is_again)], by=by)[0]


def delete(case, by, *, key, version):
    return save_lines(case=case, rows=[Row(key, version, None)], by=by)[0]
