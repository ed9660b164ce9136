"""Records that a council sends here for its return, and the switch by which the partnership allows it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.spaces import working_in
from goldthread.files.sent import Sent
from goldthread.performance import actions, record_files, steps
from goldthread.performance.answers import asked_of
from goldthread.performance.audiences import own_space
from goldthread.performance.forms_records import RecordsForm, SwitchForm
from goldthread.performance.limits import kept_limit
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN, SET_UP
from goldthread.performance.views.common import about, find_return, latest_version, seen
from goldthread.performance.views.filling import receive
from goldthread.register.models import Space
from goldthread.trail.record import record
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

SEND = "performance/returns/records.html"
SWITCH = "performance/setting_up/records.html"


def _open_return(request: Request, public_id: str) -> ReturnRequest:
    """A return that this person may fill in from records; refused with the reason where not."""
    asked = find_return(request, public_id)
    insist(steps.may_fill_in(asked, request.principal))
    insist(actions.is_open_for_filling(latest_version(asked)))
    insist(record_files.may_be_sent(asked, asked_of(asked), on=timezone.localdate()))
    return asked


def _may_send(request: Request, public_id: str) -> None:
    _open_return(request, public_id)


def _read(request: Request, public_id: str) -> tuple[Sent, str] | None:
    """The figures of what was sent, made behind the walls; None where the form is not filled in."""
    form = RecordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    with working_in(request.principal.spaces):
        lines = asked_of(find_return(request, public_id))
    return record_files.made_of(
        form.cleaned_data["records"],
        lines,
        as_at=form.cleaned_data["as_at"],
        since=form.cleaned_data["since"],
        on=timezone.localdate(),
        whose=_whose(request, public_id),
    )


def _whose(request: Request, public_id: str) -> str:
    return f"{public_id}.{request.principal.person_id}"


@requires(FILL_IN_RETURN, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "POST"])
def send_records(request: Request, public_id: str) -> HttpResponse:
    """Make the figures of a return from record files; no row of them is kept."""
    if "reached" in request.GET:  # what the waiting page asks every few seconds
        find_return(request, public_id)
        return HttpResponse(record_files.reached(_whose(request, public_id)))
    asked = _open_return(request, public_id)
    version = latest_version(asked)
    was = seen(version)
    initial = {"row_version": was["row_version"], "version": was["version_id"]}
    form = RecordsForm(request.POST or None, request.FILES or None, initial=initial)
    context = about(asked, version=version, form=form)
    context["assessment"] = record_files.assessment(asked, on=timezone.localdate())
    if request.method == "GET":
        return render(request, SEND, context)
    if not form.is_valid() or request.sent is None:
        return invalid(request, SEND, context)
    file, said = request.sent
    if file.refused:
        form.add_error("records", file.refused)
        return invalid(request, SEND, context)
    return _received(request, asked, file, said, context)


def _received(
    request: Request, asked: ReturnRequest, file: Sent, said: str, context: dict[str, Any]
) -> HttpResponse:
    now = timezone.localtime()
    record(
        "performance.records.read",
        by=request.principal,
        at=now,
        subject=asked,
        after={"said": said},
    )
    answer = receive(request, asked, file, context, page=SEND)
    if answer.status_code < 400:
        messages.info(request, said)
    return answer


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def switch(request: Request) -> HttpResponse:
    """Whether councils may send records here: on with the assessment named, off at any time."""
    kept = kept_limit(request.principal, record_files.SWITCH, on=timezone.localdate())
    form = SwitchForm(kept, request.POST or None)
    crumbs = [
        Crumb("Scorecard", reverse("scorecard")),
        Crumb("Set up the scorecard", reverse("scorecard-set-up")),
    ]
    context: dict[str, Any] = {"kept": kept, "form": form, "crumbs": crumbs}
    if request.method == "GET":
        return render(request, SWITCH, context)
    if not form.is_valid():
        return invalid(request, SWITCH, context)
    space = Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))
    try:
        with transaction.atomic():
            actions.settle(
                by=request.principal,
                at=timezone.localtime(),
                space=space,
                limit=kept.limit,
                **form.settled,
            )
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, SWITCH, context | {"errors": errors})
    on = form.settled["value"]
    messages.success(
        request, "Councils may send records here." if on else "Records are no longer taken here."
    )
    return redirect("scorecard-set-up")
