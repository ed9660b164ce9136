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


_ENCODER = DjangoJSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """One spelling for equal values, whatever the order of keys."""
    return _ENCODER.encode(value).encode()


def keyed(key: str, content: bytes) -> str:
    """The keyed hash of some bytes."""
    return hmac.digest(key.encode(), content, "sha256").hex()


def content_hash(subject_id: str, before: Any, after: Any) -> str:
    """The hash of what a change said, or "" for an act that changed nothing."""
    if before is None and after is None:
        return ""
    # Through JSON once, so that what is hashed is what the history row can give back.
    subject_id, before, after = json.loads(canonical([subject_id, before, after]))
    return hash_of_plain(subject_id, before, after)


def hash_of_plain(subject_id: str, before: Any, after: Any) -> str:
    """The same, of what a history row gives back."""
    return hashlib.sha256(canonical([subject_id, before, after])).hexdigest()


def pseudonym(key: str, kind: str, subject_id: str) -> str:
    """A keyed name for a record: the same record, the same name, and no way back without the key."""
    return keyed(key, f"{kind}:{subject_id}".encode())


def seal(key: str, entry: Any) -> str:
    """The keyed hash over an entry and the seal before it."""
    return seal_of(key, {name: getattr(entry, name) for name in SEALED_FIELDS})


def seal_of(key: str, values: dict[str, Any]) -> str:
    """The same, over an entry's sealed fields by name."""
    # Databases give moments back in their own zone and precision: one spelling for all.
    at: datetime = values["at"]
    spelled = at.astimezone(UTC).isoformat(timespec="microseconds")
    return keyed(key, canonical(values | {"at": spelled}))


def head_mark(key: str, chain: str, number: int, seal: str) -> str:
    """The keyed hash over a chain's head: one that was set back to an earlier entry does not fit."""
    return keyed(key, f"head:{chain}:{number}:{seal}".encode())
