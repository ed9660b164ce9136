"""Asking somebody without an account for a return: of an agency where nobody has one."""

from datetime import date
from typing import Any

from django.urls import reverse

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.house import ErrandKind
from goldthread.measures.periods import Period
from goldthread.performance.letters import who_fills_in
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import (
    ASK_FOR_RETURN,
    FILL_IN_RETURN,
    SEE_RETURNS,
    SIGN_RETURN,
)

HANDED_IN = (Return.Status.SUBMITTED, Return.Status.ACCEPTED)


def _find(principal: Principal, public_id: str) -> ReturnRequest | None:
    seen = ReturnRequest.objects.visible_to(principal).select_related("agency", "space")
    return seen.filter(public_id=public_id).first()


def _may_ask(asked: Any, on: date) -> Decision:
    """A link is for an agency that has nobody with an account, while it owes the return."""
    return because(
        (bool(over(asked)), "This return is not owed any more."),
        (
            asked.returns.exclude(heard_how="").exists(),
            "The business unit is entering this return on its behalf.",
        ),
        (
            who_fills_in(asked, on=on).exists(),
            f"Somebody at {asked.agency} has an account and can fill it in: send a reminder.",
        ),
    )


def over(asked: Any) -> str:
    """Why nobody has to give a return any more: "given" or "withdrawn"; "" while somebody has."""
    if asked.status == ReturnRequest.Status.WITHDRAWN:
        return "withdrawn"
    return "given" if asked.returns.filter(status__in=HANDED_IN).exists() else ""


RETURN_BY_LINK = ErrandKind(
    kind="performance.returnrequest",
    asks=ASK_FOR_RETURN,
    gives=frozenset({SEE_RETURNS, FILL_IN_RETURN, SIGN_RETURN}),
    find=_find,
    may_ask=_may_ask,
    over=over,
    words=lambda asked: f"{asked.agency}: return for {Period.parse(asked.period).label}",
    url=lambda asked: reverse("return", args=[asked.public_id]),
    agency_id=lambda asked: asked.agency_id,
)
