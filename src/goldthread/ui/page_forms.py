"""The forms of a page as its reader sees them: their questions in words, and their boxes filled anew.

A page is read back from its markup, so that this holds for every form of every module, however it
was drawn.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml import html

from goldthread.access.submissions import FIELD

_NOT_ANSWERS = ("submit", "button", "reset", "image", "file", "password")
# Signs that no markup can hold: what has one would keep its writer from the page.
_UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHOSEN = ("radio", "checkbox")


@dataclass
class Question:
    """One field: its words, the words of its options by value, and whether anybody sees it."""

    words: str = ""
    options: dict[str, str] = field(default_factory=dict)
    is_hidden: bool = False

    def answer(self, values: Iterable[str]) -> str:
        """What was answered, in words."""
        said = (self.options.get(value, value) for value in values)
        return "\n".join(words for words in said if words.strip())


class PageForms:
    """A page of ours, and those of its forms that are posted."""

    def __init__(self, page: bytes, address: str) -> None:
        self.tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
        self.address = address

    @property
    def title(self) -> str:
        """The page's first heading."""
        return _words(next(self.tree.iter("h1"), None))

    def forms(self) -> Iterator[tuple[str, Any]]:
        """Each form that carries a key, under the address that it is posted to."""
        for form in self.tree.iter("form"):
            if form.get("method", "").lower() == "post" and form.xpath(
                f'.//input[@name="{FIELD}"]'
            ):
                yield urljoin(self.address, form.get("action") or self.address), form

    def questions(self, address: str) -> dict[str, Question] | None:
        """The questions of the form that is posted there, by name; None where there is no such form."""
        found = [form for posted_to, form in self.forms() if posted_to == address]
        if not found:
            return None
        questions: dict[str, Question] = {}
        for form in found:
            for box in _boxes(form):
                _ask(questions.setdefault(box.get("name"), Question()), box, self.tree)
        return questions

    def __bytes__(self) -> bytes:
        markup: bytes = html.tostring(self.tree, encoding="utf-8", doctype="<!doctype html>")
        return markup


def answers(form: Any) -> dict[str, list[str]]:
    """What the form would send as it stands, by name: what a browser sends, without its button."""
    sent: dict[str, list[str]] = {}
    for box in _boxes(form):
        if box.tag == "select":
            options = list(box.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib]
            values = [_value(option) for option in chosen or options[:1]]
        elif box.get("type", "") in _CHOSEN:
            values = [box.get("value", "on")] if "checked" in box.attrib else []
        elif box.tag == "textarea":
            values = [(box.text or "").removeprefix("\n")]
        else:
            values = [box.get("value", "")]
        if values:
            sent.setdefault(box.get("name"), []).extend(values)
    return sent


def fill(form: Any, typed: Mapping[str, tuple[str, ...]], never: Iterable[str]) -> None:
    """Put what was typed into the boxes of a form. A box that was not sent was not ticked."""
    left = {name: list(values) for name, values in typed.items()}
    for box in _boxes(form):
        name = box.get("name")
        if name in never:
            continue
        if box.tag == "input" and box.get("type", "") in _CHOSEN:
            _mark(box, "checked", box.get("value", "on") in typed.get(name, ()))
        elif box.tag == "select":
            for option in box.iter("option"):
                _mark(option, "selected", _value(option) in typed.get(name, ()))
        elif left.get(name):
            text = _UNSEEN.sub("", left[name].pop(0))
            if box.tag == "textarea":
                box.text = "\n" + text  # a browser leaves out the first line break
            else:
                box.set("value", text)


def _boxes(form: Any) -> Iterator[Any]:
    for box in form.xpath(".//input|.//select|.//textarea"):
        if box.get("name") and box.get("type", "") not in _NOT_ANSWERS:
            yield box


def _ask(question: Question, box: Any, tree: Any) -> None:
    """Learn from one box what its question is."""
    label = _label(box, tree)
    groups = [_words(legend) for legend in box.xpath("ancestor::fieldset/legend")]
    if box.get("type") in _CHOSEN and groups:
        question.options[box.get("value", "on")] = label
        question.words = ", ".join(groups)
        return
    if box.get("type") == "checkbox":
        question.options[box.get("value", "on")] = "Yes"
    for option in box.iter("option"):
        question.options[_value(option)] = _words(option)
    question.is_hidden = box.get("type") == "hidden"
    question.words = ", ".join(part for part in (*groups, label) if part)


def _label(box: Any, tree: Any) -> str:
    labels = tree.xpath("//label[@for=$id]", id=box.get("id")) if box.get("id") else []
    named = [_words(label) for label in labels] or [box.get("aria-label") or ""]
    for name in (box.get("aria-labelledby") or "").split():
        named += [_words(each) for each in tree.xpath("//*[@id=$id]", id=name)]
    return " ".join(words for words in named if words)


def _value(option: Any) -> str:
    value: str = option.get("value", _words(option))
    return value


def _mark(box: Any, name: str, holds: bool) -> None:
    if holds:
        box.set(name, name)
    else:
        box.attrib.pop(name, None)


def _words(element: Any) -> str:
    return "" if element is None else " ".join(element.text_content().split())
