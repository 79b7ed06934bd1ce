"""What a researcher has to know of the table, as sentences: names and labels that were cut, answers left blank."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vignettes.exports.limits import Cut, What


def told(table, cuts: list[Cut]) -> list[str]:
    return [
        *(_("%(name)s stands for %(full)s.") % {"name": name, "full": full} for name, full in table.names.shortened),
        *(_cut(cut) for cut in cuts),
        *(_unknown(code, count) for code, count in sorted(table.unknown.items())),
    ]


def _cut(cut: Cut) -> str:
    if cut.what == What.TEXT:
        text = ngettext("%(name)s: %(count)s text is cut.", "%(name)s: %(count)s texts are cut.", cut.count)
        return text % {"name": cut.column, "count": cut.count}
    if cut.what == What.VARIABLE_LABEL:
        return _("%(name)s: the label is cut. In full: %(full)s") % {"name": cut.column, "full": cut.full}
    return _("%(name)s: the label of a value is cut. In full: %(full)s") % {"name": cut.column, "full": cut.full}


def _unknown(code: str, count: int) -> str:
    text = ngettext(
        "%(code)s: %(count)s answer is not in the survey and is left blank.",
        "%(code)s: %(count)s answers are not in the survey and are left blank.",
        count,
    )
    return text % {"code": code, "count": count}
