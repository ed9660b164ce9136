"""The pages of somebody who was sent a link: the code, and the end."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, public
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.guessing import TOO_MANY, guess_from
from goldthread.links.actions import open_link
from goldthread.links.forms import CodeForm
from goldthread.links.guests import guest_of
from goldthread.links.middleware import LINK_KEY, SEEN_KEY, forget
from goldthread.ui.responses import invalid, posts_only

NOT_OPENED = "This link is not opened with that code. It may be mistyped; or the link has ended."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def open_it(request: Request, token: str) -> HttpResponse:
    """Ask for the code, and say nothing else, not even whether there is such a link."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return render(request, "links/code.html", {"form": form})
    if form.is_valid():
        guess, code = guess_from(request), form.cleaned_data["code"]
        link = open_link(token=token, code=code, at=timezone.localtime()) if guess else None
        if guess and link is not None:
            guess.rollback()
            if request.user.is_authenticated:
                logout(request)
            request.session.cycle_key()
            request.session[LINK_KEY] = link.public_id
            request.session.pop(SEEN_KEY, None)
            with working_everywhere():
                guest = guest_of(link)
            there = guest.errand.url if guest and guest.errand else "link-ended"
            return redirect(there)
        form.add_error("code", NOT_OPENED if guess else TOO_MANY)
    return invalid(request, "links/code.html", {"form": form})


@public
@require_safe
def given(request: Request) -> HttpResponse:
    """Thank you, and nothing of what was given."""
    return render(request, "links/given.html")


@public
@posts_only(back="link-ended")
def leave(request: Request) -> HttpResponse:
    """Leave the page of a link, on a machine that others use too; the link goes on."""
    forget(request)
    return redirect("link-ended")


@public
@require_safe
def ended(request: Request) -> HttpResponse:
    """The link is over; what to do about it."""
    return render(request, "links/ended.html")
