"""Home: what is due from you."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, signed_in
from goldthread.inbox.due import due_from, is_late


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
    return render(request, "inbox/home.html", {"items": items, "late": late, "today": today})
