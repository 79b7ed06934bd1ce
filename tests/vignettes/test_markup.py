"""Markup in texts: emphasis and lists stay, everything else goes, and what is no markup is left as it was typed."""

import pytest

from vignettes.markup import as_html, as_text, cleaned, cleaned_document


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Uro < 5 km & mere > 3 <3", "Uro < 5 km & mere > 3 <3"),
        ("👩‍👧 مرحبا {age.pronoun} <em>nu</em>", "👩‍👧 مرحبا {age.pronoun} <em>nu</em>"),
        ('<p class="x">hej <strong onclick="a()">du</strong></p>', "hej <strong>du</strong>"),
        ("<script>alert(1)</script><b>fed</b><!-- skjult -->", "fed"),
        ('<a href="javascript:a()">her</a><img src=x onerror=a()>', "her"),
        ("<ul><li>et<li>to", "<ul><li>et</li><li>to</li></ul>"),
        ("&lt;b&gt; &amp;lt; AT&T", "&lt;b> &amp;lt; AT&T"),
    ],
)
def test_what_is_stored(typed, stored):
    assert cleaned(typed) == stored
    assert cleaned(stored) == stored


def test_paragraphs_and_lists_as_html():
    text = "Uro < 5 <em>km\n\nvæk</em>\n\n<ul><li>a<ul><li>b</li></ul></li>\n\n<li>c</li></ul>efter"
    assert as_html(text).split("\n", 3) == [
        '<p dir="auto">Uro &lt; 5 <em>km</em></p>',
        '<p dir="auto">væk</p>',
        "<ul><li>a<ul><li>b</li></ul></li>",
        '\n<li>c</li></ul>\n<p dir="auto">efter</p>',
    ]
    assert as_html("<script>a()</script><svg onload=a()>") == ""


def test_the_words_alone():
    assert as_text("Før < <strong>nu</strong>\n\n<ul><li>a</li><li>b</li></ul>") == "Før < nu\n\na\n\nb"


def test_a_whole_document_is_cleaned_and_nothing_else_of_it_changed():
    question = {"code": "q", "text": "<b>2 < 3</b>", "kind": "section", "body": "<b>x</b>"}
    document = {
        "code": "c", "title": "<b>t</b>", "introduction": "<i>x</i>", "background": [], "battery": [question, 7],
        "vignettes": [{"code": "V1", "title": "<b>", "text": "<u>y</u>"}], "design": {"text": "<b>z</b>", "size": 3},
    }  # fmt: skip
    assert cleaned_document(document) == document | {
        "introduction": "x", "battery": [question | {"body": "x"}, 7],
        "vignettes": [{"code": "V1", "title": "<b>", "text": "y"}], "design": {"text": "z", "size": 3},
    }  # fmt: skip
    assert cleaned_document({"vignettes": "no list", "design": None}) == {"vignettes": "no list", "design": None}
