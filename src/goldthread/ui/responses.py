"""Answers that views give alike."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

UNPROCESSABLE, CONFLICT = 422, 409


def invalid(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page again, with its form's mistakes: status 422, so that nothing takes it for a success.

    409 where the record of the form was saved by somebody else meanwhile.
    """
    is_overtaken = getattr(context.get("form"), "is_overtaken", False)
    return render(request, template, context, status=CONFLICT if is_overtaken else UNPROCESSABLE)


def seen_version(request: HttpRequest) -> int:
    """The version of the record that the page showed; 0 where there was none yet."""
    text = request.POST.get("row_version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


View = Callable[..., HttpResponse]


def posts_only(*, back: str | Callable[..., str]) -> Callable[[View], View]:
    """For an address that only takes a form: whoever opens it is led to the page where the form stands.

    `back` is that page's name, where it takes the same arguments, or gives its address from the
    request and the arguments. It stands under the guard.
    """

    def mark(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def answer(request: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **kwargs)
            there = (
                reverse(back, kwargs=kwargs) if isinstance(back, str) else back(request, **kwargs)
            )
            return redirect(there)

        return answer

    return mark
