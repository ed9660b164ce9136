"""The door: joining, choosing a partnership, and the demonstration's one-click sign-in."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, public, signed_in
from goldthread.access.spaces import working_everywhere
from goldthread.accounts import actions
from goldthread.accounts.middleware import SPACE_KEY
from goldthread.accounts.models import Appointment, Invitation, Person
from goldthread.accounts.principals import places_to_work
from goldthread.administration.forms.door import ChooseSpaceForm, JoinForm
from goldthread.administration.people import appointments_of
from goldthread.administration.views.answers import form_page
from goldthread.house import Role
from goldthread.register.models import Space, in_date
from goldthread.ui.british import listed
from goldthread.ui.responses import posts_only

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, token: str) -> HttpResponse:
    """Choose a password from a one-time link; a used or late link says so and nothing more."""
    now = timezone.localtime()
    invitation = actions.open_invitation(token, at=now)
    if invitation is None:
        return render(request, "administration/link_spent.html", status=404)
    person = invitation.person
    form = JoinForm(request.POST or None, initial={"name": person.name})
    if form.is_valid():
        try:
            actions.join(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                at=now,
            )
        except ValidationError as error:
            form.add_error("password", error)
        else:
            messages.success(request, "Your password is set. Sign in with it now.")
            return redirect("account_login")
    is_new = invitation.purpose == Invitation.Purpose.JOIN
    offers = actions.offers_to(person.pk, on=now.date()) if is_new else []
    context = {"form": form, "person": person, "offers": offers}
    return form_page(request, "administration/join.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose_space(request: Request) -> HttpResponse:
    """Choose which partnership to work in."""
    person = get_object_or_404(Person.objects.visible_to(request.principal))
    held = appointments_of(person, on=timezone.localdate())
    places = places_to_work(held)
    form = ChooseSpaceForm(
        request.POST or None,
        places=places,
        roles={place.code: _roles_in(place, held) for place in places},
        initial={"space": request.principal.space.code if request.principal.space else ""},
    )
    if form.is_valid():
        request.session[SPACE_KEY] = form.cleaned_data["space"]
        return redirect(_wanted_next(request))
    context = {"form": form, "places": places, "next": request.GET.get("next", "")}
    return form_page(request, "administration/choose_space.html", context)


def _wanted_next(request: Request) -> str:
    """The page that was asked for before a partnership was chosen, where it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    try:
        resolve(urlsplit(wanted).path)
    except Resolver404:
        is_ours = False
    return wanted if is_ours else reverse("home")


def _roles_in(place: Space, held: Iterable[Appointment]) -> str:
    titles = dict.fromkeys(a.title for a in held if a.space_id == place.pk)
    return f"You are {listed(title[:1].lower() + title[1:] for title in titles)} there."


class DemonstrationAccount(NamedTuple):
    """One account of the demonstration in one partnership, as a button of its page."""

    person: Person
    roles: str
    name: str  # the agency that it works for or, for the whole partnership, who it is


@public
@require_safe
def demonstration_accounts(request: Request) -> HttpResponse:
    """The accounts of the demonstration, to be signed in with one click."""
    if not settings.GOLDTHREAD_DEMONSTRATION:
        raise Http404
    today = timezone.localdate()
    with working_everywhere():
        appointments = list(
            Appointment.objects.filter(
                in_date(today), in_date(today, "space__"), person__is_demonstration=True
            )
            .select_related("space", "person", "agency")
            .order_by("-space__is_fictional", "space__name", "space_id", "person_id", "pk")
        )
    places = [
        (space, _by_role(list(there)))
        for space, there in groupby(appointments, lambda appointment: appointment.space)
    ]
    return render(request, "administration/demonstration.html", {"places": places})


def _by_role(appointments: list[Appointment]) -> dict[str, list[DemonstrationAccount]]:
    """The accounts of one partnership under what they are, in the order of the roles."""
    order = {role.value: number for number, role in enumerate(Role)}
    rows: dict[str, list[DemonstrationAccount]] = {}
    people = {a.person: [b for b in appointments if b.person == a.person] for a in appointments}
    for person, held in sorted(people.items(), key=lambda pair: order[pair[1][0].role]):
        titles = list(dict.fromkeys(a.title for a in held))
        roles = listed([titles[0], *(title.lower() for title in titles[1:])])
        agencies = listed(dict.fromkeys(a.agency.name for a in held if a.agency))
        name = agencies if agencies and len(titles) == 1 else person.name
        rows.setdefault(roles, []).append(DemonstrationAccount(person, roles, name))
    return rows


@public
@posts_only(back=lambda request, public_id: reverse("demonstration"))
def demonstration_sign_in(request: Request, public_id: str) -> HttpResponse:
    """Sign in as a demonstration account; no such address outside the demonstration."""
    person = Person.objects.filter(public_id=public_id, is_demonstration=True).first()
    if not settings.GOLDTHREAD_DEMONSTRATION or person is None or not person.is_active:
        raise Http404
    login(request, person, backend=BACKEND)
    actions.sign_in(person=person, at=timezone.localtime())
    record_authentication(request, person, method="demonstration")
    UserSession.objects.create_from_request(request)
    request.session[SPACE_KEY] = request.POST.get("space", "")
    return redirect("home")
