"""What people call a browser, instead of what it calls itself."""

from django import template

register = template.Library()

# The first that fits counts: Edge also says Chrome, Chrome also says Safari, Android also says Linux.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def browser_name(user_agent):
    """`Chrome, Windows`; the beginning of what the browser says when it is none of the well-known ones."""
    found = [next((name for mark, name in known.items() if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or user_agent[:40]
