"""Packs of the scorecard: frozen for the executive, and given out as they were made."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, Unmade, requires
from goldthread.access.policy import may
from goldthread.access.spaces import working_in
from goldthread.files.handing_out import hand_out
from goldthread.measures.periods import Period
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.outputs.stamping import stamped
from goldthread.performance import actions
from goldthread.performance.audiences import own_space
from goldthread.performance.models import ChangeToAnswer, Pack
from goldthread.performance.packs import MARKING, content_of
from goldthread.performance.permissions import FREEZE_PACK, SEE_SCORECARD
from goldthread.performance.views.scorecard import Choice, chosen, short
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink, Form
from goldthread.ui.responses import invalid, posts_only

LIST = "performance/packs/list.html"
LATEST_CHANGES = 40
PDF = "application/pdf"


class FreezeForm(Form):
    """Of which period a pack is frozen."""

    period = forms.ChoiceField(label="Period")


@requires(SEE_SCORECARD)
@require_safe
def packs(request: Request) -> HttpResponse:
    """The packs that were frozen, and a form to freeze another for those who may."""
    choice = chosen(request, on=timezone.localdate())
    return render(request, LIST, _context(request, choice, _form(choice, None)))


@requires(FREEZE_PACK)
@posts_only(back="packs")
def freeze(request: Request) -> HttpResponse:
    """Freeze what the scorecard shows of a period."""
    now, principal = timezone.localtime(), request.principal
    choice = chosen(request, on=now.date())
    form = _form(choice, request.POST)
    context = _context(request, choice, form)
    if not form.is_valid():
        return invalid(request, LIST, context)
    changes = ChangeToAnswer.objects.visible_to(principal).filter(space_id__in=own_space(principal))
    content = content_of(
        principal,
        period=Period.parse(form.cleaned_data["period"]),
        lines=choice.lines,
        columns=choice.columns,
        changes=changes.select_related("area").order_by("-found_at")[:LATEST_CHANGES],
        on=now.date(),
    )
    space = Space.objects.visible_to(principal).get(pk__in=own_space(principal))
    try:
        with transaction.atomic():
            actions.freeze_pack(by=principal, at=now, space=space, content=content)
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, LIST, context | {"errors": errors})
    messages.success(request, "The pack is frozen: it shows what the executive sees, for good.")
    return redirect("packs")


def _form(choice: Choice, given: Any) -> FreezeForm:
    form = FreezeForm(given)
    form.fields["period"] = forms.ChoiceField(
        label="Period", choices=[(str(option), short(option)) for option in choice.options]
    )
    return form


def _context(request: Request, choice: Choice, form: FreezeForm) -> dict[str, Any]:
    kept = Pack.objects.visible_to(request.principal).filter(
        space_id__in=own_space(request.principal)
    )
    may_freeze = bool(may(request.principal, FREEZE_PACK)) and bool(choice.options)
    return {
        "packs": kept.select_related("frozen_by").order_by("-frozen_at", "-pk"),
        "form": form if may_freeze else None,
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }


@requires(SEE_SCORECARD, again=True)
@require_safe
def pack_file(request: Request, public_id: str) -> HttpResponse:
    """A pack as PDF; made when nothing waits for the transaction."""
    visible = Pack.objects.visible_to(request.principal).filter(
        space_id__in=own_space(request.principal)
    )
    pack = get_object_or_404(visible, public_id=public_id)
    principal, now = request.principal, timezone.localtime()

    def make() -> HttpResponse:
        try:
            content = actions.file_of_pack(pack, by=principal, at=now)
        except PdfNotPossible as why:
            messages.error(request, str(why))
            return redirect("packs")

        with working_in(principal.spaces):
            return hand_out(
                partial(stamped, content, PDF),
                name=f"pack-{pack.period.replace(' ', '-').lower()}.pdf",
                media=PDF,
                kind="performance.pack.exported",
                by=principal,
                at=now,
                subject=pack,
                rows=None,
                marking=MARKING,
            )

    return Unmade(make)
