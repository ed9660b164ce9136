"""The demonstration's reports: the Tees as it was published, by one rule; Eastmarch's half written."""

import csv
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings

from goldthread.accounts import demonstration as accounts
from goldthread.house import (
    Audience,
    Basis,
    Figure,
    FigureRequest,
    Origin,
    OriginKind,
)
from goldthread.improvement import demonstration as line
from goldthread.measures.catalogue import catalogue
from goldthread.measures.values import shown
from goldthread.outputs.document import Paragraph, Table, plain
from goldthread.register import demonstration as register
from goldthread.yearly_report import demonstration
from goldthread.yearly_report.checklist import Standing, checklist
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.models import Report
from goldthread.yearly_report.protection import Release
from tests.factories import NOW, TODAY
from tests.yearly_report.conftest import modules_with
from tests.yearly_report.figures import Family

pytestmark = pytest.mark.django_db

DEMO = settings.DEMONSTRATION_FILES
DOCUMENT = Origin(OriginKind.DOCUMENT, "STSCP Annual Report 2022/2023", section="5")


class Published(Family):
    """The figures of the Tees as they were published, in the place of the real family."""

    def offers(self, principal):
        return [(f"{self.prefix}.{row.key}", row.title, row.unit) for row in catalogue().values()]

    def _none(self, request):
        return self.as_published(request, request.area, None)

    def as_published(self, request: FigureRequest, area_name: str, value: Decimal | None) -> Figure:
        row = catalogue()[request.key.partition(".")[2]]
        return Figure(
            key=request.key,
            indicator=row.title,
            area=request.area,
            area_name=area_name,
            period=request.period,
            unit=row.unit,
            value=value,
            shown="" if value is None else shown(value, unit=row.unit, stated=True),
            basis=Basis.STATED if row.denominator else Basis.COUNTED,
            origin=DOCUMENT,
            definition="",
            definition_version="1",
            decimals=row.decimals,
            polarity=row.polarity.value,
            missing="not published" if value is None else "",
        )

    def publish(self, row: dict[str, str]) -> None:
        key = f"{self.prefix}.{row['indicator']}"
        request = FigureRequest(key, row["area_code"], row["period"], row["breakdown"])
        self.figures[request] = self.as_published(request, row["area"], Decimal(row["value"]))


@pytest.fixture
def layer():
    """Both reports, written by the loader."""
    family = Published("performance")
    with (DEMO / "tees" / "figures.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            family.publish(row)
    with modules_with(family.module):
        for loader in (register, accounts, line, demonstration):
            loader.load(DEMO, today=TODAY, now=NOW)
        yield SimpleNamespace(
            tees=Report.objects.get(space__code="STSCP"),
            eastmarch=Report.objects.get(space__code="EWSCP"),
        )


def test_the_tees_report_reproduces_the_published_table_by_one_rule(layer):
    snapshot = layer.tees.last_frozen().snapshot()
    composer = Composer(snapshot, Audience.PUBLIC)
    tables = {b.caption: b for b in composer.text() if isinstance(b, Table)}
    changes = {
        (caption.rpartition(": ")[2], plain(row[0])): plain(row[-1])
        for caption, table in tables.items()
        if "by council" in caption
        for row in table.rows
    }

    assert changes["Middlesbrough", "Referrals to children's social care"] == "down 8.3%"
    assert changes["Middlesbrough", "Re-referrals within 12 months"] == "static (down 0.3 points)"
    assert changes["Middlesbrough", "Child protection plans for neglect"] == "up 7.6 points"
    assert changes["Redcar and Cleveland", "Child protection plans for neglect"] == "up 7.9 points"
    assert len(changes) == 22


def test_where_the_published_table_leaves_the_rule_is_listed(layer):
    composer = Composer(layer.tees.last_frozen().snapshot(), Audience.PUBLIC)
    blocks = composer.text()

    (leaving,) = (b for b in blocks if isinstance(b, Table) and "leaves the rule" in b.caption)
    assert {(plain(row[0]), plain(row[1])) for row in leaving.rows} == {
        ("Children in care, Middlesbrough", "Down 0.4%"),
        ("Child protection plans for neglect, Redcar and Cleveland", "Up 8%"),
        ("Allegations against people who work with children, Redcar and Cleveland", "Down 1%"),
    }
    words = [plain(b.words) for b in blocks if isinstance(b, Paragraph)]
    assert any(
        text.startswith("Of the 22 changes that the source prints, 19 are") for text in words
    )


def test_small_numbers_of_the_published_report_are_shown_by_a_named_decision(layer):
    snapshot = layer.tees.last_frozen().snapshot()

    cards = Release(snapshot, Audience.PUBLIC).cards()

    assert not [card for card in cards if card.figure.suppressed]
    assert {card.showing.decided_by for card in cards if card.figure.value is not None} == {
        "Delegated safeguarding partner, Middlesbrough Council"
    }


def test_the_tees_report_is_frozen_and_waits_for_somebody_else(layer):
    assert layer.tees.status == Report.Status.FROZEN
    assert layer.tees.edition == "WT2018"


def test_what_the_published_report_leaves_empty_is_said_and_not_filled(layer):
    rows = checklist(layer.tees.last_frozen().snapshot())

    silent = {row.content.key for row in rows if row.standing is Standing.REASON_GIVEN}
    assert silent == {"evidence_of_impact", "updates_to_arrangements", "use_of_restraint"}


def test_the_invented_report_is_half_written_about_the_last_year_with_returns(layer):
    assert (layer.eastmarch.year, layer.eastmarch.status) == ("2024-25", Report.Status.DRAFT)
    empty = [s.key for s in layer.eastmarch.sections.all() if not s.blocks.exists()]
    assert "little_progress" in empty
    assert len(empty) < layer.eastmarch.sections.count()


def test_two_lines_from_an_incident_to_a_tested_impact_stand_in_the_invented_report(layer):
    impact = layer.eastmarch.sections.get(key="impact")
    told = [block.content.text for block in impact.blocks.order_by("order")]

    assert len(told) == 2
    assert "Rapid review “Rowan”" in told[0]
    assert "Review “Alder”" in told[1]
