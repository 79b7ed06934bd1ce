"""Three values of one quantity, in order, each with an instruction at its own cell."""

from django.utils.translation import gettext as _


def check_order(form, low, mode, high):
    """Add errors where lowest ≤ most likely ≤ highest does not hold among the fields of these names."""
    values = {name: form.cleaned_data.get(name) for name in (low, mode, high)}
    if values[mode] is None:
        return
    if values[low] is not None and values[low] > values[mode]:
        form.add_error(low, _("Enter a lowest value that is not above the most likely one"))
    if values[high] is not None and values[high] < values[mode]:
        form.add_error(high, _("Enter a highest value that is not below the most likely one"))
