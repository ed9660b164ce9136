"""Making and ending tokens, and switching them on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.api.asking import marks_of
from goldthread.api.keys import key_hash, new_key
from goldthread.api.models import Token
from goldthread.api.module import END_TOKENS, MAKE_TOKENS, SWITCH_API
from goldthread.api.rules import MOST_DAYS, SETTING, rule_for
from goldthread.register.models import Setting, Space
from goldthread.trail.record import record

OFF = "Tokens are switched off in this partnership."


@transaction.atomic
def make_token(
    *,
    space: Space,
    name: str,
    may_send: bool,
    ends_on: date,
    by: Principal,
    at: datetime,
    with_passkey: bool = False,
) -> tuple[Token, str]:
    """Make a token for oneself, in one partnership; gives it and its key, which is kept nowhere.

    `with_passkey` says whether a passkey was shown in the session in which it is made.
    """
    last = at.date() + timedelta(days=MOST_DAYS)
    insist(may(by, MAKE_TOKENS, space))
    insist(
        because(
            (not rule_for(space.pk, on=at.date()).is_on, OFF),
            (not name.strip(), "Say what it is for."),
            (not at.date() <= ends_on <= last, f"Choose a day within {MOST_DAYS} days from today."),
        )
    )
    key = new_key()
    person = Person.objects.get(pk=by.acting_id)
    token = Token.objects.create(
        space=space,
        person=person,
        with_passkey=with_passkey,
        sign_in_mark=marks_of(person)[0],
        name=name.strip(),
        may_send=may_send,
        made_at=at,
        ends_on=ends_on,
        key_hash=key_hash(key),
    )
    after = {"name": token.name, "may_send": may_send, "ends_on": ends_on}
    record("api.token.made", by=by, at=at, subject=token, after=after)
    return token, key


@transaction.atomic
def end_token(*, token: Token, by: Principal, at: datetime, row_version: int | None = None) -> None:
    """Let a token open nothing any more: one's own, or anybody's by who answers for them."""
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if not token.is_owned_by(by):
        insist(may(by, END_TOKENS, token))
    token.insist_unchanged(row_version)
    insist(because((token.ended_at is not None, "This token has ended.")))
    token.ended_at, token.ended_by_id = at, by.acting_id
    token.save_next_version("ended_at", "ended_by")
    record("api.token.ended", by=by, at=at, subject=token, after={"name": token.name})


@transaction.atomic
def switch_api(
    *,
    space: Space,
    is_on: bool,
    reason: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Setting:
    """Switch tokens on or off from today, with the reason. Off shuts out what there is at once."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SWITCH_API, space))
    insist(because((not reason.strip(), "Say why.")))
    before = rule_for(space.pk, on=at.date())
    value, words, row = {"on": is_on}, reason.strip(), before.row
    if row is not None:
        row.insist_unchanged(row_version)
    if row is not None and row.holds_from == at.date():
        row.value, row.reason = value, words
        row.save_next_version("value", "reason")
    else:
        row = Setting.objects.create(
            space=space, name=SETTING, holds_from=at.date(), value=value, reason=words
        )
    told = {**value, "reason": words}
    record("api.switched", by=by, at=at, subject=row, before={"on": before.is_on}, after=told)
    return row
