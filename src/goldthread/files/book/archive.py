"""A packed workbook looked through before any parser opens it: sizes, names, and what it brings along."""

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from goldthread.files.book import words
from goldthread.files.book.kinds import Kind
from goldthread.files.book.most import Most
from goldthread.files.limits import Unreadable

Packed = zipfile.ZipFile
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40
_INNER = re.compile(
    r"\.(zip|xlsx|xlsm|xls|ods|docx?|pptx?|pdf|exe|7z|rar|gz|jar|html?|js|vbs)$", re.I
)
_MACRO_NAMES = re.compile(
    r"vbaproject|vbadata|(^|/)(macrosheets|dialogsheets)/|^(basic|scripts)/|customui", re.I
)
_EMBEDDED_NAMES = re.compile(
    r"(^|/)(embeddings|activex|ctrlprops|oleobjects)/|^object ?\d|^objectreplacements/", re.I
)
_LINKED_NAMES = re.compile(
    r"(^|/)(externallinks|querytables|model)/|(^|/)connections\.(xml|bin)$", re.I
)

# What the XML of a workbook may not say, as bytes that stand in an element's name or a relation's type.
_FORBIDDEN = (
    (re.compile(rb"<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.I), words.ENTITIES),
    (re.compile(rb"<(?:[\w.-]+:)?include[\s>][^>]*XInclude", re.I), words.ENTITIES),
    (
        re.compile(
            rb"macroEnabled|vbaProject|relationships/(?:xlMacrosheet|xlIntlMacrosheet|dialogsheet)"
            rb"|<(?:[\w.-]+:)?event-listener[\s>/]|<office:script[\s>]"
        ),
        words.MACROS,
    ),
    (
        re.compile(
            rb"<(?:[\w.-]+:)?(?:ddeLink|oleLink|externalBook|externalReference|dde-source|dde-link"
            rb"|dde-links|table-source|cell-range-source|database-source-\w+)[\s>/]"
            rb"|relationships/(?:externalLink|externalLinkPath|connections|queryTable|attachedTemplate)"
        ),
        words.LINKED,
    ),
    (
        re.compile(
            rb"relationships/(?:oleObject|package|control|ctrlProp)[\"']|<(?:[\w.-]+:)?oleObject[\s>]"
        ),
        words.EMBEDDED,
    ),
)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_WRITTEN_IN = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)[\"']", re.I)
_WAYS = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")


def look_through(content: bytes, most: Most) -> Kind:
    """What the packed file is; raises Unreadable where it is no spreadsheet, or brings more than cells."""
    with opened(content, most) as (packed, members):
        kind = _kind(packed, {member.filename for member in members})
        _refuse_carriers(members)
        _refuse_instructions(packed, members)
    return kind


def members_looked_through(content: bytes, most: Most) -> set[str]:
    """The names in any packed document; raises Unreadable where it carries more than text and pictures."""
    with opened(content, most) as (packed, members):
        _refuse_carriers(members)
        _refuse_instructions(packed, members)
    return {member.filename for member in members}


@contextmanager
def opened(content: bytes, most: Most) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """A packed file whose sizes and names hold; whatever fails while it is read is told as damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _refuse_bombs(members, len(content), most)
            _refuse_tricks(members)
            yield packed, members
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError) as fault:
        raise Unreadable(words.DAMAGED) from fault
    except (OSError, UnicodeError, zipfile.zlib.error) as fault:  # type: ignore[attr-defined]
        raise Unreadable(words.DAMAGED) from fault


def _refuse_bombs(members: list[zipfile.ZipInfo], packed: int, most: Most) -> None:
    """Refuse what unpacks without end; what it says of its sizes holds when it is read."""
    unpacked = sum(member.file_size for member in members)
    shared = sum(m.file_size for m in members if m.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(members) > most.members
        or unpacked > min(most.unpacked, packed * most.times)
        or shared > most.shared
    ):
        raise Unreadable(words.TOO_LARGE)


def _refuse_tricks(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what two readers could understand in two ways, and names that lead elsewhere."""
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        raise Unreadable(words.DAMAGED)
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.flag_bits & _ENCRYPTED:
            raise Unreadable(words.LOCKED)
        leads_away = member.filename.startswith(("/", "\\")) or ".." in member.filename.split("/")
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        overlaps = member.header_offset < end
        if leads_away or is_link or overlaps or member.compress_type not in _PACKINGS:
            raise Unreadable(words.DAMAGED)
        end = member.header_offset + 30 + member.compress_size


def _kind(packed: zipfile.ZipFile, names: set[str]) -> Kind:
    if "mimetype" in names:
        said = packed.read("mimetype")[:100].strip()
        if said == ODS_TYPE and "content.xml" in names:
            return Kind.ODS
        raise Unreadable(words.WORD if b"opendocument" in said else words.OTHER)
    if any(name.startswith("word/") for name in names):
        raise Unreadable(words.WORD)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(words.SLIDES)
    if any(name.endswith(("workbook.bin", "sheet1.bin")) for name in names):
        raise Unreadable(words.BINARY)
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise Unreadable(words.NUMBERS)
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    raise Unreadable(words.PACKED)


def _refuse_carriers(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename
        if _MACRO_NAMES.search(name):
            raise Unreadable(words.MACROS)
        if _LINKED_NAMES.search(name):
            raise Unreadable(words.LINKED)
        if _EMBEDDED_NAMES.search(name) or _INNER.search(name):
            raise Unreadable(words.EMBEDDED)


def _refuse_instructions(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Refuse XML that says more than cells do, and inner files that are no XML whatever their name."""
    for member in members:
        text = packed.read(member)
        if text.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ\x90", b"\x7fELF", b"%PDF")):
            raise Unreadable(words.EMBEDDED)
        if not _is_xml(member.filename, text):
            continue
        for sentence in _against(text):
            raise Unreadable(sentence)


def _is_xml(name: str, text: bytes) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml", ".rdf")) or text.lstrip()[:1] == b"<"


def _against(text: bytes) -> Iterator[str]:
    start = text.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    written_in = _WRITTEN_IN.match(start)
    if (start and not start.startswith(b"<")) or b"\0" in start:
        yield words.ENTITIES  # written in a way in which what follows could not be seen
    if written_in and written_in[1].lower() not in _WAYS:
        yield words.ENTITIES
    for forbidden, sentence in _FORBIDDEN:
        if forbidden.search(text):
            yield sentence
    if any(b"hyperlink" not in relation for relation in _OUTSIDE.findall(text)):
        yield words.LINKED
    if b"encryption-data" in text and b"manifest" in text:
        yield words.LOCKED
