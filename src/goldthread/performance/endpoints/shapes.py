"""What the API answers, field by field."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from goldthread.house import Figure
from goldthread.measures.catalogue import Indicator
from goldthread.performance.blanks import Why


class IndicatorOut(Schema):
    """An indicator of the catalogue."""

    key: str = Field(description="By which it is asked for.")
    reference: str
    title: str
    kind: str = Field(description="count, percentage, rate or mean.")
    nature: str
    unit: str
    numerator: str = Field(description="What is counted.")
    denominator: str = Field(description="Out of what; empty for a count.")
    multiplier: int
    decimals: int
    frequency: str
    polarity: str
    standing: str
    source: str = Field(description="Where the definition comes from.")
    definition_version: str


def indicator_out(row: Indicator) -> dict[str, Any]:
    """An indicator of the catalogue as the API tells it."""
    names = (*("key", "reference", "title", "unit", "numerator", "denominator"), "source")
    kinds = ("kind", "nature", "frequency", "polarity", "standing")
    return {
        **{name: getattr(row, name) for name in names},
        **{name: str(getattr(row, name)) for name in kinds},
        "multiplier": row.multiplier,
        "decimals": row.decimals,
        "definition_version": str(len(row.versions)),
    }


class FigureOut(Schema):
    """A figure with where it came from, as the token's person may see it."""

    indicator: str = Field(description="The indicator's key.")
    title: str
    area_code: str
    area: str
    period: str
    breakdown: str
    unit: str
    value: float | None
    shown: str = Field(description="The value as a page shows it.")
    numerator: float | None
    denominator: float | None
    basis: str = Field(description="counted, derived or stated; empty without a value.")
    origin: str = Field(description="return, document, release or figures.")
    source: str
    definition: str
    definition_version: str
    marking: str = Field(description="Such as “not for publication”: it stays with the value.")
    audience: str = Field(description="Whom the figure is shown to: working, board or public.")
    note: str = Field(description="Also why there is no value.")


def figure_out(figure: Figure, audience: str) -> dict[str, Any]:
    """One figure as the API tells it."""
    has_value, origin = figure.value is not None, figure.origin
    return {
        "indicator": figure.key.rpartition(".")[2],
        "title": figure.indicator,
        "area_code": figure.area,
        "area": figure.area_name,
        "period": figure.period,
        "breakdown": figure.breakdown,
        "unit": figure.unit,
        "value": figure.value,
        "shown": figure.shown,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "basis": figure.basis.value if has_value else "",
        "origin": origin.kind.value if has_value else "",
        "source": ", ".join(filter(None, (origin.title, origin.version, origin.section))),
        "definition": figure.definition,
        "definition_version": figure.definition_version,
        "marking": figure.marking,
        "audience": audience,
        "note": " ".join(filter(None, (figure.missing, figure.note))),
    }


class ReturnOut(Schema):
    """A return that is asked of an agency."""

    id: str
    agency: str
    period: str
    due_on: date
    state: str = Field(description="not begun, draft, queried, submitted, accepted or withdrawn.")
    indicators: list[str]
    areas: list[str]


class LineOut(Schema):
    """One line that a return asks for, and what is in it so far."""

    area_code: str
    indicator: str
    breakdown: str
    words: str
    parts: list[str] = Field(description="The numbers asked for.")
    value: str
    numerator: str
    denominator: str
    answer: str


class ReturnWhole(ReturnOut):
    """A return with its lines."""

    version: str = Field(description="To be sent back with its answers; empty before it is begun.")
    lines: list[LineOut]


class LineIn(Schema):
    """One line as an agency answers it: numbers as text, or none and in the answer why."""

    area_code: str = Field(max_length=40)
    indicator: str = Field(max_length=80)
    breakdown: str = Field("", max_length=60)
    value: str = Field("", max_length=60)
    numerator: str = Field("", max_length=60)
    denominator: str = Field("", max_length=60)
    answer: str = Field(
        "",
        max_length=2000,
        description="Why there is no number, or an unusual one. For a blank one begins with: "
        f"{'; '.join(Why)}. Other words count as another reason.",
    )


class AnswersIn(Schema):
    """All lines of one return: they are taken together or not at all."""

    lines: list[LineIn] = Field(min_length=1, max_length=20_000)
    reason: str = Field("", max_length=400, description="Why there is a new version.")
    version: str = Field("", max_length=60, description="As the return told it when it was read.")


class ProblemOut(Schema):
    """One thing that is wrong, or a question, with its place."""

    row: str
    area: str
    indicator: str
    breakdown: str
    column: str
    sentence: str


class Taken(Schema):
    """What came of an answer."""

    id: str
    status: str = Field(description="submitted, or draft while questions are open.")
    lines: int
    questions: list[ProblemOut]
