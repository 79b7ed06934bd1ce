"""What reports cost: analysis, charts, one file, and many. Runs in a process of the platform's own."""

import time
from statistics import median
from unittest.mock import patch

from django.utils import translation

from reports import build, ground, packages, pictures, presentation
from reports.models import Report
from tests.bench import analysis, files, together
from vignettes.models import Survey, SurveyState

LARGEST = "0657"
FILES = 48


def measure() -> dict:
    survey = Survey.objects.get(state=SurveyState.OPEN)
    drafts = [_draft(survey, row) for row in survey.partnership.participations.select_related("municipality")]
    drafts.sort(key=lambda draft: draft.participation.municipality_id != LARGEST)
    first, alone = _timed(_alone, drafts[0])
    others, shared = zip(*(_timed(build.package, draft) for draft in drafts[1:]), strict=True)
    made = [first, *others]
    return (
        {"analysis_alone_s": alone, "analysis_s": median(shared), "packages": len(made), "count": FILES}
        | {"chart_ms": 1000 * _chart(first), "sizes": analysis.measure()}
        | files.measure(first)
        | together.chromium(first)
        | together.many(made, FILES)
    )


def _draft(survey, participation):
    return Report(survey=survey, participation=participation, number=1)


def _alone(draft):
    ground.forget()
    return build.package(draft)


def _timed(work, *arguments, **options):
    """(result, CPU seconds)"""
    started = time.process_time()
    result = work(*arguments, **options)
    return result, time.process_time() - started


def _chart(package: dict) -> float:
    """Seconds to make one chart for the file, the median over all charts of a report."""
    times, drawn = [], pictures.drawn

    def clocked(draw, *arguments, **options):
        def once(*values, **named):
            result, seconds = _timed(draw, *values, **named)
            times.append(seconds)
            return result

        return drawn(once, *arguments, **options)

    with translation.override("da"), patch.object(pictures, "drawn", clocked):
        for _warm_and_measured in range(2):
            times.clear()
            presentation.present(packages.opened(package))
    return median(times)
