"""Every form of every page of the table, as the people who may open them find it, and something typed into it."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from goldthread.access.rows import Row
from goldthread.ui.page_forms import PageForms, answers
from tests.clients import Client
from tests.matrix.run import Expected, data_for, table
from tests.matrix.typed import FURTHER, TYPED
from tests.matrix.world import OURS, WHO, World

# What every act brings with it, whatever it makes.
BESIDE = ("trail", "letters", "access")
RECORDS = [
    model
    for model in apps.get_models()
    if issubclass(model, Row) and model._meta.app_label not in BESIDE
]


@dataclass(frozen=True)
class Found:
    """A form: the address of the table that it is posted to, who found it, and where it stands."""

    to: Expected
    who: str
    client: Client
    page: Any
    address: str
    form: Any
    world: World

    def typed(self) -> dict[str, Any]:
        """What is sent: the form's own answers, and something in each box that is empty."""
        by_hand = TYPED.get(self.to.name)
        return filled_in(self.form) | (by_hand(self.world) if by_hand else {})


def address_of(expected: Expected, world: World) -> str | None:
    """An address of the table about our own row; None where it takes none."""
    try:
        return reverse(expected.name, kwargs=world.rows.get((expected.row, OURS), {}))
    except NoReverseMatch:
        return None


def everybody(world: World) -> dict[str, Client]:
    """A client for each kind of person."""
    clients = {}
    for who in WHO:
        clients[who] = Client(raise_request_exception=False)
        if world.people[who] is not None:
            clients[who].force_login(world.people[who])
    return clients


def openable() -> list[Expected]:
    """Every address that somebody may open for what they are, and not for a word that they know."""
    return [expected for expected in table().values() if not expected.nobody]


def readers(expected: Expected) -> list[str]:
    """Those who may open an address about our own row."""
    return list(WHO) if expected.everybody else sorted(expected.who - expected.elsewhere[""])


def forms_found(world: World, most: int = 3) -> Iterator[Found]:
    """Each form once for each of the first readers of its page."""
    clients = everybody(world)
    names = {(address_of(e, world) or "").partition("?")[0]: e for e in table().values()}
    seen = set()
    for expected in openable():
        if expected.method != "GET" or expected.is_file:
            continue
        further = FURTHER[expected.name](world) if expected.name in FURTHER else ""
        for who in readers(expected)[:most]:
            data = None if further else data_for(expected, world)
            asked = clients[who].get(f"{address_of(expected, world)}{further}", data)
            page = PageForms(asked.content, asked.wsgi_request.get_full_path())
            for address, form in page.forms():
                to = names.get(address.partition("?")[0])
                if to is not None and (to.name, who) not in seen:
                    seen.add((to.name, who))
                    yield Found(to, who, clients[who], asked, address, form, world)


def filled_in(form: Any) -> dict[str, Any]:
    """The answers of a form with something in each question that has none yet."""
    sent: dict[str, Any] = dict(answers(form))
    for box in form.xpath(".//input|.//select|.//textarea"):
        name, kind = box.get("name"), box.get("type", "")
        if not name or kind in ("submit", "button", "file", "hidden") or any(sent.get(name, ())):
            continue
        if box.tag == "select":
            options = [option.get("value") for option in box.iter("option")]
            sent[name] = [next((value for value in options if value), "")]
        elif kind in ("radio", "checkbox"):
            sent[name] = [box.get("value", "on")]
        else:
            sent[name] = [_words(name, kind, box.get("inputmode", ""))]
    return sent


def _words(name: str, kind: str, mode: str) -> str:
    parts = {"_day": "1", "_month": "6", "_year": "2026"}
    for ending, value in parts.items():
        if name.endswith(ending):
            return value
    if kind == "email":
        return "somebody.new@example.org"
    return "7" if mode else f"Words for {name}"


def made_by(found: Found, typed: dict[str, Any]) -> tuple[int, Counter]:
    """(status, how many rows of which model) that one post makes; nothing is left of it."""
    cookies = deepcopy(found.client.cookies)
    with transaction.atomic():
        before = counted()
        answer = found.client.post(found.address, typed)
        after = counted()
        transaction.set_rollback(True)
    found.client.cookies = cookies
    return answer.status_code, after - before


def counted() -> Counter:
    """How many rows there are of each record."""
    return Counter({model._meta.label: model.objects.count() for model in RECORDS})
