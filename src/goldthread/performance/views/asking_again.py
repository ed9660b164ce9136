"""Asking several agencies at once for a period, each for what it was asked before."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from goldthread.access.guard import Request, requires
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance import actions
from goldthread.performance.asked_before import agencies_before
from goldthread.performance.forms import usual_due_on
from goldthread.performance.forms_board import AskAgainForm, PeriodForm
from goldthread.performance.permissions import ASK_FOR_RETURN
from goldthread.performance.views.asking import areas_of
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid


@requires(ASK_FOR_RETURN)
@require_http_methods(["GET", "POST"])
def ask_again(request: Request) -> HttpResponse:
    """The agencies that were asked before, ticked; those asked already, and those never asked, beside."""
    today = timezone.localdate()
    period = _period(request, today)
    found = agencies_before(request.principal, period, on=today)
    form = AskAgainForm(
        request.POST or None,
        before=found.askable,
        areas=areas_of(request),
        period=period,
        today=today,
        initial={
            "agencies": list(found.askable),
            "due_on": usual_due_on(period, today, found.newest),
        },
    )
    context = {
        "form": form,
        "period_form": PeriodForm(initial={"period": str(period)}, today=today),
        "period": period,
        "found": found,
        "crumbs": [
            Crumb("Returns", reverse("returns")),
            Crumb("Who owes what", reverse("returns-board")),
        ],
    }
    page = "performance/returns/ask_again.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    came = actions.ask_as_before(
        by=request.principal,
        at=timezone.localtime(),
        before=form.cleaned_data["agencies"],
        period=period,
        due_on=form.cleaned_data["due_on"],
        note=form.cleaned_data["note"],
        but=form.cleaned_data["but"],
    )
    if not came.done:
        errors = [ErrorLink(reason) for reason in came.refused]
        return invalid(request, page, context | {"errors": errors})
    names = ", ".join(str(each.agency) for each in came.done)
    messages.success(request, f"Asked for {period.label}: {names}.")
    if came.refused:
        messages.warning(request, f"Not asked: {' '.join(came.refused)}")
    return redirect(f"{reverse('returns-board')}?{urlencode({'period': str(period)})}")


def _period(request: Request, today: date) -> Period:
    """The period of the address, or the last quarter that is over."""
    form = PeriodForm(request.GET or None, today=today)
    if form.is_bound and form.is_valid():
        return Period.parse(form.cleaned_data["period"])
    return Period.holding(today, PeriodKind.QUARTER).previous()
