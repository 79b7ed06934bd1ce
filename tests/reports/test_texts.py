"""Texts of sections: generated from the figures, put in other words, marked when the figures change, never lost."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from reports import actions, packages, presentation, texts
from reports.models import ReportState, SectionText
from reports.numbers import cut
from reports.onepage import one_page
from reports.workspace import parts, sections_of
from vignettes.models import Respondent

pytestmark = pytest.mark.django_db
OWN = "Seks af jer har svaret.\n\nDet er nok til et billede."


@pytest.fixture
def report(make_report):
    return make_report()


def save(report, by, text=OWN, version=0, section="who"):
    return actions.save_text(report=report, section=sections_of(report)[section], text=text, version=version, by=by)


def test_every_section_has_its_sentences_with_rule_and_figure(report):
    sections = {row.section: row for row in texts.generated(packages.opened(report.data))}
    assert list(sections) == [
        *("highlights", "who", "certainty", "staircase"),
        *("profile", "cases-spread", "funnel", "cases-compared", "decider", "roles"),
        *("vignette-1", "vignette-2", "recommendations", "discussion"),
    ]
    [who] = sections["who"].statements
    assert (who.text, who.found.rule, who.figure) == (
        "6 personer har svaret for jer. I sammenlignes med 18 personer i 3 andre kommuner.",
        "respondents",
        "n = 6",
    )
    difference = sections["staircase"].statements[1]
    stored = report.data["analysis"]["staircase"]["difference"]
    assert (difference.found.value, difference.found.low, difference.found.q, difference.found.n) == (
        stored["delta"],
        stored["low"],
        stored["q"],
        6,
    )


def test_the_parts_across_the_cases_say_what_they_rest_on(report):
    sections = sections_of(report)
    stored = report.data["analysis"]["staircase"]
    [mean, *_rest] = sections["profile"].statements
    assert (mean.found.value, mean.found.low, mean.found.n) == (
        stored["profile"]["shrunk"],
        stored["profile"]["low"],
        6,
    )
    assert mean.rule == "gennemsnittet uden tilfældigheder"
    assert sections["certainty"].statements[0].figure == f"λ = {cut(stored['profile']['reliability'])}, n = 6"
    assert sections["decider"].statements[0].figure == "2 af 2"
    said = [line.text for line in sections["highlights"].statements]
    assert said[1:] == [
        f"{point.heading}: {point.sentence}".replace(".:", ":")
        for page in [one_page(packages.opened(report.data))]
        for point in (*page.points, *page.advice)
    ]


@pytest.mark.parametrize("section", ["certainty", "profile", "roles"])
def test_own_words_take_the_place_of_the_figures_words_everywhere(report, cast, section):
    save(report, cast.consultant, section=section)
    package = packages.opened(report.data | packages.written(report))
    page = presentation.present(package)
    parts = {finding.anchor: finding.sentences for finding in page.standings} | {"certainty": page.certainty}
    assert parts[section] == ("Seks af jer har svaret.", "Det er nok til et billede.")


def test_nothing_is_said_from_hidden_figures(make_report):
    hidden = make_report("0183")
    said = {row.section: [line.figure for line in row.statements] for row in sections_of(hidden).values()}
    assert set().union(*said.values()) == {""}


def test_own_words_stand_on_the_page_and_in_the_package_once_taken_in(report, cast, sign_in):
    save(report, cast.consultant)
    client, url = sign_in(cast.consultant), reverse("reports:report_show", args=[report.pk])
    assert "Det er nok til et billede." not in client.get(url).content.decode()
    actions.take_in(report=report, by=cast.consultant)
    report.refresh_from_db()
    assert (report.state, report.data_sha256) == (ReportState.QUEUED, packages.sha256(report.data))
    assert [row["text"] for row in report.data["texts"]] == [OWN]
    assert "Det er nok til et billede." in client.get(url).content.decode()


def test_taking_in_nothing_new_renders_nothing(report, cast):
    job = report.job_id
    actions.take_in(report=report, by=cast.consultant)
    report.refresh_from_db()
    assert (report.job_id, report.state) == (job, ReportState.DRAFT)


def test_a_stale_form_is_told_and_shows_both_texts(report, cast, reviewer, sign_in):
    client, url = sign_in(cast.consultant), reverse("reports:text_edit", args=[report.pk, "who"])
    save(report, reviewer, "Den andens tekst.")
    page = client.post(url, {"text": OWN, "version": 0}).content.decode()
    assert "Den andens tekst." in page
    assert "Det er nok til et billede." in page
    assert "Teksten er ændret i mellemtiden." in page
    assert SectionText.objects.get().text == "Den andens tekst."
    assert client.post(url, {"text": OWN, "version": 1}).status_code == 302
    assert (SectionText.objects.get().text, SectionText.objects.get().version) == (OWN, 2)


def test_a_double_click_saves_once(report, cast, sign_in):
    client, url = sign_in(cast.consultant), reverse("reports:text_edit", args=[report.pk, "who"])
    assert [client.post(url, {"text": OWN, "version": 0}).status_code for _click in range(2)] == [302, 302]
    assert SectionText.objects.get().version == 1


def test_a_text_thrown_away_is_still_in_the_trail(report, cast):
    save(report, cast.consultant)
    save(report, cast.consultant, text="", version=1)
    changes = LogEntry.objects.get_for_object(SectionText.objects.get()).first().changes
    assert changes["text"] == [OWN, ""]


def test_new_figures_mark_the_text_until_it_is_confirmed(report, make_report, cast, sign_in):
    save(report, cast.consultant)
    save(report, cast.consultant, section="profile")
    assert [part.key for part in parts(report) if part.is_outdated] == []
    Respondent.objects.filter(participation=report.participation).first().delete()
    newer, client = make_report(), sign_in(cast.consultant)
    assert [part.key for part in parts(newer) if part.is_outdated] == ["who", "profile"]
    page = client.get(reverse("reports:workspace_show", args=[newer.pk])).content.decode()
    assert "Tallene er ændret, siden teksten blev rettet" in page
    client.post(reverse("reports:text_confirm", args=[newer.pk, "who"]), {"version": 1})
    assert [part.key for part in parts(newer) if part.is_outdated] == ["profile"]


def test_the_generated_text_can_be_brought_back(report, cast, sign_in):
    save(report, cast.consultant)
    sign_in(cast.consultant).post(reverse("reports:text_reset", args=[report.pk, "who"]), {"version": 1})
    assert [part.key for part in parts(report) if part.is_edited] == []


def test_a_stale_button_changes_nothing(report, cast, sign_in):
    save(report, cast.consultant)
    client = sign_in(cast.consultant)
    for name in ("text_confirm", "text_reset"):
        client.post(reverse(f"reports:{name}", args=[report.pk, "who"]), {"version": 7})
        client.post(reverse(f"reports:{name}", args=[report.pk, "who"]))
    assert SectionText.objects.get().text == OWN


def test_published_and_replaced_versions_are_not_written_in(report, make_report, publish, cast, sign_in):
    publish(report)
    newer = make_report()
    make_report()
    client = sign_in(cast.consultant)
    for row, why in ((report, "Du kan kun skrive i en kladde."), (newer, "Der er en nyere version af rapporten.")):
        page = client.post(reverse("reports:text_edit", args=[row.pk, "who"]), {"text": OWN, "version": 0})
        assert why in page.content.decode()
        assert "Det er nok til et billede." in page.content.decode()
    assert not SectionText.objects.exists()


def test_an_unknown_section_is_not_there(report, cast, sign_in):
    client = sign_in(cast.consultant)
    assert client.get(reverse("reports:text_edit", args=[report.pk, "vignette-9"])).status_code == 404
