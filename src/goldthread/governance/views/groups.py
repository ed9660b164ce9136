"""One group: what it is for and who sits in it; somebody is added, and their time in it ends."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.accounts.models import Appointment, GroupMember
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.governance import actions
from goldthread.governance.forms import AddMemberForm, EndMemberForm
from goldthread.governance.permissions import KEEP_REGISTER, SEE_REGISTER
from goldthread.register.models import Group, in_date
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

ADD, END = (f"governance/{name}.html" for name in ("add_member", "end_member"))


@requires(SEE_REGISTER)
@require_safe
def group(request: Request, public_id: str) -> HttpResponse:
    """A group, and who sits in it for whoever may know who is appointed to what."""
    found = _find(request, public_id)
    members = GroupMember.objects.visible_to(request.principal).filter(group=found)
    today = timezone.localdate()
    context = {
        "group": found,
        "sees_people": bool(may(request.principal, SEE_PEOPLE, found)),
        "may_keep": bool(may(request.principal, KEEP_REGISTER, found)),
        "members": members.exclude(ends_on__lt=today)
        .select_related("person")
        .order_by("person__name", "pk"),
        "crumbs": _crumbs(),
    }
    return render(request, "governance/group.html", context)


@requires(KEEP_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: Request, public_id: str) -> HttpResponse:
    """Say that somebody sits in the group."""
    found, now = _find(request, public_id), timezone.localtime()
    insist(may(request.principal, KEEP_REGISTER, found))
    appointed = Appointment.objects.visible_to(request.principal).filter(
        in_date(now.date()), space_id=found.space_id
    )
    form = AddMemberForm(
        appointed.select_related("person").order_by("person__name", "pk"),
        request.POST or None,
        initial={"starts_on": now.date()},
    )
    context = {"form": form, "group": found, "crumbs": [*_crumbs(), _crumb(found)]}
    if request.method != "POST":
        return render(request, ADD, context)
    if not form.is_valid():
        return invalid(request, ADD, context)
    chosen = appointed.filter(person__public_id=form.cleaned_data["person"])
    person = chosen.select_related("person")[0].person
    starts_on = form.cleaned_data["starts_on"]
    try:
        actions.add_member(
            group=found, person=person, starts_on=starts_on, by=request.principal, at=now
        )
    except Refused as refused:
        return invalid(request, ADD, context | {"errors": _errors(refused)})
    messages.success(request, f"{person} sits in {found}.")
    return redirect("group", found.public_id)


@requires(KEEP_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def end_member(request: Request, public_id: str) -> HttpResponse:
    """Say until when somebody sits in the group."""
    visible = GroupMember.objects.visible_to(request.principal).select_related("group", "person")
    member = get_object_or_404(visible, public_id=public_id)
    insist(may(request.principal, KEEP_REGISTER, member))
    now = timezone.localtime()
    if member.ends_on is not None and request.method != "POST":
        return redirect("group", member.group.public_id)
    initial = {"ends_on": member.ends_on or now.date(), "row_version": member.row_version}
    form = EndMemberForm(request.POST or None, initial=initial)
    context = {"form": form, "member": member, "crumbs": [*_crumbs(), _crumb(member.group)]}
    if request.method != "POST":
        return render(request, END, context)
    if not form.is_valid():
        return invalid(request, END, context)
    try:
        actions.end_member(member=member, by=request.principal, at=now, **form.cleaned_data)
    except Refused as refused:
        return invalid(request, END, context | {"errors": _errors(refused)})
    messages.success(request, f"The last day of {member.person} in {member.group} is kept.")
    return redirect("group", member.group.public_id)


def _find(request: Request, public_id: str) -> Group:
    rows = Group.objects.visible_to(request.principal).filter(is_outside=False)
    found: Group = get_object_or_404(rows.select_related("space"), public_id=public_id)
    return found


def _errors(refused: Refused) -> list[Any]:
    return [ErrorLink(reason) for reason in refused.decision.reasons]


def _crumbs() -> list[Crumb]:
    return [
        Crumb("Partnership", reverse("partnership")),
        Crumb("Structure", reverse("structure")),
    ]


def _crumb(group: Group) -> Crumb:
    return Crumb(group.name, reverse("group", args=[group.public_id]))
