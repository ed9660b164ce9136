"""Published statistics: what has been taken in, and taking in more."""

from typing import Any

from django import forms
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.performance import actions
from goldthread.performance.models import PublishedValue
from goldthread.performance.permissions import SEE_SCORECARD, TAKE_RELEASE
from goldthread.performance.published import own_format
from goldthread.performance.published.reading import read
from goldthread.ui.components import Crumb
from goldthread.ui.forms import Form
from goldthread.ui.responses import invalid, posts_only

TEMPLATE = "performance/scorecard/published.html"
MOST_BYTES = 20 * 1024 * 1024


class TakeForm(Form):
    """A table as it was downloaded."""

    file = forms.FileField(
        label="Table",
        help_text="A CSV file as the Department for Education or the interactive tool gives it, up to 20 MB",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    release = forms.CharField(
        label="Edition",
        max_length=40,
        required=False,
        help_text="For example, 2024. Left blank, it is the latest year in the table",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The table must be 20 MB or smaller")
        return file


@requires(SEE_SCORECARD)
@require_safe
def releases(request: Request) -> HttpResponse:
    """The releases that figures have come from."""
    return render(request, TEMPLATE, _context(request))


@requires(TAKE_RELEASE)
@posts_only(back="published-statistics")
def take(request: Request) -> HttpResponse:
    """Take a table in, and say what was recognised, taken, unchanged, left and not understood."""
    form = TakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return invalid(request, TEMPLATE, _context(request) | {"form": form})
    file = form.cleaned_data["file"]
    table = read(file, file=file.name, release=form.cleaned_data["release"].strip())
    if table.layout == own_format.KEY:
        # Whoever holds the pen could write any council's figures in it: only the installation's own
        # command takes it.
        form.add_error("file", "This is not a table as its publisher gives it out.")
    if not table.recognised or form.errors:
        for finding in table.not_understood:
            form.add_error("file", str(finding))
        return invalid(request, TEMPLATE, _context(request) | {"form": form})
    summary = actions.take_tables(tables=[table], by=request.principal, at=timezone.now())
    context = {
        "summary": summary,
        "crumbs": [Crumb("Published statistics", reverse("published-statistics"))],
    }
    return render(request, "performance/scorecard/taken.html", context)


def _context(request: Request) -> dict[str, Any]:
    return {
        "rows": (
            PublishedValue.objects.visible_to(request.principal)
            .values(
                "release__name",
                "release__publisher",
                "release__licence",
                "file__name",
                "file__taken_at",
                "file__taken_by__name",
            )
            .annotate(figures=Count("pk"), latest=Max("period_starts_on"))
            .order_by("release__name", "file__taken_at", "file__name")
        ),
        "form": TakeForm() if may(request.principal, TAKE_RELEASE) else None,
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
