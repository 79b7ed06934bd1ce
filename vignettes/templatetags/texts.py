"""How the texts of an instrument are shown."""

from django import template
from django.utils.safestring import mark_safe

from vignettes import markup

register = template.Library()


@register.filter
def marked_up(text):
    """A longer text with its emphasis and lists; cleaned here, whatever stands in the database."""
    return mark_safe(markup.as_html(text or ""))
