"""The children in need census read as a stream: one child after another, whatever the file's size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.records.findings import Place
from goldthread.records.layout import Census, Column, Module, census
from goldthread.records.reading.given import Given
from goldthread.records.spelling import compared, nearest
from goldthread.records.values import Reader, Value

LONGEST_TEXT = 10_000
DEEPEST = 12
MOST_OF_A_CHILD = 100_000  # elements
DOCTYPE = (
    "The file holds instructions (a document type or entities) that no census has: it was not read."
)
NO_CENSUS = "This XML file is no children in need census: its first element is not 'Message'."
NO_YEAR = "The header does not say the year of the census: elements of all years are taken."
EMPTY = "This element is empty: a census leaves out what there is not."
NO_CHILD = "The census holds no child."


@dataclass(slots=True)
class Element:
    """An element: its name, the line in which it begins, its text and what it holds."""

    name: str
    line: int
    text: str = ""
    inner: list["Element"] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """A module of a child with its values; those that may stand several times are lists."""

    module: Module
    line: int
    values: dict[str, Value]
    many: dict[str, list[Value]]
    inner: list["Part"]
    lines: dict[str, list[int]] = field(default_factory=dict)

    def line_of(self, key: str, at: int = 0) -> int:
        """The line of a value's element, the module's own where there is none."""
        lines = self.lines.get(key, ())
        return lines[at] if at < len(lines) else self.line

    def inside(self, name: str) -> list["Part"]:
        """The modules of a name that stand in this one."""
        return [part for part in self.inner if part.module.key == name]

    def first(self, name: str) -> "Part | None":
        return next(iter(self.inside(name)), None)


class _Builder:
    """Takes expat's events and keeps one child at a time."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.buffer_text = True
        self.path: list[Element] = []
        self.done: list[Element] = []
        self.outside: list[Element] = []
        self.begun = 0  # elements since the last child ended

    def _refuse(self, *_: Any) -> int:
        raise Unreadable(DOCTYPE)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if not self.path and local != "Message":
            raise Unreadable(NO_CENSUS)
        if len(self.path) >= DEEPEST:
            raise Unreadable(
                "The elements of the file lie deeper in one another than a census's do."
            )
        self.begun += 1
        if self.begun > MOST_OF_A_CHILD:
            raise Unreadable("One child of the file holds more than a child's record can.")
        self.path.append(Element(local[:100], self.parser.CurrentLineNumber))

    def _text(self, text: str) -> None:
        element = self.path[-1]
        if len(element.text) < LONGEST_TEXT:
            element.text += text

    def _end(self, _name: str) -> None:
        element = self.path.pop()
        parent = self.path[-1].name if self.path else ""
        if element.name in ("Child", "Header") and parent in ("Children", "Message"):
            self.done.append(element)
            self.begun = 0
        elif parent in ("", "Message") and element.name == "Children":
            return
        elif parent in ("Message", "Children"):
            self.outside.append(Element(element.name, element.line))
        elif self.path:
            self.path[-1].inner.append(element)


def elements(given: Given) -> Iterator[Element]:
    """The header and each child, as it ends; raises Unreadable where the file is no census."""
    builder = _Builder()
    with given.open() as file:
        while piece := file.read(MEGABYTE // 4):
            _parse(builder, piece, is_last=False)
            yield from builder.done
            builder.done.clear()
    _parse(builder, b"", is_last=True)
    yield from builder.done
    yield from builder.outside


def _parse(builder: _Builder, piece: bytes, *, is_last: bool) -> None:
    try:
        builder.parser.Parse(piece, is_last)
    except expat.ExpatError as fault:
        raise Unreadable(
            f"The file is damaged in line {fault.lineno}: what is there is no XML. Make it again."
        ) from fault
    except (LookupError, UnicodeError, ValueError) as fault:
        raise Unreadable("The letters of the file cannot be read: save it as UTF-8.") from fault


class Reading:
    """The children of a census file; what is wrong is told as they come."""

    def __init__(self, given: Given, place: Place) -> None:
        self._given, self._place = given, place
        self._census: Census = census()
        self._readers: dict[int, Reader] = {}
        self._within = {name: self._census.within(name) for name in self._census.modules}
        self.header: Part | None = None
        self.year = 0

    def children(self) -> Iterator[Part]:
        """Each child in turn."""
        seen = 0
        for element in elements(self._given):
            if element.name == "Header":
                self._take_header(element)
            elif element.name == "Child":
                seen += 1
                yield self._part(element)
            else:
                self._tell_unknown(element, ("Header", "Children", "Child"))
        if not seen:
            self._place.error(NO_CHILD)

    def _take_header(self, element: Element) -> None:
        self.header = self._part(element)
        details = self.header.first("CollectionDetails")
        year = details.values.get("year") if details else None
        first, last = self._census.years
        if not isinstance(year, int):
            self._at("Header").error(NO_YEAR, element.line, "Year")
        else:
            self.year = year
            if not first <= year <= last:
                self._at("Header").error(
                    f"Censuses of {first} to {last} are known: this one says another year, and is "
                    "read as the nearest of them.",
                    element.line,
                    "Year",
                )
                self.year = min(max(year, first), last)

    def _at(self, name: str) -> Place:
        return Place(self._place.findings, self._place.file, name)

    def _part(self, element: Element) -> Part:
        module = self._census.modules[element.name]
        part = Part(module, element.line, {}, {}, [])
        inner = self._within[element.name]
        told: set[str] = set()
        for each in element.inner:
            column = module.elements.get(each.name)
            if column is not None:
                self._take(part, column, each)
            elif each.name in inner:
                if each.name in told and not inner[each.name].many:
                    self._at(module.key).error("This module stands twice.", each.line, each.name)
                told.add(each.name)
                part.inner.append(self._part(each))
            else:
                self._tell_unknown(each, (*module.elements, *inner), module.key)
        self._tell_missing(part, element)
        return part

    def _take(self, part: Part, column: Column, element: Element) -> None:
        first, last = column.years
        if self.year and not first <= self.year <= last:
            self._at(part.module.key).error(
                f"The census of {self.year} has no such element.", element.line, column.name
            )
        reader = self._readers.get(id(column))
        if reader is None:
            reader = self._readers[id(column)] = Reader(column, year_first=True)
        written = element.text.strip()
        value, wrong = reader.read(written)
        if wrong:
            self._at(part.module.key).error(wrong, element.line, column.name)
        elif not written and column.kind != "text":
            self._at(part.module.key).warning(EMPTY, element.line, column.name)
        part.lines.setdefault(column.key, []).append(element.line)
        if column.many:
            part.many.setdefault(column.key, []).append(value)
        elif column.key in part.values:
            sentence = "This element stands twice."
            self._at(part.module.key).error(sentence, element.line, column.name)
        else:
            part.values[column.key] = value

    def _tell_missing(self, part: Part, element: Element) -> None:
        there = {each.name for each in element.inner}
        for column in part.module.needed:
            is_known = column.years[0] <= (self.year or column.years[1]) <= column.years[1]
            if is_known and column.name not in there and self._alone(column, there):
                self._at(part.module.key).error(
                    "This element is missing.", element.line, column.name
                )

    def _alone(self, column: Column, there: set[str]) -> bool:
        """Whether no element of another year says the same, as Sex and GenderCurrent do."""
        return not any(
            other.key == column.key and other.name in there
            for module in self._census.modules.values()
            for other in module.columns
            if other.years != (0, 9999)
        )

    def _tell_unknown(self, element: Element, known: tuple[str, ...], within: str = "") -> None:
        by_compared = {compared(name): name for name in known}
        like = nearest(compared(element.name), by_compared)
        nearly = f" The nearest is '{by_compared[like]}'." if like else ""
        self._at(within).error(
            f"The census knows no such element here.{nearly}", element.line, element.name[:60]
        )
