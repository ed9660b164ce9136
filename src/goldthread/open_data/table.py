"""An open table as it is frozen: what everybody is given, and nothing else."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from goldthread.open_data.columns import COLUMNS, NAMES
from goldthread.outputs.spreadsheet import csv

Json = dict[str, Any]


@dataclass(frozen=True)
class Definition:
    """One wording of what is counted."""

    version: str
    text: str


@dataclass(frozen=True)
class OpenRow:
    """One figure as the public is given it; `sign` stands where there is no value."""

    indicator: str
    area_code: str
    area: str
    period: str
    starts_on: str
    ends_on: str
    value: int | float | None
    sign: str
    numerator: int | float | None
    denominator: int | float | None
    unit: str
    basis: str
    definition_version: str
    source: str
    note: str
    shown: str  # the value as a page writes it


@dataclass(frozen=True, kw_only=True)
class Content:
    """A whole table with its words."""

    key: str
    title: str
    partnership: str
    code: str
    unit: str
    level: str
    from_period: str
    definitions: tuple[Definition, ...]
    sources: tuple[str, ...]
    caveats: tuple[str, ...]
    licence: str
    licence_url: str
    frozen_on: str
    rows: tuple[OpenRow, ...]

    def text(self) -> str:
        """The table as it is kept, hashed and given out as JSON."""
        about = asdict(self)
        rows = [{n: v for n, v in row.items() if n != "shown"} for row in about.pop("rows")]
        shown = [row.shown for row in self.rows]
        columns = [{"name": c.name, "title": c.title, "description": c.words} for c in COLUMNS]
        whole = {"about": about, "columns": columns, "rows": rows, "shown": shown}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"

    @property
    def areas(self) -> tuple[tuple[str, str], ...]:
        """The areas as (code, name), in their order."""
        return tuple(dict.fromkeys((row.area_code, row.area) for row in self.rows))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods, earliest first."""
        return tuple(dict.fromkeys(row.period for row in self.rows))

    @property
    def kept_back(self) -> int:
        """How many figures are not shown for the children's sake."""
        return sum(row.sign == "c" for row in self.rows)

    def csv(self) -> bytes:
        """The rows as a file, under the columns that `metadata` describes."""
        return csv(NAMES, [tuple(getattr(row, name) for name in NAMES) for row in self.rows])

    def metadata(self) -> Json:
        """What the CSV file holds, in the vocabulary of CSV on the Web."""
        return {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
            "url": "figures.csv",
            "dc:title": f"{self.title}: {self.partnership}",
            "dc:publisher": self.partnership,
            "dc:license": {"@id": self.licence_url},
            "dc:issued": {"@value": self.frozen_on, "@type": "xsd:date"},
            "dc:description": " ".join((*(each.text for each in self.definitions), *self.caveats)),
            "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
            "tableSchema": {
                "columns": [
                    {
                        "name": column.name,
                        "titles": column.name,
                        "dc:title": column.title,
                        "dc:description": column.words,
                        "datatype": column.datatype,
                    }
                    for column in COLUMNS
                ],
                "primaryKey": ["indicator", "area_code", "period"],
            },
        }


@lru_cache(maxsize=64)
def content_from(held: str) -> Content:
    """The table that was kept."""
    whole = json.loads(held)
    about = whole["about"]
    rows = zip(whole["rows"], whole["shown"], strict=True)
    return Content(
        **{
            **about,
            "definitions": tuple(Definition(**each) for each in about["definitions"]),
            "sources": tuple(about["sources"]),
            "caveats": tuple(about["caveats"]),
            "rows": tuple(OpenRow(**row, shown=shown) for row, shown in rows),
        }
    )
