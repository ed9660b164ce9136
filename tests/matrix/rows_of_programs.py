"""Tokens for the matrix, and the programs that bear one for each kind of person."""

from datetime import timedelta

from allauth.mfa.models import Authenticator

from goldthread.access.rows import new_public_id
from goldthread.api.asking import marks_of
from goldthread.api.keys import key_hash, new_key
from goldthread.api.models import Token
from goldthread.register.models import Setting
from tests.clients import Client
from tests.factories import NOW, TODAY, PersonFactory
from tests.matrix.rows_of_returns import Walk
from tests.matrix.world import OURS, World

SENT = {"lines": [{"area_code": "X", "indicator": "referrals"}]}


def token(world: World, place: str) -> dict[str, str]:
    """A token of somebody else."""
    return {"public_id": made(world, place, PersonFactory(), new_key()).public_id}


def own_token(world: World, place: str) -> dict[str, str]:
    """A token of the business manager's own, where they work."""
    person = world.people["business_manager"] if place == OURS else PersonFactory()
    return {"public_id": made(world, place, person, new_key()).public_id}


def asked_by_token(world: World, place: str) -> dict[str, str]:
    """A return that is still owed."""
    return {"return_id": Walk(world, place, "2020-21 Q4").request.public_id}


def made(world: World, place: str, person, key: str) -> Token:
    """A token of somebody's, made directly, in a partnership that lets programs in."""
    space = world.spaces[place]
    Setting.objects.get_or_create(
        space=space,
        name="api.allowed",
        holds_from=TODAY,
        defaults={"value": {"on": True}, "reason": "Said so"},
    )
    return Token.objects.create(
        space=space,
        person=person,
        name="A program",
        may_send=True,
        made_at=NOW,
        ends_on=TODAY + timedelta(days=9),
        key_hash=key_hash(key),
        with_passkey=True,
        sign_in_mark=marks_of(person)[0],
    )


def programs(world: World, clients: dict[str, Client]) -> dict[str, Client]:
    """A client for each kind of person that bears a token of theirs, and no cookie."""
    bearers = {}
    for who in clients:
        bearers[who] = Client(raise_request_exception=False)
        person = world.people.get(who)
        if person is not None:
            key = new_key()
            Authenticator.objects.get_or_create(
                user=person, type=Authenticator.Type.WEBAUTHN, defaults={"data": {}}
            )
            made(world, OURS, person, key)
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": new_public_id()}
            bearers[who] = Client(raise_request_exception=False, headers=headers)
    return bearers


MAKERS = {"token": token, "own_token": own_token, "asked_by_token": asked_by_token}
