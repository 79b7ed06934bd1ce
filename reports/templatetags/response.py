"""How far the municipalities are with a survey, as a picture on the page, in the font of the page."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import response as chart
from charts.marks import PHONE, WIDE
from charts.svg import Caption
from vignettes.status import in_words

register = template.Library()


@register.inclusion_tag("reports/_response_picture.html")
def response_picture(survey, responses):
    """`{% response_picture survey responses %}` with the rows of `vignettes.status.responses`."""
    return {"wide": _drawn(survey, responses, "wide", WIDE), "phone": _drawn(survey, responses, "phone", PHONE)}


@register.inclusion_tag("reports/_response_picture.html")
def course_picture(survey, course):
    """`{% course_picture survey course %}` with a course of `vignettes.followed`."""
    return {"wide": _drawn_course(survey, course, "wide", WIDE), "phone": _drawn_course(survey, course, "phone", PHONE)}


def _drawn_course(survey, course, name, width):
    alt = _("A bar for each day: sent inside opened inside invited. The table below has the same numbers.")
    rows = tuple(chart.Row(date_format(point.day, "j. b"), _counts(point.steps)) for point in course.points)
    title = f"{_('Over time')}: {course.name}"
    spec = chart.Response(rows, invited=_("Invited"), started=_("Opened"), submitted=_("Sent in"))
    return chart.draw(spec, Caption(f"course-{course.key}-{name}", title, f"{survey}. {alt}"), width=width)


def _drawn(survey, responses, name, width):
    alt = _("A bar for each municipality: sent inside started inside invited. The table below has the same numbers.")
    rows = tuple(chart.Row(str(part.participation.municipality), _counts(part.total)) for part in responses)
    spec = chart.Response(rows, invited=_("Invited"), started=_("Started"), submitted=_("Sent in"))
    caption = Caption(f"response-{name}", _("How far the municipalities are"), f"{survey}. {alt}")
    return chart.draw(spec, caption, width=width)


def _counts(steps):
    """A number that may not be told ends its bar in the middle of those it can be."""
    told = (steps.invited, steps.opened, steps.submitted)
    return chart.Counts(*(count.middle for count in told), tuple(in_words(count) for count in told))
