"""Every view says who may call it; a view that says nothing cannot be reached."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.http import require_safe

from goldthread.access import opened
from goldthread.access.decision import Decision, Overtaken, Refused
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_in
from goldthread.access.submissions import answered_once
from goldthread.house import Permission

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request on which the middleware has put the one who asks."""

    principal: Principal
    ask_again: Callable[[], Principal]  # who it is now: an appointment may have ended meanwhile
    # Leads to the page that asks for it again; None where a second step was just taken.
    ask_for_second_step: Callable[[], HttpResponse | None]
    htmx: Any  # what django-htmx says of it
    sent: Any  # what a guard read of the upload before the view's transaction; None where nothing


@dataclass(frozen=True)
class Guard:
    """Who may call a view: everybody, everybody signed in, or those who hold a permission."""

    permission: Permission | None = None
    is_public: bool = False
    again: bool = False
    guests: bool = False
    tokens: bool = False  # asked by programs with a token, and by nobody with a page

    def __str__(self) -> str:
        if self.permission is not None:
            return self.permission.name
        if self.tokens:
            return "token"
        return "public" if self.is_public else "signed in"


@dataclass(frozen=True, kw_only=True)
class Beforehand:
    """What a view wants done with an upload before its transaction, since reading a file takes long.

    `allowed` says in a short transaction whether this person may send it at all, as the view itself
    would: it raises Refused or Http404. `read` then runs in none; what it gives becomes `request.sent`.
    Both are called as the view is.
    """

    allowed: Callable[..., None]
    read: Callable[..., Any]


class Unmade(HttpResponse):
    """The answer of a view that takes long to make: `make` is called once its transaction is over."""

    def __init__(self, make: Callable[[], HttpResponse]) -> None:
        super().__init__()
        self.make = make


class Forbidden(PermissionDenied):
    """Refused by role; carries the reasons for the page."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(" ".join(decision.reasons))
        self.decision = decision


def requires(
    permission: Permission,
    *,
    again: bool = False,
    beforehand: Beforehand | None = None,
    guests: bool = False,
) -> Callable[[View], View]:
    """Let a view be called only by those who hold the permission in the partnership chosen.

    The view runs in one transaction that may touch that partnership's rows and no others, so that
    what is read, what is changed and what the trail says of it stand or fall together. What a post
    sent is read `beforehand`, where that is given, and then the permission is asked for once more.
    An answer that is `Unmade` is made afterwards. `again`, here or of the permission, asks for the
    second step once more before the page is shown, and before what it sends is taken. For guests
    with a link there is no such page, unless `guests` says that they need it for what they were asked.
    """
    asks = again or permission.again

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            principal = request.principal
            if not principal.is_signed_in:
                return redirect_to_login(request.get_full_path())
            _refuse_guests(principal, guests=guests and principal.holds(permission))
            if principal.space is None and principal.spaces_to_choose:
                return redirect_to_login(request.get_full_path(), login_url="choose-space")
            if asks and may(principal, permission):
                asked = request.ask_for_second_step()
                if asked is not None:
                    return asked
            request.sent = None
            if beforehand is not None and request.method == "POST":
                _run(beforehand.allowed, permission, request, *args, **kwargs)
                request.sent = beforehand.read(request, *args, **kwargs)
                request.principal = request.ask_again()
            answer = _asked_again_if_overtaken(
                lambda: _run(_once(view), permission, request, *args, **kwargs)
            )
            return answer.make() if isinstance(answer, Unmade) else answer

        guarded.guard = Guard(permission=permission, again=asks, guests=guests)  # type: ignore[attr-defined]
        return guarded

    return mark


def _refuse_guests(principal: Principal, *, guests: bool) -> None:
    """For a guest with a link, what they were not asked for is not there."""
    if principal.errand is not None and not guests:
        raise Http404


def _run(
    part: Callable[..., Any], permission: Permission, request: Request, *args: Any, **kwargs: Any
) -> Any:
    """Call a part of a request in a transaction of its own, as somebody who holds the permission."""
    decision = may(request.principal, permission)
    if not decision:
        raise Forbidden(decision)
    return _in_its_spaces(part, request, *args, **kwargs)


def _in_its_spaces(part: Callable[..., Any], request: Request, *args: Any, **kwargs: Any) -> Any:
    """Call a part of a request in a transaction of its own; what refuses tells its reasons."""
    with working_in(request.principal.spaces):
        try:
            return part(request, *args, **kwargs)
        except Refused as refused:
            raise Forbidden(refused.decision) from refused


def _asked_again_if_overtaken(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """What a view answers, asked once more where somebody else saved between its reading and writing.

    The second time it reads what they saved, and its form says so; nothing of the first remains.
    """
    try:
        return answer()
    except Forbidden as forbidden:
        if not isinstance(forbidden.__cause__, Overtaken):
            raise
        return answer()


def _once(view: View) -> View:
    """The view, telling what it showed, and answering a second post of a form as it did the first."""

    watched = opened.watched(view)

    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return answered_once(request, request.principal, lambda: watched(request, *args, **kwargs))

    return answer


def signed_in(view: View) -> View:
    """Let a view be called by anybody who is signed in, whatever the role."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        principal = request.principal
        if not principal.is_signed_in:
            return redirect_to_login(request.get_full_path())
        _refuse_guests(principal, guests=False)
        return _asked_again_if_overtaken(
            lambda: _in_its_spaces(_once(view), request, *args, **kwargs)
        )

    guarded.guard = Guard()  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Let a view be called by anybody at all; it touches no space's rows unless it says so itself."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        with working_in(()):
            return _once(view)(request, *args, **kwargs)

    guarded.guard = Guard(is_public=True)  # type: ignore[attr-defined]
    return guarded


def public_without_transaction(view: View) -> View:
    """Let an address be read by anybody, in no transaction of ours. It takes no form.

    For what waits for another machine, and for what is asked while the database is away. What it
    writes, it writes in transactions of its own.
    """

    @wraps(view)
    @require_safe
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    guarded.guard = Guard(is_public=True)  # type: ignore[attr-defined]
    return guarded


def guard_patterns(
    patterns: list[URLPattern | URLResolver], guard: Callable[[View], View]
) -> list[URLPattern | URLResolver]:
    """Put one guard before each view of a library's addresses, in place."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            guard_patterns(pattern.url_patterns, guard)
        else:
            pattern.callback = guard(pattern.callback)
    return patterns


class RefuseUnguarded:
    """Middleware: a view without a guard does not exist, for any role, nor an address with a NUL."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not isinstance(getattr(view, "guard", None), Guard):
            raise Http404
        asked = (request.path, *(text for texts in request.GET.lists() for text in texts[1]))
        if any("\0" in text for text in asked):
            raise Http404  # PostgreSQL would fail over it, and no page was ever there
