"""Sharing an own case, and the library of those that are shared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from businesscases.actions import copying
from businesscases.actions import sharing as actions
from businesscases.forms.prices import ConfirmForm
from businesscases.forms.sharing import CopyForm, LibraryForm, ShareForm, StartForm
from businesscases.models import Case, Share
from businesscases.shared import contact_of, effects_of, lines_of, panel_from, texts_of, theory_of, words_of
from municipalities.access import Action, may, reach_of, requires
from municipalities.models import Municipality, Participation

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_SHARE)
def case_share(request, pk):
    """What others see of the case, and a form to share more, less, or what stands there by now."""
    case = get_object_or_404(Case.objects.within(request.reach).select_related("municipality"), pk=pk)
    places = Participation.objects.within(request.reach).current().filter(municipality=case.municipality)
    form = ShareForm(request.POST or None, participations=places, initial={"starts_on": timezone.localdate()})
    if form.is_valid():
        actions.share_case(case=case, by=request.user, **form.cleaned_data)
        messages.success(request, _("The case is shared. Below you can see what the others see."))
        return redirect("businesscases:case_share", pk)
    shares = case.shares.filter(ended_at=None).select_related("participation__partnership")
    context = {"case": case, "form": form, "shares": shares, "has_places": places.exists()}
    return render(request, "businesscases/case_share.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_SHARE)
def share_end(request, pk):
    shares = Share.objects.within(request.reach).select_related("case", "participation__partnership")
    share = get_object_or_404(shares, pk=pk)
    if ConfirmForm(request.POST if request.method == "POST" else None).is_valid():
        actions.end_share(share=share, by=request.user)
        messages.success(request, _("The case is no longer shared."))
        return redirect("businesscases:case_share", share.case_id)
    return render(request, "businesscases/share_end.html", {"share": share, "case": share.case})


@require_safe
@requires(Action.SHARE_VIEW)
def shared_list(request):
    """The library: shared cases by target group and intervention."""
    form = LibraryForm(request.GET)
    shares = Share.objects.shown_within(request.reach)
    shares = form.narrowed(shares.select_related("participation__municipality", "participation__partnership"))
    found = [share for share in shares if form.text in words_of(share)]
    context = {"form": form, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("side"))}
    return render(request, "businesscases/shared_list.html", context)


@require_safe
@requires(Action.SHARE_VIEW)
def shared_show(request, pk):
    """Read from the shared document alone, never from the case. Whoever shares it sees it before its time too."""
    own = Share.objects.within(reach_of(request.user, Action.CASE_SHARE)).filter(ended_at=None)
    share = _shown(request.reach, pk, own=own)
    results = share.document.get("results")
    context = {
        "share": share,
        "texts": texts_of(share.document),
        "theory": theory_of(share.document),
        "effects": effects_of(share.document),
        "lines": lines_of(share.document),
        "results": results,
        "panel": panel_from(results, share.participation.municipality.official_name) if results else None,
        "contact": contact_of(share.participation),
        "may_write": _may_start(request.user, share),
    }
    return render(request, "businesscases/shared_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def shared_copy(request, pk):
    """An own case that begins with what is shared, in a municipality that takes part where it is shared."""
    share = _shown(request.reach, pk)
    places = Participation.objects.within(request.reach).current().filter(partnership=share.participation.partnership)
    municipalities = Municipality.objects.within(request.reach).filter(pk__in=places.values("municipality"))
    form = StartForm(request.POST or None, municipalities=municipalities)
    if form.is_valid():
        token = form.cleaned_data["token"]
        case = copying.start_from(share=share, municipality=form.chosen, token=token, by=request.user)
        messages.success(request, _("Your business case is started. Check every amount: they are another's."))
        return redirect(case)
    return render(request, "businesscases/shared_copy.html", {"share": share, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CASE_WRITE)
def case_copy(request, pk):
    case = get_object_or_404(Case.objects.within(request.reach).select_related("municipality", "calculation"), pk=pk)
    form = CopyForm(request.POST or None)
    if form.is_valid():
        copy = copying.copy_case(case=case, token=form.cleaned_data["token"], by=request.user)
        messages.success(request, _("The copy is made. Give it a title of its own."))
        return redirect(copy)
    return render(request, "businesscases/case_copy.html", {"case": case, "form": form})


def _may_start(user, share):
    if not may(user, Action.CASE_WRITE):
        return False
    return Share.objects.shown_within(reach_of(user, Action.CASE_WRITE)).filter(pk=share.pk).exists()


def _shown(reach, pk, own=None):
    """A share that this reach opens: what a consultant may read elsewhere is no start for the own municipality."""
    shares = Share.objects.shown_within(reach)
    shares = shares if own is None else shares | own
    return get_object_or_404(shares.select_related("participation__municipality", "participation__partnership"), pk=pk)
