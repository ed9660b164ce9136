"""Where somebody lives, learns or was: addresses, postcodes, schools, named places."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit
from goldthread.sweep.letters import Folded, key_of
from goldthread.sweep.name_lists import listed, plain_words
from goldthread.sweep.watched import Watched

_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])[ \t\n|]?\d[ABD-HJLNP-UW-Z]{2})\b",
    re.I,
)
_OUTWARD = re.compile(r"\b([A-Z]{2})\d{1,2}[A-Z]?(?: \d)?\b(?![/-]| ?[A-Z]{3}\b)")
_AREAS = listed("postcode_areas")
_STREETS = {
    "road": "rd", "street": "st", "avenue": "ave", "lane": "ln", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres", "gardens": "gdns", "terrace": "tce", "place": "pl", "square": "sq", "grove": "gr",
    "walk": "wlk", "way": "way", "mews": "mews", "hill": "hill", "rise": "rise", "row": "row", "green": "green",
    "view": "view", "park": "pk", "croft": "croft", "gate": "gate", "parade": "pde", "villas": "villas",
}  # fmt: skip
_STREET = "|".join(
    {*_STREETS, *_STREETS.values()} | {each.title() for each in {*_STREETS, *_STREETS.values()}}
)
_CAPITAL = r"(?:[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)*|St\.?)"
_ADDRESS = re.compile(
    rf"\b(?:(?:[Ff]lat|[Aa]partment|[Uu]nit|[Rr]oom) \w{{1,4}},? ?)?(?:\d{{1,4}}[A-Za-z]?(?:-\d{{1,4}})?,? (?:{_CAPITAL} ){{1,3}}(?:{_STREET})\b"
    rf"|(?<=[Ff]lat )\d+)(?:,? (?:{_CAPITAL}))?"
)
_SCHOOL_END = (
    r"(?:(?:C(?:hurch)? ?of ?E(?:ngland)?|C ?of ?E|CE|RC|Catholic|Church|Community|Free|Primary|Secondary|Infants?'?|Juniors?'?|First"
    r"|Middle|High|Grammar|Nursery|Special|Comprehensive|Sixth Form|Academy|Voluntary|Aided) )*"
    r"(?:School|Academy|College|Nursery|Pre-?[Ss]chool|Playgroup|Kindergarten|Sixth Form|Primary|Infants)\b"
)
_SCHOOL = re.compile(rf"(?<![A-Za-z])(?:{_CAPITAL}(?:'s?)? ){{1,4}}{_SCHOOL_END}")
_PLACE = re.compile(
    rf"(?<![A-Za-z])(?:{_CAPITAL}(?:'s?)? ){{1,4}}(?:(?:General|Community|University|District|Infirmary|Children's|Medical|Health|Family|Leisure"
    r"|Sports|Youth|Shopping) )*(?:Hospital|Infirmary|Surgery|Medical Centre|Health Centre|Family Hub|Children's Centre|Children's Home|Hostel"
    r"|Refuge|Church|Mosque|Temple|Synagogue|Prison|Leisure Centre|Youth Club|Caravan Park|Retail Park|Bridge|Beach|Reservoir|Canal)\b"
)
_NAMED = r"[A-Z][a-z]+(?:['-][A-Za-z]+)*"
_LANE = re.compile(
    rf"(?<![A-Za-z])(?:{_NAMED} ){{1,2}}(?:Road|Street|Lane|Close|Drive|Avenue|Crescent|Gardens|Terrace|Grove|Mews|Way|Row|Walk|Rise|Croft|Parade"
    r"|Villas|Cottages?|Hill|Square|Heights|Towers?|Mansions|Estate|Farm|Wharf|Quay)\b(?! (?:Practice|Review))"
)
_HOUSE = re.compile(
    rf"(?<![A-Za-z])(?:{_NAMED} ){{1,2}}(?:House|Lodge|Court|Cottage|Hall|Manor|Grange|Clinic|Centre|Center|Unit|Arms|Inn|Hotel|Club|Yard"
    r"|Rovers|United|Athletic|Juniors|Hub|Nursery|PRU|[Rr]efuge|Gazette|Echo|Chronicle|Mercury|Herald|Argus|Post|Wanderers|Café|Cafe|Garage)\b"
)
_SETTLED = re.compile(
    rf"\b(?:village|hamlet|town|estate|suburb|parish|neighbourhood|ward|area|street|road) of ((?:{_NAMED}(?: |\b)){{1,3}})"
    rf"|\b((?:{_NAMED} )(?:and )?(?:{_NAMED} )?)(?:estate|ward|neighbourhood|village|hamlet|area)\b"
    rf"|\b(?:in|at|from|to|of|near) ((?:{_NAMED} ?){{1,3}}), (?:an? |the )(?:\w+ )?(?:hamlet|village|town|estate|suburb|seaside|unit|home|hostel|pub)"
)
_HYPHENS = re.compile(
    r"\b[A-Z][a-z]+-(?:on|under|by|le|in|upon|next|with|super|at)-(?:the-|le-)?[A-Z][a-z]+\b"
)
_ABBREVIATED = re.compile(
    r"\bSt\.? [A-Z][a-z]{0,4}'s?(?![a-z])|\bSt\.? [A-Z][a-z]{1,3}\b(?=\.?'?s? )|\bSt\.? [A-Z]'?s\b"
)
# Words before a kind of school that name none.
_NO_NAME = listed("before_schools")
_ORDINARY = plain_words() | listed("before_streets")
SHORTEST = 5  # letters of a line of an address that is looked for by itself


def places(text: Folded, watched: Watched) -> list[Hit]:
    """Addresses, postcodes, schools and named places; those of the case are certain."""
    ours = [*_ours(text, watched)]
    found = [*_postcodes(text.text), *_shaped(text.text)]
    return ours + [hit for hit in found if not any(hit.meets(one) for one in ours)]


def _postcodes(text: str) -> Iterator[Hit]:
    for found in _POSTCODE.finditer(text):
        yield Hit(Kind.POSTCODE, found.start(), found.end(), Sure.LIKELY, "a postcode")
    for found in _OUTWARD.finditer(text):
        if found[1] in _AREAS:
            why = "the first half of a postcode"
            yield Hit(Kind.POSTCODE, found.start(), found.end(), Sure.POSSIBLE, why)


def _shaped(text: str) -> Iterator[Hit]:
    for found in _ADDRESS.finditer(text):
        yield Hit(Kind.ADDRESS, found.start(), found.end(), Sure.LIKELY, "a number and a street")
    for pattern, kind, sure, why in (
        (_SCHOOL, Kind.SCHOOL, Sure.LIKELY, "a named school"),
        (_PLACE, Kind.PLACE, Sure.POSSIBLE, "a named place"),
        (_LANE, Kind.ADDRESS, Sure.LIKELY, "a named street"),
        (_HOUSE, Kind.PLACE, Sure.POSSIBLE, "a named house, service or club"),
        (_HYPHENS, Kind.PLACE, Sure.LIKELY, "a named village"),
        (_ABBREVIATED, Kind.SCHOOL, Sure.POSSIBLE, "a saint's name, as of a school"),
    ):
        for found in pattern.finditer(text):
            named = _named(found)
            if named is not None:
                yield Hit(kind, named, found.end(), sure, why)
    for found in _SETTLED.finditer(text):
        words = next(filter(None, found.groups())).split()
        if any(word.casefold() not in _NO_NAME | plain_words() | {"and"} for word in words):
            yield Hit(Kind.PLACE, found.start(), found.end(), Sure.POSSIBLE, "a named place")


def _named(found: re.Match[str]) -> int | None:
    """Where the name begins, plain words before it left off; None where nothing but these is left."""
    start = found.start()
    if " " not in found[0]:
        return start
    for word in found[0].split(" ")[:-1]:
        plain = word.casefold().strip(".").removesuffix("'s")
        if plain not in _NO_NAME and (plain not in _ORDINARY or found[0].startswith("St")):
            return start
        start += len(word) + 1
    return None


def _ours(text: Folded, watched: Watched) -> Iterator[Hit]:
    for person in watched.people:
        for address in person.addresses:
            yield from _address(text, address, f"an address of {person.called}")
        for school in person.schools:
            yield from _school(text, school, f"a school of {person.called}")
    for place in watched.places:
        yield from _phrase(text, place, Kind.PLACE, "a place of the incident")


def _address(text: Folded, address: str, why: str) -> Iterator[Hit]:
    """The postcode, and each line of the address that says more than a town."""
    for found in _POSTCODE.finditer(address.upper()):
        spaced = r"\s?".join(map(re.escape, found[0].replace(" ", "")))
        for there in re.finditer(rf"\b{spaced}\b", text.text, re.I):
            yield Hit(Kind.POSTCODE, there.start(), there.end(), Sure.CERTAIN, why)
    for line in _POSTCODE.sub("", address).split(","):
        plain = line.strip()
        street = re.sub(r"^\d+[A-Za-z]?\s+", "", plain)
        if len(street.split()) > 1 and len(street) >= SHORTEST:
            yield from _phrase(text, street, Kind.ADDRESS, why, before=r"(?:\d{1,4}[A-Za-z]?,? )?")


def _school(text: Folded, school: str, why: str) -> Iterator[Hit]:
    yield from _phrase(text, school, Kind.SCHOOL, why)
    bare = re.sub(_SCHOOL_END, "", school).strip()
    if len(key_of(bare)) >= SHORTEST and bare != school:
        yield from _phrase(text, bare, Kind.SCHOOL, why)


def _phrase(text: Folded, phrase: str, kind: Kind, why: str, before: str = "") -> Iterator[Hit]:
    """A phrase, its words shortened as people do, and one letter in a long word different."""
    words = re.findall(r"[A-Za-z0-9']+", phrase)
    if not words:
        return
    parts = [_either(word) for word in words]
    pattern = re.compile(
        rf"(?<![A-Za-z0-9]){before}" + r"\W{1,3}".join(parts) + r"(?![A-Za-z0-9])", re.I
    )
    for found in pattern.finditer(text.text):
        yield Hit(kind, found.start(), found.end(), Sure.CERTAIN, why)
    keys = [key_of(word) for word in words]
    there = text.words
    for first in range(len(there) - len(keys) + 1):
        run = there[first : first + len(keys)]
        wrong = sum(_wrong(word.key, key) for word, key in zip(run, keys, strict=True))
        if wrong == 1 and run[0].is_capital:
            yield Hit(kind, run[0].start, run[-1].end, Sure.LIKELY, f"like {why}")


def _wrong(word: str, key: str) -> int:
    if word == key:
        return 0
    if len(key) < SHORTEST or abs(len(word) - len(key)) > 1:
        return 9
    return DamerauLevenshtein.distance(word, key, score_cutoff=1)


def _either(word: str) -> str:
    plain = word.casefold().replace("'", "")
    spelled = (
        "'?".join(map(re.escape, plain))
        if plain.isalpha() and plain.endswith("s")
        else re.escape(plain)
    )
    if plain in _STREETS:
        return rf"(?:{plain}|{_STREETS[plain]}\.?)"
    if plain in ("st", "saint"):
        return r"(?:st\.?|saint)"
    return spelled
