"""Home: what is due from you; and how you want to be told of it elsewhere."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, public, requires, signed_in
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.inbox import asked, calendars, digest, silence
from goldthread.inbox.due import due_from, is_late
from goldthread.inbox.forms import AgencyForm, DigestForm, SilenceForm
from goldthread.inbox.models import AskedOfAgency, CalendarKey
from goldthread.inbox.permissions import LET_BE_SILENT, SEE_ASKED
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.responses import invalid, posts_only

# The address of a calendar that was just made, until its page has shown it once.
CALENDAR_KEY = "calendar_address"
PER_PAGE = 50
# What no module of this version asks for any more, until it is counted again.
OF_ANOTHER_VERSION = "Something else"


@signed_in
@require_safe
def home(request: Request) -> HttpResponse:
    """A list of what is due, with the reason of each."""
    principal = request.principal
    if principal.space is None and principal.spaces_to_choose:
        return redirect("choose-space")
    today = timezone.localdate()
    items = due_from(principal, on=today)
    late = sum(is_late(item, on=today) for item in items)
    context = {
        "items": items,
        "late": late,
        "today": today,
        "sees_asked": bool(may(principal, SEE_ASKED)),
    }
    return render(request, "inbox/home.html", context)


@requires(SEE_ASKED)
@require_safe
def asked_of_agencies(request: Request) -> HttpResponse:
    """What is asked of each agency now, and how much was asked in each quarter; for an agency its own."""
    principal, today = request.principal, timezone.localdate()
    names, found = asked.titles(), asked.waiting(principal)
    agencies = sorted(
        {(row.agency.public_id, row.agency.name) for row in found}, key=lambda a: a[1]
    )
    wanted = request.GET.get("agency", "")
    rows = [row for row in found if wanted in ("", row.agency.public_id)]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    form = AgencyForm(agencies, initial={"agency": wanted}) if len(agencies) > 1 else None
    quarters, since = asked.quarters_until(today), asked.counted_since(principal)
    known = [since is not None and quarter.ends_on >= since for quarter in quarters]
    context = {
        "page": page,
        "since": since,
        "rows": [
            (row, names.get(row.kind, OF_ANOTHER_VERSION), _is_asked(row, principal))
            for row in page
        ],
        "form": form,
        "quarters": quarters,
        "burdens": [
            (row, list(zip(row.quarters, known, strict=True)))
            for row in asked.burdens(principal, on=today)
        ],
        "today": today,
        "crumbs": [Crumb("What is due from you", reverse("home"))],
    }
    return render(request, "inbox/asked.html", context)


def _is_asked(row: AskedOfAgency, principal: Principal) -> bool:
    """Whether the reader is one of those who are asked: only they are led to what it is."""
    return any(person.pk == principal.person_id for person in row.people.all())


def _oneself(request: Request) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.principal))


def _crumbs() -> list[Crumb]:
    return [Crumb("Your account", reverse("own-account"))]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request) -> HttpResponse:
    """When the letter of what is due comes."""
    person, now = _oneself(request), timezone.localtime()
    choice = digest.choice_of(person, at=now)
    silent = silence.may_be_silent(person, on=now.date())
    initial = {
        name: getattr(choice, name) for name in ("how_often", "weekday", "hour", "row_version")
    }
    form = DigestForm(request.POST or None, initial=initial, may_be_silent=silent)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in initial}
        digest.choose(choice=choice, by=request.principal, at=now, **said)
        messages.success(request, "Kept. Your letter comes at its new time from now on.")
        return redirect("own-account")
    context = {
        "form": form,
        "silent": silent,
        "email": person.email,
        "cancel_url": reverse("own-account"),
        "crumbs": _crumbs(),
    }
    page = "inbox/letter.html"
    return invalid(request, page, context) if form.is_bound else render(request, page, context)


@requires(LET_BE_SILENT)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_rule(request: Request) -> HttpResponse:
    """Whether people of this partnership may do without the letter, with the reason."""
    principal, now = request.principal, timezone.localtime()
    if principal.space is None:
        raise Http404
    space = get_object_or_404(Space.objects.visible_to(principal), pk=principal.space.id)
    row = silence.rule_of(space.pk, on=now.date())
    initial = {
        "is_allowed": "yes" if row and row.value else "no",
        "row_version": row.row_version if row else 0,
    }
    form = SilenceForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("is_allowed", "reason", "row_version")}
        silence.decide_silence(space=space, by=principal, at=now, **said)
        messages.success(request, "Kept. It holds from today on.")
        return redirect("letter-rule")
    context = {"form": form, "cancel_url": reverse("home"), "row": row}
    page = "inbox/letter_rule.html"
    return invalid(request, page, context) if form.is_bound else render(request, page, context)


@signed_in
@require_safe
def calendar(request: Request) -> HttpResponse:
    """Whether there is an address for one's calendar; straight after it was made, the address itself."""
    token = request.session.pop(CALENDAR_KEY, "")
    key = CalendarKey.objects.visible_to(request.principal).filter(ended_at=None).first()
    path = reverse("calendar-feed", args=[token]) if token else ""
    address = f"{settings.GOLDTHREAD_ADDRESS}{path}" if token else ""
    context = {"key": key, "address": address, "crumbs": _crumbs()}
    return render(request, "inbox/calendar.html", context)


@signed_in
@posts_only(back="own-calendar")
def make_calendar(request: Request) -> HttpResponse:
    """Make an address, in the place of the one before."""
    at = timezone.localtime()
    token = calendars.make_key(person=_oneself(request), by=request.principal, at=at)
    request.session[CALENDAR_KEY] = token
    return redirect("own-calendar")


@signed_in
@posts_only(back="own-calendar")
def end_calendar(request: Request) -> HttpResponse:
    """End the address: a calendar that reads it finds nothing."""
    calendars.end_key(person=_oneself(request), by=request.principal, at=timezone.localtime())
    messages.success(request, "The address has ended: calendars find nothing there any more.")
    return redirect("own-calendar")


@public
@require_safe
def calendar_feed(request: Request, token: str) -> HttpResponse:
    """What is due, for a calendar. A wrong, an ended and an unknown address are not there alike."""
    found = calendars.feed(token, at=timezone.localtime())
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="text/calendar; charset=utf-8")
