"""How the public tables grow. A table that a case uses is never changed under it: a new edition is another row."""

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.errors import Refused


@transaction.atomic
def create_table(*, kind, facts, rows):
    """The second click of two stores nothing."""
    name = _name(kind, facts)
    same = kind.model.objects.select_for_update().filter(**name).first()
    if same is None:
        return _with_rows(kind, kind.model.objects.create(**facts), rows)
    if not _is_same(kind, same, facts, rows):
        raise Refused(_("There already is a table with this name. Give the new edition a name of its own."))
    return same


@transaction.atomic
def save_table(*, kind, table, facts, rows):
    table = kind.model.objects.select_for_update().get(pk=table.pk)
    if _is_same(kind, table, facts, rows):
        return table
    if kind.is_used(table):
        raise Refused(
            _("A business case is calculated with this table, which must not change under it. Make a new edition.")
        )
    if kind.model.objects.filter(**_name(kind, facts)).exclude(pk=table.pk).exists():
        raise Refused(_("There already is a table with this name. Give the new edition a name of its own."))
    for field, value in facts.items():
        setattr(table, field, value)
    table.save()
    kind.row.objects.filter(**{kind.of: table}).delete()
    return _with_rows(kind, table, rows)


def _with_rows(kind, table, rows):
    kind.row.objects.bulk_create(
        kind.row(**{kind.of: table, kind.first: first, kind.second: second}) for first, second in rows
    )
    return table


def _name(kind, facts):
    return {name: facts[name] for name in ("name", "law", "level_year") if name in facts}


def _is_same(kind, table, facts, rows):
    return all(getattr(table, name) == value for name, value in facts.items()) and kind.rows_of(table) == tuple(rows)
