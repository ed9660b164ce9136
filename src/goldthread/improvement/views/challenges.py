"""Challenge events: called, answered for, judged, concluded, and given out as a report."""

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
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_in
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.improvement import actions, steps
from goldthread.improvement.challenge_report import MARKING, document_of, heard
from goldthread.improvement.forms_acts import BecauseForm
from goldthread.improvement.forms_challenges import (
    AnswerForm,
    ChangeEventForm,
    ConcludeForm,
    EventForm,
    PanelForm,
    QuestionForm,
)
from goldthread.improvement.leads import people_who_may_judge
from goldthread.improvement.models import Action, Challenge, ChallengeEvent, Evidence
from goldthread.improvement.permissions import KEEP, SEE, TEST
from goldthread.improvement.rules import speaks_for
from goldthread.improvement.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.outputs.html import fragment
from goldthread.outputs.pdf import PdfNotPossible, pdf
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word import word
from goldthread.ui.components import Crumb

PER_PAGE = 25
PLANNED = ChallengeEvent.Status.PLANNED
MAKERS = {"pdf": pdf, "docx": word}


@requires(SEE)
@require_safe
def list_events(request: Request) -> HttpResponse:
    """The challenge events in sight, those to come first."""
    rows = ChallengeEvent.objects.visible_to(request.principal).select_related("chair")
    context = {
        "page": Paginator(rows.order_by("-held_on", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "may_keep": bool(may(request.principal, KEEP)),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/challenge_events.html", context)


@requires(SEE)
@require_safe
def event(request: Request, public_id: str) -> HttpResponse:
    """One challenge event: the papers before the day, the report afterwards."""
    row, principal = find(request, ChallengeEvent, public_id), request.principal
    today = timezone.localdate()
    put = heard(row, principal)
    planned = row.status == PLANNED
    keeps = planned and bool(may(principal, KEEP, row))
    conclude = steps.CONCLUDE.allowed(row, principal)
    drawn = fragment(document_of(row, principal, at=timezone.localtime()).blocks)
    context = {
        "event": row,
        "report": mark_safe(drawn),  # noqa: S308  every word in it was escaped as it was written
        "put": [
            (each, _acts(each, principal, keeps=keeps, has_met=row.held_on <= today))
            for each in put
        ]
        if planned
        else [],
        "may_keep": keeps,
        "may_conclude": bool(conclude),
        "why_not": conclude.reasons
        if keeps and row.held_on <= today and may(principal, TEST, row)
        else (),
        "crumbs": _crumbs(),
    }
    return render(request, "improvement/challenge_event.html", context)


def _acts(
    challenge: Challenge, principal: Principal, *, keeps: bool, has_met: bool
) -> list[tuple[str, str]]:
    """(words, address) of what a reader can do about one action before the panel."""
    offered = (
        ("challenge-question", "Set its questions", keeps and not challenge.verdict),
        (
            "challenge-answer",
            "Answer for it",
            not challenge.verdict and bool(speaks_for(challenge.action, principal)),
        ),
        ("challenge-verdict", "Write the verdict down", keeps and has_met),
    )
    return [
        (words, reverse(f"improvement:{name}", args=[challenge.public_id]))
        for name, words, may_do in offered
        if may_do
    ]


def _crumbs(*rows: ChallengeEvent) -> list[Crumb]:
    way = [*crumbs(), Crumb("Challenge events", reverse("improvement:challenge-events"))]
    return way + [Crumb(str(row), row.get_absolute_url()) for row in rows]


def _offered(request: Request, space_id: int) -> dict[str, Any]:
    return {
        "people": people_who_may_judge(space_id, on=timezone.localdate()),
        "actions": Action.objects.visible_to(request.principal).filter(space_id=space_id),
    }


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_event(request: Request) -> HttpResponse:
    """Call a panel together."""
    principal = request.principal
    form = EventForm(
        request.POST or None,
        initial={"numbers": request.GET.get("numbers", "")},
        offered=_offered(request, own_space_id(principal)),
    )
    asked = Asked(
        title="Call a challenge event",
        submit="Call it",
        said="It is called. The panel and the leads of the actions find it among what is due.",
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.call_event(
            by=principal, at=timezone.localtime(), put=given.pop("numbers"), **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def change_event(request: Request, public_id: str) -> HttpResponse:
    """Change the day, the panel, or what is put before it."""
    row, principal = find(request, ChallengeEvent, public_id, KEEP), request.principal
    put = row.challenges.order_by("action__number").values_list("action__number", flat=True)
    fields = ("title", "held_on", "place", "questions", "row_version")
    initial = {name: getattr(row, name) for name in fields}
    initial |= {
        "chair": row.chair.public_id,
        "panel": [person.public_id for person in row.panel.all()],
        "numbers": ", ".join(map(str, put)),
    }
    form = ChangeEventForm(
        request.POST or None, initial=initial, offered=_offered(request, row.space_id)
    )
    asked = Asked(title="Change the event", submit="Save it", said="It is saved.", about=row)
    return answered(
        request,
        form,
        asked,
        lambda given: actions.change_event(
            by=principal, at=timezone.localtime(), event=row, put=given.pop("numbers"), **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """Set what one action is asked besides what all are asked."""
    row = find(request, Challenge, public_id, KEEP)
    initial = {"question": row.question, "row_version": row.row_version}
    asked = Asked(
        title="What it is asked",
        submit="Save the questions",
        said="The questions are saved.",
        about=row,
        words=f"Every action is asked: {' '.join(row.event.questions.split())}",
    )
    return answered(
        request,
        QuestionForm(request.POST or None, initial=initial),
        asked,
        lambda given: actions.ask(
            by=request.principal, at=timezone.localtime(), challenge=row, **given
        ),
    )


@requires(SEE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Answer the panel for an action, on evidence that it has."""
    row, principal = find(request, Challenge, public_id), request.principal
    insist(speaks_for(row.action, principal))
    there = Evidence.objects.visible_to(principal).filter(action_id=row.action_id)
    initial = {"answer": row.answer, "row_version": row.row_version}
    initial["evidence"] = [each.public_id for each in row.evidence.all()]
    asked = Asked(
        title="Answer the panel",
        submit="Save the answer",
        said="The answer is saved.",
        about=row,
        words=" ".join([*row.event.questions.split(), *row.question.split()]),
    )
    return answered(
        request,
        AnswerForm(request.POST or None, initial=initial, offered=there.order_by("pk")),
        asked,
        lambda given: actions.answer_panel(
            **{"evidence": ()} | given,
            by=principal,
            at=timezone.localtime(),
            challenge=row,
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def verdict(request: Request, public_id: str) -> HttpResponse:
    """Write down what the panel found about one action."""
    row = find(request, Challenge, public_id, KEEP)
    fields = ("verdict", "rung", "words", "next_on", "next_question", "row_version")
    asked = Asked(
        title="What the panel found",
        submit="Save the verdict",
        said="The verdict is written down. It counts once another person concludes the event.",
        about=row,
    )
    return answered(
        request,
        PanelForm(request.POST or None, initial={name: getattr(row, name) for name in fields}),
        asked,
        lambda given: actions.write_down_verdict(
            by=request.principal, at=timezone.localtime(), challenge=row, **given
        ),
    )


@requires(TEST)
@require_http_methods(["GET", "POST"])
def conclude(request: Request, public_id: str) -> HttpResponse:
    """Conclude an event: its verdicts become tests of their lines."""
    row = find(request, ChallengeEvent, public_id, TEST)
    asked = Asked(
        title="Conclude the event",
        submit="Conclude it",
        said="It is concluded. Each verdict stands in the history of its action.",
        about=row,
        words="An action that was done and is found not embedded is opened again. What was not heard stays as it was.",
    )
    form = ConcludeForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, partial(_ended, request, row, actions.conclude))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def call_off(request: Request, public_id: str) -> HttpResponse:
    """Call an event off."""
    row = find(request, ChallengeEvent, public_id, KEEP)
    asked = Asked(
        title="Call the event off", submit="Call it off", said="It is called off.", about=row
    )
    form = BecauseForm(
        request.POST or None,
        label="Why is it called off?",
        initial={"row_version": row.row_version},
    )
    return answered(request, form, asked, partial(_ended, request, row, actions.call_off))


def _ended(request: Request, row: ChallengeEvent, act: Any, given: dict[str, Any]) -> Any:
    return act(
        by=request.principal,
        at=timezone.localtime(),
        event=row,
        because_of=given["because"],
        row_version=given["row_version"],
    )


@requires(SEE)
@require_safe
def report(request: Request, public_id: str, media: str) -> HttpResponse:
    """The papers or the report of an event as PDF or Word; made when nothing waits for the transaction."""
    row, principal, now = (
        find(request, ChallengeEvent, public_id),
        request.principal,
        timezone.localtime(),
    )
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
                name=f"challenge-event-{row.held_on:%Y-%m-%d}.{media}",
                media=MEDIA[media],
                kind="improvement.challenge.exported",
                by=principal,
                at=now,
                subject=row,
                rows=None,
                marking=MARKING,
            )

    return Unmade(make)
