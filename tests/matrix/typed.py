"""What is typed into the forms that want more than any words: by hand, by the name of their address."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matrix.rows_of_returns import INDICATOR
from tests.matrix.world import OURS, World
from tests.performance.published_files import (
    GEOGRAPHY,
    MIDDLESBROUGH,
    REFERRALS,
    csv_bytes,
    referrals_row,
)

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


def _figures(world: World) -> dict[str, Any]:
    lines = f"area_code,indicator,period,value\n{_code(world)},{INDICATOR},2021-22,120\n"
    return {"section": "Another section", "figures": lines}


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
}

# Where a form stands that another one leads to: what follows its address.
FURTHER: dict[str, Callable[[World], str]] = {
    "ask-for-return": lambda world: f"?agency={world.agency.public_id}&period=2025-26+Q1",
}
