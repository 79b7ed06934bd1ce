"""Snapshots and decisions stay as they are, whatever code tries."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(make_case, cast):
    return make_case().snapshots.create(
        number=1, occasion="Budget 2027", document="{}", outcome="{}", sha256="0" * 64, by=cast.member
    )


@pytest.fixture
def decision(snapshot, cast):
    return snapshot.case.decisions.create(
        number=1,
        from_stage="idea",
        to_stage="pre_study",
        body="Arbejdsgruppen",
        decided_on=date(2026, 11, 22),
        snapshot=snapshot,
        by=cast.member,
    )


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("snapshot", {"document": "{}}"}),
        ("snapshot", {"occasion": "Budget 2028"}),
        ("decision", {"reason": "Noget andet"}),
        ("decision", {"decided_on": date(2026, 1, 1)}),
    ],
)
def test_a_change_is_refused(kind, change, snapshot, decision):
    row = {"snapshot": snapshot, "decision": decision}[kind]
    with pytest.raises(IntegrityError, match=f"a {kind} never changes"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**change)
    row.refresh_from_db()
    assert [getattr(row, name) for name in change] != list(change.values())


def test_a_deletion_is_refused(snapshot, decision):
    for row, kind in ((decision, "decision"), (snapshot, "snapshot")):
        with pytest.raises(IntegrityError, match=f"a {kind} never changes"), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")
