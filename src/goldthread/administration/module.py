"""What administration tells the house."""

from datetime import date

from goldthread.access.principal import Principal
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.house import InboxItem, InboxKind, MenuEntry, Module, Permission, Role, Source
from goldthread.messages.module import MIND_LETTERS
from goldthread.trail.module import READ_TRAIL

SEE_CHANGES = Permission(
    "administration.see_changes", "see in the trail what a change said", reads=True
)
SEE_SIGN_INS = Permission("administration.see_sign_ins", "see who signed in, and when", reads=True)


def _appointment(principal: Principal, public_id: str) -> Source | None:
    # Imported when asked: this file is read before there are models.
    from goldthread.administration.sources import appointment_source

    return appointment_source(principal, public_id)


def _offers(principal: Principal, on: date) -> list[InboxItem]:
    from goldthread.administration.inbox import offers_to_answer

    return offers_to_answer(principal, on)


MODULE = Module(
    name="administration",
    title="Administration",
    permissions={
        SEE_CHANGES: frozenset({Role.BUSINESS_MANAGER}),
        SEE_SIGN_INS: frozenset({Role.SERVICE_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE_AUDITOR}),
    },
    menu=(
        MenuEntry("Administration", "people", SEE_PEOPLE, order=90, section="administration"),
        MenuEntry("People", "people", SEE_PEOPLE, order=10, part_of="administration"),
        MenuEntry("Sign-ins", "sign-ins", SEE_SIGN_INS, order=20, part_of="administration"),
        MenuEntry("Trail", "trail", READ_TRAIL, order=30, part_of="administration"),
        MenuEntry("Letters", "letters", MIND_LETTERS, order=40, part_of="administration"),
    ),
    inbox=(
        InboxKind("administration.offer", "Roles offered to me", _offers, without_partnership=True),
    ),
    sources={"accounts.appointment": _appointment},
    urls="goldthread.administration.urls",
)
