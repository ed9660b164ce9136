import os
from io import BytesIO

import pytest

from goldthread.backup.faults import BackupDamaged, BackupRefused
from goldthread.backup.sealing import HEADER, PIECE, TAG, Pieces, Sealer, opened

KEY, OTHER = "ab" * 32, "cd" * 32
SEALED_PIECE = PIECE + TAG


def sealed(content, *, part="one/database", key=KEY):
    out = BytesIO()
    sealer = Sealer(out, key=key, part=part)
    sealer.write(content)
    sealer.close()
    return out.getvalue()


def read(content, *, part="one/database", key=KEY):
    return b"".join(opened(BytesIO(content), key=key, part=part))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_is_read_back(size):
    content = os.urandom(size)

    assert read(sealed(content)) == content


def test_a_piece_of_the_content_is_nowhere_to_be_seen():
    assert b"Marigold" not in sealed(b"Marigold" * 1000)


def test_another_key_is_told_from_damage():
    with pytest.raises(BackupRefused, match="another key"):
        read(sealed(b"content"), key=OTHER)


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it[:-1],
        lambda it: it[: HEADER + SEALED_PIECE],
        lambda it: it[: HEADER + 2 * SEALED_PIECE],
        lambda it: it[:HEADER],
        lambda it: it[: HEADER - 1],
        lambda it: it + b"\0",
        lambda it: it + it[-100:],
        lambda it: it[:HEADER] + it[HEADER + SEALED_PIECE :],
        lambda it: (
            it[:HEADER]
            + it[HEADER + SEALED_PIECE : HEADER + 2 * SEALED_PIECE]
            + it[HEADER : HEADER + SEALED_PIECE]
            + it[HEADER + 2 * SEALED_PIECE :]
        ),
        lambda it: it[:500] + bytes([it[500] ^ 1]) + it[501:],
        lambda it: it[:40] + bytes([it[40] ^ 1]) + it[41:],
        lambda it: b"\0" * len(it),
    ],
)
def test_whatever_is_cut_moved_added_or_changed_is_found(change):
    whole = sealed(os.urandom(2 * PIECE + 500))

    with pytest.raises(BackupDamaged):
        read(change(whole))


def test_a_part_opens_in_its_own_place_alone():
    with pytest.raises(BackupDamaged):
        read(sealed(b"content"), part="one/files")
    with pytest.raises(BackupDamaged):
        read(sealed(b"content"), part="two/database")


def test_a_piece_of_an_equal_part_does_not_fit_in():
    content = os.urandom(2 * PIECE)
    one, two = sealed(content), sealed(content)

    with pytest.raises(BackupDamaged):
        read(one[: HEADER + SEALED_PIECE] + two[HEADER + SEALED_PIECE :])


def test_pieces_are_read_like_a_file():
    pieces = Pieces(iter([b"abc", b"defg", b"h"]))

    assert [pieces.read(2), pieces.read(4), pieces.read(0), pieces.read(9), pieces.read(1)] == [
        b"ab",
        b"cdef",
        b"",
        b"gh",
        b"",
    ]
