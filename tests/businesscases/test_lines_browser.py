"""The table of lines as a spreadsheet: typed, pasted, undone, kept offline, and never over a colleague's words."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from businesscases.models import Line
from tests.browser import axe, fits

pytestmark = pytest.mark.browser
OFFLINE = "Ingen forbindelse: gemt på denne enhed, og sendes, når forbindelsen er tilbage"
PAY = "Løn\tKommunen\tBørn\t5.28.21\tServiceramme\t1-2\tpr. deltager\t\t2\tårsværk\t\t500.000"
BLOCK = f"{PAY}\r\nKursus\tStaten\t\t\t\tx\r\n"


@pytest.fixture
def case(calculated_case):
    return calculated_case(rent={"unit_price": 1000}, travel={"unit_price": 2000})


@pytest.fixture
def opened(open_page, cast, case):
    """opened(person) → the table of costs in a browser of that person's."""

    def opened(person=cast.member, **options):
        page = open_page(person=person, **options)
        page.goto(f"/businesscases/{case.pk}/omkostninger/")
        return page

    return opened


def cell(page, row, name):
    return page.locator(".line-grid tbody tr").nth(row).locator(f'[data-name="{name}"]')


def write(page, row, name, text):
    cell(page, row, name).focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def paste(page, row, name, text):
    cell(page, row, name).focus()
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def names():
    return list(Line.objects.values_list("name", flat=True))


def test_rows_are_typed_pasted_undone_and_done_again(opened):
    page = opened()
    now = page.locator("[data-now] span").text_content()
    write(page, 0, "unit_price", "1.500.000")
    expect(cell(page, 0, "state")).to_have_text("Gemt")
    expect(cell(page, 1, "unit_price")).to_be_focused()
    expect(page.locator("[data-now] span")).not_to_have_text(now)
    assert Line.objects.get(name="Rent").unit_price == 1_500_000
    paste(page, 2, "name", BLOCK)
    expect(cell(page, 2, "state")).to_have_text("Gemt")
    expect(cell(page, 3, "years")).to_have_text("xSkriv årene talt fra beslutningsåret, fx 0 eller 1–5")
    expect(cell(page, 3, "years")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, 3, "state")).to_have_text("Ikke gemt: ret År, Enhedspris")
    assert names() == ["Rent", "Travel", "Løn"]
    assert (axe(page), fits(page)) == ([], True)
    page.keyboard.press("Control+z")
    expect(page.locator(".line-grid tbody tr")).to_have_count(3)
    expect(page.locator("[data-status]")).to_have_text("Gemt")
    assert names() == ["Rent", "Travel"]
    page.keyboard.press("Control+Shift+z")
    expect(cell(page, 2, "state")).to_have_text("Gemt")
    assert names() == ["Rent", "Travel", "Løn"]
    paste(page, 4, "note", "Enhedspris\tHvad det er\r\n250\tBøger\r\n")
    expect(cell(page, 4, "state")).to_have_text("Gemt")
    assert Line.objects.get(name="Bøger").unit_price == 250
    page.keyboard.press("Control+z")
    paste(page, 2, "name", "Enhedspris\tAnsvarlig\tHvad det er\r\n250\tMette\tBøger\r\n")
    expect(page.locator("[data-told]")).to_contain_text("ingen kolonne, der hedder ”Ansvarlig”")
    paste(page, 2, "name", "A\tKommunen\n" * 5000)
    expect(page.locator("[data-told]")).to_contain_text("Du indsætter 5.000 rækker")
    expect(page.locator(".line-grid tbody tr")).to_have_count(5)


def test_nothing_is_lost_without_a_connection(opened):
    page = opened()
    page.context.set_offline(True)
    write(page, 0, "note", "Skrevet i toget")
    expect(cell(page, 0, "state")).to_have_text(OFFLINE)
    kept = page.evaluate("Object.values(localStorage)")
    assert [json.loads(row)["values"]["note"] for row in kept] == ["Skrevet i toget"]
    page.route("**/linjer/gem/", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    expect(cell(page, 0, "note")).to_have_text("Skrevet i toget")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Nogle linjer i businesscases er ikke gemt")).to_be_visible()
    expect(page.get_by_role("heading", name="Nogle svar er ikke sendt")).to_be_hidden()
    assert (axe(page), page.evaluate("localStorage.length")) == ([], 1)
    page.get_by_role("button", name="Bliv her").click()
    page.unroute("**/linjer/gem/")
    cell(page, 1, "note").focus()
    page.keyboard.type("Skrevet til sidst")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/konto/log-ind/**")
    assert list(Line.objects.values_list("note", flat=True)) == ["Skrevet i toget", "Skrevet til sidst"]
    assert page.evaluate("localStorage.length") == 0


def test_a_step_asks_before_its_words_are_left(open_page, cast, case):
    page, asked = open_page(person=cast.member), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(reverse("businesscases:case_basis", args=[case.pk]))
    page.locator("textarea").first.fill("Skrevet i toget")
    page.context.set_offline(True)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Der er ingen forbindelse, så der er ikke gemt noget.")
    page.context.set_offline(False)
    assert page.locator("textarea").first.input_value() == "Skrevet i toget"
    for pressed, button in enumerate(["Gem og gå videre", "Kommentér trinnet"]):
        page.locator("textarea").first.fill(f"Skrevet før {button}")
        with page.expect_navigation():
            page.get_by_text(button, exact=True).click()
        assert asked == ["beforeunload"] * pressed
        page.go_back()
        page.reload()


def test_two_people_in_one_line_are_both_shown(opened, cast):
    mine, theirs = opened(), opened(cast.leader)
    write(theirs, 0, "note", "Lederens")
    expect(cell(theirs, 0, "state")).to_have_text("Gemt")
    write(mine, 0, "note", "Mine ord")
    notice = mine.locator(".line-conflict")
    expect(notice).to_contain_text("Mine ord")
    expect(notice).to_contain_text("Lederens")
    assert axe(mine) == []
    notice.get_by_role("button", name="Gem det, jeg har skrevet").click()
    expect(cell(mine, 0, "state")).to_have_text("Gemt")
    assert Line.objects.get(name="Rent").note == "Mine ord"


def test_a_phone_reads_cards_and_writes_one_line_at_a_time(opened):
    phone = opened(width=390)
    assert fits(phone)
    assert axe(phone) == []
    phone.get_by_role("link", name="Ret Rent").click()
    phone.get_by_label("Enhedspris").fill("750")
    phone.get_by_role("button", name="Gem linjen").click()
    phone.wait_for_url("**/omkostninger/")
    assert Line.objects.get(name="Rent").unit_price == 750
