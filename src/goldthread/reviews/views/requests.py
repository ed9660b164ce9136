"""What an agency is asked for: its lead, a guest with a link, or the business unit on its behalf."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.links.module import MAKE_LINKS
from goldthread.reviews import actions, rules, steps
from goldthread.reviews.actions.given import Told
from goldthread.reviews.errands import REQUEST_BY_LINK
from goldthread.reviews.forms import SureForm
from goldthread.reviews.forms_given import AgainForm, CheckForm, EntryForm, SummaryForm
from goldthread.reviews.models import AgencyRequest, ChronologyEntry
from goldthread.reviews.permissions import GIVE, KEEP, SEE
from goldthread.reviews.views.common import Asked, answered, crumbs, find
from goldthread.vault.known import names_in, spoken_of
from goldthread.vault.models import Identity
from goldthread.vault.permissions import REVEAL

ASKED = AgencyRequest.Status.ASKED


def _find(request: Request, public_id: str, to: Any = None) -> Any:
    return find(request, AgencyRequest, public_id, to, "agency", "review__incident", "given_by")


def _above(request: Request, row: AgencyRequest) -> tuple[Any, ...]:
    return (row.review.incident, row.review, row)


@requires(SEE, guests=True)
@require_safe
def request_page(request: Request, public_id: str) -> HttpResponse:
    """What one agency is asked for, and what it has given so far."""
    row, principal, on = _find(request, public_id), request.principal, timezone.localdate()
    entries = ChronologyEntry.objects.visible_to(principal).filter(request=row)
    gives = row.status == ASKED and bool(
        may(principal, GIVE, row) & rules.gives_for(row, principal)
    )
    context = {
        "asked_for": row,
        "late": row.is_late(on),
        "people": Identity.objects.visible_to(principal)
        .filter(compartment_id=row.compartment_id)
        .order_by("pk")
        if principal.errand is None
        else [],
        "to_check": entries.filter(status="to_check").order_by("happened_on", "pk"),
        "kept": entries.filter(status="kept").order_by("happened_on", "pk"),
        "gives": gives,
        "why_not": rules.can_be_given(row, principal).reasons if gives else (),
        "may_hand_in": bool(steps.HAND_IN.allowed(row, principal)),
        "may_ask_again": bool(steps.ASK_AGAIN.allowed(row, principal)),
        "may_letter": bool(may(principal, KEEP, row) & may(principal, REVEAL, row)),
        "may_withdraw": bool(steps.WITHDRAW.allowed(row, principal)),
        "by_link": REQUEST_BY_LINK.kind
        if may(principal, KEEP, row)
        & may(principal, MAKE_LINKS, row)
        & REQUEST_BY_LINK.may_ask(row, on)
        else "",
        "crumbs": crumbs(principal, row.review.incident, row.review),
    }
    return render(request, "reviews/request.html", context)


@requires(GIVE, guests=True)
@require_http_methods(["GET", "POST"])
def summary(request: Request, public_id: str) -> HttpResponse:
    """Write the agency's summary, or enter it on its behalf."""
    row, principal = _find(request, public_id, GIVE), request.principal
    names = ("knew_the_family", "summary", "heard_how", "row_version")
    form = SummaryForm(
        request.POST or None,
        initial={name: getattr(row, name) for name in names},
        on_behalf=row.agency_id not in principal.agencies_for(GIVE),
    )
    asked = Asked(
        title="Summary", submit="Save it", said="It is saved.", about=_above(request, row)
    )
    return answered(
        request,
        form,
        asked,
        lambda given: actions.write_summary(
            by=principal, at=timezone.localtime(), request=row, **given
        ),
    )


@requires(GIVE, guests=True)
@require_http_methods(["GET", "POST"])
def new_entry(request: Request, public_id: str) -> HttpResponse:
    """Write one event; its names are looked at next."""
    row = _find(request, public_id, GIVE)
    asked = Asked(
        title="An entry of the chronology",
        submit="Save, and check its names",
        said="It is saved. Check its names.",
        about=_above(request, row),
    )

    def do(given: dict[str, Any]) -> str:
        made = actions.add_entries(
            by=request.principal, at=timezone.localtime(), request=row, told=[Told(**given)]
        )
        return reverse("reviews:entry", args=[made[0].public_id])

    return answered(request, EntryForm(request.POST or None), asked, do)


@requires(GIVE, guests=True)
@require_http_methods(["GET", "POST"])
def check_entry(request: Request, public_id: str) -> HttpResponse:
    """Check an entry: the words as they came, what was found in them, and what will stand."""
    row = find(
        request, ChronologyEntry, public_id, GIVE, "request__agency", "request__review__incident"
    )
    principal = request.principal
    people = Identity.objects.visible_to(principal).filter(compartment_id=row.compartment_id)
    form = CheckForm(
        request.POST or None,
        initial={
            "text": row.text,
            "row_version": row.row_version,
            "people": [each.public_id for each in spoken_of(row.text, people)],
        },
        offered={"people": people.order_by("pk")},
    )
    found = names_in(row.as_it_came, compartment_id=row.compartment_id)
    told = [
        f"“{row.as_it_came[hit.start : hit.end]}”: {hit.why}, now {hit.instead}." for hit in found
    ]
    asked = Asked(
        title="Check the names",
        submit="Save",
        said="The entry is saved.",
        about=_above(request, row.request),
        words=" ".join(told) or "No name of the case was found in it. Look yourself.",
    )

    def do(given: dict[str, Any]) -> AgencyRequest:
        said = {
            "by": principal,
            "at": timezone.localtime(),
            "entry": row,
            "row_version": given["row_version"],
        }
        if given["keep"] == "drop":
            actions.drop_entry(**said)
        else:
            actions.check_entry(text=given["text"], people=given.get("people", ()), **said)
        return row.request

    return answered(request, form, asked, do)


@requires(GIVE, guests=True)
@require_http_methods(["GET", "POST"])
def hand_in(request: Request, public_id: str) -> HttpResponse:
    """Hand in the agency's part."""
    row = _find(request, public_id, GIVE)
    asked = Asked(
        title="Hand it in",
        submit="Hand it in",
        said="It is handed in. Thank you.",
        about=_above(request, row),
        words="The business unit and the partners see it from now on, and it stays as it is.",
    )
    return answered(
        request,
        SureForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.hand_in(
            by=request.principal, at=timezone.localtime(), request=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def ask_again(request: Request, public_id: str) -> HttpResponse:
    """Ask an agency once more."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="Ask again", submit="Ask again", said="It is asked again.", about=_above(request, row)
    )
    return answered(
        request,
        AgainForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.ask_again(
            by=request.principal, at=timezone.localtime(), request=row, **given
        ),
    )


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Ask an agency no longer."""
    row = _find(request, public_id, KEEP)
    asked = Asked(
        title="Ask no longer",
        submit="Ask no longer",
        said="It is kept.",
        about=_above(request, row),
    )
    return answered(
        request,
        SureForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.withdraw_request(
            by=request.principal, at=timezone.localtime(), request=row, **given
        ),
    )
