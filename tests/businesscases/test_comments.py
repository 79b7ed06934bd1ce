"""What people say about the steps of a case: written, answered, resolved, opened again, taken back, forgotten."""

import pytest
from django.urls import reverse

from businesscases.actions import comments as actions
from businesscases.models import Comment
from municipalities.models import Role, RoleKind
from partnership import erasure
from partnership.own_data import of_account
from tests.traces import traces

pytestmark = pytest.mark.django_db
QUERIES = 5
WORDS = "Er der ikke flere børn end det?"


def said(response):
    return " ".join(response.content.decode().split())


def page_of(case):
    return reverse("businesscases:comment_create", args=[case.pk])


@pytest.fixture
def remark(make_case, cast):
    return actions.write_comment(case=make_case(), step="problem", text=WORDS, by=cast.member)


@pytest.fixture
def answer(remark, cast):
    return actions.write_comment(case=remark.case, step="problem", text="Jo, 60.", by=cast.leader, answers_to=remark)


def test_a_comment_stands_at_its_step(make_case, cast, sign_in):
    case, client = make_case(), sign_in(cast.member)
    sent = {"step": "effekter", "text": "Hvor kommer\r\ntallet fra?"}
    assert client.post(page_of(case), sent).url == f"{page_of(case)}?trin=effekter#effekter"
    client.post(page_of(case), sent)
    row = Comment.objects.get()
    assert (row.text, row.by, row.step) == ("Hvor kommer\ntallet fra?", cast.member, "effekter")
    page = said(client.get(f"{page_of(case)}?trin=effekter"))
    assert ("1 åben kommentar" in page, '<option value="effekter" selected>' in page) == (True, True)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"step": "problem"}, "Indtast din kommentar"),
        ({"text": WORDS}, "Besvar spørgsmålet ”Hvilket trin handler det om?”"),
    ],
)
def test_what_lacks_is_told_and_what_was_typed_stays(sent, told, make_case, cast, sign_in):
    page = said(sign_in(cast.member).post(page_of(make_case()), {"step": "", "text": ""} | sent))
    assert (told in page, Comment.objects.count()) == (True, 0)
    assert sent.get("text", "") in page


def test_an_answer_to_an_answer_belongs_to_the_remark(remark, answer, cast, sign_in):
    client = sign_in(cast.member)
    client.post(reverse("businesscases:comment_answer", args=[answer.pk]), {"text": "Så retter jeg det."})
    assert list(remark.answers.values_list("text", flat=True)) == ["Jo, 60.", "Så retter jeg det."]
    page = said(client.post(reverse("businesscases:comment_answer", args=[remark.pk]), {"text": " "}))
    assert "Indtast dit svar" in page


def test_resolved_and_opened_again(remark, cast, sign_in):
    client = sign_in(cast.leader)
    for _click in range(2):
        client.post(reverse("businesscases:comment_resolve", args=[remark.pk]))
    assert remark.case.comments.open_by_step() == {}
    assert f"Afsluttet af {cast.leader}" in said(client.get(page_of(remark.case)))
    client.post(reverse("businesscases:comment_reopen", args=[remark.pk]))
    assert remark.case.comments.open_by_step() == {"problem": 1}


def test_the_guide_counts_open_remarks_and_no_answers(remark, answer, cast, django_assert_num_queries):
    actions.write_comment(case=remark.case, step="effekter", text="Hvorfor?", by=cast.member)
    with django_assert_num_queries(1):
        assert remark.case.comments.open_by_step() == {"problem": 1, "effekter": 1}


def test_only_ones_own_is_deleted(remark, cast, sign_in):
    url = reverse("businesscases:comment_delete", args=[remark.pk])
    assert "Du kan kun slette det, du selv har skrevet." in said(sign_in(cast.leader).post(url, follow=True))
    sign_in(cast.member).post(url)
    assert not Comment.objects.exists()


def test_a_deleted_remark_keeps_its_place_for_its_answers(remark, answer, cast, sign_in):
    client = sign_in(cast.member)
    client.post(reverse("businesscases:comment_delete", args=[remark.pk]))
    page = said(client.get(page_of(remark.case)))
    assert (WORDS in page, "slettet af den, der skrev den" in page, "Jo, 60." in page) == (False, True, True)
    actions.delete_comment(comment=answer, by=cast.leader)
    assert not Comment.objects.exists()


def test_another_municipalitys_comments_are_not_there(make_case, vejle, cast, sign_in):
    foreign = actions.write_comment(
        case=make_case(participation=vejle), step="problem", text="Naboens ord", by=cast.foreign_leader
    )
    client = sign_in(cast.member)
    assert client.get(page_of(foreign.case)).status_code == 404
    for name in ("answer", "resolve", "reopen", "delete"):
        url = reverse(f"businesscases:comment_{name}", args=[foreign.pk])
        assert client.post(url, {"text": "Hej"}).status_code == 404
    assert Comment.objects.get().text == "Naboens ord"


def test_a_person_gets_the_own_comments_and_nobody_elses(remark, answer, cast):
    facts = [
        fact
        for section in of_account(cast.leader)
        if section.title == "Kommentarer til businesscases"
        for fact in section.facts
    ]
    assert [fact.value for fact in facts] == ["Jo, 60."]


def test_what_somebody_wrote_is_forgotten_with_the_person(herning, make_person, make_case, cast):
    egon = make_person(email="egon@herning.example", name="Egon Olsen")
    Role.objects.create(user=egon, kind=RoleKind.MEMBER, municipality=herning.municipality)
    case = make_case()
    asked = actions.write_comment(case=case, step="problem", text="Egons hemmelighed", by=egon)
    actions.write_comment(case=case, step="problem", text="Et svar", by=cast.leader, answers_to=asked)
    erasure.erase_account(user=egon, by=cast.administrator)
    assert traces("Egons hemmelighed") == []
    assert list(case.comments.values_list("text", flat=True)) == ["", "Et svar"]


@pytest.mark.parametrize("number", [1, 3])
def test_query_count(number, make_case, cast, sign_in, django_assert_num_queries):
    case = make_case()
    for n in range(number):
        asked = actions.write_comment(case=case, step="problem", text=f"Ord {n}", by=cast.member)
        actions.write_comment(case=case, step="problem", text=f"Svar {n}", by=cast.leader, answers_to=asked)
    client = sign_in(cast.member)
    client.get(page_of(case))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(case))
