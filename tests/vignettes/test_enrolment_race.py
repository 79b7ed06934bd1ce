"""Many enrol by one link in the same moment, on SQLite; tests/services/test_races.py does it on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import OutboxMessage
from vignettes.actions import enrolling
from vignettes.models import EnrolmentLink, Respondent

AT_ONCE = 8
PLACES = 3


@pytest.mark.usefixtures("transactional_db")
def test_never_more_than_the_places_and_each_address_once(survey, herning, cast):
    place = {"survey": survey, "participation": herning, "role": "leader", "limit": PLACES}
    link = enrolling.make_link(**place, expires_on=timezone.localdate() + timedelta(days=9), by=cast.contact)
    start = Barrier(AT_ONCE)

    def enrol(number):
        try:
            start.wait()
            return enrolling.enrol(link=link, email=f"{number // 2}@herning.example")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(enrol, range(AT_ONCE)))
    addresses = list(Respondent.objects.values_list("email", flat=True))
    assert (len(addresses), len(set(addresses)), EnrolmentLink.objects.get().used) == (PLACES, PLACES, PLACES)
    assert sorted(OutboxMessage.objects.values_list("recipient", flat=True)) == sorted(addresses)
