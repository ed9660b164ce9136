"""Documents of others, and the figures that were transcribed from them: never dressed as a return."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.measures.catalogue import catalogue
from goldthread.measures.values import Measured
from goldthread.performance import actions, steps
from goldthread.performance.forms import DocumentForm, FiguresForm, SectionForm
from goldthread.performance.line_by_line import figure_words
from goldthread.performance.models import Document, Observation, Transcription
from goldthread.performance.permissions import SEE_SCORECARD, TRANSCRIBE
from goldthread.performance.transcribing import COLUMNS, written_out
from goldthread.performance.views.common import CONFLICT
from goldthread.register.models import Space, SpaceArea
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid, posts_only, seen_version

CHANGED = (
    "Somebody else changed these figures since you opened them. Read them again before you go on."
)


@requires(SEE_SCORECARD)
@require_safe
def documents(request: Request) -> HttpResponse:
    """The documents, each with its sections: who transcribed, who checked."""
    sections = (
        Transcription.objects.visible_to(request.principal)
        .select_related("transcribed_by", "checked_by")
        .annotate(figures=Count("observations"))
        .order_by("section")
    )
    by_document: dict[int, list[Transcription]] = {}
    for section in sections:
        by_document.setdefault(section.document_id, []).append(section)
    found = Document.objects.visible_to(request.principal).order_by("publisher", "-year", "title")
    context = {
        "documents": [(document, by_document.get(document.pk, [])) for document in found],
        "may_transcribe": may(request.principal, TRANSCRIBE),
    }
    return render(request, "performance/documents/list.html", context)


@requires(TRANSCRIBE)
@require_http_methods(["GET", "POST"])
def new_document(request: Request) -> HttpResponse:
    """Name a document, to transcribe from it next."""
    form = DocumentForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs()}
    page = "performance/documents/new.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    space = request.principal.space
    own = Space.objects.visible_to(request.principal).get(pk=space.id if space else 0)
    try:
        with transaction.atomic():
            document = actions.keep_document(
                space=own, by=request.principal, at=timezone.localtime(), **form.cleaned_data
            )
    except Refused as refused:
        context["errors"] = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, page, context)
    return redirect("transcribe", document.public_id)


@requires(TRANSCRIBE)
@require_http_methods(["GET", "POST"])
def transcribe(request: Request, public_id: str) -> HttpResponse:
    """Copy the figures of one section."""
    visible = Document.objects.visible_to(request.principal)
    document = get_object_or_404(visible, public_id=public_id)
    insist(may(request.principal, TRANSCRIBE, document))
    areas = _areas(request, document.space_id)
    form = SectionForm(
        request.POST or None,
        areas=areas,
        initial={"row_version": 0, "figures": ",".join(COLUMNS)},
    )
    context = {"form": form, "document": document, "areas": areas, "crumbs": _crumbs()}
    page = "performance/documents/transcribe.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            made = actions.transcribe(
                document=document,
                section=form.cleaned_data["section"],
                figures=form.copied,
                by=request.principal,
                at=timezone.localtime(),
            )
    except Refused as refused:
        context["errors"] = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, page, context)
    messages.success(
        request, "Transcribed. The figures count once another person has checked them."
    )
    return redirect("transcription", made.public_id)


@requires(SEE_SCORECARD)
@require_safe
def transcription(request: Request, public_id: str) -> HttpResponse:
    """The figures of one section, beside what the document calls them."""
    found = _find(request, public_id)
    return render(request, "performance/documents/transcription.html", _context(request, found))


@requires(TRANSCRIBE)
@posts_only(back="transcription")
def check(request: Request, public_id: str) -> HttpResponse:
    """Say, as another person, that the figures are as printed."""
    found = _find(request, public_id)
    insist(may(request.principal, TRANSCRIBE, found))
    if seen_version(request) != found.row_version:
        context = _context(request, found) | {"errors": [ErrorLink(CHANGED)]}
        return render(request, "performance/documents/transcription.html", context, status=CONFLICT)
    actions.check_transcription(
        transcription=found,
        by=request.principal,
        at=timezone.localtime(),
        row_version=found.row_version,
    )
    messages.success(request, "Checked. The figures count from now on.")
    return redirect("transcription", found.public_id)


@requires(TRANSCRIBE)
@require_http_methods(["GET", "POST"])
def correct(request: Request, public_id: str) -> HttpResponse:
    """Put right what was copied wrongly, as long as nobody has checked it."""
    found = _find(request, public_id)
    insist(steps.CORRECT.allowed(found, request.principal))
    initial = {"row_version": found.row_version, "figures": written_out(found)}
    areas = _areas(request, found.space_id)
    form = FiguresForm(request.POST or None, areas=areas, initial=initial)
    context = {"form": form, "transcription": found, "areas": areas, "crumbs": _crumbs()}
    page = "performance/documents/correct.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    actions.transcribe_again(
        transcription=found,
        figures=form.copied,
        by=request.principal,
        at=timezone.localtime(),
        row_version=form.cleaned_data["row_version"],
    )
    messages.success(request, "Put right. Another person checks it next.")
    return redirect("transcription", found.public_id)


def _crumbs() -> list[Crumb]:
    return [Crumb("Documents", reverse("documents"))]


def _find(request: Request, public_id: str) -> Transcription:
    visible = Transcription.objects.visible_to(request.principal)
    found = visible.select_related("document", "transcribed_by", "checked_by")
    return get_object_or_404(found, public_id=public_id)


def _areas(request: Request, space_id: int) -> dict[str, str]:
    """The areas that a document's figures can be about, by code: also those compared with."""
    links = SpaceArea.objects.visible_to(request.principal).filter(space_id=space_id)
    return {
        link.area.code: link.area.name for link in links.select_related("area").order_by("order")
    }


def _context(request: Request, found: Transcription) -> dict[str, Any]:
    seen = Observation.objects.visible_to(request.principal).filter(of_transcription=found)
    rows = catalogue()
    return {
        "transcription": found,
        "figures": [
            (rows[each.indicator], each, figure_words_of(each))
            for each in seen.select_related("area").order_by("pk")
        ],
        "check": steps.CHECK.allowed(found, request.principal),
        "correct": steps.CORRECT.allowed(found, request.principal),
        "may_transcribe": may(request.principal, TRANSCRIBE),
        "crumbs": _crumbs(),
    }


def figure_words_of(seen: Observation) -> str:
    """A transcribed figure as it is read, with the decimals that the document prints."""
    row = catalogue()[seen.indicator]
    measured = Measured(seen.value, seen.numerator, seen.denominator)
    return figure_words(row, measured, stated=seen.basis == "stated")
