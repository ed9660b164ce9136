"""One's own account."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.guard import Request, signed_in
from goldthread.accounts.middleware import BEGAN_KEY, SEEN_KEY, seconds_left
from goldthread.accounts.models import ConflictOfInterest, Person
from goldthread.administration.people import appointments_of
from goldthread.api.module import MAKE_TOKENS
from goldthread.register.models import in_date
from goldthread.ui.responses import posts_only


@signed_in
@require_safe
def account(request: Request) -> HttpResponse:
    """Name, appointments wherever they are, and the ways to what keeps the account safe."""
    principal, today = request.principal, timezone.localdate()
    person = get_object_or_404(Person.objects.visible_to(principal))
    conflicts = ConflictOfInterest.objects.visible_to(principal).filter(in_date(today)).count()
    context = {
        "person": person,
        "appointments": appointments_of(person, on=today),
        "conflicts": conflicts,
        "may_make_tokens": principal.holds(MAKE_TOKENS),
        "second_step_is_asked": not settings.GOLDTHREAD_DEMONSTRATION,
    }
    return render(request, "administration/own_account.html", context)


@signed_in
@posts_only(back="home")
def stay(request: Request) -> HttpResponse:
    """Go on being signed in; tells for how many seconds."""
    now = int(timezone.now().timestamp())
    request.session[SEEN_KEY] = now
    return JsonResponse({"seconds": seconds_left(idle=0, age=now - request.session[BEGAN_KEY])})
