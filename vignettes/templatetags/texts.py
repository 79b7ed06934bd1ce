"""How the texts of an instrument are shown, and how many people there are."""

from django import template
from django.utils.safestring import mark_safe

from vignettes import markup
from vignettes.status import in_words

register = template.Library()


@register.filter
def marked_up(text):
    """A longer text with its emphasis and lists; cleaned here, whatever stands in the database."""
    return mark_safe(markup.as_html(text or ""))


@register.filter
def people(count):
    """`{{ counts.submitted|people }}`: a number, or as much of it as may be told."""
    return in_words(count)
