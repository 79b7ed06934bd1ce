"""A case goes from stage to stage: one at a time, when nothing lacks, decided once, by the right one, and logged."""

from dataclasses import replace
from datetime import date

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from businesscases.actions import decisions as actions
from businesscases.actions.decisions import Moved
from businesscases.actions.snapshots import take_snapshot
from businesscases.dossier.stages import Need, Stage, earlier, following, is_led, missing
from businesscases.models import Decision
from jobs.errors import Refused
from tests.businesscases.dossiers import dossier
from tests.calculation.cases import gain

QUERIES = 15
WORDS = {"body": "Arbejdsgruppen", "decided_on": date(2026, 11, 1), "reason": "Vi vil se nærmere på det."}
POSTED = WORDS | {"decided_on": "1.11.2026", "seen": 0, "to_stage": "pre_study"}


def said(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("to_stage", "case", "lacking"),
    [
        (Stage.PRE_STUDY, dossier({"problem": "", "target_group": ""}), (Need.PROBLEM, Need.TARGET_GROUP)),
        (Stage.CALCULATION, dossier({"problem": ""}), (Need.PROBLEM,)),
        (
            Stage.CALCULATION,
            dossier({"intervention": "", "basis_alternative": ""}),
            (Need.INTERVENTION, Need.BASIS_ALTERNATIVE),
        ),
        (Stage.CALCULATION, replace(dossier(), theory=()), (Need.THEORY,)),
        (Stage.POLITICAL, dossier(lines=(gain(),)), (Need.COSTS,)),
        (Stage.POLITICAL, dossier(effects=(), lines=dossier().calculation.lines[:1]), (Need.EFFECTS,)),
        (Stage.POLITICAL, dossier(price_year=2020), (Need.COUNTED,)),
        (Stage.RUNNING, dossier({"starts_on": ""}), (Need.START,)),
        (Stage.EVALUATED, dossier(), ()),
    ],
)
def test_what_lacks_before_a_stage(to_stage, case, lacking):
    assert missing(case, to_stage, is_frozen=True) == lacking


def test_political_treatment_rests_on_a_snapshot():
    assert missing(dossier(), Stage.POLITICAL, is_frozen=False) == (Need.SNAPSHOT,)
    assert missing(dossier(), Stage.CALCULATION, is_frozen=False) == ()


def test_the_order_of_stages():
    assert (following(Stage.IDEA), following(Stage.EVALUATED)) == (Stage.PRE_STUDY, None)
    assert earlier(Stage.CALCULATION) == (Stage.PRE_STUDY, Stage.IDEA)
    assert [is_led(*pair) for pair in ((Stage.IDEA, Stage.PRE_STUDY), (Stage.CALCULATION, Stage.POLITICAL))] == [
        False,
        True,
    ]
    assert is_led(Stage.POLITICAL, Stage.IDEA)


@pytest.fixture
def ready(make_case):
    """An idea that may become a pre-study."""
    return make_case(problem="Vi kommer for sent.", target_group="Børn på 6–9 år")


@pytest.fixture
def calculated(calculated_case):
    """A calculation that may go to political treatment but for a snapshot."""
    case = calculated_case(cost={"source": "Budget 2019"})
    case.effects.create(name="Bliver hjemme", rate="0.25", grade="review", source="Et review")
    case.elements.create(part="outcome", text="Børnene er i skole")
    case.stage, case.problem, case.target_group = "calculation", "Problemet", "Børn"
    case.intervention, case.basis_alternative = "Et forløb", "Den hjælp, der gives i dag"
    case.save()
    return case


def decide(case, by, *, seen=0, to_stage="pre_study", is_leader=False, **words):
    return actions.decide(case=case, seen=seen, to_stage=to_stage, is_leader=is_leader, by=by, **WORDS | words)


@pytest.mark.django_db
def test_a_decision_moves_the_case_and_is_logged(ready, cast):
    row = decide(ready, cast.member)
    ready.refresh_from_db()
    assert (ready.stage, row.number, row.from_stage, row.to_stage) == ("pre_study", 1, "idea", "pre_study")
    assert (row.body, row.decided_on, row.by) == ("Arbejdsgruppen", date(2026, 11, 1), cast.member)
    assert LogEntry.objects.get_for_object(row).count() == 1


@pytest.mark.django_db
def test_two_clicks_decide_once(ready, cast):
    assert decide(ready, cast.member) == decide(ready, cast.member)
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_whoever_saw_an_older_log_is_told_where_the_case_stands(ready, cast):
    decide(ready, cast.member)
    with pytest.raises(Moved, match="Den står nu i stadiet ”Forundersøgelse”") as refused:
        decide(ready, cast.leader, reason="Jeg er enig.")
    assert refused.value.current.stage == "pre_study"
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_a_log_that_never_was_is_no_fault_of_ours(ready, cast):
    with pytest.raises(Moved, match="Den står nu i stadiet"):
        decide(ready, cast.member, seen=7)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"to_stage": "calculation"}, "ét stadie frem ad gangen"),
        ({"to_stage": "political"}, "En leder beslutter"),
        ({"to_stage": "idea"}, "ét stadie frem ad gangen"),
    ],
)
def test_what_is_refused(changes, sentence, ready, cast):
    with pytest.raises(Refused, match=sentence):
        decide(ready, cast.member, **changes)


@pytest.mark.django_db
def test_an_empty_idea_stays_one(make_case, cast):
    with pytest.raises(Refused, match="Der mangler stadig noget"):
        decide(make_case(), cast.member)


@pytest.mark.django_db
def test_going_back_takes_a_reason(ready, cast):
    decide(ready, cast.member)
    with pytest.raises(Refused, match="hvorfor businesscasen går tilbage"):
        decide(ready, cast.member, seen=1, to_stage="idea", reason="")
    assert decide(ready, cast.member, seen=1, to_stage="idea").number == 2


@pytest.mark.django_db
def test_a_leader_sends_the_case_to_politicians_on_a_snapshot_of_today(calculated, cast):
    with pytest.raises(Refused, match="Der mangler stadig noget"):
        decide(calculated, cast.leader, to_stage="political", is_leader=True)
    snapshot = take_snapshot(case=calculated, occasion="Udvalgsmøde", by=cast.member)
    with pytest.raises(Refused, match="En leder beslutter"):
        decide(calculated, cast.member, to_stage="political")
    row = decide(calculated, cast.leader, to_stage="political", is_leader=True, body="Direktionen")
    assert (row.snapshot, row.case.stage) == (snapshot, "political")


@pytest.mark.django_db
def test_a_correction_is_a_row_of_its_own(ready, cast, sign_in):
    first = decide(ready, cast.member)
    client, url = sign_in(cast.member), reverse("businesscases:decision_correct", args=[first.pk])
    for _click in range(2):
        client.post(url, {"body": "Styregruppen", "decided_on": "2.11.2026", "reason": ""})
    row = Decision.objects.get(corrects=first)
    assert client.get(url).context["form"].initial["body"] == "Styregruppen"
    ready.refresh_from_db()
    assert (row.body, row.decided_on, ready.stage) == ("Styregruppen", date(2026, 11, 2), "pre_study")
    page = said(client.get(reverse("businesscases:case_decide", args=[ready.pk])))
    assert "</strong>: Styregruppen, 2. november 2026" in page
    assert "<p>Arbejdsgruppen, 1. november 2026</p>" in page


@pytest.mark.django_db
def test_the_page_says_what_lacks_and_offers_no_way_on(make_case, cast, sign_in):
    page = said(sign_in(cast.member).get(reverse("businesscases:case_decide", args=[make_case().pk])))
    assert "Før businesscasen kan gå videre til ”Forundersøgelse”" in page
    assert '/problem/">Beskriv problemet</a>' in page
    assert "Notér en beslutning" not in page


@pytest.mark.django_db
def test_the_page_decides_once_and_keeps_what_was_typed_over_a_stale_log(ready, cast, sign_in):
    url = reverse("businesscases:case_decide", args=[ready.pk])
    client = sign_in(cast.member)
    assert [client.post(url, POSTED).status_code for _click in range(2)] == [302, 302]
    page = said(sign_in(cast.leader).post(url, POSTED | {"reason": "Jeg er enig."}))
    assert "Businesscasen er flyttet i mellemtiden" in page
    assert ("Jeg er enig." in page, 'name="seen" value="1"' in page) == (True, True)
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_a_day_to_come_is_no_decision(ready, cast, sign_in):
    page = sign_in(cast.member).post(
        reverse("businesscases:case_decide", args=[ready.pk]), POSTED | {"decided_on": "1.1.2090"}
    )
    assert "Indtast dagen for en beslutning, der er truffet" in said(page)


@pytest.mark.django_db
def test_a_member_reads_that_a_leader_decides(calculated, cast, sign_in):
    take_snapshot(case=calculated, occasion="Udvalgsmøde", by=cast.member)
    url = reverse("businesscases:case_decide", args=[calculated.pk])
    told = "Det næste stadie beslutter en leder."
    assert [told in said(sign_in(person).get(url)) for person in (cast.member, cast.leader)] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_query_count(number, ready, cast, sign_in, django_assert_num_queries):
    for seen in range(number):
        decide(ready, cast.member, seen=seen, to_stage=["pre_study", "idea"][seen % 2])
    client, url = sign_in(cast.member), reverse("businesscases:case_decide", args=[ready.pk])
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
