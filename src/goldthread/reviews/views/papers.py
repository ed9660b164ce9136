"""What goes to an agency as a letter, and what comes from it as a spreadsheet or in Word."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files import names
from goldthread.files.book.apart import BookRead, read_book
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.sent import Sent, sent
from goldthread.files.word import opening
from goldthread.files.word.tables import TablesRead, read_tables
from goldthread.imports.forms import LIMITS, MOST
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word import word
from goldthread.reviews import actions
from goldthread.reviews.forms_given import LetterForm, SpreadsheetForm
from goldthread.reviews.letter import MARKING, letter
from goldthread.reviews.models import AgencyRequest
from goldthread.reviews.permissions import GIVE, KEEP
from goldthread.reviews.rules import gives_for
from goldthread.reviews.spreadsheet import told_by
from goldthread.reviews.views.common import FORM, Asked, crumbs, find
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid
from goldthread.vault.actions import reveal
from goldthread.vault.models import Identity
from goldthread.vault.permissions import REVEAL

SHOWN = 20  # problems of a spreadsheet


def _find(request: Request, public_id: str, to: Any) -> Any:
    return find(request, AgencyRequest, public_id, to, "agency", "review__incident")


def _context(request: Request, row: Any, form: Any, asked: Asked) -> dict[str, Any]:
    above = (row.review.incident, row.review, row)
    return {
        "form": form,
        "asked": asked,
        "cancel_url": row.get_absolute_url(),
        "crumbs": crumbs(request.principal, *above),
    }


@requires(REVEAL)
@require_http_methods(["GET", "POST"])
def scoping_letter(request: Request, public_id: str) -> HttpResponse:
    """The letter to one agency as Word, by name: each name in it is kept as seen, with the reason."""
    row, principal = _find(request, public_id, KEEP), request.principal
    form = LetterForm(request.POST or None)
    asked = Asked(
        title="Letter to the agency",
        submit="Make the letter",
        said="",
        about=(row,),
        words="It names who is meant. That you took it out, and why, is kept.",
    )
    context = _context(request, row, form, asked)
    if request.method == "GET":
        return render(request, FORM, context)
    if not form.is_valid():
        return invalid(request, FORM, context)
    people = list(
        Identity.objects.visible_to(principal)
        .filter(compartment_id=row.compartment_id)
        .exclude(kind=Identity.Kind.WORKER)
        .order_by("pk")
    )
    at = timezone.localtime()
    with transaction.atomic():
        for person in people:
            insist(may(principal, REVEAL, person))
            reveal(by=principal, at=at, identity=person, because_of=form.cleaned_data["because"])
        return hand_out(
            lambda stamp: stamped(word(letter(row, people, at=at)), MEDIA["docx"], stamp),
            name=f"rapid-review-{row.review.incident.reference}-letter.docx",
            media=MEDIA["docx"],
            kind="reviews.letter.exported",
            by=principal,
            at=at,
            subject=row,
            rows=len(people),
            marking=MARKING,
        )


def _may_send(request: Request, public_id: str) -> None:
    row = _find(request, public_id, GIVE)
    insist(gives_for(row, request.principal))


def _read(request: Request, public_id: str) -> Sent | None:
    file = request.FILES.get("file")
    if file is not None and opening.is_word(file.name or ""):
        named = opening.refuse_by_name
        return sent(file, most=opening.MOST_BYTES, read=read_tables, named=named)

    def read(content: bytes) -> BookRead:
        return read_book(content, most=MOST, limits=LIMITS)

    return sent(file, most=MOST.size, read=read, named=names.refuse_by_name)


@requires(GIVE, guests=True, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "POST"])
def send_entries(request: Request, public_id: str) -> HttpResponse:
    """Take an agency's own chronology in: all of it or nothing, and its names are checked next."""
    row = _find(request, public_id, GIVE)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    asked = Asked(
        title="Send a chronology",
        submit="Send it",
        said="",
        about=(row,),
        words="Names of the case become pseudonyms, and you check each entry. The file itself is not kept.",
    )
    context = _context(request, row, form, asked)
    if request.method == "GET":
        return render(request, FORM, context)
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, FORM, context)
    in_word = isinstance(file.says, TablesRead)
    told, problems = (
        ([], [file.refused]) if file.refused else told_by(file.says.sheets, in_word=in_word)
    )
    if problems or not told:
        errors = [ErrorLink(each) for each in problems[:SHOWN] or ["There is no entry in it."]]
        return invalid(request, FORM, context | {"errors": errors})
    made = actions.add_entries(
        by=request.principal, at=timezone.localtime(), request=row, told=told
    )
    said = f"{len(made)} entries came in. Check the names in each."
    messages.success(request, " ".join([said, *(_beside(file.says) if in_word else ())]))
    return redirect(row)


def _beside(tables: TablesRead) -> list[str]:
    """How a Word document was read, where its sender could have meant it otherwise."""
    said = []
    if tables.has_changes:
        said.append("Its tracked changes were read as accepted.")
    if tables.across:
        rows = "; ".join(tables.across[:SHOWN])
        said.append(f"What runs across a whole table was left out: {rows}.")
    return said
