"""The values of many rows as one text: a database hands them over faster together than row by row."""

from django.db.models import Aggregate, BigIntegerField, Func, TextField

MARK = "\x1e"  # between stored answers; JSON writes it, as all characters that control something, in another way


class Listed(Aggregate):
    """The whole numbers of the group as a JSON list, as text. Texts of one query stand in the same order."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="(JSON_AGG(%(expressions)s))::text", **context)


class JoinedAsStored(Aggregate):
    """The values of a JSON field as the texts that are stored, with MARK between them. None may be NULL."""

    function = "GROUP_CONCAT"
    template = f"%(function)s(%(expressions)s, '{MARK}')"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = f"STRING_AGG((%(expressions)s)::text, '{MARK}')"
        return super().as_sql(compiler, connection, template=template, **context)


class Minutes(Func):
    """Whole minutes from the beginning of 1970 to a moment."""

    template = "(CAST(STRFTIME('%%%%s', %(expressions)s) AS INTEGER) / 60)"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler, connection, **context):
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 60)::bigint"
        return super().as_sql(compiler, connection, template=template, **context)
