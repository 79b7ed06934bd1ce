"""The frame of every page: header, messages, footer, and what a strict security policy forbids."""

import re

import pytest

from tests.face.pages import MESSAGES, NAVIGATION, PERSON, every_part, render

ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "429.html", "500.html"]


def test_signed_in_people_see_their_name_the_menu_and_a_way_out():
    html = render("base.html", user=PERSON, navigation=NAVIGATION)
    assert html.count("Ida Holm") == 2  # in the header and in the drawer of a phone
    assert html.count('<form method="post" action="/konto/log-ud/"') == 2
    assert re.findall(r'aria-current="page"><span>(.*?)</span>', html) == ["Rapporter", "Rapporter"]


def test_logged_out_there_is_neither_menu_nor_name():
    html = render("base.html", user=None, navigation=[])
    assert "mainmenu" not in html
    assert "/konto/log-ud/" not in html
    assert '<a class="platform-name" href="/">Partnerskab om sociale investeringer</a>' in html


def test_a_plain_page_leads_nowhere_else_even_when_signed_in():
    html = render("base_plain.html", user=PERSON, navigation=NAVIGATION)
    assert re.findall(r'href="(/[^"]*)"', html.split("<body>")[1]) == ["/tilgaengelighed/"]


@pytest.mark.parametrize("demo", [True, False])
def test_a_demonstration_says_so(demo):
    assert ("Alle personer og svar er opdigtede." in render("base.html", demo_banner=demo)) is demo


def test_messages_interrupt_only_when_something_is_wrong():
    html, _, _later = render("base.html", messages=MESSAGES).partition("</main>")
    assert re.findall(r'class="alert alert-(\w+) alert--paragraph" role="(\w+)"', html) == [
        ("success", "status"),
        ("info", "status"),
        ("warning", "alert"),
        ("error", "alert"),
    ]


def test_nothing_is_inline():
    html = every_part()
    assert re.findall(r"\sstyle=|\son\w+=|<style|javascript:", html) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag] == []


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_an_error_page_needs_nothing_and_gives_the_error_id(template):
    html = render(template, error_id="a1b2c3")
    assert "Fejl-id: <strong>a1b2c3</strong>" in html
    assert '<a href="/">Gå til forsiden</a>' in html


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_an_error_page_without_an_id_does_not_speak_of_one(template):
    assert "Fejl-id" not in render(template)


def test_markup_in_a_message_is_shown_not_obeyed():
    assert "&lt;b&gt;" in render("_alert.html", variant="info", text="<b>")
