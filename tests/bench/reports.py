"""What one report costs: the analysis, the file, and the memory. Runs in the platform's own process."""

import re
import time
from statistics import median

import numpy as np

from reports import build, datasets, pdf, setting
from reports.models import Report
from tests.bench import files
from vignettes.models import Survey

MUNICIPALITIES = ("0657", "0630", "0615")
FILES = 98
PICTURES_AND_TABLES = re.compile(r"<img[^>]*>|<table>.*?</table>", re.DOTALL)


def measure() -> dict[str, float]:
    """CPU seconds are medians; the first file, which reads style sheet and fonts, is made before the clock starts."""
    survey = Survey.objects.get()
    drafts = [_draft(survey, code) for code in MUNICIPALITIES]
    setting.document(build.package(drafts[0]))
    started = time.perf_counter()
    packages, analysis = zip(*(_timed(build.package, draft) for draft in drafts), strict=True)
    made, rendering = zip(*(_timed(setting.document, package) for package in packages), strict=True)
    elapsed = time.perf_counter() - started
    return {
        "analysis_s": median(analysis),
        "rendering_s": median(rendering),
        "pages": made[0].page_count,
        "rounds": files.ROUNDS,
        "count": FILES,
        "kilobytes": len(made[0].content) / 1000,
        "reports_per_second": len(drafts) / elapsed,
        "counting_s": _counting(survey),
        "text_s": _text_alone(packages[0]),
    } | files.measure(list(packages), FILES)


def _draft(survey, code):
    participation = survey.partnership.participations.get(municipality=code)
    return Report(survey=survey, participation=participation, number=1)


def _timed(work, *arguments):
    started = time.process_time()
    result = work(*arguments)
    return result, time.process_time() - started


def _counting(survey) -> float:
    """Yardstick of the analysis: to count the same answers once, by municipality, vignette, question and value."""
    answers = datasets.answers(survey, survey.versions.get())
    keys = ["municipality", "vignette", "question"]
    cells = answers.groupby(keys).ngroup().to_numpy()
    values = answers["value"].astype(str).astype("category").cat.codes.to_numpy()
    numbered = cells.astype(np.int64) * (int(values.max()) + 1) + values
    return min(_timed(np.bincount, numbered)[1] for _ in range(20))


def _text_alone(package) -> float:
    """Yardstick of the file: the same sentences without pictures and tables."""
    html, _charts = setting.source(package)
    return _timed(pdf.render, PICTURES_AND_TABLES.sub("", html), {})[1]
