"""Saving over what somebody else may have written meanwhile: both are shown, and nothing typed is lost."""

from businesscases.actions.cases import Stale
from jobs.errors import Refused


def saved(form, save):
    """(None, {}) when `save(form)` has stored it; otherwise the form to show again, and what stands there now."""
    if not form.is_valid():
        return form, {}
    try:
        save(form)
    except Stale as stale:
        again = form.again(form.data_over(stale.current))
        again.add_error(None, str(stale))
        return again, {"current": stale.current, "meanwhile": form.beside(stale.current)}
    except Refused as refused:
        form.add_error(None, str(refused))
        return form, {}
    return None, {}
