"""Wording an indicator in the partnership's own way from a period on, with the reason."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance import actions
from goldthread.performance.addresses import indicator_page
from goldthread.performance.audiences import own_space
from goldthread.performance.definitions import versions_of
from goldthread.performance.permissions import SET_UP
from goldthread.performance.views.indicator import row_asked
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink, Form
from goldthread.ui.responses import invalid

DEFINITION = "performance/judging/definition.html"
QUARTERS = 10  # to choose from: the next one, this one, and those before


class DefinitionForm(Form):
    """What is counted from a period on, and why that is another thing than before."""

    text = forms.CharField(
        label="What is counted", widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )
    from_period = forms.ChoiceField(label="From")
    reason = forms.CharField(
        label="Why it changes",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        help_text="Stands wherever the series is shown, beside the break.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Period.holding(today, PeriodKind.QUARTER).following()
        choices = [(str(p), p.label) for p in reversed(newest.and_before(QUARTERS))]
        self.fields["from_period"] = forms.ChoiceField(label="From", choices=choices)


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def define(request: Request, key: str) -> HttpResponse:
    """The wordings that an indicator has had, and a new one."""
    row, now = row_asked(key), timezone.localtime()
    space = Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))
    versions = versions_of(row, [space.pk])
    newest = Period.holding(now.date(), PeriodKind.QUARTER)
    form = DefinitionForm(
        request.POST or None,
        today=now.date(),
        initial={"text": versions[0].text, "from_period": str(newest)},
    )
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "versions": versions,
        "crumbs": [Crumb("Scorecard", reverse("scorecard")), Crumb(row.title, indicator_page(key))],
    }
    if request.method == "GET":
        return render(request, DEFINITION, context)
    if not form.is_valid():
        return invalid(request, DEFINITION, context)
    period = Period.parse(form.cleaned_data["from_period"])
    try:
        with transaction.atomic():
            actions.define(
                by=request.principal,
                at=now,
                space=space,
                indicator=row.key,
                text=form.cleaned_data["text"],
                holds_from=period.starts_on,
                reason=form.cleaned_data["reason"],
            )
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, DEFINITION, context | {"errors": errors})
    messages.success(request, f"{row.title}: from {period.label} the definition is the new one.")
    return redirect(indicator_page(row.key))
