"""Somebody at a page, as far as it matters here: opens a form, fills it in and sends it once."""

import http.client
import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

SENT_WELL = (302, 303)
PATIENCE = 30  # seconds for an answer
File = tuple[str, str, bytes]  # the question it answers, its name, what is in it


class NoForm(Exception):
    """A page came that holds no form of its own address."""


class NotAnswered(Exception):
    """The other side was gone before its answer was whole."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str


class Fields(HTMLParser):
    """The fields of a page's forms, as a browser would send them untouched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.goes_to: list[str] = []  # by form; "" is the page itself
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append({})
            self.goes_to.append(given.get("action", ""))
        if not self.forms or not given.get("name"):
            return
        is_chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if tag in ("input", "textarea") and is_chosen and given.get("type") != "file":
            self.forms[-1].setdefault(given["name"], given.get("value", ""))
        if tag == "textarea":
            self.inside = given["name"]

    def handle_data(self, text: str) -> None:
        if self.inside:
            self.forms[-1][self.inside] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.inside = ""

    def to_send(self, address: str) -> dict[str, str]:
        """The form of the page's own address: the longest one, where there are several.

        Raises NoForm.
        """
        own = [
            form
            for form, goes_to in zip(self.forms, self.goes_to, strict=True)
            if goes_to in ("", address) and "form_key" in form
        ]
        if not own:
            raise NoForm
        return max(own, key=len)


@dataclass(frozen=True)
class Browser:
    """Somebody signed in, at a server of this machine."""

    port: int
    cookie: str
    patience: int = PATIENCE

    def get(self, address: str) -> Answer:
        return self._call("GET", address)

    def send(
        self,
        address: str,
        typed: dict[str, str],
        file: File | None = None,
        page: str = "",
        files: Sequence[File] = (),
    ) -> Answer:
        """Open the form at an address (or in the `page`), and send it with what is typed."""
        shown = page or self.get(address).text
        fields = Fields(shown).to_send(address) | typed
        token = fields["csrfmiddlewaretoken"]
        content, kind = _multipart(fields, [file] if file else files)
        cookie = f"sessionid={self.cookie}; csrftoken={token}"
        return self._call("POST", address, content, {"Content-Type": kind, "Cookie": cookie})

    def _call(
        self, method: str, address: str, content: bytes = b"", more: dict[str, str] | None = None
    ) -> Answer:
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        said = {"Host": "localhost", "Cookie": f"sessionid={self.cookie}"} | (more or {})
        try:
            caller.request(method, address, content or None, said)
            answer = caller.getresponse()
            return Answer(answer.status, answer.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException) as error:
            raise NotAnswered from error
        finally:
            caller.close()


def _multipart(fields: dict[str, str], files: Sequence[File]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(head.encode() + value.encode() + b"\r\n")
    for field, name, content in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        parts.append(head.encode() + content + b"\r\n")
    parts.append(f"--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"
