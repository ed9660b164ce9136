"""What a token looks like, and what the database knows it by."""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

MARK = "gt_"  # so that a token that was left somewhere is found by its looks
LONGEST = 100


def new_key() -> str:
    """A token of 256 random bits."""
    return MARK + secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """The keyed hash under which a token is kept."""
    return _hash(key, settings.SECRET_KEY)


def possible_hashes(key: str) -> list[str]:
    """The hashes that a token may be kept under: by the signing key of now, and by earlier ones."""
    return [_hash(key, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash(key: str, secret: str) -> str:
    return salted_hmac("api token", key, secret=secret, algorithm="sha256").hexdigest()
