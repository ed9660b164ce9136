"""A server on this machine that counts who calls it, while files and addresses are tried that want to."""

import socket
import threading
from typing import Self


class Listening:
    """Listens at 127.0.0.1 until its block ends; `calls` says how many connections came."""

    def __init__(self, port: int) -> None:
        self.calls = 0
        self._server = socket.create_server(("127.0.0.1", port))
        self._server.settimeout(0.2)
        self._is_open = True
        self._thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._is_open = False
        self._thread.join()
        self._server.close()

    def _count(self) -> None:
        while self._is_open:
            try:
                caller, _ = self._server.accept()
            except TimeoutError:
                continue
            self.calls += 1
            caller.close()
