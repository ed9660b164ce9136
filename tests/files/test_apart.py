"""A file that somebody sent is read in a process of its own, which knows nothing and may take little."""

import socket
import sys
import time

import pytest

from goldthread.files.apart import read_apart
from goldthread.files.limits import MEGABYTE, Limits, Unreadable
from tests.files import readers

SMALL = Limits(processor_seconds=1, seconds=3, result=MEGABYTE, memory=256 * MEGABYTE)


def read(reader, content=b"", limits=SMALL, **options):
    return read_apart(f"{readers.__name__}:{reader}", content, limits=limits, **options)


@pytest.fixture(autouse=True)
def _tests_can_be_imported(monkeypatch):
    """The readers of these tests lie beside them."""
    monkeypatch.setattr("goldthread.files.apart.SOURCE", readers.ROOT)


def test_a_reader_is_given_the_bytes_and_what_it_was_told():
    assert read("say", b"abc", twice=True) == {"says": "abcabc"}


def test_the_process_is_told_nothing_of_the_house(monkeypatch):
    monkeypatch.setenv("GOLDTHREAD_DATABASE", "postgresql://secret")

    told = read("environment")

    assert [name for name in told["names"] if "GOLDTHREAD" in name or "DJANGO" in name] == []
    assert told["django"] is False


def test_a_refusal_is_the_reader_s_own_sentence():
    with pytest.raises(Unreadable, match="This is no table"):
        read("refuse")


def test_a_fault_tells_nothing_of_what_stands_in_the_file():
    with pytest.raises(Unreadable) as refused:
        read("fail", b"a name")

    assert "a name" not in str(refused.value)
    assert "cannot be read" in str(refused.value)


@pytest.mark.parametrize("reader", ["eat_memory", "count_for_ever", "say_without_end", "sleep"])
def test_what_takes_too_much_is_ended_and_told_in_one_sentence(reader):
    began = time.monotonic()

    with pytest.raises(Unreadable, match="too large or too complicated"):
        read(reader)

    assert time.monotonic() - began < 10


def test_too_many_at_once_are_told_to_come_again(monkeypatch):
    monkeypatch.setattr("goldthread.files.apart.PATIENCE", 0.01)
    monkeypatch.setattr("goldthread.files.apart._places", readers.no_place())

    with pytest.raises(Unreadable, match="Other files are being read"):
        read("say")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the walls are Linux's own")
def test_the_process_reaches_no_network_no_file_of_the_house_and_no_other_process(tmp_path):
    (tmp_path / "settings").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        came = read("reach_out", port=port, keys=str(tmp_path))

    assert {way: fault for way, fault in came.items() if fault != "PermissionError"} == {}
    assert set(came) == set(readers.WAYS)
