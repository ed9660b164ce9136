"""Open data for those at work on it: what is open, proposing, deciding, withdrawing, the licence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.open_data import actions, permissions, steps
from goldthread.open_data.forms import ApproveForm, LicenceForm, ProposeForm, ReasonForm
from goldthread.open_data.licence import licence_of
from goldthread.open_data.models import OpenTable
from goldthread.open_data.table import content_from
from goldthread.open_data.taking import Wanted, offers
from goldthread.open_data.views.common import drawn, errors_of, own_space, table_or_404
from goldthread.ui.components import Crumb, SummaryRow
from goldthread.ui.responses import invalid
from goldthread.workflow import Step

CONFIRM = "ui/confirm.html"
Status = OpenTable.Status
ACTS = (
    (steps.APPROVE, "open_data:approve", "Approve it"),
    (steps.DECLINE, "open_data:decline", "Decline it"),
    (steps.TAKE_BACK, "open_data:take_back", "Take it back"),
    (steps.WITHDRAW, "open_data:withdraw", "Withdraw it"),
)


@requires(permissions.SEE)
@require_safe
def listed(request: Request) -> HttpResponse:
    """What is open, what waits for a decision, and what was."""
    space = own_space(request)
    found = OpenTable.objects.visible_to(request.principal).filter(space=space)
    rows = list(found.select_related("proposed_by", "decided_by").order_by("title", "-pk"))
    context = {
        "space": space,
        "waiting": [row for row in rows if row.status == Status.PROPOSED],
        "public": [row for row in rows if row.status == Status.PUBLISHED],
        "past": [row for row in rows if row.status not in (Status.PROPOSED, Status.PUBLISHED)],
        "licence": licence_of(space.pk, on=timezone.localdate()),
        "may_propose": may(request.principal, permissions.PROPOSE, space),
        "may_choose": may(request.principal, permissions.SET_LICENCE, space),
    }
    return render(request, "open_data/list.html", context)


@requires(permissions.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request) -> HttpResponse:
    """Propose an indicator, or one that is open anew with today's figures."""
    space = own_space(request)
    initial = _as_it_is(request)
    form = ProposeForm(offers(request.principal), request.POST or None, initial=initial)
    context = {"form": form, "cancel_url": reverse("open_data:list"), "crumbs": _crumbs()}
    if form.is_valid():
        given = dict(form.cleaned_data)
        why = given.pop("why")
        try:
            with transaction.atomic():
                table = actions.propose(
                    space=space,
                    wanted=Wanted(**given),
                    why=why,
                    by=request.principal,
                    at=timezone.localtime(),
                )
        except Refused as refused:
            return invalid(
                request, "open_data/propose.html", context | {"errors": errors_of(refused)}
            )
        messages.success(request, "It is proposed. Nothing is public before somebody approves it.")
        return redirect(table)
    if form.is_bound:
        return invalid(request, "open_data/propose.html", context)
    return render(request, "open_data/propose.html", context)


def _as_it_is(request: Request) -> dict[str, Any]:
    """The answers that were given for the table that is open now of the indicator asked for."""
    rows = OpenTable.objects.visible_to(request.principal).filter(
        space=own_space(request), key=request.GET.get("key", "")[:120], status=Status.PUBLISHED
    )
    return dict(rows.values("key", "level", "from_period", "caveats").first() or {})


@requires(permissions.SEE)
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """A table as everybody would read it, with who proposed and decided it."""
    table = table_or_404(request, public_id)
    table.insist_unaltered()
    principal = request.principal
    context = drawn(content_from(table.held)) | {
        "table": table,
        "told": _told(table),
        "acts": [
            (reverse(name, args=[table.public_id]), words)
            for step, name, words in ACTS
            if step.allowed(table, principal)
        ],
        "may_renew": table.status == Status.PUBLISHED
        and may(principal, permissions.PROPOSE, table),
        "crumbs": _crumbs(),
    }
    return render(request, "open_data/one.html", context)


def _told(table: OpenTable) -> list[SummaryRow]:
    """Who did what when, and why."""
    rows = [
        SummaryRow("State", table.get_status_display()),
        SummaryRow("Areas", table.get_level_display()),
        SummaryRow("From", table.from_period),
        SummaryRow("Proposed", _by(table.proposed_by, table.proposed_at)),
        SummaryRow("Why", table.why),
    ]
    if table.decided_at:
        decided = {Status.DECLINED: "Declined", Status.TAKEN_BACK: "Taken back"}
        said = decided.get(Status(table.status), "Approved")
        rows.append(SummaryRow(said, _by(table.decided_by, table.decided_at)))
    if table.decided_because:
        rows.append(SummaryRow("Because", table.decided_because))
    if table.withdrawn_at:
        rows.append(SummaryRow("Withdrawn", _by(table.withdrawn_by, table.withdrawn_at)))
        rows.append(SummaryRow("Because", table.withdrawn_because))
    return rows


def _by(person: Any, at: Any) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}, by {person}"


@requires(permissions.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, public_id: str) -> HttpResponse:
    """Say what approving does, and do it."""
    table = table_or_404(request, public_id)
    insist(steps.APPROVE.allowed(table, request.principal))
    form = ApproveForm(request.POST or None, initial={"sha256": table.sha256})
    context = _page(table, "Approve this as open data", form) | {
        "words": f"{table.title}, {table.get_level_display().lower()}, from {table.from_period}.",
        "consequences": (
            "everybody can read it and take its files, without signing in",
            "it can be withdrawn, but copies that others have taken stay where they are",
        ),
        "submit": "Approve it",
    }
    if not form.is_valid():
        return render(request, CONFIRM, context)

    def act(**given: Any) -> None:
        actions.approve(sha256=form.cleaned_data["sha256"], **given)

    return _done(request, table, act, context, "It is open to everybody now.")


@requires(permissions.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, public_id: str) -> HttpResponse:
    """Decline a proposal, with the reason."""
    return _with_reason(
        request,
        public_id,
        steps.DECLINE,
        actions.decline,
        {"title": "Decline this proposal", "submit": "Decline it"},
        "It is declined; whoever proposed it reads why.",
    )


@requires(permissions.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, public_id: str) -> HttpResponse:
    """Take a proposal back, with the reason."""
    return _with_reason(
        request,
        public_id,
        steps.TAKE_BACK,
        actions.take_back,
        {"title": "Take this proposal back", "submit": "Take it back"},
        "The proposal is taken back.",
    )


@requires(permissions.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Withdraw what is open, with the reason."""
    words = (
        "Its addresses will answer as if it had never been there. Copies that people have taken stay"
        " where they are."
    )
    return _with_reason(
        request,
        public_id,
        steps.WITHDRAW,
        actions.withdraw,
        {"title": "Withdraw this from open data", "words": words, "submit": "Withdraw it"},
        "It is withdrawn. Its addresses are closed.",
    )


def _with_reason(
    request: Request,
    public_id: str,
    step: Step,
    action: Callable[..., Any],
    words: dict[str, str],
    success: str,
) -> HttpResponse:
    table = table_or_404(request, public_id)
    insist(step.allowed(table, request.principal))
    form = ReasonForm(request.POST or None, initial={"row_version": table.row_version})
    context = _page(table, words["title"], form) | words
    if not form.is_valid():
        return (
            invalid(request, CONFIRM, context)
            if form.is_bound
            else render(request, CONFIRM, context)
        )

    def act(**given: Any) -> None:
        version = form.cleaned_data["row_version"]
        action(because_of=form.cleaned_data["reason"], row_version=version, **given)

    return _done(request, table, act, context, success)


def _page(table: OpenTable, title: str, form: Any) -> dict[str, Any]:
    back = table.get_absolute_url()
    crumbs = [*_crumbs(), Crumb(table.title, back)]
    return {"title": title, "form": form, "cancel_url": back, "crumbs": crumbs}


def _done(
    request: Request, table: OpenTable, act: Callable[..., None], context: Any, success: str
) -> HttpResponse:
    """Act, and lead back to the table; what refuses stands on the page again."""
    try:
        with transaction.atomic():
            act(table=table, by=request.principal, at=timezone.localtime())
    except Refused as refused:
        return invalid(request, CONFIRM, context | {"errors": errors_of(refused)})
    messages.success(request, success)
    return redirect(table)


@requires(permissions.SET_LICENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: Request) -> HttpResponse:
    """Choose the licence, and say where that was decided."""
    space, now = own_space(request), timezone.localtime()
    held = licence_of(space.pk, on=now.date())
    version = held.row.row_version if held.row else 0
    source = held.source if held.row else ""
    initial = {"title": held.title, "url": held.url, "source": source, "row_version": version}
    form = LicenceForm(request.POST or None, initial=initial)
    context = {"form": form, "cancel_url": reverse("open_data:list"), "crumbs": _crumbs()}
    page = "open_data/licence.html"
    if not form.is_valid():
        return invalid(request, page, context) if form.is_bound else render(request, page, context)
    try:
        with transaction.atomic():
            actions.choose_licence(space=space, by=request.principal, at=now, **form.cleaned_data)
    except Refused as refused:
        return invalid(request, page, context | {"errors": errors_of(refused)})
    messages.success(
        request, "The licence is saved. It stands beside what is proposed from now on."
    )
    return redirect("open_data:list")


def _crumbs() -> list[Crumb]:
    return [Crumb("Open data", reverse("open_data:list"))]
