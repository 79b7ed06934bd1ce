"""The tables that calculations look up in: read by everybody who sees prices, kept by the secretariat."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions import tables as actions
from businesscases.tables import KINDS
from jobs.errors import Refused
from municipalities.access import Action, may, requires

# What an edition has for itself.
OWN = ("name", "source", "level_year", "published_on", "valid_from")


@require_safe
@requires(Action.PRICE_VIEW)
def table_list(request):
    lists = [(slug, kind, list(kind.model.objects.all())) for slug, kind in KINDS.items()]
    context = {"lists": lists, "may_manage": may(request.user, Action.TABLE_MANAGE)}
    return render(request, "businesscases/table_list.html", context)


@require_safe
@requires(Action.PRICE_VIEW)
def table_show(request, slug, pk):
    kind, table = _found(slug, pk)
    context = {
        "slug": slug,
        "kind": kind,
        "table": table,
        "rows": kind.shown(table),
        "is_used": kind.is_used(table),
        "may_manage": may(request.user, Action.TABLE_MANAGE),
    }
    return render(request, "businesscases/table_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.TABLE_MANAGE)
def table_create(request, slug):
    """A new table, or the new edition of one, whose rows then stand in the form already."""
    kind = _kind(slug)
    form = kind.form(request.POST or None, request.FILES or None)
    table = form.is_valid() and _done(form, actions.create_table, kind=kind)
    if table:
        messages.success(request, _("The table is saved, and can be chosen in business cases."))
        return redirect("businesscases:table_show", slug, table.pk)
    return render(request, "businesscases/table_create.html", {"form": form, "kind": kind})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.TABLE_MANAGE)
def table_renew(request, slug, pk):
    """A new edition begins with what stands in the old one, but for what tells the two apart."""
    kind, before = _found(slug, pk)
    words = kind.form.words_of(before, kind.rows_of(before)) | dict.fromkeys(OWN, "")
    form = kind.form(request.POST or None, request.FILES or None, initial=words)
    table = form.is_valid() and _done(form, actions.create_table, kind=kind)
    if table:
        messages.success(request, _("The table is saved, and can be chosen in business cases."))
        return redirect("businesscases:table_show", slug, table.pk)
    context = {"form": form, "kind": kind, "slug": slug, "table": before}
    return render(request, "businesscases/table_renew.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.TABLE_MANAGE)
def table_edit(request, slug, pk):
    kind, table = _found(slug, pk)
    words = kind.form.words_of(table, kind.rows_of(table))
    form = kind.form(request.POST or None, request.FILES or None, initial=words)
    if form.is_valid() and _done(form, actions.save_table, kind=kind, table=table, by=request.user):
        messages.success(request, _("The table is saved."))
        return redirect("businesscases:table_show", slug, pk)
    context = {"form": form, "kind": kind, "slug": slug, "table": table, "is_used": kind.is_used(table)}
    return render(request, "businesscases/table_edit.html", context)


def _kind(slug):
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _found(slug, pk):
    kind = _kind(slug)
    return kind, get_object_or_404(kind.model.objects.all(), pk=pk)


def _done(form, action, **facts):
    try:
        return action(facts=form.facts, rows=form.rows, **facts)
    except Refused as no:
        form.add_error(None, str(no))
    return None
