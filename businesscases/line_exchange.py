"""What the table in the browser sends, checked, stored, and answered row by row."""

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from businesscases.actions.lines import Outcome, Row, order_lines, save_lines
from businesscases.forms.line_rows import Sent
from businesscases.forms.lines import LineForm, Offer
from businesscases.line_table import Told, row_of


@transaction.atomic
def exchange(*, sent: Sent, offer: Offer, by) -> list[dict]:
    """Store the rows that can be stored; what to tell about each, in the order they were sent."""
    forms = _forms(sent, offer)
    right = [row for row in sent.rows if row.values is None or forms[row.key].is_valid()]
    rows = [Row(row.key, row.version, row.values and forms[row.key].values, row.is_again) for row in right]
    saved = {one.row.key: one for one in save_lines(case=offer.case, rows=rows, by=by)}
    if sent.order:
        order_lines(case=offer.case, kind=sent.kind, keys=sent.order, by=by)
    told = Told.of(offer.case, offer)
    return [_stored(saved[row.key], told) if row.key in saved else _refused(row, forms[row.key]) for row in sent.rows]


def lines_with(*, sent: Sent, offer: Offer) -> tuple[list, list[str]]:
    """The saved lines with what is being typed in their place, and the names of rows that cannot be read yet."""
    lines = {line.key: line for line in offer.case.lines.select_related("effect")}
    forms, unread = _forms(sent, offer), []
    for row in sent.rows:
        standing = lines.pop(row.key, None)
        if row.values is None:
            continue
        line = forms[row.key].instance
        line.key = row.key
        if forms[row.key].is_valid():
            lines[row.key] = line
        else:
            unread.append(row.values.get("name", "") or (standing.name if standing else ""))
    return list(lines.values()), unread


def _forms(sent, offer):
    form = LineForm(kind=sent.kind, offer=offer)
    return {row.key: form.over(row.values) for row in sent.rows if row.values is not None}


def uncounted():
    """What to do when the effect of a line has been deleted between choosing and saving."""
    return _("Somebody has deleted the effect meanwhile. Choose another one")


def _refused(row, form):
    errors = {name: " ".join(texts) for name, texts in form.errors.items()}
    state = "priceless" if form.is_missing_a_price_only else "invalid"
    return {"key": str(row.key), "state": state, "errors": errors}


def _stored(saved, told):
    answer = {"key": str(saved.row.key), "state": str(saved.outcome)}
    if saved.outcome == Outcome.SAVED:
        return answer | row_of(saved.line, told)
    if saved.outcome == Outcome.UNCOUNTED:
        return answer | {"state": "invalid", "errors": {"effect": uncounted()}}
    if saved.outcome == Outcome.STALE:
        changed = timezone.localtime(saved.line.changed_at)
        who = {"by": saved.line.changed_by.name, "at": formats.date_format(changed, "j. F Y H.i")}
        return answer | {"current": row_of(saved.line, told) | who}
    return answer
