"""The arithmetic of the chain: pseudonyms, content hashes and seals. No database."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

SEALED_FIELDS = (
    "chain",
    "number",
    "space_id",
    "at",
    "person_id",
    "kind",
    "subject_kind",
    "subject_ref",
    "content_hash",
    "previous",
)


def canonical(value: Any) -> bytes:
    """One spelling for equal values, whatever the order of keys."""
    text = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return text.encode()


def content_hash(subject_id: str, before: Any, after: Any) -> str:
    """The hash of what a change said, or "" for an act that changed nothing."""
    if before is None and after is None:
        return ""
    # Through JSON once, so that what is hashed is what the history row can give back.
    plain = json.loads(canonical([subject_id, before, after]))
    return hashlib.sha256(canonical(plain)).hexdigest()


def pseudonym(key: str, kind: str, subject_id: str) -> str:
    """A keyed name for a record: the same record, the same name, and no way back without the key."""
    return hmac.new(key.encode(), f"{kind}:{subject_id}".encode(), hashlib.sha256).hexdigest()


def seal(key: str, entry: Any) -> str:
    """The keyed hash over an entry and the seal before it."""
    values = {name: getattr(entry, name) for name in SEALED_FIELDS}
    # Databases give moments back in their own zone and precision: one spelling for all.
    at: datetime = values["at"]
    values["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hmac.new(key.encode(), canonical(values), hashlib.sha256).hexdigest()
