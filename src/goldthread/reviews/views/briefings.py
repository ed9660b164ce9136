"""Seven-minute briefings: written in their case, put to the gate, read by everybody, used in teams."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, because, insist
from goldthread.access.guard import Beforehand, Request, Unmade, requires
from goldthread.access.policy import may
from goldthread.access.spaces import working_in
from goldthread.files.draft import Draft, read_draft
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.improvement.models import Finding
from goldthread.outputs.document import Document
from goldthread.outputs.pdf import PdfNotPossible, pdf
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word import word
from goldthread.publication.permissions import PREPARE
from goldthread.reviews import actions, offered
from goldthread.reviews.boxes import boxes
from goldthread.reviews.briefing_page import MARKING, document_of, pages_of
from goldthread.reviews.forms_briefings import BeginBriefingForm, BriefingForm, ToGateForm, UseForm
from goldthread.reviews.models import Briefing, BriefingUse, Incident, LetOutBriefing
from goldthread.reviews.permissions import KEEP, NOTE_USE, READ_BRIEFINGS, SEE
from goldthread.reviews.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.ui.components import Crumb

PER_PAGE = 25
MAKERS = {"pdf": pdf, "docx": word}
LIST = "Briefings"
NAME = "briefing.pdf"


def _find(request: Request, public_id: str, to: Any = None) -> Any:
    return find(request, Briefing, public_id, to, "incident", "space", "publication", "let_out")


def _out(request: Request, public_id: str, to: Any = None) -> Any:
    return find(request, LetOutBriefing, public_id, to, "space")


def _to_list() -> list[Crumb]:
    return [Crumb(LIST, reverse("reviews:briefings"))]


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new(request: Request, public_id: str) -> HttpResponse:
    """Begin a briefing of a case, from the findings that it has."""
    row, principal = find(request, Incident, public_id, KEEP), request.principal
    found = Finding.objects.visible_to(principal).filter(compartment=row.compartment_id)
    form = BeginBriefingForm(
        request.POST or None, offered={"findings": found.order_by("kind", "pk")}
    )
    asked = Asked(
        title="Make a seven-minute briefing",
        submit="Go on to its boxes",
        said="It has begun. Write its boxes so that they tell nobody apart.",
        about=(row,),
    )

    def do(given: dict[str, Any]) -> Any:
        made = actions.begin_briefing(
            by=principal,
            at=timezone.localtime(),
            incident=row,
            title=given["title"],
            findings=given.get("findings", ()),
        )
        return reverse("reviews:briefing-change", args=[made.public_id])

    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """A briefing as it is written, and where it stands."""
    row, principal = _find(request, public_id), request.principal
    is_open = bool(may(principal, KEEP, row)) and row.let_out is None
    context = {
        "briefing": row,
        "boxes": [(box, getattr(row, box.key)) for box in boxes()],
        "is_open": is_open,
        "may_send": is_open and bool(may(principal, PREPARE, row)),
        "crumbs": crumbs(principal, row.incident),
    }
    return render(request, "reviews/briefing.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def change(request: Request, public_id: str) -> HttpResponse:
    """Write the boxes."""
    row = _find(request, public_id, KEEP)
    initial = {box.key: getattr(row, box.key) for box in boxes()}
    initial |= {"title": row.title, "row_version": row.row_version}
    form = BriefingForm(request.POST or None, initial=initial)
    asked = Asked(
        title="Write the briefing",
        submit="Save it",
        said="It is saved.",
        about=(row.incident, row),
        words="It fits on one page, and says nothing that tells the case apart.",
    )

    def do(given: dict[str, Any]) -> Briefing:
        return actions.write_briefing(
            by=request.principal, at=timezone.localtime(), briefing=row, **form.given
        )

    return answered(request, form, asked, do)


@dataclass(frozen=True)
class _Made:
    """The briefing as a file, made and read before the transaction."""

    content: bytes
    pages: int
    draft: Draft
    row_version: int


def _may_send(request: Request, public_id: str) -> None:
    insist(may(request.principal, PREPARE, _find(request, public_id, KEEP)))


def _made(request: Request, public_id: str) -> _Made | str:
    """The file for the gate, or why there is none."""
    with working_in(request.principal.spaces):
        row = _find(request, public_id, KEEP)
        document = _draft_of(row, marking="")
    try:
        content = pdf(document)
    except PdfNotPossible as why:
        return str(why)
    return _Made(content, pages_of(content), read_draft(content, NAME), row.row_version)


def _draft_of(row: Briefing, *, marking: str) -> Document:
    return document_of(
        row.title, row.told, publisher=row.space.name, at=timezone.localtime(), marking=marking
    )


@requires(KEEP, beforehand=Beforehand(allowed=_may_send, read=_made))
@require_http_methods(["GET", "POST"])
def to_gate(request: Request, public_id: str) -> HttpResponse:
    """Put it to the gate as it stands; it is looked through there, and read by two people."""
    row = _find(request, public_id, KEEP)
    insist(may(request.principal, PREPARE, row))
    form = ToGateForm(request.POST or None, initial={"row_version": row.row_version})
    asked = Asked(
        title="Put it to the gate",
        submit="Send it to the gate",
        said="It is at the gate. Two people read it there before a partner lets it out.",
        about=(row.incident, row),
        words="It is looked through for whatever could tell who somebody is, and two people read it.",
    )

    def do(given: dict[str, Any]) -> Any:
        made = request.sent
        if isinstance(made, str):
            raise Refused(because((True, made)))
        assert isinstance(made, _Made)
        insist(
            because(
                (made.pages > 1, f"It runs to {made.pages} pages: shorten it to one."),
                (made.row_version != row.row_version, "Somebody else has changed it: look again."),
            )
        )
        return actions.put_to_gate(
            by=request.principal,
            at=timezone.localtime(),
            briefing=row,
            draft=made.draft,
            content=made.content,
            **given,
        )

    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def page_of(request: Request, public_id: str, media: str) -> HttpResponse:
    """The briefing as it is written, as PDF or Word, marked as a draft."""
    row = _find(request, public_id)
    return _handed_out(
        request, row, _draft_of(row, marking=MARKING), media, "reviews.briefing.exported"
    )


def _handed_out(
    request: Request, row: Any, document: Document, media: str, kind: str
) -> HttpResponse:
    if media not in MAKERS:
        raise Http404
    principal, now = request.principal, timezone.localtime()

    def make() -> HttpResponse:
        try:
            content = MAKERS[media](document)
        except PdfNotPossible as why:
            messages.error(request, str(why))
            return redirect(row)
        with working_in(principal.spaces):
            return hand_out(
                partial(stamped, content, MEDIA[media]),
                name=f"briefing-{now:%Y-%m-%d}.{media}",
                media=MEDIA[media],
                kind=kind,
                by=principal,
                at=now,
                subject=row,
                rows=None,
                marking=document.marking,
            )

    return Unmade(make)


# -- Let out -------------------------------------------------------------------------------------------


@requires(READ_BRIEFINGS)
@require_safe
def list_let_out(request: Request) -> HttpResponse:
    """The briefings that the gate let out, the newest first, with how much they were used."""
    there = LetOutBriefing.objects.visible_to(request.principal).filter(withdrawn_on=None)
    rows = there.annotate(teams=Count("uses"), people=Sum("uses__people"))
    page = Paginator(rows.order_by("-let_out_on", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "reviews/briefings.html", {"page": page})


@requires(READ_BRIEFINGS)
@require_safe
def let_out(request: Request, public_id: str) -> HttpResponse:
    """A briefing that teams may use, who used it, and which agencies have not said so."""
    row, principal = _out(request, public_id), request.principal
    uses = BriefingUse.objects.visible_to(principal).filter(briefing=row)
    uses = uses.select_related("agency").order_by("-used_on", "-pk")
    agencies = offered.agencies(principal, row.space_id, on=timezone.localdate())
    context = {
        "briefing": row,
        "boxes": [
            (heading, [line for line in text.splitlines() if line.strip()])
            for heading, text in row.boxes
        ],
        "uses": uses,
        "silent": agencies.exclude(pk__in=uses.order_by().values("agency_id")),
        "may_note": bool(may(principal, NOTE_USE, row)),
        "crumbs": _to_list(),
    }
    return render(request, "reviews/briefing_out.html", context)


@requires(READ_BRIEFINGS)
@require_safe
def page_of_let_out(request: Request, public_id: str, media: str) -> HttpResponse:
    """A briefing that was let out, as PDF or Word; there is none of one that was withdrawn."""
    row = _out(request, public_id)
    if row.withdrawn_on is not None:
        raise Http404
    document = document_of(row.title, row.boxes, publisher=row.space.name, at=timezone.localtime())
    return _handed_out(request, row, document, media, "reviews.let_out_briefing.exported")


@requires(NOTE_USE)
@require_http_methods(["GET", "POST"])
def used(request: Request, public_id: str) -> HttpResponse:
    """Say that a team used it."""
    row, principal = _out(request, public_id, NOTE_USE), request.principal
    on = timezone.localdate()
    agencies = offered.agencies(principal, own_space_id(principal), on=on)
    if own := principal.agencies_for(NOTE_USE):
        agencies = agencies.filter(pk__in=own)
    only = agencies[:2]
    initial = {"used_on": on} | ({"agency": only[0].public_id} if len(only) == 1 else {})
    form = UseForm(request.POST or None, initial=initial, offered={"agency": agencies})
    asked = Asked(
        title="Say that a team used it",
        submit="Save",
        said="It is kept. Thank you.",
        about=(row,),
        way=(*_to_list(), Crumb(str(row), row.get_absolute_url())),
    )

    def do(given: dict[str, Any]) -> BriefingUse:
        return actions.note_use(by=principal, at=timezone.localtime(), briefing=row, **given)

    return answered(request, form, asked, do)
