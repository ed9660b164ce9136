"""The page on which what is known of one child of a case is written down."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.reviews import actions
from goldthread.reviews.facts import age_in_words, facts_of, months_at, told_missing
from goldthread.reviews.forms_children import ChildForm
from goldthread.reviews.models import ChildFacts, Incident
from goldthread.reviews.permissions import REPORT, SEE_ALL
from goldthread.reviews.views.common import Asked, answered
from goldthread.vault.models import Identity

_AS_THEY_ARE = (
    *("harm", "age_is_nowhere", "sex", "ethnicity", "ethnicity_words", "disability"),
    *("disability_kinds", "religion", "first_language", "immigration_status", "legal_status"),
    *("recorded_nowhere", "row_version"),
)


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def child(request: Request, public_id: str) -> HttpResponse:
    """Write down what is known of one child; the address is that of the identity."""
    principal = request.principal
    identity = get_object_or_404(
        Identity.objects.visible_to(principal),
        public_id=public_id,
        kind=Identity.Kind.CHILD,
        compartment__isnull=False,
    )
    rows = Incident.objects.visible_to(principal).select_related("space")
    incident = get_object_or_404(rows, compartment_id=identity.compartment_id)
    insist(may(principal, REPORT, incident))
    facts = ChildFacts.objects.visible_to(principal).filter(identity=identity).first()
    months = months_at(incident.happened_on or incident.aware_on, identity.born_on)
    form = ChildForm(request.POST or None, initial=_as_kept(facts), has_birthday=months is not None)
    asked = Asked(
        title=f"What is known of {identity.pseudonym}",
        submit="Save what is known",
        said=f"What is known of {identity.pseudonym} is saved.",
        about=(incident,),
        words=(
            f"At the incident: {age_in_words(months).lower()}, worked out from the date of birth."
            if months is not None
            else "No date of birth is kept, so the age is asked for."
        ),
    )

    def do(given: dict[str, Any]) -> Incident:
        actions.write_facts(
            by=principal, at=timezone.localtime(), incident=incident, identity=identity, **given
        )
        return incident

    return answered(request, form, asked, do)


def children_on_page(request: Request, incident: Incident) -> dict[str, Any]:
    """What the page of a case says of its children; nothing for an agency's lead."""
    if not may(request.principal, SEE_ALL, incident):
        return {"children": None}
    children = facts_of(incident)
    return {
        "children": children,
        "missing": told_missing(children),
        "writes_facts": bool(may(request.principal, REPORT, incident)),
    }


def _as_kept(facts: ChildFacts | None) -> dict[str, Any]:
    """The record as it is now; version 0 while nothing is written."""
    if facts is None:
        return {"row_version": 0}
    kept = {name: getattr(facts, name) for name in _AS_THEY_ARE} | {"plans_then": facts.plans}
    if facts.age_months is not None:
        kept["years"], kept["months"] = divmod(facts.age_months, 12)
    return kept
