"""Sessions: seen and ended by their owner, emptied at log-out, over with deactivation and with the role."""

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.templatetags.browsers import browser_name


def test_a_person_sees_every_session_and_ends_the_others(client, leader, log_in, another_browser):
    elsewhere = another_browser(leader)
    log_in(leader.email)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert (page.count("Du er her"), page.count("Et andet sted")) == (1, 1)
    client.post(reverse("usersessions_list"))
    assert client.get(reverse("municipalities:account_show")).status_code == 200
    assert elsewhere.get(reverse("municipalities:account_show")).status_code == 302


def test_nobody_sees_the_sessions_of_others(client, cast, leader, set_password, log_in, another_browser):
    another_browser(set_password(cast.member))
    log_in(leader.email)
    assert len(client.get(reverse("usersessions_list")).context["sessions"]) == 1


def test_log_out_empties_the_browser(client, leader, log_in):
    log_in(leader.email)
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer.url) == (302, reverse("account_login"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("municipalities:account_show")).status_code == 302


def test_a_link_cannot_log_anybody_out(client, leader, log_in):
    log_in(leader.email)
    assert client.get(reverse("account_logout")).status_code == 405
    assert client.get(reverse("municipalities:account_show")).status_code == 200


def test_log_out_also_ends_a_log_in_that_waits_for_its_second_step(client, leader, log_in, app_of):
    app_of(leader)
    log_in(leader.email)
    assert client.get(reverse("account_login")).url == reverse("mfa_authenticate")
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).status_code == 200


def test_a_deactivated_person_is_logged_out_with_the_next_request(client, leader, log_in):
    log_in(leader.email)
    leader.is_active = False
    leader.save()
    path = reverse("municipalities:account_show")
    assert client.get(path).url == f"{reverse('account_login')}?next={path}"


def test_a_role_that_has_ended_opens_nothing_more(client, leader, log_in):
    log_in(leader.email)
    assert client.get(reverse("municipalities:person_list")).status_code == 200
    leader.roles.update(ended_on=timezone.localdate())
    assert client.get(reverse("municipalities:person_list")).status_code == 403


def test_the_account_page_tells_what_one_has_access_to(client, leader, log_in):
    log_in(leader.email)
    page = client.get(reverse("municipalities:account_show")).content.decode()
    assert "Leder, Herning" in page
    assert reverse("account_change_password") in page


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)
def test_browsers_have_the_names_that_people_know(user_agent, name):
    assert browser_name(user_agent) == name
