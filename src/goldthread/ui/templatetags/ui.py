"""British days and numbers for templates, and the few tags that the page frame needs."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from goldthread.house import Rung
from goldthread.ui import british

register = template.Library()

_YEAR = re.compile(r"\d{4}-\d{2}(?: Q[1-4])?\b")


@register.filter
def day(on: date | None) -> str:
    """3 April 2026; nothing for no day."""
    return british.day(on) if on else ""


@register.filter
def full_day(on: date | None) -> str:
    """Friday 3 April 2026; nothing for no day."""
    return british.full_day(on) if on else ""


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """3 April 2026, 2:05pm, in the time zone of the installation; nothing for no moment."""
    return british.moment(at) if at else ""


@register.filter
def due_words(due_on: date | None, today: date) -> str:
    """How a limit stands to `today`; "No date" where there is none."""
    return british.due_words(due_on, today) if due_on else "No date"


@register.filter
def waiting_words(came_on: date, today: date) -> str:
    """How long something without a limit has waited."""
    return british.waiting_words(came_on, today)


@register.filter
def number(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """4,231 or −7.6; nothing for no value."""
    return "" if value is None else british.number(value, decimals)


@register.filter
def listed(words: Iterable[Any]) -> str:
    """A, B and C."""
    return british.listed(str(word) for word in words)


@register.filter
def unbroken(words: str) -> SafeString:
    """Words whose years, such as 2026-27, stay on one line; a browser breaks after their hyphen."""
    return mark_safe(_YEAR.sub(r'<span class="gt-whole">\g<0></span>', conditional_escape(words)))  # noqa: S308


@register.filter
def rungs(reached: Rung | Iterable[Rung]) -> list[tuple[str, bool]]:
    """The five rungs of the ladder, lowest first, and whether each is among those reached."""
    held = {reached} if isinstance(reached, int) else set(reached)
    return [(rung.label, rung in held) for rung in Rung]


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """The pages to offer from this one; None stands for those left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> "Captured":
    """`{% capture name %}...{% endcapture %}`: keep what stands between, as one line of text."""
    _, name = token.split_contents()
    nodes = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Captured(name, nodes)


class Captured(template.Node):
    """A piece of the page that is wanted in two places, such as its title."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        # What a template has drawn is escaped already; doing it twice would show the entities.
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308
        return ""
