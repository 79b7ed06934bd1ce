"""The codebook as DDI-Codebook 2.5, the XML that data archives read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from vignettes.exports.columns import Column, Measure, Type
from vignettes.markup import as_text

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "da"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INTERVAL = {Measure.NOMINAL: "discrete", Measure.ORDINAL: "discrete", Measure.SCALE: "contin"}


@dataclass(frozen=True)
class Study:
    """What the codebook says of the survey as a whole; `made_on` is an ISO date."""

    identifier: str
    title: str
    producer: str
    abstract: str
    year: int
    made_on: str
    file_name: str
    case_count: int


def codebook(study: Study, columns: Sequence[Column]) -> bytes:
    """One `var` for each column, in their order."""
    root = ElementTree.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", f"{_XML}lang": LANGUAGE})
    _describe_study(ElementTree.SubElement(root, "stdyDscr"), study)
    file = ElementTree.SubElement(root, "fileDscr", {"ID": "F1"})
    text = ElementTree.SubElement(file, "fileTxt")
    _said(text, "fileName", study.file_name)
    dimensions = ElementTree.SubElement(text, "dimensns")
    _said(dimensions, "caseQnty", str(study.case_count))
    _said(dimensions, "varQnty", str(len(columns)))
    data = ElementTree.SubElement(root, "dataDscr")
    for place, column in enumerate(columns, start=1):
        _describe(data, place, column)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _describe_study(into: ElementTree.Element, study: Study) -> None:
    citation = ElementTree.SubElement(into, "citation")
    titles = ElementTree.SubElement(citation, "titlStmt")
    _said(titles, "titl", study.title)
    _said(titles, "IDNo", study.identifier)
    _said(ElementTree.SubElement(citation, "rspStmt"), "AuthEnty", study.producer)
    production = ElementTree.SubElement(citation, "prodStmt")
    _said(production, "producer", study.producer)
    _said(production, "prodDate", study.made_on, {"date": study.made_on})
    info = ElementTree.SubElement(into, "stdyInfo")
    if study.abstract:
        _said(info, "abstract", study.abstract)
    summary = ElementTree.SubElement(info, "sumDscr")
    _said(summary, "collDate", str(study.year), {"date": str(study.year)})


def _describe(into: ElementTree.Element, place: int, column: Column) -> None:
    """The parts of a variable in the order of the schema."""
    kind = {"ID": f"V{place}", "name": column.name, "files": "F1", "intrvl": _INTERVAL[column.measure]}
    variable = ElementTree.SubElement(into, "var", kind)
    _said(variable, "labl", column.label)
    if column.question:
        question = ElementTree.SubElement(variable, "qstn")
        if column.vignette and column.vignette.text:
            _said(question, "preQTxt", as_text(column.vignette.text))
        _said(question, "qstnLit", column.question.text)
    _bounds(variable, column)
    _invalid(variable, column)
    explained = dict(column.explained)
    for value, label in column.labels:
        category = ElementTree.SubElement(variable, "catgry", {"missing": "Y"} if value in column.missing else {})
        _said(category, "catValu", str(value))
        _said(category, "labl", label)
        if value in explained:
            _said(category, "txt", explained[value])
    ElementTree.SubElement(
        variable, "varFormat", {"type": "numeric" if column.type == Type.NUMBER else "character", "schema": "other"}
    )


def _bounds(variable: ElementTree.Element, column: Column) -> None:
    question = column.question
    if question and question.minimum is not None and question.maximum is not None:
        valid = ElementTree.SubElement(variable, "valrng")
        ElementTree.SubElement(valid, "range", {"min": str(question.minimum), "max": str(question.maximum)})


def _invalid(variable: ElementTree.Element, column: Column) -> None:
    if column.missing:
        invalid = ElementTree.SubElement(variable, "invalrng")
        for number in column.missing:
            ElementTree.SubElement(invalid, "item", {"VALUE": str(number)})


def _said(into: ElementTree.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ElementTree.SubElement(into, name, attributes or {}).text = _NOT_IN_XML.sub("", text)
