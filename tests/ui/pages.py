"""Addresses that only the tests of the look have: the gallery, and a page in each of its states."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from goldthread.access.decision import Decision
from goldthread.access.guard import Forbidden, public
from goldthread.access.principal import Held, Principal, SpaceRef
from goldthread.house import Role
from goldthread.ui import examples
from goldthread.ui.components import Crumb
from goldthread.ui.errors import form_expired, server_error
from goldthread.ui.responses import invalid

handler400 = "goldthread.ui.errors.bad_request"
handler403 = "goldthread.ui.errors.forbidden"
handler404 = "goldthread.ui.errors.not_found"
handler500 = "goldthread.ui.errors.server_error"

EASTMARCH = SpaceRef(
    1, "EWSCP", "Eastmarch and Wellbridge Safeguarding Children Partnership", is_fictional=True
)
BUSINESS_MANAGER = Principal(
    person_id=1,
    name="Business manager",
    space=EASTMARCH,
    spaces=frozenset({1}),
    held=(Held(Role.BUSINESS_MANAGER, 1),),
    spaces_to_choose=2,
)


def page(address, view, name):
    """A page seen by the business manager of Eastmarch."""

    def seen(request):
        request.principal = BUSINESS_MANAGER
        return view(request)

    return path(address, public(seen), name=name)


def gallery(request):
    return render(request, "ui/gallery.html", examples.examples(request))


def home(request):
    messages.success(request, "The return was accepted.")
    messages.info(request, "Two figures have changed since the report was frozen.")
    return render(request, "look/home.html", {"items": examples.inbox(), "today": examples.TODAY})


def form(request):
    form = examples.ExampleForm(request.POST or None, request.FILES or None)
    context = {"form": form, "crumbs": [Crumb("Home", "/"), Crumb("Performance", "/scorecard/")]}
    if form.is_bound and not form.is_valid():
        return invalid(request, "look/form.html", context)
    return render(request, "look/form.html", context)


def scorecard(request):
    return render(request, "look/scorecard.html", {"figures": examples.figures()})


def confirm(request):
    context = {
        "title": "End the appointment of the data submitter?",
        "words": "Eastmarch Council would have nobody to send its figures.",
        "consequences": ["Their sessions end at once.", "What they signed stays signed."],
        "warning": "This cannot be undone. A new appointment needs another person’s agreement.",
        "submit": "End the appointment",
        "cancel_url": "/",
    }
    return render(request, "ui/confirm.html", context)


def waiting(request):
    """Long work that ends as soon as it was asked about once; the page is loaded again then."""
    shown = examples.examples(request)
    is_done = "done" in request.COOKIES
    progress = shown["finished"] if is_done else replace(shown["under_way"], url="/done/")
    return render(request, "look/progress.html", {"progress": progress})


def done(request):
    """What the page of long work asks again and again: there is something new at once."""
    answer = HttpResponse(status=204, headers={"HX-Refresh": "true"})
    answer.set_cookie("done", "yes")
    return answer


def bad(request):
    raise BadRequest


def forbidden(request):
    raise Forbidden(Decision(("To accept a return you need to be: performance officer.",)))


def missing(request):
    raise Http404


urlpatterns = [
    page("", home, "home"),
    page("gallery/", gallery, "gallery"),
    page("form/", form, "form"),
    page("scorecard/", scorecard, "scorecard"),
    page("confirm/", confirm, "confirm"),
    page("waiting/", waiting, "waiting"),
    page("done/", done, "done"),
    page("bad/", bad, "bad"),
    page("forbidden/", forbidden, "forbidden"),
    page("missing/", missing, "missing"),
    page("expired/", form_expired, "expired"),
    page("broken/", server_error, "broken"),
    path("nobody/", public(gallery), name="nobody"),
    path("account/login/", public(gallery), name="account_login"),
    path("account/logout/", public(gallery), name="account_logout"),
    path("partnership/", public(gallery), name="choose-space"),
    path("accessibility/", public(gallery), name="accessibility"),
    *[
        page(f"{name}/", gallery, name)
        for name in ("performance", "learning", "assurance", "governance", "training", "report")
    ],
]
