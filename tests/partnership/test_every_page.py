"""Every page of who takes part, of mail, search, meetings, prices and one's own account, in a real Chromium: no
accessibility violation, nothing wider than the screen, with the longest names that fit into the database."""

import os
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone

from businesscases.actions.calculations import begin_calculation
from businesscases.actions.sharing import share_case
from businesscases.actions.snapshots import take_snapshot
from businesscases.actions.versions import remember
from businesscases.models import Case, DiscountSchedule, Kind, Part, Per, Price, PriceCatalogue
from businesscases.models.sharing import Approach, Audience, SharedPart
from jobs.models import OutboxMessage
from meetings.models import Meeting, MeetingKind
from municipalities.actions.invitations import hashed
from municipalities.models import (
    Group,
    GroupKind,
    Invitation,
    Municipality,
    Participation,
    Partnership,
    PartnershipKind,
    Phase,
    RoleKind,
    Seat,
)
from tests.browser import axe, fits

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PAGE_PICTURES", "")
TEMPLATES = Path(__file__).parents[2] / "templates"
NEW_YEAR = date(2026, 1, 1)
NAME = "Børne- og Familieforvaltningens Forebyggelsespartnerskab for Udsatte Børn, Unge og Voksne i Ringkøbing-Skjern"
WORD = "Forebyggelsesinvesteringsstrategiudvalgsmedlemskab"
EMAIL = "anne-sophie.wolff-kristoffersen-ravn.boerne-og-familieforvaltningen@ringkoebing-skjern.example"

# (who looks, address, the row in it); what only needs a row of its own stands in `rows`
PAGES = [
    ("administrator", "home", ""),
    ("leader", "home", ""),
    ("contact", "home", ""),
    ("newcomer", "home", ""),
    ("nobody", "home", ""),
    ("administrator", "search", "?q=e"),
    ("administrator", "search", "?q=findes-ikke"),
    ("administrator", "outbox_list", ""),
    ("administrator", "outbox_show", "mail"),
    ("contact", "personal_show", ""),
    ("administrator", "request_find", f"?email={EMAIL}"),
    ("administrator", "request_erase", f"?email={EMAIL}"),
    ("contact", "municipalities:account_show", ""),
    ("contact", "municipalities:account_edit", ""),
    ("administrator", "municipalities:partnership_list", ""),
    ("administrator", "municipalities:partnership_create", ""),
    ("administrator", "municipalities:partnership_show", "partnership"),
    ("member", "municipalities:partnership_show", "partnership"),
    ("administrator", "municipalities:partnership_show", "bare"),
    ("administrator", "municipalities:partnership_edit", "partnership"),
    ("administrator", "municipalities:participation_enrol", "partnership"),
    ("administrator", "municipalities:participation_withdraw", "participation"),
    ("administrator", "municipalities:participation_name", "participation"),
    ("administrator", "municipalities:phase_create", "partnership"),
    ("administrator", "municipalities:phase_edit", "phase"),
    ("administrator", "municipalities:phase_delete", "phase"),
    ("administrator", "municipalities:group_create", "bare"),
    ("administrator", "municipalities:group_edit", "group"),
    ("administrator", "municipalities:seat_list", "group participation"),
    ("administrator", "municipalities:seat_give", "group participation"),
    ("administrator", "municipalities:contact_transfer", "group participation"),
    ("administrator", "municipalities:seat_end", "seat"),
    ("administrator", "municipalities:municipality_list", ""),
    ("administrator", "municipalities:municipality_show", "code"),
    ("administrator", "municipalities:person_list", ""),
    ("administrator", "municipalities:person_show", "person"),
    ("administrator", "municipalities:person_edit", "person"),
    ("administrator", "municipalities:person_invite", ""),
    ("administrator", "municipalities:role_give", "person"),
    ("administrator", "municipalities:role_end", "role"),
    ("administrator", "municipalities:person_deactivate", "person"),
    ("administrator", "municipalities:invitation_list", ""),
    ("newcomer", "municipalities:invitation_list", ""),
    (None, "municipalities:invitation_accept", "open_link"),
    (None, "municipalities:invitation_accept", "expired_link"),
    (None, "municipalities:invitation_accept", "used_link"),
    (None, "municipalities:invitation_accept", "unknown_link"),
    ("contact", "municipalities:invitation_accept", "open_link"),
    ("administrator", "meetings:meeting_list", ""),
    ("administrator", "businesscases:price_list", ""),
    ("member", "businesscases:price_list", ""),
    ("leader", "businesscases:case_list", ""),
    ("newcomer", "businesscases:case_list", ""),
    ("member", "businesscases:case_show", "case"),
    ("contact", "businesscases:case_create", ""),
    ("member", "businesscases:case_problem", "case"),
    ("member", "businesscases:case_assumptions", "case"),
    ("member", "businesscases:case_intervention", "case"),
    ("member", "businesscases:case_theory", "case"),
    ("member", "businesscases:element_create", "case"),
    ("member", "businesscases:element_edit", "case element"),
    ("member", "businesscases:element_delete", "case element"),
    ("member", "businesscases:indicator_create", "case element"),
    ("member", "businesscases:indicator_edit", "case indicator"),
    ("member", "businesscases:indicator_delete", "case indicator"),
    ("member", "businesscases:case_basis", "case"),
    ("member", "businesscases:line_costs", "case"),
    ("member", "businesscases:line_create", "case"),
    ("member", "businesscases:line_edit", "case line"),
    ("member", "businesscases:line_delete", "case line"),
    ("member", "businesscases:line_paste", "case"),
    ("member", "businesscases:case_effects", "case"),
    ("member", "businesscases:effect_create", "case"),
    ("member", "businesscases:effect_edit", "case effect"),
    ("member", "businesscases:effect_delete", "case effect"),
    ("member", "businesscases:line_consequences", "case"),
    ("member", "businesscases:line_purses", "case"),
    ("member", "businesscases:case_uncertainty", "case"),
    ("member", "businesscases:case_result", "case"),
    ("member", "businesscases:scenario_create", "case"),
    ("member", "businesscases:case_proposal", "case"),
    ("member", "businesscases:case_copy", "case"),
    ("contact", "businesscases:case_share", "case"),
    ("contact", "businesscases:share_end", "share"),
    ("member", "businesscases:shared_list", ""),
    ("member", "businesscases:shared_show", "share"),
    ("member", "businesscases:shared_copy", "share"),
    ("administrator", "businesscases:catalogue_create", ""),
    ("member", "businesscases:catalogue_edit", "catalogue"),
    ("member", "businesscases:catalogue_delete", "catalogue"),
    ("member", "businesscases:price_create", "catalogue"),
    ("member", "businesscases:price_edit", "price"),
    ("member", "businesscases:price_delete", "price"),
    ("member", "businesscases:price_import", "catalogue"),
    ("member", "businesscases:price_import_show", "price_import"),
    ("member", "businesscases:table_list", ""),
    ("administrator", "businesscases:table_create", "index_table"),
    ("administrator", "businesscases:table_show", "rate_table schedule"),
    ("administrator", "businesscases:table_renew", "rate_table schedule"),
    ("administrator", "businesscases:table_edit", "rate_table schedule"),
    ("member", "businesscases:case_versions", "case"),
    ("member", "businesscases:case_difference", "case"),
    ("member", "businesscases:case_checklist", "case"),
    ("member", "businesscases:case_decide", "case"),
    ("member", "businesscases:decision_correct", "decision"),
    ("member", "businesscases:snapshot_create", "case"),
    ("member", "businesscases:snapshot_show", "snapshot"),
    ("member", "businesscases:comment_create", "case"),
    (None, "accessibility_statement", ""),
    (None, "socialaccount_login_cancelled", ""),
    (None, "account_confirm_email", "unknown_link"),
    ("member", "account_set_password", ""),
    ("member", "outbox_list", ""),  # 403
    ("member", "municipalities:person_reactivate", "person"),  # 405
    ("member", "municipalities:person_show", "nobody"),  # 404
]
# Pages that need more than an address; beside each what looks at it.
ELSEWHERE = {
    "400.html": "tests/face/test_browser.py",
    "403_csrf.html": "tests/face/test_browser.py",
    "429.html": "tests/face/test_browser.py",
    "500.html": "tests/face/test_browser.py",
    "personal_erase.html": "tests/partnership/test_personal_browser.py",
    "personal_erased.html": "tests/partnership/test_personal_browser.py",
    "municipalities/personal_data.html": "tests/partnership/test_personal_browser.py",
    "socialaccount/authentication_error.html": "tests/face/test_browser.py",
    "socialaccount/no_account.html": "tests/face/test_browser.py",
}
IN_SIGN_IN = re.compile(r"^(account|mfa|usersessions)/")  # tests/signin/test_browser.py
IN_OTHER_PARTS = re.compile(r"^(vignettes|reports|dkfds)/|/_|^_|email/")


@pytest.fixture
def rows(site, cast, make_person, herning, odense):
    """One of everything, with names that are as long as they may be."""
    partnership = herning.partnership
    Partnership.objects.filter(pk=partnership.pk).update(name=NAME, description=f"{WORD} {NAME}")
    bare = Partnership.objects.create(kind=PartnershipKind.ALLIANCE, name=WORD, starts_on=NEW_YEAR)
    group = Group.objects.create(partnership=partnership, kind=GroupKind.WORKING, meetings_per_year=4)
    person = make_person(RoleKind.MEMBER, municipality=herning.municipality, name=WORD, email=EMAIL)
    seats = [
        Seat.objects.create(group=group, participation=herning, user=each, starts_on=NEW_YEAR, is_contact=is_contact)
        for each, is_contact in ((person, True), (cast.member, False))
    ]
    cast.newcomer = make_person(RoleKind.CONTACT, municipality=odense.municipality, name=NAME)
    _plant_lists(partnership, herning, make_person)
    links = {name: f"{name}-{'x' * 40}" for name in ("open_link", "expired_link", "used_link")}
    for name, token in links.items():
        _invite(name, token, herning.municipality, cast.administrator)
    return SimpleNamespace(
        partnership=partnership.pk,
        bare=bare.pk,
        participation=herning.pk,
        phase=Phase.objects.create(
            partnership=partnership, number=1, name=WORD, starts_on=NEW_YEAR, themes=f"{NAME}\n{WORD}"
        ).pk,
        group=group.pk,
        seat=seats[1].pk,
        code=herning.municipality.code,
        person=person.pk,
        nobody=cast.nobody.pk,
        role=person.roles.get().pk,
        case=_plant_cases(herning, person),
        **_plant_work(person),
        mail=_write(number=0, text=f"{NAME} https://platform.example/{'a' * 80}/").pk,
        unknown_link="findes-ikke",
        **links,
    )


def _plant_lists(partnership, participation, make_person):
    """More than one page of people and mails, and a line in every other list."""
    for number in range(30):
        make_person(RoleKind.MEMBER, municipality=participation.municipality, name=f"{NAME[:90]} {number}")
    for number in range(1, 60):
        _write(number=number, text="")
    Meeting.objects.create(partnership=partnership, kind=MeetingKind.LAB_DAY, title=WORD, theme=NAME, month=NEW_YEAR)
    catalogue = PriceCatalogue.objects.create(name=NAME, description=NAME)
    Price.objects.create(
        catalogue=catalogue,
        measure=NAME,
        step=6,
        unit=WORD,
        amount_dkk=1_510_239,
        price_year=2026,
        source=f"{NAME} {WORD}",
    )
    for code in ("0760", "0101"):
        Participation.objects.create(
            partnership=partnership, municipality=Municipality.objects.get(code=code), enrolled_on=NEW_YEAR
        )


def _plant_work(person):
    """A version, a snapshot, a decision and a comment of the newest case."""
    case = Case.objects.latest("pk")
    begin_calculation(case)
    case.lines.create(name=WORD, unit_price=1000, price_year=2026, changed_by=person)
    calculated = _plant_calculation(case, person)
    remember(case=case, by=person)
    case.comments.create(step="problem", text=f"{NAME} {WORD}", by=person)
    words = {"body": NAME[:160], "decided_on": NEW_YEAR, "reason": WORD, "by": person}
    decision = case.decisions.create(number=1, from_stage="idea", to_stage="pre_study", **words)
    snapshot = take_snapshot(case=case, occasion=NAME[:160], by=person)
    return {"decision": decision.pk, "snapshot": snapshot.pk} | calculated


def _plant_calculation(case, person):
    """A gain that hangs on an effect at a price of the municipality's own, a theory of change, and a share."""
    effect = case.effects.create(name=NAME, rate=Decimal("0.25"), rate_low=0, source=f"{NAME} {WORD}")
    catalogue = PriceCatalogue.objects.create(municipality=case.municipality, name=NAME)
    price = catalogue.prices.create(measure=NAME, unit=WORD, amount_dkk=1000, price_year=2026, source=NAME)
    amounts = {"unit_price": 1000, "unit_price_high": 2000, "price_year": 2026, "price": price}
    line = case.lines.create(kind=Kind.GAIN, name=NAME, per=Per.SUCCESS, effect=effect, changed_by=person, **amounts)
    element = case.elements.create(part=Part.OUTCOME, text=f"{NAME} {WORD}", assumption=NAME)
    facts = {"audience": Audience.PUPILS, "approach": Approach.FAMILY, "starts_on": NEW_YEAR}
    share = share_case(case=case, participation=case.participation, parts=SharedPart.values, by=person, **facts)
    return {
        "effect": effect.pk,
        "catalogue": catalogue.pk,
        "price": price.pk,
        "price_import": catalogue.imports.create(file_name=NAME, uploaded_by=person).pk,
        "line": line.key,
        "element": element.pk,
        "indicator": element.indicators.create(name=NAME).pk,
        "share": share.pk,
        "index_table": "prisindeks",
        "rate_table": "diskonteringsrenter",
        "schedule": DiscountSchedule.objects.latest("pk").pk,
    }


def _plant_cases(participation, person):
    """More than one page of them; the last one with all that a case has, its report withdrawn."""
    written = {"municipality": participation.municipality, "created_by": person, "changed_by": person}
    Case.objects.bulk_create(Case(title=f"{NAME} {number}", **written) for number in range(30))
    case = Case.objects.create(
        title=f"{NAME} {WORD}"[:160],
        participation=participation,
        problem=f"{WORD}\n\n{NAME}",
        target_group=NAME,
        target_group_size=WORD,
        target_group_found=NAME,
        **written,
    )
    case.evidence.create(
        section=NAME,
        heading=f"{NAME}: {WORD}",
        sentence=f"{NAME} {WORD}",
        rule_name=WORD,
        statistic="δ = −0,42",
        interval="−0,66 til −0,10",
        q="q = 0,012",
        n=24,
        report_pk=1,
        report_number=2,
        report_sha256="a" * 64,
        published_on=NEW_YEAR,
        survey=NAME,
        address="/rapporter/1/#staircase",
        withdrawn_on=NEW_YEAR,
        replaced_by_number=3,
    )
    return case.pk


def _write(*, number, text):
    return OutboxMessage.objects.create(idempotency_key=f"key-{number}", recipient=EMAIL, subject=NAME, text=text)


def _invite(name, token, municipality, by):
    lifetime = timedelta(days=-1 if name == "expired_link" else 14)
    Invitation.objects.create(
        email=f"{name}@{EMAIL.partition('@')[2]}",
        name=WORD,
        kind=RoleKind.MEMBER,
        municipality=municipality,
        token_hash=hashed(token),
        invited_by=by,
        expires_at=timezone.now() + lifetime,
        accepted_at=timezone.now() if name == "used_link" else None,
    )


@pytest.fixture
def rendered():
    """The names of the templates that pages were made from."""
    names = set()

    def note(template, **signal):
        names.add(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def _address(name, wanted, rows):
    if not wanted or wanted.startswith("?"):
        return reverse(name) + wanted
    return reverse(name, args=[getattr(rows, each) for each in wanted.split()])


def test_every_page_is_accessible_and_fits(open_page, rows, cast, rendered):
    faults, pages = {}, {}
    for who, name, wanted in PAGES:
        if who not in pages:
            pages[who] = open_page(person=who and getattr(cast, who))
        page = pages[who]
        page.goto(_address(name, wanted, rows))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if fault := [*axe(page), *([] if fits(page) else ["wider than the screen"])]:
                faults[f"{name} {wanted} ({who}, {width})"] = fault
            if PICTURES:
                file = re.sub(r"\W+", "_", f"{name}_{wanted}_{who}_{width}")
                page.screenshot(path=Path(PICTURES) / f"{file}.png", full_page=True)
    assert faults == {}
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    unseen = {each for each in names - rendered if not IN_SIGN_IN.search(each) and not IN_OTHER_PARTS.search(each)}
    assert unseen == set(ELSEWHERE)
