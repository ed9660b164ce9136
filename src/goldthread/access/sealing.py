"""Texts that lie unreadable in the database: sealed by a key of the installation, each to its place."""

import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12  # bytes, drawn anew for each text


class NotOurs(ValueError):
    """A sealed text was changed, or belongs elsewhere, or its key is gone."""


def seal(text: bytes, *, to: str) -> bytes:
    """The text, readable only by this installation and only where it says `to` again."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text, to.encode())


def unseal(sealed: bytes, *, to: str) -> bytes:
    """The text that was sealed; raises NotOurs."""
    nonce, kept = sealed[:_NONCE], sealed[_NONCE:]
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(nonce, kept, to.encode())
        except (InvalidTag, ValueError):
            continue
    raise NotOurs


@cache
def _cipher(key: str) -> AESGCM:
    # A key of its own for what is typed, derived from the installation's signing key.
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"goldthread typed text")
    return AESGCM(derive.derive(key.encode()))
