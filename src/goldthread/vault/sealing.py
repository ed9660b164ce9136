"""Sealing words with the keys of the vault: each sealed text says by which key, and opens in its place alone."""

import hashlib
import hmac
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_MARK, _NONCE = 8, 12  # bytes: which key it was; drawn anew for each text


class NotOurs(ValueError):
    """A sealed text was changed, or belongs elsewhere, or its key is not in the keys folder."""


def seal(text: str, *, to: str) -> bytes:
    """The text under the newest key, readable only where `to` is said again."""
    key, nonce = _newest(), secrets.token_bytes(_NONCE)
    head = _VERSION + _mark(key)
    return head + nonce + _cipher(key).encrypt(nonce, text.encode(), head + to.encode())


def unseal(sealed: bytes, *, to: str) -> str:
    """The text that was sealed; raises NotOurs."""
    head, rest = bytes(sealed[: 1 + _MARK]), bytes(sealed[1 + _MARK :])
    key = next((each for each in settings.GOLDTHREAD_VAULT_KEYS if _mark(each) == head[1:]), None)
    if key is None or head[:1] != _VERSION:
        raise NotOurs("The key that sealed this is not in the keys folder.")
    try:
        opened = _cipher(key).decrypt(rest[:_NONCE], rest[_NONCE:], head + to.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOurs("This was changed, or belongs elsewhere.") from error
    return opened.decode()


def is_newest(sealed: bytes) -> bool:
    """Whether the newest key sealed it."""
    return bytes(sealed[1 : 1 + _MARK]) == _mark(_newest())


def fingerprints(text: str) -> list[str]:
    """A keyed hash of a text under each key there is, the newest first: the same for the same text alone."""
    keys = settings.GOLDTHREAD_VAULT_KEYS
    return [hmac.new(_derived(key, b"match"), text.encode(), "sha256").hexdigest() for key in keys]


def _newest() -> str:
    if not settings.GOLDTHREAD_VAULT_KEYS:
        raise NotOurs("There is no key of the vault: this process runs without keys.")
    newest: str = settings.GOLDTHREAD_VAULT_KEYS[0]
    return newest


@cache
def _mark(key: str) -> bytes:
    return hashlib.sha256(_derived(key, b"mark")).digest()[:_MARK]


@cache
def _cipher(key: str) -> AESGCM:
    return AESGCM(_derived(key, b"seal"))


@cache
def _derived(key: str, purpose: bytes) -> bytes:
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"goldthread vault " + purpose)
    return derive.derive(key.encode())
