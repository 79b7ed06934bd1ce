"""The seats of one municipality in one group: who sits there, who did, and who is contact person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from municipalities.access import Action, reaches, requires
from municipalities.actions import seats as actions
from municipalities.forms import carried_out
from municipalities.forms.lists import DayForm
from municipalities.forms.seats import EndSeatForm, GiveSeatForm, TransferContactForm
from municipalities.models import Group, Participation, Seat
from municipalities.seating import Cell


@require_safe
@requires(Action.PARTNERSHIP_VIEW)
def seat_list(request, group_pk, participation_pk):
    group, participation = _place(request, group_pk, participation_pk)
    form = DayForm.of(request)
    seats = Seat.objects.filter(group=group, participation=participation).select_related("user")
    context = {
        "group": group,
        "participation": participation,
        "form": form,
        "day": form.day,
        "now": Cell(group, list(seats.on(form.day))),
        "history": seats.order_by("-starts_on", "-pk"),
        "may_manage": reaches(request.user, Action.SEAT_MANAGE, participation),
    }
    return render(request, "municipalities/seat_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SEAT_MANAGE)
def seat_give(request, group_pk, participation_pk):
    group, participation = _place(request, group_pk, participation_pk)
    place = {"group": group, "participation": participation}
    form = GiveSeatForm(request.POST or None, **place)
    if form.is_valid() and carried_out(form, actions.give_seat, by=request.user, **place, **form.cleaned_data):
        messages.success(request, _("%(person)s has a seat in the group.") % {"person": form.cleaned_data["user"]})
        return redirect("municipalities:seat_list", group_pk, participation_pk)
    return render(request, "municipalities/seat_give.html", place | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SEAT_MANAGE)
def seat_end(request, pk):
    seats = Seat.objects.within(request.reach).select_related(
        "user", "group__partnership", "participation__municipality"
    )
    seat = get_object_or_404(seats, pk=pk)
    form = EndSeatForm(request.POST or None)
    if form.is_valid() and carried_out(form, actions.end_seat, seat=seat, by=request.user, **form.cleaned_data):
        messages.success(request, _("The seat of %(person)s is ended.") % {"person": seat.user})
        return redirect("municipalities:seat_list", seat.group_id, seat.participation_id)
    return render(request, "municipalities/seat_end.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SEAT_MANAGE)
def contact_transfer(request, group_pk, participation_pk):
    group, participation = _place(request, group_pk, participation_pk)
    place = {"group": group, "participation": participation}
    form = TransferContactForm(request.POST or None, **place)
    if form.is_valid() and carried_out(form, actions.transfer_contact, by=request.user, **form.cleaned_data):
        person = form.cleaned_data["seat"].user
        messages.success(request, _("%(person)s is the new contact person.") % {"person": person})
        return redirect("municipalities:seat_list", group_pk, participation_pk)
    return render(request, "municipalities/contact_transfer.html", place | {"form": form})


def _place(request, group_pk, participation_pk):
    """The group and the municipality; 404 unless both are within reach and belong to the same partnership."""
    participations = Participation.objects.within(request.reach).select_related("municipality", "partnership")
    participation = get_object_or_404(participations, pk=participation_pk)
    groups = Group.objects.filter(partnership=participation.partnership_id).select_related("partnership")
    return get_object_or_404(groups, pk=group_pk), participation
