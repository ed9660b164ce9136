"""For whom a form was drawn: told in the form itself, sealed to its key.

A session that has ended tells nothing, and a token that ran out proves nothing. The form still says
whose it is, in a way that nobody else can make: so what was typed into it can wait for that person.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from goldthread.access.principal import Principal
from goldthread.access.sealing import NotOurs, seal, unseal

FIELD = "form_of"


@dataclass(frozen=True)
class DrawnFor:
    """The person, the partnership at work by its code, and the held post that the form sends again."""

    person_id: int
    place: str = ""
    held: str = ""


def place_of(principal: Principal) -> str:
    """The code of the partnership at work; empty while none is chosen."""
    return principal.space.code if principal.space else ""


def told(principal: Principal, key: str, held: str = "") -> str:
    """What the form of this key says of its reader; nothing where nobody is signed in."""
    if principal.person_id is None:
        return ""
    whose = asdict(DrawnFor(principal.person_id, place_of(principal), held))
    return base64.urlsafe_b64encode(seal(json.dumps(whose).encode(), to=f"form {key}")).decode()


def drawn_for(posted: Mapping[str, str], key_field: str) -> DrawnFor | None:
    """For whom the form was drawn that was posted; None where it does not say so rightly."""
    try:
        sealed = base64.urlsafe_b64decode(posted.get(FIELD, ""))
        return DrawnFor(**json.loads(unseal(sealed, to=f"form {posted.get(key_field, '')}")))
    except (NotOurs, binascii.Error, ValueError):
        return None
