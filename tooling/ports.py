"""Whether a port of this machine is free."""

import socket

from tooling.words import CannotRun


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        # As servers do: a connection that has just ended does not hold the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return False
    return True


def answers(port: int, host: str) -> bool:
    """Whether somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as caller:
        caller.settimeout(1)
        try:
            return caller.connect_ex((host, port)) == 0
        except OSError:
            return False


def insist_on_free_port(port: int, command: str, host: str = "127.0.0.1") -> None:
    """Raise CannotRun, naming a port that is free, where this one is taken.

    A browser may take `localhost` for ::1, so a stranger who listens there takes the port too.
    """
    if is_free(port, host) and not answers(port, "::1"):
        return
    others = (other for other in range(port + 1, 65536) if is_free(other, host))
    raise CannotRun(
        f"Port {port} is in use by another program.", f"{command} --port {next(others, 8000)}"
    )
