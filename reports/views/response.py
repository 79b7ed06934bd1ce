"""How far the municipalities are with a survey, as a picture for the page of the survey."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipalities.access import Action, requires
from municipalities.models import Participation
from reports.charts import response as chart
from reports.charts.marks import PHONE, WIDE
from reports.charts.svg import Caption
from vignettes.models import Survey
from vignettes.status import responses


@require_safe
@requires(Action.SURVEY_VIEW)
def response_picture(request, survey_pk):
    """SVG of the municipalities within reach; `?smal=1` gives the width of a phone. The page has the numbers too."""
    survey = get_object_or_404(Survey.objects.shown_within(request.reach), pk=survey_pk)
    participations = Participation.objects.within(request.reach).current().filter(partnership=survey.partnership_id)
    parts = responses([survey], participations.select_related("municipality"))
    caption = Caption("response", _("How far the municipalities are"), survey.title)
    width = PHONE if "smal" in request.GET else WIDE
    drawn = chart.draw(_spec(parts), caption, width=width)
    return HttpResponse(drawn.svg, content_type="image/svg+xml")


def _spec(parts):
    rows = tuple(chart.Row(str(part.participation.municipality), _counts(part.total)) for part in parts)
    return chart.Response(rows, invited=_("Invited"), started=_("Started"), submitted=_("Sent in"))


def _counts(total):
    return chart.Counts(total.invited, total.started, total.submitted)
