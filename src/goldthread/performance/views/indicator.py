"""An indicator."""

from django.http import HttpResponse

from goldthread.access.guard import Request, requires
from goldthread.performance.permissions import SEE_SCORECARD


@requires(SEE_SCORECARD)
def indicator(request: Request, key: str) -> HttpResponse:
    return HttpResponse("later")
