"""The family of a case: drawn, said in words, and written down tie by tie."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.reviews import actions, offered
from goldthread.reviews.family.reading import family_of, sentence
from goldthread.reviews.forms import SureForm
from goldthread.reviews.forms_panel import TieForm
from goldthread.reviews.models import Incident, RapidReview, Tie
from goldthread.reviews.permissions import KEEP, SEE_ALL
from goldthread.reviews.views.common import Asked, answered, crumbs, find
from goldthread.vault.models import Identity

PATH = "reviews:family"


@requires(SEE_ALL)
@require_safe
def family(request: Request, public_id: str) -> HttpResponse:
    """The genogram and the ecomap of a case, with the table that says the same."""
    row, principal = find(request, Incident, public_id, SEE_ALL), request.principal
    review = RapidReview.objects.visible_to(principal).filter(incident=row).first()
    context = {
        "incident": row,
        "review": review,
        "family": family_of(row, by=principal),
        "keeps": bool(may(principal, KEEP, row)),
        "crumbs": crumbs(principal, row),
    }
    return render(request, "reviews/family.html", context)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def new_tie(request: Request, public_id: str) -> HttpResponse:
    """Write down one tie."""
    row, principal = find(request, Incident, public_id, KEEP), request.principal
    people = Identity.objects.visible_to(principal).filter(compartment_id=row.compartment_id)
    on = timezone.localdate()
    form = TieForm(
        request.POST or None,
        people=people.exclude(kind=Identity.Kind.WORKER).order_by("pk"),
        agencies=offered.agencies(principal, row.space_id, on=on),
    )
    asked = Asked(
        title="Write down a tie",
        submit="Save it",
        said="It is saved, and drawn.",
        about=(row,),
        words="It reads as a sentence: who, what, to whom. People are first written down among those who are meant.",
        back=reverse(PATH, args=[row.public_id]),
    )

    def do(given: dict[str, Any]) -> str:
        actions.write_tie(by=principal, at=timezone.localtime(), incident=row, **form.given)
        return reverse(PATH, args=[row.public_id])

    return answered(request, form, asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def tie_out(request: Request, public_id: str) -> HttpResponse:
    """Take a tie out that was wrong."""
    row = find(request, Tie, public_id, KEEP, "incident", "who", "to_person", "to_agency")
    back = reverse(PATH, args=[row.incident.public_id])
    asked = Asked(
        title="Take it out",
        submit="Take it out",
        said="It is taken out, and drawn no more.",
        about=(row.incident,),
        words=f"{sentence(row)}. It stays in the records, and is drawn no more.",
        back=back,
    )

    def do(given: dict[str, Any]) -> str:
        actions.take_tie_out(by=request.principal, at=timezone.localtime(), tie=row, **given)
        return back

    form = SureForm(request.POST or None, initial={"row_version": row.row_version})
    return answered(request, form, asked, do)
