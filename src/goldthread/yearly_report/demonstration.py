"""The demonstration's reports: the Tees report as published, frozen; Eastmarch's, half written."""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.house import Role, Rung
from goldthread.measures.periods import Period, PeriodKind
from goldthread.register.models import Space
from goldthread.yearly_report import actions
from goldthread.yearly_report.contents import (
    Content,
    FigureChart,
    FigureTable,
    PrintedChange,
    PrintedChanges,
    Shape,
    Text,
)
from goldthread.yearly_report.models import Report, Section
from goldthread.yearly_report.snapshot import SectionCopy
from goldthread.yearly_report.taken_passages import passage_called

FIGURES = "performance"  # whose figures the files name
QUARTERS = 32  # eight years, as many as were invented
LEFT_EMPTY = "The published report says nothing of this."
PUBLISHED = "The partnership published these numbers itself, in this document."


def load(folder: Path, *, today: date, now: datetime) -> None:
    """Write both reports as their people would; freeze the one that was published."""
    tees = Layer(folder / "tees", today=today, now=now)
    report = tees.write("report_2022_23.toml", empty_because=LEFT_EMPTY)
    tees.decide_to_show(report, document="stscp_2022_23")
    by = tees.person(report.space, Role.BUSINESS_MANAGER)
    actions.freeze(report=report, by=by, at=now)
    Layer(folder / "eastmarch", today=today, now=now).write("report.toml")


class Layer:
    """One layer's folder, and the people who write its report."""

    def __init__(self, folder: Path, *, today: date, now: datetime) -> None:
        self.folder, self.today, self.now = folder, today, now
        documents = tomllib.loads((folder / "documents.toml").read_text())["documents"]
        self.titles = {row["key"]: row["title"] for row in documents if "key" in row}
        self._people: dict[tuple[int, Role], Principal] = {}

    def person(self, space: Space, role: Role) -> Principal:
        """The first account that holds a role in a partnership."""
        if (space.pk, role) not in self._people:
            held = Appointment.objects.filter(space=space, role=role).select_related("person")
            person = held.order_by("pk")[0].person
            principal = principal_for(person, on=self.today, chosen=space.code)
            self._people[space.pk, role] = principal
        return self._people[space.pk, role]

    def write(self, name: str, *, empty_because: str = "") -> Report:
        """Start the report of a file and write each of its sections."""
        written = tomllib.loads(self._dated((self.folder / name).read_text()))
        space = Space.objects.get(code=written["space"])
        report = actions.start_report(
            space=space,
            year=written["year"],
            title=_with_year(written["title"], written["year"]),
            by=self.person(space, Role.PARTNERSHIP_OFFICER),
            at=self.now,
            sections=[self._outline(row, empty_because) for row in written["sections"]],
        )
        for row in written["sections"]:
            section = Section.objects.get(report=report, key=row["key"])
            for content in self._contents(row, report):
                self._put(section, content)
        return report

    def decide_to_show(self, report: Report, *, document: str) -> None:
        """A delegated partner decides for a whole document, which the partnership published."""
        actions.decide_to_show(
            space=report.space,
            document=self.titles[document],
            reason=PUBLISHED,
            by=self.person(report.space, Role.DELEGATED_SAFEGUARDING_PARTNER),
            at=self.now,
        )

    def _dated(self, text: str) -> str:
        """The file with its relative periods made real: the newest year whose returns are in."""
        latest = Period.holding(self.today, PeriodKind.QUARTER).previous()
        last = latest.in_year()
        while last.ends_on >= latest.starts_on:
            last = last.previous()
        quarters = '", "'.join(str(q) for q in last.quarters()[-1].and_before(QUARTERS))
        text = text.replace("ALL_QUARTERS", quarters)
        return text.replace("YEAR_BEFORE", str(last.previous())).replace("LAST_YEAR", str(last))

    def _outline(self, row: dict[str, Any], empty_because: str) -> SectionCopy:
        holds = any(row.get(kind) for kind in ("passages", "taken", "tables", "charts"))
        return SectionCopy(
            key=row["key"],
            heading=row["heading"],
            required=tuple(row["required"]),
            of_scrutineer=row.get("written_by") == Role.INDEPENDENT_SCRUTINEER,
            left_empty_because=row.get("condition", "") or ("" if holds else empty_because),
        )

    def _contents(self, row: dict[str, Any], report: Report) -> Iterator[Content]:
        for passage in row.get("passages", ()):
            rung = Rung[passage["rung"].upper()]
            yield Text(passage["text"].strip(), rung, self._source(passage))
        for title in row.get("taken", ()):
            writer = self.person(report.space, Role.PARTNERSHIP_OFFICER)
            taken = passage_called(writer, title)
            yield Text(taken.text, taken.rung)
        for table in row.get("tables", ()):
            yield self._table(table)
            yield from self._printed(table, report)
        for chart in row.get("charts", ()):
            yield FigureChart(
                title=chart["title"],
                keys=(_key(chart["indicator"]),),
                areas=tuple(chart["areas"]),
                periods=tuple(chart["periods"]),
                shape=Shape(chart["kind"]),
                text=chart["description"],
                source=self._source(chart),
            )

    def _table(self, row: dict[str, Any]) -> FigureTable:
        return FigureTable(
            title=row["title"],
            keys=tuple(_key(indicator) for indicator in row["indicators"]),
            areas=tuple(row["areas"]),
            periods=tuple(row["periods"]),
            change_from=row.get("change_from", ""),
            change_to=row.get("change_to", ""),
            source=self._source(row),
        )

    def _printed(self, table: dict[str, Any], report: Report) -> Iterator[PrintedChanges]:
        """The changes that the source of a table printed beside it, where they were copied."""
        path = self.folder / "printed_changes.csv"
        if not path.exists():
            return
        with path.open(newline="") as file:
            about = [
                row
                for row in csv.DictReader(file)
                if row["space"] == report.space.code
                and (row["from_period"], row["to_period"])
                == (table.get("change_from"), table.get("change_to"))
            ]
        if about:
            yield PrintedChanges(
                title="Where the source leaves the rule for change",
                rows=tuple(
                    PrintedChange(_key(row["indicator"]), row["area_code"], row["printed"])
                    for row in about
                ),
                change_from=table["change_from"],
                change_to=table["change_to"],
                source=self._source({"source": f"{about[0]['document']}, {about[0]['section']}"}),
            )

    def _source(self, row: dict[str, Any]) -> str:
        """The source with its document's title in the place of its key."""
        key, comma, place = row.get("source", "").partition(",")
        return f"{self.titles.get(key, key)}{comma}{place}"

    def _put(self, section: Section, content: Content) -> None:
        role = Role.PARTNERSHIP_OFFICER
        if section.of_scrutineer:
            role = Role.INDEPENDENT_SCRUTINEER
        by = self.person(section.space, role)
        actions.add_block(section=section, content=content, by=by, at=self.now)


def _with_year(title: str, year: str) -> str:
    return title if year in title else f"{title} {year}"


def _key(indicator: str) -> str:
    return f"{FIGURES}.{indicator}"
