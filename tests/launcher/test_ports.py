"""A port that is taken is told with the next one that is free."""

import socket

import pytest
from tooling import ports
from tooling.ports import insist_on_free_port, is_free
from tooling.words import CannotRun


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_let_through(taken):
    free = next(port for port in range(taken + 1, 65536) if is_free(port))

    insist_on_free_port(free, "./goldthread demo")


def test_a_taken_port_names_the_option_that_mends_it(taken):
    with pytest.raises(CannotRun) as stop:
        insist_on_free_port(taken, "./goldthread demo")

    free = int(stop.value.mend.removeprefix("./goldthread demo --port "))
    assert free > taken
    assert is_free(free)


def test_a_stranger_on_the_other_localhost_takes_the_port_too(monkeypatch):
    monkeypatch.setattr(ports, "answers", lambda port, host: host == "::1")
    monkeypatch.setattr(ports, "is_free", lambda port, host="": True)

    with pytest.raises(CannotRun, match="--port 8001"):
        insist_on_free_port(8000, "./goldthread demo")
