"""Text that every kind of file can hold: what XML forbids is left out."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

# XML 1.0, production 2: tab, line feed, carriage return, and from the space on all but surrogates,
# U+FFFE and U+FFFF. Word and SVG are XML; a page that a browser has to mend is no better off.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """The text without what no file can hold."""
    return _FORBIDDEN.sub("", text)


def all_legible(value: T) -> T:
    """A document, a block or a chart with every text in it legible; the very same where all were."""
    cleaned: T = _cleaned(value)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return legible(value) if _FORBIDDEN.search(value) else value
    if isinstance(value, tuple):
        items = [_cleaned(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else tuple(items)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: new for name, old in held.items() if (new := _cleaned(old)) is not old}
        return replace(value, **changed) if changed else value
    return value
