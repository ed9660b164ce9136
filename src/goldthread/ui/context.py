"""What the frame of every page needs to know: who is asking, where they work, and what they may open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldthread.accounts.looking import (
    PRINT,
    is_to_be_printed,
    may_ask_who_looked,
    record_in_view,
)
from goldthread.house import MenuEntry, registry

# The addresses that the frame leads to. One that an installation does not have is simply not offered.
HOME = "home"
CHOOSE_PARTNERSHIP = "choose-space"
OWN_ACCOUNT = "own-account"
DEMONSTRATION_ACCOUNTS = "demonstration"
SIGN_IN = "account_login"
SIGN_OUT = "account_logout"
ACCESSIBILITY = "accessibility"
STAY = "stay-signed-in"
WHO_LOOKED = "who-looked"
TAKING_OUT = "taking-out"
LEAVE = "link-leave"


@dataclass(frozen=True)
class MenuLine:
    """A line of the menu; `current` is the value of aria-current, empty for the others."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Frame:
    """The page frame's own facts. Everything may be empty: nobody need be signed in."""

    person: str = ""
    roles: str = ""
    partnership: str = ""
    menu: tuple[MenuLine, ...] = ()
    parts: tuple[MenuLine, ...] = ()  # of the section of this page, where it is the first of a part
    home_url: str = ""
    choose_url: str = ""
    account_url: str = ""
    demonstration_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    accessibility_url: str = ""
    stay_url: str = ""
    session_ends_in: int = 0  # seconds, if nothing is done until then
    session_ends_at: datetime | None = None
    print_url: str = ""
    is_printing: bool = False
    who_looked_url: str = ""
    taking_out_url: str = ""
    demonstration: str = ""
    warns_of_identities: bool = True
    is_guest: bool = False  # came through a link, and has no other page


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the `frame` of the page."""
    principal = getattr(request, "principal", None)
    anybody: dict[str, Any] = {
        "home_url": address(HOME),
        "accessibility_url": address(ACCESSIBILITY),
        "demonstration_url": address(DEMONSTRATION_ACCOUNTS),
        "demonstration": demonstration(getattr(principal, "space", None)),
        "warns_of_identities": not getattr(settings, "GOLDTHREAD_READY_FOR_IDENTITIES", False),
    }
    if principal is None or not principal.is_signed_in:
        return {"frame": Frame(**anybody, sign_in_url=address(SIGN_IN))}
    if principal.errand is not None:
        anybody |= {"home_url": principal.errand.url, "sign_out_url": address(LEAVE)}
        place = principal.space.name if principal.space else ""
        return {"frame": Frame(**anybody, person=principal.name, partnership=place, is_guest=True)}
    signed_in = Frame(
        **anybody,
        person=principal.name,
        # A demonstration account is named by its role: that is not said twice.
        roles=", ".join(t for t in principal.role_titles if t not in principal.name),
        partnership=principal.space.name if principal.space else "",
        menu=menu(principal, request.path),
        parts=parts(principal, request.path),
        choose_url=address(CHOOSE_PARTNERSHIP) if principal.spaces_to_choose > 1 else "",
        account_url=address(OWN_ACCOUNT),
        sign_out_url=address(SIGN_OUT),
        **_end_of(request),
        **_taking_out(request, principal),
    )
    return {"frame": signed_in}


def _end_of(request: HttpRequest) -> dict[str, Any]:
    """When the session ends, so that the page can warn of it in time."""
    seconds = getattr(request, "session_ends_in", 0)
    if not seconds:
        return {}
    at = request.session_ends_at  # type: ignore[attr-defined]
    return {"session_ends_in": seconds, "session_ends_at": at, "stay_url": address(STAY)}


def _taking_out(request: HttpRequest, principal: Any) -> dict[str, Any]:
    """Where the page is printed so that it is told, and who looked at the record that it is about."""
    if request.method != "GET":
        return {}
    query = request.GET.copy()
    query[PRINT] = "1"
    row = record_in_view()
    found = {
        "print_url": f"?{query.urlencode()}",
        "is_printing": is_to_be_printed(request),
        "taking_out_url": address(TAKING_OUT),
    }
    if row is not None and may_ask_who_looked(principal, row):
        kind = row._meta.label_lower
        found["who_looked_url"] = reverse(WHO_LOOKED, args=[kind, row.public_id])
    return found


def menu(principal: Any, path: str) -> tuple[MenuLine, ...]:
    """Home, and the entries of all modules that the principal may open, in their order."""
    held = [entry for entry in _held(principal) if not entry.part_of]
    offered = [("Home", address(HOME), "")]
    offered += [(entry.label, address(entry.url_name), entry.section) for entry in held]
    lines = {url: (label, section) for label, url, section in reversed(offered) if url}
    there = max(lines, key=lambda url: _nearness(url, lines[url][1], path), default="")
    is_in_one = bool(there) and _nearness(there, lines[there][1], path) > 0
    return tuple(
        MenuLine(label, url, _current(url, path) if is_in_one and url == there else "")
        for url, (label, _) in reversed(lines.items())
    )


def parts(principal: Any, path: str) -> tuple[MenuLine, ...]:
    """The parts of a section that the principal may open; none elsewhere than on their first pages."""
    held = [entry for entry in _held(principal) if entry.part_of]
    section = {e.part_of for e in held if address(e.url_name) == path}
    there = [(entry.label, address(entry.url_name)) for entry in held if entry.part_of in section]
    return tuple(MenuLine(label, url, "page" if url == path else "") for label, url in there)


def _held(principal: Any) -> list[MenuEntry]:
    entries = [entry for module in registry for entry in module.menu]
    return sorted((e for e in entries if principal.holds(e.permission)), key=_place)


def demonstration(space: Any) -> str:
    """What the banner of a demonstration says of the partnership chosen; empty for real use."""
    if not settings.GOLDTHREAD_DEMONSTRATION:
        return ""
    if space is None:
        return "Nothing here is a live record."
    if space.is_fictional:
        return "This partnership does not exist: every person, agency and record in it is invented."
    return "Figures and structures are exactly as published; nothing here is a live record."


def address(url_name: str) -> str:
    """The address of a named page; empty where there is no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _place(entry: MenuEntry) -> tuple[int, str]:
    return entry.order, entry.label


def _nearness(url: str, section: str, path: str) -> int:
    """How much of the path a line of the menu accounts for: the longest address wins."""
    if path == url or (url != "/" and path.startswith(url)):
        return len(url)
    return len(section) if section and path.startswith(f"/{section}/") else 0


def _current(url: str, path: str) -> str:
    """`page` on that very page, `true` elsewhere in its section."""
    return "page" if path == url else "true"
