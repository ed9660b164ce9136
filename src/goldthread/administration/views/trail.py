"""The trail: reading it is itself told in it."""

from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.looking import many_an_hour, noticed
from goldthread.administration.forms.trail import TrailFilterForm
from goldthread.administration.module import SEE_CHANGES, SEE_SIGN_INS
from goldthread.administration.trail import account_entries, entries_found, lines, record_behind
from goldthread.administration.views.answers import space_at_work
from goldthread.backup.records import last_backup
from goldthread.register.models import Space
from goldthread.trail.module import READ_TRAIL
from goldthread.trail.record import record_reading
from goldthread.trail.verify import verify
from goldthread.ui.responses import posts_only

PER_PAGE = 25
FAULTS_SHOWN = 50
NOTICED_FOR, NOTICED_SHOWN = timedelta(days=30), 20


@requires(READ_TRAIL)
@require_safe
def trail(request: Request) -> HttpResponse:
    """Entries, newest first, narrowed by what is asked for."""
    principal = request.principal
    form = TrailFilterForm(request.GET or None, principal=principal)
    asked = form.cleaned_data if form.is_valid() else {}
    found = entries_found(
        principal,
        kind=asked.get("kind", ""),
        on=asked.get("on"),
        person=asked.get("person"),
        subject_ref=asked.get("record", ""),
    )
    now = timezone.localtime()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    entries = list(page)
    context = {
        "form": form,
        "page": page,
        "lines": lines(principal, entries),
        "noticed": lines(principal, noticed(principal, since=now - NOTICED_FOR)[:NOTICED_SHOWN]),
        "many": many_an_hour(principal, on=now.date()),
        "sees_changes": principal.holds(SEE_CHANGES),
        "record": record_behind(principal, entries) if asked.get("record") else None,
        "is_one_record": bool(asked.get("record")),
        **_of_the_backup(now),
    }
    _tell(request, "trail.read", space_at_work(principal))
    return render(request, "administration/trail.html", context)


@requires(SEE_SIGN_INS)
@require_safe
def sign_ins(request: Request) -> HttpResponse:
    """Who signed in, joined or let somebody back in: acts that belong to no partnership."""
    principal = request.principal
    page = Paginator(account_entries(principal), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines(principal, list(page)),
    }
    _tell(request, "accounts.sign_ins.read", space_at_work(principal))
    return render(request, "administration/sign_ins.html", context)


@requires(READ_TRAIL)
@posts_only(back="trail")
def verify_trail(request: Request) -> HttpResponse:
    """Read every chain of the installation back, and say what was found."""
    space = space_at_work(request.principal)
    begun = perf_counter()
    with working_everywhere():
        verdict = verify()
    seconds = perf_counter() - begun
    _tell(request, "trail.verified", space)
    context = {
        "verdict": verdict,
        "seconds": seconds,
        "faults": verdict.faults[:FAULTS_SHOWN],
        **_of_the_backup(timezone.now()),
    }
    return render(request, "administration/trail_verified.html", context)


def _of_the_backup(at: datetime) -> dict[str, Any]:
    """When the last one was made, and whether that is too long ago."""
    backup, hours = last_backup(settings.GOLDTHREAD_HOME), settings.GOLDTHREAD_BACKUP_HOURS
    is_old = backup is not None and backup.is_old(at=at, hours=hours)
    return {"backup": backup, "backup_is_old": is_old}


def _tell(request: Request, kind: str, space: Space) -> None:
    """Put into the partnership's own trail that it was read."""
    record_reading(kind, by=request.principal, at=timezone.localtime(), subject=space)
