"""The codebook as one HTML file that needs nothing beside it."""

from collections import defaultdict

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from vignettes.exports.long import ITEM_CODE
from vignettes.exports.plan import TEXTS
from vignettes.models import MunicipalityKey, QuestionKind


def html(export, table, study, warnings: list[str]) -> str:
    """Every column with its labels, every question with its options, versions and other wordings."""
    sheet = (settings.BASE_DIR / "static" / "css" / "codebook.css").read_text(encoding="utf-8")
    context = _about(export, table, study, warnings) | {
        "columns": [_column(column) for column in table.columns],
        "style": mark_safe(f"<style>{sheet}</style>"),
    }
    return render_to_string("vignettes/codebook.html", context)


def to_print(export, table, study, warnings: list[str]) -> str:
    """The same for paper, as XML: every question once, with all its variables, however many cases there are."""
    context = _about(export, table, study, warnings) | {
        "columns": [_column(column) for column in table.columns if column.question is None],
    }
    return render_to_string("vignettes/codebook_print.html", context)


def _about(export, table, study, warnings) -> dict:
    names = defaultdict(list)
    for column in table.columns:
        if column.question:
            names[column.question.key].append(column.name)
    return {
        "export": export,
        "study": study,
        "questions": [
            _question(question, export) | {"names": ", ".join(names[question.key])} for question in table.plan.questions
        ],
        "vignettes": table.plan.vignettes,
        "warnings": warnings,
        "has_items": any(column.name == ITEM_CODE for column in table.columns),
        "is_by_code": export.municipality_key == MunicipalityKey.CODE,
    }


def _column(column) -> dict:
    return {"column": column, "values": [(value, label, value in column.missing) for value, label in column.labels]}


def _question(question, export) -> dict:
    return {
        "question": question,
        "kind": QuestionKind(question.kind).label,
        "versions": _told(question.versions),
        "options": [(option, _told(option.versions)) for option in question.options],
        "rows": [(row, _told(row.versions)) for row in question.rows],
        "is_left_out": question.kind in TEXTS and not export.has_texts,
    }


def _told(versions) -> str:
    return ", ".join(str(number) for number in versions)
