"""Oracles of those who are not signed in: accounts, invitations, published reports, sessions, forms' keys."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.telling.kit import Kit
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from goldthread.access.rows import new_public_id
from goldthread.accounts.actions import appoint
from goldthread.accounts.models import Person
from goldthread.house import Role
from tests.clients import Client
from tests.factories import PersonFactory
from tests.matrix.world import OURS, THEIRS

# Of one length, since a page says again what was typed.
NOBODY, MEMBER, CLOSED = "nobody@example.org", "member@example.org", "closed@example.org"
ADDRESSES = (MEMBER.encode(), CLOSED.encode(), NOBODY.encode())
PASSWORD = "four unrelated words here"  # noqa: S105
ARGON = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def _people() -> None:
    for email, is_active in ((MEMBER, True), (CLOSED, False)):
        if not Person.objects.filter(email=email).exists():
            person = PersonFactory(email=email, joined_at=timezone.now(), is_active=is_active)
            person.set_password(PASSWORD)
            person.save()


def _post(name: str, data: dict[str, str]) -> Callable[[], Any]:
    """A post of somebody whom nobody has counted yet."""

    def ask() -> Any:
        cache.clear()
        return Client().post(reverse(name), data)

    return ask


def _about_people(kit: Kit, name: str, field: str, more: dict[str, str]) -> list[str]:
    _people()
    return [
        tell
        for email in (MEMBER, CLOSED)
        for tell in kit.unlike(
            f"{name} of {email}",
            _post(name, {field: email, **more}),
            _post(name, {field: NOBODY, **more}),
            ADDRESSES,
            count=False,
        )
    ]


def by_sign_in(kit: Kit) -> list[str]:
    """A wrong password for an account, a closed one, and none."""
    return _about_people(kit, "account_login", "login", {"password": "a guess"})


def by_sign_in_time(kit: Kit) -> list[str]:
    """How long a wrong password takes, with the hasher of a real installation."""
    with override_settings(PASSWORD_HASHERS=ARGON):
        Person.objects.filter(email__in=(MEMBER, CLOSED)).delete()
        _people()
        found = []
        for email in (MEMBER, CLOSED):
            one, other = (
                _post("account_login", {"login": each, "password": "a guess"})
                for each in (email, NOBODY)
            )
            found += kit.slower(f"a wrong password of {email}", one, other)
        return found


def by_forgotten_password(kit: Kit) -> list[str]:
    """A letter asked for by an account, a closed one, and none."""
    return _about_people(kit, "account_reset_password", "email", {})


def by_passkey(kit: Kit) -> list[str]:
    """The question that a passkey answers: alike whoever asks, before and after there are passkeys."""
    header = {"x-requested-with": "XMLHttpRequest"}
    address = reverse("mfa_login_webauthn")
    one, other = (lambda: Client().get(address, headers=header) for _ in range(2))
    return kit.unlike("asked for a passkey", one, other)


def by_invitation(kit: Kit) -> list[str]:
    """A link that ended, one that was used, and one that was never given out."""
    now = timezone.now()
    tokens = []
    for at in (now - timedelta(days=90), now - timedelta(days=60)):
        _, address = appoint(
            at=at,
            space=kit.world.spaces[OURS],
            email=f"gone{at:%j}@example.org",
            name="Somebody gone",
            role=Role.PARTNERSHIP_OFFICER,
            starts_on=at.date(),
        )
        tokens.append(address.strip("/").rsplit("/", 1)[-1])
    found = []
    for token in tokens:
        never = kit.unknown({"": token[:22]})[""] + token[22:]
        for method in ("GET", "POST"):
            calls = (
                kit.call("anonymous", method, reverse("join", args=[each]), data={"a": "b"})
                for each in (token, never)
            )
            found += kit.unlike(f"{method} of a link", *calls, (token.encode(), never.encode()))
    return found


def by_recovery_link(kit: Kit) -> list[str]:
    """The address that a letter of a forgotten password holds: of an account, and of none."""
    _people()
    pk = Person.objects.get(email=MEMBER).pk
    from django.utils.http import int_to_base36

    addresses = [
        reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": int_to_base36(number), "key": "abc-def"},
        )
        for number in (pk, pk + 100_000)
    ]
    calls = (kit.call("anonymous", "GET", address) for address in addresses)
    return kit.unlike(
        "a link to a new password", *calls, tuple(a.encode() for a in addresses), count=False
    )


def by_published_report(kit: Kit) -> list[str]:
    """The public address of a report that is not published, of a year without one, of nobody's code."""
    from goldthread.yearly_report.models import Report

    shown = {row["year"] for (kind, _), row in kit.world.rows.items() if kind == "public_report"}
    kept = [report for report in Report.objects.all() if report.year not in shown]
    found = []
    for report in kept[:4]:
        slug = report.year.replace("/", "-")
        for code, year in ((report.space.code.lower(), "1990-91"), ("nobody", slug)):
            addresses = [
                reverse("yearly_report:public", args=[c, y])
                for c, y in ((report.space.code.lower(), slug), (code, year))
            ]
            calls = (kit.call("anonymous", "GET", address) for address in addresses)
            hide = tuple(address.encode() for address in addresses)
            found += kit.unlike(
                f"an unpublished report of {report.space.code}", *calls, hide, count=False
            )
    return found if kept else ["there was no report that is not published"]


def by_session(kit: Kit) -> list[str]:
    """A session that was ended, and one that never was."""
    from django.conf import settings

    ended = Client()
    ended.force_login(kit.world.people["practitioner"])
    key = ended.session.session_key
    ended.session.delete()
    never = kit.unknown({"": "a" * 22})[""].lower() + "a" * (len(key) - 22)

    def ask(cookie: str) -> Callable[[], Any]:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return lambda: client.get(reverse("home"))

    return kit.unlike("a session", ask(key), ask(never), count=False)


def by_form_key(kit: Kit) -> list[str]:
    """The key of a form that somebody of theirs has sent, and one that nobody has."""
    from goldthread.access.models import Submission

    address = reverse("account_reset_password")
    spent, never = new_public_id(), "0" * 21
    Submission.objects.create(public_id=spent, fingerprint="somebody else's")
    calls = (
        kit.call("anonymous", "POST", address, data={"email": NOBODY, "form_key": key})
        for key in (spent, never)
    )
    return kit.unlike("a form's key", *calls, (spent.encode(), never.encode()), count=False)


def by_partnership(kit: Kit) -> list[str]:
    """Choosing to work in a partnership that is there, as somebody who is not of it, and in none."""
    there = kit.world.spaces[THEIRS].public_id
    never = kit.unknown({"": there})[""]
    address = reverse("choose-space")
    calls = (
        kit.call("practitioner", "POST", address, data={"space": each}) for each in (there, never)
    )
    return kit.unlike("choosing a partnership", *calls, (there.encode(), never.encode()))
