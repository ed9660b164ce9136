"""The list of returns, and one return as it is read: what is asked, its versions, its history."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.sending import as_attachment
from goldthread.files.stamp import Stamp
from goldthread.links.module import MAKE_LINKS
from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions, history, sheets, standing, steps
from goldthread.performance.answers import asked_of, checked, typed_in
from goldthread.performance.board import completeness_of, restated_of
from goldthread.performance.errands import RETURN_BY_LINK
from goldthread.performance.forms import ReturnsFilter
from goldthread.performance.line_by_line import Reading
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import (
    ACCEPT_RETURN,
    ASK_FOR_RETURN,
    FILL_IN_RETURN,
    SEE_RETURNS,
)
from goldthread.performance.returns_table import ReturnsTable
from goldthread.performance.views.common import (
    about,
    earlier_version,
    find_return,
    latest_version,
    reading_of,
    say_read,
    seen,
)
from goldthread.trail.module import READ_TRAIL
from goldthread.ui import british

A_PAGE = 25


@requires(SEE_RETURNS)
@require_safe
def returns(request: Request) -> HttpResponse:
    """Who owes what: every return that was asked for, the late ones first."""
    today = timezone.localdate()
    visible = ReturnRequest.objects.visible_to(request.principal)
    agencies = dict(
        visible.order_by("agency__name").values_list("agency__public_id", "agency__name").distinct()
    )
    form = ReturnsFilter(request.GET, periods=standing.periods_of(visible), agencies=agencies)
    board = standing.with_standing(visible).select_related("agency")
    narrowed = _narrowed(board, form.answers, today)
    table = ReturnsTable(narrowed, today=today)
    RequestConfig(request, paginate={"per_page": A_PAGE}).configure(table)
    context = {
        "form": form,
        "table": table,
        "tally": standing.tally(narrowed, today),
        "is_narrowed": bool(form.answers),
        "may_ask": may(request.principal, ASK_FOR_RETURN),
    }
    return render(request, "performance/returns/list.html", context)


def _narrowed(board: Any, answers: dict[str, str], today: Any) -> Any:
    if state := answers.get("state"):
        board = board.filter(standing.late(today) if state == "late" else standing.STATES[state][1])
    if period := answers.get("period"):
        board = board.filter(period=period)
    if agency := answers.get("agency"):
        board = board.filter(agency__public_id=agency)
    return board


@requires(SEE_RETURNS, guests=True)
@require_safe
def one_return(request: Request, public_id: str) -> HttpResponse:
    """What is asked, how far it is, and what this person can do about it."""
    asked = find_return(request, public_id)
    say_read(request, asked)
    version = latest_version(asked)
    principal = request.principal
    today = timezone.localdate()
    state = standing.with_standing(ReturnRequest.objects.visible_to(principal)).get(pk=asked.pk)
    context = about(
        asked,
        version=version,
        today=today,
        is_late=standing.is_late(state, today),
        is_owed=standing.is_owed(state),
        state_words=standing.words(state),
        state_tone=standing.tone(state),
        reading=reading_of(request, version, earlier_version(version)) if version else None,
        versions=asked.returns.select_related("signed_by", "accepted_by").order_by("-number"),
        restated=restated_of(asked),
        complete=completeness_of(version) if version else None,
        counts_for=sorted(asked.space.members.values_list("name", flat=True)),
        areas=[name for _, name in asked_of(asked).areas],
        indicators=[catalogue()[key].title for key in asked.indicators],
        fills_in=steps.may_fill_in(asked, principal),
        change=steps.CHANGE.allowed(asked, principal),
        enters=may(principal, FILL_IN_RETURN, asked) & steps.may_enter_for(asked, principal),
        remind=actions.not_reminded_on(asked, today),
        accepts=may(principal, ACCEPT_RETURN, asked),
        may_read_trail=may(principal, READ_TRAIL, asked),
        link_kind=RETURN_BY_LINK.kind if _may_link(asked, principal, today) else "",
    )
    if version is not None:
        context |= _next_steps(version, principal, context["reading"]) | seen(version)
    return render(request, "performance/returns/return.html", context)


def _may_link(asked: ReturnRequest, principal: Any, today: Any) -> bool:
    """Whether somebody without an account can be asked for it."""
    mine = may(principal, MAKE_LINKS, asked) & may(principal, RETURN_BY_LINK.asks, asked)
    return bool(mine) and bool(RETURN_BY_LINK.may_ask(asked, today))


def _next_steps(version: Return, principal: Any, reading: Reading) -> dict[str, Any]:
    sign = steps.SUBMIT.allowed(version, principal)
    sign &= actions.all_answered(reading.unanswered, wrong=reading.wrong)
    return {
        "is_open": version.status in (Return.Status.DRAFT, Return.Status.QUERIED),
        "sign": sign,
        "accept": steps.ACCEPT.allowed(version, principal),
    }


@requires(SEE_RETURNS)
@require_safe
def version(request: Request, public_id: str, version_id: str) -> HttpResponse:
    """One version as it was sent: it stays readable when a later one takes its place."""
    asked = find_return(request, public_id)
    people = ("signed_by", "accepted_by", "file", "letter")
    visible = Return.objects.visible_to(request.principal).filter(request=asked)
    found = get_object_or_404(visible.select_related(*people), public_id=version_id)
    found.request = asked
    say_read(request, found)
    reading = reading_of(request, found, earlier_version(found))
    context = about(asked, version=found, reading=reading)
    return render(request, "performance/returns/version.html", context)


@requires(SEE_RETURNS)
@require_safe
def original(request: Request, public_id: str, version_id: str) -> HttpResponse:
    """The file that a version came in as; not found where it was typed into the page."""
    return _kept(request, public_id, version_id, "file")


@requires(SEE_RETURNS)
@require_safe
def letter(request: Request, public_id: str, version_id: str) -> HttpResponse:
    """The letter in which an agency told what the business unit entered for it."""
    return _kept(request, public_id, version_id, "letter")


def _kept(request: Request, public_id: str, version_id: str, which: str) -> HttpResponse:
    asked = find_return(request, public_id)
    visible = Return.objects.visible_to(request.principal).filter(request=asked)
    found = get_object_or_404(visible.select_related(which), public_id=version_id)
    file = getattr(found, which)
    if file is None:
        raise Http404
    return as_attachment(
        file,
        kind=f"performance.return.{which}.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=found,
    )


@requires(SEE_RETURNS, guests=True)
@require_safe
def template(request: Request, public_id: str, kind: str) -> HttpResponse:
    """The spreadsheet of just what is asked, with what is answered so far."""
    asked = find_return(request, public_id)
    if kind not in ("xlsx", "csv"):
        raise Http404
    lines = asked_of(asked)
    found = latest_version(asked)
    typed = typed_in(found) if found else {}
    questions = checked(found).queries if found else ()

    def make(stamp: Stamp) -> bytes:
        if kind == "csv":
            return sheets.csv_template(lines, typed=typed, questions=questions, stamp=stamp)
        return sheets.template(
            lines,
            request_id=asked.public_id,
            agency=asked.agency.name,
            due=british.day(asked.due_on),
            typed=typed,
            questions=questions,
            stamp=stamp,
        )

    return hand_out(
        make,
        name=f"return-{asked.agency.code}-{asked.period}.{kind}".replace(" ", "-").lower(),
        media=MEDIA[kind],
        kind="performance.return.template.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=asked,
        rows=len(lines.lines()),
    )


@requires(READ_TRAIL)
@require_safe
def trail(request: Request, public_id: str) -> HttpResponse:
    """Who did what with this return, and who looked: for those who see returns and read the trail."""
    insist(may(request.principal, SEE_RETURNS))
    asked = find_return(request, public_id, to=READ_TRAIL)
    versions = list(asked.returns.order_by("number"))
    found = history.entries(request.principal, [asked, *versions])
    number = request.GET.get("page", "1")
    page = Paginator(found, A_PAGE).get_page(number)
    context = about(asked, page=page, happenings=history.told(page, _names(versions)))
    return render(request, "performance/returns/history.html", context)


def _names(versions: list[Return]) -> dict[str, str]:
    """What each version's entries are about."""
    return {history.ref(version): f"version {version.number}" for version in versions}
