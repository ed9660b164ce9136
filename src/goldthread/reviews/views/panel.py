"""The Panel's form: its versions and blanks, what a review has of it, and the filled file."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.sent import Sent, sent
from goldthread.files.store import read
from goldthread.files.word.blanks import read_blanks
from goldthread.files.word.opening import MOST_BYTES, refuse_by_name
from goldthread.outputs.stamping import stamped
from goldthread.outputs.word_filled import filled
from goldthread.register.models import Space
from goldthread.reviews import actions
from goldthread.reviews.actions.panel import BEFORE_IT_GOES
from goldthread.reviews.forms_panel import CellsForm, ForPanelForm, PanelFileForm, TemplateForm
from goldthread.reviews.letter import MARKING
from goldthread.reviews.models import PanelTemplate, RapidReview, TemplateCell
from goldthread.reviews.models.rapid import FOR_THE_PANEL
from goldthread.reviews.panel.catalogue import source
from goldthread.reviews.panel.checking import lines_of, named_in, template_in_use, values_for
from goldthread.reviews.panel.values import PanelCase
from goldthread.reviews.permissions import KEEP, KEEP_TEMPLATE, SEE_ALL
from goldthread.reviews.views.common import FORM, Asked, answered, crumbs, find, own_space_id
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid
from goldthread.vault.actions import reveal
from goldthread.vault.permissions import REVEAL

TITLE = "The Panel's form"
MEDIUM = MEDIA["docx"]


def _way(request: Request) -> list[Crumb]:
    return [*crumbs(request.principal), Crumb(TITLE, reverse("reviews:template"))]


@requires(KEEP_TEMPLATE)
@require_safe
def template(request: Request) -> HttpResponse:
    """The versions of the form, the newest first, and which of them is filled in."""
    principal = request.principal
    space_id = own_space_id(principal)
    rows = PanelTemplate.objects.visible_to(principal).filter(space_id=space_id)
    in_use = template_in_use(principal, space_id)
    context = {
        "templates": rows.select_related("sent_by", "mapped_by").order_by("-version"),
        "in_use": in_use.pk if in_use else None,
        "source": source(),
        "crumbs": crumbs(principal),
    }
    return render(request, "reviews/template.html", context)


def _read(request: Request) -> Sent | None:
    file = request.FILES.get("file")
    return sent(file, most=MOST_BYTES, read=read_blanks, named=refuse_by_name)


def _may_send(request: Request) -> None:
    insist(may(request.principal, KEEP_TEMPLATE))


@requires(KEEP_TEMPLATE, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "POST"])
def new_template(request: Request) -> HttpResponse:
    """Take a version of the form in; what goes where is said next."""
    principal = request.principal
    space_id = own_space_id(principal)
    form = TemplateForm(request.POST or None, request.FILES or None)
    asked = Asked(
        title="Send the Panel's form",
        submit="Send it",
        said="",
        words="It is kept as it came. Next, say what goes into each of its blanks.",
    )
    context = {
        "form": form,
        "asked": asked,
        "cancel_url": reverse("reviews:template"),
        "crumbs": _way(request),
    }
    if request.method == "GET":
        return render(request, FORM, context)
    file: Sent | None = request.sent
    if not form.is_valid() or file is None:
        return invalid(request, FORM, context)
    if file.refused or not file.says:
        words = file.refused or "No blank cell, control or line to be filled in was found in it."
        return invalid(request, FORM, context | {"errors": [ErrorLink(words)]})
    made = actions.send_template(
        by=principal,
        at=timezone.localtime(),
        space=Space.objects.visible_to(principal).get(pk=space_id),
        name=file.name,
        content=file.content,
        blanks=file.says,
    )
    messages.success(request, "It is kept. Say what goes into each blank.")
    return redirect(made)


@requires(KEEP_TEMPLATE)
@require_http_methods(["GET", "POST"])
def template_cells(request: Request, public_id: str) -> HttpResponse:
    """Say what goes into each blank of a version."""
    principal = request.principal
    row = find(request, PanelTemplate, public_id, KEEP_TEMPLATE)
    cells = list(TemplateCell.objects.visible_to(principal).filter(template=row).order_by("number"))
    form = CellsForm(
        request.POST or None,
        cells=cells,
        is_new=row.mapped_at is None,
        initial={"row_version": row.row_version},
    )
    context = {
        "template": row,
        "form": form,
        "gone": _gone(request, row, cells),
        "kept": sum(bool(cell.takes) for cell in cells) if row.mapped_at is None else 0,
        "cancel_url": reverse("reviews:template"),
        "crumbs": _way(request),
    }
    if request.method == "GET":
        return render(request, "reviews/template_cells.html", context)
    if not form.is_valid():
        return invalid(request, "reviews/template_cells.html", context)
    actions.map_template(
        by=principal,
        at=timezone.localtime(),
        template=row,
        takes=form.takes,
        row_version=form.cleaned_data["row_version"],
    )
    messages.success(request, "It is saved. Reviews are filled into this version from now on.")
    return redirect("reviews:template")


def _gone(request: Request, row: PanelTemplate, cells: list[TemplateCell]) -> list[TemplateCell]:
    """What the version before filled in, and this one has no blank of the same words for."""
    earlier = PanelTemplate.objects.visible_to(request.principal).filter(
        space_id=row.space_id, version=row.version - 1
    )
    there = {(cell.words, cell.under, cell.holds) for cell in cells}
    before = TemplateCell.objects.visible_to(request.principal).filter(template__in=earlier)
    return [
        cell
        for cell in before.exclude(takes="").order_by("number")
        if (cell.words, cell.under, cell.holds) not in there
    ]


def _find(request: Request, public_id: str, to: Any) -> Any:
    return find(request, RapidReview, public_id, to, "incident__notification", "compartment")


@requires(SEE_ALL)
@require_safe
def panel_form(request: Request, public_id: str) -> HttpResponse:
    """What the form of a review has, and what is missing, with where it is written down."""
    row, principal = _find(request, public_id, SEE_ALL), request.principal
    form = template_in_use(principal, row.space_id)
    case = PanelCase(row, principal, timezone.localtime())
    lines = lines_of(case, form) if form else []
    keeps = bool(may(principal, KEEP, row))
    context = {
        "review": row,
        "template": form,
        "lines": len(lines),
        "missing": [line for line in lines if line.is_missing],
        "there": [line for line in lines if not line.is_missing],
        "blank": form.cells.filter(takes="").count() if form else 0,
        "keeps": keeps,
        "may_write": keeps and row.status in BEFORE_IT_GOES,
        "may_make": keeps and form is not None and bool(may(principal, REVEAL, row)),
        "may_send_form": bool(may(principal, KEEP_TEMPLATE)),
        "crumbs": crumbs(principal, row.incident, row),
    }
    return render(request, "reviews/panel_form.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def for_panel(request: Request, public_id: str) -> HttpResponse:
    """Write down what only the Panel's form asks for."""
    row = _find(request, public_id, KEEP)
    back = reverse("reviews:panel-form", args=[row.public_id])
    names = (*FOR_THE_PANEL, "row_version")
    form = ForPanelForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    asked = Asked(
        title="What the Panel asks for besides",
        submit="Save it",
        said="It is saved.",
        about=(row.incident, row),
        words="All of it can be written bit by bit. What stays blank is named as missing on the page of the form.",
        back=back,
    )

    def do(given: dict[str, Any]) -> str:
        actions.write_for_panel(by=request.principal, at=timezone.localtime(), review=row, **given)
        return back

    return answered(request, form, asked, do)


@requires(REVEAL)
@require_http_methods(["GET", "POST"])
def panel_file(request: Request, public_id: str) -> HttpResponse:
    """The filled form as Word: where it says names, each is kept as seen, with the reason."""
    row, principal = _find(request, public_id, KEEP), request.principal
    at = timezone.localtime()
    used = template_in_use(principal, row.space_id)
    if used is None:
        raise Http404
    case = PanelCase(row, principal, at)
    lines = lines_of(case, used)
    people = named_in(case, lines)
    form = PanelFileForm(request.POST or None, names=bool(people))
    said = "It says by name who is meant. That you took it out, and why, is kept."
    asked = Asked(
        title="The Panel's form, filled in",
        submit="Make the file",
        said="",
        about=(row.incident, row),
        words=said if people else "It names nobody. That you took it out is kept.",
    )
    context = {
        "form": form,
        "asked": asked,
        "cancel_url": reverse("reviews:panel-form", args=[row.public_id]),
        "crumbs": crumbs(principal, *asked.about),
    }
    if request.method == "GET":
        return render(request, FORM, context)
    if not form.is_valid():
        return invalid(request, FORM, context)
    with transaction.atomic():
        for person in people:
            insist(may(principal, REVEAL, person))
            because = form.cleaned_data["because"]
            reveal(by=principal, at=at, identity=person, because_of=because)
        return hand_out(
            lambda stamp: stamped(filled(read(used.file), values_for(lines)), MEDIUM, stamp),
            name=f"rapid-review-{row.incident.reference}-panel.docx",
            media=MEDIUM,
            kind="reviews.panel_form.exported",
            by=principal,
            at=at,
            subject=row,
            rows=len(people),
            marking=MARKING,
        )
