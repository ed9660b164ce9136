"""One part of a backup as a sealed stream: pieces under AES-256-GCM that can only be read back whole.

The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each part has a key of its own,
and the nonce of a piece is its number and whether it is the last. A piece that was changed, moved, left
out or brought in from another part or backup does not open; neither does a part that was cut short.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from goldthread.backup.faults import BackupDamaged, BackupRefused

MAGIC = b"GOLDTHREAD SEALED 1\n"
MARK, SALT, PIECE, TAG = 8, 32, 1024 * 1024, 16  # bytes
HEADER = len(MAGIC) + MARK + SALT


def key_mark(key: str) -> bytes:
    """Eight bytes by which a key is known again, and that tell nothing of it."""
    return _derived(key, b"", b"which key this is")[:MARK]


def _derived(key: str, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(bytes.fromhex(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")


class Sealer:
    """A stream to write to: what comes in goes out sealed. `close` writes the last piece."""

    def __init__(self, out: BinaryIO, *, key: str, part: str) -> None:
        """`key` is 64 hexadecimal digits; `part` names the part and the backup that it belongs to."""
        salt = os.urandom(SALT)
        self._out, self._waiting, self._number = out, bytearray(), 0
        self._header = MAGIC + key_mark(key) + salt
        self._cipher = AESGCM(_derived(key, salt, part.encode()))
        self._plain = hashlib.sha256()
        self.size = 0  # of what came in, in bytes
        out.write(self._header)

    def write(self, content: bytes) -> int:
        self._plain.update(content)
        self.size += len(content)
        self._waiting += content
        # A full piece is kept until more comes: it may be the last.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    @property
    def sha256(self) -> str:
        """The hash of what came in."""
        return self._plain.hexdigest()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, piece, self._header))
        self._number += 1


def opened(file: BinaryIO, *, key: str, part: str) -> Iterator[bytes]:
    """The pieces of a part, each checked before it is given.

    Raises BackupRefused for another key than it was sealed with, and BackupDamaged for anything else.
    """
    header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(MAGIC):
        raise BackupDamaged("is not a part of a backup")
    if header[len(MAGIC) : len(MAGIC) + MARK] != key_mark(key):
        raise BackupRefused("was sealed with another key")
    cipher = AESGCM(_derived(key, header[-SALT:], part.encode()))
    number, piece = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, header)
        except InvalidTag as error:
            raise BackupDamaged("was altered, cut short or taken from another backup") from error
        if not following:
            return
        number, piece = number + 1, following


class Pieces:
    """The pieces of an opened part as a stream that can be read once, from begin to end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._waiting = pieces, b""

    def read(self, size: int = -1) -> bytes:
        parts, wanted = [], size
        while wanted:
            if not self._waiting:
                self._waiting = next(self._pieces, b"")
                if not self._waiting:
                    break
            taken = self._waiting if wanted < 0 else self._waiting[:wanted]
            self._waiting = self._waiting[len(taken) :]
            parts.append(taken)
            wanted -= len(taken) if wanted > 0 else 0
        return b"".join(parts)
