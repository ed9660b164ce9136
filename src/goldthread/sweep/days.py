"""Days and ages in a text, in any British way of writing them."""

import re
from collections.abc import Iterator
from datetime import date

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit
from goldthread.sweep.letters import Folded
from goldthread.sweep.name_lists import in_order
from goldthread.sweep.watched import Watched

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
)
_WELSH = {each[:3]: number for number, each in enumerate(in_order("welsh_months"), 1)}
_ORDER = in_order("months")
_ONES = in_order("ones")
_NTHS = in_order("nths")
_NTH = "|".join(each.replace("-", "[- ]") for each in reversed(_NTHS))
_DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{_NTH}"
_YEAR = r"(?:19|20)\d\d|'\d\d"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"

_WRITTEN = (
    rf"(?P<day>{_DAY})(?:\s+day)?(?:\s+of)?[\s,.-]{{1,3}}(?P<month>{MONTHS})\b\.?(?:[\s,.-]{{1,3}}(?P<year>{_YEAR}|\d\d(?!\d)))?",
    rf"(?P<month>{MONTHS})\b\.?\s+(?:the\s+)?(?P<day>{_DAY})\b(?![\d:]|\s*%)(?:,?\s+(?P<year>{_YEAR}))?",
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<number>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])",
    r"(?P<day>0?[1-9]|[12]\d|3[01])\s?[/.-]\s?(?P<number>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<year>(?:19|20)\d\d|\d\d)",
    r"(?P<day>0?[1-9]|[12]\d|3[01])[\s|](?P<number>0?[1-9]|1[0-2])[\s|](?P<year>(?:19|20)\d\d)",
    rf"(?:{_WEEKDAY})[\s,]+(?:the\s+)?(?P<day>\d\d?(?:st|nd|rd|th)|{_NTH})\b",
)
_DATES = tuple(re.compile(rf"(?<![\w/.-]){each}(?![\w/]|[.-]\d)", re.I) for each in _WRITTEN)
_MONTH = re.compile(rf"\b(?P<month>{MONTHS})\b\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})(?!\d)", re.I)
_MONTH_ALONE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NAMED = re.compile(
    r"\b(?:Christmas (?:Day|Eve)|Boxing Day|New Year's (?:Day|Eve)|Easter (?:Sunday|Monday)|Good Friday|Mother's Day"
    r"|Father's Day|Hallowe'?en|Bonfire Night|Valentine's Day|Eid(?: al-\w+)?|Diwali|Remembrance Sunday)\b(?:,? (?:19|20)\d\d)?"
)
_SHORT = re.compile(r"(?<![\w/.-])(?P<day>\d{1,2})[/.](?P<number>\d{1,2})(?![\w/]|[.-]\d)")

_TENS = "eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_NUMBER = rf"\d{{1,2}}|{_TENS}|" + "|".join(reversed(_ONES))
_HALF = r"(?:\s?1/2|\.5| and a half| and a quarter)"
_BARELY = r"(?:only|just|barely|nearly|almost|about|not yet|still) "
_NEARLY = rf"(?:{_BARELY})?"
_WHO = r"(?:mother|father|step\w+|grand\w+|partner|sibling|brother|sister|child [a-z]|boy|girl)"
_LIMIT = r"(?<!under )(?<!over )(?<!below )(?<!above )(?<!least )(?<!than )(?<!minimum )"
_AGES = tuple(
    re.compile(each, re.I)
    for each in (
        rf"{_LIMIT}\b(?:{_NUMBER})(?:\s?(?:1/2|\.5)| and a half)?[\s-]+(?:years?|months?|weeks?|days?)(?:[\s,]+(?:and )?(?:{_NUMBER})[\s-]+(?:months?|weeks?|days?))?[\s-]+old\b(?!s)",
        rf"\b(?:aged?|age of|age:)\s+(?:just |only |nearly |almost |about )?(?:{_NUMBER})\b(?!\s*(?:and (?:over|under|above)|or (?:over|under|above|more)|\+|-\s*\d|to \d|and \d|%|\d))(?:\s+(?:years?|months?|weeks?|days?)(?:\s+and\s+(?:{_NUMBER})\s+\w+)?)?",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)|{_NTH})[\s-]+birthday\b",
        rf"\b(?:turned|turning)\s+(?:{_NUMBER})\b(?!\s+(?:up|out|to|away|down))",
        r"\b\d{1,2}\s?(?:y/?o|yrs? old|mths? old|months? of age|weeks? of age|years? of age|yrs?|y\.o\.)\b",
        rf"\b(?:{_NUMBER})[\s-]+(?:years?|months?|weeks?|days?)[\s-]+of[\s-]+age\b",
        rf"\b(?:{_NUMBER})-(?:year|month|week|day)-old\b(?!s)",
        r"\bborn (?:in|on|during)\s+(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b",
        r"\b(?:in|into|a|her|his|their) (?:year (?:[1-9]|1[0-3])|reception class|reception year|nursery class)\b(?! and)",
        r"\bD\.?O\.?B\.?\b",
        rf"\b(?:at|was|were|is|aged) {_NEARLY}(?:{_NUMBER}){_HALF}?[\s-]+months?(?=[.,;)]| (?:she|he|they|it|old)\b)",
        rf"\b(?:at|when|was|is|were) {_NEARLY}(?:{_NUMBER}){_HALF}\b(?! (?:hours|times|per|million|thousand))",
        rf"\b(?:he|she|they|child [a-z]) (?:was|were) {_NEARLY}(?:{_NUMBER})(?=[.,;)]| (?:when|and (?:he|she|they))\b)",
        rf"\b(?:was|were|is) {_BARELY}(?:{_NUMBER})(?=[.,;)])",
        r"\b(?:child|baby|pregnan\w+|married|left|mother|father)\b[\w ]{0,20} at (?:twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|1[2-9])(?=[.,;)])",
        rf"\b(?:his|her|their) (?:{_NTH}) birthday\b",
        rf"\b{_WHO} \((?:\d{{1,2}})\)",
    )
)
_GROWN = re.compile(r"\b(?:1[89]|[2-9]\d)\b|\b(?:eighteen|legal|maximum)\b")


# At which minute it was: a log of an ambulance or a camera is read beside it.
_CLOCK = re.compile(
    r"(?<![\d.:/-])(?:(?:[01]?\d|2[0-3])[.:][0-5]\d ?(?:am|pm|hrs|hours|o'clock)\b|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])|(?<=\bat )(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d%]|\.\d)"
    r"|(?<=\bat )(?:quarter|half|five|ten|twenty|twenty-five) (?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
    rf"(?: (?:on|that|the) (?:the )?{_WEEKDAY}\b)?",
    re.I,
)


def days(text: Folded, watched: Watched) -> list[Hit]:
    """Exact days; days and months of the watched people however short they are written."""
    ours = _ours(watched)
    hits: list[Hit] = [
        Hit(Kind.DATE, found.start(), found.end(), Sure.POSSIBLE, "an exact time of day")
        for found in _CLOCK.finditer(text.text)
    ]
    for pattern in _DATES:
        hits += [_date(found, ours) for found in pattern.finditer(text.text) if _is_day(found)]
    for found in _NAMED.finditer(text.text):
        why = "a day that everybody can name"
        hits.append(Hit(Kind.DATE, found.start(), found.end(), Sure.POSSIBLE, why))
    hits += _of_ours_alone(text, ours)
    return hits


def ages(text: Folded) -> list[Hit]:
    """Exact ages; bands and limits of age are not meant."""
    return [
        Hit(Kind.AGE, found.start(), found.end(), _sure_of_age(found[0]), "an exact age")
        for pattern in _AGES
        for found in pattern.finditer(text.text)
    ]


def months(text: Folded) -> list[Hit]:
    """Months, with their year or alone: nothing by themselves, and part of a rare combination."""
    found = [*_MONTH.finditer(text.text), *_MONTH_ALONE.finditer(text.text)]
    return [Hit(Kind.DATE, each.start(), each.end(), Sure.POSSIBLE, "a month") for each in found]


def _sure_of_age(text: str) -> Sure:
    return Sure.POSSIBLE if _GROWN.search(text) else Sure.LIKELY


def born_on_of(called: str) -> str:
    """What is said of somebody's date of birth."""
    return f"the date of birth of {called}"


def _ours(watched: Watched) -> dict[date, str]:
    ours = {day: "a day of the incident" for day in watched.dates}
    for person in watched.people:
        if person.died_on:
            ours[person.died_on] = f"the day on which {person.called} died"
        if person.born_on:
            ours[person.born_on] = born_on_of(person.called)
    return ours


def _is_day(found: re.Match[str]) -> bool:
    """Whether "a third may march" is none: a month in small letters goes with figures alone."""
    month = found.groupdict().get("month") or ""
    return found["day"][0].isdigit() or not month.islower()


def _date(found: re.Match[str], ours: dict[date, str]) -> Hit:
    parts = found.groupdict()
    year = parts.get("year")
    for day, what in ours.items():
        same = _day(parts["day"]) == day.day and _month(parts) == day.month
        if same and (year is None or int(year.strip("'")[-2:]) == day.year % 100):
            return Hit(Kind.DATE, found.start(), found.end(), Sure.CERTAIN, what)
    sure = Sure.POSSIBLE if "month" not in parts and "number" not in parts else Sure.LIKELY
    return Hit(Kind.DATE, found.start(), found.end(), sure, "an exact day")


def _of_ours_alone(text: Folded, ours: dict[date, str]) -> Iterator[Hit]:
    """A day and month as numbers, or a month and year: too common to be told but of the case's own days."""
    for found in _SHORT.finditer(text.text):
        day, month = int(found["day"]), int(found["number"])
        for each, what in ours.items():
            if (each.day, each.month) == (day, month):
                yield Hit(Kind.DATE, found.start(), found.end(), Sure.LIKELY, what)
    for each, what in ours.items():
        for found in re.finditer(
            rf"(?<!\d)(?:{each:%d%m%Y}|{each:%Y%m%d}|{each:%d%m%y})(?!\d)", text.text
        ):
            yield Hit(Kind.DATE, found.start(), found.end(), Sure.CERTAIN, what)
    for found in _MONTH.finditer(text.text):
        for each, what in ours.items():
            same_year = int(found["year"].strip("'")[-2:]) == each.year % 100
            if _month(found.groupdict()) == each.month and same_year:
                why = f"the month of {what}"
                yield Hit(Kind.DATE, found.start(), found.end(), Sure.LIKELY, why)


def _day(written: str) -> int:
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    return _NTHS.index(written.casefold().replace(" ", "-")) + 1


def _month(parts: dict[str, str | None]) -> int:
    if number := parts.get("number"):
        return int(number)
    month = (parts.get("month") or "jan")[:3].casefold()
    return _ORDER.index(month) + 1 if month in _ORDER else _WELSH[month]
