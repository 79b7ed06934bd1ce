"""The way from a finding on the page to a business case."""

from django import template

register = template.Library()


@register.inclusion_tag("reports/_case_start.html", takes_context=True)
def case_start(context, key):
    """`{% case_start key %}`: a button that starts a case from the finding, or the link to the one there is.

    Nothing where the page offers none: `case_starts` of the context says where it does (evidence.offers).
    """
    return {"key": key, "offer": (context.get("case_starts") or {}).get(key)}
