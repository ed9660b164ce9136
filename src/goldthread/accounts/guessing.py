"""One count of guesses for each address that they come from, whatever is guessed at."""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

ACTION = "guess_from_address"  # its rate stands in the settings
TOO_MANY = "Too many tries. Wait a minute, then try again."


def guess_from(request: HttpRequest) -> RateLimitUsage | None:
    """Count a guess at a password, a code or a link before it is looked at; None for one too many.

    `rollback()` of what this gives takes the guess back, once it was right, and no other: whoever
    knows a code of their own has no more guesses at those of others. The library's outer way to
    count gives no more than yes or no.
    """
    usage: RateLimitUsage | None = ratelimit.consume(
        request, app="allauth.account", action=ACTION, limit_get=True
    )
    return usage
