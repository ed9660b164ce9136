"""A word of its own planted in each text of each row of the matrix's world, and where it turns up again.

What may show it is written by hand: `sight.toml` says who sees the row, the class of the field how far its
words may go, and `SHOWN_BESIDE` what a reader is told of rows that are not theirs to open.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core import mail
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from pypdf import PdfReader

from goldthread.house import Sensitivity
from goldthread.messages.models import Letter
from goldthread.vault.fields import SealedTextField
from tests.clients import Client
from tests.matrix import sight
from tests.matrix.forms import everybody
from tests.matrix.rows_of_programs import programs
from tests.matrix.run import Expected, data_for, people, table
from tests.matrix.world import ANONYMOUS, OURS, PLACES, SHARED, THEIRS, World

CANARY = re.compile("cnry[0-9a-f]{6}")
SHORTEST = 30  # letters that a field must take to hold a canary and what is around it

# Words that other words refer to: with another one in their place, the row would be another row. Names of
# addresses, keys of the catalogue, periods, hashes, and what the trail refuses to have changed.
KEYS = {
    *("password", "code", "kind", "subject_kind", "subject_id", "token_hash", "fingerprint", "key"),
    *(
        "place",
        "address",
        "path",
        "shape",
        "sha256",
        "identity",
        "area_code",
        "indicator",
        "period",
    ),
    *("breakdown", "edition", "year", "version", "definition_version", "level", "licence", "held"),
    *("origin", "row"),
}
NOT_PLANTED = {"trail.Entry", "trail.History", "access.Submission", "yearly_report.MadeFile"}
NAMED = {"files.StoredFile.name", "register.Setting.name"}  # read as keys too
NO_WORDS = {"vault.Identity.born_on", "vault.Identity.identifier"}  # a day and a number
# Who somebody is: shown for a reason that is kept, and nowhere else.
WHO_IT_IS = {"vault.Identity.name", "vault.Identity.other_names"}
SHOWN_FOR_A_REASON = {"vault:revealed", "vault:correct", "reviews:letter"}

business_unit = people(["business_unit"])
SEE_PEOPLE = people(["business_unit", "service_administrator", "information_governance_auditor"])
INVITES = people(["business_manager", "service_administrator"])
# Who did something is named to those who see what was done; an address only to those who see people.
SHOWN_BESIDE: dict[str, Callable[[str], bool]] = {
    "accounts.Person.name": lambda who: True,
    "accounts.Person.email": lambda who: who in SEE_PEOPLE,
}
# Addresses whose page is about a person by their own one-time link, or lists the demonstration's own.
OPEN_DOORS = {"join", "demonstration", "demonstration-sign-in"}


@dataclass(frozen=True)
class Planted:
    """Where one canary stands: the model and field, its class, the place of its row, and who sees it."""

    field: str
    sensitivity: Sensitivity
    place: str
    seen_by: frozenset[str]
    person_id: int | None


@dataclass
class Census:
    """How many canaries were planted, looked for and found, and where none may be."""

    planted: int = 0
    fields: int = 0
    answers: Counter = field(default_factory=Counter)  # by status
    looks: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    faults: Counter = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        return not self.faults


def plant(world: World) -> dict[str, Planted]:
    """A canary in each text that may hold any words; what each of them stands for."""
    planted: dict[str, Planted] = {}
    seeing = _who_sees(world)
    for model in sight.models():
        if model._meta.label in NOT_PLANTED:
            continue
        places = _places(model, world)
        for column in _texts(model):
            for row in model.objects.order_by("pk"):
                word = f"cnry{len(planted):06x}"
                if not _put(row, column, _around(word, column)):
                    continue
                planted[word] = Planted(
                    field=f"{model._meta.label}.{column.name}",
                    sensitivity=model.field_classes()[column.name],
                    place=places.get(row.pk, ""),
                    seen_by=seeing[model._meta.label].get(row.pk, frozenset()),
                    person_id=row.pk if model._meta.label == "accounts.Person" else None,
                )
    return planted


def _put(row: Any, column: Any, text: str) -> bool:
    """Whether the database took the text: where a row's state has no room for it, it stays empty."""
    try:
        with transaction.atomic():
            if isinstance(column, SealedTextField):
                setattr(row, column.attname, text)
                row.save(update_fields=[column.attname])
            else:
                type(row).objects.filter(pk=row.pk).update(**{column.name: text})
    except IntegrityError:
        return False
    return True


def _texts(model: Any) -> list[Any]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | SealedTextField)
        and not column.choices
        and column.name not in ("public_id", *KEYS)
        and f"{model._meta.label}.{column.name}" not in NAMED | NO_WORDS
        and (column.max_length or SHORTEST) >= SHORTEST
    ]


def raw_words(planted: dict[str, Planted]) -> list[str]:
    """Which sealed fields' canaries stand readable in any table, read as the database holds it."""
    sealed = {f"{model._meta.label}.{column.name}" for model, column in sealed_columns()}
    found = []
    with connection.cursor() as cursor:
        for table_name in connection.introspection.table_names():
            cursor.execute(f"select * from {connection.ops.quote_name(table_name)}")  # noqa: S608 -- a name that the database gave
            for row in cursor:
                for word in set(CANARY.findall(" ".join(map(_as_it_lies, row)))):
                    if planted[word].field in sealed:
                        found.append(f"{planted[word].field} in {table_name}")
    return found


def sealed_columns() -> list[tuple[Any, Any]]:
    """Every (model, column) whose text is sealed."""
    return [
        (model, column)
        for model in sight.models()
        for column in model._meta.concrete_fields
        if isinstance(column, SealedTextField)
    ]


def _as_it_lies(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def _around(word: str, column: Any) -> str:
    if isinstance(column, models.EmailField) or column.name == "to":
        return f"{word}@example.org"
    if isinstance(column, models.URLField):
        return f"https://example.org/{word}"
    return f"Words {word}"


def _who_sees(world: World) -> dict[str, dict[int, frozenset[str]]]:
    """By model and row: the people who see it by the hand-written table."""
    seeing: dict[str, dict[int, set[str]]] = {}
    written = sight.written(people)
    for model in sight.models():
        rows = seeing.setdefault(model._meta.label, {})
        one = written[model._meta.label]
        for place, found in sight.by_place(model, world):
            for who in one.who.get(place, frozenset()):
                for pk in sight.narrowed(found, one, world, who).values_list("pk", flat=True):
                    rows.setdefault(pk, set()).add(who)
    return {name: {pk: frozenset(w) for pk, w in rows.items()} for name, rows in seeing.items()}


def _places(model: Any, world: World) -> dict[int, str]:
    return {
        pk: place
        for place, rows in sight.by_place(model, world)
        for pk in rows.values_list("pk", flat=True)
    }


# -- Looking -------------------------------------------------------------------------------------------


def census(
    world: World, planted: dict[str, Planted], *, only: set[str], said: Callable[[], str]
) -> Iterator[Census]:
    """Open every address as everybody of `only`; yields the count so far after each address.

    `said` gives what was logged since it was asked last.
    """
    count = Census(planted=len(planted), fields=len({p.field for p in planted.values()}))
    clients = {who: c for who, c in everybody(world).items() if who in only}
    bearers = programs(world, clients)
    for expected in sorted(table().values(), key=lambda e: e.name):
        for place in PLACES if expected.row and not expected.is_shipped else (OURS,):
            arguments = world.rows.get((expected.row, place), {})
            for who, client in (bearers if expected.token else clients).items():
                address = reverse(expected.name, kwargs=arguments)
                _one(count, planted, world, expected, address, who, client)
                _judge_all(count, planted, world, "log", expected.name, who, said())
        yield count


def _one(
    count: Census,
    planted: dict[str, Planted],
    world: World,
    expected: Expected,
    address: str,
    who: str,
    client: Client,
) -> None:
    data, before, cookies = data_for(expected, world), len(mail.outbox), deepcopy(client.cookies)
    with transaction.atomic():
        last = Letter.objects.order_by("-pk").first()
        ask = client.post if expected.method == "POST" else client.get
        answer = ask(address, data)
        letters = Letter.objects.filter(pk__gt=last.pk if last else 0)
        told = [f"{letter.subject}\n{letter.text}" for letter in letters]
        transaction.set_rollback(True)
    client.cookies = cookies  # a session that was changed is not there any more
    told += [f"{letter.subject}\n{letter.body}" for letter in mail.outbox[before:]]
    body = _words(answer)
    count.answers[answer.status_code] += 1
    title = re.search("<title>(.*?)</title>", body, re.DOTALL)
    led = [address, *re.findall(r'(?:href|action|src)="([^"]*)"', body)]
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    looked = {
        "title": title[1] if title else "",
        "address": "\n".join(led),
        "header": headers,
        "letter": "\n".join(told),
        "file" if "Content-Disposition" in answer else f"page {answer.status_code}": body,
    }
    for where, text in looked.items():
        _judge_all(count, planted, world, where, expected.name, who, text)


def _words(answer: Any) -> str:
    """All words of an answer, whatever kind of file it is."""
    content = answer.content
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return " ".join(packed.read(n).decode(errors="replace") for n in packed.namelist())
    return unescape(content.decode(errors="replace"))


def _judge_all(
    count: Census,
    planted: dict[str, Planted],
    world: World,
    where: str,
    name: str,
    who: str,
    text: str,
) -> None:
    count.looks[where.partition(" ")[0]] += 1
    for word in set(CANARY.findall(text)):
        there = planted[word]
        count.found[where.partition(" ")[0]] += 1
        if not may_be(there, where, name, who, world):
            what = f"{there.field} ({there.sensitivity.name.lower()}, {there.place or 'no place'})"
            count.faults[f"{what} in the {where} of {name}, as {who}"] += 1


def may_be(there: Planted, where: str, name: str, who: str, world: World) -> bool:
    """Whether a canary may stand there."""
    if there.field in WHO_IT_IS and name not in SHOWN_FOR_A_REASON:
        return False
    if there.sensitivity is Sensitivity.PUBLIC:
        return True
    if where in ("title", "address", "header", "letter", "log"):
        return there.sensitivity < Sensitivity.PERSONAL and who in there.seen_by
    if who in there.seen_by or name in OPEN_DOORS:
        return True
    reader = world.people.get(who)
    if there.person_id is not None:
        is_own = reader is not None and reader.pk == there.person_id
        return is_own or (who != ANONYMOUS and SHOWN_BESIDE.get(there.field, _nobody)(who))
    is_published = name.startswith("yearly_report:public") and "yearly_report" in there.field
    return is_published and there.place in (OURS, SHARED, THEIRS)


def _nobody(who: str) -> bool:
    return False
