"""From an export that somebody asked for to a ZIP file: the table, two codebooks, and what had to be cut.

Only a worker imports this. People are read some hundred at a time, so that memory does not grow with their number
(but for SPSS and Stata files, which are written at once).
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.errors import Refused
from vignettes.actions.exporting import place_of
from vignettes.exports import codebook, ddi, formats, printing, reading, warnings
from vignettes.exports.coded import Batch
from vignettes.exports.counting import counted
from vignettes.exports.formats.sheet import TooBig
from vignettes.exports.given import Places
from vignettes.exports.long import Long
from vignettes.exports.wide import Wide
from vignettes.markup import as_text
from vignettes.models import Shape
from vignettes.published import flows_of

CODEBOOK, PRINTED, DDI, WARNINGS = "kodebog.html", "kodebog.pdf", "kodebog-ddi.xml", "advarsler.txt"
READ_AT, DONE_AT = 5, 90


def build(export, attempt, show_progress) -> dict:
    """The file, stored in the attempt's own place. Runs outside any transaction, and may run twice."""
    with tempfile.TemporaryDirectory(prefix="export-") as name:
        folder = Path(name)
        packed = folder / "export.zip"
        facts = _packed(export, folder, packed, show_progress)
        place = place_of(export, attempt)
        default_storage.delete(place)
        with packed.open("rb") as file:
            stored = default_storage.save(place, File(file))
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found = {"file": stored, "file_sha256": digest, "size_bytes": packed.stat().st_size}
        return facts | found | {"erasures": export.erasures}


def _packed(export, folder, packed, show_progress) -> dict:
    table, written, data = table_of(export, folder, show_progress)
    told = warnings.told(table, written.cuts)
    study = _study(export, data.name, written.rows)
    file = _printed(export, table, study, told)
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.write(data, data.name)
        archive.writestr(CODEBOOK, codebook.html(export, table, study, told))
        if file:
            archive.writestr(PRINTED, file)
        archive.writestr(DDI, ddi.codebook(study, table.columns))
        if told:
            archive.writestr(WARNINGS, "\r\n".join(told))
    return {"row_count": written.rows, "column_count": len(table.columns), "warnings": told}


def _printed(export, table, study, told) -> bytes | None:
    """The codebook to be printed; what stands in its way is told, and the export goes without it."""
    try:
        return printing.printed(codebook.to_print(export, table, study, told))
    except printing.NotPrintable as reason:
        told.append(_("The codebook could not be set as PDF: %(reason)s. It is there as HTML.") % {"reason": reason})
        return None


def table_of(export, folder, show_progress):
    """(the table, what was written, where it lies)"""
    municipalities = reading.municipalities_of(export)
    shape = Long if export.shape == Shape.LONG else Wide
    table = shape(reading.plan_of(export.survey), reading.frame_of(export, municipalities))
    data = folder / f"data.{export.file_format}"
    batches = _batches(export, table, municipalities, show_progress)
    try:
        form = formats.Format(export.file_format)
        written = formats.write(data, form, table.columns, batches, has_bom=export.has_bom)
    except TooBig as too_big:
        text = _("The table has %(count)s columns, and an Excel sheet has room for 16,384. Choose another format.")
        raise Refused(text % {"count": too_big.args[0]}) from too_big
    return table, written, data


def _batches(export, table, municipalities, show_progress) -> Iterator[Batch]:
    places = Places(reading.places_of(export.survey, export.has_texts))
    flows = flows_of(export.survey, json.loads)
    keys = reading.keys_of(export)
    for start in range(0, len(keys), reading.PEOPLE_AT_ONCE):
        people = reading.people_of(export, keys[start : start + reading.PEOPLE_AT_ONCE], municipalities)
        persons = [*people.values()]
        answers = reading.answers_of(people, places)
        if flows:
            answers = counted(answers, [(one.version, reading.ROLE_CODES[one.role]) for one in persons], flows)
        yield table.batch(persons, answers, reading.views_of(people))
        show_progress(READ_AT + (DONE_AT - READ_AT) * min(start + reading.PEOPLE_AT_ONCE, len(keys)) // len(keys))


def _study(export, file_name: str, rows: int) -> ddi.Study:
    survey = export.survey
    return ddi.Study(
        identifier=f"{survey.year}-{export.pk}",
        title=survey.title,
        producer=survey.partnership.name,
        abstract=as_text(survey.introduction),
        year=survey.year,
        made_on=timezone.localdate().isoformat(),
        file_name=file_name,
        case_count=rows,
    )
