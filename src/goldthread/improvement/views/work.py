"""Actions: their page, evidence, tests, and the decisions over them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files import papers
from goldthread.files.sending import as_attachment
from goldthread.files.sent import Sent, sent
from goldthread.improvement import actions, offered, rules
from goldthread.improvement.charts import charts_of
from goldthread.improvement.forms import ActionForm, FigureForm
from goldthread.improvement.forms_acts import (
    BecauseForm,
    DoneForm,
    EvidenceForm,
    HandOverForm,
    MoveForm,
    VerdictForm,
)
from goldthread.improvement.leads import people_who_may_lead
from goldthread.improvement.lines import line_of, thread
from goldthread.improvement.models import Action, Evidence, LookBack, Recommendation
from goldthread.improvement.permissions import DECIDE, GIVE_EVIDENCE, KEEP, SEE, TEST
from goldthread.improvement.tables import TONES
from goldthread.improvement.views.common import Asked, answered, crumbs, find
from goldthread.improvement.what_next import acts_for, why_not_yet


@requires(SEE)
@require_safe
def action(request: Request, public_id: str) -> HttpResponse:
    """One action with its whole line, and what its reader can do with it."""
    row, principal, today = (
        find(request, Action, public_id),
        request.principal,
        timezone.localdate(),
    )
    line = line_of(principal, row)
    own = [each for each in line.evidence if each.action_id == row.pk]
    replaced = {each.replaces_id for each in own}
    context = {
        "action": row,
        "stops": thread(principal, line, row, on=today),
        "charts": charts_of(principal, line, on=today),
        "tone": TONES[Action.Status(row.status)],
        "is_late": row.is_late(today),
        "evidence": [(each, each.pk in replaced) for each in own],
        "waits": next((each for each in line.tests if not each.verdict), None),
        "reached": [each.rung for each in line.tests if each.verdict == LookBack.Verdict.EMBEDDED],
        "acts": acts_for(row, principal),
        "why_not": why_not_yet(row, principal),
        "may_give": bool(
            may(principal, GIVE_EVIDENCE, row) & rules.may_give_evidence(row, principal)
        ),
        "crumbs": crumbs(),
    }
    return render(request, "improvement/action.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def take_on(request: Request, public_id: str) -> HttpResponse:
    """Take an action on for an accepted recommendation."""
    row, principal = find(request, Recommendation, public_id, KEEP), request.principal
    figure = row.findings.exclude(sources__figure="").values_list("sources__figure", flat=True)
    form = ActionForm(
        request.POST or None,
        initial={"figure": figure.first() or ""},
        figures=offered.figures(principal),
        offered=offered.in_an_action(principal, row, on=timezone.localdate()),
    )
    asked = Asked(
        title="Take an action on",
        submit="Take it on",
        said="The action is taken on. Its lead is asked for evidence.",
        about=row,
        words=row.text,
    )

    def do(given: dict[str, Any]) -> Action:
        others = given.pop("recommendations", ())
        return actions.take_on(
            by=principal, at=timezone.localtime(), recommendations=[row, *others], **given
        )

    return answered(request, form, asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def measure(request: Request, public_id: str) -> HttpResponse:
    """Say which figure an action is to move."""
    row, principal = find(request, Action, public_id, KEEP), request.principal
    form = FigureForm(
        request.POST or None,
        initial={"figure": row.figure, "row_version": row.row_version},
        figures=offered.figures(principal),
    )
    asked = Asked(
        title="Which figure should it move?", submit="Save it", said="It is saved.", about=row
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.measure_by(
            by=principal, at=timezone.localtime(), action=row, **given
        ),
    )


def _may_give(request: Request, public_id: str) -> None:
    """Refuse whoever may give none before a byte of their paper is read."""
    row = find(request, Action, public_id, GIVE_EVIDENCE)
    insist(rules.may_give_evidence(row, request.principal))


def _may_replace(request: Request, public_id: str) -> None:
    older = find(request, Evidence, public_id, GIVE_EVIDENCE)
    insist(rules.may_give_evidence(older.action, request.principal))


def _read(request: Request, public_id: str) -> Sent | None:
    return sent(
        request.FILES.get("paper"),
        most=papers.MOST_BYTES,
        read=papers.looked_at,
        named=papers.refuse_by_name,
    )


@requires(GIVE_EVIDENCE, beforehand=Beforehand(allowed=_may_give, read=_read))
@require_http_methods(["GET", "POST"])
def give_evidence(request: Request, public_id: str) -> HttpResponse:
    """Give evidence of what an action did."""
    _may_give(request, public_id)
    return _evidence(request, find(request, Action, public_id), None)


@requires(GIVE_EVIDENCE, beforehand=Beforehand(allowed=_may_replace, read=_read))
@require_http_methods(["GET", "POST"])
def replace_evidence(request: Request, public_id: str) -> HttpResponse:
    """Give better evidence in the place of an earlier one, which is kept."""
    _may_replace(request, public_id)
    older = find(request, Evidence, public_id)
    return _evidence(request, older.action, older)


def _evidence(request: Request, row: Action, older: Evidence | None) -> HttpResponse:
    paper: Sent | None = request.sent
    fields = ("shows", "rung", "speaks_from", "speaks_until", "received_on", "link")
    initial = {name: getattr(older, name) for name in fields} if older else {}
    form = EvidenceForm(request.POST or None, request.FILES or None, sent=paper, initial=initial)
    asked = Asked(
        title="Give better evidence" if older else "Give evidence",
        submit="Save the evidence",
        said="The evidence is saved.",
        about=row,
    )

    def do(given: dict[str, Any]) -> Action:
        given.pop("paper", None)
        actions.give_evidence(
            by=request.principal,
            at=timezone.localtime(),
            action=row,
            paper=(paper.name, paper.content) if paper else None,
            replaces=older,
            **given,
        )
        return row

    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def evidence_file(request: Request, public_id: str) -> HttpResponse:
    """The paper of an evidence, as it came in."""
    row = find(request, Evidence, public_id)
    if row.file is None:
        raise Http404
    return as_attachment(
        row.file,
        kind="improvement.evidence.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=row,
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def close(request: Request, public_id: str) -> HttpResponse:
    """Decide that an action is done."""
    row = find(request, Action, public_id, DECIDE)
    asked = Asked(
        title="Is it done?",
        submit="It is done",
        said="It is done. Whether it achieved anything is tested again on the day you set.",
        about=row,
        words="Done says that it was carried out. Whether it achieved anything another person decides, after a test.",
    )
    form = DoneForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, lambda given: actions.close(**_said(request, row, given)))


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def achieve(request: Request, public_id: str) -> HttpResponse:
    """Decide that an action achieved what it was for."""
    row = find(request, Action, public_id, DECIDE)
    asked = Asked(
        title="Did it achieve what it was for?",
        submit="It is achieved",
        said="It is achieved.",
        about=row,
    )
    form = _because(request, row, "What has changed for children and families?")
    return answered(
        request, form, asked, lambda given: actions.achieve(**_said(request, row, given))
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Pursue an action no longer."""
    row = find(request, Action, public_id, DECIDE)
    asked = Asked(
        title="Pursue it no longer",
        submit="Pursue it no longer",
        said="It is no longer pursued.",
        about=row,
    )
    form = _because(request, row, "Why is it no longer pursued?")
    return answered(
        request, form, asked, lambda given: actions.withdraw(**_said(request, row, given))
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, public_id: str) -> HttpResponse:
    """Give an action to another lead."""
    row = find(request, Action, public_id, KEEP)
    leads = people_who_may_lead(row.space_id, on=timezone.localdate())
    form = HandOverForm(
        request.POST or None, initial={"row_version": row.row_version}, offered={"lead": leads}
    )
    asked = Asked(
        title="Hand it over",
        submit="Hand it over",
        said="It is handed over. The new lead finds it among what is due.",
        about=row,
        words=f"It is led by {row.led_by}.",
    )
    return answered(
        request, form, asked, lambda given: actions.hand_over(**_said(request, row, given))
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def move(request: Request, public_id: str) -> HttpResponse:
    """Give an action another day."""
    row = find(request, Action, public_id, KEEP)
    asked = Asked(
        title="Give it another day", submit="Save the day", said="The day is saved.", about=row
    )
    form = MoveForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, lambda given: actions.move(**_said(request, row, given)))


@requires(TEST)
@require_http_methods(["GET", "POST"])
def test_again(request: Request, public_id: str) -> HttpResponse:
    """Say what the test that is due has shown."""
    row = find(request, Action, public_id, TEST)
    waits = LookBack.objects.visible_to(request.principal).filter(action=row, verdict="").first()
    asked = Asked(
        title="Test it again",
        submit="Save the verdict",
        said="The verdict is saved.",
        about=row,
        words=(waits.question if waits else "") or "Has it changed anything?",
    )
    form = VerdictForm(request.POST or None, initial={"row_version": row.row_version})

    def do(given: dict[str, Any]) -> Action:
        actions.give_verdict(by=request.principal, at=timezone.localtime(), action=row, **given)
        return row

    return answered(request, form, asked, do)


def _because(request: Request, row: Action, label: str) -> BecauseForm:
    return BecauseForm(request.POST or None, label=label, initial={"row_version": row.row_version})


def _said(request: Request, row: Action, given: dict[str, Any]) -> dict[str, Any]:
    """What an act is told: who, when, about what, and what was answered."""
    given = dict(given)
    because_of = given.pop("because")
    said = {"by": request.principal, "at": timezone.localtime(), "action": row}
    return {**said, "because_of": because_of, **given}
