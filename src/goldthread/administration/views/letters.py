"""Letters: what went to whom, what waits, what was refused and why."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.administration.letters import WANTED, letters_found, line_of
from goldthread.inbox.permissions import LET_BE_SILENT
from goldthread.messages.actions import try_again
from goldthread.messages.models import Letter
from goldthread.messages.module import MIND_LETTERS
from goldthread.ui.responses import posts_only

PER_PAGE = 25


@requires(MIND_LETTERS)
@require_safe
def letters(request: Request) -> HttpResponse:
    """Every letter of the partnership, the newest first."""
    wanted = request.GET.get("show", "")
    page = Paginator(letters_found(request.principal, wanted=wanted), PER_PAGE).get_page(
        request.GET.get("page")
    )
    tally = Letter.objects.visible_to(request.principal).aggregate(
        waiting=Count("pk", filter=Q(sent_at=None, gave_up_at=None)),
        given_up=Count("pk", filter=Q(gave_up_at__isnull=False)),
    )
    context = {
        "page": page,
        "lines": [line_of(letter) for letter in page],
        "tally": tally,
        "wanted": wanted,
        "choices": [(key, title) for key, (title, _) in WANTED.items()],
        "may_let_be_silent": request.principal.holds(LET_BE_SILENT),
    }
    return render(request, "administration/letters.html", context)


@requires(MIND_LETTERS)
@posts_only(back=lambda request, public_id: reverse("letters"))
def send_again(request: Request, public_id: str) -> HttpResponse:
    """Have the worker try a letter now."""
    letter = get_object_or_404(Letter.objects.visible_to(request.principal), public_id=public_id)
    try:
        try_again(letter=letter, by=request.principal, at=timezone.localtime())
    except Refused as refused:
        messages.warning(request, " ".join(refused.decision.reasons))
    else:
        messages.success(request, f"The letter to {letter.to} is tried again now.")
    return redirect("letters")
