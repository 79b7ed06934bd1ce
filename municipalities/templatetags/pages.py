"""The page numbers below a long list."""

from django import template

register = template.Library()


@register.inclusion_tag("_pagination.html", takes_context=True)
def pagination(context, page):
    """`{% pagination page %}`: links to the other pages that keep the rest of the address (the search text)."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "request": context["request"],
        "page": page,
        "numbers": numbers,
        "ellipsis": page.paginator.ELLIPSIS,
    }
