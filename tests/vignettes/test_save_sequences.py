"""Whatever the order of fresh, repeated and stale saves: the current answer is the last accepted one."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vignettes.test_answering_actions import save
from vignettes.actions import answering
from vignettes.models import Answer, AnswerEvent

VALUES = st.sampled_from(["low", "medium", "high", None])
# (which earlier key to repeat, or None for a fresh one; how far the base lies behind the current version; value)
STEPS = st.lists(st.tuples(st.none() | st.integers(0, 11), st.integers(0, 2), VALUES), max_size=12)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_current_answer_is_the_last_accepted_event(respondent, steps):
    Answer.objects.all().delete()
    AnswerEvent.objects.all().delete()
    model, tried = Model(), []
    for repeated, behind, value in steps:
        if repeated is not None and tried:
            attempt = tried[repeated % len(tried)]
        else:
            attempt = (uuid.uuid4(), max(model.version - behind, 0), value)
            tried.append(attempt)
        assert outcome(respondent, *attempt) == model.expect(*attempt)
    events = list(AnswerEvent.objects.values_list("value", "based_on_version"))
    assert events == [(value, version) for version, value in enumerate(model.accepted)]
    assert list(Answer.objects.values_list("value", "version")) == (
        [(model.accepted[-1], len(model.accepted))] if model.accepted else []
    )


def outcome(respondent, key, base, value):
    try:
        return save(respondent, value, base, key).version
    except answering.Stale as stale:
        return "stale", stale.version, stale.value


class Model:
    """The rule, written a second time without a database."""

    def __init__(self):
        self.accepted, self.results = [], {}

    @property
    def version(self):
        return len(self.accepted)

    def expect(self, key, base, value):
        current = self.accepted[-1] if self.accepted else None
        if value == current:
            return self.version
        if key in self.results:
            return self.results[key]
        if base != self.version:
            return "stale", self.version, current
        self.accepted.append(value)
        self.results[key] = self.version
        return self.version
