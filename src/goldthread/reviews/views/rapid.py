"""Day 0 to 15: a rapid review, from asking agencies to what the Panel answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.improvement import actions as line
from goldthread.improvement.models import Finding, Theme
from goldthread.improvement.permissions import KEEP as KEEP_LINES
from goldthread.reviews import actions, deadlines, offered, rules, steps
from goldthread.reviews.actions.held import insist_pseudonyms
from goldthread.reviews.criteria import Set
from goldthread.reviews.forms import (
    AskForm,
    CommentForm,
    CriteriaForm,
    LearntForm,
    MeetingForm,
    PanelForm,
    PartnerForm,
    ProposeForm,
    SentForm,
    SureForm,
)
from goldthread.reviews.models import AgencyRequest, PracticeReview, RapidReview
from goldthread.reviews.permissions import COMMENT, DECIDE, KEEP, SEE, SEE_ALL
from goldthread.reviews.views.children import children_on_page
from goldthread.reviews.views.common import Asked, answered, briefings_of, crumbs, find, learnt_from

Status = RapidReview.Status


def _find(request: Request, public_id: str, to: Any = None) -> Any:
    return find(request, RapidReview, public_id, to, "incident")


@requires(SEE)
@require_safe
def review(request: Request, public_id: str) -> HttpResponse:
    """One rapid review: clocks, who was asked, the meeting, the decision, and who agrees."""
    row, principal, on = _find(request, public_id), request.principal, timezone.localdate()
    requests = AgencyRequest.objects.visible_to(principal).filter(review=row)
    context = {
        "review": row,
        "clocks": [
            (each.title, each.deadline.due_on, each.words(on), each.is_late(on))
            for each in deadlines.of_review(row)
        ],
        "requests": [
            (each, each.is_late(on))
            for each in requests.select_related("agency").order_by("status", "due_on", "pk")
        ],
        "asked": rules.asked(Set.REVIEW, row.incident, on=row.incident.aware_on),
        "said": row.answers.filter(to=row.proposed_at).select_related("agency", "answered_by"),
        "earlier": row.answers.exclude(to=row.proposed_at).select_related("agency", "answered_by"),
        "waiting": rules.waiting(row, on=on) if row.proposed_at else [],
        "comments": row.comments.select_related("written_by").order_by("pk"),
        "findings": learnt_from(row, principal),
        **briefings_of(row.incident, principal),
        "acts": _acts(request, row),
        "why_not": _why_not(request, row),
        "may_ask": bool(may(principal, KEEP, row)) and row.status == Status.GATHERING,
        **children_on_page(request, row.incident),
        "practice": PracticeReview.objects.visible_to(principal).filter(rapid_review=row).first(),
        "sees_all": bool(may(principal, SEE_ALL, row)),
        "crumbs": crumbs(principal, row.incident),
    }
    return render(request, "reviews/review.html", context)


def _acts(request: Request, row: RapidReview) -> list[tuple[str, str]]:
    """(words, address) of each act that is open to this reader, the most wanted first."""
    principal, on = request.principal, timezone.localdate()
    keeps = bool(may(principal, KEEP, row))
    gathering = row.status == Status.GATHERING
    own = rules.partner_of(principal, row.space_id)
    asked = row.status == Status.PROPOSED and any(
        agency.pk == own for agency in rules.waiting(row, on=on)
    )
    has_asked = row.requests.exists()
    ask = ("Ask agencies", "ask", keeps and gathering)
    offered_acts = (
        *(() if has_asked else (ask,)),
        ("Agree or dissent", "partner", asked and bool(may(principal, DECIDE, row))),
        (
            "Write down what the meeting decided",
            "propose",
            bool(steps.PROPOSE.allowed(row, principal)),
        ),
        ("It is sent to the Panel", "send", bool(steps.SEND.allowed(row, principal))),
        ("Write down what the Panel answered", "panel", bool(steps.HEAR.allowed(row, principal))),
        ("Begin the review", "practice-begin", keeps and bool(rules.can_lead_on(row, principal))),
        ("Think again", "think-again", bool(steps.THINK_AGAIN.allowed(row, principal))),
        ("Write down the meeting", "meeting", keeps and gathering),
        ("Answer the criteria", "review-criteria", keeps and gathering),
        *((ask,) if has_asked else ()),
        ("Comment as scrutineer", "comment", bool(may(principal, COMMENT, row))),
        ("The Panel's form", "panel-form", bool(may(principal, SEE_ALL, row))),
        (
            "Write down what was learnt",
            "finding-new",
            keeps and bool(may(principal, KEEP_LINES, row)),
        ),
    )
    return [
        (words, reverse(f"reviews:{name}", args=[row.public_id]))
        for words, name, is_open in offered_acts
        if is_open
    ]


def _why_not(request: Request, row: RapidReview) -> tuple[str, ...]:
    """For those who keep it: what is missing before the next step."""
    next_step = {Status.GATHERING: steps.PROPOSE, Status.PROPOSED: steps.SEND}
    step = next_step.get(Status(row.status))
    if step is None or not may(request.principal, KEEP, row):
        return ()
    return step.allowed(row, request.principal).reasons


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """Ask several agencies at once for their summaries and chronologies."""
    row, principal = _find(request, public_id, KEEP), request.principal
    form = AskForm(
        request.POST or None,
        initial={"due_on": deadlines.summaries_due(row)},
        offered={"agencies": offered.not_asked_yet(principal, row, on=timezone.localdate())},
    )
    asked = Asked(
        title="Ask agencies",
        submit="Ask them",
        said="They are asked. Their leads are named to the case and find it in their lists.",
        about=(row.incident, row),
    )

    def do(given: dict[str, Any]) -> RapidReview:
        for agency in given["agencies"]:
            actions.ask_agency(
                by=principal,
                at=timezone.localtime(),
                review=row,
                agency=agency,
                words=given["words"],
                due_on=given["due_on"],
            )
        return row

    return answered(request, form, asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def meeting(request: Request, public_id: str) -> HttpResponse:
    """Write down what was done at once, and what the meeting said."""
    row = _find(request, public_id, KEEP)
    names = ("made_safe", "met_on", "minutes", "row_version")
    form = MeetingForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    asked = Asked(
        title="The meeting", submit="Save it", said="It is saved.", about=(row.incident, row)
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.write_meeting(
            by=request.principal, at=timezone.localtime(), review=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def answer_criteria(request: Request, public_id: str) -> HttpResponse:
    """Answer each criterion of a further review, with the reason."""
    row = _find(request, public_id, KEEP)
    held = row.incident
    form = CriteriaForm(
        request.POST or None,
        initial={"row_version": held.row_version},
        asked=rules.asked(Set.REVIEW, held, on=held.aware_on),
    )
    asked = Asked(
        title="Is a further review needed?",
        submit="Save the answers",
        said="The answers are saved.",
        about=(held, row),
        words="Meeting the criteria obliges nobody to a review, and not meeting them forbids none.",
    )

    def do(given: dict[str, Any]) -> RapidReview:
        actions.answer_criteria(
            by=request.principal,
            at=timezone.localtime(),
            incident=held,
            of=Set.REVIEW,
            answers=form.answers,
            row_version=given["row_version"],
        )
        return row

    return answered(request, form, asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def propose(request: Request, public_id: str) -> HttpResponse:
    """Write down what the meeting decided; the partners are asked."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="What the meeting decided",
        submit="Ask the partners",
        said="Each statutory partner is asked whether it agrees.",
        about=(row.incident, row),
    )
    return answered(
        request,
        ProposeForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.propose(
            by=request.principal,
            at=timezone.localtime(),
            review=row,
            decision=given["decision"],
            because_of=given["because"],
            row_version=given["row_version"],
        ),
    )


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def partner(request: Request, public_id: str) -> HttpResponse:
    """Agree or dissent for one statutory partner."""
    row = _find(request, public_id, DECIDE)
    asked = Asked(
        title="Agree or dissent",
        submit="Save your answer",
        said="Your answer is kept under your name.",
        about=(row.incident, row),
        words=f"Proposed: {row.get_decision_display().lower()}. {row.because}"
        if row.decision
        else "",
    )

    def do(given: dict[str, Any]) -> RapidReview:
        actions.answer_for_partner(
            by=request.principal, at=timezone.localtime(), review=row, **given
        )
        return row

    form = PartnerForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, do)


@requires(COMMENT)
@require_http_methods(["GET", "POST"])
def comment(request: Request, public_id: str) -> HttpResponse:
    """Comment as scrutineer."""
    row = _find(request, public_id, COMMENT)
    asked = Asked(
        title="Comment as scrutineer",
        submit="Save the comment",
        said="Your comment stands with the review.",
        about=(row.incident, row),
        words="A comment decides nothing, and nothing waits for it.",
    )

    def do(given: dict[str, Any]) -> RapidReview:
        actions.comment(by=request.principal, at=timezone.localtime(), review=row, **given)
        return row

    return answered(request, CommentForm(request.POST or None), asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def send(request: Request, public_id: str) -> HttpResponse:
    """Write down when the review went to the Panel."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="It is sent to the Panel",
        submit="Save",
        said="It is kept.",
        about=(row.incident, row),
    )
    return answered(
        request,
        SentForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.send(
            by=request.principal, at=timezone.localtime(), review=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def panel(request: Request, public_id: str) -> HttpResponse:
    """Write down what the Panel answered."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="What the Panel answered",
        submit="Save",
        said="It is kept.",
        about=(row.incident, row),
    )
    return answered(
        request,
        PanelForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.hear_panel(
            by=request.principal, at=timezone.localtime(), review=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def think_again(request: Request, public_id: str) -> HttpResponse:
    """Open the decision once more, as the Panel asks."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="Think again",
        submit="Open the decision again",
        said="The decision is open again. What was said before stays below.",
        about=(row.incident, row),
        words="Every statutory partner is asked anew once the meeting has decided.",
    )
    return answered(
        request,
        SureForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.think_again(
            by=request.principal, at=timezone.localtime(), review=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_finding(request: Request, public_id: str) -> HttpResponse:
    """Write down what was learnt, which opens a line of actions and impact inside the case."""
    row, principal = _find(request, public_id, KEEP), request.principal
    themes = Theme.objects.visible_to(principal).filter(space_id=row.space_id).order_by("name")
    asked = Asked(
        title="What was learnt",
        submit="Save the finding",
        said="It stands in actions and impact, for those who are named to this case.",
        about=(row.incident, row),
    )

    def do(given: dict[str, Any]) -> Finding:
        at = timezone.localtime()
        insist_pseudonyms(row, given["title"], given["text"], given["evidence"])
        source = line.find_or_open_source(
            by=principal, at=at, of=row, kind="rapid_review", title=str(row)
        )
        return line.write_finding(by=principal, at=at, sources=[source], **({"themes": ()} | given))

    return answered(
        request, LearntForm(request.POST or None, offered={"themes": themes}), asked, do
    )
