"""What is offered to somebody: answering it oneself, and taking it back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires, signed_in
from goldthread.access.policy import may
from goldthread.accounts import actions
from goldthread.accounts.models import Offer
from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.administration.forms.offers import AnswerForm, SendForm, WithdrawForm
from goldthread.administration.people import offers_prepared
from goldthread.administration.views.answers import explain, form_page
from goldthread.ui.components import Crumb


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Accept or decline a role that is offered to oneself; for everybody else there is no such page."""
    principal, now = request.principal, timezone.localtime()
    mine = actions.offers_to(principal.acting_id, on=now.date())
    offer = next((one for one in mine if one.public_id == public_id), None)
    if offer is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        accepts = form.cleaned_data["accepts"]
        try:
            actions.answer_offer(offer=offer, accepts=accepts, by=principal, at=now)
        except Refused as refused:
            explain(form, refused)
        else:
            done = "You have accepted" if accepts else "You have declined"
            messages.success(request, f"{done}: {offer.title.lower()} in {offer.space}.")
            return redirect("home")
    context = {"form": form, "offer": offer, "cancel_url": reverse("home")}
    return form_page(request, "administration/answer_offer.html", context)


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take an offer back before it is answered."""
    principal, now = request.principal, timezone.localtime()
    here = Offer.objects.visible_to(principal).select_related("person", "space", "agency")
    offer = get_object_or_404(here, public_id=public_id)
    insist(may(principal, ADMIT_PEOPLE, offer))
    form = WithdrawForm(request.POST or None, initial={"row_version": offer.row_version})
    if form.is_valid():
        version = form.cleaned_data["row_version"]
        try:
            actions.withdraw_offer(offer=offer, by=principal, at=now, row_version=version)
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, f"Taken back: {offer.person.email} can accept it no more.")
            return redirect("people")
    context = {
        "form": form,
        "title": "Take back what was offered",
        "words": f"{offer.title} in {offer.space}, offered to {offer.person.email}.",
        "submit": "Take it back",
        "cancel_url": reverse("people"),
        "crumbs": [Crumb("People", reverse("people"))],
    }
    return form_page(request, "ui/confirm.html", context)


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request) -> HttpResponse:
    """Ask those whose roles were prepared, all of them or some."""
    principal, now = request.principal, timezone.localtime()
    prepared = list(offers_prepared(principal, on=now.date()))
    form = SendForm(request.POST or None, prepared=prepared)
    if form.is_valid():
        try:
            for offer in form.cleaned_data["offers"]:
                actions.send_offer(offer=offer, by=principal, at=now)
        except Refused as refused:
            # One that is refused stops all: no letter has gone before the transaction ends.
            transaction.set_rollback(True)
            explain(form, refused)
        else:
            asked = len(form.cleaned_data["offers"])
            messages.success(request, f"{asked} asked: a letter goes to each.")
            return redirect("people")
    context = {
        "form": form,
        "prepared": prepared,
        "cancel_url": reverse("people"),
        "crumbs": [Crumb("People", reverse("people"))],
    }
    return form_page(request, "administration/send_offers.html", context)
