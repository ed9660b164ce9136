"""Months 1 to 6: the page of a local review or learning review, and the acts that lead it on."""

from collections.abc import Callable
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
from goldthread.reviews.forms import LearntForm, SureForm
from goldthread.reviews.forms_practice import (
    HOLDS,
    BeginForm,
    CommissionForm,
    DeclareForm,
    DoneForm,
    HoldForm,
    LeaveForm,
    LiftForm,
    ManagedForm,
    PlanForm,
    SeatForm,
    SignForm,
    TermsForm,
)
from goldthread.reviews.models import (
    ParallelProcess,
    PracticeReview,
    RapidReview,
    ReviewEvent,
    ReviewSeat,
)
from goldthread.reviews.models.standards import standards_for
from goldthread.reviews.permissions import DECIDE, DECLARE, KEEP, SEE, SEE_ALL
from goldthread.reviews.views.common import Asked, answered, briefings_of, crumbs, find, learnt_from

Status = PracticeReview.Status
OPEN = (Status.PREPARING, Status.UNDER_WAY)


def _find(request: Request, public_id: str, to: Any = None) -> Any:
    return find(request, PracticeReview, public_id, to, "rapid_review__incident")


def _part(request: Request, model: Any, public_id: str, to: Any) -> Any:
    return find(request, model, public_id, to, "review__rapid_review__incident")


def _above(row: Any) -> tuple[Any, ...]:
    return (row.rapid_review.incident, row.rapid_review, row)


@requires(SEE)
@require_safe
def practice(request: Request, public_id: str) -> HttpResponse:
    """One review: its limit and what holds it up, its terms, who makes it, what is planned, who signs."""
    row, principal, on = _find(request, public_id), request.principal, timezone.localdate()
    keeps = bool(may(principal, KEEP, row))
    findings = learnt_from(row, principal)
    parallel = list(row.parallel.order_by("holds_from", "pk"))
    context = {
        "review": row,
        "clocks": [
            (each.title, each.deadline.due_on, each.words(on), each.is_late(on))
            for each in deadlines.of_practice(row)
        ],
        "parallel": [(each, ((each.lifted_on or on) - each.holds_from).days) for each in parallel],
        "holds": HOLDS,
        "seats": [
            (each, _seat_acts(request, each, keeps))
            for each in row.seats.select_related("person").order_by("left_on", "part", "pk")
        ],
        "sees_all": bool(may(principal, SEE_ALL, row)),
        "keeps": keeps,
        "events": [
            (each, each.done_on is None and each.due_on < on)
            for each in row.events.order_by("due_on", "pk")
        ],
        "said": row.answers.filter(to=row.proposed_at).select_related("agency", "answered_by"),
        "earlier": row.answers.exclude(to=row.proposed_at).select_related("agency", "answered_by"),
        "waiting": rules.waiting(row, on=on) if row.proposed_at else [],
        "findings": findings,
        "learnt_before": learnt_from(row.rapid_review, principal).exclude(pk__in=findings),
        "standards": row.standards.select_related("standard", "answered_by").order_by(
            "standard_id"
        ),
        "drafts": row.drafts.order_by("-number"),
        **briefings_of(row.rapid_review.incident, principal),
        "acts": _acts(request, row, keeps),
        "why_not": _why_not(row, principal) if keeps else (),
        "crumbs": crumbs(principal, row.rapid_review.incident, row.rapid_review),
    }
    return render(request, "reviews/practice.html", context)


def _seat_acts(request: Request, seat: Any, keeps: bool) -> list[tuple[str, str]]:
    """(words, address) of what can be done about somebody's part."""
    if seat.left_on is not None:
        return []
    own = seat.person_id == request.principal.person_id
    wanted = (
        ("Declare conflicts", "seat-declare", own),
        ("Deal with the conflict", "seat-conflict", keeps and not own and bool(seat.has_conflict)),
        ("Leaves the review", "seat-leave", keeps),
    )
    return [
        (words, reverse(f"reviews:{name}", args=[seat.public_id]))
        for words, name, is_open in wanted
        if is_open
    ]


def _acts(request: Request, row: Any, keeps: bool) -> list[tuple[str, str]]:
    """(words, address) of each act that is open to this reader, the most wanted first."""
    principal, on = request.principal, timezone.localdate()
    worked_on = keeps and row.status in OPEN
    own = rules.partner_of(principal, row.space_id)
    asked = row.status == Status.PROPOSED and any(
        agency.pk == own for agency in rules.waiting(row, on=on)
    )
    wanted = (
        ("Sign it off or dissent", "sign", asked and bool(may(principal, DECIDE, row))),
        ("Start the work", "start", bool(steps.START.allowed(row, principal))),
        (
            "Put it to the partners",
            "put-to-partners",
            bool(steps.PUT_TO_PARTNERS.allowed(row, principal)),
        ),
        ("Close it as signed off", "signed", bool(steps.SIGN_OFF.allowed(row, principal))),
        (
            "Send a draft of the report",
            "draft-send",
            row.status == Status.UNDER_WAY and bool(rules.writes_drafts(row, principal)),
        ),
        ("Write the terms of reference", "terms", worked_on),
        ("Write the commission", "commission", worked_on),
        ("Give somebody a part", "seat-new", worked_on),
        ("Plan a meeting or what is to be given", "event-new", worked_on),
        (
            "Hold it against the quality standards",
            "hold-against-standards",
            worked_on and standards_for(row).exists(),
        ),
        ("Write down what holds it up", "hold-new", keeps and row.status != Status.SIGNED),
        (
            "Write down what was learnt",
            "practice-finding",
            keeps and bool(may(principal, KEEP_LINES, row)),
        ),
        ("Take it back to work on it", "take-back", bool(steps.TAKE_BACK.allowed(row, principal))),
    )
    return [
        (words, reverse(f"reviews:{name}", args=[row.public_id]))
        for words, name, is_open in wanted
        if is_open
    ]


def _why_not(row: Any, principal: Any) -> tuple[str, ...]:
    """What is missing before the next step."""
    following = {
        Status.PREPARING: steps.START,
        Status.UNDER_WAY: steps.PUT_TO_PARTNERS,
        Status.PROPOSED: steps.SIGN_OFF,
    }
    step = following.get(Status(row.status))
    return step.allowed(row, principal).reasons if step is not None else ()


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def begin(request: Request, public_id: str) -> HttpResponse:
    """Begin the review that a rapid review led to."""
    row = find(request, RapidReview, public_id, KEEP, "incident", "practice_review")
    asked = Asked(
        title="Begin the review",
        submit="Begin it",
        said="It has begun. Write its terms of reference and name the lead reviewer.",
        about=(row.incident, row),
        words="A local review, or a learning review where learning in another way was decided.",
    )
    form = BeginForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.begin_practice, review=row))


def _does(
    request: Request, act: Callable[..., Any], **about: Any
) -> Callable[[dict[str, Any]], Any]:
    """The act with what was answered, by who is signed in and now."""
    return lambda given: act(by=request.principal, at=timezone.localtime(), **about, **given)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def terms(request: Request, public_id: str) -> HttpResponse:
    """Write the terms of reference, the lines of enquiry and the family's part."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="Terms of reference", submit="Save", said="They are kept.", about=_above(row)
    )
    names = ("terms", "lines_of_enquiry", "familys_part", "row_version")
    form = TermsForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    return answered(request, form, asked, _does(request, actions.write_terms, review=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def commission(request: Request, public_id: str) -> HttpResponse:
    """Write what is paid and how the work goes on."""
    row = _find(request, public_id, KEEP)
    asked = Asked(title="Commission", submit="Save", said="It is kept.", about=_above(row))
    names = ("fee", "pace", "row_version")
    form = CommissionForm(
        request.POST or None, initial={name: getattr(row, name) for name in names}
    )
    return answered(request, form, asked, _does(request, actions.write_commission, review=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_seat(request: Request, public_id: str) -> HttpResponse:
    """Give somebody a part in the review."""
    row = _find(request, public_id, KEEP)
    people = offered.people_for_a_review(
        request.principal, row.space_id, on=timezone.localdate()
    ).exclude(pk__in=row.seats.filter(left_on=None).values("person_id"))
    asked = Asked(
        title="Give somebody a part",
        submit="Save",
        said="They are named to the case, and asked to declare their conflicts of interest.",
        about=_above(row),
    )
    form = SeatForm(request.POST or None, offered={"person": people})
    return answered(request, form, asked, _does(request, actions.seat, review=row))


@requires(DECLARE)
@require_http_methods(["GET", "POST"])
def declare(request: Request, public_id: str) -> HttpResponse:
    """Declare one's own conflicts of interest."""
    row = _part(request, ReviewSeat, public_id, DECLARE)
    asked = Asked(
        title="Declare conflicts of interest",
        submit="Declare",
        said="It is kept under your name.",
        about=_above(row.review),
    )
    form = DeclareForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.declare, seat=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def conflict(request: Request, public_id: str) -> HttpResponse:
    """Say how a declared conflict is dealt with."""
    row = _part(request, ReviewSeat, public_id, KEEP)
    asked = Asked(
        title="Deal with a conflict",
        submit="Save",
        said="It is kept.",
        about=_above(row.review),
        words=row.conflict,
    )
    form = ManagedForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.deal_with_conflict, seat=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def leave(request: Request, public_id: str) -> HttpResponse:
    """Let somebody leave the review."""
    row = _part(request, ReviewSeat, public_id, KEEP)
    asked = Asked(
        title="Leave the review",
        submit="They leave",
        said="They have left. Their part stays written down.",
        about=_above(row.review),
        words="Whoever was named to the case for this part sees it until the end of today.",
    )
    form = LeaveForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.leave_seat, seat=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_hold(request: Request, public_id: str) -> HttpResponse:
    """Write down what holds the review up."""
    row = _find(request, public_id, KEEP)
    asked = Asked(title="What holds it up", submit="Save", said="It is kept.", about=_above(row))

    def do(given: dict[str, Any]) -> ParallelProcess:
        given["because_of"] = given.pop("because")
        return actions.hold_up(by=request.principal, at=timezone.localtime(), review=row, **given)

    return answered(request, HoldForm(request.POST or None), asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def lift(request: Request, public_id: str) -> HttpResponse:
    """Write down that something holds the review up no longer."""
    row = _part(request, ParallelProcess, public_id, KEEP)
    asked = Asked(
        title="It holds the review up no longer",
        submit="Save",
        said="It is kept.",
        about=_above(row.review),
    )
    form = LiftForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.lift_hold, process=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_event(request: Request, public_id: str) -> HttpResponse:
    """Plan a meeting, or what the lead reviewer is to give."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="Plan a meeting or what is to be given",
        submit="Save",
        said="It is planned.",
        about=_above(row),
    )
    form = PlanForm(request.POST or None)
    return answered(request, form, asked, _does(request, actions.plan_event, review=row))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def done(request: Request, public_id: str) -> HttpResponse:
    """Write down what came of something planned."""
    row = _part(request, ReviewEvent, public_id, KEEP)
    asked = Asked(
        title="What came of it",
        submit="Save",
        said="It is kept.",
        about=_above(row.review),
        words=row.words,
    )
    form = DoneForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.finish_event, event=row))


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def sign(request: Request, public_id: str) -> HttpResponse:
    """Sign the review off, or dissent, for one statutory partner."""
    row = _find(request, public_id, DECIDE)
    asked = Asked(
        title="Sign it off or dissent",
        submit="Save your answer",
        said="Your answer is kept under your name.",
        about=_above(row),
    )
    form = SignForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.sign_off, review=row))


def _moves(request: Request, public_id: str, step: Any, title: str, said: str) -> HttpResponse:
    row = _find(request, public_id, KEEP)
    asked = Asked(title=title, submit=title, said=said, about=_above(row))
    form = SureForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, _does(request, actions.move_on, review=row, step=step))


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def start(request: Request, public_id: str) -> HttpResponse:
    """Start the work."""
    return _moves(request, public_id, steps.START, "Start the work", "The work has started.")


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def put_to_partners(request: Request, public_id: str) -> HttpResponse:
    """Ask each statutory partner to sign it off."""
    said = "Each statutory partner is asked to sign it off."
    return _moves(request, public_id, steps.PUT_TO_PARTNERS, "Put it to the partners", said)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def take_back(request: Request, public_id: str) -> HttpResponse:
    """Take it back to work on it; what partners said stays, and all are asked anew."""
    said = "It is worked on again. What the partners said stays below."
    return _moves(request, public_id, steps.TAKE_BACK, "Take it back to work on it", said)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def signed(request: Request, public_id: str) -> HttpResponse:
    """Close it as signed off, once every partner has answered."""
    return _moves(request, public_id, steps.SIGN_OFF, "Close it as signed off", "It is signed off.")


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def practice_finding(request: Request, public_id: str) -> HttpResponse:
    """Write down what was learnt, which opens a line of actions and impact inside the case."""
    row, principal = _find(request, public_id, KEEP), request.principal
    themes = Theme.objects.visible_to(principal).filter(space_id=row.space_id).order_by("name")
    asked = Asked(
        title="What was learnt",
        submit="Save the finding",
        said="It stands in actions and impact, for those who are named to this case.",
        about=_above(row),
    )

    def do(given: dict[str, Any]) -> Finding:
        at = timezone.localtime()
        insist_pseudonyms(row, given["title"], given["text"], given["evidence"])
        source = line.find_or_open_source(
            by=principal, at=at, of=row, kind="practice_review", title=str(row)
        )
        return line.write_finding(by=principal, at=at, sources=[source], **({"themes": ()} | given))

    return answered(
        request, LearntForm(request.POST or None, offered={"themes": themes}), asked, do
    )
