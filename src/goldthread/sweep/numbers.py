"""Numbers that belong to one person or one case: telephone, NHS, pupil, National Insurance, references."""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum.gb import nhs, upn

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit
from goldthread.sweep.letters import Folded, key_of
from goldthread.sweep.watched import Watched

_NHS = re.compile(r"(?<![\d+/-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d/-])")
_NHS_SAID = re.compile(r"NHS(?: (?:number|no\.?))?\W{0,3}$", re.I)
_PUPIL = re.compile(
    r"\b[A-HJ-NP-RT-Z] ?\d{3} ?\d{4} ?\d{2} ?\d{2} ?[\dA-HJ-NP-RT-Z]\b|\b[A-HJ-NP-RT-Z]\d{12}\b"
)
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    re.I,
)
_EMAIL = re.compile(
    r"[\w.+'-]+ ?(?:@|[\[({] ?at ?[\])}]| at (?=\w+ ?(?:dot|\[dot\])))\s?[\w-]+(?:(?:\.| ?[\[(]?dot[\])]? )[\w-]+)+",
    re.I,
)
_ACCOUNT = re.compile(r"(?<![\w.@])@[A-Za-z][\w.]{2,30}\b")
_SOCIAL = re.compile(
    r"(?:https?://)?(?:www\.)?(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|youtube|gofundme|justgiving)\.com/[^\s)>\]]+",
    re.I,
)
_INSIDE = re.compile(
    r"https?://[\w.-]*(?:sharepoint\.com|\.local|\.internal|localhost)[^\s)>\]]*", re.I
)
_PATH = re.compile(
    r"(?:[A-Z]:\\|\\\\)[\w.$ -]+(?:\\[\w.$ ()-]+)+|(?:file:/{2,3}|/Users/|/home/)[\w.$%/-]+"
)
_VEHICLE = re.compile(
    r"\b[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1-7]\d) ?(?!AND|THE|FOR)[A-HJ-PR-Z]{3}\b"
    r"|\b[A-HJ-NPR-TV-Y]\d{1,3} (?!AND|THE|FOR)[A-HJ-PR-Z]{3}\b"
)
_COURT = re.compile(r"\b[A-Z]{2}\d{2}[A-Z]\d{5}\b")
_SHAPED = re.compile(
    r"\b(?!WT|KCSIE|ISBN|ISSN|ISO|BS|EU|SI)[A-Z]{2,6}[/-](?:[A-Z]{1,4}[/-])?\d{2,4}[/-]\d{2,6}\b"
)
_SAID = re.compile(
    r"\b(?:case|crime|incident|court|file|client|patient|hospital|record|system|pupil|unique|log|our|your|liquidlogic|mosaic|lcs"
    r"|urn|sin|id)\W{0,2}(?:reference|ref|number|no|id)?\.?\W{0,3}(?:is |was )?(?P<it>(?=[\w/-]*\d{3})[A-Z0-9][\w/-]{3,20})\b"
    r"|\b(?:reference|ref)\.?(?: number| no\.?)?\W{1,3}(?P<that>(?=[\w/-]*\d{3})[A-Z0-9][\w/-]{3,20})\b",
    re.I,
)
_USER = re.compile(
    r"(?<![\w/\\.@-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w(])|(?<![\w/\\.@-])[a-z]{4,}\d{2,4}(?![\w.-])"
)
_BANK = re.compile(
    r"\b(?:\d{4}[ -]){3}\d{4}\b|\b[A-Z]{2}\d{2} ?[A-Z]{4} ?(?:\d{4} ?){3}\d{2}\b|(?<![\d-])\d{2}-\d{2}-\d{2}(?![\d-])"
    r"|(?<=[Ss]ort code )\d{2} ?\d{2} ?\d{2}\b"
)
_CODES = (
    (
        re.compile(
            r"\[(?:19|20)\d\d\] (?:EWFC|EWHC|EWCA|EWCOP|UKSC|UKUT)[A-Za-z ]{0,8} ?\d+(?: \([A-Za-z]+\))?"
        ),
        "a judgment",
    ),
    (re.compile(r"\bT20\d{6}\b|\b\d{2}[A-Z]{2}\d{7}\b"), "as a case of a court"),
    (re.compile(r"\bA\d{4}[A-Z]{2}\b"), "as the number of a prisoner"),
    (
        re.compile(r"\b(?:\d{2}|\d{4})/\d{4,7}[A-Z]\b|\b\d{4,6}/\d{2}[A-Z]\b"),
        "as a number of the police",
    ),
    (
        re.compile(r"\b\d{2}/\d{4,6}/\d{2}\b|\b[A-Z]{2,6}[/-]\d{2,8}(?:[/-]\d{1,8}){1,3}\b"),
        "as a reference",
    ),
    (
        re.compile(r"\b[A-Z]{1,4}\d{6,12}(?:/\d{1,4})?\b"),
        "letters and figures as of a passport or reference",
    ),
    (
        re.compile(r"(?<![\d,.£/-])\d{7,9}(?![\d,.]\d|[\d%/-])"),
        "figures as of an account or record",
    ),
    (re.compile(r"\b[Ll]og \d{2,5} of \d{1,2} [A-Z][a-z]+"), "a log of the police"),
    (
        re.compile(r"(?<=ref )[A-Z]{2}(?: \d{2}){3}\b|(?<=reference )[A-Z]{2}(?: \d{2}){3}\b"),
        "said to be a reference",
    ),
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:\d\d|(?:19|20)\d\d))?$")
FREE = ("0800", "0808", "080")  # which anybody may ring
EXTENSION = 9


def numbers(text: Folded, watched: Watched, *, users: bool = True) -> list[Hit]:
    """Every number that reads like somebody's or some case's own; names of users where these are sentences."""
    written = text.text
    ours = [*_ours(written, watched)]
    found = [*_with_check(written), *_plain(written), *_telephones(written), *_references(written)]
    if users:
        why = "as the name of a user"
        found += [
            Hit(Kind.ACCOUNT, each.start(), each.end(), Sure.POSSIBLE, why)
            for each in _USER.finditer(written)
        ]
    return ours + [hit for hit in found if not any(hit.meets(one) for one in ours)]


def number_of(called: str) -> str:
    """What is said of a number that is somebody's own."""
    return f"a number or address of {called}"


def _ours(text: str, watched: Watched) -> Iterator[Hit]:
    """Numbers that the case itself holds, whatever stands between their signs."""
    for person in watched.people:
        for number in person.numbers:
            yield from _spelled(text, number, _kind_of(number), number_of(person.called))
    for reference in watched.references:
        yield from _spelled(text, reference, Kind.REFERENCE, "the reference of the case")


def _spelled(text: str, number: str, kind: Kind, why: str) -> Iterator[Hit]:
    key = key_of(number)
    if len(key) < 4:
        return
    between = r"[\s./()\-]{0,2}"
    start = r"(?:\+44|0044|0)?" + between if kind is Kind.TELEPHONE else ""
    key = key.lstrip("0") if kind is Kind.TELEPHONE else key
    pattern = rf"(?<![A-Za-z0-9]){start}{between.join(map(re.escape, key))}(?![A-Za-z0-9])"
    if kind in (Kind.EMAIL, Kind.ACCOUNT):
        pattern = re.escape(number)
    for found in re.finditer(pattern, text, re.I):
        yield Hit(kind, found.start(), found.end(), Sure.CERTAIN, why)


def _kind_of(number: str) -> Kind:
    digits = "".join(c for c in number if c.isdigit())
    if "@" in number:
        return Kind.ACCOUNT if number.startswith("@") else Kind.EMAIL
    if _PUPIL.fullmatch(number.strip()):
        return Kind.PUPIL_NUMBER
    if _INSURANCE.fullmatch(number.strip()):
        return Kind.NATIONAL_INSURANCE
    if (
        digits.startswith(("0", "44"))
        and len(digits) >= 10
        and not any(c.isalpha() for c in number)
    ):
        return Kind.TELEPHONE
    if _NHS.fullmatch(number.strip()):
        return Kind.NHS_NUMBER
    return Kind.REFERENCE


def _with_check(text: str) -> Iterator[Hit]:
    for found in _NHS.finditer(text):
        said = _NHS_SAID.search(text[max(0, found.start() - 20) : found.start()])
        is_valid = nhs.is_valid(found[0])
        if not (is_valid or said or found[1]) or found[0].startswith("0") and not said:
            continue
        sure = Sure.LIKELY if is_valid or said else Sure.POSSIBLE
        why = "an NHS number" if is_valid else "ten figures as of an NHS number"
        yield Hit(Kind.NHS_NUMBER, found.start(), found.end(), sure, why)
    for found in _PUPIL.finditer(text):
        is_valid = upn.is_valid(found[0].replace(" ", ""))
        sure = Sure.LIKELY if is_valid else Sure.POSSIBLE
        yield Hit(Kind.PUPIL_NUMBER, found.start(), found.end(), sure, "as a unique pupil number")


def _plain(text: str) -> Iterator[Hit]:
    for pattern, kind, sure, why in (
        (_INSURANCE, Kind.NATIONAL_INSURANCE, Sure.LIKELY, "as a National Insurance number"),
        (_EMAIL, Kind.EMAIL, Sure.LIKELY, "an e-mail address"),
        (_ACCOUNT, Kind.ACCOUNT, Sure.LIKELY, "an account on a social network"),
        (_SOCIAL, Kind.ACCOUNT, Sure.LIKELY, "a page of a social network"),
        (_INSIDE, Kind.PATH, Sure.LIKELY, "an address inside an organisation"),
        (_PATH, Kind.PATH, Sure.LIKELY, "a folder of somebody's computer"),
        (_VEHICLE, Kind.VEHICLE, Sure.POSSIBLE, "as the registration of a vehicle"),
    ):
        for found in pattern.finditer(text):
            yield Hit(kind, found.start(), found.end(), sure, why)


def _telephones(text: str) -> Iterator[Hit]:
    leniency = phonenumbers.Leniency.POSSIBLE
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=leniency):
        raw = found.raw_string
        digits = "".join(c for c in raw if c.isdigit())
        is_british = digits.startswith("0") or raw.startswith(("+", "(+", "(0"))
        if (
            is_british
            and len(digits) >= EXTENSION
            and not digits.startswith(FREE)
            and "/" not in raw
        ):
            yield Hit(Kind.TELEPHONE, found.start, found.end, Sure.LIKELY, "a telephone number")


def _references(text: str) -> Iterator[Hit]:
    for found in _BANK.finditer(text):
        yield Hit(Kind.REFERENCE, found.start(), found.end(), Sure.LIKELY, "as of a bank or a card")
    for pattern, why in _CODES:
        for found in pattern.finditer(text):
            yield Hit(Kind.REFERENCE, found.start(), found.end(), Sure.POSSIBLE, why)
    for pattern in (_COURT, _SHAPED):
        for found in pattern.finditer(text):
            yield Hit(Kind.REFERENCE, found.start(), found.end(), Sure.LIKELY, "as a reference")
    for found in _SAID.finditer(text):
        group = "it" if found["it"] else "that"
        if not _YEARS.match(found[group]):
            start, end = found.span(group)
            yield Hit(Kind.REFERENCE, start, end, Sure.LIKELY, "said to be a reference")
