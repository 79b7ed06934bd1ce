"""The contact invites, withdraws and submits; the consultant reopens."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs.models import OutboxMessage
from vignettes.models import Respondent, Submission, SurveyState

RIGHTS = {
    "respondent_invite": {"contact"},
    "response_submit": {"contact"},
    "response_reopen": {"consultant"},
    "respondent_resend": {"contact"},
    "respondent_revoke": {"contact"},
}


@pytest.fixture
def colleague(survey, make_respondent):
    return make_respondent(survey, email="anna@herning.example", submitted_at=timezone.now())


@pytest.fixture
def at(survey, herning, colleague):
    """at("response_submit") → the address of that page for Herning."""

    def address(name, participation=herning):
        row = [colleague.pk] if name in ("respondent_resend", "respondent_revoke") else [survey.pk, participation.pk]
        return reverse(f"vignettes:{name}", args=row)

    return address


@pytest.mark.parametrize("name", RIGHTS)
def test_who_may_do_what(name, at, cast, client, sign_in):
    assert client.post(at(name)).status_code == 302
    refused = {
        role
        for role in ("contact", "member", "leader", "consultant", "researcher", "administrator", "nobody")
        if sign_in(getattr(cast, role)).post(at(name), {}).status_code == 403
    }
    assert {"contact", "member", "leader", "consultant", "researcher", "administrator", "nobody"} - refused == RIGHTS[
        name
    ]


@pytest.mark.parametrize("name", RIGHTS)
def test_contact_of_another_municipality_gets_404(name, at, vejle, odense, make_person, sign_in):
    role = "consultant" if name == "response_reopen" else "contact"
    place = {"partnership": odense.partnership} if role == "consultant" else {"municipality": vejle.municipality}
    assert sign_in(make_person(role, **place)).post(at(name)).status_code == 404
    assert Respondent.objects.get().revoked_at is None
    assert (Submission.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_good_lines_are_invited_and_bad_ones_handed_back(at, cast, sign_in):
    typed = "Bo Friis <bo@herning.example>\nHolm\ncam@, Anna@Herning.example"
    page = sign_in(cast.contact).post(at("respondent_invite"), {"addresses": typed, "role": "leader"})
    text = page.content.decode()
    assert page.status_code == 422
    assert list(OutboxMessage.objects.values_list("recipient", flat=True)) == ["bo@herning.example"]
    assert Respondent.objects.get(email="bo@herning.example").role == "leader"
    assert "1 invitation er på vej." in text
    assert "har ikke fået en ny mail: anna@herning.example." in text
    assert page.context["form"].errors["addresses"] == [
        "Linje 1: Ret ”Holm” til en adresse som navn@kommune.dk",
        "Linje 2: Ret ”cam@” til en adresse som navn@kommune.dk",
    ]
    assert page.context["form"]["addresses"].value() == "Holm\ncam@"


def test_all_good_leads_back_to_the_counts(at, cast, sign_in):
    page = sign_in(cast.contact).post(at("respondent_invite"), {"addresses": "bo@herning.example", "role": "other"})
    assert (page.status_code, page["Location"]) == (302, at("response_show"))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Indsæt mindst én e-mailadresse"),
        ("bo@herning.example\n" * 3 + "\n".join(f"a{n}@b.dk" for n in range(200)), "Her er 201."),
        ("\n".join(f"a{n}@b.dk" for n in range(10_000)), "Indsæt højst 200 adresser ad gangen. Her er 10.000."),
        ("x" * 100_000, f"Linje 1: Ret ”{'x' * 59}…” til en adresse som navn@kommune.dk"),
        ("bo@herning.example\0", "Null-tegn er ikke tilladte."),
    ],
)
def test_unusable_paste_sends_nothing_and_says_why(typed, error, at, cast, sign_in):
    page = sign_in(cast.contact).post(at("respondent_invite"), {"addresses": typed, "role": "leader"})
    [told] = page.context["form"].errors["addresses"]
    assert (page.status_code, told.endswith(error)) == (422, True)
    assert OutboxMessage.objects.count() == 0


def test_forged_role_is_no_choice(at, cast, sign_in):
    sign_in(cast.contact).post(at("respondent_invite"), {"addresses": "bo@herning.example", "role": "king"})
    assert OutboxMessage.objects.count() == 0


def test_addresses_are_escaped(at, cast, sign_in):
    typed = "<script>alert(1)</script>@x"
    page = sign_in(cast.contact).post(at("respondent_invite"), {"addresses": typed, "role": "leader"})
    assert "<script>alert" not in page.content.decode()


def test_submitting_says_what_happens_and_ends_in_a_receipt(at, survey, make_respondent, cast, sign_in):
    make_respondent(survey, token="unfinished", email="bo@herning.example")
    client = sign_in(cast.contact)
    asked = client.get(at("response_submit")).content.decode()
    assert "Svar fra under 3 personer tæller med." in asked
    assert "Inviterede, der ikke har sendt deres svar, tæller ikke med: under 3." in asked
    for _click in range(2):
        page = client.post(at("response_submit"), follow=True)
    assert "Rapporten viser kun tal, når mindst 5 har svaret." in asked
    assert Submission.objects.get().submitted_by == cast.contact
    text = page.content.decode()
    assert "Besvarelsen er indsendt" in text
    assert not any(at(name) in text for name in ("respondent_invite", "response_submit", "respondent_resend"))


def test_submitting_without_answers_is_refused_with_the_reason(at, survey, make_respondent, cast, sign_in):
    for token in ("bo", "cam"):
        make_respondent(survey, token=token, email=f"{token}@herning.example")
    Respondent.objects.update(submitted_at=None)
    client = sign_in(cast.contact)
    reason = "Ingen har sendt deres svar endnu, så der er intet at indsende."
    assert reason in client.get(at("response_submit")).content.decode()
    assert reason in client.post(at("response_submit"), follow=True).content.decode()
    assert Submission.objects.count() == 0


def test_closed_survey_shows_why_and_takes_nothing(at, survey, cast, sign_in):
    survey.state = SurveyState.CLOSED
    survey.save()
    client = sign_in(cast.contact)
    for name in ("response_show", "respondent_invite", "response_submit"):
        assert "Undersøgelsen er lukket." in client.get(at(name)).content.decode()
    page = client.post(at("respondent_invite"), {"addresses": "bo@herning.example", "role": "other"})
    assert page.status_code == 422
    assert (Submission.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_withdrawing_asks_first(at, colleague, cast, sign_in):
    client = sign_in(cast.contact)
    assert "anna@herning.example" in client.get(at("respondent_revoke")).content.decode()
    colleague.refresh_from_db()
    assert colleague.revoked_at is None
    page = client.post(at("respondent_revoke"), follow=True)
    colleague.refresh_from_db()
    assert colleague.revoked_at is not None
    assert "Du har ikke inviteret nogen endnu." in page.content.decode()


def test_new_link_goes_by_post_only(at, cast, sign_in):
    client = sign_in(cast.contact)
    assert client.get(at("respondent_resend")).status_code == 405
    assert (
        "Et nyt link er på vej til anna@herning.example."
        in client.post(at("respondent_resend"), follow=True).content.decode()
    )


def test_somebody_who_answers_signed_in_cannot_be_written_to(at, colleague, cast, sign_in):
    Respondent.objects.update(email="", user=cast.member)
    client = sign_in(cast.contact)
    assert [client.post(at(name)).status_code for name in ("respondent_resend", "respondent_revoke")] == [404, 404]


def test_reopening_needs_a_reason(at, cast, sign_in):
    sign_in(cast.contact).post(at("response_submit"))
    client = sign_in(cast.consultant)
    page = client.post(at("response_reopen"), {"reason": "  "})
    assert (page.status_code, page.context["form"].errors["reason"]) == (422, ["Indtast begrundelse"])
    page = client.post(at("response_reopen"), {"reason": "To ledere mangler."}, follow=True)
    assert "<q>To ledere mangler.</q>" in page.content.decode()
    assert OutboxMessage.objects.get().recipient == cast.contact.email
    again = client.post(at("response_reopen"), {"reason": "Igen"}, follow=True)
    assert "Kommunen kan allerede svare." in again.content.decode()
    assert Submission.objects.get().reason == "To ledere mangler."


def test_file_invites_the_good_lines_and_names_the_bad_ones(at, cast, sign_in):
    file = SimpleUploadedFile("kolleger.csv", b"Navn;Mail\nBo;bo@herning.example\nHolm;\nCam;cam@herning.example\n")
    page = sign_in(cast.contact).post(at("respondent_invite"), {"addresses": "", "file": file, "role": "leader"})
    assert sorted(OutboxMessage.objects.values_list("recipient", flat=True)) == [
        "bo@herning.example",
        "cam@herning.example",
    ]
    assert "Disse linjer i filen har ingen brugbar adresse: 3." in page.content.decode()
    assert page.context["form"]["addresses"].value() == "Holm;"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04\0\0", "Gem listen som CSV, og vælg den fil. Den valgte fil er ikke tekst"),
        (b"a" * 200_001, "Vælg en mindre fil. Der må højst være 200 adresser"),
        ("\n".join(f"a{n}@b.dk" for n in range(201)).encode(), "Indsæt højst 200 adresser ad gangen. Her er 201."),
    ],
)
def test_unusable_file_sends_nothing_and_says_why(content, error, at, cast, sign_in):
    data = {"addresses": "", "file": SimpleUploadedFile("fil.csv", content), "role": "leader"}
    page = sign_in(cast.contact).post(at("respondent_invite"), data)
    assert (page.status_code, page.context["form"].errors["file"]) == (422, [error])
    assert OutboxMessage.objects.count() == 0
