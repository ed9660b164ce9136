"""Making, opening and ending a link."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from goldthread.access.decision import Refused, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.rows import new_public_id
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Person
from goldthread.house import ErrandKind, registry
from goldthread.links.codes import as_typed, new_code, new_token, token_hash
from goldthread.links.models import Link
from goldthread.links.module import MAKE_LINKS, SWITCH_LINKS
from goldthread.links.rules import MOST_DAYS, SETTING, rule_for
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import LINK
from goldthread.register.models import Setting, Space
from goldthread.trail.record import record

MOST_CODES = 5
ONE_EACH = "There is an open link for this already: withdraw it first."


@transaction.atomic
def make_link(
    *, kind: ErrandKind, row: Any, name: str, email: str, by: Principal, at: datetime
) -> tuple[Link, str]:
    """Ask one named person for one record; the letter with the address goes to them now.

    Gives the link and its code, which is kept nowhere.
    """
    insist(may(by, MAKE_LINKS, row) & may(by, kind.asks, row) & kind.may_ask(row, at.date()))
    rule = rule_for(row.space_id, on=at.date())
    insist(because((not rule.is_on, "Links are switched off in this partnership.")))
    token, code = new_token(), new_code()
    expires_at = at + timedelta(days=rule.days)
    for earlier in Link.objects.filter(kind=kind.kind, subject_id=row.public_id, ended_at=None):
        end_what_is_over(earlier, at=at)
    try:
        with transaction.atomic():
            link = Link.objects.create(
                space_id=row.space_id,
                kind=kind.kind,
                subject_id=row.public_id,
                guest=_guest(name, asked_by=by.name),
                email=email,
                asked_by_id=by.acting_id,
                made_at=at,
                expires_at=expires_at,
                token_hash=token_hash(token),
                code_hash=make_password(code),
            )
    except IntegrityError as error:
        raise Refused(because((True, ONE_EACH))) from error
    after = {"asks": kind.words(row), "of": link.guest.name, "until": expires_at}
    record("links.link.made", by=by, at=at, subject=link, after=after)
    path = reverse("open-link", args=[token])
    write_letter(LINK, to=email, path=path, at=at, space=link.space, day=expires_at)
    return link, code


def _guest(name: str, *, asked_by: str) -> Person:
    """Whoever gives something through a link, by a name that says so wherever it is shown."""
    said = f"{name.strip()}, through a link, asked by {asked_by}"
    address = f"{new_public_id().lower()}@links.invalid"
    return Person.objects.create(
        email=address, name=said[:120], is_active=False, password=make_password(None)
    )


def is_open(link: Link, *, at: datetime) -> bool:
    """Whether a link works at a moment: not ended, in time, and links are switched on."""
    return (
        link.ended_at is None
        and link.expires_at > at
        and link.wrong_codes < MOST_CODES
        and rule_for(link.space_id, on=at.date()).is_on
    )


def open_link(*, token: str, code: str, at: datetime) -> Link | None:
    """The link of a token, where the code is right and it works; None otherwise, whatever the reason.

    Each try is counted before its code is looked at, so that many at once count as many.
    """
    with working_everywhere():
        link = Link.objects.filter(token_hash=token_hash(token), ended_at=None).first()
        if link is None or not is_open(link, at=at) or not _is_counted(link):
            make_password(code)  # takes as long as looking at a code
            return None
        if not check_password(as_typed(code), link.code_hash):
            link.refresh_from_db()
            if link.wrong_codes >= MOST_CODES:
                end_link(link, Link.Ended.CODES, at=at)
            return None
        Link.objects.filter(pk=link.pk).update(wrong_codes=0, opened_at=link.opened_at or at)
        record("links.link.opened", by=_as_guest(link), at=at, subject=link)
        return link


def _is_counted(link: Link) -> bool:
    """Count a try in the database; False where five were wrong already."""
    open_still = Link.objects.filter(pk=link.pk, ended_at=None, wrong_codes__lt=MOST_CODES)
    return open_still.update(wrong_codes=F("wrong_codes") + 1) == 1


def _as_guest(link: Link) -> Principal:
    return Principal(person_id=link.guest_id, name=link.guest.name)


def end_link(link: Link, why: str, *, at: datetime, by: Principal | None = None) -> None:
    """Let a link open nothing any more; one that has ended stays as it ended."""
    ended = Link.objects.filter(pk=link.pk, ended_at=None).update(
        ended_at=at, ended_because=why, row_version=F("row_version") + 1
    )
    if ended:
        after = {"because": why}
        record("links.link.ended", by=by or _as_guest(link), at=at, subject=link, after=after)


@transaction.atomic
def withdraw_link(
    *, link: Link, by: Principal, at: datetime, row_version: int | None = None
) -> None:
    """Take a link back before anything was given."""
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    insist(may(by, MAKE_LINKS, link))
    link.insist_unchanged(row_version)
    insist(because((link.ended_at is not None, "This link has ended.")))
    end_link(link, Link.Ended.WITHDRAWN, at=at, by=by)


def end_what_is_over(link: Link, *, at: datetime) -> bool:
    """End a link whose record was given, or whose time is over; gives whether it has ended."""
    if link.ended_at is not None:
        return True
    if (why := why_over(link, at=at)) is not None:
        end_link(link, why, at=at)
    return why is not None


def why_over(link: Link, *, at: datetime) -> str | None:
    """Why an open link has to end now; None where it goes on."""
    from goldthread.links.guests import subject_of

    kind = registry.errand(link.kind)
    row = subject_of(link)
    if kind is None or row is None:
        return Link.Ended.WITHDRAWN
    if over := kind.over(row):
        return over
    if link.expires_at <= at:
        return Link.Ended.TIME
    if not rule_for(link.space_id, on=at.date()).is_on:
        return Link.Ended.SWITCHED_OFF
    return None


@transaction.atomic
def switch_links(
    *,
    space: Space,
    is_on: bool,
    days: int,
    reason: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Setting:
    """Switch links on or off from today, with the reason. Off ends what is open at its next request."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SWITCH_LINKS, space))
    insist(
        because(
            (not reason.strip(), "Say why."),
            (not 1 <= days <= MOST_DAYS, f"Enter a number of days from 1 to {MOST_DAYS}."),
        )
    )
    before = rule_for(space.pk, on=at.date())
    value, words = {"on": is_on, "days": days}, reason.strip()
    if before.row is not None:
        before.row.insist_unchanged(row_version)
    row = before.row
    if row is not None and row.holds_from == at.date():
        row.value, row.reason = value, words
        row.save_next_version("value", "reason")
    else:
        row = Setting.objects.create(
            space=space, name=SETTING, holds_from=at.date(), value=value, reason=words
        )
    record(
        "links.switched",
        by=by,
        at=at,
        subject=row,
        before={"on": before.is_on, "days": before.days},
        after={**value, "reason": words},
    )
    return row
