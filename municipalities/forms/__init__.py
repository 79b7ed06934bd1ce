"""Forms of who takes part. Choice fields get their rows from the view's reach, so that a forged id is no choice."""

from jobs.errors import Refused


def carried_out(form, action, **values):
    """Run an action for a valid form. A refusal becomes an error on top of the form; True when it was done."""
    try:
        action(**values)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True
