"""Where a figure comes from."""

from django.http import HttpResponse

from goldthread.access.guard import Request, requires
from goldthread.performance.permissions import SEE_SCORECARD


@requires(SEE_SCORECARD)
def source_card(request: Request) -> HttpResponse:
    return HttpResponse("later")
