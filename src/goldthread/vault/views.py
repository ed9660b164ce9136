"""The people of a case: by pseudonym for those named to it, by name for those who say why."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Overtaken, Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import CompartmentMember
from goldthread.house import Permission, registry
from goldthread.register.models import Compartment, in_date
from goldthread.ui import british
from goldthread.ui.components import Crumb, SummaryRow
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid
from goldthread.vault import actions
from goldthread.vault.forms import CorrectionForm, IdentityForm, NameSomebodyForm, RevealForm
from goldthread.vault.known import elsewhere
from goldthread.vault.models import Correction, Identity, Reveal
from goldthread.vault.offered import people_at_work
from goldthread.vault.permissions import KEEP, NAME_PEOPLE, REVEAL, SEE

FORM = "vault/form.html"


def _compartment(request: Request, public_id: str, to: Permission) -> Compartment:
    rows = Compartment.objects.visible_to(request.principal).select_related("space")
    row: Compartment = get_object_or_404(rows, public_id=public_id)
    insist(may(request.principal, to, row))
    return row


def _crumbs(principal: Principal, compartment: Compartment, *, inside: bool) -> list[Crumb]:
    """The way back to the case itself, whichever module holds it, and to the people of it."""
    way = []
    for module in registry:
        find = module.sources.get("register.compartment")
        there = find(principal, compartment.public_id) if find is not None else None
        if there is not None:
            way.append(Crumb(there.title, there.url))
    if inside:
        way.append(Crumb("Who is meant", _url(compartment)))
    return way


def _url(compartment: Compartment) -> str:
    return redirect("vault:case", compartment.public_id).url


@requires(SEE)
@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """The pseudonyms of a case, and who is named to it."""
    compartment, principal = _compartment(request, public_id, SEE), request.principal
    on = timezone.localdate()
    people = Identity.objects.visible_to(principal).filter(compartment=compartment).order_by("pk")
    named = CompartmentMember.objects.visible_to(principal).filter(
        in_date(on), for_compartment=compartment
    )
    context = {
        "compartment": compartment,
        "people": [(row, elsewhere(row) if may(principal, KEEP, row) else []) for row in people],
        "named": named.select_related("person").order_by("person__name", "pk"),
        "may_keep": bool(may(principal, KEEP, compartment)),
        "may_name": bool(may(principal, NAME_PEOPLE, compartment)),
        "may_reveal": bool(may(principal, REVEAL, compartment)),
        "crumbs": _crumbs(principal, compartment, inside=False),
    }
    return render(request, "vault/case.html", context)


def _answered(
    request: Request, form: Any, context: dict[str, Any], said: str, do: Callable[[Any], Any]
) -> HttpResponse:
    """Show the form, or do what it asks for and lead to what `do` gives."""
    context = {"form": form, **context}
    if request.method == "GET":
        return render(request, FORM, context)
    if not form.is_valid():
        return invalid(request, FORM, context)
    try:
        with transaction.atomic():
            to = do(form.cleaned_data)
    except Overtaken:
        raise
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, FORM, context | {"errors": errors})
    if said:
        messages.success(request, said)
    return redirect(*to)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_identity(request: Request, public_id: str) -> HttpResponse:
    """Write down who is meant."""
    compartment, principal = _compartment(request, public_id, KEEP), request.principal
    context = {
        "title": "Write down who is meant",
        "submit": "Save the identity",
        "words": "It is kept encrypted. Everywhere else the pseudonym stands for them.",
        "crumbs": _crumbs(principal, compartment, inside=True),
    }

    def do(given: dict[str, Any]) -> tuple[str, str]:
        actions.write_identity(
            by=principal, at=timezone.localtime(), compartment=compartment, **given
        )
        return "vault:case", public_id

    said = "Saved. It is shown by its pseudonym from now on."
    return _answered(request, IdentityForm(request.POST or None), context, said, do)


@requires(NAME_PEOPLE)
@require_http_methods(["GET", "POST"])
def name_somebody(request: Request, public_id: str) -> HttpResponse:
    """Name somebody to the case."""
    compartment, principal = _compartment(request, public_id, NAME_PEOPLE), request.principal
    people = people_at_work(principal, compartment.space_id, on=timezone.localdate())
    form = NameSomebodyForm(request.POST or None, offered=people)
    context = {
        "title": "Name somebody to this case",
        "submit": "Name them",
        "words": "They see what their role may see of it, and nobody sees it who is not named.",
        "crumbs": _crumbs(principal, compartment, inside=True),
    }

    def do(given: dict[str, Any]) -> tuple[str, str]:
        actions.name_to_case(
            by=principal, at=timezone.localtime(), compartment=compartment, **given
        )
        return "vault:case", public_id

    return _answered(request, form, context, "They are named to the case.", do)


@requires(REVEAL)
@require_http_methods(["GET", "POST"])
def reveal(request: Request, public_id: str) -> HttpResponse:
    """Ask to see who is meant, and say why."""
    principal = request.principal
    rows = Identity.objects.visible_to(principal).select_related("compartment", "space")
    row: Any = get_object_or_404(rows, public_id=public_id)
    insist(may(principal, REVEAL, row))
    context = {
        "title": "See who somebody is",
        "submit": "Show the name",
        "words": f"The name of {row} is shown for a quarter of an hour, to you alone.",
        "crumbs": _crumbs(principal, row.compartment, inside=True),
    }

    def do(given: dict[str, Any]) -> tuple[str, str]:
        seen = actions.reveal(
            by=principal, at=timezone.localtime(), identity=row, because_of=given["because"]
        )
        return "vault:revealed", seen.public_id

    return _answered(request, RevealForm(request.POST or None), context, "", do)


def _just_seen(request: Request, public_id: str) -> Reveal:
    rows = Reveal.objects.visible_to(request.principal).select_related("identity__compartment")
    seen: Reveal = get_object_or_404(rows, public_id=public_id)
    if not actions.is_shown(seen, request.principal, timezone.localtime()):
        raise Http404
    return seen


@requires(REVEAL)
@require_safe
def revealed(request: Request, public_id: str) -> HttpResponse:
    """Who is meant, for the one who said why, and not for long."""
    principal = request.principal
    seen = _just_seen(request, public_id)
    row: Any = seen.identity
    corrections = Correction.objects.visible_to(principal).filter(identity=row)
    context = {
        "identity": row,
        "told": [
            SummaryRow("Name", row.name),
            SummaryRow("Other names", ", ".join(row.names[1:]) or "None"),
            SummaryRow("Date of birth", _day(row.born_on)),
            SummaryRow("NHS number", row.identifier or "Not known"),
            SummaryRow("In the case", row.part or row.get_kind_display()),
        ],
        "seen": seen,
        "corrections": corrections.select_related("corrected_by").order_by("-pk"),
        "may_correct": bool(may(principal, KEEP, row)),
        "crumbs": _crumbs(principal, row.compartment, inside=True),
    }
    return render(request, "vault/revealed.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def correct(request: Request, public_id: str) -> HttpResponse:
    """Write anew who is meant, within the quarter of an hour for which the name is shown."""
    principal, seen = request.principal, _just_seen(request, public_id)
    row: Any = seen.identity
    insist(may(principal, KEEP, row))
    context = {
        "title": "Correct who is meant",
        "submit": "Save the correction",
        "words": (
            f"{row} stays the pseudonym. From now on texts and drafts are held against the corrected names;"
            " what was written in the case before is not looked through again."
        ),
        "crumbs": _crumbs(principal, row.compartment, inside=True),
    }
    stands = {each: getattr(row, each) for each in (*actions.CORRECTED, "row_version")}
    stands["born_on"] = date.fromisoformat(row.born_on) if row.born_on else None

    def do(given: dict[str, Any]) -> tuple[str, str]:
        actions.correct_identity(
            by=principal,
            at=timezone.localtime(),
            seen=seen,
            because_of=given.pop("because"),
            **given,
        )
        return "vault:revealed", public_id

    form = CorrectionForm(request.POST or None, initial=stands)
    return _answered(request, form, context, "It is corrected.", do)


def _day(born_on: str) -> str:
    return british.day(date.fromisoformat(born_on)) if born_on else "Not known"
