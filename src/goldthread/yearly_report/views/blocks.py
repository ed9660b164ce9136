"""Writing a passage, table or chart: with a preview, figures to be found, a draft, and no overwriting."""

from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.house import FigureRequest, Rung
from goldthread.outputs.markdown import Problem
from goldthread.ui.responses import invalid, posts_only
from goldthread.yearly_report import actions, permissions, rules
from goldthread.yearly_report.asking import offers, offers_like
from goldthread.yearly_report.contents import Content, Kind, Text
from goldthread.yearly_report.differences import differences
from goldthread.yearly_report.forms import FORMS, Choices, ContentForm, FiguresForm, RemoveForm
from goldthread.yearly_report.models import Block, Draft, Section
from goldthread.yearly_report.picking import picked
from goldthread.yearly_report.pieces import Piece, pieces_of
from goldthread.yearly_report.places import periods_to, places, usual_periods
from goldthread.yearly_report.taken_passages import offered_passages, with_passage
from goldthread.yearly_report.taking import glimpse
from goldthread.yearly_report.tokens import token
from goldthread.yearly_report.views.rows import block_or_404, crumbs, own_audience, section_or_404

MOST_FOUND = 12
CONFLICT = 409


@dataclass(frozen=True)
class Editing:
    """What is being written: a content that is there, or a new one of a kind."""

    section: Section
    kind: Kind
    block: Block | None
    choices: Choices

    def form(self, *args: Any, **kwargs: Any) -> ContentForm:
        return FORMS[self.kind](*args, choices=self.choices, **kwargs)

    def as_saved(self) -> dict[str, Any]:
        """What the form holds of the content as it stands, or to begin with."""
        if self.block is None:
            usual = usual_periods(self.section.report.year)
            return {"periods": usual, "change_from": usual[-2], "change_to": usual[-1]}
        held = values_of(self.block.content)
        return held | {"row_version": self.block.row_version}


def values_of(content: Content) -> dict[str, Any]:
    """A content as the fields of its form hold it."""
    return {field.name: getattr(content, field.name) for field in fields(content)}


@requires(permissions.WRITE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, public_id: str, kind: str) -> HttpResponse:
    """A new content at the end of a section."""
    if kind not in FORMS:
        raise Http404
    section = section_or_404(request, public_id)
    return _edit(request, Editing(section, Kind(kind), None, _choices(request, section)))


@requires(permissions.WRITE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, public_id: str) -> HttpResponse:
    """A content that is there."""
    block = block_or_404(request, public_id)
    choices = _choices(request, block.section)
    return _edit(request, Editing(block.section, Kind(block.kind), block, choices))


def _choices(request: Request, section: Section) -> Choices:
    return Choices(
        places=places(request.principal),
        titles={offer.key: offer.title for offer in offers(request.principal)},
        periods=periods_to(section.report.year),
    )


def _edit(request: Request, editing: Editing) -> HttpResponse:
    insist(rules.may_write(editing.section, editing.kind, request.principal))
    if request.method != "POST":
        draft = _draft(request, editing)
        form = editing.form(initial=editing.as_saved() | (draft.typed if draft else {}))
        return render(request, *_page(request, editing, form, draft=draft))
    act = "find" if "take" in request.POST else request.POST.get("act", "save")
    if act == "discard":
        actions.discard_draft(
            section=editing.section, block=editing.block, kind=editing.kind, by=request.principal
        )
        return redirect(request.path)
    data, wrong = picked(request.POST, editing.kind)
    if act == "passage" and editing.kind is Kind.TEXT:
        data, wrong = with_passage(request.POST, request.principal)
    form = editing.form(data)
    if act == "save":
        return _save(request, editing, form)
    _keep(request, editing, form)
    if act == "keep":
        return HttpResponse(status=204)
    if act == "preview":
        return _preview_page(request, editing, form)
    # What was typed stands in the form again, and is not held against its writer yet.
    template, context = _page(request, editing, editing.form(initial=form.typed()))
    if act == "place" and not wrong:
        wrong = _wrong_with_picked(request, editing)
    return render(request, template, context | {"wrong_pick": wrong})


def _wrong_with_picked(request: Request, editing: Editing) -> str:
    """What would be in the way of freezing in the figure that was just put in; nothing if it is there."""
    key, area, period = (request.POST[f"picked_{part}"] for part in ("key", "area", "period"))
    alone = Text(token(FigureRequest(key, area, period)), Rung.ACTIVITY)
    wrong = _preview(request, editing.section, alone).problems
    words = [each.text for each in wrong if isinstance(each, Problem)]
    return " ".join(["It was put in.", *words]) if words else ""


def _preview_page(request: Request, editing: Editing, form: ContentForm) -> HttpResponse:
    if not form.is_valid():
        return invalid(request, *_page(request, editing, form))
    template, context = _page(request, editing, form)
    context["piece"] = _preview(request, editing.section, form.content())
    if request.headers.get("HX-Request"):
        template = "yearly_report/_preview.html"
    return render(request, template, context)


def _save(request: Request, editing: Editing, form: ContentForm) -> HttpResponse:
    if not form.is_valid():
        return invalid(request, *_page(request, editing, form))
    try:
        block = _write(request, editing, form)
    except actions.Overtaken as overtaken:
        return _conflict(request, editing, form, overtaken.theirs)
    return _saved(request, editing, block)


def _saved(request: Request, editing: Editing, block: Block) -> HttpResponse:
    """Back to the section; to the very place, where something in it is to be put right."""
    label, section = editing.kind.label, editing.section
    wrong = len(_preview(request, section, block.content).problems)
    if not wrong:
        messages.success(request, f"{label}: saved.")
        return redirect(section)
    things = "one thing is" if wrong == 1 else f"{wrong} things are"
    messages.warning(
        request,
        f"{label}: saved, but {things} to be put right before the report can be frozen."
        " It stands beside the place.",
    )
    return redirect(f"{section.get_absolute_url()}#content-{block.public_id}")


def _write(request: Request, editing: Editing, form: ContentForm) -> Block:
    by, at = request.principal, timezone.localtime()
    if editing.block is None:
        return actions.add_block(section=editing.section, content=form.content(), by=by, at=at)
    version = form.cleaned_data["row_version"]
    return actions.change_block(
        block=editing.block, content=form.content(), row_version=version, by=by, at=at
    )


def _conflict(request: Request, editing: Editing, form: ContentForm, theirs: Block) -> HttpResponse:
    """Both versions with their differences; yours stays in the form, and may be saved over theirs."""
    _keep(request, editing, form)
    data = request.POST.copy()
    data["row_version"] = str(theirs.row_version)
    again = editing.form(data)
    stands = editing.form(initial=values_of(theirs.content))
    labels = {name: str(again[name].label) for name in again.fields if not again[name].is_hidden}
    template, context = _page(request, editing, again)
    context["differences"] = differences(
        labels, *({name: _words(form[name].value()) for name in labels} for form in (stands, again))
    )
    return render(request, template, context, status=CONFLICT)


def _words(value: Any) -> str:
    """What a field holds, as a reader compares it."""
    words = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")
    return words.replace("\r\n", "\n").strip()


def _draft(request: Request, editing: Editing) -> Draft | None:
    mine = Draft.objects.visible_to(request.principal)
    return mine.filter(section=editing.section, block=editing.block, kind=editing.kind).first()


def _keep(request: Request, editing: Editing, form: ContentForm) -> None:
    actions.keep_draft(
        section=editing.section,
        block=editing.block,
        kind=editing.kind,
        typed=form.typed(),
        by=request.principal,
        at=timezone.localtime(),
    )


def _page(
    request: Request,
    editing: Editing,
    form: ContentForm,
    *,
    draft: Draft | None = None,
) -> tuple[str, dict[str, Any]]:
    sought = request.POST.get("sought", "").strip()
    found = offers_like(request.principal, sought) if sought else []
    context = {
        "editing": editing,
        "form": form,
        "draft": draft,
        "sought": sought,
        "found": found[:MOST_FOUND],
        "left_out": max(0, len(found) - MOST_FOUND),
        "takes_keys": isinstance(form, FiguresForm),
        "passages": offered_passages(request.principal) if editing.kind is Kind.TEXT else [],
        "picked": {
            part: request.POST.get(f"picked_{part}", "") for part in ("key", "area", "period")
        },
        "crumbs": crumbs(section=editing.section),
        "cancel_url": editing.section.get_absolute_url(),
    }
    return "yearly_report/edit.html", context


def _preview(request: Request, section: Section, content: Content) -> Piece:
    now = timezone.localtime()
    snapshot = glimpse(section.report, [content], by=request.principal, at=now)
    (piece,) = pieces_of(snapshot, own_audience(request.principal, section.report))
    return piece


def _section_of(request: Request, public_id: str, way: str) -> str:
    return block_or_404(request, public_id).section.get_absolute_url()


@requires(permissions.WRITE_IN)
@posts_only(back=_section_of)
def move(request: Request, public_id: str, way: str) -> HttpResponse:
    """One place earlier or later in its section."""
    block = block_or_404(request, public_id)
    actions.move_block(
        block=block, earlier=way == "earlier", by=request.principal, at=timezone.localtime()
    )
    return redirect(block.section)


@requires(permissions.WRITE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, public_id: str) -> HttpResponse:
    """Take a content out of its section, after asking."""
    block = block_or_404(request, public_id)
    section, kind = block.section, Kind(block.kind)
    insist(rules.may_write(section, kind, request.principal))
    form = RemoveForm(request.POST or None, initial={"row_version": block.row_version})
    if request.method != "POST" or not form.is_valid():
        context = {
            "section": section,
            "form": form,
            "piece": _preview(request, section, block.content),
            "crumbs": crumbs(section=section),
            "cancel_url": section.get_absolute_url(),
        }
        answer = invalid if form.is_bound else render
        return answer(request, "yearly_report/remove.html", context)
    actions.remove_block(
        block=block,
        row_version=form.cleaned_data["row_version"],
        by=request.principal,
        at=timezone.localtime(),
    )
    messages.success(request, f"{kind.label}: taken out.")
    return redirect(section)
