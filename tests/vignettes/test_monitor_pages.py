"""The page of the monitor: whose counts, which are hidden, and the numbers expected."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vignettes import links
from vignettes.actions import answering
from vignettes.models import Answer, PageView, Respondent, RespondentRole, Target
from vignettes.models.page_views import AWAY, REVIEW

QUERIES = 10


@pytest.fixture
def at(survey):
    return reverse("vignettes:survey_monitor", args=[survey.pk])


@pytest.fixture
def invite(survey):
    """invite(participation, 9) → so many respondents, invited two days ago."""

    def make(participation, count, role=RespondentRole.CASEWORKER):
        now = timezone.now()
        return Respondent.objects.bulk_create(
            Respondent(
                survey=survey,
                version=survey.versions.get(),
                participation=participation,
                role=role,
                email=f"{role}{number}@{participation.municipality.code}.example",
                token_hash=links.hash_token(f"{participation.pk}{role}{number}"),
                expires_at=now + timedelta(days=30),
                invited_at=now - timedelta(days=2),
                link_sent_at=now - timedelta(days=2),
            )
            for number in range(count)
        )

    return make


def rows(response, caption):
    """The cells below the head of the table with this caption."""
    html = response.content.decode()
    table = next(part for part in html.split("<table")[1:] if caption in part.partition("</caption>")[0])
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr>")[1:]]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in row] for row in cells]


def test_contact_sees_the_own_municipality_against_what_is_expected(at, survey, herning, vejle, invite, cast, sign_in):
    invite(vejle, 77)
    people = invite(herning, 9)
    Target.objects.create(survey=survey, participation=herning, people=12)
    Target.objects.create(survey=survey, participation=vejle, people=88)
    for respondent in people[:6]:
        answering.start(respondent=respondent)
    Respondent.objects.filter(pk__in=[one.pk for one in people[:3]]).update(submitted_at=timezone.now())
    page = sign_in(cast.contact).get(at)
    assert rows(page, "Forventet og nået") == [["Herning", "9", "6", "3", "3", "12", "9", "–"]]
    assert rows(page, "Alle roller:")[-1][1:] == ["9", "6", "3", "3"]
    assert rows(page, "Sagsbehandler:") == rows(page, "Alle roller:")
    words = set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", page.content.decode())))
    assert {"Vejle", "77", "86", "88"} & words == set()
    assert "Seneste besvarede side" in page.content.decode()


@pytest.mark.parametrize("role", ["consultant", "researcher"])
def test_secretariat_sees_all_with_their_sum(role, at, herning, vejle, odense, invite, cast, sign_in):
    invite(herning, 9)
    invite(vejle, 7, RespondentRole.LEADER)
    page = sign_in(getattr(cast, role)).get(at)
    assert [row[:2] for row in rows(page, "Forventet og nået")] == [["Herning", "9"], ["Vejle", "7"], ["I alt", "16"]]
    assert "Odense" not in page.content.decode()


def test_small_role_cannot_be_found_by_subtraction(at, herning, invite, cast, sign_in):
    people = [*invite(herning, 9), *invite(herning, 4, RespondentRole.LEADER)]
    for respondent in people[:11]:
        answering.start(respondent=respondent)
    page = sign_in(cast.contact).get(at)
    last = {caption: rows(page, caption)[-1][1:3] for caption in ("Alle roller:", "Sagsbehandler:", "Leder:")}
    assert last == {"Alle roller:": ["13", "10–11"], "Sagsbehandler:": ["9", "9"], "Leder:": ["4", "under 3"]}


def test_minutes_are_those_on_the_pages_of_three_who_have_sent(at, herning, invite, cast, sign_in):
    """Not the time away, nor those who are in the middle."""
    people, now = invite(herning, 9), timezone.now()
    Respondent.objects.filter(pk__in=[one.pk for one in people[:3]]).update(started_at=now, submitted_at=now)
    for respondent, page, seconds in [(0, 1, 900), (0, 2, 900), (0, AWAY, 9000), (1, 1, 300), (3, 1, 60)]:
        shown = {"shown_at": now, "last_shown_at": now}
        PageView.objects.create(respondent=people[respondent], page=page, seconds=seconds, **shown)
    client = sign_in(cast.contact)
    assert rows(client.get(at), "Forventet og nået")[0][-1] == "–"
    PageView.objects.create(respondent=people[2], page=REVIEW, seconds=7200, shown_at=now, last_shown_at=now)
    page = client.get(at)
    assert rows(page, "Forventet og nået")[0][-1] == "30"
    assert "uden pauser" in page.content.decode()


def test_own_log_in_cannot_be_found_beside_the_list_of_those_invited(at, survey, herning, invite, cast, sign_in):
    invite(herning, 9, RespondentRole.OTHER)
    answering.start_signed_in(survey=survey, participation=herning, user=cast.member)
    client = sign_in(cast.contact)
    assert rows(client.get(at), "Forventet og nået")[0][1:3] == ["10–11", "under 3"]
    page = client.get(reverse("vignettes:response_show", args=[survey.pk, herning.pk]))
    assert rows(page, "Antal personer")[-1][1:5] == ["10–11", "under 3", "0", "10–11"]


def test_where_people_stand_is_the_furthest_page_with_an_answer(at, survey, herning, invite, cast, sign_in):
    people = invite(herning, 7)
    version = survey.versions.get()
    question = version.questions.filter(is_per_vignette=True).first()
    by_code = {vignette.code: vignette for vignette in version.vignettes.all()}
    for place, respondent in enumerate(people):
        order = answering.start(respondent=respondent).assignment.vignette_order
        if place >= 3:
            Answer.objects.create(respondent=respondent, vignette=by_code[order[1]], question=question, value="low")
    page = sign_in(cast.contact).get(at)
    assert rows(page, "Hvor langt er de") == [
        ["Før den første sag", "3"],
        ["Sag 1", "under 3"],
        ["Sag 2", "4"],
    ]


def test_looking_at_the_link_is_not_opening_it(at, survey, herning, invite, make_respondent, client, cast, sign_in):
    invite(herning, 2)
    make_respondent(survey, token="scanned")
    client.get("/b/scanned/")
    assert rows(sign_in(cast.contact).get(at), "Forventet og nået")[0][:3] == ["Herning", "3", "0"]


def test_contact_has_the_button_that_reminds_and_others_have_not(at, survey, herning, cast, sign_in):
    button = reverse("vignettes:response_remind", args=[survey.pk, herning.pk])
    has = [button in sign_in(person).get(at).content.decode() for person in (cast.contact, cast.consultant)]
    assert has == [True, False]


def test_consultant_says_how_many_are_expected(at, survey, herning, vejle, cast, sign_in):
    client, url = sign_in(cast.consultant), reverse("vignettes:target_edit", args=[survey.pk])
    names = [f"people_{one.pk}" for one in (herning, vejle)]
    assert client.post(url, dict(zip(names, ("40", "0"), strict=True))).status_code == 422
    assert Target.objects.count() == 0
    client.post(url, dict(zip(names, ("40", "12"), strict=True)))
    client.post(url, dict(zip(names, ("45", ""), strict=True)))
    assert list(Target.objects.values_list("participation", "people")) == [(herning.pk, 45)]
    assert client.get(url).context["form"][names[0]].value() == 45


def test_number_for_another_partnership_is_no_field(survey, herning, odense, cast, sign_in):
    url = reverse("vignettes:target_edit", args=[survey.pk])
    sign_in(cast.consultant).post(url, {f"people_{odense.pk}": "40"})
    assert Target.objects.count() == 0


def test_queries_do_not_grow(at, herning, vejle, invite, cast, sign_in, django_assert_num_queries):
    people = invite(herning, 3)
    client = sign_in(cast.consultant)
    for respondent in people:
        answering.start(respondent=respondent)
    with django_assert_num_queries(QUERIES):
        client.get(at)
    for respondent in [*invite(vejle, 3), *invite(vejle, 3, RespondentRole.LEADER)]:
        answering.start(respondent=respondent)
    client = sign_in(cast.consultant)
    with django_assert_num_queries(QUERIES):
        client.get(at)
