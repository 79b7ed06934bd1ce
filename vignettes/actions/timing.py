"""When each page was shown and how long somebody stayed, noted when the next page is asked for.

Time belongs to what was shown last. Where nothing is heard for longer than LONGEST_SILENCE, it is a break and does not
count; saved answers are signs of life.
"""

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from vignettes.models import AnswerEvent, PageView

LONGEST_SILENCE = timedelta(minutes=15)


def shown(*, respondent, page):
    """Note that `page` is shown now: one query and one statement, also for the page that was shown before.

    Two tabs at once share the time between them; neither is lost, and no page is noted twice.
    """
    now = timezone.now()
    before = {view.page: view for view in respondent.page_views.all()}
    noted = {}
    if last := max(before.values(), key=lambda view: view.last_shown_at, default=None):
        noted[last.page] = _row(last, last.last_shown_at, last.seconds + _stayed(last, now))
    view = noted.get(page) or before.get(page) or PageView(respondent=respondent, page=page, shown_at=now)
    noted[page] = _row(view, now, view.seconds)
    PageView.objects.bulk_create(
        noted.values(),
        update_conflicts=True,
        unique_fields=["respondent", "page"],
        update_fields=["last_shown_at", "seconds"],
    )


def _row(view, last_shown_at, seconds):
    """Without its key, so that the statement meets the row by respondent and page."""
    return PageView(
        respondent_id=view.respondent_id,
        page=view.page,
        shown_at=view.shown_at,
        last_shown_at=last_shown_at,
        seconds=seconds,
    )


def _stayed(view, now):
    """Seconds on the page that was shown last, without breaks."""
    moments = [view.last_shown_at, now]
    if now - view.last_shown_at > LONGEST_SILENCE:
        saved = AnswerEvent.objects.filter(respondent=view.respondent_id, saved_at__gt=view.last_shown_at)
        moments[1:1] = saved.order_by("saved_at").values_list("saved_at", flat=True)
    silences = [later - earlier for earlier, later in pairwise(moments)]
    return round(sum(silence.total_seconds() for silence in silences if silence <= LONGEST_SILENCE))
