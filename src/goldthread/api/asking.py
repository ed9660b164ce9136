"""Who a program is: the person of its token, as they are appointed at this very request."""

from datetime import datetime

from django.db.models import Q

from goldthread.access.principal import NOBODY, Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.principals import principal_for
from goldthread.api.keys import LONGEST, MARK, possible_hashes
from goldthread.api.models import Token
from goldthread.api.rules import rule_for

BEARER = "bearer "


def key_in(header: str) -> str:
    """The token in an Authorization header; "" where it is none of ours by its looks."""
    key = header[len(BEARER) :].strip() if header[: len(BEARER)].lower() == BEARER else ""
    return key if key.startswith(MARK) and len(key) <= LONGEST else ""


def token_of(key: str, *, at: datetime) -> Token | None:
    """The token of that key, where it works now: not ended, in date, and tokens are switched on."""
    if not key:
        return None
    with working_everywhere():
        found = Token.objects.select_related("person", "space").filter(
            Q(ended_at=None), key_hash__in=possible_hashes(key), ends_on__gte=at.date()
        )
        token = found.first()
        if token is None or not rule_for(token.space_id, on=at.date()).is_on:
            return None
        if token.last_used_on != at.date():
            Token.objects.filter(pk=token.pk).update(last_used_on=at.date())
    return token


def principal_of(token: Token, *, at: datetime) -> Principal:
    """Whoever the token's person is now, in its partnership and in no other; nobody once they left."""
    principal = principal_for(token.person, on=at.date(), chosen=token.space.code)
    is_there = principal.space is not None and principal.space.id == token.space_id
    return principal if is_there else NOBODY
