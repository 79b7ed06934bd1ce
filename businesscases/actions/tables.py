"""How the public tables grow. A table that a case uses is never changed under it: a new edition is another row."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from businesscases.actions.trail import note
from jobs.errors import Refused


@transaction.atomic
def create_table(*, kind, facts, rows):
    """The second click of two stores nothing."""
    try:
        with transaction.atomic():
            table = kind.model.objects.create(**facts)
    except IntegrityError:
        same = kind.model.objects.get(**_name(kind, facts))
        if not _is_same(kind, same, facts, rows):
            raise _taken() from None
        return same
    return _with_rows(kind, table, rows)


@transaction.atomic
def save_table(*, kind, table, facts, rows, by):
    """Correct a table that no case uses. Its rows are written anew, and the audit trail keeps those of before."""
    table = kind.model.objects.select_for_update().get(pk=table.pk)
    if _is_same(kind, table, facts, rows):
        return table
    if kind.is_used(table):
        raise Refused(
            _("A business case is calculated with this table, which must not change under it. Make a new edition.")
        )
    for field, value in facts.items():
        setattr(table, field, value)
    try:
        with transaction.atomic():
            table.save()
    except IntegrityError:
        raise _taken() from None
    note(table, by=by, before=_plain(kind.rows_of(table)), after=_plain(rows))
    kind.row.objects.filter(**{kind.of: table}).delete()
    return _with_rows(kind, table, rows)


def _with_rows(kind, table, rows):
    kind.row.objects.bulk_create(
        kind.row(**{kind.of: table, kind.first: first, kind.second: second}) for first, second in rows
    )
    return table


def _plain(rows):
    return [[str(number) for number in row] for row in rows]


def _taken():
    return Refused(_("There already is a table with this name. Give the new edition a name of its own."))


def _name(kind, facts):
    return {name: facts[name] for name in ("name", "law", "level_year") if name in facts}


def _is_same(kind, table, facts, rows):
    return all(getattr(table, name) == value for name, value in facts.items()) and kind.rows_of(table) == tuple(rows)
