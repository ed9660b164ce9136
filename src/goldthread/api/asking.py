"""Who a program is: the person of its token, as they are appointed at this very request."""

import hashlib
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q

from goldthread.access.principal import NOBODY, Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.accounts.session import needs_passkey
from goldthread.api.keys import LONGEST, MARK, possible_hashes
from goldthread.api.models import Token
from goldthread.api.rules import rule_for

BEARER = "bearer "


def key_in(header: str) -> str:
    """The token in an Authorization header; "" where it is none of ours by its looks."""
    key = header[len(BEARER) :].strip() if header[: len(BEARER)].lower() == BEARER else ""
    return key if key.startswith(MARK) and len(key) <= LONGEST else ""


def token_of(key: str, *, at: datetime) -> Token | None:
    """The token of that key, where it works now: not ended, in date, and tokens are switched on.

    It ends with the password that its person had, so that recovering an account shuts out its programs.
    """
    if not key:
        return None
    with working_everywhere():
        found = Token.objects.select_related("person", "space").filter(
            Q(ended_at=None), key_hash__in=possible_hashes(key), ends_on__gte=at.date()
        )
        token = found.first()
        if token is None or token.sign_in_mark not in marks_of(token.person):
            return None
        if not rule_for(token.space_id, on=at.date()).is_on:
            return None
        if token.last_used_on != at.date():
            Token.objects.filter(pk=token.pk).update(last_used_on=at.date())
    return token


def principal_of(token: Token, *, at: datetime) -> Principal:
    """Whoever the token's person is now, in its partnership and in no other; nobody once they left.

    Nor for a role that comes in with a passkey alone, unless one was shown when the token was made and
    there still is one.
    """
    principal = principal_for(token.person, on=at.date(), chosen=token.space.code)
    is_there = principal.space is not None and principal.space.id == token.space_id
    if not is_there or not _came_in_as_asked(token, principal):
        return NOBODY
    return principal


def _came_in_as_asked(token: Token, principal: Principal) -> bool:
    if settings.GOLDTHREAD_DEMONSTRATION or not needs_passkey(principal):
        return True
    return token.with_passkey and is_mfa_enabled(token.person, [Authenticator.Type.WEBAUTHN])


def marks_of(person: Person) -> list[str]:
    """What marks a person's way in as it is now: by the signing key of now, and by earlier ones."""
    marks = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return [hashlib.sha256(mark.encode()).hexdigest() for mark in marks]
