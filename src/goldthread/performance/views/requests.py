"""What the one who asked for a return can still do: change it, remind its agency, withdraw it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Decision, Refused, insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.files import papers
from goldthread.files.sent import Sent, sent
from goldthread.measures.periods import Period
from goldthread.performance import actions, steps
from goldthread.performance.forms import ChangeForm, WithdrawForm
from goldthread.performance.forms_on_behalf import OnBehalfForm
from goldthread.performance.permissions import ASK_FOR_RETURN, FILL_IN_RETURN
from goldthread.performance.views.common import about, find_return, latest_version
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, posts_only


@requires(ASK_FOR_RETURN)
@require_http_methods(["GET", "POST"])
def change(request: Request, public_id: str) -> HttpResponse:
    """Other figures, or another day, as long as nothing is signed."""
    asked = find_return(request, public_id, to=ASK_FOR_RETURN)
    insist(steps.CHANGE.allowed(asked, request.principal))
    form = ChangeForm(
        request.POST or None,
        period=Period.parse(asked.period),
        today=timezone.localdate(),
        initial={
            "indicators": asked.indicators,
            "due_on": asked.due_on,
            "note": asked.note,
            "row_version": asked.row_version,
        },
    )
    page = "performance/returns/change.html"
    context = about(asked, form=form, version=latest_version(asked))
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    answers = form.cleaned_data
    try:
        actions.change_request(
            request=asked,
            indicators=answers["indicators"],
            due_on=answers["due_on"],
            note=answers["note"],
            by=request.principal,
            at=timezone.localtime(),
            row_version=answers["row_version"],
        )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _links(refused.decision)})
    messages.success(request, f"Changed. {asked.agency} is told by letter.")
    return redirect("return", asked.public_id)


@requires(ASK_FOR_RETURN)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take the request back, with the reason."""
    asked = find_return(request, public_id, to=ASK_FOR_RETURN)
    insist(steps.WITHDRAW.allowed(asked, request.principal))
    form = WithdrawForm(request.POST or None, initial={"row_version": asked.row_version})
    page, context = "performance/returns/withdraw.html", about(asked, form=form)
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        actions.withdraw(
            request=asked,
            reason=form.cleaned_data["reason"],
            by=request.principal,
            at=timezone.localtime(),
            row_version=form.cleaned_data["row_version"],
        )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _links(refused.decision)})
    messages.success(request, f"Withdrawn. {asked.agency} is told by letter.")
    return redirect("return", asked.public_id)


@requires(ASK_FOR_RETURN)
@posts_only(back="return")
def remind(request: Request, public_id: str) -> HttpResponse:
    """Write to everybody who can fill it in."""
    asked = find_return(request, public_id, to=ASK_FOR_RETURN)
    at = timezone.localtime()
    try:
        letters = actions.remind(request=asked, by=request.principal, at=at)
    except Refused as refused:
        messages.warning(request, " ".join(refused.decision.reasons))
        return redirect("return", asked.public_id)
    people = "1 person" if letters == 1 else f"{letters} people"
    messages.success(request, f"A letter goes to {people} at {asked.agency}.")
    return redirect("return", asked.public_id)


def _may_enter(request: Request, public_id: str) -> None:
    """Refuse whoever may not enter it before a byte of their letter is read."""
    asked = find_return(request, public_id, to=FILL_IN_RETURN)
    insist(steps.may_enter_for(asked, request.principal))


def _read_letter(request: Request, public_id: str) -> Sent | None:
    return sent(
        request.FILES.get("letter"),
        most=papers.MOST_BYTES,
        read=papers.looked_at,
        named=papers.refuse_by_name,
    )


@requires(FILL_IN_RETURN, beforehand=Beforehand(allowed=_may_enter, read=_read_letter))
@require_http_methods(["GET", "POST"])
def on_behalf(request: Request, public_id: str) -> HttpResponse:
    """Begin a return for an agency that told its figures by telephone or letter, or sent its file."""
    asked = find_return(request, public_id, to=FILL_IN_RETURN)
    insist(steps.may_enter_for(asked, request.principal))
    letter: Sent | None = request.sent
    form = OnBehalfForm(request.POST or None, request.FILES or None, sent=letter)
    page, context = "performance/returns/on_behalf.html", about(asked, form=form)
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    told = form.cleaned_data
    try:
        begun = actions.enter_for_agency(
            request=asked,
            how=told["how"],
            heard_from=told["heard_from"],
            heard_on=told["heard_on"],
            letter=(letter.name, letter.content) if letter else None,
            by=request.principal,
            at=timezone.localtime(),
        )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _links(refused.decision)})
    sends_file = begun.heard_how == begun.Heard.FILE
    return redirect("return-upload" if sends_file else "return-fill-in", asked.public_id)


def _links(decision: Decision) -> list[ErrorLink]:
    return [ErrorLink(reason) for reason in decision.reasons]
