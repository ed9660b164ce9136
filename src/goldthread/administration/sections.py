"""The parts of the administration, as links over each of its pages."""

from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.administration.module import SEE_SIGN_INS
from goldthread.imports.permissions import BRING_IN
from goldthread.links.module import MAKE_LINKS
from goldthread.messages.module import MIND_LETTERS
from goldthread.trail.module import READ_TRAIL
from goldthread.ui.context import MenuLine

PARTS = (
    ("People", "people", SEE_PEOPLE),
    ("Sign-ins", "sign-ins", SEE_SIGN_INS),
    ("Trail", "trail", READ_TRAIL),
    ("Letters", "letters", MIND_LETTERS),
    ("Links", "links", MAKE_LINKS),
    ("Past records", "imports", BRING_IN),
)


def sections(principal: Principal, current: str) -> list[MenuLine]:
    """The parts that the principal may open; none where there is but one."""
    lines = [
        MenuLine(label, reverse(name), "page" if name == current else "")
        for label, name, permission in PARTS
        if principal.holds(permission)
    ]
    return lines if len(lines) > 1 else []
