"""Letters and links for the matrix, and the guest who came through one."""

from datetime import timedelta

from goldthread.inbox.models import AskedOfAgency, CalendarKey, DigestChoice
from goldthread.links.codes import new_token, token_hash
from goldthread.links.middleware import LINK_KEY
from goldthread.links.models import Link
from goldthread.messages.kinds import RETURN_WITHDRAWN
from goldthread.messages.models import Letter
from goldthread.register.models import Setting
from tests.clients import Client
from tests.factories import NOW, TODAY, PersonFactory
from tests.matrix.rows_of_returns import Walk
from tests.matrix.world import OURS, World

KIND = "performance.returnrequest"


def letter(world: World, place: str) -> dict[str, str]:
    """A letter that was given up."""
    row = Letter.objects.create(
        space=world.spaces[place],
        to="somebody@example.org",
        subject=RETURN_WITHDRAWN.subject,
        text="-",
        why=RETURN_WITHDRAWN.name,
        created_at=NOW,
        gave_up_at=NOW,
    )
    return {"public_id": row.public_id}


def linkable(world: World, place: str) -> dict[str, str]:
    """A return that can be asked for by a link."""
    return {"kind": KIND, "public_id": Walk(world, place, "2022-23 Q1").request.public_id}


def link(world: World, place: str) -> dict[str, str]:
    asked = Walk(world, place, "2022-23 Q2").request
    return {"public_id": _made(world, place, asked.public_id, new_token()).public_id}


def link_token(world: World, place: str) -> dict[str, str]:
    token = new_token()
    _made(world, place, Walk(world, place, "2022-23 Q3").request.public_id, token)
    return {"token": token}


def _made(world: World, place: str, subject_id: str, token: str) -> Link:
    space = world.spaces[place]
    Setting.objects.get_or_create(
        space=space,
        name="links.allowed",
        holds_from=TODAY,
        defaults={"value": {"on": True, "days": 14}, "reason": "Said so"},
    )
    return Link.objects.create(
        space=space,
        kind=KIND,
        subject_id=subject_id,
        guest=PersonFactory(is_active=False),
        email="somebody@example.org",
        asked_by=PersonFactory(),
        made_at=NOW,
        expires_at=NOW + timedelta(days=14),
        token_hash=token_hash(token),
        code_hash="-",
    )


def guest_client(world: World) -> Client:
    """Somebody without an account who was asked for our return that is being filled in."""
    subject_id = world.rows["return_filled_in", OURS]["public_id"]
    found = Link.objects.filter(subject_id=subject_id).first()
    made = found or _made(world, OURS, subject_id, new_token())
    client = Client(raise_request_exception=False)
    session = client.session
    session[LINK_KEY] = made.public_id
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def calendar_token(world: World, place: str) -> dict[str, str]:
    """An address that nobody has made."""
    return {"token": new_token()}


def rows_of_the_inbox(world: World) -> None:
    """Everybody's own: what no address names."""
    for person in (*filter(None, world.people.values()), PersonFactory()):
        DigestChoice.objects.get_or_create(person=person, defaults={"considered_at": NOW})
        CalendarKey.objects.create(person=person, token_hash=token_hash(new_token()), made_at=NOW)
    for space in world.spaces.values():
        AskedOfAgency.objects.create(
            space=space, agency=world.agency, kind="a.kind", url="/a/", asked_on=TODAY
        )


MAKERS = {
    "calendar_token": calendar_token,
    "letter": letter,
    "linkable": linkable,
    "link": link,
    "link_token": link_token,
}
