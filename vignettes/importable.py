"""What the columns of a foreign file can mean, for pages and for the worker, and why a file cannot be read."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from vignettes.exports import reading
from vignettes.exports.wide import Wide
from vignettes.imports import targets
from vignettes.models import Export, MunicipalityKey


def targets_of(survey) -> targets.Targets:
    """What an export of everything would have as columns."""
    export = Export(survey=survey, municipality_key=MunicipalityKey.CODE, has_texts=True)
    frame = reading.frame_of(export, reading.municipalities_of(export))
    return targets.targets_of(Wide(reading.plan_of(survey), frame).columns)


def free_targets(row) -> list[tuple[str, str]]:
    """(target, its words) of those that no column of the file has by its name or by a decision."""
    meant = targets_of(row.survey)
    names = row.found.get("names", ())
    taken = {row.mapping.get(name) or meant.suggested(name) for name in names}
    return [(name, f"{name}: {column.label}") for name, column in meant.columns.items() if name not in taken]


_UNREADABLE = {
    "size": _("The file is too large: at most 10 MB, and 200 MB unpacked."),
    "kind": _("The file is neither CSV, XLSX nor SPSS. Save it as one of them."),
    "encoding": _("Save the file as UTF-8 and try again. The first unreadable letter is in line %(line)s."),
    "damaged": _("The file is damaged, or not what its content begins as. Save it anew and try again."),
    "empty": _("The file has no rows below the names of the columns."),
    "names": _("Every column needs a name of its own in the first row. Without one, or named twice: %(about)s."),
    "width": _("Line %(line)s has %(about)s values, more than there are names of columns."),
    "rows": _("The file has more than %(about)s rows. Divide it."),
    "columns": _("The file has more than %(about)s columns."),
    "cells": _("The file has more than %(about)s cells. Leave out columns that nobody needs, or divide it."),
    "formula": _(
        "The formula in column %(about)s, line %(line)s, has no result yet. Open the file in a spreadsheet, save it,"
        " and try again."
    ),
    "broken": _("The file could not be read. Tell the administrator the error id %(about)s."),
}


def unreadable_sentence(told: dict) -> str:
    about = told["about"] or "–"
    if told["reason"] in ("rows", "columns", "cells"):
        about = number_format(int(about), force_grouping=True)
    return str(_UNREADABLE[told["reason"]]) % (told | {"about": about})
