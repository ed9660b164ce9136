"""What must hold for each step of a line: sentences that a tired reader can act on."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from goldthread.access.decision import Decision, because
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Rung
from goldthread.improvement.models import (
    SMART,
    Action,
    ActionDecision,
    Benchmark,
    ChallengeEvent,
    Evidence,
    LookBack,
    Standing,
)
from goldthread.improvement.permissions import GIVE_EVIDENCE, KEEP, SEE_ALL

PROOF = Rung.PRACTICE  # the lowest rung on which a test can show that something was achieved


def is_followed(finding: Any, by: Principal) -> Decision:
    """What is recommended already needs no reason why nothing is."""
    followed = finding.recommendations.exists()
    return because((followed, "A recommendation follows from it already."))


def is_another_persons(recommendation: Any, by: Principal) -> Decision:
    """Nobody decides about what they wrote themselves."""
    own = recommendation.written_by_id == by.person_id
    return because((own, "You wrote this recommendation: another person decides about it."))


def is_smart(recommendation: Any, by: Principal) -> Decision:
    """It is accepted once each SMART part says something."""
    missing = [label.lower() for name, label in SMART.items() if not getattr(recommendation, name)]
    words = f"It does not say yet what makes it: {', '.join(missing)}."
    return is_another_persons(recommendation, by) & because((bool(missing), words))


def speaks_for(action: Action, by: Principal) -> Decision:
    """Its lead, people of its agencies, and those who keep the actions."""
    held = [h for h in by.with_permission(GIVE_EVIDENCE) if h.space_id == action.space_id]
    keeps = any(h.space_id == action.space_id for h in by.with_permission(KEEP))
    agencies = set(action.agencies.values_list("pk", flat=True))
    of_theirs = any(h.agency_id in agencies for h in held if h.agency_id is not None)
    return because(
        (
            not (keeps or of_theirs or action.lead_id == by.person_id),
            "Evidence comes from the lead, the agencies of the action or the business unit.",
        )
    )


def may_give_evidence(action: Action, by: Principal) -> Decision:
    """Whoever speaks for it, as long as it is not over."""
    over = action.status in (Action.Status.ACHIEVED, Action.Status.WITHDRAWN)
    return speaks_for(action, by) & because((over, f"It is {action.get_status_display().lower()}."))


def since_reopened() -> QuerySet[Evidence]:
    """The evidence that was given since its action was last opened again: older was not enough."""
    reopened = ActionDecision.objects.filter(
        action_id=OuterRef("action_id"), kind="reopened", decided_at__gte=OuterRef("given_at")
    )
    return Evidence.objects.filter(~Exists(reopened))


def is_not_their_own(action: Action, by: Principal) -> Decision:
    """Nobody gives up what they lead themselves."""
    own = action.lead_id == by.person_id
    return because((own, "You lead this action: another person decides."))


def can_be_done(action: Action, by: Principal) -> Decision:
    """Somebody other than its lead, on evidence."""
    return because(
        (action.lead_id == by.person_id, "You lead this action: another person decides."),
        (
            not since_reopened().filter(action=action).exists(),
            "Nobody has given evidence since it was opened again."
            if action.evidence.exists()
            else "Nobody has given evidence of what it did yet.",
        ),
    )


def can_be_achieved(action: Action, by: Principal) -> Decision:
    """A third pair of eyes, on a test that showed more than activity."""
    done = action.decisions.filter(kind__in=("done", "brought_in")).order_by("-pk").first()
    test = action.tests.exclude(verdict="").order_by("-tested_at", "-pk").first()
    embedded = test is not None and test.verdict == LookBack.Verdict.EMBEDDED
    rung = test.rung if test is not None else None
    return because(
        (action.lead_id == by.person_id, "You lead this action: another person decides."),
        (
            done is not None and done.decided_by_id == by.person_id,
            "You decided that it is done, or brought it in so: another person decides that it is achieved.",
        ),
        (not embedded, "No test has found it embedded yet."),
        (
            embedded and (rung or 0) < PROOF,
            "Its last test shows what was done or learnt, not what changed: "
            "that takes practice seen in files, children and families who say so, or an outcome.",
        ),
    )


def can_be_tested(action: Action, by: Principal) -> Decision:
    """Nobody tests what they lead."""
    return because(
        (action.lead_id == by.person_id, "You lead this action: another person tests it."),
        (not action.tests.filter(verdict="").exists(), "No test is due."),
    )


def has_been_heard(event: ChallengeEvent, by: Principal) -> Decision:
    """Concluded by a second person, once the panel has found something."""
    found = event.challenges.exclude(verdict="")
    own = found.filter(judged_by_id=by.person_id).exists()
    return because(
        (not found.exists(), "No verdict has been written down yet."),
        (own, "You wrote a verdict of the panel down: another person concludes the event."),
    )


def is_judged_by_another(benchmark: Benchmark, by: Principal) -> Decision:
    """Nobody decides whether what they recorded themselves is relevant."""
    own = benchmark.written_by_id == by.person_id
    return because((own, "You recorded it: another person decides whether it is relevant."))


def has_been_answered(benchmark: Benchmark, by: Principal) -> Decision:
    """Answered once everybody who was asked has said how they stand, by somebody who sees it all."""
    open_ones = Standing.objects.filter(point__benchmark=benchmark, stands="").count()
    whole = bool(may(by, SEE_ALL, benchmark))
    return because(
        (not whole, "You see the answers of your own agency only: the business unit ends it."),
        (open_ones == 1, "One answer is missing still."),
        (open_ones > 1, f"{open_ones} answers are missing still."),
    )


def answers_for(standing: Standing, by: Principal) -> Decision:
    """People of the agency that is asked, and the business unit on its behalf."""
    held = [h for h in by.with_permission(GIVE_EVIDENCE) if h.space_id == standing.space_id]
    keeps = any(h.space_id == standing.space_id for h in by.with_permission(KEEP))
    theirs = any(h.agency_id is not None and h.agency_id == standing.agency_id for h in held)
    return because(
        (not (keeps or theirs), "The agency that is asked answers, or the business unit for it.")
    )
