"""What incidents and reviews tell the house."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from goldthread.access.principal import Principal
from goldthread.house import (
    DatedEvents,
    MenuEntry,
    Module,
    Passage,
    PassageFamily,
    PublishedKind,
    Source,
)
from goldthread.measures.release_set import Publication
from goldthread.reviews import inbox
from goldthread.reviews.errands import REQUEST_BY_LINK
from goldthread.reviews.permissions import GRANTS, READ_BRIEFINGS, READ_KEPT, SEE
from goldthread.reviews.steps import INCIDENT, KEPT_YEAR, PRACTICE_REVIEW, RAPID_REVIEW, REQUEST


def _source(kind: str, principal: Principal, public_id: str) -> Source | None:
    # Imported when asked, as every module's sources are.
    from goldthread.reviews.sources import source_of

    return source_of(kind, principal, public_id)


def _days_of_notified(principal: Principal) -> list[date]:
    from goldthread.reviews.dated import days_of_notified

    return days_of_notified(principal)


def _publications(space_id: int) -> tuple[Publication, ...]:
    from goldthread.reviews.keeping import published_by

    return published_by(space_id)


def _read_passages(principal: Principal, keys: list[str]) -> list[Passage]:
    from goldthread.reviews.passages import read

    return read(principal, keys)


def _offered_passages(principal: Principal) -> list[tuple[str, str]]:
    from goldthread.reviews.passages import offers

    return offers(principal)


PASSAGES = PassageFamily(prefix="reviews", read=_read_passages, offers=_offered_passages)


def _publishing(name: str) -> Callable[..., Any]:
    """A function of `publishing`, imported when it is called."""

    def ask(*given: Any, **more: Any) -> Any:
        from goldthread.reviews import publishing

        return getattr(publishing, name)(*given, **more)

    return ask


_ASKED = ("offers", "find", "by_reference", "watched", "words", "came_out")
_OF_BRIEFINGS = {
    "offers": "offers_of_briefings",
    "find": "find_briefing",
    "by_reference": "briefing_by_reference",
    "watched": "watched_of_briefing",
    "came_out": "briefing_came_out",
    "withdrawn": "briefing_withdrawn",
}

MODULE = Module(
    name="reviews",
    title="Incidents and reviews",
    permissions=GRANTS,
    menu=(
        MenuEntry("Incidents and reviews", "reviews:list", SEE, order=35, section="reviews"),
        MenuEntry("Briefings", "reviews:briefings", READ_BRIEFINGS, order=45),
        MenuEntry("Looking across cases", "reviews:across", READ_KEPT, order=36, section="reviews"),
    ),
    inbox=inbox.KINDS,
    errands=(REQUEST_BY_LINK,),
    events=(
        DatedEvents(
            key="reviews.notified",
            title="Serious incidents notified",
            counts="The cases that you are named to and that were notified, by the day on which the"
            " council became aware. A case that you are not named to is missing here.",
            is_bad=True,
            days=_days_of_notified,
        ),
    ),
    clocks=(
        "serious_incident_notification",
        "partners_told_of_incident",
        "rapid_review",
        "rapid_review_summaries",
        "rapid_review_decision",
        "local_review_publication",
    ),
    sources={
        kind: partial(_source, kind)
        for kind in (
            "reviews.incident",
            "reviews.rapidreview",
            "reviews.practicereview",
            "reviews.agencyrequest",
            "reviews.briefing",
            "reviews.reviewdraft",
            "reviews.letoutbriefing",
            "reviews.keptyear",
            "register.compartment",
        )
    },
    publishes=(
        PublishedKind(
            kind="reviews.incident",
            url=lambda incident: incident.get_absolute_url(),
            **{name: _publishing(name) for name in _ASKED},
        ),
        PublishedKind(
            kind="reviews.briefing",
            words=str,
            url=lambda briefing: briefing.get_absolute_url(),
            **{name: _publishing(function) for name, function in _OF_BRIEFINGS.items()},
        ),
    ),
    passages=(PASSAGES,),
    publications=_publications,
    steps=(INCIDENT, RAPID_REVIEW, REQUEST, PRACTICE_REVIEW, KEPT_YEAR),
    urls="goldthread.reviews.urls",
    prefix="reviews/",
    demonstration="goldthread.reviews.demonstration:load",
    demonstration_order=70,
)
