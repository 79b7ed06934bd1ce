"""Creating and editing a partnership."""

from datetime import date

import pytest

from municipalities.models import Partnership, RoleKind

URL = "/partnerskaber/nyt/"
GOOD = {"name": "Udvikling i Holbæk", "kind": "development", "starts_on": "1.8.2027", "ends_on": "31-08-2028"}
MANAGERS = {
    "contact": 403,
    "member": 403,
    "leader": 403,
    "consultant": 200,
    "researcher": 403,
    "administrator": 200,
    "nobody": 403,
}


def test_who_may(statuses, partnership):
    assert statuses(URL) == MANAGERS
    assert statuses(f"/partnerskaber/{partnership.pk}/rediger/") == MANAGERS


def test_the_consultant_who_creates_it_works_with_it(cast, sign_in):
    response = sign_in(cast.consultant).post(URL, GOOD)
    created = Partnership.objects.get(name="Udvikling i Holbæk")
    assert (created.kind, created.starts_on, created.ends_on) == ("development", date(2027, 8, 1), date(2028, 8, 31))
    assert response.url == f"/partnerskaber/{created.pk}/"
    assert [(role.user, role.kind) for role in created.roles.all()] == [(cast.consultant, RoleKind.CONSULTANT)]
    assert sign_in(cast.consultant).get(response.url).status_code == 200


def test_an_administrator_who_creates_it_gets_no_role(cast, sign_in):
    sign_in(cast.administrator).post(URL, GOOD)
    assert list(Partnership.objects.get(name="Udvikling i Holbæk").roles.all()) == []


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": ""}, {"name": ["Indtast navn"]}),
        (
            {"name": "Forskningspartnerskabet"},
            {"name": ["Vælg et andet navn. Der er allerede et partnerskab med det navn"]},
        ),
        ({"kind": "x"}, {"kind": ["Marker en gyldig valgmulighed. x er ikke en af de tilgængelige valgmuligheder."]}),
        ({"starts_on": "i morgen"}, {"starts_on": ["Indtast en dato som 14.1.2027"]}),
        ({"ends_on": "31.7.2027"}, {"ends_on": ["Indtast en slutdato, der ikke ligger før startdatoen"]}),
    ],
)
def test_bad_input(cast, sign_in, wrong, errors):
    response = sign_in(cast.consultant).post(URL, GOOD | wrong)
    assert response.context["form"].errors == errors
    assert Partnership.objects.count() == 2


def test_edit(cast, sign_in, partnership):
    sign_in(cast.consultant).post(f"/partnerskaber/{partnership.pk}/rediger/", GOOD | {"is_named_comparison": "on"})
    partnership.refresh_from_db()
    assert (partnership.name, partnership.is_named_comparison) == ("Udvikling i Holbæk", True)


def test_edit_another_is_not_found(cast, sign_in, other_partnership):
    response = sign_in(cast.consultant).post(f"/partnerskaber/{other_partnership.pk}/rediger/", GOOD)
    other_partnership.refresh_from_db()
    assert (response.status_code, other_partnership.name) == (404, "Alliancen")
