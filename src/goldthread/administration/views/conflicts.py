"""One's own conflicts of interest: a declared tie hides the record, whatever else is granted."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, signed_in
from goldthread.access.policy import is_conflicted
from goldthread.accounts import actions
from goldthread.accounts.models import ConflictOfInterest
from goldthread.administration.forms.conflicts import DeclareForm, EndConflictForm
from goldthread.administration.sources import row_of, source_of
from goldthread.administration.views.answers import explain, form_page
from goldthread.administration.words import kind_of_record
from goldthread.register.models import Space
from goldthread.ui.components import Crumb


@signed_in
@require_safe
def conflicts(request: Request) -> HttpResponse:
    """What one has declared. The records themselves are not named: they are hidden here too."""
    today = timezone.localdate()
    declared = ConflictOfInterest.objects.visible_to(request.principal).order_by(
        "-starts_on", "-pk"
    )
    context = {
        "declared": [
            (conflict, kind_of_record(conflict.subject_kind), _holds(conflict, today))
            for conflict in declared
        ],
        "crumbs": [Crumb("Your account", reverse("own-account"))],
    }
    return render(request, "administration/conflicts.html", context)


def _holds(conflict: ConflictOfInterest, today: date) -> bool:
    return conflict.ends_on is None or conflict.ends_on > today


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Declare a tie to a record, once what follows from it was read."""
    principal = request.principal
    row = row_of(principal, kind, public_id)
    # Asked in any case: what is hidden must not take longer than what is not there.
    source = source_of(principal, kind, public_id)
    if row is None or principal.space is None:
        raise Http404
    if is_conflicted(principal, row):  # a double click, or the Back button
        return redirect("conflicts")
    if source is None or not source.may_open:
        raise Http404
    form = DeclareForm(request.POST or None)
    if form.is_valid():
        actions.declare_conflict(
            by=principal,
            at=timezone.localtime(),
            space=Space.objects.visible_to(principal).get(pk=principal.space.id),
            subject_kind=kind,
            subject_id=row.pk,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "Your conflict of interest is declared. The record is hidden.")
        return redirect("conflicts")
    context = {
        "form": form,
        "title": "Declare a conflict of interest",
        "words": f"{source.title}.",
        "consequences": (
            "from now on this record does not exist for you: not in lists, searches or figures",
            "whatever role you hold makes no difference",
            "that you declared it, and when, stands in the trail; your reason does not",
        ),
        "submit": "Declare it and hide the record",
        "cancel_url": source.url,
    }
    return form_page(request, "ui/confirm.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """Take a conflict back, once it is confirmed."""
    principal = request.principal
    own = ConflictOfInterest.objects.visible_to(principal)
    conflict = get_object_or_404(own, public_id=public_id)
    form = EndConflictForm(request.POST or None, initial={"row_version": conflict.row_version})
    if form.is_valid():
        try:
            actions.end_conflict(
                conflict=conflict, by=principal, at=timezone.localtime(), **form.cleaned_data
            )
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, "The conflict of interest ends today.")
            return redirect("conflicts")
    context = {
        "form": form,
        "title": "End a conflict of interest",
        "words": conflict.reason,
        "consequences": (
            "from tomorrow you see the record again, as far as your role allows",
            "the trail keeps that you declared it and that you ended it",
        ),
        "submit": "End it today",
        "cancel_url": reverse("conflicts"),
    }
    return form_page(request, "ui/confirm.html", context)
