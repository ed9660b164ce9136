"""What is typed into the forms that want more than any words: by hand, by the name of their address."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files.drafts import word
from tests.matrix.rows_of_returns import INDICATOR
from tests.matrix.world import OURS, World
from tests.performance.published_files import (
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals_row,
)
from tests.records.lists import REFERRALS as REFERRALS_LIST
from tests.records.lists import referral
from tests.reviews.word_files import a_form

A_PASSWORD = "correct horse battery staple"  # noqa: S105


def _code(world: World) -> str:
    return world.spaces[OURS].areas.first().code


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


def _table(world: World) -> dict[str, Any]:
    area = [*MIDDLESBROUGH[:-2], _code(world), "The area"]
    rows = [[*GEOGRAPHY, *REFERRALS], referrals_row(area, "2021")]
    return {"file": _file("table.csv", csv_bytes(rows))}


def _return(world: World) -> dict[str, Any]:
    lines = f"area_code,indicator,value,answer\n{_code(world)},{INDICATOR},120,as counted\n"
    return {"file": _file("return.csv", lines.encode())}


def _records(world: World) -> dict[str, Any]:
    rows = [referral(f"C{number}", on="14/01/2020").values() for number in range(400)]
    lines = [REFERRALS_LIST, *(map(str, row) for row in rows)]
    content = "".join(f"{','.join(line)}\n" for line in lines)
    # Of the days on which its period is seen whole: of others nothing is worked out, and all say the same.
    days = {"as_at": ("31", "3", "2020"), "since": ("1", "10", "2019")}
    typed = {
        f"{name}_{part}": text
        for name, texts in days.items()
        for part, text in zip(("day", "month", "year"), texts, strict=True)
    }
    return {"records": _file("list 3.csv", content.encode()), **typed}


def _figures(world: World) -> dict[str, Any]:
    lines = f"area_code,indicator,period,value\n{_code(world)},{INDICATOR},2021-22,120\n"
    return {"section": "Another section", "figures": lines}


def _day(name: str, *, month: str = "5") -> dict[str, str]:
    """A day before the tests' own, in the three boxes of a date."""
    return {f"{name}_day": "19", f"{name}_month": month, f"{name}_year": "2026"}


def _draft() -> dict[str, Any]:
    content = word(lambda document: document.add_paragraph("Practitioners worked well together."))
    return {"file": SimpleUploadedFile("draft.docx", content)}


TYPED: dict[str, Callable[[World], dict[str, Any]]] = {
    "join": lambda world: {"password": A_PASSWORD, "again": A_PASSWORD},
    "yearly_report:start": lambda world: {"year": "2026-27"},
    "open_data:propose": lambda world: {
        "key": f"performance.{INDICATOR}",
        "from_period": "2020-21",
    },
    "document-new": lambda world: {"year": "2021-22", "url": ""},
    "set-clock": lambda world: {"holds_from_year": "2027"},
    "scorecard-limit": lambda world: {"holds_from_year": "2027"},
    "transcribe": _figures,
    "transcription-correct": _figures,
    "import-published-statistics": _table,
    "return-upload": _return,
    "return-records": _records,
    "return-change": lambda world: {"indicators": ["contacts"]},
    "import-columns": lambda world: {
        "name": "0",
        **dict.fromkeys(("kind", "standing", "code", "starts_on", "source"), ""),
    },
    "scorecard-records": lambda world: _day("assessed_on"),
    "publication:notice": lambda world: _day("on"),
    "publication:keep": lambda world: _day("until") | {"until_year": "2029"},
    "reviews:notify": lambda world: _day("notified_on") | _day("partners_told_on"),
    "reviews:tell-partners": lambda world: _day("told_on"),
    "reviews:meeting": lambda world: _day("met_on"),
    "reviews:send": lambda world: _day("sent_on") | {"sent_on_day": "20"},
    "reviews:panel": lambda world: _day("answered_on") | {"answered_on_day": "20"},
    "reviews:practice-begin": lambda world: _day("decided_on"),
    "reviews:hold-new": lambda world: _day("holds_from") | _day("expected_until"),
    "reviews:hold-lift": lambda world: _day("lifted_on"),
    "reviews:event-new": lambda world: _day("due_on") | {"due_on_year": "2027"},
    "reviews:standard-new": lambda world: _day("holds_from"),
    "reviews:standard-end": lambda world: _day("ended_on") | {"ended_on_year": "2027"},
    "reviews:draft-send": lambda world: _day("due_on") | {"due_on_year": "2027", **_draft()},
    "reviews:briefing-used": lambda world: _day("used_on"),
    "reviews:event-done": lambda world: _day("done_on"),
    "reviews:tie-new": lambda world: {"kind": "female", "to": "", "to_other": ""},
    "reviews:template-new": lambda world: {"file": _file("form.docx", a_form())},
    "improvement:close": lambda world: _day("done_on"),
    "improvement:test": lambda world: _day("tested_on"),
}

# Where a form stands that another one leads to: what follows its address.
FURTHER: dict[str, Callable[[World], str]] = {
    "ask-for-return": lambda world: f"?agency={world.agency.public_id}&period=2025-26+Q1",
}
