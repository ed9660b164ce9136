"""What have we done? Recorded, judged, answered by each agency, and given out as one page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Request, Unmade, requires
from goldthread.access.policy import may
from goldthread.access.spaces import working_in
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.improvement import actions, offered, steps
from goldthread.improvement.answering import MARKING, document_of, in_order
from goldthread.improvement.forms_acts import BecauseForm
from goldthread.improvement.forms_benchmarks import (
    BenchmarkForm,
    EndForm,
    RelevantForm,
    StandingForm,
)
from goldthread.improvement.models import Benchmark, Standing
from goldthread.improvement.permissions import DECIDE, KEEP, SEE, SEE_ALL
from goldthread.improvement.rules import answers_for
from goldthread.improvement.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.outputs.html import fragment
from goldthread.outputs.pdf import PdfNotPossible, pdf
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word import word
from goldthread.register.models import Space
from goldthread.ui.components import Crumb

PER_PAGE = 25
MAKERS = {"pdf": pdf, "docx": word}
TITLE = "What have we done?"
ASKED = Benchmark.Status.ASKED
CALLED_OFF = (
    "Those who were asked are then asked no more, and nothing becomes a finding. What they have answered"
    " stays to be read. It cannot be opened again: record it anew if need be."
)


@requires(SEE)
@require_safe
def list_benchmarks(request: Request) -> HttpResponse:
    """What came from outside, the newest first."""
    rows = Benchmark.objects.visible_to(request.principal).order_by("-pk")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_keep": bool(may(request.principal, KEEP)),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/benchmarks.html", context)


@requires(SEE)
@require_safe
def benchmark(request: Request, public_id: str) -> HttpResponse:
    """The one page of an answer, and what a reader can do with it."""
    row, principal = find(request, Benchmark, public_id), request.principal
    at = timezone.localtime()
    seen = Standing.objects.visible_to(principal).filter(point__benchmark=row)
    answers = [
        each for each in in_order(seen) if row.status == ASKED and answers_for(each, principal)
    ]
    end = steps.END_ASKING.allowed(row, principal)
    drawn = fragment(document_of(row, principal, at=at, at_length=True).blocks)
    context = {
        "benchmark": row,
        "report": mark_safe(drawn),  # noqa: S308  every word in it was escaped as it was written
        "answers": answers,
        "may_judge": bool(steps.FIND_RELEVANT.allowed(row, principal)),
        "may_call_off": row.status == ASKED and bool(steps.LAY_ASIDE.allowed(row, principal)),
        "may_end": bool(end),
        "why_not": end.reasons
        if row.status == ASKED and may(principal, KEEP, row) and may(principal, SEE_ALL, row)
        else (),
        "crumbs": [*crumbs(), Crumb(TITLE, reverse("improvement:benchmarks"))],
    }
    return render(request, "improvement/benchmark.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_benchmark(request: Request) -> HttpResponse:
    """Record what came."""
    principal = request.principal
    space = Space.objects.visible_to(principal).get(pk=own_space_id(principal))
    asked = Asked(
        title="Record what came from outside",
        submit="Record it",
        said="It is recorded. Another person decides whether it is relevant here.",
    )
    return answered(
        request,
        BenchmarkForm(request.POST or None),
        asked,
        lambda given: actions.record_benchmark(
            by=principal, at=timezone.localtime(), space=space, **given
        ),
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def relevant(request: Request, public_id: str) -> HttpResponse:
    """Find it relevant, and ask."""
    row, principal = find(request, Benchmark, public_id, DECIDE), request.principal
    at = timezone.localtime()
    form = RelevantForm(
        request.POST or None,
        initial={"row_version": row.row_version},
        offered=offered.agencies(principal, row.space_id, on=at.date()),
    )
    asked = Asked(
        title="It is relevant here",
        submit="Ask them",
        said="They are asked, and find it among what is due.",
        about=row,
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.find_relevant(
            by=principal, at=at, benchmark=row, because_of=given.pop("because"), **given
        ),
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def aside(request: Request, public_id: str) -> HttpResponse:
    """Lay it aside."""
    row = find(request, Benchmark, public_id, DECIDE)
    asked = Asked(
        title="It is not relevant here",
        submit="Lay it aside",
        said="It is laid aside.",
        about=row,
        words=CALLED_OFF if row.status == ASKED else "",
    )
    form = BecauseForm(
        request.POST or None,
        label="Why is it not relevant here?",
        initial={"row_version": row.row_version},
    )
    return answered(request, form, asked, partial(_decided, request, row, actions.lay_aside))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """End the asking; gaps become findings."""
    row = find(request, Benchmark, public_id, KEEP)
    insist(may(request.principal, SEE_ALL, row))
    asked = Asked(
        title="Put the answer together",
        submit="Answer it",
        said="It is answered. Each gap is a finding that is to be followed.",
        about=row,
        words="Each recommendation that somebody meets partly or not becomes a finding.",
    )
    form = EndForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, partial(_decided, request, row, actions.end_asking))


def _decided(request: Request, row: Benchmark, act: Any, given: dict[str, Any]) -> Any:
    return act(
        by=request.principal,
        at=timezone.localtime(),
        benchmark=row,
        because_of=given["because"],
        row_version=given["row_version"],
    )


@requires(SEE)
@require_http_methods(["GET", "POST"])
def standing(request: Request, public_id: str) -> HttpResponse:
    """Say how an agency stands on a point; then comes its next open point, or the page of the whole."""
    row, principal = find(request, Standing, public_id), request.principal
    insist(answers_for(row, principal))
    initial = {name: getattr(row, name) for name in ("stands", "evidence", "row_version")}
    asked = Asked(
        title="How does it stand?",
        submit="Save and go on",
        said="The answer is saved.",
        about=row,
        words=f"{row.point.number}. {row.point.text}",
    )

    def do(given: dict[str, Any]) -> Any:
        saved = actions.answer_point(by=principal, at=timezone.localtime(), standing=row, **given)
        rest = Standing.objects.visible_to(principal).filter(
            point__benchmark_id=row.point.benchmark_id, agency=saved.agency, stands=""
        )
        return rest.order_by("point__number").first() or row.point.benchmark

    form = StandingForm(request.POST or None, initial=initial)
    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def page_of(request: Request, public_id: str, media: str) -> HttpResponse:
    """The answer as PDF or Word; made when nothing waits for the transaction."""
    row, principal = find(request, Benchmark, public_id), request.principal
    now = timezone.localtime()
    if media not in MAKERS:
        raise Http404
    document = document_of(row, principal, at=now)

    def make() -> HttpResponse:
        try:
            content = MAKERS[media](document)
        except PdfNotPossible as why:
            messages.error(request, str(why))
            return redirect(row)
        with working_in(principal.spaces):
            return hand_out(
                partial(stamped, content, MEDIA[media]),
                name=f"what-have-we-done-{now:%Y-%m-%d}.{media}",
                media=MEDIA[media],
                kind="improvement.benchmark.exported",
                by=principal,
                at=now,
                subject=row,
                rows=None,
                marking=MARKING,
            )

    return Unmade(make)
