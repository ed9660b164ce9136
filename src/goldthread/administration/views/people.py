"""People: who is appointed to what, inviting, ending an appointment, and letting somebody back in."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from goldthread.access.addresses import is_random_id
from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts import actions
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.permissions import ADMIT_PEOPLE, SEE_PEOPLE
from goldthread.administration.forms.people import (
    AppointForm,
    EndAppointmentForm,
    RecoverForm,
    SearchForm,
    SignOutForm,
)
from goldthread.administration.people import (
    Wanted,
    appointments_found,
    appointments_in_sight,
    offers_prepared,
    offers_waiting,
    open_sessions,
    people_in_sight,
)
from goldthread.administration.tables import TONES, PeopleTable
from goldthread.administration.views.answers import explain, form_page, space_at_work
from goldthread.house import registry
from goldthread.trail.record import record_reading
from goldthread.ui.british import day
from goldthread.ui.components import Crumb, SummaryRow
from goldthread.ui.responses import posts_only

# What was searched for: a name stands in the session and not in an address, where logs would keep it.
SEARCH_KEY = "people_search"


@requires(SEE_PEOPLE)
@require_safe
def people(request: Request) -> HttpResponse:
    """The list of appointments, narrowed by the last search."""
    today = timezone.localdate()
    sought = request.session.get(SEARCH_KEY, {})
    found = appointments_found(
        request.principal,
        text=sought.get("text", ""),
        wanted=Wanted(sought.get("wanted", Wanted.HOLDING)),
        on=today,
    )
    table = PeopleTable(found)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    space = space_at_work(request.principal)
    record_reading("accounts.people.read", by=request.principal, at=timezone.now(), subject=space)
    context = {
        "table": table,
        "search": SearchForm(initial=sought, auto_id="search_%s"),
        "is_narrowed": bool(sought),
        "may_admit": may(request.principal, ADMIT_PEOPLE),
        "offers": offers_waiting(request.principal, on=today),
        "prepared": offers_prepared(request.principal, on=today).count(),
    }
    return render(request, "administration/people.html", context)


@requires(SEE_PEOPLE)
@posts_only(back="people")
def search(request: Request) -> HttpResponse:
    """Keep what is searched for, and show the list."""
    form = SearchForm(request.POST)
    if "everybody" in request.POST or not form.is_valid():
        request.session.pop(SEARCH_KEY, None)
    else:
        request.session[SEARCH_KEY] = form.cleaned_data
    return redirect("people")


@requires(SEE_PEOPLE)
@require_safe
def person(request: Request, public_id: str) -> HttpResponse:
    """One person: appointments, account, and what may be done about them."""
    principal = request.principal
    somebody = get_object_or_404(people_in_sight(principal), public_id=public_id)
    appointments = appointments_in_sight(principal, on=timezone.localdate()).filter(person=somebody)
    rows = [
        (one, TONES[one.standing], may(principal, ADMIT_PEOPLE, one))  # type: ignore[attr-defined]
        for one in appointments
    ]
    context = {
        "person": somebody,
        "facts": _facts(somebody),
        "appointments": rows,
        "may_admit": any(decision for _, _, decision in rows),
        "is_self": somebody.pk == principal.person_id,
        "crumbs": _way_back(),
    }
    return render(request, "administration/person.html", context)


def _facts(somebody: Person) -> list[SummaryRow]:
    joined = day(timezone.localdate(somebody.joined_at)) if somebody.joined_at else "Not yet"
    last = somebody.last_login
    return [
        SummaryRow("Email address", somebody.email),
        SummaryRow("Joined", joined),
        SummaryRow("Last signed in", day(timezone.localdate(last)) if last else "Never"),
        SummaryRow("Open sessions", open_sessions(somebody) or "None"),
    ]


def _way_back(somebody: Person | None = None) -> list[Crumb]:
    crumbs = [Crumb("People", reverse("people"))]
    if somebody is not None:
        crumbs.append(Crumb(somebody.name, reverse("person", args=[somebody.public_id])))
    return crumbs


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request) -> HttpResponse:
    """Ask somebody to take a role. What is answered is the same whether or not they have an account."""
    principal, now = request.principal, timezone.localtime()
    space = space_at_work(principal)
    form = AppointForm(
        request.POST or None,
        principal=principal,
        on=now.date(),
        initial={"starts_on": now.date(), **_known(request)},
    )
    if form.is_valid():
        try:
            made = actions.offer_appointment(by=principal, at=now, space=space, **form.cleaned_data)
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, f"{made.person.email} is asked: a letter goes there.")
            return redirect("people")
    context = {
        "form": form,
        "crumbs": _way_back(),
        "cancel_url": reverse("people"),
        "mail_is_set_up": bool(settings.EMAIL_HOST),
    }
    return form_page(request, "administration/appoint.html", context)


def _known(request: Request) -> dict[str, str]:
    """The address of somebody who is appointed to a further role."""
    public_id = request.GET.get("person", "")
    if not is_random_id(public_id):
        return {}
    somebody = people_in_sight(request.principal).filter(public_id=public_id).first()
    return {"email": somebody.email} if somebody else {}


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def end_appointment(request: Request, public_id: str) -> HttpResponse:
    """End an appointment, once it is confirmed and a reason is given."""
    principal, now = request.principal, timezone.localtime()
    mine = Appointment.objects.visible_to(principal).select_related("person", "space", "agency")
    appointment = get_object_or_404(mine, public_id=public_id)
    insist(may(principal, ADMIT_PEOPLE, appointment))
    form = EndAppointmentForm(
        request.POST or None,
        initial={"on": now.date(), "row_version": appointment.row_version},
    )
    if form.is_valid():
        try:
            actions.end_appointment(
                appointment=appointment, by=principal, at=now, **form.cleaned_data
            )
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, f"The appointment of {appointment.person} ends.")
            return redirect("person", appointment.person.public_id)
    somebody = appointment.person
    context = {
        "form": form,
        "title": f"End the appointment of {somebody}",
        "tab": "End an appointment",
        "words": f"{appointment.title}{_of(appointment)}, {appointment.space}, since "
        f"{day(appointment.starts_on)}.",
        "consequences": (
            "what this appointment alone lets them see is gone from that day",
            "other appointments of theirs stay as they are",
            "what they did stays, with their name",
        ),
        "warning": _left_undone(appointment, now.date()),
        "submit": "End this appointment",
        "cancel_url": reverse("person", args=[somebody.public_id]),
        "crumbs": _way_back(somebody),
    }
    return form_page(request, "ui/confirm.html", context)


def _left_undone(appointment: Appointment, on: date) -> str:
    """What nobody could do any more, in the words of every module; "" where nothing is."""
    if appointment.has_ended(on):
        return ""
    told = (module.left_undone(appointment, on) for module in registry if module.left_undone)
    return " ".join(sentence for sentences in told for sentence in sentences)


def _of(appointment: Appointment) -> str:
    return f", {appointment.agency}" if appointment.agency else ""


def _reached(principal: Principal, somebody: Person) -> Appointment:
    """The appointment through which this person may be recovered, or else any that is seen."""
    held = list(Appointment.objects.visible_to(principal).filter(person=somebody).order_by("-pk"))
    today = timezone.localdate()
    return next(
        (a for a in held if may(principal, ADMIT_PEOPLE, a) and not a.has_ended(today)), held[0]
    )


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: Request, public_id: str) -> HttpResponse:
    """Let somebody back in who lost password or second step, or whose invitation ran out."""
    principal, now = request.principal, timezone.localtime()
    somebody = get_object_or_404(people_in_sight(principal), public_id=public_id)
    insist(may(principal, ADMIT_PEOPLE, _reached(principal, somebody)))
    form = RecoverForm(request.POST or None, initial={"row_version": somebody.row_version})
    if form.is_valid():
        try:
            actions.recover(
                appointment=_reached(principal, somebody),
                by=principal,
                at=now,
                row_version=form.cleaned_data["row_version"],
            )
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, f"A letter with a new link goes to {somebody.email}.")
            return redirect("person", somebody.public_id)
    context = {
        "form": form,
        "title": f"Recover the account of {somebody}"
        if somebody.joined_at
        else f"Make a new link for {somebody}",
        "tab": "Recover an account",
        "consequences": (
            "their password, authenticator app, passkeys and recovery codes stop working",
            "they are signed out everywhere",
            f"a link goes to {somebody.email}: it works once, for four hours",
            "with it they choose a new password and set up a new second step",
        ),
        "warning": "Whoever opens that link has the account. Do not do this because of a message "
        "alone: speak with the person.",
        "submit": "Recover this account" if somebody.joined_at else "Make a new link",
        "cancel_url": reverse("person", args=[somebody.public_id]),
        "crumbs": _way_back(somebody),
    }
    return form_page(request, "ui/confirm.html", context)


@requires(ADMIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: Request, public_id: str) -> HttpResponse:
    """End every session of somebody whose machine was lost, or left open."""
    principal = request.principal
    somebody = get_object_or_404(people_in_sight(principal), public_id=public_id)
    appointment = _reached(principal, somebody)
    insist(may(principal, ADMIT_PEOPLE, appointment))
    form = SignOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.sign_out_everywhere(
                appointment=appointment, by=principal, at=timezone.localtime()
            )
        except Refused as refused:
            explain(form, refused)
        else:
            messages.success(request, f"{somebody} is signed out everywhere.")
            return redirect("person", somebody.public_id)
    context = {
        "form": form,
        "title": f"Sign {somebody} out everywhere",
        "tab": "Sign somebody out",
        "consequences": (
            "every place where they are signed in asks them to sign in again, from the next page on",
            "their password and second step go on working: recover the account where these may be known",
            "their appointments stay as they are",
        ),
        "submit": "Sign them out",
        "cancel_url": reverse("person", args=[somebody.public_id]),
        "crumbs": _way_back(somebody),
    }
    return form_page(request, "ui/confirm.html", context)
