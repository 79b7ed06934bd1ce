"""Files of business cases: ask for one, take what the worker made, and record who fetched it."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from businesscases.economics.flows import InvalidInput
from businesscases.models import Case
from jobs import queue
from jobs.errors import Refused
from reports.casefiles import package, proposal
from reports.casefiles.opened import CaseFacts
from reports.models import CaseDownload, CaseFile, CaseFileKind, CaseFileState

BUILD = "reports.case_file"


@transaction.atomic
def make_case_file(*, case, kind, by, snapshot=None) -> CaseFile:
    """The file of the case as it stands, or as a snapshot has it: the one there is, or a new one in the queue.

    Two clicks make one. Raises Refused where the case says too little for such a file, or an old snapshot cannot be
    read.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=case.pk)
    said = _said(case, snapshot)
    key = package.fingerprint(said, kind)
    rows = CaseFile.objects.filter(case=case, snapshot=snapshot, kind=kind, content_sha256=key)
    same = rows.select_related("job").first()
    if same is not None:
        return _again(same, by)
    data = package.dated(said)
    _refuse_empty(data, kind)
    about = {"case": case, "snapshot": snapshot, "kind": kind}
    row = CaseFile.objects.create(content_sha256=key, data=data, requested_by=by, **about)
    row.job = queue.enqueue(kind=BUILD, object_id=row.pk, idempotency_key=f"{BUILD}:{row.pk}", is_urgent=True)
    row.save(update_fields=["job"])
    return row


def _said(case, snapshot) -> dict:
    if snapshot is None:
        return package.package_of(case)
    try:
        return package.package_of_snapshot(snapshot)
    except InvalidInput as unread:
        raise Refused(_("The snapshot is from an older platform that this one cannot read.")) from unread


def _again(row, by):
    if row.state == CaseFileState.FAILED:
        queue.retry(job=row.job, by=by)
        CaseFile.objects.filter(pk=row.pk).update(state=CaseFileState.QUEUED)
        row.refresh_from_db()
    return row


def _refuse_empty(data, kind):
    """A workbook needs lines, and a budget proposal a budget year whose prices there are."""
    facts = CaseFacts(data)
    if kind != CaseFileKind.FULL and facts.results is None:
        raise Refused(_("Write at least one line that can be calculated, with quantity, price and price year."))
    if kind == CaseFileKind.PROPOSAL:
        proposal.checked(facts)


def case_file_made(job) -> None:
    """In the transaction that finishes the job: the file is ready, and those of what the case said before go."""
    made = {"file": job.result["file"], "file_sha256": job.result["sha256"], "page_count": job.result["page_count"]}
    CaseFile.objects.filter(job=job, state=CaseFileState.QUEUED).update(state=CaseFileState.READY, **made)
    row = CaseFile.objects.filter(job=job).first()
    if row is None:
        return
    before = CaseFile.objects.filter(case=row.case_id, snapshot=row.snapshot_id, kind=row.kind, pk__lt=row.pk)
    for old in before.exclude(state=CaseFileState.QUEUED):
        if old.file:
            transaction.on_commit(lambda name=old.file.name: default_storage.delete(name))
        old.delete()


def case_file_failed(job) -> None:
    CaseFile.objects.filter(job=job, state=CaseFileState.QUEUED).update(state=CaseFileState.FAILED)


def record_case_download(*, case, kind, file_sha256, by, snapshot=None) -> None:
    CaseDownload.objects.create(case=case, snapshot=snapshot, kind=kind, file_sha256=file_sha256, by=by)
