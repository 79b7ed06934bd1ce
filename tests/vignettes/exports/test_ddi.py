"""The codebook for archives: every variable in the order of the table, with question, range, categories and codes."""

from xml.etree import ElementTree

import pytest

from tests.vignettes.exports import survey
from vignettes.exports import ddi
from vignettes.exports.long import Long
from vignettes.exports.plan import Option, Question, Version
from vignettes.exports.wide import Wide

SPACE = {"d": ddi.NAMESPACE}
STUDY = ddi.Study("2026-7", "Børnesager", "Partnerskabet", "Svar.", 2026, "2026-11-22", "data.sav", 31)


@pytest.fixture
def table():
    return Wide(survey.plan(), survey.frame())


def variables(content):
    return {row.get("name"): row for row in ElementTree.fromstring(content).iterfind("d:dataDscr/d:var", SPACE)}


def test_every_column_is_a_variable(table):
    content = ddi.codebook(STUDY, table.columns)
    assert list(variables(content)) == [column.name for column in table.columns]
    root = ElementTree.fromstring(content)
    assert root.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", namespaces=SPACE) == "Børnesager"
    assert root.findtext("d:fileDscr/d:fileTxt/d:dimensns/d:caseQnty", namespaces=SPACE) == "31"


def test_a_variable_has_its_question_its_codes_and_its_range(table):
    found = variables(ddi.codebook(STUDY, table.columns))
    risk = found["v2_risk"]
    assert [(part.tag.rpartition("}")[2]) for part in risk] == [
        *("labl", "qstn", "invalrng", "catgry", "catgry", "catgry", "varFormat"),
    ]
    assert risk.findtext("d:qstn/d:preQTxt", namespaces=SPACE) == "En ung."
    assert risk.findtext("d:qstn/d:qstnLit", namespaces=SPACE) == "Hvor stor er risikoen?"
    assert [
        (row.findtext("d:catValu", namespaces=SPACE), row.findtext("d:labl", namespaces=SPACE), row.get("missing"))
        for row in risk.iterfind("d:catgry", SPACE)
    ] == [("1", "Lav", None), ("2", "Høj", None), ("-1", "Ved ikke", "Y")]
    assert risk.find("d:invalrng/d:item", SPACE).attrib == {"VALUE": "-1"}
    assert found["v1_percent"].find("d:valrng/d:range", SPACE).attrib == {"min": "0", "max": "100"}


def test_letters_that_xml_forbids_are_left_out():
    odd = Question("q", "Æ\x0b<b>&\ud800 🙂", "single", False, (Option("a", "‏עברית"),))
    table = Wide(survey.plan(Version(1, (), (odd,))), survey.frame())
    found = variables(ddi.codebook(STUDY, table.columns))["q"]
    assert found.findtext("d:labl", namespaces=SPACE) == "Æ<b>& 🙂"
    assert found.findtext("d:catgry/d:labl", namespaces=SPACE) == "‏עברית"


def test_a_long_table_has_the_options_beside_each_question():
    questions = variables(ddi.codebook(STUDY, Long(survey.plan(), survey.frame()).columns))["question"]
    assert [
        (row.findtext("d:labl", namespaces=SPACE), row.findtext("d:txt", namespaces=SPACE))
        for row in questions.iterfind("d:catgry", SPACE)
    ] == [
        ("Hvor arbejder du nu?", "3 = east: Øst; 1 = north: Nord; 2 = south: Syd"),
        ("Risiko i procent", None),
        ("Hvor stor er risikoen?", "1 = low: Lav; 2 = high: Høj; -1 = dont_know: Ved ikke"),
        ("Hvem inddrager du?", "1 = child: Barnet; 2 = aunt: Moster; 3 = dog: Hunden; -1 = dont_know: Ved ikke"),
    ]
