"""The trail as it is read: who did what, when, and what a change said to those who may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.administration.module import SEE_CHANGES
from goldthread.administration.sources import source_of
from goldthread.administration.words import kind_of_act, kind_of_record, name_of_field
from goldthread.house import ROLES, Role, Sensitivity, Source
from goldthread.trail.models import Entry, History
from goldthread.trail.seals import pseudonym

REFERENCE = 8  # characters of a record's pseudonym: enough to tell those of one page apart
NOBODY_IS_NAMED = "Somebody with no appointment here"


@dataclass(frozen=True)
class Change:
    """What one field said before, where it was there, and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One act, as the page shows it. `unshown` counts the fields that this reader may not see."""

    at: datetime
    who: str
    act: str
    record: str
    reference: str
    subject_ref: str
    taken: str = ""  # of a file that was taken out: its name, how much it holds, its marking
    changes: tuple[Change, ...] = ()
    unshown: int = 0


def entries_found(
    principal: Principal,
    *,
    kind: str = "",
    on: date | None = None,
    person: Person | None = None,
    subject_ref: str = "",
) -> QuerySet[Entry]:
    """Entries of the spaces at work, newest first."""
    narrowed = Q()
    if kind:
        narrowed &= Q(kind=kind)
    if on is not None:
        begins = make_aware(datetime.combine(on, time.min))
        ends = make_aware(datetime.combine(on + timedelta(days=1), time.min))
        narrowed &= Q(at__gte=begins, at__lt=ends)
    if person is not None:
        narrowed &= Q(person_id=person.pk)
    if subject_ref:
        narrowed &= Q(subject_ref=subject_ref)
    found = Entry.objects.visible_to(principal).filter(narrowed)
    return found.select_related("history").order_by("-at", "-pk")


# Of the acts outside partnerships, those of people with their accounts. Who was sent a link is not
# among them: it would tell which of those invited had no account before.
OF_ACCOUNTS = (
    "accounts.signed_in",
    "accounts.person.joined",
    "accounts.person.recovering",
    "accounts.person.tied",
)
FAILED = "accounts.sign_in_failed"


def account_entries(principal: Principal) -> QuerySet[Entry]:
    """What those with an appointment in sight did with accounts, newest first; the house's own chain."""
    held = Appointment.objects.visible_to(principal).values("person_id")
    done = Q(kind__in=OF_ACCOUNTS, person_id__in=held)
    tried = Q(kind=FAILED, subject_ref__in=_accounts_in_sight(principal))
    return Entry.objects.filter(done | tried, space_id=None).order_by("-at", "-pk")


def _accounts_in_sight(principal: Principal) -> dict[str, str]:
    """The names of those with an appointment in sight, by what the trail calls their accounts."""
    held = Appointment.objects.visible_to(principal).values("person_id")
    people = Person.objects.filter(pk__in=held).values_list("public_id", "name", "email")
    key, kind = settings.GOLDTHREAD_TRAIL_KEY, Person._meta.label_lower
    return {pseudonym(key, kind, public_id): name or email for public_id, name, email in people}


def kinds_found(principal: Principal) -> list[tuple[str, str]]:
    """The kinds of acts that the trail holds, with their words, in order of the words."""
    kinds = Entry.objects.visible_to(principal).order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, kind_of_act(kind)) for kind in kinds), key=lambda pair: pair[1])


def lines(principal: Principal, entries: Iterable[Entry]) -> list[Line]:
    """Entries with names and words, in a number of queries that does not grow with the changes."""
    entries = list(entries)
    names = _names(principal, {e.person_id for e in entries if e.person_id is not None})
    if any(entry.kind == FAILED for entry in entries):
        tried = _accounts_in_sight(principal)
        names |= {
            e.subject_ref: f"Somebody, as {tried[e.subject_ref]}"
            for e in entries
            if e.subject_ref in tried
        }
    sees_changes = principal.holds(SEE_CHANGES)
    return [_line(entry, names, sees_changes) for entry in entries]


def record_behind(principal: Principal, entries: Iterable[Entry]) -> Source | None:
    """The record that entries of one record tell of, where the reader may see what changed in it."""
    if not principal.holds(SEE_CHANGES):
        return None
    for entry in entries:
        history = _history(entry)
        if history is not None:
            return source_of(principal, entry.subject_kind, history.subject_id)
    return None


def _names(principal: Principal, people: set[int]) -> dict[int | str, str]:
    """Names of those who hold or held an appointment here; of others the trail tells no name."""
    here = Appointment.objects.visible_to(principal).filter(person_id__in=people)
    return dict(here.values_list("person_id", "person__name"))


def _line(entry: Entry, names: dict[int | str, str], sees_changes: bool) -> Line:
    history = _history(entry)
    is_export = entry.kind.endswith(".exported")
    is_shown = history is not None and sees_changes and not is_export
    changes, unshown = _changes(entry.subject_kind, history) if history and is_shown else ((), 0)
    return Line(
        at=entry.at,
        who=_who(entry, names),
        act=kind_of_act(entry.kind),
        record=kind_of_record(entry.subject_kind),
        reference=entry.subject_ref[:REFERENCE],
        subject_ref=entry.subject_ref,
        taken=_taken(history) if history and is_export else "",
        changes=changes,
        unshown=unshown,
    )


def _who(entry: Entry, names: dict[int | str, str]) -> str:
    if entry.kind == FAILED:
        return names.get(entry.subject_ref, NOBODY_IS_NAMED)
    if entry.person_id is None:
        return "The installation itself"
    return names.get(entry.person_id, NOBODY_IS_NAMED)


def _history(entry: Entry) -> History | None:
    try:
        history = entry.history
    except ObjectDoesNotExist:
        return None
    return history if history.erased_at is None else None


def _changes(label: str, history: History) -> tuple[tuple[Change, ...], int]:
    """The fields that the partnership may know of, and how many others there are."""
    before, after = history.before or {}, history.after or {}
    fields = [*before, *(name for name in after if name not in before)]
    open_fields = _open_fields(label)
    shown = [
        Change(
            name_of_field(label, name),
            _plain(before[name]) if name in before else "",
            _plain(after.get(name)),
        )
        for name in fields
        if name in open_fields
    ]
    return tuple(shown), len(fields) - len(shown)


def _taken(history: History) -> str:
    """What was taken out, for everybody who reads the trail: no word of what stands in it."""
    facts = history.after or {}
    rows = facts.get("rows")
    much = "" if rows is None else f"{rows:,} {'row' if rows == 1 else 'rows'}"
    return ". ".join(filter(None, (facts.get("file", ""), much, facts.get("marking", ""))))


def _open_fields(label: str) -> set[str]:
    """The fields of a model whose class is the partnership's or lower; none of a model now gone."""
    try:
        model: Any = apps.get_model(label)
    except LookupError:
        return set()
    own = {field.name for field in model._meta.get_fields()}
    classes = model.field_classes()
    return {
        name for name in own if classes.get(name, Sensitivity.SEALED) <= Sensitivity.PARTNERSHIP
    }


def _plain(value: Any) -> str:
    """A value as a reader takes it in."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value in set(Role):
        return ROLES[Role(value)].title
    return str(value)
