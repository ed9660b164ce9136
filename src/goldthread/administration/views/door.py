"""The door: joining, choosing a partnership, and the demonstration's one-click sign-in."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldthread.access.guard import Request, public, signed_in
from goldthread.access.spaces import working_everywhere
from goldthread.accounts import actions
from goldthread.accounts.middleware import SPACE_KEY
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import places_to_work
from goldthread.administration.forms import JoinForm
from goldthread.register.models import in_date

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_http_methods(["GET", "POST"])
def join(request: Request, token: str) -> HttpResponse:
    """Choose a password from a one-time link; a used or late link says so and nothing more."""
    now = timezone.now()
    if actions.open_invitation(token, at=now) is None:
        return render(request, "administration/link_spent.html", status=404)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(token=token, password=form.cleaned_data["password"], at=now)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            messages.success(request, "Your password is set. Sign in with it now.")
            return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "administration/join.html", {"form": form}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def choose_space(request: Request) -> HttpResponse:
    """Choose which partnership to work in."""
    today = timezone.localdate()
    with working_everywhere():
        own = Appointment.objects.filter(
            in_date(today), in_date(today, "space__"), person_id=request.principal.person_id or 0
        ).select_related("space")
        places = places_to_work(list(own))
    if request.method == "POST":
        code = request.POST.get("space", "")
        if code in {place.code for place in places}:
            request.session[SPACE_KEY] = code
            return redirect("home")
    return render(request, "administration/choose_space.html", {"places": places})


@public
@require_http_methods(["GET"])
def demonstration_accounts(request: Request) -> HttpResponse:
    """The accounts of the demonstration, to be signed in with one click."""
    if not settings.GOLDTHREAD_DEMONSTRATION:
        raise Http404
    today = timezone.localdate()
    with working_everywhere():
        appointments = (
            Appointment.objects.filter(in_date(today), person__is_demonstration=True)
            .select_related("space", "person", "agency")
            .order_by("space__is_fictional", "space__name", "pk")
        )
        context = {"appointments": list(appointments)}
        return render(request, "administration/demonstration.html", context)


@public
@require_POST
def demonstration_sign_in(request: Request, public_id: str) -> HttpResponse:
    """Sign in as a demonstration account; no such address outside the demonstration."""
    person = Person.objects.filter(public_id=public_id, is_demonstration=True).first()
    if not settings.GOLDTHREAD_DEMONSTRATION or person is None or not person.is_active:
        raise Http404
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="demonstration")
    request.session[SPACE_KEY] = request.POST.get("space", "")
    return redirect("home")
