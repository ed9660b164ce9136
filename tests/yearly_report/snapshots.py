"""Snapshots for tests of what is made from them: no database is asked."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from goldthread.house import FigureRequest
from goldthread.yearly_report.contents import Content
from goldthread.yearly_report.snapshot import Answer, AreaParts, SectionCopy, Showing, Snapshot
from tests.factories import LONDON
from tests.yearly_report.figures import Family

TAKEN_AT = datetime(2023, 9, 12, 14, 5, tzinfo=LONDON)
YEAR = "2022-23"
EAST = SimpleNamespace(code="X1", name="Eastmarch")
WEST = SimpleNamespace(code="X2", name="Wellbridge")
WHOLE = SimpleNamespace(code="EXSCP", name="Example Partnership")


@dataclass
class Sheet:
    """Figures and contents that become a snapshot."""

    family: Family

    def snapshot(self, *contents: Content, **more) -> Snapshot:
        sections = more.pop("sections", (SectionCopy("year", "The year", contents=contents),))
        asked = dict.fromkeys(r for s in sections for c in s.contents for r in c.requests())
        given = {
            "space_code": "EXSCP",
            "space_name": "Example Partnership",
            "is_fictional": True,
            "title": "Example Partnership: yearly report 2022-23",
            "year": YEAR,
            "edition": "WT2018",
            "taken_at": TAKEN_AT,
            "is_frozen": True,
            "sections": sections,
            "answers": tuple(Answer(request, self.family.answer(request)) for request in asked),
            "area_parts": (AreaParts("EXSCP", ("X1", "X2")),),
        }
        return Snapshot(**(given | more))


def asked(key: str, area=EAST, period: str = YEAR) -> FigureRequest:
    return FigureRequest(f"example.{key}", area.code, period)


def shown_by(document: str = "", **more) -> Showing:
    given = {
        "reason": "It was published already",
        "decided_by": "A delegated partner",
        "decided_on": TAKEN_AT.date(),
        "document": document,
    }
    return Showing(**(given | more))
