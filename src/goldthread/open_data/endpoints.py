"""Open data for programs: needs no token, and gives what the pages give."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema

from goldthread.api.pages import Listed, Paged, paged
from goldthread.api.service import OPEN
from goldthread.open_data.columns import COLUMNS
from goldthread.open_data.published import NotOpen, OpenNow, every_table, open_table

ROUTER = Router(tags=["Open data"])
WORDS = {column.name: column.words for column in COLUMNS}


class OpenTableOut(Schema):
    """An indicator that a partnership gives to everybody."""

    code: str = Field(description="Of the partnership, as its address names it.")
    partnership: str
    key: str = Field(description="Of the indicator.")
    title: str
    unit: str
    licence: str
    licence_url: str
    frozen_on: date = Field(description="As known on this day.")
    sha256: str = Field(description="Of its JSON file, by which it is known again.")


class OpenRowOut(Schema):
    """One figure."""

    indicator: str = Field(description=WORDS["indicator"])
    area_code: str = Field(description=WORDS["area_code"])
    area: str = Field(description=WORDS["area"])
    period: str = Field(description=WORDS["period"])
    starts_on: date = Field(description=WORDS["starts_on"])
    ends_on: date = Field(description=WORDS["ends_on"])
    value: float | None = Field(description=WORDS["value"])
    sign: str = Field(description=WORDS["sign"])
    numerator: float | None = Field(description=WORDS["numerator"])
    denominator: float | None = Field(description=WORDS["denominator"])
    unit: str = Field(description=WORDS["unit"])
    basis: str = Field(description=WORDS["basis"])
    definition_version: str = Field(description=WORDS["definition_version"])
    source: str = Field(description=WORDS["source"])
    note: str = Field(description=WORDS["note"])


class DefinitionOut(Schema):
    """One wording of what is counted."""

    version: str
    text: str


class OpenTableWhole(Listed[OpenRowOut]):
    """A table with its words, and a page of its rows."""

    about: OpenTableOut
    definitions: list[DefinitionOut]
    sources: list[str]
    caveats: list[str]


@ROUTER.get("/open-data", response=Listed[OpenTableOut], url_name="open-data", openapi_extra=OPEN)
def tables(request: Any, page: Paged) -> dict[str, Any]:
    """What every partnership gives to everybody, by partnership and title. Needs no token."""
    return paged(every_table(), page, _about)


@ROUTER.get(
    "/open-data/{code}/{key}",
    response=OpenTableWhole,
    url_name="open-data-table",
    openapi_extra=OPEN,
)
def table(request: Any, code: str, key: str, page: Paged) -> dict[str, Any]:
    """The figures of one indicator by period and area, with what is to be known of them. Needs no token."""
    try:
        with open_table(code, key) as (space, found):
            found.table.space = space
            content = found.content
            about = _about(found)
    except NotOpen:
        raise Http404 from None
    return {
        **paged(content.rows, page, vars),
        "about": about,
        "definitions": [vars(each) for each in content.definitions],
        "sources": list(content.sources),
        "caveats": list(content.caveats),
    }


def _about(found: OpenNow) -> dict[str, Any]:
    content = found.content
    names = ("partnership", "key", "title", "unit", "licence", "licence_url", "frozen_on")
    told = {name: getattr(content, name) for name in names}
    return {**told, "code": content.code.lower(), "sha256": found.table.sha256}
