"""The price list: public catalogues and the own municipality's, never another's."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions import prices as actions
from businesscases.forms.prices import CatalogueForm, ConfirmForm, NewCatalogueForm, PriceFilterForm, PriceForm
from businesscases.models import Line, Price, PriceCatalogue
from businesscases.price_list import page_of
from jobs.errors import Refused
from municipalities.access import Action, may, reach_of, requires
from municipalities.models import Municipality


@require_safe
@requires(Action.PRICE_VIEW)
def price_list(request):
    """Every price with its source, the newest price year of each measure first."""
    own = reach_of(request.user, Action.CASE_VIEW)
    catalogues = PriceCatalogue.objects.shown_within(own).select_related("municipality")
    form = PriceFilterForm(request.GET, catalogues=catalogues)
    text, catalogue = form.chosen
    found = Price.objects.shown_within(own)
    found = found.filter(catalogue=catalogue) if catalogue else found
    writable = set(_writable(request.user).values_list("pk", flat=True)) if may(request.user, Action.PRICE_EDIT) else {}
    context = {
        "form": form,
        "chosen": catalogue,
        "catalogues": catalogues,
        "page": page_of(found, text, request.GET.get("side")),
        "writable": writable,
        "may_edit": may(request.user, Action.PRICE_EDIT),
        "may_view_cases": may(request.user, Action.CASE_VIEW),
    }
    return render(request, "businesscases/price_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def catalogue_create(request):
    places = {
        "municipalities": Municipality.objects.within(reach_of(request.user, Action.PRICE_WRITE)),
        "has_public": may(request.user, Action.TABLE_MANAGE),
    }
    form = NewCatalogueForm(request.POST or None, **places)
    if form.is_valid():
        written = {name: form.cleaned_data[name] for name in ("name", "description")}
        if made := _done(form, actions.create_catalogue, municipality=form.owner, **written):
            messages.success(request, _("The catalogue is ready. Enter prices, or import them from a file."))
            return redirect(made)
    return render(request, "businesscases/catalogue_create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def catalogue_edit(request, pk):
    catalogue = _catalogue(request, pk)
    form = CatalogueForm(request.POST or None, initial=_initial(CatalogueForm, catalogue))
    if form.is_valid():
        written = {name: form.cleaned_data[name] for name in ("name", "description")}
        if _done(form, actions.save_catalogue, catalogue=catalogue, version=form.cleaned_data["version"], **written):
            messages.success(request, _("The catalogue is saved."))
            return redirect(catalogue)
    context = {"form": form, "catalogue": catalogue, "current": getattr(form, "current", None)}
    return render(request, "businesscases/catalogue_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def catalogue_delete(request, pk):
    catalogue = _catalogue(request, pk)
    if ConfirmForm(request.POST if request.method == "POST" else None).is_valid():
        actions.delete_catalogue(catalogue=catalogue)
        messages.success(request, _("The catalogue is deleted."))
        return redirect("businesscases:price_list")
    used = _own_lines(request).filter(price__catalogue=catalogue).count()
    context = {"catalogue": catalogue, "count": catalogue.prices.count(), "used": used}
    return render(request, "businesscases/catalogue_delete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def price_create(request, pk):
    catalogue = _catalogue(request, pk)
    form = PriceForm(request.POST or None)
    if form.is_valid() and _done(form, actions.create_price, catalogue=catalogue, **form.facts):
        messages.success(request, _("The price is saved."))
        return redirect(catalogue)
    return render(request, "businesscases/price_create.html", {"form": form, "catalogue": catalogue})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def price_edit(request, pk):
    price = _price(request, pk)
    form = PriceForm(request.POST or None, initial=_initial(PriceForm, price))
    if form.is_valid() and _done(
        form, actions.save_price, price=price, version=form.cleaned_data["version"], **form.facts
    ):
        messages.success(request, _("The price is saved."))
        return redirect(price.catalogue)
    used = _own_lines(request).filter(price=price).count()
    context = {"form": form, "price": price, "current": getattr(form, "current", None), "used": used}
    return render(request, "businesscases/price_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def price_delete(request, pk):
    price = _price(request, pk)
    used = _own_lines(request).filter(price=price).count()
    if ConfirmForm(request.POST if request.method == "POST" else None).is_valid():
        actions.delete_price(price=price)
        done = _("The price is deleted.")
        kept = ngettext("%(count)s line keeps it.", "%(count)s lines keep it.", used) % {"count": used} if used else ""
        messages.success(request, f"{done} {kept}".strip())
        return redirect(price.catalogue)
    return render(request, "businesscases/price_delete.html", {"price": price, "used": used})


def _writable(user):
    """The own catalogues, and the public ones for whoever keeps those."""
    own = reach_of(user, Action.PRICE_WRITE)
    return PriceCatalogue.objects.within(own, with_public=may(user, Action.TABLE_MANAGE))


def _catalogue(request, pk):
    return get_object_or_404(_writable(request.user).select_related("municipality"), pk=pk)


def _price(request, pk):
    own, has_public = reach_of(request.user, Action.PRICE_WRITE), may(request.user, Action.TABLE_MANAGE)
    found = Price.objects.within(own, with_public=has_public).select_related("catalogue__municipality")
    return get_object_or_404(found, pk=pk)


def _own_lines(request):
    """Which of another municipality's lines took a price is nobody's business."""
    return Line.objects.within(reach_of(request.user, Action.CASE_VIEW))


def _initial(form, row):
    return {name: getattr(row, name) for name in (*form.Meta.fields, "version")}


def _done(form, action, **facts):
    """Do it; what the action refuses is said in the form, which keeps what was typed."""
    try:
        return action(**facts)
    except actions.StalePrice as stale:
        form.current = stale.current
        form.data = form.data.copy()
        form.data["version"] = stale.current.version
        form.add_error(None, str(stale))
    except Refused as no:
        form.add_error(None, str(no))
    return None
