"""The one verb of scope: no reach gives no rows, and no view reads rows without it unless there is a reason."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from municipalities.access import Reach
from municipalities.models import Municipality, Participation, Partnership
from reports.models import Report
from vignettes.models import Survey

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ("municipalities", "vignettes", "reports", "meetings", "businesscases", "jobs")

UNSCOPED = {
    "Region": "public facts",
    "RegionMembership": "public facts",
    "IndexSeries": "public figures",
    "IndexLevel": "public figures",
    "DiscountSchedule": "public figures",
    "DiscountStep": "public figures",
    "RefundRule": "public figures",
    "RefundBand": "public figures",
    "Calculation": "read through its case",
    "ScenarioValue": "read through its scenario",
    "Evidence": "read through its case",
    "SurveyVersion": "read through its survey",
    "Draft": "read through its survey",
    "Closing": "read through its survey",
    "Retention": "read through its survey",
    "PageView": "read through its respondent",
    "Vignette": "read through its version",
    "Question": "read through its version",
    "Option": "read through its question",
    "Assignment": "read through its respondent",
    "ImportedRespondent": "read through its import",
    "Answer": "read through its respondent, or as counts in reports/datasets.py",
    "AnswerEvent": "read through its respondent",
    "Target": "read through its survey, for participations within reach",
    "ReminderMail": "tells who has not answered: read by the sending alone, and counted",
    "Attachment": "read through its report",
    "Basis": "read by workers alone: which answers a survey's reports rest on",
    "Download": "read through its report",
    "CaseDownload": "read through its case",
    "ExportDownload": "read through its export",
    "Review": "read through its report",
    "ReviewStep": "read through its report",
    "Job": "knows no domain; read through its report",
    "WorkerHeartbeat": "knows no domain",
    "OutboxMessage": "knows no domain; for administrators alone",
}

# What views may read without `within`, and why.
BARE = {
    "EnrolmentLink.objects.filter": "the secret in the link is the key; or of a response within reach",
    "Group.objects.filter": "municipalities/views/seats.py: the partnership of a participation within reach",
    "Indicator.objects.filter": "businesscases/views/indicators.py: of a case within reach",
    "Invitation.objects.filter": "municipalities/views/invitations.py: the secret in the link is the key",
    "Line.objects.filter": "businesscases/views/one_line.py: whether another case has the key, which is a 404",
    "Municipality.objects.all": "partnership/views.py: the facts of the 98 municipalities are public",
    "Municipality.objects.filter": "vignettes/views/importing.py: names of the codes in an import within reach",
    "Municipality.objects.matching": "municipalities/views/municipalities.py: as above",
    "OutboxMessage.objects.all": "partnership/views.py: for administrators alone",
    "ReminderMail.objects.filter": "vignettes/views/responses.py: counted for a response within reach",
    "Respondent.objects.exclude": "vignettes/views/responses.py: goes on with within",
    "Respondent.objects.get": "vignettes/views/arriving.py: the person's own row",
    "Respondent.objects.invited": "vignettes/views/responses.py: goes on with within, or with a response within reach",
    "Respondent.objects.for_pages": "the link or the session is the key",
    "Respondent.objects.unreached": "vignettes/views/responses.py: counted for a response within reach",
    "Seat.objects.filter": "municipalities/views/seats.py: of a participation within reach",
    "Submission.objects.filter": "vignettes/views/responses.py: of a response within reach",
    "UserSession.objects.purge_and_list": "municipalities/views/account.py: the person's own sessions",
}
SCOPING = ("within", "shown_within", "readable", "none")


def _models():
    return [model for app in PROJECT for model in apps.get_app_config(app).get_models()]


SCOPED = [model for model in _models() if hasattr(model.objects.all(), "within")]


def test_every_model_is_scoped_or_says_why_not():
    assert {model.__name__ for model in _models() if model not in SCOPED} == set(UNSCOPED)


@pytest.fixture
def nothing(db):
    """The reach of somebody who reaches nothing."""
    nowhere = Partnership.objects.none()
    return Reach(Municipality.objects.none(), nowhere, Participation.objects.none(), nowhere)


def test_empty_reach_gives_nothing(world, nothing):
    assert [model.__name__ for model in SCOPED if not model.objects.exists()] == []
    assert [model.__name__ for model in SCOPED if model.objects.within(nothing).exists()] == []
    assert not Report.objects.readable(published_within=nothing, drafts_within=nothing).exists()
    assert not Survey.objects.shown_within(nothing).exists()


def test_views_read_through_scope():
    views = [*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")]
    reads = {found for view in views for found in re.findall(r"\b[A-Z]\w+\.objects\.\w+", view.read_text("utf-8"))}
    bare = {read for read in reads if read.rpartition(".")[2] not in SCOPING}
    assert bare == set(BARE)


def test_views_fetch_no_model_without_scope():
    """`get_object_or_404(Model, …)` takes any row."""
    bare = [
        f"{view.parent.name}/{view.name}: {found}"
        for view in [*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")]
        for found in re.findall(r"get_(?:object|list)_or_404\([A-Z]\w+,", view.read_text("utf-8"))
        if found != "get_object_or_404(OutboxMessage,"  # for administrators alone
    ]
    assert bare == []
