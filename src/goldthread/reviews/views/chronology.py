"""The combined chronology: every agency's entries in one order, narrowed by child, agency and kind."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.register.models import Agency
from goldthread.reviews.merged import Silence, with_silences
from goldthread.reviews.models import ChronologyEntry, RapidReview
from goldthread.reviews.permissions import SEE
from goldthread.reviews.views.common import crumbs, find
from goldthread.ui.forms import FilterForm
from goldthread.vault.models import Identity

PER_PAGE = 200


class ChronologyFilter(FilterForm):
    """By whom, about whom, and of which kind."""

    person: Any = forms.ModelChoiceField(
        None, label="About", required=False, to_field_name="public_id", empty_label="Everybody"
    )
    agency: Any = forms.ModelChoiceField(
        None, label="Agency", required=False, to_field_name="public_id", empty_label="Every agency"
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *ChronologyEntry.Kind.choices]
    )

    def __init__(self, *args: Any, people: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset, fields["agency"].queryset = people, agencies


@requires(SEE)
@require_safe
def combined(request: Request, public_id: str) -> HttpResponse:
    """The chronology of a review, as far as its reader may see it."""
    principal = request.principal
    row = find(request, RapidReview, public_id, None, "incident")
    people = Identity.objects.visible_to(principal).filter(compartment_id=row.compartment_id)
    entries = ChronologyEntry.objects.visible_to(principal).filter(
        request__review=row, status=ChronologyEntry.Status.KEPT
    )
    agencies = Agency.objects.visible_to(principal).filter(pk__in=entries.values("agency_id"))
    form = ChronologyFilter(
        request.GET or None, people=people.order_by("pk"), agencies=agencies.order_by("name")
    )
    asked = form.cleaned_data if form.is_valid() else {}
    found = _narrowed(entries, asked).select_related("agency").defer("as_it_came")
    found = found.prefetch_related(Prefetch("people", queryset=people))
    page = Paginator(found.order_by("happened_on", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "review": row,
        "form": form,
        "lines": [(line, isinstance(line, Silence)) for line in with_silences(page)],
        "page": page,
        "crumbs": crumbs(principal, row.incident, row),
    }
    return render(request, "reviews/chronology.html", context)


def _narrowed(rows: QuerySet[ChronologyEntry], asked: dict[str, Any]) -> QuerySet[ChronologyEntry]:
    where = {
        "people": asked.get("person"),
        "agency": asked.get("agency"),
        "kind": asked.get("kind"),
    }
    return rows.filter(**{name: value for name, value in where.items() if value}).distinct()
