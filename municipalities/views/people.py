"""People and what they may do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.errors import Refused
from municipalities.access import Action, may, may_edit, may_give, requires
from municipalities.actions import people as actions
from municipalities.forms import carried_out
from municipalities.forms.lists import PersonSearchForm
from municipalities.forms.people import PersonForm, RoleForm
from municipalities.models import Role, Seat, User

PER_PAGE = 25


@require_safe
@requires(Action.PEOPLE_VIEW)
def person_list(request):
    form = PersonSearchForm.of(request)
    roles = Role.objects.within(request.reach).current().select_related("municipality", "partnership")
    people = User.objects.within(request.reach).matching(form.text).prefetch_related(Prefetch("roles", roles))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "may_manage": may(request.user, Action.PEOPLE_MANAGE)}
    return render(request, "municipalities/person_list.html", context)


@require_safe
@requires(Action.PEOPLE_VIEW)
def person_show(request, pk):
    person = get_object_or_404(User.objects.within(request.reach), pk=pk)
    roles = person.roles.within(request.reach).select_related("municipality", "partnership").order_by("-started_on")
    seats = Seat.objects.within(request.reach).filter(user=person).order_by("-starts_on", "-pk")
    may_manage = may(request.user, Action.PEOPLE_MANAGE)
    context = {
        "person": person,
        "roles": [(role, may_manage and _may_end(request.user, role)) for role in roles],
        "seats": seats.select_related("group__partnership", "participation__municipality"),
        "may_manage": may_manage,
        "may_edit": may_manage and may_edit(request.user, person),
        "may_deactivate": may(request.user, Action.SECRETARIAT_MANAGE) and person != request.user,
    }
    return render(request, "municipalities/person_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PEOPLE_MANAGE)
def person_edit(request, pk):
    person = get_object_or_404(User.objects.within(request.reach), pk=pk)
    if not may_edit(request.user, person):
        raise PermissionDenied
    form = PersonForm(request.POST or None, initial={"name": person.name, "title": person.title})
    if form.is_valid():
        actions.edit_person(person=person, by=request.user, **form.cleaned_data)
        messages.success(request, _("Name and job title are saved."))
        return redirect(person)
    return render(request, "municipalities/person_edit.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PEOPLE_MANAGE)
def role_give(request, pk):
    person = get_object_or_404(User.objects.within(request.reach), pk=pk)
    form = RoleForm(request.POST or None, by=request.user, reach=request.reach)
    if form.is_valid() and carried_out(form, actions.give_role, user=person, by=request.user, **form.role()):
        messages.success(request, _("The role is given."))
        return redirect(person)
    return render(request, "municipalities/role_give.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PEOPLE_MANAGE)
def role_end(request, pk):
    roles = Role.objects.within(request.reach).select_related("user", "municipality", "partnership")
    role = get_object_or_404(roles, pk=pk)
    if request.method == "POST":
        try:
            actions.end_role(role=role, by=request.user)
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(role.user)
        messages.success(request, _("The role is ended."))
        return redirect("home" if role.user == request.user else role.user)
    return render(request, "municipalities/role_end.html", {"role": role})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.SECRETARIAT_MANAGE)
def person_deactivate(request, pk):
    person = get_object_or_404(User.objects.within(request.reach), pk=pk)
    if request.method == "POST":
        try:
            actions.deactivate(user=person, by=request.user)
            messages.success(request, _("%(person)s is deactivated and signed out everywhere.") % {"person": person})
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect(person)
    return render(request, "municipalities/person_deactivate.html", {"person": person})


@require_POST
@requires(Action.SECRETARIAT_MANAGE)
def person_reactivate(request, pk):
    person = get_object_or_404(User.objects.within(request.reach), pk=pk)
    actions.reactivate(user=person, by=request.user)
    messages.success(request, _("%(person)s can sign in again.") % {"person": person})
    return redirect(person)


def _may_end(user, role):
    return role.ended_on is None and may_give(
        user, role.kind, municipality=role.municipality, partnership=role.partnership
    )
