"""Partnerships and their phases, groups and municipalities."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities import seating
from municipalities.access import Action, may, reaches, requires
from municipalities.actions import partnerships as actions
from municipalities.forms import carried_out
from municipalities.forms.lists import DayForm
from municipalities.forms.partnerships import EnrolForm, NamingForm, PartnershipForm, WithdrawForm
from municipalities.models import Participation, Partnership, Seat

PER_PAGE = 50


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def partnership_list(request):
    taking_part = Count("participations", filter=Q(participations__withdrawn_on=None))
    partnerships = Partnership.objects.within(request.reach).annotate(municipality_count=taking_part)
    page = Paginator(partnerships.order_by("-starts_on", "name"), PER_PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "may_create": may(request.user, Action.PARTNERSHIP_MANAGE)}
    return render(request, "municipalities/partnership_list.html", context)


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def partnership_show(request, pk):
    partnership = get_object_or_404(Partnership.objects.within(request.reach), pk=pk)
    form = DayForm.of(request)
    groups = list(partnership.groups.all())
    participations = partnership.participations.within(request.reach).select_related("municipality")
    seats = Seat.objects.within(request.reach).filter(group__in=groups).on(form.day).select_related("user")
    context = {
        "partnership": partnership,
        "form": form,
        "day": form.day,
        "groups": groups,
        "participations": participations,
        "rows": seating.rows(groups=groups, participations=participations, seats=seats),
        "municipality_count": partnership.participations.current().count(),
        "may_manage": reaches(request.user, Action.PARTNERSHIP_MANAGE, partnership),
    }
    return render(request, "municipalities/partnership_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def partnership_create(request):
    form = PartnershipForm(request.POST or None)
    if form.is_valid():
        partnership = actions.create_partnership(partnership=form.save(commit=False), by=request.user)
        messages.success(request, _("The partnership is created. Add phases, groups and municipalities."))
        return redirect("municipalities:partnership_show", partnership.pk)
    return render(request, "municipalities/partnership_create.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def partnership_edit(request, pk):
    partnership = get_object_or_404(Partnership.objects.within(request.reach), pk=pk)
    form = PartnershipForm(request.POST or None, instance=partnership)
    if form.is_valid():
        actions.edit_partnership(partnership=form.save(commit=False), by=request.user)
        messages.success(request, _("The partnership is saved."))
        return redirect("municipalities:partnership_show", pk)
    partnership.refresh_from_db()
    return render(request, "municipalities/partnership_edit.html", {"form": form, "partnership": partnership})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def participation_enrol(request, pk):
    partnership = get_object_or_404(Partnership.objects.within(request.reach), pk=pk)
    form = EnrolForm(request.POST or None, partnership=partnership)
    if form.is_valid() and carried_out(
        form, actions.enrol, partnership=partnership, by=request.user, **form.cleaned_data
    ):
        messages.success(
            request, _("%(municipality)s is enrolled.") % {"municipality": form.cleaned_data["municipality"]}
        )
        return redirect("municipalities:partnership_show", pk)
    return render(request, "municipalities/participation_enrol.html", {"form": form, "partnership": partnership})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def participation_withdraw(request, pk):
    participation = get_object_or_404(_participations(request), pk=pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, actions.withdraw, participation=participation, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("%(municipality)s is withdrawn.") % {"municipality": participation.municipality})
        return redirect("municipalities:partnership_show", participation.partnership_id)
    context = {"form": form, "participation": participation}
    return render(request, "municipalities/participation_withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PARTNERSHIP_MANAGE)
def participation_name(request, pk):
    """Whether the municipality has agreed to be named in comparisons."""
    participation = get_object_or_404(_participations(request), pk=pk)
    form = NamingForm(request.POST or None, initial={"agreed_on": participation.naming_agreed_on})
    if form.is_valid():
        actions.agree_to_naming(participation=participation, by=request.user, **form.cleaned_data)
        messages.success(request, _("The agreement is saved."))
        return redirect("municipalities:partnership_show", participation.partnership_id)
    context = {"form": form, "participation": participation}
    return render(request, "municipalities/participation_name.html", context)


@require_POST
@requires(Action.PARTNERSHIP_MANAGE)
def participation_reinstate(request, pk):
    participation = get_object_or_404(_participations(request), pk=pk)
    try:
        actions.reinstate(participation=participation, by=request.user)
        messages.success(
            request, _("%(municipality)s takes part again.") % {"municipality": participation.municipality}
        )
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("municipalities:partnership_show", participation.partnership_id)


def _participations(request):
    return Participation.objects.within(request.reach).select_related("municipality", "partnership")
