"""What stands before each address of the API, and what each of its operations has to say."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from goldthread.access import opened
from goldthread.access.decision import Refused, because, insist
from goldthread.access.guard import Guard, View
from goldthread.access.policy import may
from goldthread.access.spaces import working_in
from goldthread.api.answers import problem
from goldthread.api.asking import principal_of
from goldthread.house import Permission
from goldthread.trail.record import record_reading

ONLY_READS = "This token only reads."


class _Undone(Exception):
    """Carries an answer that is an error out of the transaction, which is rolled back on its way."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def by_token(view: View) -> View:
    """Let an address be asked with a token alone, in a transaction of its partnership's rows.

    Nothing of an answer that is an error stays in the database.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        principal = principal_of(request.token, at=request.at) if request.token else None
        if principal is None or principal.space is None:
            return problem(401)
        request.principal = principal
        try:
            with working_in(principal.spaces):
                response = opened.watched(view)(request, *args, **kwargs)
                if response.status_code >= 400:
                    raise _Undone(response)
        except _Undone as undone:
            return undone.response
        return response

    guarded.guard = Guard(tokens=True)  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """Let an address of the API be read by anybody; it touches no space's rows unless it says so."""

    @wraps(view)
    @require_safe
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        with working_in(()):
            return view(request, *args, **kwargs)

    guarded.guard = Guard(is_public=True)  # type: ignore[attr-defined]
    return guarded


def reads(
    permission: Permission, *, told: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation that reads, for those who hold the permission; for others it is not there.

    `told` is the kind under which the trail is told that figures were taken out by the token.
    """
    return _marked(permission, sends=False, told=told)


def sends(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation that changes something, for tokens that say so, of those who hold the permission."""
    return _marked(permission, sends=True, told="")


def _marked(
    permission: Permission, *, sends: bool, told: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def mark(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def asked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not may(request.principal, permission):
                raise Http404
            if sends and not request.token.may_send:
                raise Refused(because((True, ONLY_READS)))
            insist(because((permission.again and sends, "This is done on its page alone.")))
            answer = operation(request, *args, **kwargs)
            if told:
                record_reading(told, by=request.principal, at=request.at, subject=request.token)
            return answer

        asked.permission = permission  # type: ignore[attr-defined]
        return asked

    return mark
