"""What the pages of the surveys show to whom: counts, never who has answered, never another municipality."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Municipality, Participation, RoleKind
from vignettes import links
from vignettes.hiding import Steps, exactly
from vignettes.models import Respondent, RespondentRole, Submission, SurveyState
from vignettes.status import responses

# Three of them are session, account and roles.
SURVEY_SHOW_QUERIES = 9
SURVEY_LIST_QUERIES = 7


@pytest.fixture
def answered(survey):
    """answered(participation, role, invited, started, submitted): so many people, counted cumulatively."""

    def make(participation, role=RespondentRole.CASEWORKER, invited=0, started=0, submitted=0):
        now = timezone.now()
        Respondent.objects.bulk_create(
            Respondent(
                survey=survey,
                version=survey.versions.get(),
                participation=participation,
                role=role,
                email=f"{role}{number}@{participation.municipality.code}.example",
                token_hash=links.hash_token(f"{participation.pk}{role}{number}"),
                expires_at=now + timedelta(days=30),
                link_sent_at=now - timedelta(days=1),
                started_at=now if number < started else None,
                submitted_at=now if number < submitted else None,
            )
            for number in range(invited)
        )

    return make


@pytest.fixture
def fieldwork_at(answered, herning, vejle):
    answered(herning, invited=9, started=6, submitted=4)
    answered(herning, RespondentRole.LEADER, invited=2, started=1, submitted=1)
    answered(vejle, invited=77, started=66, submitted=55)


def table(response, **match):
    """The cells of the page's first table, row by row, as plain words."""
    html = response.content.decode()
    body = html[html.index("<thead") : html.index("</table>")]
    return [_words(row) for row in body.split("<tr")[2:]]


def _words(row):
    cells = row.replace("<th", "<td").split("<td")[1:]
    return [" ".join(re.sub(r"<[^>]*>", "", cell.partition(">")[2]).split()) for cell in cells]


def response_url(survey, participation):
    return reverse("vignettes:response_show", args=[survey.pk, participation.pk])


@pytest.mark.parametrize("role", ["contact", "member", "leader"])
def test_own_municipality_in_counts_per_role(role, survey, herning, fieldwork_at, cast, sign_in):
    page = sign_in(getattr(cast, role)).get(response_url(survey, herning))
    assert [row[:5] for row in table(page)] == [
        ["Sagsbehandler", "9", "5–6", "4", "5"],
        ["Leder", "2", "under 3", "under 3", "under 3"],
        ["Anden rolle", "0", "0", "0", "0"],
        ["I alt", "11", "5–8", "4–6", "5–7"],
    ]
    bars = re.findall(r'<progress[^>]*value="([^"]*)" max="([^"]*)" aria-label="([^"]*)"', page.content.decode())
    assert bars == [
        ("4.0", "9.0", "4 af 9 inviterede"),
        ("1.0", "2.0", "under 3 af 2 inviterede"),
        ("5.0", "11.0", "4–6 af 11 inviterede"),
    ]


@pytest.mark.parametrize("role", ["contact", "member", "leader"])
def test_other_municipalities_stay_out_of_sight(role, survey, herning, vejle, fieldwork_at, cast, sign_in):
    client = sign_in(getattr(cast, role))
    assert client.get(response_url(survey, vejle)).status_code == 404
    shown = client.get(reverse("vignettes:survey_show", args=[survey.pk]), follow=True)
    assert shown.redirect_chain == [(response_url(survey, herning), 302)]
    for page in (shown, client.get(reverse("vignettes:survey_list"))):
        words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", page.content.decode()))
        assert {"Herning", "11"} <= set(words)
        assert {"Vejle", "77", "66", "55", "88"} & set(words) == set()


@pytest.mark.parametrize("role", ["consultant", "researcher"])
def test_secretariat_sees_every_municipality_in_one_table(role, survey, fieldwork_at, cast, sign_in):
    page = sign_in(getattr(cast, role)).get(reverse("vignettes:survey_show", args=[survey.pk]))
    assert table(page) == [
        ["Herning", "Ikke indsendt", "4 af 9", "under 3 af 2", "0 af 0", "11", "5–8", "4–6"],
        ["Vejle", "Ikke indsendt", "55 af 77", "0 af 0", "0 af 0", "77", "66", "55"],
        ["I alt", "0 af 2 indsendt", "59 af 86", "under 3 af 2", "0 af 0", "88", "71–74", "59–61"],
    ]


def test_consultant_of_another_partnership_gets_404(survey, herning, odense, fieldwork_at, make_person, sign_in):
    client = sign_in(make_person(RoleKind.CONSULTANT, partnership=odense.partnership))
    for url in (reverse("vignettes:survey_show", args=[survey.pk]), response_url(survey, herning)):
        assert client.get(url).status_code == 404


def test_participation_of_another_partnership_does_not_match(survey, odense, cast, sign_in):
    assert sign_in(cast.researcher).get(response_url(survey, odense)).status_code == 404


def test_addresses_are_for_the_contact_alone(survey, herning, fieldwork_at, cast, sign_in):
    shows = {
        role: b"caseworker0@0657.example" in sign_in(getattr(cast, role)).get(response_url(survey, herning)).content
        for role in ("contact", "member", "leader", "consultant", "researcher")
    }
    assert shows == {"contact": True, "member": False, "leader": False, "consultant": False, "researcher": False}


def test_the_list_is_the_same_whoever_has_answered(survey, herning, answered, cast, sign_in):
    """Three colleagues: one has sent, one has begun, one has done nothing. The rows differ in the address alone."""
    answered(herning, invited=3, started=2, submitted=1)
    page = sign_in(cast.contact).get(response_url(survey, herning)).content.decode()
    rows = [row.partition("</li>")[0] for row in page.split('<p class="people__name">caseworker')[1:]]
    assert len(rows) == 3
    changing = r"\d@|/besvarere/\d+/|<input[^>]*>"
    assert len({re.sub(changing, "", re.sub(r"caseworker\d", "", row)) for row in rows}) == 1


@pytest.mark.parametrize("municipality_count", [1, 3])
def test_queries_do_not_grow_with_the_municipalities(
    municipality_count, survey, answered, partnership, cast, sign_in, django_assert_num_queries
):
    extra = Municipality.objects.filter(participations=None)[: municipality_count - 1]
    places = [partnership.participations.first()] + [
        Participation.objects.create(partnership=partnership, municipality=one, enrolled_on=timezone.localdate())
        for one in extra
    ]
    for place in places:
        answered(place, invited=3, started=2, submitted=1)
    client = sign_in(cast.consultant)
    client.get("/")
    with django_assert_num_queries(SURVEY_SHOW_QUERIES):
        client.get(reverse("vignettes:survey_show", args=[survey.pk]))
    with django_assert_num_queries(SURVEY_LIST_QUERIES):
        client.get(reverse("vignettes:survey_list"))


def test_withdrawn_people_are_not_counted(survey, herning, answered):
    answered(herning, invited=10, started=4, submitted=4)
    Respondent.objects.filter(email__startswith="caseworker0").update(revoked_at=timezone.now())
    assert responses([survey], [herning])[0].total == Steps(exactly(9), exactly(3), exactly(3), None)


def test_draft_is_shown_to_those_who_work_with_the_partnership(survey, herning, cast, sign_in):
    survey.state = SurveyState.DRAFT
    survey.save()
    seen = {
        role: (
            b"B\xc3\xb8rnesager" in sign_in(getattr(cast, role)).get(reverse("vignettes:survey_list")).content,
            sign_in(getattr(cast, role)).get(response_url(survey, herning)).status_code,
        )
        for role in ("contact", "leader", "consultant")
    }
    assert seen == {"contact": (False, 404), "leader": (False, 404), "consultant": (True, 200)}


def test_reopened_submissions_stay_on_the_page(survey, herning, cast, sign_in):
    Submission.objects.create(
        survey=survey,
        participation=herning,
        submitted_by=cast.contact,
        reopened_by=cast.consultant,
        reopened_at=timezone.now(),
        reason="To <b>ledere</b> mangler.",
    )
    for person in (cast.contact, cast.consultant):
        page = sign_in(person).get(response_url(survey, herning)).content.decode()
        assert "<q>To &lt;b&gt;ledere&lt;/b&gt; mangler.</q>" in page


def test_picture_stands_on_the_page_for_both_widths_with_its_numbers_in_the_table(survey, fieldwork_at, cast, sign_in):
    url = reverse("vignettes:survey_show", args=[survey.pk])
    page = sign_in(cast.consultant).get(url).content.decode()
    assert [
        page.count(f'aria-labelledby="response-{name}-title response-{name}-desc"') for name in ("wide", "phone")
    ] == [
        1,
        1,
    ]
    assert [(page.count(f">{number}</text>"), page.count(f">{number}</td>")) for number in (77, 11)] == [(2, 1), (2, 1)]
